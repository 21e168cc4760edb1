"""The days behind: who came and went, what they drew, whose guests there were."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

from askadesk.demo.carnets import buy, draw, is_due
from askadesk.demo.people import House, Member
from askadesk.demo.products import AROUND_THE_CLOCK, TEAM
from askadesk.demo.stage import Day, Progress, Row, Stage
from db.models import Command, Visit
from db.values import Basis, Leaving, Source

_SEATS = 4
_ROWS_BEFORE_WRITING = 60_000
_FORGOTTEN, _BY_SIGHT, _ONE_HOST_IN = 0.03, 0.04, 25
_SUNDAY = 0.15


def make_history(stage: Stage, house: House, progress: Progress | None = None) -> None:
    """Write the visits of every past day, oldest first; ``progress(done, days)`` after each."""
    place = 0
    for done, day in enumerate(stage.past, start=1):
        _make_day(stage, house, day, place)
        place += day.is_open
        if stage.waiting.count > _ROWS_BEFORE_WRITING:
            stage.waiting.write()
        if progress is not None:
            progress(done, len(stage.past))
    _fill_up(stage, house)
    stage.waiting.write()


def visit_row(
    stage: Stage, member: Member, day: Day, came: int, command: UUID, basis: Basis
) -> Row:
    """An open visit of that day, ``came`` being its wall minute."""
    at = day.at(came)
    stage.visits += 1
    return {
        "id": stage.ids.at(at),
        "hub": stage.actor.hub,
        "person": member.person,
        "day": day.date,
        "checked_in_at": at,
        "checked_out_at": None,
        "leaving": None,
        "basis": basis,
        "membership": member.membership if basis is Basis.MEMBERSHIP else None,
        "pass": None,
        "host": None,
        "expected": None,
        "head_count": 1,
        "by_sight": stage.random.random() < _BY_SIGHT,
        "override_reason": None,
        "override_code": None,
        "voided_at": None,
        "command": command,
    }


def command_row(stage: Stage, kind: str, command: UUID, day: Day, minute: int, result: str) -> Row:
    """A command as the desk would have stored it."""
    at = day.at(minute)
    return {
        "id": command,
        "kind": kind,
        "fingerprint": "demo",
        "hub": stage.actor.hub,
        "operator": stage.actor.operator,
        "device": stage.actor.device,
        "source": Source.DESK,
        "at": at,
        "recorded_at": at,
        "result": result,
    }


def _make_day(stage: Stage, house: House, day: Day, place: int) -> None:
    """One day: its visits in the order in which people came, so that tables grow as in real life."""
    random = stage.random
    coming = [
        (_arrival(stage, one, day), index) for index, one in _coming(stage, house, day, place)
    ]
    if not coming:
        return
    coming.sort()
    command = stage.ids.at(day.at(day.opens))
    stage.add(Command, command_row(stage, "demo.day", command, day, day.opens, "null"))
    for came, index in coming:
        member = house.members[index]
        basis = Basis.PASS if member.carnet is not None else Basis.MEMBERSHIP
        row = visit_row(stage, member, day, came, command, basis)
        _leave(stage, member, day, came, row)
        if member.carnet is not None:
            draw(stage, member.carnet, day, row)
        stage.add(Visit, row)
        if random.random() * _ONE_HOST_IN < 1 and member.guests and day.is_open and house.visitors:
            _bring_guest(stage, house, member, day, row, came)


def _coming(stage: Stage, house: House, day: Day, place: int) -> Iterator[tuple[int, Member]]:
    """Who comes on a day, as places in the list of members."""
    chance = stage.random.random
    seats: dict[UUID, int] = {}
    for index, member in enumerate(house.members):
        if member.carnet is not None:
            if day.is_open and is_due(stage, member.carnet, place, day.weight):
                yield index, member
            continue
        weight = day.weight
        if member.plan == AROUND_THE_CLOCK:
            weight = max(weight, _SUNDAY)
        if chance() >= member.chance * weight or not member.may_come(day.date):
            continue
        if member.plan == TEAM and member.membership is not None:
            if seats.get(member.membership, 0) == _SEATS:
                continue
            seats[member.membership] = seats.get(member.membership, 0) + 1
        member.days_used += 1
        yield index, member


def _arrival(stage: Stage, member: Member, day: Day) -> int:
    """The minute of arrival: the usual one, give or take; on a Sunday late in the morning."""
    if not day.is_open:
        return 600 + int(stage.random.random() * 240)
    late = int(stage.random.random() * 70) - 25
    return min(max(member.arrives + late, day.opens + 1), day.closes - 60)


def _leave(stage: Stage, member: Member, day: Day, came: int, row: Row) -> None:
    """The end of a visit of a past day: by card, or by nobody, and then closed at closing time."""
    closes = day.closes if day.is_open else 20 * 60
    last = min(came + member.longest, member.leaves_by, closes)
    stays = int(60 + stage.random.random() * 470)
    if stage.random.random() < _FORGOTTEN:
        row["checked_out_at"] = day.at(max(closes, came))
        row["leaving"] = Leaving.NOT_CHECKED_OUT
    else:
        row["checked_out_at"] = day.at(max(min(came + stays, last), came + 1))
        row["leaving"] = Leaving.SCAN


def _bring_guest(stage: Stage, house: House, host: Member, day: Day, row: Row, came: int) -> None:
    """A guest who comes a little after the host and leaves with them at the latest."""
    guest = house.visitors[stage.random.randrange(len(house.visitors))]
    minute = min(came + 15, day.closes - 2)
    visit = visit_row(stage, guest, day, minute, row["command"], Basis.GUEST)
    out = max(row["checked_out_at"], visit["checked_in_at"] + timedelta(minutes=1))
    visit.update(host=host.person, checked_out_at=out, leaving=Leaving.DESK)
    stage.add(Visit, visit)


def _fill_up(stage: Stage, house: House) -> None:
    """Buy what is still to be bought: carnets that nobody has used yet."""
    for member in house.members:
        carnet = member.carnet
        if carnet is not None and carnet.grants:
            at = stage.today.at(0) - timedelta(hours=5)
            day = stage.past[-1] if stage.past else stage.today
            buy(stage, carnet, day, min(at, stage.now), stage.command)
