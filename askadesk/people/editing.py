"""Two people at one record: the second is told who changed what."""

from __future__ import annotations

from dataclasses import fields as fields_of
from typing import Any
from uuid import UUID

from sqlalchemy import Connection

from askadesk.core.errors import ChangedMeanwhile
from askadesk.core.i18n import _
from db.queries import commands as query


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
