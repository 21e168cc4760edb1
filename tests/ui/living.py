"""A desk at work for the tests: a real window on a real archive with a few people in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar
from uuid import UUID

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from askadesk.core.opening import open_database
from askadesk.core.ports import Clock, SystemClock, SystemIds
from askadesk.hubs.finding import actor_at
from askadesk.hubs.rows import NewHub
from askadesk.hubs.setting_up import set_up
from askadesk.people.rows import PersonFields
from askadesk.people.service import NewPerson
from askadesk.plans.rows import NewProduct, Sale
from askadesk.presence.request import ScanRequest
from askadesk.presence.rows import ScanCard
from askadesk.services import Services, build_services
from db.values import ProductKind, Source
from ui.desk import Desk
from ui.dialogs.base import Dialog
from ui.preferences import Preferences

D = TypeVar("D", bound=Dialog)
ALWAYS_OPEN = tuple((str(day), (("00:00", "00:00"),)) for day in range(7))


@dataclass(frozen=True, slots=True)
class Guest:
    """Someone in the archive: who they are and the code on their card."""

    id: UUID
    name: str
    code: str


def zone_of_noon(now: datetime) -> str:
    """A time zone in which it is about noon: an hour ago is today, whenever the tests are run."""
    ahead = 12 - now.astimezone(UTC).hour
    return f"Etc/GMT{-ahead:+d}" if ahead else "Etc/GMT"


class Archive:
    """A hub that is always open, with plans to give out."""

    def __init__(self, database: str) -> None:
        self.database = database
        clock, ids = SystemClock(), SystemIds()
        self._opened = open_database(database, clock)
        hub = NewHub("Aska", week=ALWAYS_OPEN, time_zone=zone_of_noon(clock.now()))
        set_up(self._opened.engine, hub, clock, ids)
        actor = actor_at(self._opened.engine, Source.DESK, clock, ids)
        self.services: Services = build_services(self._opened.engine, clock, ids, actor)
        self._offer()

    def _offer(self) -> None:
        since = date(2026, 1, 1)
        for product in (
            NewProduct(
                ProductKind.PASS,
                "day",
                "Ingresso giornaliero",
                1500,
                since,
                units=1,
                validity_days=1,
            ),
            NewProduct(ProductKind.PASS, "carnet10", "Carnet 10 ingressi", 12000, since, units=10),
            NewProduct(
                ProductKind.MEMBERSHIP,
                "flex",
                "Postazione flessibile",
                19000,
                since,
                guests_at_once=2,
                guests_a_month=4,
            ),
        ):
            self.services.plans.add_product(product)

    def add(
        self, given: str, family: str, plan: str | None = None, units: int | None = None
    ) -> Guest:
        """Add someone, with a plan and a card."""
        person = self.services.people.add(NewPerson(PersonFields(given, family)))
        if plan is not None:
            self.services.plans.give(Sale(plan, person=person, units=units))
        code = self.services.access.card_of(person).code
        return Guest(person, f"{given} {family}", code)

    def let_in(self, guest: Guest, *, an_hour_ago: bool = False) -> None:
        """Let someone in from another desk, now or an hour ago."""
        at = SystemClock().now() - timedelta(hours=1) if an_hour_ago else None
        self.services.presence.scan(ScanRequest(person=guest.id, at=at))

    def inside(self) -> set[str]:
        """The names of who is in, as another desk would read them."""
        return {row.name for row in self.services.reading.present()}

    def close(self) -> None:
        self._opened.engine.dispose()


class LiveDesk:
    """The desk as ``askadesk`` opens it, driven like a person would."""

    def __init__(
        self,
        qtbot: QtBot,
        qapp: QApplication,
        database: str,
        folder: Path,
        clock: Clock | None = None,
    ) -> None:
        self.qtbot = qtbot
        self.preferences = Preferences(qapp, folder / "desk.toml")
        self.desk = Desk(qapp, self.preferences, database, clock)
        self.window, self.page = self.desk.window, self.desk.today
        self.answers: list[ScanCard] = []
        self.desk.presence.answered.connect(self._heard)

    def _heard(self, answered: Any) -> None:
        self.answers.append(answered.card)

    def open(self) -> LiveDesk:
        with self.qtbot.waitSignal(self.desk.opened, timeout=15_000):
            self.desk.start()
        self.window.activateWindow()
        self.qtbot.waitUntil(self.window.isActiveWindow)
        return self

    def close(self) -> None:
        self.window.close()
        chosen = self.preferences
        for one in (self.desk, self.window, chosen.theme, chosen.tongue, chosen):
            one.deleteLater()

    def scan(self, typed: str, into: QWidget | None = None, *, ending: bool = True) -> ScanCard:
        """Type like a scanner, a key a millisecond, into whatever has the focus; the card it gave."""
        known = len(self.answers)
        target = into or QApplication.focusWidget() or self.window
        for char in typed:
            _press(char, target)
        if ending:
            QTest.keyClick(QApplication.focusWidget() or self.window, Qt.Key.Key_Return)
        self.wait_for(lambda: len(self.answers) > known)
        return self.answers[-1]

    def press(
        self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        """Press a key wherever the focus is."""
        QTest.keyClick(QApplication.focusWidget() or self.window, key, modifier)

    def write(self, text: str, delay: int = 60) -> None:
        """Type at a person's pace into whatever has the focus."""
        QTest.keyClicks(QApplication.focusWidget() or self.window, text, delay=delay)

    def dialog(self, kind: type[D]) -> D:
        """The dialog of that kind, once it lies open over the window."""
        found: list[D] = []

        def is_there() -> bool:
            found[:] = [one for one in self.window.findChildren(kind) if one.is_open()]
            return bool(found)

        self.wait_for(is_there)
        return found[0]

    def names_expected(self) -> list[str]:
        return [line.row.name for line in self.page.expected.list.rows if line.row is not None]

    def answer_to(self, key: Qt.Key) -> ScanCard:
        """Press a key that makes the desk ask the archive again; the card that came back."""
        known = len(self.answers)
        self.press(key)
        self.wait_for(lambda: len(self.answers) > known)
        return self.answers[-1]

    def wait_for(self, true: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(true, timeout=10_000)

    def band(self) -> str:
        """What the band of the scan card says."""
        return self.page.scan_card.band.title.text()


def _press(char: str, target: QWidget) -> None:
    """One key of a scanner; QTest knows only the keys of a US keyboard."""
    if char.isascii():
        QTest.keyClicks(target, char, Qt.KeyboardModifier.NoModifier, 1)
        return
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        event = QKeyEvent(kind, ord(char.upper()), Qt.KeyboardModifier.NoModifier, char)
        QApplication.sendEvent(target, event)
