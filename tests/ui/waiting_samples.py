"""People who wait for rooms, for the tests of what shows them."""

from __future__ import annotations

from datetime import timedelta

from askadesk.rooms.waiting_rows import WaitingRow
from db.values import WaitStatus
from tests.ui.booking_samples import LONG_SPACE, at
from tests.ui.samples import LONG_HOUSE, LONGEST, NOW, an_id


def waits(
    who: str = "Anna Neri", place: int = 1, *, offered: bool = False, long: bool = False
) -> WaitingRow:
    """Somebody who waits for an hour of Thursday."""
    return WaitingRow(
        id=an_id(f"waits {who} {place}"),
        version=1,
        status=WaitStatus.OFFERED if offered else WaitStatus.WAITING,
        space=an_id("Sala Po"),
        space_name=LONG_SPACE if long else "Sala Po",
        starts=at("14:00"),
        ends=at("15:00"),
        who=LONGEST if long else who,
        person=an_id(who),
        organisation=None,
        title=LONG_HOUSE if long else "",
        heads=1,
        place=place,
        until=NOW + timedelta(minutes=30) if offered else None,
    )


def line(count: int) -> tuple[WaitingRow, ...]:
    """The longest names there are, the first of them with an offer."""
    return tuple(waits("x", at + 1, offered=at == 0, long=True) for at in range(count))
