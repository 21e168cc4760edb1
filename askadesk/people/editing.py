"""What commands on people share; and two people at one record: the second is told who changed what."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields as fields_of
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Connection

from askadesk.core.errors import ChangedMeanwhile, NotFound
from askadesk.core.i18n import _
from askadesk.core.unit_of_work import Order, UnitOfWork, Work
from askadesk.hubs.finding import hub_of
from db.queries import commands as query
from db.queries import person_page as page_query


def nothing(_value: Any) -> None:
    """The stored answer of a command that answers nothing."""


def changed_meanwhile(
    connection: Connection,
    error: ChangedMeanwhile,
    ref: UUID,
    theirs: Any,
    mine: Any,
    version: int,
) -> ChangedMeanwhile:
    """``error`` with what stands now, who wrote it and when, and the fields in which both differ.

    ``theirs`` and ``mine`` are frozen rows of the same kind.
    """
    latest = query.latest_on(connection, ref)
    by = latest.operator if latest is not None else ""
    said = _("{name} changed this a moment ago.").format(name=by) if by else error.what
    return ChangedMeanwhile(
        said,
        kept=_("Their change is saved; yours is still on your screen."),
        todo=_("Look at both, then choose."),
        theirs=theirs,
        by=by,
        at=latest.at if latest is not None else None,
        version=version,
        differing=tuple(
            one.name
            for one in fields_of(theirs)
            if getattr(theirs, one.name) != getattr(mine, one.name)
        ),
    )


def say(
    unit: UnitOfWork,
    kind: str,
    arguments: Mapping[str, Any],
    body: Callable[[Work], None],
    command: UUID | None,
) -> None:
    """Carry out a command that answers nothing."""
    unit.do(Order(kind, arguments, body, nothing, nothing, command))


def kept_person(work: Work, person: UUID) -> Any:
    """The row of a person, or of the record that they became part of. Raises NotFound."""
    kept = page_query.standing(work.connection, person)
    row = page_query.person(work.connection, kept, today_of(work)) if kept is not None else None
    if row is None:
        raise NotFound(_("This person is not in the archive."))
    return row


def today_of(work: Work) -> date:
    """Today, as the actor's hub counts days."""
    return hub_of(work.connection, work.actor.hub).local(work.at).date()
