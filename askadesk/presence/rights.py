"""What opens the door to a person: plans, announcements, passes, and the ways an operator chose.

Pure, like ``rules.py``, which asks here for the right that covers and adds what holds for everyone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from uuid import UUID

from askadesk.presence.facts import (
    DAYS_AROUND,
    AsGuest,
    Ask,
    ExpectedFacts,
    HandOutPass,
    MembershipFacts,
    OnDebt,
    PassFacts,
    Rests,
    Snapshot,
    Terms,
    UsePass,
    VisitFacts,
    after_rest,
    in_windows,
)
from askadesk.presence.rows import Params, WayOut
from db.values import Basis, ExpectedKind, ExpectedStatus

ENTRY_WAYS = (WayOut.HAND_OUT_PASS, WayOut.GUEST)
GUEST_WAYS = (WayOut.GUEST, WayOut.HAND_OUT_PASS, WayOut.OVERRIDE)
# What is said when nothing covers: the first of these that applies, unless something opens later today.
RANK = (
    "team_full",
    "expected_unpaid",
    "expected_cancelled",
    "guest_host_out",
    "outside_hours",
    "paused",
    "exhausted",
    "not_yet",
    "wrong_hub",
    "wrong_day",
    "expired",
    "no_right",
)
OPENS_THE_DOOR = (ExpectedKind.BOOKING, ExpectedKind.EVENT, ExpectedKind.AT_WORK)
LATER = timedelta(days=3650)


@dataclass(frozen=True, slots=True)
class Cover:
    """A right that opens the door, and what entering by it writes.

    ``any_hour`` enters when the hub is closed. ``payer`` pays ``fee_cents`` for a guest; ``account``
    is the organisation that pays for a pass handed out. ``heads`` come in by it.
    """

    basis: Basis
    code: str
    membership: UUID | None = None
    pass_: PassFacts | None = None
    draws: bool = False
    expected: ExpectedFacts | None = None
    host: UUID | None = None
    payer: str | None = None
    fee_cents: int = 0
    account: UUID | None = None
    heads: int = 1
    any_hour: bool = False
    grace_days: int = 0
    left: int | None = None
    override_reason: str | None = None
    override_code: str | None = None


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a right does not cover; ``next`` is the nearest moment at which it would. What is ``aside`` is not
    about this hub today, and is said only where nothing else is to say."""

    code: str
    params: Params = field(default_factory=dict)
    next: datetime | None = None
    left: int | None = None
    debt: bool = False
    ways: tuple[WayOut, ...] | None = None
    account: UUID | None = None
    aside: bool = False


def find(snapshot: Snapshot, ask: Ask) -> Cover | Refusal:
    """The first right that covers, or the refusal whose remedy is nearest.

    A plan of someone announced for now notes the announcement, so that they count as arrived.
    """
    found = _first(snapshot, ask)
    if isinstance(found, Cover) and found.basis is Basis.MEMBERSHIP:
        announced = announcement(snapshot, ask)
        if announced is not None:
            return replace(found, expected=announced.expected, heads=announced.heads)
    return found


def announcement(snapshot: Snapshot, ask: Ask) -> Cover | None:
    """The announcement that covers this moment, if one does."""
    found = (_announced(expected, snapshot, ask) for expected in snapshot.expected)
    return next((one for one in found if isinstance(one, Cover)), None)


def ways_out(refusal: Refusal, snapshot: Snapshot) -> tuple[WayOut, ...]:
    """What can be done about it here and now; what cannot be done is not offered."""
    if refusal.ways is not None:
        ways = refusal.ways
    elif refusal.code == "team_full":
        drawable = any(isinstance(_pass(held, snapshot), Cover) for held in snapshot.passes)
        own = (WayOut.USE_PASS,) if drawable else ()
        ways = (*own, WayOut.CHECK_OUT_COLLEAGUE, *ENTRY_WAYS, WayOut.OVERRIDE)
    else:
        debt = (WayOut.DEBT,) if _on_debt(snapshot) is not None else ()
        ways = (*ENTRY_WAYS, *debt, WayOut.OVERRIDE)
    return tuple(way for way in ways if way is not WayOut.HAND_OUT_PASS or snapshot.can_hand_out)


def naming(moment: datetime | None) -> Params:
    """The parameters of a sentence that names a moment."""
    return {"moment": moment.isoformat()} if moment else {}


def _first(snapshot: Snapshot, ask: Ask) -> Cover | Refusal:
    refusals: list[Refusal] = []
    for found in _rights(snapshot, ask):
        if isinstance(found, Cover):
            return found
        if found.code == "team_full" and not isinstance(ask.way, UsePass):
            # A pass is not drawn unasked when it is only the team's seats that are taken.
            again = _paid_guest(snapshot, ask)
            free = announcement(snapshot, ask) or _drawn_today(snapshot)
            free = free or (again if isinstance(again, Cover) else None)
            return free or _chosen(snapshot, ask, found) or found
        refusals.append(found)
    return _chosen(snapshot, ask) or _nearest(refusals, snapshot)


def _rights(snapshot: Snapshot, ask: Ask) -> Iterator[Cover | Refusal]:
    """Every right of the person in the order in which they are tried."""
    if ask.at_work:
        yield Cover(Basis.AT_WORK, "at_work", any_hour=True, heads=ask.heads or 1)
    announced = [_announced(expected, snapshot, ask) for expected in snapshot.expected]
    yield from (found for found in announced if _is_at_work(found))
    members = [_member(membership, snapshot) for membership in snapshot.memberships]
    # Someone with a plan of their own never waits for a colleague's seat.
    yield from sorted(members, key=lambda found: isinstance(found, Refusal))
    yield from (found for found in announced if not _is_at_work(found))
    drawn = _drawn_today(snapshot)
    if drawn is not None:
        yield drawn
    paid = _paid_guest(snapshot, ask)
    if paid is not None:
        yield paid
    yield from (_pass(held, snapshot) for held in _by_expiry(snapshot.passes, own=True))
    yield from (_pass(held, snapshot) for held in _by_expiry(snapshot.passes, own=False))


def _is_at_work(found: Cover | Refusal) -> bool:
    return isinstance(found, Cover) and found.basis is Basis.AT_WORK


def _nearest(refusals: list[Refusal], snapshot: Snapshot) -> Refusal:
    if not refusals:
        return Refusal("no_right")

    def nearness(refusal: Refusal) -> tuple[bool, bool, int, datetime, int]:
        today = refusal.next is not None and snapshot.hub.day(refusal.next) == snapshot.today
        # Of several finished carnets or ended plans the latest is the one that is remembered.
        day = refusal.params.get("day") if refusal.code in ("exhausted", "expired") else None
        ended = date.fromisoformat(str(day)).toordinal() if day else 0
        rank = RANK.index(refusal.code)
        return refusal.aside, not today, rank, refusal.next or snapshot.at + LATER, -ended

    return min(refusals, key=nearness)


# --- plans ---------------------------------------------------------------------------------------


def _member(membership: MembershipFacts, snapshot: Snapshot) -> Cover | Refusal:
    terms = membership.terms
    held = Held(membership.here, membership.starts, membership.ends, terms, membership.rests)
    refusal = _out_of_days(held, snapshot) or _out_of_hours(held, snapshot)
    if refusal is not None:
        return refusal
    if terms.days_a_week is not None and membership.days_used >= terms.days_a_week:
        return _week_used(held, terms.days_a_week, snapshot)
    if terms.seats is not None and membership.seats_taken >= terms.seats:
        return Refusal("team_full", {"seats": terms.seats}, account=membership.organisation)
    left = None if terms.days_a_week is None else terms.days_a_week - membership.days_used - 1
    return Cover(
        Basis.MEMBERSHIP,
        "membership",
        membership=membership.id,
        any_hour=terms.around_the_clock,
        grace_days=terms.grace_days,
        left=left,
    )


@dataclass(frozen=True, slots=True)
class Held:
    """What plans and passes have in common: where, from when, until when, how and when not they hold."""

    here: bool
    starts: date
    ends: date | None
    terms: Terms
    rests: Rests = ()


def _out_of_days(held: Held, snapshot: Snapshot) -> Refusal | None:
    """Ended, of another hub, not begun, or at rest."""
    if held.ends is not None and held.ends < snapshot.today:
        return Refusal("expired", {"day": held.ends.isoformat()})
    if not held.here:
        return Refusal("wrong_hub")
    if held.starts > snapshot.today:
        begins = _next(held, held.starts, snapshot)
        return Refusal("not_yet", {"day": held.starts.isoformat(), **naming(begins)}, begins)
    again = after_rest(snapshot.today, held.rests)
    if again > snapshot.today:
        return Refusal("paused", {"day": again.isoformat()}, _next(held, again, snapshot))
    return None


def _out_of_hours(held: Held, snapshot: Snapshot) -> Refusal | None:
    """Outside the plan's hours or days: names the nearest moment at which it holds."""
    terms = held.terms
    if terms.around_the_clock or in_windows(snapshot.hub.local(snapshot.at), terms.windows):
        return None
    opens = _next(held, snapshot.at, snapshot)
    return Refusal("outside_hours", naming(opens), opens)


def _week_used(held: Held, days: int, snapshot: Snapshot) -> Refusal:
    monday = snapshot.today + timedelta(days=7 - snapshot.today.weekday())
    opens = _next(held, monday, snapshot)
    params: Params = {"week": days, **naming(opens)}
    # Beyond the days that are looked at the hub may well open again before the plan ends.
    if held.ends is not None and held.ends < monday + timedelta(days=DAYS_AROUND):
        params["ends"] = held.ends.isoformat()
    return Refusal("exhausted", params, opens, 0)


def _next(held: Held, after: date | datetime, snapshot: Snapshot) -> datetime | None:
    """The first moment from ``after`` on at which the right holds and the hub is open; None beyond
    the right's own end."""
    hub, terms = snapshot.hub, held.terms
    start = after if isinstance(after, datetime) else hub.at(after, time(0))
    found = hub.next_valid(terms.windows, start, around_the_clock=terms.around_the_clock)
    if found is None or (held.ends is not None and hub.day(found) > held.ends):
        return None
    again = after_rest(hub.day(found), held.rests)
    return found if again == hub.day(found) else _next(held, again, snapshot)


# --- announcements -------------------------------------------------------------------------------


def _announced(expected: ExpectedFacts, snapshot: Snapshot, ask: Ask) -> Cover | Refusal:
    """Registered, announced or booked today: from half an hour before until the end, nothing drawn."""
    refusal = _not_now(expected, snapshot)
    if refusal is not None:
        return refusal
    basis = Basis.AT_WORK if expected.kind is ExpectedKind.AT_WORK else Basis.EXPECTED
    return Cover(
        basis,
        basis.value,
        expected=expected,
        heads=ask.heads or expected.head_count,
        any_hour=expected.kind in OPENS_THE_DOOR,
    )


def _not_now(expected: ExpectedFacts, snapshot: Snapshot) -> Refusal | None:
    opens, at = expected.starts - snapshot.hub.lead, snapshot.at
    another_day = expected.day != snapshot.today and not opens <= at < expected.ends
    about: Params = {"title": expected.title}
    if another_day:
        about["day"] = expected.day.isoformat()
    if expected.status is ExpectedStatus.CANCELLED:
        return Refusal("expected_cancelled", about, aside=another_day)
    if not expected.here:
        return Refusal("wrong_hub", about, aside=another_day)
    if another_day:
        return Refusal("wrong_day", about, opens if opens > at else None)
    if expected.status is ExpectedStatus.UNPAID:
        return Refusal("expected_unpaid", {"title": expected.title})
    if at < opens:
        return Refusal("not_yet", naming(opens), opens)
    if at >= expected.ends:
        return Refusal("expired", naming(expected.ends))
    return None


# --- passes --------------------------------------------------------------------------------------


def _by_expiry(passes: tuple[PassFacts, ...], *, own: bool) -> list[PassFacts]:
    """The pass that expires first is drawn first; those without an end come last."""
    held = [one for one in passes if (one.organisation is None) is own]
    return sorted(held, key=lambda one: (one.valid_until or date.max, one.valid_from, str(one.id)))


def _drawn_today(snapshot: Snapshot) -> Cover | None:
    """A unit drawn earlier today still covers: the day, or its own window when it is a half day."""
    for held in snapshot.passes:
        hours = Held(held.here, held.valid_from, None, held.terms)
        if held.drawn_at is None or not held.here or _out_of_hours(hours, snapshot):
            continue
        until = held.covers_until
        if until is None or snapshot.at < until:
            return Cover(
                Basis.PASS,
                "pass_again",
                pass_=held,
                left=held.balance,
                grace_days=held.terms.grace_days,
            )
    return None


def _pass(held: PassFacts, snapshot: Snapshot) -> Cover | Refusal:
    until = held.valid_until
    if until is not None and until < snapshot.today:
        until = snapshot.hub.open_day_from(until)
    days = Held(held.here, held.valid_from, until, held.terms, held.rests)
    refusal = _out_of_days(days, snapshot) or _out_of_hours(days, snapshot)
    if refusal is not None:
        return refusal
    if held.balance < 1:
        spent: Params = {"day": held.emptied_on.isoformat()} if held.emptied_on else {}
        in_debt = held.balance - 1 >= held.lowest
        return Refusal("exhausted", spent, None, held.balance, debt=in_debt)
    return _draw(held, "organisation_pass" if held.organisation else "pass")


def _draw(held: PassFacts, code: str) -> Cover:
    return Cover(
        Basis.PASS,
        code,
        pass_=held,
        draws=True,
        left=held.balance - 1,
        grace_days=held.terms.grace_days,
    )


# --- guests who went out -------------------------------------------------------------------------


def _paid_guest(snapshot: Snapshot, ask: Ask) -> Cover | Refusal | None:
    """What was charged for a guest covers the day, like a unit of a pass, while the host is inside."""
    heads = ask.heads or _heads_paid(snapshot)
    enough = [visit for visit in _paid_visits(snapshot) if visit.head_count >= heads]
    if not enough:
        return None
    visit = next((one for one in enough if one.host_inside), None)
    if visit is None:
        return Refusal("guest_host_out", ways=GUEST_WAYS)
    return Cover(Basis.GUEST, "guest", host=visit.host, heads=heads)


def _paid_visits(snapshot: Snapshot) -> list[VisitFacts]:
    return [visit for visit in snapshot.visits if visit.guest_paid and visit.day == snapshot.today]


def _heads_paid(snapshot: Snapshot) -> int:
    return max((visit.head_count for visit in _paid_visits(snapshot)), default=0)


# --- the ways that an operator chose -------------------------------------------------------------


def _chosen(snapshot: Snapshot, ask: Ask, full: Refusal | None = None) -> Cover | Refusal | None:
    """What the operator's way opens. A pass handed out because of a ``full`` team goes on its account."""
    way = ask.way
    if isinstance(way, HandOutPass) and ask.handed_out is not None:
        account = full.account if full is not None else None
        return replace(_draw(ask.handed_out, "handed_out"), account=account)
    if isinstance(way, AsGuest):
        return _guest(way, ask, snapshot)
    if isinstance(way, OnDebt):
        return _on_debt(snapshot)
    return None


def _guest(way: AsGuest, ask: Ask, snapshot: Snapshot) -> Cover | Refusal:
    """The host must be inside; beyond the plan's number the guest is charged to one of the two, once a
    day."""
    host, heads = ask.host, ask.heads or 1
    if host is None or not host.inside:
        return Refusal("guest_host_out", ways=GUEST_WAYS)
    if host.terms is None:
        return Refusal("guest_not_in_plan", ways=GUEST_WAYS)
    at_once, a_month = host.terms.guests_at_once, host.terms.guests_a_month
    fits = host.at_once + heads <= at_once and host.this_month + heads <= a_month
    unpaid = heads - _heads_paid(snapshot)
    if fits or unpaid <= 0:
        return Cover(Basis.GUEST, "guest", host=way.host, heads=heads)
    fee = host.terms.guest_fee_cents
    if way.payer is not None and fee is not None:
        return Cover(
            Basis.GUEST,
            "guest",
            host=way.host,
            heads=heads,
            payer=way.payer,
            fee_cents=fee * unpaid,
        )
    params: Params = {"at_once": at_once, "month": a_month}
    if fee is not None:
        params["fee_cents"] = fee
    return Refusal("guest_limit", params, ways=GUEST_WAYS)


def _on_debt(snapshot: Snapshot) -> Cover | None:
    for held in (*_by_expiry(snapshot.passes, own=True), *_by_expiry(snapshot.passes, own=False)):
        refusal = _pass(held, snapshot)
        if isinstance(refusal, Refusal) and refusal.debt:
            return _draw(held, "debt")
    return None
