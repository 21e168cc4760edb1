"""The dialog that writes a person: where it stands, what it understands, what it never loses."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from askadesk.core.errors import InputError
from askadesk.people.rows import PersonFields
from db.values import ConsentKind
from tests.ui import people_samples as samples
from tests.ui.conftest import Desk
from tests.ui.looking import cut_words, near, place
from ui.dialogs.confirm import ConfirmDialog
from ui.dialogs.merge import MergeDialog
from ui.dialogs.person import PersonDialog, PersonWritten
from ui.dialogs.photo import PhotoDialog
from ui.widgets.chip_field import ChipField
from ui.widgets.date_field import DateField, read_day, written
from ui.widgets.photo_picker import LONGEST_SIDE, as_jpeg

MakeDesk = Callable[..., Desk]

STANDS = {
    "dialog": (183, 40, 1000, 688),
    "portrait": (215, 145, 80, 96),
    "given": (311, 201, 210, 40),
    "family": (533, 201, 210, 40),
    "phone": (215, 277, 258, 40),
    "email": (485, 277, 258, 40),
    "organisation": (215, 353, 258, 40),
    "role": (485, 353, 258, 40),
    "born": (215, 429, 258, 40),
    "tax code": (485, 429, 258, 40),
    "skills": (215, 522, 528, 40),
    "seeks": (215, 598, 528, 40),
    "alike": (800, 145, 351, 182),
    "house rules": (800, 419, 351, 44),
}


def opened(desk: Desk, dialog: PersonDialog) -> PersonDialog:
    dialog.open_over(desk.window)
    desk.settle()
    return dialog


def gone(dialog: PersonDialog) -> None:
    dialog.finish()


def here() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def write(field: QWidget, words: str) -> None:
    assert isinstance(field, QLineEdit)
    field.setFocus()
    field.clear()
    QTest.keyClicks(field, words)


@pytest.mark.parametrize("language", ["it", "en"])
def test_the_dialog_stands_where_the_design_puts_it(make_desk: MakeDesk, language: str) -> None:
    desk = make_desk((1366, 768), language).open()
    dialog = opened(desk, PersonDialog())
    dialog.show_fields(samples.fields())
    dialog.show_alike(dialog.fields(), [samples.likeness()])
    desk.settle()
    parts = {
        "dialog": dialog,
        "portrait": dialog.picker.portrait,
        "given": dialog.given.control,
        "family": dialog.family.control,
        "phone": dialog.phone.control,
        "email": dialog.email.control,
        "organisation": dialog.organisation.control,
        "role": dialog.role.control,
        "born": dialog.born.control,
        "tax code": dialog.tax_code.control,
        "skills": dialog.skills.control,
        "seeks": dialog.seeks.control,
        "alike": dialog.alike,
        "house rules": dialog.consents.boxes[ConsentKind.HOUSE_RULES],
    }
    found = {name: place(part, desk.window) for name, part in parts.items()}
    wrong = {name: found[name] for name in STANDS if not near(found[name], STANDS[name])}
    # In English the sentence above the consents may take one line less.
    assert {name: at for name, at in wrong.items() if name != "house rules"} == {}
    assert cut_words(desk.window) == []
    gone(dialog)


def test_in_the_smallest_window_the_columns_scroll_and_the_footer_stays(
    make_desk: MakeDesk,
) -> None:
    desk = make_desk((1280, 720)).open()
    dialog = opened(desk, PersonDialog(samples.person(long=True)))
    assert place(dialog, desk.window) == (140, 24, 1000, 672)
    assert dialog.left.verticalScrollBar().maximum() > 0
    dialog.note.control.setFocus()
    desk.settle()
    top = place(dialog.note.control, desk.window)
    assert top[1] + top[3] < place(dialog._print, desk.window)[1]
    gone(dialog)


def test_tab_goes_through_every_field_and_stays_inside(desk: Desk) -> None:
    dialog = opened(desk, PersonDialog())
    seen = []
    for _step in range(40):
        seen.append(here())
        QTest.keyClick(here(), Qt.Key.Key_Tab)
        assert dialog.isAncestorOf(here())
    chips = dialog.skills.control
    assert isinstance(chips, ChipField)
    wanted = [dialog.family.control, dialog.note.control, chips.entry, dialog._save]
    assert [one for one in wanted if one not in seen] == []
    gone(dialog)


# what is written -------------------------------------------------------------------------------


def test_all_consents_are_off_but_the_house_rules(desk: Desk) -> None:
    dialog = opened(desk, PersonDialog())
    on = [kind for kind, given in dialog.consents.given().items() if given]
    assert on == [ConsentKind.HOUSE_RULES]
    assert dialog.consents.notice.text() == "Informativa 1, italiano"
    gone(dialog)


def test_what_was_written_is_told_whole(qtbot: QtBot, desk: Desk) -> None:
    dialog = opened(desk, PersonDialog())
    for field, words in (
        (dialog.given, "Francesca"),
        (dialog.family, "Bruno"),
        (dialog.phone, "333 555 07 18"),
        (dialog.role, "Falegname"),
        (dialog.born, "7.3.91"),
        (dialog.languages, "Italiano"),
    ):
        write(field.control, words)
    dialog.skills.control.setFocus()
    QTest.keyClicks(here(), "Restauro del legno,Doratura")
    with qtbot.waitSignal(dialog.saved) as told:
        QTest.keyClick(here(), Qt.Key.Key_F2)
    said = told.args[0]
    assert isinstance(said, PersonWritten)
    assert said.fields == PersonFields(
        "Francesca",
        "Bruno",
        "Falegname",
        phone="333 555 07 18",
        skills="Restauro del legno, Doratura",
        born_on=date(1991, 3, 7),
        languages="Italiano",
    )
    assert said.print_card
    assert said.consents == {ConsentKind.HOUSE_RULES: True}
    gone(dialog)


def test_a_change_tells_only_the_consents_that_changed(qtbot: QtBot, desk: Desk) -> None:
    page = samples.person()
    dialog = opened(desk, PersonDialog(page))
    assert not dialog.changed()
    dialog.consents.boxes[ConsentKind.NEWSLETTER].click()
    dialog.consents.boxes[ConsentKind.AGE].click()
    with qtbot.waitSignal(dialog.saved) as told:
        QTest.keyClick(here(), Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    said = told.args[0]
    assert said.consents == {ConsentKind.NEWSLETTER: False, ConsentKind.AGE: True}
    assert (said.person, said.version, said.print_card) == (page.id, page.version, False)
    assert said.fields == page.fields
    gone(dialog)


def test_it_is_saved_once_however_often_the_key_is_pressed(desk: Desk) -> None:
    dialog = opened(desk, PersonDialog(samples.person()))
    told: list[object] = []
    dialog.saved.connect(told.append)
    dialog.accept()
    QTest.keyClick(dialog._print, Qt.Key.Key_Space)
    assert not dialog._print.isEnabled()
    dialog.again()
    assert dialog._print.isEnabled()
    assert len(told) == 1
    gone(dialog)


@pytest.mark.parametrize(
    "name",
    ["given", "phone", "email", "organisation", "role", "born_on", "tax_code", "skills", "note"],
)
def test_what_is_wrong_stands_beside_its_field_and_goes_when_it_is_put_right(
    desk: Desk, name: str
) -> None:
    dialog = opened(desk, PersonDialog(samples.person()))
    dialog.complain(InputError("Non va bene così.", field=name, todo="Cambialo."))
    desk.settle()
    field = dialog.fields_by_name()[name]
    assert field.error.text() == "Non va bene così. Cambialo."
    assert field.error.isVisible()
    QTest.keyClicks(here(), "x")
    assert field.error.isHidden()
    gone(dialog)


def test_esc_keeps_what_was_typed_until_it_is_given_up(desk: Desk) -> None:
    dialog = opened(desk, PersonDialog())
    QTest.keyClicks(here(), "Fra")
    QTest.keyClick(here(), Qt.Key.Key_Escape)
    asked = next(one for one in desk.window.findChildren(ConfirmDialog) if one.is_open())
    QTest.keyClick(here(), Qt.Key.Key_Escape)
    assert not asked.is_open()
    assert dialog.is_open()
    assert dialog.fields().given == "Fra"
    gone(dialog)


# who it may be ---------------------------------------------------------------------------------


def test_who_it_may_be_is_asked_for_when_the_typing_pauses(qtbot: QtBot, desk: Desk) -> None:
    dialog = opened(desk, PersonDialog())
    told: list[PersonFields] = []
    dialog.alike_asked.connect(told.append)
    QTest.keyClicks(here(), "Franca")
    assert told == []
    qtbot.waitUntil(lambda: bool(told))
    assert [one.given for one in told] == ["Franca"]
    dialog.show_alike(PersonFields("Fra", ""), [samples.likeness()])
    assert dialog.alike.isHidden()
    gone(dialog)


def test_not_them_shows_the_next_and_then_nobody_and_blocks_nothing(
    qtbot: QtBot, desk: Desk
) -> None:
    dialog = opened(desk, PersonDialog())
    write(dialog.given.control, "Franca")
    found = [samples.likeness(), samples.likeness("Franco Bruni")]
    dialog.show_alike(dialog.fields(), found)
    assert dialog.given.control.hasFocus()
    assert dialog.alike.shown == found[0]
    dialog.alike.other.click()
    assert dialog.alike.name.text() == "Franco Bruni"
    dialog.alike.other.click()
    assert dialog.alike.isHidden()
    dialog.show_alike(dialog.fields(), found)
    assert dialog.alike.isHidden()
    with qtbot.waitSignal(dialog.saved):
        dialog.accept()
    gone(dialog)


def test_organisations_are_offered_while_typing(desk: Desk) -> None:
    dialog = opened(desk, PersonDialog())
    told: list[str] = []
    dialog.organisation_searched.connect(told.append)
    write(dialog.organisation.control, "Nuv")
    assert told[-1] == "Nuv"
    popup = dialog.completer.popup()
    assert popup is not None
    dialog.show_organisations("Nu", ["Studio Nuvola"])
    assert not popup.isVisible()
    dialog.show_organisations("Nuv", ["Studio Nuvola"])
    assert popup.isVisible()
    popup.hide()
    gone(dialog)


# its parts -------------------------------------------------------------------------------------


def chips(desk: Desk) -> ChipField:
    field = ChipField()
    field.setParent(desk.window)
    field.resize(300, 40)
    field.show()
    field.setFocus()
    return field


def test_chips_come_with_enter_or_a_comma_and_go_with_backspace_or_delete(desk: Desk) -> None:
    field = chips(desk)
    QTest.keyClicks(field.entry, "Legno, ,legno;Ferro")
    QTest.keyClick(field.entry, Qt.Key.Key_Return)
    assert field.text() == "Legno, Ferro"
    QTest.keyClicks(field.entry, "Vetro")
    assert field.text() == "Legno, Ferro, Vetro"
    QTest.keyClick(field.entry, Qt.Key.Key_Return)
    QTest.keyClick(field.entry, Qt.Key.Key_Left)
    QTest.keyClick(field.entry, Qt.Key.Key_Left)
    assert "Ferro" in field.entry.accessibleDescription()
    QTest.keyClick(field.entry, Qt.Key.Key_Delete)
    assert field.text() == "Legno, Vetro"
    QTest.keyClick(field.entry, Qt.Key.Key_Backspace)
    assert field.text() == "Legno"
    field.deleteLater()


def test_a_chip_goes_with_a_click_on_its_cross_and_many_take_more_lines(desk: Desk) -> None:
    field = chips(desk)
    field.show_chips([f"Mestiere numero {n}" for n in range(5)])
    assert field.height() > 100
    box = field._boxes()[1]
    spot = QPointF(box.right() - 12, box.center().y()).toPoint()
    QTest.mouseClick(field, Qt.MouseButton.LeftButton, pos=spot)
    assert "Mestiere numero 1" not in field.chips
    assert len(field.chips) == 4
    field.deleteLater()


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("", None),
        ("17/11/1992", date(1992, 11, 17)),
        ("17.11.92", date(1992, 11, 17)),
        ("7-3-05", date(2005, 3, 7)),
        ("1992-11-17", date(1992, 11, 17)),
        ("17 11 1992", date(1992, 11, 17)),
        ("17111992", date(1992, 11, 17)),
    ],
)
def test_a_day_is_read_as_people_write_it(desk: Desk, typed: str, day: date | None) -> None:
    assert read_day(typed, "born_on") == day


@pytest.mark.parametrize(
    "typed", ["31/02/1990", "ieri", "17/13/1992", "1/1/1", "0/0/0", "17/11", "١٧/١١/١٩٩٢x"]
)
def test_what_is_no_day_is_said_with_the_field(desk: Desk, typed: str) -> None:
    with pytest.raises(InputError) as said:
        read_day(typed, "born_on")
    assert said.value.field == "born_on"


def test_up_and_down_move_a_day(desk: Desk) -> None:
    field = DateField(date(2026, 12, 31), desk.window)
    QTest.keyClick(field, Qt.Key.Key_Up)
    assert field.text() == written(date(2027, 1, 1))
    QTest.keyClick(field, Qt.Key.Key_Down)
    assert field.day("day") == date(2026, 12, 31)
    field.deleteLater()


def test_a_portrait_is_taken_as_the_camera_sees_it(qtbot: QtBot, desk: Desk) -> None:
    dialog = PhotoDialog("Giulia Ferrero")
    dialog.open_over(desk.window)
    dialog.accept()
    assert dialog.is_open()
    image = QImage(1280, 720, QImage.Format.Format_RGB32)
    image.fill(0x336699)
    dialog.show_image(image)
    with qtbot.waitSignal(dialog.taken) as told:
        QTest.keyClick(here(), Qt.Key.Key_F2)
    taken = QImage.fromData(told.args[0])
    assert (taken.width(), taken.height()) == (600, 720)


def test_without_a_camera_the_dialog_says_what_else_can_be_done(desk: Desk) -> None:
    dialog = PhotoDialog("")
    dialog.open_over(desk.window)
    dialog.no_camera()
    assert "file" in dialog.state.text()
    assert not dialog._do.isEnabled()
    dialog.close_down()


def test_a_large_picture_is_kept_small(desk: Desk) -> None:
    image = QImage(4000, 3000, QImage.Format.Format_RGB32)
    image.fill(0x336699)
    kept = QImage.fromData(as_jpeg(image))
    assert (kept.width(), kept.height()) == (LONGEST_SIDE, 600)


def test_a_merge_shows_both_before_anything_happens_and_either_may_stay(
    qtbot: QtBot, desk: Desk
) -> None:
    mine, other = samples.person(), samples.person(long=True)
    dialog = MergeDialog(mine)
    dialog.open_over(desk.window)
    dialog.accept()
    assert not dialog.who.field.error.isHidden()
    dialog.show_other(other)
    dialog.swap.click()
    with qtbot.waitSignal(dialog.answered) as told:
        dialog.accept()
    assert (told.args[0].keep, told.args[0].gone) == (other.id, mine.id)
    dialog.finish()
