"""What the doctor looks at with Qt: windows, printers, camera, sound, scanner."""

from __future__ import annotations

import logging
import os
import platform
from collections.abc import Iterator
from pathlib import Path

from PySide6 import __version__ as version
from PySide6.QtCore import (
    QLibraryInfo,
    QMessageLogContext,
    QPluginLoader,
    QtMsgType,
    qInstallMessageHandler,
)
from PySide6.QtGui import QGuiApplication

from askadesk.core.i18n import _
from askadesk.doctor import Check, State

_log = logging.getLogger(__name__)
_DISPLAYS = ("DISPLAY", "WAYLAND_DISPLAY")
_PLUGINS = {"DISPLAY": "libqxcb.so", "WAYLAND_DISPLAY": "libqwayland.so"}


def look() -> tuple[Check, ...]:
    """Look at everything; a machine without a display is looked at all the same."""
    before = qInstallMessageHandler(_to_the_log)
    try:
        if QGuiApplication.instance() is None:
            # Whatever the screen: a platform that cannot start would end the whole program.
            keep = QGuiApplication(["askadesk", "-platform", "offscreen"])
            keep.setQuitOnLastWindowClosed(False)
        return tuple(_checks())
    finally:
        qInstallMessageHandler(before)


def _to_the_log(_kind: QtMsgType, _context: QMessageLogContext, message: str | None) -> None:
    """What Qt remarks about devices: here it is said in sentences instead."""
    _log.info("Qt: %s", message)


def _checks() -> Iterator[Check]:
    yield Check("qt", State.WORKS, _("Qt and PySide6 {version} work.").format(version=version))
    yield _display()
    yield _printers()
    yield from _devices()
    yield Check(
        "scanner",
        State.HINT,
        _("A USB scanner types like a keyboard, so it cannot be seen from here."),
        _(
            "Open the desk and scan a card: whatever the keyboard's layout, it is understood."
            " Let the scanner end each code with Enter or Tab."
        ),
    )


def _display() -> Check:
    """Whether a window could open here."""
    if platform.system() != "Linux":
        return Check("display", State.WORKS, _("Windows can be opened."))
    named = [name for name in _DISPLAYS if os.environ.get(name)]
    if not named:
        return Check(
            "display",
            State.MISSING,
            _("There is no display here, so the window cannot open; all commands work."),
            _("Start AskaDesk from a desktop session."),
        )
    reasons = [reason for name in named if (reason := _cannot_load(_PLUGINS[name]))]
    if len(reasons) < len(named):
        return Check("display", State.WORKS, _("Windows can be opened."))
    return Check(
        "display",
        State.FAILS,
        _("The window cannot open: {reason}.").format(reason=reasons[0].rstrip(".")),
        _("On Debian and Ubuntu «make setup» installs what is missing, or names it."),
    )


def _cannot_load(plugin: str) -> str:
    """Why one of Qt's platforms cannot be loaded; empty when it can."""
    folder = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath)) / "platforms"
    loader = QPluginLoader(str(folder / plugin))
    return "" if loader.load() else loader.errorString()


def _printers() -> Check:
    from PySide6.QtPrintSupport import QPrinterInfo

    names = QPrinterInfo.availablePrinterNames()
    if names:
        said = _("Printers found: {names}.").format(names=", ".join(names))
        return Check("printers", State.WORKS, said)
    return Check(
        "printers",
        State.MISSING,
        _("No printer is installed here."),
        _("Install one in the system's settings; until then cards and lists can be saved as PDF."),
    )


def _devices() -> Iterator[Check]:
    try:
        from PySide6.QtMultimedia import QMediaDevices
    except ImportError as error:
        said = _("Camera and sound cannot be used: {reason}.").format(reason=error)
        todo = _("On Debian and Ubuntu «make setup» installs what is missing, or names it.")
        yield Check("camera", State.FAILS, said, todo)
        return
    cameras = [device.description() for device in QMediaDevices.videoInputs()]
    yield _found(
        "camera",
        _("Cameras found: {names}."),
        cameras,
        _("No camera was found."),
        _("Connect one to read codes from screens; scanners and pictures work without."),
    )
    speakers = [device.description() for device in QMediaDevices.audioOutputs()]
    yield _found(
        "sound",
        _("Sounds are played on: {names}."),
        speakers,
        _("There is nothing to play sounds on."),
        _("Connect a loudspeaker to hear yes, no and look-here; the screen says it too."),
    )


def _found(code: str, said: str, names: list[str], none: str, todo: str) -> Check:
    if not names:
        return Check(code, State.MISSING, none, todo)
    return Check(code, State.WORKS, said.format(names=", ".join(names)))
