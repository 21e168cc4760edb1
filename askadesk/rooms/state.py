"""How a booking stands: all that a command may change, as one value that can be kept, compared, put back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from askadesk.rooms.rows import NO_PRICE, ExtraLine, Price, PriceLine
from db.values import BookingStatus, CalledOffBy, TimeSpan


@dataclass(frozen=True, slots=True)
class Taken:
    """A space with the buffers it was booked with, in minutes; of a zone, so many desks."""

    space: UUID
    setup: int = 0
    cleanup: int = 0
    desks: int = 1


@dataclass(frozen=True, slots=True)
class BookingState:
    """A booking as it stands, without its id and version."""

    status: BookingStatus
    starts: datetime
    ends: datetime
    spaces: tuple[Taken, ...]
    person: UUID | None = None
    organisation: UUID | None = None
    title: str = ""
    note: str = ""
    private: bool = False
    heads: int = 1
    people: tuple[UUID, ...] = ()
    lines: tuple[ExtraLine, ...] = ()
    price: Price = NO_PRICE
    series: UUID | None = None
    wall: str | None = None
    expires_at: datetime | None = None
    checked_in_at: datetime | None = None
    released_at: datetime | None = None
    cancelled_at: datetime | None = None
    cancelled_by: CalledOffBy | None = None
    reason: str = ""
    uid: str | None = None

    @property
    def is_announced(self) -> bool:
        """Whether its people are expected, late ones too: an option opens no door."""
        return self.status not in (BookingStatus.HOLD, BookingStatus.CANCELLED)

    def span_of(self, taken: Taken) -> TimeSpan | None:
        """What it takes of one of its spaces, buffers included; None when it takes nothing.

        A no-show took its space until it was released.
        """
        start = self.starts - timedelta(minutes=taken.setup)
        if self.status.occupies:
            return TimeSpan(start, self.ends + timedelta(minutes=taken.cleanup))
        released = self.released_at
        if self.status is BookingStatus.NO_SHOW and released is not None and released > start:
            return TimeSpan(start, min(released, self.ends))
        return None

    def taken_up(self, at: datetime) -> BookingState:
        """The same with its people in it."""
        return replace(
            self,
            status=BookingStatus.IN_USE,
            checked_in_at=at,
            expires_at=None,
            released_at=None,
        )

    def taken_up_again(self) -> BookingState:
        """The same booking, no longer called off or given up."""
        return replace(
            self,
            status=BookingStatus.CONFIRMED,
            cancelled_at=None,
            cancelled_by=None,
            released_at=None,
            reason="",
        )

    def called_off(self, at: datetime, by: CalledOffBy, reason: str) -> BookingState:
        """The same booking, called off."""
        return replace(
            self,
            status=BookingStatus.CANCELLED,
            expires_at=None,
            cancelled_at=at,
            cancelled_by=by,
            reason=reason,
        )

    def columns(self) -> dict[str, Any]:
        """Its columns in ``bookings``."""
        price = self.price
        return {
            "series": self.series,
            "wall": self.wall,
            "status": self.status,
            "starts": self.starts,
            "ends": self.ends,
            "person": self.person,
            "organisation": self.organisation,
            "title": self.title,
            "note": self.note,
            "private": self.private,
            "heads": self.heads,
            "lines": [[one.words, one.quantity, one.cents] for one in self.lines],
            "price": [[one.code, one.cents, dict(one.params)] for one in price.lines],
            "cents": price.cents,
            "covered": price.covered,
            "credits": price.credits,
            "paid_from": price.paid_from,
            "expires_at": self.expires_at,
            "checked_in_at": self.checked_in_at,
            "released_at": self.released_at,
            "cancelled_at": self.cancelled_at,
            "cancelled_by": self.cancelled_by,
            "reason": self.reason,
            "uid": self.uid,
        }

    def to_json(self) -> dict[str, Any]:
        """All of it, to be kept beside a change."""
        kept = {name: _plain(value) for name, value in self.columns().items()}
        kept["spaces"] = [
            [str(one.space), one.setup, one.cleanup, one.desks] for one in self.spaces
        ]
        kept["people"] = [str(person) for person in self.people]
        return kept


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return str(value) if isinstance(value, UUID) else value


def state_of(row: Any, spaces: Any, people: Any) -> BookingState:
    """The state of a booking's row, with the rows of its spaces and people."""
    return BookingState(
        status=row.status,
        starts=row.starts,
        ends=row.ends,
        spaces=tuple(Taken(one.space, one.setup, one.cleanup, one.desks) for one in spaces),
        person=row.person,
        organisation=row.organisation,
        title=row.title,
        note=row.note,
        private=bool(row.private),
        heads=row.heads,
        people=tuple(one.person for one in people),
        lines=lines_of(row.lines),
        price=price_of(row),
        series=row.series,
        wall=row.wall,
        expires_at=row.expires_at,
        checked_in_at=row.checked_in_at,
        released_at=row.released_at,
        cancelled_at=row.cancelled_at,
        cancelled_by=row.cancelled_by,
        reason=row.reason,
        uid=row.uid,
    )


def lines_of(stored: list[Any]) -> tuple[ExtraLine, ...]:
    return tuple(ExtraLine(words, quantity, cents) for words, quantity, cents in stored)


def price_of(row: Any) -> Price:
    lines = tuple(
        PriceLine(code, cents, tuple(params.items())) for code, cents, params in row.price
    )
    return Price(lines, row.cents, row.covered, row.credits, row.paid_from)


def state_from_json(kept: dict[str, Any]) -> BookingState:
    """The state that ``to_json`` kept."""
    lines = tuple(
        PriceLine(code, cents, tuple(params.items())) for code, cents, params in kept["price"]
    )
    by = kept["cancelled_by"]
    plain: dict[str, Any] = {name: kept[name] for name in _AS_THEY_ARE}
    plain |= {name: _moment(kept[name]) for name in _MOMENTS}
    return BookingState(
        status=BookingStatus(kept["status"]),
        starts=datetime.fromisoformat(kept["starts"]),
        ends=datetime.fromisoformat(kept["ends"]),
        spaces=tuple(
            Taken(UUID(space), setup, cleanup, desks)
            for space, setup, cleanup, desks in kept["spaces"]
        ),
        people=tuple(UUID(person) for person in kept["people"]),
        lines=lines_of(kept["lines"]),
        price=Price(lines, kept["cents"], kept["covered"], kept["credits"], _id(kept["paid_from"])),
        person=_id(kept["person"]),
        organisation=_id(kept["organisation"]),
        series=_id(kept["series"]),
        cancelled_by=CalledOffBy(by) if by else None,
        **plain,
    )


_AS_THEY_ARE = ("title", "note", "private", "heads", "wall", "reason", "uid")
_MOMENTS = ("expires_at", "checked_in_at", "released_at", "cancelled_at")


def _id(kept: str | None) -> UUID | None:
    return UUID(kept) if kept else None


def _moment(kept: str | None) -> datetime | None:
    return datetime.fromisoformat(kept) if kept else None
