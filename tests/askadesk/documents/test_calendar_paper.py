"""The sheets for the doors and the plan of the week, read back from their PDFs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest

from askadesk.core.i18n import speaking
from askadesk.documents.door_sheet import ROWS, door_sheet_pdf
from askadesk.documents.pictures import page_count
from askadesk.documents.rows import (
    BookedLine,
    DoorFacts,
    DoorSheetFacts,
    WeekPlanFacts,
    WeekRow,
)
from askadesk.documents.week_plan import week_plan_pdf
from tests.askadesk.documents.reading import picture, plain, read
from tests.askadesk.documents.samples import HUB, NAMES

TUESDAY = date(2026, 11, 17)
NOW = datetime(2026, 11, 17, 8, 5, tzinfo=UTC)
A_DAY = timedelta(days=1)
ENDLESS = "Castelbarco " * 14


@pytest.fixture(autouse=True, params=["it", "en"])
def spoken(request: pytest.FixtureRequest) -> Iterator[None]:
    with speaking(request.param):
        yield


def booked(number: int, who: str = "", title: str = "", day: date = TUESDAY) -> BookedLine:
    starts = datetime(day.year, day.month, day.day, 8, tzinfo=UTC) + timedelta(minutes=45 * number)
    return BookedLine(starts, starts + timedelta(minutes=45), who, title)


def door(*lines: BookedLine, name: str = "Sala Po", closed: str = "") -> DoorFacts:
    return DoorFacts(name, "8 posti · piano 1", lines, closed)


def sheets(*doors: DoorFacts) -> bytes:
    return door_sheet_pdf(DoorSheetFacts(HUB, TUESDAY, NOW, doors))


def plan(*rows: WeekRow) -> bytes:
    return week_plan_pdf(WeekPlanFacts(HUB, TUESDAY - timedelta(days=1), NOW, rows))


def is_well_printed(pdf: bytes, page: int, width: float, height: float) -> bool:
    """All in embedded fonts, in grey, inside the margins."""
    found = read(pdf, page)
    red, green, blue = picture(pdf, page, 60).split()
    inside = all(
        one.box.left > 8 and one.box.right < width - 8 and one.box.bottom < height - 5
        for one in found.letters
    )
    return inside and all(font.embedded for font in found.fonts) and red == green == blue


def test_a_door_says_its_day_its_bookings_and_nobody_in_private() -> None:
    names = [name for _given, _family, name in NAMES]
    lines = [booked(n, who=name, title="Riunione") for n, name in enumerate(names)]
    pdf = sheets(door(*lines, booked(9)))
    text = read(pdf).text
    for name in names[:2]:
        assert plain(name) in text
    assert plain("08:00 – 08:45") in text
    with speaking("it"):
        private = read(sheets(door(booked(0)))).text
    assert ("Riservata" in private, "martedì17novembre" in private) == (True, True)
    assert is_well_printed(pdf, 0, 210, 297)


def test_each_door_has_a_page_and_a_long_day_goes_on() -> None:
    many = [booked(n % 15, who=f"Persona {n}") for n in range(ROWS + 1)]
    pdf = sheets(door(*many), door(name="Sala Dora"), door(name="Sala Stura", closed="Ferie"))
    assert page_count(pdf) == 4
    said = sum(read(pdf, page).text.count("Persona") for page in range(2))
    assert said == ROWS + 1
    assert "Ferie" in read(pdf, 3).text
    assert sheets(door(*many)) == sheets(door(*many))


def test_a_night_that_goes_on_is_open_at_its_end() -> None:
    night = BookedLine(NOW + timedelta(hours=14), NOW + timedelta(hours=17), "Nuvola")
    assert plain("22:05 – …") in read(sheets(door(night))).text


def test_a_night_that_ends_at_midnight_says_so() -> None:
    late = BookedLine(
        NOW.replace(hour=23, minute=0), NOW.replace(hour=0, minute=0) + A_DAY, "Nuvola"
    )
    assert plain("23:00 – 24:00") in read(sheets(door(late))).text
    week = ((), (late,), *[()] * 5)
    assert plain("23:00 – 24:00") in read(plan(WeekRow("Sala Po", "", week))).text


def test_endless_names_stay_on_the_paper() -> None:
    lines = [booked(n, who=ENDLESS, title=ENDLESS) for n in range(3)]
    pdf = sheets(door(*lines, name=ENDLESS))
    assert is_well_printed(pdf, 0, 210, 297)
    week = plan(WeekRow(ENDLESS, ENDLESS, tuple(tuple(lines) for _day in range(7))))
    assert is_well_printed(week, 0, 297, 210)


def test_a_week_says_every_booking_however_many() -> None:
    rows = []
    for place in range(7):
        days = []
        for offset in range(7):
            day = TUESDAY + timedelta(days=offset - 1)
            count = 20 if (place, offset) == (0, 0) else 2
            days.append(tuple(booked(n % 16, who="Nuvola", day=day) for n in range(count)))
        rows.append(WeekRow(f"Sala {place}", "8 posti", tuple(days)))
    pdf = plan(*rows)
    pages = range(page_count(pdf))
    assert sum(read(pdf, page).text.count("Nuvola") for page in pages) == 20 + 2 * 48
    assert all(is_well_printed(pdf, page, 297, 210) for page in pages)
    assert plan(*rows) == pdf


def test_an_empty_week_is_a_page() -> None:
    assert page_count(plan()) == 1
    assert page_count(plan(WeekRow("Sala Po", "", ((),) * 7))) == 1
