"""Bringing a file in: read it, see what it would do, do it in one transaction, take it back as a whole."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

from askadesk.core.errors import ChangedMeanwhile, InputError
from askadesk.core.i18n import _
from askadesk.core.unit_of_work import Order, UnitOfWork, Work
from askadesk.hubs.finding import hub_day
from askadesk.transfer import words
from askadesk.transfer.knowledge import Knowledge, read_knowledge
from askadesk.transfer.memory import many_rows
from askadesk.transfer.planning import Plan, plan_import
from askadesk.transfer.reading import read_file
from askadesk.transfer.rows import Choices, Imported, Source
from askadesk.transfer.undoing import take_back
from askadesk.transfer.writing import Ready, make_ready, send
from db.engine import take_stock
from db.queries import transfer as query

Told = Callable[[int, int], None]
_TRIES = 3
_KINDS = ("person", "organisation", "membership", "pass", "import")


def silent(_done: int, _of: int) -> None:
    """For whoever does not want to hear how far the work is."""


class _Moved(Exception):
    """The archive changed between the preview and the transaction."""


class TransferService:
    """Commands and questions of data coming in. The long ones take ``told``, which hears how far they are
    and stops them by raising."""

    def __init__(self, unit: UnitOfWork) -> None:
        self._unit = unit

    def read(self, path: Path, sheet: str | None = None, encoding: str | None = None) -> Source:
        """The table in a file. Raises InputError when there is none to be had."""
        return read_file(path, sheet, encoding)

    def knowledge(self, told: Told = silent) -> Knowledge:
        """What has to be known of the archive for previews."""
        with self._unit.ask() as connection:
            today = hub_day(connection, self._unit)
            return read_knowledge(connection, today, partial(told, 0, 0))

    def preview(
        self, source: Source, choices: Choices, known: Knowledge, told: Told = silent
    ) -> Plan:
        """What each row would do, as the choices stand. Nothing is written."""
        with many_rows():
            return plan_import(source, choices, known, self._unit.ids, told)

    def carry_out(
        self, plan: Plan, told: Told = silent, *, command: UUID | None = None
    ) -> Imported:
        """Write everything that the plan holds, in one transaction, or nothing.

        What changed in the archive since the preview is looked at again first. Raises InputError when
        rows still wait for a choice, and ChangedMeanwhile when a row would now do something else.
        """
        if not plan.preview.ready:
            raise InputError(words.ready_sentence(plan.preview), code="import_waiting")
        command = command or self._unit.ids.new()
        for _attempt in range(_TRIES):
            plan = self._brought_up_to_date(plan, told)
            ready = self._make_ready(plan, command, told)
            try:
                done = self._write(plan, ready, told)
            except _Moved:
                continue
            take_stock(self._unit.engine)
            return done
        raise _changed()

    def undo(self, import_id: UUID, told: Told = silent, *, command: UUID | None = None) -> int:
        """Take an import back as a whole; how many rows that were.

        Raises NotFound, and StillUsed (a DeskError that says what) when something of it was used since.
        """
        return self._unit.do(
            Order(
                "transfer.undo",
                {"import": import_id},
                partial(take_back, import_id, told),
                int,
                int,
                command,
            )
        )

    def latest(self, limit: int = 10) -> tuple[Imported, ...]:
        """The imports of this archive, the newest first."""
        with self._unit.ask() as connection:
            rows = query.latest_imports(connection, limit)
        return tuple(_imported(row) for row in rows)

    # inside --------------------------------------------------------------------------------------

    def _brought_up_to_date(self, plan: Plan, told: Told) -> Plan:
        """The plan, made anew where the archive changed; raises where rows would do something else."""
        with self._unit.ask() as connection:
            changed = query.changed_since(connection, plan.knowledge.seen)
        if not changed:
            return plan
        preview = plan.preview
        again = self.preview(preview.source, preview.choices, self.knowledge(told), told)
        before = [(row.outcome, row.filled, row.holding) for row in preview.rows]
        if before != [(row.outcome, row.filled, row.holding) for row in again.preview.rows]:
            raise _changed()
        return again

    def _make_ready(self, plan: Plan, command: UUID, told: Told) -> Ready:
        unit = self._unit
        with many_rows():
            return make_ready(
                plan,
                hub=unit.actor.hub,
                command=command,
                at=unit.clock.now(),
                ids=unit.ids,
                dialect=unit.engine.dialect,
                told=told,
            )

    def _write(self, plan: Plan, ready: Ready, told: Told) -> Imported:
        arguments = {"digest": plan.preview.source.digest, "rows": len(plan.deeds)}
        return self._unit.do(
            Order(
                "transfer.import",
                arguments,
                partial(_write, plan, ready, told),
                _to_json,
                _from_json,
                ready.command,
            )
        )


def _write(plan: Plan, ready: Ready, told: Told, work: Work) -> Imported:
    if query.changed_since(work.connection, plan.knowledge.seen):
        raise _Moved
    if not send(work.connection, ready, told):
        raise _Moved
    for kind in _KINDS:
        work.changed(kind, ready.imported.id)
    return ready.imported


def _changed() -> ChangedMeanwhile:
    return ChangedMeanwhile(
        _("The archive changed while you were looking: some rows would now do something else."),
        kept=_("Nothing was imported; your choices stay."),
        todo=_("Look at the rows again, then import."),
    )


def _imported(row: Any) -> Imported:
    return Imported(
        row.id,
        row.name,
        row.at,
        row.people,
        row.updated,
        row.organisations,
        row.memberships,
        row.passes,
        row.left_out,
        row.undone_at,
        row.operator_name,
    )


def _to_json(done: Imported) -> dict[str, Any]:
    return {
        "id": str(done.id),
        "name": done.name,
        "at": done.at.isoformat(),
        "people": done.people,
        "updated": done.updated,
        "organisations": done.organisations,
        "memberships": done.memberships,
        "passes": done.passes,
        "left_out": done.left_out,
    }


def _from_json(body: dict[str, Any]) -> Imported:
    moment = datetime.fromisoformat(body["at"])
    return Imported(**{**body, "id": UUID(body["id"]), "at": moment})
