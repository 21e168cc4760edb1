"""The first run as a whole: six questions over the full window, and nothing written before the end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from askadesk.core.i18n import LANGUAGES, _, language, ngettext
from askadesk.plans.starter import FirstRun, StarterPlan
from ui.first_run.frame import Cover, StepsPanel
from ui.first_run.plans import PlansStep
from ui.first_run.steps import (
    ArchiveStep,
    HubStep,
    LanguageStep,
    OperatorStep,
    ReadyStep,
    Step,
)
from ui.fonts import Role
from ui.widgets.base import Speaking
from ui.widgets.button import Button
from ui.widgets.mark import Mark
from ui.widgets.text import Text

_HALO = 5
"""What is in a step keeps this from its edge, so that a halo shows whole."""
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class FirstRunWizard(Speaking, QWidget):
    """Shows one step after the other; F2 and Enter go on, Esc asks to leave."""

    language_picked = Signal(str)
    archive_asked = Signal(str)
    """Whether this archive can be reached, and whether it holds a hub: see ``archive_answered``."""
    file_asked = Signal()
    finished = Signal(str, object)
    """The archive, and the ``FirstRun`` to write there; None for one that has its hub already."""
    left = Signal()
    """Esc: nothing was written."""

    def __init__(self, database: str, plans: Sequence[StarterPlan]) -> None:
        super().__init__()
        self.language = LanguageStep(language())
        self.archive = ArchiveStep(database)
        self.hub, self.operator = HubStep(), OperatorStep()
        self.plans, self.ready = PlansStep(plans), ReadyStep()
        self.steps: tuple[Step, ...] = (
            self.language,
            self.archive,
            self.hub,
            self.plans,
            self.operator,
            self.ready,
        )
        self._at, self._waiting = 0, False
        self._cover: Cover | None = None
        self.panel, self.stack = StepsPanel(), QStackedWidget()
        self.count = Text(tone="text3")
        self.heading = Text(role=Role.HERO, wrap=True)
        self.sentence = Text(role=Role.LARGE, tone="text2", wrap=True)
        self.note = Text(tone="text2")
        self.back = Button(kind="ghost", size=48)
        self.on = Button(kind="accent", size=48, key="F2")
        self._lay_out()
        self._wire()
        self.retranslate()

    def _lay_out(self) -> None:
        for step in self.steps:
            self.stack.addWidget(step)
        foot = QHBoxLayout()
        foot.setSpacing(16)
        foot.addWidget(Mark("shield-check", 18, "ink"))
        foot.addWidget(self.note, 1, Qt.AlignmentFlag.AlignVCenter)
        foot.addWidget(self.back)
        foot.addWidget(self.on)
        head = QVBoxLayout()
        head.setContentsMargins(_HALO, 0, _HALO, 0)
        foot.setContentsMargins(_HALO, 0, _HALO, 0)
        head.setSpacing(0)
        head.addWidget(self.count)
        head.addSpacing(4)
        head.addWidget(self.heading)
        head.addSpacing(8)
        head.addWidget(self.sentence)
        right = QVBoxLayout()
        right.setContentsMargins(64 - _HALO, 56, 64 - _HALO, 32)
        right.setSpacing(0)
        right.addLayout(head)
        right.addSpacing(20)
        right.addWidget(self.stack, 1)
        right.addSpacing(12)
        right.addLayout(foot)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.panel)
        row.addLayout(right, 1)

    def _wire(self) -> None:
        self.language.picked.connect(self.language_picked)
        self.archive.file_asked.connect(self.file_asked)
        self.back.clicked.connect(self.go_back)
        self.on.clicked.connect(self.go_on)

    # life ----------------------------------------------------------------------------------------

    def open_over(self, window: QWidget) -> None:
        """Cover ``window``."""
        self._cover = Cover(window, self)
        self._cover.escaped.connect(self.left)
        self._cover.open(self.steps[self._at].first())

    def close_down(self) -> None:
        """Go away: the desk is ready, or the program ends."""
        cover, self._cover = self._cover, None
        if cover is not None:
            cover.close_down()

    # going -------------------------------------------------------------------------------------

    @property
    def step(self) -> Step:
        """The step that is asked now."""
        return self.steps[self._at]

    def go_on(self) -> None:
        """On to the next step, if this one is answered."""
        if self._waiting or not self.step.check():
            return
        if self.step is self.archive:
            self._wait(_("Looking whether the archive can be reached."))
            self.archive_asked.emit(self.archive.database)
        elif self.step is self.ready:
            self._wait(_("Making the hub."))
            self.finished.emit(self.archive.database, self.answers())
        else:
            self._show(self._at + 1)

    def go_back(self) -> None:
        """Back to the step before; what was answered stays."""
        if self._at > 0 and not self._waiting:
            self._show(self._at - 1)

    def archive_answered(self, has_hub: bool) -> None:
        """The archive can be reached; one that has its hub already needs no more answers."""
        self._stop_waiting()
        if has_hub:
            self._wait(_("This archive has its hub already: it opens now."))
            self.finished.emit(self.archive.database, None)
        else:
            self._show(self._at + 1)

    def refuse_archive(self, sentence: str) -> None:
        """The archive cannot be used, and why."""
        self._stop_waiting()
        if self.step is self.archive:
            self.archive.complain(sentence)

    def let_go_on(self) -> None:
        """What was asked could not be done: everything stands as it was answered."""
        self._stop_waiting()

    def answers(self) -> FirstRun:
        """All that was answered."""
        hub = replace(self.hub.hub(), operator=self.operator.operator())
        return FirstRun(hub, self.plans.plans())

    def _show(self, at: int) -> None:
        self._at = at
        self.stack.setCurrentIndex(at)
        if self.step is self.ready:
            self._sum_up()
        self.retranslate()
        self.step.first().setFocus(Qt.FocusReason.OtherFocusReason)
        if self.step is self.ready:
            self.on.setFocus(Qt.FocusReason.OtherFocusReason)

    def _sum_up(self) -> None:
        first = self.answers()
        where = ", ".join(filter(None, (first.hub.address, first.hub.city)))
        names = [
            plan.name_en if language() == "en" and plan.name_en else plan.name
            for plan in first.plans
        ]
        people = ngettext("up to {count} person", "up to {count} people", first.hub.capacity)
        self.ready.show_answers(
            (
                (_("Language"), LANGUAGES[language()]),
                (_("Archive"), self.archive.database),
                (_("Hub"), " · ".join(filter(None, (first.hub.name, where)))),
                (_("Room"), people.format(count=first.hub.capacity)),
                (_("Plans"), ", ".join(names) or _("none yet")),
            )
        )

    # waiting -------------------------------------------------------------------------------------

    def _wait(self, words: str) -> None:
        self._waiting = True
        self.note.say(words)
        self.on.setEnabled(False)

    def _stop_waiting(self) -> None:
        self._waiting = False
        self.on.setEnabled(True)
        self.retranslate()

    # words and keys ------------------------------------------------------------------------------

    def retranslate(self) -> None:
        step, steps = self.step, len(self.steps)
        said = _("Step {step} of {steps}").format(step=self._at + 1, steps=steps)
        self.panel.show_steps([one.short() for one in self.steps], self._at)
        self.count.say(said)
        self.heading.say(step.title())
        self.sentence.say(step.sentence())
        self.note.say(_("Your data stay yours. Nothing is sent anywhere else."))
        self.back.say(_("Back"))
        self.back.setVisible(self._at > 0)
        self.on.say(_("Open the desk") if step is self.ready else _("Continue"))
        self.setAccessibleName(f"{said}: {step.title()}")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F2 or event.key() in _ENTER:
            self.go_on()
            return
        super().keyPressEvent(event)
