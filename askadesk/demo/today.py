"""Today in the demo: who came and went, who is in now, what the door answered."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from askadesk.access.codes import fingerprint
from askadesk.demo.announced import Announced, announce_all
from askadesk.demo.carnets import Carnet, draw, plan_carnet
from askadesk.demo.history import command_row, visit_row
from askadesk.demo.people import House, Member
from askadesk.demo.products import AROUND_THE_CLOCK, DAY, TEAM
from askadesk.demo.rooms import Rooms
from askadesk.demo.stage import Row, Stage
from askadesk.presence.rows import Verdict
from db.models import AdmissionAttempt, Command, Visit
from db.values import Answer, Basis, ExpectedKind, ExpectedStatus, Leaving

# Heads in the house by wall minute, for a hub of 120 people on a Tuesday.
_CURVE = (
    (480, 2),
    (510, 13),
    (545, 24),
    (580, 37),
    (660, 37),
    (780, 28),
    (870, 35),
    (990, 33),
    (1080, 22),
    (1170, 8),
    (1200, 5),
)
_USUAL_PEOPLE = 120
_FULLEST, _MOST_HEADS = 0.65, 600
_AT_NIGHT = 3
_NAMED_GUESTS, _UNNAMED_GUESTS = 3, 2


@dataclass(slots=True)
class Scene:
    """Today as it is being made. ``now`` is the wall minute; ``busy`` are those with a visit today."""

    stage: Stage
    house: House
    announced: list[Announced]
    now: int
    busy: set[UUID]
    seats: dict[UUID, int]
    heads: int = 0


def make_today(stage: Stage, house: House) -> int:
    """Write today's rows, and the rooms with all that is booked; returns how many heads are in now."""
    rooms = Rooms(stage, house)
    rooms.open()
    agreed = rooms.book_today()
    rooms.book_around()
    announced = announce_all(stage, house, agreed)
    scene = Scene(stage, house, announced, stage.today.minute(stage.now), set(), {})
    if stage.today.is_open and stage.today.opens + 5 <= scene.now < stage.today.closes:
        _open_house(scene)
    else:
        _night(scene)
    stage.waiting.write()
    rooms.live_through(agreed, scene.busy)
    return scene.heads


def _open_house(scene: Scene) -> None:
    wanted = _wanted(scene)
    _cast_comes(scene)
    _announced_come(scene)
    _crowd_comes(scene, wanted)
    _guests_come(scene)
    _some_have_left(scene, wanted // 4)
    _somebody_tried(scene)


def _wanted(scene: Scene) -> int:
    """How many heads shall be in at this hour."""
    before = max((point for point in _CURVE if point[0] <= scene.now), default=_CURVE[0])
    after = min((point for point in _CURVE if point[0] >= scene.now), default=_CURVE[-1])
    part = (scene.now - before[0]) / max(1, after[0] - before[0])
    heads = before[1] + (after[1] - before[1]) * part
    scale = (len(scene.house.members) + len(scene.house.visitors)) / _USUAL_PEOPLE
    weight = 1.0 if scene.stage.today.weight > 0.5 else 0.5
    return round(min(heads * scale * weight, scene.stage.capacity * _FULLEST, _MOST_HEADS))


# --- who comes -----------------------------------------------------------------------------------


def _cast_comes(scene: Scene) -> None:
    for member in scene.house.members:
        if member.came is None:
            continue
        came = member.came if member.came >= 0 else scene.now + member.came
        if scene.stage.today.opens < came < scene.now - 1 and scene.now < member.leaves_by:
            _comes(scene, member, came)


def _announced_come(scene: Scene) -> None:
    """Those announced who are due have come, except the ones who are late; some have gone again."""
    for one in scene.announced:
        due = one.starts + 4 < scene.now and not one.row.late
        if one.member is None or not due or one.row.status is not ExpectedStatus.ANNOUNCED:
            continue
        if one.member.person in scene.busy:
            continue
        work = one.row.kind is ExpectedKind.AT_WORK
        basis = Basis.AT_WORK if work else Basis.EXPECTED
        row = _enter(scene, one.member, one.starts - 3, basis, {"expected": one.id})
        if one.ends < scene.now:
            _leaves(scene, row, one.ends)


def _crowd_comes(scene: Scene, wanted: int) -> None:
    """Members out of the crowd until the house is as full as it shall be."""
    random = scene.stage.random
    for member in _crowd(scene):
        if scene.heads >= wanted - _NAMED_GUESTS - _UNNAMED_GUESTS:
            return
        first = max(scene.stage.today.opens + 2, scene.now - 420)
        last = max(first, scene.now - 14)
        _comes(scene, member, random.randint(first, last))


def _crowd(scene: Scene) -> list[Member]:
    """Those who may come in now, in an order of chance. Carnets of which little is left stay whole."""
    able = [one for one in scene.house.members if _is_able(scene, one)]
    scene.stage.random.shuffle(able)
    return able


def _is_able(scene: Scene, member: Member) -> bool:
    if member.is_out or member.came is not None or member.person in scene.busy or member.key:
        return False
    if member.carnet is not None:
        return member.carnet.balance > 2 and member.longest > 600
    if member.plan == TEAM and scene.seats.get(member.membership or member.person, 0) > 1:
        return False
    return member.may_come(scene.stage.today.date) and scene.now < member.leaves_by


def _comes(scene: Scene, member: Member, came: int) -> Row | None:
    """An entry by the member's own right; None when they have none."""
    stage = scene.stage
    if member.plan == TEAM and member.membership is not None:
        scene.seats[member.membership] = scene.seats.get(member.membership, 0) + 1
    announced = next(
        (one for one in scene.announced if one.member is member and one.starts - 30 <= came), None
    )
    linked = {"expected": announced.id} if announced and came <= announced.ends else {}
    if member.membership is not None:
        return _enter(scene, member, came, Basis.MEMBERSHIP, linked)
    carnet = member.carnet or _day_pass(stage, member)
    return _enter(scene, member, came, Basis.PASS, linked, carnet)


def _day_pass(stage: Stage, member: Member) -> Carnet:
    carnet = plan_carnet(stage, DAY, 1, person=member.person)
    carnet.grants = [1]
    return carnet


def _guests_come(scene: Scene) -> None:
    """A few guests with a name, and two without one on their host's visit."""
    hosts = [one for one in scene.house.members if one.guests and one.person in scene.busy]
    free = [one for one in scene.house.visitors if one.key != "announced"]
    came = scene.now - 9
    if came <= scene.stage.today.opens + 10:
        return
    guests = [one for one in free if not _is_announced(scene, one)][:_NAMED_GUESTS]
    for host, guest in zip(hosts[1:], guests, strict=False):
        _enter(scene, guest, came, Basis.GUEST, {"host": host.person})
    visits = {row["person"]: row for row in scene.stage.waiting.rows(Visit)}
    for host in hosts[:1]:
        visits[host.person]["head_count"] = 1 + _UNNAMED_GUESTS
        scene.heads += _UNNAMED_GUESTS


def _is_announced(scene: Scene, member: Member) -> bool:
    return member.person in scene.busy or any(one.member is member for one in scene.announced)


def _some_have_left(scene: Scene, count: int) -> None:
    """Members who came in the morning and are gone already."""
    opens, random = scene.stage.today.opens, scene.stage.random
    if scene.now < opens + 120:
        return
    for member in _crowd(scene)[:count]:
        came = random.randint(opens + 2, scene.now - 80)
        row = _comes(scene, member, came)
        if row is not None:
            _leaves(scene, row, random.randint(came + 30, scene.now - 20))


def _somebody_tried(scene: Scene) -> None:
    """A code of another place, held to the scanner this morning."""
    stage = scene.stage
    minute = stage.today.opens + (scene.now - stage.today.opens) // 3
    command = stage.ids.at(stage.today.at(minute))
    at = stage.today.at(minute)
    verdict = Verdict(Answer.REFUSED, "unknown_code", at, command=command)
    _record(scene, verdict, minute, fingerprint("https://example.org/menu"))


def _night(scene: Scene) -> None:
    """The hub is closed: only a few with 24 hours are in, since some time of this same day."""
    stage = scene.stage
    able = [
        one
        for one in scene.house.members
        if one.plan == AROUND_THE_CLOCK and not one.is_out and one.may_come(stage.today.date)
    ]
    since = max(3 * 60, scene.now - 150)
    for member in able[:_AT_NIGHT]:
        if since < scene.now - 10:
            _enter(scene, member, stage.random.randint(since, scene.now - 10), Basis.MEMBERSHIP, {})


# --- the rows ------------------------------------------------------------------------------------


def _enter(
    scene: Scene,
    member: Member,
    came: int,
    basis: Basis,
    more: dict[str, UUID],
    carnet: Carnet | None = None,
) -> Row:
    """An open visit with its command, its answer and what it draws."""
    stage = scene.stage
    command = stage.ids.at(stage.today.at(came))
    row = visit_row(stage, member, stage.today, came, command, basis)
    row.update(more)
    left = draw(stage, carnet, stage.today, row) if carnet is not None else None
    stage.add(Visit, row)
    scene.busy.add(member.person)
    scene.heads += 1
    verdict = Verdict(
        Answer.ADMITTED, basis.value, row["checked_in_at"], member.person, row["id"], left
    )
    _record(scene, verdict, came, fingerprint(member.code), command)
    return row


def _leaves(scene: Scene, row: Row, minute: int) -> None:
    stage = scene.stage
    out = stage.today.at(minute)
    row.update(checked_out_at=out, leaving=Leaving.SCAN)
    scene.heads -= row["head_count"]
    if row["membership"] in scene.seats:
        scene.seats[row["membership"]] -= 1
    verdict = Verdict(Answer.CHECKED_OUT, "checked_out", out, row["person"], row["id"])
    _record(scene, verdict, minute, None)


def _record(
    scene: Scene, verdict: Verdict, minute: int, read: str | None, command: UUID | None = None
) -> None:
    """The command with its stored answer, and the attempt that the desk can look up."""
    stage = scene.stage
    command = command or stage.ids.at(verdict.at)
    body = json.dumps({**verdict.to_json(), "command": str(command)}, ensure_ascii=False)
    stage.add(Command, command_row(stage, "presence.scan", command, stage.today, minute, body))
    stage.add(
        AdmissionAttempt,
        {
            "id": stage.ids.at(verdict.at),
            "hub": stage.actor.hub,
            "command": command,
            "at": verdict.at,
            "recorded_at": verdict.at + timedelta(milliseconds=2),
            "fingerprint": read,
            "credential": None,
            "person": verdict.person,
            "visit": verdict.visit,
            "answer": verdict.answer,
            "code": verdict.code,
        },
    )
