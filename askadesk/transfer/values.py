"""One cell at a time: text, days in every style, how much is left. A cell that cannot be read gives a
``Trouble`` whose sentence names the column."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from functools import lru_cache

from stdnum.exceptions import ValidationError
from stdnum.it import codicefiscale

from askadesk.people.rules import fold
from askadesk.plans.rules import MOST_LEFT
from askadesk.transfer.rows import Cell, Column, DateOrder, Trouble

LONGEST = {
    Column.EMAIL: 254,
    Column.PHONE: 40,
    Column.TAX_CODE: 16,
    Column.LANGUAGES: 100,
    Column.VAT_NUMBER: 20,
    Column.NOTE: 4_000,
}
_LONGEST_TEXT = 200
_HIDDEN = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]")
_EMAIL = re.compile(r"[^@\s,;<>\"]+@[^@\s,;<>\"]+\.[^@\s.,;<>\"]+")
_PHONE = re.compile(r"[\d\s+().\-/]+")
_LEFT = re.compile(r"(-?\d{1,9})(?:[.,]0+)?(?:\s*(?:/|di|of)\s*\d+)?(?:\s*[a-z]+)?")
_NUMBERS = re.compile(r"(\d{1,4})\s?[/.\-\s]\s?(\d{1,2})\s?[/.\-\s]\s?(\d{1,4})")
_NAMED = re.compile(r"(\d{1,2})(?:°|º|st|nd|rd|th)?[\s./-]+([a-z]{3,10})[\s./,-]+(\d{2,4})")
_NAMED_FIRST = re.compile(r"([a-z]{3,10})[\s.]+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})")
_SERIAL = re.compile(r"\d{5}(?:[.,]\d+)?")
_EPOCH, _LEAST_SERIAL, _MOST_SERIAL = date(1899, 12, 30), 367, 109_574
_MONTHS = {
    word: at + 1
    for at, words in enumerate(
        (
            "gen gennaio jan january",
            "feb febbraio february",
            "mar marzo march",
            "apr aprile april",
            "mag maggio may",
            "giu giugno jun june",
            "lug luglio jul july",
            "ago agosto aug august",
            "set sett settembre sep sept september",
            "ott ottobre oct october",
            "nov novembre november",
            "dic dicembre dec december",
        )
    )
    for word in words.split()
}
NOTHING = frozenset(("", "-", "–", "—", "n/a", "nd", "n.d.", "null", "none", "#n/a", "#n/d"))


def text_of(cell: Cell) -> str:
    """What a person sees in the cell, on one line: composed, without control or direction marks."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return str(cell).lower()
    if isinstance(cell, datetime | date):
        return cell.strftime("%d/%m/%Y")
    plain = str(cell)
    if not (plain.isascii() and plain.isprintable()):
        plain = unicodedata.normalize("NFC", _HIDDEN.sub("", plain))
        plain = "".join(char if char.isprintable() else " " for char in plain)
    return " ".join(plain.split())


def lines_of(cell: Cell) -> str:
    """The same for a note, whose lines stay lines."""
    if not isinstance(cell, str) or "\n" not in cell.replace("\r", "\n"):
        return text_of(cell)
    lines = (text_of(line) for line in cell.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    return "\n".join(lines).strip("\n")


def read_text(column: Column, cell: Cell, heading: str) -> str | Trouble:
    """The text of a field as it is kept."""
    plain = lines_of(cell) if column is Column.NOTE else text_of(cell)
    if plain.casefold() in NOTHING:
        return ""
    if column is Column.EMAIL:
        plain = plain.removeprefix("mailto:")
        if not _EMAIL.fullmatch(plain):
            return Trouble("email", heading, plain)
    elif column is Column.PHONE and not _is_phone(plain):
        return Trouble("phone", heading, plain)
    elif column is Column.TAX_CODE:
        return _tax_code(plain, heading)
    longest = LONGEST.get(column, _LONGEST_TEXT)
    if len(plain) > longest:
        return Trouble("too_long", heading, plain[:40] + "…", str(longest))
    return plain


def _is_phone(plain: str) -> bool:
    digits = sum(char.isdigit() for char in plain)
    return 5 <= digits <= 15 and _PHONE.fullmatch(plain) is not None


@lru_cache(maxsize=4096)
def _tax_code(plain: str, heading: str) -> str | Trouble:
    try:
        return str(codicefiscale.validate(plain))
    except ValidationError:
        return Trouble("tax_code", heading, plain)


def read_left(cell: Cell, heading: str) -> int | Trouble | None:
    """How many units are left: 7, 7.0, "7 ingressi", "7/10"; None where nothing stands."""
    if isinstance(cell, int) and not isinstance(cell, bool):
        left: int | None = cell
    else:
        plain = text_of(cell).casefold()
        if plain in NOTHING:
            return None
        found = _LEFT.fullmatch(plain)
        left = int(found.group(1)) if found is not None else None
    if left is None or abs(left) > MOST_LEFT:
        return Trouble("left", heading, text_of(cell))
    return left


# --- days ----------------------------------------------------------------------------------------


def read_day(
    cell: Cell, order: DateOrder | None, heading: str, *, past: bool = False
) -> date | Trouble | None:
    """A day; None where nothing stands. ``order`` None: what numbers alone mean is not settled.

    ``past`` days with two digits of the year are never to come: born in 68 is 1968.
    """
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        found = _serial(float(cell))
        return found if found is not None else Trouble("day", heading, text_of(cell))
    plain = text_of(cell).casefold()
    if plain in NOTHING:
        return None
    return _written(plain, order, heading, past)


@lru_cache(maxsize=65_536)
def _written(plain: str, order: DateOrder | None, heading: str, past: bool) -> date | Trouble:
    parts = _parts(plain)
    if parts is None:
        if _SERIAL.fullmatch(plain):
            found = _serial(float(plain.replace(",", ".")))
            if found is not None:
                return found
        return Trouble("day", heading, plain)
    first, second, year, is_settled = parts
    if not is_settled:
        if order is None:
            return Trouble("day_order", heading, plain)
        if order is DateOrder.MONTH_FIRST:
            first, second = second, first
    return _made(first, second, _whole_year(year, past), plain, heading)


def _made(day: int, month: int, year: int, plain: str, heading: str) -> date | Trouble:
    try:
        return date(year, month, day)
    except ValueError:
        return Trouble("no_such_day", heading, plain)


def _parts(plain: str) -> tuple[int, int, str, bool] | None:
    """Day, month, year as written, and whether day and month are told apart; the hour is left away."""
    plain = re.sub(r"[t ]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?(z|[+-]\d{2}:?\d{2})?$", "", plain)
    found = _NUMBERS.fullmatch(plain)
    if found is not None:
        one, two, three = found.groups()
        if len(one) == 4:
            return int(three), int(two), one, True
        return (int(one), int(two), three, False) if len(one) <= 2 and len(three) != 3 else None
    if re.fullmatch(r"(19|20)\d{6}", plain):
        return int(plain[6:]), int(plain[4:6]), plain[:4], True
    found = _NAMED.fullmatch(plain)
    if found is not None and found.group(2) in _MONTHS:
        return int(found.group(1)), _MONTHS[found.group(2)], found.group(3), True
    found = _NAMED_FIRST.fullmatch(plain)
    if found is not None and found.group(1) in _MONTHS:
        return int(found.group(2)), _MONTHS[found.group(1)], found.group(3), True
    return None


def _whole_year(year: str, past: bool) -> int:
    if len(year) > 2:
        return int(year)
    return int(year) + (1900 if int(year) > (29 if past else 69) else 2000)


def _serial(days: float) -> date | None:
    """The day that a workbook counts as ``days``; None for a number that can be none."""
    if not _LEAST_SERIAL <= days <= _MOST_SERIAL:
        return None
    return _EPOCH + timedelta(days=int(days))


def orders_seen(cells: Iterable[Cell]) -> set[DateOrder]:
    """Which orders a column of days proves by a number over twelve; both: it contradicts itself."""
    seen: set[DateOrder] = set()
    for cell in cells:
        if not isinstance(cell, str):
            continue
        parts = _parts(text_of(cell).casefold())
        if parts is not None and not parts[3]:
            if parts[0] > 12 >= parts[1]:
                seen.add(DateOrder.DAY_FIRST)
            elif parts[1] > 12 >= parts[0]:
                seen.add(DateOrder.MONTH_FIRST)
        if len(seen) == 2:
            break
    return seen


def looks_like_day(cell: Cell) -> bool:
    """Whether the cell is a day, by its type or by how it is written."""
    return isinstance(cell, date) or (
        isinstance(cell, str) and _parts(text_of(cell).casefold()) is not None
    )


def looks_like_email(cell: Cell) -> bool:
    return isinstance(cell, str) and _EMAIL.fullmatch(cell.strip()) is not None


def looks_like_phone(cell: Cell) -> bool:
    """Seven digits or more and nothing but what stands in phone numbers; not a day."""
    plain = text_of(cell)
    return (
        7 <= sum(char.isdigit() for char in plain) <= 15
        and _PHONE.fullmatch(plain) is not None
        and not looks_like_day(cell)
    )


def looks_like_tax_code(cell: Cell) -> bool:
    return isinstance(cell, str) and bool(
        re.fullmatch(r"[A-Za-z]{6}\w{2}[A-Za-z]\w{2}[A-Za-z]\w{3}[A-Za-z]", cell.strip())
    )


def folded_cell(cell: Cell) -> str:
    """The words of a cell for comparing headings and plans."""
    return fold(text_of(cell))
