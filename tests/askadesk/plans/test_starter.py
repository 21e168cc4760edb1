"""A new hub begins with what was picked: all of it, in one transaction, and once only."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from askadesk.core.errors import DeskError, InputError
from askadesk.core.opening import look_at, open_database
from askadesk.core.ports import SystemIds
from askadesk.hubs.finding import actor_at, is_empty
from askadesk.hubs.rows import NewHub
from askadesk.plans.starter import FirstRun, begin, checked_hub, starter_plans
from askadesk.services import Services, build_services
from db.values import Source

SINCE = date(2026, 11, 17)


class Morning:
    def now(self) -> datetime:
        return datetime(2026, 11, 17, 8, 42, tzinfo=UTC)


@pytest.fixture
def empty(blank_database_url: str) -> Iterator[Engine]:
    engine = open_database(blank_database_url, Morning()).engine
    yield engine
    engine.dispose()


def first_run(**changes: object) -> FirstRun:
    plans = tuple(one.product for one in starter_plans(SINCE))
    hub = NewHub("Aska", capacity=40, operator="Marta")
    return replace(FirstRun(hub, plans), **changes)  # type: ignore[arg-type]


def services_of(engine: Engine) -> Services:
    ids = SystemIds()
    return build_services(engine, Morning(), ids, actor_at(engine, Source.DESK, Morning(), ids))


def test_the_hub_its_operator_and_every_plan_are_there(empty: Engine) -> None:
    begin(empty, first_run(), Morning(), SystemIds())
    services = services_of(empty)
    assert (services.hub.row().name, services.hub.row().capacity) == ("Aska", 40)
    assert services.hub.operator_name() == "Marta"
    offered = {offer.code for offer in services.plans.offers(SINCE)}
    assert offered == {one.product.code for one in starter_plans(SINCE)}
    assert services.access.keys().current


def test_a_hub_may_begin_without_any_plan(empty: Engine) -> None:
    begin(empty, first_run(plans=()), Morning(), SystemIds())
    assert services_of(empty).plans.offers(SINCE) == ()


def test_one_plan_that_cannot_be_leaves_nothing_of_the_hub(empty: Engine) -> None:
    plan = starter_plans(SINCE)[0].product
    with pytest.raises(InputError):
        begin(empty, first_run(plans=(plan, plan)), Morning(), SystemIds())
    assert is_empty(empty)
    with empty.connect() as connection:
        for table in ("operators", "code_keys", "products", "devices"):
            assert connection.scalar(text(f"SELECT count(*) FROM {table}")) == 0


def test_the_second_desk_to_set_up_an_archive_is_told(empty: Engine) -> None:
    begin(empty, first_run(), Morning(), SystemIds())
    with pytest.raises(DeskError) as told:
        begin(empty, first_run(), Morning(), SystemIds())
    assert told.value.code == "hub_there"


@pytest.mark.parametrize(
    ("hub", "field"),
    [
        (NewHub(" \u200b "), "name"),
        (NewHub("A" * 201), "name"),
        (NewHub("Aska", capacity=0), "capacity"),
        (NewHub("Aska", city="T" * 101), "city"),
        (NewHub("Aska", week=(("2", (("18:00", "09:00"),)),)), "week.2"),
        (NewHub("Aska", week=(("0", (("nine", "18:00"),)),)), "week.0"),
    ],
)
def test_what_cannot_be_is_said_with_its_field(hub: NewHub, field: str) -> None:
    with pytest.raises(InputError) as told:
        checked_hub(hub)
    assert told.value.field == field


def test_looking_at_an_archive_changes_nothing(blank_database_url: str) -> None:
    assert not look_at(blank_database_url)
    engine = open_database(blank_database_url, Morning()).engine
    assert not look_at(blank_database_url)
    begin(engine, first_run(), Morning(), SystemIds())
    engine.dispose()
    assert look_at(blank_database_url)


def test_looking_for_a_file_makes_none(blank_sqlite_url: str) -> None:
    from db.engine import url_of

    look_at(blank_sqlite_url)
    path = url_of(blank_sqlite_url).database
    assert path is not None
    assert not Path(path).exists()
