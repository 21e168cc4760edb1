"""Roll calls: who was inside when one was begun, and who was found outside when."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, Integer, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Key, Moment, to


class RollCall(Base):
    """One roll call of a hub. ``drill`` keeps trials apart; its list is what is inside, and came in
    since ``started_at``. There is one open call at a hub; once ended it never changes."""

    __tablename__ = "roll_calls"
    __table_args__ = (
        CheckConstraint("(ended_at IS NULL) = (ended_by IS NULL)", name="ended"),
        CheckConstraint("ended_at IS NULL OR ended_at >= started_at", name="order"),
        Index(
            "uq_roll_calls_open",
            "hub",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
        Index("ix_roll_calls_hub_started_at", "hub", "started_at"),
    )

    id: Mapped[Key]
    hub: Mapped[UUID] = to("hubs.id")
    drill: Mapped[bool]
    started_at: Mapped[Moment]
    operator: Mapped[UUID] = to("operators.id")
    device: Mapped[UUID] = to("devices.id")
    ended_at: Mapped[datetime | None]
    ended_by: Mapped[UUID | None] = to("operators.id")
    command: Mapped[UUID]


class RollCallTick(Base):
    """``heads`` of a visit were found outside; or, with ``undoes``, that tick was taken back. The latest
    tick of a visit that was not taken back holds. Only added; its id is made by the desk."""

    __tablename__ = "roll_call_ticks"
    __table_args__ = (
        CheckConstraint("heads >= 0 AND (heads = 0) = (undoes IS NOT NULL)", name="heads"),
        Index(
            "uq_roll_call_ticks_undoes",
            "undoes",
            unique=True,
            sqlite_where=text("undoes IS NOT NULL"),
            postgresql_where=text("undoes IS NOT NULL"),
        ),
    )

    id: Mapped[Key]
    roll_call: Mapped[UUID] = to("roll_calls.id", index=True)
    visit: Mapped[UUID] = to("visits.id")
    heads: Mapped[int] = mapped_column(Integer)
    undoes: Mapped[UUID | None] = to("roll_call_ticks.id")
    at: Mapped[Moment]
    device: Mapped[UUID] = to("devices.id")
    command: Mapped[UUID]


class RollCallPerson(Base):
    """What a call found, written when it ended: ``found`` of the ``heads`` of one visit, the last of
    them at ``found_at``. Only added."""

    __tablename__ = "roll_call_people"
    __table_args__ = (
        CheckConstraint("heads > 0 AND found >= 0 AND found <= heads", name="found"),
        CheckConstraint("(found = 0) = (found_at IS NULL)", name="when"),
        UniqueConstraint("roll_call", "visit"),
    )

    id: Mapped[Key]
    roll_call: Mapped[UUID] = to("roll_calls.id")
    visit: Mapped[UUID] = to("visits.id")
    person: Mapped[UUID] = to("people.id")
    heads: Mapped[int] = mapped_column(Integer)
    found: Mapped[int] = mapped_column(Integer)
    found_at: Mapped[datetime | None]
