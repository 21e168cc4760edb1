"""All that the hub does, for one actor on one database."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from sqlalchemy import Engine

from askadesk.core.changes import Changes
from askadesk.core.ports import Clock, Ids
from askadesk.core.unit_of_work import Actor, UnitOfWork

if TYPE_CHECKING:
    from askadesk.access.service import AccessService
    from askadesk.archive.service import ArchiveService
    from askadesk.hubs.service import HubService
    from askadesk.people.listing import ListingService
    from askadesk.people.search import SearchService
    from askadesk.people.service import OrganisationService, PeopleService
    from askadesk.plans.service import PlanService
    from askadesk.presence.reading import PresenceReading
    from askadesk.presence.service import PresenceService
    from askadesk.rollcall.service import RollCallService
    from askadesk.rooms.ics.service import CalendarFileService
    from askadesk.rooms.reading import CalendarReading
    from askadesk.rooms.series import SeriesService
    from askadesk.rooms.service import BookingService
    from askadesk.rooms.spaces import SpaceService
    from askadesk.rooms.waiting import WaitingService
    from askadesk.transfer.service import TransferService
    from askadesk.visitors.service import VisitorService


class Services:
    """The commands and questions of every feature. Each is loaded when it is first wanted: a window that
    opens would wait for all of them, and a command of the command line needs one or two."""

    def __init__(self, unit: UnitOfWork) -> None:
        self.unit = unit

    @property
    def actor(self) -> Actor:
        """For whom everything is done."""
        return self.unit.actor

    @cached_property
    def hub(self) -> HubService:
        from askadesk.hubs.service import HubService

        return HubService(self.unit)

    @cached_property
    def people(self) -> PeopleService:
        from askadesk.people.service import PeopleService

        return PeopleService(self.unit, self.access)

    @cached_property
    def organisations(self) -> OrganisationService:
        from askadesk.people.service import OrganisationService

        return OrganisationService(self.unit)

    @cached_property
    def search(self) -> SearchService:
        from askadesk.people.search import SearchService

        return SearchService(self.unit)

    @cached_property
    def listing(self) -> ListingService:
        from askadesk.people.listing import ListingService

        return ListingService(self.unit)

    @cached_property
    def access(self) -> AccessService:
        from askadesk.access.service import AccessService

        return AccessService(self.unit)

    @cached_property
    def plans(self) -> PlanService:
        from askadesk.plans.service import PlanService

        return PlanService(self.unit)

    @cached_property
    def presence(self) -> PresenceService:
        from askadesk.presence.service import PresenceService

        return PresenceService(self.unit, self.access.keys)

    @cached_property
    def reading(self) -> PresenceReading:
        """The questions about who is here."""
        from askadesk.presence.reading import PresenceReading

        return PresenceReading(self.unit)

    @cached_property
    def visitors(self) -> VisitorService:
        from askadesk.visitors.service import VisitorService

        return VisitorService(self.unit, self.access)

    @cached_property
    def spaces(self) -> SpaceService:
        from askadesk.rooms.spaces import SpaceService

        return SpaceService(self.unit)

    @cached_property
    def bookings(self) -> BookingService:
        from askadesk.rooms.service import BookingService

        return BookingService(self.unit)

    @cached_property
    def series(self) -> SeriesService:
        from askadesk.rooms.series import SeriesService

        return SeriesService(self.unit)

    @cached_property
    def waiting(self) -> WaitingService:
        """The line for spaces that are taken."""
        from askadesk.rooms.waiting import WaitingService

        return WaitingService(self.unit)

    @cached_property
    def calendar(self) -> CalendarReading:
        """The questions about spaces and bookings."""
        from askadesk.rooms.reading import CalendarReading

        return CalendarReading(self.unit)

    @cached_property
    def calendar_files(self) -> CalendarFileService:
        """Calendars as files."""
        from askadesk.rooms.ics.service import CalendarFileService

        return CalendarFileService(self.unit)

    @cached_property
    def roll_call(self) -> RollCallService:
        from askadesk.rollcall.service import RollCallService

        return RollCallService(self.unit)

    @cached_property
    def transfer(self) -> TransferService:
        from askadesk.transfer.service import TransferService

        return TransferService(self.unit)

    @cached_property
    def archive(self) -> ArchiveService:
        from askadesk.archive.service import ArchiveService

        return ArchiveService(self.unit)


def build_services(
    engine: Engine,
    clock: Clock,
    ids: Ids,
    actor: Actor,
    publish: Callable[[Changes], None] | None = None,
) -> Services:
    """The services for ``actor``; ``publish`` hears what each commit changed, on the caller's thread."""
    return Services(UnitOfWork(engine, actor, clock, ids, publish))
