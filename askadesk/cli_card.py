"""The command ``askadesk card``: cards of some people or of all members, one on a page or on sheets."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Annotated
from uuid import UUID

import typer

from askadesk.cli_call import Call, WrongUse
from askadesk.cli_output import Json, Output
from askadesk.core.errors import NotFound
from askadesk.core.files import write_file
from askadesk.core.i18n import N_, _, number
from askadesk.documents.rows import CardFacts

Command = Callable[..., Callable[[Callable[..., int]], Callable[..., int]]]
DONE = 0
_AT_ONCE = 250
"""So many people are read together: between them the reader hears how far it is."""
_QUIET_SECONDS = 1.0
"""Under this nothing is said; later a line each time."""


def register(app: typer.Typer, command: Command) -> None:
    """Add the command to ``app``; ``command`` is what makes one of a function."""
    command(
        app,
        "card",
        N_("Make cards to print: of some people or of all members, on pages or on A4 sheets."),
        "askadesk card --all-members --sheet --pdf cards.pdf",
        "askadesk card cravero bosio --pdf cards.pdf",
    )(card)


def card(
    call: Call,
    pdf: Annotated[Path, typer.Option("--pdf", metavar="FILE", help=N_("Write a PDF."))],
    people: Annotated[
        list[str] | None,
        typer.Argument(metavar="ID", help=N_("IDs, or texts that find one person.")),
    ] = None,
    all_members: Annotated[
        bool, typer.Option("--all-members", help=N_("Everyone with a plan that holds today."))
    ] = False,
    sheet: Annotated[
        bool, typer.Option("--sheet", help=N_("Ten on an A4 sheet, with cutting marks."))
    ] = False,
) -> int:
    """Write the cards and note that they were printed."""
    if bool(people) == all_members:
        raise WrongUse(_("Name the people, or ask for --all-members."))
    ids = _members(call) if all_members else [call.person(one).id for one in people or ()]
    body = _write(call, ids, pdf, sheet=sheet)
    call.output.result(body, str(pdf))
    return DONE


def _members(call: Call) -> list[UUID]:
    """Everyone with a plan that holds today, by name. Raises NotFound when there is nobody."""
    from askadesk.people.rows import PeopleFilter, PeopleQuery, PeopleSort

    subscribed = frozenset({PeopleFilter.SUBSCRIBED})
    wanted = PeopleQuery(filters=subscribed, sort=PeopleSort.NAME, descending=False)
    found = list(call.services.listing.ids(wanted))
    if not found:
        raise NotFound(_("Nobody has a plan that holds today."))
    return found


def _write(call: Call, ids: Sequence[UUID], pdf: Path, *, sheet: bool) -> Json:
    """The file appears whole at the end: an interrupted call leaves none."""
    from askadesk.documents.card import cards_pdf
    from askadesk.documents.card_sheet import sheets_pdf
    from askadesk.documents.pictures import page_count

    tell = _Telling(call.output, 2 * len(ids))
    facts: list[CardFacts] = []
    for first in range(0, len(ids), _AT_ONCE):
        facts += call.services.people.card_facts(ids[first : first + _AT_ONCE])
        tell(len(facts))
    make = sheets_pdf if sheet else cards_pdf
    paper = make(facts, call.services.hub.paper(), progress=tell.second_half)
    write_file(pdf, paper)
    _note_prints(call, ids)
    cards = [
        {
            "person": {"id": str(one.person_id), "name": f"{one.given} {one.family}".strip()},
            "code": one.code,
        }
        for one in facts
    ]
    return {"cards": cards, "pdf": str(pdf), "pages": page_count(paper)}


def _note_prints(call: Call, ids: Sequence[UUID]) -> None:
    for first in range(0, len(ids), _AT_ONCE):
        held = call.services.access.cards_of(list(ids[first : first + _AT_ONCE]))
        call.services.access.printed([one.id for one in held.values()])


class _Telling:
    """Tells on stderr, once a second, how far it is."""

    def __init__(self, output: Output, of: int) -> None:
        self._output, self._of = output, of
        self._next = time.monotonic() + _QUIET_SECONDS

    def __call__(self, done: int) -> None:
        now = time.monotonic()
        if now >= self._next:
            self._next = now + _QUIET_SECONDS
            said = _("{done} of {of}").format(done=number(done // 2), of=number(self._of // 2))
            self._output.note(said)

    def second_half(self, done: int, of: int) -> bool:
        """After reading comes drawing; it always goes on."""
        self(of + done)
        return True
