"""Sede at the desk: fields, hours, closed days; whom they touch is named before anything changes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from askadesk.plans.rows import Sale
from tests.hub_of_tests import ROME
from tests.ui.living import Archive, LiveDesk
from tests.ui.looking import cut_words, near, place
from ui.dialogs.touched import TouchedDialog
from ui.pages.settings.hub import HubSection


def today() -> date:
    """The hub's day."""
    return datetime.now(ROME).date()


TOMORROW = today() + timedelta(days=1)


@pytest.fixture
def archive(sqlite_url: str) -> Iterator[Archive]:
    made = Archive(sqlite_url)
    yield made
    made.close()


@pytest.fixture
def desk(qtbot: QtBot, qapp: QApplication, archive: Archive, tmp_path: Path) -> Iterator[LiveDesk]:
    live = LiveDesk(qtbot, qapp, archive.database, tmp_path).open()
    live.window.resize(1366, 768)
    live.window.go_to("settings")
    live.desk.settings.page.go_to("hub")
    live.wait_for(lambda: live.desk.settings.hub.section._line("name").text() == "Aska")
    yield live
    live.close()


def section(desk: LiveDesk) -> HubSection:
    return desk.desk.settings.hub.section


def put(desk: LiveDesk, field: str, words: str) -> QLineEdit:
    """Type into a field, as a paste would."""
    line = section(desk)._line(field)
    line.setText(words)
    line.textEdited.emit(words)
    return line


def day(desk: LiveDesk, number: int, words: str) -> None:
    line = section(desk).week.days[number].line
    line.setText(words)
    line.textEdited.emit(words)


def test_the_section_stands_where_the_others_do_and_nothing_is_cut(desk: LiveDesk) -> None:
    assert near(place(section(desk).closures, desk.window), (974, 88, 368, 664))
    assert cut_words(desk.window) == []


def test_what_is_typed_is_saved_with_f2(desk: LiveDesk, archive: Archive) -> None:
    put(desk, "name", "Aska Torino")
    put(desk, "meeting_point", "Cortile")
    day(desk, 0, "9-13, 14:30-24")
    desk.press(Qt.Key.Key_F2)
    desk.wait_for(lambda: archive.services.hub.page().fields.name == "Aska Torino")
    fields = archive.services.hub.page().fields
    assert fields.meeting_point == "Cortile"
    assert dict(fields.week)["0"] == (("09:00", "13:00"), ("14:30", "00:00"))
    desk.wait_for(lambda: not section(desk).undo.isVisible())
    assert section(desk).week.days[0].line.text() == "09:00 – 13:00, 14:30 – 24:00"


def test_another_name_and_capacity_show_at_once_wherever_they_are_said(
    desk: LiveDesk, archive: Archive
) -> None:
    page = archive.services.hub.page()
    other = replace(page.fields, name="Aska Milano", capacity=7)
    archive.services.hub.change(other, page.version)
    top, roll_call = desk.window.top, desk.desk.roll_call
    desk.wait_for(lambda: top.operator._place.text() == "Aska Milano")
    assert "Aska Milano" in desk.desk.settings.page.menu._desk.text()
    desk.wait_for(lambda: top.presence._capacity_text.text() == " / 7")
    desk.wait_for(lambda: roll_call._known is not None)
    desk.wait_for(lambda: roll_call._known.hub.name == "Aska Milano")  # type: ignore[union-attr]
    put(desk, "name", "Aska Torino")
    desk.press(Qt.Key.Key_F2)
    desk.wait_for(lambda: top.operator._place.text() == "Aska Torino")


WRONG_WORDS = (
    ("name", ""),
    ("name", "\u202e"),
    ("name", "x" * 230),
    ("address", "x" * 230),
    ("city", "x" * 130),
    ("phone", "chiedere 🙂"),
    ("greeting", "x" * 90),
    ("meeting_point", "x" * 130),
    ("capacity", ""),
    ("capacity", "0"),
    ("capacity", "sessanta"),
    ("double_scan_seconds", "-1"),
    ("expected_lead_minutes", "9999999"),
)


def test_every_field_says_what_it_wants_and_keeps_what_was_typed(
    desk: LiveDesk, archive: Archive
) -> None:
    before = archive.services.hub.page().fields
    for field, words in WRONG_WORDS:
        section(desk).forget()
        put(desk, "greeting", "Ciao")
        put(desk, field, words)
        desk.press(Qt.Key.Key_F2)
        desk.wait_for(section(desk).fields[field].error.isVisible)
        assert section(desk)._line(field).text() == words
    assert archive.services.hub.page().fields == before


def test_hours_that_are_none_are_said_beside_their_day(desk: LiveDesk) -> None:
    line = section(desk).week.days[2]
    for words in ("nove", "20-9", "9-13, 12-18", "25-26", "9"):
        day(desk, 2, words)
        desk.press(Qt.Key.Key_F2)
        desk.wait_for(line.field.error.isVisible)
        assert line.line.text() == words


def test_the_second_to_save_is_told_and_sees_what_stands(desk: LiveDesk, archive: Archive) -> None:
    put(desk, "city", "Milano")
    page = archive.services.hub.page()
    archive.services.hub.change(replace(page.fields, city="Torino"), page.version)
    desk.press(Qt.Key.Key_F2)
    desk.wait_for(lambda: desk.window.dialog_open())
    assert section(desk)._line("city").text() == "Milano"
    desk.press(Qt.Key.Key_Escape)
    desk.desk.settings.hub.read()
    desk.wait_for(lambda: section(desk)._latest.fields.city == "Torino")  # type: ignore[union-attr]
    section(desk).undo.click()
    assert section(desk)._line("city").text() == "Torino"


def test_a_capacity_below_who_is_in_is_said_and_taken(desk: LiveDesk, archive: Archive) -> None:
    for given in ("Ada", "Bice"):
        archive.let_in(archive.add(given, "Prova", "flex"))
    desk.desk.settings.hub.read()
    desk.wait_for(lambda: section(desk)._page.inside == 2)  # type: ignore[union-attr]
    put(desk, "capacity", "1")
    assert "2 persone" in section(desk).crowd.text()
    desk.press(Qt.Key.Key_F2)
    desk.wait_for(lambda: archive.services.hub.page().fields.capacity == 1)


# --- closed days ---------------------------------------------------------------------------------


def close(desk: LiveDesk, first: str, last: str = "", hours: str = "") -> None:
    """Write a closure into the panel and ask for it."""
    panel = section(desk).closures
    for field, words in ((panel.first, first), (panel.last, last), (panel.hours, hours)):
        control = field.control
        assert isinstance(control, QLineEdit)
        control.setText(words)
    panel.add.click()


def test_a_day_nobody_minds_is_closed_at_once_and_opened_again(
    desk: LiveDesk, archive: Archive
) -> None:
    close(desk, f"{TOMORROW:%d/%m/%Y}")
    desk.wait_for(lambda: len(archive.services.hub.page().closures) == 1)
    desk.wait_for(lambda: len(section(desk).closures._rows) == 1)
    section(desk).closures._rows[0].remove.click()
    desk.wait_for(lambda: archive.services.hub.page().closures == ())


def test_whom_a_closure_touches_is_listed_first(desk: LiveDesk, archive: Archive) -> None:
    guest = archive.add("Giulia", "Ferrero")
    archive.services.plans.give(Sale("day", person=guest.id, starts=TOMORROW))
    close(desk, f"{TOMORROW:%d/%m/%Y}")
    dialog = desk.dialog(TouchedDialog)
    assert [row.name for row in dialog.view.rows] == ["Giulia Ferrero"]
    assert cut_words(desk.window) == []
    desk.press(Qt.Key.Key_F2)
    desk.wait_for(lambda: not dialog.is_open())
    assert archive.services.hub.page().closures == ()
    section(desk).closures.add.click()
    desk.dialog(TouchedDialog).do.click()
    desk.wait_for(lambda: len(archive.services.hub.page().closures) == 1)


WRONG_DAYS = (
    ("", "", "", "first"),
    ("31/02/2027", "", "", "first"),
    ("01/01/1899", "", "", "first"),
    ("02/01/2030", "01/01/2030", "", "last"),
    ("02/01/2030", "ieri", "", "last"),
    ("02/01/2030", "", "12-9", "hours"),
    ("02/01/2030", "", "9-12, 13-15", "hours"),
)


def test_a_closure_that_cannot_be_is_said_beside_its_field(
    desk: LiveDesk, archive: Archive
) -> None:
    panel = section(desk).closures
    fields = {"first": panel.first, "last": panel.last, "hours": panel.hours}
    for first, last, hours, field in WRONG_DAYS:
        panel.forget()
        close(desk, first, last, hours)
        desk.wait_for(fields[field].error.isVisible)
    assert archive.services.hub.page().closures == ()
