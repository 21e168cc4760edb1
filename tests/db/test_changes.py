"""One desk hears another: every change once, in whatever order it was committed."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import Connection, Engine, insert, text
from sqlalchemy.exc import DBAPIError

from askadesk.core.errors import DatabaseAway
from askadesk.core.watching import Watch
from db.base import table_of
from db.changes import ChangeFeed
from db.engine import make_engine, writing
from db.models import Change, Command
from tests.hub_of_tests import HubOfTests

changes, commands = table_of(Change), table_of(Command)
SOON = 5.0
AT_ONCE = 0.6


@pytest.fixture
def feed(hub: HubOfTests) -> Iterator[ChangeFeed]:
    """What a second desk hears of the hub, from now on."""
    made = feed_on(hub.engine)
    assert made.wait(0) == []
    yield made
    close(made)


def feed_on(engine: Engine) -> ChangeFeed:
    """A feed on an engine of its own, as another program has."""
    return ChangeFeed(make_engine(engine.url))


def close(feed: ChangeFeed) -> None:
    feed.close()
    assert feed.wait(0) == []
    feed._engine.dispose()


def heard(feed: ChangeFeed, kind: str) -> list[UUID]:
    """What was heard of that kind before the feed fell silent."""
    found: list[tuple[str, UUID]] = []
    while more := feed.wait(SOON if not found else AT_ONCE):
        found += more
    return [ref for one, ref in found if one == kind]


def test_an_entry_at_one_desk_is_heard_at_another(hub: HubOfTests, feed: ChangeFeed) -> None:
    member = hub.member("Giulia Ferrero")
    heard(feed, "person")
    entry = hub.by_sight(member)
    assert heard(feed, "visit") == [entry.visit]


def test_every_change_is_heard_once(hub: HubOfTests, feed: ChangeFeed) -> None:
    people = [hub.person() for _ in range(5)]
    assert heard(feed, "person") == people
    assert feed.wait(0) == []


def test_what_was_there_before_is_not_heard(hub: HubOfTests) -> None:
    hub.person()
    feed = feed_on(hub.engine)
    assert feed.wait(AT_ONCE) == []
    close(feed)


def test_silence_lasts_as_long_as_was_asked(hub: HubOfTests, feed: ChangeFeed) -> None:
    started = time.monotonic()
    assert feed.wait(AT_ONCE) == []
    assert AT_ONCE <= time.monotonic() - started < AT_ONCE + 2


def test_closing_wakes_whoever_waits(hub: HubOfTests) -> None:
    feed = feed_on(hub.engine)
    feed.wait(0)
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(feed.wait, 60)
        feed.close()
        assert waiting.result(SOON) == []
    assert feed.wait(60) == []
    feed._engine.dispose()


def test_a_refused_command_is_heard_of_too(hub: HubOfTests, feed: ChangeFeed) -> None:
    stranger = hub.person()
    heard(feed, "person")
    refused = hub.by_sight(stranger)
    assert heard(feed, "attempt") == [refused.command]


# --- on PostgreSQL, where commits cross -----------------------------------------------------------


@pytest.fixture
def postgres(postgres_url: str) -> Iterator[HubOfTests]:
    engine = make_engine(postgres_url)
    yield HubOfTests(engine)
    engine.dispose()


def change(hub: HubOfTests, connection: Connection) -> UUID:
    """Write one change with its command, without committing it."""
    actor, ref = hub.desk.actor, hub.ids.new()
    row: dict[str, Any] = {
        "id": ref,
        "kind": "tests",
        "fingerprint": "0" * 32,
        "hub": actor.hub,
        "operator": actor.operator,
        "device": actor.device,
        "source": actor.source,
        "at": hub.clock.time,
        "recorded_at": hub.clock.time,
        "result": "null",
    }
    connection.execute(insert(commands), row)
    connection.execute(insert(changes), {"kind": "thing", "ref": ref, "command": ref})
    return ref


def test_a_lower_number_committed_after_a_higher_one_is_heard(postgres: HubOfTests) -> None:
    feed = feed_on(postgres.engine)
    feed.wait(0)
    slow = postgres.engine.connect()
    first = change(postgres, slow)
    with writing(postgres.engine) as connection:
        second = change(postgres, connection)
    assert heard(feed, "thing") == [second]
    with writing(postgres.engine) as connection:
        third = change(postgres, connection)
    assert heard(feed, "thing") == [third]
    slow.commit()
    assert heard(feed, "thing") == [first]
    slow.close()
    close(feed)


def test_what_was_on_its_way_when_the_feed_began_is_heard(postgres: HubOfTests) -> None:
    slow = postgres.engine.connect()
    first = change(postgres, slow)
    with writing(postgres.engine) as connection:
        change(postgres, connection)
    feed = feed_on(postgres.engine)
    assert feed.wait(0) == []
    slow.commit()
    assert heard(feed, "thing") == [first]
    slow.close()
    close(feed)


def test_a_number_that_was_taken_back_is_not_waited_for(postgres: HubOfTests) -> None:
    feed = feed_on(postgres.engine)
    feed.wait(0)
    slow = postgres.engine.connect()
    change(postgres, slow)
    slow.rollback()
    slow.close()
    for _ in range(3):
        with writing(postgres.engine) as connection:
            new = change(postgres, connection)
        assert heard(feed, "thing") == [new]
    assert feed._missing == {}
    close(feed)


def test_many_desks_at_once_are_all_heard_once(postgres: HubOfTests) -> None:
    feed = feed_on(postgres.engine)
    feed.wait(0)
    start = threading.Barrier(4)

    def desk(_number: int) -> list[UUID]:
        start.wait(10)
        made = []
        for _ in range(25):
            with writing(postgres.engine) as connection:
                made.append(change(postgres, connection))
        return made

    with ThreadPoolExecutor(4) as pool:
        written = [ref for refs in pool.map(desk, range(4)) for ref in refs]
    found = heard(feed, "thing")
    assert (len(found), set(found)) == (100, set(written))
    close(feed)


# --- a connection that is lost -------------------------------------------------------------------


def kill(engine: Engine) -> None:
    with engine.connect() as connection:
        connection.execute(
            text(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        )


def test_what_was_committed_while_the_connection_was_lost_is_heard_after(
    postgres: HubOfTests,
) -> None:
    feed = feed_on(postgres.engine)
    feed.wait(0)
    kill(postgres.engine)
    with writing(postgres.engine) as connection:
        missed = change(postgres, connection)
    with pytest.raises(DBAPIError):
        feed.wait(SOON)
    assert heard(feed, "thing") == [missed]
    close(feed)


def test_a_watch_that_lost_its_server_says_so_and_goes_on(postgres: HubOfTests) -> None:
    engine = make_engine(postgres.engine.url)
    watch = Watch(engine)
    assert watch.wait(0) is None
    kill(postgres.engine)
    with pytest.raises(DatabaseAway) as refusal:
        watch.wait(SOON)
    assert refusal.value.code == "database_away"
    person = postgres.person()
    found = watch.wait(SOON)
    assert found is not None
    assert found.touches("person")
    assert person in found.ids
    watch.close()
    assert watch.wait(0) is None
    engine.dispose()
