"""Two records of one person made one, and how that can be taken back."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, text
from sqlalchemy.orm import Mapped

from db.base import Base, Key, Moment, to


class Merge(Base):
    """``gone`` became part of ``kept``. What never changes (visits, movements, cards, consents) stays
    with ``gone`` and is read together with ``kept``; ``moved`` lists the rows that changed their person,
    as [[table, column, id], …], and ``before`` the fields of ``kept`` that were filled from ``gone``.
    """

    __tablename__ = "merges"
    __table_args__ = (
        CheckConstraint("kept <> gone", name="two"),
        CheckConstraint("(undone_at IS NULL) = (undone_by IS NULL)", name="undone"),
        Index(
            "uq_merges_gone_standing",
            "gone",
            unique=True,
            sqlite_where=text("undone_at IS NULL"),
            postgresql_where=text("undone_at IS NULL"),
        ),
    )

    id: Mapped[Key]
    kept: Mapped[UUID] = to("people.id", index=True)
    gone: Mapped[UUID] = to("people.id")
    at: Mapped[Moment]
    command: Mapped[UUID]
    moved: Mapped[list[Any]]
    before: Mapped[dict[str, Any]]
    undone_at: Mapped[datetime | None]
    undone_by: Mapped[UUID | None]
