"""Spaces, what occupies them, and for how much."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, Integer, String, UniqueConstraint, false, text
from sqlalchemy.dialects.postgresql import ExcludeConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Key, Moment, Name, to
from db.types import code_of
from db.values import BookingStatus, CalledOffBy, Role, SpaceKind, WaitStatus

STANDING = "archived_at IS NULL"
HELD = "status = 'hold'"
DUE = "status = 'confirmed'"


class Space(Base):
    """A room, hall, desk, booth or piece of equipment that can be occupied.

    ``week`` holds its own opening hours (as the hub's), None where the hub's hold. Minutes: ``setup``
    and ``cleanup`` around each booking, ``step`` between the starts, ``least`` and ``most`` for the length,
    ``grace`` until a booking that nobody came to is a no-show. ``notice_minutes`` is how long before, and
    ``ahead_days`` how far ahead it may be booked. ``plans`` lists the products whose members may book it
    (None: everybody), ``role`` who at the desk may.
    """

    __tablename__ = "spaces"
    __table_args__ = (
        CheckConstraint("seats > 0", name="seats"),
        CheckConstraint("step > 0 AND least > 0", name="step"),
        CheckConstraint("most IS NULL OR most >= least", name="lengths"),
        CheckConstraint("setup >= 0 AND cleanup >= 0 AND grace >= 0", name="buffers"),
        CheckConstraint("notice_minutes >= 0", name="notice"),
        CheckConstraint("ahead_days IS NULL OR ahead_days > 0", name="ahead"),
        Index("ix_spaces_hub_position", "hub", "position"),
    )

    id: Mapped[Key]
    hub: Mapped[UUID] = to("hubs.id")
    name: Mapped[Name]
    name_en: Mapped[Name] = mapped_column(String(200), default="")
    kind: Mapped[SpaceKind] = mapped_column(code_of(SpaceKind))
    seats: Mapped[int] = mapped_column(Integer)
    floor: Mapped[str] = mapped_column(String(80), default="")
    features: Mapped[list[Any]]
    setup: Mapped[int] = mapped_column(Integer, default=0)
    cleanup: Mapped[int] = mapped_column(Integer, default=0)
    step: Mapped[int] = mapped_column(Integer, default=15)
    least: Mapped[int] = mapped_column(Integer, default=15)
    most: Mapped[int | None]
    notice_minutes: Mapped[int] = mapped_column(Integer, default=0)
    ahead_days: Mapped[int | None]
    grace: Mapped[int] = mapped_column(Integer, default=15)
    week: Mapped[dict[str, Any] | None]
    plans: Mapped[list[Any] | None]
    role: Mapped[Role] = mapped_column(code_of(Role), default=Role.RECEPTIONIST)
    position: Mapped[int] = mapped_column(Integer, default=0)
    created_at: Mapped[Moment]
    archived_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(Integer, default=1)

    __mapper_args__ = {"version_id_col": version}


class SpaceUnit(Base):
    """A unit that a space takes up. A room owns one, a zone of 24 desks 24; a joined room owns none and
    takes up those of its parts."""

    __tablename__ = "space_units"
    __table_args__ = (
        Index(
            "uq_space_units_own",
            "unit",
            unique=True,
            sqlite_where=text("own"),
            postgresql_where=text("own"),
        ),
    )

    space: Mapped[UUID] = to("spaces.id", primary_key=True)
    unit: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    own: Mapped[bool] = mapped_column(default=True)


class SpacePart(Base):
    """A room that is part of a joined one."""

    __tablename__ = "space_parts"

    space: Mapped[UUID] = to("spaces.id", primary_key=True)
    part: Mapped[UUID] = to("spaces.id", primary_key=True)


class SpaceClosure(Base):
    """Days on which a space keeps other hours, or is out of use (a broken projector)."""

    __tablename__ = "space_closures"
    __table_args__ = (
        CheckConstraint("last_day >= first_day", name="days"),
        CheckConstraint("(opens IS NULL) = (closes IS NULL)", name="hours"),
        Index("ix_space_closures_space_last_day", "space", "last_day"),
    )

    id: Mapped[Key]
    space: Mapped[UUID] = to("spaces.id")
    first_day: Mapped[date]
    last_day: Mapped[date]
    opens: Mapped[time | None]
    closes: Mapped[time | None]
    reason: Mapped[str] = mapped_column(String(200), default="")
    archived_at: Mapped[datetime | None]


class SpacePrice(Base):
    """What a space costs from a day on, gross: for everybody, or for who holds the plan ``product``.

    By the hour, the half day (``half_day_minutes``) and the day, whichever is least; ``credits`` is what an
    hour costs in credits. All empty: not sold any more. Rows are only added.
    """

    __tablename__ = "space_prices"
    __table_args__ = (
        UniqueConstraint("space", "product", "valid_from"),
        Index(
            "uq_space_prices_everybody",
            "space",
            "valid_from",
            unique=True,
            sqlite_where=text("product IS NULL"),
            postgresql_where=text("product IS NULL"),
        ),
        CheckConstraint(
            "coalesce(hour_cents, 0) >= 0 AND coalesce(half_day_cents, 0) >= 0"
            " AND coalesce(day_cents, 0) >= 0 AND coalesce(credits, 0) >= 0",
            name="cents",
        ),
    )

    id: Mapped[Key]
    space: Mapped[UUID] = to("spaces.id")
    product: Mapped[UUID | None] = to("products.id")
    valid_from: Mapped[date]
    hour_cents: Mapped[int | None]
    half_day_cents: Mapped[int | None]
    day_cents: Mapped[int | None]
    credits: Mapped[int | None]
    vat: Mapped[str] = mapped_column(String(8), default="22")
    created_at: Mapped[Moment]
    command: Mapped[UUID]


class BookingSeries(Base):
    """Repeated bookings. ``rule`` is an RRULE, ``start`` its local start ("2026-11-19T12:30"); every date
    is written out as a booking. ``follows`` is the series that this one goes on after a change."""

    __tablename__ = "booking_series"

    id: Mapped[Key]
    hub: Mapped[UUID] = to("hubs.id")
    rule: Mapped[str] = mapped_column(String(400))
    start: Mapped[str] = mapped_column(String(19))
    minutes: Mapped[int] = mapped_column(Integer)
    skipped: Mapped[list[Any]]
    extra: Mapped[list[Any]]
    follows: Mapped[UUID | None] = to("booking_series.id")
    created_at: Mapped[Moment]
    command: Mapped[UUID]


class Booking(Base):
    """An occupied interval of one or more spaces. ``starts`` to ``ends`` is what was asked for; the buffers
    of its spaces come on top, in ``occupancy``.

    ``organisation`` holds it where there is one, and ``person`` speaks for it; else ``person`` holds it.
    ``wall`` is the local start by which its series knows it. ``lines`` are catering and the like,
    ``price`` how ``cents`` came about, each line one reason; ``covered`` minutes are part of a plan,
    ``credits`` were paid from the pass ``paid_from``. ``private`` bookings read "Riservata".
    """

    __tablename__ = "bookings"
    __table_args__ = (
        CheckConstraint("ends > starts", name="span"),
        CheckConstraint("heads > 0", name="heads"),
        CheckConstraint(
            "person IS NOT NULL OR organisation IS NOT NULL OR title <> ''", name="who"
        ),
        CheckConstraint("(status = 'hold') = (expires_at IS NOT NULL)", name="hold"),
        CheckConstraint("(status = 'cancelled') = (cancelled_at IS NOT NULL)", name="cancelled"),
        CheckConstraint("(status = 'cancelled') = (cancelled_by IS NOT NULL)", name="cancelled_by"),
        CheckConstraint("(status = 'no_show') = (released_at IS NOT NULL)", name="no_show"),
        CheckConstraint("status <> 'in_use' OR checked_in_at IS NOT NULL", name="in_use"),
        CheckConstraint("(series IS NULL) = (wall IS NULL)", name="series"),
        Index("ix_bookings_hub_starts", "hub", "starts"),
        Index("ix_bookings_series_wall", "series", "wall"),
        Index(
            "ix_bookings_held",
            "hub",
            "expires_at",
            sqlite_where=text(HELD),
            postgresql_where=text(HELD),
        ),
        Index(
            "ix_bookings_due",
            "hub",
            "starts",
            "ends",
            sqlite_where=text(DUE),
            postgresql_where=text(DUE),
        ),
        Index(
            "ix_bookings_uid",
            "uid",
            sqlite_where=text("uid IS NOT NULL"),
            postgresql_where=text("uid IS NOT NULL"),
        ),
    )

    id: Mapped[Key]
    hub: Mapped[UUID] = to("hubs.id")
    series: Mapped[UUID | None] = to("booking_series.id")
    wall: Mapped[str | None] = mapped_column(String(19))
    status: Mapped[BookingStatus] = mapped_column(code_of(BookingStatus))
    starts: Mapped[Moment]
    ends: Mapped[Moment]
    person: Mapped[UUID | None] = to("people.id", index=True)
    organisation: Mapped[UUID | None] = to("organisations.id", index=True)
    title: Mapped[Name] = mapped_column(String(200), default="")
    note: Mapped[str] = mapped_column(String(400), default="")
    private: Mapped[bool] = mapped_column(default=False)
    heads: Mapped[int] = mapped_column(Integer, default=1)
    lines: Mapped[list[Any]]
    price: Mapped[list[Any]]
    cents: Mapped[int] = mapped_column(Integer, default=0)
    covered: Mapped[int] = mapped_column(Integer, default=0)
    credits: Mapped[int] = mapped_column(Integer, default=0)
    paid_from: Mapped[UUID | None] = to("passes.id")
    expires_at: Mapped[datetime | None]
    checked_in_at: Mapped[datetime | None]
    released_at: Mapped[datetime | None]
    cancelled_at: Mapped[datetime | None]
    cancelled_by: Mapped[CalledOffBy | None] = mapped_column(code_of(CalledOffBy))
    reason: Mapped[str] = mapped_column(String(400), default="")
    uid: Mapped[str | None] = mapped_column(String(255))
    created_at: Mapped[Moment]
    command: Mapped[UUID]
    version: Mapped[int] = mapped_column(Integer, default=1)

    __mapper_args__ = {"version_id_col": version}


class BookingSpace(Base):
    """A space that a booking takes, with the buffers it was booked with; of a zone, so many desks."""

    __tablename__ = "booking_spaces"
    __table_args__ = (
        CheckConstraint("setup >= 0 AND cleanup >= 0 AND desks > 0", name="buffers"),
        Index("ix_booking_spaces_space", "space"),
    )

    booking: Mapped[UUID] = to("bookings.id", primary_key=True)
    space: Mapped[UUID] = to("spaces.id", primary_key=True)
    setup: Mapped[int] = mapped_column(Integer, default=0)
    cleanup: Mapped[int] = mapped_column(Integer, default=0)
    desks: Mapped[int] = mapped_column(Integer, default=1)


class BookingPerson(Base):
    """Someone named among the people of a booking, beside who holds it."""

    __tablename__ = "booking_people"

    booking: Mapped[UUID] = to("bookings.id", primary_key=True)
    person: Mapped[UUID] = to("people.id", primary_key=True, index=True)


class Occupancy(Base):
    """What is taken: one row a unit, with the buffers. The only place where double booking is refused.

    Rows are never updated: a change deletes and inserts.
    """

    __tablename__ = "occupancy"
    __table_args__ = (
        CheckConstraint("ends > starts", name="span"),
        ExcludeConstraint(
            (text("int4range(unit, unit, '[]')"), "&&"),
            (text("tstzrange(starts, ends, '[)')"), "&&"),
            name="occupancy_apart",
            using="gist",
            deferrable=True,
            initially="DEFERRED",
        ).ddl_if(dialect="postgresql"),
    )

    unit: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    starts: Mapped[datetime] = mapped_column(primary_key=True)
    ends: Mapped[Moment]
    booking: Mapped[UUID] = to("bookings.id", index=True)
    space: Mapped[UUID] = to("spaces.id")


class BookingChange(Base):
    """What a command made of a booking: how it stood before (None: it was not there), and after.

    Rows are only added: they are the story of a booking, and what undoing goes by.
    """

    __tablename__ = "booking_changes"
    __table_args__ = (Index("ix_booking_changes_command", "command"),)

    id: Mapped[Key]
    booking: Mapped[UUID] = to("bookings.id", index=True)
    kind: Mapped[str] = mapped_column(String(24))
    before: Mapped[dict[str, Any] | None]
    after: Mapped[dict[str, Any]]
    at: Mapped[Moment]
    command: Mapped[UUID]


class Waiting(Base):
    """Somebody who would take a space for a time when it frees. The first in line is offered it."""

    __tablename__ = "waiting"
    __table_args__ = (
        CheckConstraint("ends > starts", name="span"),
        CheckConstraint("person IS NOT NULL OR organisation IS NOT NULL", name="who"),
        CheckConstraint("(status = 'offered') = (offered_until IS NOT NULL)", name="offered"),
        Index(
            "ix_waiting_space_starts",
            "space",
            "starts",
            sqlite_where=text("status IN ('waiting', 'offered')"),
            postgresql_where=text("status IN ('waiting', 'offered')"),
        ),
    )

    id: Mapped[Key]
    hub: Mapped[UUID] = to("hubs.id")
    space: Mapped[UUID] = to("spaces.id")
    starts: Mapped[Moment]
    ends: Mapped[Moment]
    person: Mapped[UUID | None] = to("people.id", index=True)
    organisation: Mapped[UUID | None] = to("organisations.id", index=True)
    heads: Mapped[int] = mapped_column(Integer, default=1)
    title: Mapped[Name] = mapped_column(String(200), default="")
    status: Mapped[WaitStatus] = mapped_column(code_of(WaitStatus))
    offered_until: Mapped[datetime | None]
    created_at: Mapped[Moment]
    command: Mapped[UUID]
    version: Mapped[int] = mapped_column(Integer, default=1)
    private: Mapped[bool] = mapped_column(default=False, server_default=false())
    note: Mapped[str] = mapped_column(String(400), default="", server_default="")

    __mapper_args__ = {"version_id_col": version}
