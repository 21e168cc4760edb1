"""Two people at one record: the second one sees both and chooses, field by field."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from askadesk.core.errors import ChangedMeanwhile
from askadesk.core.i18n import _, day_long, hour
from ui.dialogs.base import Dialog
from ui.dialogs.person import field_label
from ui.fonts import Role
from ui.widgets.button import Button
from ui.widgets.scroll import ScrollColumn
from ui.widgets.segmented import Segmented
from ui.widgets.text import Text

THEIRS, MINE = "theirs", "mine"


class Words:
    """What the fields of a form are called, and how what stands in them is said."""

    def label(self, name: str) -> str:
        """What the field ``name`` is called."""
        return field_label(name)

    def value(self, name: str, value: object) -> str:
        """``value`` of the field ``name``, as it is read."""
        return shown(value)


class _Choice(QWidget):
    """One field: both ways of writing it, and which one is kept."""

    def __init__(self, name: str, theirs: object, mine: object, words: Words) -> None:
        super().__init__()
        self.name, self._words = name, words
        self._values = theirs, mine
        self.label = Text(role=Role.SECOND_MEDIUM, tone="text2")
        self.theirs, self.mine = Text(elide=True), Text(elide=True)
        self.which = Segmented(compact=True)
        sides = QVBoxLayout()
        sides.setSpacing(0)
        for part in (self.label, self.theirs, self.mine):
            sides.addWidget(part)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addLayout(sides, 1)
        row.addWidget(self.which)
        self.say()

    def say(self) -> None:
        """Say the texts in the language spoken now."""
        theirs, mine = (self._words.value(self.name, one) for one in self._values)
        label = self._words.label(self.name)
        self.label.say(label)
        self.theirs.say(_("Theirs: {words}").format(words=theirs))
        self.mine.say(_("Yours: {words}").format(words=mine))
        choices = [(THEIRS, _("Theirs")), (MINE, _("Yours"))]
        self.which.offer(choices, self.which.current or MINE)
        self.which.setAccessibleName(label)

    def value(self) -> object:
        """The way that is kept."""
        theirs, mine = self._values
        return theirs if self.which.current == THEIRS else mine


class ChangedMeanwhileDialog(Dialog):
    """``chosen`` carries the fields as they are to be saved, and the version to save them with."""

    chosen = Signal(object, int)

    def __init__(self, error: ChangedMeanwhile, mine: Any, words: Words | None = None) -> None:
        super().__init__(wide=640)
        self._error, self._mine = error, mine
        self.choices = [
            _Choice(name, getattr(error.theirs, name), getattr(mine, name), words or Words())
            for name in error.differing
        ]
        scroll = ScrollColumn()
        scroll.set_margins(0, 0, 8, 0)
        scroll.column.setSpacing(16)
        for choice in self.choices:
            scroll.column.addWidget(choice)
        scroll.column.addStretch(1)
        scroll.setMinimumHeight(min(400, 80 * max(1, len(self.choices))))
        self.body.addWidget(scroll, 1)
        self._leave = self.add_button(Button(key="Esc"))
        self._theirs = self.add_button(Button())
        self._mine_all = self.add_button(Button())
        self._do = self.add_button(Button(kind="accent", key="F2"))
        self._leave.clicked.connect(self.close_down)
        self._theirs.clicked.connect(self._all_theirs)
        self._mine_all.clicked.connect(self._all_mine)
        self._do.clicked.connect(self.accept)
        self.retranslate()

    def retranslate(self) -> None:
        at = self._error.at
        when = _("Saved at {hour}.").format(hour=hour(at)) if at is not None else ""
        rest = _("Choose what to keep of each: nothing of either is lost until you save.")
        self.say_heading(self._error.what, " ".join(filter(None, (when, rest))))
        for choice in self.choices:
            choice.say()
        self._leave.say(_("Go on writing"))
        self._theirs.say(_("All theirs"))
        self._mine_all.say(_("All yours"))
        self._do.say(_("Save like this"))

    def _all_theirs(self) -> None:
        for choice in self.choices:
            choice.which.pick(THEIRS)

    def _all_mine(self) -> None:
        for choice in self.choices:
            choice.which.pick(MINE)

    def accept(self) -> None:
        kept = replace(self._mine, **{one.name: one.value() for one in self.choices})
        version = self._error.version
        assert version is not None
        self.close_down()
        self.chosen.emit(kept, version)


def shown(value: object) -> str:
    """A day or a text as it is read; what is empty is said too."""
    if isinstance(value, date):
        return day_long(value)
    return " ".join(str(value).split()) if value else _("nothing")
