"""The hub's calendars for others: what stands in them, what does not, and that they come back as they went."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
import pytest
from hypothesis import HealthCheck, given, settings

from askadesk.core.errors import NotFound
from askadesk.core.i18n import speaking
from askadesk.rooms.ics.zones import zone_component
from askadesk.rooms.recurrence import Recurrence
from askadesk.rooms.rows import Booked, Move, SpaceFields, Taking
from askadesk.rooms.series_rows import NewSeries, Reach
from askadesk.services import Services
from db.values import CalledOffBy, SpaceKind
from tests.askadesk.rooms.calendars import (
    Calendars,
    calendar,
    event,
    outcomes,
    starts_said_by_others,
)
from tests.askadesk.rooms.conftest import Rooms
from tests.askadesk.rooms.series import any_series
from tests.counts import count
from tests.hub_of_tests import HubOfTests

FIRST, LAST = datetime(2026, 1, 1, tzinfo=UTC), datetime(2140, 1, 1, tzinfo=UTC)
WEEKLY = (
    "DTSTART;TZID=Europe/Rome:20270316T100000",
    "DURATION:PT1H",
    "RRULE:FREQ=WEEKLY;COUNT=6",
    "EXDATE;TZID=Europe/Rome:20270323T100000",
)


# Of weeks by number, of places in a week that has begun, and of a last day without its hour others have
# another opinion than the standard and the desk.
DISPUTED = re.compile("BYWEEKNO|WEEKLY.*SETPOS|UNTIL=[0-9]{8}(;|$)")


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with speaking("en"):
        yield


@pytest.fixture
def files(rooms: Rooms, tmp_path: Path) -> Calendars:
    return Calendars(rooms, tmp_path)


@pytest.fixture
def quick(sqlite_hub: HubOfTests, tmp_path: Path) -> Calendars:
    return Calendars(Rooms(sqlite_hub), tmp_path)


def events_of(data: bytes) -> list[Any]:
    return list(icalendar.Calendar.from_ical(data).events)


# --- what stands in it ---------------------------------------------------------------------------


def test_an_empty_hub_is_a_calendar_without_events(quick: Calendars) -> None:
    data = quick.desk.calendar_files.export()
    assert icalendar.Calendar.from_ical(data).events == []
    assert data.startswith(b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//AskaDesk")


def test_a_booking_is_an_event_with_its_zone(quick: Calendars) -> None:
    po = quick.rooms.room()
    booked = quick.rooms.book(po, "14:00", "15:30", title="Riunione; tutti, «insieme»", note="Sì")
    data = quick.desk.calendar_files.export()
    (one,) = events_of(data)
    assert str(one["UID"]) == f"{booked.bookings[0]}@askadesk"
    assert one["DTSTART"].to_ical() == b"20261117T140000"
    assert one["DTSTART"].params["TZID"] == "Europe/Rome"
    assert str(one["SUMMARY"]) == "Riunione; tutti, «insieme»"
    assert str(one["CONTACT"]) == "Marco Bellino"
    assert (str(one["LOCATION"]), str(one["STATUS"]), str(one["DESCRIPTION"])) == (
        "Sala Po",
        "CONFIRMED",
        "Sì",
    )
    assert icalendar.Calendar.from_ical(data).get_missing_tzids() == set()
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    # The same bookings, the same file.
    assert quick.desk.calendar_files.export() == data


def test_a_private_booking_says_reserved_and_nothing_else(files: Calendars) -> None:
    hidden = {"title": "Colloquio di Anna", "note": "segreto", "private": True}
    files.rooms.book(files.rooms.room(), "14:00", "15:00", **hidden)
    with speaking("it"):
        data = files.desk.calendar_files.export()
    (one,) = events_of(data)
    assert (str(one["SUMMARY"]), str(one["CLASS"])) == ("Riservata", "PRIVATE")
    for word in (b"Anna", b"Marco", b"segreto", b"Colloquio"):
        assert word not in data


def test_a_space_or_a_person_has_a_calendar_of_their_own(files: Calendars) -> None:
    rooms = files.rooms
    po, dora = rooms.room(), rooms.room("Sala Dora")
    anna = rooms.hub.person("Anna Sala")
    rooms.book(po, "10:00", "11:00", title="Uno")
    rooms.book(dora, "10:00", "11:00", title="Due", people=(anna,))
    rooms.book(dora, "12:00", "13:00", title="Tre", person=anna)

    def titles(**whose: object) -> list[str]:
        data = files.desk.calendar_files.export(**whose)  # type: ignore[arg-type]
        return [str(one["SUMMARY"]) for one in events_of(data)]

    assert titles() == ["Uno", "Due", "Tre"]
    assert titles(space=dora) == ["Due", "Tre"]
    assert titles(person=anna) == ["Due", "Tre"]
    assert titles(person=rooms.someone, space=dora) == ["Due"]
    with pytest.raises(NotFound):
        files.desk.calendar_files.export(space=anna)
    with pytest.raises(NotFound):
        files.desk.calendar_files.export(person=dora)


def test_what_is_called_off_is_not_in_it(quick: Calendars) -> None:
    booked = quick.rooms.book(quick.rooms.room(), "14:00", "15:00", title="Uno")
    quick.desk.bookings.cancel(booked.bookings[0], 1, CalledOffBy.DESK, "")
    assert events_of(quick.desk.calendar_files.export()) == []


def test_a_series_is_one_event_with_its_exceptions(files: Calendars) -> None:
    files.take(calendar(event("uid-1", *WEEKLY)), files.rooms.room())
    rows = files.bookings()
    files.desk.bookings.cancel(rows[1].id, rows[1].version, CalledOffBy.HOLDER, "")
    moved = files.rooms.moved(_booked(rows[2].id), "10:00", "11:00")
    later = rows[2].starts + timedelta(hours=3)
    files.desk.bookings.move([_at(moved, later)])
    data = files.desk.calendar_files.export()
    main, other = events_of(data)
    assert str(main["UID"]) == str(other["UID"]) == "uid-1"
    assert main["RRULE"].to_ical() == b"FREQ=WEEKLY;UNTIL=20270420T080000Z"
    assert sorted(one.dt.day for one in main["EXDATE"].dts) == [23, 30]
    assert other["RECURRENCE-ID"].to_ical() == b"20270406T100000"
    assert starts_said_by_others(data, FIRST, LAST) == [one for one, _end in files.spans()]


def test_a_series_that_was_changed_from_a_date_on_goes_out_as_it_stands(files: Calendars) -> None:
    rooms, desk = files.rooms, files.desk
    first = rooms.asked(rooms.room(), "14:00", "15:00", title="Corso")
    booked = desk.series.book(NewSeries(first, "FREQ=WEEKLY;COUNT=30"))
    third, tenth = (desk.calendar.booking(booked.bookings[at]) for at in (2, 9))
    desk.series.cancel(third.id, third.version, Reach.ONE, CalledOffBy.DESK, "")
    start = rooms.hub.moment("16:00", tenth.starts.date())
    later = replace(first, starts=start, ends=start + timedelta(minutes=90))
    desk.series.change(tenth.id, tenth.version, later, Reach.FOLLOWING)
    data = desk.calendar_files.export()
    before, after = events_of(data)
    assert str(before["UID"]) != str(after["UID"])
    assert starts_said_by_others(data, FIRST, LAST) == [one for one, _end in files.spans()]
    assert outcomes(files.read(data).rows) == ["same", "same"]


def _booked(booking: object) -> Any:
    return Booked((booking,), booking)  # type: ignore[arg-type]


def _at(move: Move, starts: datetime) -> Move:
    return replace(move, starts=starts, ends=starts + timedelta(hours=1))


# --- there and back ------------------------------------------------------------------------------


def test_our_own_calendar_brought_in_here_again_changes_nothing(files: Calendars) -> None:
    rooms = files.rooms
    po = rooms.room()
    files.take(calendar(event("uid-1", *WEEKLY)), po)
    rooms.book(po, "14:00", "15:30", title="Uno", heads=4)
    rooms.book(po, "16:00", "17:00", note="Porta la chiave")
    rooms.book(po, "17:00", "18:00", title="Colloquio", private=True)
    data = files.desk.calendar_files.export()
    assert outcomes(files.read(data).rows) == ["same"] * 4
    assert files.take(data).made == 0


def test_each_zone_of_a_booking_has_its_own_desks_again(files: Calendars) -> None:
    rooms = files.rooms
    loft = rooms.room("Loft", kind=SpaceKind.DESK_ZONE, desks=8)
    attic = rooms.room("Attico", kind=SpaceKind.DESK_ZONE, desks=8)
    both = replace(
        rooms.asked(loft, "14:00", "15:00", title="Corso"), spaces=(Taking(loft), Taking(attic, 3))
    )
    booked = rooms.row(rooms.desk.bookings.book(both))
    data = files.desk.calendar_files.export()
    rooms.desk.bookings.cancel(booked.id, booked.version)
    # Under another UID it is a booking that was never here.
    files.take(data.replace(str(booked.id).encode(), b"elsewhere"))
    (row,) = files.bookings()
    assert {one.space: one.desks for one in row.spaces} == {loft: 1, attic: 3}


def test_desks_that_cannot_be_counted_are_as_many_as_the_others(files: Calendars) -> None:
    rooms = files.rooms
    for name in ("Loft", "Attico", "Soppalco"):
        rooms.room(name, kind=SpaceKind.DESK_ZONE, desks=8)
    named = (f"X-ASKADESK-SPACE;X-DESKS={said}" for said in ("many", "1,2", "5"))
    spaces = map(":".join, zip(named, ("Loft", "Attico", "Soppalco"), strict=True))
    files.take(calendar(event("uid-1", *WEEKLY[:2], *spaces, "X-ASKADESK-DESKS:2")))
    (row,) = files.bookings()
    assert sorted(one.desks for one in row.spaces) == [2, 2, 5]


def test_the_second_of_two_equal_hours_comes_back_as_it_went(quick: Calendars) -> None:
    po, night = quick.rooms.room(), datetime(2027, 10, 31, 1, 30, tzinfo=UTC)
    quick.take(calendar(event("a", "DTSTART:20271031T013000Z", "DURATION:PT15M")), po)
    data = quick.desk.calendar_files.export()
    assert b"DTSTART:20271031T013000Z" in data
    there = TwoHubs(quick).empty()
    there.calendar_files.take(there.calendar_files.read(quick.file(data)))
    assert quick.spans(there) == [(night, night + timedelta(minutes=15))]


class TwoHubs:
    """Two empty hubs for each try."""

    def __init__(self, quick: Calendars) -> None:
        self.quick = quick
        self.number = 0

    def empty(self) -> Services:
        self.number += 1
        made = self.quick.rooms.hub.other_hub(f"Aska {self.number}")
        made.spaces.add(SpaceFields("Sala Po", SpaceKind.MEETING_ROOM, 8))
        return made


@pytest.mark.torture
def test_any_series_goes_out_and_comes_back_the_same(quick: Calendars) -> None:
    hubs = TwoHubs(quick)

    @settings(
        max_examples=count(15, 400),
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
    )
    @given(any_series())
    def there_and_back(series: Recurrence) -> None:
        data = calendar(event("uid-1", *_lines(series)))
        here, there = hubs.empty(), hubs.empty()
        preview = here.calendar_files.read(quick.file(data), space=here.spaces.spaces()[0].id)
        here.calendar_files.take(preview, leave_out=True, skip_taken=True)
        spans = quick.spans(here)
        starts = [one for one, _end in spans]
        now = quick.rooms.hub.clock.now()
        # The other library leaves out a date, too, whose time in UTC reads like a skipped one here.
        confused = any(one.replace(tzinfo=None) in series.skipped for one in starts)
        disputed = confused or DISPUTED.search(series.rule)
        if not preview.impossible and not preview.taken and not disputed:
            found = starts_said_by_others(data, FIRST, LAST)
            assert starts == [one for one in found if one + timedelta(minutes=30) > now]
        out = here.calendar_files.export()
        assert confused or starts_said_by_others(out, FIRST, LAST) == starts
        there.calendar_files.take(there.calendar_files.read(quick.file(out, "out.ics")))
        assert quick.spans(there) == spans

    there_and_back()


def _lines(series: Recurrence) -> tuple[str, ...]:
    def local(name: str, walls: Iterable[datetime]) -> list[str]:
        return [f"{name};TZID=Europe/Rome:{wall:%Y%m%dT%H%M%S}" for wall in sorted(walls)]

    return (
        *local("DTSTART", [series.start]),
        "DURATION:PT30M",
        f"RRULE:{series.rule}",
        *local("EXDATE", series.skipped),
        *local("RDATE", series.extra),
    )


# --- zones ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    ["Europe/Rome", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata", "Africa/Cairo"],
)
def test_a_zone_is_written_with_every_change_of_its_clocks(name: str) -> None:
    zone = ZoneInfo(name)
    written = zone_component(
        zone, datetime(2026, 1, 1, tzinfo=zone), datetime(2029, 1, 1, tzinfo=zone)
    )
    read = icalendar.Timezone.from_ical(written.to_ical())
    assert isinstance(read, icalendar.Timezone)
    told = read.to_tz(lookup_tzid=False)
    moment = datetime(2026, 1, 2, tzinfo=UTC)
    while moment.year < 2029:
        assert moment.astimezone(told).utcoffset() == moment.astimezone(zone).utcoffset(), moment
        moment += timedelta(hours=1)
