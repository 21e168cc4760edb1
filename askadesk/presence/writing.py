"""The rows that an entry, an exit or a correction writes, inside the command's transaction."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from askadesk.access.codes import fingerprint
from askadesk.core.errors import DeskError, InputError, NotFound
from askadesk.core.i18n import _
from askadesk.core.unit_of_work import Work
from askadesk.presence.facts import (
    Ask,
    HandOutPass,
    HubFacts,
    PassFacts,
    Snapshot,
    VisitFacts,
)
from askadesk.presence.rights import Cover
from askadesk.presence.rows import Undone, Verdict
from askadesk.presence.rules import Decision, runs_on
from askadesk.presence.snapshot import Found, hub_facts, terms_of, with_draws
from askadesk.rooms import arriving
from db.queries import entries
from db.queries import plans as plan_query
from db.queries import presence as query
from db.values import Answer, Leaving, Movement

END_OF_DAY = time(23, 59, 59)


def attempt(work: Work, verdict: Verdict, found: Found, code: str | None, why: str) -> None:
    """Keep the answer, so that the desk can look up "it said no at 9:04": with ``why``, also where a
    kiosk said less."""
    row = {
        "id": work.ids.new(),
        "hub": work.actor.hub,
        "command": work.command,
        "at": work.at,
        "recorded_at": work.now,
        "fingerprint": fingerprint(code) if code is not None else None,
        "credential": found.credential,
        "person": found.person,
        "visit": verdict.visit,
        "answer": verdict.answer,
        "code": why,
    }
    work.closing.append((entries.insert_attempt, row))
    if verdict.answer is Answer.REFUSED:
        work.changed("attempt", work.command)


def enter(work: Work, decision: Decision, snapshot: Snapshot, ask: Ask, *, by_sight: bool) -> UUID:
    """Write the visit, what it draws and what it charges; returns the visit."""
    cover = decision.enter
    assert cover is not None
    visit = work.ids.new()
    held = cover.pass_
    if held is not None and held is ask.handed_out and isinstance(ask.way, HandOutPass):
        _hand_out(work, ask.way, held, snapshot, cover.account)
    over = _closing(snapshot.hub, snapshot.today, work.at) if decision.already_over else None
    entries.insert_visit.write(
        work.connection,
        {
            "id": visit,
            "hub": snapshot.hub.id,
            "person": snapshot.person,
            "day": snapshot.today,
            "checked_in_at": work.at,
            "checked_out_at": over,
            "leaving": Leaving.NOT_CHECKED_OUT if over else None,
            "basis": cover.basis,
            "membership": cover.membership,
            "pass": held.id if held is not None else None,
            "host": cover.host,
            "expected": cover.expected.id if cover.expected is not None else None,
            "head_count": cover.heads,
            "by_sight": by_sight,
            "override_reason": cover.override_reason,
            "override_code": cover.override_code,
            "voided_at": None,
            "command": work.command,
        },
    )
    work.changed("visit", visit)
    if cover.draws and held is not None:
        _move(work, held, Movement.DRAW, -1, snapshot.today, snapshot.person, visit)
    if cover.payer is not None:
        _charge_guest(work, cover, snapshot, visit)
    return visit


def _move(
    work: Work,
    held: PassFacts,
    kind: Movement,
    delta: int,
    day: date,
    person: UUID | None,
    visit: UUID | None,
    *,
    reason: str = "",
    reverses: UUID | None = None,
    extra: bool = False,
) -> int:
    """One movement of the ledger; the database moves the pass with it. Returns what is left."""
    left = held.balance + delta
    entries.insert_movement.write(
        work.connection,
        {
            "id": work.ids.new(),
            "pass": held.id,
            "seq": held.movements + 1,
            "kind": kind,
            "delta": delta,
            "balance_after": left,
            "at": work.at,
            "day": day,
            "person": person,
            "visit": visit,
            "booking": None,
            "extra": extra,
            "reverses": reverses,
            "reason": reason,
            "command": work.command,
        },
    )
    work.changed("pass", held.id)
    return left


# --- a pass handed out at the desk ---------------------------------------------------------------


def pass_to_hand_out(work: Work, way: HandOutPass, snapshot: Snapshot) -> PassFacts:
    """The pass as it would be handed out now. Raises NotFound when the product is not offered."""
    row = plan_query.pass_on_offer(work.connection, way.product, snapshot.today)
    if row is None:
        raise NotFound(_("This pass is not offered any more."), code="not_offered")
    days = row.validity_days
    return PassFacts(
        id=work.ids.new(),
        valid_from=snapshot.today,
        valid_until=snapshot.today + timedelta(days=days - 1) if days else None,
        balance=row.units,
        lowest=-row.debt_limit,
        movements=1,
        terms=terms_of(row),
    )


def _hand_out(
    work: Work, way: HandOutPass, held: PassFacts, snapshot: Snapshot, account: UUID | None
) -> None:
    row = plan_query.pass_on_offer(work.connection, way.product, snapshot.today)
    assert row is not None
    assert snapshot.person is not None
    plan_query.add_pass(
        work.connection,
        id=held.id,
        product=way.product,
        terms=row.terms,
        person=snapshot.person,
        organisation=None,
        valid_from=held.valid_from,
        valid_until=held.valid_until,
        lowest=held.lowest,
        hubs=(snapshot.hub.id,),
        at=work.now,
        command=work.command,
    )
    empty = PassFacts(held.id, held.valid_from, held.valid_until, 0, held.lowest, 0, held.terms)
    _move(
        work,
        empty,
        Movement.GRANT,
        held.balance,
        snapshot.today,
        snapshot.person,
        None,
        reason=way.reason,
    )
    if way.cents:
        payer = snapshot.person if account is None else None
        charge(
            work, way.cents, payer, snapshot.person, "pass", held.id, way.reason, account=account
        )


def charge(
    work: Work,
    cents: int,
    payer: UUID | None,
    beneficiary: UUID,
    source: str,
    reference: UUID,
    note: str = "",
    *,
    account: UUID | None = None,
) -> None:
    """Money owed from today on by ``payer``, or by the organisation whose ``account`` it goes on."""
    new = work.ids.new()
    hub = query.hub_row(work.connection, work.actor.hub)
    today = work.at.astimezone(ZoneInfo(hub.time_zone)).date()
    plan_query.add_charge(
        work.connection,
        id=new,
        hub=work.actor.hub,
        payer_person=payer,
        payer_organisation=account,
        beneficiary=beneficiary,
        cents=cents,
        currency=hub.currency,
        due_on=today,
        source=source,
        reference=reference,
        note=note,
        at=work.now,
        command=work.command,
    )
    work.changed("charge", new)


def _charge_guest(work: Work, cover: Cover, snapshot: Snapshot, visit: UUID) -> None:
    assert snapshot.person is not None
    payer = cover.host if cover.payer == "host" and cover.host else snapshot.person
    charge(work, cover.fee_cents, payer, snapshot.person, "guest", visit)


# --- closing, widening, correcting ---------------------------------------------------------------


def _closing(hub: HubFacts, day: date, came: datetime) -> datetime:
    """When a visit that nobody closed is taken to have ended: at closing time, or with its day."""
    spans = hub.spans(day)
    closing = hub.at(day, spans[-1][1] if spans and spans[-1][1] != time(0) else END_OF_DAY)
    return max(closing, came)


def close_forgotten(
    work: Work, visit: VisitFacts, hub: HubFacts, announced_until: datetime | None
) -> None:
    """Close an open visit of an earlier day as "not checked out": who came for an evening, as that ended."""
    closing = _closing(hub, visit.day, visit.checked_in_at)
    out = max(closing, announced_until or closing)
    entries.leave(work.connection, visit.id, out, Leaving.NOT_CHECKED_OUT)
    work.changed("visit", visit.id)


def close_all_forgotten(work: Work) -> int:
    """Close every open visit of an earlier day at the hub, but of those who stay into the night; returns how
    many there were."""
    hub = hub_facts(work.connection, work.actor.hub, work.at.date())
    still_open = entries.open_before(work.connection, work.actor.hub, hub.day(work.at))
    forgotten = [
        one
        for one in still_open
        if not runs_on(hub, work.at, one.day, one.announced_until, any_hour=bool(one.any_hour))
    ]
    for one in forgotten:
        visit = VisitFacts(one.id, one.day, one.checked_in_at, None)
        close_forgotten(work, visit, hub, one.announced_until)
    return len(forgotten)


def widen(work: Work, visit: VisitFacts) -> None:
    """An arrival older than the visit's own moves its beginning; one inside it changes nothing."""
    if work.at < visit.checked_in_at:
        row = entries.visit(work.connection, visit.id)
        assert row is not None
        _correct(work, row, work.at, row.checked_out_at, row.leaving, "late")


def correct(visit: UUID, came: datetime, left: datetime | None, reason: str, work: Work) -> None:
    """Put right the times of a visit, keeping those that stood there."""
    row = entries.visit(work.connection, visit)
    if row is None or row.voided_at is not None or row.hub != work.actor.hub:
        raise NotFound(_("This entry is no longer there."))
    hub = hub_facts(work.connection, work.actor.hub, work.now.date())
    if hub.day(came) != row.day:
        raise InputError(_("An entry stays on its own day."), field="came")
    if max(came, left or came) > work.now:
        raise InputError(_("This time is still to come."), field="left" if left else "came")
    if left is None and _is_in_otherwise(work, row, came):
        raise InputError(_("They have come in again since: this visit has an end."), field="left")
    how = row.leaving if left == row.checked_out_at else Leaving.DESK
    _correct(work, row, came, left, how if left is not None else None, reason)


def _correct(
    work: Work,
    before: Any,
    came: datetime,
    left: datetime | None,
    how: Leaving | None,
    reason: str,
) -> None:
    work.connection.execute(
        entries.insert_correction,
        {
            "id": work.ids.new(),
            "visit": before.id,
            "in_before": before.checked_in_at,
            "out_before": before.checked_out_at,
            "in_after": came,
            "out_after": left,
            "reason": reason,
            "at": work.now,
            "command": work.command,
        },
    )
    entries.set_times(work.connection, before.id, came, left, how)
    work.changed("visit", before.id)


# --- undoing -------------------------------------------------------------------------------------


def undo(undone: UUID, work: Work) -> Undone:
    """Take back what the command ``undone`` did to a visit, its ledger and its charges."""
    stored = entries.scan_result(work.connection, undone)
    verdict = Verdict.from_json_text(stored) if stored is not None else None
    if verdict is None or verdict.visit is None or verdict.person is None:
        raise NotFound(_("There is nothing to take back."), code="nothing_to_undo")
    visit = entries.visit(work.connection, verdict.visit)
    if visit is not None and visit.hub != work.actor.hub:
        raise NotFound(_("There is nothing to take back."), code="nothing_to_undo")
    if visit is None or visit.voided_at is not None:
        raise NotFound(_("This entry was already taken back."), code="already_undone")
    if verdict.answer is Answer.CHECKED_OUT:
        return _open_again(work, visit, verdict)
    if verdict.answer is not Answer.ADMITTED or visit.command != undone:
        raise NotFound(_("There is nothing to take back."), code="nothing_to_undo")
    _refuse_resting(work, visit)
    entries.void(work.connection, visit.id, work.now)
    work.changed("visit", visit.id)
    arriving.let_go(work, undone)
    plan_query.cancel_charges(work.connection, visit.id, work.now)
    held = visit._mapping["pass"]
    left = _reverse(work, held, visit) if held is not None else None
    return Undone("entry", visit.id, verdict.person, left)


def _open_again(work: Work, visit: Any, verdict: Verdict) -> Undone:
    """Take back an exit, as long as the visit ends with it and the person has not come in again."""
    assert verdict.person is not None
    if visit.checked_out_at != verdict.at:
        raise _not_again(_("This visit has changed since."), "changed_since")
    if _is_in_otherwise(work, visit, verdict.at):
        raise _not_again(_("This person has come in again since."), "already_in")
    entries.leave(work.connection, visit.id, None, None)
    work.changed("visit", visit.id)
    return Undone("exit", visit.id, verdict.person)


def _not_again(what: str, code: str) -> DeskError:
    return DeskError(
        what,
        code=code,
        kept=_("It stays as it is."),
        todo=_("Put its hours right on the person's page."),
    )


def _is_in_otherwise(work: Work, visit: Any, since: datetime) -> bool:
    person = _standing(work, visit.person)
    return entries.is_in_otherwise(work.connection, visit.hub, person, visit.id, since)


def _refuse_resting(work: Work, visit: Any) -> None:
    """What a later entry rests on is not taken back under its feet."""
    held = visit._mapping["pass"]
    if held is None:
        return
    whole = entries.pass_row(work.connection, held).command == visit.command
    person = _standing(work, visit.person)
    if entries.is_rested_on(work.connection, visit, held, person, whole=whole):
        raise DeskError(
            _("A later entry rests on this one."),
            code="rested_on",
            kept=_("Both stay as they are."),
            todo=_("Take the later one back first."),
        )


def _reverse(work: Work, pass_id: UUID, visit: Any) -> int:
    """Add the reverse of all that was drawn for a visit, the latest first; returns what is left. A pass
    that was handed out for it goes with it."""
    connection = work.connection
    moved = entries.movements_of(connection, pass_id, visit.command, visit.id)
    row = entries.pass_row(connection, pass_id)
    left: int = row.balance
    for movement in sorted(moved, key=lambda one: one.seq, reverse=True):
        row = entries.pass_row(connection, pass_id)
        left = _move(
            work,
            _held(work, row),
            Movement.REVERSE,
            -movement.delta,
            movement.day,
            movement.person,
            movement.visit,
            reverses=movement.id,
        )
    if row.command == visit.command:
        plan_query.cancel_charges(connection, pass_id, work.now)
        plan_query.archive_pass(connection, pass_id, work.now)
    return left


def _held(work: Work, row: Any) -> PassFacts:
    return PassFacts(
        row.id,
        row.valid_from,
        row.valid_until,
        row.balance,
        row.lowest,
        row.movements,
        terms_of(plan_query.terms(work.connection, row.terms)),
    )


def make_up(visit: UUID, work: Work) -> int:
    """Draw one more unit for a visit that outlasted what was drawn for it; returns what is left.

    Raises NotFound when it used no pass, and DeskError ``nothing_to_make_up``.
    """
    row = entries.visit(work.connection, visit)
    if row is None or row._mapping["pass"] is None:
        raise NotFound(_("This entry did not use a pass."), code="no_pass")
    held = _held(work, entries.pass_row(work.connection, row._mapping["pass"]))
    drawn = with_draws(
        held, entries.draws_of(work.connection, held.id, _standing(work, row.person), row.day)
    ).covers_until
    if row.voided_at is not None or drawn is None or (row.checked_out_at or work.at) <= drawn:
        raise DeskError(_("There is nothing left to make up."), code="nothing_to_make_up")
    return _move(work, held, Movement.DRAW, -1, row.day, row.person, visit, extra=True)


def _standing(work: Work, person: UUID) -> UUID:
    """The record that a visit's person is part of now."""
    row = query.person_by_id(work.connection, person)
    kept: UUID = person if row is None else row.person
    return kept
