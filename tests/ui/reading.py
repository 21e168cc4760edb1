"""Can what is written be read: the contrast of every text, measured from the pixels of a window."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from unittest.mock import patch

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPoint, QRect, QRectF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QLabel, QWidget

from tests.ui.looking import seen
from ui import painters

LEAST = 4.5
# Drawn three times as large, the stem of a letter covers whole pixels and shows its true colour.
SCALE = 3


@dataclass(slots=True)
class Writing:
    """Where words were painted by hand within a part of a window, in the window's coordinates."""

    root: QWidget
    part: QWidget
    places: dict[tuple[int, int, int, int], str] = field(default_factory=dict)

    def note(self, painter: QPainter, rect: QRectF, words: str) -> None:
        """Remember that ``words`` stand in ``rect`` of what ``painter`` paints."""
        on = painter.device()
        if not isinstance(on, QWidget) or not words.strip() or not on.isEnabled():
            return
        if on is not self.part and not self.part.isAncestorOf(on):
            return
        # Words painted before the window scrolled or changed lie elsewhere: only the last ones count.
        inside = painter.worldTransform().mapRect(rect).toAlignedRect()
        if not on.visibleRegion().contains(inside.center()):
            return
        corner = on.mapTo(self.root, inside.topLeft())
        self.places[(corner.x(), corner.y(), inside.width(), inside.height())] = words


@contextmanager
def writing_of(root: QWidget, part: QWidget) -> Iterator[Writing]:
    """Watch what is painted by hand in ``part`` of ``root``: lists, chips, portraits."""
    found = Writing(root, part)
    text, runs = painters.text, painters.runs

    def noted_text(
        painter: QPainter, rect: QRectF, role: Any, words: str, *more: Any, **n: Any
    ) -> float:
        found.note(painter, rect, words)
        return text(painter, rect, role, words, *more, **n)

    def noted_runs(painter: QPainter, rect: QRectF, parts: Any) -> bool:
        found.note(painter, rect, " ".join(words for _role, words, _colour in parts))
        return runs(painter, rect, parts)

    with patch.object(painters, "text", noted_text), patch.object(painters, "runs", noted_runs):
        yield found


def unreadable(root: QWidget, part: QWidget | None = None) -> list[str]:
    """Texts of ``part`` (of the whole window when None) that stand out by less than 4.5 to 1."""
    part = part or root
    with writing_of(root, part) as writing:
        picture = _pixels(root)
    weak = []
    for rect, words in [
        *_labels(root, part),
        *((QRect(*at), said) for at, said in writing.places.items()),
    ]:
        ratio = _contrast(picture, rect)
        if ratio is not None and ratio < LEAST:
            weak.append(f"{words!r}: {ratio:.1f}")
    return weak


def _labels(root: QWidget, part: QWidget) -> Iterator[tuple[QRect, str]]:
    for widget in seen(part):
        if isinstance(widget, QLabel) and widget.text().strip() and widget.isEnabled():
            corner = widget.mapTo(root, QPoint(0, 0))
            whole = widget.visibleRegion().boundingRect() == widget.rect()
            if whole:  # half of a word, at the edge of what scrolls, says nothing of its colour
                yield QRect(corner, widget.size()), widget.text()


def _pixels(root: QWidget) -> NDArray[np.uint32]:
    """The window as it looks, one number a pixel (0xffRRGGBB)."""
    image = QImage(root.size() * SCALE, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(SCALE)
    root.render(image)
    return np.frombuffer(image.constBits(), np.uint32).reshape(image.height(), image.width()).copy()


def _contrast(picture: NDArray[np.uint32], rect: QRect) -> float | None:
    """The strongest contrast in ``rect`` against its commonest colour; None where nothing shows."""
    left, top = max(0, rect.left()) * SCALE, max(0, rect.top()) * SCALE
    part = picture[top : (rect.bottom() + 1) * SCALE, left : (rect.right() + 1) * SCALE]
    if part.shape[0] < SCALE * 8 or part.shape[1] < SCALE * 4:
        return None
    colours, counts = np.unique(part, return_counts=True)
    ground = _light(colours[counts.argmax()][None])[0]
    light = _light(colours[counts >= SCALE])
    high, low = np.maximum(light, ground), np.minimum(light, ground)
    return float(((high + 0.05) / (low + 0.05)).max())


def _light(colours: NDArray[np.uint32]) -> NDArray[np.float64]:
    """Relative luminance, by the definition of WCAG 2."""
    channels = np.stack([(colours >> shift) & 0xFF for shift in (16, 8, 0)], axis=-1) / 255
    linear = np.where(channels <= 0.03928, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)
    result: NDArray[np.float64] = linear @ np.array([0.2126, 0.7152, 0.0722])
    return result
