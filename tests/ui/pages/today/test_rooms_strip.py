"""The rooms below the Oggi page: what each says, where it stands, and what can be done with one click."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from askadesk.rooms.rows import Block, RoomNow
from db.values import BookingStatus
from tests.ui import rooms_samples, samples
from tests.ui.conftest import Desk
from tests.ui.looking import cut_words, near, place
from tests.ui.reading import unreadable
from tests.ui.rooms_samples import block, space
from tests.ui.samples import LONG_HOUSE, NOW, at
from tests.ui.test_every_screen import speak
from ui import fonts
from ui.fonts import Role
from ui.pages.today.room_words import can_check_in, has_turned, longer_by, room_state
from ui.pages.today.rooms_strip import LEAST
from ui.theme import Mode, Theme

MakeDesk = Callable[..., Desk]
LEFT = Qt.MouseButton.LeftButton
USED = BookingStatus.IN_USE


def room(current: Block | None = None, following: Block | None = None, **more: Any) -> RoomNow:
    return RoomNow(space("Sala Po"), current, following, **more)


def with_rooms(desk: Desk, count: int = 7, *, long: bool = False) -> Desk:
    desk.page.show_card(samples.admitted())
    desk.page.show_rooms(rooms_samples.rooms(count, long=long), NOW)
    desk.settle()
    return desk


# words -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("shown", "said"),
    [
        (room(), ("circle-check", "ok", "Libera", "tutto il giorno", "nessuna prenotazione")),
        (
            room(None, block(at(11, 0), at(12, 0), setup=15)),
            ("circle-check", "ok", "Libera", "fino alle 10:45", "poi 11:00 · Actis"),
        ),
        (
            room(None, block(at(10, 0), at(12, 0))),
            ("clock", "warn", "Tra 18 min", "alle 10:00", "Actis"),
        ),
        (
            room(block(at(10, 0), at(12, 0), setup=30)),
            ("clock", "warn", "Allestimento", "per le 10:00", "Actis"),
        ),
        (
            room(block(at(9, 0), at(11, 0)), block(at(11, 30), at(12, 0))),
            ("circle-dot", "ink", "Occupata", "fino alle 11:00", "poi 11:30 · Actis"),
        ),
        (
            room(block(at(9, 0), at(11, 0), status=USED)),
            ("circle-dot", "ink", "In uso", "fino alle 11:00", "poi libera"),
        ),
        (
            room(block(at(9, 0), at(9, 30), status=USED, cleanup=20)),
            ("clock", "warn", "Riordino", "fino alle 09:50", "poi libera"),
        ),
        (
            room(closed_until=at(14, 0)),
            ("lock", "text2", "Chiusa", "fino alle 14:00", "nessuna prenotazione"),
        ),
        (
            room(closed_until=at(0, 0) + timedelta(days=1)),
            ("lock", "text2", "Chiusa", "per oggi", "nessuna prenotazione"),
        ),
    ],
    ids=[
        "free",
        "free until",
        "soon",
        "set-up",
        "taken",
        "used",
        "tidying",
        "closed",
        "closed all day",
    ],
)
def test_a_room_says_how_it_stands(desk: Desk, shown: RoomNow, said: tuple[str, ...]) -> None:
    state = room_state(shown, NOW)
    assert (state.icon, state.tone, state.word, state.until, state.then) == said


def test_a_private_booking_names_nobody(desk: Desk) -> None:
    private = block(at(10, 0), at(12, 0), private=True)
    assert room_state(room(None, private), NOW).then == "Riservata"


def test_in_is_offered_until_it_is_over_or_in_use() -> None:
    assert can_check_in(room(block(at(9, 0), at(11, 0))), NOW)
    assert can_check_in(room(block(at(10, 0), at(11, 0), setup=30)), NOW)
    assert not can_check_in(room(block(at(9, 0), at(11, 0), status=USED)), NOW)
    assert not can_check_in(room(block(at(9, 0), at(9, 40), cleanup=30)), NOW)
    assert not can_check_in(room(None, block(at(10, 0), at(11, 0))), NOW)


@pytest.mark.parametrize(
    ("more", "offered"), [(60, (15, 30)), (30, (15, 30)), (20, (15,)), (10, ())]
)
def test_only_minutes_that_are_free_are_offered(more: int, offered: tuple[int, ...]) -> None:
    assert longer_by(room(block(at(9, 0), at(11, 0), status=USED), more=more), NOW) == offered
    assert longer_by(room(block(at(9, 0), at(11, 0)), more=more), NOW) == ()


def test_the_rooms_are_read_again_when_something_begins_or_ends() -> None:
    following = block(at(10, 0), at(11, 0), setup=10)
    assert not has_turned(room(None, following), NOW)
    assert has_turned(room(None, following), at(9, 50))
    current = block(at(9, 0), at(11, 0), cleanup=10)
    assert not has_turned(room(current), at(11, 5))
    assert has_turned(room(current), at(11, 10))
    assert has_turned(room(closed_until=at(9, 40)), NOW)
    assert not has_turned(room(), NOW)


# where it stands ---------------------------------------------------------------------------------

COMPACT = {
    "scan card": (112, 88, 456, 423),
    "recent": (112, 527, 456, 97),
    "expected": (584, 88, 430, 536),
    "present": (1030, 88, 312, 536),
    "strip": (112, 640, 1230, 112),
}
ROOMY = {
    "scan card": (120, 96, 584, 627),
    "expected": (728, 96, 680, 800),
    "present": (1432, 96, 456, 800),
    "strip": (120, 920, 1768, 136),
}


@pytest.mark.parametrize(
    ("size", "wanted"), [((1366, 768), COMPACT), ((1920, 1080), ROOMY)], ids=["1366", "1920"]
)
@pytest.mark.parametrize("language", ["it", "en"])
def test_the_strip_stands_where_the_design_puts_it(
    make_desk: MakeDesk, size: tuple[int, int], wanted: dict[str, tuple[int, ...]], language: str
) -> None:
    desk = with_rooms(make_desk(size, language).open())
    page = desk.page
    parts = {
        "scan card": page.scan_card,
        "recent": page.recent,
        "expected": page.expected,
        "present": page.present,
        "strip": page.rooms,
    }
    found = {name: place(parts[name], desk.window) for name in wanted}
    assert {name: found[name] for name in wanted if not near(found[name], wanted[name])} == {}


def test_the_columns_are_as_wide_as_each_other(desk: Desk) -> None:
    with_rooms(desk)
    widths = {cell.width() for cell in desk.page.rooms.cells}
    assert max(widths) - min(widths) <= 1
    assert near((min(widths),), (175,))


def test_more_rooms_than_fit_scroll_sideways(desk: Desk) -> None:
    with_rooms(desk, 16)
    strip = desk.page.rooms
    assert {cell.width() for cell in strip.cells} == {LEAST}
    assert strip.area.horizontalScrollBar().maximum() > 0
    assert strip.height() == 112


def test_a_hub_without_rooms_has_the_page_as_it_was(desk: Desk) -> None:
    with_rooms(desk)
    desk.page.show_rooms((), NOW)
    desk.settle()
    assert not desk.page.rooms.isVisible()
    assert near(place(desk.page.expected, desk.window), (584, 88, 430, 664))
    assert near(place(desk.page.scan_card, desk.window), (112, 88, 456, 423))


def test_in_the_smallest_window_a_refusal_goes_before_the_rooms(make_desk: MakeDesk) -> None:
    desk = with_rooms(make_desk((1280, 720)).open())
    assert near(place(desk.page.rooms, desk.window), (112, 592, 1144, 112))
    assert near(place(desk.page.scan_card, desk.window), (112, 88, 456, 423))
    desk.page.show_card(samples.refused())
    desk.settle()
    assert not desk.page.rooms.isVisible()
    assert near(place(desk.page.scan_card, desk.window), (112, 88, 456, 616))
    desk.page.show_card(samples.admitted())
    desk.settle()
    assert desk.page.rooms.isVisible()


def test_a_refusal_and_the_rooms_share_a_window_of_1366(desk: Desk) -> None:
    with_rooms(desk)
    desk.page.show_card(samples.refused())
    desk.settle()
    assert near(place(desk.page.scan_card, desk.window), (112, 88, 456, 536))
    assert desk.page.rooms.isVisible()
    tops = [place(row, desk.window) for row in desk.page.scan_card.options if row.isVisible()]
    assert [high for _x, _y, _w, high in tops] == [56] * 4


# hands -------------------------------------------------------------------------------------------


def test_one_click_says_that_they_are_here_or_stay_longer(desk: Desk) -> None:
    with_rooms(desk)
    told: list[tuple[Any, ...]] = []
    strip = desk.page.rooms
    strip.check_in_asked.connect(told.append)

    def longer(shown: object, minutes: int) -> None:
        told.append((shown, minutes))

    strip.longer_asked.connect(longer)
    QTest.mouseClick(strip.cells[0].check_in, LEFT)
    for button in strip.cells[6].longer:
        QTest.mouseClick(button, LEFT)
    rooms = rooms_samples.rooms()
    assert told == [rooms[0], (rooms[6], 15), (rooms[6], 30)]


def test_the_buttons_are_called_by_their_room(desk: Desk) -> None:
    with_rooms(desk)
    first, last = desk.page.rooms.cells[0], desk.page.rooms.cells[6]
    assert first.check_in.accessibleName() == "Sono arrivati: Sala Po"
    assert [one.accessibleName() for one in last.longer] == [
        "Laboratorio: 15 minuti in più",
        "Laboratorio: 30 minuti in più",
    ]
    assert first.accessibleName() == "Sala Po, Occupata, fino alle 11:00, poi 11:30 · Actis"


def test_a_minute_later_the_words_are_others(desk: Desk) -> None:
    with_rooms(desk)
    cell = desk.page.rooms.cells[5]
    assert cell.state().word == "Tra 18 min"
    assert not desk.page.rooms.tick(at(9, 43))
    assert cell.state().word == "Tra 17 min"
    assert desk.page.rooms.tick(at(10, 0))


# reading -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [(1280, 720), (1366, 768), (1920, 1080)])
def test_it_can_be_read_whole(make_desk: MakeDesk, size: tuple[int, int]) -> None:
    desk = with_rooms(make_desk(size).open(), 9, long=True)
    wrong: list[str] = []
    for language in ("it", "en"):
        speak(language)
        desk.settle()
        wrong += cut_words(desk.page)
        wrong += cut_lines(desk)
    assert wrong == []


def cut_lines(desk: Desk) -> list[str]:
    """States and times that do not fit their cell; names may be elided."""
    found = []
    for cell in desk.page.rooms.cells:
        across, state = cell.width() - 32, cell.state()
        beside = 40 if cell._offered() else 0
        if fonts.width(Role.SECOND_STRONG, state.word) > across - 22:
            found.append(state.word)
        if fonts.width(Role.SECOND, state.until) > across - beside:
            found.append(state.until)
    return found


@pytest.mark.parametrize("mode", [Mode.LIGHT, Mode.DARK, Mode.CONTRAST])
def test_every_word_stands_out(desk: Desk, theme: Theme, mode: Mode) -> None:
    with_rooms(desk, 9)
    theme.wear(mode)
    desk.settle()
    assert unreadable(desk.window, desk.page.rooms) == []


def test_a_long_name_is_in_the_tooltip(desk: Desk) -> None:
    with_rooms(desk, long=True)
    assert LONG_HOUSE in desk.page.rooms.cells[0].toolTip()
