"""The code of a card as it is printed: dark on white in any look, so that a phone can read it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import icons, painters
from ui.theme import qcolor, tokens

_AROUND = 9
"""Padding of 8 and the line."""


class QrPreview(QWidget):
    """``side`` is the code's own; without a code an icon stands in its place."""

    def __init__(self, side: int = 96, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._side = side
        self._code = ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def measure(self, side: int) -> None:
        """Take the measure of the window."""
        self._side = side
        self.updateGeometry()

    def show_code(self, code: str) -> None:
        """Show ``code``; "" shows that there is none."""
        self._code = code
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._side + 2 * _AROUND, self._side + 2 * _AROUND)

    def paintEvent(self, event: QPaintEvent) -> None:
        look, rect = tokens(), QRectF(self.rect())
        with painters.painting(self) as painter:
            if not self._code:
                painters.box(painter, rect, 8, look.sunken, look.line)
                at = rect.center()
                icons.draw(painter, "id-card", at.x() - 20, at.y() - 20, 40, look.text3)
                return
            painters.box(painter, rect, 8, "#FFFFFF", look.line)
            # Imported here: only a page that shows a card needs the codes.
            from askadesk.documents.qr import qr_code

            code = qr_code(self._code)
            module = self._side / code.size
            painter.setRenderHint(painter.RenderHint.Antialiasing, False)
            for x, y, wide, high in code.rects:
                left, top = round(x * module), round(y * module)
                right, bottom = round((x + wide) * module), round((y + high) * module)
                box = QRectF(_AROUND + left, _AROUND + top, right - left, bottom - top)
                painter.fillRect(box, qcolor("#14213A"))
