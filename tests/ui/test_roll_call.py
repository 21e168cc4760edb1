"""The roll call at a real window: everyone inside at once, also with the archive gone."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from askadesk.core.errors import DatabaseAway
from askadesk.core.ports import SystemClock
from askadesk.rollcall.rows import Listed
from askadesk.rollcall.service import RollCallService
from askadesk.visitors.service import Announcement
from db.values import Answer
from tests.ui.living import Archive, LiveDesk
from tests.ui.looking import cut_words, near, place
from ui.dialogs.confirm import ConfirmDialog
from ui.dialogs.printing import PrintDialog
from ui.dialogs.roll_call import SummaryDialog
from ui.operations.roll_call_post import RETRY_MS
from ui.operations.sheets import outlets as real_outlets
from ui.pages.roll_call.page import RollCallPage
from ui.pages.roll_call.rows import Kind


@pytest.fixture
def archive(database_url: str) -> Iterator[Archive]:
    made = Archive(database_url)
    yield made
    made.close()


class CallingDesk(LiveDesk):
    """A desk whose roll is called."""

    @property
    def calling(self) -> RollCallPage:
        page = self.desk.roll_call.page
        assert page is not None
        return page

    def is_calling(self) -> bool:
        return self.desk.roll_call.showing

    def knows(self, count: int) -> bool:
        known = self.desk.roll_call._known
        return known is not None and len(known.inside) == count

    def call(self, inside: int) -> RollCallPage:
        """Press F12 once the desk knows that so many are inside."""
        self.wait_for(lambda: self.knows(inside))
        self.press(Qt.Key.Key_F12)
        return self.calling

    def figures(self) -> tuple[str, str, str]:
        page = self.calling
        return page.missing.figure, page.found.figure, page.inside.figure

    def listed(self, kind: Kind = Kind.PERSON) -> list[str]:
        rows = (row for column in self.calling.columns for row in column.rows)
        return sorted(row.listed.who.name for row in rows if row.kind is kind and row.listed)

    def all_is_sent(self) -> None:
        self.wait_for(lambda: not self.desk.roll_call.post.waiting)


@pytest.fixture
def desk(
    qtbot: QtBot, qapp: QApplication, archive: Archive, tmp_path: Path
) -> Iterator[CallingDesk]:
    live = CallingDesk(qtbot, qapp, archive.database, tmp_path)
    live.open()
    yield live
    live.close()


@pytest.fixture
def house(archive: Archive) -> Archive:
    """Three people inside before the desk is asked."""
    for given, family, plan in (
        ("Ada", "Rossi", "flex"),
        ("Bea", "Conti", "flex"),
        ("Niccolò", "Đukić", "carnet10"),
    ):
        archive.let_in(archive.add(given, family, plan))
    return archive


def test_f12_lists_everybody_inside_by_place(house: Archive, desk: CallingDesk) -> None:
    desk.call(3)
    assert desk.figures() == ("3", "0", "3")
    assert desk.listed() == ["Ada Rossi", "Bea Conti", "Niccolò Đukić"]
    heads = [
        row.group.place.name
        for column in desk.calling.columns
        for row in column.rows
        if row.kind is Kind.HEADER
    ]
    assert sorted(heads) == ["", "Postazione flessibile"]
    desk.all_is_sent()
    known = house.services.roll_call.known().call
    assert known is not None
    assert not known.drill


def test_f12_opens_at_once(house: Archive, desk: CallingDesk) -> None:
    desk.wait_for(lambda: desk.knows(3))
    started = time.perf_counter()
    desk.press(Qt.Key.Key_F12)
    desk.calling.grab()
    assert time.perf_counter() - started < 0.5  # 0.1 is asked, measured in tests/bench


def test_it_opens_from_the_presence_meter_too(house: Archive, desk: CallingDesk) -> None:
    desk.wait_for(lambda: desk.knows(3))
    QTest.mouseClick(desk.window.top.presence, Qt.MouseButton.LeftButton)
    assert desk.is_calling()


def test_space_ticks_f9_takes_back_and_another_desk_sees_both(
    house: Archive, desk: CallingDesk
) -> None:
    desk.call(3)
    desk.press(Qt.Key.Key_Space)
    assert desk.figures() == ("2", "1", "3")
    assert desk.listed() == ["Bea Conti", "Niccolò Đukić"]
    desk.all_is_sent()
    ticks = house.services.roll_call.known().call
    assert ticks is not None
    assert len(ticks.ticks) == 1
    desk.press(Qt.Key.Key_F9)
    assert desk.figures() == ("3", "0", "3")
    desk.press(Qt.Key.Key_F9)
    assert desk.calling.footer.news.text()
    desk.all_is_sent()


def test_a_scan_ticks_and_lets_nobody_out(house: Archive, desk: CallingDesk) -> None:
    nora = house.add("Nora", "Neri", "flex")
    house.let_in(nora)
    desk.call(4)
    for char in nora.code:
        focus = QApplication.focusWidget() or desk.window
        QTest.keyClicks(focus, char, Qt.KeyboardModifier.NoModifier, 1)
    desk.wait_for(lambda: desk.figures()[1] == "1")
    assert desk.listed() == ["Ada Rossi", "Bea Conti", "Niccolò Đukić"]
    assert "Nora Neri" in house.inside()
    assert desk.answers == []
    desk.desk.roll_call.scan(nora.code)
    assert desk.calling.footer.news.text() == "Nora Neri è già fuori."
    desk.desk.roll_call.scan(house.add("Fuori", "Casa").code)
    assert "non è di chi è in elenco" in desk.calling.footer.news.text()


def test_a_name_that_is_typed_narrows_the_list_and_enter_ticks(
    house: Archive, desk: CallingDesk
) -> None:
    desk.call(3)
    desk.write("n")
    desk.write("icco duk")
    assert desk.listed() == ["Niccolò Đukić"]
    desk.press(Qt.Key.Key_Return)
    assert desk.figures() == ("2", "1", "3")
    assert desk.listed() == ["Ada Rossi", "Bea Conti"]
    desk.write("zzz")
    assert desk.calling.empty.isVisible()
    desk.press(Qt.Key.Key_Escape)
    assert desk.is_calling()
    assert desk.listed() == ["Ada Rossi", "Bea Conti"]


def test_enter_ticks_nobody_while_two_could_be_meant(house: Archive, desk: CallingDesk) -> None:
    desk.call(3)
    desk.write("o")
    assert len(desk.listed()) == 3
    desk.press(Qt.Key.Key_Return)
    assert desk.figures() == ("3", "0", "3")
    assert QApplication.focusWidget() in desk.calling.columns


def test_a_touch_ticks_and_those_out_can_be_shown_and_put_back(
    house: Archive, desk: CallingDesk
) -> None:
    page = desk.call(3)
    column = next(one for one in page.columns if one.rows[1].group.place.name)
    _touch(column, 1)
    assert desk.figures() == ("2", "1", "3")
    at = next(i for i, row in enumerate(column.rows) if row.kind is Kind.FOUND)
    _touch(column, at)
    assert desk.listed(Kind.OUT) == ["Ada Rossi"]
    _touch(column, at + 1)
    assert desk.figures() == ("3", "0", "3")


def _touch(column: object, at: int) -> None:
    from ui.pages.roll_call.column import CallColumn

    assert isinstance(column, CallColumn)
    rect = column.visualRect(column.model().index(at, 0))
    spot = rect.topLeft() + QPoint(30, rect.height() // 2)
    QTest.mouseClick(column.viewport(), Qt.MouseButton.LeftButton, pos=spot)


def test_of_a_class_some_can_be_found(archive: Archive, desk: CallingDesk) -> None:
    teacher, now = archive.add("Carla", "Demaria"), SystemClock().now()
    school = Announcement(now, now + timedelta(hours=3), person=teacher.id, head_count=25)
    archive.services.visitors.announce(school)
    archive.let_in(teacher)
    desk.wait_for(lambda: _heads(desk) == 25)
    desk.press(Qt.Key.Key_F12)
    for _more in range(3):
        desk.press(Qt.Key.Key_Plus)
    # Quick keys outside of a field might be a scan: they wait for a blink.
    desk.wait_for(lambda: desk.figures() == ("22", "3", "25"))
    desk.press(Qt.Key.Key_Minus)
    desk.wait_for(lambda: desk.figures() == ("23", "2", "25"))
    desk.press(Qt.Key.Key_Space)
    desk.wait_for(lambda: desk.figures() == ("0", "25", "25"))
    desk.all_is_sent()


def _heads(desk: CallingDesk) -> int:
    known = desk.desk.roll_call._known
    return sum(row.heads for row in known.inside) if known is not None else 0


def test_who_comes_in_at_another_desk_appears(house: Archive, desk: CallingDesk) -> None:
    desk.call(3)
    house.let_in(house.add("Tardi", "Arrivata", "flex"))
    desk.wait_for(lambda: desk.figures()[2] == "4")
    assert "Tardi Arrivata" in desk.listed()


def test_a_call_of_another_desk_is_told_and_joined(house: Archive, desk: CallingDesk) -> None:
    desk.wait_for(lambda: desk.knows(3))
    call = house.services.roll_call.start(drill=True)
    visit = house.services.roll_call.known().inside[0].visit
    house.services.roll_call.tick(call, visit, 1)
    desk.wait_for(lambda: bool(desk.window.toasts.toasts))
    desk.window.toasts.toasts[0].action.click()
    desk.wait_for(lambda: desk.figures() == ("2", "1", "3"))
    assert "Prova" in desk.calling.band.title()
    house.services.roll_call.close(call)
    desk.wait_for(lambda: not desk.is_calling())


def test_only_the_question_ends_a_call_and_the_safe_answer_comes_first(
    house: Archive, desk: CallingDesk
) -> None:
    desk.call(3)
    desk.press(Qt.Key.Key_Space)
    desk.press(Qt.Key.Key_Escape)
    desk.calling.footer.close_call.click()
    question = desk.dialog(ConfirmDialog)
    assert "Bea Conti" in question.explanation.text()
    desk.press(Qt.Key.Key_Return)
    assert desk.is_calling()
    desk.calling.footer.close_call.click()
    desk.dialog(ConfirmDialog).do.click()
    assert not desk.is_calling()
    desk.all_is_sent()
    desk.wait_for(lambda: bool(desk.window.toasts.toasts))
    desk.window.toasts.toasts[-1].action.click()
    rows = desk.dialog(SummaryDialog).list.rows
    assert [(row.name, row.found) for row in rows] == [
        ("Bea Conti", 0),
        ("Niccolò Đukić", 0),
        ("Ada Rossi", 1),
    ]
    desk.press(Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is desk.window.top.scan.line


def test_after_a_call_a_scan_is_for_the_door_again(house: Archive, desk: CallingDesk) -> None:
    desk.call(3)
    desk.calling.footer.close_call.click()
    desk.dialog(ConfirmDialog).do.click()
    new = house.add("Zoe", "Zeta", "flex")
    assert desk.scan(new.code).verdict.answer is Answer.ADMITTED


def test_a_drill_is_kept_apart_and_can_turn_real(house: Archive, desk: CallingDesk) -> None:
    desk.wait_for(lambda: desk.knows(3))
    desk.press(Qt.Key.Key_F12, Qt.KeyboardModifier.ShiftModifier)
    assert desk.calling.band.title() == "Prova di appello"
    desk.calling.footer.drill.click()
    assert desk.calling.band.title() == "Appello di emergenza"
    desk.calling.footer.drill.click()
    desk.all_is_sent()
    known = house.services.roll_call.known().call
    assert known is not None
    assert known.drill


@pytest.fixture
def cut(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """While the list holds True the archive cannot be reached."""
    away = [False]
    for name in ("known", "start", "tick", "undo", "set_drill", "close"):
        real = getattr(RollCallService, name)

        def asked(self: object, *args: object, _real: object = real, **more: object) -> object:
            if away[0]:
                raise DatabaseAway("Il server non risponde.")
            return _real(self, *args, **more)  # type: ignore[operator]

        monkeypatch.setattr(RollCallService, name, asked)
    return away


def test_without_the_archive_the_call_goes_on_and_ticks_arrive_later_with_their_time(
    house: Archive, desk: CallingDesk, cut: list[bool]
) -> None:
    desk.wait_for(lambda: desk.knows(3))
    cut[0] = True
    desk.press(Qt.Key.Key_F12)
    assert desk.figures() == ("3", "0", "3")
    desk.wait_for(desk.calling.footer.offline.isVisible)
    desk.press(Qt.Key.Key_Space)
    desk.press(Qt.Key.Key_Space)
    desk.press(Qt.Key.Key_F9)
    assert desk.figures() == ("2", "1", "3")
    ticked = desk.desk.roll_call.post.waiting[1].at
    cut[0] = False
    desk.desk.roll_call.post.retry.setInterval(RETRY_MS // 100)
    desk.desk.roll_call.post.retry.start()
    desk.all_is_sent()
    desk.wait_for(lambda: not desk.calling.footer.offline.isVisible())
    call = house.services.roll_call.known().call
    assert call is not None
    assert len(call.ticks) == 3
    assert min(tick.at for tick in call.ticks) == ticked
    assert desk.figures() == ("2", "1", "3")


def test_a_call_begun_alone_joins_the_one_that_another_desk_had_begun(
    house: Archive, desk: CallingDesk, cut: list[bool]
) -> None:
    desk.wait_for(lambda: desk.knows(3))
    inside = house.services.roll_call.known().inside
    cut[0] = True
    desk.press(Qt.Key.Key_F12)
    desk.press(Qt.Key.Key_Space)
    cut[0] = False
    call = house.services.roll_call.start()
    house.services.roll_call.tick(call, inside[2].visit, 1)
    desk.desk.roll_call.post.retry.start(1)
    desk.all_is_sent()
    desk.wait_for(lambda: desk.figures() == ("1", "2", "3"))


def test_f2_shows_the_list_where_no_printer_was_chosen(house: Archive, desk: CallingDesk) -> None:
    desk.call(3)
    desk.press(Qt.Key.Key_F2)
    dialog = desk.dialog(PrintDialog)
    assert dialog.preview.page_count == 1
    desk.press(Qt.Key.Key_Escape)
    assert desk.is_calling()


def test_the_places_of_the_design(house: Archive, desk: CallingDesk) -> None:
    desk.window.resize(1366, 768)
    page = desk.call(3)
    desk.qtbot.waitUntil(lambda: page.width() == 1366)
    root = desk.window
    assert near(place(page.band, root), (0, 0, 1366, 88))
    assert near(place(page.missing, root), (32, 104, 423, 112))
    assert near(place(page.found, root), (471, 104, 424, 112))
    assert near(place(page.inside, root), (911, 104, 423, 112))
    assert near(place(page.footer, root), (0, 688, 1366, 80))
    assert near(place(page.footer.field, root), (32, 704, 344, 48))
    column = page.columns[0]
    assert near(place(column, root)[:3], (32, 232, 423))
    heights = [column.visualRect(column.model().index(at, 0)).height() for at in (0, 1)]
    assert heights == [44, 45]


@pytest.mark.parametrize("size", [(1280, 720), (1366, 768), (1920, 1080)])
@pytest.mark.parametrize("language", ["it", "en"])
def test_no_word_is_cut(
    house: Archive, desk: CallingDesk, size: tuple[int, int], language: str
) -> None:
    page = desk.call(3)
    desk.window.resize(*size)
    desk.desk.preferences.tongue.speak(language)
    page.show_offline(True)
    desk.qtbot.waitUntil(lambda: page.width() == size[0])
    assert cut_words(page) == []
    assert page.footer.print.text() == ("Stampa l’elenco" if language == "it" else "Print the list")
    desk.desk.preferences.tongue.speak("it")


def test_every_line_says_what_it_is(house: Archive, desk: CallingDesk) -> None:
    page = desk.call(3)
    said = [
        column.model().index(at, 0).data(Qt.ItemDataRole.AccessibleTextRole)
        for column in page.columns
        for at, row in enumerate(column.rows)
        if row.kind is Kind.PERSON
    ]
    assert "Ada Rossi, da trovare" in said
    assert page.band.accessibleName().startswith("Appello di emergenza")
    assert page.missing.accessibleName() == "3 da trovare"


def test_the_printers_are_asked_in_the_pool() -> None:
    from ui.print_backend import Use

    assert isinstance(real_outlets(Use.LIST), tuple)


def test_a_listed_person_knows_how_many_are_missing(house: Archive, desk: CallingDesk) -> None:
    page = desk.call(3)
    line = page.columns[0].rows[1]
    assert isinstance(line.listed, Listed)
    assert line.listed.missing == 1


def test_what_could_not_be_sent_outlives_the_desk_and_the_list_too(
    qtbot: QtBot,
    qapp: QApplication,
    postgres_url: str,
    tmp_path: Path,
    cut: list[bool],
) -> None:
    shared = Archive(postgres_url)
    shared.let_in(shared.add("Ada", "Rossi", "flex"))
    first = CallingDesk(qtbot, qapp, shared.database, tmp_path)
    first.open()
    first.wait_for(lambda: first.knows(1))
    cut[0] = True
    first.press(Qt.Key.Key_F12)
    first.press(Qt.Key.Key_Space)
    first.close()
    second = CallingDesk(qtbot, qapp, shared.database, tmp_path)
    second.desk.roll_call.remember(shared.database)
    second.window.show()
    second.desk.roll_call.open()
    assert second.figures() == ("0", "1", "1")
    cut[0] = False
    second.open()
    second.all_is_sent()
    call = shared.services.roll_call.known().call
    assert call is not None
    assert len(call.ticks) == 1
    second.close()
    shared.close()
