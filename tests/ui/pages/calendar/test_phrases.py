"""What the calendar says of a time that cannot be had."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from askadesk.core.i18n import speaking
from askadesk.rooms.rows import ClosedSpan
from tests.ui.pages.calendar import pages
from tests.ui.samples import ZONE
from ui.pages.calendar import phrases


@pytest.mark.parametrize(
    ("hours", "why", "said"),
    [
        (24, "", ": chiuso tutto il giorno."),
        (24, "Natale", ": chiuso tutto il giorno, Natale."),
        (8, "", ": chiuso 00:00 – 08:00."),
    ],
)
def test_a_day_without_hours_is_closed_all_day(hours: int, why: str, said: str) -> None:
    row = pages.week().rows[0][0]
    start = datetime(2026, 11, 29, tzinfo=ZONE)
    with speaking("it"):
        closed = ClosedSpan(start, start + timedelta(hours=hours), why)
        assert phrases.spoken_closed(row, closed) == row.space.name + said
