"""The week: what its cells say, where they stand, what keyboard and mouse do, and the panel beside it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from unittest.mock import patch

import pytest
from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QRegion
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from askadesk.core.i18n import set_language
from askadesk.rooms.rows import SpaceDay
from db.values import BookingStatus
from tests.ui.looking import cut_words, near, place
from tests.ui.pages.calendar import pages
from tests.ui.pages.calendar.pages import COMPACT, MONDAY, ROOMY, SMALL, TODAY, settle, shown
from tests.ui.reading import unreadable
from tests.ui.samples import NOW, ZONE, an_id
from tests.ui.test_every_screen import speak
from ui.pages.calendar import captions
from ui.pages.calendar.cells import Cell
from ui.pages.calendar.week import WeekView
from ui.pages.calendar.week_panel import parts_of
from ui.theme import Mode, Theme, tokens

DORA, THURSDAY = an_id("Sala Dora"), date(2026, 11, 19)
LEFT = Qt.MouseButton.LeftButton


class Told:
    """What a view has said."""

    def __init__(self, view: WeekView) -> None:
        self.cells: list[tuple[Any, Any]] = []
        self.slots: list[tuple[Any, Any, Any]] = []
        self.bookings: list[Any] = []
        view.cell_chosen.connect(self._cell)
        view.slot_asked.connect(self._slot)
        view.booking_chosen.connect(self.bookings.append)

    def _cell(self, space: object, day: object) -> None:
        self.cells.append((space, day))

    def _slot(self, *asked: object) -> None:
        self.slots.append(asked)  # type: ignore[arg-type]


@pytest.fixture
def view(qtbot: QtBot, theme: Theme) -> Iterator[WeekView]:
    """The week of the design, Sala Dora on Thursday chosen, in Italian."""
    set_language("it")
    made = WeekView()
    made.show_page(pages.week())
    made.choose(DORA, THURSDAY)
    with shown(qtbot, made):
        yield made


def click(view: WeekView, cell: Cell, kind: Any = QTest.mouseClick) -> None:
    spot = view.grid.rect_of(cell).center().toPoint()
    kind(view.grid.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, spot)


def says(view: WeekView, name: str, column: int) -> str:
    grid = view.grid
    row = next(at for at in range(grid.rows()) if grid.space_at(at) == an_id(name))
    return grid.caption(Cell(row, column)).words


# what stands in the cells ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "column", "words"),
    [
        ("Sala Po", 0, "6 h prenotate"),
        ("Cabina 1", 0, "45 min prenotati"),
        ("Cabina 2", 0, "nessuna"),
        ("Sala Po", 1, "libera dalle 13:15"),
        ("Sala Stura", 1, "libera dalle 09:45"),
        ("Cabina 1", 1, "tutta libera"),
        ("Sala Po", 3, "piena"),
        ("Sala Dora", 3, "libera dalle 08:00"),
        ("Sala Valentino", 1, "Aperitivo 18:30"),
        ("Sala Po", 6, "Chiuso"),
    ],
)
def test_a_cell_says_the_first_free_hour_or_what_goes_on(
    view: WeekView, name: str, column: int, words: str
) -> None:
    assert says(view, name, column) == words


def test_a_day_without_bookings_is_green_and_a_full_one_is_bold(view: WeekView) -> None:
    free, full = view.grid.caption(Cell(5, 4)), view.grid.caption(Cell(0, 3))
    assert (free.tone, free.strong) == ("ok", False)
    assert (full.tone, full.strong) == ("text", True)


def test_a_closed_day_has_a_bar_only_where_something_is_booked(view: WeekView) -> None:
    page, sunday = pages.week(), MONDAY + timedelta(days=6)
    po, *others = page.rows
    booked = replace(po[6], blocks=(pages.block(po[6].space, sunday, "10:00", "12:00"),))
    view.show_page(replace(page, rows=((*po[:6], booked), *others)))
    settle()
    grid = view.grid
    assert [grid.has_bar(Cell(row, 6)) for row in range(3)] == [True, False, False]
    assert grid.words_of(Cell(0, 6)) == "Sala Po, domenica 22 novembre: Chiuso, 1 prenotazione"
    assert grid.words_of(Cell(1, 6)) == "Sala Dora, domenica 22 novembre: Chiuso"
    picture = grid.viewport().grab().toImage()
    bars = [grid.bar_of(Cell(row, 6)) for row in range(2)]
    spots = [grid.span_on(bar, booked.blocks[0], sunday).center().toPoint() for bar in bars]
    colours = [picture.pixelColor(spot * picture.devicePixelRatio()).name() for spot in spots]
    assert colours == [tokens().colour("ink").name(), tokens().colour("sunken").name()]


def test_what_ended_at_midnight_is_nothing_of_the_next_day(view: WeekView) -> None:
    page, room = pages.week(), pages.week().rows[3][1].space
    night = pages.block(room, MONDAY, "22:00", "23:00", title="Veglia")
    midnight = night.starts.replace(hour=0) + timedelta(days=1)
    night = night._replace(ends=midnight, cleaned_by=midnight + timedelta(minutes=15))
    after = SpaceDay(room, (night,), pages.closed_spans(TODAY))
    assert captions.event_of(after, TODAY, NOW) is None
    assert captions.event_of(after, MONDAY, NOW) == night
    assert [one.block for one in parts_of(after, TODAY, page)] == [None]
    long = night._replace(ends=midnight + timedelta(hours=3), title="")
    before = SpaceDay(room, (long,), pages.closed_spans(MONDAY))
    assert captions.week_caption(before, MONDAY, page).words == "2 h prenotate"


def test_a_private_booking_names_no_event(view: WeekView) -> None:
    row = pages.week().rows[3][1]
    assert row.space.name == "Sala Valentino"
    private = row.blocks[0]._replace(private=True, title="", who="")
    caption = captions.week_caption(replace(row, blocks=(private,)), TODAY, pages.week())
    assert caption.words == "libera dalle 09:45"


def test_what_is_left_of_today_begins_on_a_step_after_now(view: WeekView) -> None:
    row = pages.week().rows[5][1]
    found = captions.slots(row, TODAY, pages.week(), captions.HOUR)
    assert [one.start for one in found] == [NOW.replace(minute=45)]


def test_the_groups_stand_in_their_order_with_their_rooms(view: WeekView) -> None:
    lines = captions.grouped([row[0].space for row in reversed(pages.week(long=True).rows)])
    groups = [line.words for line in lines if line.at is None]
    assert groups == ["Sale riunioni", "Sale eventi", "Cabine", "Laboratori", "Postazioni"]


def test_a_zone_is_free_while_a_desk_is(view: WeekView) -> None:
    row = pages.desks(MONDAY)[3]
    assert captions.week_caption(row, THURSDAY, pages.week()).words == "libera dalle 08:00"


# where it stands ---------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["it", "en"])
def test_the_grid_stands_where_the_design_puts_it(view: WeekView, language: str) -> None:
    speak(language)
    settle()
    window, grid = view.window(), view.grid
    assert near(place(view.card, window), (0, 0, 934, 616))
    assert near(place(view.panel, window), (950, 0, 280, 616))
    first = grid.rect_of(Cell(0, 0))
    assert near((round(first.left()), round(first.top())), (128, 65))
    assert near((round(first.width() + 1), round(first.height() + 1)), (115, 53))
    assert near((grid.head(), grid.side()), (40, 127))
    bar = grid.bar_of(Cell(0, 0))
    assert near((round(bar.height()), round(bar.width())), (12, 99))
    last = grid.rect_of(Cell(8, 6))
    assert near((round(last.right()), round(last.bottom())), (932, 614))


def test_a_bar_goes_from_eight_to_eight(view: WeekView) -> None:
    bar = QRectF(0, 0, 120, 12)
    block = pages.week().rows[1][3].blocks[0]
    assert near(tuple(map(round, _edges(view.grid.span_on(bar, block, THURSDAY)))), (20, 39))
    early = block._replace(starts=block.starts - timedelta(hours=20), ends=block.ends)
    assert view.grid.span_on(bar, early, THURSDAY).left() == 0
    night = block._replace(starts=block.starts - timedelta(hours=20), ends=block.starts)
    assert view.grid.span_on(bar, night, THURSDAY - timedelta(days=2)).width() == 0


def _edges(rect: QRectF) -> tuple[float, float]:
    return rect.left(), rect.right()


def test_in_a_roomy_window_everything_is_larger(qtbot: QtBot, theme: Theme) -> None:
    view = WeekView()
    view.show_page(pages.week())
    with shown(qtbot, view, ROOMY):
        window = view.window()
        assert near(place(view.card, window), (0, 0, 1384, 912))
        assert near(place(view.panel, window), (1408, 0, 360, 912))
        assert view.grid.verticalScrollBar().maximum() == 0


def test_the_smallest_window_scrolls_and_keeps_its_head(qtbot: QtBot, theme: Theme) -> None:
    view = WeekView()
    view.show_page(pages.week(long=True))
    with shown(qtbot, view, SMALL):
        bar = view.grid.verticalScrollBar()
        assert bar.maximum() > 0
        view.grid.select(Cell(9, 0))
        assert bar.value() == bar.maximum()
        assert view.grid.rect_of(Cell(9, 0)).bottom() <= view.grid.viewport().height() + 1
        assert view.grid.cell_at(QRectF(200, 10, 1, 1).topLeft()) is None


def test_only_rows_that_show_are_painted(view: WeekView) -> None:
    painted: list[int] = []
    grid = view.grid
    paint = type(grid)._space_row

    def noted(self: Any, painter: Any, rect: Any, row: int, visible: Any) -> None:
        painted.append(row)
        paint(self, painter, rect, row, visible)

    with patch.object(type(grid), "_space_row", noted):
        region = QRegion(grid.rect_of(Cell(4, 2)).toAlignedRect())
        grid.viewport().repaint(region)
    assert painted == [4]


# hands -------------------------------------------------------------------------------------------


def test_arrows_move_the_cell_and_stop_at_the_edge(view: WeekView) -> None:
    told = Told(view)
    grid = view.grid
    grid.setFocus()
    for key, where in (
        (Qt.Key.Key_Right, Cell(1, 4)),
        (Qt.Key.Key_Up, Cell(0, 4)),
        (Qt.Key.Key_Up, Cell(0, 4)),
        (Qt.Key.Key_Down, Cell(1, 4)),
        (Qt.Key.Key_Home, Cell(1, 0)),
        (Qt.Key.Key_Left, Cell(1, 0)),
        (Qt.Key.Key_End, Cell(1, 6)),
    ):
        QTest.keyClick(grid, key)
        assert grid.current == where
    assert told.cells[0] == (DORA, THURSDAY + timedelta(days=1))
    assert len(told.cells) == 5


def test_enter_goes_into_the_panel_and_enter_there_opens_the_booking(view: WeekView) -> None:
    told = Told(view)
    view.grid.setFocus()
    QTest.keyClick(view.grid, Qt.Key.Key_Return)
    assert view.panel.list.hasFocus()
    QTest.keyClick(view.panel.list, Qt.Key.Key_Down)
    QTest.keyClick(view.panel.list, Qt.Key.Key_Return)
    assert told.bookings == [an_id(f"Sala Dora {THURSDAY} 10:00")]


def test_letters_are_left_to_the_scan_field(qtbot: QtBot, view: WeekView) -> None:
    with patch.object(view.grid, "_choose") as chosen:
        QTest.keyClicks(view.grid, "giulia")
    assert not chosen.called


def test_a_click_chooses_and_the_panel_shows_it(view: WeekView) -> None:
    told = Told(view)
    click(view, Cell(0, 3))
    assert told.cells == [(an_id("Sala Po"), THURSDAY)]
    assert view.panel.name.text() == "Sala Po"
    assert view.panel.day.text() == "Giovedì 19 novembre"
    assert not view.panel.button.isVisible()


def test_a_click_beside_the_cells_does_nothing(view: WeekView) -> None:
    told = Told(view)
    for spot in (QPoint(20, 20), QPoint(60, 120), QPoint(300, 50)):
        QTest.mouseClick(view.grid.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, spot)
    assert told.cells == []


def test_a_double_click_goes_into_the_panel(view: WeekView) -> None:
    click(view, Cell(1, 3), QTest.mouseDClick)
    assert view.panel.list.hasFocus()


# the panel ---------------------------------------------------------------------------------------


def lines(view: WeekView) -> list[str]:
    return [view.panel.list.painter.name(one) for one in view.panel.list.rows]


def test_the_panel_lists_bookings_and_free_times(view: WeekView) -> None:
    assert lines(view) == [
        "08:00 – 09:45, Libera, 1 h 45 min",
        "10:00 – 12:00, Geoide Studio, Confermata",
        "12:15 – 14:45, Libera, 2 h 30 min",
        "15:00 – 16:30, Geoide Studio, Opzione",
        "16:45 – 20:00, Libera, 3 h 15 min",
    ]
    assert view.panel.facts.text() == "8 posti · Schermo · Lavagna"
    assert "15 minuti" in view.panel.hint.text()


def test_a_free_time_asks_for_its_first_hour(view: WeekView) -> None:
    told = Told(view)
    view.panel.list.chosen.emit(view.panel.list.rows[2])
    assert told.slots == [
        (DORA, pages.moment(THURSDAY, "12:15"), pages.moment(THURSDAY, "13:15")),
    ]


def test_f2_asks_for_the_first_free_hour_of_the_day(view: WeekView) -> None:
    told = Told(view)
    assert view.panel.button.text() == "Prenota alle 08:00"
    QTest.mouseClick(view.panel.button, LEFT)
    assert told.slots[0][1:] == (pages.moment(THURSDAY, "08:00"), pages.moment(THURSDAY, "09:00"))


def test_a_day_that_is_over_has_nothing_to_take(view: WeekView) -> None:
    view.choose(DORA, MONDAY)
    assert lines(view) == []
    assert not view.panel.button.isVisible()


def test_a_closed_day_says_why_in_the_panel(view: WeekView) -> None:
    page = pages.week(long=True)
    view.show_page(page)
    view.choose(DORA, date(2026, 11, 21))
    assert view.panel.hint.text() == "Chiuso: Proiettore in riparazione fino a venerdì"
    view.choose(DORA, date(2026, 11, 22))
    assert view.panel.hint.text() == "Quel giorno è chiuso."


def test_closing_the_panel_chooses_nothing_and_a_new_page_keeps_it_so(view: WeekView) -> None:
    QTest.mouseClick(view.panel.close_button, LEFT)
    assert view.grid.current is None
    assert view.panel.day.text() == "Nessun giorno scelto"
    view.show_page(pages.week())
    assert view.grid.current is None


def test_a_page_that_comes_anew_keeps_the_chosen_cell(view: WeekView) -> None:
    view.show_page(pages.week(monday=MONDAY + timedelta(days=7)))
    assert view.grid.current == Cell(1, 3)
    assert view.panel.day.text() == "Giovedì 26 novembre"


def test_a_space_that_is_gone_is_not_chosen_any_more(view: WeekView) -> None:
    page = pages.week()
    view.show_page(replace(page, rows=page.rows[2:]))
    assert view.grid.current is None


# reading -----------------------------------------------------------------------------------------


def test_the_chosen_cell_is_said_to_those_who_do_not_see_it(view: WeekView) -> None:
    assert view.grid.accessibleName() == "Settimana per spazi"
    words = "Sala Dora, giovedì 19 novembre: libera dalle 08:00"
    assert view.grid.accessibleDescription() == words
    assert view.panel.close_button.accessibleName() == "Chiudi"
    speak("en")
    settle()
    assert view.grid.accessibleDescription() == "Sala Dora, Thursday 19 November: free from 08:00"


def test_without_spaces_a_sentence_stands_there(qtbot: QtBot, theme: Theme) -> None:
    set_language("it")
    view = WeekView()
    view.show_page(replace(pages.week(), rows=()))
    with shown(qtbot, view):
        assert view.empty.isVisible()
        assert not view.grid.isVisible()
        assert view.panel.day.text() == "Nessun giorno scelto"


@pytest.mark.parametrize("long", [False, True], ids=["design", "longest"])
def test_it_can_be_read_whole(qtbot: QtBot, theme: Theme, long: bool) -> None:
    set_language("it")
    view = WeekView()
    view.show_page(pages.week(long=long))
    view.choose(DORA, THURSDAY)
    wrong: list[str] = []
    for size in (COMPACT, SMALL, ROOMY):
        with shown(qtbot, view, size):
            for language in ("it", "en"):
                speak(language)
                settle()
                wrong += [f"{language} {size}: {one}" for one in cut_words(view)]
                wrong += [f"{language} {size}: {one}" for one in cut_captions(view)]
            view.setParent(None)  # the window goes, the view stays
    assert wrong == []


def cut_captions(view: WeekView) -> list[str]:
    """Captions that show neither whole nor in their short form."""
    from ui import fonts

    grid, found = view.grid, []
    for row in range(grid.rows()):
        for column in range(7):
            cell = Cell(row, column)
            caption = grid.caption(cell)
            role = grid.measures.caption_strong if caption.strong else grid.measures.caption
            words = min((caption.words, caption.short or caption.words), key=len)
            if fonts.width(role, words) > grid.bar_of(cell).width() + 1 and not caption.name:
                found.append(words)
    return found


@pytest.mark.parametrize("mode", [Mode.LIGHT, Mode.DARK, Mode.CONTRAST])
def test_every_word_stands_out(view: WeekView, theme: Theme, mode: Mode) -> None:
    theme.wear(mode)
    settle()
    assert unreadable(view.window()) == []


def test_the_night_of_the_change_of_clocks_has_its_free_times(view: WeekView) -> None:
    day = date(2026, 10, 25)
    row = replace(pages.week().rows[0][6], blocks=(), closed=())
    page = replace(pages.week(), now=datetime(2026, 10, 25, 0, 0, tzinfo=ZONE))
    found = captions.slots(row, day, page, captions.HOUR)
    assert [(one.end - one.start) for one in found] == [timedelta(days=1)]
    assert (found[0].end.astimezone(ZONE).date() - day).days == 1


def test_a_hold_and_a_no_show_are_shown_as_they_stand(view: WeekView) -> None:
    row: SpaceDay = pages.week().rows[1][3]
    gone = row.blocks[0]._replace(status=BookingStatus.NO_SHOW)
    caption = captions.week_caption(replace(row, blocks=(gone,)), THURSDAY, pages.week())
    assert caption.words == "tutta libera"
