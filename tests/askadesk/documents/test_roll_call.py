"""The roll call on paper, read back from its PDF."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from askadesk.core.i18n import speaking
from askadesk.documents.pictures import page_count
from askadesk.documents.roll_call import (
    KEPT_TOGETHER,
    MOST_ON_FIRST,
    RIGHT,
    laid_out,
    roll_call_pdf,
)
from askadesk.documents.rows import RollCallFacts, RollCallLine, RollCallPlace
from tests.askadesk.documents.reading import picture, plain, read
from tests.askadesk.documents.samples import HUB, NAMES

NINE = datetime(2026, 11, 17, 9, 51, tzinfo=UTC)


def place(name: str, count: int) -> RollCallPlace:
    people = (
        RollCallLine(f"{NAMES[n % 9][2]} {name}{n}", "Cooperativa Tessere") for n in range(count)
    )
    return RollCallPlace(name, tuple(people))


def facts(*places: RollCallPlace, drill: bool = False) -> RollCallFacts:
    return RollCallFacts(
        HUB, NINE, "Marta Ricci", NINE, "Banco 1", places, 5, "cortile, sotto il portico", drill
    )


def boxes_of(pdf: bytes, page: int) -> int:
    shapes = (one.box for one in read(pdf, page).shapes)
    # Each box is a black square with a white one inside.
    return sum(box.near(box.left, box.top, 4, 4, by=0.05) for box in shapes)


HOUSE = (
    place("Sala Po", 12),
    place("Dedicate", 4),
    place("Cabina 3", 2),
    place("Flessibili", 11),
    place("Laboratorio", 5),
    place("Senza posto", 3),
)


def test_it_says_what_whose_when_where_to_meet_and_how_many() -> None:
    with speaking("it"):
        text = read(roll_call_pdf(facts(*HOUSE))).text
    for said in (
        "Appello di emergenza",
        "Punto di raccolta: cortile, sotto il portico",
        "09:51, da Marta Ricci",
        "17 novembre 2026",
        "37",
        "persone dentro, 5 in visita",
        "Banco 1",
        "Trovate",
        "Mancano",
        "Ora di fine",
        "Firma",
        "1 di 1",
    ):
        assert plain(said) in text


def test_a_drill_says_so() -> None:
    with speaking("it"):
        text = read(roll_call_pdf(facts(*HOUSE, drill=True))).text
    assert plain("Prova di appello") in text
    assert "emergenza" not in text


def test_boxes_and_rows_have_the_measures_of_the_design() -> None:
    page = read(roll_call_pdf(facts(place("Sala Po", 4), place("Altro", 4))))
    boxes = sorted(
        {
            (round(one.box.left, 1), round(one.box.top, 2))
            for one in page.shapes
            if one.box.near(one.box.left, one.box.top, 4, 4, by=0.05)
        }
    )
    left = [top for x, top in boxes if x == 17.0]
    assert len(left) == 4
    assert all(abs(b - a - 7.1) < 0.05 for a, b in pairwise(left))
    assert {x for x, _top in boxes} == {17.0, 109.2}


def test_it_is_black_and_inside_the_margins() -> None:
    endless = RollCallLine("Castelbarco " * 9, "Consorzio " * 9, 10_000, 3, stairs_help=True)
    pdf = roll_call_pdf(facts(*HOUSE, RollCallPlace("Luogo lunghissimo " * 6, (endless,) * 30)))
    for number in range(page_count(pdf)):
        page = read(pdf, number)
        red, green, blue = picture(pdf, number, 72).split()
        assert red == green == blue
        assert page.text_colours <= {(0, 0, 0)}
        assert {one.colour for one in page.shapes} <= {(0, 0, 0), (255, 255, 255)}
        assert not [
            letter
            for letter in page.letters
            if letter.box.left < 16.5 or letter.box.right > RIGHT + 0.5 or letter.box.bottom > 290
        ]


@pytest.mark.parametrize(
    ("people", "pages"), [(0, 1), (1, 1), (46, 1), (47, 2), (108, 2), (109, 3)]
)
def test_more_than_46_people_go_on_a_second_page(people: int, pages: int) -> None:
    places = (place("Sala Po", people),) if people else ()
    pdf = roll_call_pdf(facts(*places))
    assert page_count(pdf) == pages
    assert sum(boxes_of(pdf, page) for page in range(pages)) == people


def test_the_fields_to_fill_stand_on_the_last_page_only() -> None:
    with speaking("it"):
        pdf = roll_call_pdf(facts(place("Sala Po", 60)))
        assert "Firma" not in read(pdf, 0).text
        assert "Firma" in read(pdf, 1).text
        assert plain("Sala Po, segue") in read(pdf, 1).text


def test_a_small_house_is_spread_over_both_columns() -> None:
    ((left, right),) = laid_out(HOUSE)
    rows = [sum(len(part.lines) for part in column) for column in (left, right)]
    assert sum(rows) == 37
    assert abs(rows[0] - rows[1]) <= 4


def test_stairs_heads_and_those_found_show() -> None:
    lines = (
        RollCallLine("Giorgio Valle", "", stairs_help=True),
        RollCallLine("Classe terza", "", 25, 12),
        RollCallLine("Lin Hu", "", found=1),
    )
    with speaking("it"):
        page = read(roll_call_pdf(facts(RollCallPlace("Sala Po", lines))))
    assert plain("AIUTO SCALE") in page.text
    assert plain("12 di 25 trovate") in page.text
    full = [
        one for one in page.shapes if one.box.near(one.box.left, one.box.top, 2.2, 2.2, by=0.05)
    ]
    assert len(full) == 1


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(1, 70), max_size=14))
def test_nobody_is_left_out_and_no_place_splits_before_its_third_row(sizes: list[int]) -> None:
    places = tuple(
        RollCallPlace(str(n), tuple(RollCallLine(f"{n}-{i}") for i in range(size)))
        for n, size in enumerate(sizes)
    )
    pages = laid_out(places)
    parts = [part for columns in pages for column in columns for part in column]
    drawn = [line.name for part in parts for line in part.lines]
    assert drawn == [line.name for one in places for line in one.lines]
    for part in parts:
        if part.first:
            assert len(part.lines) >= min(KEPT_TOGETHER, len(part.place.lines))
    on_first = sum(len(part.lines) for column in pages[0] for part in column)
    assert on_first <= MOST_ON_FIRST
