"""The scan card: who stands here, whether they may come in, what is left, and what to do."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from askadesk.core.i18n import _
from askadesk.presence import words
from askadesk.presence.rows import Option, ScanCard, WayOut
from db.values import Answer
from ui.fonts import Role
from ui.pages.today import measures
from ui.pages.today.measures import Measures
from ui.pages.today.scan_parts import AlertRow, Band, Entitlement, Hero, OptionRow
from ui.widgets.base import Speaking
from ui.widgets.button import Button
from ui.widgets.card import Card, Rule
from ui.widgets.empty import EmptyState
from ui.widgets.text import Text

_FIRST_KEY, _GUEST_KEY = "F2", "F8"
_OTHER_KEYS = ("F6", "F7", "F10", "F11")
_KEYS = {
    Qt.Key.Key_F2: "F2",
    Qt.Key.Key_F6: "F6",
    Qt.Key.Key_F7: "F7",
    Qt.Key.Key_F8: "F8",
    Qt.Key.Key_F10: "F10",
    Qt.Key.Key_F11: "F11",
}
_MOST_OPTIONS = 6


def keys_for(options: tuple[Option, ...]) -> list[str]:
    """The key of each way out: F2 for the first, F8 always for a guest, then F6, F7 and on."""
    keys, others = [], iter(_OTHER_KEYS)
    for at, option in enumerate(options):
        if at == 0:
            keys.append(_FIRST_KEY)
        elif option.way is WayOut.GUEST:
            keys.append(_GUEST_KEY)
        else:
            keys.append(next(others, ""))
    if len(keys) == 4 and _GUEST_KEY not in keys:
        keys[3] = _GUEST_KEY
    return keys


class _Actions(QWidget):
    """The row of buttons at the foot of the card."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.main = Button(kind="accent", key=_FIRST_KEY, padding=12)
        self.guests = Button(icon="plus", padding=12)
        self.print = Button(key="Ctrl P", padding=12)
        self.undo = Button(kind="ghost", key="F9", padding=2)
        self.leave = Button(kind="ghost", key="Esc", padding=2)
        self._row = QHBoxLayout(self)
        self._row.setSpacing(8)
        for button in (self.main, self.guests, self.print):
            self._row.addWidget(button)
        self._row.addStretch(1)
        for button in (self.undo, self.leave):
            self._row.addWidget(button)

    def measure(self, to: Measures, *, tight: bool) -> None:
        left, above, below = (16, 8, 8) if tight else to.actions_padding
        left = to.padding
        self._row.setContentsMargins(left, above, left, below)
        size = 40 if tight else to.button
        for button in (self.main, self.guests, self.print, self.undo, self.leave):
            button.resize_to(size)
        self.setFixedHeight(above + size + below)


class ScanCardView(Speaking, Card):
    """Shows one ``ScanCard``. It decides nothing: its signals say what was asked.

    ``way_chosen`` carries the ``Option``; ``left_alone`` means Esc, nothing is to happen.
    """

    way_chosen = Signal(object)
    undo_asked = Signal(object)
    print_asked = Signal(object)
    guests_asked = Signal(object)
    left_alone = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.card: ScanCard | None = None
        self._measures = measures.COMPACT
        self.empty = EmptyState()
        self.band, self.hero, self.entitlement = Band(), Hero(), Entitlement()
        self.reason = Text(role=Role.TITLE, wrap=True)
        self.hint = Text(tone="text2", wrap=True)
        self.alerts = [AlertRow() for _row in range(measures.ROOMY.most_alerts)]
        self.options = [OptionRow() for _row in range(_MOST_OPTIONS)]
        self._rule, self.foot = Rule(), _Actions()
        self._content = QWidget()
        self._build()
        self._wire()
        self.retranslate()
        self.measure(measures.COMPACT)

    def _build(self) -> None:
        self._why = QVBoxLayout()
        self._why.setSpacing(0)
        self._why.addWidget(self.reason)
        self._why.addWidget(self.hint)
        self._ways = QVBoxLayout()
        self._ways.setSpacing(8)
        for row in self.options:
            self._ways.addWidget(row)
        column = QVBoxLayout(self._content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self.band, self.hero):
            column.addWidget(part)
        column.addLayout(self._why)
        column.addWidget(self.entitlement)
        for alert in self.alerts:
            column.addWidget(alert)
        column.addLayout(self._ways)
        column.addStretch(1)
        column.addWidget(self._rule)
        column.addWidget(self.foot)
        self.body.addWidget(self.empty)
        self.body.addWidget(self._content)
        self._content.hide()

    def _wire(self) -> None:
        for row in self.options:
            row.clicked.connect(self._option_clicked)
        self.foot.main.clicked.connect(self._main_clicked)
        self.foot.guests.clicked.connect(self._ask_guests)
        self.foot.print.clicked.connect(self._ask_print)
        self.foot.undo.clicked.connect(self._ask_undo)
        self.foot.leave.clicked.connect(self.left_alone)

    # showing -----------------------------------------------------------------------------------

    def measure(self, to: Measures) -> None:
        """Take the measures of the window."""
        self._measures = to
        self.band.measure(to)
        self.entitlement.measure(to)
        for row in self.alerts:
            row.measure(to)
        self._arrange()

    def show_card(self, card: ScanCard | None) -> None:
        """Show ``card`` at once; None shows that nothing has been scanned yet."""
        self.card = card
        self.setUpdatesEnabled(False)
        self.empty.setVisible(card is None)
        self._content.setVisible(card is not None)
        if card is not None:
            self._fill(card)
        self._arrange()
        self.setUpdatesEnabled(True)

    def _fill(self, card: ScanCard) -> None:
        self.band.show_card(card)
        self.hero.show_card(card)
        asks = card.verdict.answer in (Answer.REFUSED, Answer.ALREADY_IN)
        if asks:
            self.entitlement.hide()
        else:
            self.entitlement.show_card(card)
        self._fill_reason(card, asks)
        shown = () if asks else card.alerts[: self._measures.most_alerts]
        for at, row in enumerate(self.alerts):
            row.setVisible(at < len(shown))
            if at < len(shown):
                row.show_alert(shown[at])
        self._fill_options(card)
        self._fill_actions(card)
        self.setAccessibleName(
            ". ".join(filter(None, (words.title(card.verdict), words.sentence(card))))
        )

    def _fill_reason(self, card: ScanCard, asks: bool) -> None:
        known = asks and card.person is not None
        self.reason.setVisible(known)
        self.reason.say(words.sentence(card) if known else "")
        hint = _hint(card) if asks else ""
        self.hint.setVisible(bool(hint))
        self.hint.say(hint)

    def _fill_options(self, card: ScanCard) -> None:
        ways = self._rows_of(card)
        keys = keys_for(ways)
        for at, row in enumerate(self.options):
            row.setVisible(at < len(ways))
            row.option = None
            if at < len(ways):
                row.show_option(ways[at], card, keys[at], accent=at == 0)

    def _rows_of(self, card: ScanCard) -> tuple[Option, ...]:
        """The ways out that stand as rows: those of a refusal."""
        if card.verdict.answer is not Answer.REFUSED:
            return ()
        return card.options[:_MOST_OPTIONS]

    def _main_option(self, card: ScanCard) -> Option | None:
        """The way out that is the yellow button: any first one that is not a refusal's."""
        if card.verdict.answer is Answer.REFUSED:
            return None
        return next((one for one in card.options if one.way is not WayOut.STAY), None)

    def _fill_actions(self, card: ScanCard) -> None:
        foot, answer = self.foot, card.verdict.answer
        asks = answer in (Answer.REFUSED, Answer.ALREADY_IN)
        main = self._main_option(card)
        foot.main.setVisible(main is not None)
        if main is not None:
            foot.main.say(words.option(main, card)[0])
        inside = answer in (Answer.ADMITTED, Answer.ALREADY_IN) and card.verdict.visit is not None
        foot.guests.setVisible(inside)
        foot.print.setVisible(answer is Answer.ADMITTED and card.person is not None)
        foot.undo.setVisible(card.can_undo)
        out = answer is Answer.CHECKED_OUT
        foot.undo.say(_("Undo check-out") if out else _("Undo entry"))
        foot.leave.setVisible(asks)
        stays = answer is Answer.ALREADY_IN
        foot.leave.say(_("Leave in") if stays else _("Close without entry"))
        foot.setVisible(any(not button.isHidden() for button in foot.findChildren(Button)))
        self._rule.setVisible(not foot.isHidden())

    def _arrange(self) -> None:
        """Give each block its place for this card and this window."""
        card, to = self.card, self._measures
        tight = card is not None and card.verdict.answer is Answer.REFUSED
        self.hero.measure(to, tight=tight)
        self.foot.measure(to, tight=tight)
        asks = card is not None and card.verdict.answer in (Answer.REFUSED, Answer.ALREADY_IN)
        pad = to.padding
        shown = asks and not (self.reason.isHidden() and self.hint.isHidden())
        self._why.setContentsMargins(pad, 0, pad, 12 if shown else 0)
        self._ways.setContentsMargins(pad, 0, pad, 8 if tight else 0)
        self.setMinimumHeight(to.scan_height if card is None else 0)
        grows = card is None or _is_choice(card)
        policy = QSizePolicy.Policy.Expanding if grows else QSizePolicy.Policy.Fixed
        self.setSizePolicy(QSizePolicy.Policy.Preferred, policy)

    def fills_column(self) -> bool:
        """Whether the card takes the whole left column, as a refusal does."""
        return self.card is not None and _is_choice(self.card)

    def retranslate(self) -> None:
        self.empty.say(
            _("Ready for the first scan"),
            _("Hold a card to the reader, or type a name above."),
        )
        self.foot.guests.say(_("Guests"))
        self.foot.print.say(_("Card"))
        if self.card is not None:
            self._fill(self.card)

    # asking ------------------------------------------------------------------------------------

    def key(self, event: QKeyEvent) -> bool:
        """Act on a key of the window; False when it is none of the card's."""
        if self.card is None:
            return False
        pressed = Qt.Key(event.key())
        if pressed == Qt.Key.Key_F9:
            return self._press(self.foot.undo)
        if pressed == Qt.Key.Key_Escape:
            return self._press(self.foot.leave)
        control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
        if control and pressed == Qt.Key.Key_P:
            return self._press(self.foot.print)
        return self._take_way(_KEYS.get(pressed, ""))

    def _take_way(self, key: str) -> bool:
        if key == _FIRST_KEY and self._press(self.foot.main):
            return True
        for row in self.options:
            guest = row.option is not None and row.option.way is WayOut.GUEST
            if key and row.isVisible() and (row.key == key or (guest and key == _GUEST_KEY)):
                row.click()
                return True
        return False

    def _press(self, button: Button) -> bool:
        if not button.isVisible():
            return False
        button.click()
        return True

    def _option_clicked(self) -> None:
        row = self.sender()
        if isinstance(row, OptionRow) and row.option is not None:
            self.way_chosen.emit(row.option)

    def _main_clicked(self) -> None:
        option = self._main_option(self.card) if self.card else None
        if option is not None:
            self.way_chosen.emit(option)

    def _ask_guests(self) -> None:
        if self.card is not None:
            self.guests_asked.emit(self.card.verdict.visit)

    def _ask_print(self) -> None:
        if self.card is not None and self.card.person is not None:
            self.print_asked.emit(self.card.person.id)

    def _ask_undo(self) -> None:
        if self.card is not None:
            self.undo_asked.emit(self.card.verdict.visit)


def _is_choice(card: ScanCard) -> bool:
    """Whether ways out stand as rows, for which the card takes the whole column."""
    return card.verdict.answer is Answer.REFUSED and bool(card.options)


def _hint(card: ScanCard) -> str:
    """The quiet second sentence below the reason."""
    if card.verdict.answer is Answer.ALREADY_IN:
        return ""
    if card.person is None:
        return _("Type a name above to find the person.")
    return _("An entry is still possible: choose how.") if card.options else ""
