"""Saying who of a booking is not there: asked only when the database has refused it, not at every booking."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from askadesk.core.errors import NotFound
from askadesk.core.i18n import _
from askadesk.core.unit_of_work import UnitOfWork
from askadesk.rooms.rows import NewBooking
from askadesk.rooms.waiting_rows import NewWaiting
from db.queries import people as query


@contextmanager
def speaking_of_strangers(unit: UnitOfWork, new: NewBooking | NewWaiting | None) -> Iterator[None]:
    """Raise NotFound where somebody whom ``new`` names is not there, and the database refused it for that."""
    try:
        yield
    except IntegrityError as error:
        if new is None:
            raise
        with unit.ask() as connection:
            missing = _missing(connection, new)
        if missing is None:
            raise
        raise missing from error


def _missing(connection: Connection, new: NewBooking | NewWaiting) -> NotFound | None:
    named = list(new.people) if isinstance(new, NewBooking) else []
    ids = [*named, new.person] if new.person is not None else named
    if set(ids) - query.known_among(connection, ids):
        return NotFound(_("This person is not in the archive."), code="unknown_person")
    firms = [] if new.organisation is None else [new.organisation]
    if set(firms) - query.organisations_of_ids(connection, firms).keys():
        what = _("This organisation is not in the archive.")
        return NotFound(what, code="unknown_organisation")
    return None
