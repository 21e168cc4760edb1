"""The demo's people: who they are, where they belong, what they hold, how often they come."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from askadesk.access.codes import make_code, new_number, short_code
from askadesk.demo.carnets import Carnet, plan_carnet
from askadesk.demo.cast import CAST, SHARED_BY, SHARED_LEFT, TEAM_OF, VISITORS, Part
from askadesk.demo.consents import agree
from askadesk.demo.names import ROLES, SKILLS, email, organisation_name, person_name
from askadesk.demo.products import (
    AROUND_THE_CLOCK,
    CARNET_5,
    CARNET_10,
    DEDICATED,
    FLEXIBLE,
    HALF_DAYS,
    MORNING,
    PART_TIME,
    TEAM,
)
from askadesk.demo.stage import Row, Stage
from askadesk.people.rules import fold, full_name, sort_key
from db.models import (
    Charge,
    Credential,
    Membership,
    MembershipHub,
    Organisation,
    OrganisationMember,
    Person,
)
from db.values import CredentialKind, CredentialStatus

LEAST_PEOPLE = 40
UNITS = {CARNET_10: 10, CARNET_5: 5, HALF_DAYS: 5}
# What people hold, out of a hundred.
_SHARES = {
    CARNET_10: 20,
    CARNET_5: 10,
    HALF_DAYS: 5,
    FLEXIBLE: 20,
    DEDICATED: 8,
    PART_TIME: 10,
    MORNING: 5,
    AROUND_THE_CLOCK: 3,
    TEAM: 13,
    "": 6,
}
# How likely they come on an ordinary working day, and how many guests they may bring.
_CHANCE = {
    FLEXIBLE: 0.5,
    DEDICATED: 0.8,
    PART_TIME: 0.45,
    MORNING: 0.55,
    AROUND_THE_CLOCK: 0.6,
    TEAM: 0.5,
}
_GUESTS = {DEDICATED: 2, FLEXIBLE: 1, AROUND_THE_CLOCK: 1}
_PEOPLE_PER_ORGANISATION = 9
_OVERDUE_CENTS, _OVERDUE_DAYS = 4800, 5
_DAY = 24 * 60


@dataclass(slots=True)
class Member:
    """A person as the makers of visits see them.

    ``chance`` is how likely they come on an ordinary working day, ``arrives`` their usual minute,
    ``longest`` what their right covers, in minutes, ``leaves_by`` the last minute that it covers.
    ``came`` says when they came in today (see ``Part.came``); who ``is_out`` is not to be in today.
    """

    person: UUID
    name: str
    code: str
    plan: str = ""
    chance: float = 0.0
    arrives: int = 555
    longest: int = _DAY
    leaves_by: int = _DAY
    membership: UUID | None = None
    starts: date = date.min
    ends: date = date.max
    a_week: int | None = None
    guests: int = 0
    carnet: Carnet | None = None
    came: int | None = None
    is_out: bool = False
    key: str = ""
    week: int = -1
    days_used: int = 0

    def may_come(self, day: date) -> bool:
        """Whether their plan covers that day, days a week counted."""
        if self.membership is None or not self.starts <= day <= self.ends:
            return False
        if self.a_week is None:
            return True
        week = (day.toordinal() - 1) // 7
        if week != self.week:
            self.week, self.days_used = week, 0
        return self.days_used < self.a_week


@dataclass(slots=True)
class House:
    """Everyone: members (the cast first), visitors, organisations by name, their team memberships.

    ``stopped`` is the code of a card that was lost, ``moment`` when the next person joins.
    """

    moment: datetime
    members: list[Member] = field(default_factory=list)
    visitors: list[Member] = field(default_factory=list)
    organisations: dict[str, UUID] = field(default_factory=dict)
    teams: dict[UUID, UUID] = field(default_factory=dict)
    stopped: str = ""
    shorts: set[str] = field(default_factory=set)
    carnets: Counter[str] = field(default_factory=Counter)

    def named(self, given: str, family: str) -> Member | None:
        """The one of that name in the cast or among the visitors of the day."""
        name = full_name(given, family)
        cast = (*self.members[: len(CAST)], *self.visitors)
        return next((one for one in cast if one.name == name), None)


def make_people(stage: Stage, people: int) -> House:
    """Make ``people`` persons with their organisations, cards and rights; at least ``LEAST_PEOPLE``."""
    opened = (stage.past[0] if stage.past else stage.today).at(0)
    step = timedelta(minutes=min(600, 500_000 / people))
    house = House(moment=opened - step * (people + 10))
    _make_organisations(stage, house, people)
    for part in CAST:
        house.members.append(_cast(stage, house, part))
    for given, family in VISITORS:
        house.visitors.append(_person(stage, house, given, family))
        house.moment += step
    firms = list(house.organisations)
    plans, shares = list(_SHARES), list(_SHARES.values())
    for index in range(people - len(CAST) - len(VISITORS)):
        plan = stage.random.choices(plans, shares)[0]
        member = _extra(stage, house, index, plan, firms)
        (house.members if plan else house.visitors).append(member)
        house.moment += step
    return house


# --- organisations -------------------------------------------------------------------------------


def _make_organisations(stage: Stage, house: House, people: int) -> None:
    for index in range(max(12, people // _PEOPLE_PER_ORGANISATION)):
        name, new = organisation_name(index), stage.ids.at(house.moment)
        house.organisations[name] = new
        stage.add(
            Organisation,
            {
                "id": new,
                "name": name,
                "vat_number": "",
                "email": "",
                "folded": fold(name),
                "created_at": house.moment,
                "version": 1,
            },
        )
        if name == TEAM_OF or (index % 3 == 2 and name != SHARED_BY):
            house.teams[new] = _membership(stage, TEAM, organisation=new)


def _join(stage: Stage, house: House, person: UUID, organisation: UUID, role: str) -> None:
    stage.add(
        OrganisationMember,
        {
            "id": stage.ids.at(house.moment),
            "organisation": organisation,
            "person": person,
            "role": role,
            "since": house.moment.date(),
            "until": None,
        },
    )


# --- persons -------------------------------------------------------------------------------------


def _person(
    stage: Stage,
    house: House,
    given: str,
    family: str,
    *,
    role: str = "",
    address: str = "",
    born: date | None = None,
    skills: str = "",
    seeks: str = "",
) -> Member:
    """The person's row and card."""
    new = stage.ids.at(house.moment)
    tail = new.int % 10_000_000
    phone = f"+39 3{tail % 10}{(tail // 10) % 10} 555 {tail // 100 % 10_000:04d}"
    row: Row = {
        "id": new,
        "given": given,
        "family": family,
        "role": role,
        "email": address,
        "phone": phone,
        "born_on": born,
        "skills": skills,
        "seeks": seeks,
        "note": "",
        "folded": sort_key(given, family),
        "barred_at": None,
        "barred_until": None,
        "barred_reason": "",
        "created_at": house.moment,
        "version": 1,
    }
    stage.add(Person, row)
    code = _card(stage, house, new)
    agree(stage, new, house.moment, skills=bool(skills))
    return Member(new, full_name(given, family), code)


def _card(
    stage: Stage, house: House, person: UUID, status: CredentialStatus = CredentialStatus.ACTIVE
) -> str:
    """A card and its code."""
    number = new_number(stage.ids.random_bytes)
    while short_code(number) in house.shorts:
        number = new_number(stage.ids.random_bytes)
    house.shorts.add(short_code(number))
    stopped = status is not CredentialStatus.ACTIVE
    stage.add(
        Credential,
        {
            "id": stage.ids.at(house.moment),
            "person": person,
            "key_letter": stage.keys.current,
            "number": number,
            "short": short_code(number),
            "kind": CredentialKind.CARD,
            "status": status,
            "status_at": stage.now - timedelta(days=6) if stopped else house.moment,
            "issued_at": house.moment,
            "prints": 1,
            "version": 2 if stopped else 1,
        },
    )
    return make_code(stage.keys, number)


def _extra(stage: Stage, house: House, index: int, plan: str, firms: list[str]) -> Member:
    """Someone out of the crowd."""
    random = stage.random
    given, family = person_name(random)
    role = random.choice(ROLES)
    born = stage.today.date - timedelta(days=random.randint(20 * 365, 68 * 365))
    if (born.month, born.day) == (stage.today.date.month, stage.today.date.day):
        born -= timedelta(days=1)
    skills = ", ".join(random.sample(SKILLS, 2)) if random.random() < 0.2 else ""
    address = email(given, family, index)
    member = _person(
        stage, house, given, family, role=role, address=address, born=born, skills=skills
    )
    if plan == TEAM:
        team = random.choice(list(house.teams)[1:] or list(house.teams))
        _join(stage, house, member.person, team, role)
        _hold_seat(house, member, team)
    elif plan and random.random() < 0.35:
        _join(stage, house, member.person, _firm(house, random.choice(firms)), role)
    if plan in UNITS:
        place = house.carnets[plan]
        house.carnets[plan] += 1
        _hold_carnet(stage, member, plan, UNITS[plan] - place % (UNITS[plan] + 1))
        # One carnet of each level is left as it is; the others may be drawn upon today.
        member.is_out = place <= UNITS[plan]
    elif plan and plan != TEAM:
        _hold_plan(stage, member, plan)
    member.arrives = random.choice((525, 540, 555, 570, 600, 840))
    return member


def _firm(house: House, name: str) -> UUID:
    """An organisation without a team plan or a shared carnet, so that its members use their own."""
    if house.organisations[name] in house.teams or name == SHARED_BY:
        name = "Studio Nuvola"
    return house.organisations[name]


# --- the cast ------------------------------------------------------------------------------------


def _cast(stage: Stage, house: House, part: Part) -> Member:
    member = _person(
        stage,
        house,
        part.given,
        part.family,
        role=part.role,
        address=email(part.given, part.family, 0).replace(".0@", "@"),
        born=_birthday(stage.today.date, part) if part.age is not None else None,
        skills=part.skills,
        seeks=part.seeks,
    )
    member.came, member.key = part.came, part.key
    member.is_out = part.came is None
    if part.organisation:
        organisation = house.organisations[part.organisation]
        _join(stage, house, member.person, organisation, part.role)
        if organisation in house.teams and not part.plan:
            _hold_seat(house, member, organisation)
    if part.organisation == SHARED_BY:
        member.plan = CARNET_10
        member.carnet = plan_carnet(
            stage, CARNET_10, SHARED_LEFT, organisation=house.organisations[SHARED_BY]
        )
    elif part.plan in UNITS:
        last = _last_friday(stage) if part.key == "finished" else None
        _hold_carnet(stage, member, part.plan, part.left, last)
    elif part.plan in _CHANCE:
        _hold_plan(stage, member, part.plan, part.note)
    _particular(stage, house, member, part)
    return member


def _birthday(today: date, part: Part) -> date:
    """For the one with a birthday today: that day, so many years ago; for others some day before it."""
    assert part.age is not None
    year = today.year - part.age
    if part.key != "carnet":
        return date(year, 3, 14)
    leap_day = (today.month, today.day) == (2, 29)
    return today.replace(year=year - year % 4 if leap_day else year)


def _last_friday(stage: Stage) -> int:
    """The place of the latest Friday among the open days."""
    for place in reversed(range(len(stage.open_days))):
        if stage.open_days[place].date.weekday() == 4:
            return place
    return len(stage.open_days) - 1


def _particular(stage: Stage, house: House, member: Member, part: Part) -> None:
    """What makes a situation of this person: a debt, a lost card, a closed door."""
    if part.note == "owes":
        _charge(stage, member)
    elif part.note == "lost":
        house.stopped = _card(stage, house, member.person, CredentialStatus.LOST)
    elif part.note == "barred":
        stage.waiting.rows(Person)[-1].update(
            barred_at=stage.now - timedelta(days=20),
            barred_reason="Ha minacciato un collega; ne sa di più la direzione.",
        )


def _charge(stage: Stage, member: Member) -> None:
    booked = stage.now - timedelta(days=_OVERDUE_DAYS)
    stage.add(
        Charge,
        {
            "id": stage.ids.at(booked),
            "hub": stage.actor.hub,
            "payer_person": member.person,
            "payer_organisation": None,
            "beneficiary": member.person,
            "cents": _OVERDUE_CENTS,
            "currency": "EUR",
            "due_on": stage.today.date - timedelta(days=_OVERDUE_DAYS),
            "source": "hand",
            "reference": None,
            "note": "Sala Dora",
            "created_at": booked,
            "command": stage.command,
            "settled_at": None,
            "cancelled_at": None,
            "version": 1,
        },
    )


# --- what they hold ------------------------------------------------------------------------------


def _hold_carnet(
    stage: Stage, member: Member, plan: str, left: int, last: int | None = None
) -> None:
    member.plan = plan
    member.carnet = plan_carnet(stage, plan, left, person=member.person, last=last)
    if plan == HALF_DAYS:
        member.longest = 290


def _hold_plan(stage: Stage, member: Member, plan: str, note: str = "") -> None:
    """A plan of their own; of the crowd some have ended, and some are still to begin."""
    today = stage.today.date
    starts = today - timedelta(days=stage.random.randint(5, 700))
    ends: date | None = None
    is_of_the_crowd = member.came is None and not member.is_out
    fate = stage.random.random() if is_of_the_crowd else 1.0
    if note == "next_week":
        starts = today + timedelta(days=7 - today.weekday())
    elif note == "ended" or fate < 0.06:
        starts, ends = today - timedelta(days=200), today - timedelta(days=4)
    elif fate < 0.2:
        ends = today + timedelta(days=stage.random.randint(3, 60))
    member.membership = _membership(stage, plan, person=member.person, starts=starts, ends=ends)
    member.plan, member.starts, member.ends = plan, starts, ends or date.max
    member.chance, member.guests = _CHANCE[plan], _GUESTS.get(plan, 0)
    if plan == PART_TIME:
        member.a_week = 3
    if plan == MORNING:
        member.leaves_by = 13 * 60 + 30


def _hold_seat(house: House, member: Member, organisation: UUID) -> None:
    member.plan, member.membership = TEAM, house.teams[organisation]
    member.chance = _CHANCE[TEAM]


def _membership(
    stage: Stage,
    plan: str,
    *,
    person: UUID | None = None,
    organisation: UUID | None = None,
    starts: date | None = None,
    ends: date | None = None,
) -> UUID:
    starts = starts or stage.today.date - timedelta(days=900)
    at = min(stage.now, stage.now + (starts - stage.today.date))
    new = stage.ids.at(at)
    stage.add(
        Membership,
        {
            "id": new,
            "product": stage.offers[plan].product,
            "terms": stage.offers[plan].terms,
            "holder_person": person,
            "holder_organisation": organisation,
            "starts": starts,
            "ends": ends,
            "created_at": at,
            "command": stage.command,
            "archived_at": None,
            "version": 1,
        },
    )
    stage.add(MembershipHub, {"membership": new, "hub": stage.actor.hub})
    return new
