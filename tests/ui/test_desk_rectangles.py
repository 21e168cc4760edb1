"""The Oggi page stands where the design puts it, to the pixel."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest
from PySide6.QtWidgets import QWidget

from tests.ui import samples
from tests.ui.conftest import Desk
from tests.ui.looking import near, place

MakeDesk = Callable[..., Desk]

COMPACT = {
    "nav": (0, 0, 88, 768),
    "top": (88, 0, 1278, 72),
    "scan field": (112, 12, 432, 48),
    "scan card": (112, 88, 456, 423),
    "band": (113, 89, 454, 44),
    "hero": (113, 133, 454, 128),
    "portrait": (129, 149, 80, 96),
    "entitlement": (113, 261, 454, 60),
    "first alert": (113, 321, 454, 40),
    "third alert": (113, 401, 454, 40),
    "recent": (112, 527, 456, 225),
    "expected": (584, 88, 430, 664),
    "expected header": (585, 89, 428, 56),
    "present": (1030, 88, 312, 664),
    "present header": (1031, 89, 310, 48),
}

ROOMY = {
    "nav": (0, 0, 88, 1080),
    "scan field": (120, 12, 640, 48),
    "scan card": (120, 96, 584, 627),
    "band": (121, 97, 582, 56),
    "hero": (121, 153, 582, 184),
    "portrait": (145, 177, 112, 136),
    "entitlement": (121, 337, 582, 84),
    "first alert": (121, 421, 582, 52),
    "recent": (120, 747, 584, 309),
    "expected": (728, 96, 680, 960),
    "present": (1432, 96, 456, 960),
}


def parts(desk: Desk) -> dict[str, QWidget]:
    window, page = desk.window, desk.page
    card = page.scan_card
    return {
        "nav": window.nav,
        "top": window.top,
        "scan field": window.top.scan,
        "scan card": card,
        "band": card.band,
        "hero": card.hero,
        "portrait": card.hero.portrait,
        "entitlement": card.entitlement,
        "first alert": card.alerts[0],
        "third alert": card.alerts[2],
        "recent": page.recent,
        "expected": page.expected,
        "expected header": page.expected.header,
        "present": page.present,
        "present header": page.present.header,
    }


@pytest.mark.parametrize(
    ("size", "wanted"), [((1366, 768), COMPACT), ((1920, 1080), ROOMY)], ids=["1366", "1920"]
)
@pytest.mark.parametrize("language", ["it", "en"])
def test_the_page_stands_where_the_design_puts_it(
    make_desk: MakeDesk, size: tuple[int, int], wanted: dict[str, tuple[int, ...]], language: str
) -> None:
    desk = make_desk(size, language).open()
    desk.page.show_card(samples.admitted())
    desk.settle()
    found = {name: place(parts(desk)[name], desk.window) for name in wanted}
    assert {name: found[name] for name in wanted if not near(found[name], wanted[name])} == {}


def test_a_refusal_takes_the_whole_left_column(desk: Desk) -> None:
    desk.page.show_card(samples.refused())
    desk.settle()
    card = desk.page.scan_card
    assert near(place(card, desk.window), (112, 88, 456, 664))
    assert not desk.page.recent.isVisible()
    tops = [place(row, desk.window) for row in card.options if row.isVisible()]
    assert [high for _x, _y, _w, high in tops] == [56] * 4
    assert [b[1] - a[1] for a, b in pairwise(tops)] == [64] * 3
    assert near(tops[0], (129, 309, 422, 56))


def test_the_smallest_window_keeps_its_blocks_and_loses_rows(make_desk: MakeDesk) -> None:
    desk = make_desk((1280, 720)).open()
    desk.page.show_card(samples.admitted())
    desk.settle()
    assert desk.window.size().toTuple() == (1280, 720)
    assert near(place(desk.page.scan_card, desk.window), (112, 88, 456, 423))
    assert desk.page.present.width() == 312
    assert desk.page.expected.list.hidden() > 0


def test_growing_a_window_makes_it_roomy_and_shrinking_compact_again(desk: Desk) -> None:
    desk.page.show_card(samples.admitted())
    for size, wide in (((1920, 1080), 584), ((1366, 768), 456)):
        desk.window.resize(*size)
        desk.settle()
        assert desk.page.scan_card.width() == wide


def test_rows_are_shown_whole_or_not_at_all_and_the_footer_counts_the_rest(desk: Desk) -> None:
    desk.settle()
    shown = desk.page.present.list
    fits = shown.viewport().height() // 56
    assert shown.hidden() == 37 - fits
    assert str(37 - fits) in desk.page.present.everyone.text()


def test_the_first_scan_of_all_stands_at_the_top_of_its_column(make_desk: MakeDesk) -> None:
    desk = make_desk((1366, 768)).open()
    desk.page.show_today(samples.day(empty=True))
    desk.page.show_card(samples.member())
    desk.settle()
    assert near(place(desk.page.scan_card, desk.window)[:3], (112, 88, 456))
    desk.page.show_card(samples.refused())
    desk.settle()
    assert near(place(desk.page.scan_card, desk.window), (112, 88, 456, 664))
