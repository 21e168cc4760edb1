"""Type: the fonts that come with the program, and one QFont for each role of the design.

Layouts count with the sizes of the design (``font``, ``metrics``, ``width``), so that blocks keep
their place. Who chose a larger text gets it where there is room (``grown``, ``fitting``), and never a
smaller one than the design's.

``load`` registers the weights that every window uses; the large fallbacks for Arabic and Chinese
names follow on an idle moment (``load_fallbacks``), because the window must not wait for them.
"""

from __future__ import annotations

from enum import Enum
from functools import cache, lru_cache
from typing import NamedTuple

from PySide6.QtGui import (
    QFont,
    QFontDatabase,
    QFontMetricsF,
    QGuiApplication,
    QTextLayout,
    QTextOption,
)

from resources import resource

_REMEMBERED = 4_096
"""So many texts keep their measures."""
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
    HERO = Type(32, 40, 600, 99)
    DIALOG = Type(24, 32, 600, 99.5)
    CALL_FIGURE = Type(72, 80, 600, 97)
    CALL_LABEL = Type(20, 26, 500)
    CALL_NAME = Type(19, 24, 600)
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
    CAPTION_STRONG = Type(12, 16, 600)
    NAV_ON = Type(12, 16, 600, 98.5)
    INITIALS_28 = Type(11, 16, 600)
    INITIALS_32 = CAPTION_STRONG
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
    width.cache_clear()
    lines.cache_clear()


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


@lru_cache(_REMEMBERED)
def width(role: Role, text: str) -> float:
    """How wide ``text`` is in ``role``, in logical pixels."""
    return metrics(role).horizontalAdvance(text)


@lru_cache(_REMEMBERED)
def lines(role: Role, text: str, wide: int, percent: int = 100) -> tuple[str, ...]:
    """``text`` in lines that fit ``wide`` pixels, in the design's size or in ``percent`` of it.

    Qt asks for the same heights again and again, also of pages that do not show."""
    found: list[str] = []
    for paragraph in text.split("\n"):
        layout = QTextLayout(paragraph, font(role) if percent == 100 else _grown(role, percent))
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(1.0, wide))
            start = line.textStart()
            found.append(paragraph[start : start + line.textLength()].rstrip())
        layout.endLayout()
    return tuple(found) or ("",)


# larger text -----------------------------------------------------------------------------------

_percent = 100
_OF_LINE = 0.85
"""How much of its line the letters of a role may take."""


def text_size() -> int:
    """The size that was chosen, in percent of the design's."""
    return _percent


def set_text_size(percent: int) -> None:
    """Draw texts ``percent`` of the design's size from now on; see ``apply_text_size``."""
    global _percent
    _percent = percent


def grown(role: Role) -> QFont:
    """The font of ``role`` in the size that was chosen, as far as its line holds it."""
    return font(role) if _percent == 100 else _grown(role, _percent)


@cache
def _grown(role: Role, percent: int) -> QFont:
    made = QFont(font(role))
    made.setPixelSize(_size(role, percent))
    return made


def _size(role: Role, percent: int) -> int:
    """Accents above and tails below have to stay inside the line."""
    kind = role.value
    return max(kind.size, min(round(kind.size * percent / 100), int(kind.line * _OF_LINE)))


def lift(role: Role) -> float:
    """How much higher a larger text stands in its line, so that its tails show."""
    return 0.0 if _percent == 100 else round((_size(role, _percent) - role.value.size) / 3)


@cache
def _grown_metrics(role: Role, percent: int) -> QFontMetricsF:
    return QFontMetricsF(_grown(role, percent))


def grown_width(role: Role, text: str) -> float:
    """How wide ``text`` is in ``role`` and in the size that was chosen."""
    if _percent == 100:
        return width(role, text)
    return _grown_metrics(role, _percent).horizontalAdvance(text)


class Fitting(NamedTuple):
    """A font, its measures, and how wide the text that it was chosen for is in it."""

    font: QFont
    metrics: QFontMetricsF
    width: float


def fitting(role: Role, text: str, room: float) -> Fitting:
    """The largest font of ``role``, between the design's and the chosen size, in which ``text`` is no
    wider than ``room``; the design's own when none is."""
    if _percent == 100 or not text:
        return Fitting(font(role), metrics(role), width(role, text) if text else 0.0)
    for size in range(_size(role, _percent), role.value.size, -1):
        percent = _percent_for(role, size)
        measures = _grown_metrics(role, percent)
        wide = measures.horizontalAdvance(text)
        if wide <= room + 0.01:
            return Fitting(_grown(role, percent), measures, wide)
    return Fitting(font(role), metrics(role), width(role, text))


@cache
def _percent_for(role: Role, size: int) -> int:
    """A percentage that makes ``role`` just ``size`` high."""
    return next(one for one in range(100, 201) if _size(role, one) == size)
