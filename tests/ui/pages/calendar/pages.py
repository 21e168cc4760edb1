"""A week, a month and bookings to look at: those of the design, and the longest."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from typing import Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from askadesk.rooms.rows import (
    NO_PRICE,
    Block,
    BookingRow,
    ClosedSpan,
    DayPage,
    MonthDay,
    MonthPage,
    SpaceDay,
    SpaceFields,
    SpaceRow,
    Taking,
    WeekPage,
)
from db.values import BookingStatus, SpaceKind
from tests.ui.samples import LONG_HOUSE, NOW, ZONE, an_id
from ui.painters import painting
from ui.theme import tokens

MONDAY, TODAY = date(2026, 11, 16), NOW.date()
LONG_ROOM = "Sala delle assemblee e dei laboratori della cittadinanza attiva"
HOLD, CONFIRMED = BookingStatus.HOLD, BookingStatus.CONFIRMED
ROOM, HALL, BOOTH = SpaceKind.MEETING_ROOM, SpaceKind.HALL, SpaceKind.BOOTH
SPACES = (
    ("Sala Po", ROOM, 12),
    ("Sala Dora", ROOM, 8),
    ("Sala Stura", ROOM, 6),
    ("Sala Valentino", HALL, 40),
    ("Sala Superga", HALL, 24),
    ("Cabina 1", BOOTH, 1),
    ("Cabina 2", BOOTH, 1),
    ("Cabina 3", BOOTH, 2),
    ("Laboratorio", SpaceKind.WORKSHOP, 10),
)
BOOKED: dict[tuple[str, int], list[tuple[Any, ...]]] = {
    ("Sala Po", 0): [("09:00", "12:00"), ("14:00", "17:00")],
    ("Sala Po", 1): [("09:00", "11:00"), ("11:30", "13:00"), ("14:30", "17:00")],
    ("Sala Po", 3): [("09:00", "13:00"), ("14:00", "18:45"), ("19:00", "20:00")],
    ("Sala Dora", 3): [("10:00", "12:00"), ("15:00", "16:30", HOLD)],
    ("Sala Stura", 1): [("08:30", "09:15"), ("14:00", "16:00", HOLD)],
    ("Sala Valentino", 1): [("18:30", "20:00", CONFIRMED, "Aperitivo")],
    ("Sala Valentino", 2): [("09:00", "18:00", CONFIRMED, "Giornata delle scuole e dei mestieri")],
    ("Cabina 1", 0): [("09:00", "09:45")],
    ("Laboratorio", 4): [("09:00", "12:00")],
}


def space(name: str, kind: SpaceKind, seats: int, *, units: int = 1) -> SpaceRow:
    """A room with a quarter of an hour to tidy up."""
    features = ("screen", "whiteboard") if kind is ROOM else ()
    fields = SpaceFields(name, kind, seats, features=features, cleanup=15)
    return SpaceRow(an_id(name), fields, 1, units=units)


def moment(day: date, wall: str) -> datetime:
    return datetime.combine(day, time.fromisoformat(wall), ZONE)


def block(
    where: SpaceRow,
    day: date,
    starts: str,
    ends: str,
    status: BookingStatus = CONFIRMED,
    title: str = "",
    who: str = "Geoide Studio",
) -> Block:
    """A booking of a room with its quarter of an hour."""
    first, last = moment(day, starts), moment(day, ends)
    return Block(
        booking=an_id(f"{where.name} {day} {starts}"),
        version=1,
        space=where.id,
        status=status,
        starts=first,
        ends=last,
        set_up_from=first,
        cleaned_by=last + timedelta(minutes=15),
        who=who,
        title=title,
    )


def closed_spans(day: date, why: str = "") -> tuple[ClosedSpan, ...]:
    """Open from 8 to 20, closed on Sundays."""
    start, end = moment(day, "00:00"), moment(day + timedelta(days=1), "00:00")
    if day.weekday() == 6 or why:
        return (ClosedSpan(start, end, why),)
    return (ClosedSpan(start, moment(day, "08:00")), ClosedSpan(moment(day, "20:00"), end))


def week(*, long: bool = False, monday: date = MONDAY) -> WeekPage:
    """The week of the design; ``long`` has the longest names and a zone of desks."""
    rows = []
    for name, kind, seats in SPACES:
        shown = space(LONG_ROOM if long and name == "Sala Po" else name, kind, seats)
        days = []
        for offset in range(7):
            day = monday + timedelta(days=offset)
            who = LONG_HOUSE if long else "Geoide Studio"
            made = [
                block(shown, day, *one)._replace(who="" if len(one) > 3 else who)
                for one in BOOKED.get((name, offset), [])
            ]
            why = "Proiettore in riparazione fino a venerdì" if long and offset == 5 else ""
            days.append(SpaceDay(shown, tuple(made), closed_spans(day, why)))
        rows.append(tuple(days))
    if long:
        rows.append(desks(monday))
    return WeekPage(monday, NOW, ZONE, tuple(rows))


def desks(monday: date) -> tuple[SpaceDay, ...]:
    """A zone of four desks, two of them taken every morning."""
    zone = space("Postazioni", SpaceKind.DESK_ZONE, 4, units=4)
    days = [monday + timedelta(days=offset) for offset in range(7)]
    return tuple(
        SpaceDay(
            zone,
            (block(zone, day, "09:00", "13:00"), block(zone, day, "09:30", "12:00")),
            closed_spans(day),
        )
        for day in days
    )


def month(*, long: bool = False, spaces: int = 9) -> MonthPage:
    """November 2026 as in the design."""
    first = date(2026, 10, 26)
    made = [_month_day(first + timedelta(days=at), spaces, long=long) for at in range(42)]
    return MonthPage(date(2026, 11, 1), NOW, ZONE, tuple(made))


def _month_day(day: date, spaces: int, *, long: bool) -> MonthDay:
    if day.weekday() == 6 or day == date(2026, 11, 28):
        reason = {date(2026, 11, 1): "Ognissanti", date(2026, 11, 28): "Lavori alla caldaia"}
        why = reason.get(day, "")
        if long and why:
            why = "Assemblea straordinaria delle associazioni dei mestieri del quartiere"
        count = 12 if long else 0
        return MonthDay(day, 0, spaces, 0.0, is_open=False, reason=why, bookings=count)
    free = {24: 0, 20: 7, 21: 8, 27: 7, 30: 7}.get(day.day, 4 + day.day % 3)
    opens = "11:00" if day == date(2026, 11, 30) else ""
    closes = "23:00" if day == date(2026, 11, 24) else ""
    if long and day.day == 25:
        opens, closes = "11:30", "15:30"
    shorter = bool(opens)
    booked = 1 - free / 9
    return MonthDay(
        day, min(free, spaces), spaces, booked, opens=opens, closes=closes, shorter=shorter
    )


def day_page(day: date, *, long: bool = False) -> DayPage:
    """The spaces on one day of the week of the design."""
    shown = week(long=long, monday=day - timedelta(days=day.weekday()))
    rows = tuple(row[day.weekday()] for row in shown.rows)
    return DayPage(day, NOW, ZONE, rows)


def booking(
    name: str,
    day: date,
    starts: str,
    ends: str,
    status: BookingStatus = CONFIRMED,
    *,
    who: str = "Geoide Studio",
    private: bool = False,
    title: str = "",
) -> BookingRow:
    """A booking with all its fields."""
    return BookingRow(
        id=an_id(f"{name} {day} {starts}"),
        version=1,
        status=status,
        starts=moment(day, starts),
        ends=moment(day, ends),
        spaces=(Taking(an_id(name)),),
        space_names=(name,),
        holder=who,
        contact="Marta Ferrero",
        person=None,
        organisation=None,
        title=title,
        note="",
        heads=4,
        people=(),
        lines=(),
        price=NO_PRICE,
        private=private,
        series=None,
        wall=None,
        expires_at=None,
        checked_in_at=None,
        cancelled_at=None,
        cancelled_by=None,
        reason="",
        uid=None,
    )


def bookings(*, long: bool = False) -> tuple[BookingRow, ...]:
    """Bookings of two days, one of each state."""
    who = LONG_HOUSE if long else "Geoide Studio"
    name = LONG_ROOM if long else "Sala Po"
    made = [
        booking(
            name,
            TODAY + timedelta(days=at // 4),
            f"{8 + at:02d}:00",
            f"{9 + at:02d}:30",
            one,
            who=who,
        )
        for at, one in enumerate(BookingStatus)
    ]
    made.append(booking("Cabina 1", TODAY + timedelta(days=2), "10:00", "11:00", private=True))
    return tuple(made)


# --- windows -------------------------------------------------------------------------------------


class Canvas(QWidget):
    """The page of a calendar, without what stands around it."""

    def __init__(self, view: QWidget) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(view)

    def paintEvent(self, event: object) -> None:
        with painting(self) as painter:
            painter.fillRect(self.rect(), tokens().colour("canvas"))


COMPACT, ROOMY, SMALL = (1230, 616), (1768, 912), (1144, 568)
"""The body of the page in a window of 1366 × 768, of 1920 × 1080, of 1280 × 720."""


@contextmanager
def shown(
    qtbot: QtBot, view: QWidget, size: tuple[int, int] = COMPACT
) -> Iterator[Callable[[], None]]:
    """The view in a real window; gives what lets layout and paint happen."""
    window = Canvas(view)
    qtbot.addWidget(window)
    view.set_roomy(size == ROOMY)  # type: ignore[attr-defined]
    window.resize(*size)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    settle()
    yield settle
    window.close()


def settle() -> None:
    """Let layouts and paint happen."""
    for _round in range(3):
        QCoreApplication.sendPostedEvents()
        app = QApplication.instance()
        assert app is not None
        app.processEvents()
