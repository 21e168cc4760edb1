"""The desk's window: navigation, the bar on top, the page, toasts. It only navigates.

Keys arrive here when nobody inside wanted them, and go to the page that shows; a dialog lies above
all and lets none through.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol, cast

from PySide6.QtCore import QEvent, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from askadesk.core.i18n import _
from askadesk.presence.rows import FoundPerson
from ui import painters
from ui.icons import application_icon
from ui.nav import NavBar, Section
from ui.pages.today.measures import ROOMY_FROM
from ui.text_fields import text_field_of
from ui.theme import qcolor, tokens
from ui.top_bar import TopBar
from ui.widgets.base import Speaking
from ui.widgets.found import FoundPopup
from ui.widgets.halo import HaloLayer
from ui.widgets.order import go_on, tab_stops
from ui.widgets.overlay import Overlay
from ui.widgets.toast import ToastStack

LEAST = (1280, 720)
_FIRST = (1366, 768)
_FOCUS_RETURNS_MS = 20_000


class Page(Protocol):
    """What the window asks of a page.

    A page with a list may also have ``move_by_key(key)``: the arrows pressed in the scan field go there.
    """

    def set_roomy(self, roomy: bool) -> None:
        """Take the measures of a 1920 or of a 1366 window."""
        ...

    def key(self, event: QKeyEvent) -> bool:
        """Act on a key; False when it means nothing there."""
        ...


class MainWindow(Speaking, QWidget):
    """Signals say what was asked of the frame; pages say the rest themselves."""

    scan_submitted = Signal(str)
    """Enter was pressed in the scan field: a code or a name."""
    search_changed = Signal(str)
    """What a person has typed into the scan field so far; "" when it was emptied."""
    found_chosen = Signal(object)
    """A ``FoundPerson`` was chosen among the results."""
    database_asked = Signal()
    palette_asked = Signal()
    booking_asked = Signal()
    """Ctrl B: a booking, for whoever is shown."""
    keys_asked = Signal()
    section_changed = Signal(str)
    closing = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.nav, self.top = NavBar(self), TopBar()
        self.pages = QStackedWidget()
        self._shown = ""
        self._pages: dict[str, QWidget] = {}
        self._builders: dict[str, Callable[[], QWidget]] = {}
        self._within: dict[str, str] = {}
        self._sections: dict[str, Section] = {}
        side = QVBoxLayout()
        side.setSpacing(0)
        side.addWidget(self.top)
        side.addWidget(self.pages, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.nav)
        row.addLayout(side, 1)
        self.found = FoundPopup(self)
        self.toasts, self._halo = ToastStack(self), HaloLayer(self)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(_FOCUS_RETURNS_MS)
        self._roomy = False
        self._wire()
        self.setMinimumSize(*LEAST)
        self.resize(*_FIRST)
        self.setWindowIcon(application_icon())
        self.retranslate()

    def _wire(self) -> None:
        scan = self.top.scan
        scan.submitted.connect(self._submitted)
        scan.edited.connect(self.search_changed)
        scan.cleared.connect(self._cleared)
        scan.moved.connect(self._moved)
        self.found.chosen.connect(self._found)
        self.nav.chosen.connect(self.go_to)
        self.top.database_asked.connect(self.database_asked)
        self._patience.timeout.connect(self._return_focus)
        app = cast("QApplication", QApplication.instance())
        app.focusChanged.connect(self._focus_changed)

    # pages -------------------------------------------------------------------------------------

    def add_page(self, section: Section, page: QWidget) -> None:
        """Add a section; the first one added is the current one."""
        self._add(section)
        self._take(section.key, page)
        if not self._shown:
            self._shown = section.key
            self.nav.mark(section.key)

    def add_section(self, section: Section, build: Callable[[], QWidget]) -> None:
        """Add a section whose page is built when it is first wanted."""
        self._add(section)
        self._builders[section.key] = build

    def hold(self, page: QWidget) -> None:
        """Keep a page that is built before it is wanted: it goes when the window goes."""
        page.setParent(self.pages)

    def add_inner(self, key: str, page: QWidget, within: str) -> None:
        """Add a page that is reached from another one: the navigation shows the section ``within``."""
        self._within[key] = within
        self._take(key, page)

    def _add(self, section: Section) -> None:
        self.nav.add(section)
        self._sections[section.key] = section

    def _take(self, key: str, page: QWidget) -> None:
        self._pages[key] = page
        self.pages.addWidget(page)
        cast("Page", page).set_roomy(self._roomy)

    def page(self, key: str) -> QWidget | None:
        """The page called ``key``, built if it was not; None for a name that nothing has."""
        build = self._builders.pop(key, None)
        if build is not None:
            self._take(key, build())
        return self._pages.get(key)

    def go_to(self, key: str) -> None:
        """Show the section, or the inner page, called ``key``."""
        page = self.page(key) if key != self._shown else None
        if page is not None:
            self._shown = key
            self.pages.setCurrentWidget(page)
            self.nav.mark(self._within.get(key, key))
            self.section_changed.emit(key)

    @property
    def shown(self) -> str:
        """The key of the page that shows; "" before the first was added."""
        return self._shown

    @property
    def section(self) -> Section | None:
        """The section that the navigation shows as the current one."""
        return self._sections.get(self._within.get(self.shown, self.shown))

    @property
    def sections(self) -> list[Section]:
        """All sections in the order of the navigation, which is that of their keys."""
        keys = (self.nav.section_at(at) for at in range(len(self._sections) + 1))
        return [self._sections[key] for key in keys if key in self._sections]

    def ready(self) -> None:
        """The scan field listens, with whatever stands in it selected."""
        if not self.dialog_open():
            self.top.scan.ready()

    def dialog_open(self) -> bool:
        """Whether a dialog lies over the window."""
        return Overlay.covers(self)

    # the scan field ----------------------------------------------------------------------------

    def show_found(self, text: str, people: Sequence[FoundPerson]) -> None:
        """Show the people found for ``text`` under the field, unless it says something else now."""
        if text.strip() and text == self.top.scan.text():
            field = self.top.scan
            self.found.show_people(
                people, field.mapTo(self, QPoint(0, field.height() + 8)), field.width()
            )
        else:
            self.found.hide()

    def _submitted(self, text: str) -> None:
        person = self.found.current() if self.found.isVisible() else None
        if person is not None:
            self._found(person)
        elif text.strip():
            self.scan_submitted.emit(text)

    def _moved(self, key: int) -> None:
        """An arrow in the field is for the people found below it, else for the list of the page."""
        follow = getattr(self.pages.currentWidget(), "move_by_key", None)
        if self.found.isVisible():
            self.found.move_by_key(key)
        elif callable(follow):
            follow(key)

    def _found(self, person: object) -> None:
        self.empty_field()
        self.found_chosen.emit(person)

    def empty_field(self) -> None:
        """Empty the scan field and put the results away."""
        self.top.scan.line.clear()
        self.found.hide()

    def _cleared(self) -> None:
        self.found.hide()
        self.search_changed.emit("")

    # focus and keys ----------------------------------------------------------------------------

    def _focus_changed(self, old: QWidget | None, now: QWidget | None) -> None:
        away = now is not None and now is not self.top.scan.line and self.isAncestorOf(now)
        # A form is not left while somebody thinks about what to write.
        if away and text_field_of(now) is None and not self.dialog_open():
            self._patience.start()
        else:
            self._patience.stop()

    def _return_focus(self) -> None:
        if self.isActiveWindow():
            self.ready()

    def focusNextPrevChild(self, forward: bool) -> bool:
        return go_on([*tab_stops(self), *tab_stops(self.toasts)], forward=forward)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._patience.isActive():
            self._patience.start()
        if self._own_key(event) or self._page_key(event) or self._typed(event):
            event.accept()
            return
        super().keyPressEvent(event)

    def _own_key(self, event: QKeyEvent) -> bool:
        if event.key() == Qt.Key.Key_F1:
            self.keys_asked.emit()
            return True
        if event.modifiers() != Qt.KeyboardModifier.ControlModifier:
            return False
        if event.key() == Qt.Key.Key_K:
            self.palette_asked.emit()
            return True
        if event.key() == Qt.Key.Key_B:
            self.booking_asked.emit()
            return True
        section = self.nav.section_at(event.key() - Qt.Key.Key_1) if _is_digit(event) else ""
        if section:
            self.go_to(section)
        return bool(section)

    def _page_key(self, event: QKeyEvent) -> bool:
        page = self.pages.currentWidget()
        return page is not None and cast("Page", page).key(event)

    def _typed(self, event: QKeyEvent) -> bool:
        """Letters typed while the focus is elsewhere go to the field: it always listens."""
        text, held = event.text(), event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
        if not text or not text.isprintable() or held & Qt.KeyboardModifier.ControlModifier:
            return False
        self.top.scan.line.setFocus(Qt.FocusReason.OtherFocusReason)
        QApplication.sendEvent(self.top.scan.line, event)
        return True

    # the window --------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        roomy = self.width() >= ROOMY_FROM[0] and self.height() >= ROOMY_FROM[1]
        if roomy != self._roomy:
            self._roomy = roomy
            self.top.set_roomy(roomy)
            for at in range(self.pages.count()):
                cast("Page", self.pages.widget(at)).set_roomy(roomy)
        self.found.hide()

    def retranslate(self) -> None:
        self.setWindowTitle(_("AskaDesk"))

    def paintEvent(self, event: QPaintEvent) -> None:
        with painters.painting(self) as painter:
            painter.fillRect(self.rect(), qcolor(tokens().canvas))

    def closeEvent(self, event: QEvent) -> None:
        self.closing.emit()
        super().closeEvent(event)  # type: ignore[arg-type]


def _is_digit(event: QKeyEvent) -> bool:
    return Qt.Key.Key_1 <= event.key() <= Qt.Key.Key_8
