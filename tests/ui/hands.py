"""The hands and eyes of somebody who knows only the words of the guide.

Everything is found by what stands on the screen: the words of a button, the label of a field, a name in a
list. What is covered by something else, greyed out or written nowhere cannot be used.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QDateEdit,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from tests.guide import Task
from tests.ui.looking import seen
from tests.ui.reading import writing_of

PICTURES = os.environ.get("ASKADESK_TRIAL", "")
"""A folder: keeps a picture of the window after each step, to be looked at."""
_FIELDS = (QLineEdit, QPlainTextEdit, QComboBox, QDateEdit)


class Hands:
    """One receptionist at one window, with one task of the guide open beside it."""

    def __init__(self, qtbot: QtBot, window: QWidget) -> None:
        self.qtbot, self.window = qtbot, window
        self.task: Task | None = None
        self._steps = count(1)

    def read(self, task: Task) -> None:
        """Open the guide at a task: from now on its words are the only ones known."""
        self.task, self._steps = task, count(1)

    # what is done --------------------------------------------------------------------------------

    def press(self, keys: str) -> None:
        """Press a key, or several together, as the guide writes them."""
        self._knows_key(keys)
        combination = QKeySequence(_qt(keys))[0]  # type: ignore[index]
        where = QApplication.activePopupWidget() or QApplication.focusWidget() or self.window
        QTest.keyClick(where, combination.key(), combination.keyboardModifiers())
        self._look(keys)

    def write(self, text: str) -> None:
        """Type where the cursor stands."""
        QTest.keyClicks(QApplication.focusWidget() or self.window, text)
        self._look(text)

    def click(self, words: str) -> None:
        """Click what bears these words, which stand in the guide."""
        self._knows(words)
        self.point_at(words)

    def point_at(self, words: str) -> None:
        """Click what bears these words: a name, an amount, something of the day's own."""
        self.wait_for(lambda: self._spot(words) is not None, f"{words!r} to click")
        spot = self._spot(words)
        assert spot is not None
        popup = QApplication.activePopupWidget()
        if isinstance(popup, QMenu):
            QTest.mouseClick(popup, Qt.MouseButton.LeftButton, pos=spot)
            self.wait_for(lambda: QApplication.activePopupWidget() is None, "the menu to close")
            self._come_back()
        else:
            under = self.window.childAt(spot)
            assert under is not None
            QTest.mouseClick(under, Qt.MouseButton.LeftButton, pos=under.mapFrom(self.window, spot))
        self._look(words)

    def fill(self, label: str, text: str) -> None:
        """Click the field of that name and write into it, in the place of what was there."""
        self._knows(label)
        field = self._field(label)
        self._come_back()
        QTest.mouseClick(field, Qt.MouseButton.LeftButton)
        self.wait_for(lambda: _has_focus(field), f"the cursor in {label!r}")
        inner = QApplication.focusWidget()
        assert inner is not None
        if not isinstance(field, QPlainTextEdit):
            QTest.keyClick(inner, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        QTest.keyClicks(inner, text)
        self._look(f"{label}={text}")

    def choose(self, label: str, choice: str) -> None:
        """Open the list of that name and take the line that begins so."""
        self._knows(label)
        self.choose_beside(label, choice)

    def choose_beside(self, label: str, choice: str) -> None:
        """The same for a list that is called by something of the day's own."""
        field = self._field(label)
        assert isinstance(field, QComboBox), label
        field.setFocus()
        lines = [field.itemText(at) for at in range(field.count())]
        wanted = next(at for at, words in enumerate(lines) if words.startswith(choice))
        QTest.keyClick(field, Qt.Key.Key_Home)
        for _line in range(wanted):
            QTest.keyClick(field, Qt.Key.Key_Down)
        assert field.currentIndex() == wanted, (choice, lines)
        self._look(f"{label}={choice}")

    def _come_back(self) -> None:
        """The window is the active one again, as a window manager sees to when a menu has closed."""
        if not self.window.isActiveWindow():
            self.window.activateWindow()
            self.wait_for(self.window.isActiveWindow, "the window")

    # what is seen --------------------------------------------------------------------------------

    def reads(self, words: str) -> None:
        """Wait until these words stand somewhere on the screen."""
        self.wait_for(lambda: self.can_read(words), f"{words!r} to read")
        self._look(f"reads {words}")

    def no_longer_reads(self, words: str) -> None:
        """Wait until these words stand nowhere on the screen."""
        self.wait_for(lambda: not self.can_read(words), f"{words!r} to go")

    def can_read(self, words: str) -> bool:
        """Whether these words stand on the screen now, uncovered."""
        return any(words in said for _rect, said in self._words())

    def screen(self) -> list[str]:
        """Everything that can be read now."""
        return [said for _rect, said in self._words()]

    def wait_for(self, true: Callable[[], bool], what: str = "") -> None:
        """Wait as long as somebody with a queue before the desk would."""
        try:
            self.qtbot.waitUntil(true, timeout=8_000)
        except Exception as late:
            self._look("late")
            raise AssertionError(f"{what}\n" + "\n".join(self.screen())) from late

    # finding -------------------------------------------------------------------------------------

    def _spot(self, words: str) -> QPoint | None:
        """Where to click for these words: whole ones before those that only begin so."""
        popup = QApplication.activePopupWidget()
        if isinstance(popup, QMenu):
            found = [one for one in popup.actions() if _plain(one.text()) == words]
            return popup.actionGeometry(found[0]).center() if found else None
        near: QPoint | None = None
        for rect, said in self._words(clickable=True):
            if said == words:
                return rect.center()
            if near is None and said.startswith(words):
                near = rect.center()
        return near

    def _field(self, label: str) -> QWidget:
        """The field that is called so and lies open before the eyes."""

        def find() -> list[QWidget]:
            return [
                one
                for one in seen(self.window)
                if isinstance(one, _FIELDS)
                and _bare(one.accessibleName()) == label
                and one.isEnabled()
                and self._is_open(one)
                and not isinstance(one.parentWidget(), QDateEdit | QComboBox)
            ]

        self.wait_for(lambda: bool(find()), f"the field {label!r}")
        return find()[0]

    def _words(self, *, clickable: bool = False) -> Iterator[tuple[QRect, str]]:
        """What stands on the screen, from widgets and from paint, with its place in the window."""
        for widget in seen(self.window):
            if clickable and not widget.isEnabled():
                continue
            for said in _said(widget):
                if said and self._is_open(widget):
                    shows = widget.visibleRegion().boundingRect()
                    yield QRect(widget.mapTo(self.window, shows.topLeft()), shows.size()), said
        with writing_of(self.window, self.window) as writing:
            self.window.grab()
        for (x, y, wide, high), said in writing.places.items():
            rect = QRect(x, y, wide, high)
            if self._uncovered(rect.center()):
                yield rect, said

    def _is_open(self, widget: QWidget) -> bool:
        """Whether a click in its middle would reach it."""
        shows = widget.visibleRegion().boundingRect()
        if shows.isEmpty():
            return False
        under = self.window.childAt(widget.mapTo(self.window, shows.center()))
        return (
            under is not None
            and (under is widget or widget.isAncestorOf(under) or under.isAncestorOf(widget))
            and self._uncovered(widget.mapTo(self.window, shows.center()))
        )

    def _uncovered(self, spot: QPoint) -> bool:
        """Whether no dialog lies over that spot."""
        from ui.widgets.overlay import Overlay

        over = [one for one in seen(self.window) if isinstance(one, Overlay)]
        if not over:
            return True
        under = self.window.childAt(spot)
        top = over[-1]
        return under is not None and (under is top or top.isAncestorOf(under))

    # the guide -----------------------------------------------------------------------------------

    def _knows(self, words: str) -> None:
        assert self.task is not None
        assert any(words.startswith(said) for said in self.task.words), (
            f"the guide does not say {words!r} in {self.task.title!r}"
        )

    def _knows_key(self, keys: str) -> None:
        assert self.task is not None
        assert keys in self.task.keys, f"the guide does not name {keys!r} in {self.task.title!r}"

    def _look(self, after: str) -> None:
        if PICTURES and self.task is not None:
            folder = Path(PICTURES) / self.task.title
            folder.mkdir(parents=True, exist_ok=True)
            name = "".join(one if one.isalnum() else "-" for one in after)[:40]
            QApplication.processEvents()
            self.window.grab().save(str(folder / f"{next(self._steps):02}-{name}.png"))


def _has_focus(field: QWidget) -> bool:
    now = QApplication.focusWidget()
    return now is not None and (now is field or field.isAncestorOf(now))


def _said(widget: QWidget) -> list[str]:
    if isinstance(widget, QAbstractButton):
        return [_plain(widget.text()), widget.accessibleName(), widget.toolTip()]
    if isinstance(widget, QLabel):
        return [widget.text().replace("\n", " ")]
    if isinstance(widget, QComboBox):
        return [widget.currentText()]
    if isinstance(widget, QLineEdit):
        return [widget.text(), widget.accessibleName()]
    return [widget.accessibleName()] if widget.accessibleName() else []


def _plain(words: str) -> str:
    return words.replace("&", "").replace("\n", " ")


def _bare(name: str) -> str:
    return name.strip()


_NAMES = {
    "Ctrl": "Ctrl",
    "Invio": "Return",
    "Enter": "Return",
    "Spazio": "Space",
    "Space": "Space",
    "Maiusc": "Shift",
    "Shift": "Shift",
    "↓": "Down",
    "↑": "Up",
    "→": "Right",
    "←": "Left",
}


def _qt(keys: str) -> str:
    """Keys as Qt calls them."""
    return "+".join(_NAMES.get(one, one) for one in keys.split())
