"""Who is expected in the demo today, and which of them have come."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from askadesk.demo.people import House, Member
from askadesk.demo.rooms import Agreed
from askadesk.demo.stage import Stage, minute
from db.models import Expected
from db.values import ExpectedKind, ExpectedStatus


@dataclass(frozen=True, slots=True)
class Row:
    """One line of Attesi oggi. ``late`` marks someone who has not come, however late it is."""

    starts: str
    ends: str
    kind: ExpectedKind
    title: str = ""
    person: tuple[str, str] = ("", "")
    name: str = ""
    organisation: str = ""
    host: tuple[str, str] = ("", "")
    heads: int = 1
    status: ExpectedStatus = ExpectedStatus.ANNOUNCED
    late: bool = False


_ROOM = Row("", "", ExpectedKind.BOOKING)


@dataclass(frozen=True, slots=True)
class Announced:
    """A row as it was written: its id, who it is about, its minutes of the day."""

    id: UUID
    row: Row
    member: Member | None
    starts: int
    ends: int


_VISIT, _EVENT, _WORK = ExpectedKind.VISIT, ExpectedKind.EVENT, ExpectedKind.AT_WORK
ROWS = (
    Row(
        "09:30",
        "10:30",
        _VISIT,
        person=("Paolo", "Ghione"),
        organisation="Geoide Studio",
        host=("Elena", "Cravero"),
        late=True,
    ),
    Row("10:00", "10:30", _VISIT, "Giro degli spazi", ("Beatrice", "Valperga")),
    Row("11:15", "13:30", _WORK, "Docente di disegno tecnico", ("Gianni", "Audino")),
    Row("11:30", "13:00", _EVENT, "Disegno tecnico, lezione 3", name="Laboratorio", heads=8),
    Row(
        "14:30",
        "15:30",
        _VISIT,
        person=("Samuel", "Okafor"),
        organisation="Banco di Prova",
        host=("Chiara", "Novarese"),
    ),
    Row(
        "15:30",
        "16:00",
        _VISIT,
        "Giro degli spazi",
        ("Laura", "Bertone"),
        status=ExpectedStatus.CANCELLED,
    ),
    Row("18:30", "20:30", _EVENT, "Aperitivo dei mestieri", name="Sala Valentino", heads=24),
    Row("19:00", "20:00", _WORK, "Pulizie", ("Rosaria", "Cerutti"), organisation="Pulito & Co"),
)


def announce_all(stage: Stage, house: House, agreed: Sequence[Agreed]) -> list[Announced]:
    """Write the rows of today, beside those of the rooms that are booked."""
    rooms = [
        Announced(one.expected, _ROOM, one.member, one.starts, one.ends)
        for one in agreed
        if one.expected is not None
    ]
    made = [_announce(stage, house, row) for row in ROWS]
    stage.waiting.write()
    return sorted([*rooms, *made], key=lambda one: one.starts)


def _announce(stage: Stage, house: House, row: Row) -> Announced:
    member = house.named(*row.person) if row.person != ("", "") else None
    host = house.named(*row.host) if row.host != ("", "") else None
    starts, ends = minute(row.starts), minute(row.ends)
    new = stage.ids.at(stage.now)
    stage.add(
        Expected,
        {
            "id": new,
            "hub": stage.actor.hub,
            "day": stage.today.date,
            "kind": row.kind,
            "status": row.status,
            "person": member.person if member is not None else None,
            "name": member.name if member is not None else row.name,
            "organisation": row.organisation,
            "host": host.person if host is not None else None,
            "starts": stage.today.at(starts),
            "ends": stage.today.at(ends),
            "title": row.title,
            "note": "",
            "head_count": row.heads,
            "created_at": stage.now,
            "command": stage.command,
            "version": 1,
        },
    )
    return Announced(new, row, member, starts, ends)
