"""One call of the command line: the archive it opens, the people it finds, the files it writes."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from askadesk.cli_output import Ambiguous, Json, Output
from askadesk.core.errors import NotFound
from askadesk.core.i18n import _
from askadesk.core.ports import Clock, Ids, SystemClock, SystemIds
from askadesk.doctor import Check

if TYPE_CHECKING:
    from askadesk.core.opening import Opened
    from askadesk.hubs.rows import HubRow
    from askadesk.people.rows import PersonRow
    from askadesk.services import Services

_MOST_CANDIDATES, _LONGEST_PATH = 20, 1024
PICTURES = frozenset(
    (".png", ".jpg", ".jpeg", ".jpe", ".pdf", ".bmp", ".gif", ".tif", ".tiff", ".webp")
)


class WrongUse(Exception):
    """A call that cannot be understood, said in one sentence."""


@dataclass(frozen=True, slots=True)
class World:
    """What comes from outside: the door to the desk, Qt's checks, time, identities."""

    open_desk: Callable[[str | None, str | None], int]
    qt_checks: Callable[[], Sequence[Check]]
    clock: Clock = field(default_factory=SystemClock)
    ids: Ids = field(default_factory=SystemIds)


@dataclass
class Call:
    """One command being carried out. What it needs of the archive is opened when first asked for."""

    world: World
    database: str | None
    output: Output
    _opened: Opened | None = None

    def open(self, *, create: bool = False) -> Opened:
        """The archive, upgraded; made when it is not there and ``create``. Raises DatabaseAway."""
        from askadesk.core.opening import open_database

        if self._opened is None:
            self._opened = open_database(self.database, self.world.clock, create=create)
            if self._opened.backup is not None:
                said = _("A copy from before the update is in {path}.")
                self.output.note(said.format(path=self._opened.backup))
        return self._opened

    def close(self) -> None:
        """Let go of the archive."""
        if self._opened is not None:
            self._opened.engine.dispose()

    @cached_property
    def services(self) -> Services:
        """The services, for the first hub of the archive. Raises DatabaseAway and NotFound."""
        from askadesk.hubs.finding import actor_at
        from askadesk.services import build_services
        from db.values import Source

        engine, world = self.open().engine, self.world
        actor = actor_at(engine, Source.COMMAND_LINE, world.clock, world.ids)
        return build_services(engine, world.clock, world.ids, actor)

    @cached_property
    def hub(self) -> HubRow:
        return self.services.hub.row()

    def person(self, text: str, *, archived: bool = False) -> PersonRow:
        """The one person of that ID, or found by that text, with ``archived`` among those put away.

        Raises NotFound when there is none, Ambiguous when there are several.
        """
        identity = uuid_of(text)
        if identity is not None:
            return self.services.people.show(identity)
        find = partial(self.services.people.find, archived=archived)
        found = find(text, _MOST_CANDIDATES) if text.strip() else ()
        exact = [one for one in found if one.name.casefold() == text.strip().casefold()]
        found = tuple(exact) if len(exact) == 1 else found
        if not found:
            raise NotFound(_("Nobody was found for “{text}”.").format(text=_short(text)))
        if len(found) > 1:
            raise Ambiguous(
                _("Several people match “{text}”.").format(text=_short(text)),
                [candidate(one) for one in found],
                todo=_("Say more of the name, or give the ID."),
            )
        return found[0]


def candidate(person: PersonRow) -> Json:
    """Enough to tell namesakes apart."""
    fields = person.fields
    detail = " · ".join(filter(None, (fields.role, fields.organisation, fields.email)))
    return {"id": str(person.id), "name": person.name, "detail": detail}


def uuid_of(text: str) -> UUID | None:
    """The UUID that ``text`` is, None when it is something else."""
    try:
        return UUID(text.strip())
    except ValueError:
        return None


def _short(text: str, longest: int = 60) -> str:
    plain = "".join(char if char.isprintable() else " " for char in text)
    return plain if len(plain) <= longest else plain[: longest - 1] + "…"


def moment_of(text: str, hub: HubRow, now: datetime) -> datetime:
    """``--at``: ISO 8601 with its offset, or in the hub's wall time; an hour alone means today's.

    Raises WrongUse.
    """
    plain = text.strip()
    try:
        if len(plain) <= len("09:42:00"):
            wall = time.fromisoformat(plain)
            given = datetime.combine(hub.local(now).date(), wall.replace(tzinfo=None))
        else:
            given = datetime.fromisoformat(plain)
            if len(plain) <= len("2026-11-17"):
                raise ValueError(plain)
        local = given if given.tzinfo is not None else given.replace(tzinfo=hub.zone)
        return local.astimezone(UTC)
    except (ValueError, OverflowError) as error:
        said = _("“{text}” is not a time: give it as 2026-11-17T09:42 or 09:42.")
        raise WrongUse(said.format(text=_short(text))) from error


def day_of(text: str) -> date:
    """A day as 2026-12-31. Raises WrongUse."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError as error:
        raise WrongUse(_("A day is given as 2026-12-31.")) from error


def command_of(text: str | None) -> UUID | None:
    """``--command-id``. Raises WrongUse when it is no UUID."""
    command = uuid_of(text) if text is not None else None
    if text is not None and command is None:
        raise WrongUse(_("--command-id wants a UUID."))
    return command


def file_of(text: str) -> Path | None:
    """The picture or PDF that ``text`` names, None when it is a code.

    What lies on the disk is a file; so is what ends like a picture's name, and then it is missing.
    """
    if os.path.exists(text):
        return Path(text)
    named = os.path.splitext(text)[1].lower() in PICTURES and text.isprintable()
    return Path(text) if named and "://" not in text and len(text) < _LONGEST_PATH else None
