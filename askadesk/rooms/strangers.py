"""Saying who of a booking or of those who wait is not there."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext

from askadesk.core.unit_of_work import UnitOfWork
from askadesk.people import strangers
from askadesk.rooms.rows import NewBooking
from askadesk.rooms.waiting_rows import NewWaiting


def speaking_of_strangers(
    unit: UnitOfWork, new: NewBooking | NewWaiting | None
) -> AbstractContextManager[None]:
    """Raise NotFound where somebody whom ``new`` names is not there, and the database refused it for that."""
    if new is None:
        return nullcontext()
    people = new.people if isinstance(new, NewBooking) else ()
    return strangers.speaking_of_strangers(unit, (*people, new.person), (new.organisation,))
