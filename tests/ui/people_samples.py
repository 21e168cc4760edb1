"""People to look at on their page: as the services hand them up."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from askadesk.people.rows import (
    Bar,
    CardRow,
    ChargeRow,
    ConsentRow,
    Likeness,
    ListedPerson,
    MemberRow,
    MergedRow,
    MovementRow,
    OrganisationFields,
    OrganisationPage,
    Pause,
    PersonFields,
    PersonPage,
    PresenceYear,
    RightRow,
    Standing,
)
from db.values import ConsentKind, Money
from tests.ui.samples import LONG_HOUSE, LONG_PRODUCT, LONGEST, NOW, an_id, at

ZONE = ZoneInfo("Europe/Rome")
TODAY = NOW.date()
CODE = "ASKAA7F3K92QD0123456789ABCDEFGHJKMNPQ"


def moment(month: int, day: int, hour: int, minute: int, year: int = 2026) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=ZONE)


def fields(*, long: bool = False) -> PersonFields:
    if long:
        given, family = LONGEST.split(" ", 1)
        return PersonFields(
            given,
            family,
            "Illustratrice e consulente di comunicazione visiva",
            "maximiliana.wilhelmina@fondazione-hohenzollern-castelbarco.example",
            "+39 011 555 01 42 interno 1234",
            ", ".join(f"Illustrazione scientifica {n}" for n in range(6)),
            "Preferisce la sala in fondo, lontano dalla finestra. " * 4,
            date(1992, 11, 17),
            LONG_HOUSE,
            "Una tipografia che stampi su stoffa e su carta di recupero, Prima fattura, Soci",
            "Italiano, francese, tedesco, piemontese",
            "HHNMML92S57L219K",
        )
    return PersonFields(
        "Giulia",
        "Ferrero",
        "Illustratrice",
        "giulia@studionuvola.example",
        "347 555 01 42",
        "Illustrazione, Serigrafia, Francese",
        "",
        date(1992, 11, 17),
        "Studio Nuvola",
        "Rilegatura a mano, Prima fattura",
        "Italiano, francese",
    )


def carnet(left: int = 6, *, name: str = "Carnet 10 ingressi", key: str = "carnet") -> RightRow:
    standing = Standing.GOOD if left > 2 else Standing.LOW if left else Standing.ENDED
    return RightRow(
        an_id(key),
        "pass",
        name,
        standing,
        date(2026, 10, 31),
        date(2027, 1, 31),
        date(2026, 10, 31),
        left,
        10,
    )


def membership(*, paused: bool = False, organisation: str = "") -> RightRow:
    pauses = (Pause(an_id("pause"), date(2026, 11, 10), date(2026, 11, 30), "Viaggio"),)
    return RightRow(
        an_id("flex"),
        "membership",
        "Postazione flessibile",
        Standing.PAUSED if paused else Standing.GOOD,
        date(2026, 9, 1),
        date(2027, 1, 31),
        date(2026, 9, 1),
        organisation=organisation,
        pauses=pauses if paused else (),
    )


def ledger(count: int = 4) -> tuple[MovementRow, ...]:
    rows = [
        MovementRow(moment(11, 17, 9, 42), "draw", -1, 6, "desk"),
        MovementRow(moment(11, 12, 8, 58), "draw", -1, 7, "kiosk"),
        MovementRow(moment(11, 10, 9, 15), "draw", -1, 8, "kiosk"),
        MovementRow(moment(11, 5, 9, 3), "draw", -1, 9, "desk"),
        MovementRow(moment(10, 31, 10, 20), "grant", 10, 10, "desk", "Marta R."),
    ]
    return tuple(rows[:count])


def year(number: int = 2026, *, sundays: bool = False, empty: bool = False) -> PresenceYear:
    today = TODAY
    minutes: dict[date, int] = {}
    day = date(number, 1, 1)
    while day <= min(today, date(number, 12, 31)) and not empty:
        if day.weekday() in (1, 2) or (sundays and day.weekday() == 6):
            minutes[day] = (day.toordinal() * 37) % 500
        day += timedelta(days=1)
    usual = () if empty else (1, 2)
    return PresenceYear(number, today, minutes, len(minutes), usual)


def cards(prints: int = 1) -> tuple[CardRow, ...]:
    issued = moment(2, 3, 10, 0, 2025)
    return (CardRow(an_id("card"), CODE, "7F3K92QD", "active", issued, issued, prints),)


def consents() -> tuple[ConsentRow, ...]:
    signed = moment(2, 3, 10, 0, 2025)
    said = {
        ConsentKind.HOUSE_RULES: True,
        ConsentKind.INTRODUCTIONS: True,
        ConsentKind.EVENT_PHOTOS: False,
        ConsentKind.NEWSLETTER: True,
    }
    return tuple(
        ConsentRow(kind, said.get(kind), signed if kind in said else None, "4", "it")
        for kind in ConsentKind
    )


def charges(count: int = 1) -> tuple[ChargeRow, ...]:
    return tuple(
        ChargeRow(
            an_id(f"charge {n}"),
            Money(4800),
            date(2026, 11, 12),
            "Sala Dora, 12 nov",
            "hand",
            5 - n,
        )
        for n in range(count)
    )


def person(
    *,
    long: bool = False,
    empty: bool = False,
    inside: bool = True,
    prints: int = 1,
    barred: bool = False,
    archived: bool = False,
    merged: bool = False,
    rights: tuple[RightRow, ...] | None = None,
    owed: int = 1,
) -> PersonPage:
    """A person's page, as full or as empty as asked."""
    who = PersonFields("Anna", "Rossi") if empty else fields(long=long)
    own = carnet(name=LONG_PRODUCT if long else "Carnet 10 ingressi")
    held: tuple[RightRow, ...] = () if empty else (own,) if rights is None else rights
    owed = 0 if empty else owed
    passes = [right for right in held if right.units is not None]
    return PersonPage(
        id=an_id("Anna" if empty else who.family),
        fields=who,
        name=f"{who.given} {who.family}",
        initials="AR" if empty else "MW" if long else "GF",
        version=3,
        created_at=moment(2, 3, 10, 0, 2025),
        photo=None,
        inside_since=at(9, 42) if inside and not empty else None,
        visits_in_all=0 if empty else 141,
        bar=Bar(moment(11, 2, 9, 0), date(2026, 12, 3), "Ha rotto il vetro della sala Po.")
        if barred
        else None,
        archived_at=moment(11, 3, 9, 0) if archived else None,
        merged=(MergedRow(an_id("merge"), "Giulia Ferero", at(9, 0), at(18, 40)),)
        if merged
        else (),
        rights=held,
        ledger=ledger(5) if passes else (),
        ledger_of=passes[0].id if passes else None,
        movements=23 if passes else 0,
        presences=year(empty=empty),
        cards=() if empty else cards(prints),
        consents=tuple(ConsentRow(kind, None) for kind in ConsentKind) if empty else consents(),
        charges=charges(owed),
        due=Money(4800 * owed) if owed else None,
    )


def listed(name: str = "Franca Bruno", *, long: bool = False) -> ListedPerson:
    name = LONGEST if long else name
    letters = "".join(word[0] for word in name.split()[:2])
    seen = moment(9, 2, 17, 0, 2025)
    house = LONG_HOUSE if long else ""
    return ListedPerson(an_id(name), name, letters, "Falegname", house, last_visit=seen)


def likeness(name: str = "Franca Bruno", *, long: bool = False) -> Likeness:
    return Likeness(listed(name, long=long), ("phone", "name"))


def organisation(*, long: bool = False, empty: bool = False, members: int = 6) -> OrganisationPage:
    """An organisation's page."""
    name = LONG_HOUSE if long else "Cooperativa Tessere"
    who = OrganisationFields(name)
    if not empty:
        who = OrganisationFields(
            name,
            "01234567890",
            "ciao@tessere.example",
            "011 555 07 18",
            "Via Cottolengo 24, 10152 Torino",
            "Paga a fine mese.",
        )
    names = ["Marco Bellino", "Amina El Idrissi", "Chiara Novarese", "Élodie Blanc"]
    names[0] = LONGEST if long else names[0]
    rows = tuple(
        MemberRow(
            an_id(f"member {n}"),
            an_id(names[n % 4]),
            names[n % 4],
            "".join(word[0] for word in names[n % 4].split()[:2]),
            "Coordinatore" if n % 2 else "",
            date(2025, 3, 1),
            date(2026, 6, 30) if n >= 4 else None,
            at(9, 12) if n == 0 else None,
        )
        for n in range(0 if empty else members)
    )
    team = RightRow(
        an_id("team"),
        "membership",
        "Team di 4",
        Standing.GOOD,
        date(2026, 1, 1),
        date(2026, 12, 31),
        date(2026, 1, 1),
        organisation=name,
    )
    return OrganisationPage(
        id=an_id(name),
        fields=who,
        version=2,
        archived_at=None,
        members=rows,
        rights=() if empty else (team,),
        seats=None if empty else 4,
        seats_taken=0 if empty else 1,
        charges=() if empty else charges(2),
        due=None if empty else Money(9600),
    )


def utc(value: datetime) -> datetime:
    """The same moment on the world's clock."""
    return value.astimezone(UTC)
