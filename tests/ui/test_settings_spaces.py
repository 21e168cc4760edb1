"""The spaces in the settings: a real window, a real archive."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from askadesk.rooms.rows import NewBooking, SpaceFields, Taking
from db.values import Money, SpaceKind
from db.values import Role as Rank
from tests.ui.living import Archive, LiveDesk
from tests.ui.looking import near, place
from ui.dialogs.confirm import ConfirmDialog
from ui.dialogs.touched import TouchedDialog
from ui.pages.settings.space_list import SpaceGroup, SpaceLine
from ui.pages.settings.spaces import CLOSED, PRICES, SPACE, TIMES, SpacesSection
from ui.widgets.field import Field

CONTROL = Qt.KeyboardModifier.ControlModifier
LEFT = Qt.MouseButton.LeftButton


class SpacesDesk:
    """A desk at the section Spazi, with two rooms and a zone."""

    def __init__(self, live: LiveDesk, archive: Archive) -> None:
        self.live, self.services = live, archive.services

    @property
    def section(self) -> SpacesSection:
        return self.live.desk.settings.spaces.section

    def open(self) -> SpacesDesk:
        self.live.open()
        self.live.window.resize(1366, 768)
        self.live.window.go_to("settings")
        self.live.desk.settings.page.go_to("spaces")
        self.live.wait_for(lambda: self.section.space is not None)
        return self

    def choose(self, name: str) -> UUID:
        rows = [one for one in self.section.view.rows if isinstance(one, SpaceLine)]
        wanted = next(one for one in rows if one.row.name == name)
        self.section.view.chosen.emit(wanted)
        self.live.wait_for(lambda: self.section.space == wanted.row.id)
        return wanted.row.id

    def part(self, key: str) -> None:
        self.section.parts.pick(key)
        self.section._part_picked(key)

    def write(self, field: Field, text: str) -> None:
        control = field.control
        assert isinstance(control, QLineEdit)
        control.setText(text)

    def save(self) -> None:
        QTest.keyClick(self.section.view, Qt.Key.Key_F2)

    def names(self) -> list[str]:
        return [one.name for one in self.services.spaces.spaces()]


@pytest.fixture
def desk(qtbot: QtBot, qapp: QApplication, sqlite_url: str, tmp_path: Path) -> Iterator[SpacesDesk]:
    archive = Archive(sqlite_url)
    spaces = archive.services.spaces
    spaces.add(SpaceFields("Sala Po", SpaceKind.MEETING_ROOM, 12, features=("screen",)))
    spaces.add(SpaceFields("Sala Dora", SpaceKind.MEETING_ROOM, 8, floor="Primo piano"))
    spaces.add(SpaceFields("Postazioni", SpaceKind.DESK_ZONE, 24), desks=24)
    live = LiveDesk(qtbot, qapp, archive.database, tmp_path)
    yield SpacesDesk(live, archive).open()
    live.close()
    archive.close()


def test_the_section_stands_between_the_hub_and_the_plans(desk: SpacesDesk) -> None:
    keys = [one.key for one in desk.live.desk.settings.page.places]
    assert keys[:3] == ["hub", "spaces", "plans"]
    window = desk.live.window
    assert near(place(desk.section, window), (360, 88, 982, 664))
    assert desk.section.stack.width() == 368
    assert desk.section.parts.width() <= 368


def test_the_list_groups_the_spaces_in_rows_of_forty(desk: SpacesDesk) -> None:
    view = desk.section.view
    said = [one.title if isinstance(one, SpaceGroup) else one.row.name for one in view.rows]
    assert said == ["Sale riunioni", "Sala Po", "Sala Dora", "Postazioni", "Postazioni"]
    high = [view.visualRect(view.model().index(at, 0)).height() for at in range(2)]
    assert high == [24, 40]
    assert view.painter.name(view.rows[2]) == "Sala Dora, 8 posti, Primo piano"
    assert view.painter.name(view.rows[4]) == "Postazioni, 24 postazioni"


def test_a_space_is_changed_and_keeps_the_rest(desk: SpacesDesk) -> None:
    po = desk.choose("Sala Po")
    panel = desk.section.panel
    desk.write(panel.fields["seats"], "14")
    desk.write(panel.fields["cleanup"], "20")
    panel.features["whiteboard"].setChecked(True)
    desk.write(panel.fields["floor"], "  Primo   piano ")
    desk.save()
    desk.live.wait_for(lambda: panel.edit("floor").text() == "Primo piano")
    fields = desk.services.spaces.space(po).fields
    assert (fields.seats, fields.cleanup, fields.name) == (14, 20, "Sala Po")
    assert fields.features == ("screen", "whiteboard")


def test_what_cannot_be_is_said_beside_its_field_and_stays(desk: SpacesDesk) -> None:
    desk.choose("Sala Po")
    panel = desk.section.panel
    for name, text in (("seats", "0"), ("seats", "otto"), ("setup", ""), ("step", "1")):
        desk.write(panel.fields[name], text)
        desk.save()
        desk.live.wait_for(panel.fields[name].error.isVisible)
        assert panel.edit(name).text() == text
        panel.forget()


def test_a_new_room_is_written_with_ctrl_n(desk: SpacesDesk) -> None:
    QTest.keyClick(desk.section.view, Qt.Key.Key_N, CONTROL)
    panel = desk.section.panel
    assert panel.is_new
    assert panel.title.text() == "Nuovo spazio"
    desk.write(panel.fields["name"], "Sala Stura")
    desk.write(panel.fields["seats"], "6")
    desk.save()
    desk.live.wait_for(lambda: "Sala Stura" in desk.names())
    desk.live.wait_for(lambda: panel.row is not None and panel.row.name == "Sala Stura")


def test_a_joined_room_is_made_of_its_parts(desk: SpacesDesk) -> None:
    desk.section.start_new()
    panel = desk.section.panel
    desk.write(panel.fields["name"], "Sala Po e Dora")
    desk.write(panel.fields["seats"], "20")
    assert [box.text() for box in panel.parts.values()] == ["Sala Po", "Sala Dora"]
    for box in panel.parts.values():
        box.setChecked(True)
    desk.save()
    desk.live.wait_for(lambda: "Sala Po e Dora" in desk.names())
    joined = desk.services.spaces.spaces()[-1]
    assert set(joined.parts) == set(panel.parts)


def test_a_zone_asks_for_its_desks(desk: SpacesDesk) -> None:
    desk.section.start_new()
    panel = desk.section.panel
    assert not panel.fields["desks"].isVisible()
    panel._kind.setCurrentIndex(panel._kind.findData(SpaceKind.DESK_ZONE))
    panel._settle()
    assert panel.fields["desks"].isVisible()
    assert panel.parts_label.isHidden()
    desk.write(panel.fields["name"], "Soppalco")
    desk.write(panel.fields["seats"], "6")
    desk.write(panel.fields["desks"], "6")
    desk.save()
    desk.live.wait_for(lambda: "Soppalco" in desk.names())
    assert desk.services.spaces.spaces()[-1].units == 6


def test_a_price_is_only_added(desk: SpacesDesk) -> None:
    po = desk.choose("Sala Po")
    desk.part(PRICES)
    prices = desk.section.prices
    assert prices.none.isVisible()
    desk.save()
    assert prices.amounts["hour"].error.isVisible()
    desk.write(prices.amounts["hour"], "24,00")
    desk.write(prices.amounts["day"], "140")
    desk.save()
    desk.live.wait_for(lambda: len(desk.services.spaces.prices(po)) == 1)
    price = desk.services.spaces.prices(po)[0]
    assert (price.hour, price.half_day, price.day) == (Money(2400), None, Money(14000))
    desk.live.wait_for(lambda: len(prices._rows) == 1)
    desk.write(prices.amounts["hour"], "26")
    desk.save()
    desk.live.wait_for(lambda: prices.valid_from.error.isVisible())
    assert len(desk.services.spaces.prices(po)) == 1


def test_the_price_of_an_hour_stands_in_the_list(desk: SpacesDesk) -> None:
    desk.choose("Sala Po")
    desk.part(PRICES)
    desk.write(desk.section.prices.amounts["hour"], "24")
    desk.save()
    desk.live.wait_for(
        lambda: any(
            "24,00" in desk.section.view.painter.name(one) for one in desk.section.view.rows
        )
    )


def book(desk: SpacesDesk, space: UUID, at: datetime) -> None:
    new = NewBooking(
        (Taking(space),), at, at + timedelta(hours=1), title="Consiglio", reason="Prova"
    )
    desk.services.bookings.book(new)


def test_closing_names_first_every_booking_it_touches(desk: SpacesDesk) -> None:
    po = desk.choose("Sala Po")
    now = desk.services.reading.now().replace(minute=0, second=0, microsecond=0)
    ahead = now + timedelta(days=3)
    book(desk, po, ahead)
    desk.part(CLOSED)
    closures = desk.section.closures
    desk.write(closures.first, f"{ahead:%d/%m/%Y}")
    desk.write(closures.reason, "Proiettore in riparazione")
    desk.save()
    dialog = desk.live.dialog(TouchedDialog)
    assert "Sala Po" in dialog.explanation.text()
    assert [one.name for one in dialog.view.rows] == ["Consiglio"]
    QTest.mouseClick(dialog.do, LEFT)
    desk.live.wait_for(lambda: len(desk.services.spaces.closures(po)) == 1)
    desk.live.wait_for(lambda: len(closures._rows) == 1)
    QTest.mouseClick(closures._rows[0].remove, LEFT)
    desk.live.wait_for(lambda: not desk.services.spaces.closures(po))


def test_closing_a_space_that_nobody_booked_asks_nothing(desk: SpacesDesk) -> None:
    dora = desk.choose("Sala Dora")
    desk.part(CLOSED)
    day = desk.services.reading.now() + timedelta(days=2)
    desk.write(desk.section.closures.first, f"{day:%d/%m/%Y}")
    desk.save()
    desk.live.wait_for(lambda: len(desk.services.spaces.closures(dora)) == 1)


def test_a_space_is_put_away_after_a_question(desk: SpacesDesk) -> None:
    desk.choose("Sala Dora")
    QTest.mouseClick(desk.section.panel.archive, LEFT)
    dialog = desk.live.dialog(ConfirmDialog)
    dialog.confirmed.emit()
    dialog.close_down()
    desk.live.wait_for(lambda: "Sala Dora" not in desk.names())
    desk.live.wait_for(
        lambda: desk.section.panel.row is not None and desk.section.panel.row.name != "Sala Dora"
    )


def put_away(desk: SpacesDesk, name: str) -> UUID:
    """Another desk puts the space away, and this one shows it."""
    row = next(one for one in desk.services.spaces.spaces() if one.name == name)
    desk.services.spaces.archive(row.id, row.version)
    group = SpaceGroup("Spazi messi da parte")
    desk.live.wait_for(lambda: group in desk.section.view.rows)
    desk.live.wait_for(lambda: not desk.live.desk.runner.busy)
    return row.id


def test_what_was_put_away_stands_at_the_end_and_is_taken_back(desk: SpacesDesk) -> None:
    put_away(desk, "Sala Dora")
    view, panel = desk.section.view, desk.section.panel
    said = [one.title if isinstance(one, SpaceGroup) else one.row.name for one in view.rows]
    assert said[-2:] == ["Spazi messi da parte", "Sala Dora"]
    assert "messo da parte" in view.painter.name(view.rows[-1])
    dora = desk.choose("Sala Dora")
    assert panel.restore.isVisible()
    assert not any(part.isVisible() for part in (panel.save, panel.archive, desk.section.parts))
    assert not panel.edit("seats").isEnabled()
    desk.save()  # F2 takes back what was put away
    desk.live.wait_for(lambda: "Sala Dora" in desk.names())
    desk.live.wait_for(lambda: panel.save.isVisible() and desk.section.parts.isVisible())
    assert (desk.section.space, panel.edit("seats").isEnabled()) == (dora, True)


def test_a_space_that_another_desk_took_back_meanwhile_is_simply_shown(desk: SpacesDesk) -> None:
    dora = put_away(desk, "Sala Dora")
    desk.choose("Sala Dora")
    desk.services.spaces.restore(dora, desk.services.spaces.space(dora).version)
    desk.live.wait_for(desk.section.panel.save.isVisible)
    assert desk.section.space == dora


# --- who and when ---------------------------------------------------------------------------------


def hours(desk: SpacesDesk, typed: str) -> None:
    """These hours on every day."""
    times = desk.section.times
    times.own.setChecked(True)
    for day in times.week.days:
        day.line.setText(typed)


def test_a_space_is_open_as_the_hub_until_it_gets_hours_of_its_own(desk: SpacesDesk) -> None:
    po = desk.choose("Sala Po")
    desk.part(TIMES)
    times = desk.section.times
    assert times.as_hub.isVisible()
    assert not times.week.isVisible()
    times.own.setChecked(True)
    assert times.week.days[0].line.text() == "00:00 – 24:00"  # the hub's, to begin with
    hours(desk, "9 – 13, 14 – 18")
    desk.write(times.fields["ahead_days"], "60")
    desk.write(times.fields["notice_minutes"], "30")
    desk.save()
    desk.live.wait_for(lambda: desk.services.spaces.space(po).fields.week is not None)
    fields = desk.services.spaces.space(po).fields
    assert fields.week is not None
    assert dict(fields.week)["0"] == (("09:00", "13:00"), ("14:00", "18:00"))
    assert (fields.ahead_days, fields.notice_minutes, fields.seats) == (60, 30, 12)
    desk.live.wait_for(lambda: times.week.days[0].line.text() == "09:00 – 13:00, 14:00 – 18:00")
    times.own.setChecked(False)
    desk.save()
    desk.live.wait_for(lambda: desk.services.spaces.space(po).fields.week is None)


def test_shorter_hours_name_first_every_booking_they_touch(desk: SpacesDesk) -> None:
    po = desk.choose("Sala Po")
    now = desk.services.reading.now()
    book(desk, po, (now + timedelta(days=3)).replace(hour=15, minute=0, second=0, microsecond=0))
    desk.part(TIMES)
    hours(desk, "9 – 13")
    desk.save()
    dialog = desk.live.dialog(TouchedDialog)
    assert "troverebbe" in dialog.explanation.text()
    assert [one.name for one in dialog.view.rows] == ["Consiglio"]
    QTest.mouseClick(dialog._stay, LEFT)
    assert desk.services.spaces.space(po).fields.week is None
    assert desk.section.times.own.isChecked()  # what was typed is still there
    desk.save()
    QTest.mouseClick(desk.live.dialog(TouchedDialog).do, LEFT)
    desk.live.wait_for(lambda: desk.services.spaces.space(po).fields.week is not None)


def test_a_space_is_kept_for_a_plan_and_for_the_managers(desk: SpacesDesk) -> None:
    po = desk.choose("Sala Po")
    book(desk, po, desk.services.reading.now() + timedelta(days=3))
    desk.part(TIMES)
    times = desk.section.times
    assert [box.text() for box in times.plans.values()] == ["Postazione flessibile"]
    times.limited.setChecked(True)
    desk.save()
    assert times.no_plan.isVisible()
    (flex,) = times.plans
    times.plans[flex].setChecked(True)
    times._role.pick(Rank.MANAGER)
    desk.save()
    dialog = desk.live.dialog(TouchedDialog)
    assert dialog.heading.text() == "Chi è toccato da questa modifica"
    assert "non ha un piano per Sala Po" in dialog.explanation.text()
    QTest.mouseClick(dialog.do, LEFT)
    desk.live.wait_for(lambda: desk.services.spaces.space(po).fields.plans == (flex,))
    assert desk.services.spaces.space(po).fields.role is Rank.MANAGER


def test_hours_that_cannot_be_are_said_beside_their_day_and_stay(desk: SpacesDesk) -> None:
    desk.choose("Sala Po")
    desk.part(TIMES)
    times = desk.section.times
    hours(desk, "9 – 13")
    for typed in ("domani", "13 – 9", "9 – 14, 13 – 18"):
        times.week.days[2].line.setText(typed)
        desk.save()
        desk.live.wait_for(times.week.days[2].field.error.isVisible)
        assert times.week.days[2].line.text() == typed
        times.week.days[2].field.forgive()
    times.week.days[2].line.clear()
    desk.write(times.fields["ahead_days"], "0")
    desk.save()
    desk.live.wait_for(times.fields["ahead_days"].error.isVisible)


def test_hours_that_are_typed_stay_when_another_desk_changes_the_space(desk: SpacesDesk) -> None:
    po = desk.choose("Sala Po")
    desk.part(TIMES)
    times = desk.section.times
    times.own.setChecked(True)
    times.week.days[0].line.setText("10 – 12")
    week = tuple((str(day), (("08:00", "20:00"),)) for day in range(7))
    row = desk.services.spaces.space(po)
    desk.services.spaces.change(po, row.version, replace(row.fields, week=week, ahead_days=30))
    desk.live.wait_for(lambda: times._line("ahead_days").text() == "30")
    typed = [day.line.text() for day in times.week.days]
    assert typed == ["10 – 12", *["08:00 – 20:00"] * 6]
    desk.save()
    desk.live.wait_for(lambda: monday(desk, po) == (("10:00", "12:00"),))
    assert desk.services.spaces.space(po).fields.ahead_days == 30


def monday(desk: SpacesDesk, space: UUID) -> object:
    return dict(desk.services.spaces.space(space).fields.week or ()).get("0")


def test_the_search_of_the_settings_leads_to_who_and_when(desk: SpacesDesk) -> None:
    desk.section.point_to("Solo con uno di questi piani")
    assert desk.section.parts.current == TIMES
    assert desk.section.times.limited.hasFocus()


def test_what_is_typed_stays_when_another_desk_changes_something(desk: SpacesDesk) -> None:
    po = desk.choose("Sala Po")
    panel = desk.section.panel
    desk.write(panel.fields["seats"], "15")
    row = desk.services.spaces.space(po)
    desk.services.spaces.change(po, row.version, replace(row.fields, cleanup=10))
    desk.live.wait_for(lambda: panel.edit("cleanup").text() == "10")
    assert panel.edit("seats").text() == "15"
    desk.save()
    desk.live.wait_for(lambda: desk.services.spaces.space(po).fields.seats == 15)
    assert desk.services.spaces.space(po).fields.cleanup == 10


def test_what_is_typed_stays_when_another_desk_adds_a_space(desk: SpacesDesk) -> None:
    desk.choose("Sala Po")
    panel = desk.section.panel
    desk.write(panel.fields["seats"], "15")
    desk.services.spaces.add(SpaceFields("Cabina 1", SpaceKind.BOOTH, 1))
    desk.live.wait_for(lambda: len(desk.section.view.rows) == 7)
    desk.live.wait_for(lambda: not desk.live.desk.runner.busy)
    assert panel.edit("seats").text() == "15"


def test_the_search_of_the_settings_leads_to_a_field(desk: SpacesDesk) -> None:
    desk.section.point_to("Prezzi")
    assert desk.section.stack.currentWidget() is desk.section.prices
    desk.section.point_to("Posti")
    assert desk.section.parts.current == SPACE
    assert desk.section.panel.edit("seats").hasFocus()
