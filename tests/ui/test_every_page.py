"""Every page on a real archive, new and full of the longest names: see ``test_every_screen.py``."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from askadesk.people.rows import OrganisationFields
from askadesk.people.service import NewPerson
from askadesk.plans.rows import NewProduct, Sale
from askadesk.presence.request import ScanRequest
from askadesk.rooms.rows import NewBooking, SpaceFields, SpacePriceRow, Taking
from db.values import ConsentKind, Money, ProductKind, SpaceKind
from tests.ui import people_samples
from tests.ui.living import Archive, LiveDesk
from tests.ui.samples import LONG_HOUSE, LONG_PRODUCT
from tests.ui.screens import classes
from tests.ui.test_every_screen import look_at
from ui.dialogs.base import Dialog
from ui.pages.calendar.page import CalendarPage
from ui.pages.organisation.page import OneOrganisationPage
from ui.pages.people.page import PeoplePage
from ui.pages.person.page import OnePersonPage
from ui.pages.roll_call.page import RollCallPage
from ui.pages.settings.page import SettingsPage
from ui.pages.settings.spaces import CLOSED, PRICES, TIMES
from ui.pages.today.page import TodayPage
from ui.theme import Theme


class Visitor:
    """Goes through an open desk, page after page."""

    def __init__(self, live: LiveDesk, person: UUID | None, house: UUID | None) -> None:
        self.live, self.window, self.desk = live, live.window, live.desk
        self.person, self.house = person, house

    def settle(self) -> None:
        """Let layouts and paint happen."""
        for _round in range(3):
            QCoreApplication.sendPostedEvents()
            QApplication.instance().processEvents()  # type: ignore[union-attr]

    def today(self) -> Iterator[QWidget]:
        self.window.go_to("today")
        yield self.desk.today

    def calendar(self) -> Iterator[QWidget]:
        """The day with nothing chosen, with a free time, with a booking, and with the filters open."""
        self.window.go_to("calendar")
        page = self.desk.calendar.page
        self.live.wait_for(lambda: page.day is not None)
        yield page
        layout = page.one.timeline.layout_
        blocks = [one for row in layout.rows for one in row.blocks] if layout is not None else []
        if blocks:
            page.ask_new()
            yield page
            page.one.booking_asked.emit(blocks[0].booking)
            self.live.wait_for(page.one.panel.booking.isVisible)
            page.show_filters()
            yield page

    def people(self) -> Iterator[QWidget]:
        self.window.go_to("people")
        page = self.desk.people.page
        self.live.wait_for(lambda: page.rows.rowCount() > 0 or page.empty.isVisible())
        yield page

    def one_person(self) -> Iterator[QWidget]:
        if self.person is not None:
            self.desk.people.one.open(self.person)
            yield self._shown(OnePersonPage)

    def one_organisation(self) -> Iterator[QWidget]:
        if self.house is not None:
            self.desk.people.house.open(self.house)
            yield self._shown(OneOrganisationPage)

    def settings(self) -> Iterator[QWidget]:
        self.window.go_to("settings")
        for place in self.desk.settings.page.places:
            self.desk.settings.page.go_to(place.key)
            yield self.desk.settings.page
            if place.key == "spaces" and self.person is not None:
                yield from self._of_a_space()

    def _of_a_space(self) -> Iterator[QWidget]:
        """Its other parts, with all that opens in them, and one that was put away."""
        page, section = self.desk.settings.page, self.desk.settings.spaces.section
        self.live.wait_for(lambda: section.space is not None)
        section.times.own.setChecked(True)
        section.times.limited.setChecked(True)
        for part in (TIMES, PRICES, CLOSED):
            section.parts.pick(part)
            section._part_picked(part)
            yield page
        section.view.chosen.emit(section.view.rows[-1])
        self.live.wait_for(section.panel.restore.isVisible)
        yield page

    def roll_call(self) -> Iterator[QWidget]:
        self.desk.roll_call.open()
        yield self._shown(RollCallPage)

    def _shown(self, kind: type[QWidget]) -> QWidget:
        found: list[QWidget] = []

        def is_there() -> bool:
            found[:] = [one for one in self.window.findChildren(kind) if one.isVisible()]
            return bool(found)

        self.live.wait_for(is_there)
        return found[0]


Way = Callable[[Visitor], Iterator[QWidget]]
PAGES: dict[type[QWidget], Way] = {
    TodayPage: Visitor.today,
    CalendarPage: Visitor.calendar,
    PeoplePage: Visitor.people,
    OnePersonPage: Visitor.one_person,
    OneOrganisationPage: Visitor.one_organisation,
    SettingsPage: Visitor.settings,
    RollCallPage: Visitor.roll_call,
}


def test_every_page_is_opened_here() -> None:
    pages = {one for one in classes() if not issubclass(one, Dialog)}
    assert sorted(one.__name__ for one in pages ^ set(PAGES)) == []


def longest(archive: Archive) -> tuple[UUID, UUID]:
    """Fill the archive with the longest there is; a person and an organisation of it."""
    services = archive.services
    plan = NewProduct(ProductKind.PASS, "long", LONG_PRODUCT, 12_345_67, date(2026, 1, 1), units=20)
    services.plans.add_product(plan)
    consents = (ConsentKind.HOUSE_RULES, ConsentKind.STAIRS_HELP)
    house = services.organisations.add(OrganisationFields(LONG_HOUSE))
    people = []
    for _one in range(12):
        fields = replace(
            people_samples.fields(long=True), phone="+39 011 555 01 42 12", tax_code=""
        )
        person = services.people.add(NewPerson(fields, consents))
        services.plans.give(Sale("long", person=person))
        services.access.card_of(person)
        people.append(person)
    for number in range(8):
        name = f"Sala {number} delle assemblee e dei laboratori della cittadinanza attiva"
        floor = "Secondo piano ammezzato"
        space = services.spaces.add(SpaceFields(name, SpaceKind.MEETING_ROOM, 1200, floor=floor))
    services.spaces.archive(space, 1)
    flat = NewProduct(ProductKind.MEMBERSHIP, "flat", LONG_PRODUCT, 12_345_67, date(2026, 1, 1))
    services.plans.add_product(flat)
    for person in people[:6]:
        services.presence.scan(ScanRequest(person=person))
    booked(archive, people[0], house)
    return people[0], house


def booked(archive: Archive, person: UUID, house: UUID) -> None:
    """Rooms with the longest names, each with a booking of two hours at this time."""
    services, now = archive.services, archive.services.reading.now()
    starts = now.replace(minute=0, second=0, microsecond=0)
    for at, kind in enumerate(SpaceKind):
        fields = SpaceFields(f"{at} {LONG_PRODUCT}", kind, 1_000, LONG_PRODUCT, cleanup=15)
        space = services.spaces.add(fields, desks=24 if kind is SpaceKind.DESK_ZONE else 1)
        price = SpacePriceRow(date(2026, 1, 1), hour=Money(1_234_56))
        services.spaces.add_price(space, price)
        new = NewBooking(
            (Taking(space),),
            starts,
            starts + timedelta(hours=2),
            person=person,
            organisation=house,
            title=LONG_PRODUCT * 2,
            note=LONG_PRODUCT * 3,
            heads=1_000,
            hold_until=now + timedelta(days=1),
            reason=LONG_PRODUCT,
        )
        services.bookings.book(new)


SHARES = {SettingsPage: 4, CalendarPage: 2}
"""What a page shows one after the other is looked at in so many tests."""
LOOKS = [(kind, share) for kind in PAGES for share in range(SHARES.get(kind, 1))]


@pytest.mark.parametrize("full", [False, True], ids=["new", "full"])
@pytest.mark.parametrize(("kind", "share"), LOOKS, ids=lambda one: getattr(one, "__name__", one))
def test_a_page_can_be_read_whole(
    qtbot: QtBot,
    qapp: QApplication,
    theme: Theme,
    tmp_path: Path,
    kind: type[QWidget],
    share: int,
    full: bool,
) -> None:
    archive = Archive(str(tmp_path / "hub.sqlite"))
    found = longest(archive) if full else (None, None)
    live = LiveDesk(qtbot, qapp, archive.database, tmp_path).open()
    visitor, wrong = Visitor(live, *found), []
    for at, page in enumerate(PAGES[kind](visitor)):
        if at % SHARES.get(kind, 1) == share:
            wrong += [f"{at} {said}" for said in look_at(visitor, theme, page)]
    live.close()
    archive.close()
    assert "\n".join(wrong) == ""
