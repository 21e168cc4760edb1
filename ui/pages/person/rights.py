"""What someone may use: one right at a time, how much is left, and the movements that explain it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil
from uuid import UUID

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from askadesk.core.i18n import _, day_short, hour, number
from askadesk.people.rows import MovementRow, Pause, RightRow, Standing
from db.values import Unit
from ui import fonts, icons, painters
from ui.fonts import Role
from ui.pages.person import phrases
from ui.pages.person.measures import COMPACT, Measures
from ui.theme import tokens
from ui.widgets.base import Speaking
from ui.widgets.button import Button, LinkButton
from ui.widgets.card import Card
from ui.widgets.chip import Chip
from ui.widgets.menu_button import MenuButton
from ui.widgets.quantity import Pips
from ui.widgets.rows import RowPainter, RowsView
from ui.widgets.text import Text

LedgerLine = MovementRow | Pause
_RIGHT = Qt.AlignmentFlag.AlignRight
_WHEN, _DELTA, _LEFT = 132, 180, 90


class LedgerPainter(RowPainter[LedgerLine]):
    """When, what, how many, what is left; for a membership its pauses."""

    def __init__(self) -> None:
        self.measures = COMPACT

    def height(self, row: LedgerLine) -> int:
        return self.measures.ledger_row

    def name(self, row: LedgerLine) -> str:
        if isinstance(row, Pause):
            said = (_("Pause"), phrases.pause(row), row.reason)
        else:
            left = _("{left} left").format(left=row.left)
            said = (_when(row), phrases.movement(row), f"{phrases.signed(row.delta)}, {left}")
        return ", ".join(filter(None, said))

    def whole(self, row: LedgerLine) -> str:
        who = row.who if isinstance(row, MovementRow) else ""
        return "\n".join(filter(None, (self.name(row), who)))

    def chosen(self, row: LedgerLine) -> bool:
        return isinstance(row, Pause)

    def paint(self, painter: QPainter, rect: QRectF, row: LedgerLine) -> None:
        look = tokens()
        when = QRectF(rect.left(), rect.top(), _WHEN - 8, rect.height())
        what = rect.adjusted(_WHEN, 0, -_DELTA, 0)
        if isinstance(row, Pause):
            painters.text(painter, when, Role.BODY, _("Pause"), look.text2)
            words = ", ".join(filter(None, (phrases.pause(row), row.reason)))
            painters.text(painter, rect.adjusted(_WHEN, 0, 0, 0), Role.BODY, words, look.text)
            return
        painters.text(painter, when, Role.BODY, _when(row), look.text2)
        painters.text(painter, what, Role.BODY, phrases.movement(row), look.text)
        delta = QRectF(rect.right() - _DELTA, rect.top(), _DELTA - _LEFT, rect.height())
        colour = look.ok if row.delta > 0 else look.text
        painters.text(painter, delta, Role.STRONG, phrases.signed(row.delta), colour, _RIGHT)
        left = QRectF(rect.right() - _LEFT, rect.top(), _LEFT, rect.height())
        painters.text(painter, left, Role.BODY, number(row.left), look.text, _RIGHT)


def _when(row: MovementRow) -> str:
    return f"{day_short(row.at.date())} {hour(row.at)}"


class ColumnHeads(Speaking, QWidget):
    """The heads above the movements."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._padding = 16
        self._unit = Unit.VISITS
        self.setFixedHeight(28)

    def count(self, unit: Unit) -> None:
        """Name what the movements count."""
        self._unit = unit
        self.update()

    def measure(self, to: Measures) -> None:
        """Take the measures of the window."""
        self._padding = to.padding
        self.setFixedHeight(to.columns)

    def paintEvent(self, event: QPaintEvent) -> None:
        look, role = tokens(), Role.CAPTION_MEDIUM
        rect = QRectF(self.rect()).adjusted(self._padding, 0, -self._padding, 0)
        with painters.painting(self) as painter:
            painters.text(painter, rect, role, _("Date"), look.text3)
            what = rect.adjusted(_WHEN, 0, -_DELTA, 0)
            painters.text(painter, what, role, _("Movement"), look.text3)
            delta = QRectF(rect.right() - _DELTA, rect.top(), _DELTA - _LEFT, rect.height())
            counted = _("Credits") if self._unit is Unit.CREDITS else _("Entries")
            painters.text(painter, delta, role, counted, look.text3, _RIGHT)
            painters.text(painter, rect, role, _("Left"), look.text3, _RIGHT)


class _Tile(QWidget):
    """The icon of the right that shows."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.icon = "ticket"
        self.setFixedSize(20, 20)

    def paintEvent(self, event: QPaintEvent) -> None:
        with painters.painting(self) as painter:
            icons.draw(painter, self.icon, 0, 0, 20, tokens().ink)


@dataclass(frozen=True, slots=True)
class Held:
    """What the card shows: whose rights, and the movements of one of them."""

    person: UUID
    rights: tuple[RightRow, ...]
    ledger: tuple[MovementRow, ...]
    ledger_of: UUID | None
    movements: int
    today: date


class RightsCard(Speaking, Card):
    """``chosen`` carries the ``RightRow`` to show, ``everything_asked`` the one whose movements are
    wanted whole, ``picked`` an action (``pause``, ``resume``, ``extend``, ``adjust``) for it."""

    chosen = Signal(object)
    everything_asked = Signal(object)
    give_asked = Signal()
    picked = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._held: Held | None = None
        self._at = 0
        self._fills = COMPACT
        self._make()
        self._build()
        self._wire()
        self.retranslate()
        self.measure(COMPACT)

    def _make(self) -> None:
        self.tile, self.title = _Tile(), Text(role=Role.TITLE, elide=True)
        self.standing = Chip()
        self.before = Button(size=32, icon="chevron-left", kind="ghost")
        self.place = Text(role=Role.SECOND, tone="text2")
        self.after = Button(size=32, icon="chevron-right", kind="ghost")
        self.menu = MenuButton()
        self.give = Button(size=32, icon="plus")
        self.figure = Text(role=Role.FIGURE)
        self.unit = Text(role=Role.NARROW, tone="text2", wrap=True)
        self.pips = Pips()
        self.validity = Text(role=Role.SECOND, tone="text2", elide=True)
        self.everything = LinkButton(size=20)
        self.heads = ColumnHeads()
        self.painter = LedgerPainter()
        self.ledger: RowsView[LedgerLine] = RowsView(
            self.painter, whole_rows=True, first_ruled=True
        )
        self.quiet = Text(tone="text2", wrap=True, lines=3)

    def _build(self) -> None:
        self.head = QWidget()
        row = self._head_row = QHBoxLayout(self.head)
        row.setSpacing(8)
        row.addWidget(self.tile)
        row.addWidget(self.title)
        row.addWidget(self.standing)
        row.addStretch(1)
        for part in (self.before, self.place, self.after, self.menu, self.give):
            row.addWidget(part)
        self.body.addWidget(self.head)
        self._build_quantity()
        self.body.addWidget(self.quantity)
        self.body.addWidget(self.heads)
        self.body.addWidget(self.ledger, 1)
        self._quiet_box = QWidget()
        self._quiet_row = QVBoxLayout(self._quiet_box)
        self._quiet_row.addWidget(self.quiet)
        self._quiet_row.addStretch(1)
        self.body.addWidget(self._quiet_box, 1)

    def _build_quantity(self) -> None:
        self.quantity = QWidget()
        caption = QHBoxLayout()
        caption.setSpacing(8)
        caption.addWidget(self.validity, 1)
        caption.addWidget(self.everything)
        beside = QVBoxLayout()
        beside.setSpacing(4)
        beside.addStretch(1)
        beside.addWidget(self.pips)
        beside.addLayout(caption)
        beside.addStretch(1)
        self._quantity_row = QHBoxLayout(self.quantity)
        self._quantity_row.setSpacing(12)
        self._quantity_row.addWidget(self.figure)
        self._quantity_row.addWidget(self.unit)
        self._quantity_row.addSpacing(12)
        self._quantity_row.addLayout(beside, 1)

    def _wire(self) -> None:
        self.before.clicked.connect(self._one_back)
        self.after.clicked.connect(self._one_on)
        self.give.clicked.connect(self.give_asked)
        self.menu.picked.connect(self._picked)
        self.everything.clicked.connect(self._everything)

    def measure(self, to: Measures) -> None:
        """Take the measures of the window."""
        self._fills = to
        self.painter.measures = to
        self.painter.padding = to.padding
        self.title.wear(to.title)
        self.figure.wear(to.figure)
        self._head_row.setContentsMargins(to.padding, 0, to.padding, 0)
        self.head.setFixedHeight(to.head)
        self._quantity_row.setContentsMargins(to.padding, 0, to.padding, 12)
        self.quantity.setFixedHeight(to.quantity)
        self._quiet_row.setContentsMargins(to.padding, 8, to.padding, 16)
        self.heads.measure(to)
        rows = to.ledger_rows * to.ledger_row
        self.setFixedHeight(2 + to.head + to.quantity + to.columns + rows)
        self.ledger.measure_again()

    # showing -----------------------------------------------------------------------------------

    def show_held(self, held: Held) -> None:
        """Show the rights: the one that showed before, else the one whose ledger came with them."""
        before, shown = self._held, self.right
        self._held = held
        ids = [right.id for right in held.rights]
        same = before is not None and before.person == held.person and shown is not None
        wanted = shown.id if same and shown is not None and shown.id in ids else held.ledger_of
        self._at = ids.index(wanted) if wanted in ids else 0
        self.retranslate()

    @property
    def right(self) -> RightRow | None:
        """The right that shows."""
        rights = self._held.rights if self._held is not None else ()
        return rights[self._at] if self._at < len(rights) else None

    def retranslate(self) -> None:
        self.give.setAccessibleName(_("Give a plan"))
        self.give.setToolTip(_("Give a plan"))
        self.before.setAccessibleName(_("Previous plan"))
        self.after.setAccessibleName(_("Next plan"))
        self.menu.setAccessibleName(_("What to do with this plan"))
        right = self.right
        several = self._held is not None and len(self._held.rights) > 1
        for part in (self.before, self.place, self.after):
            part.setVisible(several)
        for one in (self.menu, self.quantity, self.tile):
            one.setVisible(right is not None)
        if right is None or self._held is None:
            self._say_nothing()
        else:
            self._say(right, self._held)
        self._share_head()

    def _share_head(self) -> None:
        """First the button becomes compact, then the title elides."""
        self.give.say(_("Give a plan"))
        parts = (self.standing, self.before, self.place, self.after, self.menu, self.give)
        shown = [one for one in parts if not one.isHidden()]
        taken = sum(one.sizeHint().width() + 8 for one in shown) + 28
        title = fonts.width(self.title.role, self.title.text())
        if title + taken > self.width() - 2 - 2 * self._fills.padding:
            self.give.say("")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_head()

    def _say_nothing(self) -> None:
        self.title.say(_("Plan"))
        self.standing.hide()
        self.ledger.hide()
        self.heads.hide()
        self._quiet_box.show()
        self.quiet.say(
            _(
                "No plan and no carnet yet. Give one of those that the hub offers, or let them in"
                " for the day."
            )
        )

    def _say(self, right: RightRow, held: Held) -> None:
        name = right.name
        if right.organisation:
            name = _("{plan}, {organisation}").format(plan=name, organisation=right.organisation)
        self.title.say(name)
        self.tile.icon = phrases.right_icon(right)
        self.tile.update()
        words, tone, icon = phrases.standing(right, held.today)
        self.standing.setVisible(bool(words))
        self.standing.say(words, tone or "neutral", icon)
        place = _("{at} of {count}").format(at=self._at + 1, count=len(held.rights))
        self.place.say(place)
        self.menu.offer([] if right.organisation else right_actions(right, held.today))
        self._say_quantity(right, held.today)
        self._say_ledger(right, held)

    def _say_quantity(self, right: RightRow, today: date) -> None:
        count, unit = phrases.figure(right, today)
        tone = phrases.right_tone(right)
        self.figure.say(count, "text" if tone == "ink" else tone)
        self.figure.setVisible(bool(count))
        self.unit.say(unit)
        wide = max(fonts.width(Role.NARROW, said) for said in unit.split("\n"))
        self.unit.setFixedWidth(ceil(wide) + 2)
        if phrases.is_pass(right):
            units = max(right.units or 1, right.left or 0)
            self.pips.fill(right.left or 0, units, tone)
        else:
            self.pips.fill(round(100 * phrases.share_left(right, today)), 100, tone)
        self.validity.say(phrases.validity(right))

    def _say_ledger(self, right: RightRow, held: Held) -> None:
        lines: Sequence[LedgerLine] = right.pauses
        if phrases.is_pass(right):
            lines = held.ledger if held.ledger_of == right.id else ()
        shown = lines[: self._fills.ledger_rows]
        total = held.movements if phrases.is_pass(right) else len(lines)
        self.everything.setVisible(total > len(shown) > 0)
        self.everything.say(_("See all {count}").format(count=number(total)))
        self.ledger.setAccessibleName(_("Movements of {plan}").format(plan=right.name))
        self.heads.count(right.unit)
        self.ledger.show_rows(shown)
        self.ledger.setVisible(bool(shown))
        self.heads.setVisible(bool(shown) and phrases.is_pass(right))
        self._quiet_box.setVisible(not shown)
        self.quiet.say(
            _("Nothing was drawn yet.")
            if phrases.is_pass(right)
            else _("A membership lets its holder in without counting. Its pauses are listed here.")
        )

    # asking ------------------------------------------------------------------------------------

    def step(self, by: int) -> None:
        """Show the next right, or the one before."""
        if self._held is None or len(self._held.rights) < 2:
            return
        self._at = (self._at + by) % len(self._held.rights)
        self.retranslate()
        self.chosen.emit(self.right)

    def _one_back(self) -> None:
        self.step(-1)

    def _one_on(self) -> None:
        self.step(1)

    def _picked(self, key: str) -> None:
        self.picked.emit(key, self.right)

    def _everything(self) -> None:
        self.everything_asked.emit(self.right)


def right_actions(right: RightRow, today: date) -> list[tuple[str, str]]:
    """What can be done with a right, by whoever sees the page of its holder."""
    found = []
    if right.standing is Standing.PAUSED:
        found.append(("resume", _("End the pause today")))
    elif right.standing is not Standing.ENDED:
        found.append(("pause", _("Pause…")))
        if right.coming_pause(today) is not None:
            found.append(("resume", _("Take the pause away")))
    if right.until is not None:
        found.append(("extend", _("Extend…")))
    if phrases.is_pass(right):
        found.append(("adjust", _("Put the balance right…")))
    return found
