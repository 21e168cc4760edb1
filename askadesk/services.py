"""All that the hub does, for one actor on one database."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import Engine

from askadesk.access.service import AccessService
from askadesk.archive.service import ArchiveService
from askadesk.core.changes import Changes
from askadesk.core.ports import Clock, Ids
from askadesk.core.unit_of_work import Actor, UnitOfWork
from askadesk.hubs.service import HubService
from askadesk.people.listing import ListingService
from askadesk.people.search import SearchService
from askadesk.people.service import OrganisationService, PeopleService
from askadesk.plans.service import PlanService
from askadesk.presence.reading import PresenceReading
from askadesk.presence.service import PresenceService
from askadesk.rollcall.service import RollCallService
from askadesk.transfer.service import TransferService
from askadesk.visitors.service import VisitorService


@dataclass(frozen=True, slots=True)
class Services:
    """The commands and questions of every feature. ``reading`` answers the questions about presence."""

    actor: Actor
    hub: HubService
    people: PeopleService
    organisations: OrganisationService
    search: SearchService
    listing: ListingService
    access: AccessService
    plans: PlanService
    presence: PresenceService
    reading: PresenceReading
    visitors: VisitorService
    roll_call: RollCallService
    transfer: TransferService
    archive: ArchiveService


def build_services(
    engine: Engine,
    clock: Clock,
    ids: Ids,
    actor: Actor,
    publish: Callable[[Changes], None] | None = None,
) -> Services:
    """The services for ``actor``; ``publish`` hears what each commit changed, on the caller's thread."""
    unit = UnitOfWork(engine, actor, clock, ids, publish)
    access = AccessService(unit)
    return Services(
        actor=actor,
        hub=HubService(unit),
        people=PeopleService(unit, access),
        organisations=OrganisationService(unit),
        search=SearchService(unit),
        listing=ListingService(unit),
        access=access,
        plans=PlanService(unit),
        presence=PresenceService(unit, access.keys),
        reading=PresenceReading(unit),
        visitors=VisitorService(unit, access),
        roll_call=RollCallService(unit),
        transfer=TransferService(unit),
        archive=ArchiveService(unit),
    )
