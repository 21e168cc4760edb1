"""Plans and prices at the desk: a real window, a real archive, everything by keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from askadesk.plans.words import details as words_of
from db.values import Money, ProductKind, Unit
from tests.hub_of_tests import ROME
from tests.ui.living import Archive, LiveDesk
from tests.ui.looking import cut_words, near, place
from ui.dialogs.plan import PlanDialog
from ui.pages.settings.plan_list import Line
from ui.pages.settings.plans import PlansSection

CONTROL = Qt.KeyboardModifier.ControlModifier


def today() -> date:
    """The hub's day."""
    return datetime.now(ROME).date()


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
    live.desk.settings.page.go_to("plans")
    live.wait_for(lambda: live.desk.settings.plans.section.product is not None)
    yield live
    live.close()


def section(desk: LiveDesk) -> PlansSection:
    return desk.desk.settings.plans.section


def choose(desk: LiveDesk, code: str) -> None:
    """Show the plan of that code in the panel."""
    rows = [line.row for line in section(desk).view.rows if isinstance(line, Line)]
    wanted = next(row for row in rows if row.code == code)
    section(desk).view.chosen.emit(Line(wanted))
    desk.wait_for(lambda: section(desk).product == wanted.id)


def typed(field: object, words: str) -> None:
    assert isinstance(field, QLineEdit)
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, words)


def test_the_list_and_the_panel_stand_where_they_are_drawn(desk: LiveDesk) -> None:
    choose(desk, "carnet10")
    found, window = section(desk), desk.window
    assert near(place(found.panel, window), (974, 88, 368, 664))
    assert near(place(found.head, window)[:2], (361, 145, 0, 0)[:2])
    assert near(place(found.panel.save, window)[:2], (991, 695))
    assert cut_words(window) == []


def test_a_price_is_split_while_it_is_typed_and_saved_with_f2(
    desk: LiveDesk, archive: Archive
) -> None:
    choose(desk, "carnet10")
    panel = section(desk).panel
    typed(panel.price.control, "128")
    assert "104,92" in panel.split.text()
    assert "23,08" in panel.split.text()
    desk.press(Qt.Key.Key_F2)
    desk.wait_for(lambda: panel.price.control.text() == "")  # type: ignore[attr-defined]
    [row] = [one for one in archive.services.plans.products() if one.code == "carnet10"]
    assert row.next_price is not None
    assert row.next_price.price == Money(12800)
    assert row.price is not None
    assert row.price.price == Money(12000)


WRONG_PRICES = (
    ("abc", "", "price"),
    ("12,345", "", "price"),
    ("\u202e128", "", "price"),
    ("999999999", "", "price"),
    ("128", "31/02/2027", "valid_from"),
    ("128", "01/01/1899", "valid_from"),
    ("128", "oggi", "valid_from"),
    ("", "", "price"),
)


def test_what_cannot_be_is_said_beside_its_field_and_stays(desk: LiveDesk) -> None:
    choose(desk, "carnet10")
    panel = section(desk).panel
    wanted = {"price": panel.price, "valid_from": panel.valid_from}
    for price, day, field in WRONG_PRICES:
        panel.forget()
        panel._price.setText(price)
        if day:
            panel._from.setText(day)
        desk.press(Qt.Key.Key_F2)
        desk.wait_for(wanted[field].error.isVisible)
        assert panel._price.text() == price


def test_two_prices_on_one_day_are_refused_in_words(desk: LiveDesk, archive: Archive) -> None:
    choose(desk, "carnet10")
    panel = section(desk).panel
    day = today() + timedelta(days=9)
    assert panel.product is not None
    archive.services.plans.add_price(panel.product, 13000, "22", day)
    typed(panel.price.control, "140")
    typed(panel.valid_from.control, f"{day:%d/%m/%Y}")
    desk.press(Qt.Key.Key_F2)
    desk.wait_for(lambda: panel.valid_from.error.isVisible())
    assert panel.price.control.text() == "140"  # type: ignore[attr-defined]


def test_a_plan_is_retired_and_comes_back(desk: LiveDesk, archive: Archive) -> None:
    choose(desk, "flex")
    section(desk).panel.retire.click()
    desk.wait_for(lambda: len(archive.services.plans.products(retired=True)) == 1)
    desk.wait_for(lambda: "1" in section(desk).shelf._group.button(1).text())
    section(desk).shelf._group.button(1).click()
    desk.wait_for(lambda: section(desk).product is not None)
    section(desk).panel.retire.click()
    desk.wait_for(lambda: archive.services.plans.products(retired=True) == ())


def test_ctrl_n_makes_a_plan_by_keyboard_alone(desk: LiveDesk, archive: Archive) -> None:
    desk.press(Qt.Key.Key_N, CONTROL)
    dialog = desk.dialog(PlanDialog)
    desk.wait_for(lambda: QApplication.focusWidget() is dialog.lines["name"].control)
    desk.write("Carnet 20 ingressi", 0)
    typed(dialog.lines["price"].control, "220")
    typed(dialog.lines["units"].control, "20")
    desk.press(Qt.Key.Key_F2)
    desk.wait_for(lambda: not dialog.is_open())
    [row] = [one for one in archive.services.plans.products() if one.code == "carnet-20-ingressi"]
    assert (row.kind, row.terms.units) == (ProductKind.PASS, 20)
    desk.wait_for(lambda: section(desk).product == row.id)


WRONG_WORDS = (
    ("name", ""),
    ("name", "\u202e\u200b"),
    ("price", "tanto"),
    ("price", ""),
    ("units", "0"),
    ("units", "dieci"),
    ("units", "٣"),
    ("valid_from", "31/02/2027"),
    ("guests_at_once", "999"),
    ("guests_a_month", "-1"),
    ("guest_fee_cents", "tanto"),
    ("debt_limit", "1000"),
    ("grace_days", "1e9"),
)


def test_every_field_of_a_new_plan_says_what_it_wants(desk: LiveDesk, archive: Archive) -> None:
    before = archive.services.plans.products()
    desk.press(Qt.Key.Key_N, CONTROL)
    dialog = desk.dialog(PlanDialog)
    good = {"name": "Carnet 20", "price": "220", "units": "20"}
    for field, words in WRONG_WORDS:
        for name, right in good.items():
            dialog._type(name, right)
        kept = dialog._typed(field)
        dialog._type(field, words)
        desk.press(Qt.Key.Key_F2)
        desk.wait_for(dialog.lines[field].error.isVisible)
        assert dialog._typed(field) == words
        dialog.lines[field].complain("")
        dialog._type(field, kept)
    assert archive.services.plans.products() == before
    desk.press(Qt.Key.Key_Escape)


def test_a_plan_with_hours_of_rooms(desk: LiveDesk, archive: Archive) -> None:
    desk.press(Qt.Key.Key_N, CONTROL)
    dialog = desk.dialog(PlanDialog)
    dialog.kind._group.button(1).click()
    for name, words in (
        ("name", "Studio"),
        ("price", "300"),
        ("room_minutes", "4"),
        ("room_discount", "10"),
    ):
        dialog._type(name, words)
    desk.press(Qt.Key.Key_F2)
    desk.wait_for(lambda: not dialog.is_open())
    [row] = [one for one in archive.services.plans.products() if one.name == "Studio"]
    assert (row.terms.room_minutes, row.terms.room_discount) == (240, 10)
    assert ("Sale", "4 ore al mese, poi sconto del 10%") in words_of(row.kind, row.terms)


def test_a_pass_of_credits_asks_for_what_credits_have_and_no_more(
    desk: LiveDesk, archive: Archive
) -> None:
    desk.press(Qt.Key.Key_N, CONTROL)
    dialog = desk.dialog(PlanDialog)
    dialog.kind._group.button(2).click()
    assert dialog.lines["units"].label.text() == "Crediti"
    shown = {name for name, one in dialog.lines.items() if one.isVisible()}
    assert not shown & {"unit_minutes", "debt_limit", "guests_at_once", "seats", "room_minutes"}
    assert not dialog.when.isVisible()
    for name, words in (("name", "10 crediti"), ("price", "90"), ("units", "10")):
        dialog._type(name, words)
    desk.press(Qt.Key.Key_F2)
    desk.wait_for(lambda: not dialog.is_open())
    [row] = [one for one in archive.services.plans.products() if one.name == "10 crediti"]
    assert (row.terms.unit, row.terms.units, row.terms.validity_days) == (Unit.CREDITS, 10, 365)
    assert ("Paga", "le sale che hanno un prezzo in crediti") in words_of(row.kind, row.terms)


def test_a_membership_of_some_hours(desk: LiveDesk, archive: Archive) -> None:
    desk.press(Qt.Key.Key_N, CONTROL)
    dialog = desk.dialog(PlanDialog)
    dialog.kind._group.button(1).click()
    dialog.when._group.button(1).click()
    dialog._type("name", "Mattine")
    dialog._type("price", "90,00")
    dialog.week.days[0].line.setText("8 - 13")
    desk.press(Qt.Key.Key_F2)
    desk.wait_for(lambda: not dialog.is_open())
    [row] = [one for one in archive.services.plans.products() if one.code == "mattine"]
    assert row.terms.windows == (((0,), "08:00", "13:00"),)


def test_hours_that_are_none_are_said_beside_their_day(desk: LiveDesk) -> None:
    desk.press(Qt.Key.Key_N, CONTROL)
    dialog = desk.dialog(PlanDialog)
    dialog.when._group.button(1).click()
    dialog._type("name", "Mattine")
    dialog._type("price", "90")
    dialog.week.days[2].line.setText("nove e mezza")
    desk.press(Qt.Key.Key_F2)
    assert dialog.week.days[2].field.error.isVisible()
    dialog.week.days[2].line.setText("")
    desk.press(Qt.Key.Key_F2)
    desk.wait_for(lambda: "nessun giorno" in dialog.when_note.text())
    desk.press(Qt.Key.Key_Escape)


def test_new_terms_and_another_name_for_a_plan_that_is_there(
    desk: LiveDesk, archive: Archive
) -> None:
    choose(desk, "flex")
    section(desk).panel.terms.click()
    dialog = desk.dialog(PlanDialog)
    dialog._type("name", "Flessibile")
    dialog._type("guests_at_once", "3")
    dialog._from.show_day(today() + timedelta(days=1))
    desk.press(Qt.Key.Key_F2)
    desk.wait_for(lambda: not dialog.is_open())
    [row] = [one for one in archive.services.plans.products() if one.code == "flex"]
    page = archive.services.plans.product(row.id)
    assert page.name == "Flessibile"
    assert page.terms[-1].terms.guests_at_once == 3
