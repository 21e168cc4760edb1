"""The demo hub is believable, the same every time, and keeps every promise of the desk."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, text

from askadesk.core.errors import DeskError
from askadesk.core.ports import SystemIds
from askadesk.demo.build import DAYS, PEOPLE, SEED, build_demo, existing_demo
from askadesk.hubs.finding import actor_at
from askadesk.hubs.rows import NewHub
from askadesk.hubs.setting_up import set_up
from askadesk.presence.request import ScanRequest
from askadesk.presence.rows import Verdict
from askadesk.services import Services, build_services
from db.engine import make_engine
from db.upgrade import upgrade
from db.values import Source
from tests import counts
from tests.askadesk.command_line import TUESDAY_MORNING, CommandLine
from tests.hub_of_tests import ROME, SetClock

NIGHT = datetime(2026, 11, 17, 23, 15, tzinfo=ROME)


class Demo:
    """A demo hub and its desk, at the moment for which it was made."""

    def __init__(
        self,
        engine: Engine,
        now: datetime = TUESDAY_MORNING,
        *,
        people: int = PEOPLE,
        days: int = DAYS,
        seed: int = SEED,
    ) -> None:
        self.engine, self.clock = engine, SetClock(now)
        self.summary = build_demo(engine, now=now, people=people, days=days, seed=seed)

    @property
    def desk(self) -> Services:
        ids = SystemIds()
        actor = actor_at(self.engine, Source.DESK, self.clock, ids)
        return build_services(self.engine, self.clock, ids, actor)

    def scan(self, key: str) -> Verdict:
        """Try one of the cards that the demo proposes."""
        code = next(one.code for one in self.summary.examples if one.key == key)
        return self.desk.presence.scan(ScanRequest(code=code))

    def scalar(self, statement: str) -> int:
        with self.engine.connect() as connection:
            return int(connection.execute(text(statement)).scalar_one())

    def column(self, statement: str) -> list[object]:
        with self.engine.connect() as connection:
            return list(connection.execute(text(statement)).scalars())


@pytest.fixture
def engine(database_url: str) -> Engine:
    return make_engine(database_url)


@pytest.fixture
def sqlite_engine(sqlite_url: str) -> Engine:
    return make_engine(sqlite_url)


# --- believable ----------------------------------------------------------------------------------


def test_on_a_tuesday_morning_37_people_are_in_and_24_lines_are_expected(engine: Engine) -> None:
    demo = Demo(engine)
    today = demo.desk.reading.today()
    assert (today.bodies, today.capacity, today.guests) == (37, 60, 5)
    assert demo.summary.inside == 37
    assert len(today.expected) == 24
    assert len({row.kind for row in today.expected}) == 4
    names = {row.name for row in today.present}
    assert {"Đorđe Đukić", "李伟", "محمد العلي", "Amina El Idrissi", "Fatou Diop"} <= names
    newest = [row.name for row in today.recent if row.person is not None]
    assert newest[0] == "Marco Bellino"
    assert len(today.recent) == 12


def test_each_card_to_try_shows_its_situation(engine: Engine) -> None:
    demo = Demo(engine)
    answers = {one.key: demo.scan(one.key) for one in demo.summary.examples}
    assert {key: (verdict.code, verdict.left) for key, verdict in answers.items()} == {
        "carnet": ("pass", 6),
        "any_hour": ("membership", None),
        "finished": ("exhausted", 0),
        "team_full": ("team_full", None),
        "half_day": ("pass", 3),
        "shared": ("organisation_pass", 2),
        "debt": ("exhausted", 0),
        "three_days": ("membership", answers["three_days"].left),
        "not_yet": ("not_yet", None),
        "expired": ("expired", None),
        "barred": ("see_reception", None),
        "lost": ("revoked", None),
    }
    # Told of the latest of his carnets, finished on the Friday before.
    assert answers["finished"].params == {"day": "2026-11-13"}
    assert "debt" in answers["debt"].ways_out
    assert "debt" not in answers["finished"].ways_out
    card = demo.desk.reading.card(answers["carnet"])
    assert [alert.code for alert in card.alerts] == ["due", "birthday"]


def test_carnets_are_at_every_level(sqlite_engine: Engine) -> None:
    demo = Demo(sqlite_engine)
    balances = demo.column(
        "SELECT p.balance FROM passes p JOIN products q ON q.id = p.product"
        " WHERE q.code = 'carnet-10'"
    )
    assert set(range(11)) <= set(balances)


def test_the_weekdays_have_their_rhythm(sqlite_engine: Engine) -> None:
    demo = Demo(sqlite_engine, days=90)
    days = Counter(
        date.fromisoformat(str(day)).weekday() for day in demo.column("SELECT day FROM visits")
    )
    assert days[1] > days[4] > days[5] > days[6]
    assert days[2] > 4 * days[5]


# --- the same every time -------------------------------------------------------------------------


def everything(url: str, seed: int) -> dict[str, list[str]]:
    """Every row of a demo, table by table; the machine's own name stays out."""
    engine = make_engine(url)
    upgrade(engine, TUESDAY_MORNING)
    build_demo(engine, now=TUESDAY_MORNING, seed=seed, people=60, days=20)
    tables = ("people", "credentials", "memberships", "passes", "ledger", "visits", "expected")
    with engine.connect() as connection:
        rows = {
            table: sorted(map(repr, connection.execute(text(f"SELECT * FROM {table}"))))
            for table in tables
        }
    engine.dispose()
    return rows


def test_the_same_seed_makes_the_same_hub_and_another_seed_another(tmp_path: Path) -> None:
    first, again, other = (
        everything(f"sqlite:///{tmp_path}/{name}.sqlite", seed)
        for name, seed in (("first", 7), ("again", 7), ("other", 8))
    )
    assert first == again
    assert all(first[table] != other[table] for table in ("people", "credentials", "visits"))


def test_the_codes_depend_on_the_seed_alone(tmp_path: Path) -> None:
    codes = []
    for number, now in enumerate((TUESDAY_MORNING, NIGHT + timedelta(days=40))):
        engine = make_engine(tmp_path / f"{number}.sqlite")
        upgrade(engine, now)
        summary = build_demo(engine, now=now, days=number)
        codes.append([(one.key, one.code) for one in summary.examples])
        engine.dispose()
    assert codes[0] == codes[1]


# --- at any hour ---------------------------------------------------------------------------------


def test_at_night_only_people_with_24_hours_are_in_and_one_card_still_opens(
    sqlite_engine: Engine,
) -> None:
    demo = Demo(sqlite_engine, NIGHT)
    present = demo.desk.reading.present()
    assert {row.detail for row in present} == {"Postazione 24 ore"}
    assert demo.scan("any_hour").code == "membership"
    assert demo.scan("carnet").code == "closed"


@given(
    minute=st.integers(0, 7 * 365 * 24 * 60),
    people=st.integers(40, 130),
    days=st.integers(0, 40),
    seed=st.integers(0, 1000),
)
@settings(
    max_examples=counts.count(4, 12),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_whatever_the_moment_and_the_numbers_the_books_are_right(
    tmp_path_factory: pytest.TempPathFactory, minute: int, people: int, days: int, seed: int
) -> None:
    now = datetime(2024, 1, 1, tzinfo=UTC) + timedelta(minutes=minute)
    engine = make_engine(tmp_path_factory.mktemp("demo") / "desk.sqlite")
    upgrade(engine, now)
    demo = Demo(engine, now, people=people, days=days, seed=seed)
    check_the_books(demo)
    assert demo.scalar("SELECT count(*) FROM people") == people
    today = demo.desk.reading.today()
    assert today.bodies == demo.summary.inside < today.capacity
    assert demo.scan("any_hour").code == "membership"
    engine.dispose()


def check_the_books(demo: Demo) -> None:
    """Visits, ledger and balances say the same, and nobody is in twice or before coming."""
    assert (
        demo.scalar(
            "SELECT count(*) FROM passes p WHERE p.balance <>"
            " (SELECT coalesce(sum(delta), 0) FROM ledger l WHERE l.pass = p.id)"
            " OR p.movements <> (SELECT count(*) FROM ledger l WHERE l.pass = p.id)"
        )
        == 0
    )
    assert (
        demo.scalar(
            "SELECT count(*) FROM visits v WHERE v.basis = 'pass' AND 1 <>"
            " (SELECT count(*) FROM ledger l WHERE l.visit = v.id AND l.kind = 'draw')"
        )
        == 0
    )
    assert (
        demo.scalar(
            "SELECT count(*) FROM visits v JOIN passes p ON p.id = v.pass"
            " WHERE v.day < p.valid_from OR v.day > p.valid_until"
        )
        == 0
    )
    assert (
        demo.scalar(
            "SELECT count(*) FROM visits v JOIN memberships m ON m.id = v.membership"
            " WHERE v.day < m.starts OR v.day > m.ends"
        )
        == 0
    )
    assert (
        demo.scalar(
            "SELECT count(*) FROM visits a JOIN visits b ON a.person = b.person AND a.id <> b.id"
            " AND a.basis <> 'guest' AND b.basis <> 'guest'"
            " AND a.checked_in_at <= b.checked_in_at"
            " AND (a.checked_out_at IS NULL OR a.checked_out_at > b.checked_in_at)"
        )
        == 0
    )
    assert demo.scalar("SELECT count(*) FROM visits") == demo.summary.visits


def test_the_books_are_right_on_both_databases(engine: Engine) -> None:
    check_the_books(Demo(engine))


# --- only where there is room for it -------------------------------------------------------------


def test_a_demo_that_is_there_already_is_told_again_and_left_as_it_is(ask: CommandLine) -> None:
    first = ask.json("demo", "--people", "50", "--days", "10")
    again = ask.json("demo", "--people", "80", "--days", "20", "--seed", "1")
    assert (first.code, again.code) == (0, 0)
    assert first.line == again.line | {"created": True}
    assert again.line["created"] is False
    assert "nothing was changed" in ask("demo").out


def test_an_archive_that_holds_a_hub_is_left_alone(ask: CommandLine) -> None:
    engine = make_engine(ask.database)
    set_up(engine, NewHub("Vera"), ask.clock, SystemIds())
    said = ask.json("demo")
    assert (said.code, said.line["error"]) == (1, "not_empty")
    with engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM people")).scalar() == 0
    engine.dispose()


def test_a_demo_stopped_half_way_is_not_taken_for_a_whole_one(sqlite_engine: Engine) -> None:
    def stop(done: int, _days: int) -> None:
        if done == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build_demo(sqlite_engine, now=TUESDAY_MORNING, days=10, progress=stop)
    with pytest.raises(DeskError) as told:
        existing_demo(sqlite_engine)
    assert told.value.code == "demo_unfinished"


@pytest.mark.parametrize("numbers", [("--people", "3"), ("--days", "-1"), ("--people", "many")])
def test_numbers_that_make_no_hub_are_wrong_use(
    ask_sqlite: CommandLine, numbers: tuple[str, str]
) -> None:
    assert ask_sqlite("demo", *numbers).code == 2


def test_a_large_demo_tells_how_far_it_is_beside_the_result(ask_sqlite: CommandLine) -> None:
    said = ask_sqlite.json("demo", "--people", "2600", "--days", "40")
    assert said.err == "".join(f"{done} of 40 days\n" for done in (10, 20, 30, 40))
    assert said.line["people"] == 2600
    assert said.line["capacity"] == 1300
