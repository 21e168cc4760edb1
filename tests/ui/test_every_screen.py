"""Every page and dialog, in both languages and both looks, at three sizes, with nothing in it and with
the longest data: nothing is cut but names, everything can be read, and Qt has nothing to say."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QWidget

from askadesk.core.i18n import set_language
from tests.ui.conftest import Desk
from tests.ui.dialogs_of_tests import DIALOGS
from tests.ui.looking import cut_words
from tests.ui.reading import unreadable
from tests.ui.screens import classes
from ui.dialogs.base import Dialog
from ui.main_window import MainWindow
from ui.theme import Mode, Theme

MakeDesk = Callable[..., Desk]
SIZES = [(1280, 720), (1366, 768), (1920, 1080)]
READ_AT = (1366, 768)


class Shown(Protocol):
    """An open window that can be let come to rest."""

    window: MainWindow

    def settle(self) -> None: ...


def test_every_dialog_is_opened_here() -> None:
    dialogs = {one for one in classes() if issubclass(one, Dialog)}
    assert sorted(one.__name__ for one in dialogs ^ set(DIALOGS)) == []


@pytest.mark.parametrize("kind", DIALOGS, ids=lambda kind: kind.__name__)
def test_a_dialog_can_be_read_whole(make_desk: MakeDesk, theme: Theme, kind: type[Dialog]) -> None:
    desk = make_desk((1366, 768), "it").open()
    wrong: list[str] = []
    for name, make in zip(("empty", "longest"), DIALOGS[kind], strict=True):
        set_language("it")
        dialog = make()
        dialog.open_over(desk.window)
        wrong += [f"{name} {found}" for found in look_at(desk, theme, dialog)]
        dialog.close_down()
    assert "\n".join(wrong) == ""


def look_at(desk: Shown, theme: Theme, part: QWidget) -> list[str]:
    """What is cut or cannot be read in ``part`` of the window, however it is looked at."""
    wrong = []
    for language in ("it", "en"):
        speak(language)
        theme.wear(Mode.LIGHT)  # words are as wide in every colour
        for size in SIZES:
            desk.window.resize(*size)
            desk.settle()
            wrong += [f"{language} {size[0]} cut: {found}" for found in cut_words(part)]
    speak("it")  # colours are the same in every language
    for mode in (Mode.LIGHT, Mode.DARK):
        theme.wear(mode)
        desk.window.resize(*READ_AT)
        desk.settle()
        wrong += [f"{mode.value} pale: {found}" for found in unreadable(desk.window, part)]
    return wrong


def speak(language: str) -> None:
    """Switch the open window to ``language``."""
    set_language(language)
    app = QApplication.instance()
    assert app is not None
    QCoreApplication.sendEvent(app, QEvent(QEvent.Type.LanguageChange))
