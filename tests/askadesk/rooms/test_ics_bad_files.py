"""What else comes by the name of a calendar: a clear sentence each, in bounded time, nothing brought in."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from askadesk.core.errors import InputError
from askadesk.core.i18n import speaking
from askadesk.rooms.ics import words
from askadesk.rooms.ics.pieces import MOST_BYTES, MOST_EVENTS
from tests.askadesk.rooms.calendars import Calendars, calendar, event
from tests.askadesk.rooms.conftest import Rooms
from tests.hub_of_tests import HubOfTests

START = "DTSTART;TZID=Europe/Rome:20261118T100000"
HOUR = "DURATION:PT1H"


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with speaking("en"):
        yield


@pytest.fixture
def quick(sqlite_hub: HubOfTests, tmp_path: Path) -> Calendars:
    return Calendars(Rooms(sqlite_hub), tmp_path)


def refused(files: Calendars, data: bytes) -> InputError:
    space = files.rooms.room()
    with pytest.raises(InputError) as refusal:
        files.take(data, space)
    assert files.bookings() == ()
    return refusal.value


def sentence(files: Calendars, *lines: str) -> str:
    """Why one event cannot be brought in; the other one of the file can."""
    preview = files.read(calendar(event("good"), event("bad", *lines)), files.rooms.room())
    good, bad = preview.rows
    assert (good.outcome.value, bad.outcome.value) == ("new", "cannot")
    return words.row_sentence(bad)


# --- files that are no calendars -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "file_empty"),
        (b"\xef\xbb\xbf \r\n", "file_empty"),
        (b"\x00" * 5000, "file_empty"),
        (b"Nome;Cognome\r\nAnna;Sala\r\n", "file_no_calendar"),
        (b"\x89PNG\r\n\x1a\n" + os.urandom(2000), "file_no_calendar"),
        (b"PK\x03\x04" + os.urandom(2000), "file_no_calendar"),
        (b"BEGIN:VCARD\r\nFN:Anna\r\nEND:VCARD\r\n", "file_no_calendar"),
        (b"<html><body>BEGIN:VCALENDAR</body></html>", "file_no_calendar"),
        (calendar(event("a"))[:-40], "file_truncated"),
        (calendar(event("a"))[:-18], "file_truncated"),
        (b"BEGIN:VCALENDAR\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n", "file_truncated"),
        (calendar("BEGIN:VEVENT\nBEGIN:VALARM\nEND:VEVENT"), "file_truncated"),
    ],
)
def test_a_file_that_is_no_calendar_or_is_cut(quick: Calendars, data: bytes, code: str) -> None:
    assert refused(quick, data).code == code


def test_a_file_that_is_not_there(quick: Calendars, tmp_path: Path) -> None:
    for path in (tmp_path / "nowhere.ics", tmp_path):
        with pytest.raises(InputError) as refusal:
            quick.desk.calendar_files.read(path)
        assert refusal.value.code == "file_unreadable"


def test_any_cut_of_a_calendar_is_noticed(quick: Calendars) -> None:
    whole = calendar(event("a"), event("b", START, HOUR, "RRULE:FREQ=DAILY;COUNT=3"))
    for end in range(0, len(whole) - 3, 7):
        with pytest.raises(InputError):
            quick.desk.calendar_files.read(quick.file(whole[:end]))


def test_a_calendar_of_fifty_megabytes_is_refused_before_it_is_read(
    quick: Calendars, tmp_path: Path
) -> None:
    large = tmp_path / "large.ics"
    with large.open("wb") as file:
        file.write(b"BEGIN:VCALENDAR\r\n")
        file.truncate(50_000_000)
    begun = time.perf_counter()
    with pytest.raises(InputError) as refusal:
        quick.desk.calendar_files.read(large)
    assert (refusal.value.code, time.perf_counter() - begun < 0.5) == ("file_too_large", True)
    assert refusal.value.sentence == (
        "This file is larger than 20 MB. Nothing was read."
        " Export a shorter time, or one calendar at once."
    )


def test_a_hundred_thousand_events_are_refused_by_their_number(quick: Calendars) -> None:
    resource = pytest.importorskip("resource")
    data = calendar(*(event(str(number)) for number in range(100_000)))
    assert len(data) < MOST_BYTES
    before, begun = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.perf_counter()
    refusal = refused(quick, data)
    assert refusal.sentence == (
        f"This calendar has more than {MOST_EVENTS:,} events. Nothing was brought in."
        " Export a shorter time, or one calendar at once."
    )
    assert time.perf_counter() - begun < 20
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 300_000


def test_repetitions_that_are_followed_for_ever_are_refused(quick: Calendars) -> None:
    endless = (
        event(str(number), "DTSTART:19700101T100000Z", HOUR, "RRULE:FREQ=DAILY")
        for number in range(60)
    )
    assert refused(quick, calendar(*endless)).code == "too_many_dates"


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=29;BYDAY=FR",
        "FREQ=DAILY;BYHOUR=1,2,3,4,5,6;BYMINUTE=0,10,20,30,40,50;BYSETPOS=200",
        "FREQ=YEARLY;BYWEEKNO=53;BYMONTH=6",
    ],
)
def test_rules_that_hardly_ever_come_true_do_not_hold_the_desk_up(
    quick: Calendars, rule: str
) -> None:
    many = (event(str(number), START, HOUR, f"RRULE:{rule}") for number in range(300))
    begun = time.perf_counter()
    assert refused(quick, calendar(*many)).code == "too_many_dates"
    assert time.perf_counter() - begun < 20


def test_more_dates_than_one_import_makes_are_refused(quick: Calendars) -> None:
    many = (
        event(
            str(number), START.replace("T10", f"T{number:02}"), HOUR, "RRULE:FREQ=DAILY;COUNT=500"
        )
        for number in range(11)
    )
    assert refused(quick, calendar(*many)).code == "too_many_events"


# --- events that cannot be -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (("DTSTART:nonsense", HOUR), "What stands at DTSTART cannot be read."),
        (("DTSTART:20261399T100000", HOUR), "What stands at DTSTART cannot be read."),
        ((HOUR,), "It has no start."),
        ((START,), "It has no length: neither an end nor a duration."),
        (
            (START, START.replace("START", "END")),
            "It has no length: neither an end nor a duration.",
        ),
        ((START, "DTEND;TZID=Europe/Rome:20261118T090000"), "It ends before it begins."),
        ((START, "DURATION:-PT1H"), "It ends before it begins."),
        ((START, "DURATION:PT1000H"), "It lasts longer than the 31 days of a booking."),
        ((START, "DTEND:99991231T100000Z"), "The year 9999 is out of reach."),
        (
            ("DTSTART;TZID=Mars/Olympus:20261118T100000", HOUR),
            "The time zone “Mars/Olympus” is not known, and the file does not say what it is.",
        ),
        (
            (START, HOUR, "RRULE:FREQ=SOMETIMES"),
            "The repetition cannot be understood at “FREQ=SOMETIMES”.",
        ),
        (
            (START, HOUR, "RRULE:FREQ=MINUTELY;COUNT=5"),
            "A booking repeats by the day, week, month or year, not by the hour or minute.",
        ),
        (
            (START, HOUR, "RRULE:FREQ=DAILY;COUNT=3", "RRULE:FREQ=WEEKLY;COUNT=3"),
            "It repeats by several rules at once.",
        ),
        (
            (START, HOUR, "RRULE:FREQ=DAILY;COUNT=10000"),
            "It has more dates than a series may have.",
        ),
        (
            (START, "DURATION:P2D", "RRULE:FREQ=DAILY;COUNT=3"),
            "It is longer than the time until its next date.",
        ),
        (
            (START, HOUR, "RRULE:FREQ=DAILY;COUNT=3", "EXDATE:domani"),
            "What stands at EXDATE cannot be read.",
        ),
        (
            (START, HOUR, "RDATE:" + ",".join(["20261119T100000Z"] * 2000)),
            "It has more dates than a series may have.",
        ),
        (
            (START, HOUR, "RECURRENCE-ID;RANGE=THISANDFUTURE:20261118T090000Z"),
            "It changes a date and all that follow; export the calendar anew.",
        ),
    ],
)
def test_an_event_that_cannot_be_says_why(
    quick: Calendars, lines: tuple[str, ...], said: str
) -> None:
    assert sentence(quick, *lines) == said


def test_a_repetition_that_never_comes_true_still_has_its_start(quick: Calendars) -> None:
    never = event("a", START, HOUR, "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30;COUNT=3")
    (row,) = quick.read(calendar(never), quick.rooms.room()).rows
    assert (row.outcome.value, row.dates) == ("new", 1)


# --- odd, and good -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "data",
    [
        b"\xef\xbb\xbf" + calendar(event("a")),
        calendar(event("a")).decode().encode("utf-16"),
        calendar(event("a")).replace(b"\r\n", b"\n"),
        calendar(event("a")).replace(b"\r\n", b"\r"),
        calendar(event("a")).replace(b"BEGIN:", b"begin:").replace(b"DTSTART", b"dtstart"),
        b"\r\n\r\n" + calendar(event("a")) + b"\r\nrubbish",
        calendar(event("a")) + calendar(event("b", START.replace("T10", "T12"), HOUR)),
        calendar("BEGIN:VTODO\nUID:t\nSUMMARY:x\nEND:VTODO", event("a")),
        calendar(
            event("a", START, HOUR, "no colon here", "X-ODD;;=:\x01", "ATTACH:" + "A" * 90_000)
        ),
        calendar(
            event("a", START, HOUR, "SUMMARY:twice", "SEQUENCE:many", "DESCRIPTION:" + "x" * 50_000)
        ),
        calendar(event("a", summary="Caffè".encode("cp1252").decode("latin-1"))),
    ],
)
def test_what_is_odd_but_clear_is_brought_in(quick: Calendars, data: bytes) -> None:
    assert quick.take(data, quick.rooms.room()).made >= 1


def test_a_letter_that_was_folded_in_two_is_whole(quick: Calendars) -> None:
    plain = calendar(event("a", START, HOUR, summary="Caffè"))
    folded = plain.replace("è".encode(), "è".encode()[:1] + b"\r\n " + "è".encode()[1:])
    quick.take(folded, quick.rooms.room())
    assert quick.bookings()[0].title == "Caffè"


@pytest.mark.parametrize(
    "title", ["", "x" * 9000, "An\\nna\x07", "\u202eanna", "👨‍👩‍👧‍👦" * 60, "%_'\";--"]
)
def test_any_title_is_made_fit_to_be_kept(quick: Calendars, title: str) -> None:
    quick.take(calendar(event("a", START, HOUR, summary=title)), quick.rooms.room())
    assert 0 < len(quick.bookings()[0].title) <= 200


def test_an_event_without_uid_is_known_again(quick: Calendars) -> None:
    data = calendar(event("a", START, HOUR).replace("UID:a\n", ""))
    space = quick.rooms.room()
    quick.take(data, space)
    assert quick.read(data, space).rows[0].outcome.value == "same"
