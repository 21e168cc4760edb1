"""Calendars of others brought in: what each event does, what stops it, and that nothing is half done."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest

from askadesk.core.errors import ChangedMeanwhile, CommandReused, InputError, NotFound
from askadesk.core.i18n import speaking
from askadesk.rooms.errors import SpaceTaken
from askadesk.rooms.ics import words
from askadesk.rooms.ics.rows import IcsRow, Outcome
from askadesk.rooms.rows import BookingRow, SpacePriceRow
from db.models import BookingSeries
from db.values import BookingStatus, CalledOffBy, Money, Role, SpaceKind
from tests.askadesk.rooms.calendars import SAMPLES, Calendars, calendar, event, outcomes
from tests.askadesk.rooms.conftest import Rooms
from tests.counts import count
from tests.hub_of_tests import HubOfTests

WEDNESDAY = date(2026, 11, 18)
NUMBER = UUID("0197c6a0-5f5e-7b1a-9c5f-6d1f0a3b2c4d")


def at(start: str, end: str, *more: str, day: str = "20261118") -> tuple[str, ...]:
    """The lines of an event on a day, Wednesday's unless said otherwise."""
    return (
        f"DTSTART;TZID=Europe/Rome:{day}T{start}00",
        f"DTEND;TZID=Europe/Rome:{day}T{end}00",
        *more,
    )


WEEKLY = at("1400", "1500", "RRULE:FREQ=WEEKLY;COUNT=4")


@pytest.fixture
def files(rooms: Rooms, tmp_path: Path) -> Calendars:
    """On each engine."""
    return Calendars(rooms, tmp_path)


@pytest.fixture
def quick(sqlite_hub: HubOfTests, tmp_path: Path) -> Calendars:
    """On SQLite alone, where the database does not matter."""
    return Calendars(Rooms(sqlite_hub), tmp_path)


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with speaking("en"):
        yield


def shown(row: BookingRow) -> str:
    return f"{row.starts:%d/%m %H:%M}-{row.ends:%H:%M} {row.who}"


def only(rows: tuple[IcsRow, ...]) -> IcsRow:
    (row,) = rows
    return row


# --- new, same, changed, called off --------------------------------------------------------------


def test_a_calendar_is_looked_at_then_taken_in_and_the_second_time_does_nothing(
    files: Calendars,
) -> None:
    po = files.rooms.room()
    data = calendar(event("a", *at("1000", "1100")), event("b", *WEEKLY, summary="Redazione"))
    preview = files.read(data, po)
    assert [(one.title, one.outcome.value, one.dates, one.made) for one in preview.rows] == [
        ("Corso", "new", 1, 1),
        ("Redazione", "new", 4, 4),
    ]
    assert files.bookings() == ()
    done = files.desk.calendar_files.take(preview)
    assert (done.made, done.changed, done.off, done.left_out) == (5, 0, 0, 0)
    first, second, *_others = files.bookings()
    assert shown(first) == "18/11 10:00-11:00 Corso"
    assert shown(second) == "18/11 14:00-15:00 Redazione"
    assert (first.uid, first.series, second.series is None) == ("a", None, False)
    assert outcomes(files.read(data, po).rows) == ["same", "same"]
    assert files.take(data, po).made == 0
    assert len(files.bookings()) == 5


def test_what_changed_elsewhere_changes_here_and_what_is_gone_is_called_off(
    files: Calendars,
) -> None:
    po = files.rooms.room()
    before = event("b", *WEEKLY, summary="Redazione")
    files.take(calendar(event("a", *at("1000", "1100")), before), po)
    moved = event("a", *at("1100", "1230"), summary="Corso di cucito")
    shorter = before.replace("END:VEVENT", "EXDATE;TZID=Europe/Rome:20261125T140000\nEND:VEVENT")
    preview = files.read(calendar(moved, shorter), po)
    assert [(one.outcome.value, one.changed, one.off) for one in preview.rows] == [
        ("changed", 1, 0),
        ("changed", 0, 1),
    ]
    done = files.desk.calendar_files.take(preview)
    assert (done.made, done.changed, done.off) == (0, 1, 1)
    assert [shown(one) for one in files.bookings()] == [
        "18/11 11:00-12:30 Corso di cucito",
        "18/11 14:00-15:00 Redazione",
        "02/12 14:00-15:00 Redazione",
        "09/12 14:00-15:00 Redazione",
    ]


def test_an_event_that_was_called_off_elsewhere_is_called_off_here(quick: Calendars) -> None:
    po = quick.rooms.room()
    quick.take(calendar(event("a", *at("1000", "1100"))), po)
    gone = calendar(event("a", *at("1000", "1100", "STATUS:CANCELLED")))
    assert outcomes(quick.read(gone, po).rows) == ["called_off"]
    assert quick.take(gone, po).off == 1
    assert quick.bookings() == ()
    # What is called off there and never was here is nothing to do.
    unknown = calendar(event("z", *at("1000", "1100", "STATUS:CANCELLED")))
    assert outcomes(quick.read(unknown, po).rows) == ["left_out"]


def test_what_the_desk_called_off_is_not_brought_back(quick: Calendars) -> None:
    po, data = quick.rooms.room(), calendar(event("a", *at("1000", "1100")))
    quick.take(data, po)
    row = quick.bookings()[0]
    quick.desk.bookings.cancel(row.id, row.version, CalledOffBy.DESK, "")
    assert outcomes(quick.read(data, po).rows) == ["same"]
    assert quick.take(data, po).made == 0


def test_an_import_is_taken_back_as_a_whole(files: Calendars) -> None:
    done = files.take(calendar(event("a"), event("b", *WEEKLY)), files.rooms.room())
    files.desk.bookings.undo(done.command)
    assert files.bookings() == ()


def test_a_date_that_is_otherwise_belongs_to_its_series(quick: Calendars) -> None:
    po = quick.rooms.room()
    other = at("1600", "1700", "RECURRENCE-ID;TZID=Europe/Rome:20261125T140000", day="20261126")
    data = calendar(event("b", *WEEKLY), event("b", *other, summary="Spostato"))
    assert outcomes(quick.read(data, po).rows) == ["new"]
    quick.take(data, po)
    rows = quick.bookings()
    assert [shown(one) for one in rows][:2] == [
        "18/11 14:00-15:00 Corso",
        "26/11 16:00-17:00 Spostato",
    ]
    assert rows[1].wall == datetime.fromisoformat("2026-11-25T14:00")
    assert len({one.series for one in rows}) == 1
    assert outcomes(quick.read(data, po).rows) == ["same"]


def test_holders_are_chosen_and_pay_as_for_any_booking(files: Calendars) -> None:
    po = files.rooms.room()
    files.rooms.manager.spaces.add_price(po, SpacePriceRow(date(2026, 1, 1), hour=Money(2400)))
    files.take(calendar(event("a")), po, person=files.rooms.someone)
    row = files.bookings()[0]
    assert (row.who, row.title, row.price.cents) == ("Marco Bellino", "Corso", 2400)


# --- where, and what is left out -----------------------------------------------------------------


def test_a_space_is_named_by_the_place_or_chosen(quick: Calendars) -> None:
    po, dora = quick.rooms.room(), quick.rooms.room("Sala Dora", name_en="Dora Room")
    data = calendar(
        event("a", *at("1000", "1100", "LOCATION:sala dora")),
        event("b", *at("1000", "1100", "LOCATION:Via Po 1\\, Torino")),
        event("c", *at("1100", "1200", "LOCATION:Aula 3", "X-ASKADESK-SPACE:Dora Room")),
        event("d", *at("1200", "1300", "LOCATION:Sala Po\\, Sala Dora")),
    )
    preview = quick.read(data, po)
    assert [one.space_name for one in preview.rows] == [
        "Dora Room",
        "Sala Po",
        "Dora Room",
        "Sala Po, Dora Room",
    ]
    quick.desk.calendar_files.take(preview)
    taken = [{one.space for one in row.spaces} for row in quick.bookings()]
    assert taken.count({po}) == 1
    assert {po, dora} in taken
    # Without a choice, what names none of ours has nowhere to go.
    assert outcomes(quick.read(data).rows) == ["same", "cannot", "same", "same"]
    with pytest.raises(NotFound):
        quick.read(data, NUMBER)


def test_what_is_over_or_takes_no_time_is_left_out(quick: Calendars) -> None:
    data = calendar(
        event("a", *at("1000", "1100", day="20261110")),
        event("b", *at("1000", "1100", "TRANSP:TRANSPARENT")),
        event("c", "DTSTART;VALUE=DATE:20261118", "X-MICROSOFT-CDO-BUSYSTATUS:FREE"),
        event("d", *at("1000", "1100", "RRULE:FREQ=WEEKLY;COUNT=3", day="20261111")),
    )
    preview = quick.read(data, quick.rooms.room())
    assert outcomes(preview.rows) == ["left_out", "left_out", "left_out", "new"]
    assert [one.trouble and one.trouble.code for one in preview.rows] == [
        "over",
        "free",
        "free",
        None,
    ]
    # Of a series that has begun, what is to come.
    assert preview.rows[3].made == 2


def test_a_tentative_event_is_an_option_and_a_private_one_says_no_name(quick: Calendars) -> None:
    po = quick.rooms.room()
    data = calendar(
        event("a", *at("1000", "1100", "STATUS:TENTATIVE")),
        event("b", *at("1200", "1300", "CLASS:PRIVATE"), summary="Colloquio"),
    )
    quick.take(data, po)
    option, private = quick.bookings()
    assert (option.status, option.expires_at) == (BookingStatus.HOLD, option.starts)
    assert (private.private, private.title) == (True, "Colloquio")


def test_hours_are_broken_with_the_file_as_reason_and_said_before(quick: Calendars) -> None:
    po = quick.rooms.room()
    row = only(quick.read(calendar(event("a", *at("2200", "2300"))), po).rows)
    assert [one.code for one in row.breaches] == ["closed"]
    assert "open 08:00–20:00" in words.row_sentence(row)
    quick.take(calendar(event("a", *at("2200", "2300"))), po)
    assert quick.bookings()[0].reason == "sala.ics"


def test_a_space_of_managers_stays_theirs(quick: Calendars) -> None:
    po = quick.rooms.room(role=Role.MANAGER)
    row = only(quick.read(calendar(event("a")), po).rows)
    assert (row.outcome.value, words.row_sentence(row)) == (
        "cannot",
        "Only a manager may book Sala Po.",
    )


# --- what is taken -------------------------------------------------------------------------------


def test_what_is_taken_is_named_and_refuses_the_whole(files: Calendars) -> None:
    po = files.rooms.room(cleanup=10)
    files.take(calendar(event("mine", *at("1430", "1530"), summary="Nuvola")), po)
    data = calendar(event("a", *at("1000", "1100")), event("b", *WEEKLY))
    preview = files.read(data, po)
    assert outcomes(preview.rows) == ["new", "clashes"]
    assert (preview.rows[1].taken, preview.rows[1].dates) == (1, 4)
    assert words.row_sentence(preview.rows[1]) == "1 of 4 dates is taken."
    (clash,) = preview.rows[1].clashes
    assert (clash.who, f"{clash.starts:%d/%m %H:%M}", f"{clash.blocked_until:%H:%M}") == (
        "Nuvola",
        "18/11 14:30",
        "15:40",
    )
    with pytest.raises(SpaceTaken) as refused:
        files.desk.calendar_files.take(preview)
    assert refused.value.clashes == (clash,)
    assert len(files.bookings()) == 1
    done = files.desk.calendar_files.take(preview, skip_taken=True)
    assert (done.made, done.left_out) == (4, 1)
    (series,) = files.rooms.hub.rows(BookingSeries)
    assert series.skipped == ["2026-11-18T14:00"]


def test_a_private_booking_in_the_way_shows_no_name(quick: Calendars) -> None:
    po = quick.rooms.room()
    hidden = at("1000", "1100", "CLASS:PRIVATE")
    quick.take(calendar(event("mine", *hidden, summary="Colloquio")), po)
    preview = quick.read(calendar(event("a")), po)
    assert only(preview.rows).clashes[0].who == ""
    with pytest.raises(SpaceTaken) as refused:
        quick.desk.calendar_files.take(preview)
    assert "Colloquio" not in refused.value.sentence


def test_two_events_of_a_file_that_overlap_are_a_clash(quick: Calendars) -> None:
    po = quick.rooms.room()
    data = calendar(
        event("a", *at("1000", "1100"), summary="Primo"),
        event("b", *at("1030", "1130"), summary="Secondo"),
        event("c", *at("1100", "1200"), summary="Terzo"),
    )
    preview = quick.read(data, po)
    assert outcomes(preview.rows) == ["new", "clashes", "new"]
    assert preview.rows[1].clashes[0].who == "Primo"
    assert quick.take(data, po, skip_taken=True).made == 2


def test_two_bookings_change_places(files: Calendars) -> None:
    po = files.rooms.room()
    files.take(calendar(event("a", *at("1000", "1100")), event("b", *at("1200", "1300"))), po)
    swapped = calendar(event("a", *at("1200", "1300")), event("b", *at("1000", "1100")))
    assert outcomes(files.read(swapped, po).rows) == ["changed", "changed"]
    assert files.take(swapped, po).changed == 2


def test_what_cannot_move_keeps_its_place_against_the_rest_of_the_file(quick: Calendars) -> None:
    po = quick.rooms.room()
    quick.take(calendar(event("a", *at("1000", "1100")), event("x", *at("1500", "1600"))), po)
    # a wants the time of x, which is not in this file; b wants the time that a would leave.
    data = calendar(event("a", *at("1500", "1600")), event("b", *at("1000", "1100")))
    assert outcomes(quick.read(data, po).rows) == ["clashes", "clashes"]
    assert quick.take(data, po, skip_taken=True).made == 0


def test_a_zone_takes_as_many_events_as_it_has_desks(quick: Calendars) -> None:
    loft = quick.rooms.room("Loft", kind=SpaceKind.DESK_ZONE, seats=2, desks=2)
    preview = quick.read(calendar(event("a"), event("b"), event("c")), loft)
    assert outcomes(preview.rows) == ["new", "new", "clashes"]
    with pytest.raises(SpaceTaken) as refused:
        quick.desk.calendar_files.take(preview)
    assert refused.value.what == "Not enough desks are free for this calendar."


# --- meanwhile, and again ------------------------------------------------------------------------


def test_what_changed_since_the_preview_is_not_run_over(files: Calendars) -> None:
    po, data = files.rooms.room(), calendar(event("a", *at("1000", "1100")))
    preview = files.read(data, po)
    files.take(data, po)
    with pytest.raises(ChangedMeanwhile):
        files.desk.calendar_files.take(preview)
    other = files.read(calendar(event("b", *at("1200", "1300"))), po)
    files.rooms.book(po, "12:00", "13:00")  # on Tuesday: nothing to it
    files.take(calendar(event("c", *at("1230", "1330"))), po)
    with pytest.raises(SpaceTaken):
        files.desk.calendar_files.take(other)
    assert len(files.bookings()) == 3


def test_the_same_command_brings_in_once(files: Calendars) -> None:
    po = files.rooms.room()
    preview = files.read(calendar(event("a")), po)
    first = files.desk.calendar_files.take(preview, command=NUMBER)
    assert files.desk.calendar_files.take(preview, command=NUMBER) == first
    assert len(files.bookings()) == 1
    other = files.read(calendar(event("b", *at("1700", "1800"))), po)
    with pytest.raises(CommandReused):
        files.desk.calendar_files.take(other, command=NUMBER)


# --- as the great calendars write them -----------------------------------------------------------


def test_a_file_of_google(quick: Calendars) -> None:
    po = quick.rooms.room()
    preview = quick.read((SAMPLES / "google.ics").read_bytes(), po)
    assert [(one.title[:12], one.outcome.value, one.dates) for one in preview.rows] == [
        ("Redazione «L", "new", 5),
        ("Colloquio", "new", 1),
        ("Natale", "left_out", 1),
    ]
    quick.desk.calendar_files.take(preview)
    assert [f"{one.starts:%d/%m %H:%M}-{one.ends:%H:%M}" for one in quick.bookings()] == [
        "19/11 14:00-15:00",
        "24/11 09:00-10:30",
        "01/12 09:00-10:30",
        "16/12 15:00-16:30",
        "22/12 09:00-10:30",
        "29/12 09:00-10:30",
    ]
    first = quick.bookings()[1]
    assert first.title == (
        "Redazione «La città che cambia» – riunione settimanale con tutti i collaboratori esterni"
    )
    assert first.note.startswith("Riunione di redazione, portare il menabò.")


def test_a_file_of_outlook(quick: Calendars) -> None:
    po, dora = quick.rooms.room(), quick.rooms.room("Sala Dora")
    preview = quick.read((SAMPLES / "outlook.ics").read_bytes(), po)
    assert [(one.outcome.value, one.space_name, one.dates) for one in preview.rows] == [
        ("new", "Sala Dora", 7),
        ("new", "Sala Po", 1),
        ("new", "Sala Po", 1),
        ("left_out", "", 1),
    ]
    quick.desk.calendar_files.take(preview)
    rows = quick.bookings()
    assert [f"{one.starts:%d/%m %H:%M}-{one.ends:%d/%m %H:%M}" for one in rows][:3] == [
        "20/11 10:00-20/11 11:00",
        "03/12 00:00-05/12 00:00",
        "07/01 10:00-07/01 12:30",
    ]
    # Every other Thursday until the last one before the first of April, on summer time too.
    assert f"{rows[-1].starts:%d/%m %H:%M %z}" == "01/04 10:00 +0200"
    assert {one.space for one in rows[-1].spaces} == {dora}
    assert rows[0].private


def test_a_file_of_apple_with_a_series_that_never_ends(quick: Calendars) -> None:
    preview = quick.read((SAMPLES / "apple.ics").read_bytes(), quick.rooms.room())
    choir, visit = preview.rows
    assert (choir.outcome.value, choir.title, visit.outcome.value) == (
        "new",
        "Prove del coro 🎶",
        "new",
    )
    # Mondays until 17 November 2027, less the two left out around the New Year.
    assert choir.dates == 50
    assert words.row_sentence(choir) == (
        "50 dates. It repeats without end: its dates until 17 November 2027 are brought in."
        " Sala Po is open 08:00–20:00 on that day."
    )
    quick.desk.calendar_files.take(preview)
    assert "30/11 19:30-21:30 Prove del coro (più tardi)" in map(shown, quick.bookings())
    assert "18/11 09:30-10:15 Sopralluogo" in map(shown, quick.bookings())
    assert quick.read((SAMPLES / "apple.ics").read_bytes(), quick.rooms.room("Altra")).count(
        Outcome.CHANGED
    )


@pytest.mark.parametrize(
    ("zone", "hour"),
    [
        ("W. Europe Standard Time", 10),
        ('"W. Europe Standard Time"', 10),
        ("GMT Standard Time", 11),
        ("/freeassociation.sourceforge.net/Europe/Lisbon", 11),
        ("europe/rome", 10),
        ('"tzone://Microsoft/Utc"', 12),
        ("America/Argentina/Buenos_Aires", 15),
    ],
)
def test_a_zone_is_known_by_whatever_name(quick: Calendars, zone: str, hour: int) -> None:
    lines = (f"DTSTART;X-ODD=1;TZID={zone}:20270714T100000", "DURATION:PT1H")
    row = only(quick.read(calendar(event("a", *lines)), quick.rooms.room()).rows)
    assert row.starts is not None
    assert row.starts.hour == hour


def test_what_waits_for_a_choice_is_not_brought_in(files: Calendars) -> None:
    po = files.rooms.room()
    data = calendar(event("a"), event("b", "DTSTART:20261119T090000Z"))
    with pytest.raises(InputError) as refused:
        files.take(data, po)
    assert (refused.value.code, files.bookings()) == ("import_waiting", ())
    done = files.take(data, po, leave_out=True)
    assert (done.made, done.left_out) == (1, 1)


@pytest.mark.torture
def test_a_large_calendar_comes_in_at_once(files: Calendars) -> None:
    space, number = files.rooms.room(), count(200, 5000)
    days = (WEDNESDAY + timedelta(days=at // 20) for at in range(number))
    events = (
        event(
            str(place), *at(f"{4 + place % 20:02}00", f"{4 + place % 20:02}45", day=f"{day:%Y%m%d}")
        )
        for place, day in enumerate(days)
    )
    assert files.take(calendar(*events), space).made == number
