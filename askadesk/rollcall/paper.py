"""A roll call as paper takes it."""

from __future__ import annotations

from askadesk.documents.rows import RollCallFacts, RollCallLine, RollCallPlace
from askadesk.rollcall.rows import Board, Call, Group, Known
from askadesk.rollcall.rules import said_detail, said_place


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
