"""People and organisations as the screens and the command line see them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class PersonFields:
    """What a form holds of a person."""

    given: str
    family: str
    role: str = ""
    email: str = ""
    phone: str = ""
    skills: str = ""
    note: str = ""
    born_on: date | None = None
    organisation: str = ""


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person with what is needed to edit them: ``version`` tells whether someone else was faster."""

    id: UUID
    fields: PersonFields
    name: str
    initials: str
    version: int
    created_at: datetime
    barred: bool
    archived: bool


@dataclass(frozen=True, slots=True)
class HeldRow:
    """A membership or a pass that a person may use."""

    id: UUID
    kind: str
    product: str
    name: str
    starts: date
    ends: date | None
    left: int | None
    units: int | None
    organisation: str = ""


@dataclass(frozen=True, slots=True)
class OrganisationRow:
    id: UUID
    name: str
    email: str
    vat_number: str
    version: int
