"""Spaces, bookings and series for the tests of the booking dialog."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from uuid import UUID

from askadesk.rooms.rows import (
    Breach,
    Checked,
    Clash,
    ExtraLine,
    Free,
    NewBooking,
    Price,
    PriceLine,
    SpaceFields,
    SpaceRow,
    Taking,
)
from askadesk.rooms.series_rows import SeriesDate, SeriesPreview, SeriesRow
from db.values import SpaceKind
from tests.ui.samples import LONG_HOUSE, LONGEST, NOW, an_id
from ui.dialogs.booking_data import Draft, Holder

THURSDAY = date(2026, 11, 19)
LONG_SPACE = "Sala polifunzionale Rita Levi-Montalcini al piano terra"
WEEKLY = "FREQ=WEEKLY;BYDAY=TH;COUNT=10"


def at(hour: str, day: date = THURSDAY) -> datetime:
    """``hour`` on that day, on the hub's clock."""
    return datetime.combine(day, time.fromisoformat(hour), NOW.tzinfo)


def space(
    name: str = "Sala Dora", seats: int = 8, *, desks: int = 1, cleanup: int = 15
) -> SpaceRow:
    """A room, or a zone of desks."""
    kind = SpaceKind.DESK_ZONE if desks > 1 else SpaceKind.MEETING_ROOM
    return SpaceRow(an_id(name), SpaceFields(name, kind, seats, cleanup=cleanup), 1, desks)


def spaces(*, long: bool = False) -> tuple[SpaceRow, ...]:
    """The spaces of a hub."""
    rows = (space(), space("Sala Stura", 10), space("Postazioni", 24, desks=24))
    return (space(LONG_SPACE, 120), *rows) if long else rows


def draft(*, long: bool = False, rule: str = "") -> Draft:
    """A new booking of Thursday."""
    rows = spaces(long=long)
    person = an_id("Marco")
    new = NewBooking(
        spaces=(Taking(rows[0].id),),
        starts=at("12:30"),
        ends=at("14:30"),
        person=person,
        title=LONG_HOUSE if long else "Sportello lavoro",
        heads=100 if long else 6,
    )
    if long:
        new = replace(
            new,
            note=LONG_HOUSE,
            spaces=(Taking(rows[0].id), Taking(rows[2].id)),
            people=(an_id(LONGEST),),
            lines=(ExtraLine(LONG_HOUSE, 120, 12_345_67),),
            hold_until=at("09:00"),
        )
    holder = Holder(LONGEST if long else "Marco Bellino", person=person)
    return Draft(NOW, rows, new, holder, ((an_id(LONGEST), LONGEST),), rule=rule)


def empty_draft() -> Draft:
    """Nothing is known but the hour."""
    rows = spaces()
    new = NewBooking((Taking(rows[0].id),), at("12:30"), at("14:30"))
    return Draft(NOW, rows, new)


def price(*, long: bool = False) -> Price:
    """Two hours, a discount, and something to eat."""
    name = LONG_SPACE if long else "Sala Dora"
    lines = [
        PriceLine("hours", 4400, (("space", name), ("minutes", 120), ("each", 2200))),
        PriceLine("discount", -440, (("percent", 10),)),
        PriceLine("extra", 3000, (("quantity", 6), ("words", "Caffè"), ("each", 500))),
    ]
    return Price(tuple(lines), 6960)


def clash(
    hour: str = "12:00",
    *,
    who: str = "Geoide Studio",
    day: date = THURSDAY,
    name: str = "Sala Dora",
) -> Clash:
    """Somebody else has the room for two hours, and a quarter to tidy up."""
    starts = at(hour, day)
    ends = starts + timedelta(hours=2)
    until = ends + timedelta(minutes=15)
    return Clash(an_id(name), name, an_id("other"), who, starts, ends, starts, until, not who)


def free(
    name: str = "Sala Stura", hour: str = "12:30", day: date = THURSDAY, seats: int = 10
) -> Free:
    """Somewhere else, or later."""
    starts = at(hour, day)
    return Free(an_id(name), name, seats, starts, starts + timedelta(hours=2))


def closed(hours: str = "") -> Breach:
    """The hub is closed, or closes too early."""
    return Breach("closed", an_id("Sala Dora"), (("space", "Sala Dora"), ("hours", hours)))


def taken(*, long: bool = False) -> Checked:
    """The room is taken; there are other ways."""
    who, other = (LONG_HOUSE, LONG_SPACE) if long else ("Geoide Studio", "Sala Stura")
    name = LONG_SPACE if long else "Sala Dora"
    ways = (free(other), free("Sala Dora", "14:15", seats=8))
    return Checked((clash(who=who, name=name),), (), ways, price(long=long))


def series(count: int = 10, *, long: bool = False) -> SeriesPreview:
    """Thursdays, of which the third is taken and the sixth and seventh are closed."""
    dates = [_date(THURSDAY + timedelta(weeks=week)) for week in range(count)]
    if count > 6:
        day = dates[2].starts.date()
        who, name = (LONGEST, LONG_SPACE) if long else ("Geoide Studio", "Stura")
        ways = (free(name, day=day), free("Dora", "13:45", day))
        dates[2] = replace(dates[2], clashes=(clash(who=who, day=day),), proposals=ways)
        for at_, breach in ((5, closed("09:00–13:00")), (6, closed())):
            before = dates[at_].starts.date() - timedelta(days=1)
            one = free("Sala Dora", day=before, seats=8)
            dates[at_] = replace(dates[at_], breaches=(breach,), proposals=(one,))
    return SeriesPreview(tuple(dates), "ogni giovedì, 10 volte", price(long=long))


def _date(day: date) -> SeriesDate:
    wall = datetime.combine(day, at("12:30").time())
    return SeriesDate(wall, at("12:30", day), at("14:30", day), price=price())


def series_row(*, long: bool = False) -> SeriesRow:
    """A series under way."""
    words = f"{LONG_HOUSE}, ogni giovedì" if long else "ogni giovedì, 10 volte"
    return SeriesRow(an_id("series"), WEEKLY, words, 7, 10)


def id_of(name: str) -> UUID:
    """The id of a space by its name."""
    return an_id(name)
