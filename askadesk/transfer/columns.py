"""Which column of a file is what: by its heading in Italian or English, else by what stands in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from askadesk.transfer import values
from askadesk.transfer.rows import DATES, Cell, Choices, Column, DateOrder, Heading, Source
from askadesk.transfer.values import folded_cell, text_of

_LOOKED_AT, _SAMPLE = 25, 400
_EXAMPLES = 3

# Folded words of headings; the first column that is named takes it.
WORDS: Mapping[Column, str] = {
    Column.NAME: "nome e cognome|cognome e nome|nome cognome|cognome nome|nominativo|nome completo"
    "|full name|name and surname|contact|persona|socio|member|contatto|titolare|intestatario",
    Column.GIVEN: "nome|first name|given name|given|firstname|name|nome proprio|first|forename",
    Column.FAMILY: "cognome|last name|surname|family name|family|lastname|last",
    Column.EMAIL: "email|e mail|mail|posta elettronica|indirizzo email|email address|e mail address"
    "|indirizzo e mail|indirizzo mail|posta|pec",
    Column.PHONE: "telefono|cellulare|tel|cell|numero di telefono|phone|mobile|phone number"
    "|telephone|mobile phone|numero|recapito|recapito telefonico|numero cellulare|numero telefono",
    Column.ORGANISATION: "organizzazione|azienda|societa|ditta|ente|organisation|organization"
    "|company|ragione sociale|impresa|studio|company name|denominazione",
    Column.ROLE: "ruolo|professione|lavoro|mestiere|role|job|job title|profession|occupation"
    "|qualifica|posizione|titolo|title|attivita|cosa fa",
    Column.BORN_ON: "data di nascita|nascita|nato il|nata il|nato a il|birthday|date of birth"
    "|birth date|birthdate|dob|born|compleanno|data nascita|born on|nato",
    Column.TAX_CODE: "codice fiscale|cf|cod fiscale|cod fisc|c f|tax code|fiscal code|tax id",
    Column.SKILLS: "offre|competenze|skills|offers|sa fare|abilita|cosa offre",
    Column.SEEKS: "cerca|seeks|looking for|needs|bisogni|cosa cerca",
    Column.LANGUAGES: "lingue|lingua|languages|language|lingue parlate",
    Column.NOTE: "note|nota|notes|note desk|commenti|commento|comment|comments|osservazioni",
    Column.PLAN: "piano|abbonamento|carnet|tipo abbonamento|plan|membership|pass|tipo di abbonamento"
    "|prodotto|product|formula|tipologia|tipo carnet|pacchetto|codice piano|plan code|tariffa",
    Column.LEFT: "residuo|residui|ingressi residui|rimasti|ingressi rimasti|saldo|saldo ingressi|left"
    "|remaining|entries left|visits left|balance|rimanenti|ingressi rimanenti|da usare|entrate residue"
    "|ingressi disponibili|disponibili|ingressi|entries|visits remaining|credito|restanti|units left",
    Column.STARTS: "inizio|dal|data inizio|da|start|starts|from|valid from|decorrenza|attivo dal"
    "|start date|inizio abbonamento|data di inizio|valido dal|iscritto dal|data iscrizione|since",
    Column.ENDS: "fine|al|scadenza|data fine|a|end|ends|until|to|valid until|expires|expiry|data scadenza"
    "|end date|valido fino al|fino al|scade il|data di scadenza|expiry date|fine abbonamento|scade",
    Column.VAT_NUMBER: "partita iva|p iva|piva|p i|vat|vat number|vat no|partita i v a|iva",
    Column.ADDRESS: "indirizzo|sede|address|via|sede legale|residenza",
}
_KNOWN = {word: column for column, words in WORDS.items() for word in words.split("|")}
_BY_CONTENT: tuple[tuple[Column, Callable[[Cell], bool]], ...] = (
    (Column.EMAIL, values.looks_like_email),
    (Column.TAX_CODE, values.looks_like_tax_code),
    (Column.BORN_ON, values.looks_like_day),
    (Column.PHONE, values.looks_like_phone),
)


def meaning(heading: str) -> Column | None:
    """What a folded heading says the column holds."""
    plain = " ".join(re.sub(r"[^a-z0-9]+", " ", re.sub(r"\(.*?\)", "", heading)).split())
    return _KNOWN.get(plain)


def header_row(source: Source) -> int:
    """The number of the row that names the columns; 0 when none does.

    It is the row, among the first, with most words that are headings: two at least, or all it has.
    """
    best, at = 0, 0
    for number, row in list(zip(source.numbers, source.rows, strict=True))[:_LOOKED_AT]:
        said = [folded_cell(cell) for cell in row if text_of(cell)]
        known = len({meaning(word) for word in said} - {None})
        if known > best and (known >= 2 or known == len(said)):
            best, at = known, number
    return at


def header_of(source: Source, choices: Choices) -> int:
    """The row chosen by hand, or the one that looks like it."""
    if choices.header is not None and (choices.header == 0 or choices.header in source.numbers):
        return choices.header
    return header_row(source)


def headings_of(source: Source, header: int, choices: Choices) -> tuple[Heading, ...]:
    """Every column with its words, what it holds by hand or by guess, and a few values."""
    named: tuple[Cell, ...] = ()
    if header:
        named = source.rows[source.numbers.index(header)]
    wide = len(source.rows[0])
    below = [row for at, row in zip(source.numbers, source.rows, strict=True) if at > header][
        :_SAMPLE
    ]
    words = [text_of(named[at]) if header else "" for at in range(wide)]
    meant = _guessed(words, below, wide)
    for at, column in choices.columns.items():
        meant = [None if other is column and at != i else other for i, other in enumerate(meant)]
        if at < wide:
            meant[at] = column
    return tuple(
        Heading(at, words[at], meant[at], _examples(below, at))
        for at in range(wide)
        if words[at] or _examples(below, at)
    )


def _guessed(words: Sequence[str], below: list[tuple[Cell, ...]], wide: int) -> list[Column | None]:
    """What each column holds, no two the same; headings are believed before contents."""
    meant: list[Column | None] = [None] * wide
    for at, word in enumerate(words):
        column = meaning(folded_cell(word))
        if column is not None and column not in meant:
            meant[at] = column
    if Column.GIVEN in meant and Column.FAMILY not in meant:
        # "Nome" alone holds whole names when most cells have a space.
        at = meant.index(Column.GIVEN)
        if Column.NAME not in meant and _share(below, at, lambda cell: " " in text_of(cell)) > 0.6:
            meant[at] = Column.NAME
    for at in range(wide):
        if meant[at] is None:
            meant[at] = _by_content(below, at, words[at], meant)
    return meant


def _by_content(
    below: list[tuple[Cell, ...]], at: int, words: str, meant: list[Column | None]
) -> Column | None:
    for column, fits in _BY_CONTENT:
        if column in meant or (words and column is Column.BORN_ON):
            continue
        if _share(below, at, fits) > 0.7:
            return column
    return None


def _share(below: list[tuple[Cell, ...]], at: int, fits: Callable[[Cell], bool]) -> float:
    """How many of the cells that say anything are of that kind."""
    said = [row[at] for row in below if text_of(row[at])]
    return sum(map(fits, said)) / len(said) if said else 0.0


def _examples(below: list[tuple[Cell, ...]], at: int) -> tuple[str, ...]:
    found: list[str] = []
    for row in below:
        said = text_of(row[at])
        if said and said not in found:
            found.append(said[:80])
        if len(found) == _EXAMPLES:
            break
    return tuple(found)


def date_orders(
    source: Source, header: int, headings: Sequence[Heading], choices: Choices
) -> tuple[dict[int, DateOrder], list[int]]:
    """How each column of days is read, and the columns that contradict themselves and were not settled.

    Without proof the day comes first, as it is written in Italy.
    """
    orders: dict[int, DateOrder] = {}
    unsettled: list[int] = []
    for heading in headings:
        if heading.column not in DATES:
            continue
        at = heading.index
        cells = (
            row[at]
            for number, row in zip(source.numbers, source.rows, strict=True)
            if number > header
        )
        chosen = choices.orders.get(at)
        seen = set() if chosen is not None else values.orders_seen(cells)
        if len(seen) == 2:
            unsettled.append(at)
        else:
            orders[at] = chosen or (seen.pop() if seen else DateOrder.DAY_FIRST)
    return orders, unsettled
