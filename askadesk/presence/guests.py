"""What guests without a name cost their host: it follows their number, up and down."""

from __future__ import annotations

from typing import Any

from askadesk.core.errors import DeskError
from askadesk.core.i18n import _
from askadesk.core.unit_of_work import Work
from askadesk.presence.facts import AsGuest, HostFacts, HubFacts, Terms
from askadesk.presence.rules import SEATED
from askadesk.presence.snapshot import host_facts
from askadesk.presence.writing import charge
from db.queries import entries
from db.queries import plans as plan_query
from db.queries import presence as query
from db.values import Basis


def bring(work: Work, hub: HubFacts, door: Any, visit: Any, heads: int, payer: str | None) -> None:
    """Let a visit have more ``heads``: whoever is beyond the plan's number and the announcement is charged.

    Raises DeskError ``full``, or ``guest_limit`` when there are more than the plan gives and nobody pays.
    """
    announced = _announced_now(work, hub, visit)
    more = heads - visit.head_count
    aside = door.seats_set_aside - min(more, _awaited(announced, visit))
    if door.bodies + aside + more > hub.capacity:
        raise DeskError(
            _("The hub is full: {count} of {capacity} people are in.").format(
                count=door.bodies, capacity=hub.capacity
            ),
            code="full",
            kept=_("The guests were not added."),
        )
    _charge(work, _host(work, hub, visit), _with_arrival(work, announced, visit), heads, payer)


def take_back(work: Work, hub: HubFacts, visit: Any, heads: int) -> None:
    """Cancel what the guests cost who did not come after all, as far as it is not paid: the latest first;
    of a larger charge the rest stays owed by whoever owed it."""
    terms = _host(work, hub, visit).terms or Terms()
    cents = (visit.head_count - heads) * (terms.guest_fee_cents or 0)
    for one in plan_query.guest_charges(work.connection, visit.id):
        if cents > 0 and one.settled_at is None:
            _cancel(work, one, visit, one.cents - cents)
            cents -= one.cents


def _host(work: Work, hub: HubFacts, visit: Any) -> HostFacts:
    """Who answers for the guests of a visit, with what they have had beside it."""
    guest = query.person_by_id(work.connection, visit.person)
    return host_facts(
        work.connection,
        hub,
        AsGuest(visit.host or visit.person),
        visit.day,
        guest=guest.person if guest is not None else None,
        visit=visit.id,
    )


def _charge(work: Work, host: HostFacts, visit: Any, heads: int, payer: str | None) -> None:
    terms = host.terms or Terms()
    fee = terms.guest_fee_cents
    charged = sum(one.cents for one in plan_query.guest_charges(work.connection, visit.id))
    beyond = heads - _announced(work, visit) - _free(host)
    more = beyond - charged // fee if fee else beyond
    if more <= 0:
        return
    if payer is None or fee is None:
        raise _beyond_plan(terms)
    owes = visit.host if visit.host is not None and payer == "host" else visit.person
    if fee:
        charge(work, fee * more, owes, visit.person, "guest", visit.id)


def _cancel(work: Work, one: Any, visit: Any, rest: int) -> None:
    plan_query.cancel_charge(work.connection, one.id, work.now)
    work.changed("charge", one.id)
    if rest > 0:
        payer, account = one.payer_person, one.payer_organisation
        charge(work, rest, payer, one.beneficiary, "guest", visit.id, one.note, account=account)


# --- who was announced ---------------------------------------------------------------------------


def _announced_now(work: Work, hub: HubFacts, visit: Any) -> Any | None:
    """What the member of a visit is announced for at this moment; a guest comes for the host alone."""
    if Basis(visit.basis) not in (Basis.MEMBERSHIP, Basis.PASS, Basis.EXPECTED):
        return None
    return query.announced_now(work.connection, hub.id, visit.person, work.at, hub.lead)


def _awaited(announced: Any | None, visit: Any) -> int:
    """The seats that are set aside for those whom an announcement still awaits beside the visit's heads."""
    if announced is None or announced.kind not in SEATED:
        return 0
    still: int = announced.head_count - visit.head_count
    return max(0, still)


def _with_arrival(work: Work, announced: Any | None, visit: Any) -> Any:
    """The visit of a member who was in on the plan before the booking began, and comes for it all the same."""
    if announced is None or visit.expected is not None:
        return visit
    entries.note_announcement(work.connection, visit.id, announced.id)
    return entries.visit(work.connection, visit.id)


def _announced(work: Work, visit: Any) -> int:
    """The heads of a visit that are nobody's guests: the member's own, and all who were announced."""
    if visit.host is not None:
        return 0
    if visit.expected is None:
        return 1
    return query.heads_announced(work.connection, visit.expected)


def _free(host: HostFacts) -> int:
    terms = host.terms or Terms()
    left = min(terms.guests_at_once - host.at_once, terms.guests_a_month - host.this_month)
    return max(0, left)


def _beyond_plan(terms: Terms) -> DeskError:
    fee = terms.guest_fee_cents
    return DeskError(
        _("The plan gives {at_once} guests at once and {month} a month.").format(
            at_once=terms.guests_at_once, month=terms.guests_a_month
        ),
        code="guest_limit",
        kept=_("The guests were not added."),
        todo=_("Let them in with a pass of their own, or charge them to the host.")
        if fee is not None
        else _("Let them in with a pass of their own."),
        way_out="guest" if fee is not None else None,
    )
