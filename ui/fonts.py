"""Type: the fonts that come with the program, and one QFont for each role of the design.

``load`` registers the weights that every window uses; the large fallbacks for Arabic and Chinese
names follow on an idle moment (``load_fallbacks``), because the window must not wait for them.
"""

from __future__ import annotations

from enum import Enum
from functools import cache
from typing import NamedTuple

from PySide6.QtGui import QFont, QFontDatabase, QFontMetricsF, QGuiApplication

from resources import resource

FAMILY = "Noto Sans"
MONO = "Noto Sans Mono"
_FALLBACK_FAMILIES = ["Noto Sans Arabic", "Droid Sans Fallback"]
_FIRST = ("NotoSans-Regular.ttf", "NotoSans-Medium.ttf", "NotoSans-SemiBold.ttf")
_LATER = (
    "NotoSansArabic-Regular.ttf",
    "NotoSansArabic-Bold.ttf",
    "DroidSansFallbackFull.ttf",
    "NotoSansMono-Regular.ttf",
)


class Type(NamedTuple):
    """Size and line in logical pixels, weight, letter spacing in percent of normal."""

    size: int
    line: int
    weight: int = 400
    spacing: float = 100
    mono: bool = False


class Role(Enum):
    """The type scale of the desk."""

    AMOUNT = Type(40, 44, 600, 98)
    AMOUNT_ROOMY = Type(56, 60, 600, 98)
    PERSON = Type(26, 32, 600, 99)
    PERSON_ROOMY = Type(34, 44, 600, 99)
    FIGURE = Type(36, 40, 600, 98)
    SUM = Type(28, 36, 600, 99)
    DIALOG = Type(24, 32, 600, 99.5)
    PAGE = Type(20, 28, 600, 99.5)
    HEADING = Type(18, 24, 600)
    TITLE = Type(16, 24, 600)
    CLOCK = Type(16, 20, 600)
    LARGE = Type(16, 24)
    ROW = Type(15, 20)
    ROW_STRONG = Type(15, 20, 600)
    BODY = Type(14, 20)
    PRIMARY = Type(14, 20, 500)
    STRONG = Type(14, 20, 600)
    NARROW = Type(14, 18)
    SECOND = Type(13, 20)
    SECOND_MEDIUM = Type(13, 20, 500)
    SECOND_STRONG = Type(13, 20, 600)
    CAPTION = Type(12, 16)
    CAPTION_MEDIUM = Type(12, 16, 500)
    NAV_ON = Type(12, 16, 600, 98.5)
    INITIALS_28 = Type(11, 16, 600)
    INITIALS_32 = Type(12, 16, 600)
    INITIALS_80 = Type(28, 36, 600)
    INITIALS_96 = Type(34, 40, 600)
    INITIALS_112 = Type(40, 48, 600)
    CODE = Type(13, 20, 400, 102, True)


_loaded: set[str] = set()


def load() -> None:
    """Register the everyday weights and make them the application's font."""
    _register(_FIRST)
    QGuiApplication.setFont(font(Role.BODY))


def load_fallbacks() -> None:
    """Register what Arabic and Chinese names need, and the fixed-width face for codes."""
    _register(_LATER)


def _register(names: tuple[str, ...]) -> None:
    for name in names:
        if (
            name not in _loaded
            and QFontDatabase.addApplicationFont(str(resource("fonts", name))) >= 0
        ):
            _loaded.add(name)


@cache
def font(role: Role) -> QFont:
    """The font of ``role``; shared, so copy it before changing it."""
    kind = role.value
    made = QFont([MONO if kind.mono else FAMILY, *_FALLBACK_FAMILIES])
    made.setPixelSize(kind.size)
    made.setWeight(QFont.Weight(kind.weight))
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    if kind.spacing != 100:
        made.setLetterSpacing(QFont.SpacingType.PercentageSpacing, kind.spacing)
    return made


@cache
def metrics(role: Role) -> QFontMetricsF:
    """The measures of ``role``'s font."""
    return QFontMetricsF(font(role))


def width(role: Role, text: str) -> float:
    """How wide ``text`` is in ``role``, in logical pixels."""
    return metrics(role).horizontalAdvance(text)
