"""A day at the hub to look at: people, scans and answers, as presence hands them up."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from askadesk.presence.rows import (
    Alert,
    ExpectedRow,
    FoundPerson,
    Option,
    Params,
    PersonBrief,
    PresentRow,
    RecentScan,
    RightBrief,
    ScanCard,
    Today,
    Verdict,
    WayOut,
)
from db.values import Answer, Basis, ExpectedKind, ExpectedStatus, Money

ZONE = ZoneInfo("Europe/Rome")
_SPACE = UUID("6ba7b810-9dad-11d1-80b4-00c04fd430c8")
LONGEST = "Maximiliana Wilhelmina von Hohenzollern-Sigmaringen e Castelbarco"
LONG_HOUSE = "Associazione torinese per la promozione dei mestieri d'arte e del restauro"
LONG_PRODUCT = "Carnet 10 ingressi con sala riunioni e armadietto incluso"


def at(hour: int, minute: int) -> datetime:
    """A time of that day, on the hub's clock."""
    return datetime(2026, 11, 17, hour, minute, tzinfo=ZONE)


NOW = at(9, 42)


def an_id(name: str) -> UUID:
    """Always the same id for the same name."""
    return uuid5(_SPACE, name)


def initials(name: str) -> str:
    return "".join(word[0] for word in name.split()[:2])


def person(name: str = "Giulia Ferrero", *, long: bool = False) -> PersonBrief:
    if long:
        role = "Illustratrice e consulente di comunicazione visiva"
        return PersonBrief(an_id(LONGEST), LONGEST, "MW", role, LONG_HOUSE)
    return PersonBrief(an_id(name), name, initials(name), "Illustratrice", "Studio Nuvola")


def carnet(left: int = 6, units: int = 10, name: str = "Carnet 10 ingressi") -> RightBrief:
    return RightBrief(name, Basis.PASS, units, left, date(2027, 1, 31))


DUE = Alert("due", {"cents": 4800, "currency": "EUR", "note": "Sala Dora, 12 nov", "days": 5})
ALERTS = (DUE, Alert("low", {"left": 2}), Alert("birthday"), Alert("ends", {"day": "2027-01-31"}))


def verdict(
    answer: Answer, code: str, who: PersonBrief | None, params: Params | None = None
) -> Verdict:
    return Verdict(
        answer,
        code,
        NOW,
        person=who.id if who else None,
        visit=an_id("visit") if who else None,
        params=params or {},
        command=an_id("command"),
    )


def admitted(
    *, long: bool = False, alerts: tuple[Alert, ...] = ALERTS, left: int = 6, heads: int = 1
) -> ScanCard:
    """Let in on a carnet."""
    who = person(long=long)
    said = verdict(Answer.ADMITTED, "pass", who)
    right = carnet(left, name=LONG_PRODUCT if long else "Carnet 10 ingressi")
    return ScanCard(said, NOW, who, right, 41, alerts=alerts, can_undo=True, head_count=heads)


def member() -> ScanCard:
    """Let in on a membership, nothing counted."""
    who = person("Marco Bellino")
    right = RightBrief("Postazione dedicata", Basis.MEMBERSHIP, valid_until=date(2027, 1, 31))
    said = verdict(Answer.ADMITTED, "membership", who)
    return ScanCard(said, NOW, who, right, 118, can_undo=True)


def already_in(*, long: bool = False) -> ScanCard:
    """Scanned a second time, later."""
    who = person(long=long)
    said = verdict(Answer.ALREADY_IN, "already_in", who, {"since": at(9, 12).isoformat()})
    ways = (Option(WayOut.CHECK_OUT), Option(WayOut.STAY))
    return ScanCard(said, NOW, who, carnet(), 41, since=at(9, 12), options=ways)


def checked_out() -> ScanCard:
    """Went out."""
    who = person()
    said = verdict(Answer.CHECKED_OUT, "checked_out", who)
    return ScanCard(said, NOW, who, carnet(), 41, can_undo=True)


def refused(ways: int = 4, *, long: bool = False) -> ScanCard:
    """A finished carnet, with so many ways out."""
    who = person("Davide Musso", long=long)
    said = verdict(Answer.REFUSED, "exhausted", who, {"day": "2026-11-13"})
    options = (
        Option(WayOut.HAND_OUT_PASS, an_id("day"), "ingresso giornaliero", Money(1500)),
        Option(WayOut.DEBT),
        Option(WayOut.OVERRIDE),
        Option(WayOut.GUEST),
        Option(WayOut.USE_PASS),
        Option(WayOut.CHECK_OUT_COLLEAGUE),
    )[:ways]
    right = carnet(0, 5, LONG_PRODUCT if long else "Carnet 5 ingressi")
    return ScanCard(said, NOW, who, right, 12, options=options)


def unknown() -> ScanCard:
    """A code that is none of ours."""
    return ScanCard(Verdict(Answer.REFUSED, "unknown_code", NOW), NOW)


CARDS = {
    "admitted": admitted(),
    "admitted without alerts": admitted(alerts=()),
    "admitted, the last entry": admitted(left=0),
    "admitted with guests": admitted(heads=26),
    "member": member(),
    "already in": already_in(),
    "checked out": checked_out(),
    "refused": refused(),
    "refused with every way": refused(6),
    "refused without a way": refused(0),
    "unknown": unknown(),
    "long names": admitted(long=True),
    "long names, refused": refused(long=True),
    "long names, already in": already_in(long=True),
}


def expected(
    name: str,
    hour: int,
    minute: int,
    *,
    kind: ExpectedKind = ExpectedKind.VISIT,
    status: ExpectedStatus = ExpectedStatus.ANNOUNCED,
    arrived: datetime | None = None,
    left: datetime | None = None,
    host: str = "Elena Cravero",
    title: str = "",
) -> ExpectedRow:
    """Someone announced, for an hour and a half."""
    starts = at(hour, minute)
    return ExpectedRow(
        id=an_id(f"{name} {hour}:{minute}"),
        kind=kind,
        status=status,
        starts=starts,
        ends=starts + timedelta(minutes=90),
        title=title,
        name=name,
        organisation="Geoide Studio",
        host=host,
        person=None,
        head_count=6,
        arrived=arrived,
        left=left,
    )


def present(count: int, *, long: bool = False) -> tuple[PresentRow, ...]:
    """So many people inside."""
    names = [LONGEST] if long else []
    names += ["Amina El Idrissi", "Chiara Novarese", "Elena Cravero", "Fatou Diop"]
    rows = []
    for number in range(count):
        name = names[number % len(names)]
        key = an_id(f"{name} {number}")
        detail = LONG_HOUSE if name == LONGEST else "Postazione flessibile"
        since = at(8, number % 60)
        rows.append(PresentRow(key, key, name, initials(name), detail, since, 1, False, False))
    return tuple(rows)


def recent(count: int = 7, *, long: bool = False) -> tuple[RecentScan, ...]:
    """The latest answers."""
    rows = []
    for number in range(count):
        answer = tuple(Answer)[number % 4]
        name = "" if number == 2 else LONGEST if long else "Rosa Mancuso"
        rows.append(
            RecentScan(
                at=at(9, 40 - number),
                answer=answer,
                code="",
                person=None,
                name=name,
                initials=initials(name),
                detail="Ingresso giornaliero" if name else "",
                visit=None,
                command=an_id(f"command {number}"),
            )
        )
    return tuple(rows)


def day(*, long: bool = False, empty: bool = False, inside: int = 37) -> Today:
    """The whole page."""
    if empty:
        return Today(NOW, 0, 60, 0, (), (), ())
    rows = (
        expected(
            "Marco Bellino", 9, 0, kind=ExpectedKind.BOOKING, title="Sala Po", arrived=at(9, 0)
        ),
        expected(LONGEST if long else "Paolo Ghione", 9, 30),
        expected("Beatrice Valperga", 10, 0, host=""),
        expected("Amina El Idrissi", 11, 0),
        expected("Laboratorio", 11, 30, kind=ExpectedKind.EVENT, title="Corso, lezione 3"),
        expected("Anna Quaglia", 14, 0, status=ExpectedStatus.UNPAID),
        *(expected(f"Ospite {number}", 15, number) for number in range(12)),
    )
    return Today(NOW, inside, 60, 5, present(inside, long=long), rows, recent(long=long))


def found(name: str, *, since: datetime | None = None) -> FoundPerson:
    """A hit of a name search."""
    return FoundPerson(
        an_id(name), name, initials(name), "Geologa", "Geoide Studio", "nata il 3 maggio", since
    )
