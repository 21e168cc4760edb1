"""One command is one transaction: its rows, its stored answer and its changes, or nothing at all."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Generic, TypeVar
from uuid import UUID

from sqlalchemy import Connection, Engine, bindparam, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from askadesk.core.changes import Changes
from askadesk.core.database_errors import is_worth_a_retry, spoken
from askadesk.core.errors import ChangedMeanwhile, CommandReused
from askadesk.core.i18n import _
from askadesk.core.ports import Clock, Ids
from db.base import table_of
from db.engine import reading, writing
from db.models import Change, Command
from db.planned import Planned, PlannedInsert, PlannedSelect, Step, together
from db.values import Role, Source

T = TypeVar("T")
TRIES = 4

_commands = table_of(Command)
_changes = table_of(Change)
_find_command = PlannedSelect(
    select(_commands.c.fingerprint, _commands.c.result).where(_commands.c.id == bindparam("id"))
)
_insert_command = PlannedInsert(_commands)
_insert_change = PlannedInsert(_changes, "id")
_check_promises = Planned(text("SET CONSTRAINTS ALL IMMEDIATE"))


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts, at which hub, on which device, and through what."""

    hub: UUID
    operator: UUID
    device: UUID
    source: Source
    role: Role = Role.RECEPTIONIST


@dataclass(slots=True)
class Work:
    """The inside of one command. Rows go through ``connection`` (fast) or ``session`` (ORM); those that
    nobody reads again in it may wait in ``closing``, to be written in one go with its own."""

    connection: Connection
    actor: Actor
    command: UUID
    at: datetime
    now: datetime
    ids: Ids
    touched: list[tuple[str, UUID]] = field(default_factory=list)
    closing: list[Step] = field(default_factory=list)
    _session: Session | None = None

    @property
    def session(self) -> Session:
        """An ORM session on the same transaction, made when first asked for."""
        if self._session is None:
            self._session = Session(self.connection, expire_on_commit=False)
        return self._session

    def changed(self, kind: str, ref: UUID) -> None:
        """Tell the other screens and desks that ``ref`` changed, once the command is committed."""
        self.touched.append((kind, ref))

    def flush(self) -> None:
        """Send what the session still holds."""
        if self._session is not None:
            self._session.flush()


@dataclass(frozen=True, slots=True)
class Order(Generic[T]):
    """A command as it is asked for. ``arguments`` tell a replay from another command with the same id."""

    kind: str
    arguments: Mapping[str, Any]
    body: Callable[[Work], T]
    encode: Callable[[T], Any]
    decode: Callable[[Any], T]
    command: UUID | None = None
    at: datetime | None = None
    prepare: Callable[[Connection], None] | None = None


class UnitOfWork:
    """Runs commands and questions on one database for one actor."""

    def __init__(
        self,
        engine: Engine,
        actor: Actor,
        clock: Clock,
        ids: Ids,
        publish: Callable[[Changes], None] | None = None,
    ) -> None:
        self.engine, self.actor, self.clock, self.ids = engine, actor, clock, ids
        self._publish = publish

    def do(self, order: Order[T]) -> T:
        """Run a command, or give the first answer again when its id is known.

        Raises CommandReused when the id is known with other arguments, and the DeskErrors of the
        body, of the database's promises and of a database that is away.
        """
        with speaking_errors():
            answer, touched = self._until_done(order)
        if touched and self._publish is not None:
            kinds = frozenset(kind for kind, _ref in touched)
            self._publish(Changes(kinds, frozenset(ref for _kind, ref in touched)))
        return answer

    def _until_done(self, order: Order[T]) -> tuple[T, list[tuple[str, UUID]]]:
        """Try again what only met another command or a connection that had died.

        A command whose commit was cut off may have been done: asked again under its own id it gives
        its answer and is not done twice.
        """
        command, may_be_known = order.command or self.ids.new(), order.command is not None
        for _attempt in range(TRIES - 1):
            try:
                return self._once(order, command, may_be_known=may_be_known)
            except DBAPIError as error:
                if not is_worth_a_retry(error):
                    raise
                may_be_known = True
        return self._once(order, command, may_be_known=True)

    def _once(
        self, order: Order[T], command: UUID, *, may_be_known: bool
    ) -> tuple[T, list[tuple[str, UUID]]]:
        print_of = fingerprint(order.kind, order.arguments)
        with writing(self.engine) as connection:
            if order.prepare is not None:
                order.prepare(connection)
            if may_be_known:
                known = _find_command.first(connection, {"id": command})
                if known is not None:
                    return order.decode(_first_answer(known, print_of)), []
            now = self.clock.now()
            work = Work(connection, self.actor, command, order.at or now, now, self.ids)
            answer = order.body(work)
            work.flush()
            self._record(work, order.kind, print_of, order.encode(answer))
            return answer, work.touched

    def _record(self, work: Work, kind: str, print_of: str, result: Any) -> None:
        command = {
            "id": work.command,
            "kind": kind,
            "fingerprint": print_of,
            "hub": self.actor.hub,
            "operator": self.actor.operator,
            "device": self.actor.device,
            "source": self.actor.source,
            "at": work.at,
            "recorded_at": work.now,
            "result": json.dumps(result, ensure_ascii=False),
        }
        steps: list[Step] = [*work.closing, (_insert_command, command)]
        for kind, ref in work.touched:
            steps.append((_insert_change, {"kind": kind, "ref": ref, "command": work.command}))
        if work.connection.dialect.name == "postgresql":
            steps.append((_check_promises, {}))
        together(work.connection, *steps)

    @contextmanager
    def ask(self) -> Iterator[Connection]:
        """A connection for a question: one consistent state, nothing written."""
        with speaking_errors(), reading(self.engine) as connection:
            yield connection


def fingerprint(kind: str, arguments: Mapping[str, Any]) -> str:
    """What tells two commands apart: their kind and arguments, without keeping them."""
    body = json.dumps([kind, arguments], sort_keys=True, default=str, ensure_ascii=False)
    # Half a surrogate pair comes out of some clipboards; whether it can be kept is for the command.
    return hashlib.sha256(body.encode(errors="surrogatepass")).hexdigest()[:32]


def _first_answer(known: Any, print_of: str) -> Any:
    if known.fingerprint != print_of:
        raise CommandReused(
            _("This command number was already used for something else."),
            kept=_("The first command stands as it was."),
            todo=_("Ask again with a new number."),
        )
    return json.loads(known.result)


@contextmanager
def speaking_errors() -> Iterator[None]:
    """Turn what the database refuses into sentences; what is a bug stays one."""
    try:
        yield
    except StaleDataError as error:
        raise ChangedMeanwhile(
            _("Someone else changed this record a moment ago."),
            kept=_("Their change is saved; yours is still on your screen."),
            todo=_("Look at it again, then save."),
        ) from error
    except DBAPIError as error:
        said = spoken(error)
        if said is None:
            raise
        raise said from error
