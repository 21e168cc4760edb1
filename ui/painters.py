"""Drawing shared by widgets and list delegates: one place for a chip, an avatar, an arch, a meter.

Every function takes a painter with antialiasing on, rectangles in logical pixels, and colours from
``ui.theme.tokens()``. None of them keeps anything.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QPaintDevice, QPainter, QPainterPath, QPen, QPixmap

from ui import fonts, icons
from ui.fonts import Role
from ui.theme import qcolor, tint, tokens

_MIDDLE = Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft
ELLIPSIS = "…"


@contextmanager
def painting(device: QPaintDevice) -> Iterator[QPainter]:
    """A painter on ``device`` with antialiasing, ended whatever happens."""
    painter = QPainter(device)
    painter.setRenderHints(
        QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
    )
    try:
        yield painter
    finally:
        painter.end()


def pen(colour: str, width: float = 1.0) -> QPen:
    """A pen of ``width`` logical pixels."""
    return QPen(qcolor(colour), width)


def box(
    painter: QPainter,
    rect: QRectF,
    radius: float,
    fill: str = "",
    edge: str = "",
    width: float = 1.0,
) -> None:
    """A rounded box whose edge lies wholly inside ``rect``; "" or "transparent" leaves one out."""
    painter.setBrush(
        QBrush(qcolor(fill)) if fill and fill != "transparent" else Qt.BrushStyle.NoBrush
    )
    if edge and edge != "transparent":
        painter.setPen(pen(edge, width))
        half = width / 2
        rect, radius = rect.adjusted(half, half, -half, -half), max(0.0, radius - half)
    else:
        painter.setPen(Qt.PenStyle.NoPen)
    painter.drawRoundedRect(rect, radius, radius)


def dashed_box(
    painter: QPainter, rect: QRectF, radius: float, fill: str, edge: str, width: float = 1.0
) -> None:
    """The same with an edge of dashes: an option that may lapse, a time that is free."""
    box(painter, rect, radius, fill)
    line = pen(edge, width)
    line.setDashPattern([3 / width, 2.5 / width])
    half = width / 2
    painter.setPen(line)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(rect.adjusted(half, half, -half, -half), radius - half, radius - half)


def ring(
    painter: QPainter, rect: QRectF, radius: float, colour: str, gap: float, width: float
) -> None:
    """A line of ``width`` around ``rect``, ``gap`` away from it: the focus halo."""
    out = gap + width / 2
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(pen(colour, width))
    painter.drawRoundedRect(rect.adjusted(-out, -out, out, out), radius + out, radius + out)


def elided(role: Role, text: str, room: float) -> str:
    """``text``, cut at the right with an ellipsis when it is wider than ``room``."""
    measures = fonts.metrics(role)
    if measures.horizontalAdvance(text) <= room + 0.01:
        return text
    return measures.elidedText(text, Qt.TextElideMode.ElideRight, max(0.0, room))


def text(
    painter: QPainter,
    rect: QRectF,
    role: Role,
    words: str,
    colour: str,
    align: Qt.AlignmentFlag = _LEFT,
    *,
    grows: bool = True,
) -> float:
    """One line in the vertical middle of ``rect``, cut to fit; gives the width it took.

    ``grows``: larger if larger text was chosen. The words of controls keep their size.
    """
    words = elided(role, words, rect.width())
    fitted = fonts.fitting(role, words, rect.width() if grows else 0)
    painter.setFont(fitted.font)
    painter.setPen(qcolor(colour))
    flags = align | _MIDDLE | Qt.TextFlag.TextSingleLine
    if grows and fonts.text_size() != 100:
        rect = rect.translated(0, -fonts.lift(role))
        flags |= Qt.TextFlag.TextDontClip
    painter.drawText(rect, flags, words)
    return fitted.width


def runs(painter: QPainter, rect: QRectF, parts: Sequence[tuple[Role, str, str]]) -> bool:
    """Several runs of one line, each ``(role, words, colour)``, on one baseline.

    The line ends with an ellipsis where the room ends; gives whether anything was cut.
    """
    if fonts.text_size() != 100 and _grow(painter, rect, parts):
        return False
    x, baseline = rect.left(), _baseline(rect, [role for role, _, _ in parts])
    for role, words, colour in parts:
        room = rect.right() - x
        shown = elided(role, words, room)
        painter.setFont(fonts.font(role))
        painter.setPen(qcolor(colour))
        painter.drawText(QPointF(x, baseline), shown)
        if shown != words:
            return True
        x += fonts.width(role, words)
    return False


def _grow(painter: QPainter, rect: QRectF, parts: Sequence[tuple[Role, str, str]]) -> bool:
    """The runs in the size that was chosen, if all of them fit; gives whether they did."""
    if sum(fonts.grown_width(role, words) for role, words, _ in parts) > rect.width():
        return False
    x, baseline = rect.left(), _baseline(rect, [role for role, _, _ in parts])
    for role, words, colour in parts:
        painter.setFont(fonts.grown(role))
        painter.setPen(qcolor(colour))
        painter.drawText(QPointF(x, baseline), words)
        x += fonts.grown_width(role, words)
    return True


def _baseline(rect: QRectF, roles: Sequence[Role]) -> float:
    """Where the tallest of ``roles`` stands when it is centred in ``rect``."""
    tallest = max(map(fonts.metrics, roles), key=lambda measures: measures.height())
    return rect.center().y() + (tallest.ascent() - tallest.descent()) / 2


# chips -----------------------------------------------------------------------------------------


def chip_colours(tone: str) -> tuple[str, str, str]:
    """Fill, edge and text of a chip."""
    look = tokens()
    if tone in ("ok", "warn", "bad"):
        edge = "#FFFFFF" if look.ok_bg == look.canvas else ""
        return getattr(look, f"{tone}_bg"), edge, getattr(look, tone)
    if tone == "ink":
        return look.ink_100, "", look.ink
    if tone == "outline":
        return "", look.line, look.text2
    return look.sunken, "", look.text2


def chip_width(words: str, icon: str = "", *, large: bool = False) -> float:
    """The width of a chip with ``words`` and, if named, an icon."""
    role, pad, gap, size = _chip_measures(large)
    return 2 * pad + (size + gap if icon else 0) + fonts.width(role, words)


def _chip_measures(large: bool) -> tuple[Role, int, int, int]:
    if large:
        return Role.SECOND_MEDIUM, 12, 8, 16
    return Role.CAPTION_MEDIUM, 8, 6, 14


def chip(
    painter: QPainter, rect: QRectF, words: str, tone: str, icon: str = "", *, large: bool = False
) -> None:
    """A chip filling ``rect`` (24 high, or 32 when large)."""
    role, pad, gap, size = _chip_measures(large)
    fill, edge, colour = chip_colours(tone)
    box(painter, rect, 8 if large else 6, fill, edge)
    inside = rect.adjusted(pad, 0, -pad, 0)
    if icon:
        icons.draw(painter, icon, inside.left(), rect.center().y() - size / 2, size, colour)
        inside.setLeft(inside.left() + size + gap)
    text(painter, inside.adjusted(0, 0, 1, 0), role, words, colour, grows=False)


def keycap_width(words: str) -> float:
    """The width of a keycap."""
    return fonts.width(Role.CAPTION_MEDIUM, words) + 14


def keycap(painter: QPainter, x: float, middle: float, words: str, on: str = "") -> float:
    """A keycap, 22 high around ``middle``; ``on`` is "accent" or "ink" for filled ground."""
    look = tokens()
    rect = QRectF(x, middle - 11, keycap_width(words), 22)
    if on:
        ground = look.accent_on if on == "accent" else look.ink_on
        painter.save()
        painter.setOpacity(0.10 if on == "accent" else 0.16)
        box(painter, rect, 5, ground)
        painter.setOpacity(0.18 if on == "accent" else 0.24)
        box(painter, rect, 5, "", ground)
        painter.restore()
        colour = ground
    else:
        box(painter, rect, 5, look.sunken, look.line)
        colour = look.text2
    centre = Qt.AlignmentFlag.AlignHCenter
    text(painter, rect, Role.CAPTION_MEDIUM, words, colour, centre, grows=False)
    return rect.width()


# people ----------------------------------------------------------------------------------------

_INITIALS = {28: Role.INITIALS_28, 32: Role.INITIALS_32, 36: Role.STRONG, 40: Role.ROW_STRONG}


def avatar(
    painter: QPainter, x: float, y: float, size: int, initials: str, photo: QPixmap | None = None
) -> None:
    """A round portrait of 28, 32, 36 or 40 px: the photo, or initials on their tint."""
    look, rect = tokens(), QRectF(x, y, size, size)
    if photo is not None and not photo.isNull():
        path = QPainterPath()
        path.addEllipse(rect)
        _masked(painter, path, rect, photo)
        return
    edge = "#FFFFFF" if look.avatar[0] == look.canvas else ""
    box(painter, rect, size / 2, look.avatar[tint(initials)], edge, 2)
    middle = Qt.AlignmentFlag.AlignHCenter
    text(painter, rect, _INITIALS[size], initials, look.avatar_text, middle, grows=False)


def arch_path(rect: QRectF, bottom: float = 8) -> QPainterPath:
    """The arch: a half circle on top, corners of ``bottom`` below."""
    path, width = QPainterPath(), rect.width()
    path.moveTo(rect.left(), rect.bottom() - bottom)
    path.lineTo(rect.left(), rect.top() + width / 2)
    path.arcTo(QRectF(rect.left(), rect.top(), width, width), 180, -180)
    path.lineTo(rect.right(), rect.bottom() - bottom)
    if bottom:
        right, low = rect.right() - 2 * bottom, rect.bottom() - 2 * bottom
        path.arcTo(QRectF(right, low, 2 * bottom, 2 * bottom), 0, -90)
        path.arcTo(QRectF(rect.left(), low, 2 * bottom, 2 * bottom), 270, -90)
    path.closeSubpath()
    return path


def arch_portrait(
    painter: QPainter, rect: QRectF, initials: str, photo: QPixmap | None = None, icon: str = ""
) -> None:
    """A portrait under the arch: the photo, or initials (or an icon) on their tint."""
    look, path = tokens(), arch_path(rect)
    if photo is not None and not photo.isNull():
        _masked(painter, path, rect, photo)
        return
    painter.fillPath(path, qcolor(look.avatar[tint(initials)] if initials else look.sunken))
    if look.avatar[0] == look.canvas:
        painter.strokePath(arch_path(rect.adjusted(1, 1, -1, -1)), pen("#FFFFFF", 2))
    words = rect.adjusted(0, 6, 0, 0)
    if icon:
        size = 40
        at = words.center()
        icons.draw(painter, icon, at.x() - size / 2, at.y() - size / 2, size, look.text3)
        return
    sizes = ((96, Role.INITIALS_112), (80, Role.INITIALS_96), (0, Role.INITIALS_80))
    role = next(role for least, role in sizes if rect.width() > least)
    text(painter, words, role, initials, look.avatar_text, Qt.AlignmentFlag.AlignHCenter)


def _masked(painter: QPainter, path: QPainterPath, rect: QRectF, photo: QPixmap) -> None:
    """``photo`` cut to ``path``, covering ``rect`` from the middle."""
    scale = max(rect.width() / photo.width(), rect.height() / photo.height())
    width, height = rect.width() / scale, rect.height() / scale
    source = QRectF((photo.width() - width) / 2, (photo.height() - height) / 2, width, height)
    painter.save()
    painter.setClipPath(path, Qt.ClipOperation.IntersectClip)
    painter.drawPixmap(rect, photo, source)
    painter.restore()


def portico(
    painter: QPainter, rect: QRectF, arches: int = 4, lit: int = 2, colour: str = ""
) -> None:
    """A row of arches, the ``lit`` one stronger. Drawn to the measures of a 40 px pitch."""
    look, pitch = tokens(), rect.width() / arches
    for index in range(arches):
        span = QRectF(
            rect.left() + index * pitch + pitch * 0.12, rect.top(), pitch * 0.76, rect.height()
        )
        fill = (colour or look.ink_200) if index == lit else look.ink_100
        painter.fillPath(arch_path(span, 0), qcolor(fill))


# quantities ------------------------------------------------------------------------------------


def meter(painter: QPainter, rect: QRectF, share: float, colour: str = "") -> None:
    """A full-round track, filled to ``share`` (0 to 1)."""
    look, radius = tokens(), rect.height() / 2
    box(painter, rect, radius, look.sunken)
    share = min(1.0, max(0.0, share))
    if share > 0:
        filled = QRectF(
            rect.left(), rect.top(), max(rect.height(), rect.width() * share), rect.height()
        )
        box(painter, filled, radius, colour or look.ink)


def pips(painter: QPainter, rect: QRectF, left: int, units: int, colour: str = "") -> None:
    """One small rectangle for each unit, ``left`` of them filled."""
    look, gap = tokens(), 4
    width = (rect.width() - gap * (units - 1)) / units
    for index in range(units):
        fill = (colour or look.ink) if index < left else look.ink_100
        box(painter, QRectF(rect.left() + index * (width + gap), rect.top(), width, 8), 2, fill)


def rule(painter: QPainter, x: float, y: float, width: float) -> None:
    """A horizontal line of one pixel, ``y`` being its top."""
    painter.fillRect(QRectF(x, y, width, 1), qcolor(tokens().line))
