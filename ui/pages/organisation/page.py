"""An organisation's page: what is known of it, who belongs to it, seats of its plan, what is due."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from askadesk.people.rows import OrganisationPage
from ui.pages.organisation.house import HouseCard
from ui.pages.organisation.members import MembersCard
from ui.pages.organisation.plans import PlansCard
from ui.pages.person import measures
from ui.pages.person.due import DueCard
from ui.widgets.base import Speaking
from ui.widgets.scroll import ScrollColumn

KEY = "people/organisation"
"""How the window calls this page."""


class OneOrganisationPage(Speaking, QWidget):
    """Three columns like a person's page. The yellow action adds a member (F2)."""

    back_asked = Signal()
    edit_asked = Signal(object)
    person_opened = Signal(object)
    add_member_asked = Signal(object)
    end_member_asked = Signal(object)
    give_asked = Signal(object)
    right_action = Signal(str, object)
    action_chosen = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.page: OrganisationPage | None = None
        self.house, self.members = HouseCard(), MembersCard()
        self.plans, self.due = PlansCard(), DueCard()
        self._right = ScrollColumn()
        self._right.column.addWidget(self.plans)
        self._right.column.addWidget(self.due)
        self._right.column.addStretch(1)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self.house)
        self._row.addWidget(self.members, 1)
        self._row.addWidget(self._right)
        self._wire()
        self.set_roomy(False)

    def _wire(self) -> None:
        self.house.back_asked.connect(self.back_asked)
        self.house.edit_asked.connect(self._edit)
        self.house.picked.connect(self._picked)
        self.members.chosen.connect(self.person_opened)
        self.members.end_asked.connect(self.end_member_asked)
        self.members.add_asked.connect(self._add)
        self.plans.give_asked.connect(self._give)
        self.plans.picked.connect(self.right_action)

    def set_roomy(self, roomy: bool) -> None:
        """Take the measures of a 1920 or of a 1366 window."""
        to = measures.for_room(roomy)
        across, down = to.margin
        self._row.setContentsMargins(across, down, across, down)
        self._row.setSpacing(to.gap)
        self.house.setFixedWidth(to.left)
        self._right.setFixedWidth(to.right)
        self._right.column.setSpacing(to.gap)
        for card in (self.house, self.members, self.plans, self.due):
            card.measure(to)

    def show_organisation(self, page: OrganisationPage, today: date) -> None:
        """Show ``page`` as it stands ``today``."""
        self.page = page
        self.house.show_organisation(page)
        self.members.show_organisation(page, today)
        self.plans.show_organisation(page, today)
        self.due.show_due(page.charges, page.due)
        self.retranslate()

    def retranslate(self) -> None:
        if self.page is not None:
            self.setAccessibleName(self.page.fields.name)

    def _edit(self) -> None:
        self.edit_asked.emit(self.page)

    def _add(self) -> None:
        self.add_member_asked.emit(self.page)

    def _give(self) -> None:
        self.give_asked.emit(self.page)

    def _picked(self, key: str) -> None:
        self.action_chosen.emit(key, self.page)

    def key(self, event: QKeyEvent) -> bool:
        """Act on a key that reached the window; False when it means nothing here."""
        if self.page is None:
            return False
        key, held = event.key(), event.modifiers()
        alt = held == Qt.KeyboardModifier.AltModifier
        if key == Qt.Key.Key_Escape or (key == Qt.Key.Key_Left and alt):
            self.back_asked.emit()
        elif key == Qt.Key.Key_F2 and self.page.archived_at is None:
            self._add()
        else:
            return False
        return True
