"""What was asked, what was answered, and what changed by it. Rows are only added."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Key, Moment, Words, to
from db.types import code_of
from db.values import Source


class Command(Base):
    """One command and its stored answer, as JSON text. The same id again gives the same answer."""

    __tablename__ = "commands"

    id: Mapped[Key]
    kind: Mapped[str] = mapped_column(String(60))
    fingerprint: Mapped[str] = mapped_column(String(32))
    hub: Mapped[UUID] = to("hubs.id")
    operator: Mapped[UUID] = to("operators.id")
    device: Mapped[UUID] = to("devices.id")
    source: Mapped[Source] = mapped_column(code_of(Source))
    at: Mapped[Moment]
    recorded_at: Mapped[Moment]
    result: Mapped[Words]


class Change(Base):
    """One record that a command touched: the feed by which one desk sees another.

    Rows are never deleted, so that SQLite's numbers go up by themselves.
    """

    __tablename__ = "changes"

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    kind: Mapped[str] = mapped_column(String(40))
    ref: Mapped[UUID]
    command: Mapped[UUID]
