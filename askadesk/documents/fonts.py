"""The fonts of paper: which of them draws a character, loaded only when someone needs it.

Every font is embedded as a subset. Streams stay binary: ASCII85 would make each file a quarter larger.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from threading import RLock

from reportlab import rl_config
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from resources import resource

rl_config.useA85 = 0

#: ReportLab's font parser keeps a reading position: loading and writing out are done one at a time.
FONT_LOCK = RLock()


class Weight(StrEnum):
    """The weights that paper uses."""

    REGULAR = "Regular"
    SEMIBOLD = "SemiBold"
    BOLD = "Bold"


@dataclass(frozen=True, slots=True)
class Face:
    """A font as ReportLab knows it. ``emboldened`` is the stroke, in ems, that makes up for a weight
    the family lacks; ``spaced`` says whether letters may move apart (joined scripts may not)."""

    name: str
    emboldened: float = 0.0
    spaced: bool = True


_STROKE = {Weight.REGULAR: 0.0, Weight.SEMIBOLD: 0.022, Weight.BOLD: 0.034}


def _chain(weight: Weight) -> tuple[Face, ...]:
    """The faces to ask, in order: Latin, Greek and Cyrillic; Arabic; Chinese and Japanese."""
    arabic = "Regular" if weight is Weight.REGULAR else "Bold"
    return (
        Face(f"NotoSans-{weight.value}"),
        Face(f"NotoSansArabic-{arabic}", spaced=False),
        Face("DroidSansFallbackFull", emboldened=_STROKE[weight]),
    )


@lru_cache
def load(name: str) -> TTFont:
    """The font in ``resources/fonts`` of that name, known to ReportLab from now on."""
    with FONT_LOCK:
        font = TTFont(name, str(resource("fonts", f"{name}.ttf")), asciiReadable=False)
        pdfmetrics.registerFont(font)
        return font


def primary(weight: Weight) -> Face:
    """The face that most text is set in, and whose empty box stands for what nothing can draw."""
    return _chain(weight)[0]


@lru_cache(maxsize=8192)
def face_for(char: str, weight: Weight) -> Face | None:
    """The first face whose character map holds ``char``, or None."""
    for face in _chain(weight):
        if ord(char) in load(face.name).face.charToGlyph:
            return face
    return None


def width_of(text: str, face: Face) -> float:
    """How wide ``text`` is in ``face``, in ems, without spacing."""
    return float(load(face.name).stringWidth(text, 1))
