"""Lucide icons, in any size and colour, drawn once and kept.

A file is read once; ``currentColor`` and the stroke width are replaced, and the picture is rendered
for each size, colour and device pixel ratio and kept in the QPixmapCache.
"""

from __future__ import annotations

import re
from functools import cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap, QPixmapCache
from PySide6.QtSvg import QSvgRenderer

from resources import resource

_WIDE_STROKE, _FINE_STROKE = 2.0, 1.75
_FINE_FROM = 22
"""Up to 20 px the stroke is 2 (of 24); from here on it is finer, so that large icons stay light."""


@cache
def _source(name: str) -> str:
    text = resource("icons", f"{name}.svg").read_text("utf-8")
    return re.sub(r"<!--.*?-->", "", text, flags=re.DOTALL)


def _coloured(name: str, colour: str, stroke: float) -> QByteArray:
    text = _source(name).replace("currentColor", colour)
    text = re.sub(r'stroke-width="[^"]*"', f'stroke-width="{stroke}"', text)
    return QByteArray(text.encode())


def pixmap(name: str, size: int, colour: str, ratio: float = 1.0, stroke: float = 0) -> QPixmap:
    """The icon ``name``, ``size`` logical pixels square, in ``colour`` (``#RRGGBB``).

    ``stroke`` is in the icon's own 24 units; 0 lets the size decide.
    """
    stroke = stroke or (_WIDE_STROKE if size < _FINE_FROM else _FINE_STROKE)
    key = f"icon/{name}/{size}/{colour}/{ratio}/{stroke}"
    kept = QPixmap()
    if QPixmapCache.find(key, kept):
        return kept
    made = QPixmap(round(size * ratio), round(size * ratio))
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    QSvgRenderer(_coloured(name, colour, stroke)).render(painter, QRectF(0, 0, size, size))
    painter.end()
    QPixmapCache.insert(key, made)
    return made


def draw(
    painter: QPainter, name: str, x: float, y: float, size: int, colour: str, stroke: float = 0
) -> None:
    """Draw the icon with its top left corner at ``x``, ``y``."""
    ratio = painter.device().devicePixelRatioF()
    painter.drawPixmap(round(x), round(y), pixmap(name, size, colour, ratio, stroke))


@cache
def mark() -> QSvgRenderer:
    """The mark, in the colours it has on the navigation bar."""
    text = resource("mark.svg").read_text("utf-8").replace("#14213A", "#FFFFFF")
    return QSvgRenderer(QByteArray(text.encode()))


def application_icon() -> QIcon:
    """The mark as a window icon."""
    return QIcon(str(resource("mark.svg")))
