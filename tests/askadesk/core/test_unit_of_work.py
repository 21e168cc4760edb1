"""One command is one transaction: its rows, its answer, its changes; or nothing at all."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import insert, text, update
from sqlalchemy.exc import DBAPIError

from askadesk.core.changes import Changes
from askadesk.core.errors import ChangedMeanwhile, CommandReused, DatabaseAway, DeskError
from askadesk.core.unit_of_work import Order, UnitOfWork, Work
from db.base import table_of
from db.engine import make_engine
from db.models import Change, Command, Organisation, Person
from db.values import Source
from tests.hub_of_tests import HubOfTests

organisations = table_of(Organisation)


def unit_of(hub: HubOfTests, publish: Callable[[Changes], None] | None = None) -> UnitOfWork:
    return UnitOfWork(hub.engine, hub.desk.actor, hub.clock, hub.ids, publish)


def found(work: Work, name: str) -> UUID:
    """Write an organisation; the body of the orders below."""
    new = work.ids.new()
    row = {"id": new, "name": name, "folded": name, "vat_number": "", "email": "", "version": 1}
    work.connection.execute(insert(organisations), row | {"created_at": work.now})
    work.changed("organisation", new)
    return new


def order(
    body: Callable[[Work], Any] | None = None, command: UUID | None = None, name: str = "Studio"
) -> Order[Any]:
    """An order to write an organisation, or to do ``body``."""
    return Order(
        kind="tests.found",
        arguments={"name": name},
        body=body or partial(found, name=name),
        encode=str,
        decode=UUID,
        command=command,
    )


def names(hub: HubOfTests) -> list[str]:
    return [row.name for row in hub.rows(Organisation)]


@pytest.fixture
def postgres(postgres_url: str) -> Iterator[HubOfTests]:
    """A hub on PostgreSQL, where commands really meet."""
    engine = make_engine(postgres_url)
    yield HubOfTests(engine)
    engine.dispose()


# --- once ----------------------------------------------------------------------------------------


def test_the_same_command_gives_its_first_answer_and_one_row(hub: HubOfTests) -> None:
    unit, command = unit_of(hub), uuid4()
    first = unit.do(order(command=command))
    assert unit.do(order(command=command)) == first
    assert names(hub) == ["Studio"]


def test_the_same_command_with_other_arguments_is_refused(hub: HubOfTests) -> None:
    unit, command = unit_of(hub), uuid4()
    unit.do(order(command=command))
    with pytest.raises(CommandReused) as refusal:
        unit.do(order(command=command, name="Altro"))
    assert (refusal.value.code, bool(refusal.value.kept)) == ("command_reused", True)
    assert names(hub) == ["Studio"]


def test_a_command_keeps_who_where_when_and_through_what(hub: HubOfTests) -> None:
    command = uuid4()
    unit_of(hub).do(order(command=command))
    [row] = hub.rows(Command, Command.id == command)
    actor = hub.desk.actor
    assert (row.hub, row.operator, row.device) == (actor.hub, actor.operator, actor.device)
    assert (row.source, row.kind) == (Source.DESK, "tests.found")
    assert (row.at, row.recorded_at) == (hub.clock.time, hub.clock.time)


def test_a_command_from_elsewhere_keeps_its_own_time(hub: HubOfTests) -> None:
    earlier = hub.moment("08:30")
    late = Order("tests.found", {}, partial(found, name="Studio"), str, UUID, uuid4(), earlier)
    unit_of(hub).do(late)
    [row] = hub.rows(Command, Command.id == late.command)
    assert (row.at, row.recorded_at) == (earlier, hub.clock.time)


# --- all or nothing ------------------------------------------------------------------------------


def raising(error: Exception, work: Work) -> UUID:
    found(work, "Studio")
    raise error


@pytest.mark.parametrize(
    "error", [DeskError("Not today."), ValueError("a bug")], ids=["a refusal", "a bug"]
)
def test_it_leaves_nothing_behind(hub: HubOfTests, error: Exception) -> None:
    heard: list[Changes] = []
    commands = len(hub.rows(Command))
    with pytest.raises(type(error)):
        unit_of(hub, heard.append).do(order(partial(raising, error), uuid4()))
    assert (names(hub), heard, len(hub.rows(Command))) == ([], [], commands)
    assert not [row for row in hub.rows(Change) if row.kind == "organisation"]


def test_a_broken_promise_is_said_in_a_sentence(hub: HubOfTests) -> None:
    entry = hub.scan(hub.member()).visit
    other = hub.scan(hub.member()).visit

    def swap(work: Work) -> UUID:
        statement = "UPDATE visits SET voided_at = checked_in_at, person = person WHERE id = :a"
        raw = [
            one.bytes if hub.engine.dialect.name == "sqlite" else one
            for one in (entry, other)
            if one
        ]
        work.connection.execute(text(statement), {"a": raw[0]})
        work.connection.execute(
            text("UPDATE visits SET voided_at = NULL WHERE id = :a"), {"a": raw[0]}
        )
        return uuid4()

    with pytest.raises(DeskError) as refusal:
        unit_of(hub).do(order(swap))
    assert refusal.value.code == "already_undone"
    assert all(part for part in (refusal.value.what, refusal.value.kept, refusal.value.todo))


def test_what_no_promise_names_stays_a_bug(hub: HubOfTests) -> None:
    def wrong(work: Work) -> UUID:
        work.connection.execute(text("SELECT banana FROM hubs"))
        return uuid4()

    with pytest.raises(DBAPIError):
        unit_of(hub).do(order(wrong))


# --- what the others hear ------------------------------------------------------------------------


def test_every_change_is_a_row_of_the_feed(hub: HubOfTests) -> None:
    command = uuid4()
    new = unit_of(hub).do(order(command=command))
    [row] = hub.rows(Change, Change.command == command)
    assert (row.kind, row.ref) == ("organisation", new)


def test_changes_are_published_once_and_after_the_commit(hub: HubOfTests) -> None:
    heard: list[tuple[Changes, list[str]]] = []
    unit = unit_of(hub, lambda changes: heard.append((changes, names(hub))))
    new = unit.do(order())
    [(changes, seen)] = heard
    assert changes == Changes(frozenset({"organisation"}), frozenset({new}))
    assert (seen, changes.touches("organisation"), changes.touches("visit")) == (
        ["Studio"],
        True,
        False,
    )


def test_a_replay_and_a_command_that_changed_nothing_are_not_published(hub: HubOfTests) -> None:
    heard: list[Changes] = []
    unit, command = unit_of(hub, heard.append), uuid4()
    unit.do(order(command=command))
    unit.do(order(command=command))
    unit.do(order(lambda _work: uuid4()))
    assert len(heard) == 1


# --- two at once ---------------------------------------------------------------------------------


def test_the_slower_of_two_editors_is_told(hub: HubOfTests) -> None:
    person = hub.person("Giulia Ferrero")

    def edit(work: Work) -> UUID:
        mine = work.session.get(Person, person)
        assert mine is not None
        # Someone else is faster, between reading and writing.
        faster = update(table_of(Person)).values(version=Person.version + 1)
        work.connection.execute(faster)
        mine.note = "mia"
        return person

    with pytest.raises(ChangedMeanwhile) as refusal:
        unit_of(hub).do(order(edit))
    assert refusal.value.code == "changed_meanwhile"
    assert hub.rows(Person)[0].note == ""


def test_rows_written_through_the_orm_are_part_of_the_command(hub: HubOfTests) -> None:
    person = hub.person("Giulia Ferrero")

    def edit(work: Work) -> UUID:
        mine = work.session.get(Person, person)
        assert mine is not None
        mine.note = "ceramista"
        return person

    unit_of(hub).do(order(edit))
    assert (hub.rows(Person)[0].note, hub.rows(Person)[0].version) == ("ceramista", 2)


def crossing(unit: UnitOfWork, first: UUID, second: UUID, met: threading.Barrier) -> None:
    """Touch two rows, the second only once somebody else holds it."""
    tries = 0

    def body(work: Work) -> UUID:
        nonlocal tries
        tries += 1
        for place, row in enumerate((first, second)):
            statement = update(organisations).where(organisations.c.id == row)
            work.connection.execute(statement.values(version=organisations.c.version + 1))
            if place == 0 and tries == 1:
                met.wait(10)
        return first

    unit.do(order(body))


def test_two_commands_that_lock_each_other_out_both_succeed(postgres: HubOfTests) -> None:
    one, other = postgres.organisation("Uno"), postgres.organisation("Due")
    met, unit = threading.Barrier(2), unit_of(postgres)
    with ThreadPoolExecutor(2) as pool:
        waiting = [
            pool.submit(crossing, unit, one, other, met),
            pool.submit(crossing, unit, other, one, met),
        ]
        for each in waiting:
            each.result(30)
    assert [row.version for row in postgres.rows(Organisation)] == [3, 3]


def test_commands_that_never_stop_meeting_are_told_that_the_archive_is_busy(
    postgres: HubOfTests,
) -> None:
    tries = []

    def body(work: Work) -> UUID:
        tries.append(work.command)
        work.connection.execute(
            text("DO $$ BEGIN RAISE EXCEPTION 'again' USING ERRCODE = '40001'; END $$")
        )
        return uuid4()

    with pytest.raises(DatabaseAway) as refusal:
        unit_of(postgres).do(order(body))
    assert (refusal.value.code, len(tries), len(set(tries))) == ("database_busy", 4, 1)


def test_the_same_command_on_two_connections_at_once_is_done_once(postgres: HubOfTests) -> None:
    met, unit, command = threading.Barrier(2), unit_of(postgres), uuid4()
    tries = []

    def body(work: Work) -> UUID:
        tries.append(1)
        new = found(work, "Studio")
        if len(tries) <= 2:
            met.wait(10)
        return new

    with ThreadPoolExecutor(2) as pool:
        answers = [pool.submit(unit.do, order(body, command)) for _ in range(2)]
        assert answers[0].result(30) == answers[1].result(30)
    assert names(postgres) == ["Studio"]


# --- a connection that dies ----------------------------------------------------------------------

KILL_OTHERS = text(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
)


def kill(hub: HubOfTests) -> None:
    """End every connection to the hub's database, as a server that restarts does."""
    other = make_engine(hub.engine.url)
    with other.connect() as connection:
        connection.execute(KILL_OTHERS)
    other.dispose()


def test_a_command_on_a_connection_that_died_meanwhile_is_done_once(postgres: HubOfTests) -> None:
    unit = unit_of(postgres)
    unit.do(order())
    kill(postgres)
    unit.do(order(name="Altro"))
    assert names(postgres) == ["Studio", "Altro"]


def test_a_command_cut_off_in_the_middle_is_done_once(postgres: HubOfTests) -> None:
    tries = []

    def body(work: Work) -> UUID:
        tries.append(work.command)
        new = found(work, "Studio")
        if len(tries) == 1:
            kill(postgres)
        return new

    new = unit_of(postgres).do(order(body))
    assert [row.id for row in postgres.rows(Organisation)] == [new]
    assert (len(tries), len(set(tries))) == (2, 1)


def test_a_command_whose_commit_was_not_heard_is_not_done_twice(
    postgres: HubOfTests, monkeypatch: pytest.MonkeyPatch
) -> None:
    commits = []
    commit = postgres.engine.dialect.do_commit

    def deaf(connection: Any) -> None:
        commit(connection)
        commits.append(1)
        if len(commits) == 1:
            kill(postgres)
            connection.execute("SELECT 1")  # the answer to the commit never arrives

    unit = unit_of(postgres)
    monkeypatch.setattr(postgres.engine.dialect, "do_commit", deaf)
    new = unit.do(order())
    monkeypatch.undo()
    assert [row.id for row in postgres.rows(Organisation)] == [new]


def test_a_question_on_a_dead_connection_is_answered_when_asked_again(
    postgres: HubOfTests,
) -> None:
    postgres.desk.hub.row()
    kill(postgres)
    with pytest.raises(DatabaseAway) as refusal:
        postgres.desk.hub.row()
    assert refusal.value.code == "database_away"
    assert postgres.desk.hub.row().name == "Aska"
