"""The desk by keyboard alone, and what those hear who do not see it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from askadesk.presence.rows import Option, WayOut
from tests.ui import samples
from tests.ui.conftest import Desk
from tests.ui.looking import seen, tab_stops
from ui.dialogs.guests import GuestsDialog
from ui.widgets.halo import HaloLayer

F = {number: getattr(Qt.Key, f"Key_F{number}") for number in range(1, 13)}


def press(
    desk: Desk, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    """Press a key wherever the focus is."""
    QTest.keyClick(desk.focus() or desk.window, key, held)


def test_everything_that_can_be_pressed_is_reached_by_tab(desk: Desk) -> None:
    for name, card in samples.CARDS.items():
        desk.page.show_card(card)
        desk.settle()
        reached = tab_stops(desk.window.top.scan.line)
        assert [one for one in pressable(desk) if one not in reached] == [], name


def pressable(desk: Desk) -> list[QWidget]:
    kinds = QAbstractButton | QAbstractItemView | QLineEdit
    found = (one for one in seen(desk.window) if isinstance(one, kinds) and one.isEnabled())
    return [one for one in found if one.focusPolicy() & Qt.FocusPolicy.TabFocus]


def test_tab_goes_where_the_eye_goes(desk: Desk) -> None:
    desk.page.show_card(samples.admitted())
    desk.settle()
    page, foot = desk.page, desk.page.scan_card.foot
    stops = tab_stops(desk.window.top.scan.line)
    wanted = [
        desk.window.top.scan.line,
        desk.window.top.database,
        foot.guests,
        foot.print,
        foot.undo,
        page.recent.list,
        page.expected.list,
        page.expected.announce,
        page.present.list,
        page.present.everyone,
    ]
    assert [one for one in stops if one in wanted] == wanted


def test_whatever_takes_the_focus_has_a_name(desk: Desk) -> None:
    for name, card in samples.CARDS.items():
        desk.page.show_card(card)
        desk.settle()
        nameless = [one for one in tab_stops(desk.window.top.scan.line) if not named(one)]
        assert nameless == [], name


def named(widget: QWidget) -> bool:
    return bool(widget.accessibleName() or (isinstance(widget, QAbstractButton) and widget.text()))


def test_rows_are_read_out_with_their_state(desk: Desk) -> None:
    model = desk.page.expected.list.model()
    said = [
        model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole)
        for row in range(model.rowCount())
    ]
    assert any("Ritardo 12 min" in words and "Paolo Ghione" in words for words in said)
    assert "Ora 09:42" in said


@pytest.mark.parametrize(
    ("key", "way"),
    [
        (F[2], WayOut.HAND_OUT_PASS),
        (F[6], WayOut.DEBT),
        (F[7], WayOut.OVERRIDE),
        (F[8], WayOut.GUEST),
    ],
)
def test_each_way_out_of_a_refusal_has_its_key(
    qtbot: QtBot, desk: Desk, key: Qt.Key, way: WayOut
) -> None:
    desk.page.show_card(samples.refused())
    with qtbot.waitSignal(desk.page.way_chosen) as told:
        press(desk, key)
    assert isinstance(told.args[0], Option)
    assert told.args[0].way is way


def test_f2_checks_out_who_is_already_in_and_esc_leaves_them_in(qtbot: QtBot, desk: Desk) -> None:
    desk.page.show_card(samples.already_in())
    with qtbot.waitSignal(desk.page.way_chosen) as told:
        press(desk, F[2])
    assert told.args[0].way is WayOut.CHECK_OUT
    with qtbot.waitSignal(desk.page.left_alone):
        press(desk, Qt.Key.Key_Escape)


def test_f9_undoes_and_f4_recalls(qtbot: QtBot, desk: Desk) -> None:
    desk.page.show_card(samples.admitted())
    with qtbot.waitSignal(desk.page.undo_asked) as told:
        press(desk, F[9])
    assert told.args == [samples.admitted().verdict.visit]
    desk.page.show_card(None)
    press(desk, F[4])
    assert desk.page.scan_card.card == samples.admitted()


def test_ctrl_p_prints_the_card_of_who_is_shown(qtbot: QtBot, desk: Desk) -> None:
    desk.page.show_card(samples.admitted())
    with qtbot.waitSignal(desk.page.print_card_asked) as told:
        press(desk, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert told.args == [samples.person().id]


def test_keys_mean_nothing_when_there_is_nothing_to_do(qtbot: QtBot, desk: Desk) -> None:
    desk.page.show_card(None)
    with qtbot.assertNotEmitted(desk.page.way_chosen), qtbot.assertNotEmitted(desk.page.undo_asked):
        for number in (2, 6, 7, 8, 9):
            press(desk, F[number])


def test_letters_typed_anywhere_go_to_the_scan_field(desk: Desk) -> None:
    desk.page.present.list.setFocus()
    press(desk, Qt.Key.Key_G)
    QTest.keyClicks(desk.window.top.scan.line, "iulia")
    assert desk.window.top.scan.text() == "giulia"


@pytest.mark.parametrize("field", [True, False], ids=["in the field", "elsewhere"])
def test_ctrl_k_asks_for_the_palette_from_anywhere(qtbot: QtBot, desk: Desk, field: bool) -> None:
    (desk.window.top.scan.line if field else desk.page.present.list).setFocus()
    with qtbot.waitSignal(desk.window.palette_asked):
        press(desk, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)


def test_the_focus_returns_to_the_scan_field_after_a_while(qtbot: QtBot, desk: Desk) -> None:
    desk.window._patience.setInterval(30)
    desk.page.present.list.setFocus()
    qtbot.waitUntil(desk.window.top.scan.line.hasFocus)


def test_enter_chooses_the_row_that_has_the_focus(qtbot: QtBot, desk: Desk) -> None:
    desk.page.present.list.setFocus()
    press(desk, Qt.Key.Key_Down)
    with qtbot.waitSignal(desk.page.present_chosen) as told:
        press(desk, Qt.Key.Key_Return)
    assert told.args[0].name == "Chiara Novarese"


def test_exactly_one_halo_follows_the_focus(desk: Desk) -> None:
    halo = desk.window.findChild(HaloLayer)
    assert halo is not None
    desk.page.show_card(samples.admitted())
    desk.settle()
    undo: QWidget = desk.page.scan_card.foot.undo
    assert halo.around == desk.window.top.scan
    assert halo.geometry().getRect() == (109, 9, 438, 54)
    undo.setFocus()
    desk.settle()
    assert halo.around == undo
    assert halo.isVisible()


def test_a_dialog_keeps_the_focus_and_gives_it_back(qtbot: QtBot, desk: Desk) -> None:
    dialog = GuestsDialog("Giulia Ferrero", 1)
    dialog.open_over(desk.window)
    desk.settle()
    for _step in range(9):
        here = QApplication.focusWidget()
        assert here is not None
        assert dialog.isAncestorOf(here)
        press(desk, Qt.Key.Key_Tab)
    press(desk, Qt.Key.Key_Escape)
    desk.settle()
    assert not dialog.is_open()
    assert desk.window.top.scan.line.hasFocus()


def test_the_halo_lets_go_of_a_dialog_that_went_away_with_the_focus(desk: Desk) -> None:
    here = desk.focus()
    assert here is not None
    here.clearFocus()
    dialog = GuestsDialog("Giulia Ferrero", 1)
    dialog.open_over(desk.window)
    desk.settle()
    dialog.close_down()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    desk.page.present.list.setFocus()
    desk.window.ready()
    halo = desk.window.findChild(HaloLayer)
    assert halo is not None
    assert halo.around == desk.window.top.scan


def test_no_key_reaches_the_page_below_a_dialog(qtbot: QtBot, desk: Desk) -> None:
    desk.page.show_card(samples.refused())
    dialog = GuestsDialog("Giulia Ferrero", 1)
    dialog.open_over(desk.window)
    desk.settle()
    with qtbot.assertNotEmitted(desk.page.way_chosen):
        press(desk, F[6])
        press(desk, F[7])
    dialog.close_down()


def test_ctrl_and_a_number_go_to_a_section(desk: Desk) -> None:
    press(desk, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    assert desk.window.pages.currentWidget() is desk.page
