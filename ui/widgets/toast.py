"""Toasts: short news at the bottom right. Errors never live here."""

from __future__ import annotations

from collections.abc import Callable
from weakref import WeakMethod

from PySide6.QtCore import QEasingCurve, QEvent, QPropertyAnimation, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QEnterEvent, QPaintEvent
from PySide6.QtWidgets import QGraphicsOpacityEffect, QHBoxLayout, QVBoxLayout, QWidget

from ui import painters
from ui.fonts import Role
from ui.icons import pixmap
from ui.motion import moves
from ui.theme import DARK, tokens
from ui.widgets.button import LinkButton
from ui.widgets.text import Text

_WIDTH, _LEAST, _MARGIN, _GAP = 360, 56, 24, 8
_STAYS_MS, _STAYS_WITH_ACTION_MS = 6_000, 10_000
MOST = 3


class _ToastText(Text):
    """White on the navigation colour, in every theme."""

    def paintEvent(self, event: QPaintEvent) -> None:
        self._tone = "nav_on"
        super().paintEvent(event)


class _ToastAction(LinkButton):
    """The action in a toast: accent on the navigation colour."""

    def paintEvent(self, event: QPaintEvent) -> None:
        with painters.painting(self) as painter:
            rect, middle = QRectF(self.rect()), Qt.AlignmentFlag.AlignHCenter
            painters.text(painter, rect, Role.STRONG, self.text(), tokens().accent, middle)


class Toast(QWidget):
    """One piece of news. ``gone`` when its time is over, or when its action was taken."""

    gone = Signal()
    acted = Signal()

    def __init__(self, words: str, icon: str, tone: str, action: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._icon, self._tone = icon, tone
        self.words = _ToastText(words, wrap=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(48 if icon else 16, 8, 16, 8)
        row.setSpacing(12)
        row.addWidget(self.words, 1, Qt.AlignmentFlag.AlignVCenter)
        if action:
            self.action = _ToastAction(action, role=Role.STRONG)
            self.action.clicked.connect(self._act)
            row.addWidget(self.action)
        self.setFixedWidth(_WIDTH)
        self.setFixedHeight(max(_LEAST, row.heightForWidth(_WIDTH)))
        self.setAccessibleName(words)
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.timeout.connect(self.gone)
        self._stays = _STAYS_WITH_ACTION_MS if action else _STAYS_MS
        self._clock.start(self._stays)

    def _act(self) -> None:
        self.acted.emit()
        self.gone.emit()

    def waits(self) -> bool:
        """Whether its time is running (it stands still under the pointer)."""
        return self._clock.isActive()

    def enterEvent(self, event: QEnterEvent) -> None:
        self._stays = max(1_000, self._clock.remainingTime())
        self._clock.stop()

    def leaveEvent(self, event: QEvent) -> None:
        self._clock.start(self._stays)

    def paintEvent(self, event: QPaintEvent) -> None:
        look = tokens()
        colour = {"ok": DARK.ok, "warn": DARK.warn}.get(self._tone, look.nav_on)
        with painters.painting(self) as painter:
            edge = look.line if look.dark else ""
            painters.box(painter, QRectF(self.rect()), 10, look.nav, edge)
            if self._icon:
                ratio = self.devicePixelRatioF()
                top = round(self.height() / 2 - 10)
                painter.drawPixmap(16, top, pixmap(self._icon, 20, colour, ratio))


class ToastStack(QWidget):
    """The toasts of a window, newest at the bottom, never more than three."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._over = window
        self._toasts: list[Toast] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(_GAP)
        window.installEventFilter(self)
        self.hide()

    @property
    def toasts(self) -> tuple[Toast, ...]:
        """Those that show."""
        return tuple(self._toasts)

    def say(
        self,
        words: str,
        *,
        icon: str = "circle-check",
        tone: str = "ok",
        action: str = "",
        act: Callable[[], object] | None = None,
    ) -> Toast:
        """Show ``words``; with ``action``, a word that calls the bound method ``act``."""
        toast = Toast(words, icon, tone, action, self)
        if act is not None:
            toast.acted.connect(_Later(act, toast).call)
        toast.gone.connect(self._gone)
        self._toasts.append(toast)
        self._column.addWidget(toast)
        while len(self._toasts) > MOST:
            self._drop(self._toasts[0])
        self._place()
        if moves():
            _fade_in(toast)
        return toast

    def clear(self) -> None:
        """Take all of them away."""
        for toast in tuple(self._toasts):
            self._drop(toast)
        self._place()

    def _gone(self) -> None:
        toast = self.sender()
        if isinstance(toast, Toast):
            self._drop(toast)
            self._place()

    def _drop(self, toast: Toast) -> None:
        self._toasts.remove(toast)
        self._column.removeWidget(toast)
        toast.hide()
        toast.deleteLater()

    def _place(self) -> None:
        window = self._over
        high = sum(toast.height() + _GAP for toast in self._toasts) - _GAP
        self.setVisible(bool(self._toasts))
        left = window.width() - _MARGIN - _WIDTH
        self.setGeometry(left, window.height() - _MARGIN - high, _WIDTH, max(0, high))
        self.raise_()

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._place()
        return False


class _Later(QWidget):
    """Holds a bound method weakly, so that a toast keeps no closed page alive."""

    def __init__(self, act: Callable[[], object], parent: QWidget) -> None:
        super().__init__(parent)
        self.hide()
        self._act = WeakMethod(act)

    def call(self) -> None:
        act = self._act()
        if act is not None:
            act()


def _fade_in(toast: Toast) -> None:
    """160 ms, ease-out; the effect goes away at the end."""
    effect = QGraphicsOpacityEffect(toast)
    toast.setGraphicsEffect(effect)
    motion = QPropertyAnimation(effect, b"opacity", toast)
    motion.setDuration(160)
    motion.setStartValue(0.0)
    motion.setEndValue(1.0)
    motion.setEasingCurve(QEasingCurve.Type.OutCubic)
    motion.finished.connect(toast.update)
    motion.start(QPropertyAnimation.DeletionPolicy.DeleteWhenStopped)
