"""Taking an import back as a whole: nothing is deleted, and nothing that was used since is touched."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any
from uuid import UUID

from sqlalchemy import Select, Table, update

from askadesk.core.errors import DeskError, NotFound
from askadesk.core.i18n import _
from askadesk.core.unit_of_work import Work
from askadesk.people.rules import full_name, sort_key
from askadesk.transfer.rows import Used
from askadesk.transfer.words import used_sentence
from db.queries import transfer as query
from db.queries.entries import insert_movement
from db.queries.words import index_organisation, index_person
from db.values import Movement

MOST_NAMED = 5
_STEPS = 7
Told = Callable[[int, int], None]


class StillUsed(DeskError):
    """Something of the import was used since; ``used`` says what, a few at most."""

    code = "import_used"

    def __init__(self, used: tuple[Used, ...]) -> None:
        super().__init__(
            _("This import cannot be taken back any more: {what}").format(
                what=" ".join(used_sentence(one) for one in used)
            ),
            kept=_("Everything stays as it is."),
            todo=_("Put single records right on their own pages."),
        )
        self.used = used


def take_back(import_id: UUID, told: Told, work: Work) -> int:
    """Archive what the import made, empty what it filled, take back its movements; how many rows that
    were. Raises NotFound, and StillUsed when something of it was used since."""
    made = query.import_of(work.connection, import_id)
    if made is None:
        raise NotFound(_("This import is not in the archive."))
    if made.undone_at is not None:
        raise DeskError(
            _("This import was taken back already."),
            code="already_undone",
            todo=_("Nothing more is needed."),
        )
    used = query.used_since(work.connection, import_id, made.command, MOST_NAMED)
    if used:
        found = {Used(full_name(row.given, row.family), why): None for why, row in used}
        raise StillUsed(tuple(found))
    rows = query.rows_of(work.connection, import_id)
    for step, undo in enumerate(_steps(made, rows, work)):
        told(step, _STEPS)
        undo()
    work.connection.execute(
        update(query.imports)
        .where(query.imports.c.id == import_id)
        .values(undone_at=work.now, undone_by=work.actor.operator)
    )
    for kind in ("person", "organisation", "pass", "membership", "import"):
        work.changed(kind, import_id)
    return len(rows)


def _steps(made: Any, rows: list[Any], work: Work) -> tuple[Callable[[], None], ...]:
    archive = partial(_archive, made.id, work)
    return (
        partial(_reverse, made, work),
        partial(archive, query.passes, query.made("pass")),
        partial(archive, query.memberships, query.made("membership")),
        partial(_leave, made.id, work),
        partial(_empty, rows, work),
        partial(archive, query.people, query.made("person", "made_person")),
        partial(archive, query.organisations, query.made("organisation", "made_organisation")),
    )


def _reverse(made: Any, work: Work) -> None:
    """Take back what was granted, each movement by its own reverse."""
    found = query.movements_of_command(work.connection, made.command, made.id)
    rows = [
        {
            "id": work.ids.new(),
            "pass": row._mapping["pass"],
            "seq": row.movements + 1,
            "kind": Movement.REVERSE,
            "delta": -row.delta,
            "balance_after": row.balance - row.delta,
            "at": work.at,
            "day": None,
            "person": None,
            "visit": None,
            "booking": None,
            "extra": False,
            "reverses": row.id,
            "reason": made.name,
            "command": work.command,
        }
        for row in found
    ]
    insert_movement.prepare(work.connection.dialect, rows).send(work.connection)


def _archive(import_id: UUID, work: Work, table: Table, made: Select[Any]) -> None:
    """Put away the records of one kind that the import made."""
    work.connection.execute(
        update(table)
        .where(table.c.id.in_(made))
        .values(archived_at=work.now, version=table.c.version + 1),
        {"import": import_id},
    )


def _leave(import_id: UUID, work: Work) -> None:
    """Whoever joined an organisation by the import is not in it any more, from today on."""
    members, before = query.members, work.at.date() - timedelta(days=1)
    joined = members.c.id.in_(query.made("member"))
    asked = {"import": import_id}
    late = update(members).where(joined, members.c.since > before)
    work.connection.execute(late.values(since=before, until=before), asked)
    early = update(members).where(joined, members.c.until.is_(None))
    work.connection.execute(early.values(until=before), asked)


def _empty(rows: list[Any], work: Work) -> None:
    """Empty again what was filled in records that were there before."""
    for row in rows:
        if not row.filled or row.made_person or (row.person is None and row.made_organisation):
            continue
        table = query.people if row.person is not None else query.organisations
        who = row.person or row.organisation
        emptied = {column: None if column == "born_on" else "" for column in row.filled}
        work.connection.execute(
            update(table).where(table.c.id == who).values(version=table.c.version + 1, **emptied)
        )
        if row.person is not None:
            _fold_again(who, work)
            index_person(work.connection, who)
        else:
            index_organisation(work.connection, who)


def _fold_again(person: UUID, work: Work) -> None:
    people = query.people
    row = work.connection.execute(people.select().where(people.c.id == person)).one()
    folded = sort_key(row.given, row.family)
    work.connection.execute(update(people).where(people.c.id == person).values(folded=folded))
