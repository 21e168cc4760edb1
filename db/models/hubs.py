"""Hubs, who works there and on what, their closures and their settings."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Key, Moment, Name, to
from db.types import code_of
from db.values import DeviceKind, Role


class Hub(Base):
    """One place. ``week`` holds the opening hours: weekday "0" (Monday) to "6" → [["08:00", "20:00"], …].

    ``rules`` is moved on by the database whenever hours, closures, settings or capacity change.
    """

    __tablename__ = "hubs"
    __table_args__ = (CheckConstraint("capacity > 0", name="capacity"),)

    id: Mapped[Key]
    name: Mapped[Name]
    time_zone: Mapped[str] = mapped_column(String(64))
    currency: Mapped[str] = mapped_column(String(3), default="EUR")
    capacity: Mapped[int] = mapped_column(Integer)
    address: Mapped[str] = mapped_column(String(200), default="")
    city: Mapped[str] = mapped_column(String(100), default="")
    phone: Mapped[str] = mapped_column(String(40), default="")
    week: Mapped[dict[str, Any]]
    created_at: Mapped[Moment]
    archived_at: Mapped[datetime | None]
    rules: Mapped[int] = mapped_column(Integer, default=1)
    version: Mapped[int] = mapped_column(Integer, default=1)

    __mapper_args__ = {"version_id_col": version}


class Closure(Base):
    """Days on which the hub keeps other hours: closed all day, or open from ``opens`` to ``closes``."""

    __tablename__ = "closures"
    __table_args__ = (
        CheckConstraint("last_day >= first_day", name="days"),
        CheckConstraint("(opens IS NULL) = (closes IS NULL)", name="hours"),
        Index("ix_closures_hub_last_day", "hub", "last_day"),
    )

    id: Mapped[Key]
    hub: Mapped[UUID] = to("hubs.id")
    first_day: Mapped[date]
    last_day: Mapped[date]
    opens: Mapped[time | None]
    closes: Mapped[time | None]
    reason: Mapped[str] = mapped_column(String(200), default="")
    archived_at: Mapped[datetime | None]


class Operator(Base):
    """Someone who works at the desk."""

    __tablename__ = "operators"

    id: Mapped[Key]
    name: Mapped[Name]
    role: Mapped[Role] = mapped_column(code_of(Role))
    created_at: Mapped[Moment]
    archived_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(Integer, default=1)

    __mapper_args__ = {"version_id_col": version}


class Device(Base):
    """A machine that sends commands: a desk, a kiosk, a terminal."""

    __tablename__ = "devices"

    id: Mapped[Key]
    hub: Mapped[UUID] = to("hubs.id")
    name: Mapped[Name]
    kind: Mapped[DeviceKind] = mapped_column(code_of(DeviceKind))
    created_at: Mapped[Moment]
    archived_at: Mapped[datetime | None]


class Setting(Base):
    """One setting of a hub, as JSON text; what it means is declared in ``askadesk.settings``."""

    __tablename__ = "settings"

    hub: Mapped[UUID] = to("hubs.id", primary_key=True)
    key: Mapped[str] = mapped_column(String(80), primary_key=True)
    value: Mapped[str] = mapped_column(String)
    changed_at: Mapped[Moment]
