"""Two records of one person made one, and taken apart again within the day.

What is written once (visits, movements, cards, consents, attempts) stays with the record that is gone and
is read together with the one that is kept. What can change (plans, passes, what is owed, who is expected,
who belongs where) moves, and each row that moved is written down, so that it can go back.
"""

from __future__ import annotations

from datetime import date, datetime
from functools import partial
from typing import Any
from uuid import UUID

from askadesk.core.errors import DeskError, InputError, NotFound
from askadesk.core.i18n import _
from askadesk.core.texts import LONGEST_NOTE
from askadesk.core.unit_of_work import Order, UnitOfWork, Work
from askadesk.hubs.finding import hub_of
from askadesk.people.editing import say, today_of
from askadesk.people.page import not_here
from askadesk.people.rules import sort_key
from db.queries import entries
from db.queries import merging as query
from db.queries import presence as presence_query
from db.queries.words import index_people
from db.values import Leaving

FILLED = (
    "given",
    "family",
    "role",
    "email",
    "phone",
    "skills",
    "seeks",
    "languages",
    "tax_code",
    "born_on",
)
BAR = ("barred_at", "barred_until", "barred_reason")


class Merging:
    """Commands that make two records one, and take it back."""

    _unit: UnitOfWork

    def merge(self, kept: UUID, gone: UUID, *, command: UUID | None = None) -> UUID:
        """Let the record ``gone`` become part of ``kept``; returns the merge.

        Nothing is lost, and until the hub's day is over it can be taken back. Raises NotFound, InputError
        for one and the same record, DeskError ``merged`` where either is part of another already.
        """
        if kept == gone:
            raise InputError(
                _("This is one record; choose another one to merge."), field="gone", code="same"
            )
        body = partial(_merge, kept, gone)
        order = Order("people.merge", {"kept": kept, "gone": gone}, body, str, UUID, command)
        return self._unit.do(order)

    def undo_merge(self, merge: UUID, *, command: UUID | None = None) -> None:
        """Take a merge back. What was recorded since stays with the record that was kept.

        Raises NotFound, and DeskError ``already_undone``, ``too_late`` when its day is over, or
        ``merged`` when the kept record became part of another since.
        """
        body = partial(_undo, merge)
        say(self._unit, "people.undo_merge", {"merge": merge}, body, command)


# --- merging -------------------------------------------------------------------------------------


def _merge(kept: UUID, gone: UUID, work: Work) -> UUID:
    connection = work.connection
    presence_query.lock_hub(connection, work.actor.hub)
    stays, goes = _both(work, kept, gone)
    today = today_of(work)
    left = _close_second(work, kept, gone)
    moved = query.move(connection, kept, gone, today)
    ends = query.longer_members(connection, kept, gone)
    values = _filled(stays, goes)
    merge = work.ids.new()
    query.write(connection, kept, {**values, "folded": _folded(stays, values)})
    query.write(connection, gone, {"merged_into": kept})
    query.add(
        connection,
        {
            "id": merge,
            "kept": kept,
            "gone": gone,
            "at": work.at,
            "command": work.command,
            "moved": [*moved, *(["visits", "checked_out_at", str(one)] for one in left)],
            "before": {
                "fields": {
                    name: [_stored(getattr(stays, name)), _stored(value)]
                    for name, value in values.items()
                },
                "members": ends,
            },
        },
    )
    query.renew_last_visit(connection, kept)
    _tell(work, kept, gone)
    return merge


def _both(work: Work, kept: UUID, gone: UUID) -> tuple[Any, Any]:
    """The rows of both, held until the command ends. Raises NotFound and DeskError."""
    rows = query.locked(work.connection, (kept, gone))
    if len(rows) != 2:
        raise not_here()
    for row in rows.values():
        if row.merged_into is not None:
            raise _part_of_another()
        if row.erased_at is not None:
            raise not_here()
    return rows[kept], rows[gone]


def _part_of_another() -> DeskError:
    return DeskError(
        _("One of these records became part of another one already."),
        code="merged",
        kept=_("Nothing was changed."),
        todo=_("Open the person again and look at who is there now."),
    )


def _close_second(work: Work, kept: UUID, gone: UUID) -> list[UUID]:
    """Someone is in once: where both records are in at a hub, the visit of the second is closed."""
    twice = query.inside_twice(work.connection, kept, gone)
    for visit in twice:
        entries.leave(work.connection, visit.id, max(work.at, visit.checked_in_at), Leaving.DESK)
        work.changed("visit", visit.id)
    return [visit.id for visit in twice]


def _filled(stays: Any, goes: Any) -> dict[str, Any]:
    """What changes in the kept record: its empty fields are filled, notes are put together, the stricter
    bar holds, and whoever is not put away stays at hand."""
    values = {
        name: getattr(goes, name)
        for name in FILLED
        if not getattr(stays, name) and getattr(goes, name)
    }
    notes = [one for one in (stays.note, goes.note) if one]
    together = "\n".join(dict.fromkeys(notes))
    if together != stays.note and len(together) <= LONGEST_NOTE:
        values["note"] = together
    if _is_stricter(goes, stays):
        values.update({name: getattr(goes, name) for name in BAR})
    if stays.archived_at is not None and goes.archived_at is None:
        values["archived_at"] = None
    return values


def _is_stricter(one: Any, other: Any) -> bool:
    """Whether ``one`` is barred for longer than ``other``."""
    if one.barred_at is None or other.barred_at is None:
        return one.barred_at is not None
    return (one.barred_until or date.max) > (other.barred_until or date.max)


def _folded(row: Any, values: dict[str, Any]) -> str:
    now = {name: values.get(name, getattr(row, name)) for name in FILLED}
    return sort_key(now["given"], now["family"])


def _stored(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date | datetime) else value


def _read(name: str, stored: Any) -> Any:
    if stored is None:
        return None
    if name in ("born_on", "barred_until"):
        return date.fromisoformat(stored)
    return datetime.fromisoformat(stored) if name.endswith("_at") else stored


def _tell(work: Work, kept: UUID, gone: UUID) -> None:
    index_people(work.connection, (kept, gone))
    work.changed("person", kept)
    work.changed("person", gone)


# --- taking it back ------------------------------------------------------------------------------


def _undo(merge: UUID, work: Work) -> None:
    connection = work.connection
    presence_query.lock_hub(connection, work.actor.hub)
    row = query.merge(connection, merge)
    if row is None:
        raise NotFound(_("There is nothing to take back."), code="nothing_to_undo")
    rows = query.locked(connection, (row.kept, row.gone))
    _may_undo(work, row, rows[row.kept])
    query.move_back(connection, row.kept, row.gone, row.moved)
    _open_again(work, row)
    _give_back(work, rows[row.kept], row.before)
    query.write(connection, row.gone, {"merged_into": None})
    query.close(connection, merge, work.now, work.command)
    query.renew_last_visit(connection, row.kept)
    _tell(work, row.kept, row.gone)


def _may_undo(work: Work, merge: Any, kept: Any) -> None:
    if merge.undone_at is not None:
        raise DeskError(
            _("This was taken back already."),
            code="already_undone",
            kept=_("Nothing was changed."),
        )
    hub = hub_of(work.connection, work.actor.hub)
    if hub.local(merge.at).date() != hub.local(work.at).date():
        raise DeskError(
            _("A merge can be taken back on its own day only."),
            code="too_late",
            kept=_("Nothing was changed."),
        )
    if kept.merged_into is not None:
        raise DeskError(
            _("The record that was kept became part of another one since."),
            code="merged",
            kept=_("Nothing was changed."),
            todo=_("Take the later merge back first."),
        )


def _open_again(work: Work, merge: Any) -> None:
    """Whose second visit was closed by the merge is in again, unless its times were put right since."""
    closed = [UUID(key) for table, _column, key in merge.moved if table == "visits"]
    for visit in query.closed_by_merge(work.connection, closed, merge.at):
        entries.leave(work.connection, visit, None, None)
        work.changed("visit", visit)


def _give_back(work: Work, kept: Any, before: dict[str, Any]) -> None:
    """Empty what was filled, as far as nobody wrote something else there since."""
    values = {
        name: _read(name, was)
        for name, (was, became) in before.get("fields", {}).items()
        if _stored(getattr(kept, name)) == became
    }
    now = {name: values.get(name, getattr(kept, name)) for name in FILLED}
    values["folded"] = sort_key(now["given"], now["family"])
    query.write(work.connection, kept.id, values)
    query.shorten_members(work.connection, before.get("members", []))
