"""An organisation's page: members with their days, seats, what is due."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from askadesk.people.rows import OrganisationPage
from tests.ui import people_samples as samples
from tests.ui.conftest import Desk
from tests.ui.looking import cut_words, near, place
from tests.ui.samples import NOW
from ui.pages.organisation.page import KEY, OneOrganisationPage
from ui.widgets.button import Button

MakeDesk = Callable[..., Desk]


def shown(desk: Desk, page: OrganisationPage | None = None) -> OneOrganisationPage:
    view = OneOrganisationPage()
    desk.window.add_inner(KEY, view, "today")
    desk.window.go_to(KEY)
    view.show_organisation(page or samples.organisation(), samples.TODAY)
    desk.settle()
    return view


@pytest.mark.parametrize(
    ("size", "columns"),
    [
        ((1366, 768), ((112, 88, 272, 664), (400, 88, 622, 664), (1038, 88, 304, 664))),
        ((1920, 1080), ((120, 96, 360, 960), (504, 96, 920, 960), (1448, 96, 440, 960))),
    ],
    ids=["1366", "1920"],
)
def test_it_stands_in_the_columns_of_a_person(
    make_desk: MakeDesk, size: tuple[int, int], columns: tuple[tuple[int, ...], ...]
) -> None:
    desk = make_desk(size).open()
    view = shown(desk)
    for part, wanted in zip((view.house, view.members, view._right), columns, strict=True):
        assert near(place(part, desk.window), wanted)


@pytest.mark.parametrize("language", ["it", "en"])
@pytest.mark.parametrize("size", [(1280, 720), (1366, 768), (1920, 1080)], ids=str)
def test_every_word_is_written_whole(
    make_desk: MakeDesk, size: tuple[int, int], language: str
) -> None:
    desk = make_desk(size, language).open()
    view = shown(desk)
    archived = replace(samples.organisation(), archived_at=NOW)
    for page in (samples.organisation(long=True), samples.organisation(empty=True), archived):
        view.show_organisation(page, samples.TODAY)
        desk.settle()
        assert cut_words(desk.window) == []


def test_members_of_today_come_first_and_the_past_stands_below(desk: Desk) -> None:
    view = shown(desk)
    lines = view.members.list.rows
    assert [line.past for line in lines] == [False] * 4 + [True] * 3
    assert lines[4].row is None
    assert view.members.count.text() == "4 oggi"
    names = [view.members.painter.name(line) for line in lines]
    assert names[4] == "Ne hanno fatto parte"
    assert names[5].endswith("1 mar 2025 – 30 giu 2026")


def test_seats_are_counted_and_a_full_team_is_said(desk: Desk) -> None:
    view = shown(desk)
    assert (view.plans.figure.text(), view.plans.seats.text()) == ("1", "posti occupati ora su 4")
    view.show_organisation(replace(samples.organisation(), seats_taken=4), samples.TODAY)
    assert view.plans.figure.text() == "4"
    view.show_organisation(samples.organisation(empty=True), samples.TODAY)
    assert view.plans._seats.isHidden()


def test_the_one_yellow_adds_a_member_with_f2(qtbot: QtBot, desk: Desk) -> None:
    view = shown(desk)
    yellow = [one for one in view.findChildren(Button) if one.kind == "accent" and one.isVisible()]
    assert [one.key for one in yellow] == ["F2"]
    with qtbot.waitSignal(view.add_member_asked):
        QTest.keyClick(desk.window, Qt.Key.Key_F2)
    archived = replace(samples.organisation(), archived_at=NOW)
    view.show_organisation(archived, samples.TODAY)
    with qtbot.assertNotEmitted(view.add_member_asked):
        QTest.keyClick(desk.window, Qt.Key.Key_F2)


def test_a_member_is_opened_with_enter_and_ended_with_delete(qtbot: QtBot, desk: Desk) -> None:
    view = shown(desk)
    members = view.members.list
    members.setFocus()
    with qtbot.waitSignal(view.person_opened) as told:
        QTest.keyClick(members, Qt.Key.Key_Return)
    assert told.args == [samples.organisation().members[0].person]
    with qtbot.waitSignal(view.end_member_asked):
        QTest.keyClick(members, Qt.Key.Key_Delete)
    with qtbot.waitSignal(view.end_member_asked):
        view.members.end.click()
    members.setCurrentIndex(members.model().index(5, 0))
    assert not view.members.end.isEnabled()


def test_its_plan_is_paused_from_its_own_page(qtbot: QtBot, desk: Desk) -> None:
    view = shown(desk)
    assert [key for key, _words in view.plans.menu.choices] == ["pause", "extend"]
    with qtbot.waitSignal(view.right_action) as told:
        view.plans.menu.picked.emit("pause")
    assert told.args == ["pause", samples.organisation().rights[0]]


def test_esc_goes_back(qtbot: QtBot, desk: Desk) -> None:
    view = shown(desk)
    view.house.edit.setFocus()
    with qtbot.waitSignal(view.back_asked):
        QTest.keyClick(desk.window, Qt.Key.Key_Escape)
