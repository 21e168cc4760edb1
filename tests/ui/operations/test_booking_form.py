"""Booking at a real window on a real archive: what is free, what is taken, what repeats, two at one booking."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from askadesk.rooms.rows import Booked, BookingRow, NewBooking, SpaceFields, SpacePriceRow, Taking
from askadesk.rooms.series_rows import NewSeries, Reach
from db.values import BookingStatus, Money, SpaceKind
from tests.ui.living import Archive, LiveDesk
from ui.dialogs.booking import BookingDialog
from ui.dialogs.booking_dates import SKIP
from ui.dialogs.booking_fields import HOLD
from ui.dialogs.booking_reach import ReachDialog
from ui.dialogs.booking_repeat import WEEK
from ui.dialogs.changed_meanwhile import ChangedMeanwhileDialog
from ui.operations.booking_form import BookingForm, BookingStart
from ui.widgets.segmented import Segmented

CONTROL = Qt.KeyboardModifier.ControlModifier


class Rooms:
    """Two rooms of the archive, and a day three weeks ahead."""

    def __init__(self, archive: Archive) -> None:
        self.archive, self.services = archive, archive.services
        self.dora = self._room("Sala Dora", 8, cleanup=15)
        self.stura = self._room("Sala Stura", 10)
        self.now = self.services.reading.now()
        self.day = (self.now + timedelta(days=21)).date()
        self.marco = archive.add("Marco", "Bellino").id

    def _room(self, name: str, seats: int, cleanup: int = 0) -> UUID:
        fields = SpaceFields(name, SpaceKind.MEETING_ROOM, seats, cleanup=cleanup)
        space = self.services.spaces.add(fields)
        price = SpacePriceRow(date(2026, 1, 1), hour=Money(2200))
        self.services.spaces.add_price(space, price)
        return space

    def at(self, hour: int, weeks: int = 0) -> datetime:
        """``hour`` on the hub's clock, that day or some weeks later."""
        day = self.day + timedelta(weeks=weeks)
        return datetime(day.year, day.month, day.day, hour, tzinfo=self.now.tzinfo)

    def new(self, hour: int = 9, weeks: int = 0, **more: object) -> NewBooking:
        """Two hours of Sala Dora."""
        starts = self.at(hour, weeks)
        plain = NewBooking(
            (Taking(self.dora),), starts, starts + timedelta(hours=2), person=self.marco
        )
        return replace(plain, **more)  # type: ignore[arg-type]

    def book(self, hour: int = 9, weeks: int = 0, **more: object) -> BookingRow:
        booked = self.services.bookings.book(self.new(hour, weeks, **more))
        return self.row(booked.bookings[0])

    def series(self, count: int = 4) -> list[BookingRow]:
        """Weekly, from that day."""
        rule = f"FREQ=WEEKLY;COUNT={count}"
        booked = self.services.series.book(NewSeries(self.new(title="Sportello"), rule))
        return [self.row(one) for one in booked.bookings]

    def row(self, booking: UUID) -> BookingRow:
        return self.services.calendar.booking(booking)

    def all(self) -> tuple[BookingRow, ...]:
        """Every booking from that day on."""
        last = self.day + timedelta(days=120)
        return self.services.calendar.bookings(self.day, last)


class Form:
    """The form at the window, as somebody uses it."""

    def __init__(self, desk: LiveDesk) -> None:
        self.desk = desk
        self.form: BookingForm = desk.desk.calendar.form
        self.booked: list[Booked] = []
        self.form.done.connect(self.booked.append)

    def new(self, rooms: Rooms, hour: int = 9) -> BookingDialog:
        starts = rooms.at(hour)
        start = BookingStart(rooms.dora, starts, starts + timedelta(hours=2), rooms.marco)
        self.form.new(start)
        return self.looked(self.desk.dialog(BookingDialog))

    def edit(self, row: BookingRow, reach: Reach | None = None) -> BookingDialog:
        self.form.edit(row)
        if reach is not None:
            asked = self.desk.dialog(ReachDialog)
            asked.tiles[reach].click()
            self.desk.press(Qt.Key.Key_F2)
        return self.looked(self.desk.dialog(BookingDialog))

    def looked(self, dialog: BookingDialog) -> BookingDialog:
        """Once it shows what would come of what stands in it now."""
        dialog.pause.stop()
        dialog._ask()
        self.desk.wait_for(lambda: not self.desk.desk.runner.busy)
        return dialog

    def write(self, edit: QWidget, words: str) -> None:
        assert isinstance(edit, QLineEdit)
        edit.setFocus()
        edit.selectAll()
        QTest.keyClicks(edit, words)

    def save(self) -> Booked:
        """F2; what was booked."""
        known = len(self.booked)
        self.desk.press(Qt.Key.Key_F2)
        self.desk.wait_for(lambda: len(self.booked) > known)
        return self.booked[-1]

    def refused(self) -> None:
        """F2, and it is not booked."""
        known = len(self.booked)
        self.desk.press(Qt.Key.Key_F2)
        self.desk.wait_for(lambda: not self.desk.desk.runner.busy)
        assert len(self.booked) == known


def pick(segmented: QWidget, key: str) -> None:
    assert isinstance(segmented, Segmented)
    segmented._group.button(segmented._keys.index(key)).click()


@pytest.fixture
def rooms(sqlite_url: str) -> Iterator[Rooms]:
    archive = Archive(sqlite_url)
    yield Rooms(archive)
    archive.close()


@pytest.fixture
def form(qtbot: QtBot, qapp: QApplication, rooms: Rooms, tmp_path: Path) -> Iterator[Form]:
    live = LiveDesk(qtbot, qapp, rooms.archive.database, tmp_path)
    live.open()
    yield Form(live)
    live.close()


# a single one ------------------------------------------------------------------------------------


def test_a_free_room_is_booked_with_two_keys_and_can_be_taken_back(
    form: Form, rooms: Rooms
) -> None:
    dialog = form.new(rooms)
    assert dialog.single.free
    assert dialog.price.total.text() == "44,00\u00a0€"
    assert dialog.fields.holder.text() == "Marco Bellino"
    booked = form.save()
    row = rooms.row(booked.bookings[0])
    assert (row.starts, row.ends, row.person) == (rooms.at(9), rooms.at(11), rooms.marco)
    assert not dialog.is_open()
    form.desk.window.toasts.toasts[-1].action.click()
    form.desk.wait_for(lambda: rooms.all() == ())


def test_a_name_is_found_while_typing_and_an_organisation_too(form: Form, rooms: Rooms) -> None:
    house = rooms.services.organisations.add("Cooperativa Tessere")
    form.form.new(BookingStart(rooms.dora, rooms.at(9), rooms.at(10)))
    dialog = form.desk.dialog(BookingDialog)
    assert dialog.fields.holder.edit.hasFocus()
    form.desk.write("Tess", 1)
    form.desk.wait_for(lambda: bool(dialog.fields.holder.hits.list.rows))
    form.desk.press(Qt.Key.Key_Return)
    row = rooms.row(form.save().bookings[0])
    assert (row.organisation, row.holder) == (house, "Cooperativa Tessere")


def test_who_has_the_room_is_said_and_an_alternative_is_one_key_away(
    form: Form, rooms: Rooms
) -> None:
    rooms.book(10)
    dialog = form.new(rooms)
    assert "Marco Bellino" in dialog.single.line.words.text()
    first = dialog.single.tiles[0]
    assert first.text() == "Sala Stura"
    form.desk.wait_for(first.isVisible)
    first.setFocus()
    form.desk.press(Qt.Key.Key_Return)
    form.write(dialog.fields.title.control, "Colloqui")
    form.looked(dialog)
    assert dialog.single.free
    row = rooms.row(form.save().bookings[0])
    assert (row.spaces[0].space, row.title) == (rooms.stura, "Colloqui")


def test_somebody_was_quicker_and_nothing_typed_is_lost(form: Form, rooms: Rooms) -> None:
    dialog = form.new(rooms)
    form.write(dialog.fields.title.control, "Colloqui")
    form.looked(dialog)
    rooms.book(9)
    form.refused()
    form.desk.wait_for(lambda: bool(dialog.single.tiles))
    assert dialog.is_open()
    assert "Marco Bellino" in dialog.single.line.words.text()
    assert dialog.fields.read().title == "Colloqui"
    assert dialog.do.isEnabled()
    assert len(rooms.all()) == 1
    dialog.finish()


# several spaces -----------------------------------------------------------------------------------


def further(form: Form, dialog: BookingDialog, name: str) -> None:
    """One more space, chosen in the list."""
    more = dialog.fields.more
    if more.spaces.isHidden():
        more.adders["spaces"].click()
    select = more.spaces._select
    at = next(at for at in range(select.count()) if select.itemText(at).startswith(name))
    select.setCurrentIndex(at)
    select.activated.emit(at)
    form.looked(dialog)


def offered(dialog: BookingDialog) -> list[str]:
    select = dialog.fields.more.spaces._select
    return [select.itemText(at).split(" · ")[0] for at in range(1, select.count())]


def test_several_spaces_are_booked_as_one_and_cost_together(form: Form, rooms: Rooms) -> None:
    dialog = form.new(rooms)
    further(form, dialog, "Sala Stura")
    assert dialog.fields.space.label.text() == "Spazio, e un altro"
    assert offered(dialog) == []
    assert dialog.price.total.text() == "88,00\u00a0€"
    assert "Sala Dora e Sala Stura" in dialog._outcome.text()
    row = rooms.row(form.save().bookings[0])
    assert {one.space for one in row.spaces} == {rooms.dora, rooms.stura}


def test_a_further_space_is_taken_away_again(form: Form, rooms: Rooms) -> None:
    row = rooms.book(9, spaces=(Taking(rooms.dora), Taking(rooms.stura)))
    dialog = form.edit(row)
    (shown,) = dialog.fields.more.spaces.rows
    assert shown.isVisible()
    shown.remove.click()
    form.looked(dialog)
    assert offered(dialog) == ["Sala Stura"]
    form.save()
    assert [one.space for one in rooms.row(row.id).spaces] == [rooms.dora]


def test_of_several_spaces_the_one_that_is_taken_gives_way_to_another(
    form: Form, rooms: Rooms
) -> None:
    valentino = rooms._room("Sala Valentino", 12)
    rooms.book(9, spaces=(Taking(rooms.stura),))
    dialog = form.new(rooms)
    further(form, dialog, "Sala Stura")
    assert "Sala Stura" in dialog.single.line.words.text()
    assert [tile.free.space for tile in dialog.single.tiles][:1] == [valentino]
    dialog.single.tiles[0].click()
    form.looked(dialog)
    assert dialog.single.free
    row = rooms.row(form.save().bookings[0])
    assert {one.space for one in row.spaces} == {rooms.dora, valentino}


def test_when_several_are_taken_each_is_named(form: Form, rooms: Rooms) -> None:
    rooms.book(9, spaces=(Taking(rooms.dora), Taking(rooms.stura)))
    dialog = form.new(rooms)
    further(form, dialog, "Sala Stura")
    said = dialog.single.sentence.text()
    assert [words.split(":")[0] for words in said.splitlines()] == ["Sala Dora", "Sala Stura"]
    dialog.finish()


def test_a_joined_room_is_not_offered_beside_its_parts(form: Form, rooms: Rooms) -> None:
    joined = SpaceFields("Sala grande", SpaceKind.HALL, 20)
    both = rooms.services.spaces.add(joined, parts=(rooms.dora, rooms.stura))
    dialog = form.new(rooms)
    dialog.fields.more.adders["spaces"].click()
    assert offered(dialog) == ["Sala Stura"]
    further(form, dialog, "Sala Stura")
    dialog.fields._select().pick(both)  # the first space changes to what holds the further one
    form.looked(dialog)
    assert "in comune" in dialog.single.line.words.text()
    form.refused()
    assert dialog.fields.more.spaces.field.error.isVisible()
    dialog.fields.more.spaces.rows[0].remove.click()
    form.looked(dialog)
    assert [one.space for one in rooms.row(form.save().bookings[0]).spaces] == [both]


def test_a_series_of_several_spaces_leaves_out_what_is_taken(form: Form, rooms: Rooms) -> None:
    rooms.book(9, weeks=1, spaces=(Taking(rooms.stura),))
    dialog = form.new(rooms)
    further(form, dialog, "Sala Stura")
    pick(dialog.repeat.rhythm.control, WEEK)
    form.looked(dialog)
    preview = dialog.series.preview
    assert preview is not None
    (taken,) = preview.taken
    assert taken.proposals == ()
    booked = form.save()
    assert len(booked.bookings) == len(preview.dates) - 1
    for booking in booked.bookings:
        assert {one.space for one in rooms.row(booking).spaces} == {rooms.dora, rooms.stura}


def test_a_rule_of_the_room_gives_way_to_a_reason(form: Form, rooms: Rooms) -> None:
    row = rooms.services.spaces.space(rooms.dora)
    rooms.services.spaces.change(row.id, row.version, replace(row.fields, most=60))
    dialog = form.new(rooms)
    assert dialog.reason.isVisible()
    form.refused()
    assert dialog.reason.error.isVisible()
    form.write(dialog.reason.control, "Corso lungo")
    assert rooms.row(form.save().bookings[0]).reason == "Corso lungo"


def test_an_option_is_held_until_its_moment(form: Form, rooms: Rooms) -> None:
    dialog = form.new(rooms)
    pick(dialog.fields.status.control, HOLD)
    row = rooms.row(form.save().bookings[0])
    assert row.status is BookingStatus.HOLD
    assert row.expires_at is not None
    assert rooms.now < row.expires_at < rooms.at(9)


def test_what_the_archive_does_not_accept_stands_beside_its_field(form: Form, rooms: Rooms) -> None:
    dialog = form.new(rooms)
    form.write(dialog.fields.heads.control, "0")
    form.write(dialog.fields.title.control, "x" * 201)
    form.refused()
    assert any(one.error.isVisible() for one in (dialog.fields.heads, dialog.fields.title))
    assert dialog.is_open()
    dialog.finish()


def test_a_booking_is_changed_and_stays_the_same_booking(form: Form, rooms: Rooms) -> None:
    before = rooms.book(9, title="Colloqui", people=(rooms.marco,), private=True)
    dialog = form.edit(before)
    assert dialog.single.free
    assert not dialog.changed()
    form.write(dialog.fields.ends.control, "12")
    form.write(dialog.fields.heads.control, "3")
    form.save()
    after = rooms.row(before.id)
    assert (after.ends, after.heads, after.version) == (rooms.at(12), 3, before.version + 1)
    assert (after.title, after.people, after.private) == ("Colloqui", before.people, True)


def test_in_the_night_of_the_clocks_a_booking_keeps_the_hours_that_nobody_touched(
    form: Form, rooms: Rooms
) -> None:
    last = date(rooms.day.year + 1, 10, 31)
    sunday = last - timedelta(days=(last.weekday() + 1) % 7)
    midnight = datetime(sunday.year, 10, sunday.day, tzinfo=UTC)
    night: dict[str, Any] = {"starts": midnight, "ends": midnight + timedelta(hours=1)}
    before = rooms.book(title="Veglia", reason="festa", **night)
    dialog = form.edit(before)
    assert dialog.single.line.words.text() != "Questa prenotazione finirebbe prima di cominciare."
    assert not dialog.changed()
    form.write(dialog.fields.title.control, "Veglia d'autunno")
    form.write(dialog.reason.control, "festa")
    form.save()
    after = rooms.row(before.id)
    assert after.title == "Veglia d'autunno"
    assert [one.astimezone(UTC) for one in (after.starts, after.ends)] == list(night.values())


def test_two_at_one_booking_choose_field_by_field(form: Form, rooms: Rooms) -> None:
    before = rooms.book(9, title="Colloqui")
    dialog = form.edit(before)
    form.write(dialog.fields.title.control, "Colloqui di lavoro")
    theirs = rooms.new(14, title="Consulenza")
    rooms.services.bookings.change(before.id, before.version, theirs)
    form.desk.press(Qt.Key.Key_F2)
    asked = form.desk.dialog(ChangedMeanwhileDialog)
    assert [one.name for one in asked.choices] == ["starts", "ends", "title"]
    assert "14:00" in asked.choices[0].theirs.text()
    asked.choices[0].which.pick("theirs")
    asked.choices[1].which.pick("theirs")
    form.save()
    after = rooms.row(before.id)
    assert (after.starts, after.title) == (rooms.at(14), "Colloqui di lavoro")


# from everywhere ---------------------------------------------------------------------------------


def test_ctrl_b_books_for_whoever_is_shown(form: Form, rooms: Rooms) -> None:
    form.desk.press(Qt.Key.Key_B, CONTROL)
    dialog = form.desk.dialog(BookingDialog)
    assert dialog.fields.holder.edit.hasFocus()
    form.desk.press(Qt.Key.Key_Escape)
    form.desk.wait_for(lambda: not dialog.is_open())
    form.desk.desk.people.one.open(rooms.marco)
    form.desk.wait_for(lambda: form.desk.desk.people.shown == rooms.marco)
    form.desk.press(Qt.Key.Key_B, CONTROL)
    again = form.desk.dialog(BookingDialog)
    assert again.fields.holder.text() == "Marco Bellino"
    again.finish()


def test_a_hub_without_spaces_says_what_to_do(
    qtbot: QtBot, qapp: QApplication, sqlite_url: str, tmp_path: Path
) -> None:
    archive = Archive(sqlite_url)
    live = LiveDesk(qtbot, qapp, archive.database, tmp_path).open()
    live.press(Qt.Key.Key_B, CONTROL)
    live.wait_for(lambda: bool(live.window.toasts.toasts))
    assert "impostazioni" in live.window.toasts.toasts[0].accessibleName()
    live.close()
    archive.close()


# what repeats ------------------------------------------------------------------------------------


def weekly(form: Form, rooms: Rooms, count: int = 4) -> BookingDialog:
    dialog = form.new(rooms)
    pick(dialog.repeat.rhythm.control, WEEK)
    form.write(dialog.repeat.end.count, str(count))
    return form.looked(dialog)


def test_a_series_is_booked_whole_around_what_is_taken(form: Form, rooms: Rooms) -> None:
    taken = rooms.book(10, weeks=2)
    dialog = weekly(form, rooms)
    assert [row.open for row in dialog.series.rows] == [False, False, True, False]
    assert dialog.do.text() == "Prenota 4 date"
    assert dialog.price.total.text() == "176,00\u00a0€"
    booked = form.save()
    rows = [rooms.row(one) for one in booked.bookings]
    assert [row.spaces[0].space for row in rows] == [
        rooms.dora,
        rooms.dora,
        rooms.stura,
        rooms.dora,
    ]
    assert {row.series for row in rows} == {booked.series}
    assert rooms.row(taken.id) == taken


def test_a_date_can_be_left_out_and_is_not_paid_for(form: Form, rooms: Rooms) -> None:
    rooms.book(10, weeks=2)
    dialog = weekly(form, rooms)
    pick(dialog.series.rows[2].choice, SKIP)
    form.desk.wait_for(lambda: not form.desk.desk.runner.busy)
    assert dialog.price.total.text() == "132,00\u00a0€"
    assert [rooms.row(one).starts for one in form.save().bookings] == [
        rooms.at(9, week) for week in (0, 1, 3)
    ]


def test_somebody_takes_a_date_of_the_series_meanwhile(form: Form, rooms: Rooms) -> None:
    dialog = weekly(form, rooms)
    rooms.book(9, weeks=1)
    form.refused()
    form.desk.wait_for(lambda: dialog.series.troubled == 1)
    assert len(rooms.all()) == 1
    form.save()
    assert len(rooms.all()) == 5


@pytest.mark.parametrize(
    ("reach", "moved"), [(Reach.ONE, [2]), (Reach.FOLLOWING, [2, 3]), (Reach.ALL, [0, 1, 2, 3])]
)
def test_a_change_goes_as_far_as_was_chosen(
    form: Form, rooms: Rooms, reach: Reach, moved: list[int]
) -> None:
    rows = rooms.series()
    dialog = form.edit(rows[2], reach)
    form.write(dialog.fields.starts.control, "14")
    form.write(dialog.fields.ends.control, "16")
    form.looked(dialog)
    form.save()
    hours = [one.starts.hour for one in sorted(rooms.all(), key=lambda one: one.starts)]
    assert hours == [14 if at in moved else 9 for at in range(4)]


def test_a_single_booking_begins_to_repeat(form: Form, rooms: Rooms) -> None:
    first = rooms.book(9)
    dialog = form.edit(first)
    pick(dialog.repeat.rhythm.control, WEEK)
    form.write(dialog.repeat.end.count, "3")
    form.write(dialog.fields.title.control, "Sportello")
    form.looked(dialog)
    assert dialog.series.troubled == 0
    form.save()
    assert [(row.title, row.starts) for row in rooms.all()] == [
        ("Sportello", rooms.at(9, week)) for week in range(3)
    ]
    assert rooms.all()[0].id == first.id


def test_a_series_gets_another_rhythm_from_a_date_on(form: Form, rooms: Rooms) -> None:
    rows = rooms.series()
    dialog = form.edit(rows[2], Reach.FOLLOWING)
    form.write(dialog.repeat.end.count, "3")
    form.looked(dialog)
    form.save()
    starts = [row.starts for row in rooms.all()]
    assert starts == [rooms.at(9, week) for week in range(5)]
