"""Coming and going, as the Oggi page asks for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import TypeVar
from uuid import UUID

from PySide6.QtCore import QTimer, Signal

from askadesk.access.codes import SHORT_LENGTH
from askadesk.access.layouts import recover
from askadesk.core.i18n import _
from askadesk.presence.facts import Way
from askadesk.presence.request import ScanRequest
from askadesk.presence.rows import (
    Direction,
    FoundPerson,
    PresentRow,
    ScanCard,
    Today,
    Undone,
    Verdict,
)
from askadesk.services import Services
from db.values import Answer
from ui.operations.base import Bench, Operations

SEARCH_WAITS_MS = 120
# After so long a scan is said to be waiting for whoever is writing into the archive.
TURN_MS = 2_000
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Answered:
    """A request and the card that came back for it."""

    request: ScanRequest
    card: ScanCard


@dataclass(frozen=True, slots=True)
class FoundFor:
    """The people found for a text; ``submitted`` when Enter was pressed after it."""

    text: str
    people: tuple[FoundPerson, ...]
    submitted: bool = False


class PresenceOperations(Operations):
    """Signals carry what came back; the desk shows it."""

    answered = Signal(object)
    found = Signal(object)
    today_read = Signal(object)
    undone = Signal(object)
    recalled = Signal(object)
    everyone_read = Signal(object)

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench)
        self._reading = False
        self._stale = False
        self._wanted = ""
        self._last: Answered | None = None
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(SEARCH_WAITS_MS)
        self._patience.timeout.connect(self._search_now)
        self._scans = 0
        self.turn = QTimer(self)
        self.turn.setSingleShot(True)
        self.turn.setInterval(TURN_MS)
        self.turn.timeout.connect(self._say_it_waits)

    # scanning ------------------------------------------------------------------------------------

    def scan(self, code: str) -> None:
        """Judge a code that was read."""
        self._ask(ScanRequest(code=code))

    def nothing_read(self) -> None:
        """A picture was looked at in which there is no code."""
        self._ask(ScanRequest())

    def let_in(self, person: UUID) -> None:
        """Let someone in by sight."""
        self._ask(ScanRequest(person=person))

    def let_out(self, person: UUID) -> None:
        """Check someone out by sight."""
        self._ask(ScanRequest(person=person, direction=Direction.OUT))

    def check_out(self) -> None:
        """Check out whoever is on the card."""
        self._again(direction=Direction.OUT)

    def take_way(self, way: Way) -> None:
        """Try again with the way out that was chosen, for whoever is on the card."""
        self._again(way=way)

    def _again(self, *, direction: Direction = Direction.ASK, way: Way | None = None) -> None:
        if self._last is not None:
            asked = replace(self._last.request, direction=direction, way=way, command=None, at=None)
            self._ask(asked)

    def _ask(self, request: ScanRequest) -> None:
        if self.is_open:
            self._judge(partial(_scan, self.services, request), self._answer)

    def _judge(self, call: Callable[[], T], done: Callable[[T], object]) -> None:
        """Ask for a verdict, and say that it waits where another is writing into the archive for long."""
        self._scans += 1
        if not self.turn.isActive():
            self.turn.start()
        self.bench.runner.run(call, done=done, failed=self.refused, ended=self._judged)

    def _judged(self) -> None:
        self._scans -= 1
        if not self._scans:
            self.turn.stop()

    def _say_it_waits(self) -> None:
        words = _("A lot is being written into the archive: this scan waits its turn.")
        self.bench.window.toasts.say(words, icon="clock", tone="warn")

    def _answer(self, answered: Answered) -> None:
        self._last = answered
        self.answered.emit(answered)
        self.bench.window.ready()

    def submit(self, text: str) -> None:
        """Enter in the scan field: a code, or a name to look for."""
        if self.is_open:
            self._judge(partial(_submit, self.services, text), self._submitted)

    def _submitted(self, result: Answered | FoundFor) -> None:
        if isinstance(result, Answered):
            self.bench.window.empty_field()
            self._answer(result)
        else:
            self.found.emit(result)

    # putting right -------------------------------------------------------------------------------

    def undo(self) -> None:
        """Take back what the card on the page says was recorded."""
        command = self._last.card.verdict.command if self._last is not None else None
        if command is not None and self.is_open:
            call = partial(self.services.presence.undo, command)
            self.bench.runner.run(call, done=self._undone, failed=self.refused)

    def _undone(self, undone: Undone) -> None:
        self._last = None
        if undone.what == "exit":
            words = _("Exit taken back: still in")
        elif undone.left is None:
            words = _("Entry taken back")
        else:
            words = _("Entry taken back: {left} left").format(left=undone.left)
        self.bench.window.toasts.say(words, icon="undo-2")
        self.undone.emit(undone)

    def set_guests(self, visit: UUID, guests: int) -> None:
        """Say how many came along."""
        call = partial(_set_guests, self.services, visit, guests, self._last)
        self.bench.runner.run(call, done=self._changed_card, failed=self.refused)

    def make_up(self, visit: UUID) -> None:
        """Draw one more unit for someone who stayed longer."""
        call = partial(_make_up, self.services, visit, self._last)
        self.bench.runner.run(call, done=self._changed_card, failed=self.refused)

    def read_card_again(self) -> None:
        """Read the card on the page once more, for example in another language."""
        if self._last is not None and self.is_open:
            call = partial(_card_again, self.services, self._last)
            self.bench.runner.run(call, done=self._changed_card, failed=self.refused)

    def _changed_card(self, card: ScanCard | None) -> None:
        if card is not None and self._last is not None:
            self._last = Answered(self._last.request, card)
            self.recalled.emit(card)

    def recall(self, command: UUID) -> None:
        """Show an earlier answer again."""
        call = partial(_recall, self.services, command)
        self.bench.runner.run(call, done=self._recalled, failed=self.refused)

    def _recalled(self, answered: Answered | None) -> None:
        if answered is not None:
            self._last = answered
            self.recalled.emit(answered.card)

    # reading -------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read the page again; while a reading is under way, once more after it."""
        if not self.is_open:
            return
        if self._reading:
            self._stale = True
            return
        self._reading, self._stale = True, False
        reading = self.services.reading
        self.bench.runner.run(
            reading.today, done=self._today, failed=self.refused, ended=self._read
        )

    def _today(self, today: Today) -> None:
        self.today_read.emit(today)

    def _read(self) -> None:
        self._reading = False
        if self._stale:
            self.refresh()

    def search(self, text: str) -> None:
        """Look for ``text`` once the typing pauses; a scanner's burst is over before that."""
        self._wanted = text
        if text.strip():
            self._patience.start()
        else:
            self._patience.stop()

    def _search_now(self) -> None:
        if self.is_open:
            call = partial(_search, self.services, self._wanted)
            self.bench.runner.run(call, done=self._found, failed=self.refused)

    def _found(self, found: FoundFor) -> None:
        if found.text == self._wanted:
            self.found.emit(found)

    def read_everyone(self) -> None:
        """Read everyone who is in now."""
        if self.is_open:
            present = self.services.reading.present
            self.bench.runner.run(present, done=self._everyone, failed=self.refused)

    def _everyone(self, rows: tuple[PresentRow, ...]) -> None:
        self.everyone_read.emit(rows)

    def close_forgotten(self) -> None:
        """Close the visits of earlier days that nobody checked out."""
        if self.is_open:
            close = self.services.presence.close_forgotten
            self.bench.runner.run(close, done=self._closed, failed=self.refused)

    def _closed(self, count: int) -> None:
        if count:
            self.refresh()


# On the database worker: no Qt below this line.


def _scan(services: Services, request: ScanRequest) -> Answered:
    verdict = services.presence.scan(request)
    return Answered(request, services.reading.card(verdict))


def _submit(services: Services, text: str) -> Answered | FoundFor:
    if _is_code(services, text):
        return _scan(services, ScanRequest(code=text))
    people = services.reading.search(text)
    if people or not _looks_scanned(text):
        return FoundFor(text, people, submitted=True)
    return _scan(services, ScanRequest(code=text))


def _is_code(services: Services, text: str) -> bool:
    if recover(services.access.keys(), text) is not None:
        return True
    short = text.strip()
    return len(short) == SHORT_LENGTH and any(char.isdigit() for char in short)


def _looks_scanned(text: str) -> bool:
    """Whether nobody would type this to find a name: a web address, a number, a code."""
    plain = text.strip()
    short = len(plain) == SHORT_LENGTH and plain.isalnum()
    return short or any(char.isdigit() for char in plain) or len(plain) > 24 or ":" in plain


def _search(services: Services, text: str) -> FoundFor:
    return FoundFor(text, services.reading.search(text))


def _card_again(services: Services, last: Answered | None) -> ScanCard | None:
    return services.reading.card(last.card.verdict) if last is not None else None


def _set_guests(
    services: Services, visit: UUID, guests: int, last: Answered | None
) -> ScanCard | None:
    services.presence.set_guests(visit, guests)
    return _card_again(services, last)


def _make_up(services: Services, visit: UUID, last: Answered | None) -> ScanCard | None:
    left = services.presence.make_up(visit)
    if last is None:
        return None
    verdict: Verdict = replace(last.card.verdict, ways_out=(), params={}, left=left)
    return services.reading.card(verdict)


def _recall(services: Services, command: UUID) -> Answered | None:
    card = services.reading.recall(command)
    if card is None:
        return None
    verdict = card.verdict
    if verdict.answer is Answer.REFUSED and verdict.person is None:
        return Answered(ScanRequest(code=""), card)
    return Answered(ScanRequest(person=verdict.person), card)
