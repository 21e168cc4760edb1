"""Archive: where everything is kept, copies of it, what came in from files, and past roll calls."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from askadesk.archive.service import ArchiveFacts
from askadesk.core.i18n import _, day_whole, decimal, hour, number
from askadesk.rollcall.rows import Summary
from askadesk.transfer.rows import Imported
from ui.pages.settings.archive_rows import CallPainter, ImportPainter
from ui.pages.settings.sections import SectionHead, SidePanel, is_plain
from ui.widgets.base import Speaking
from ui.widgets.button import Button, LinkButton
from ui.widgets.card import Card, CardHeader, Rule
from ui.widgets.chip import Chip
from ui.widgets.empty import EmptyState
from ui.widgets.rows import RowsView
from ui.widgets.scroll import ScrollColumn
from ui.widgets.text import Text

_STEP = 1_000
_UNITS = ("kB", "MB", "GB", "TB")


@dataclass(frozen=True, slots=True)
class ArchivePage:
    """What the section shows; moments in the hub's zone. ``copied_at`` is when this desk copied the
    archive last, None when it never did."""

    facts: ArchiveFacts
    imports: tuple[Imported, ...] = ()
    calls: tuple[Summary, ...] = ()
    copied_at: datetime | None = None


def name() -> str:
    """What the section is called."""
    return _("Archive")


def words() -> list[str]:
    """Its settings."""
    return [_("Where it is"), _("Copies"), _("Imports"), _("Past roll calls")]


def size_of(size: int) -> str:
    """``12,4 MB``: a size in bytes as people say it."""
    value, unit = Decimal(size) / _STEP, 0
    while value >= _STEP and unit < len(_UNITS) - 1:
        value, unit = value / _STEP, unit + 1
    shown = decimal(value) if unit else number(max(1, round(value)))
    return f"{shown} {_UNITS[unit]}"


class _Pair(QWidget):
    """A caption above what it names."""

    def __init__(self) -> None:
        super().__init__()
        self.caption, self.value = Text(tone="text3"), Text(wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self.caption)
        column.addWidget(self.value)

    def say(self, caption: str, value: str) -> None:
        self.caption.say(caption)
        self.value.say(value)
        self.setVisible(bool(value))


class ArchiveSection(Speaking, QWidget):
    """At the left imports and roll calls, at the right the archive and its copies."""

    asked = Signal()
    """The section is shown: read it."""
    copy_asked = Signal()
    folder_asked = Signal()
    undo_asked = Signal(object)
    """An ``Imported`` is to be taken back."""
    call_asked = Signal(object)
    """The ``Summary`` of a roll call is to be shown."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._page: ArchivePage | None = None
        self.head = SectionHead()
        self.imports: RowsView[Imported] = RowsView(ImportPainter(), first_ruled=True)
        self.calls: RowsView[Summary] = RowsView(CallPainter(), first_ruled=True)
        self.imports_head, self.calls_head = CardHeader(), CardHeader()
        self.no_imports, self.no_calls = EmptyState(), EmptyState()
        self.panel = SidePanel()
        self.chip = Chip()
        self.place, self.room, self.copied = _Pair(), _Pair(), _Pair()
        self.open_folder = LinkButton(icon="arrow-right")
        self.about = Text(tone="text2", wrap=True)
        self.copy = Button(kind="accent", icon="database", key="F2")
        self._lay_out()
        self.imports.chosen.connect(self.undo_asked)
        self.calls.chosen.connect(self.call_asked)
        self.open_folder.clicked.connect(self.folder_asked)
        self.copy.clicked.connect(self.copy_asked)
        self.retranslate()

    def _lay_out(self) -> None:
        card = Card()
        card.body.addWidget(self.head)
        self._imports = self._list(card, self.imports_head, self.imports, self.no_imports)
        self._calls = self._list(card, self.calls_head, self.calls, self.no_calls)
        self.panel.header.addWidget(self.chip)
        scroll = ScrollColumn()
        scroll.set_margins(16, 16, 16, 16)
        scroll.column.setSpacing(16)
        left = Qt.AlignmentFlag.AlignLeft
        for part in (self.place, self.open_folder, self.room, self.copied, self.about):
            if part is self.open_folder:
                scroll.column.addWidget(part, 0, left)
            else:
                scroll.column.addWidget(part)
        scroll.column.addStretch(1)
        self.panel.inside.addWidget(scroll, 1)
        self.panel.footer.addWidget(self.copy)
        self.panel.footer.addStretch(1)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.addWidget(card, 1)
        self._row.addWidget(self.panel)
        self.set_roomy(False)

    def _list(
        self, card: Card, head: CardHeader, view: QWidget, empty: EmptyState
    ) -> QStackedWidget:
        stack = QStackedWidget()
        stack.addWidget(view)
        stack.addWidget(empty)
        card.body.addWidget(Rule())
        card.body.addWidget(head)
        card.body.addWidget(stack, 1)
        return stack

    # what there is -------------------------------------------------------------------------------

    def show_archive(self, page: ArchivePage) -> None:
        """Show the archive as it is now."""
        self._page = page
        self.imports.show_rows(page.imports)
        self.calls.show_rows(page.calls)
        self._show_lists(page.imports, page.calls)
        self._say_archive()

    def _show_lists(self, imports: Sequence[Imported], calls: Sequence[Summary]) -> None:
        self._imports.setCurrentIndex(0 if imports else 1)
        self._calls.setCurrentIndex(0 if calls else 1)
        self.imports_head.count.say(number(len(imports)) if imports else "")
        self.calls_head.count.say(number(len(calls)) if calls else "")

    def _say_archive(self) -> None:
        page = self._page
        self.panel.show_footer(page is not None and not page.facts.is_shared)
        self.open_folder.setVisible(page is not None and not page.facts.is_shared)
        if page is None:
            return
        facts = page.facts
        if facts.is_shared:
            self.chip.say(_("Shared"), "ok", "database")
            place = _("“{name}” on {server}").format(name=facts.name, server=facts.server)
            self.place.say(_("Server"), place if facts.server else facts.name)
        else:
            self.chip.say(_("On this computer"), "neutral", "hard-drive")
            self.place.say(_("File"), str(facts.path))
        self.room.say(_("Size"), size_of(facts.size))
        self.copied.say(_("Last copy made here"), "" if facts.is_shared else self._said_copied())
        self.about.say(_about(facts))

    def _said_copied(self) -> str:
        at = self._page.copied_at if self._page is not None else None
        if at is None:
            return _("no copy yet")
        return _("{day}, {hour}").format(day=day_whole(at.date()), hour=hour(at))

    # the page ------------------------------------------------------------------------------------

    def set_roomy(self, roomy: bool) -> None:
        """Take the measures of a 1920 or of a 1366 window."""
        self._row.setSpacing(24 if roomy else 16)

    def key(self, event: QKeyEvent) -> bool:
        """F2 makes a copy."""
        if is_plain(event, Qt.Key.Key_F2) and self.copy.isVisible():
            self.copy_asked.emit()
            return True
        return False

    def shown(self) -> None:
        """Read how it stands."""
        self.asked.emit()

    def left(self) -> None:
        """Nothing here is only tried."""

    def point_to(self, words_: str) -> None:
        """Give the focus to what is called so."""
        there: dict[str, QWidget] = {
            _("Imports"): self.imports,
            _("Past roll calls"): self.calls,
        }
        usual: QWidget = self.copy if self.copy.isVisible() else self.imports
        target = there.get(words_, usual)
        target.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def retranslate(self) -> None:
        self.head.say(
            name(), _("What came in from files can be taken back; what a roll call found is kept.")
        )
        self.imports_head.title.say(_("Imports"))
        self.calls_head.title.say(_("Past roll calls"))
        self.imports.setAccessibleName(_("Imports"))
        self.calls.setAccessibleName(_("Past roll calls"))
        self.no_imports.say(
            _("Nothing was imported yet"), _("Files are imported from the list of people.")
        )
        self.no_calls.say(_("No roll call yet"), _("F12 calls the roll; Shift F12 as a drill."))
        self.panel.title.say(_("Where it is"))
        self.open_folder.say(_("Open the folder"))
        self.copy.say(_("Make a copy now"))
        self._say_archive()


def _about(facts: ArchiveFacts) -> str:
    if facts.is_shared:
        return _("Copies are made on the server, by whoever looks after it: ask them how often.")
    return _(
        "A copy is a whole archive in one file. Keep it on another disk: this computer may break."
        " The desk goes on working meanwhile."
    )
