"""The top of the roll call: the band with the time since it began, and three figures."""

from __future__ import annotations

import math
from datetime import timedelta

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from askadesk.core.i18n import _, hour, ngettext, number
from askadesk.rollcall.rows import Board, Call, Known
from ui import fonts, icons, painters
from ui.fonts import Role
from ui.theme import CONTRAST, LIGHT, qcolor, tokens
from ui.widgets.base import Speaking

BAND, COUNTER = 88, 112
_PADDING = 32
_RIGHT = Qt.AlignmentFlag.AlignRight
_WHITE = "#FFFFFF"


def said_elapsed(time: timedelta) -> str:
    """``04:12``, ``1:04:12``."""
    seconds = max(0, int(time.total_seconds()))
    hours, minutes = seconds // 3600, seconds // 60 % 60
    rest = f"{minutes:02}:{seconds % 60:02}"
    return f"{hours}:{rest}" if hours else rest


class CallBand(Speaking, QWidget):
    """88 high, bad with white words: what it is, since when and by whom, where to meet."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._call: Call | None = None
        self._point, self._elapsed = "", ""
        self.setFixedHeight(BAND)

    @property
    def elapsed(self) -> str:
        """The time since the call began, as it is shown."""
        return self._elapsed

    def show_call(self, known: Known, call: Call) -> None:
        """Show whose call it is."""
        self._call, self._point = call, known.meeting_point
        self.retranslate()

    def show_elapsed(self, time: timedelta) -> None:
        """Show how long it has been going on."""
        self._elapsed = said_elapsed(time)
        self.update()

    def title(self) -> str:
        """What stands in large letters."""
        drill = self._call is not None and self._call.drill
        return _("Roll call, drill") if drill else _("Emergency roll call")

    def second(self) -> str:
        """What stands below it."""
        call = self._call
        if call is None:
            return ""
        begun = _("Begun at {hour}").format(hour=hour(call.started_at))
        if call.operator:
            begun = _("Begun at {hour} by {operator}").format(
                hour=hour(call.started_at), operator=call.operator
            )
        point = _("meeting point: {place}").format(place=self._point) if self._point else ""
        return " · ".join(filter(None, (begun, point)))

    def retranslate(self) -> None:
        self.setAccessibleName(f"{self.title()}. {self.second()}")
        self.update()

    def cut(self) -> bool:
        """Whether its title does not show whole."""
        room = self.width() - 2 * _PADDING - 56 - 140 - (120 if self._drill() else 0)
        return fonts.width(Role.SUM, self.title()) > room

    def _drill(self) -> bool:
        return self._call is not None and self._call.drill

    def paintEvent(self, event: QPaintEvent) -> None:
        contrast = tokens() is CONTRAST
        with painters.painting(self) as painter:
            painter.fillRect(self.rect(), qcolor(CONTRAST.canvas if contrast else LIGHT.bad))
            if contrast:
                painters.box(painter, QRectF(self.rect()), 0, "", _WHITE, 3)
            icons.draw(painter, "siren", _PADDING, 24, 40, _WHITE, 1.75)
            right = self.width() - _PADDING
            clock = QRectF(right - 200, 13, 200, 44)
            painters.text(painter, clock, Role.AMOUNT, self._elapsed, _WHITE, _RIGHT)
            since = QRectF(right - 200, 56, 200, 20)
            painters.text(painter, since, Role.BODY, _("since the start"), _WHITE, _RIGHT)
            room = QRectF(_PADDING + 56, 15, right - 212 - _PADDING - 56, 36)
            wide = painters.text(painter, room, Role.SUM, self.title(), _WHITE)
            if self._drill():
                words = _("Drill")
                chip = QRectF(room.left() + wide + 16, 21, fonts.width(Role.STRONG, words) + 24, 26)
                painters.box(painter, chip, 6, _WHITE)
                centre = Qt.AlignmentFlag.AlignHCenter
                painters.text(painter, chip, Role.STRONG, words, LIGHT.bad, centre)
            second = QRectF(room.left(), 51, room.width(), 22)
            painters.text(painter, second, Role.LARGE, self.second(), _WHITE)


class Counter(QWidget):
    """One large figure and its words on a card, 112 high; ``strong`` has a 3 px edge."""

    def __init__(self, tone: str, *, strong: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tone, self._strong = tone, strong
        self._figure = "0"
        self._words: tuple[str, ...] = ()
        self.setFixedHeight(COUNTER)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def figure(self) -> str:
        """The figure shown."""
        return self._figure

    def say(self, figure: int, *words: str) -> None:
        """Show ``figure`` with one or two lines of words."""
        self._figure, self._words = number(figure), tuple(filter(None, words))
        self.setAccessibleName(f"{self._figure} {' '.join(self._words)}")
        self.update()

    def cut(self) -> bool:
        """Whether its words do not fit beside the figure."""
        room = self.width() - 48 - 20 - fonts.width(Role.CALL_FIGURE, self._figure)
        return any(fonts.width(Role.CALL_LABEL, one) > math.ceil(room) for one in self._words)

    def paintEvent(self, event: QPaintEvent) -> None:
        look, rect = tokens(), QRectF(self.rect())
        colour = getattr(look, self._tone)
        with painters.painting(self) as painter:
            edge, wide = (colour, 3.0) if self._strong else (look.line, 1.0)
            painters.box(painter, rect, 12, look.surface, edge, wide)
            inside = rect.adjusted(24, 0, -24, 0)
            taken = painters.text(painter, inside, Role.CALL_FIGURE, self._figure, colour)
            left, line = inside.left() + taken + 20, 26
            top = rect.center().y() - line * len(self._words) / 2
            for words in self._words:
                place = QRectF(left, top, inside.right() - left, line)
                painters.text(painter, place, Role.CALL_LABEL, words, colour)
                top += line


def said_counts(
    board: Board, call: Call
) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """The words beside the three figures: to find, out, inside."""
    share = round(100 * board.found / board.heads) if board.heads else 0
    inside = _("inside at {hour}").format(hour=hour(call.started_at))
    visiting = ngettext("{count} visiting", "{count} visiting", board.guests)
    guests = visiting.format(count=number(board.guests)) if board.guests else ""
    return (
        (_("to find"),),
        (_("already out"), _("{percent}%").format(percent=share)),
        (inside, guests),
    )
