"""What guests without a name cost their host: it follows their number, up and down."""

from __future__ import annotations

from typing import Any

from askadesk.core.errors import DeskError
from askadesk.core.i18n import _
from askadesk.core.unit_of_work import Work
from askadesk.presence.facts import AsGuest, HostFacts, HubFacts, Terms
from askadesk.presence.snapshot import host_facts
from askadesk.presence.writing import charge
from db.queries import plans as plan_query
from db.queries import presence as query


def charge_for(work: Work, hub: HubFacts, visit: Any, heads: int, payer: str | None) -> None:
    """Charge what ``heads`` on a visit cost beyond the plan's number, or take back what fewer cost.

    Raises DeskError ``guest_limit`` when there are more than the plan gives and nobody pays.
    """
    guest = query.person_by_id(work.connection, visit.person)
    host = host_facts(
        work.connection,
        hub,
        AsGuest(visit.host or visit.person),
        visit.day,
        guest=guest.person if guest is not None else None,
        visit=visit.id,
    )
    terms = host.terms or Terms()
    if heads < visit.head_count:
        fewer = visit.head_count - heads
        _take_back(work, visit, fewer * (terms.guest_fee_cents or 0))
        return
    charged = sum(one.cents for one in plan_query.guest_charges(work.connection, visit.id))
    beyond = heads - _announced(work, visit) - _free(host)
    fee = terms.guest_fee_cents
    more = beyond - charged // fee if fee else beyond
    if more <= 0:
        return
    if payer is None or fee is None:
        raise _beyond_plan(terms)
    owes = visit.host if visit.host is not None and payer == "host" else visit.person
    if fee:
        charge(work, fee * more, owes, visit.person, "guest", visit.id)


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


def _take_back(work: Work, visit: Any, cents: int) -> None:
    """Cancel as much of what is not paid yet, the latest first; of a larger charge the rest stays owed
    by whoever owed it."""
    for one in plan_query.guest_charges(work.connection, visit.id):
        if cents <= 0:
            return
        if one.settled_at is not None:
            continue
        plan_query.cancel_charge(work.connection, one.id, work.now)
        work.changed("charge", one.id)
        rest = one.cents - cents
        if rest > 0:
            payer, account = one.payer_person, one.payer_organisation
            charge(work, rest, payer, one.beneficiary, "guest", visit.id, one.note, account=account)
        cents -= one.cents


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
