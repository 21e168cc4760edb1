"""Where the calendar stands, what it shows, and how it follows what others do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import UUID

import pytest
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from askadesk.rooms.rows import (
    Block,
    DayPage,
    ExtraLine,
    SpaceDay,
    SpaceFields,
    SpacePriceRow,
    SpaceRow,
)
from db.values import BookingStatus, Money, SpaceKind, Unit
from tests.askadesk.rooms.conftest import Rooms
from tests.hub_of_tests import ROME, TUESDAY
from tests.ui.looking import near, place
from tests.ui.pages.calendar.conftest import CONTROL, CalendarDesk, House, widgets
from tests.ui.samples import an_id
from ui.dialogs.reason import ReasonDialog
from ui.pages.calendar import blocks
from ui.pages.calendar.measures import CalendarMeasures
from ui.pages.calendar.timeline import DayTimeline
from ui.theme import Theme
from ui.widgets.text import Text

Open = Callable[[], CalendarDesk]

COMPACT = {"grid": (112, 136, 934, 616), "panel": (1062, 136, 280, 616)}
ROOMY = {"grid": (120, 144, 1384, 912), "panel": (1528, 144, 360, 912)}


@pytest.mark.parametrize(
    ("size", "wanted", "hour"),
    [((1366, 768), COMPACT, 66), ((1920, 1080), ROOMY, 100)],
    ids=["1366", "1920"],
)
def test_grid_and_panel_stand_where_the_design_puts_them(
    open_desk: Open,
    house: House,
    size: tuple[int, int],
    wanted: dict[str, tuple[int, int, int, int]],
    hour: int,
) -> None:
    desk = open_desk()
    desk.window.resize(*size)
    desk.settle()
    assert near(place(desk.page.one.card, desk.window), wanted["grid"])
    assert near(place(desk.page.one.panel, desk.window), wanted["panel"])
    assert desk.line.layout_ is not None
    assert abs(desk.line.layout_.hour - hour) <= 1


def test_a_block_stands_at_its_time_to_the_pixel(
    open_desk: Open, house: House, rooms: Rooms
) -> None:
    made = rooms.book(house.po, "09:00", "11:00")
    desk = open_desk()
    rect = desk.line.block_rect(made.bookings[0])
    assert rect is not None
    corner = place(desk.line.viewport(), desk.window)
    found = (
        round(corner[0] + rect.left()),
        round(corner[1] + rect.top()),
        round(rect.width()),
        round(rect.height()),
    )
    assert near(found, (319, 198, 130, 39))


def test_what_one_desk_books_the_other_shows_within_a_second(
    open_desk: Open, house: House, rooms: Rooms
) -> None:
    first, second = open_desk(), open_desk()
    first.window.activateWindow()
    first.wait_for(first.window.isActiveWindow)
    first.drag(house.dora, "10:00", house.dora, "10:55")
    first.wait_for(lambda: first.page.one.panel.slot.booking() is not None)
    QTest.keyClicks(first.page.one.panel.slot.whom.edit, "Actis CRM")
    first.page.one.panel.do_yellow()
    first.qtbot.waitUntil(lambda: first.said(house.dora) == ["10:00-11:00"], timeout=5_000)
    second.qtbot.waitUntil(lambda: second.said(house.dora) == ["10:00-11:00"], timeout=1_000)


def test_the_calendar_is_read_again_when_it_comes_before_the_eyes(
    desk: CalendarDesk, house: House, rooms: Rooms
) -> None:
    desk.window.go_to("today")
    rooms.book(house.dora, "10:00", "11:00")
    desk.wait_for(lambda: desk.live.desk.calendar.operations._stale)
    assert desk.said(house.dora) == []
    desk.window.go_to("calendar")
    desk.wait_for(lambda: desk.said(house.dora) == ["10:00-11:00"])


def test_the_now_line_moves_with_the_minute(desk: CalendarDesk, house: House, rooms: Rooms) -> None:
    before = desk.line.paint_.now_x()
    assert before is not None
    rooms.hub.at("10:00")
    desk.wait_for(lambda: desk.line.paint_.now_x() != before)
    now = desk.line.paint_.now_x()
    assert now is not None
    assert abs(now - before - 66) <= 1


def test_ctrl_and_the_wheel_zoom_around_the_hand(desk: CalendarDesk, house: House) -> None:
    spot = QPointF(desk.spot(house.dora, "12:00"))
    wheel = QWheelEvent(
        spot,
        spot,
        spot.toPoint() * 0,
        spot.toPoint() * 0 + QPointF(0, 120).toPoint(),
        Qt.MouseButton.NoButton,
        CONTROL,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    for _turn in range(4):
        QApplication.sendEvent(desk.line.viewport(), wheel)
    assert desk.line.zoom > 2
    after = desk.spot(house.dora, "12:00")
    assert abs(after.x() - spot.x()) <= 2
    desk.line.zoom_to(1)
    assert desk.line.horizontalScrollBar().maximum() == 0


def test_an_empty_hub_says_where_spaces_are_written(open_desk: Open) -> None:
    desk = open_desk()
    assert desk.page.one.empty.isVisible()
    assert desk.page.one.empty.title.text() == "Non ci sono ancora spazi"
    QTest.mouseClick(desk.page.one.empty.button, Qt.MouseButton.LeftButton)
    assert desk.window.shown == "settings"


def test_filters_leave_only_the_spaces_that_have_it(
    open_desk: Open, house: House, rooms: Rooms
) -> None:
    rooms.room("Cabina 1", kind=SpaceKind.BOOTH, seats=1)
    desk = open_desk()
    desk.press(Qt.Key.Key_F, CONTROL)
    assert desk.page.filters.isVisible()
    desk.page.filters._kind(SpaceKind.BOOTH)
    desk.wait_for(lambda: names(desk) == ["Cabina 1"])
    desk.page.filters.clear()
    desk.wait_for(lambda: len(names(desk)) == 4)
    desk.page.filters._feature("screen")
    desk.wait_for(lambda: names(desk) == ["Sala Po"])
    desk.page.filters._seats(40)
    desk.wait_for(desk.page.one.empty.isVisible)
    QTest.mouseClick(desk.page.one.empty.button, Qt.MouseButton.LeftButton)
    desk.wait_for(lambda: len(names(desk)) == 4)


def test_free_between_two_times_leaves_out_what_is_taken(
    open_desk: Open, house: House, rooms: Rooms
) -> None:
    rooms.book(house.dora, "10:00", "11:00")
    desk = open_desk()
    desk.page.show_filters()
    QTest.keyClicks(desk.page.filters.first, "10:30")
    QTest.keyClicks(desk.page.filters.last, "11:30")
    QTest.keyClick(desk.page.filters.last, Qt.Key.Key_Return)
    desk.wait_for(lambda: names(desk) == ["Sala Po", "Sala Stura"])


@pytest.mark.parametrize("midnight", ["24:00", "00:00", "24"])
def test_free_until_midnight_is_asked_like_any_other_time(
    open_desk: Open, house: House, rooms: Rooms, midnight: str
) -> None:
    rooms.hub.closes(TUESDAY, hours=("08:00", "00:00"))
    rooms.book(house.dora, "22:30", "23:00")
    desk = open_desk()
    free_between(desk, "22:00", midnight)
    assert names(desk) == ["Sala Po", "Sala Stura"]
    assert desk.page.filters.wrong.text() == ""


@pytest.mark.parametrize(
    ("until", "said"),
    [
        ("", ""),
        ("25:00", "Questa non è un'ora del giorno."),
        ("10", "La fine viene dopo l'inizio."),
    ],
)
def test_half_a_time_or_a_wrong_one_asks_nothing(
    open_desk: Open, house: House, rooms: Rooms, until: str, said: str
) -> None:
    rooms.book(house.dora, "11:00", "12:00")
    desk = open_desk()
    free_between(desk, "11", "12")
    assert names(desk) == ["Sala Po", "Sala Stura"]
    free_between(desk, "11", until)
    assert len(names(desk)) == 3
    assert desk.page.filters.wrong.text() == said
    assert desk.page.filters.wish.count == 0


def free_between(desk: CalendarDesk, first: str, last: str) -> None:
    """Write two times into the filters, and Enter."""
    filters = desk.page.filters
    if filters.isHidden():
        desk.page.show_filters()
    for edit, words in ((filters.first, first), (filters.last, last)):
        edit.setFocus()
        edit.clear()
        QTest.keyClicks(edit, words)
    QTest.keyClick(filters.last, Qt.Key.Key_Return)
    desk.settle()


def test_desks_show_how_many_are_taken_and_by_whom(
    open_desk: Open, house: House, rooms: Rooms
) -> None:
    zone = rooms.room("Postazioni", kind=SpaceKind.DESK_ZONE, seats=24, desks=24)
    rooms.book(zone, "10:00", "12:00", desks=3)
    desk = open_desk()
    desk.click(zone, "10:30")
    there = widgets(desk.page.one.panel.slot.others)
    assert len(there) == 1
    QTest.mouseClick(there[0], Qt.MouseButton.LeftButton)
    desk.wait_for(lambda: desk.page.one.panel.booking.who.text() == "Marco Bellino")


def test_longer_is_offered_only_as_far_as_it_is_free(
    open_desk: Open, house: House, rooms: Rooms
) -> None:
    rooms.book(house.dora, "09:15", "10:00")
    rooms.book(house.dora, "10:15", "11:00")
    desk = open_desk()
    desk.click(house.dora, "09:30")
    view = desk.page.one.panel.booking
    desk.wait_for(view.isVisible)
    assert [one.isVisible() for one in view.more] == [True, False]
    QTest.mouseClick(view.more[0], Qt.MouseButton.LeftButton)
    desk.wait_for(lambda: rooms.times(house.dora) == ["09:15-10:15", "10:15-11:00"])


def test_a_booking_is_moved_by_its_time_fields(open_desk: Open, house: House, rooms: Rooms) -> None:
    rooms.book(house.dora, "10:00", "11:00")
    desk = open_desk()
    desk.click(house.dora, "10:30")
    view = desk.page.one.panel.booking
    desk.wait_for(view.isVisible)
    for field, wall in ((view.starts, "15"), (view.ends, "16:30")):
        field.control.setText(wall)  # type: ignore[attr-defined]
    QTest.mouseClick(view.go, Qt.MouseButton.LeftButton)
    desk.wait_for(lambda: rooms.times(house.dora) == ["15:00-16:30"])


def test_an_evening_is_shortened_and_lengthened_up_to_midnight(
    open_desk: Open, house: House, rooms: Rooms
) -> None:
    midnight = rooms.at("00:00") + timedelta(days=1)
    whole = replace(rooms.asked(house.stura, "19:00", "20:00"), ends=midnight, reason="concerto")
    made = rooms.desk.bookings.book(whole)
    desk = open_desk()
    desk.click(house.stura, "19:30")
    desk.wait_for(desk.page.one.panel.booking.isVisible)
    end_at(desk, "23:30")
    assert rooms.row(made).ends == rooms.at("23:30")
    for typed in ("24:00", "23:00", "00:00"):
        end_at(desk, typed)
    assert rooms.row(made).ends == midnight


def end_at(desk: CalendarDesk, typed: str) -> None:
    """Write another end into the panel, Enter, and say why although the hub is closed by then."""
    edit = desk.page.one.panel.booking.ends.control
    assert isinstance(edit, QLineEdit)
    row = desk.page.one.panel.booking.row
    edit.setFocus()
    edit.selectAll()
    QTest.keyClicks(edit, typed)
    QTest.keyClick(edit, Qt.Key.Key_Return)
    desk.live.dialog(ReasonDialog)
    desk.live.write("concerto", 0)
    desk.press(Qt.Key.Key_F2)
    desk.wait_for(lambda: desk.page.one.panel.booking.row != row)
    desk.settle()


def test_the_panel_says_which_credits_paid_a_booking_and_what_is_left(
    open_desk: Open, house: House, rooms: Rooms
) -> None:
    space = rooms.room("Sala Susa")
    price = SpacePriceRow(date(2026, 1, 1), hour=Money(2400), credits=3)
    rooms.manager.spaces.add_price(space, price)
    rooms.hub.holds(rooms.someone, rooms.hub.carnet("crediti", unit=Unit.CREDITS))
    line = ExtraLine("Caffè", 1, 600)
    rooms.book(space, "10:00", "12:00", use_credits=True, lines=(line,))
    desk = open_desk()
    desk.click(space, "10:30")
    view = desk.page.one.panel.booking
    desk.wait_for(view.isVisible)

    said = [one.text().replace("\u00a0", " ") for one in view.price.findChildren(Text)]

    assert said[2:4] == ["Pagato con 6 crediti, ne restano 4: crediti", "-48,00 €"]
    assert said[-1] == "6 crediti + 6,00 €"


def names(desk: CalendarDesk) -> list[str]:
    return [row.space.name for row in desk.page.day.rows] if desk.page.day else []


def test_of_a_thousand_spaces_only_those_that_show_are_painted(
    qtbot: QtBot, theme: Theme, monkeypatch: pytest.MonkeyPatch
) -> None:
    painted: list[UUID] = []
    block = blocks.block

    def noted(painter: QPainter, rect: QRectF, row: Block, to: CalendarMeasures) -> None:
        painted.append(row.space)
        block(painter, rect, row, to)

    monkeypatch.setattr(blocks, "block", noted)
    line = DayTimeline()
    qtbot.addWidget(line)
    line.resize(932, 614)
    line.show_page(crowded(1_000))
    line.show()
    line.grab()
    painted.clear()
    line.viewport().grab()
    assert 30 <= len(painted) <= 45
    painted.clear()
    line.verticalScrollBar().setValue(line.verticalScrollBar().maximum() // 2)
    line.viewport().grab()
    assert 30 <= len(painted) <= 45


def crowded(spaces: int) -> DayPage:
    """A day of so many rooms with three bookings each."""
    nine = datetime(2026, 11, 17, 9, tzinfo=ROME)
    rows = []
    for at in range(spaces):
        space = SpaceRow(an_id(f"room {at}"), SpaceFields(f"Sala {at}", SpaceKind.HALL, 8), 1)
        held = []
        for turn in range(3):
            starts = nine + timedelta(hours=2 * turn)
            ends = starts + timedelta(hours=1)
            booking = an_id(f"booking {at} {turn}")
            confirmed = BookingStatus.CONFIRMED
            held.append(
                Block(booking, 1, space.id, confirmed, starts, ends, starts, ends, "Actis CRM")
            )
        rows.append(SpaceDay(space, tuple(held)))
    return DayPage(nine.date(), nine, ROME, tuple(rows))
