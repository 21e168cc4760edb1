"""Admission: one pure decision for desk, kiosk, command line and replay.

``judge`` looks at a snapshot and says what to answer and what to write; it reads no clock and no
database. First match wins, in the order of the hub's house rules.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from uuid import UUID

from askadesk.presence.facts import (
    AsGuest,
    Ask,
    ExpectedFacts,
    HandOutPass,
    HubFacts,
    MembershipFacts,
    OnDebt,
    Override,
    PassFacts,
    Snapshot,
    UsePass,
    VisitFacts,
    Window,
    in_windows,
)
from askadesk.presence.rows import Direction, Params, WayOut
from db.values import (
    Answer,
    Basis,
    CredentialStatus,
    ExpectedKind,
    ExpectedStatus,
    OverduePolicy,
    Role,
)

ENTRY_WAYS = (WayOut.HAND_OUT_PASS, WayOut.GUEST)
DAYS_AHEAD = 14
# What is said when nothing covers: the first of these that applies, unless something opens later today.
RANK = (
    "expected_unpaid",
    "expected_cancelled",
    "outside_hours",
    "exhausted",
    "not_yet",
    "wrong_hub",
    "wrong_day",
    "expired",
    "no_right",
)


@dataclass(frozen=True, slots=True)
class Cover:
    """A right that opens the door, and what entering by it writes."""

    basis: Basis
    code: str
    membership: UUID | None = None
    pass_: PassFacts | None = None
    draws: bool = False
    expected: ExpectedFacts | None = None
    host: UUID | None = None
    payer: str | None = None
    fee_cents: int = 0
    any_hour: bool = False
    grace_days: int = 0
    left: int | None = None
    override_reason: str | None = None
    override_code: str | None = None


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a right does not cover; ``next`` is the nearest moment at which it would."""

    code: str
    params: Params = field(default_factory=dict)
    next: datetime | None = None
    left: int | None = None
    debt: bool = False
    ways: tuple[WayOut, ...] | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """The answer and what to write: at most one of ``enter``, ``leave``, ``widen``.

    ``close`` is a forgotten visit of an earlier day, closed before anything else. ``repeat`` is the
    visit whose first answer is said again.
    """

    answer: Answer
    code: str
    params: Params = field(default_factory=dict)
    left: int | None = None
    ways: tuple[WayOut, ...] = ()
    enter: Cover | None = None
    leave: VisitFacts | None = None
    widen: VisitFacts | None = None
    repeat: VisitFacts | None = None
    close: VisitFacts | None = None
    already_over: bool = False


def judge(snapshot: Snapshot, ask: Ask) -> Decision:
    """Decide about one scan or one person let in by sight."""
    forgotten = _forgotten(snapshot)
    if forgotten is not None:
        rest = tuple(visit for visit in snapshot.visits if visit is not forgotten)
        snapshot = replace(
            snapshot, visits=rest, bodies=max(0, snapshot.bodies - forgotten.head_count)
        )
    decision = _stopped(snapshot, ask) or _already_here(snapshot, ask) or _enter(snapshot, ask)
    if ask.is_kiosk and decision.answer is Answer.REFUSED:
        decision = replace(decision, ways=())
    return replace(decision, close=forgotten)


def _forgotten(snapshot: Snapshot) -> VisitFacts | None:
    visit = snapshot.open_visit
    return visit if visit is not None and visit.day < snapshot.today else None


def _refuse(refusal: Refusal, ways: tuple[WayOut, ...]) -> Decision:
    return Decision(Answer.REFUSED, refusal.code, refusal.params, refusal.left, ways)


# --- who may not be judged at all ---------------------------------------------------------------


def _stopped(snapshot: Snapshot, ask: Ask) -> Decision | None:
    """Unknown code, stopped card, barred person: before anything else is looked at."""
    if snapshot.person is None:
        return _refuse(Refusal("unknown_code"), ())
    if ask.direction is Direction.OUT:
        return None
    if snapshot.credential not in (None, CredentialStatus.ACTIVE):
        return _force(_revoked(snapshot), (WayOut.OVERRIDE,), snapshot, ask)
    if snapshot.barred:
        manager = ask.role is Role.MANAGER
        refusal = Refusal("see_reception")
        return (
            _force(refusal, (WayOut.OVERRIDE,), snapshot, ask) if manager else _refuse(refusal, ())
        )
    return None


def _revoked(snapshot: Snapshot) -> Refusal:
    since = snapshot.credential_since
    return Refusal("revoked", {"day": snapshot.hub.day(since).isoformat()} if since else {})


def _force(refusal: Refusal, ways: tuple[WayOut, ...], snapshot: Snapshot, ask: Ask) -> Decision:
    """The refusal, or the entry that an operator forced against it."""
    if not isinstance(ask.way, Override) or ask.is_kiosk:
        return _refuse(refusal, ways)
    here = _already_here(snapshot, ask)
    if here is not None:
        return here
    cover = Cover(
        Basis.OVERRIDE,
        "override",
        override_reason=ask.way.reason,
        override_code=refusal.code,
    )
    return _welcome(cover, snapshot)


# --- who is here already ------------------------------------------------------------------------


def _already_here(snapshot: Snapshot, ask: Ask) -> Decision | None:
    """Double scans, late arrivals, leaving, and someone who is in already."""
    return (
        _double_scan(snapshot, ask)
        or _late_arrival(snapshot, ask)
        or _present(snapshot, ask)
        or _not_in(ask)
    )


def _double_scan(snapshot: Snapshot, ask: Ask) -> Decision | None:
    for visit in snapshot.visits:
        came = visit.checked_out_at is None
        if ask.direction is (Direction.OUT if came else Direction.IN):
            continue
        event = visit.checked_out_at or visit.checked_in_at
        if timedelta(0) <= snapshot.at - event < snapshot.hub.double_scan:
            answer = Answer.ADMITTED if came else Answer.CHECKED_OUT
            return Decision(answer, answer.value, repeat=visit)
    return None


def _late_arrival(snapshot: Snapshot, ask: Ask) -> Decision | None:
    """An arrival recorded elsewhere, older than what is known: it widens the visit, and draws nothing."""
    if ask.direction is Direction.OUT:
        return None
    same_day = (visit for visit in snapshot.visits if visit.day == snapshot.today)
    for visit in sorted(same_day, key=lambda visit: visit.checked_in_at):
        if snapshot.at < visit.checked_in_at:
            return Decision(Answer.ADMITTED, "late", widen=visit)
        if visit.checked_out_at is not None and snapshot.at < visit.checked_out_at:
            return Decision(Answer.ADMITTED, "late", widen=visit)
    return None


def _present(snapshot: Snapshot, ask: Ask) -> Decision | None:
    visit = snapshot.open_visit
    if visit is None or visit.day > snapshot.today or snapshot.at < visit.checked_in_at:
        return None
    if ask.direction in (Direction.OUT, Direction.TOGGLE):
        return _leaves(visit, snapshot)
    since = snapshot.hub.local(visit.checked_in_at)
    return Decision(
        Answer.ALREADY_IN,
        "already_in",
        {"since": since.isoformat()},
        _left_on(visit.pass_, snapshot),
        (WayOut.CHECK_OUT, WayOut.STAY),
        repeat=visit,
    )


def _leaves(visit: VisitFacts, snapshot: Snapshot) -> Decision:
    """Out. Who stayed longer than a half-day unit may make it up; nothing is charged by itself."""
    held = next((one for one in snapshot.passes if one.id == visit.pass_), None)
    minutes = held.terms.unit_minutes if held is not None else None
    stayed = int((snapshot.at - visit.checked_in_at).total_seconds() // 60)
    if held is None or minutes is None or stayed <= minutes:
        return Decision(
            Answer.CHECKED_OUT, "checked_out", left=held.balance if held else None, leave=visit
        )
    ways = (WayOut.MAKE_UP,) if held.balance > held.lowest else ()
    over: Params = {"over": stayed - minutes}
    return Decision(Answer.CHECKED_OUT, "checked_out", over, held.balance, ways, leave=visit)


def _left_on(held: UUID | None, snapshot: Snapshot) -> int | None:
    return next((one.balance for one in snapshot.passes if one.id == held), None)


def _not_in(ask: Ask) -> Decision | None:
    return _refuse(Refusal("not_in"), ()) if ask.direction is Direction.OUT else None


# --- who may come in ----------------------------------------------------------------------------


def _enter(snapshot: Snapshot, ask: Ask) -> Decision:
    found = _cover(snapshot, ask)
    if isinstance(found, Refusal):
        return _force(found, _ways(found, snapshot, ask), snapshot, ask)
    barrier = (
        _overdue(found, snapshot) or _closed(found, snapshot) or _full(found, snapshot, ask.heads)
    )
    if barrier is not None:
        return _force(barrier, (WayOut.OVERRIDE,), snapshot, ask)
    return _welcome(found, snapshot)


def _welcome(cover: Cover, snapshot: Snapshot) -> Decision:
    visit = snapshot.open_visit
    over = visit is not None and visit.day > snapshot.today
    return Decision(Answer.ADMITTED, cover.code, {}, cover.left, enter=cover, already_over=over)


def _cover(snapshot: Snapshot, ask: Ask) -> Cover | Refusal:
    """The first right that covers, or the refusal whose remedy is nearest."""
    refusals: list[Refusal] = []
    for found in _rights(snapshot, ask):
        if isinstance(found, Cover):
            return found
        if found.code == "team_full" and not isinstance(ask.way, UsePass):
            free = _free_of_charge(snapshot)
            return free or _chosen(snapshot, ask) or found
        refusals.append(found)
    chosen = _chosen(snapshot, ask)
    return chosen or _nearest(refusals, snapshot)


def _rights(snapshot: Snapshot, ask: Ask) -> Iterator[Cover | Refusal]:
    """Every right of the person in the order in which they are tried."""
    if ask.at_work:
        yield Cover(Basis.AT_WORK, "at_work", any_hour=True)
    announced = [_announced(expected, snapshot) for expected in snapshot.expected]
    yield from (found for found in announced if _is_at_work(found))
    members = [_member(membership, snapshot) for membership in snapshot.memberships]
    # Someone with a plan of their own never waits for a colleague's seat.
    yield from sorted(members, key=lambda found: isinstance(found, Refusal))
    yield from (found for found in announced if not _is_at_work(found))
    drawn = _drawn_today(snapshot)
    if drawn is not None:
        yield drawn
    yield from (_pass(held, snapshot) for held in _by_expiry(snapshot.passes, own=True))
    yield from (_pass(held, snapshot) for held in _by_expiry(snapshot.passes, own=False))


def _is_at_work(found: Cover | Refusal) -> bool:
    return isinstance(found, Cover) and found.basis is Basis.AT_WORK


def _free_of_charge(snapshot: Snapshot) -> Cover | None:
    """What opens the door without drawing anything, when the team's seats are taken."""
    for expected in snapshot.expected:
        found = _announced(expected, snapshot)
        if isinstance(found, Cover):
            return found
    return _drawn_today(snapshot)


def _by_expiry(passes: tuple[PassFacts, ...], *, own: bool) -> list[PassFacts]:
    """The pass that expires first is drawn first; those without an end come last."""
    held = [one for one in passes if (one.organisation is None) is own]
    return sorted(held, key=lambda one: (one.valid_until or date.max, one.valid_from, str(one.id)))


def _nearest(refusals: list[Refusal], snapshot: Snapshot) -> Refusal:
    if not refusals:
        return Refusal("no_right")

    def nearness(refusal: Refusal) -> tuple[bool, int, datetime]:
        today = refusal.next is not None and snapshot.hub.day(refusal.next) == snapshot.today
        later = refusal.next or snapshot.at + timedelta(days=3650)
        return not today, RANK.index(refusal.code), later

    return min(refusals, key=nearness)


def _member(membership: MembershipFacts, snapshot: Snapshot) -> Cover | Refusal:
    terms, today = membership.terms, snapshot.today
    refusal = _out_of_dates(membership.here, membership.starts, membership.ends, snapshot)
    if refusal is not None:
        return refusal
    if not terms.around_the_clock and not in_windows(
        snapshot.hub.local(snapshot.at), terms.windows
    ):
        return _outside(terms.windows, snapshot)
    if terms.days_a_week is not None and membership.days_used >= terms.days_a_week:
        monday = today + timedelta(days=7 - today.weekday())
        opens = snapshot.hub.next_opening(
            snapshot.hub.at(monday, datetime.min.time()) - timedelta(minutes=1)
        )
        return Refusal("exhausted", {"week": terms.days_a_week, **_moment(opens)}, opens, 0)
    if terms.seats is not None and membership.seats_taken >= terms.seats:
        return Refusal("team_full", {"seats": terms.seats})
    left = None if terms.days_a_week is None else terms.days_a_week - membership.days_used - 1
    return Cover(
        Basis.MEMBERSHIP,
        "membership",
        membership=membership.id,
        any_hour=terms.around_the_clock,
        grace_days=terms.grace_days,
        left=left,
    )


def _out_of_dates(here: bool, starts: date, ends: date | None, s: Snapshot) -> Refusal | None:
    if ends is not None and ends < s.today:
        return Refusal("expired", {"day": ends.isoformat()})
    if not here:
        return Refusal("wrong_hub")
    if starts > s.today:
        return Refusal(
            "not_yet", {"day": starts.isoformat()}, s.hub.at(starts, datetime.min.time())
        )
    return None


def _moment(moment: datetime | None) -> Params:
    return {"moment": moment.isoformat()} if moment else {}


def _outside(windows: tuple[Window, ...] | None, snapshot: Snapshot) -> Refusal:
    """Outside the plan's hours: names the nearest window that begins later."""
    begins = (
        snapshot.hub.at(day, start)
        for day in (snapshot.today + timedelta(days=offset) for offset in range(DAYS_AHEAD))
        for days, start, _end in windows or ()
        if day.weekday() in days and snapshot.hub.spans(day)
    )
    opens = min((begin for begin in begins if begin > snapshot.at), default=None)
    return Refusal("outside_hours", _moment(opens), opens)


def _announced(expected: ExpectedFacts, snapshot: Snapshot) -> Cover | Refusal:
    """Registered, announced or booked today: from half an hour before until the end, nothing drawn."""
    opens = expected.starts - snapshot.hub.lead
    if expected.status is ExpectedStatus.CANCELLED and expected.day == snapshot.today:
        return Refusal("expected_cancelled", {"title": expected.title})
    if expected.day != snapshot.today and not opens <= snapshot.at < expected.ends:
        return Refusal("wrong_day", {"title": expected.title, "day": expected.day.isoformat()})
    if not expected.here:
        return Refusal("wrong_hub")
    if expected.status is ExpectedStatus.UNPAID:
        return Refusal("expected_unpaid", {"title": expected.title})
    if snapshot.at < opens:
        return Refusal("not_yet", _moment(opens), opens)
    if snapshot.at >= expected.ends or expected.status is ExpectedStatus.CANCELLED:
        return Refusal("expired", _moment(expected.ends))
    at_work = expected.kind is ExpectedKind.AT_WORK
    basis = Basis.AT_WORK if at_work else Basis.EXPECTED
    return Cover(basis, basis.value, expected=expected, any_hour=True)


def _drawn_today(snapshot: Snapshot) -> Cover | None:
    """A unit drawn earlier today still covers: the day, or its own window when it is a half day."""
    for held in snapshot.passes:
        if held.drawn_at is None or not held.here:
            continue
        minutes = held.terms.unit_minutes
        if minutes is None or snapshot.at < held.drawn_at + timedelta(minutes=minutes):
            return Cover(
                Basis.PASS,
                "pass_again",
                pass_=held,
                left=held.balance,
                grace_days=held.terms.grace_days,
            )
    return None


def _pass(held: PassFacts, snapshot: Snapshot) -> Cover | Refusal:
    until = open_day_from(held.valid_until, snapshot.hub)
    refusal = _out_of_dates(held.here, held.valid_from, until, snapshot)
    if refusal is not None:
        return refusal
    if not in_windows(snapshot.hub.local(snapshot.at), held.terms.windows):
        return _outside(held.terms.windows, snapshot)
    if held.balance < 1:
        spent = {"day": held.emptied_on.isoformat()} if held.emptied_on else {}
        in_debt = held.balance - 1 >= held.lowest
        return Refusal("exhausted", dict(spent), None, held.balance, debt=in_debt)
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


def open_day_from(day: date | None, hub: HubFacts) -> date | None:
    """``day``, or the next one on which the hub is open: no pass expires behind a closed door."""
    if day is None:
        return None
    for offset in range(DAYS_AHEAD):
        candidate = day + timedelta(days=offset)
        if hub.spans(candidate):
            return candidate
    return day


# --- the ways that an operator chose ------------------------------------------------------------


def _chosen(snapshot: Snapshot, ask: Ask) -> Cover | Refusal | None:
    way = ask.way
    if isinstance(way, HandOutPass) and ask.handed_out is not None:
        return _draw(ask.handed_out, "handed_out")
    if isinstance(way, AsGuest):
        return _guest(way, ask)
    if isinstance(way, OnDebt):
        return _on_debt(snapshot)
    return None


def _guest(way: AsGuest, ask: Ask) -> Cover | Refusal:
    """The host must be inside; beyond the plan's number the guest is charged to one of the two."""
    host = ask.host
    if host is None or not host.inside:
        return Refusal("guest_host_out", ways=(WayOut.GUEST, WayOut.HAND_OUT_PASS, WayOut.OVERRIDE))
    if host.terms is None:
        return Refusal(
            "guest_not_in_plan", ways=(WayOut.GUEST, WayOut.HAND_OUT_PASS, WayOut.OVERRIDE)
        )
    at_once, a_month = host.terms.guests_at_once, host.terms.guests_a_month
    if host.at_once + ask.heads <= at_once and host.this_month + ask.heads <= a_month:
        return Cover(Basis.GUEST, "guest", host=way.host)
    fee = host.terms.guest_fee_cents
    if way.payer is not None and fee is not None:
        return Cover(
            Basis.GUEST,
            "guest",
            host=way.host,
            payer=way.payer,
            fee_cents=fee * ask.heads,
        )
    params: Params = {"at_once": at_once, "month": a_month}
    if fee is not None:
        params["fee_cents"] = fee
    return Refusal(
        "guest_limit", params, ways=(WayOut.GUEST, WayOut.HAND_OUT_PASS, WayOut.OVERRIDE)
    )


def _on_debt(snapshot: Snapshot) -> Cover | None:
    for held in (*_by_expiry(snapshot.passes, own=True), *_by_expiry(snapshot.passes, own=False)):
        refusal = _pass(held, snapshot)
        if isinstance(refusal, Refusal) and refusal.debt:
            return _draw(held, "debt")
    return None


def _ways(refusal: Refusal, snapshot: Snapshot, ask: Ask) -> tuple[WayOut, ...]:
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


# --- asked last: money overdue, closed, full ----------------------------------------------------


def _overdue(cover: Cover, snapshot: Snapshot) -> Refusal | None:
    since = snapshot.overdue_since
    if snapshot.hub.overdue is not OverduePolicy.REFUSE or since is None:
        return None
    if cover.basis not in (Basis.MEMBERSHIP, Basis.PASS):
        return None
    if since + timedelta(days=cover.grace_days) >= snapshot.today:
        return None
    return Refusal("overdue", {"cents": snapshot.overdue_cents, "day": since.isoformat()})


def _closed(cover: Cover, snapshot: Snapshot) -> Refusal | None:
    if cover.any_hour or snapshot.hub.is_open(snapshot.at):
        return None
    opens = snapshot.hub.next_opening(snapshot.at)
    return Refusal("closed", _moment(opens), opens)


def _full(cover: Cover, snapshot: Snapshot, heads: int) -> Refusal | None:
    """Safety counts bodies; seats of an accepted event or booking are set aside for its people."""
    aside = snapshot.seats_set_aside
    if cover.expected is not None and cover.expected.kind in SEATED:
        aside = max(0, aside - max(heads, 1))
    if snapshot.bodies + heads + aside <= snapshot.hub.capacity:
        return None
    return Refusal("full", {"count": snapshot.bodies, "capacity": snapshot.hub.capacity})


SEATED = (ExpectedKind.BOOKING, ExpectedKind.EVENT)
