"""Bookings made, moved and stretched with the mouse, in real windows on a real archive."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from askadesk.hubs.rows import NewClosure
from askadesk.rooms.rows import SpacePriceRow
from db.values import BookingStatus, Money, Unit
from tests.askadesk.rooms.conftest import Rooms
from tests.ui.looking import cut_words
from tests.ui.pages.calendar.conftest import CONTROL, SHIFT, CalendarDesk, House, widgets
from ui import fonts
from ui.dialogs.confirm import ConfirmDialog
from ui.dialogs.error import ErrorDialog
from ui.dialogs.reason import ReasonDialog
from ui.fonts import Role
from ui.pages.calendar import blocks
from ui.theme import qcolor, tokens
from ui.widgets.text import Text

Open = Callable[[], CalendarDesk]


def said_by(dialog: QWidget) -> list[str]:
    return [one.text() for one in dialog.findChildren(Text)]


def test_a_booking_is_drawn_where_it_is_free_and_f2_books_it(
    desk: CalendarDesk, house: House, rooms: Rooms
) -> None:
    desk.take(house.dora, "10:00")
    end = desk.pull(house.dora, "11:30")
    ghost = desk.ghost()
    assert ghost is not None
    assert ghost.free
    lines = desk.line.paint_.ghost_lines(ghost)
    assert lines[1] == "10:00 – 11:30 · 24,00\xa0€ all'ora"
    desk.move(desk.spot(house.dora, "11:25"))
    desk.let_go(end)
    desk.title("Coop. Tessere")
    desk.wait_for(lambda: rooms.times(house.dora) == ["10:00-11:30"])
    desk.wait_for(lambda: desk.said(house.dora) == ["10:00-11:30"])
    assert desk.toasts() == ["Prenotato, 10:00 – 11:30"]
    desk.wait_for(lambda: desk.page.one.panel.booking.who.text() == "Coop. Tessere")


def test_a_booking_is_made_for_a_person_who_is_found_by_name(
    desk: CalendarDesk, house: House, rooms: Rooms
) -> None:
    desk.click(house.dora, "10:05")
    slot = desk.page.one.panel.slot
    QTest.mouseClick(slot.whom.edit, Qt.MouseButton.LeftButton)
    QTest.keyClicks(slot.whom.edit, "bell")
    desk.wait_for(lambda: bool(slot.whom.hits.list.rows))
    desk.press(Qt.Key.Key_Return)
    desk.wait_for(lambda: slot.price.isVisible())
    desk.press(Qt.Key.Key_F2)
    desk.wait_for(lambda: rooms.times(house.dora) == ["10:00-11:00"])
    desk.wait_for(lambda: desk.page.one.panel.booking.who.text() == "Marco Bellino")


def test_a_booking_moved_onto_a_taken_time_turns_red_names_who_has_it_and_is_refused(
    open_desk: Open, house: House, rooms: Rooms
) -> None:
    rooms.book(
        house.dora,
        "11:00",
        "12:30",
        title="Filo Doppio",
        organisation=rooms.hub.organisation("Filo Doppio"),
    )
    mine = rooms.book(house.stura, "14:00", "16:00")
    desk = open_desk()
    desk.take(house.stura, "15:00")
    end = desk.pull(house.dora, "12:45")
    ghost = desk.ghost()
    assert ghost is not None
    assert not ghost.free
    assert f"{ghost.slot.starts:%H:%M}-{ghost.slot.ends:%H:%M}" == "11:45-13:45"
    assert desk.page.one.conflict.isVisible()
    assert "Filo Doppio" in desk.page.one.conflict.title.text()
    assert desk.page.one.conflict.until.text().startswith("11:00 – 12:30.")
    assert desk.page.one.conflict.panel.width() == 272
    desk.let_go(end)
    desk.settle()
    assert rooms.times(house.stura) == ["14:00-16:00"]
    assert rooms.times(house.dora) == ["11:00-12:30"]
    assert rooms.row(mine).version == 1
    assert desk.page.one.conflict.isVisible()


def test_the_ways_out_of_a_conflict_are_buttons(
    open_desk: Open, house: House, rooms: Rooms
) -> None:
    rooms.book(house.dora, "11:00", "12:30")
    rooms.book(house.stura, "14:00", "16:00")
    desk = open_desk()
    desk.drag(house.stura, "15:00", house.dora, "12:45")
    buttons = widgets(desk.page.one.conflict.buttons)
    assert [one.toolTip() for one in buttons] == ["11:45 Sala Po", "12:30 Sala Dora"]
    QTest.mouseClick(buttons[1], Qt.MouseButton.LeftButton)
    desk.settle()
    desk.wait_for(lambda: rooms.times(house.dora) == ["11:00-12:30", "12:30-14:30"])


def test_a_buffer_is_in_the_way_as_well(open_desk: Open, house: House, rooms: Rooms) -> None:
    rooms.book(house.po, "10:00", "11:00")
    desk = open_desk()
    desk.take(house.po, "11:20")
    desk.pull(house.po, "12:00")
    ghost = desk.ghost()
    assert ghost is not None
    assert ghost.blocker is not None
    assert desk.page.one.conflict.until.text().startswith("10:00 – 11:00, più 15 min")
    desk.press(Qt.Key.Key_Escape)


def test_a_booking_is_moved_to_a_free_time_and_taken_back_and_done_again(
    open_desk: Open, house: House, rooms: Rooms
) -> None:
    rooms.book(house.dora, "14:00", "16:00")
    desk = open_desk()
    desk.drag(house.dora, "15:00", house.dora, "12:00")
    desk.wait_for(lambda: desk.said(house.dora) == ["11:00-13:00"])
    assert rooms.times(house.dora) == ["11:00-13:00"]
    desk.press(Qt.Key.Key_Z, CONTROL)
    desk.wait_for(lambda: desk.said(house.dora) == ["14:00-16:00"])
    desk.press(Qt.Key.Key_Y, CONTROL)
    desk.wait_for(lambda: desk.said(house.dora) == ["11:00-13:00"])
    desk.press(Qt.Key.Key_Z, CONTROL)
    desk.wait_for(lambda: desk.said(house.dora) == ["14:00-16:00"])
    assert rooms.times(house.dora) == ["14:00-16:00"]


def test_a_booking_is_taken_back_and_booked_again(
    desk: CalendarDesk, house: House, rooms: Rooms
) -> None:
    desk.drag(house.dora, "10:00", house.dora, "10:55")
    desk.title("Actis CRM")
    desk.wait_for(lambda: desk.said(house.dora) == ["10:00-11:00"])
    desk.press(Qt.Key.Key_Z, CONTROL)
    desk.wait_for(lambda: desk.said(house.dora) == [])
    desk.press(Qt.Key.Key_Y, CONTROL)
    desk.wait_for(lambda: desk.said(house.dora) == ["10:00-11:00"])


def test_what_was_taken_meanwhile_is_not_taken_back_and_the_desk_says_so(
    open_desk: Open, house: House, rooms: Rooms
) -> None:
    rooms.book(house.dora, "14:00", "16:00")
    desk = open_desk()
    desk.drag(house.dora, "15:00", house.dora, "12:00")
    desk.wait_for(lambda: rooms.times(house.dora) == ["11:00-13:00"])
    rooms.book(house.dora, "14:00", "15:00", title="Filo Doppio")
    desk.press(Qt.Key.Key_Z, CONTROL)
    dialog = desk.live.dialog(ErrorDialog)
    assert rooms.times(house.dora) == ["11:00-13:00", "14:00-15:00"]
    dialog.close_down()


def test_a_booking_is_stretched_at_its_end(open_desk: Open, house: House, rooms: Rooms) -> None:
    made = rooms.book(house.dora, "10:00", "11:00")
    desk = open_desk()
    rect = desk.line.block_rect(made.bookings[0])
    assert rect is not None
    desk.take(house.dora, "", at=QPoint(int(rect.right()) - 2, int(rect.center().y())))
    desk.let_go(desk.pull(house.dora, "12:30"))
    desk.settle()
    desk.wait_for(lambda: desk.said(house.dora) == ["10:00-12:30"])


def test_a_booking_is_stretched_at_its_start(open_desk: Open, house: House, rooms: Rooms) -> None:
    made = rooms.book(house.dora, "12:00", "13:00")
    desk = open_desk()
    rect = desk.line.block_rect(made.bookings[0])
    assert rect is not None
    desk.take(house.dora, "", at=QPoint(int(rect.left()) + 2, int(rect.center().y())))
    desk.let_go(desk.pull(house.dora, "11:15"))
    desk.settle()
    desk.wait_for(lambda: desk.said(house.dora) == ["11:15-13:00"])


def test_a_hand_that_slips_by_four_pixels_moves_nothing(
    open_desk: Open, house: House, rooms: Rooms
) -> None:
    made = rooms.book(house.dora, "14:00", "16:00")
    desk = open_desk()
    spot = desk.take(house.dora, "15:00")
    desk.move(spot + QPoint(4, 0))
    assert desk.ghost() is None
    desk.let_go(spot + QPoint(4, 0))
    desk.settle()
    assert rooms.row(made).version == 1
    assert desk.page.one.chosen == made.bookings[0]


def test_esc_gives_up_while_dragging(open_desk: Open, house: House, rooms: Rooms) -> None:
    made = rooms.book(house.dora, "14:00", "16:00")
    desk = open_desk()
    desk.take(house.dora, "15:00")
    end = desk.pull(house.dora, "11:00")
    assert desk.ghost() is not None
    desk.press(Qt.Key.Key_Escape)
    assert desk.ghost() is None
    desk.let_go(end)
    desk.settle()
    assert rooms.row(made).version == 1


def test_shift_copies(open_desk: Open, house: House, rooms: Rooms) -> None:
    rooms.book(house.dora, "14:00", "16:00")
    desk = open_desk()
    desk.take(house.dora, "15:00")
    desk.let_go(desk.pull(house.stura, "12:00", SHIFT))
    desk.settle()
    desk.wait_for(lambda: desk.said(house.stura) == ["11:00-13:00"])
    assert rooms.times(house.dora) == ["14:00-16:00"]


def test_another_price_elsewhere_is_asked_about_first(
    open_desk: Open, house: House, rooms: Rooms
) -> None:
    hall = rooms.room("Sala Valentino")
    house.price(hall, 6000)
    rooms.book(house.dora, "14:00", "16:00")
    desk = open_desk()
    desk.drag(house.dora, "15:00", hall, "15:00")
    dialog = desk.live.dialog(ConfirmDialog)
    assert dialog.explanation.text() == "Lì costa 120,00\xa0€ invece di 48,00\xa0€."
    assert rooms.times(house.dora) == ["14:00-16:00"]
    QTest.mouseClick(dialog.do, Qt.MouseButton.LeftButton)
    desk.wait_for(lambda: rooms.times(hall) == ["14:00-16:00"])
    desk.wait_for(lambda: desk.said(hall) == ["14:00-16:00"])


def test_the_price_of_a_move_stands_on_the_ghost_once_it_is_known(
    open_desk: Open, house: House, rooms: Rooms
) -> None:
    rooms.book(house.dora, "14:00", "16:00")
    desk = open_desk()
    desk.take(house.dora, "15:00")
    desk.pull(house.dora, "12:00")
    desk.wait_for(lambda: getattr(desk.ghost(), "price", None) is not None)
    ghost = desk.ghost()
    assert ghost is not None
    assert desk.line.paint_.ghost_lines(ghost)[1].endswith("48,00\xa0€")
    desk.press(Qt.Key.Key_Escape)


@pytest.mark.parametrize(("wall", "until"), [("10:00", "10:55"), ("19:00", "19:50")])
def test_the_words_of_a_narrow_ghost_are_read_whole_over_what_is_behind(
    open_desk: Open, house: House, rooms: Rooms, wall: str, until: str
) -> None:
    rooms.book(house.dora, "11:00", "12:30")
    desk = open_desk()
    desk.window.resize(1366, 768)
    desk.settle()
    desk.take(house.dora, wall)
    desk.pull(house.dora, until)
    ghost = desk.ghost()
    assert ghost is not None
    rect = desk.line.rect_of(desk.row(house.dora), ghost.slot.starts, ghost.slot.ends)
    words = desk.line.paint_.ghost_lines(ghost)
    label = blocks.ghost_label(rect, words, QRectF(desk.line.viewport().rect()))
    assert label.width() >= max(rect.width(), fonts.width(Role.CAPTION, words[1]) + 8)
    assert desk.line.viewport().rect().contains(label.toAlignedRect())
    seen = desk.line.viewport().grab().toImage()
    edges = round(label.left()) + 4, round(label.right()) - 4
    ground = [seen.pixelColor(x, round(label.top()) + 3) for x in edges]
    assert ground == [qcolor(tokens().ink_50)] * 2


def test_a_tick_pays_with_credits_what_is_drawn(
    open_desk: Open, house: House, rooms: Rooms
) -> None:
    susa = rooms.room("Sala Susa")
    price = SpacePriceRow(date(2026, 1, 1), hour=Money(2400), credits=2)
    rooms.manager.spaces.add_price(susa, price)
    rooms.hub.holds(rooms.someone, rooms.hub.carnet("crediti", unit=Unit.CREDITS))
    desk = open_desk()
    desk.drag(susa, "10:00", susa, "11:30")
    slot = desk.page.one.panel.slot
    assert not slot.credits.isVisible()
    slot.whom.edit.setFocus()
    QTest.keyClicks(slot.whom.edit, "bell")
    desk.wait_for(lambda: bool(slot.whom.hits.list.rows))
    desk.press(Qt.Key.Key_Return)
    desk.wait_for(slot.credits.isVisible)
    assert slot.credits.tick.text() == "Paga con i crediti (ne restano 10)"
    slot.credits.tick.setFocus()
    desk.press(Qt.Key.Key_Space)
    desk.wait_for(lambda: any("3 crediti" in words for words in said_by(slot.price)))
    assert cut_words(slot) == []
    desk.press(Qt.Key.Key_F2)
    desk.wait_for(lambda: rooms.times(susa) == ["10:00-11:30"])
    assert rooms.hub.left(rooms.someone) == 7
    desk.press(Qt.Key.Key_Z, CONTROL)
    desk.wait_for(lambda: rooms.times(susa) == [])
    assert rooms.hub.left(rooms.someone) == 10


def test_what_credits_paid_asks_in_credits_and_moves_only_where_these_are_enough(
    open_desk: Open, house: House, rooms: Rooms
) -> None:
    prices = {"Sala Susa": 2, "Sala Chisone": 3, "Sala Sesia": 9}
    susa, chisone, sesia = (rooms.room(name) for name in prices)
    for space, credits in zip((susa, chisone, sesia), prices.values(), strict=True):
        price = SpacePriceRow(date(2026, 1, 1), hour=Money(2400), credits=credits)
        rooms.manager.spaces.add_price(space, price)
    rooms.hub.holds(rooms.someone, rooms.hub.carnet("crediti", unit=Unit.CREDITS))
    rooms.book(susa, "14:00", "16:00", use_credits=True)
    desk = open_desk()
    desk.drag(susa, "15:00", chisone, "15:00")
    dialog = desk.live.dialog(ConfirmDialog)
    assert dialog.explanation.text() == "Lì costa 6 crediti invece di 4 crediti."
    QTest.mouseClick(dialog.do, Qt.MouseButton.LeftButton)
    desk.wait_for(lambda: desk.said(chisone) == ["14:00-16:00"])
    assert rooms.hub.left(rooms.someone) == 4
    desk.drag(chisone, "15:00", sesia, "15:00")
    refused = desk.live.dialog(ErrorDialog)
    assert any("servono 18 crediti, ne restano 10" in words for words in said_by(refused))
    refused.close_down()
    assert (rooms.times(sesia), rooms.times(chisone)) == ([], ["14:00-16:00"])
    assert rooms.hub.left(rooms.someone) == 4


def test_a_broken_rule_asks_for_a_reason_and_goes_on(
    desk: CalendarDesk, house: House, rooms: Rooms
) -> None:
    long = rooms.room("Sala lunga", least=120)
    desk.wait_for(lambda: desk.line.layout_ is not None and len(desk.line.layout_.rows) == 4)
    desk.drag(long, "10:00", long, "10:55")
    desk.title("Actis CRM")
    dialog = desk.live.dialog(ReasonDialog)
    assert "120" in dialog.heading.text()
    desk.live.write("ospite da Genova", 0)
    desk.press(Qt.Key.Key_F2)
    desk.wait_for(lambda: rooms.times(long) == ["10:00-11:00"])


def test_a_closed_hour_says_why_when_it_is_clicked(
    desk: CalendarDesk, house: House, rooms: Rooms
) -> None:
    when = rooms.hub.clock.time.date()
    rooms.manager.spaces.close(house.dora, NewClosure(when, when, reason="Proiettore guasto"))
    desk.wait_for(lambda: any(one.why for row in desk.page.day.rows for one in row.closed))  # type: ignore[union-attr]
    desk.click(house.dora, "10:05")
    assert "Proiettore guasto" in desk.page.one.panel.slot.warning.words.text()


def test_a_drag_from_a_booking_that_is_over_moves_nothing(
    open_desk: Open, house: House, rooms: Rooms
) -> None:
    made = rooms.book(house.dora, "09:00", "10:00")
    rooms.desk.bookings.check_in(made.bookings[0])
    rooms.hub.at("10:30")
    rooms.desk.bookings.sweep()
    assert rooms.row(made).status is BookingStatus.DONE
    desk = open_desk()
    desk.drag(house.dora, "09:30", house.dora, "12:00")
    assert rooms.times(house.dora) == ["09:00-10:00"]


def test_from_one_who_has_it_to_another_the_ways_out_change_and_all_of_them_show(
    open_desk: Open, house: House, rooms: Rooms
) -> None:
    rooms.book(house.dora, "10:00", "11:00", title="Filo Doppio")
    rooms.book(house.stura, "12:00", "13:00", title="Actis CRM")
    rooms.book(house.po, "16:00", "17:00")
    desk = open_desk()
    desk.take(house.po, "16:30")
    conflict = desk.page.one.conflict
    for space, wall in ((house.dora, "10:30"), (house.stura, "12:30")):
        desk.pull(space, wall)
        buttons = widgets(conflict.buttons)
        assert len(buttons) == 2
        bottom = buttons[-1].mapTo(conflict.panel, buttons[-1].rect().bottomLeft()).y()
        assert bottom <= conflict.panel.height() - 12
    desk.press(Qt.Key.Key_Escape)
    assert not conflict.isVisible()
