"""The settings: the sections at the left, whichever is chosen at the right, and a search over all.

The page is a view. Each section is a widget of its own that says by signals what was asked.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import cast

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from ui import sections
from ui.nav import Section
from ui.pages.settings.menu import Menu
from ui.pages.settings.sections import ORDER, SettingsSection
from ui.widgets.base import Speaking
from ui.widgets.card import Card

SECTION = sections.SETTINGS
"""Where the page stands in the navigation: at the bottom."""

Words = Callable[[], Sequence[str]]


@dataclass(frozen=True, slots=True)
class _Part:
    """A section as it was added."""

    place: Section
    widget: QWidget
    words: Words

    @property
    def acts(self) -> SettingsSection:
        return cast("SettingsSection", self.widget)


class SettingsPage(Speaking, QWidget):
    """Sections 112,88,232,664; content from x 360 (measures of a 1366 window)."""

    section_changed = Signal(str)
    """The key of the section that is shown now."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts: list[_Part] = []
        self._seen = False
        self.menu = Menu()
        self.list_card = Card()
        self.list_card.body.addWidget(self.menu)
        self.stack = QStackedWidget()
        self._row = QHBoxLayout(self)
        self._row.addWidget(self.list_card)
        self._row.addWidget(self.stack, 1)
        self.menu.chosen.connect(self.go_to)
        self.menu.setting_chosen.connect(self._find)
        self.set_roomy(False)
        self.retranslate()

    # sections ------------------------------------------------------------------------------------

    def add_section(
        self, key: str, icon: str, name: Callable[[], str], widget: QWidget, words: Words
    ) -> None:
        """Add a section. ``words`` names its single settings in the language spoken now: the search
        finds the section by its name and by each of them."""
        part = _Part(Section(key, icon, name), widget, words)
        at = sum(_rank(one.place.key) <= _rank(key) for one in self._parts)
        self._parts.insert(at, part)
        self.stack.addWidget(widget)
        self.menu.offer([(one.place, one.words) for one in self._parts])
        if self.stack.count() == 1:
            self.menu.mark(key)

    @property
    def section(self) -> str:
        """The key of the section shown; "" when there is none."""
        part = self._shown()
        return part.place.key if part is not None else ""

    @property
    def places(self) -> tuple[Section, ...]:
        """The sections from top to bottom."""
        return tuple(part.place for part in self._parts)

    def go_to(self, key: str) -> None:
        """Show the section called ``key``."""
        part = next((one for one in self._parts if one.place.key == key), None)
        before = self._shown()
        if part is None:
            return
        if part is not before:
            if before is not None and self._seen:
                before.acts.left()
            self.stack.setCurrentWidget(part.widget)
            self.section_changed.emit(key)
            if self._seen:
                part.acts.shown()
        self.menu.mark(key)

    def _find(self, key: str, words: str) -> None:
        self.go_to(key)
        part = self._shown()
        find = getattr(part.widget, "point_to", None) if part is not None else None
        if callable(find):
            find(words)

    def needs_care(self, key: str, sentence: str) -> None:
        """Mark a section that wants somebody's eyes, and why; "" takes the mark away."""
        self.menu.mark_care(key, sentence)

    def show_desk(self, desk: str, program: str) -> None:
        """The name of this desk and the version of the program, below the sections."""
        self.menu.show_desk(desk, program)

    def _shown(self) -> _Part | None:
        widget = self.stack.currentWidget()
        return next((one for one in self._parts if one.widget is widget), None)

    # the window ----------------------------------------------------------------------------------

    def set_roomy(self, roomy: bool) -> None:
        """Take the measures of a 1920 or of a 1366 window."""
        margin, gap = ((32, 24), 24) if roomy else ((24, 16), 16)
        self._row.setContentsMargins(*margin, *margin)
        self._row.setSpacing(gap)
        self.list_card.setFixedWidth(280 if roomy else 232)
        for part in self._parts:
            part.acts.set_roomy(roomy)

    def key(self, event: QKeyEvent) -> bool:
        """Act on a key that reached the window; False when it means nothing here."""
        part = self._shown()
        if part is not None and part.acts.key(event):
            return True
        return self.menu.key(event)

    def retranslate(self) -> None:
        self.menu.offer([(one.place, one.words) for one in self._parts])
        if self._parts:
            self.menu.mark(self.section)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        part = self._shown()
        if not event.spontaneous() and not self._seen:
            self._seen = True
            if part is not None:
                part.acts.shown()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        part = self._shown()
        if not event.spontaneous() and self._seen:
            self._seen = False
            if part is not None:
                part.acts.left()


def _rank(key: str) -> int:
    return ORDER.index(key) if key in ORDER else len(ORDER)
