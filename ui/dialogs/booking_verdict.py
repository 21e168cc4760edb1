"""The right of the booking dialog for a single booking: can it be had, why not, and what is free instead."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from askadesk.core.i18n import _, day_weekday, hour
from askadesk.rooms.rows import Breach, Checked, Clash, Free
from askadesk.rooms.words import (
    breach_sentence,
    seats_words,
    taken_sentence,
    until_sentence,
)
from ui.fonts import Role
from ui.widgets.base import Speaking
from ui.widgets.button import Button
from ui.widgets.field import Field, line
from ui.widgets.mark import Mark
from ui.widgets.option_tile import OptionTile
from ui.widgets.text import Text

_MOST = 4


class VerdictLine(QWidget):
    """An icon of 20 and a title, in the tone of the verdict."""

    def __init__(self) -> None:
        super().__init__()
        self._mark = Mark("circle-check", 20, "ok")
        self.words = Text(role=Role.TITLE, wrap=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        first = QVBoxLayout()  # the icon stands beside the first line
        first.setContentsMargins(0, 2, 0, 0)
        first.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(first)
        row.addWidget(self.words, 1)

    def say(self, words: str, icon: str, tone: str) -> None:
        """Show ``words`` with their icon."""
        self._mark.say(icon, tone)
        self.words.say(words, tone)


class AlternativeTile(OptionTile):
    """Somewhere else, or another time."""

    taken = Signal(object)

    def __init__(self, free: Free, *, other_space: bool) -> None:
        super().__init__("map-pin" if other_space else "clock", chooses=False)
        self.free = free
        self.clicked.connect(self._take)

    def words(self, asked_space: bool, same_day: bool) -> None:
        """Say what it is: the space where it is another one, else the time."""
        free = self.free
        span = _("{first} – {last}").format(first=hour(free.starts), last=hour(free.ends))
        when = (
            span
            if same_day
            else _("{day}, {span}").format(day=day_weekday(free.starts.date()), span=span)
        )
        seats = seats_words(free.seats)
        if asked_space:
            self.say(when, _("{space} · {seats}").format(space=free.space_name, seats=seats))
        else:
            self.say(free.space_name, _("{when} · {seats}").format(when=when, seats=seats))

    def _take(self) -> None:
        self.taken.emit(self.free)


class ReasonField(Field):
    """Why a rule is broken; shown where a reason gets past all that stands against a booking."""

    def __init__(self) -> None:
        super().__init__(line())

    @property
    def words(self) -> str:
        """What was written; "" while it is not asked for."""
        control = self.control
        return "" if self.isHidden() else control.text().strip()  # type: ignore[attr-defined]

    def ask_for(self, breaches: tuple[Breach, ...]) -> None:
        """Show it when ``breaches`` give way to a reason."""
        gives_way = bool(breaches) and all(one.code != "role" for one in breaches)
        self.setVisible(gives_way or bool(self.words))


class SingleVerdict(Speaking, QWidget):
    """``alternative`` carries the ``Free`` that was chosen; ``wait_asked`` that nothing else will do. ``waits``
    says whether one can wait for what is taken."""

    alternative = Signal(object)
    wait_asked = Signal()

    def __init__(self, *, waits: bool = False) -> None:
        super().__init__()
        self._waits = waits
        self.wait = Button(icon="clipboard-list")
        self.wait.clicked.connect(self.wait_asked)
        self._checked: Checked | None = None
        self._unclear = ""
        self._asked: tuple[object, object] = (None, None)
        self.line = VerdictLine()
        self.sentence = Text(role=Role.BODY, tone="text2", wrap=True)
        self.instead = Text(role=Role.SECOND_MEDIUM, tone="text2")
        self.tiles: list[AlternativeTile] = []
        self._tiles = QVBoxLayout()
        self._tiles.setSpacing(8)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.line)
        column.addWidget(self.sentence)
        column.addWidget(self.instead)
        column.addLayout(self._tiles)
        column.addWidget(self.wait)
        self.retranslate()

    def show_checked(self, checked: Checked, space: object, day: object) -> None:
        """Show what was found for ``space`` on ``day``."""
        same = (checked, (space, day)) == (self._checked, self._asked)
        self._checked, self._unclear, self._asked = checked, "", (space, day)
        if not same:
            self._show_tiles()
        self.retranslate()

    def show_unclear(self, sentence: str) -> None:
        """What stands there cannot be looked up yet: say why."""
        self._checked, self._unclear = None, sentence
        self._show_tiles()
        self.retranslate()

    @property
    def space(self) -> object:
        """The space for which something else is offered."""
        return self._asked[0]

    @property
    def free(self) -> bool:
        """Whether nothing is in the way."""
        return self._checked is not None and not self._checked.clashes

    @property
    def checked(self) -> Checked | None:
        """What is shown."""
        return self._checked

    def retranslate(self) -> None:
        checked = self._checked
        self.instead.say(_("Free instead"))
        self.instead.setVisible(bool(self.tiles))
        self.wait.say(_("Put on the wait-list"))
        self.wait.setVisible(self._waits and checked is not None and bool(checked.clashes))
        for tile in self.tiles:
            self._say_tile(tile)
        if checked is None:
            words = self._unclear or _("Choose a space and a time.")
            self.line.say(words, "circle-question-mark", "text2")
            self.sentence.say("")
        elif checked.clashes:
            self.line.say(_taken(checked.clashes), "triangle-alert", "warn")
            several = len(checked.clashes) > 1
            self.sentence.say("\n".join(_when(one, several) for one in checked.clashes))
        elif checked.breaches:
            self.line.say(_("A rule is in the way"), "triangle-alert", "warn")
            self.sentence.say("\n".join(breach_sentence(one) for one in checked.breaches))
        else:
            self.line.say(_("It is free"), "circle-check", "ok")
            self.sentence.say("")
        self.sentence.setVisible(bool(self.sentence.text()))

    def _show_tiles(self) -> None:
        for tile in self.tiles:
            self._tiles.removeWidget(tile)
            tile.hide()
            tile.deleteLater()
        found = self._checked.alternatives if self._checked is not None else ()
        self.tiles = []
        for free in found[:_MOST]:
            tile = AlternativeTile(free, other_space=free.space != self._asked[0])
            tile.taken.connect(self.alternative)
            self._tiles.addWidget(tile)
            self.tiles.append(tile)

    def _say_tile(self, tile: AlternativeTile) -> None:
        space, day = self._asked
        tile.words(tile.free.space == space, tile.free.starts.date() == day)


def _taken(clashes: tuple[Clash, ...]) -> str:
    if len(clashes) > 1:
        return _("Some of these spaces are taken")
    return taken_sentence(clashes[0].space_name, clashes[0].who)


def _when(clash: Clash, several: bool) -> str:
    """Until when; of several spaces also which, and who has it."""
    until = until_sentence(clash.starts, clash.ends, clash.blocked_until)
    if not several:
        return until
    return " ".join((taken_sentence(clash.space_name, clash.who), until))
