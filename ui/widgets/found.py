"""The people found for a name, in a popover below the field where it is typed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QVBoxLayout, QWidget

from askadesk.core.i18n import _, hour
from askadesk.presence.rows import FoundPerson
from ui import painters
from ui.fonts import Role
from ui.theme import tokens
from ui.widgets.base import Speaking
from ui.widgets.overlay import Plate
from ui.widgets.portrait import picture
from ui.widgets.rows import RowPainter, RowsView
from ui.widgets.text import Text

_ROW, _INSET = 56, 8


def found_about(person: FoundPerson) -> str:
    """What tells namesakes apart: role, organisation, a second detail."""
    return " · ".join(filter(None, (person.role, person.organisation, person.second)))


class FoundPainter(RowPainter[FoundPerson]):
    """Portrait, name, what tells namesakes apart, whether they are inside."""

    padding = 12
    ruled = False

    def __init__(self) -> None:
        self._photos: dict[object, QPixmap | None] = {}

    def forget(self) -> None:
        """Drop the portraits kept while the list showed."""
        self._photos.clear()

    def height(self, row: FoundPerson) -> int:
        return _ROW

    def name(self, row: FoundPerson) -> str:
        return ", ".join(filter(None, (row.name, found_about(row), _inside(row))))

    def paint(self, painter: QPainter, rect: QRectF, row: FoundPerson) -> None:
        look, middle = tokens(), rect.center().y()
        if row.id not in self._photos:
            self._photos[row.id] = picture(row.photo)
        photo = self._photos[row.id]
        painters.avatar(painter, rect.left(), round(middle - 20), 40, row.initials, photo)
        left, right = rect.left() + 52, rect.right()
        inside = _inside(row)
        if inside:
            wide = painters.chip_width(inside)
            chip = QRectF(right - wide, round(middle - 12), wide, 24)
            painters.chip(painter, chip, inside, "ok")
            right = chip.left() - 8
        about = found_about(row)
        first = QRectF(left, middle - 19 if about else middle - 10, right - left, 20)
        painters.text(painter, first, Role.PRIMARY, row.name, look.text)
        second = QRectF(left, middle + 1, right - left, 18)
        painters.text(painter, second, Role.SECOND, about, look.text3)


def _inside(person: FoundPerson) -> str:
    if person.inside_since is None:
        return ""
    return _("Here since {hour}").format(hour=hour(person.inside_since))


class FoundPopup(Speaking, QWidget):
    """A popover that never takes the focus: the field keeps it, arrows move the choice."""

    chosen = Signal(object)

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self._plate = Plate(self, radius=12, blur=24, drop=8)
        self._panel = QWidget(self)
        self._painter = FoundPainter()
        self.list: RowsView[FoundPerson] = RowsView(self._painter, marks_current=True)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.chosen.connect(self.chosen)
        self.nobody = Text(tone="text2")
        column = QVBoxLayout(self._panel)
        column.setContentsMargins(_INSET, _INSET, _INSET, _INSET)
        column.addWidget(self.list)
        column.addWidget(self.nobody)
        self.hide()
        self.retranslate()

    def retranslate(self) -> None:
        self.nobody.say(_("Nobody with this name."))
        self.list.setAccessibleName(_("People found"))

    def show_people(self, people: Sequence[FoundPerson], corner: QPoint, wide: int) -> None:
        """Show ``people``, ``wide`` px wide, with the top left corner at ``corner`` of the widget
        that it lies over."""
        self._painter.forget()
        self.list.show_rows(people)
        self.list.setVisible(bool(people))
        self.nobody.setVisible(not people)
        high = 2 * _INSET + (_ROW * len(people) if people else 40)
        around = 32
        self.setGeometry(corner.x() - around, corner.y(), wide + 2 * around, high + around)
        self._panel.setGeometry(around, 0, wide, high)
        self._plate.setGeometry(self._panel.geometry())
        self._plate.lower()
        self.show()
        self.raise_()
        if people:
            self.list.setCurrentIndex(self.list.model().index(0, 0))

    def current(self) -> FoundPerson | None:
        """The person that Enter would choose."""
        at = self.list.currentIndex().row()
        return self.list.rows[at] if 0 <= at < len(self.list.rows) else None

    def move_by_key(self, key: int) -> None:
        """Follow an arrow key pressed in the field."""
        if not self.isVisible() or not self.list.rows:
            return
        steps = {
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_PageDown: 8,
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_PageUp: -8,
        }
        at = self.list.currentIndex().row() + steps[Qt.Key(key)]
        at = min(len(self.list.rows) - 1, max(0, at))
        self.list.setCurrentIndex(self.list.model().index(at, 0))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Nothing of its own: the plate below the list carries surface and shadow."""
