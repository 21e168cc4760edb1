"""The desk as a program: one application, one window, until it is closed."""

from __future__ import annotations

import logging
import sys

from PySide6.QtCore import (
    QLoggingCategory,
    QMessageLogContext,
    QtMsgType,
    qInstallMessageHandler,
)
from PySide6.QtWidgets import QApplication

import ui  # noqa: F401 - prepares Python for Qt before Qt is loaded
from askadesk.doctor import Check
from askadesk.settings.device import default_path
from ui import fonts, multimedia
from ui.collecting import Collector, settle
from ui.desk import Desk
from ui.preferences import Preferences

_log = logging.getLogger(__name__)
_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
}


def run(database: str | None = None, language: str | None = None) -> int:
    """Open the desk on ``database`` (the default one when None) and stay until it is closed.

    ``language`` is spoken this time whatever the settings say. Returns the exit code.
    """
    qInstallMessageHandler(to_the_log)
    app = make_application()
    make_desk(app, database, language).start()
    return app.exec()


def to_the_log(kind: QtMsgType, _context: QMessageLogContext, message: str | None) -> None:
    """What Qt remarks goes to the log: a terminal is no place for news about devices."""
    _log.log(_LEVELS.get(kind, logging.ERROR), "Qt: %s", message)


def make_application() -> QApplication:
    """The application with its name, fonts and style."""
    # Whoever wants to read more sets QT_LOGGING_RULES, which counts for more.
    QLoggingCategory.setFilterRules(multimedia.QUIET)
    app = QApplication(sys.argv[:1])
    app.setApplicationName("AskaDesk")
    app.setApplicationDisplayName("AskaDesk")
    app.setDesktopFileName("askadesk")
    fonts.load()
    Collector(app)
    return app


def make_desk(app: QApplication, database: str | None, language: str | None = None) -> Desk:
    """The desk with what this computer has chosen, not started yet."""
    preferences = Preferences(app, default_path())
    if language is not None:
        preferences.tongue.speak(language)
    desk = Desk(app, preferences, database)
    desk.leisure.done.connect(settle)
    return desk


def doctor_checks() -> tuple[Check, ...]:
    """What «askadesk doctor» looks at with Qt."""
    from ui.doctor_checks import look

    return look()
