"""Who comes and goes: every entry and exit, from whatever side it is asked, goes through here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from sqlalchemy import Connection

from askadesk.access.codes import SHORT_LENGTH, CodeKeys
from askadesk.access.layouts import recover
from askadesk.core.errors import InputError, NotFound
from askadesk.core.i18n import _
from askadesk.core.reach import moment_within_reach
from askadesk.core.texts import one_line_within
from askadesk.core.unit_of_work import Order, UnitOfWork, Work
from askadesk.plans.rules import checked_cents
from askadesk.presence import guests as guests_of
from askadesk.presence import writing
from askadesk.presence.facts import (
    AsGuest,
    Ask,
    CheckOutColleague,
    HandOutPass,
    Override,
    Snapshot,
    Way,
)
from askadesk.presence.request import ScanRequest
from askadesk.presence.rows import Direction, Undone, Verdict
from askadesk.presence.rules import Decision, judge
from askadesk.presence.snapshot import Found, RuleBook, host_facts, take
from askadesk.rooms import arriving
from db.queries import entries
from db.queries import presence as query
from db.values import Answer, ExpectedStatus, Leaving, Source

# Refusals that visits which nobody closed may be to blame for.
CROWDED = ("full", "team_full")
LONGEST_REASON = 400
MOST_HEADS = 1000
CLOCKS_DIFFER = timedelta(minutes=2)
"""So far the clock of another computer may run ahead of this one's."""


class PresenceService:
    """Commands of presence. Each is one transaction; the questions are in ``reading.py``."""

    def __init__(self, unit: UnitOfWork, keys: Callable[[], CodeKeys]) -> None:
        self._unit = unit
        self._keys = keys
        self._book = RuleBook(unit.actor.hub)

    # --- coming and going ------------------------------------------------------------------------

    def scan(self, request: ScanRequest) -> Verdict:
        """Judge one scan and write what follows from it; the answer is durable when this returns.

        Raises InputError for a way without its reason or a moment still to come, CommandReused,
        DatabaseAway.
        """
        request = _checked(request)
        return self._unit.do(
            Order(
                kind="presence.scan",
                arguments=request.arguments(),
                body=partial(self._scan, request),
                encode=Verdict.to_json,
                decode=lambda body: Verdict.from_json(body).again(),
                command=request.command,
                at=request.at,
                prepare=partial(query.lock_hub, hub=self._unit.actor.hub),
            )
        )

    def check_out(self, person: UUID, *, command: UUID | None = None) -> Verdict:
        """Check out someone by name."""
        return self.scan(ScanRequest(person=person, direction=Direction.OUT, command=command))

    def _scan(self, request: ScanRequest, work: Work) -> Verdict:
        _not_before_its_time(work)
        connection = work.connection
        found = self._find(request, connection)
        decision, snapshot, ask = self._judge(request, work, found)
        if decision.code in CROWDED and writing.close_all_forgotten(work):
            decision, snapshot, ask = self._judge(request, work, found)
        if request.code is None and request.person is None:
            decision = replace(decision, code="unreadable")
        verdict = self._write(work, request, decision, snapshot, ask)
        writing.attempt(work, verdict, found, request.code, decision.code)
        return verdict

    def _judge(
        self, request: ScanRequest, work: Work, found: Found
    ) -> tuple[Decision, Snapshot, Ask]:
        snapshot = take(work.connection, self._book, work.at, found)
        ask = self._ask(request, work, snapshot)
        snapshot = _without_colleague(snapshot, ask.way, work)
        return judge(snapshot, ask), snapshot, ask

    def _find(self, request: ScanRequest, connection: Connection) -> Found:
        """The person behind the code (or the short code, at the desk only), or the one chosen."""
        if request.person is not None:
            row = query.person_by_id(connection, request.person)
            if row is None:
                raise NotFound(_("This person is no longer in the archive."))
            return Found(row.person, None, row)
        text = request.code or ""
        card = recover(self._keys(), text)
        row = None
        if card is not None:
            row = query.person_by_number(connection, card)
        elif self._unit.actor.source is not Source.KIOSK and _may_be_short(text.strip()):
            row = query.person_by_number(connection, text.strip().upper(), short=True)
        return Found() if row is None else Found(row.person, row.credential, row)

    def _ask(self, request: ScanRequest, work: Work, snapshot: Snapshot) -> Ask:
        is_kiosk = work.actor.source is Source.KIOSK
        way = None if is_kiosk else request.way
        host = None
        if isinstance(way, AsGuest):
            host = host_facts(
                work.connection, snapshot.hub, way, snapshot.today, guest=snapshot.person
            )
        handed_out = None
        if isinstance(way, HandOutPass):
            handed_out = writing.pass_to_hand_out(work, way, snapshot)
        return Ask(
            direction=request.direction,
            way=way,
            host=host,
            handed_out=handed_out,
            heads=request.heads,
            at_work=request.at_work,
            role=work.actor.role,
            is_kiosk=is_kiosk,
        )

    def _write(
        self,
        work: Work,
        request: ScanRequest,
        decision: Decision,
        snapshot: Snapshot,
        ask: Ask,
    ) -> Verdict:
        connection = work.connection
        if decision.close is not None:
            until = snapshot.announced_until(decision.close)
            writing.close_forgotten(work, decision.close, snapshot.hub, until)
        if decision.repeat is not None and decision.answer is not Answer.ALREADY_IN:
            return _said_before(connection, decision, snapshot)
        visit = decision.repeat or decision.leave or decision.widen
        visit_id = visit.id if visit is not None else None
        if decision.leave is not None:
            how = Leaving.SCAN if request.code is not None else Leaving.DESK
            entries.leave(connection, decision.leave.id, work.at, how)
            work.changed("visit", decision.leave.id)
        if decision.widen is not None:
            writing.widen(work, decision.widen)
        if decision.enter is not None:
            _let_colleague_go(work, ask.way, decision.enter.membership, snapshot.hub.id)
            by_sight = request.code is None
            visit_id = writing.enter(work, decision, snapshot, ask, by_sight=by_sight)
        if decision.answer in (Answer.ADMITTED, Answer.ALREADY_IN):
            arriving.take_up(work, _bookings_now(snapshot))
        code, params = decision.said if ask.is_kiosk else (decision.code, decision.params)
        return Verdict(
            answer=decision.answer,
            code=code,
            at=work.at,
            person=snapshot.person,
            visit=visit_id,
            left=decision.left,
            params=params,
            ways_out=decision.ways,
            command=work.command,
        )

    # --- putting right ---------------------------------------------------------------------------

    def undo(self, undone: UUID, *, command: UUID | None = None) -> Undone:
        """Take back the entry or exit that the command ``undone`` made.

        An entry is voided and what it drew, granted or charged is reversed; an exit is opened again.
        Raises NotFound when there is nothing to take back.
        """
        return self._unit.do(
            Order(
                kind="presence.undo",
                arguments={"undone": undone},
                body=partial(writing.undo, undone),
                encode=Undone.to_json,
                decode=Undone.from_json,
                command=command,
                prepare=partial(query.lock_hub, hub=self._unit.actor.hub),
            )
        )

    def set_guests(
        self, visit: UUID, guests: int, *, payer: str | None = None, command: UUID | None = None
    ) -> int:
        """Say how many guests without a name came with a member; returns the heads of the visit.

        Raises DeskError ``guest_limit`` beyond the plan's number unless ``payer`` ("host" or "guest")
        pays for them, and ``full`` when the hub cannot hold them. Fewer than before take back what was
        charged for them, as far as it is not paid.
        """
        _checked_payer(payer)
        if guests < 0 or guests > 200:
            raise InputError(_("Between 0 and 200 guests can come with one person."))
        return self._unit.do(
            Order(
                kind="presence.set_guests",
                arguments={"visit": visit, "guests": guests, "payer": payer},
                body=partial(self._set_guests, visit, guests, payer),
                encode=int,
                decode=int,
                command=command,
                prepare=partial(query.lock_hub, hub=self._unit.actor.hub),
            )
        )

    def _set_guests(self, visit: UUID, guests: int, payer: str | None, work: Work) -> int:
        connection = work.connection
        row = entries.visit(connection, visit)
        if row is None or row.checked_out_at is not None or row.voided_at is not None:
            raise NotFound(_("This person is no longer in."), code="not_in")
        hub, state = self._book.at_the_door(connection, work.at)
        if guests + 1 > row.head_count:
            guests_of.bring(work, hub, state, row, guests + 1, payer)
        else:
            guests_of.take_back(work, hub, row, guests + 1)
        entries.set_heads(connection, visit, guests + 1)
        work.changed("visit", visit)
        return guests + 1

    def make_up(self, visit: UUID, *, command: UUID | None = None) -> int:
        """Draw one more unit for someone who stayed longer than a half day; returns what is left."""
        return self._unit.do(
            Order(
                kind="presence.make_up",
                arguments={"visit": visit},
                body=partial(writing.make_up, visit),
                encode=int,
                decode=int,
                command=command,
                prepare=partial(query.lock_hub, hub=self._unit.actor.hub),
            )
        )

    def correct(
        self,
        visit: UUID,
        came: datetime,
        left: datetime | None,
        reason: str,
        *,
        command: UUID | None = None,
    ) -> None:
        """Put right the times of a visit; the times that stood there stay beside it with the reason."""
        moment_within_reach(came, "came")
        if left is not None and moment_within_reach(left, "left") < came:
            raise InputError(_("The exit comes before the entry."), field="left")
        reason = checked_reason(reason)
        self._unit.do(
            Order(
                kind="presence.correct",
                arguments={"visit": visit, "came": came, "left": left, "reason": reason},
                body=partial(writing.correct, visit, came, left, reason),
                encode=lambda _none: None,
                decode=lambda _none: None,
                command=command,
            )
        )

    def close_forgotten(self, *, command: UUID | None = None) -> int:
        """Close the visits of earlier days that nobody checked out; returns how many there were."""
        return self._unit.do(
            Order(
                kind="presence.close_forgotten",
                arguments={},
                body=writing.close_all_forgotten,
                encode=int,
                decode=int,
                command=command,
                prepare=partial(query.lock_hub, hub=self._unit.actor.hub),
            )
        )


def _bookings_now(snapshot: Snapshot) -> list[UUID]:
    """The bookings here whose people may come in at this moment."""
    lead, at = snapshot.hub.lead, snapshot.at
    return [
        one.booking
        for one in snapshot.expected
        if one.booking is not None
        and one.here
        and one.status is not ExpectedStatus.CANCELLED
        and one.starts - lead <= at < one.ends
    ]


def _may_be_short(text: str) -> bool:
    """Whether a short code looks like this; anything else is not for every database to be asked."""
    return len(text) == SHORT_LENGTH and text.isascii() and text.isalnum()


def checked_reason(reason: str) -> str:
    """A reason as it is kept: one line, not empty, not endless."""
    plain = one_line_within(reason, "reason", LONGEST_REASON)
    if not plain:
        raise InputError(_("A reason is needed."), field="reason", code="reason_missing")
    return plain


def _checked(request: ScanRequest) -> ScanRequest:
    way = request.way
    if request.at is not None:
        moment_within_reach(request.at, "at")
    if request.heads is not None and not 1 <= request.heads <= MOST_HEADS:
        raise InputError(_("At least one person comes."), field="head_count")
    if isinstance(way, AsGuest):
        _checked_payer(way.payer)
    if isinstance(way, HandOutPass):
        checked_cents(way.cents)
    if isinstance(way, Override | HandOutPass):
        return replace(request, way=replace(way, reason=checked_reason(way.reason)))
    return request


def _checked_payer(payer: str | None) -> None:
    if payer not in (None, "host", "guest"):
        raise InputError(_("Either the host pays for a guest, or the guest."), field="payer")


def _not_before_its_time(work: Work) -> None:
    """Refuse a moment still to come; asked inside the command, so that its replay is answered as it was."""
    if work.at > work.now + CLOCKS_DIFFER:
        raise InputError(_("This time is still to come."), field="at")
    # Nobody stands at the door later than now: an exit right after it would come before the entry.
    work.at = min(work.at, work.now)


def _colleague(work: Work, way: Way | None, hub: UUID) -> Any:
    """The visit of the colleague who is about to leave; None where they have left, or come later."""
    if not isinstance(way, CheckOutColleague):
        return None
    row = entries.visit(work.connection, way.visit)
    if row is None or row.hub != hub or row.voided_at is not None:
        return None
    return row if row.checked_out_at is None and row.checked_in_at <= work.at else None


def _without_colleague(snapshot: Snapshot, way: Way | None, work: Work) -> Snapshot:
    """The snapshot with the seat free that a colleague is about to leave."""
    row = _colleague(work, way, snapshot.hub.id)
    if row is None or all(one.id != row.membership for one in snapshot.memberships):
        return snapshot
    freed = tuple(
        replace(one, seats_taken=max(0, one.seats_taken - 1)) if one.id == row.membership else one
        for one in snapshot.memberships
    )
    return replace(snapshot, memberships=freed, bodies=snapshot.bodies - row.head_count)


def _let_colleague_go(work: Work, way: Way | None, entered: UUID | None, hub: UUID) -> None:
    """Check out the colleague whose seat is taken now; nobody else."""
    row = _colleague(work, way, hub)
    if row is not None and entered is not None and row.membership == entered:
        entries.leave(work.connection, row.id, work.at, Leaving.DESK)
        work.changed("visit", row.id)


def _said_before(connection: Connection, decision: Decision, snapshot: Snapshot) -> Verdict:
    """The first answer to a double scan, as it was given."""
    visit = decision.repeat
    assert visit is not None
    stored = None
    if decision.answer is Answer.ADMITTED and visit.command is not None:
        stored = entries.scan_result(connection, visit.command)
    if stored is not None:
        return Verdict.from_json_text(stored).again()
    return Verdict(
        answer=decision.answer,
        code=decision.code,
        at=visit.checked_out_at or visit.checked_in_at,
        person=snapshot.person,
        visit=visit.id,
        repeated=True,
    )
