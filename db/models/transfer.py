"""What came in from a file, row by row, so that it can be taken back as a whole."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Key, Moment, Name, to
from db.types import Identity


class Import(Base):
    """A file that was brought in, and how many records it made (``updated``: filled)."""

    __tablename__ = "imports"
    __table_args__ = (CheckConstraint("(undone_at IS NULL) = (undone_by IS NULL)", name="undone"),)

    id: Mapped[Key]
    hub: Mapped[UUID] = to("hubs.id")
    name: Mapped[Name]
    digest: Mapped[str] = mapped_column(String(32))
    at: Mapped[Moment]
    command: Mapped[UUID]
    people: Mapped[int] = mapped_column(Integer)
    updated: Mapped[int] = mapped_column(Integer)
    organisations: Mapped[int] = mapped_column(Integer)
    memberships: Mapped[int] = mapped_column(Integer)
    passes: Mapped[int] = mapped_column(Integer)
    left_out: Mapped[int] = mapped_column(Integer)
    undone_at: Mapped[datetime | None]
    undone_by: Mapped[UUID | None]


class ImportRow(Base):
    """What row ``number`` of the file did. Rows are only added.

    ``made_person`` and ``made_organisation`` say whether they were made by it or were there. ``version`` is
    that of the person (of the organisation, in a row without a person) once the import was over, 0 where
    their own data stayed as they were; ``filled`` holds the columns that were empty, with what was put there.
    """

    __tablename__ = "import_rows"
    __table_args__ = (CheckConstraint("number > 0", name="number"),)

    id: Mapped[Key]
    import_: Mapped[UUID] = mapped_column("import", Identity, ForeignKey("imports.id"), index=True)
    number: Mapped[int] = mapped_column(Integer)
    person: Mapped[UUID | None] = to("people.id")
    made_person: Mapped[bool] = mapped_column(default=False)
    organisation: Mapped[UUID | None] = to("organisations.id")
    made_organisation: Mapped[bool] = mapped_column(default=False)
    version: Mapped[int] = mapped_column(Integer)
    member: Mapped[UUID | None] = to("organisation_members.id")
    membership: Mapped[UUID | None] = to("memberships.id")
    pass_: Mapped[UUID | None] = mapped_column("pass", Identity, ForeignKey("passes.id"))
    filled: Mapped[dict[str, Any]]
