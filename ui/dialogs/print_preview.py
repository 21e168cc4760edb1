"""The page as it will come out: drawn from the very PDF that goes to the printer."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainterPath, QPaintEvent, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from askadesk.core.i18n import _, number
from ui import painters
from ui.fonts import Role
from ui.print_backend import MM_PER_POINT, Use, habits_of, page_picture
from ui.theme import qcolor, tokens
from ui.widgets.base import Speaking
from ui.widgets.button import Button
from ui.widgets.text import Text

_MARGIN = 24
"""What is left free around the page, in logical pixels."""
_STEPS = {
    Qt.Key.Key_PageDown: 1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_PageUp: -1,
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Up: -1,
}


class PrintPreview(Speaking, QWidget):
    """Shows a PDF page after page, zoomed to fit, trimmed as the printer will trim it.

    A plain widget without buttons of its own but for turning pages: the dialog around it prints and
    saves. ``page_changed`` tells the page now shown, from 0.
    """

    page_changed = Signal(int)

    def __init__(self, pdf: bytes, use: Use, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._page_view = _PageView(pdf, use, self)
        self._before = Button("", "ghost", size=32, icon="chevron-left")
        self._after = Button("", "ghost", size=32, icon="chevron-right")
        self._count = Text("", Role.SECOND, "text2", align=Qt.AlignmentFlag.AlignHCenter)
        self._turner = self._make_turner()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._page_view, 1)
        column.addWidget(self._turner)
        self._before.clicked.connect(self._turn_back)
        self._after.clicked.connect(self._turn_on)
        self.setFocusProxy(self._page_view)
        self._show_state()

    def _make_turner(self) -> QWidget:
        turner = QWidget()
        row = QHBoxLayout(turner)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addStretch()
        for widget in (self._before, self._count, self._after):
            row.addWidget(widget)
        row.addStretch()
        return turner

    @property
    def page(self) -> int:
        """The page shown, from 0."""
        return self._page_view.page

    @property
    def page_count(self) -> int:
        """How many pages there are."""
        return self._page_view.page_count

    def turn_to(self, page: int) -> None:
        """Show ``page``, or the nearest that exists."""
        page = max(0, min(page, self.page_count - 1))
        if page != self.page:
            self._page_view.turn_to(page)
            self._show_state()
            self.page_changed.emit(page)

    def show_pdf(self, pdf: bytes) -> None:
        """Show another document, from its first page."""
        self._page_view.load(pdf)
        self._show_state()

    def retranslate(self) -> None:
        self._show_state()

    def _turn_back(self) -> None:
        self.turn_to(self.page - 1)

    def _turn_on(self) -> None:
        self.turn_to(self.page + 1)

    def _show_state(self) -> None:
        said = _("Page {page} of {pages}").format(
            page=number(self.page + 1), pages=number(self.page_count)
        )
        self._count.say(said)
        self._before.setEnabled(self.page > 0)
        self._after.setEnabled(self.page < self.page_count - 1)
        self._turner.setVisible(self.page_count > 1)
        for button, name in ((self._before, _("Previous page")), (self._after, _("Next page"))):
            button.setAccessibleName(name)
            button.setToolTip(name)
        self._page_view.setAccessibleName(_("Print preview"))
        self._page_view.setAccessibleDescription(said)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows and page keys turn the pages."""
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None or self.page_count < 2:
            super().keyPressEvent(event)
            return
        self.turn_to(self.page + step)


class _PageView(QWidget):
    """Paints one page; the picture is kept until page or size change."""

    def __init__(self, pdf: bytes, use: Use, parent: QWidget) -> None:
        from PySide6.QtPdf import QPdfDocument

        super().__init__(parent)
        self._habits = habits_of(use)
        self._buffer = QBuffer(self)
        self._document = QPdfDocument(self)
        self._page = 0
        self._kept: tuple[tuple[int, QSize], QPixmap] | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(240, 180)
        self.load(pdf)

    @property
    def page(self) -> int:
        return self._page

    @property
    def page_count(self) -> int:
        return self._document.pageCount()

    def load(self, pdf: bytes) -> None:
        self._document.close()
        self._buffer.close()
        self._buffer.setData(QByteArray(pdf))
        self._buffer.open(QBuffer.OpenModeFlag.ReadOnly)
        self._document.load(self._buffer)
        if self._document.pageCount() < 1:
            raise ValueError(f"not a PDF that can be read: {self._document.error()}")
        turnable = self._document.pageCount() > 1
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if turnable else Qt.FocusPolicy.NoFocus)
        self.turn_to(0)

    def turn_to(self, page: int) -> None:
        self._page, self._kept = page, None
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        page = self._trimmed()
        wide = 560 if page.width() > page.height() else 400
        return QSize(wide + 2 * _MARGIN, round(wide * page.height() / page.width()) + 2 * _MARGIN)

    def _trimmed(self) -> QSizeF:
        """The page without its bleed, in mm."""
        whole, bleed = self._document.pagePointSize(self._page) * MM_PER_POINT, self._habits.bleed
        return QSizeF(whole.width() - 2 * bleed, whole.height() - 2 * bleed)

    def page_rect(self) -> QRectF:
        """Where the trimmed page lies, in the widget's coordinates."""
        free = QSizeF(self.width() - 2 * _MARGIN, self.height() - 2 * _MARGIN)
        size = self._trimmed().scaled(free, Qt.AspectRatioMode.KeepAspectRatio)
        left, top = (self.width() - size.width()) / 2, (self.height() - size.height()) / 2
        return QRectF(round(left), round(top), round(size.width()), round(size.height()))

    def paintEvent(self, event: QPaintEvent) -> None:
        look, rect = tokens(), self.page_rect()
        scale = rect.width() / self._trimmed().width()
        bleed, corner = round(self._habits.bleed * scale), self._habits.corner * scale
        outline = QPainterPath()
        outline.addRoundedRect(rect, corner, corner)
        with painters.painting(self) as painter:
            painters.box(painter, QRectF(self.rect()), 12, look.sunken)
            painter.save()
            painter.setClipPath(outline)
            whole = rect.adjusted(-bleed, -bleed, bleed, bleed)
            painter.drawPixmap(whole, self._picture(whole.size()), QRectF())
            painter.restore()
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(qcolor(look.line))
            painter.drawPath(outline)

    def _picture(self, size: QSizeF) -> QPixmap:
        """The page in the screen's own pixels."""
        dots = (size * self.devicePixelRatioF()).toSize()
        key = (self._page, dots)
        if self._kept is None or self._kept[0] != key:
            picture = page_picture(self._document, self._page, dots)
            self._kept = key, QPixmap.fromImage(picture)
        return self._kept[1]
