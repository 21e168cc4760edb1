"""Cards: issued, printed again, lost, replaced, stopped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from uuid import UUID

from sqlalchemy import Connection, insert, select, update

from askadesk.access.codes import KEY_LETTERS, CodeKeys, make_code, new_number, short_code
from askadesk.core.errors import DeskError, NotFound
from askadesk.core.i18n import _
from askadesk.core.ports import Ids
from askadesk.core.unit_of_work import Order, UnitOfWork, Work
from askadesk.people.strangers import speaking_of_strangers
from db.base import table_of
from db.models import CodeKey, Credential
from db.queries import people as query
from db.values import CredentialKind, CredentialStatus

credentials, code_keys = table_of(Credential), table_of(CodeKey)
SECRET_BYTES = 32


@dataclass(frozen=True, slots=True)
class CredentialRow:
    """A card as the desk sees it; ``code`` is the whole code, ``short`` what can be typed."""

    id: UUID
    person: UUID
    code: str
    short: str
    kind: CredentialKind
    status: CredentialStatus
    status_at: datetime
    issued_at: datetime
    prints: int


class AccessService:
    """Commands and questions about credentials. The keys are read once and kept."""

    def __init__(self, unit: UnitOfWork) -> None:
        self._unit = unit
        self._keys: CodeKeys | None = None

    def keys(self) -> CodeKeys:
        """The keys that prove codes, read from the database at first use."""
        if self._keys is None:
            with self._unit.ask() as connection:
                self._keys = read_keys(connection)
        return self._keys

    def codes_of(self, people: Sequence[UUID]) -> tuple[CredentialRow, ...]:
        """Every card of these people, newest first."""
        keys = self.keys()
        with self._unit.ask() as connection:
            rows = query.credentials_of(connection, people)
        return tuple(
            CredentialRow(
                row.id,
                row.owner,
                make_code(keys, row.number, row.key_letter),
                row.short,
                row.kind,
                row.status,
                row.status_at,
                row.issued_at,
                row.prints,
            )
            for row in rows
        )

    def card_of(self, person: UUID, *, command: UUID | None = None) -> CredentialRow:
        """The person's active card; a new one is issued when there is none."""
        found = self.cards_of([person], command=command).get(person)
        if found is None:
            raise NotFound(_("This person is not in the archive."))
        return found

    def cards_of(
        self, people: Sequence[UUID], *, command: UUID | None = None
    ) -> dict[UUID, CredentialRow]:
        """The newest active card of each of these people; those without one are given one, all in one
        transaction. Of a record that became part of another it is the other's card."""
        with self._unit.ask() as connection:
            owners = query.owners_of(connection, people)
        active = self._active(list(owners.values()))
        missing = [one for one in dict.fromkeys(owners.values()) if one not in active]
        if missing:
            self._unit.do(
                Order(
                    kind="access.issue_many",
                    arguments={"people": missing},
                    body=lambda work: issue_many(work, self.keys(), missing),
                    encode=lambda _none: None,
                    decode=lambda _none: None,
                    command=command,
                )
            )
            active = self._active(list(owners.values()))
        return {person: active[owner] for person, owner in owners.items()}

    def _active(self, people: Sequence[UUID]) -> dict[UUID, CredentialRow]:
        cards = reversed(self.codes_of(people))
        return {one.person: one for one in cards if one.status is CredentialStatus.ACTIVE}

    def issue(
        self,
        person: UUID,
        kind: CredentialKind = CredentialKind.CARD,
        *,
        command: UUID | None = None,
    ) -> UUID:
        """Give a person a new code; returns the credential."""
        return self._do("access.issue", {"person": person, "kind": kind}, command, person, kind)

    def _do(
        self,
        kind: str,
        arguments: dict[str, object],
        command: UUID | None,
        person: UUID,
        credential_kind: CredentialKind,
    ) -> UUID:
        order = Order(
            kind=kind,
            arguments=arguments,
            body=lambda work: issue(work, self.keys(), person, credential_kind),
            encode=str,
            decode=UUID,
            command=command,
        )
        with speaking_of_strangers(self._unit, (person,)):
            return self._unit.do(order)

    def printed(self, credentials_: Sequence[UUID], *, command: UUID | None = None) -> None:
        """Note that cards were printed; a card printed again keeps its code."""
        self._unit.do(
            Order(
                kind="access.printed",
                arguments={"credentials": list(credentials_)},
                body=partial(_count_prints, tuple(credentials_)),
                encode=lambda _none: None,
                decode=lambda _none: None,
                command=command,
            )
        )

    def lose(self, credential: UUID, *, command: UUID | None = None) -> None:
        """Stop a card that was lost. It never opens the door again."""
        self._stop(credential, CredentialStatus.LOST, command)

    def revoke(self, credential: UUID, *, command: UUID | None = None) -> None:
        """Stop a card."""
        self._stop(credential, CredentialStatus.REVOKED, command)

    def replace(self, credential: UUID, *, command: UUID | None = None) -> UUID:
        """Stop a lost card and issue a new one in the same transaction; returns the new credential."""

        def body(work: Work) -> UUID:
            person, kind = _stop(work, credential, CredentialStatus.LOST)
            return issue(work, self.keys(), person, kind)

        arguments = {"credential": credential}
        return self._unit.do(Order("access.replace", arguments, body, str, UUID, command))

    def _stop(self, credential: UUID, status: CredentialStatus, command: UUID | None) -> None:
        self._unit.do(
            Order(
                kind="access.stop",
                arguments={"credential": credential, "status": status},
                body=lambda work: _stop(work, credential, status),
                encode=lambda _stopped: None,
                decode=lambda _none: None,
                command=command,
            )
        )


def read_keys(connection: Connection) -> CodeKeys:
    """The keys of this database; the newest one signs new codes."""
    rows = connection.execute(select(code_keys).order_by(code_keys.c.created_at)).all()
    if not rows:
        raise NotFound(
            _("This archive has no keys for cards yet."),
            code="no_keys",
            todo=_("Set up a hub first."),
        )
    return CodeKeys({row.letter: row.secret for row in rows}, rows[-1].letter)


def make_key(connection: Connection, ids: Ids, at: datetime) -> None:
    """Add a first or a newer key; codes made with the older ones stay good."""
    used = set(connection.scalars(select(code_keys.c.letter)))
    letter = next(letter for letter in KEY_LETTERS if letter not in used)
    row = {"letter": letter, "secret": ids.random_bytes(SECRET_BYTES), "created_at": at}
    connection.execute(insert(code_keys), row)


def issue(work: Work, keys: CodeKeys, person: UUID, kind: CredentialKind) -> UUID:
    """Write a new active credential for ``person``. The short code is unique, so a taken one is drawn anew."""
    return issue_many(work, keys, [person], kind)[0]


def issue_many(
    work: Work,
    keys: CodeKeys,
    people: Sequence[UUID],
    kind: CredentialKind = CredentialKind.CARD,
) -> list[UUID]:
    """The same for many people at once, in as many questions as for one."""
    rows = [
        {
            "id": work.ids.new(),
            "person": person,
            "key_letter": keys.current,
            "number": number,
            "short": short_code(number),
            "kind": kind,
            "status": CredentialStatus.ACTIVE,
            "status_at": work.now,
            "issued_at": work.now,
            "prints": 0,
            "version": 1,
        }
        for person, number in zip(people, _free_numbers(work, len(people)), strict=True)
    ]
    work.connection.execute(insert(credentials), rows)
    made: list[UUID] = [row["id"] for row in rows]  # type: ignore[misc]
    for credential in made:
        work.changed("credential", credential)
    return made


def _free_numbers(work: Work, count: int) -> list[str]:
    """New numbers whose short codes are not taken, neither in the archive nor among themselves."""
    free: dict[str, str] = {}
    while len(free) < count:
        drawn = {
            short_code(number): number
            for number in (new_number(work.ids.random_bytes) for _one in range(count - len(free)))
        }
        taken = _taken(work.connection, list(drawn))
        free |= {short: number for short, number in drawn.items() if short not in taken}
    return list(free.values())


def _taken(connection: Connection, shorts: Sequence[str]) -> set[str]:
    taken = select(credentials.c.short).where(credentials.c.short.in_(shorts))
    return set(connection.scalars(taken))


def _stop(work: Work, credential: UUID, status: CredentialStatus) -> tuple[UUID, CredentialKind]:
    row = work.connection.execute(select(credentials).where(credentials.c.id == credential)).first()
    if row is None:
        raise NotFound(_("This card is not in the archive."))
    if row.status is not CredentialStatus.ACTIVE:
        raise DeskError(_("This card was stopped already."), code="revoked")
    work.connection.execute(
        update(credentials)
        .where(credentials.c.id == credential)
        .values(status=status, status_at=work.now, version=credentials.c.version + 1)
    )
    work.changed("credential", credential)
    return row.person, row.kind


def _count_prints(credentials_: tuple[UUID, ...], work: Work) -> None:
    work.connection.execute(
        update(credentials)
        .where(credentials.c.id.in_(credentials_))
        .values(prints=credentials.c.prints + 1)
    )
    for credential in credentials_:
        work.changed("credential", credential)
