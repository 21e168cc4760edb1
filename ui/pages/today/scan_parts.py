"""The blocks of the scan card: band, hero, what is left, alerts, ways out."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QHBoxLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from askadesk.core.i18n import _, hour, money, ngettext
from askadesk.presence import words
from askadesk.presence.rows import Alert, Option, RightBrief, ScanCard
from db.values import Answer
from ui import fonts, icons, painters
from ui.fonts import Role
from ui.pages.today import phrases
from ui.pages.today.measures import COMPACT, Measures
from ui.theme import qcolor, tokens
from ui.widgets.base import Halo
from ui.widgets.chip import Chip
from ui.widgets.portrait import ArchPortrait
from ui.widgets.quantity import Pips
from ui.widgets.text import Text


class Band(QWidget):
    """The verdict in one line: icon, words, time, on the tint of its tone."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tone, self._icon = "ok", "circle-check"
        self.title = Text(role=Role.TITLE)
        self.time = Text(role=Role.LARGE)
        self._row = QHBoxLayout(self)
        self._row.setSpacing(8)
        self._row.addWidget(self.title)
        self._row.addStretch(1)
        self._row.addWidget(self.time)
        self.measure(COMPACT)

    @property
    def tone(self) -> str:
        """The tone it shows."""
        return self._tone

    def measure(self, to: Measures) -> None:
        """Take the measures of the window."""
        self.setFixedHeight(to.band)
        self.title.wear(to.band_role)
        self._row.setContentsMargins(to.padding + 32, 0, to.padding, 0)

    def show_card(self, card: ScanCard) -> None:
        """Say the verdict of ``card``."""
        self._tone, self._icon = phrases.BAND[card.verdict.answer]
        colour = "text" if self._tone == "neutral" else self._tone
        self.title.say(words.title(card.verdict), colour)
        self.time.say(hour(card.at), colour)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        look, rect = tokens(), QRectF(self.rect())
        fill = look.sunken if self._tone == "neutral" else getattr(look, f"{self._tone}_bg")
        colour = look.text if self._tone == "neutral" else getattr(look, self._tone)
        path = QPainterPath()
        path.setFillRule(Qt.FillRule.WindingFill)
        path.addRoundedRect(rect, 11, 11)
        path.addRect(rect.adjusted(0, 12, 0, 0))
        left = self._row.contentsMargins().left() - 32
        with painters.painting(self) as painter:
            painter.fillPath(path, qcolor(fill))
            icons.draw(painter, self._icon, left, self.height() / 2 - 11, 22, colour, 2)


class Hero(QWidget):
    """Who it is: the portrait under the arch, name, role and organisation, chips."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.portrait = ArchPortrait()
        self.name = Text(role=Role.PERSON, elide=True)
        self.about = Text(role=Role.ROW, tone="text2", elide=True)
        self.unknown = Text(role=Role.TITLE, wrap=True)
        self.chips = [Chip(elide=True), Chip(tone="outline"), Chip(tone="outline")]
        self._chips = QHBoxLayout()
        self._chips.setSpacing(8)
        for chip in self.chips:
            self._chips.addWidget(chip)
        self._chips.addStretch(1)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self.portrait, 0, Qt.AlignmentFlag.AlignTop)
        self._row.addLayout(self._words(), 1)
        self.measure(COMPACT)

    def _words(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(4)
        column.addStretch(1)
        column.addWidget(self.name)
        column.addWidget(self.about)
        column.addWidget(self.unknown)
        column.addSpacing(4)
        column.addLayout(self._chips)
        column.addStretch(1)
        return column

    def measure(self, to: Measures, *, tight: bool = False) -> None:
        """Take the measures of the window; ``tight`` when ways out need the room."""
        above = to.padding - 4 if tight else to.padding
        self.portrait.setFixedSize(*to.arch)
        self.name.wear(to.person)
        self._row.setContentsMargins(to.padding, above, to.padding, above)
        self._row.setSpacing(to.padding)
        self.setFixedHeight(to.arch[1] + 2 * above)

    def show_card(self, card: ScanCard) -> None:
        """Show the person of ``card``, or that nobody is known."""
        person = card.person
        for label in (self.name, self.about):
            label.setVisible(person is not None)
        self.unknown.setVisible(person is None)
        if person is None:
            self.portrait.show_icon("circle-question-mark")
            self.unknown.say(words.sentence(card))
        else:
            self.portrait.show_person(person.initials, person.photo)
            self.name.say(person.name)
            about = " · ".join(filter(None, (person.role, person.organisation)))
            self.about.say(about)
            self.about.setVisible(bool(about))
        self._show_chips(card)

    def _show_chips(self, card: ScanCard) -> None:
        said = _chips_of(card)
        for at, chip in enumerate(self.chips):
            chip.setVisible(at < len(said))
            if at < len(said):
                chip.say(*said[at])


def _chips_of(card: ScanCard) -> list[tuple[str, str, str]]:
    """What the chips say: words, tone, icon."""
    refused = card.verdict.answer is Answer.REFUSED
    said = []
    if card.right is not None and card.right.name:
        said.append((card.right.name, "bad" if refused else "ink", "ticket"))
        if refused and card.right.left == 0:
            said.append((_("{count} left").format(count=0), "bad", ""))
    if card.presences and not refused:
        said.append((phrases.ordinal_presence(card.presences), "outline", ""))
    if card.head_count > 1:
        said.append((phrases.with_guests(card.head_count), "outline", "users"))
    return said


class Entitlement(QWidget):
    """What is left: a number, pips and two captions; or what the entry rests on, in words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.number = Text(role=Role.AMOUNT)
        self.unit = Text(role=Role.NARROW, tone="text2", wrap=True)
        self.pips = Pips()
        self.basis = Text(role=Role.TITLE, elide=True)
        self.used = Text(role=Role.SECOND, tone="text2")
        self.until = Text(role=Role.SECOND, tone="text2", align=Qt.AlignmentFlag.AlignRight)
        captions = QHBoxLayout()
        captions.setSpacing(8)
        captions.addWidget(self.used)
        captions.addStretch(1)
        captions.addWidget(self.until)
        side = QVBoxLayout()
        side.setSpacing(8)
        side.addStretch(1)
        side.addWidget(self.pips)
        side.addWidget(self.basis)
        side.addLayout(captions)
        side.addStretch(1)
        self._side = side
        self._row = QHBoxLayout(self)
        self._row.addWidget(self.number)
        self._row.addWidget(self.unit)
        self._row.addSpacing(4)
        self._row.addLayout(side, 1)
        self.measure(COMPACT)

    def measure(self, to: Measures) -> None:
        """Take the measures of the window."""
        self.setFixedHeight(to.entitlement)
        self.number.wear(to.amount)
        self._row.setContentsMargins(to.padding, 0, to.padding, to.padding)
        self._row.setSpacing(12)

    def show_card(self, card: ScanCard) -> None:
        """Show the right of ``card``; hidden when there is none to show."""
        right = card.right
        self.setVisible(right is not None)
        if right is None:
            return
        counted = right.units is not None and right.left is not None
        for widget in (self.number, self.unit, self.pips):
            widget.setVisible(counted)
        self.basis.setVisible(not counted)
        self._side.setSpacing(8 if counted else 0)
        self._show_captions(card, right)
        if counted:
            self._show_count(right)
        else:
            self.basis.say(phrases.right_in_words(card, right))

    def _show_captions(self, card: ScanCard, right: RightBrief) -> None:
        used = ""
        if right.units is not None and right.left is not None:
            used = _("{used} used out of {units}").format(
                used=right.units - right.left, units=right.units
            )
        elif right.organisation:
            used = right.organisation
        self.used.say(used)
        day = right.valid_until
        self.until.say(
            _("valid until {day}").format(day=phrases.until(day, card.at.date())) if day else ""
        )

    def _show_count(self, right: RightBrief) -> None:
        left, units = right.left or 0, right.units or 0
        tone = "warn" if left <= phrases.FEW else "ink"
        self.number.say(str(left), "warn" if tone == "warn" else "text")
        self.unit.say(ngettext("visit\nleft", "visits\nleft", left))
        self.pips.fill(left, units, tone)
        self.pips.setAccessibleName(_("{left} of {units} left").format(left=left, units=units))


class AlertRow(QWidget):
    """Something to say or do while the person stands here: icon, what, and about what."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._strong, self._rest, self._chip = "", "", ""
        self._icon, self._tone = "bell", "ink"
        self.measure(COMPACT)

    def measure(self, to: Measures) -> None:
        """Take the measures of the window."""
        self._padding, self._role = to.padding, to.alert_role
        self.setFixedHeight(to.alert)

    def show_alert(self, alert: Alert) -> None:
        """Show ``alert`` in words."""
        self._strong, self._rest = words.alert(alert)
        self._chip = words.alert_chip(alert)
        self._icon, self._tone = phrases.ALERT_LOOKS.get(alert.code, ("bell", "ink"))
        whole = " · ".join(filter(None, (self._strong, self._rest, self._chip)))
        self.setAccessibleName(whole)
        self.setToolTip(whole if self.cut() else "")
        self.update()

    def _runs(self) -> list[tuple[Role, str, str]]:
        look = tokens()
        strong = Role.ROW_STRONG if self._role is Role.ROW else Role.STRONG
        parts = [(strong, self._strong, look.text)]
        if self._rest:
            parts.append((self._role, f" · {self._rest}", look.text2))
        return parts

    def cut(self) -> bool:
        """Whether its words do not fit."""
        wide = sum(fonts.width(role, said) for role, said, _colour in self._runs())
        return wide > self._words_rect().width()

    def _words_rect(self) -> QRectF:
        chip = painters.chip_width(self._chip) + 12 if self._chip else 0
        rect = QRectF(self.rect())
        return rect.adjusted(self._padding + 32, 1, -self._padding - chip, 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        look = tokens()
        with painters.painting(self) as painter:
            painters.rule(painter, 0, 0, self.width())
            middle = (self.height() + 1) / 2
            colour = getattr(look, self._tone)
            icons.draw(painter, self._icon, self._padding, middle - 10, 20, colour)
            painters.runs(painter, self._words_rect(), self._runs())
            if self._chip:
                wide = painters.chip_width(self._chip)
                left = self.width() - self._padding - wide
                chip = QRectF(left, round(middle - 12), wide, 24)
                painters.chip(painter, chip, self._chip, "warn")


class OptionRow(QAbstractButton):
    """One way to go on: tile with icon, title, explanation, price, key. The first is accent."""

    HEIGHT = 56

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.option: Option | None = None
        self._explanation, self._price, self._key = "", "", ""
        self._accent = False
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def key(self) -> str:
        """The key that takes this way; "" when there is none."""
        return self._key

    def show_option(self, option: Option, card: ScanCard, key: str, *, accent: bool) -> None:
        """Show ``option``, bound to ``key``."""
        self.option, self._key, self._accent = option, key, accent
        title, self._explanation = words.option(option, card)
        self._price = money(option.price) if option.price is not None else ""
        self.setText(title)
        said = filter(None, (title, self._explanation, self._price, key))
        self.setAccessibleName(", ".join(said))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(240, self.HEIGHT)

    def halo(self) -> Halo:
        rect = QRectF(self.rect())
        if self._accent:
            return Halo(rect, 10, gap=2, width=2, role="ink")
        return Halo(rect, 10, gap=0)

    def cut(self) -> bool:
        """Whether its words do not fit."""
        room = self._words_rect().width()
        title = fonts.width(Role.TITLE, self.text())
        return max(title, fonts.width(Role.SECOND, self._explanation)) > room

    def _words_rect(self) -> QRectF:
        right = 13.0
        if self._key:
            right += painters.keycap_width(self._key) + 12
        if self._price:
            right += fonts.width(Role.ROW_STRONG, self._price) + 12
        return QRectF(self.rect()).adjusted(61, 0, -right, 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        with painters.painting(self) as painter:
            self._paint_ground(painter)
            self._paint_words(painter)

    def _paint_ground(self, painter: QPainter) -> None:
        look, rect = tokens(), QRectF(self.rect())
        tile = QRectF(9, 8, 40, 40)
        icon = phrases.WAY_ICONS[self.option.way] if self.option else "check"
        touched = self.underMouse() or self.isDown()
        if self._accent:
            fill = look.accent_press if self.isDown() else look.accent
            painters.box(painter, rect, 10, look.accent_hover if touched else fill)
            ground = qcolor(look.accent_on).toRgb()
            ground.setAlphaF(0.1)
            painter.setBrush(ground)
            painter.drawRoundedRect(tile, 8, 8)
            icons.draw(painter, icon, 19, 18, 20, look.accent_on)
            return
        painters.box(painter, rect, 10, look.ink_50 if touched else look.surface, look.ink_200)
        painters.box(painter, tile, 8, look.ink_50)
        icons.draw(painter, icon, 19, 18, 20, look.ink)

    def _paint_words(self, painter: QPainter) -> None:
        look, middle = tokens(), self.height() / 2
        title = look.accent_on if self._accent else look.text
        second = look.accent_on if self._accent else look.text2
        words_rect = self._words_rect()
        two = QRectF(words_rect.left(), 6, words_rect.width(), 24)
        if not self._explanation:
            two.moveTop(16)
        painters.text(painter, two, Role.TITLE, self.text(), title)
        below = QRectF(words_rect.left(), 30, words_rect.width(), 20)
        painters.text(painter, below, Role.SECOND, self._explanation, second)
        right = self.width() - 13.0
        if self._key:
            right -= painters.keycap_width(self._key)
            painters.keycap(painter, right, middle, self._key, "accent" if self._accent else "")
            right -= 12
        if self._price:
            wide = fonts.width(Role.ROW_STRONG, self._price)
            rect = QRectF(right - wide, 0, wide + 1, self.height())
            painters.text(painter, rect, Role.ROW_STRONG, self._price, title)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            return
        super().keyPressEvent(event)
