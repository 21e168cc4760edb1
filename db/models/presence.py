"""Visits, from check-in to check-out, and what was put right afterwards."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer, String, text
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Key, Moment, to
from db.types import Identity, code_of
from db.values import Basis, Leaving

OPEN = "checked_out_at IS NULL AND voided_at IS NULL"


class Visit(Base):
    """One presence. ``day`` is the hub's day of the check-in. Undoing voids it; nothing is deleted."""

    __tablename__ = "visits"
    __table_args__ = (
        Index(
            "uq_visits_open",
            "hub",
            "person",
            unique=True,
            sqlite_where=text(OPEN),
            postgresql_where=text(OPEN),
        ),
        Index("ix_visits_person_day", "person", "day"),
        Index(
            "ix_visits_open_heads",
            "hub",
            "head_count",
            sqlite_where=text(OPEN),
            postgresql_where=text(OPEN),
        ),
        Index(
            "ix_visits_open_membership",
            "membership",
            sqlite_where=text(OPEN),
            postgresql_where=text(OPEN),
        ),
        # Most visits have no host: an index without them is not written at each entry.
        Index(
            "ix_visits_host_day",
            "host",
            "day",
            sqlite_where=text("host IS NOT NULL"),
            postgresql_where=text("host IS NOT NULL"),
        ),
        CheckConstraint("checked_out_at IS NULL OR checked_out_at >= checked_in_at", name="order"),
        CheckConstraint("(checked_out_at IS NULL) = (leaving IS NULL)", name="left"),
        CheckConstraint("head_count > 0", name="head_count"),
        CheckConstraint("(basis = 'membership') = (membership IS NOT NULL)", name="membership"),
        CheckConstraint("(basis = 'pass') = (pass IS NOT NULL)", name="pass"),
        CheckConstraint("(basis = 'guest') = (host IS NOT NULL)", name="host"),
        CheckConstraint("basis <> 'expected' OR expected IS NOT NULL", name="expected"),
        CheckConstraint("basis <> 'override' OR override_reason IS NOT NULL", name="override"),
    )

    id: Mapped[Key]
    hub: Mapped[UUID] = to("hubs.id")
    person: Mapped[UUID] = to("people.id")
    day: Mapped[date]
    checked_in_at: Mapped[Moment]
    checked_out_at: Mapped[datetime | None]
    leaving: Mapped[Leaving | None] = mapped_column(code_of(Leaving))
    basis: Mapped[Basis] = mapped_column(code_of(Basis))
    membership: Mapped[UUID | None] = to("memberships.id")
    pass_: Mapped[UUID | None] = mapped_column("pass", Identity, ForeignKey("passes.id"))
    host: Mapped[UUID | None] = to("people.id")
    expected: Mapped[UUID | None] = to("expected.id")
    head_count: Mapped[int] = mapped_column(Integer, default=1)
    by_sight: Mapped[bool] = mapped_column(default=False)
    override_reason: Mapped[str | None] = mapped_column(String(400))
    override_code: Mapped[str | None] = mapped_column(String(40))
    voided_at: Mapped[datetime | None]
    command: Mapped[UUID]


class VisitCorrection(Base):
    """A time of a visit put right by an operator, with the time that stood there before. Only added."""

    __tablename__ = "visit_corrections"

    id: Mapped[Key]
    visit: Mapped[UUID] = to("visits.id", index=True)
    in_before: Mapped[Moment]
    out_before: Mapped[datetime | None]
    in_after: Mapped[Moment]
    out_after: Mapped[datetime | None]
    reason: Mapped[str] = mapped_column(String(400))
    at: Mapped[Moment]
    command: Mapped[UUID]
