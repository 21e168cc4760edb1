"""What goes to paper, made ready in the pool: no widgets here. What draws is loaded there too, with the first
sheet."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path
from uuid import UUID

from askadesk.core.i18n import _, day_long, day_spoken, ngettext, number
from askadesk.documents.rows import CardFacts, HubFacts, RollCallFacts
from askadesk.services import Services
from db.values import CredentialStatus
from ui import print_backend
from ui.dialogs.printing import Outlet
from ui.print_backend import PrinterChoice, Use
from ui.tasks import Stopped, Work

_AT_ONCE = 100
"""So many people are asked for together: between them the work can be stopped."""
_NAMED = 3


@dataclass(frozen=True, slots=True)
class CardBatch:
    """The cards of several people: made once, laid out on cards or on sheets as asked."""

    cards: tuple[CardFacts, ...]
    hub: HubFacts


@dataclass(frozen=True, slots=True)
class Sheet:
    """Something ready to print: what it is called, its pages, and what to note once it is printed.

    ``batch`` is kept where the same cards can be laid out in another way; ``layout`` names this one.
    """

    use: Use
    title: str
    file_name: str
    pdf: bytes
    outlets: tuple[Outlet, ...] = ()
    warning: str = ""
    credentials: tuple[UUID, ...] = field(default=())
    batch: CardBatch | None = None
    layout: str = ""


def outlets(_use: Use) -> tuple[Outlet, ...]:
    """The printers of this computer, with what can be chosen on each."""
    return tuple(
        Outlet(
            one.device,
            one.description,
            tuple((name, name) for name in print_backend.trays(one.device)),
            tuple((paper.name, paper.key) for paper in print_backend.papers(one.device)),
        )
        for one in print_backend.printers()
    )


# --- cards ---------------------------------------------------------------------------------------

ONE_EACH, ON_SHEETS = "one_each", "on_sheets"


def cards_sheet(services: Services, people: Sequence[UUID], layout: str, work: Work) -> Sheet:
    """The cards of these people, in their order."""
    cards = _facts(services, people, work)
    some = _credentials(services, people)
    if len(cards) == 1:
        title = _("Card of {name}").format(name=_name(cards[0]))
        file_name = _("card {name}.pdf").format(name=_name(cards[0]))
    else:
        title = ngettext("{count} card", "{count} cards", len(cards)).format(
            count=number(len(cards))
        )
        file_name = _("cards.pdf")
    blank = Sheet(
        Use.CARD,
        title,
        file_name,
        b"",
        warning=_warning(cards),
        credentials=some,
        batch=CardBatch(cards, services.hub.paper()),
    )
    return laid_out(blank, layout, work)


def laid_out(sheet: Sheet, layout: str, work: Work) -> Sheet:
    """The same cards, one on a page or ten on an A4 sheet."""
    batch = sheet.batch
    assert batch is not None
    use = Use.SHEET if layout == ON_SHEETS else Use.CARD
    return replace(
        sheet, use=use, layout=layout, pdf=_cards_pdf(batch, layout, work), outlets=outlets(use)
    )


def _facts(services: Services, people: Sequence[UUID], work: Work) -> tuple[CardFacts, ...]:
    cards: list[CardFacts] = []
    for first in range(0, len(people), _AT_ONCE):
        work.step(0, len(people), _("Reading the people"))
        cards += services.people.card_facts(people[first : first + _AT_ONCE])
    return tuple(cards)


def _credentials(services: Services, people: Sequence[UUID]) -> tuple[UUID, ...]:
    """The card that each of them holds: the newest active one."""
    held: dict[UUID, UUID] = {}
    for first in range(0, len(people), _AT_ONCE):
        for row in services.access.codes_of(people[first : first + _AT_ONCE]):
            if row.status is CredentialStatus.ACTIVE:
                held.setdefault(row.person, row.id)
    return tuple(held.values())


def _cards_pdf(batch: CardBatch, layout: str, work: Work) -> bytes:
    from askadesk.documents import card as card_pages
    from askadesk.documents.card_sheet import sheets_pdf

    make = sheets_pdf if layout == ON_SHEETS else card_pages.cards_pdf
    try:
        return make(batch.cards, batch.hub, progress=_progress(work, _("Drawing the cards")))
    except card_pages.Stopped:
        raise Stopped from None


def _progress(work: Work, words: str) -> Callable[[int, int], bool]:
    def progress(done: int, of: int) -> bool:
        if not work.stopped:
            work.step(done, of, words)
        return not work.stopped

    return progress


def _name(card: CardFacts) -> str:
    return f"{card.given} {card.family}".strip()


def _warning(cards: Sequence[CardFacts]) -> str:
    """Whose name no font can draw whole, said before anything is printed."""
    from askadesk.documents.shaping import undrawable

    missing = {
        _name(card): signs
        for card in cards
        if (signs := undrawable(f"{_name(card)} {card.role} {card.organisation}"))
    }
    if not missing:
        return ""
    if len(cards) == 1:
        said = _("The fonts have no sign for {signs}: the card shows a gap there.")
        return said.format(signs=next(iter(missing.values())))
    names = ", ".join(list(missing)[:_NAMED])
    others = len(missing) - _NAMED
    if others > 0:
        said = ngettext(
            "The fonts cannot draw every sign of {names} and {others} other: gaps will show.",
            "The fonts cannot draw every sign of {names} and {others} others: gaps will show.",
            others,
        )
        return said.format(names=names, others=number(others))
    return _("The fonts cannot draw every sign of {names}: gaps will show.").format(names=names)


# --- labels and lists ----------------------------------------------------------------------------


def label_sheet(services: Services, announced: UUID, work: Work) -> Sheet:
    """The label of an announced visitor."""
    from askadesk.documents.label import label_pdf

    facts = services.visitors.label_facts(announced)
    work.check()
    name = f"{facts.given} {facts.family}".strip()
    return Sheet(
        Use.LABEL,
        _("Label for {name}").format(name=name),
        _("label {name}.pdf").format(name=name),
        label_pdf(facts, services.hub.paper()),
        outlets(Use.LABEL),
    )


def roll_call_sheet(facts: RollCallFacts, _work: Work) -> Sheet:
    """The roll call as it stands. Asks the archive for nothing."""
    from askadesk.documents.roll_call import roll_call_pdf

    title = _("Roll call, drill") if facts.drill else _("Emergency roll call")
    return Sheet(Use.LIST, title, _("roll call.pdf"), roll_call_pdf(facts), outlets(Use.LIST))


def door_sheet(services: Services, day: date | None, work: Work) -> Sheet:
    """What is on in each room on a day, a page for its door; today's without one."""
    from askadesk.rooms.paper import door_sheets

    day = day or services.reading.now().date()
    pdf = door_sheets(services.calendar, services.hub.paper(), day)
    work.check()
    title = _("Doors, {day}").format(day=day_spoken(day))
    name = _("doors {day}.pdf").format(day=day.isoformat())
    return Sheet(Use.LIST, title, name, pdf, outlets(Use.LIST))


def week_sheet(services: Services, day: date | None, work: Work) -> Sheet:
    """The rooms in the week in which a day lies; in this one without one."""
    from askadesk.rooms.paper import week_plan

    day = day or services.reading.now().date()
    monday = day - timedelta(days=day.weekday())
    pdf = week_plan(services.calendar, services.hub.paper(), monday)
    work.check()
    title = _("Week of {day}").format(day=day_long(monday))
    name = _("rooms {day}.pdf").format(day=monday.isoformat())
    return Sheet(Use.LIST, title, name, pdf, outlets(Use.LIST))


# --- to the printer, to a file -------------------------------------------------------------------


def print_sheet(sheet: Sheet, choice: PrinterChoice, work: Work) -> Sheet:
    """Send it to the printer; gives back what was printed."""

    def progress(done: int, of: int) -> bool:
        if not work.stopped:
            work.step(done, of, sheet.title)
        return not work.stopped

    try:
        print_backend.print_pdf(sheet.pdf, sheet.use, choice, title=sheet.title, progress=progress)
    except print_backend.Stopped:
        raise Stopped from None
    return sheet


def save_sheet(sheet: Sheet, path: Path, _work: Work) -> tuple[Sheet, Path]:
    """Write it to a file; gives back what was saved and where."""
    print_backend.save_pdf(sheet.pdf, path)
    return sheet, path
