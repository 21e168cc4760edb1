"""Saying who is not there: asked only when the database has refused a command, not at every command."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from uuid import UUID

from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from askadesk.core.errors import NotFound
from askadesk.core.i18n import _
from askadesk.core.unit_of_work import UnitOfWork
from db.queries import people as query


@contextmanager
def speaking_of_strangers(
    unit: UnitOfWork,
    people: Collection[UUID | None],
    organisations: Collection[UUID | None] = (),
) -> Iterator[None]:
    """Raise NotFound where one of these is not there, and the database refused the command for that."""
    try:
        yield
    except IntegrityError as error:
        with unit.ask() as connection:
            missing = _missing(connection, people, organisations)
        if missing is None:
            raise
        raise missing from error


def _missing(
    connection: Connection,
    people: Collection[UUID | None],
    organisations: Collection[UUID | None],
) -> NotFound | None:
    ids = [one for one in people if one is not None]
    if set(ids) - query.known_among(connection, ids):
        return NotFound(_("This person is not in the archive."), code="unknown_person")
    firms = [one for one in organisations if one is not None]
    if set(firms) - query.organisations_of_ids(connection, firms).keys():
        what = _("This organisation is not in the archive.")
        return NotFound(what, code="unknown_organisation")
    return None
