"""The demo hub, from its seed to its summary."""

from __future__ import annotations

import gc
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime, time, timedelta
from itertools import accumulate
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Engine, insert, select, update

from askadesk.access.service import read_keys
from askadesk.core.errors import DeskError
from askadesk.core.i18n import _
from askadesk.core.unit_of_work import Actor, speaking_errors
from askadesk.demo.ahead import plan_ahead
from askadesk.demo.history import make_history
from askadesk.demo.people import LEAST_PEOPLE, House, make_people
from askadesk.demo.products import WEEK, products
from askadesk.demo.seeded import SeededIds, SettableClock
from askadesk.demo.stage import Day, Offered, Progress, Stage, Waiting
from askadesk.demo.today import make_today
from askadesk.hubs.finding import actor_at, is_empty
from askadesk.hubs.rows import NewHub
from askadesk.hubs.setting_up import set_up
from askadesk.plans.rows import NewProduct
from askadesk.services import Services, build_services
from db.base import table_of
from db.engine import reading, take_stock, writing
from db.models import Setting
from db.queries import plans as plan_query
from db.queries.words import index_everyone
from db.values import Source

PEOPLE, DAYS, SEED = 120, 60, 2026
MOST_PEOPLE, MOST_DAYS = 200_000, 3_650
ZONE = "Europe/Rome"
CAPACITY = 60
MARK = "demo"
EXAMPLES = (
    "carnet",
    "any_hour",
    "finished",
    "team_full",
    "half_day",
    "shared",
    "debt",
    "three_days",
    "not_yet",
    "expired",
    "barred",
)

settings = table_of(Setting)


@dataclass(frozen=True, slots=True)
class Example:
    """A card to try. ``key`` says what it shows: "carnet", "finished", "lost"…"""

    key: str
    person: str
    name: str
    code: str


@dataclass(frozen=True, slots=True)
class DemoSummary:
    """What a demo holds. ``inside`` counts the heads that were in when it was made."""

    hub: str
    people: int
    days: int
    seed: int
    visits: int
    inside: int
    capacity: int
    made_at: str
    examples: tuple[Example, ...]

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, body: dict[str, Any]) -> DemoSummary:
        examples = tuple(Example(**one) for one in body["examples"])
        return cls(**{**body, "examples": examples})


def existing_demo(engine: Engine) -> DemoSummary | None:
    """The demo that this database holds, None when the database is empty.

    Raises DeskError ``not_empty`` when it holds anything else, ``demo_unfinished`` when the making of a
    demo was stopped half-way.
    """
    if is_empty(engine):
        return None
    with speaking_errors(), reading(engine) as connection:
        found = connection.scalar(select(settings.c.value).where(settings.c.key == MARK))
    if found is None:
        raise DeskError(
            _("This archive already holds a hub that is not a demo."),
            code="not_empty",
            kept=_("Nothing was changed."),
            todo=_("Give the demo a file of its own, for example --database demo.sqlite."),
        )
    body = json.loads(found)
    if body is None:
        raise DeskError(
            _("The making of this demo was interrupted half-way."),
            code="demo_unfinished",
            kept=_("Nothing was changed."),
            todo=_("Delete the archive, or choose another name, and make the demo again."),
        )
    return DemoSummary.from_json(body)


def build_demo(
    engine: Engine,
    *,
    people: int = PEOPLE,
    days: int = DAYS,
    seed: int = SEED,
    now: datetime,
    progress: Progress | None = None,
) -> DemoSummary:
    """Make the demo hub in an empty, upgraded database, as it stands at ``now`` (aware).

    The same numbers and the same ``now`` make the same hub, codes included. ``progress(done, days)`` is
    called after each day. Raises DeskError when the database holds something.
    """
    if not LEAST_PEOPLE <= people <= MOST_PEOPLE or not 0 <= days <= MOST_DAYS:
        raise ValueError(f"{people} people and {days} days cannot be made")
    if existing_demo(engine) is not None:
        raise DeskError(_("This archive already holds a demo."), code="not_empty")
    stage = _set_stage(engine, people, days, seed, now)
    with speaking_errors(), _without_collecting():
        house = make_people(stage, people)
        stage.waiting.write()
        with writing(engine) as connection:
            index_everyone(connection)
        make_history(stage, house, progress)
        inside = make_today(stage, house)
        plan_ahead(stage, house)
        summary = DemoSummary(
            hub="Aska",
            people=people,
            days=days,
            seed=seed,
            visits=stage.visits,
            inside=inside,
            capacity=stage.capacity,
            made_at=stage.now.astimezone(stage.zone).isoformat(timespec="seconds"),
            examples=_examples(house),
        )
        _mark(engine, stage.actor, json.dumps(summary.to_json(), ensure_ascii=False))
        take_stock(engine)
    return summary


@contextmanager
def _without_collecting() -> Iterator[None]:
    """A million rows make no garbage in circles: looking for it takes a fifth of the time or more."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _set_stage(engine: Engine, people: int, days: int, seed: int, now: datetime) -> Stage:
    zone = ZoneInfo(ZONE)
    today = now.astimezone(zone).date()
    past = tuple(Day(today - timedelta(days=back), zone) for back in range(days, 0, -1))
    opened = datetime.combine(today - timedelta(days=days + 1_000), time(9), zone)
    clock = SettableClock(opened)
    ids = SeededIds(seed, clock)
    capacity = max(CAPACITY, people // 2)
    set_up(engine, _hub(capacity), clock, ids)
    actor = actor_at(engine, Source.DESK, clock, ids)
    _open_mark(engine, actor, now)
    services = build_services(engine, clock, ids, actor)
    clock.set(now)
    open_days = tuple(day for day in past if day.is_open)
    weights = [*accumulate(day.weight for day in reversed(open_days))][::-1]
    with reading(engine) as connection:
        keys = read_keys(connection)
    return Stage(
        engine=engine,
        actor=actor,
        keys=keys,
        zone=zone,
        capacity=capacity,
        now=now,
        past=past,
        today=Day(today, zone),
        open_days=open_days,
        weights=(*weights, 0.0),
        ids=ids,
        random=Random(f"askadesk demo {seed}"),
        waiting=Waiting(engine),
        offers=_offers(engine, services, products(opened.date())),
        command=ids.at(opened),
    )


def _hub(capacity: int) -> NewHub:
    return NewHub(
        "Aska",
        ZONE,
        capacity=capacity,
        address="Via Bologna 220",
        city="Torino",
        phone="+39 011 555 0142",
        operator="Marta R.",
        week=WEEK,
    )


def _offers(
    engine: Engine, services: Services, catalogue: tuple[NewProduct, ...]
) -> dict[str, Offered]:
    """Add the products, and read back what visits will point at."""
    for product in catalogue:
        services.plans.add_product(product)
    with reading(engine) as connection:
        rows = plan_query.offers(connection, catalogue[0].valid_from)
    return {
        row.code: Offered(
            row.product, row.terms, row.units or 0, row.validity_days or 0, -row.debt_limit
        )
        for row in rows
    }


def _examples(house: House) -> tuple[Example, ...]:
    by_key = {member.key: member for member in house.members if member.key}
    found = [by_key[key] for key in EXAMPLES if key in by_key]
    cards = [Example(one.key, str(one.person), one.name, one.code) for one in found]
    lost = by_key["lost"]
    return (*cards, Example("lost", str(lost.person), lost.name, house.stopped))


def _open_mark(engine: Engine, actor: Actor, now: datetime) -> None:
    """Mark the hub as a demo in the making."""
    row = {"hub": actor.hub, "key": MARK, "value": "null", "changed_at": now}
    with speaking_errors(), writing(engine) as connection:
        connection.execute(insert(settings), row)


def _mark(engine: Engine, actor: Actor, value: str) -> None:
    with writing(engine) as connection:
        connection.execute(
            update(settings)
            .where(settings.c.hub == actor.hub, settings.c.key == MARK)
            .values(value=value)
        )
