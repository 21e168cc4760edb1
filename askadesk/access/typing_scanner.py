"""Hears a scanner among typed characters. No window, no clock: characters and their times go in.

A code that one of our keys proves is a scan at any speed and in any field, as soon as its last
character is there or, of the same burst, the Enter or Tab after it. Other quick bursts that end with
Enter or Tab are scans too, outside text fields only: inside one they are somebody's text.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from askadesk.access.codes import CODE_LENGTH, CodeKeys
from askadesk.access.layouts import recover_code

QUICK_MS = 35
"""A scanner's characters come less than this apart; nobody's fingers do so six times in a row."""

SHORTEST_BURST = 6
LONGEST_BURST = 16_384
"""Characters of a burst that are kept; what comes after them is heard but forgotten."""

ENDING_WITHIN_MS = 1000
"""How long after a code's last character an Enter or Tab still belongs to the scanner."""

# A symbology identifier, an ECI escape, both: what a scanner may type before the code.
_DECORATIONS = (10, 7, 3, 0)
REMEMBERED = CODE_LENGTH + max(_DECORATIONS)
"""The most characters that a code can ask back."""


@dataclass(frozen=True)
class Scan:
    """A reading: ``text`` is the code as it was printed, or what came when it is none of ours.

    ``give_back``: how many characters *before* the one that completed the scan went to a field and
    have to be taken out of it again. The one that completed it never belongs to the field.
    """

    text: str
    give_back: int


@dataclass(frozen=True)
class Ending:
    """An Enter or Tab that belongs to a scan already told: nobody else may see it."""


class TypingScanner:
    """The state between two keys. Times are milliseconds of any clock that runs forward."""

    def __init__(self, keys: Callable[[], CodeKeys | None]) -> None:
        self._keys = keys
        self._recent: deque[str] = deque(maxlen=REMEMBERED)
        self._burst: list[str] = []
        self._outside_fields = True
        self._next_line = False
        self._last = float("-inf")
        self._endings_until = float("-inf")

    def character(
        self, char: str, at: float, *, in_text_field: bool, repeated: bool = False
    ) -> Scan | None:
        """A character was typed. ``repeated``: by a key held down, which no scanner does."""
        if repeated or not self.in_burst(at):
            self._begin_burst()
            self._next_line = at < self._endings_until
        self._last = at
        self._endings_until = float("-inf")
        self._recent.append(char)
        self._outside_fields &= not in_text_field
        if len(self._burst) < LONGEST_BURST:
            self._burst.append(char)
        return self._code_just_completed(at)

    def ending(self, at: float) -> Scan | Ending | None:
        """Enter or Tab was pressed."""
        if not self.ends_a_scan(at):
            self.interrupt()
            return None
        burst = "".join(self._burst)
        self.interrupt()
        self._endings_until = at + QUICK_MS
        return Scan(burst, 0) if len(burst) >= SHORTEST_BURST else Ending()

    def ends_a_scan(self, at: float) -> bool:
        """Whether Enter or Tab, pressed now, would be the scanner's own. Changes nothing."""
        return at < self._endings_until or self._ends_a_burst(at)

    def in_burst(self, at: float) -> bool:
        """Whether a character now would follow the last one as quickly as a scanner's."""
        return 0 <= at - self._last < QUICK_MS

    def interrupt(self) -> None:
        """Another key was pressed: what came before it is over."""
        self._begin_burst()
        self._recent.clear()
        self._last = self._endings_until = float("-inf")

    def _begin_burst(self) -> None:
        self._burst.clear()
        self._outside_fields = True
        self._next_line = False

    def _ends_a_burst(self, at: float) -> bool:
        # A foreign code may hold several lines: the Enter after a short one is the scanner's too.
        long_enough = len(self._burst) >= SHORTEST_BURST or self._next_line
        return long_enough and self._outside_fields and self.in_burst(at)

    def _code_just_completed(self, at: float) -> Scan | None:
        keys = self._keys() if len(self._recent) >= CODE_LENGTH else None
        if keys is None or recover_code(keys, self._latest(CODE_LENGTH)) is None:
            return None
        for extra in _DECORATIONS:
            latest = self._latest(CODE_LENGTH + extra)
            code = recover_code(keys, latest) if latest.strip() == latest else None
            if len(latest) == CODE_LENGTH + extra and code is not None:
                self.interrupt()
                self._endings_until = at + ENDING_WITHIN_MS
                return Scan(code, len(latest) - 1)
        return None

    def _latest(self, count: int) -> str:
        return "".join(list(self._recent)[-count:])
