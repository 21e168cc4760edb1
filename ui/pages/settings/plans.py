"""Plans and prices: the list at the left, one plan at the right. Prices are only ever added."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from askadesk.core.errors import InputError
from askadesk.core.i18n import _, ngettext, number
from askadesk.plans.rows import ProductPage, ProductRow
from ui import fonts, icons, painters
from ui.fonts import Role
from ui.pages.settings.plan_list import Group, Line, PlanHead, PlanPainter, lines
from ui.pages.settings.plan_panel import PlanPanel
from ui.pages.settings.sections import is_plain
from ui.theme import tokens
from ui.widgets.base import Speaking
from ui.widgets.button import Button
from ui.widgets.card import Card, CardHeader, Rule
from ui.widgets.empty import EmptyState
from ui.widgets.rows import RowsView
from ui.widgets.segmented import Segmented
from ui.widgets.text import Text

ON_SALE, RETIRED = "on_sale", "retired"


def name() -> str:
    """What the section is called."""
    return _("Plans and prices")


def words() -> list[str]:
    """Its settings."""
    return [_("New plan"), _("New price"), _("VAT"), _("Entries and carnets"), _("Memberships")]


class _Info(QWidget):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedSize(16, 16)

    def paintEvent(self, event: QPaintEvent) -> None:
        with painters.painting(self) as painter:
            icons.draw(painter, "info", 0, 0, 16, tokens().ink)


class PlansSection(Speaking, QWidget):
    """``asked`` wants the list read; ``product_asked`` one product; ``new_asked`` the dialog."""

    asked = Signal()
    product_asked = Signal(object)
    new_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: dict[bool, tuple[ProductRow, ...]] = {False: (), True: ()}
        self._wanted: UUID | None = None
        self.header = CardHeader(56)
        self.header.title.wear(Role.PAGE)
        self.shelf = Segmented(compact=True)
        self.new = Button(kind="ink", icon="plus", key="Ctrl N")
        self.header.aside.addWidget(self.shelf)
        self.header.aside.addWidget(self.new)
        self.head, self._painter = PlanHead(), PlanPainter()
        self.view: RowsView[Group | Line] = RowsView(self._painter)
        self.empty = EmptyState()
        self.stack = QStackedWidget()
        self.info = Text(role=Role.SECOND, tone="text2", wrap=True)
        self.panel = PlanPanel()
        self._lay_out()
        self.view.chosen.connect(self._chosen)
        self.shelf.picked.connect(self._shelf_picked)
        self.new.clicked.connect(self.new_asked)
        self.panel.show_product(None)
        self.retranslate()

    def _lay_out(self) -> None:
        card = Card()
        self.stack.addWidget(self.view)
        self.stack.addWidget(self.empty)
        card.body.addWidget(self.header)
        card.body.addWidget(self.head)
        card.body.addWidget(self.stack, 1)
        card.body.addWidget(Rule())
        foot = QHBoxLayout()
        foot.setContentsMargins(16, 12, 16, 12)
        foot.setSpacing(8)
        foot.addWidget(_Info())
        foot.addWidget(self.info, 1)
        card.body.addLayout(foot)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.addWidget(card, 1)
        self._row.addWidget(self.panel)
        self.set_roomy(False)

    # what there is -------------------------------------------------------------------------------

    @property
    def _retired(self) -> bool:
        return self.shelf.current == RETIRED

    @property
    def product(self) -> UUID | None:
        """The product that the panel shows."""
        return self.panel.product

    def show_products(
        self,
        offered: Sequence[ProductRow],
        retired: Sequence[ProductRow],
        wanted: UUID | None = None,
    ) -> None:
        """Everything on offer, and what is not any more; ``wanted`` is to be seen in the panel."""
        self._rows = {False: tuple(offered), True: tuple(retired)}
        self._offer_shelves()
        known = {row.id for rows in self._rows.values() for row in rows}
        if self.product not in known:
            self.panel.show_product(None)
        self._settle()
        shown = self._rows[self._retired]
        first = shown[0].id if shown else None
        self._ask(wanted or (self._wanted if self._wanted in known else None) or first)

    def show_product(self, page: ProductPage) -> None:
        """Show one product in the panel, unless another one is wanted meanwhile."""
        if page.row.id != self._wanted:
            return
        self.panel.show_product(page)
        self._settle()

    def _ask(self, product: UUID | None) -> None:
        """Ask for one product; it stays the one that is wanted until another is."""
        self._wanted = product
        if product is not None:
            self.product_asked.emit(product)

    def leave_product(self) -> None:
        """The product shown went to the other shelf: another one is to be shown."""
        self._wanted = None
        self.panel.show_product(None)

    def _offer_shelves(self) -> None:
        retired = len(self._rows[True])
        said = ngettext("Retired {count}", "Retired {count}", retired)
        shelves = [
            (ON_SALE, _("On sale")),
            (RETIRED, said.format(count=number(retired)) if retired else _("Retired")),
        ]
        self.shelf.offer(shelves, self.shelf.current or ON_SALE)

    def _settle(self) -> None:
        rows = self._rows[self._retired]
        self.view.show_rows(lines(rows, self.product))
        self.stack.setCurrentWidget(self.view if rows else self.empty)
        if self._retired:
            said = _("No plan is retired"), _("What you stop selling is kept here.")
        else:
            said = _("No plan is on sale yet"), _("Ctrl N makes the first one.")
        self.empty.say(*said)

    def _chosen(self, line: object) -> None:
        if isinstance(line, Line):
            self._ask(line.row.id)

    def _shelf_picked(self, _key: str) -> None:
        rows = self._rows[self._retired]
        self.leave_product()
        self._settle()
        self._ask(rows[0].id if rows else None)

    def complain(self, error: InputError) -> None:
        """Show ``error`` beside its field of the panel."""
        self.panel.complain(error)

    # the page ------------------------------------------------------------------------------------

    def set_roomy(self, roomy: bool) -> None:
        """Take the measures of a 1920 or of a 1366 window."""
        self._row.setSpacing(24 if roomy else 16)
        self.head.roomy = self._painter.roomy = roomy
        self.view.viewport().update()

    def key(self, event: QKeyEvent) -> bool:
        """F2 saves the new price, Ctrl N makes a new plan."""
        if is_plain(event, Qt.Key.Key_F2) and self.product is not None:
            self.panel.ask_save()
            return True
        control = Qt.KeyboardModifier.ControlModifier
        if event.key() == Qt.Key.Key_N and event.modifiers() == control:
            self.new_asked.emit()
            return True
        return False

    def shown(self) -> None:
        """The section came before the eyes: read what there is."""
        self.asked.emit()

    def left(self) -> None:
        """What is typed waits here."""

    def point_to(self, words_: str) -> None:
        """Bring what is called so before the eyes."""
        if words_ == _("New plan"):
            self.new_asked.emit()
        elif words_ in (_("New price"), _("VAT")):
            field = self.panel.vat if words_ == _("VAT") else self.panel.price
            field.control.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            self.view.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def retranslate(self) -> None:
        self.header.title.say(name())
        self.new.setAccessibleName(_("New plan"))
        self.info.say(_("Prices include VAT. Who has bought already keeps their price."))
        self.view.setAccessibleName(name())
        self._offer_shelves()
        self._settle()
        self.head.retranslate()
        self._share_head()

    def _share_head(self) -> None:
        """In a narrow window the button leaves its key to the tooltip, then its words: the title shows
        whole."""
        words_ = _("New plan")
        self.new.setToolTip(_("{words}, {key}").format(words=words_, key="Ctrl N"))
        for said, key in ((words_, "Ctrl N"), (words_, ""), ("", "")):
            self.new.say(said, key=key)
            if self._head_fits():
                return

    def _head_fits(self) -> bool:
        title = fonts.width(self.header.title.role, self.header.title.text())
        taken = title + self.shelf.sizeHint().width() + self.new.sizeHint().width()
        return taken + 64 <= self.header.width()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_head()
