"""What an import has to know of the archive, and what was done since with what it made."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, Select, and_, bindparam, func, literal, or_, select

from db.base import table_of
from db.models import (
    Change,
    Charge,
    Command,
    Credential,
    Expected,
    Import,
    ImportRow,
    LedgerMovement,
    Membership,
    Operator,
    Organisation,
    OrganisationMember,
    Pass,
    Person,
    Visit,
)

AnyRow = Row[*tuple[Any, ...]]

people, organisations = table_of(Person), table_of(Organisation)
members, memberships, passes = (table_of(one) for one in (OrganisationMember, Membership, Pass))
commands, operators = table_of(Command), table_of(Operator)
imports, import_rows, ledger = table_of(Import), table_of(ImportRow), table_of(LedgerMovement)
changes, visits, cards = table_of(Change), table_of(Visit), table_of(Credential)
charges, expected = table_of(Charge), table_of(Expected)

# What makes an import look at the archive again when it changed meanwhile.
CONCERNS = ("person", "organisation", "product", "membership")
# So far back, a change that is missing may belong to a command still on its way.
_LOOK_BACK = 1000

_PEOPLE = select(
    people.c.id,
    people.c.given,
    people.c.family,
    people.c.role,
    people.c.email,
    people.c.phone,
    people.c.born_on,
    people.c.skills,
    people.c.seeks,
    people.c.languages,
    people.c.tax_code,
    people.c.note,
    people.c.version,
).where(
    people.c.archived_at.is_(None), people.c.merged_into.is_(None), people.c.erased_at.is_(None)
)
_ORGANISATIONS = select(
    organisations.c.id,
    organisations.c.name,
    organisations.c.vat_number,
    organisations.c.email,
    organisations.c.phone,
    organisations.c.address,
    organisations.c.note,
    organisations.c.folded,
    organisations.c.version,
).where(organisations.c.archived_at.is_(None))


def live_people(connection: Connection) -> list[AnyRow]:
    """Everyone who is in the archive and may be met again in a file."""
    return list(connection.execute(_PEOPLE))


def live_organisations(connection: Connection) -> list[AnyRow]:
    return list(connection.execute(_ORGANISATIONS))


def members_now(connection: Connection, day: date) -> list[AnyRow]:
    """Who belongs to which organisation on ``day``."""
    return list(
        connection.execute(
            select(members.c.person, members.c.organisation).where(
                members.c.since <= day, or_(members.c.until.is_(None), members.c.until >= day)
            )
        )
    )


def held_now(connection: Connection, day: date) -> list[AnyRow]:
    """Holder and product of every plan and pass that has not ended on ``day``."""
    holder = func.coalesce(memberships.c.holder_person, memberships.c.holder_organisation)
    owner = func.coalesce(passes.c.holder_person, passes.c.holder_organisation)
    plans = select(holder.label("holder"), memberships.c.product).where(
        memberships.c.archived_at.is_(None),
        or_(memberships.c.ends.is_(None), memberships.c.ends >= day),
    )
    carnets = select(owner.label("holder"), passes.c.product).where(
        passes.c.archived_at.is_(None),
        or_(passes.c.valid_until.is_(None), passes.c.valid_until >= day),
    )
    return [*connection.execute(plans), *connection.execute(carnets)]


# --- what changed meanwhile ----------------------------------------------------------------------


def changes_seen(connection: Connection) -> tuple[int, frozenset[int]]:
    """How far the changes go: a number, and those before it that a late commit may join."""
    latest = connection.scalar(select(func.coalesce(func.max(changes.c.id), 0))) or 0
    since = max(0, latest - _LOOK_BACK)
    found = connection.scalars(select(changes.c.id).where(changes.c.id > since))
    return since, frozenset(found)


def changed_since(connection: Connection, seen: tuple[int, frozenset[int]]) -> bool:
    """Whether anything that concerns an import was changed since ``changes_seen``."""
    since, known = seen
    found = connection.scalars(
        select(changes.c.id).where(changes.c.id > since, changes.c.kind.in_(CONCERNS))
    )
    return any(one not in known for one in found)


# --- taking it back ------------------------------------------------------------------------------


def import_of(connection: Connection, import_id: UUID) -> AnyRow | None:
    return connection.execute(select(imports).where(imports.c.id == import_id)).first()


def latest_imports(connection: Connection, limit: int) -> list[AnyRow]:
    """The imports of the archive with who made them, the newest first."""
    newest = (
        select(imports, operators.c.name.label("operator_name"))
        .join(commands, commands.c.id == imports.c.command)
        .join(operators, operators.c.id == commands.c.operator)
        .order_by(imports.c.at.desc(), imports.c.id.desc())
        .limit(limit)
    )
    return list(connection.execute(newest))


def rows_of(connection: Connection, import_id: UUID) -> list[AnyRow]:
    """What each row of an import did, in the order of the file."""
    found = select(import_rows).where(import_rows.c["import"] == import_id)
    return list(connection.execute(found.order_by(import_rows.c.number, import_rows.c.id)))


def made(column: str, flag: str = "") -> Select[Any]:
    """The records of one kind that an import made (or, without ``flag``, touched)."""
    found = select(import_rows.c[column]).where(
        import_rows.c["import"] == bindparam("import"), import_rows.c[column].is_not(None)
    )
    return found.where(import_rows.c[flag]) if flag else found


_NEW_PEOPLE = made("person", "made_person")
_NEW_ORGANISATIONS = made("organisation", "made_organisation")
_PERSON = (people.c.given, people.c.family)


def _people_with(table: Any, column: Any, *where: Any) -> Any:
    return (
        select(*_PERSON)
        .join(table, column == people.c.id)
        .where(people.c.id.in_(_NEW_PEOPLE), *where)
        .distinct()
        .limit(bindparam("limit"))
    )


def _holders_of(table: Any, *where: Any) -> Any:
    """Who holds rows of ``table`` (memberships, passes) that look so."""
    return (
        select(
            func.coalesce(people.c.given, organisations.c.name).label("given"),
            func.coalesce(people.c.family, "").label("family"),
        )
        .select_from(table)
        .outerjoin(people, people.c.id == table.c.holder_person)
        .outerjoin(organisations, organisations.c.id == table.c.holder_organisation)
        .where(*where)
        .distinct()
        .limit(bindparam("limit"))
    )


def _not_ours(table: Any) -> Any:
    """Rows held by what the import made, that another command gave."""
    return and_(
        or_(
            table.c.holder_person.in_(_NEW_PEOPLE),
            table.c.holder_organisation.in_(_NEW_ORGANISATIONS),
        ),
        table.c.command != bindparam("command"),
        table.c.archived_at.is_(None),
    )


_GRANTED = (
    select(func.coalesce(func.sum(ledger.c.delta), 0))
    .where(ledger.c["pass"] == passes.c.id, ledger.c.command == bindparam("command"))
    .correlate(passes)
    .scalar_subquery()
)
_USED: tuple[tuple[str, Any], ...] = (
    ("visits", _people_with(visits, visits.c.person, visits.c.voided_at.is_(None))),
    ("card", _people_with(cards, cards.c.person)),
    ("expected", _people_with(expected, expected.c.person)),
    ("charge", _people_with(charges, charges.c.payer_person)),
    ("plan", _holders_of(memberships, _not_ours(memberships))),
    ("plan", _holders_of(passes, _not_ours(passes))),
    (
        "pass",
        _holders_of(passes, passes.c.id.in_(made("pass")), passes.c.balance != _GRANTED),
    ),
    (
        "plan",
        _holders_of(
            memberships, memberships.c.id.in_(made("membership")), memberships.c.version != 1
        ),
    ),
    (
        "visits",
        _holders_of(
            memberships,
            memberships.c.id.in_(
                select(visits.c.membership).where(
                    visits.c.membership.in_(made("membership")), visits.c.voided_at.is_(None)
                )
            ),
        ),
    ),
    (
        "changed",
        select(*_PERSON)
        .join(import_rows, import_rows.c.person == people.c.id)
        .where(
            import_rows.c["import"] == bindparam("import"),
            import_rows.c.version > 0,
            people.c.version != import_rows.c.version,
        )
        .distinct()
        .limit(bindparam("limit")),
    ),
    (
        "changed",
        select(organisations.c.name.label("given"), literal("").label("family"))
        .join(import_rows, import_rows.c.organisation == organisations.c.id)
        .where(
            import_rows.c["import"] == bindparam("import"),
            or_(
                and_(
                    import_rows.c.person.is_(None),
                    import_rows.c.version > 0,
                    organisations.c.version != import_rows.c.version,
                ),
                and_(import_rows.c.made_organisation, organisations.c.version != 1),
            ),
        )
        .limit(bindparam("limit")),
    ),
    (
        "member",
        select(organisations.c.name.label("given"), people.c.family)
        .join(members, members.c.organisation == organisations.c.id)
        .join(people, people.c.id == members.c.person)
        .where(organisations.c.id.in_(_NEW_ORGANISATIONS), members.c.id.not_in(made("member")))
        .limit(bindparam("limit")),
    ),
)


def used_since(
    connection: Connection, import_id: UUID, command: UUID, limit: int
) -> list[tuple[str, AnyRow]]:
    """Who of an import came, changed, got a card or a plan since: why, and given and family name."""
    found: list[tuple[str, AnyRow]] = []
    asked = {"import": import_id, "command": command, "limit": limit}
    for why, statement in _USED:
        found += [(why, row) for row in connection.execute(statement, asked)]
    return found[:limit]


def movements_of_command(connection: Connection, command: UUID, import_id: UUID) -> list[AnyRow]:
    """The movements that an import wrote, with what their passes hold now."""
    return list(
        connection.execute(
            select(
                ledger.c.id,
                ledger.c["pass"],
                ledger.c.delta,
                passes.c.balance,
                passes.c.movements,
            )
            .join(passes, passes.c.id == ledger.c["pass"])
            .where(
                passes.c.id.in_(made("pass")),
                ledger.c.command == bindparam("command"),
            ),
            {"import": import_id, "command": command},
        )
    )
