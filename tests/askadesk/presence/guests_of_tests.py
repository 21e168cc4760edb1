"""A member whose plan has guests, and the guests."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from askadesk.presence.facts import AsGuest
from tests.hub_of_tests import HubOfTests

GUESTS = {"guests_at_once": 2, "guests_a_month": 3, "guest_fee_cents": 900}


def host(hub: HubOfTests, *, inside: bool = True, **terms: Any) -> UUID:
    """A member whose plan has guests."""
    person = hub.member("Giulia Ferrero", "with_guests", **(GUESTS | terms))
    if inside:
        hub.scan(person)
    return person


def bring(hub: HubOfTests, host_: UUID, payer: str | None = None, heads: int | None = None) -> Any:
    return hub.by_sight(hub.person(), way=AsGuest(host_, payer), heads=heads)
