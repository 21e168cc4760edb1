"""Any day of work at the desk, against a list of what is taken: the two never differ.

The list knows intervals, buffers, joined rooms and how many sit in a zone at once, and nothing else: no
units, no index, no database.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any
from uuid import UUID

import pytest

from askadesk.core.errors import InputError
from askadesk.rooms.errors import SpaceTaken
from askadesk.rooms.rows import Booked, BookingRow, Move, NewBooking, Taking
from askadesk.rooms.series_rows import Instead, NewSeries, Reach
from db.models import Occupancy
from db.values import BookingStatus, SpaceKind
from tests.askadesk.rooms.conftest import Rooms
from tests.counts import count
from tests.hub_of_tests import ROME, TUESDAY

SEED = 20261117
SEATS = 6
DAYS = 10
LONG_BEFORE = date(2026, 3, 2)
QUARTER = timedelta(minutes=15)


@dataclass(frozen=True)
class Space:
    """What the list knows of a space: with which rooms it shares its floor, its buffers, how many fit in."""

    id: UUID
    rooms: frozenset[str]
    setup: int = 0
    cleanup: int = 0
    fits: int = 1


@dataclass(frozen=True)
class Held:
    """A booking on the list."""

    space: Space
    starts: datetime
    ends: datetime
    desks: int = 1

    @property
    def blocked(self) -> tuple[datetime, datetime]:
        return (
            self.starts - timedelta(minutes=self.space.setup),
            self.ends + timedelta(minutes=self.space.cleanup),
        )

    def with_desks_of(self, other: Held) -> Held:
        """The same for whom ``other`` is: outside a zone there are no desks to count."""
        return replace(self, desks=other.desks if self.space.fits > 1 else 1)

    def meets(self, other: Held) -> bool:
        (start, end), (other_start, other_end) = self.blocked, other.blocked
        same = bool(self.space.rooms & other.space.rooms)
        return same and start < other_end and other_start < end


HeldBy = dict[UUID, Held]


def fits(held: HeldBy, news: HeldBy) -> bool:
    """Whether ``news`` can be had beside what is held, looked at one against every other."""
    every = [*held.values(), *news.values()]
    concerned = [one for one in every if any(one.meets(new) for new in news.values())]
    for one in concerned:
        start = one.blocked[0]
        then = [
            other
            for other in every
            if other.meets(one) and other.blocked[0] <= start < other.blocked[1]
        ]
        if sum(other.desks for other in then) > one.space.fits:
            return False
    return True


class Day:
    """Random work at a desk; after each step desk and list are held against each other."""

    def __init__(self, rooms: Rooms, seed: int) -> None:
        self.rooms, self.desk = rooms, rooms.desk
        self.any = random.Random(seed)
        # All of it lies well ahead: what time does to bookings is another trial.
        rooms.hub.at("09:00", LONG_BEFORE)
        po = rooms.room("Po 1", setup=15, cleanup=15)
        stura = rooms.room("Po 2")
        both = rooms.room("Sala Po", seats=16, parts=(po, stura), cleanup=30)
        zone = rooms.room("Postazioni", kind=SpaceKind.DESK_ZONE, desks=SEATS, seats=SEATS)
        self.spaces = (
            Space(po, frozenset({"1"}), 15, 15),
            Space(stura, frozenset({"2"})),
            Space(both, frozenset({"1", "2"}), 0, 30),
            Space(zone, frozenset({"zone"}), fits=SEATS),
        )
        self.rows: dict[UUID, BookingRow] = {}
        self.held: HeldBy = {}
        self.off: HeldBy = {}
        self.last: tuple[Booked, HeldBy, HeldBy] | None = None
        self.refused = 0

    def live(self, steps: int) -> None:
        acts: tuple[Callable[[], None], ...] = (
            self.books,
            self.books,
            self.moves,
            self.resizes,
            self.calls_off,
            self.takes_up,
            self.swaps,
            self.books_a_series,
            self.moves_a_series,
            self.calls_off_a_series,
            self.takes_back,
        )
        for _step in range(steps):
            self.any.choice(acts)()
            self.compare()

    # --- what is done ----------------------------------------------------------------------------

    def books(self) -> None:
        wanted = self._some_wish()
        self._try(
            lambda: self.desk.bookings.book(self._asked(wanted)),
            lambda booked: {booked.bookings[0]: wanted},
            [wanted],
        )

    def moves(self) -> None:
        if (row := self._some_row()) is not None:
            held = self.held[row.id]
            there = self._some_wish().with_desks_of(held)
            self._move({row.id: there}, (self._to(row, there),))

    def resizes(self) -> None:
        if (row := self._some_row()) is not None:
            held = self.held[row.id]
            longer = replace(held, ends=held.starts + QUARTER * self.any.randint(1, 16))
            self._move({row.id: longer}, (self._to(row, longer),))

    def swaps(self) -> None:
        one, two = self._some_row(), self._some_row()
        if one is None or two is None or one.id == two.id:
            return
        first, second = self.held[one.id], self.held[two.id]
        there = {
            one.id: second.with_desks_of(first),
            two.id: first.with_desks_of(second),
        }
        self._move(there, (self._to(one, there[one.id]), self._to(two, there[two.id])))

    def calls_off(self) -> None:
        if (row := self._some_row()) is not None:
            booked = self.desk.bookings.cancel(row.id, row.version)
            self._gone(booked, {row.id})

    def takes_up(self) -> None:
        if not self.off:
            return
        booking = self.any.choice(sorted(self.off))
        row, wanted = self.desk.calendar.booking(booking), self.off[booking]
        self._try(
            lambda: self.desk.bookings.restore(booking, row.version, reason="Di nuovo"),
            lambda _booked: {booking: wanted},
            [wanted],
        )

    def books_a_series(self) -> None:
        wanted, number = self._some_wish(), self.any.randint(2, 5)
        dates = [self._later(wanted, place) for place in range(number)]
        new = NewSeries(self._asked(wanted), f"FREQ=DAILY;COUNT={number}")
        names = [one.starts.astimezone(ROME).replace(tzinfo=None) for one in dates]
        shown = self.desk.series.preview(new)
        free = [not fits(self.held, {UUID(int=1): one}) for one in dates]
        assert [one.taken for one in shown.dates] == free
        if all(free):
            return
        if self.any.random() < 0.5:
            skipped = tuple(Instead(name) for name, clash in zip(names, free, strict=True) if clash)
            new = replace(new, instead=skipped)
            dates = [one for one, clash in zip(dates, free, strict=True) if not clash]
        self._try(
            lambda: self.desk.series.book(new),
            lambda booked: dict(zip(booked.bookings, dates, strict=True)),
            dates,
        )

    def moves_a_series(self) -> None:
        if (row := self._some_row(in_series=True)) is None:
            return
        reach = self.any.choice(list(Reach))
        by, length = QUARTER * self.any.randint(-6, 6), self.any.randint(1, 12)
        held = self.held[row.id]
        starts = held.starts + by
        new = replace(
            self._asked(held), starts=starts, ends=starts + QUARTER * length, spaces=row.spaces
        )
        reached = self._reached(row, reach)
        dates = [self._moved_with(row, self.held[id], id, new, reach) for id in reached]
        spans = sorted((one.starts, one.ends) for one in dates)
        if any(end > start for (_start, end), (start, _end) in pairwise(spans)):
            with pytest.raises(InputError):
                self.desk.series.change(row.id, row.version, new, reach)
            return
        shown = self.desk.series.preview_change(row.id, new, reach)
        shown_at = [(one.starts, one.ends) for one in shown.dates]
        assert shown_at == [(one.starts, one.ends) for one in dates]
        there = dict(zip(reached, dates, strict=True))
        self._try(
            lambda: self.desk.series.change(row.id, row.version, new, reach),
            lambda _booked: there,
            dates,
            without=set(reached),
        )

    def calls_off_a_series(self) -> None:
        if (row := self._some_row(in_series=True)) is not None and self.any.random() < 0.5:
            reach = self.any.choice(list(Reach))
            reached = self._reached(row, reach)
            booked = self.desk.series.cancel(row.id, row.version, reach)
            self._gone(booked, set(reached))

    def takes_back(self) -> None:
        if self.last is None:
            return
        booked, before, off = self.last
        now = (dict(self.held), dict(self.off))
        try:
            undone = self.desk.bookings.undo(booked.command)
        except SpaceTaken:
            raise AssertionError("nothing came between") from None
        self.held, self.off = dict(before), dict(off)
        for id in now[0].keys() - before.keys() - off.keys():
            self.off[id] = now[0][id]
        self.last = (undone, *now)

    # --- how -------------------------------------------------------------------------------------

    def _moved_with(
        self, anchor: BookingRow, held: Held, id: UUID, new: NewBooking, reach: Reach
    ) -> Held:
        """A date of a series of which another moves: as far from its own hour as that one from its own."""
        if (new.starts, new.ends) == (anchor.starts, anchor.ends):
            return held
        wall = self.rows[id].wall
        assert wall is not None
        assert anchor.wall is not None
        by = new.starts.astimezone(ROME).replace(tzinfo=None) - anchor.wall
        starts = (wall + by).replace(tzinfo=ROME).astimezone(UTC)
        if reach is Reach.ONE:
            starts = new.starts
        return replace(held, starts=starts, ends=starts + (new.ends - new.starts))

    def _move(self, there: HeldBy, moves: tuple[Move, ...]) -> None:
        self._try(
            lambda: self.desk.bookings.move(moves, reason="Spostata"),
            lambda _booked: there,
            list(there.values()),
            without=set(there),
        )

    def _try(
        self,
        act: Callable[[], Booked],
        makes: Callable[[Booked], HeldBy],
        wanted: list[Held],
        without: set[UUID] | frozenset[UUID] = frozenset(),
    ) -> None:
        """The desk does it just when the list says that it can."""
        rest = {id: one for id, one in self.held.items() if id not in without}
        news = {UUID(int=place): one for place, one in enumerate(wanted)}
        before = (dict(self.held), dict(self.off))
        if not fits(rest, news):
            self.refused += 1
            with pytest.raises(SpaceTaken):
                act()
            return
        booked = act()
        self.held |= makes(booked)
        for id in self.held.keys() & self.off.keys():
            del self.off[id]
        self.last = (booked, *before)

    def _gone(self, booked: Booked, ids: set[UUID]) -> None:
        self.last = (booked, dict(self.held), dict(self.off))
        for id in ids:
            self.off[id] = self.held.pop(id)

    def _reached(self, row: BookingRow, reach: Reach) -> list[UUID]:
        """The dates of a series that a change reaches, by their names."""
        if reach is Reach.ONE:
            return [row.id]
        every = [self.rows[id] for id in self.held]
        mine = sorted(
            (one.wall, one.id) for one in every if one.series == row.series and one.wall is not None
        )
        first = row.wall if reach is Reach.FOLLOWING else None
        return [id for wall, id in mine if first is None or wall >= first]

    def _some_wish(self) -> Held:
        space = self.any.choice(self.spaces)
        day = TUESDAY + timedelta(days=self.any.randint(1, DAYS))
        start = datetime(day.year, day.month, day.day, 9, tzinfo=ROME).astimezone(UTC)
        start += QUARTER * self.any.randint(0, 28)
        desks = self.any.randint(1, 3) if space.fits > 1 else 1
        return Held(space, start, start + QUARTER * self.any.randint(1, 12), desks)

    def _later(self, held: Held, days: int) -> Held:
        by = timedelta(days=days)
        return replace(held, starts=held.starts + by, ends=held.ends + by)

    def _asked(self, held: Held) -> NewBooking:
        return NewBooking(
            (Taking(held.space.id, held.desks),),
            held.starts,
            held.ends,
            title="Prova",
            reason="Serve",
        )

    def _to(self, row: BookingRow, there: Held) -> Move:
        return Move(row.id, row.version, there.starts, there.ends, there.space.id)

    def _some_row(self, *, in_series: bool = False) -> BookingRow | None:
        ids = sorted(self.held)
        self.any.shuffle(ids)
        for id in ids:
            row = self.rows[id]
            if not in_series or row.series is not None:
                return row
        return None

    # --- the two lists ---------------------------------------------------------------------------

    def compare(self) -> None:
        found = self.desk.calendar.bookings(LONG_BEFORE, date(2027, 12, 31))
        self.rows = {one.id: one for one in found}
        standing = {
            one.id: (one.spaces[0].space, one.spaces[0].desks, one.starts, one.ends)
            for one in found
            if one.status is not BookingStatus.CANCELLED
        }
        listed = {
            id: (one.space.id, one.desks, one.starts, one.ends) for id, one in self.held.items()
        }
        assert standing == listed
        rows: dict[UUID, list[Any]] = {}
        for row in self.rooms.hub.rows(Occupancy):
            rows.setdefault(row.booking, []).append(row)
        assert rows.keys() == self.held.keys()
        for id, one in self.held.items():
            units = one.desks if one.space.fits > 1 else len(one.space.rooms)
            assert {(row.starts, row.ends) for row in rows[id]} == {one.blocked}
            assert len({row.unit for row in rows[id]}) == units


@pytest.mark.torture
def test_any_day_of_work_leaves_the_desk_as_a_plain_list_would(rooms: Rooms) -> None:
    day = Day(rooms, SEED)
    day.live(count(60, 10_000))
    assert day.held
