"""A person's page: all that it shows, read at one moment in a fixed number of questions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Connection

from askadesk.access.codes import CodeKeys, make_code
from askadesk.core.errors import NotFound
from askadesk.core.i18n import _
from askadesk.core.unit_of_work import Actor
from askadesk.hubs.finding import hub_of
from askadesk.hubs.rows import HubRow
from askadesk.people.rows import (
    Bar,
    CardRow,
    ChargeRow,
    ConsentRow,
    MergedRow,
    MovementRow,
    PersonFields,
    PersonPage,
    PresenceYear,
)
from askadesk.people.rules import full_name, initials
from askadesk.people.standing import pass_that_counts, rights_of
from db.queries import person_page as query
from db.values import ConsentKind, Money, Role

MOVEMENTS = 50
# A weekday is "usual" with a fair share of at least this many days.
ENOUGH_DAYS, SHARE = 4, 0.22


def not_here() -> NotFound:
    """Said where a person is asked for who is not there."""
    return NotFound(_("This person is not in the archive."))


def read_page(
    connection: Connection, actor: Actor, keys: CodeKeys, now: datetime, person: UUID
) -> PersonPage:
    """The page of ``person``, or of the record that they became part of. Raises NotFound."""
    hub = hub_of(connection, actor.hub)
    day = hub.local(now).date()
    kept = query.standing(connection, person)
    row = query.person(connection, kept, day) if kept is not None else None
    if row is None:
        raise not_here()
    records = query.records_of(connection, row.id)
    consents = query.latest_consents(connection, records)
    rights = _rights(connection, records, day, hub)
    drawn = pass_that_counts(rights)
    held = query.ledger_page(connection, drawn.id, MOVEMENTS) if drawn is not None else []
    since = query.inside_since(connection, hub.id, records)
    charges = charge_rows(query.charges_of(connection, records), day)
    return PersonPage(
        id=row.id,
        fields=fields_of(row),
        name=full_name(row.given, row.family),
        initials=initials(row.given, row.family),
        version=row.version,
        created_at=hub.local(row.created_at),
        photo=query.photo(connection, records) if may_show_photo(consents) else None,
        inside_since=hub.local(since) if since is not None else None,
        visits_in_all=query.visits_in_all(connection, records),
        bar=_bar(row, hub, actor, day),
        archived_at=hub.local(row.archived_at) if row.archived_at is not None else None,
        merged=_merged(query.merged(connection, row.id), hub, day),
        rights=rights,
        ledger=tuple(movement_row(one, hub) for one in held),
        ledger_of=drawn.id if drawn is not None else None,
        movements=held[0].seq if held else 0,
        presences=year_of(connection, records, day.year, day, now),
        cards=tuple(_card(one, keys, hub) for one in query.cards(connection, records)),
        consents=_consents(consents, hub),
        charges=charges,
        due=sum_of(charges),
    )


def fields_of(row: Any) -> PersonFields:
    """What a form holds, from a person's row with their ``organisation``."""
    return PersonFields(
        given=row.given,
        family=row.family,
        role=row.role,
        email=row.email,
        phone=row.phone,
        skills=row.skills,
        note=row.note,
        born_on=row.born_on,
        organisation=row.organisation or "",
        seeks=row.seeks,
        languages=row.languages,
        tax_code=row.tax_code,
    )


def _rights(connection: Connection, records: Sequence[UUID], day: date, hub: HubRow) -> Any:
    plans = query.memberships_held(connection, records, day)
    passes = query.passes_held(connection, records, day)
    pauses = query.pauses_of(connection, [one.id for one in (*plans, *passes)])
    return rights_of(plans, passes, pauses, day, hub.zone)


def _bar(row: Any, hub: HubRow, actor: Actor, day: date) -> Bar | None:
    """Whether the person is not let in today; why only for a manager."""
    if not is_barred(row, day):
        return None
    reason = row.barred_reason if actor.role is Role.MANAGER else None
    return Bar(hub.local(row.barred_at), row.barred_until, reason)


def is_barred(row: Any, day: date) -> bool:
    """Whether a person's row says that they are not let in on ``day``."""
    return row.barred_at is not None and (row.barred_until is None or row.barred_until >= day)


def may_show_photo(consents: Sequence[Any]) -> bool:
    """Whether the portrait may be shown: not once its consent was taken back."""
    return all(one.given for one in consents if one.kind is ConsentKind.PHOTO)


def end_of_day(day: date, hub: HubRow) -> datetime:
    """The last moment of a hub's day, in its zone."""
    tomorrow = datetime.combine(day + timedelta(days=1), time(0), hub.zone)
    return tomorrow - timedelta(seconds=1)


def _merged(rows: Sequence[Any], hub: HubRow, day: date) -> tuple[MergedRow, ...]:
    """The merges that can still be taken back: those of today."""
    return tuple(
        MergedRow(row.id, full_name(row.given, row.family), hub.local(row.at), end_of_day(day, hub))
        for row in rows
        if hub.local(row.at).date() == day
    )


def movement_row(row: Any, hub: HubRow) -> MovementRow:
    """A movement of the ledger, with its moment in the hub's zone."""
    return MovementRow(
        at=hub.local(row.at),
        what=row.kind.value,
        delta=row.delta,
        left=row.balance_after,
        through=row.source.value if row.source is not None else "",
        who=row.who or "",
        reason=row.reason,
        of_booking=row.booking is not None,
    )


# --- presences -----------------------------------------------------------------------------------


def year_of(
    connection: Connection, records: Sequence[UUID], year: int, today: date, now: datetime
) -> PresenceYear:
    """Presences of a year; who is in has been so until ``now``."""
    rows = query.visits_of_year(connection, records, year)
    minutes = minutes_by_day(
        [(row.day, row.checked_in_at, row.checked_out_at or now) for row in rows]
    )
    return PresenceYear(year, today, minutes, len(rows), usual_weekdays(list(minutes)))


def minutes_by_day(spans: Sequence[tuple[date, datetime, datetime]]) -> dict[date, int]:
    """Minutes of presence for each day. ``spans`` come by their beginning; time that two of them share
    counts once, and a day with any presence has at least one minute."""
    seconds: dict[date, float] = {}
    reached: dict[date, datetime] = {}
    for day, came, left in spans:
        begins = max(came, reached.get(day, came))
        seconds[day] = seconds.get(day, 0) + max(0.0, (left - begins).total_seconds())
        reached[day] = max(left, begins)
    return {day: max(1, int(spent // 60)) for day, spent in seconds.items()}


def usual_weekdays(days: Sequence[date]) -> tuple[int, ...]:
    """The weekdays on which someone usually comes, Monday first; none while there is little to go by."""
    if len(days) < ENOUGH_DAYS:
        return ()
    counted = Counter(day.weekday() for day in days)
    often = [one for one, count in counted.most_common(3) if count / len(days) >= SHARE]
    return tuple(sorted(often))


# --- cards, consents, money ----------------------------------------------------------------------


def _card(row: Any, keys: CodeKeys, hub: HubRow) -> CardRow:
    return CardRow(
        id=row.id,
        code=make_code(keys, row.number, row.key_letter),
        short=row.short,
        status=row.status.value,
        issued_at=hub.local(row.issued_at),
        status_at=hub.local(row.status_at),
        prints=row.prints,
    )


def _consents(rows: Sequence[Any], hub: HubRow) -> tuple[ConsentRow, ...]:
    """One row for every kind, also for those on which nothing was ever said."""
    said = {row.kind: row for row in rows}
    return tuple(
        ConsentRow(
            kind,
            said[kind].given,
            hub.local(said[kind].at),
            said[kind].notice_version,
            said[kind].language,
        )
        if kind in said
        else ConsentRow(kind, None)
        for kind in ConsentKind
    )


def charge_rows(rows: Sequence[Any], day: date) -> tuple[ChargeRow, ...]:
    """Money owed, with how many days late it is."""
    return tuple(
        ChargeRow(
            row.id,
            Money(row.cents, row.currency),
            row.due_on,
            row.note,
            row.source,
            max(0, (day - row.due_on).days),
        )
        for row in rows
    )


def sum_of(charges: Sequence[ChargeRow]) -> Money | None:
    """All that is owed, in the currency of the oldest; None when nothing is."""
    if not charges:
        return None
    currency = charges[0].amount.currency
    return Money(
        sum(one.amount.cents for one in charges if one.amount.currency == currency), currency
    )
