"""Every page on a real archive, new and full of the longest names: see ``test_every_screen.py``."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from askadesk.people.rows import OrganisationFields
from askadesk.people.service import NewPerson
from askadesk.plans.rows import NewProduct, Sale
from db.values import ConsentKind, ProductKind
from tests.ui import people_samples
from tests.ui.living import Archive, LiveDesk
from tests.ui.samples import LONG_HOUSE, LONG_PRODUCT
from tests.ui.screens import classes
from tests.ui.test_every_screen import look_at
from ui.dialogs.base import Dialog
from ui.pages.organisation.page import OneOrganisationPage
from ui.pages.people.page import PeoplePage
from ui.pages.person.page import OnePersonPage
from ui.pages.roll_call.page import RollCallPage
from ui.pages.settings.page import SettingsPage
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

    def people(self) -> Iterator[QWidget]:
        self.window.go_to("people")
        page = self.desk.people
        self.live.wait_for(lambda: page.rows.rowCount() > 0 or page.empty.isVisible())
        yield page

    def one_person(self) -> Iterator[QWidget]:
        if self.person is not None:
            self.desk.folk.one.open(self.person)
            yield self._shown(OnePersonPage)

    def one_organisation(self) -> Iterator[QWidget]:
        if self.house is not None:
            self.desk.folk.house.open(self.house)
            yield self._shown(OneOrganisationPage)

    def settings(self) -> Iterator[QWidget]:
        self.window.go_to("settings")
        for place in self.desk.settings.places:
            self.desk.settings.go_to(place.key)
            yield self.desk.settings

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
    from askadesk.presence.service import ScanRequest

    for person in people[:6]:
        services.presence.scan(ScanRequest(person=person))
    return people[0], house


@pytest.mark.parametrize("full", [False, True], ids=["new", "full"])
@pytest.mark.parametrize("kind", PAGES, ids=lambda kind: kind.__name__)
def test_a_page_can_be_read_whole(
    qtbot: QtBot, qapp: QApplication, theme: Theme, tmp_path: Path, kind: type[QWidget], full: bool
) -> None:
    archive = Archive(str(tmp_path / "hub.sqlite"))
    found = longest(archive) if full else (None, None)
    live = LiveDesk(qtbot, qapp, archive.database, tmp_path).open()
    visitor, wrong = Visitor(live, *found), []
    for at, page in enumerate(PAGES[kind](visitor)):
        wrong += [f"{at} {said}" for said in look_at(visitor, theme, page)]
    live.close()
    archive.close()
    assert "\n".join(wrong) == ""
