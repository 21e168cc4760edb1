"""The list of people: what it asks for, what it shows, who is selected, what its keys do."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from askadesk.core.i18n import set_language
from askadesk.people.rows import (
    ListCounts,
    ListedOrganisation,
    ListedPerson,
    PeopleFilter,
    PeopleQuery,
    PeopleSort,
    PlanBrief,
    Standing,
)
from db.values import Money
from tests.ui.conftest import Desk
from tests.ui.living import Archive, LiveDesk
from tests.ui.looking import cut_words, near, place
from tests.ui.samples import LONG_HOUSE, LONG_PRODUCT, LONGEST, NOW, an_id
from ui.operations import people_list
from ui.operations.people_list import Counted, PageRead
from ui.pages.people import phrases
from ui.pages.people.model import KEPT, PAGE, PagedRows
from ui.pages.people.page import SECTION, PeoplePage
from ui.pages.people.question import Question
from ui.theme import Mode, Theme

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
COUNTS = ListCounts(
    100_000,
    100_412,
    38,
    {one: 1_000 + place for place, one in enumerate(PeopleFilter)},
    100_000,
)
SIZES = [(1280, 720), (1366, 768), (1920, 1080)]


def person(number: int, **more: object) -> ListedPerson:
    name = f"Persona {number:06}"
    return ListedPerson(an_id(name), name, "PX", "Sarta", "Filo Doppio", **more)  # type: ignore[arg-type]


def page_of(number: int) -> tuple[ListedPerson, ...]:
    return tuple(person(number * PAGE + one) for one in range(PAGE))


class Listed(Desk):
    """A window with the Persone page before the eyes, and a reader that answers at once."""

    def __init__(self, qtbot: QtBot, size: tuple[int, int], language: str) -> None:
        super().__init__(qtbot, size, language)
        self.people = PeoplePage()
        self.window.add_page(SECTION, self.people)
        self.people.set_today(NOW.date())
        self.wanted: list[int] = []
        self.questions: list[Question] = []
        self.people.pages_wanted.connect(self._want)
        self.people.asked.connect(self.questions.append)
        self.window.go_to(SECTION.key)

    def _want(self, pages: list[int]) -> None:
        self.wanted.extend(pages)

    def answer(self, counts: ListCounts = COUNTS) -> None:
        """Give the first page and the counts of what is asked."""
        question = self.people.question
        first = page_of(0)[: counts.total]
        self.people.show_first(question, first)
        self.people.show_counts(question, counts)
        self.settle()

    def give_what_is_wanted(self) -> None:
        """Give every page that was asked for."""
        while self.wanted:
            number = self.wanted.pop(0)
            self.people.show_page(self.people.question, number, page_of(number))
        self.settle()

    def press(
        self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        QTest.keyClick(QApplication.focusWidget() or self.window, key, held)


@pytest.fixture
def listed(qtbot: QtBot, theme: Theme) -> Listed:
    made = Listed(qtbot, (1366, 768), "it")
    made.open()
    made.people.start()
    made.answer()
    return made


def shown(listed: Listed) -> list[str]:
    return [row.name for row in listed.people.table.shown()]


# where things stand ----------------------------------------------------------------------------


def test_the_main_rectangles_are_those_of_the_design(listed: Listed) -> None:
    people, window = listed.people, listed.window
    assert near(place(people.filters, window), (112, 136, 1230, 40))
    assert near(place(people.card, window), (112, 184, 1230, 568))
    assert near(place(people.header, window), (113, 185, 1228, 36))
    assert near(place(people.hints, window), (113, 711, 1228, 40))
    assert people.table.pitch == 48
    people.selection.turn(person(0).id)
    listed.settle()
    assert near(place(people.bar, window), (113, 655, 1228, 56))


@pytest.mark.parametrize("language", ["it", "en"])
@pytest.mark.parametrize("size", SIZES, ids=lambda size: str(size[0]))
def test_no_word_of_the_page_is_cut(
    qtbot: QtBot, theme: Theme, size: tuple[int, int], language: str
) -> None:
    listed = Listed(qtbot, size, language)
    listed.open()
    listed.people.filters.ask(
        Question(PeopleQuery(filters=frozenset({PeopleFilter.TO_RENEW, PeopleFilter.DUE})))
    )
    listed.answer()
    listed.people.selection.add_all([person(one).id for one in range(100_000)])
    listed.settle()
    assert cut_words(listed.window) == []
    listed.people.filters.ask(
        Question(PeopleQuery("liuteria", frozenset({PeopleFilter.WITHOUT_CARD})))
    )
    listed.answer(ListCounts(0, 100_412, 38, COUNTS.by_filter, 3))
    assert cut_words(listed.window) == []
    set_language("it")


def test_the_longest_rows_are_painted_in_every_look(listed: Listed, theme: Theme) -> None:
    plan = PlanBrief(LONG_PRODUCT, "pass", Standing.LOW, NOW.date(), 12, 60)
    long = ListedPerson(
        an_id(LONGEST), LONGEST, "MW", LONG_HOUSE, LONG_HOUSE, plan, NOW, None, Money(123456789)
    )
    listed.people.show_first(listed.people.question, (long, person(1, barred=True)))
    for mode in Mode:
        theme.wear(mode)
        assert not listed.window.grab().isNull()


# reading ---------------------------------------------------------------------------------------


def test_only_the_pages_before_the_eyes_are_asked_for(listed: Listed) -> None:
    listed.wanted.clear()
    listed.people.table.verticalScrollBar().setValue(50_000 * 48)
    assert listed.wanted
    assert set(listed.wanted) <= {50_000 // PAGE - 1, 50_000 // PAGE, 50_000 // PAGE + 1}
    listed.give_what_is_wanted()
    assert shown(listed)[0] == "Persona 050000"


def test_a_row_that_is_still_to_come_is_painted_without_its_words(listed: Listed) -> None:
    listed.people.table.verticalScrollBar().setValue(70_000 * 48)
    assert shown(listed) == []
    assert not listed.people.table.grab().isNull()


def test_no_more_pages_are_kept_than_a_few() -> None:
    rows = PagedRows()
    rows.set_total(100_000)
    for number in range(KEPT + 5):
        rows.put(number, page_of(number))
    assert rows.row(0) is None
    assert rows.row((KEPT + 4) * PAGE) == person((KEPT + 4) * PAGE)


def test_an_answer_to_an_older_question_is_dropped(listed: Listed) -> None:
    older = listed.people.question
    listed.people.filters.turn(PeopleFilter.INSIDE)
    listed.people.show_first(older, (person(99),))
    listed.people.show_counts(older, ListCounts(7, 7, 7, {}))
    assert listed.people.rows.total == 100_000
    listed.people.show_first(listed.people.question, (person(1),))
    assert shown(listed) == ["Persona 000001"]


def test_a_refresh_keeps_place_current_row_and_selection(listed: Listed) -> None:
    table = listed.people.table
    table.setFocus()
    for _step in range(30):
        listed.press(Qt.Key.Key_Down)
    listed.press(Qt.Key.Key_Space)
    before = table.verticalOffset(), table.currentIndex().row(), shown(listed)
    listed.wanted.clear()
    listed.people.refresh()
    assert shown(listed) == before[2], "what is stale is shown until it is read again"
    listed.give_what_is_wanted()
    listed.people.show_counts(listed.people.question, COUNTS)
    assert (table.verticalOffset(), table.currentIndex().row(), shown(listed)) == before
    assert len(listed.people.selection) == 1


def test_fewer_rows_than_before_end_the_list_earlier(listed: Listed) -> None:
    listed.people.table.verticalScrollBar().setValue(90_000 * 48)
    listed.people.show_counts(listed.people.question, ListCounts(5, 5, 0, {}, 5))
    assert listed.people.rows.total == 5
    assert shown(listed) == [f"Persona {one:06}" for one in range(5)]


# filters and order -----------------------------------------------------------------------------


def test_filters_add_up_and_organisations_stand_alone(listed: Listed) -> None:
    row = listed.people.filters
    QTest.mouseClick(row.chips[PeopleFilter.SUBSCRIBED], Qt.MouseButton.LeftButton)
    QTest.mouseClick(row.chips[PeopleFilter.CARNET], Qt.MouseButton.LeftButton)
    both = frozenset({PeopleFilter.SUBSCRIBED, PeopleFilter.CARNET})
    assert listed.questions[-1].query.filters == both
    QTest.mouseClick(row.organisations, Qt.MouseButton.LeftButton)
    assert listed.questions[-1].organisations
    assert listed.questions[-1].query.filters == frozenset()
    QTest.mouseClick(row.chips[PeopleFilter.INSIDE], Qt.MouseButton.LeftButton)
    assert not listed.questions[-1].organisations


def test_chips_show_how_many_each_would_find(listed: Listed) -> None:
    chip = listed.people.filters.chips[PeopleFilter.CARNET]
    assert chip.accessibleName() == "Carnet 1.002"


def test_the_other_filters_and_the_orders_open_as_menus(listed: Listed) -> None:
    row = listed.people.filters
    row.more.click()
    menu = row.more.findChild(QMenu)
    assert menu is not None
    assert menu.actions()[0].text().startswith("Da saldare")
    menu.actions()[0].trigger()
    menu.close()
    assert listed.questions[-1].query.filters == {PeopleFilter.DUE}
    row.sort.click()
    orders = row.sort.findChild(QMenu)
    assert orders is not None
    orders.actions()[0].trigger()
    orders.close()
    assert listed.questions[-1].query.sort is PeopleSort.NAME
    assert not listed.questions[-1].query.descending


def test_a_click_on_a_heading_orders_by_it_and_again_the_other_way(listed: Listed) -> None:
    header = listed.people.header
    for wanted in (False, True):
        QTest.mouseClick(header, Qt.MouseButton.LeftButton, pos=QPoint(70, 18))
        query = listed.questions[-1].query
        assert (query.sort, query.descending) == (PeopleSort.NAME, wanted)


def test_what_is_typed_is_asked_once_the_typing_pauses(qtbot: QtBot, listed: Listed) -> None:
    listed.press(Qt.Key.Key_F, CONTROL)
    asked = len(listed.questions)
    QTest.keyClicks(listed.people.filters.search.line, "ferrero")
    qtbot.waitUntil(lambda: len(listed.questions) > asked)
    assert [one.query.text for one in listed.questions[asked:]] == ["ferrero"]
    listed.press(Qt.Key.Key_Escape)
    assert listed.questions[-1].query.text == ""


# nobody ----------------------------------------------------------------------------------------


def test_an_empty_result_says_where_the_answer_is_and_enter_goes_there(listed: Listed) -> None:
    question = Question(PeopleQuery("liuteria", frozenset({PeopleFilter.TO_RENEW})))
    listed.people.filters.ask(question)
    listed.answer(ListCounts(0, 412, 38, {}, 3))
    empty = listed.people.empty
    assert empty.title.text() == "Nessuno con «liuteria» tra chi deve rinnovare"
    assert empty.sentence.text() == "Nell'elenco completo ci sono 3 persone."
    listed.people.filters.search.line.setFocus()
    listed.press(Qt.Key.Key_Return)
    assert listed.questions[-1].query == PeopleQuery("liuteria")


def test_enter_on_a_filter_goes_where_the_answer_is_too(listed: Listed) -> None:
    chip = listed.people.filters.chips[PeopleFilter.TO_RENEW]
    chip.setFocus()
    listed.press(Qt.Key.Key_Space)
    listed.answer(ListCounts(0, 412, 38, {}, 412))
    assert listed.people.empty.isVisible()
    listed.press(Qt.Key.Key_Return)
    assert listed.questions[-1].query.filters == frozenset()


def test_an_empty_archive_offers_the_first_person_and_the_import(
    qtbot: QtBot, listed: Listed
) -> None:
    listed.answer(ListCounts(0, 0, 0, {}, 0))
    listed.people.show_counts(listed.people.question, ListCounts(0, 0, 0, {}, 0))
    empty = listed.people.empty
    assert empty.isVisible()
    with qtbot.waitSignal(listed.people.new_person_asked):
        empty.button.click()
    with qtbot.waitSignal(listed.people.import_asked):
        empty.other.click()


# selecting -------------------------------------------------------------------------------------


def test_space_and_shift_select_and_the_bar_counts(listed: Listed) -> None:
    listed.people.table.setFocus()
    listed.press(Qt.Key.Key_Space)
    listed.press(Qt.Key.Key_Down, SHIFT)
    listed.press(Qt.Key.Key_Down, SHIFT)
    bar = listed.people.bar
    assert bar.isVisible()
    assert bar.count.text() == "3 selezionate"
    assert bar.where.text() == "di 100.000, 3 in questa pagina"
    assert bar.cards.text() == "Stampa tessere (3)"


def test_the_selection_outlives_filters_and_scrolling(listed: Listed) -> None:
    listed.people.table.setFocus()
    listed.press(Qt.Key.Key_Space)
    listed.people.filters.turn(PeopleFilter.INSIDE)
    listed.people.show_first(listed.people.question, page_of(4))
    listed.people.show_counts(listed.people.question, ListCounts(60, 412, 3, {}, 60))
    assert listed.people.bar.where.text() == "di 60, 0 in questa pagina"
    assert listed.people.selection.people == (person(0).id,)


def test_ctrl_a_selects_everyone_whom_the_question_finds(qtbot: QtBot, listed: Listed) -> None:
    listed.people.table.setFocus()
    with qtbot.waitSignal(listed.people.everyone_asked):
        listed.press(Qt.Key.Key_A, CONTROL)
    everyone = [an_id(str(one)) for one in range(100_000)]
    listed.people.show_everyone(listed.people.question, everyone)
    assert len(listed.people.selection) == 100_000
    assert listed.people.header.box.state is Qt.CheckState.Checked
    listed.people.header.box.click()
    assert len(listed.people.selection) == 0


def test_ctrl_a_in_the_empty_scan_field_is_for_the_list(qtbot: QtBot, listed: Listed) -> None:
    listed.window.ready()
    with qtbot.waitSignal(listed.people.everyone_asked):
        listed.press(Qt.Key.Key_A, CONTROL)
    listed.window.top.scan.line.setText("giulia")
    with qtbot.assertNotEmitted(listed.people.everyone_asked):
        listed.press(Qt.Key.Key_A, CONTROL)


def test_one_of_many_makes_the_box_of_the_header_stand_between(listed: Listed) -> None:
    states = [listed.people.header.box.state]
    listed.people.selection.turn(person(3).id)
    states.append(listed.people.header.box.state)
    assert states == [Qt.CheckState.Unchecked, Qt.CheckState.PartiallyChecked]


def test_escape_deselects_and_f2_prints_the_cards(qtbot: QtBot, listed: Listed) -> None:
    listed.people.table.setFocus()
    listed.press(Qt.Key.Key_Space)
    with qtbot.waitSignal(listed.people.cards_asked) as told:
        listed.press(Qt.Key.Key_F2)
    assert told.args == [(person(0).id,)]
    listed.press(Qt.Key.Key_Escape)
    assert not listed.people.bar.isVisible()
    with qtbot.assertNotEmitted(listed.people.cards_asked):
        listed.press(Qt.Key.Key_F2)


def test_a_click_on_the_box_selects_and_beside_it_opens(qtbot: QtBot, listed: Listed) -> None:
    port = listed.people.table.viewport()
    with qtbot.assertNotEmitted(listed.people.person_opened):
        QTest.mouseClick(port, Qt.MouseButton.LeftButton, pos=QPoint(25, 24))
    assert person(0).id in listed.people.selection
    with qtbot.waitSignal(listed.people.person_opened) as told:
        QTest.mouseClick(port, Qt.MouseButton.LeftButton, pos=QPoint(300, 48 + 24))
    assert told.args == [person(1).id]


# keys ------------------------------------------------------------------------------------------


def test_keys_go_all_over_the_list(listed: Listed) -> None:
    table = listed.people.table
    table.setFocus()
    for key, row in (
        (Qt.Key.Key_Down, 1),
        (Qt.Key.Key_End, 99_999),
        (Qt.Key.Key_PageUp, 99_990),
        (Qt.Key.Key_Home, 0),
        (Qt.Key.Key_PageDown, 9),
        (Qt.Key.Key_Up, 8),
    ):
        listed.press(key)
        assert table.currentIndex().row() == row


def test_enter_opens_the_person_and_f3_too(qtbot: QtBot, listed: Listed) -> None:
    listed.people.table.setFocus()
    for key in (Qt.Key.Key_Return, Qt.Key.Key_F3):
        with qtbot.waitSignal(listed.people.person_opened) as told:
            listed.press(key)
        assert told.args == [person(0).id]


def test_an_arrow_in_the_scan_field_goes_to_the_list(listed: Listed) -> None:
    listed.window.ready()
    listed.press(Qt.Key.Key_Down)
    assert listed.people.table.hasFocus()
    assert listed.people.table.currentIndex().row() == 0


def test_letters_typed_over_the_list_go_to_the_scan_field(listed: Listed) -> None:
    listed.people.table.setFocus()
    listed.press(Qt.Key.Key_G)
    assert listed.window.top.scan.text() == "g"


def test_ctrl_n_asks_for_a_new_person(qtbot: QtBot, listed: Listed) -> None:
    with qtbot.waitSignal(listed.people.new_person_asked):
        listed.press(Qt.Key.Key_N, CONTROL)


def test_organisations_are_rows_without_a_box(qtbot: QtBot, listed: Listed) -> None:
    listed.people.filters.organisations.click()
    house = ListedOrganisation(an_id("h"), "Studio Nuvola", members=3)
    listed.people.show_first(listed.people.question, (house,))
    listed.people.show_counts(listed.people.question, ListCounts(1, 412, 1, {}, 0))
    listed.settle()
    assert not listed.people.header.box.isVisible()
    listed.people.table.setFocus()
    listed.press(Qt.Key.Key_Space)
    assert len(listed.people.selection) == 0
    with qtbot.waitSignal(listed.people.organisation_opened) as told:
        listed.press(Qt.Key.Key_Return)
    assert told.args == [house.id]


def test_a_tooltip_says_the_whole_row(listed: Listed) -> None:
    row = person(0, barred=True, due=Money(4800))
    words = listed.people.table.spoken(row)
    assert words == (
        "Persona 000000, ingresso non consentito, Sarta, Filo Doppio, non ancora, da saldare: 48,00 €"
    ).replace(" €", "\N{NO-BREAK SPACE}€")


def _day(day: int) -> date:
    return date(2026, 11, day)


# words -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("plan", "said", "tone"),
    [
        (PlanBrief("C", "pass", Standing.GOOD, _day(17), 6, 10), "6 rimasti, al 17 nov", ""),
        (PlanBrief("C", "pass", Standing.LOW, None, 1, 10), "1 rimasto", "warn"),
        (PlanBrief("C", "pass", Standing.ENDED, None, 0, 10), "finito", "bad"),
        (PlanBrief("M", "membership", Standing.LOW, _day(20)), "scade tra 3 giorni", "warn"),
        (PlanBrief("M", "membership", Standing.LOW, _day(17)), "scade oggi", "warn"),
        (PlanBrief("M", "membership", Standing.ENDED, _day(13)), "finito il 13 nov", "bad"),
        (PlanBrief("T", "membership", Standing.GOOD, seats=4, seats_taken=3), "3 su 4 in sede ora", ""),
        (PlanBrief("M", "membership", Standing.PAUSED), "in pausa", "text2"),
    ],
)  # fmt: skip
def test_what_is_left_is_said_with_its_tone(
    listed: Listed, plan: PlanBrief, said: str, tone: str
) -> None:
    left = phrases.left_of(plan, NOW.date())
    assert (left.words, left.tone) == (said, tone)
    assert not tone or left.icon, "a tone never stands alone"


# at work ---------------------------------------------------------------------------------------


@pytest.fixture
def archive(database_url: str) -> Iterator[Archive]:
    made = Archive(database_url)
    yield made
    made.close()


@pytest.fixture
def live(qtbot: QtBot, qapp: QApplication, archive: Archive, tmp_path: Path) -> Iterator[LiveDesk]:
    archive.add("Giulia", "Ferrero", "carnet10")
    archive.add("Marco", "Bellino", "flex")
    desk = LiveDesk(qtbot, qapp, archive.database, tmp_path)
    desk.open()
    yield desk
    desk.close()


def test_the_list_of_a_real_archive_opens_by_key_and_follows_what_happens(
    live: LiveDesk, archive: Archive
) -> None:
    people = live.desk.people.page
    live.press(Qt.Key.Key_3, CONTROL)
    live.wait_for(lambda: people.counts.text() != "" and len(people.table.shown()) == 2)
    names = {row.name for row in people.table.shown()}
    assert names == {"Giulia Ferrero", "Marco Bellino"}
    live.desk.presence.let_in(_id_of(people, "Giulia Ferrero"))
    live.wait_for(lambda: any(_inside(row) for row in people.table.shown()))
    people.table.setFocus()
    live.press(Qt.Key.Key_A, CONTROL)
    live.wait_for(lambda: len(people.selection) == 2)


def _id_of(people: PeoplePage, name: str) -> UUID:
    return next(row.id for row in people.table.shown() if row.name == name)


def _inside(row: object) -> bool:
    return isinstance(row, ListedPerson) and row.inside_since is not None


def test_a_key_event_that_means_nothing_is_left_to_others(listed: Listed) -> None:
    event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_F11, Qt.KeyboardModifier.NoModifier)
    assert not listed.people.key(event)


def test_no_page_is_read_twice_however_fast_the_list_is_scrolled(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[int] = []

    def page(_services: object, question: Question, number: int, _work: object) -> PageRead:
        read.append(number)
        return PageRead(question, number, page_of(number))

    def count(_services: object, question: Question, _work: object) -> Counted:
        return Counted(question, COUNTS)

    monkeypatch.setattr(people_list, "_page", page)
    monkeypatch.setattr(people_list, "_count", count)
    archive = Archive(f"sqlite:///{tmp_path / 'desk.sqlite'}")
    live = LiveDesk(qtbot, qapp, archive.database, tmp_path).open()
    live.window.go_to(SECTION.key)
    table = live.desk.people.page.table
    live.wait_for(lambda: live.desk.people.page.rows.total == 100_000)
    for at_row in range(0, 100_000, 2_500):
        table.verticalScrollBar().setValue(at_row * table.pitch)
    live.wait_for(lambda: len(table.shown()) > 8 and not live.desk.runner.busy)
    assert len(read) == len(set(read))
    assert len(read) < 20, "what flew by is not read"
    live.close()
    archive.close()


def test_where_organisations_are_listed_the_button_makes_one(listed: Listed, qtbot: QtBot) -> None:
    listed.people.filters.organisations.click()
    assert listed.people.new.text() == "Nuova organizzazione"
    with qtbot.waitSignal(listed.people.new_organisation_asked):
        listed.people.new.click()
    listed.people.filters.organisations.click()
    with qtbot.waitSignal(listed.people.new_person_asked):
        listed.people.new.click()
