"""QtMultimedia, loaded when the first sound or camera is wanted.

Loading opens libraries, and the system opens one at a time. A thread that runs Python may need its turn
there, for a value of its own in a library; if the loader meanwhile waits for Python, to tell it what Qt
remarks, both wait for ever. So what is told while it loads does not pass through Python.
"""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QLoggingCategory, qInstallMessageHandler

QUIET = "\n".join(f"qt.multimedia.*.{kind}=false" for kind in ("debug", "info", "warning"))
"""A machine without camera or sound is no news, and no reason to write on the terminal."""


@cache
def load() -> None:
    """Load it, on the window's thread. Call it before anything of QtMultimedia is made."""
    from PySide6.QtMultimedia import QMediaDevices

    before = qInstallMessageHandler(None)
    QLoggingCategory.setFilterRules(f"{QUIET}\ndefault=false")
    try:
        QMediaDevices.defaultAudioOutput()
        QMediaDevices.videoInputs()
    finally:
        QLoggingCategory.setFilterRules(QUIET)
        qInstallMessageHandler(before)
