"""Every trigger, for both engines, in one place.

Each promise has a name; on SQLite the trigger aborts with that name as its message, on PostgreSQL it
raises it as the constraint's name, so that one table in ``askadesk`` can turn either into a sentence.
Triggers are dropped and made anew after every upgrade.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import Connection, Index, UniqueConstraint, text

from db.models import Base

APPEND_ONLY = (
    "ledger",
    "consents",
    "admission_attempts",
    "commands",
    "changes",
    "visit_corrections",
    "product_prices",
    "product_terms",
    "notices",
    "end_moves",
    "roll_call_ticks",
    "roll_call_people",
    "import_rows",
    "space_prices",
    "booking_changes",
)
NEVER_DELETED = (
    "hubs",
    "operators",
    "devices",
    "people",
    "organisations",
    "credentials",
    "code_keys",
    "products",
    "memberships",
    "passes",
    "charges",
    "expected",
    "visits",
    "closures",
    "organisation_members",
    "merges",
    "pauses",
    "roll_calls",
    "imports",
    "spaces",
    "space_closures",
    "booking_series",
    "bookings",
    "waiting",
)
PREFIX = "promise_"


@dataclass(frozen=True, slots=True)
class Promise:
    """A rule on one table. ``broken`` is an SQL condition over NEW and OLD that must never hold.

    Where something else follows, ``then``, it follows ``when`` such a condition holds, else always.
    """

    name: str
    table: str
    event: str
    broken: str = ""
    columns: tuple[str, ...] = ()
    timing: str = "BEFORE"
    then: str = ""
    when: str = ""
    only_sqlite: bool = False

    @property
    def trigger(self) -> str:
        return f"{PREFIX}{self.name}"


LEDGER_FITS = """NOT EXISTS (SELECT 1 FROM passes p WHERE p.id = NEW.pass
    AND p.balance + NEW.delta = NEW.balance_after AND p.movements + 1 = NEW.seq)"""
MOVE_PASS = """UPDATE passes SET balance = NEW.balance_after, movements = NEW.seq,
    drawn_on = CASE WHEN NEW.kind = 'draw' THEN NEW.day ELSE drawn_on END WHERE id = NEW.pass"""
BALANCE_WITHOUT_LEDGER = """(NEW.balance <> OLD.balance OR NEW.movements <> OLD.movements)
    AND NOT EXISTS (SELECT 1 FROM ledger l WHERE l.pass = NEW.id AND l.seq = NEW.movements
    AND l.balance_after = NEW.balance AND NEW.movements = OLD.movements + 1)"""

PAUSED_TWICE = """EXISTS (SELECT 1 FROM pauses p WHERE (p.membership = NEW.membership OR p.pass = NEW.pass)
    AND p.ends >= p.starts AND p.starts <= NEW.ends AND p.ends >= NEW.starts)"""

# A visit without a later one moves its person's last visit; one that is undone, or put right, looks back.
VISIT_IS_LAST = """UPDATE people SET last_visit = NEW.checked_in_at WHERE id = NEW.person
    AND NEW.voided_at IS NULL AND (last_visit IS NULL OR last_visit < NEW.checked_in_at)"""
# Visits of a record that was merged count for the one that is kept.
_LATEST = """UPDATE people SET last_visit = (SELECT max(v.checked_in_at) FROM visits v
    WHERE v.voided_at IS NULL AND v.person IN (SELECT p.id FROM people p
    WHERE p.id = people.id OR p.merged_into = people.id)) WHERE id IN """
LOOK_FOR_LAST_VISIT = f"{_LATEST}(NEW.person, OLD.person)"
LOOK_AFTER_MERGE = f"{_LATEST}(NEW.merged_into, OLD.merged_into)"

# Until when what a person holds lasts. A carnet counts as lasting while more than a few units are left.
FEW = 2
_NEVER = "'9999-12-31'"
_PLANS = "FROM memberships m WHERE m.holder_person = people.id AND m.archived_at IS NULL"
_CARNETS = """FROM passes q WHERE q.holder_person = people.id AND q.archived_at IS NULL
    AND q.terms IN (SELECT t.id FROM product_terms t WHERE t.units > 1)"""
_SUM_RIGHTS = f"""UPDATE people SET
    rights_last = (SELECT max(coalesce(r.ends, {_NEVER})) FROM (SELECT m.ends AS ends {_PLANS}
        UNION ALL SELECT q.valid_until {_CARNETS} AND q.balance > {FEW}) r),
    rights_until = (SELECT max(r.ends) FROM (SELECT coalesce(m.ends, {_NEVER}) AS ends {_PLANS}
        UNION ALL SELECT CASE WHEN q.balance > 0 THEN coalesce(q.valid_until, {_NEVER})
        ELSE q.drawn_on END {_CARNETS}) r) WHERE id IN """
SUM_RIGHTS = f"{_SUM_RIGHTS}(NEW.holder_person)"
SUM_RIGHTS_OF_BOTH = f"{_SUM_RIGHTS}(NEW.holder_person, OLD.holder_person)"
# Nearly every draw leaves a carnet as it stands: some left, few left or none.
STANDS_OTHERWISE = f"""NEW.holder_person IS NOT NULL AND ((NEW.balance > {FEW}) <> (OLD.balance > {FEW})
    OR (NEW.balance > 0) <> (OLD.balance > 0))"""

# What is taken in a unit stands in a row, one after the other: of all that begin before, only the last can
# reach in. On PostgreSQL the constraint ``occupancy_apart`` refuses the same.
TAKEN_TWICE = """(SELECT o.ends FROM occupancy o WHERE o.unit = NEW.unit AND o.starts <= NEW.starts
    ORDER BY o.starts DESC LIMIT 1) > NEW.starts
    OR EXISTS (SELECT 1 FROM occupancy o WHERE o.unit = NEW.unit AND o.starts > NEW.starts
    AND o.starts < NEW.ends)"""


def _moves_rules(table: str, hub: str, event: str, columns: tuple[str, ...] = ()) -> Promise:
    """Whoever knows the hub's rules by their number learns that they changed."""
    row = "OLD" if event == "DELETE" else "NEW"
    of = f"{row}.{hub}"
    if hub == "space":
        of = f"(SELECT s.hub FROM spaces s WHERE s.id = {of})"
    then = f"UPDATE hubs SET rules = rules + 1 WHERE id = {of}"
    name = f"{table}_{event.lower()}_moves_rules"
    return Promise(name, table, event, columns=columns, timing="AFTER", then=then)


PROMISES = (
    Promise("ledger_fits", "ledger", "INSERT", LEDGER_FITS),
    Promise("ledger_moves_pass", "ledger", "INSERT", timing="AFTER", then=MOVE_PASS),
    Promise("pass_starts_empty", "passes", "INSERT", "NEW.balance <> 0 OR NEW.movements <> 0"),
    Promise(
        "balance_follows_ledger",
        "passes",
        "UPDATE",
        BALANCE_WITHOUT_LEDGER,
        columns=("balance", "movements"),
    ),
    Promise(
        "credential_stays_stopped",
        "credentials",
        "UPDATE",
        "OLD.status <> 'active' AND (NEW.status <> OLD.status OR NEW.status_at <> OLD.status_at)",
    ),
    Promise(
        "credential_keeps_number",
        "credentials",
        "UPDATE",
        "NEW.number <> OLD.number OR NEW.short <> OLD.short OR NEW.person <> OLD.person"
        " OR NEW.key_letter <> OLD.key_letter",
    ),
    Promise(
        "visit_keeps_person",
        "visits",
        "UPDATE",
        "NEW.hub <> OLD.hub OR NEW.person <> OLD.person OR NEW.command <> OLD.command",
    ),
    Promise(
        "visit_stays_voided",
        "visits",
        "UPDATE",
        "OLD.voided_at IS NOT NULL AND (NEW.voided_at IS NULL OR NEW.voided_at <> OLD.voided_at)",
    ),
    Promise("pauses_apart", "pauses", "INSERT", PAUSED_TWICE),
    Promise(
        "pause_keeps_days",
        "pauses",
        "UPDATE",
        "NEW.starts <> OLD.starts OR NEW.planned <> OLD.planned OR NEW.ends > OLD.ends"
        " OR OLD.ended_at IS NOT NULL",
    ),
    Promise(
        "roll_call_stays_closed",
        "roll_calls",
        "UPDATE",
        "OLD.ended_at IS NOT NULL",
        columns=("hub", "drill", "started_at", "ended_at", "ended_by"),
    ),
    Promise("occupancy_apart", "occupancy", "INSERT", TAKEN_TWICE, only_sqlite=True),
    Promise("occupancy_never_moves", "occupancy", "UPDATE", "NEW.unit IS NOT NULL"),
    Promise(
        "booking_keeps_origin",
        "bookings",
        "UPDATE",
        "NEW.hub <> OLD.hub OR NEW.command <> OLD.command OR NEW.created_at <> OLD.created_at",
    ),
    Promise("visit_is_last", "visits", "INSERT", timing="AFTER", then=VISIT_IS_LAST),
    Promise(
        "visit_was_last",
        "visits",
        "UPDATE",
        columns=("person", "checked_in_at", "voided_at"),
        timing="AFTER",
        then=LOOK_FOR_LAST_VISIT,
    ),
    Promise(
        "merge_moves_last_visit",
        "people",
        "UPDATE",
        columns=("merged_into",),
        timing="AFTER",
        then=LOOK_AFTER_MERGE,
    ),
    Promise("membership_sums_rights", "memberships", "INSERT", timing="AFTER", then=SUM_RIGHTS),
    Promise(
        "membership_moves_rights",
        "memberships",
        "UPDATE",
        columns=("holder_person", "ends", "archived_at"),
        timing="AFTER",
        then=SUM_RIGHTS_OF_BOTH,
    ),
    Promise(
        "pass_moves_rights",
        "passes",
        "UPDATE",
        columns=("holder_person", "valid_until", "archived_at"),
        timing="AFTER",
        then=SUM_RIGHTS_OF_BOTH,
    ),
    Promise(
        "balance_moves_rights",
        "passes",
        "UPDATE",
        columns=("balance",),
        timing="AFTER",
        then=SUM_RIGHTS,
        when=STANDS_OTHERWISE,
    ),
    _moves_rules("hubs", "id", "UPDATE", ("week", "capacity", "time_zone", "city")),
    _moves_rules("closures", "hub", "INSERT"),
    _moves_rules("closures", "hub", "UPDATE"),
    _moves_rules("settings", "hub", "INSERT"),
    _moves_rules("settings", "hub", "UPDATE"),
    _moves_rules("settings", "hub", "DELETE"),
    _moves_rules("spaces", "hub", "INSERT"),
    _moves_rules("spaces", "hub", "UPDATE"),
    _moves_rules("space_units", "space", "INSERT"),
    _moves_rules("space_parts", "space", "INSERT"),
    _moves_rules("space_closures", "space", "INSERT"),
    _moves_rules("space_closures", "space", "UPDATE"),
    _moves_rules("space_prices", "space", "INSERT"),
)


def _sqlite_trigger(name: str, when: str, table: str, condition: str, action: str) -> str:
    guard = f" WHEN {condition}" if condition else ""
    return f"CREATE TRIGGER {PREFIX}{name} {when} ON {table}{guard} BEGIN {action}; END"


def _abort(name: str) -> str:
    return f"SELECT RAISE(ABORT, '{name}')"


def _sqlite_statements() -> list[str]:
    made: list[str] = []
    for promise in PROMISES:
        columns = f" OF {', '.join(promise.columns)}" if promise.columns else ""
        made.append(
            _sqlite_trigger(
                promise.name,
                f"{promise.timing} {promise.event}{columns}",
                promise.table,
                promise.when or promise.broken,
                promise.then or _abort(promise.name),
            )
        )
    for table in APPEND_ONLY:
        name = f"{table}_append_only"
        made.append(_sqlite_trigger(name, "BEFORE UPDATE", table, "", _abort(name)))
    made += [
        _sqlite_trigger(f"{table}_kept", "BEFORE DELETE", table, "", _abort(f"{table}_kept"))
        for table in APPEND_ONLY + NEVER_DELETED
    ]
    for table in NEVER_DELETED:
        name = f"{table}_keeps_key"
        changed = f"NEW.{_key(table)} <> OLD.{_key(table)}"
        made.append(_sqlite_trigger(name, "BEFORE UPDATE", table, changed, _abort(name)))
    for twin in twins():
        made += _sqlite_twin(twin)
    return made


# REPLACE deletes the row in its way without firing a delete trigger, so on SQLite every unique key of
# a table that loses nothing is asked for before a row is put there.


@dataclass(frozen=True, slots=True)
class Twin:
    """A unique key: no two rows of ``table`` have the same ``columns`` (among those ``where``)."""

    name: str
    table: str
    columns: tuple[str, ...]
    where: str = ""

    @property
    def touched(self) -> list[str]:
        """The columns whose change may make a twin."""
        named = set(re.findall(_any_column(self.table), self.where))
        return sorted(named.union(self.columns))


def _any_column(table: str) -> str:
    columns = "|".join(column.name for column in Base.metadata.tables[table].columns)
    return rf"\b({columns})\b"


def twins() -> list[Twin]:
    """Every unique key of the tables that lose nothing, as the models declare them."""
    found: list[Twin] = []
    for name in APPEND_ONLY + NEVER_DELETED:
        table = Base.metadata.tables[name]
        found.append(Twin(f"pk_{name}", name, (_key(name),)))
        found += [
            _twin(key, name) for key in table.constraints if isinstance(key, UniqueConstraint)
        ]
        found += [_twin(index, name) for index in table.indexes if index.unique]
    return sorted(found, key=lambda twin: twin.name)


def _twin(key: UniqueConstraint | Index, table: str) -> Twin:
    where = key.dialect_options["sqlite"]["where"] if isinstance(key, Index) else None
    columns = tuple(column.name for column in key.columns)
    return Twin(str(key.name), table, columns, "" if where is None else str(where))


def _sqlite_twin(twin: Twin) -> list[str]:
    same = " AND ".join(f"t.{column} = NEW.{column}" for column in twin.columns)
    both = "".join(f" AND ({_of(twin, row)})" for row in ("t", "NEW") if twin.where)
    other = f"t.{_key(twin.table)} <> OLD.{_key(twin.table)} AND "
    exists = f"EXISTS (SELECT 1 FROM {twin.table} t WHERE {{}}{same}{both})"
    made = [
        _sqlite_trigger(
            f"{twin.name}_stays", "BEFORE INSERT", twin.table, exists.format(""), _abort(twin.name)
        )
    ]
    if twin.table in NEVER_DELETED and twin.columns != (_key(twin.table),):
        made.append(
            _sqlite_trigger(
                f"{twin.name}_kept",
                f"BEFORE UPDATE OF {', '.join(twin.touched)}",
                twin.table,
                exists.format(other),
                _abort(twin.name),
            )
        )
    return made


def _of(twin: Twin, row: str) -> str:
    """The condition of a partial key, said of ``row``."""
    return re.sub(_any_column(twin.table), rf"{row}.\1", twin.where)


def _key(table: str) -> str:
    return "letter" if table == "code_keys" else "id"


def _postgres_function(name: str, body: str) -> str:
    return f"CREATE FUNCTION {PREFIX}{name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body} END $$"


def _raise(name: str) -> str:
    return f"RAISE EXCEPTION '{name}' USING ERRCODE = 'check_violation', CONSTRAINT = '{name}';"


def _postgres_promise(promise: Promise) -> list[str]:
    if promise.then:
        then = f"IF {promise.when} THEN {promise.then}; END IF" if promise.when else promise.then
        body = f"{then}; RETURN NEW;"
    else:
        body = f"IF {promise.broken} THEN {_raise(promise.name)} END IF; RETURN NEW;"
    columns = f" OF {', '.join(promise.columns)}" if promise.columns else ""
    return [
        _postgres_function(promise.name, body),
        f"CREATE TRIGGER {promise.trigger} {promise.timing} {promise.event}{columns}"
        f" ON {promise.table} FOR EACH ROW EXECUTE FUNCTION {promise.trigger}()",
    ]


def _postgres_kept(table: str, name: str, events: str) -> list[str]:
    function = f"{PREFIX}{name}()"
    return [
        _postgres_function(name, f"{_raise(name)} RETURN NULL;"),
        f"CREATE TRIGGER {PREFIX}{name} BEFORE {events} ON {table} FOR EACH ROW"
        f" EXECUTE FUNCTION {function}",
        f"CREATE TRIGGER {PREFIX}{name}_truncate BEFORE TRUNCATE ON {table} FOR EACH STATEMENT"
        f" EXECUTE FUNCTION {function}",
    ]


def _postgres_statements() -> list[str]:
    made: list[str] = []
    for promise in PROMISES:
        if not promise.only_sqlite:
            made += _postgres_promise(promise)
    for table in APPEND_ONLY:
        made += _postgres_kept(table, f"{table}_append_only", "UPDATE OR DELETE")
    for table in NEVER_DELETED:
        made += _postgres_kept(table, f"{table}_kept", "DELETE")
        key = _key(table)
        changed = f"NEW.{key} <> OLD.{key}"
        made += _postgres_promise(Promise(f"{table}_keeps_key", table, "UPDATE", changed))
    made += [
        _postgres_function(
            "tell_changes", "PERFORM pg_notify('askadesk_changes', ''); RETURN NULL;"
        ),
        f"CREATE TRIGGER {PREFIX}tell_changes AFTER INSERT ON changes FOR EACH STATEMENT"
        f" EXECUTE FUNCTION {PREFIX}tell_changes()",
    ]
    return made


def create_triggers(connection: Connection) -> None:
    """Make every trigger of this engine."""
    sqlite = connection.dialect.name == "sqlite"
    for statement in _sqlite_statements() if sqlite else _postgres_statements():
        connection.execute(text(statement.replace(":", "\\:")))


@contextmanager
def inserting_plainly(connection: Connection) -> Iterator[None]:
    """Within this block the connection inserts, and never replaces: on SQLite the triggers that only keep
    REPLACE away are put aside, since a plain insert is refused by the unique key itself. They are back
    before the transaction can be committed; nobody else sees it without them, and a rollback undoes it."""
    if connection.dialect.name != "sqlite":
        yield
        return
    found = text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE :like")
    names = {f"{PREFIX}{twin.name}_stays" for twin in twins()}
    rows = connection.execute(found, {"like": f"{PREFIX}%_stays"})
    aside = [one for one in rows if one.name in names]
    for one in aside:
        connection.exec_driver_sql(f"DROP TRIGGER {one.name}")
    yield
    for one in aside:
        connection.exec_driver_sql(one.sql)


def drop_triggers(connection: Connection) -> None:
    """Drop every trigger made by ``create_triggers``, whatever version made it."""
    if connection.dialect.name == "sqlite":
        found = text("SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE :like")
        for name in connection.scalars(found, {"like": f"{PREFIX}%"}).all():
            connection.execute(text(f"DROP TRIGGER {name}"))
        return
    found = text(
        "SELECT proname FROM pg_proc JOIN pg_namespace n ON n.oid = pronamespace"
        " WHERE proname LIKE :like AND n.nspname = current_schema()"
    )
    for name in connection.scalars(found, {"like": f"{PREFIX}%"}).all():
        connection.execute(text(f"DROP FUNCTION {name}() CASCADE"))
