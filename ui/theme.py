"""The look: every colour of the desk as a token, in light, dark and high contrast, switched live.

Painters ask ``tokens()`` when they paint and never keep a colour; whoever needs more than a repaint
listens to ``Theme.changed``.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Literal

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from ui import style

Tone = Literal["neutral", "outline", "ink", "ok", "warn", "bad"]


class Mode(StrEnum):
    """What was asked for; ``SYSTEM`` follows the machine."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"
    CONTRAST = "contrast"


@dataclass(frozen=True, slots=True)
class Tokens:
    """The colours by role, as ``#RRGGBB``. Only a painter turns them into anything else."""

    nav: str
    nav_hi: str
    nav_text: str
    nav_on: str
    canvas: str
    surface: str
    sunken: str
    line: str
    line_strong: str
    text: str
    text2: str
    text3: str
    ink: str
    ink_hover: str
    ink_press: str
    ink_on: str
    link: str
    ink_400: str
    ink_200: str
    ink_100: str
    ink_50: str
    accent: str
    accent_hover: str
    accent_press: str
    accent_on: str
    accent_100: str
    ok: str
    ok_bg: str
    ok_line: str
    warn: str
    warn_bg: str
    warn_line: str
    bad: str
    bad_bg: str
    bad_line: str
    avatar: tuple[str, str, str]
    avatar_text: str
    scrim: str
    scrim_alpha: int
    shadow_alpha: int
    dark: bool

    def colour(self, role: str) -> QColor:
        """The colour of the token called ``role``, for example ``"warn_bg"``."""
        return qcolor(getattr(self, role))


@cache
def qcolor(hex_name: str) -> QColor:
    """One shared QColor for each name; painters ask for the same few all the time."""
    return QColor(hex_name)


LIGHT = Tokens(
    nav="#101D36",
    nav_hi="#20325A",
    nav_text="#B9C4DA",
    nav_on="#FFFFFF",
    canvas="#F7F4EE",
    surface="#FFFEFB",
    sunken="#F0ECE3",
    line="#E4DED2",
    line_strong="#8C877B",
    text="#14213A",
    text2="#4C5870",
    text3="#5F6A80",
    ink="#1F3A6E",
    ink_hover="#2A4E93",
    ink_press="#182A4D",
    ink_on="#FFFFFF",
    link="#2A4E93",
    ink_400="#7F96C2",
    ink_200="#C9D5EA",
    ink_100="#E3EAF5",
    ink_50="#F1F5FB",
    accent="#FFC72C",
    accent_hover="#FFD358",
    accent_press="#EDB413",
    accent_on="#14213A",
    accent_100="#FFF3CC",
    ok="#1B6B3A",
    ok_bg="#E2F2E6",
    ok_line="#A9D3B5",
    warn="#8A4B00",
    warn_bg="#FCEBD2",
    warn_line="#EBC48C",
    bad="#A3231C",
    bad_bg="#FBE4E1",
    bad_line="#EBB0AA",
    avatar=("#E3EAF5", "#EDE6D8", "#DDE3E6"),
    avatar_text="#1F3A6E",
    scrim="#0B1528",
    scrim_alpha=143,
    shadow_alpha=71,
    dark=False,
)

DARK = Tokens(
    nav="#0A111F",
    nav_hi="#1E2B47",
    nav_text="#A9B4C8",
    nav_on="#FFFFFF",
    canvas="#0E1626",
    surface="#172136",
    sunken="#1D2942",
    line="#2A3753",
    line_strong="#6B7890",
    text="#E9EDF5",
    text2="#B7C1D3",
    text3="#8F9BB3",
    ink="#A9C4FF",
    ink_hover="#C4D6FF",
    ink_press="#8FB0F5",
    ink_on="#0E1626",
    link="#A9C4FF",
    ink_400="#6D86B8",
    ink_200="#34466D",
    ink_100="#243455",
    ink_50="#1B2740",
    accent="#FFC72C",
    accent_hover="#FFD358",
    accent_press="#EDB413",
    accent_on="#14213A",
    accent_100="#3A3010",
    ok="#7BD69A",
    ok_bg="#12301F",
    ok_line="#235A3A",
    warn="#F6B565",
    warn_bg="#38250B",
    warn_line="#6B4816",
    bad="#FF9C94",
    bad_bg="#3E1715",
    bad_line="#753029",
    avatar=("#2A3B60", "#3A3A3D", "#2B3D47"),
    avatar_text="#D5E0F7",
    scrim="#0B1528",
    scrim_alpha=143,
    shadow_alpha=153,
    dark=True,
)

CONTRAST = Tokens(
    nav="#000000",
    nav_hi="#000000",
    nav_text="#FFFFFF",
    nav_on="#FFFFFF",
    canvas="#000000",
    surface="#000000",
    sunken="#1A1A1A",
    line="#FFFFFF",
    line_strong="#FFFFFF",
    text="#FFFFFF",
    text2="#FFFFFF",
    text3="#FFFFFF",
    ink="#FFFFFF",
    ink_hover="#FFD400",
    ink_press="#FFD400",
    ink_on="#000000",
    link="#FFD400",
    ink_400="#FFFFFF",
    ink_200="#FFFFFF",
    ink_100="#1A1A1A",
    ink_50="#1A1A1A",
    accent="#FFD400",
    accent_hover="#FFFFFF",
    accent_press="#FFFFFF",
    accent_on="#000000",
    accent_100="#000000",
    ok="#FFFFFF",
    ok_bg="#000000",
    ok_line="#FFFFFF",
    warn="#FFFFFF",
    warn_bg="#000000",
    warn_line="#FFFFFF",
    bad="#FFFFFF",
    bad_bg="#000000",
    bad_line="#FFFFFF",
    avatar=("#000000", "#000000", "#000000"),
    avatar_text="#FFFFFF",
    scrim="#000000",
    scrim_alpha=204,
    shadow_alpha=0,
    dark=True,
)

_TOKENS = {Mode.LIGHT: LIGHT, Mode.DARK: DARK, Mode.CONTRAST: CONTRAST}
_current: Tokens = LIGHT


def tokens() -> Tokens:
    """The colours shown now."""
    return _current


def tint(initials: str) -> int:
    """Which of the three avatar tints goes with these letters."""
    return sum(map(ord, initials)) % 3


class Theme(QObject):
    """Dresses the application and changes its dress while it runs.

    ``changed`` is emitted after the new colours are in force.
    """

    changed = Signal()

    def __init__(self, app: QApplication, mode: Mode = Mode.SYSTEM) -> None:
        super().__init__(app)
        self._app = app
        self._mode = mode
        hints = QGuiApplication.styleHints()
        hints.colorSchemeChanged.connect(self._system_changed)
        self._dress()

    @property
    def mode(self) -> Mode:
        """What was asked for."""
        return self._mode

    def wear(self, mode: Mode) -> None:
        """Show ``mode`` from now on, in every open window."""
        self._mode = mode
        if self._tokens() is not _current:
            self._dress()

    def _tokens(self) -> Tokens:
        if self._mode is not Mode.SYSTEM:
            return _TOKENS[self._mode]
        dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
        return DARK if dark else LIGHT

    def _system_changed(self) -> None:
        if self._mode is Mode.SYSTEM and self._tokens() is not _current:
            self._dress()

    def _dress(self) -> None:
        global _current
        _current = self._tokens()
        self._app.setPalette(_palette(_current))
        self._app.setStyleSheet(style.sheet(_current))
        self.changed.emit()


def _palette(look: Tokens) -> QPalette:
    roles = QPalette.ColorRole
    palette = QPalette()
    for role, name in (
        (roles.Window, look.canvas),
        (roles.WindowText, look.text),
        (roles.Base, look.surface),
        (roles.AlternateBase, look.sunken),
        (roles.Text, look.text),
        (roles.PlaceholderText, look.text3),
        (roles.Button, look.surface),
        (roles.ButtonText, look.text),
        (roles.Highlight, look.ink),
        (roles.HighlightedText, look.ink_on),
        (roles.Link, look.link),
        (roles.ToolTipBase, look.nav),
        (roles.ToolTipText, look.nav_on),
        (roles.Accent, look.ink),
    ):
        palette.setColor(role, qcolor(name))
    disabled = QPalette.ColorGroup.Disabled
    for role in (roles.WindowText, roles.Text, roles.ButtonText):
        palette.setColor(disabled, role, qcolor(look.text3))
    return palette
