"""The booking dialog: where it stands, what it understands, what it promises before anything is booked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from askadesk.core.errors import InputError
from askadesk.people.rows import OrganisationRow
from askadesk.presence.rows import FoundPerson
from askadesk.rooms.rows import Breach, Checked, ExtraLine
from tests.ui import booking_samples as samples
from tests.ui.conftest import Desk
from tests.ui.dialogs.booking_hands import (
    answer,
    asked,
    here,
    of_series,
    opened,
    pick,
    told,
    write,
)
from tests.ui.looking import cut_words, near, place
from tests.ui.samples import an_id
from ui.dialogs.booking import BookingDialog
from ui.dialogs.booking_data import Answer, Question
from ui.dialogs.booking_dates import GIVE_UP, MOVE, SKIP
from ui.dialogs.booking_fields import HOLD
from ui.dialogs.confirm import ConfirmDialog

MakeDesk = Callable[..., Desk]

STANDS = {
    "dialog": (163, 24, 1040, 720),
    "for whom": (195, 151, 416, 40),
    "title": (195, 223, 308, 40),
    "people": (515, 223, 96, 40),
    "space": (195, 295, 236, 40),
    "day": (443, 295, 168, 40),
    "from": (195, 367, 88, 40),
    "until": (295, 367, 88, 40),
    "state": (395, 367, 216, 40),
    "repeats": (195, 439, 416, 32),
    "monday": (195, 479, 36, 36),
    "thursday": (315, 479, 36, 36),
    "times": (479, 479, 48, 36),
    "price": (195, 523, 416, 138),
    "skip": (660, 161, 165, 56),
    "move": (833, 161, 165, 56),
    "give up": (1006, 161, 165, 56),
    "first date": (660, 249, 511, 34),
    "taken date": (660, 317, 511, 34),
    "last date": (660, 555, 511, 34),
    "book": (969, 688, 202, 40),
}


# where it stands ---------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["it", "en"])
def test_the_dialog_stands_where_the_design_puts_it(make_desk: MakeDesk, language: str) -> None:
    desk = make_desk((1366, 768), language).open()
    dialog = of_series(desk)
    fields, repeat, series = dialog.fields, dialog.repeat, dialog.series
    parts: dict[str, QWidget] = {
        "dialog": dialog,
        "for whom": fields.holder.edit,
        "title": fields.title.control,
        "people": fields.heads.control,
        "space": fields.space.control,
        "day": fields.day.control,
        "from": fields.starts.control,
        "until": fields.ends.control,
        "state": fields.status.control,
        "repeats": repeat.rhythm.control,
        "monday": repeat.toggles[0],
        "thursday": repeat.toggles[3],
        "times": repeat.end.count,
        "price": dialog.price,
        "skip": series.tiles[SKIP],
        "move": series.tiles[MOVE],
        "give up": series.tiles[GIVE_UP],
        "first date": series.rows[0],
        "taken date": series.rows[2],
        "last date": series.rows[-1],
        "book": dialog.do,
    }
    found = {name: place(part, desk.window) for name, part in parts.items()}
    wrong = {name: found[name] for name in STANDS if not near(found[name], STANDS[name])}
    # The yellow is as wide as its words.
    assert {name: at for name, at in wrong.items() if (name, language) != ("book", "en")} == {}
    assert series.rows[2].choice.height() == 26
    assert cut_words(desk.window) == []
    dialog.finish()


def test_in_the_smallest_window_the_columns_scroll_and_the_footer_stays(
    make_desk: MakeDesk,
) -> None:
    desk = make_desk((1280, 720)).open()
    dialog = opened(desk, samples.draft(long=True))
    assert place(dialog, desk.window) == (120, 24, 1040, 672)
    assert dialog.left.verticalScrollBar().maximum() > 0
    dialog.fields.more.note.control.setFocus()
    desk.settle()
    note = place(dialog.fields.more.note.control, desk.window)
    assert note[1] + note[3] < place(dialog.do, desk.window)[1]
    dialog.finish()


def test_tab_goes_through_every_field_and_stays_inside(desk: Desk) -> None:
    dialog = of_series(desk)
    seen = []
    for _step in range(40):
        seen.append(here())
        QTest.keyClick(here(), Qt.Key.Key_Tab)
        assert dialog.isAncestorOf(here())
    wanted = [
        dialog.fields.holder.edit,
        dialog.fields.ends.control,
        dialog.repeat.toggles[6],
        dialog.repeat.end.count,
        dialog.fields.more.adders["lines"],
        dialog.series.tiles[MOVE],
        dialog.do,
    ]
    assert [one for one in wanted if one not in seen] == []
    assert any(dialog.series.rows[2].isAncestorOf(one) for one in seen)
    dialog.finish()


def test_every_control_has_a_name_that_is_read_aloud(desk: Desk) -> None:
    dialog = of_series(desk, replace(samples.draft(long=True), rule=samples.WEEKLY))
    for one in dialog.findChildren(QLineEdit):
        assert one.accessibleName() or one.parent() is None
    said = [row.accessibleName() for row in dialog.series.rows]
    assert said[2] == "gio 3 dic: Geoide Studio alle 12:00"
    assert [one.accessibleName() for one in dialog.repeat.toggles][3] == "giovedì"
    dialog.finish()


# what is written ---------------------------------------------------------------------------------


def test_what_was_written_is_told_whole(qtbot: QtBot, desk: Desk) -> None:
    dialog = opened(desk)
    fields = dialog.fields
    write(fields.title.control, "Colloqui")
    write(fields.heads.control, "4")
    write(fields.day.control, "20/11/2026")
    write(fields.starts.control, "9")
    write(fields.ends.control, "10.30")
    fields.more.adders["lines"].click()
    QTest.keyClicks(here(), "Torta")
    extra = fields.more.lines.control.rows[0]  # type: ignore[attr-defined]
    write(extra.quantity, "4")
    write(extra.price, "2,50")
    fields.more.adders["note"].click()
    QTest.keyClicks(here(), "Serve il proiettore")
    fields.more.private.click()
    new = told(qtbot, dialog).new
    friday = date(2026, 11, 20)
    assert (new.starts, new.ends) == (samples.at("09:00", friday), samples.at("10:30", friday))
    assert (new.title, new.heads, new.note) == ("Colloqui", 4, "Serve il proiettore")
    assert new.lines == (ExtraLine("Torta", 4, 250),)
    assert new.private
    assert new.person == an_id("Marco")
    assert new.hold_until is None
    dialog.finish()


def test_a_midnight_is_the_end_of_the_day(desk: Desk) -> None:
    dialog = opened(desk)
    write(dialog.fields.ends.control, "24")
    assert dialog.fields.read().ends == samples.at("00:00", date(2026, 11, 20))
    dialog.finish()


def test_an_option_lasts_until_a_moment_that_can_be_changed(desk: Desk) -> None:
    dialog = opened(desk)
    assert dialog.fields.hold_day.isHidden() or not dialog.fields.hold_day.isVisible()
    pick(dialog.fields.status.control, HOLD)
    assert dialog.fields.hold_day.isVisible()
    write(dialog.fields.hold_day.control, "18/11/2026")
    write(dialog.fields.hold_hour.control, "17:30")
    assert dialog.fields.read().hold_until == samples.at("17:30", date(2026, 11, 18))
    dialog.finish()


def test_a_zone_asks_how_many_desks(desk: Desk) -> None:
    dialog = opened(desk)
    assert not dialog.fields.desks.isVisible()
    control = dialog.fields.space.control
    control.setCurrentIndex(2)  # type: ignore[attr-defined]
    write(dialog.fields.desks.control, "3")
    taking = dialog.fields.read().spaces[0]
    assert (taking.space, taking.desks) == (samples.id_of("Postazioni"), 3)
    dialog.finish()


def test_somebody_or_an_organisation_is_found_and_chosen(qtbot: QtBot, desk: Desk) -> None:
    dialog = opened(desk, samples.empty_draft())
    heard: list[str] = []
    dialog.holder_searched.connect(heard.append)
    QTest.keyClicks(here(), "Tess")
    assert heard[-1] == "Tess"
    person = FoundPerson(an_id("Tessa"), "Tessa Riva", "TR", "", "", "", None)
    house = OrganisationRow(an_id("coop"), "Cooperativa Tessere", "", "", 1)
    dialog.show_holders("Tess", [person], [house])
    QTest.keyClick(here(), Qt.Key.Key_Down)
    QTest.keyClick(here(), Qt.Key.Key_Return)
    new = told(qtbot, dialog).new
    assert (new.organisation, new.person) == (house.id, None)
    dialog.finish()


def test_people_who_come_are_named_one_by_one(desk: Desk) -> None:
    dialog = opened(desk)
    more = dialog.fields.more
    more.adders["names"].click()
    for name in ("Anna Rossi", "Bea Neri"):
        QTest.keyClicks(here(), name[:3])
        found = FoundPerson(an_id(name), name, "AR", "", "", "", None)
        dialog.show_guests(name[:3], [found])
        QTest.keyClick(here(), Qt.Key.Key_Return)
    assert dialog.fields.read().people == (an_id("Anna Rossi"), an_id("Bea Neri"))
    more.names.rows[0].remove.click()
    assert dialog.fields.read().people == (an_id("Bea Neri"),)
    dialog.finish()


def test_for_nobody_and_without_a_title_it_is_asked_for_whom(desk: Desk) -> None:
    dialog = opened(desk, samples.empty_draft())
    dialog.accept()
    assert dialog.fields.holder.field.error.isVisible()
    assert dialog.fields.holder.edit.hasFocus()
    QTest.keyClicks(here(), "Nessuno trovato")
    dialog.accept()
    assert "svuota" in dialog.fields.holder.field.error.text()
    dialog.finish()


@pytest.mark.parametrize(
    "name",
    ["person", "title", "heads", "space", "day", "starts", "ends", "note", "lines", "people"],
)
def test_what_is_wrong_stands_beside_its_field(desk: Desk, name: str) -> None:
    dialog = opened(desk)
    dialog.do.setEnabled(False)
    dialog.complain(InputError("Non va bene così.", field=name, todo="Cambialo."))
    desk.settle()
    field = dialog.fields_by_name()[name]
    assert field.error.text() == "Non va bene così. Cambialo."
    assert field.error.isVisible()
    assert dialog.do.isEnabled()
    dialog.finish()


def test_it_is_booked_once_however_often_the_key_is_pressed(desk: Desk) -> None:
    dialog = opened(desk)
    heard: list[object] = []
    dialog.saved.connect(heard.append)
    dialog.accept()
    dialog.accept()
    assert len(heard) == 1
    dialog.again()
    assert dialog.do.isEnabled()
    dialog.finish()


def test_esc_asks_only_when_something_was_typed(desk: Desk) -> None:
    dialog = opened(desk)
    QTest.keyClick(here(), Qt.Key.Key_Escape)
    assert not dialog.is_open()
    dialog = opened(desk)
    QTest.keyClicks(here(), "x")
    QTest.keyClick(here(), Qt.Key.Key_Escape)
    confirm = next(one for one in desk.window.findChildren(ConfirmDialog) if one.is_open())
    QTest.keyClick(here(), Qt.Key.Key_Escape)
    assert not confirm.is_open()
    assert dialog.is_open()
    dialog.finish()


# can it be had -----------------------------------------------------------------------------------


def test_it_is_asked_when_the_typing_pauses_and_late_answers_are_dropped(
    qtbot: QtBot, desk: Desk
) -> None:
    dialog = BookingDialog(samples.draft())
    heard: list[Question] = []
    dialog.asked.connect(heard.append)
    dialog.open_over(desk.window)
    assert len(heard) == 1
    write(dialog.fields.ends.control, "15:00")
    qtbot.waitUntil(lambda: len(heard) == 2)
    dialog.show_answer(Answer(heard[0], checked=samples.taken()))
    assert dialog.single.checked is None
    dialog.show_answer(Answer(heard[1], checked=Checked(price=samples.price())))
    assert dialog.single.line.words.text() == "È libera"
    assert dialog.price.total.text() == "69,60\u00a0€"
    dialog.finish()


def test_before_it_is_known_for_whom_one_can_ask_whether_it_is_free(desk: Desk) -> None:
    dialog = opened(desk, samples.empty_draft())
    assert asked(dialog).new.person is None
    answer(dialog, Checked())
    assert dialog.single.free
    assert not dialog.price.isVisible()
    dialog.finish()


def test_an_alternative_takes_the_place_and_nothing_else_changes(desk: Desk) -> None:
    dialog = opened(desk)
    answer(dialog, samples.taken())
    assert dialog.single.line.words.text() == "Sala Dora: già occupata, Geoide Studio."
    before = dialog.fields.read()
    dialog.single.tiles[0].click()
    new = dialog.fields.read()
    assert new == replace(before, spaces=new.spaces)
    assert new.spaces[0].space == samples.id_of("Sala Stura")
    answer(dialog, samples.taken())
    dialog.single.tiles[1].click()
    assert dialog.fields.read().starts == samples.at("14:15")
    assert dialog.do.hasFocus()
    dialog.finish()


def test_a_rule_gives_way_to_a_reason_but_a_manager_only_room_does_not(
    qtbot: QtBot, desk: Desk
) -> None:
    dialog = opened(desk)
    only = Breach("role", samples.id_of("Sala Dora"), (("space", "Sala Dora"),))
    answer(dialog, Checked(breaches=(only,)))
    assert not dialog.reason.isVisible()
    dialog._question = None
    answer(dialog, Checked(breaches=(samples.closed("09:00–13:00"),)))
    assert dialog.reason.isVisible()
    assert "09:00–13:00" in dialog.single.sentence.text()
    write(dialog.reason.control, "Lo apre Marta")
    assert told(qtbot, dialog).new.reason == "Lo apre Marta"
    dialog.finish()


def test_what_cannot_be_read_yet_is_said_and_nothing_is_asked(desk: Desk) -> None:
    dialog = opened(desk)
    write(dialog.fields.ends.control, "11:00")
    dialog._ask()
    assert dialog._question is None
    assert dialog.single.line.words.text() == "Questa prenotazione finirebbe prima di cominciare."
    dialog.finish()
