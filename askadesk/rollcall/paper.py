"""A roll call as paper takes it."""

from __future__ import annotations

from askadesk.core.i18n import _
from askadesk.documents.rows import HubFacts, RollCallFacts, RollCallLine, RollCallPlace
from askadesk.rollcall.rows import Board, Call, Group, Known, Summary, SummaryLine
from askadesk.rollcall.rules import said_detail, said_found, said_place


def paper_facts(known: Known, call: Call, board: Board) -> RollCallFacts:
    """What is printed of a call that goes on, in the reader's language."""
    return RollCallFacts(
        hub=known.hub,
        started_at=call.started_at,
        operator=call.operator,
        known_until=known.read_at,
        device=known.device,
        places=tuple(_place(group) for group in board.groups),
        guests=board.guests,
        meeting_point=known.meeting_point,
        drill=call.drill,
    )


def past_facts(summary: Summary, hub: HubFacts) -> RollCallFacts:
    """What is printed of a call that ended: those who were not found stand apart. Where everybody was
    looked for is not kept."""
    missing = tuple(_past(line) for line in summary.lines if line.found < line.heads)
    found = tuple(_past(line) for line in summary.lines if line.found == line.heads)
    parts = ((_("Not found"), missing), (_("Found"), found))
    return RollCallFacts(
        hub=hub,
        started_at=summary.started_at,
        operator=summary.started_by,
        known_until=summary.ended_at,
        device=hub.name,
        places=tuple(RollCallPlace(name, lines) for name, lines in parts if lines),
        drill=summary.drill,
        over=True,
    )


def _past(line: SummaryLine) -> RollCallLine:
    return RollCallLine(line.name, said_found(line), line.heads, line.found)


def _place(group: Group) -> RollCallPlace:
    lines = (
        RollCallLine(
            one.who.name,
            said_detail(one.who),
            one.who.heads,
            one.found,
            one.who.stairs_help,
        )
        for one in group.listed
    )
    return RollCallPlace(said_place(group.place), tuple(lines))
