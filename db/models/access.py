"""Cards and what was read at the door."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, Integer, LargeBinary, String, text
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Key, Moment, to
from db.types import code_of
from db.values import Answer, CredentialKind, CredentialStatus

CARD_IN_USE = "status = 'active' AND kind = 'card'"


class CodeKey(Base):
    """A secret that signs codes. ``letter`` stands in the code; the newest key signs new cards."""

    __tablename__ = "code_keys"

    letter: Mapped[str] = mapped_column(String(1), primary_key=True)
    secret: Mapped[bytes] = mapped_column(LargeBinary)
    created_at: Mapped[Moment]


class Credential(Base):
    """A code that names a person. The row holds the number; the whole code is made from it and its key."""

    __tablename__ = "credentials"
    __table_args__ = (
        CheckConstraint("length(number) = 16", name="number"),
        Index(
            "ix_credentials_cards",
            "person",
            sqlite_where=text(CARD_IN_USE),
            postgresql_where=text(CARD_IN_USE),
        ),
    )

    id: Mapped[Key]
    person: Mapped[UUID] = to("people.id", index=True)
    key_letter: Mapped[str] = mapped_column(String(1))
    number: Mapped[str] = mapped_column(String(16), unique=True)
    short: Mapped[str] = mapped_column(String(8), unique=True)
    kind: Mapped[CredentialKind] = mapped_column(code_of(CredentialKind))
    status: Mapped[CredentialStatus] = mapped_column(code_of(CredentialStatus))
    status_at: Mapped[Moment]
    issued_at: Mapped[Moment]
    prints: Mapped[int] = mapped_column(Integer, default=0)
    version: Mapped[int] = mapped_column(Integer, default=1)

    __mapper_args__ = {"version_id_col": version}


class AdmissionAttempt(Base):
    """One answer at the door, kept as it was given. Of an unknown code only the fingerprint is kept."""

    __tablename__ = "admission_attempts"
    __table_args__ = (Index("ix_admission_attempts_hub_recorded_at", "hub", "recorded_at"),)

    id: Mapped[Key]
    hub: Mapped[UUID] = to("hubs.id")
    command: Mapped[UUID]
    at: Mapped[Moment]
    recorded_at: Mapped[datetime]
    fingerprint: Mapped[str | None] = mapped_column(String(64))
    credential: Mapped[UUID | None] = to("credentials.id")
    person: Mapped[UUID | None] = to("people.id")
    visit: Mapped[UUID | None]
    answer: Mapped[Answer] = mapped_column(code_of(Answer))
    code: Mapped[str] = mapped_column(String(40))
