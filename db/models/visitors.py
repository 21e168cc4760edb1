"""Who is expected."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Key, Moment, Name, to
from db.types import code_of
from db.values import ExpectedKind, ExpectedStatus


class Expected(Base):
    """Someone announced for a day: a person, or only a name. Bookings and events add their own rows."""

    __tablename__ = "expected"
    __table_args__ = (
        CheckConstraint("person IS NOT NULL OR name <> ''", name="who"),
        CheckConstraint("ends > starts", name="span"),
        CheckConstraint("head_count > 0", name="head_count"),
        Index("ix_expected_hub_day", "hub", "day"),
        Index("ix_expected_person_day", "person", "day"),
    )

    id: Mapped[Key]
    hub: Mapped[UUID] = to("hubs.id")
    day: Mapped[date]
    kind: Mapped[ExpectedKind] = mapped_column(code_of(ExpectedKind))
    status: Mapped[ExpectedStatus] = mapped_column(code_of(ExpectedStatus))
    person: Mapped[UUID | None] = to("people.id")
    name: Mapped[Name] = mapped_column(String(200), default="")
    organisation: Mapped[Name] = mapped_column(String(200), default="")
    host: Mapped[UUID | None] = to("people.id")
    starts: Mapped[Moment]
    ends: Mapped[Moment]
    title: Mapped[Name] = mapped_column(String(200), default="")
    note: Mapped[str] = mapped_column(String(400), default="")
    head_count: Mapped[int] = mapped_column(Integer, default=1)
    booking: Mapped[UUID | None] = to("bookings.id", index=True)
    created_at: Mapped[Moment]
    command: Mapped[UUID]
    version: Mapped[int] = mapped_column(Integer, default=1)

    __mapper_args__ = {"version_id_col": version}
