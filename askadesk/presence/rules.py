"""Admission: one pure decision for desk, kiosk, command line and replay.

``judge`` looks at a snapshot and says what to answer and what to write; it reads no clock and no
database. First match wins, in the order of the hub's house rules. What covers is in ``rights.py``.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta

from askadesk.presence import rights
from askadesk.presence.facts import Ask, HubFacts, Override, Snapshot, VisitFacts
from askadesk.presence.rights import Cover, Refusal, naming
from askadesk.presence.rows import Direction, Params, WayOut
from db.values import Answer, Basis, CredentialStatus, ExpectedKind, OverduePolicy, Role

OVERRIDE_ONLY = (WayOut.OVERRIDE,)
# What someone at a kiosk may choose without the desk.
KIOSK_WAYS = (WayOut.CHECK_OUT, WayOut.STAY)
# A hub that never closes has mornings as well.
EARLIEST_MORNING, NOON = time(6), time(12)
SEATED = (ExpectedKind.BOOKING, ExpectedKind.EVENT)


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

    @property
    def said(self) -> tuple[str, Params]:
        """Code and parameters as they may be said aloud at a kiosk: never that someone owes, or was put
        away."""
        private = self.code in ("overdue", "archived")
        return ("see_reception", {}) if private else (self.code, self.params)


def judge(snapshot: Snapshot, ask: Ask) -> Decision:
    """Decide about one scan or one person let in by sight."""
    if ask.is_kiosk:
        ask = replace(ask, way=None, at_work=False)
    forgotten = _forgotten(snapshot, ask)
    if forgotten is not None:
        rest = tuple(visit for visit in snapshot.visits if visit is not forgotten)
        snapshot = replace(
            snapshot, visits=rest, bodies=max(0, snapshot.bodies - forgotten.head_count)
        )
    decision = _stopped(snapshot, ask) or _already_here(snapshot, ask) or _enter(snapshot, ask)
    if ask.is_kiosk:
        ways = tuple(way for way in decision.ways if way in KIOSK_WAYS)
        decision = replace(decision, ways=ways)
    return replace(decision, close=forgotten)


def _forgotten(snapshot: Snapshot, ask: Ask) -> VisitFacts | None:
    """The open visit of an earlier day, unless it began a moment ago, just before midnight, or the person has
    not gone home yet: the night belongs to the evening before."""
    visit = snapshot.open_visit
    if visit is None or visit.day >= snapshot.today:
        return None
    if snapshot.at - visit.checked_in_at < snapshot.hub.double_scan:
        return None
    leaves = ask.direction is Direction.OUT and snapshot.at < _morning(snapshot.hub, visit.day)
    return None if leaves or _stays_overnight(visit, snapshot) else visit


def _stays_overnight(visit: VisitFacts, snapshot: Snapshot) -> bool:
    plan = next((one for one in snapshot.memberships if one.id == visit.membership), None)
    ends = snapshot.announced_until(visit)
    any_hour = plan is not None and plan.terms.around_the_clock
    return runs_on(snapshot.hub, snapshot.at, visit.day, ends, any_hour=any_hour)


def runs_on(
    hub: HubFacts, at: datetime, day: date, announced_until: datetime | None, *, any_hour: bool
) -> bool:
    """Whether somebody who came on ``day`` may be inside still at ``at``, on a later one: what they are here
    for is not over, or was over a moment ago, or their plan holds at any hour and it is not morning yet."""
    if announced_until is not None and at < announced_until + hub.lead:
        return True
    return any_hour and at < _morning(hub, day)


def _morning(hub: HubFacts, day: date) -> datetime:
    """When the day after begins anew: as the hub opens, at noon where it stays closed."""
    spans = hub.spans(day + timedelta(days=1))
    opens = min((start for start, _end in spans), default=NOON)
    return hub.at(day + timedelta(days=1), max(opens, EARLIEST_MORNING))


def _refuse(refusal: Refusal, ways: tuple[WayOut, ...]) -> Decision:
    return Decision(Answer.REFUSED, refusal.code, refusal.params, refusal.left, ways)


# --- who may not be judged at all ---------------------------------------------------------------


def _stopped(snapshot: Snapshot, ask: Ask) -> Decision | None:
    """Unknown code, stopped card, barred or archived person: before anything else is looked at."""
    if snapshot.person is None:
        return _refuse(Refusal("unknown_code"), ())
    leaves = ask.direction is Direction.OUT
    if snapshot.credential not in (None, CredentialStatus.ACTIVE):
        refusal = _revoked(snapshot)
    elif snapshot.barred and not leaves:
        refusal = Refusal("see_reception")
    elif snapshot.archived_on is not None and not leaves:
        # Nobody is let in who stands in no list: whoever brings them back lets them in.
        return _refuse(Refusal("archived", {"day": snapshot.archived_on.isoformat()}), ())
    else:
        return None
    # Who is barred is let in by a manager alone, whatever else their card says.
    if snapshot.barred and not leaves and ask.role is not Role.MANAGER:
        return _refuse(refusal, ())
    return _force(refusal, () if leaves else OVERRIDE_ONLY, snapshot, ask)


def _revoked(snapshot: Snapshot) -> Refusal:
    since = snapshot.credential_since
    return Refusal("revoked", {"day": snapshot.hub.day(since).isoformat()} if since else {})


def _force(
    refusal: Refusal,
    ways: tuple[WayOut, ...],
    snapshot: Snapshot,
    ask: Ask,
    right: Cover | None = None,
) -> Decision:
    """The refusal, or the entry that an operator forced against it.

    Where the person has a ``right`` and only the door says no, the entry still rests on that right.
    """
    if not isinstance(ask.way, Override):
        return _refuse(refusal, ways)
    here = _already_here(snapshot, ask)
    if here is not None:
        return here
    entry = right or Cover(Basis.OVERRIDE, "override", heads=ask.heads or 1)
    forced = replace(
        entry, code="override", override_reason=ask.way.reason, override_code=refusal.code
    )
    return _welcome(forced, snapshot)


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
        over = visit.checked_out_at
        if snapshot.at < visit.checked_in_at or (over is not None and snapshot.at < over):
            return Decision(Answer.ADMITTED, "late", widen=visit)
    return None


def _present(snapshot: Snapshot, ask: Ask) -> Decision | None:
    visit = snapshot.open_visit
    if visit is None or snapshot.at < visit.checked_in_at:
        return None
    if ask.direction in (Direction.OUT, Direction.TOGGLE):
        return _leaves(visit, snapshot)
    since = snapshot.hub.local(visit.checked_in_at)
    return Decision(
        Answer.ALREADY_IN,
        "already_in",
        {"since": since.isoformat()},
        next((one.balance for one in snapshot.passes if one.id == visit.pass_), None),
        (WayOut.CHECK_OUT, WayOut.STAY),
        repeat=visit,
    )


def _leaves(visit: VisitFacts, snapshot: Snapshot) -> Decision:
    """Out. Who stayed longer than a half-day unit may make it up; nothing is charged by itself."""
    held = next((one for one in snapshot.passes if one.id == visit.pass_), None)
    left = held.balance if held is not None else None
    until = held.covers_until if held is not None else None
    if held is None or until is None or snapshot.at <= until:
        return Decision(Answer.CHECKED_OUT, "checked_out", left=left, leave=visit)
    ways = (WayOut.MAKE_UP,) if held.balance > held.lowest else ()
    over: Params = {"over": max(1, int((snapshot.at - until).total_seconds() // 60))}
    return Decision(Answer.CHECKED_OUT, "checked_out", over, left, ways, leave=visit)


def _not_in(ask: Ask) -> Decision | None:
    return _refuse(Refusal("not_in"), ()) if ask.direction is Direction.OUT else None


# --- who may come in ----------------------------------------------------------------------------


def _enter(snapshot: Snapshot, ask: Ask) -> Decision:
    found = rights.find(snapshot, ask)
    if isinstance(found, Refusal):
        return _force(found, rights.ways_out(found, snapshot), snapshot, ask)
    barrier = _barrier(found, snapshot)
    if barrier is None:
        return _welcome(found, snapshot)
    # An accepted event or booking opens the door where a plan alone does not.
    announced = rights.announcement(snapshot, ask)
    if announced is not None and _barrier(announced, snapshot) is None:
        return _welcome(announced, snapshot)
    return _force(barrier, OVERRIDE_ONLY, snapshot, ask, found)


def _welcome(cover: Cover, snapshot: Snapshot) -> Decision:
    visit = snapshot.open_visit
    over = visit is not None and visit.day > snapshot.today
    return Decision(Answer.ADMITTED, cover.code, {}, cover.left, enter=cover, already_over=over)


# --- asked last: money overdue, closed, full ----------------------------------------------------


def _barrier(cover: Cover, snapshot: Snapshot) -> Refusal | None:
    return _overdue(cover, snapshot) or _closed(cover, snapshot) or _full(cover, snapshot)


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
    opens = snapshot.hub.next_valid(None, snapshot.at)
    return Refusal("closed", naming(opens), opens)


def _full(cover: Cover, snapshot: Snapshot) -> Refusal | None:
    """Safety counts bodies; seats of an accepted event or booking are set aside for its people."""
    aside = snapshot.seats_set_aside
    if cover.expected is not None and cover.expected.kind in SEATED:
        aside = max(0, aside - min(cover.heads, cover.expected.head_count))
    if snapshot.bodies + cover.heads + aside <= snapshot.hub.capacity:
        return None
    return Refusal("full", {"count": snapshot.bodies, "capacity": snapshot.hub.capacity})
