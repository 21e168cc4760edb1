"""Questions about presence: the scan card, the Oggi page, who is in now."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection

from askadesk.core.unit_of_work import Actor, UnitOfWork
from askadesk.hubs.finding import hub_of
from askadesk.hubs.rows import HubRow
from askadesk.people.matching import hits
from askadesk.people.rules import full_name, initials
from askadesk.plans.words import product_name
from askadesk.presence.announced import expected_today
from askadesk.presence.rows import (
    Alert,
    FoundPerson,
    Option,
    PersonBrief,
    PresentRow,
    RecentScan,
    RightBrief,
    ScanCard,
    Today,
    Verdict,
    WayOut,
)
from askadesk.presence.words import detail_of, kind_of_entry
from db.queries import entries
from db.queries import people as people_query
from db.queries import plans as plan_query
from db.queries import today as today_query
from db.values import Answer, Basis, Money, Role, Source, Unit

LOW = 2
SOON_DAYS = 7
PASSES_OFFERED = 1
GUESTS = (Basis.GUEST, Basis.EXPECTED)


class PresenceReading:
    """Questions about presence. Each reads one consistent state."""

    def __init__(self, unit: UnitOfWork) -> None:
        self._unit = unit

    def today(self) -> Today:
        """The Oggi page: who is expected, who is in, the latest answers."""
        hub_id = self._unit.actor.hub
        now = self._unit.clock.now()
        with self._unit.ask() as connection:
            hub = hub_of(connection, hub_id)
            local = hub.local(now)
            present = _present(connection, hub)
            expected = expected_today(connection, hub, local.date())
            recent = today_query.recent(connection, hub_id, 12)
        return Today(
            now=local,
            bodies=sum(row.head_count for row in present),
            capacity=hub.capacity,
            guests=_guests(present),
            present=present,
            expected=expected,
            recent=tuple(_recent(row, hub) for row in recent),
        )

    def now(self) -> datetime:
        """This moment on the hub's own clock."""
        with self._unit.ask() as connection:
            return hub_of(connection, self._unit.actor.hub).local(self._unit.clock.now())

    def present(self) -> tuple[PresentRow, ...]:
        """Who is in now, by name."""
        with self._unit.ask() as connection:
            return _present(connection, hub_of(connection, self._unit.actor.hub))

    def search(self, text: str, limit: int = 8) -> tuple[FoundPerson, ...]:
        """People for the scan field, with enough beside the name to tell namesakes apart."""
        with self._unit.ask() as connection:
            hub = hub_of(connection, self._unit.actor.hub)
            day = hub.local(self._unit.clock.now()).date()
            ids = [one.id for one in hits(connection, hub.id, day, text, limit, ("person",))]
            rows = people_query.rows_of(connection, hub.id, ids, day)
            pictures = people_query.photos_of(connection, ids)
        return tuple(_found(rows[id], hub, pictures.get(id)) for id in ids)

    def recall(self, command: UUID) -> ScanCard | None:
        """The card of an earlier answer, as things stand now; None when it is not known here."""
        with self._unit.ask() as connection:
            stored = entries.scan_result(connection, command)
        return self.card(Verdict.from_json_text(stored)) if stored is not None else None

    def card(self, verdict: Verdict) -> ScanCard:
        """All that the scan card shows of an answer."""
        with self._unit.ask() as connection:
            hub = hub_of(connection, self._unit.actor.hub)
            if verdict.person is None:
                return ScanCard(verdict, hub.local(verdict.at))
            return _card(connection, hub, verdict, self._unit.clock.now(), self._unit.actor)


def _card(
    connection: Connection, hub: HubRow, verdict: Verdict, now: datetime, actor: Actor
) -> ScanCard:
    assert verdict.person is not None
    day = hub.local(verdict.at).date()
    row = people_query.person(connection, verdict.person, day)
    assert row is not None
    visit = today_query.right_of_visit(connection, verdict.visit) if verdict.visit else None
    right = _right(visit) if visit is not None else _spent(connection, row.id, day)
    return ScanCard(
        verdict=verdict,
        at=hub.local(verdict.at),
        person=_brief(connection, row),
        right=right,
        presences=today_query.count_of_visits(connection, row.id),
        since=hub.local(visit.checked_in_at) if visit is not None else None,
        host=full_name(visit.host_given, visit.host_family)
        if visit is not None and visit.host_given is not None
        else "",
        alerts=_alerts(connection, hub, verdict, row, right, day, actor),
        options=_options(connection, verdict, hub, day),
        # Names are for the desk: a kiosk stands where everybody reads it.
        colleagues=()
        if actor.source is Source.KIOSK
        else _colleagues(connection, hub, verdict, day),
        head_count=visit.head_count if visit is not None else 1,
        can_undo=_can_undo(verdict, visit, hub.local(now).date()),
    )


def _can_undo(verdict: Verdict, visit: Any, today: date) -> bool:
    return (
        visit is not None
        and visit.voided_at is None
        and visit.day == today
        and verdict.answer in (Answer.ADMITTED, Answer.CHECKED_OUT)
        and verdict.code != "late"
        and verdict.command is not None
    )


def _brief(connection: Connection, row: Any) -> PersonBrief:
    return PersonBrief(
        id=row.id,
        name=full_name(row.given, row.family),
        initials=initials(row.given, row.family),
        role=row.role,
        organisation=row.organisation or "",
        photo=people_query.photo(connection, row.id),
    )


def _right(visit: Any) -> RightBrief:
    return RightBrief(
        name=product_name(visit) if visit.name else "",
        basis=Basis(visit.basis),
        units=visit.units,
        left=visit.balance,
        valid_until=visit.valid_until or visit.ends,
        organisation=visit.organisation or "",
    )


def _spent(connection: Connection, person: UUID, day: date) -> RightBrief | None:
    """For someone who was not let in: the latest pass of entries or plan, to say what it was."""
    passes = people_query.passes_held(connection, person, day)
    row = next((one for one in passes if one.unit is Unit.VISITS), None)
    if row is not None:
        return RightBrief(
            product_name(row),
            Basis.PASS,
            row.units,
            row.balance,
            row.valid_until,
            row.organisation or "",
        )
    plans = people_query.memberships_held(connection, person, day)
    if not plans:
        return None
    held = plans[0]
    return RightBrief(
        product_name(held),
        Basis.MEMBERSHIP,
        valid_until=held.ends,
        organisation=held.organisation or "",
    )


def _alerts(
    connection: Connection,
    hub: HubRow,
    verdict: Verdict,
    person: Any,
    right: RightBrief | None,
    day: date,
    actor: Actor,
) -> tuple[Alert, ...]:
    """Money first (never at a kiosk), then what to hand over or say."""
    found: list[Alert] = []
    owed = today_query.due(connection, person.id, day)
    if verdict.code == "see_reception" and actor.role is Role.MANAGER and person.barred_at:
        found.append(Alert("barred", {"reason": person.barred_reason}))
    if owed and actor.source is not Source.KIOSK:
        oldest = owed[0]
        found.append(
            Alert(
                "due",
                {
                    "cents": sum(row.cents for row in owed),
                    "currency": oldest.currency,
                    "days": (day - oldest.due_on).days,
                    "note": oldest.note,
                },
            )
        )
    if "over" in verdict.params:
        found.append(Alert("overstayed", {"minutes": verdict.params["over"]}))
    if verdict.answer is not Answer.REFUSED:
        found += _of_the_right(right, day)
    closed = today_query.forgotten(connection, person.id, hub.id)
    if closed is not None and verdict.answer is Answer.ADMITTED:
        found.append(Alert("forgotten", {"day": closed.isoformat()}))
    if person.born_on is not None and (person.born_on.month, person.born_on.day) == (
        day.month,
        day.day,
    ):
        found.append(Alert("birthday"))
    return tuple(found)


def _of_the_right(right: RightBrief | None, day: date) -> list[Alert]:
    if right is None or right.units == 1:
        return []
    found: list[Alert] = []
    if right.basis is Basis.PASS and right.left is not None and right.left <= LOW:
        found.append(Alert("low", {"left": right.left}))
    if right.valid_until is not None and 0 <= (right.valid_until - day).days <= SOON_DAYS:
        found.append(Alert("ends", {"day": right.valid_until.isoformat()}))
    return found


def _options(
    connection: Connection, verdict: Verdict, hub: HubRow, day: date
) -> tuple[Option, ...]:
    options: list[Option] = []
    for way in verdict.ways_out:
        if way is WayOut.HAND_OUT_PASS:
            for row in plan_query.passes_on_offer(connection, day)[:PASSES_OFFERED]:
                price = Money(row.cents, row.currency) if row.cents is not None else None
                options.append(Option(way, row.product, product_name(row), price))
        elif way is WayOut.GUEST and verdict.code == "guest_limit":
            fee = verdict.params.get("fee_cents")
            price = Money(int(fee), hub.currency) if fee is not None else None
            options.append(Option(way, price=price))
        else:
            options.append(Option(way))
    return tuple(options)


def _colleagues(
    connection: Connection, hub: HubRow, verdict: Verdict, day: date
) -> tuple[PersonBrief, ...]:
    """Who holds the team's seats; ``id`` is the visit, which is what is checked out."""
    if verdict.code != "team_full" or verdict.person is None:
        return ()
    rows = today_query.colleagues_inside(connection, hub.id, verdict.person, day)
    return tuple(
        PersonBrief(row.visit, full_name(row.given, row.family), initials(row.given, row.family))
        for row in rows
    )


def _present(connection: Connection, hub: HubRow) -> tuple[PresentRow, ...]:
    return tuple(
        PresentRow(
            visit=row.visit,
            person=row.person,
            name=full_name(row.given, row.family),
            initials=initials(row.given, row.family),
            detail=detail_of(row),
            since=hub.local(row.checked_in_at),
            head_count=row.head_count,
            is_guest=Basis(row.basis) in GUESTS,
            is_at_work=Basis(row.basis) is Basis.AT_WORK,
        )
        for row in today_query.present(connection, hub.id)
    )


def _guests(present: tuple[PresentRow, ...]) -> int:
    """Heads that came as guests or visitors, with and without a name."""
    return sum(row.head_count if row.is_guest else row.head_count - 1 for row in present)


def _recent(row: Any, hub: HubRow) -> RecentScan:
    known = row.given is not None
    return RecentScan(
        at=hub.local(row.at),
        answer=row.answer,
        code="undone" if row.voided_at is not None else row.code,
        person=row.person,
        name=full_name(row.given, row.family) if known else "",
        initials=initials(row.given, row.family) if known else "",
        detail=_recent_detail(row),
        visit=row.visit,
        command=row.command,
    )


def _recent_detail(row: Any) -> str:
    """What an entry rested on, in short."""
    if row.name:
        return product_name(row)
    return kind_of_entry(Basis(row.basis)) if row.basis else ""


def _found(row: Any, hub: HubRow, photo: bytes | None) -> FoundPerson:
    return FoundPerson(
        id=row.id,
        name=full_name(row.given, row.family),
        initials=initials(row.given, row.family),
        role=row.role,
        organisation=row.organisation or "",
        second=row.email or row.phone,
        inside_since=hub.local(row.inside_since) if row.inside_since else None,
        photo=photo,
    )
