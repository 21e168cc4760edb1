"""People, organisations and who belongs to them, consents, photos."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, Integer, LargeBinary, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Key, Moment, Name, Words, to
from db.types import code_of
from db.values import ConsentKind

LIVE = "archived_at IS NULL AND merged_into IS NULL"


def _where(condition: str) -> dict[str, Any]:
    return {"sqlite_where": text(condition), "postgresql_where": text(condition)}


def _live(name: str, *columns: str) -> Index:
    """An index of the people whom a list shows."""
    return Index(name, *columns, **_where(LIVE))


class Person(Base):
    """A person. ``skills`` are what they offer and ``seeks`` what they look for, separated by commas.

    ``folded`` is what a list is sorted by: family and given name without accents or case.
    ``last_visit`` is the latest check-in at any hub, moved by triggers on visits, so that a list of a
    hundred thousand people is sorted by it from an index.
    ``rights_last`` and ``rights_until`` sum up the plans and carnets that the person holds (not those of
    an organisation), moved by triggers on these: until when the longest lasts that is not nearly used
    up, and until when any lasted or lasts, of a used-up carnet the day of its last draw. What has no end
    lasts until the last of all days.
    """

    __tablename__ = "people"
    __table_args__ = (
        CheckConstraint("given <> '' OR family <> '' OR erased_at IS NOT NULL", name="name"),
        _live("ix_people_listed", "id", "folded"),
        _live("ix_people_listed_name", "folded", "id"),
        _live("ix_people_listed_visit", "last_visit", "id"),
        _live("ix_people_renewing", "rights_until", "rights_last", "id"),
        Index("ix_people_archived_at", "archived_at", **_where("archived_at IS NOT NULL")),
        Index("ix_people_barred_at", "barred_at", **_where("barred_at IS NOT NULL")),
    )

    id: Mapped[Key]
    given: Mapped[Name]
    family: Mapped[Name]
    role: Mapped[Name] = mapped_column(String(200), default="")
    email: Mapped[str] = mapped_column(String(254), default="")
    phone: Mapped[str] = mapped_column(String(40), default="")
    born_on: Mapped[date | None]
    skills: Mapped[str] = mapped_column(String(200), default="")
    seeks: Mapped[str] = mapped_column(String(200), default="", server_default="")
    languages: Mapped[str] = mapped_column(String(100), default="", server_default="")
    tax_code: Mapped[str] = mapped_column(String(16), default="", server_default="")
    note: Mapped[Words] = mapped_column(default="")
    folded: Mapped[Words]
    barred_at: Mapped[datetime | None]
    barred_until: Mapped[date | None]
    barred_reason: Mapped[str] = mapped_column(String(400), default="")
    created_at: Mapped[Moment]
    archived_at: Mapped[datetime | None]
    merged_into: Mapped[UUID | None] = to("people.id", index=True)
    erased_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(Integer, default=1)
    last_visit: Mapped[datetime | None]
    rights_last: Mapped[date | None]
    rights_until: Mapped[date | None]

    __mapper_args__ = {"version_id_col": version}


class Organisation(Base):
    """An organisation; its members are people with dates."""

    __tablename__ = "organisations"
    __table_args__ = (
        CheckConstraint("name <> ''", name="name"),
        Index("ix_organisations_listed", "folded", "id"),
    )

    id: Mapped[Key]
    name: Mapped[Name]
    vat_number: Mapped[str] = mapped_column(String(20), default="")
    email: Mapped[str] = mapped_column(String(254), default="")
    phone: Mapped[str] = mapped_column(String(40), default="", server_default="")
    address: Mapped[str] = mapped_column(String(200), default="", server_default="")
    note: Mapped[Words] = mapped_column(default="", server_default="")
    folded: Mapped[Words]
    created_at: Mapped[Moment]
    archived_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(Integer, default=1)

    __mapper_args__ = {"version_id_col": version}


class OrganisationMember(Base):
    """A person who belongs to an organisation from a day, until a day (that day included)."""

    __tablename__ = "organisation_members"
    __table_args__ = (
        CheckConstraint("until IS NULL OR until >= since", name="days"),
        UniqueConstraint("person", "organisation", "since"),
        Index("ix_organisation_members_whose", "organisation", "since", "until", "person"),
        Index("ix_organisation_members_where", "person", "since", "until", "organisation"),
    )

    id: Mapped[Key]
    organisation: Mapped[UUID] = to("organisations.id")
    person: Mapped[UUID] = to("people.id")
    role: Mapped[Name] = mapped_column(String(200), default="")
    since: Mapped[date]
    until: Mapped[date | None]


class Notice(Base):
    """A privacy notice or the house rules, in one version and language."""

    __tablename__ = "notices"
    __table_args__ = (UniqueConstraint("kind", "version", "language"),)

    id: Mapped[Key]
    kind: Mapped[ConsentKind] = mapped_column(code_of(ConsentKind))
    version: Mapped[str] = mapped_column(String(20))
    language: Mapped[str] = mapped_column(String(8))
    text: Mapped[Words]
    valid_from: Mapped[date]


class Consent(Base):
    """What a person agreed to or took back, and under which notice. Rows are only added."""

    __tablename__ = "consents"
    __table_args__ = (Index("ix_consents_person_kind_at", "person", "kind", "at"),)

    id: Mapped[Key]
    person: Mapped[UUID] = to("people.id")
    kind: Mapped[ConsentKind] = mapped_column(code_of(ConsentKind))
    given: Mapped[bool]
    notice_version: Mapped[str] = mapped_column(String(20))
    language: Mapped[str] = mapped_column(String(8))
    at: Mapped[Moment]
    command: Mapped[UUID]


class Photo(Base):
    """A person's portrait, apart from the person so that lists never read it."""

    __tablename__ = "photos"
    __table_args__ = (CheckConstraint("length(image) <= 2000000", name="size"),)

    person: Mapped[UUID] = to("people.id", primary_key=True)
    image: Mapped[bytes] = mapped_column(LargeBinary)
    media_type: Mapped[str] = mapped_column(String(40))
    taken_at: Mapped[Moment]
