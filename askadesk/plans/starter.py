"""What a new hub may begin with: a set of plans to pick from, and the hub made in one transaction.

The prices are a proposal: whoever sets the hub up changes them before anything is written.
"""

from __future__ import annotations

import platform
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import Engine, insert, select, text

from askadesk.core.errors import DeskError, InputError
from askadesk.core.i18n import N_, _
from askadesk.core.ports import Clock, Ids
from askadesk.core.unit_of_work import Actor, Work, speaking_errors
from askadesk.hubs.finding import devices, hubs
from askadesk.hubs.rows import HubFields, NewHub
from askadesk.hubs.rules import checked_fields
from askadesk.hubs.setting_up import write_hub
from askadesk.people.rules import checked_name
from askadesk.plans.offers import write_product
from askadesk.plans.rows import NewProduct
from db.engine import writing
from db.values import DeviceKind, ProductKind, Role, Source


@dataclass(frozen=True, slots=True)
class StarterPlan:
    """A plan to pick: ``gives`` says in English what it is for, ``picked`` whether most hubs want it."""

    product: NewProduct
    gives: str
    picked: bool = True


@dataclass(frozen=True, slots=True)
class FirstRun:
    """All that a new hub is made of."""

    hub: NewHub
    plans: tuple[NewProduct, ...] = ()


def starter_plans(since: date) -> tuple[StarterPlan, ...]:
    """The plans to pick from, offered from ``since`` on."""
    return (*_passes(since), *_memberships(since))


def _passes(since: date) -> tuple[StarterPlan, ...]:
    kind = ProductKind.PASS
    day = NewProduct(kind, "giornaliero", "Ingresso giornaliero", 1500, since, "Day pass", units=1)
    half = NewProduct(
        kind, "mezza-giornata", "Mezza giornata", 900, since, "Half day", units=1, unit_minutes=300
    )
    five = NewProduct(kind, "carnet-5", "Carnet 5 ingressi", 6500, since, "5-visit carnet", units=5)
    ten = NewProduct(
        kind, "carnet-10", "Carnet 10 ingressi", 12000, since, "10-visit carnet", units=10
    )
    return (
        StarterPlan(replace(day, validity_days=1), N_("one day, whenever the hub is open")),
        StarterPlan(replace(half, validity_days=1), N_("five hours of one day")),
        StarterPlan(replace(five, validity_days=90), N_("5 days within three months")),
        StarterPlan(replace(ten, validity_days=180), N_("10 days within six months")),
    )


def _memberships(since: date) -> tuple[StarterPlan, ...]:
    kind = ProductKind.MEMBERSHIP
    flexible = NewProduct(
        kind, "flessibile", "Mensile flessibile", 14000, since, "Flexible month", guests_at_once=1
    )
    part = NewProduct(
        kind, "part-time-3", "Part-time 3 giorni", 9500, since, "Part-time, 3 days", days_a_week=3
    )
    own = NewProduct(
        kind, "dedicata", "Postazione dedicata", 23000, since, "Dedicated desk", guests_at_once=2
    )
    team = NewProduct(kind, "team-4", "Team di 4", 48000, since, "Team of 4", seats=4)
    return (
        StarterPlan(replace(flexible, guests_a_month=4), N_("any free desk, every open day")),
        StarterPlan(part, N_("any free desk, three days a week"), picked=False),
        StarterPlan(
            replace(own, guests_a_month=8, around_the_clock=True),
            N_("a desk of one's own, 24 hours"),
        ),
        StarterPlan(
            replace(team, guests_at_once=2, guests_a_month=8), N_("four people of one organisation")
        ),
    )


def checked_hub(new: NewHub) -> NewHub:
    """The hub as it is kept. Raises InputError with the ``field`` that cannot be as it is."""
    fields = checked_fields(
        HubFields(new.name, new.capacity, new.week, new.address, new.city, new.phone)
    )
    return replace(
        new,
        name=fields.name,
        week=fields.week,
        address=fields.address,
        city=fields.city,
        phone=fields.phone,
    )


def checked_operator(name: str) -> str:
    """The name of who works at the desk. Raises InputError."""
    plain = checked_name(name, "operator")
    if not plain:
        raise InputError(
            _("The desk wants to know who works here."),
            field="operator",
            todo=_("A first name is enough; it can be changed."),
        )
    return plain


def begin(engine: Engine, first: FirstRun, clock: Clock, ids: Ids) -> None:
    """Make hub, operator, key, device and plans in one transaction: all of it, or nothing.

    Raises InputError for what cannot be as it is, DeskError when another desk was quicker.
    """
    hub = replace(checked_hub(first.hub), operator=checked_operator(first.hub.operator))
    now = clock.now()
    with speaking_errors(), writing(engine) as connection:
        if connection.dialect.name == "postgresql":
            # SQLite has one writer; here two desks could look at the same moment and both find nothing.
            connection.execute(text("LOCK TABLE hubs IN SHARE ROW EXCLUSIVE MODE"))
        if connection.execute(select(hubs.c.id).limit(1)).first() is not None:
            raise _was_quicker()
        hub_id, operator = write_hub(connection, hub, now, ids)
        name, device = platform.node() or "desk", ids.new()
        row = {"id": device, "hub": hub_id, "name": name, "kind": DeviceKind.DESK}
        connection.execute(insert(devices), {**row, "created_at": now})
        actor = Actor(hub_id, operator, device, Source.DESK, Role.MANAGER)
        work = Work(connection, actor, ids.new(), now, now, ids)
        for plan in first.plans:
            write_product(plan, work)


def _was_quicker() -> DeskError:
    return DeskError(
        _("Another desk has set up this archive in the meantime."),
        code="hub_there",
        kept=_("Nothing was written twice."),
        todo=_("Open the archive as it is."),
        way_out="open_again",
    )
