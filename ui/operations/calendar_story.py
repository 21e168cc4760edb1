"""What was done to bookings at this desk, taken back step by step (Ctrl Z) and done again (Ctrl Y)."""

from __future__ import annotations

from collections import deque

from PySide6.QtCore import QObject, Signal

from askadesk.core.errors import ChangedMeanwhile, NotFound
from askadesk.rooms.rows import Booked
from ui.operations.base import Bench
from ui.operations.taking_back import NotTakenBack, TakenBack, TakingBack


class Story(QObject):
    """One step at a time, since each changes what the next would take back: whoever presses faster than the
    archive answers gets as many steps as they pressed. ``changed`` when a step was taken, or refused."""

    changed = Signal()

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench.window)
        self.back = TakingBack(bench)
        self.done: list[Booked] = []
        self.undone: list[Booked] = []
        self._steps: deque[list[Booked]] = deque()
        self._at_work: Booked | None = None
        self._held = 0
        self.listen(self.back)

    def listen(self, back: TakingBack) -> None:
        """Hear of what the toasts of ``back`` take back as well."""
        back.taken_back.connect(self._taken_back)
        back.not_taken_back.connect(self._not_taken_back)

    def tell(self, words: str, icon: str, booked: Booked) -> None:
        """Something was done: say it, with the word that takes it back."""
        self.note(booked)
        self.back.say(words, booked, icon)

    def note(self, booked: Booked) -> None:
        """Something was done, and said elsewhere."""
        self.done.append(booked)
        self.undone.clear()

    # steps ---------------------------------------------------------------------------------------

    def undo(self) -> None:
        """Take back what was done last."""
        self._step(self.done)

    def redo(self) -> None:
        """Do again what was taken back last."""
        self._step(self.undone)

    def hold(self) -> None:
        """Something is being done: a step that is asked for now is about that."""
        self._held += 1

    def let_go(self) -> None:
        """It is done, or refused."""
        self._held -= 1
        self._go_on()

    def _step(self, story: list[Booked]) -> None:
        self._steps.append(story)
        self._go_on()

    def _go_on(self) -> None:
        if self._held or self._at_work is not None:
            return
        while self._steps:
            story = self._steps.popleft()
            if story:
                self._at_work = story[-1]
                self.back.undo(self._at_work)
                return

    # what came of them ---------------------------------------------------------------------------

    def _taken_back(self, taken: object) -> None:
        assert isinstance(taken, TakenBack)
        for story, other in ((self.done, self.undone), (self.undone, self.done)):
            if taken.done in story:
                story.remove(taken.done)
                other.append(taken.by)
                break
        self._stepped(taken.done)

    def _not_taken_back(self, refused: object) -> None:
        """It stays as it is, and no more steps are taken. What has changed since can never be taken back: it is
        forgotten."""
        assert isinstance(refused, NotTakenBack)
        self._steps.clear()
        if isinstance(refused.error, ChangedMeanwhile | NotFound):
            for story in (self.done, self.undone):
                if refused.done in story:
                    story.remove(refused.done)
        self._stepped(refused.done)

    def _stepped(self, booked: Booked) -> None:
        if booked == self._at_work:
            self._at_work = None
        self.changed.emit()
        self._go_on()
