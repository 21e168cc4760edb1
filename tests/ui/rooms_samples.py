"""Rooms as the strip of the Oggi page shows them: those of the design, and the longest."""

from __future__ import annotations

from datetime import datetime, timedelta

from askadesk.rooms.rows import Block, RoomNow, SpaceFields, SpaceRow
from db.values import BookingStatus, SpaceKind
from tests.ui.samples import LONG_HOUSE, an_id, at

LONG_ROOM = "Sala delle assemblee e dei laboratori della cittadinanza attiva"


def space(name: str) -> SpaceRow:
    return SpaceRow(an_id(name), SpaceFields(name, SpaceKind.MEETING_ROOM, 8), 1)


def block(
    starts: datetime,
    ends: datetime,
    who: str = "Actis",
    status: BookingStatus = BookingStatus.CONFIRMED,
    *,
    setup: int = 0,
    cleanup: int = 0,
    private: bool = False,
) -> Block:
    """A booking of a room."""
    return Block(
        booking=an_id(f"{who} {starts}"),
        version=1,
        space=an_id(who),
        status=status,
        starts=starts,
        ends=ends,
        set_up_from=starts - timedelta(minutes=setup),
        cleaned_by=ends + timedelta(minutes=cleanup),
        who=who,
        private=private,
    )


def rooms(count: int = 7, *, long: bool = False) -> tuple[RoomNow, ...]:
    """The rooms of the design at 9:42."""
    who = LONG_HOUSE if long else "Actis"
    name = LONG_ROOM if long else "Sala Po"
    used = BookingStatus.IN_USE
    found = (
        RoomNow(
            space(name), block(at(9, 0), at(11, 0), who), block(at(11, 30), at(12, 0), who), more=30
        ),
        RoomNow(space("Sala Dora"), None, block(at(11, 0), at(12, 0), "Filo Doppio")),
        RoomNow(space("Sala Stura"), None, block(at(14, 0), at(15, 0), "Studio Nuvola")),
        RoomNow(
            space("Sala Valentino"),
            block(at(18, 30), at(20, 0), "Aperitivo dei mestieri", setup=540),
            None,
        ),
        RoomNow(space("Cabina 1"), None, block(at(16, 30), at(17, 0), "T. Rolle")),
        RoomNow(space("Cabina 2"), None, block(at(10, 0), at(10, 45), "A. El Idrissi")),
        RoomNow(
            space("Laboratorio"),
            block(at(9, 0), at(10, 30), who, used),
            block(at(11, 30), at(13, 0), who),
            more=60,
        ),
        RoomNow(space("Sala Superga"), None, None),
        RoomNow(space("Cabina 3"), block(at(9, 0), at(9, 40), who, used, cleanup=15), None),
        *(RoomNow(space(f"Cabina {number}"), None, None) for number in range(4, 20)),
    )
    return found[:count]
