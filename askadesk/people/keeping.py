"""Who is not let in for a time, and who is put away."""

from __future__ import annotations

from datetime import date
from functools import partial
from uuid import UUID

from sqlalchemy import update

from askadesk.core.errors import DeskError, InputError
from askadesk.core.i18n import _
from askadesk.core.texts import checked_reason
from askadesk.core.unit_of_work import UnitOfWork, Work
from askadesk.people.editing import kept_person, say, today_of
from db.base import table_of
from db.models import Person
from db.queries import person_page as query
from db.values import Role

people = table_of(Person)


class Keeping:
    """Commands that bar people, put them away, and take both back."""

    _unit: UnitOfWork

    def bar(
        self,
        person: UUID,
        reason: str,
        until: date | None = None,
        *,
        command: UUID | None = None,
    ) -> None:
        """Let a person in no longer, for ``reason``, until a day (included) or until it is lifted.

        Raises InputError for a missing reason or a day that is past.
        """
        plain = checked_reason(reason)
        arguments = {"person": person, "reason": plain, "until": until}
        say(self._unit, "people.bar", arguments, partial(_bar, person, plain, until), command)

    def lift_bar(self, person: UUID, *, command: UUID | None = None) -> None:
        """Let a person in again. Raises DeskError ``manager_needed`` for anyone but a manager."""
        say(self._unit, "people.lift_bar", {"person": person}, partial(_lift, person), command)

    def archive(self, person: UUID, *, command: UUID | None = None) -> None:
        """Put a person away: no list shows them and no card of theirs opens the door. Nothing is lost.

        Raises DeskError ``inside`` for someone who is in.
        """
        say(self._unit, "people.archive", {"person": person}, partial(_archive, person), command)

    def bring_back(self, person: UUID, *, command: UUID | None = None) -> None:
        """Bring a person back from the archive."""
        body = partial(_bring_back, person)
        say(self._unit, "people.bring_back", {"person": person}, body, command)


def _bar(person: UUID, reason: str, until: date | None, work: Work) -> None:
    if until is not None and until < today_of(work):
        raise InputError(
            _("This day is past."),
            field="until",
            code="too_early",
            todo=_("Choose a day to come, or leave it empty until it is lifted."),
        )
    row = kept_person(work, person)
    _write(work, row.id, barred_at=work.now, barred_until=until, barred_reason=reason)


def _lift(person: UUID, work: Work) -> None:
    if work.actor.role is not Role.MANAGER:
        raise DeskError(
            _("Only a manager lets someone in again who was barred."),
            code="manager_needed",
            kept=_("Nothing was changed."),
            todo=_("Ask a manager."),
        )
    row = kept_person(work, person)
    _write(work, row.id, barred_at=None, barred_until=None, barred_reason="")


def _archive(person: UUID, work: Work) -> None:
    row = kept_person(work, person)
    records = query.records_of(work.connection, row.id)
    if query.inside_anywhere(work.connection, records):
        raise DeskError(
            _("This person is in at the moment."),
            code="inside",
            kept=_("Nothing was changed."),
            todo=_("Check them out first."),
        )
    _write(work, row.id, archived_at=row.archived_at or work.now)


def _bring_back(person: UUID, work: Work) -> None:
    _write(work, kept_person(work, person).id, archived_at=None)


def _write(work: Work, person: UUID, **values: object) -> None:
    work.connection.execute(update(people).where(people.c.id == person).values(**values))
    work.changed("person", person)
