"""The rooms of the demo hub, what they cost, and who has booked them: today, in the days before and after."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from uuid import UUID

from askadesk.demo.cast import FILO, GEOIDE, NUVOLA, TESSERE
from askadesk.demo.people import House, Member
from askadesk.demo.seeded import SettableClock
from askadesk.demo.stage import Day, Stage, minute
from askadesk.rooms.rows import NewBooking, SpaceFields, SpacePriceRow, Taking
from askadesk.services import Services, build_services
from db.engine import reading
from db.queries import rooms as query
from db.values import Money, SpaceKind

BEFORE, AFTER, PRICED = 4, 10, 90
_A_DAY = 6
_REASON = "Dati di esempio"
_ROOM, _HALL, _BOOTH = SpaceKind.MEETING_ROOM, SpaceKind.HALL, SpaceKind.BOOTH
_FIRST, _GROUND = "primo piano", "piano terra"
_SHOWN = ("screen", "whiteboard")


@dataclass(frozen=True, slots=True)
class Room:
    """A space, how many desks it has, and its gross price an hour in cents (0: part of every plan) and
    in credits (None: sold for money alone)."""

    fields: SpaceFields
    hour: int = 0
    desks: int = 1
    credits: int | None = None


ROOMS = (
    Room(
        SpaceFields(
            "Sala Po", _ROOM, 12, _FIRST, features=(*_SHOWN, "phone"), setup=15, cleanup=15
        ),
        3000,
        credits=3,
    ),
    Room(SpaceFields("Sala Dora", _ROOM, 8, _FIRST, features=_SHOWN, cleanup=15), 2400, credits=2),
    Room(SpaceFields("Sala Stura", _ROOM, 6, _FIRST, features=_SHOWN, cleanup=15), 2400, credits=2),
    Room(SpaceFields("Sala Valentino", _HALL, 40, _GROUND, features=("screen", "step_free")), 6000),
    Room(SpaceFields("Sala Superga", _HALL, 24, _GROUND, features=("step_free", "sound")), 4500),
    Room(SpaceFields("Cabina 1", _BOOTH, 1, _FIRST)),
    Room(SpaceFields("Cabina 2", _BOOTH, 1, _FIRST)),
    Room(SpaceFields("Cabina 3", _BOOTH, 2, _FIRST)),
    Room(
        SpaceFields(
            "Laboratorio", SpaceKind.WORKSHOP, 10, _GROUND, setup=15, cleanup=15, name_en="Workshop"
        ),
        3500,
    ),
    Room(
        SpaceFields(
            "Postazioni", SpaceKind.DESK_ZONE, 24, _GROUND, name_en="Desks", step=60, least=60
        ),
        desks=24,
    ),
)


@dataclass(frozen=True, slots=True)
class Meeting:
    """A booking of today; ``until`` is when an option lapses."""

    space: str
    starts: str
    ends: str
    person: tuple[str, str]
    title: str = ""
    heads: int = 1
    organisation: str = ""
    is_option: bool = False
    desks: int = 1


TODAY = (
    Meeting("Sala Po", "09:00", "11:00", ("Marco", "Bellino"), "Équipe educativa", 12, TESSERE),
    Meeting("Sala Po", "11:30", "13:00", ("Lucia", "Actis"), "Actis CRM", 5),
    Meeting("Sala Po", "14:30", "17:00", ("Elena", "Cravero"), "Mappe del Parco", 5, GEOIDE),
    Meeting("Sala Dora", "08:00", "09:00", ("Lucia", "Actis"), heads=2),
    Meeting("Sala Dora", "11:00", "12:30", ("Fatou", "Diop"), "Prove abiti", 6, FILO),
    Meeting("Sala Stura", "08:30", "09:30", ("Ionela", "Popescu"), heads=2),
    Meeting(
        "Sala Stura",
        "14:00",
        "16:00",
        ("Giulia", "Ferrero"),
        "Revisione tavole del libro",
        4,
        NUVOLA,
        is_option=True,
    ),
    Meeting("Sala Valentino", "16:30", "18:30", ("Marco", "Bellino"), "Allestimento", 4),
    Meeting("Cabina 1", "16:30", "17:30", ("Yuki", "Tanaka")),
    Meeting("Cabina 2", "10:00", "10:45", ("Amina", "El Idrissi")),
    Meeting("Cabina 2", "12:00", "13:00", ("李伟", ""), "Videochiamata"),
    Meeting("Cabina 3", "09:00", "10:15", ("Elena", "Cravero"), "Geoide"),
    Meeting("Cabina 3", "15:00", "16:00", ("Ionela", "Popescu"), "Tutor"),
    Meeting("Laboratorio", "08:30", "10:30", ("Fatou", "Diop"), "Taglio e cucito", 4),
    Meeting("Postazioni", "09:00", "13:00", ("Chiara", "Novarese"), desks=2),
    Meeting("Postazioni", "10:00", "18:00", ("Đorđe", "Đukić"), desks=3),
)


@dataclass(frozen=True, slots=True)
class Agreed:
    """A meeting as it was booked: the row by which its holder is expected at the door, if there is one."""

    meeting: Meeting
    booking: UUID
    expected: UUID | None
    member: Member
    starts: int
    ends: int


class Rooms:
    """The rooms of the demo and the hands that book them."""

    def __init__(self, stage: Stage, house: House) -> None:
        self._stage, self._house = stage, house
        self._clock = SettableClock(stage.now)
        self._desk: Services = build_services(stage.engine, self._clock, stage.ids, stage.actor)
        self._spaces: dict[str, UUID] = {}
        self._past: list[tuple[datetime, UUID]] = []

    def open(self) -> None:
        """Write the rooms and their prices."""
        since = self._stage.today.date - timedelta(days=PRICED)
        self._clock.set(self._stage.now - timedelta(days=PRICED))
        for room in ROOMS:
            space = self._desk.spaces.add(room.fields, desks=room.desks)
            self._spaces[room.fields.name] = space
            if room.hour:
                half, day = Money(room.hour * 7 // 2), Money(room.hour * 6)
                price = SpacePriceRow(
                    since, hour=Money(room.hour), half_day=half, day=day, credits=room.credits
                )
                self._desk.spaces.add_price(space, price)
        self._clock.set(self._stage.now - timedelta(days=BEFORE + 1))

    def book_today(self) -> list[Agreed]:
        """Write today's meetings, as they were agreed the days before: those for which the hub is open."""
        today = self._stage.today
        return [
            self._agree(one)
            for one in TODAY
            if today.opens <= minute(one.starts) and minute(one.ends) <= today.closes
        ]

    def _agree(self, meeting: Meeting) -> Agreed:
        member = self._house.named(*meeting.person)
        assert member is not None
        today, starts, ends = self._stage.today, minute(meeting.starts), minute(meeting.ends)
        new = NewBooking(
            (Taking(self._spaces[meeting.space], meeting.desks),),
            today.at(starts),
            today.at(ends),
            member.person,
            self._house.organisations.get(meeting.organisation),
            meeting.title,
            heads=meeting.heads,
            hold_until=today.at(ends) if meeting.is_option else None,
            reason=_REASON,
        )
        booking = self._desk.bookings.book(new).bookings[0]
        return Agreed(meeting, booking, self._expected(booking), member, starts, ends)

    def _expected(self, booking: UUID) -> UUID | None:
        with reading(self._stage.engine) as connection:
            return next((one.id for one in query.expected_for(connection, booking)), None)

    def book_around(self) -> None:
        """Meetings of the days before and after, of members and with a rhythm of chance."""
        random = Random(f"askadesk rooms {self._stage.today.date}")
        members = [one for one in self._house.members if not one.is_out][:40]
        today = self._stage.today.date
        for back in (*range(-BEFORE, 0), *range(1, AFTER + 1)):
            day = Day(today + timedelta(days=back), self._stage.zone)
            if day.is_open:
                self._book_day(day, random, members)

    def _book_day(self, day: Day, random: Random, members: Sequence[Member]) -> None:
        for name in random.sample(list(self._spaces)[:-1], _A_DAY):
            starts = random.randrange(day.opens, day.closes - 30, 30)
            ends = min(starts + 60 * random.randint(1, 3), day.closes)
            member = random.choice(members)
            title = random.choice(("Riunione", "Colloqui", "Prova generale", "Formazione", ""))
            heads = random.randint(1, 4) if name.startswith("Sala") else 1
            new = NewBooking(
                (Taking(self._spaces[name]),),
                day.at(starts),
                day.at(ends),
                member.person,
                title=title,
                heads=heads,
                reason=_REASON,
            )
            booking = self._desk.bookings.book(new).bookings[0]
            if day.date < self._stage.today.date:
                self._past.append((new.starts, booking))

    def live_through(self, agreed: Sequence[Agreed], inside: set[UUID]) -> None:
        """Let the days go by until now: whoever came took their room up in time."""
        now = self._stage.now
        begun = sorted(
            [*self._past, *(found for one in agreed if (found := self._begun(one, inside)))]
        )
        for starts, booking in begun:
            self._clock.set(starts)
            self._desk.bookings.check_in(booking)
        self._clock.set(now)
        self._desk.bookings.sweep()

    def _begun(self, one: Agreed, inside: set[UUID]) -> tuple[datetime, UUID] | None:
        """When a meeting of today was taken up; None when nobody has come, or not yet."""
        today, now = self._stage.today, self._stage.now
        came = one.member.person in inside or today.at(one.ends) <= now
        starts = today.at(one.starts)
        return (starts, one.booking) if starts <= now and came and one.expected else None
