"""Hears a scanner that types, wherever the focus is, and undoes what it typed into fields.

Characters go into a text field as they come, so that typing never lags, and are taken back when they
turn out to be a scan. Outside text fields they wait for a blink, because there a letter may pick a
row, a menu entry or another value; what was no scan is then handed on.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QWindow
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import getCppPointer, isValid

from askadesk.access.codes import CodeKeys
from askadesk.access.typing_scanner import QUICK_MS, REMEMBERED, Ending, Scan, TypingScanner
from ui.text_fields import PutBack, TextField, remember, text_field_of

HOLD_MS = QUICK_MS + 5
_REMEMBERED_KEYS = 256

_PRESS, _RELEASE = QEvent.Type.KeyPress, QEvent.Type.KeyRelease
_OVERRIDE, _COMPOSED = QEvent.Type.ShortcutOverride, QEvent.Type.InputMethod

_ENDINGS = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab}
_MODIFIER_KEYS = {
    Qt.Key.Key_Shift,
    Qt.Key.Key_Control,
    Qt.Key.Key_Alt,
    Qt.Key.Key_AltGr,
    Qt.Key.Key_Meta,
    Qt.Key.Key_CapsLock,
    Qt.Key.Key_NumLock,
}
_CONTROL, _ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
_META, _KEYPAD = Qt.KeyboardModifier.MetaModifier, Qt.KeyboardModifier.KeypadModifier


@dataclass
class _Typed:
    """A character, the field that it went into, and how to bring that field back to before it."""

    field: TextField | None = None
    put_back: PutBack | None = None

    def goes_into(self, field: TextField | None) -> None:
        """The character is about to go into ``field``; the first one counts."""
        if self.put_back is None and field is not None:
            self.field, self.put_back = field, remember(field)


@dataclass(frozen=True)
class Heard:
    """How a scan came: ``raw`` is what was typed, letter by letter, within ``milliseconds``."""

    raw: str
    code: str
    milliseconds: float


@dataclass
class _Held:
    """A key event that waits, whom it was meant for, and the character it writes, when it does."""

    receiver: QObject
    event: QKeyEvent
    typed: _Typed | None


class ScannerFilter(QObject):
    """Listens to every key of the application and says what a scanner typed.

    ``scanned`` carries the code as it was printed, or the raw text of a reading that is none of
    ours; it is sent once the last key has been dealt with, from the event loop. ``keys`` is asked at
    every reading and may answer None as long as no database is open.
    """

    scanned = Signal(str)
    heard = Signal(object)
    """The ``Heard`` of each scan, just before ``scanned``: for trying a scanner out."""
    _read = Signal(str)

    def __init__(
        self,
        keys: Callable[[], CodeKeys | None],
        parent: QObject | None = None,
        now_ms: Callable[[], float] = lambda: time.monotonic() * 1000,
    ) -> None:
        super().__init__(parent)
        self._now_ms = now_ms
        self._ear = TypingScanner(keys)
        self._typed: deque[_Typed] = deque(maxlen=REMEMBERED)
        self._recent: deque[tuple[str, float]] = deque(maxlen=_REMEMBERED_KEYS)
        self._held: list[_Held] = []
        self._handing_on = False
        self._travelling: _Typed | None = None
        self._last_heard: tuple[object, ...] = ()
        self._last_receiver: QObject | None = None
        self._patience = QTimer(self, singleShot=True, interval=HOLD_MS)
        self._patience.timeout.connect(self._hand_on)
        self._read.connect(self.scanned, Qt.ConnectionType.QueuedConnection)

    def start(self) -> None:
        """Listen from now on."""
        _application().installEventFilter(self)

    def stop(self) -> None:
        """Stop listening; what was waiting is handed on."""
        _application().removeEventFilter(self)
        self._hand_on()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt's hook: True keeps the event from everybody else."""
        kind = event.type()
        if kind not in (_PRESS, _RELEASE, _OVERRIDE, _COMPOSED):
            return False
        if isinstance(event, QInputMethodEvent):
            return self._composed(watched, event.commitString())
        if not isinstance(event, QKeyEvent):
            return False
        if kind == _PRESS:
            return self._press_arrives(watched, event)
        if self._handing_on:
            return False
        return self._released(watched, event) if kind == _RELEASE else self._claim(event)

    def _press_arrives(self, watched: QObject, event: QKeyEvent) -> bool:
        if self._handing_on or self._already_heard(watched, event):
            # Heard before; a window may have sent it on to a field that the focus was not in.
            if self._travelling is not None and isinstance(watched, QWidget):
                self._travelling.goes_into(text_field_of(watched))
            return False
        self._travelling = None
        return not _is_silent(event) and self._pressed(watched, event)

    def _pressed(self, watched: QObject, event: QKeyEvent) -> bool:
        at = self._time_of(event)
        if _is_ending(event):
            return self._ended(at)
        if not (text := _characters(event)):
            self._interrupted()
            return False
        field = text_field_of(_target(watched))
        wait = field is None and not event.isAutoRepeat() and self._may_belong_to_scan(text, at)
        if not wait:
            self._hand_on()
        if self._is_scan(text, at, field, repeated=event.isAutoRepeat()):
            return True
        if wait:
            self._hold(watched, event)
        return wait

    def _is_scan(
        self, text: str, at: float, field: TextField | None, *, repeated: bool = False
    ) -> bool:
        """Hear ``text``, which is about to go into ``field``; True when it completed a scan."""
        typed = _Typed()
        typed.goes_into(field)
        for char in text:
            self._recent.append((char, at))
            heard = self._ear.character(
                char, at, in_text_field=field is not None, repeated=repeated
            )
            if heard is not None:
                self._accept(heard)
                return True
            self._typed.append(typed)
        self._travelling = typed
        return False

    def _composed(self, watched: QObject, text: str) -> bool:
        """An input method wrote ``text``."""
        field = text_field_of(_target(watched))
        return bool(text) and self._is_scan(text, self._now_ms(), field)

    def _ended(self, at: float) -> bool:
        heard = self._ear.ending(at)
        if isinstance(heard, Scan):
            self._accept(heard)
        elif isinstance(heard, Ending):
            self._held.clear()
        else:
            self._interrupted()
        return heard is not None

    def _accept(self, scan: Scan) -> None:
        self._patience.stop()
        self._held.clear()
        self._travelling = None
        self._give_back(scan.give_back)
        self._typed.clear()
        self.heard.emit(self._how_it_came(scan))
        self._read.emit(scan.text)

    def _how_it_came(self, scan: Scan) -> Heard:
        count = scan.give_back + 1 if scan.give_back else len(scan.text)
        keys = list(self._recent)[-count:]
        self._recent.clear()
        raw = "".join(char for char, _at in keys)
        return Heard(raw, scan.text, keys[-1][1] - keys[0][1] if keys else 0.0)

    def _give_back(self, count: int) -> None:
        """Bring each field that got some of the last ``count`` characters back to before them."""
        done: set[int] = set()
        for typed in list(self._typed)[max(0, len(self._typed) - count) :]:
            if typed.put_back is not None and id(typed.field) not in done:
                typed.put_back()
                done.add(id(typed.field))

    def _interrupted(self) -> None:
        self._hand_on()
        self._ear.interrupt()
        self._typed.clear()

    def _may_belong_to_scan(self, text: str, at: float) -> bool:
        return text.isalnum() or self._ear.in_burst(at)

    def _hold(self, watched: QObject, event: QKeyEvent) -> None:
        self._held.append(_Held(watched, _copy(event), self._travelling))
        self._patience.start()

    def _released(self, watched: QObject, event: QKeyEvent) -> bool:
        """A release never overtakes the press that still waits."""
        waits = any(held.event.key() == event.key() for held in self._held)
        if waits:
            self._held.append(_Held(watched, _copy(event), None))
        return waits

    def _hand_on(self) -> None:
        """What waited was a person's: let it go where it was meant to go."""
        self._patience.stop()
        waiting, self._held = self._held, []
        self._handing_on = True
        try:
            for held in waiting:
                self._travelling = held.typed
                if isValid(held.receiver):
                    QCoreApplication.sendEvent(held.receiver, held.event)
        finally:
            self._handing_on, self._travelling = False, None

    def _claim(self, event: QKeyEvent) -> bool:
        """A scan triggers no shortcut: its keys are claimed before Qt looks for one."""
        at = self._time_of(event)
        text = _characters(event)
        ours = _is_ending(event) and self._ear.ends_a_scan(at)
        ours = ours or (bool(text) and self._may_belong_to_scan(text, at))
        if ours:
            event.accept()
        return ours

    def _already_heard(self, watched: QObject, event: QKeyEvent) -> bool:
        """Whether this is the same event on its way from window to widget, or from child to parent."""
        mark = (getCppPointer(event), event.timestamp(), event.key())
        first, same = self._last_receiver, mark == self._last_heard
        if same and first is not None and isValid(first) and _comes_after(watched, first):
            return True
        self._last_heard, self._last_receiver = mark, watched
        return False

    def _time_of(self, event: QKeyEvent) -> float:
        """When the key was pressed; the platform's time keeps its pace when the window stalls."""
        return event.timestamp() or self._now_ms()


def _application() -> QCoreApplication:
    application = QCoreApplication.instance()
    if application is None:
        raise RuntimeError("a scanner is heard by a running application only")
    return application


def _target(watched: QObject) -> QWidget | None:
    """The widget that a key given to ``watched`` will reach."""
    if isinstance(watched, QWidget):
        return watched
    popup = QApplication.activePopupWidget()
    if popup is not None:
        inside = [popup.focusProxy(), popup.focusWidget()]
        return next((widget for widget in inside if widget is not None), popup)
    return QApplication.focusWidget()


def _comes_after(watched: QObject, first: QObject) -> bool:
    """Whether Qt shows an event to ``watched`` after ``first``: windows first, parents last."""
    if isinstance(watched, QWindow):
        return False
    above = first.parent()
    while above is not None and above is not watched:
        above = above.parent()
    return above is watched or isinstance(first, QWindow)


def _copy(event: QKeyEvent) -> QKeyEvent:
    return QKeyEvent(
        event.type(),
        event.key(),
        event.modifiers(),
        event.nativeScanCode(),
        event.nativeVirtualKey(),
        event.nativeModifiers(),
        event.text(),
        event.isAutoRepeat(),
        event.count(),
    )


def _is_silent(event: QKeyEvent) -> bool:
    """Modifiers, and the digits of a character spelled with Alt and the keypad."""
    spelled = event.modifiers() == _ALT | _KEYPAD
    return event.key() in _MODIFIER_KEYS or spelled


def _is_ending(event: QKeyEvent) -> bool:
    return event.key() in _ENDINGS and event.modifiers() in (
        Qt.KeyboardModifier.NoModifier,
        _KEYPAD,
    )


def _characters(event: QKeyEvent) -> str:
    """What the key writes; nothing when it is a command. AltGr counts as Control and Alt on Windows."""
    modifiers = event.modifiers()
    control, alt = bool(modifiers & _CONTROL), bool(modifiers & _ALT)
    is_command = bool(modifiers & _META) or control != alt
    return event.text() if not is_command and event.text().isprintable() else ""
