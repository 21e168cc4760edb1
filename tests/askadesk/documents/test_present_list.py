"""The list of who is in, read back from its PDF."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from askadesk.core.i18n import speaking
from askadesk.documents.pictures import page_count
from askadesk.documents.present_list import present_pdf
from askadesk.documents.rows import PresentFacts, PresentLine
from tests.askadesk.documents.reading import picture, plain, read
from tests.askadesk.documents.samples import HUB, NAMES

NOW = datetime(2026, 11, 17, 15, 40, tzinfo=UTC)


def house(count: int) -> PresentFacts:
    since = datetime(2026, 11, 17, 9, 38, tzinfo=UTC)
    lines = [
        PresentLine(f"{NAMES[n % 9][2]} {n}", "Studio Nuvola", since, 25 if n == 1 else 1)
        for n in range(count)
    ]
    return PresentFacts(HUB, NOW, tuple(lines))


def test_it_says_where_when_how_many_and_who_since_when() -> None:
    with speaking("it"):
        text = read(present_pdf(house(3))).text
    for said in ("Insedeora", "27", "Aska", "15:40", "17novembre2026", "dalle09:38", "25persone"):
        assert said in text
    assert "ȘtefanȚîrlea0" in text


@pytest.mark.parametrize(("people", "pages"), [(0, 1), (1, 1), (30, 1), (31, 2), (64, 2), (65, 3)])
def test_more_people_take_more_pages_and_nobody_is_left_out(people: int, pages: int) -> None:
    facts = house(people)
    pdf = present_pdf(facts)
    assert page_count(pdf) == pages
    drawn = sum(read(pdf, page).text.count("StudioNuvola") for page in range(pages))
    assert drawn == people
    with speaking("it"):
        last = read(present_pdf(facts), pages - 1).text
    assert plain(f"{pages} di {pages}") in last


def test_an_empty_house_is_said() -> None:
    with speaking("it"):
        assert plain("In questo momento non c’è nessuno.") in read(present_pdf(house(0))).text


def test_it_is_grey_and_inside_the_margins() -> None:
    facts = house(40)
    endless = PresentLine("Castelbarco " * 12, "Consorzio " * 12, NOW, 10_000)
    pdf = present_pdf(PresentFacts(HUB, NOW, (*facts.lines, endless)))
    for number in range(2):
        red, green, blue = picture(pdf, number, 72).split()
        assert red == green == blue
        outside = [
            letter
            for letter in read(pdf, number).letters
            if letter.box.left < 16.5 or letter.box.right > 193.5 or letter.box.bottom > 290
        ]
        assert not outside
