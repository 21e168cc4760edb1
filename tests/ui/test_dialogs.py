"""The dialogs of the desk: nothing that was typed is lost, and Esc leaves everything as it is."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from askadesk.core.errors import InputError
from db.values import Money
from tests.ui import samples
from tests.ui.conftest import Desk
from tests.ui.looking import cut_words
from tests.ui.samples import NOW, an_id, at
from ui.dialogs.announce import AnnounceDialog
from ui.dialogs.base import Dialog
from ui.dialogs.error import ErrorDialog, Remedy
from ui.dialogs.guests import GuestsDialog
from ui.dialogs.pick_person import Choice, PickPersonDialog, folded
from ui.dialogs.reason import ReasonDialog, read_money
from ui.theme import Mode, Theme


def announce() -> AnnounceDialog:
    return AnnounceDialog(NOW)


def reason() -> ReasonDialog:
    return ReasonDialog(
        "Dai un ingresso giornaliero",
        "A Davide Musso. Resta come movimento nel registro.",
        "Fai entrare",
        suggestion="Pagato in contanti",
        price=Money(1500),
    )


def guests() -> GuestsDialog:
    return GuestsDialog("Giulia Ferrero", 1)


def pick() -> PickPersonDialog:
    people = [
        Choice(an_id(name), name, samples.initials(name), "Postazione flessibile", "09:12", name)
        for name in ("Amina El Idrissi", "Élodie Blanc", samples.LONGEST)
    ]
    return PickPersonDialog("Di chi è ospite?", "Chi è in sede adesso.", people, verb="Fai entrare")


def nobody() -> PickPersonDialog:
    said = ("Nessuno in sede", "Un ospite entra con qualcuno che è già dentro.")
    return PickPersonDialog("Di chi è ospite?", "", [], verb="Fai entrare", nobody=said)


def error() -> ErrorDialog:
    return ErrorDialog(
        "La ricevuta non è stata stampata",
        "La vendita è registrata, n. 2026/0342.",
        "Controlla la carta, poi ristampa.",
        remedy=Remedy("reprint", "Ristampa"),
        detail="Traceback",
    )


ALL: list[Callable[[], Dialog]] = [
    announce,
    reason,
    guests,
    pick,
    nobody,
    error,
]


@pytest.mark.parametrize("mode", [Mode.LIGHT, Mode.DARK, Mode.CONTRAST])
@pytest.mark.parametrize("language", ["it", "en"])
def test_every_dialog_opens_whole_in_every_language_and_theme(
    make_desk: Callable[..., Desk], theme: Theme, language: str, mode: Mode
) -> None:
    theme.wear(mode)
    desk = make_desk((1280, 720), language).open()
    for make in ALL:
        dialog = make()
        dialog.open_over(desk.window)
        desk.settle()
        assert cut_words(dialog) == [], make.__name__
        assert desk.window.rect().contains(dialog.geometry()), make.__name__
        dialog.close_down()
        desk.settle()


def test_every_dialog_is_left_by_esc_and_gives_the_focus_back(desk: Desk) -> None:
    for make in ALL:
        dialog = make()
        dialog.open_over(desk.window)
        desk.settle()
        QTest.keyClick(here(), Qt.Key.Key_Escape)
        desk.settle()
        assert not dialog.is_open(), make.__name__
        assert desk.window.top.scan.line.hasFocus(), make.__name__


def test_every_dialog_keeps_tab_inside(desk: Desk) -> None:
    for make in ALL:
        dialog = make()
        dialog.open_over(desk.window)
        desk.settle()
        for _step in range(12):
            assert dialog.isAncestorOf(here()), make.__name__
            QTest.keyClick(here(), Qt.Key.Key_Tab)
        dialog.close_down()
        desk.settle()


def here() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def write(field: QWidget, words: str) -> None:
    assert isinstance(field, QLineEdit)
    field.clear()
    QTest.keyClicks(field, words)


# announcing ------------------------------------------------------------------------------------


def test_a_visit_is_announced_with_what_was_written(qtbot: QtBot, desk: Desk) -> None:
    dialog = announce()
    dialog.open_over(desk.window)
    write(dialog.given.control, "Paolo")
    write(dialog.family.control, "Ghione")
    dialog.host.choose(an_id("host"), "Elena Cravero")
    write(dialog.day.control, "18/11/2026")
    write(dialog.starts.control, "10")
    write(dialog.ends.control, "11:30")
    with qtbot.waitSignal(dialog.announced) as told:
        QTest.keyClick(here(), Qt.Key.Key_F2)
    visit = told.args[0]
    assert (visit.given, visit.family, visit.host) == ("Paolo", "Ghione", an_id("host"))
    assert visit.starts == at(10, 0).replace(day=18)
    assert visit.ends == at(11, 30).replace(day=18)
    assert visit.starts.tzinfo is NOW.tzinfo
    dialog.finish()
    assert not dialog.is_open()


def test_a_visit_begins_by_itself_at_the_next_quarter_for_an_hour(qtbot: QtBot, desk: Desk) -> None:
    dialog = announce()
    qtbot.addWidget(dialog)
    written = dialog.written()
    assert (written.starts, written.ends) == (at(9, 45), at(10, 45))


def test_late_at_night_a_visit_still_ends_on_its_day(qtbot: QtBot) -> None:
    dialog = AnnounceDialog(at(23, 50))
    qtbot.addWidget(dialog)
    assert dialog.written().ends > dialog.written().starts


def test_without_a_name_it_says_so_beside_the_field_and_keeps_the_rest(desk: Desk) -> None:
    dialog = announce()
    dialog.open_over(desk.window)
    write(dialog.organisation.control, "Geoide Studio")
    dialog.accept()
    desk.settle()
    assert dialog.given.error.isVisible()
    assert dialog.given.control.hasFocus()
    assert dialog.written().organisation == "Geoide Studio"
    dialog.close_down()


def test_what_the_service_refuses_is_said_beside_its_field(desk: Desk) -> None:
    dialog = announce()
    dialog.open_over(desk.window)
    write(dialog.given.control, "Paolo")
    dialog.accept()
    dialog.complain(InputError("The visit would end before it begins.", field="ends"))
    desk.settle()
    assert dialog.ends.error.isVisible()
    assert dialog.written().given == "Paolo"
    dialog.close_down()


def test_a_host_is_found_while_typing(qtbot: QtBot, desk: Desk) -> None:
    dialog = announce()
    dialog.open_over(desk.window)
    edit = dialog.host.edit
    edit.setFocus()
    with qtbot.waitSignal(dialog.host_searched) as told:
        QTest.keyClicks(edit, "ele")
    assert told.args == ["e"]
    people = [samples.found("Elena Cravero"), samples.found("Elena Rossi")]
    dialog.show_hosts("an older question", people)
    assert not dialog.host.hits.isVisible()
    dialog.show_hosts("ele", people)
    QTest.keyClick(edit, Qt.Key.Key_Down)
    QTest.keyClick(edit, Qt.Key.Key_Return)
    assert dialog.written().host == an_id("Elena Rossi")
    assert dialog.is_open()
    QTest.keyClick(edit, Qt.Key.Key_Backspace)
    assert dialog.written().host is None
    dialog.close_down()


def test_a_host_that_was_typed_but_not_chosen_is_asked_for(desk: Desk) -> None:
    dialog = announce()
    dialog.open_over(desk.window)
    write(dialog.given.control, "Paolo")
    write(dialog.host.edit, "Elena")
    dialog.accept()
    desk.settle()
    assert dialog.host.field.error.isVisible()
    dialog.close_down()


# the others ------------------------------------------------------------------------------------


def test_a_reason_is_taken_with_enter_as_it_was_suggested(qtbot: QtBot, desk: Desk) -> None:
    dialog = reason()
    dialog.open_over(desk.window)
    with qtbot.waitSignal(dialog.given) as told:
        QTest.keyClick(here(), Qt.Key.Key_Return)
    assert told.args[0].words == "Pagato in contanti"
    assert told.args[0].price == Money(1500)


def test_a_reason_and_an_amount_are_asked_for(desk: Desk) -> None:
    dialog = reason()
    dialog.open_over(desk.window)
    write(dialog.reason.control, "  ")
    dialog.accept()
    assert not dialog.reason.error.isHidden()
    write(dialog.reason.control, "Gentilezza")
    write(dialog.amount.control, "tanto")
    dialog.accept()
    assert not dialog.amount.error.isHidden()
    assert dialog.is_open()
    dialog.close_down()


@pytest.mark.parametrize(
    ("typed", "cents"),
    [
        ("15", 1500),
        ("15,00", 1500),
        ("€ 7.5", 750),
        ("0", 0),
        ("-3", None),
        ("", None),
        ("1,2,3", None),
    ],
)
def test_amounts_are_read_as_people_write_them(typed: str, cents: int | None) -> None:
    money = read_money(typed, "EUR")
    assert (money.cents if money else None) == cents


def test_guests_are_counted_up_and_confirmed(qtbot: QtBot, desk: Desk) -> None:
    dialog = guests()
    dialog.open_over(desk.window)
    QTest.keyClick(here(), Qt.Key.Key_Up)
    with qtbot.waitSignal(dialog.chosen) as told:
        QTest.keyClick(here(), Qt.Key.Key_F2)
    assert told.args == [2]


def test_a_host_is_picked_by_any_part_of_the_name_without_accents(qtbot: QtBot, desk: Desk) -> None:
    dialog = pick()
    dialog.open_over(desk.window)
    QTest.keyClicks(here(), "elod")
    assert [choice.name for choice in dialog.list.rows] == ["Élodie Blanc"]
    with qtbot.waitSignal(dialog.picked) as told:
        QTest.keyClick(here(), Qt.Key.Key_Return)
    assert told.args == ["Élodie Blanc"]


def test_down_moves_in_the_list_while_the_field_keeps_the_focus(qtbot: QtBot, desk: Desk) -> None:
    dialog = pick()
    dialog.open_over(desk.window)
    QTest.keyClick(here(), Qt.Key.Key_Down)
    assert dialog.search.hasFocus()
    with qtbot.waitSignal(dialog.picked) as told:
        QTest.keyClick(here(), Qt.Key.Key_F2)
    assert told.args == ["Élodie Blanc"]


def test_when_nobody_is_there_the_dialog_says_why(desk: Desk) -> None:
    dialog = nobody()
    dialog.open_over(desk.window)
    desk.settle()
    assert dialog.empty.title.text() == "Nessuno in sede"
    QTest.keyClicks(here(), "x")
    dialog.accept()
    assert dialog.is_open()
    dialog.close_down()


def test_letters_are_compared_without_accents_or_case() -> None:
    assert folded("ȘTEFAN Țîrlea") == "stefan tirlea"
