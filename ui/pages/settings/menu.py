"""The sections of the settings, and the search that finds one of them or a single setting."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QLineEdit,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from askadesk.core.i18n import _
from ui import fonts, icons, painters
from ui.fonts import Role
from ui.nav import Section
from ui.theme import qcolor, tokens
from ui.widgets.base import Halo, Speaking
from ui.widgets.card import Rule
from ui.widgets.field import UNCUT, line
from ui.widgets.rows import RowPainter, RowsView
from ui.widgets.text import Text

ROW = 44
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


@dataclass(frozen=True, slots=True)
class Hit:
    """What the search found: a section, and one of its settings if ``setting`` is not empty."""

    place: Section
    setting: str = ""


class _Item(QAbstractButton):
    """One section: 44 high, an icon of 18, and a mark when it needs care."""

    stepped = Signal(int)

    def __init__(self, place: Section, parent: QWidget) -> None:
        super().__init__(parent)
        self.place, self.care = place, ""
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFixedHeight(ROW)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(200, ROW)

    def halo(self) -> Halo:
        return Halo(QRectF(self.rect()).adjusted(4, 3, -4, -3), 8)

    def cut(self) -> bool:
        room = self.width() - 46 - (40 if self.care else 16)
        return fonts.width(self._role(), self.text()) > room

    def _role(self) -> Role:
        return Role.STRONG if self.isChecked() else Role.BODY

    def paintEvent(self, event: QPaintEvent) -> None:
        look, on = tokens(), self.isChecked()
        with painters.painting(self) as painter:
            if on:
                painter.fillRect(self.rect(), qcolor(look.ink_50))
                painter.fillRect(QRectF(0, 0, 3, ROW), qcolor(look.ink))
            elif self.underMouse():
                painter.fillRect(self.rect(), qcolor(look.canvas))
            icons.draw(painter, self.place.icon, 16, 13, 18, look.ink if on else look.text3)
            room = QRectF(self.rect()).adjusted(46, 0, -40 if self.care else -16, 0)
            colour = look.ink if on else look.text2
            painters.text(painter, room, self._role(), self.text(), colour)
            if self.care:
                icons.draw(painter, "triangle-alert", self.width() - 32, 14, 16, look.warn)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()), 0)
        if step:
            self.stepped.emit(step)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.text().isprintable() and event.text() not in ("", " "):
            event.ignore()
        else:
            super().keyPressEvent(event)


class _HitPainter(RowPainter[Hit]):
    """A setting above the section where it is."""

    ruled = False

    def height(self, row: Hit) -> int:
        return 52 if row.setting else ROW

    def paint(self, painter: QPainter, rect: QRectF, row: Hit) -> None:
        look = tokens()
        middle = rect.center().y()
        icons.draw(painter, row.place.icon, rect.left(), middle - 9, 18, look.text3)
        words = rect.adjusted(30, 0, 0, 0)
        if not row.setting:
            painters.text(painter, words, Role.BODY, row.place.name(), look.text)
            return
        above = QRectF(words.left(), middle - 20, words.width(), 20)
        painters.text(painter, above, Role.BODY, row.setting, look.text)
        below = QRectF(words.left(), middle, words.width(), 16)
        painters.text(painter, below, Role.CAPTION, row.place.name(), look.text3)

    def name(self, row: Hit) -> str:
        place = row.place.name()
        if not row.setting:
            return place
        return _("{setting}, in {section}").format(setting=row.setting, section=place)


class _Search(QLineEdit):
    """The field above the sections: Down goes to what was found, Esc empties it."""

    down = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down:
            self.down.emit()
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        with painters.painting(self) as painter:
            icons.draw(painter, "search", 12, 12, 16, tokens().text3)


class Menu(Speaking, QWidget):
    """``chosen`` carries a section's key; ``setting_chosen`` a section's key and a setting's name."""

    chosen = Signal(str)
    setting_chosen = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._offered: list[tuple[Section, Callable[[], Sequence[str]]]] = []
        self._items: list[_Item] = []
        self.heading = Text(role=Role.TITLE)
        self.search = _Search()
        _dress(self.search)
        self.found: RowsView[Hit] = RowsView(_HitPainter())
        self.nothing = Text(tone="text2", role=Role.SECOND, wrap=True)
        self._desk = Text(role=Role.CAPTION, tone="text3", elide=True)
        self._program = Text(role=Role.CAPTION, tone="text3", elide=True)
        self._lists = QStackedWidget()
        self._column = self._lay_out()
        self.search.textChanged.connect(self._search)
        self.search.returnPressed.connect(self._take_first)
        self.search.down.connect(self._go_down)
        self.found.chosen.connect(self._take)
        self.retranslate()

    def _lay_out(self) -> QVBoxLayout:
        top = QVBoxLayout()
        top.setContentsMargins(15, 11, 15, 12)
        top.setSpacing(12)
        top.addWidget(self.heading)
        top.addWidget(self.search)
        foot = QVBoxLayout()
        foot.setContentsMargins(15, 12, 15, 16)
        foot.setSpacing(0)
        foot.addWidget(self._desk)
        foot.addWidget(self._program)
        sections, hits = QWidget(), QWidget()
        column = QVBoxLayout(sections)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addStretch(1)
        found = QVBoxLayout(hits)
        found.setContentsMargins(0, 0, 0, 0)
        found.setSpacing(0)
        self.nothing.setContentsMargins(16, 8, 16, 8)
        found.addWidget(self.nothing)
        found.addWidget(self.found, 1)
        for one in (sections, hits):
            self._lists.addWidget(one)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(top)
        whole.addWidget(self._lists, 1)
        whole.addWidget(Rule())
        whole.addLayout(foot)
        return column

    # what there is -------------------------------------------------------------------------------

    def offer(self, sections: Sequence[tuple[Section, Callable[[], Sequence[str]]]]) -> None:
        """Offer these sections, each with the names of its settings."""
        self._offered = list(sections)
        if [one.place for one in self._items] != [place for place, _words in sections]:
            self._rebuild()
        for item in self._items:
            item.setText(item.place.name())
            self._name(item)
        self._search(self.search.text())

    def _rebuild(self) -> None:
        care = {one.place.key: one.care for one in self._items}
        for item in self._items:
            self._column.removeWidget(item)
            item.hide()
            item.deleteLater()
        self._items = []
        for at, (place, _words) in enumerate(self._offered):
            item = _Item(place, self)
            item.care = care.get(place.key, "")
            item.clicked.connect(self._clicked)
            item.stepped.connect(self._step)
            self._column.insertWidget(at, item)
            self._items.append(item)

    def mark(self, key: str) -> None:
        """Show ``key`` as the section that is shown."""
        for item in self._items:
            item.setChecked(item.place.key == key)
            on = Qt.FocusPolicy.StrongFocus if item.isChecked() else Qt.FocusPolicy.ClickFocus
            item.setFocusPolicy(on)

    def mark_care(self, key: str, sentence: str) -> None:
        """Mark a section that needs care, and say why; "" takes the mark away."""
        for item in self._items:
            if item.place.key == key:
                item.care = sentence
                self._name(item)
                item.update()

    def _name(self, item: _Item) -> None:
        item.setAccessibleName(item.text())
        item.setAccessibleDescription(item.care)
        item.setToolTip(item.care)

    def show_desk(self, desk: str, program: str) -> None:
        """The two lines at the bottom."""
        self._desk.say(desk)
        self._program.say(program)

    def key(self, event: QKeyEvent) -> bool:
        """Ctrl F goes to the search."""
        control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
        if control and event.key() == Qt.Key.Key_F:
            self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.search.selectAll()
            return True
        return False

    def retranslate(self) -> None:
        self.heading.say(_("Settings"))
        self.search.setPlaceholderText(_("Search"))
        self.search.setAccessibleName(_("Search the settings"))
        self.found.setAccessibleName(_("Settings found"))
        self.nothing.say(_("No setting is called that. Try another word, or look at the sections."))

    # choosing ------------------------------------------------------------------------------------

    def _clicked(self) -> None:
        item = self.sender()
        if isinstance(item, _Item):
            self.chosen.emit(item.place.key)

    def _step(self, step: int) -> None:
        item = self.sender()
        if isinstance(item, _Item):
            at = (self._items.index(item) + step) % len(self._items)
            self.chosen.emit(self._items[at].place.key)
            self._items[at].setFocus(Qt.FocusReason.TabFocusReason)

    def _search(self, text: str) -> None:
        hits = self._hits(text)
        self._lists.setCurrentIndex(1 if text.strip() else 0)
        self.nothing.setVisible(not hits)
        self.found.setVisible(bool(hits))
        self.found.show_rows(hits)

    def _hits(self, text: str) -> list[Hit]:
        """Sections first, then single settings; every word must begin one of theirs."""
        wanted = _words_of(text)
        if not wanted:
            return []
        hits = [Hit(place) for place, _w in self._offered if _begins(wanted, place.name())]
        for place, words in self._offered:
            hits += [Hit(place, one) for one in words() if _begins(wanted, one)]
        return hits

    def _take_first(self) -> None:
        if self.found.rows:
            self._take(self.found.rows[0])

    def _go_down(self) -> None:
        if self.found.rows:
            self.found.setFocus(Qt.FocusReason.TabFocusReason)

    def _take(self, hit: object) -> None:
        if isinstance(hit, Hit):
            self.search.clear()
            if hit.setting:
                self.setting_chosen.emit(hit.place.key, hit.setting)
            else:
                self.chosen.emit(hit.place.key)


def _dress(field: QLineEdit) -> None:
    like = line()
    field.setFont(like.font())
    field.setMaxLength(UNCUT)
    field.setFixedHeight(40)
    field.setTextMargins(24, 0, 0, 0)


def _words_of(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(one for one in plain if not unicodedata.combining(one)).split()


def _begins(wanted: Sequence[str], name: str) -> bool:
    words = _words_of(name.replace("’", " ").replace("'", " "))
    return all(any(word.startswith(one) for word in words) for one in wanted)
