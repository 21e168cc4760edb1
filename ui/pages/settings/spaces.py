"""Spaces: the list at the left; one of them at the right, with its prices and its closed days."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from askadesk.core.errors import InputError
from askadesk.core.i18n import _
from askadesk.hubs.rows import ClosureRow, Week
from askadesk.rooms.rows import SpacePriceRow, SpaceRow
from db.values import Money
from ui import fonts
from ui.fonts import Role
from ui.pages.settings.closures import ClosuresPanel
from ui.pages.settings.sections import is_plain
from ui.pages.settings.space_list import SpaceGroup, SpaceLine, SpacePainter, lines
from ui.pages.settings.space_panel import SpacePanel, labels
from ui.pages.settings.space_prices import SpacePricesPanel
from ui.pages.settings.space_times import SpaceTimesPanel
from ui.pages.settings.space_times import labels as times_labels
from ui.widgets.base import Speaking
from ui.widgets.button import Button
from ui.widgets.card import Card, CardHeader
from ui.widgets.empty import EmptyState
from ui.widgets.rows import RowsView
from ui.widgets.segmented import Segmented

SPACE, TIMES, PRICES, CLOSED = "space", "times", "prices", "closed"


@dataclass(frozen=True, slots=True)
class SpacePage:
    """All of one space: what costs what (newest first), when it is closed, and the plans on offer. ``members``
    are the plans that it can be kept for, ``week`` the hours of the hub."""

    row: SpaceRow
    prices: tuple[SpacePriceRow, ...]
    closures: tuple[ClosureRow, ...]
    plans: tuple[tuple[UUID, str], ...]
    today: date
    members: tuple[tuple[UUID, str], ...] = ()
    week: Week = ()


def name() -> str:
    """What the section is called."""
    return _("Spaces")


def words() -> list[str]:
    """Its settings."""
    own = [_("New space"), _("Prices"), _("Closed days"), _("What it has")]
    return [*own, *labels().values(), *times_labels().values()]


class SpacesSection(Speaking, QWidget):
    """``asked`` wants the list read, ``space_asked`` one space."""

    asked = Signal()
    space_asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[SpaceRow, ...] = ()
        self._away: tuple[SpaceRow, ...] = ()
        self._hours: Mapping[UUID, Money] = {}
        self._wanted: UUID | None = None
        self.header = CardHeader(56)
        self.header.title.wear(Role.PAGE)
        self.new = Button(kind="ink", icon="plus", key="Ctrl N")
        self.header.aside.addWidget(self.new)
        self.view: RowsView[SpaceGroup | SpaceLine] = RowsView(SpacePainter(), first_ruled=True)
        self.none = EmptyState()
        self.parts = Segmented(compact=True)
        self.panel, self.times = SpacePanel(), SpaceTimesPanel()
        self.prices, self.closures = SpacePricesPanel(), ClosuresPanel()
        self.stack = QStackedWidget()
        self._lay_out()
        self.view.chosen.connect(self._chosen)
        self.new.clicked.connect(self.start_new)
        self.parts.picked.connect(self._part_picked)
        self.retranslate()
        self._settle()

    def _lay_out(self) -> None:
        card = Card()
        card.body.addWidget(self.header)
        card.body.addWidget(self.view, 1)
        card.body.addWidget(self.none, 1)
        for panel in (self.panel, self.times, self.prices, self.closures):
            self.stack.addWidget(panel)
        self.stack.setFixedWidth(368)
        right = QVBoxLayout()
        right.setSpacing(8)
        right.addWidget(self.parts, 0, Qt.AlignmentFlag.AlignLeft)
        right.addWidget(self.stack, 1)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.addWidget(card, 1)
        self._row.addLayout(right)
        self.set_roomy(False)

    # what there is -------------------------------------------------------------------------------

    @property
    def space(self) -> UUID | None:
        """The space that the panels show."""
        return self.panel.row.id if self.panel.row is not None else None

    def show_spaces(
        self,
        rows: Sequence[SpaceRow],
        hours: Mapping[UUID, Money],
        wanted: UUID | None = None,
        away: Sequence[SpaceRow] = (),
    ) -> None:
        """Every space in use and what an hour of it costs, and those put ``away``; ``wanted`` is to be seen in
        the panel. A space that was put away meanwhile leaves it, one that was looked at there stays."""
        before = {row.id for row in self._away}
        self._rows, self._hours, self._away = tuple(rows), hours, tuple(away)
        known = {row.id for row in rows} | {row.id for row in away if row.id in before}
        if self.space is not None and self.space not in known:
            self.panel.show_space(None)
        self._settle()
        kept = self._wanted if self._wanted in known else None
        first = None if self.panel.is_new or not rows else rows[0].id
        self._ask(wanted or kept or first)

    def show_space(self, page: SpacePage) -> None:
        """Show one space in the panels, unless another one is wanted meanwhile."""
        if page.row.id != self._wanted:
            return
        self.panel.show_space(page.row)
        self.times.show_space(page.row, page.week, page.members)
        self.prices.show_prices(page.prices, page.plans, page.today)
        self.closures.show_closures(page.closures)
        self._settle()

    def _ask(self, space: UUID | None) -> None:
        self._wanted = space
        if space is not None:
            self.space_asked.emit(space)

    def start_new(self) -> None:
        """An empty form for one more space."""
        self._wanted = None
        self.panel.start_new(self._rows)
        self.parts.pick(SPACE)
        self._settle()

    def added(self, space: UUID) -> None:
        """The new space is written: show it once the list is read."""
        self.panel.is_new = False
        self._wanted = space

    def _settle(self) -> None:
        selected = self._wanted if not self.panel.is_new else None
        self.view.show_rows(lines(self._rows, self._hours, selected, self._away))
        self.view.setVisible(bool(self._rows or self._away))
        self.none.setVisible(not self._rows and not self._away)
        known = self.panel.row is not None and not self.panel.is_away
        self.parts.setVisible(known)
        shown = self.parts.current if known else SPACE
        panels = {TIMES: self.times, PRICES: self.prices, CLOSED: self.closures}
        self.stack.setCurrentWidget(panels.get(shown, self.panel))

    def _chosen(self, line: object) -> None:
        if isinstance(line, SpaceLine):
            self.panel.is_new = False
            self.prices.forget()
            self.closures.forget()
            self._ask(line.row.id)
            self._settle()

    def _part_picked(self, _key: str) -> None:
        self._settle()

    def complain(self, error: InputError) -> None:
        """Show ``error`` beside its field of the panel that is seen."""
        seen = self.stack.currentWidget()
        if isinstance(seen, SpacePanel | SpaceTimesPanel | SpacePricesPanel | ClosuresPanel):
            seen.complain(error)

    # the page ------------------------------------------------------------------------------------

    def set_roomy(self, roomy: bool) -> None:
        """Take the measures of a 1920 or of a 1366 window."""
        self._row.setSpacing(24 if roomy else 16)

    def key(self, event: QKeyEvent) -> bool:
        """F2 saves what the panel holds, Ctrl N makes a new space."""
        if is_plain(event, Qt.Key.Key_F2):
            return self._save()
        control = Qt.KeyboardModifier.ControlModifier
        if event.key() == Qt.Key.Key_N and event.modifiers() == control:
            self.start_new()
            return True
        return False

    def _save(self) -> bool:
        seen = self.stack.currentWidget()
        if seen is self.times:
            self.times.ask_save()
        elif seen is self.prices:
            self.prices.ask_add()
        elif seen is self.closures:
            self.closures.ask_add()
        elif self.panel.row is not None or self.panel.is_new:
            self.panel.ask_save()
        else:
            return False
        return True

    def shown(self) -> None:
        """The section came before the eyes: read what there is."""
        self.asked.emit()

    def left(self) -> None:
        """What is typed waits here."""

    def point_to(self, words_: str) -> None:
        """Bring what is called so before the eyes."""
        if words_ == _("New space"):
            self.start_new()
        elif words_ in (_("Prices"), _("Closed days")):
            self._bring(PRICES if words_ == _("Prices") else CLOSED)
        elif words_ in times_labels().values():
            self._bring(TIMES)
            self.times.point_to(_key_of(times_labels(), words_))
        else:
            self._bring(SPACE)
            found = _key_of(labels(), words_)
            self.panel.fields[found].control.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _bring(self, part: str) -> None:
        self.parts.pick(part)
        self._settle()

    def retranslate(self) -> None:
        self.header.title.say(name())
        self.new.setAccessibleName(_("New space"))
        self.view.setAccessibleName(name())
        parts = [(SPACE, _("Space")), (TIMES, _("Who and when"))]
        parts += [(PRICES, _("Prices")), (CLOSED, _("Closed days"))]
        self.parts.offer(parts, self.parts.current or SPACE)
        self.none.say(_("No space yet"), _("Ctrl N writes down the first one."))
        self._settle()
        self._share_head()

    def _share_head(self) -> None:
        """In a narrow window the button leaves its key to the tooltip."""
        words_ = _("New space")
        self.new.setToolTip(_("{words}, {key}").format(words=words_, key="Ctrl N"))
        title = fonts.width(self.header.title.role, self.header.title.text())
        self.new.say(words_, key="Ctrl N")
        if title + self.new.sizeHint().width() + 56 > self.header.width():
            self.new.say(words_, key="")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_head()


def _key_of(known: Mapping[str, str], words_: str) -> str:
    """The field called so, else the name."""
    return next((key for key, label in known.items() if label == words_), "name")
