"""A person's page: who it is, what they may use, when they were here, what is due and agreed.

The page is a view. It takes a frozen ``PersonPage`` and says by signals what was asked.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from askadesk.core.i18n import _, pgettext
from askadesk.people.rows import PersonPage
from ui.pages.person import measures
from ui.pages.person.consents import ConsentsCard
from ui.pages.person.due import DueCard, OffersCard
from ui.pages.person.identity import IdentityCard, active_card
from ui.pages.person.presences import LatestCard, YearCard
from ui.pages.person.rights import Held, RightsCard
from ui.widgets.base import Speaking
from ui.widgets.scroll import ScrollColumn

KEY = "people/person"
"""How the window calls this page."""

_CONTROL = Qt.KeyboardModifier.ControlModifier
_ALT = Qt.KeyboardModifier.AltModifier


class OnePersonPage(Speaking, QWidget):
    """Three columns: 272, fluid, 304 (360, fluid, 440 in a roomy window).

    Signals with an object carry what they concern: the ``PersonPage``, a ``RightRow``, a
    ``ConsentRow``, a ``MergedRow``.
    """

    back_asked = Signal()
    print_card_asked = Signal(object)
    replace_card_asked = Signal(object)
    edit_asked = Signal(object)
    organisation_asked = Signal(str)
    presence_asked = Signal(object)
    give_asked = Signal(object)
    right_chosen = Signal(object)
    movements_asked = Signal(object)
    right_action = Signal(str, object)
    year_asked = Signal(int)
    consent_chosen = Signal(object)
    undo_merge_asked = Signal(object)
    action_chosen = Signal(str, object)
    """``bar``, ``unbar``, ``merge``, ``archive``, ``restore``, ``stop_card``, ``give`` or
    ``presence``, with the ``PersonPage``."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.page: PersonPage | None = None
        self.identity, self.rights = IdentityCard(), RightsCard()
        self.year, self.latest = YearCard(), LatestCard()
        self.due, self.offers, self.consents = DueCard(), OffersCard(), ConsentsCard()
        self._middle, self._right = ScrollColumn(), ScrollColumn()
        for part in (self.rights, self.year):
            self._middle.column.addWidget(part)
        self._middle.column.addWidget(self.latest, 1)
        for one in (self.due, self.offers):
            self._right.column.addWidget(one)
        self._right.column.addWidget(self.consents, 1)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self.identity)
        self._row.addWidget(self._middle, 1)
        self._row.addWidget(self._right)
        self._wire()
        self.set_roomy(False)

    def _wire(self) -> None:
        card = self.identity
        card.back_asked.connect(self.back_asked)
        card.print_asked.connect(self._print)
        card.replace_asked.connect(self._replace)
        card.edit_asked.connect(self._edit)
        card.organisation_asked.connect(self._organisation)
        card.undo_merge_asked.connect(self.undo_merge_asked)
        card.picked.connect(self._picked)
        self.rights.chosen.connect(self.right_chosen)
        self.rights.everything_asked.connect(self.movements_asked)
        self.rights.picked.connect(self.right_action)
        self.rights.give_asked.connect(self._give)
        self.year.year_asked.connect(self.year_asked)
        self.latest.presence_asked.connect(self._presence)
        self.offers.add_asked.connect(self._edit)
        self.consents.chosen.connect(self.consent_chosen)

    def set_roomy(self, roomy: bool) -> None:
        """Take the measures of a 1920 or of a 1366 window."""
        to = measures.for_room(roomy)
        across, down = to.margin
        self._row.setContentsMargins(across, down, across, down)
        self._row.setSpacing(to.gap)
        self.identity.setFixedWidth(to.left)
        self._right.setFixedWidth(to.right)
        for column in (self._middle, self._right):
            column.column.setSpacing(to.gap)
        self.identity.measure(to)
        self.rights.measure(to)
        for card in (self.year, self.latest, self.due, self.offers, self.consents):
            card.measure(to)
        if self.page is not None:
            self.rights.retranslate()

    # showing -----------------------------------------------------------------------------------

    def show_person(self, page: PersonPage) -> None:
        """Show ``page``; what was scrolled stays where it was for the same person."""
        if self.page is None or self.page.id != page.id:
            for scrolled in (self.identity.upper, self._middle, self._right):
                scrolled.verticalScrollBar().setValue(0)
        self.page = page
        self.identity.show_person(page)
        today = page.presences.today
        held = Held(page.id, page.rights, page.ledger, page.ledger_of, page.movements, today)
        self.rights.show_held(held)
        since = min(page.created_at.year, page.presences.year)
        self.year.show_year(page.presences, since)
        self.latest.show_person(page)
        self.due.show_due(page.charges, page.due)
        self.offers.show_offers(page.fields.skills, page.fields.seeks)
        self.consents.show_consents(page.consents)
        self.retranslate()

    def retranslate(self) -> None:
        page = self.page
        if page is not None:
            self.setAccessibleName(page.name)
            self.identity.menu.offer(_actions(page))

    # asking ------------------------------------------------------------------------------------

    def _print(self) -> None:
        if self.page is not None:
            self.print_card_asked.emit(self.page.id)

    def _replace(self) -> None:
        self.replace_card_asked.emit(self.page)

    def _edit(self) -> None:
        self.edit_asked.emit(self.page)

    def _give(self) -> None:
        self.give_asked.emit(self.page)

    def _presence(self) -> None:
        self.presence_asked.emit(self.page)

    def _organisation(self) -> None:
        if self.page is not None:
            self.organisation_asked.emit(self.page.fields.organisation)

    def _picked(self, key: str) -> None:
        direct = {"give": self._give, "presence": self._presence, "stop_card": self._replace}
        if key in direct:
            direct[key]()
        else:
            self.action_chosen.emit(key, self.page)

    def key(self, event: QKeyEvent) -> bool:
        """Act on a key that reached the window; False when it means nothing here."""
        if self.page is None:
            return False
        key, held = event.key(), event.modifiers()
        if key == Qt.Key.Key_Escape or (key == Qt.Key.Key_Left and held == _ALT):
            self.back_asked.emit()
        elif self._prints(event):
            self._print()
        elif key == Qt.Key.Key_U and held == _CONTROL and self.page.inside_since is not None:
            self._presence()
        else:
            return False
        return True

    def _prints(self, event: QKeyEvent) -> bool:
        """Whether a key asks for the card: Ctrl P, or F2 where that is the yellow action."""
        if event.key() == Qt.Key.Key_F2:
            return self.identity.yellow is not None
        wanted = event.key() == Qt.Key.Key_P and event.modifiers() == _CONTROL
        return wanted and self.page is not None and self.page.archived_at is None


def _actions(page: PersonPage) -> list[tuple[str, str]]:
    """What the menu offers, as it stands."""
    if page.archived_at is not None:
        return [("restore", _("Bring back into the list"))]
    found = []
    if page.inside_since is not None:
        found.append(("presence", _("Check out")))
    elif page.bar is None:
        found.append(("presence", _("Let in")))
    found.append(("give", _("Give a plan…")))
    if active_card(page) is not None:
        found.append(("stop_card", _("Stop the card…")))
    found.append(("unbar", _("Let in again")) if page.bar else ("bar", _("Do not let in…")))
    found.append(("merge", _("Merge with…")))
    found.append(("archive", pgettext("verb", "Archive")))
    return found
