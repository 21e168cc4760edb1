"""Someone who stands at the desk for the first time: person, right and card in one transaction."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from askadesk.access.codes import CodeKeys
from askadesk.access.service import issue
from askadesk.core.unit_of_work import Work
from askadesk.people.adding import NewPerson, add_person
from askadesk.plans.rows import Sale
from askadesk.plans.service import give
from db.values import CredentialKind


@dataclass(frozen=True, slots=True)
class WalkedIn:
    """Who came: the person, the membership or pass they were given, their card."""

    person: UUID
    right: UUID | None
    credential: UUID

    def to_json(self) -> dict[str, str | None]:
        return {
            "person": str(self.person),
            "right": str(self.right) if self.right is not None else None,
            "credential": str(self.credential),
        }

    @classmethod
    def from_json(cls, body: dict[str, str | None]) -> WalkedIn:
        right = body["right"]
        return cls(
            UUID(str(body["person"])),
            UUID(right) if right is not None else None,
            UUID(str(body["credential"])),
        )


def walk_in(new: NewPerson, product: str | None, keys: CodeKeys, work: Work) -> WalkedIn:
    """Write a new person, what they are given and their card, inside a command."""
    person = add_person(new, work)
    right = give(Sale(product, person=person), work) if product is not None else None
    return WalkedIn(person, right, issue(work, keys, person, CredentialKind.CARD))
