"""Whether things may move: as the system asks, or never."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

_never = False


def set_motion(motion: str) -> None:
    """``"system"`` or ``"never"``, from now on."""
    global _never
    _never = motion == "never"


def moves() -> bool:
    """Whether something may fade or slide now."""
    if _never:
        return False
    hints = QGuiApplication.styleHints()  # held: without it PySide forgets what it gives out
    return hints.accessibility().motionPreference() is not Qt.MotionPreference.ReducedMotion
