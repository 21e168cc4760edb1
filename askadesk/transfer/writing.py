"""What a plan writes: every row made ready before the transaction begins, then sent in one go.

On SQLite nobody else can write meanwhile, so whatever can be done before is done before.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial
from types import SimpleNamespace
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Dialect, Table, bindparam, select, update

from askadesk.core.ports import Ids
from askadesk.people.rules import fold, sort_key
from askadesk.transfer.planning import Deed, Plan
from askadesk.transfer.rows import Imported, Outcome
from db.base import table_of
from db.models import (
    Import,
    ImportRow,
    LedgerMovement,
    Membership,
    MembershipHub,
    Organisation,
    OrganisationMember,
    Pass,
    PassHub,
    Person,
)
from db.planned import PlannedInsert, PlannedRows
from db.queries.words import NewWords, index_organisations, index_people, words_of_new, write_words
from db.triggers import inserting_plainly
from db.values import Movement

CHUNK = 5_000

_PERSON_ROW = frozenset(
    ("id", "given", "family", "role", "email", "phone", "born_on", "skills", "seeks", "languages")
) | {"tax_code", "note", "folded", "barred_reason", "created_at", "version"}
_ORGANISATION_ROW = frozenset(
    ("id", "name", "vat_number", "email", "phone", "address", "note", "folded", "created_at")
) | {"version"}
_people, _organisations = table_of(Person), table_of(Organisation)


def _into(table: Any, names: frozenset[str] | None = None) -> PlannedInsert:
    """An insert of these columns; the rest takes what the table says."""
    without = [one.name for one in table.columns if names is not None and one.name not in names]
    return PlannedInsert(table, *without)


_INSERTS: Mapping[str, PlannedInsert] = {
    "people": _into(_people, _PERSON_ROW),
    "organisations": _into(_organisations, _ORGANISATION_ROW),
    "members": _into(table_of(OrganisationMember)),
    "memberships": _into(table_of(Membership)),
    "membership_hubs": _into(table_of(MembershipHub)),
    "passes": PlannedInsert(table_of(Pass), "drawn_on"),
    "pass_hubs": _into(table_of(PassHub)),
    "ledger": _into(table_of(LedgerMovement)),
    "imports": _into(table_of(Import)),
    "import_rows": _into(table_of(ImportRow)),
}
"""In the order in which they are sent: each points only at those before it."""


@dataclass(slots=True)
class Ready:
    """An import ready to be sent. ``versions`` are those of the people and organisations to be filled."""

    imported: Imported
    command: UUID
    rows: dict[str, PlannedRows]
    filled_people: list[dict[str, Any]]
    filled_organisations: list[dict[str, Any]]
    words: NewWords

    @property
    def size(self) -> int:
        """How many rows there are to send."""
        return sum(len(one.parameters) for one in self.rows.values())


@dataclass(slots=True)
class _Maker:
    """Gathers the rows of every table."""

    plan: Plan
    hub: UUID
    command: UUID
    at: datetime
    ids: Ids
    import_id: UUID
    rows: dict[str, list[dict[str, Any]]] = field(
        default_factory=lambda: {name: [] for name in _INSERTS}
    )
    people: dict[UUID, dict[str, Any]] = field(default_factory=dict)
    organisations: dict[UUID, dict[str, Any]] = field(default_factory=dict)
    filled_people: dict[UUID, dict[str, Any]] = field(default_factory=dict)
    filled_organisations: dict[UUID, dict[str, Any]] = field(default_factory=dict)
    updated: set[UUID] = field(default_factory=set)

    def add(self, deed: Deed) -> None:
        """Take in one row of the file."""
        member = held = None
        if deed.makes_organisation and deed.organisation is not None:
            self._organisation(deed)
        if deed.person is not None:
            if deed.makes_person:
                self._person(deed)
            else:
                self._fill(deed.person.id, deed, self.people, self.filled_people)
                if deed.person.version:
                    self.updated.add(deed.person.id)
            member = self._member(deed) if deed.joins else None
        elif deed.organisation is not None and not deed.makes_organisation:
            who = deed.organisation.id
            self._fill(who, deed, self.organisations, self.filled_organisations)
            if deed.organisation.version:
                self.updated.add(who)
        if deed.holding is not None:
            held = self._holding(deed)
        self._note(deed, member, held)

    # one record of each kind ---------------------------------------------------------------------

    def _person(self, deed: Deed) -> None:
        person = deed.person
        assert person is not None
        row: dict[str, Any] = dict.fromkeys(_PERSON_ROW, "")
        row |= {"id": person.id, "given": person.given, "family": person.family}
        row |= {"born_on": None, "created_at": self.at, "version": 1}
        row |= {
            column.value: value for column, value in person.values.items() if column.value in row
        }
        self.people[person.id] = row

    def _organisation(self, deed: Deed) -> None:
        made = deed.organisation
        assert made is not None
        row: dict[str, Any] = dict.fromkeys(_ORGANISATION_ROW, "")
        row |= {"id": made.id, "name": made.name, "folded": fold(made.name)}
        row |= {"created_at": self.at, "version": 1}
        if deed.person is None:
            row |= {column.value: value for column, value in deed.filled.items()}
        self.organisations[made.id] = row

    def _fill(
        self,
        who: UUID,
        deed: Deed,
        made: dict[UUID, dict[str, Any]],
        filled: dict[UUID, dict[str, Any]],
    ) -> None:
        """Fill what was empty: in a record of this import before it is sent, in another by an update."""
        found = {column.value: value for column, value in deed.filled.items()}
        if who in made:
            made[who] |= found
        elif found:
            filled.setdefault(who, {}).update(found)

    def _member(self, deed: Deed) -> UUID:
        new = self.ids.new()
        assert deed.person is not None
        assert deed.organisation is not None
        self.rows["members"].append(
            {
                "id": new,
                "organisation": deed.organisation.id,
                "person": deed.person.id,
                "role": "",
                "since": self.plan.knowledge.today,
                "until": None,
            }
        )
        return new

    def _holding(self, deed: Deed) -> UUID:
        holding, offered, new = deed.holding, deed.offered, self.ids.new()
        assert holding is not None
        assert offered is not None
        person = deed.person.id if deed.person is not None else None
        group = deed.organisation.id if person is None and deed.organisation is not None else None
        row = {
            "id": new,
            "product": offered.product,
            "terms": offered.terms,
            "holder_person": person,
            "holder_organisation": group,
            "created_at": self.at,
            "command": self.command,
            "archived_at": None,
            "version": 1,
        }
        if not offered.is_pass:
            self.rows["memberships"].append(row | {"starts": holding.starts, "ends": holding.ends})
            self.rows["membership_hubs"].append({"membership": new, "hub": self.hub})
            return new
        days = {"valid_from": holding.starts, "valid_until": holding.ends}
        empty = {"balance": 0, "lowest": -offered.debt_limit, "movements": 0}
        self.rows["passes"].append(row | days | empty)
        self.rows["pass_hubs"].append({"pass": new, "hub": self.hub})
        if holding.left:
            self._grant(new, holding.left)
        return new

    def _grant(self, pass_id: UUID, left: int) -> None:
        self.rows["ledger"].append(
            {
                "id": self.ids.new(),
                "pass": pass_id,
                "seq": 1,
                "kind": Movement.GRANT if left > 0 else Movement.ADJUST,
                "delta": left,
                "balance_after": left,
                "at": self.at,
                "day": None,
                "person": None,
                "visit": None,
                "booking": None,
                "extra": False,
                "reverses": None,
                "reason": self.plan.preview.source.name[:200],
                "command": self.command,
            }
        )

    def _note(self, deed: Deed, member: UUID | None, held: UUID | None) -> None:
        """Keep what the row did, for taking it back."""
        person, organisation = deed.person, deed.organisation
        is_pass = deed.offered is not None and deed.offered.is_pass
        self.rows["import_rows"].append(
            {
                "id": self.ids.new(),
                "import": self.import_id,
                "number": deed.number,
                "person": person.id if person is not None else None,
                "made_person": deed.makes_person,
                "organisation": organisation.id if organisation is not None else None,
                "made_organisation": deed.makes_organisation,
                "version": _version(deed),
                "member": member,
                "membership": None if is_pass else held,
                "pass": held if is_pass else None,
                "filled": {column.value: _plain(value) for column, value in deed.filled.items()},
            }
        )

    # all of it -----------------------------------------------------------------------------------

    def imported(self) -> Imported:
        """What the import comes to."""
        preview = self.plan.preview
        passed_over = (Outcome.CANNOT, Outcome.LEFT_OUT)
        return Imported(
            self.import_id,
            preview.source.name[:200],
            self.at,
            len(self.people),
            len(self.updated),
            len(self.organisations),
            len(self.rows["memberships"]),
            len(self.rows["passes"]),
            sum(preview.counts.get(one, 0) for one in passed_over),
        )

    def finish(self) -> None:
        """Records that several rows of the file wrote at are whole now."""
        for row in self.people.values():
            row["folded"] = sort_key(row["given"], row["family"])
        self.rows["people"] = list(self.people.values())
        self.rows["organisations"] = list(self.organisations.values())
        made = self.imported()
        self.rows["imports"].append(
            {
                "id": made.id,
                "hub": self.hub,
                "name": made.name,
                "digest": self.plan.preview.source.digest,
                "at": self.at,
                "command": self.command,
                "people": made.people,
                "updated": made.updated,
                "organisations": made.organisations,
                "memberships": made.memberships,
                "passes": made.passes,
                "left_out": made.left_out,
                "undone_at": None,
                "undone_by": None,
            }
        )


def _version(deed: Deed) -> int:
    """The version that the row's person or organisation will have; 0 where their data stay as they are."""
    if deed.makes_person:
        return 1
    if deed.person is not None:
        return deed.person.version + 1 if deed.filled and deed.person.version else 0
    if deed.organisation is None or not deed.filled or not deed.organisation.version:
        return 0
    return deed.organisation.version + 1


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def make_ready(
    plan: Plan,
    *,
    hub: UUID,
    command: UUID,
    at: datetime,
    ids: Ids,
    dialect: Dialect,
    told: Callable[[int, int], None],
) -> Ready:
    """Everything that will be written, in the form in which the engine takes it."""
    maker = _Maker(plan, hub, command, at, ids, ids.new())
    for done, deed in enumerate(plan.deeds):
        if done % CHUNK == 0:
            told(done, len(plan.deeds))
        maker.add(deed)
    maker.finish()
    imported = maker.imported()
    rows: dict[str, PlannedRows] = {}
    for name, insert in _INSERTS.items():
        told(len(plan.deeds), len(plan.deeds))
        rows[name] = insert.prepare(dialect, maker.rows.pop(name))
    # Last: by now the rows of the other tables have become a third as large.
    words = words_of_new(dialect, _rows(maker.people), _rows(maker.organisations))
    return Ready(
        imported,
        command,
        rows,
        _updates(plan, maker.filled_people, is_person=True),
        _updates(plan, maker.filled_organisations, is_person=False),
        words,
    )


def _rows(made: dict[UUID, dict[str, Any]]) -> Iterator[SimpleNamespace]:
    return (SimpleNamespace(**row) for row in made.values())


def _updates(
    plan: Plan, filled: dict[UUID, dict[str, Any]], *, is_person: bool
) -> list[dict[str, Any]]:
    """What is put into records that were there, with the version at which they were read."""
    known: dict[UUID, Any] = {}
    if filled and is_person:
        known = {one.id: one for one in plan.knowledge.people if one.id in filled}
    elif filled:
        known = {one.id: one for one in plan.knowledge.organisations.values() if one.id in filled}
    found: list[dict[str, Any]] = []
    for who, values in filled.items():
        before = known[who]
        row = {"who": who, "version": before.version, "values": values}
        if is_person:
            values["folded"] = sort_key(before.given, before.family)
        found.append(row)
    return found


def send(connection: Connection, ready: Ready, told: Callable[[int, int], None]) -> bool:
    """Write everything; False when somebody who was to be filled changed meanwhile."""
    # Putting triggers aside costs a few milliseconds: it pays for many rows only.
    with inserting_plainly(connection) if ready.size > CHUNK else nullcontext():
        if not _send_rows(connection, ready, told):
            return False
    _index(connection, ready, told)
    return True


def _send_rows(connection: Connection, ready: Ready, told: Callable[[int, int], None]) -> bool:
    done = 0
    for name, rows in ready.rows.items():
        for start in range(0, len(rows.parameters), CHUNK):
            told(done + start, ready.size)
            rows.send(connection, start, CHUNK)
        done += len(rows.parameters)
        if name == "organisations" and not _fill_all(connection, ready):
            return False
    return True


def _index(connection: Connection, ready: Ready, told: Callable[[int, int], None]) -> None:
    """Let everyone be found by the search as they are written now."""
    write_words(connection, ready.words, partial(told, ready.size, ready.size))
    index_organisations(connection, [row["who"] for row in ready.filled_organisations])
    index_people(connection, [row["who"] for row in ready.filled_people])


def _fill_all(connection: Connection, ready: Ready) -> bool:
    pairs = ((_people, ready.filled_people), (_organisations, ready.filled_organisations))
    for table, rows in pairs:
        if not _unchanged(connection, table, rows):
            return False
        for columns, alike in _by_columns(rows).items():
            statement = (
                update(table)
                .where(table.c.id == bindparam("who"))
                .values(
                    version=table.c.version + 1,
                    **{
                        column: bindparam(f"new_{column}", type_=table.c[column].type)
                        for column in columns
                    },
                )
            )
            connection.execute(statement, alike)
    return True


def _unchanged(connection: Connection, table: Table, rows: list[dict[str, Any]]) -> bool:
    """Whether all of these stand at the version at which they were read."""
    before = {row["who"]: row["version"] for row in rows}
    ids = list(before)
    for start in range(0, len(ids), CHUNK // 10):
        some = ids[start : start + CHUNK // 10]
        found = connection.execute(select(table.c.id, table.c.version).where(table.c.id.in_(some)))
        if {row.id: row.version for row in found} != {one: before[one] for one in some}:
            return False
    return True


def _by_columns(rows: list[dict[str, Any]]) -> dict[tuple[str, ...], list[dict[str, Any]]]:
    """The updates that fill the same columns together, ready to be sent."""
    found: dict[tuple[str, ...], list[dict[str, Any]]] = {}
    for row in rows:
        values = {f"new_{column}": value for column, value in row["values"].items()}
        found.setdefault(tuple(row["values"]), []).append({"who": row["who"], **values})
    return found
