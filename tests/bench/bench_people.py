"""The list of people and the search, in a very large hub and in one of PostgreSQL.

Each figure is asked of services on an archive that is opened anew, in a process that has done nothing
else. The floor of the list is one bare SELECT of as many rows by an index; that of a search the bare
driver's look-up of one word.
"""

from __future__ import annotations

import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path
from random import Random

from sqlalchemy import Engine, text

from askadesk.core.opening import open_database
from askadesk.core.ports import SystemIds
from askadesk.hubs.finding import actor_at
from askadesk.people.rows import PeopleFilter, PeopleQuery, PeopleSort
from askadesk.services import Services, build_services
from db.folding import word_id
from db.values import Source
from tests import postgres
from tests.bench.bench_scan import LARGE, SMALL, Ticking, _fill
from tests.bench.figure import Figure, against

PAGE, ROUNDS = 50, 5
SEARCHES, WARM_UP = 200, 40
LETTERS = "abcdefghilmnoprstuvz"


def run() -> list[Figure]:
    """The list's first page, filters, orders, a page far down, counts, all ids; searches."""
    with tempfile.TemporaryDirectory(prefix="askadesk-bench-") as name:
        large = str(Path(name) / "large.sqlite")
        _fill(large, LARGE)
        found = _apart(large, "SQLite, 100,000 people") + _floors(large)
    folder = postgres.new_folder()
    try:
        url = postgres.Server(folder).create("bench")
        _fill(url, SMALL)
        return _against_floors(found) + _apart(url, "PostgreSQL, 1,000 people")
    finally:
        postgres.remove(folder)


def _apart(database: str, where: str) -> list[Figure]:
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as measuring:
        return measuring.submit(measure, database, where).result()


def measure(database: str, where: str) -> list[Figure]:
    """All figures of one archive."""
    opened = open_database(database, Ticking())
    clock, ids = Ticking(), SystemIds()
    services = build_services(
        opened.engine, clock, ids, actor_at(opened.engine, Source.DESK, clock, ids)
    )
    found = _list(services, where) + _searches(services, opened.engine, where)
    opened.engine.dispose()
    return found


# --- the list ------------------------------------------------------------------------------------


def _list(services: Services, where: str) -> list[Figure]:
    listing = services.listing
    plain = PeopleQuery()
    opens = _timed(lambda: listing.page(plain, 0, PAGE))
    most = listing.counts(plain).everyone
    filters = {
        str(one): _median(lambda one=one: listing.page(PeopleQuery("", frozenset((one,))), 0, PAGE))  # type: ignore[misc]
        for one in PeopleFilter
    }
    orders = {
        f"{sort} {'down' if down else 'up'}": _median(
            lambda sort=sort, down=down: listing.page(
                PeopleQuery("", frozenset(), sort, down), 0, PAGE
            )  # type: ignore[misc]
        )
        for sort in PeopleSort
        for down in (True, False)
    }
    deep = {
        str(sort): _median(
            lambda sort=sort: listing.page(replace(plain, sort=sort), most * 9 // 10, PAGE)  # type: ignore[misc]
        )
        for sort in PeopleSort
    }
    counts = _median(lambda: listing.counts(plain))
    every_id = _median(lambda: listing.ids(plain))
    return [
        _figure(f"list opens, {where}", opens, 150),
        _worst("filter", filters, where),
        _worst("order", orders, where),
        _worst("page far down", deep, where),
        _figure(f"list counts, {where}", counts, None),
        _figure(f"ids of all, {where}", every_id, None),
    ]


def _worst(what: str, took: dict[str, float], where: str) -> Figure:
    name = max(took, key=took.__getitem__)
    return _figure(f"slowest {what} ({name}), {where}", took[name], 100)


def _figure(name: str, took: float, most: float | None) -> Figure:
    if most is None:
        return Figure(name, took, "ms")
    return Figure(name, took, "ms", wanted=f"<= {most:g} ms", kept=took <= most)


def _median(call: Callable[[], object]) -> float:
    return statistics.median(_timed(call) for _round in range(ROUNDS))


def _timed(call: Callable[[], object]) -> float:
    begun = time.perf_counter()
    call()
    return (time.perf_counter() - begun) * 1_000


# --- searches ------------------------------------------------------------------------------------


def _searches(services: Services, engine: Engine, where: str) -> list[Figure]:
    asked = questions(engine)
    for one in asked[:WARM_UP]:
        services.search.find(one)
    took = [_timed(lambda one=one: services.search.find(one)) for one in asked[WARM_UP:]]  # type: ignore[misc]
    cuts = statistics.quantiles(took, n=20)
    return [
        Figure(f"search p50, {where}", cuts[9], "ms"),
        _figure(f"search p95, {where}", cuts[18], 25),
    ]


def questions(engine: Engine) -> list[str]:
    """What people type: names in part and whole, numbers, addresses, nobody; every other with a slip."""
    random = Random("askadesk searches")
    with engine.connect() as connection:
        people = connection.execute(text("SELECT given, family, email, phone FROM people")).all()
    found = []
    for number in range(SEARCHES + WARM_UP):
        one = random.choice(people)
        family = one.family or one.given
        ways = (
            family,
            f"{one.given} {family}",
            family[:3],
            f"{family} {one.given[:1]}",
            one.phone,
            one.email.partition("@")[0] or family,
            one.given,
            "Zyxqw Krrrj",
            f"{one.given[:3]} {family[:4]}",
            one.given[:2],
        )
        typed = ways[number // 2 % len(ways)]
        found.append(" ".join(map(_slip(random), typed.split())) if number % 2 else typed)
    return found


def _slip(random: Random) -> Callable[[str], str]:
    def spoil(word: str) -> str:
        if len(word) < 4 or not word.isalpha():
            return word
        at = random.randrange(1, len(word) - 1)
        return random.choice(
            (
                word[:at] + word[at + 1 :],
                word[:at] + random.choice(LETTERS) + word[at:],
                word[:at] + word[at + 1] + word[at] + word[at + 2 :],
                word[:at] + random.choice(LETTERS) + word[at + 1 :],
            )
        )

    return spoil


# --- floors --------------------------------------------------------------------------------------


def _floors(database: str) -> list[Figure]:
    """What the bare driver takes for a page by its index, and for the people of one word."""
    connection = sqlite3.connect(database)
    page = (
        "SELECT id, given, family FROM people INDEXED BY ix_people_listed_visit"
        " WHERE archived_at IS NULL AND merged_into IS NULL"
        f" ORDER BY last_visit DESC LIMIT {PAGE}"
    )
    word = "SELECT ref FROM word_uses WHERE word = ?"
    key = (word_id("ferrero"),)
    floors = [
        Figure("floor page", _median(lambda: connection.execute(page).fetchall()), "ms"),
        Figure("floor word", _median(lambda: connection.execute(word, key).fetchall()), "ms"),
    ]
    connection.close()
    return floors


def _against_floors(found: list[Figure]) -> list[Figure]:
    *figures, page, word = found
    told = []
    for one in figures:
        is_search = one.name.startswith("search")
        floor, name = (word, "one word") if is_search else (page, "a bare page")
        measured = against(one.name, one.figure, "ms", floor.figure, name, one.wanted)
        told.append(replace(measured, kept=one.kept))
    return told
