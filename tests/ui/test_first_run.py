"""The first run on a real desk: from nothing to a hub, by keyboard alone, and nothing before the end."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from askadesk.core.i18n import set_language
from askadesk.core.opening import look_at
from askadesk.settings.device import read_settings
from db.engine import url_of
from tests.ui.living import Archive, LiveDesk
from tests.ui.looking import cut_words, near, place
from ui.dialogs.leave_first_run import LeaveFirstRunDialog
from ui.first_run.wizard import FirstRunWizard
from ui.theme import Mode


class FirstDesk:
    """A desk whose archive holds nothing yet."""

    def __init__(self, live: LiveDesk) -> None:
        self.live = live
        live.desk.start()
        live.window.activateWindow()
        live.wait_for(lambda: live.desk.first_run.wizard is not None)
        live.qtbot.waitUntil(live.window.isActiveWindow)

    @property
    def wizard(self) -> FirstRunWizard:
        wizard = self.live.desk.first_run.wizard
        assert wizard is not None
        return wizard

    def on(self, key: Qt.Key = Qt.Key.Key_F2) -> None:
        """Press a key and wait until the wizard waits for nothing."""
        self.live.press(key)
        self.live.wait_for(lambda: self.live.desk.first_run.wizard is None or self.is_quiet())

    def is_quiet(self) -> bool:
        return not self.wizard._waiting

    def write(self, text: str) -> None:
        """Type where the focus is."""
        QTest.keyClicks(QApplication.focusWidget() or self.live.window, text)

    def to_step(self, name: str) -> None:
        """Go on until the step of this attribute is asked."""
        while self.wizard.step is not getattr(self.wizard, name):
            if self.wizard.step is self.wizard.hub:
                self.wizard.hub._name.setText("Aska Torino")
            if self.wizard.step is self.wizard.operator:
                self.wizard.operator._name.setText("Marta")
            self.on()


Make = Callable[..., FirstDesk]


@pytest.fixture
def make(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Make]:
    desks: list[LiveDesk] = []

    def make_one(database: str) -> FirstDesk:
        live = LiveDesk(qtbot, qapp, database, tmp_path)
        desks.append(live)
        return FirstDesk(live)

    yield make_one
    for live in desks:
        live.close()
    set_language("it")


@pytest.fixture
def first(make: Make, tmp_path: Path) -> FirstDesk:
    return make(str(tmp_path / "new" / "aska.sqlite"))


def test_a_hub_is_made_by_keyboard_alone(blank_database_url: str, make: Make, qtbot: QtBot) -> None:
    # The database is asked for first: so the desk is closed before its database is dropped.
    first = make(blank_database_url)
    live = first.live
    first.on()
    first.on(Qt.Key.Key_Return)
    first.write("Aska Torino")
    first.on(Qt.Key.Key_Return)
    first.on()
    first.write("Marta R.")
    first.on(Qt.Key.Key_Return)
    assert not look_at(blank_database_url)
    with qtbot.waitSignal(live.desk.opened, timeout=20_000):
        live.press(Qt.Key.Key_Return)
    assert live.desk.first_run.wizard is None
    assert live.window.top.scan.line.hasFocus()
    services = live.desk.bench.services
    assert services is not None
    assert services.hub.row().name == "Aska Torino"
    assert services.hub.operator_name() == "Marta R."
    names = {offer.name for offer in services.plans.offers()}
    assert {"Ingresso giornaliero", "Team di 4"} <= names
    assert "Part-time 3 giorni" not in names


def test_the_design_s_measures_hold(first: FirstDesk) -> None:
    wizard, window = first.wizard, first.live.window
    first.on()
    assert near(place(wizard.panel, window), (0, 0, 360, 768))
    assert near(place(wizard.heading, window)[:2], (424, 80))
    assert near(place(wizard.archive.cards.cards[0], window)[:1], (424,))
    assert near((place(wizard.archive.cards.cards[0], window)[2],), (427,), 2)
    assert wizard.on.height() == 48


def test_nothing_is_written_before_the_end(first: FirstDesk, tmp_path: Path) -> None:
    first.to_step("ready")
    assert not (tmp_path / "new").exists()
    assert not (tmp_path / "desk.toml").exists()


def test_going_back_keeps_what_was_answered(first: FirstDesk) -> None:
    first.to_step("plans")
    first.wizard.plans.rows[0].price.setText("18,50")
    first.wizard.go_back()
    assert first.wizard.hub._name.text() == "Aska Torino"
    first.to_step("ready")
    prices = {plan.code: plan.cents for plan in first.wizard.answers().plans}
    assert prices["giornaliero"] == 1850


def test_a_plan_that_is_not_picked_is_not_made(first: FirstDesk) -> None:
    first.to_step("plans")
    for row in first.wizard.plans.rows:
        row.picked.setChecked(False)
    first.to_step("ready")
    assert first.wizard.answers().plans == ()


@pytest.mark.parametrize("typed", ["", "quindici", "-4", "1000000"])
def test_a_price_that_is_none_is_said_beside_it(first: FirstDesk, typed: str) -> None:
    first.to_step("plans")
    row = first.wizard.plans.rows[2]
    row.price.setText(typed)
    first.on()
    assert first.wizard.step is first.wizard.plans
    assert row.error.isVisible()
    assert row.price.hasFocus()
    assert row.price.text() == typed


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("name", ""),
        ("name", "\u200b \u202e"),
        ("city", "T" * 100 + "😀"),
        ("capacity", "0"),
        ("capacity", "tanti"),
        ("address", "A" * 201),
    ],
)
def test_a_hub_that_cannot_be_is_said_beside_the_field(
    first: FirstDesk, field: str, typed: str
) -> None:
    first.to_step("hub")
    step = first.wizard.hub
    step._name.setText("Aska")
    line = getattr(step, f"_{field}")
    line.setMaxLength(1000)
    line.setText(typed)
    first.on()
    assert first.wizard.step is step
    assert getattr(step, field).error.text()
    assert line.hasFocus()


def test_hours_that_end_before_they_begin_are_said_by_their_day(first: FirstDesk) -> None:
    first.to_step("hub")
    step = first.wizard.hub
    step._name.setText("Aska")
    day = step.hours._days[2]
    day.end.setText("07:00")
    first.on()
    assert step.hours.error.isVisible()
    assert step.hours.error.text().startswith("mercoledì")
    assert day.start.hasFocus()
    day.end.setText("19:00")
    first.on()
    assert first.wizard.step is first.wizard.plans
    assert dict(first.wizard.hub.hub().week)["2"] == (("08:00", "19:00"),)


def test_a_usual_week_fills_the_days(first: FirstDesk) -> None:
    hours = first.wizard.hub.hours
    hours._preset.setCurrentIndex(2)
    hours._preset.activated.emit(2)
    assert dict(hours.week())["5"] == (("09:00", "13:00"),)
    hours._preset.setCurrentIndex(3)
    hours._preset.activated.emit(3)
    assert dict(hours.week())["6"] == (("00:00", "00:00"),)


def test_a_server_that_cannot_be_reached_is_said_and_what_was_written_stays(
    first: FirstDesk,
) -> None:
    first.to_step("archive")
    step = first.wizard.archive
    step.cards.cards[1].click()
    address = "postgresql://nobody@127.0.0.1:1/aska"
    step._server.setText(address)
    first.on()
    assert first.wizard.step is step
    assert step.server.error.text()
    assert step._server.text() == address
    step._server.setText("postgresql://")
    first.on()
    assert "indirizzo" in step.server.error.text()


def test_a_shared_archive_that_has_its_hub_needs_no_more_answers(
    first: FirstDesk, postgres_url: str, qtbot: QtBot, tmp_path: Path
) -> None:
    Archive(postgres_url).close()
    first.to_step("archive")
    first.wizard.archive.cards.cards[1].click()
    first.wizard.archive._server.setText(postgres_url)
    with qtbot.waitSignal(first.live.desk.opened, timeout=20_000):
        first.live.press(Qt.Key.Key_F2)
    assert first.live.desk.first_run.wizard is None
    assert read_settings(tmp_path / "desk.toml").database == postgres_url
    services = first.live.desk.bench.services
    assert services is not None
    assert services.hub.row().name == "Aska"


def test_another_file_is_remembered_on_this_computer(
    first: FirstDesk, qtbot: QtBot, tmp_path: Path
) -> None:
    other = str(tmp_path / "altrove.sqlite")
    first.to_step("archive")
    first.wizard.archive.take_file(other)
    first.to_step("ready")
    with qtbot.waitSignal(first.live.desk.opened, timeout=20_000):
        first.live.press(Qt.Key.Key_F2)
    assert read_settings(tmp_path / "desk.toml").database == other
    assert look_at(other)


def test_esc_asks_and_staying_loses_nothing(first: FirstDesk) -> None:
    first.to_step("hub")
    first.wizard.hub._name.setText("Aska Torino")
    first.live.press(Qt.Key.Key_Escape)
    dialog = first.live.dialog(LeaveFirstRunDialog)
    first.live.press(Qt.Key.Key_Return)
    assert not dialog.is_open()
    assert first.wizard.hub._name.text() == "Aska Torino"


def test_leaving_writes_nothing(first: FirstDesk, qtbot: QtBot, tmp_path: Path) -> None:
    first.live.press(Qt.Key.Key_Escape)
    dialog = first.live.dialog(LeaveFirstRunDialog)
    with qtbot.waitSignal(first.live.window.closing):
        dialog._leave.click()
    assert list(tmp_path.iterdir()) == []


def test_the_language_is_spoken_at_once_and_kept(
    first: FirstDesk, qtbot: QtBot, tmp_path: Path
) -> None:
    first.live.press(Qt.Key.Key_Right)
    assert first.wizard.heading.text() == "Welcome. Which language do we speak?"
    first.to_step("ready")
    assert "Day pass" in first.wizard.ready._rows[4][1].text()
    with qtbot.waitSignal(first.live.desk.opened, timeout=20_000):
        first.live.press(Qt.Key.Key_F2)
    assert read_settings(tmp_path / "desk.toml").language == "en"


def test_tab_reaches_everything_and_never_leaves_the_questions(first: FirstDesk) -> None:
    first.to_step("hub")
    seen: set[QWidget] = set()
    for _press in range(40):
        held = QApplication.focusWidget()
        assert held is not None
        assert first.wizard.isAncestorOf(held)
        seen.add(held)
        QTest.keyClick(held, Qt.Key.Key_Tab)
    step = first.wizard.hub
    wanted = {step._name, step._address, step._city, step._capacity, step.hours._preset}
    assert wanted | {first.wizard.back, first.wizard.on} <= seen


@pytest.mark.parametrize("size", [(1280, 720), (1920, 1080)])
@pytest.mark.parametrize("language", ["it", "en"])
@pytest.mark.parametrize("mode", [Mode.DARK, Mode.CONTRAST])
def test_every_step_shows_its_words_whole(
    first: FirstDesk, size: tuple[int, int], language: str, mode: Mode
) -> None:
    first.live.preferences.theme.wear(mode)
    first.live.preferences.tongue.speak(language)
    first.live.window.resize(*size)
    for name in ("language", "archive", "hub", "plans", "operator", "ready"):
        first.to_step(name)
        QTest.qWait(1)
        assert cut_words(first.wizard) == [], name


def test_an_archive_with_a_hub_asks_nothing(
    qtbot: QtBot, qapp: QApplication, sqlite_url: str, tmp_path: Path
) -> None:
    Archive(sqlite_url).close()
    live = LiveDesk(qtbot, qapp, sqlite_url, tmp_path).open()
    assert live.desk.first_run.wizard is None
    live.close()


def test_a_file_that_is_none_of_ours_is_said_at_once(first: FirstDesk, tmp_path: Path) -> None:
    foreign = tmp_path / "foreign.sqlite"
    import sqlite3

    connection = sqlite3.connect(foreign)
    connection.execute("CREATE TABLE recipes (name TEXT)")
    connection.commit()
    connection.close()
    first.to_step("archive")
    first.wizard.archive.take_file(str(foreign))
    first.on()
    assert "altro programma" in first.wizard.archive.file.error.text()
    assert url_of(str(foreign)).database == str(foreign)
