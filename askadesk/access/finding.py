"""Finding codes in an image: first as it is, then retouched, step by step, as far as it pays.

The steps and their order come from trials on thousands of bad pictures: each was chosen for reading
most of what the ones before it could not. Sizes are bounded, so the work is too.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import zxingcpp
from PIL import Image

from askadesk.access import retouch
from askadesk.access.codes import CODE_LENGTH, PREFIX

_OURS = re.compile(rf"{PREFIX}[A-Z][0-9A-Z]{{{CODE_LENGTH - len(PREFIX) - 1}}}")
_CLOSEST_LOOKS = 3


@dataclass(frozen=True)
class _Step:
    """One way to retouch a picture ``side`` pixels long; radii in pixels, 0 leaves that part out."""

    side: int
    specks: bool = False
    smooth: float = 0
    light: int = 0
    sharpen: float = 0
    focus: float = 0

    def on(self, image: Image.Image) -> Image.Image:
        """The picture after this step."""
        # Filters on a small part of the pixels: the resizing below takes the rest away anyhow.
        far_larger = max(image.size) > 2 * self.side
        seen = retouch.sized(image, 2 * self.side) if far_larger else image
        seen = retouch.without_specks(seen) if self.specks else seen
        seen = retouch.smooth(seen, self.smooth) if self.smooth else seen
        seen = retouch.sized(seen, self.side)
        seen = retouch.even_light(seen, self.light) if self.light else seen
        seen = retouch.sharpened(seen, self.sharpen) if self.sharpen else seen
        return retouch.refocused(seen, self.focus) if self.focus else seen


_STEPS = (
    _Step(600, specks=True, light=24),
    _Step(600, sharpen=8),
    _Step(650, specks=True, smooth=2, focus=10),
    _Step(650, focus=8),
    _Step(400, smooth=2, light=12),
    _Step(650, smooth=1, light=24),
    _Step(300, specks=True, smooth=2, focus=6),
    _Step(400, focus=4),
    _Step(300, focus=4),
    _Step(650, specks=True, smooth=2, light=24),
    _Step(650, smooth=2, focus=8),
    _Step(650, specks=True, focus=8),
)
_STEPS_FOR_SMALL_PARTS = (
    _Step(1300, specks=True, light=24),
    _Step(1300, smooth=1, sharpen=8),
    _Step(1300, specks=True, smooth=2, focus=8),
    _Step(2600, light=32),
)
_LEAST_SIDE = 40

Box = tuple[int, int, int, int]


@dataclass(frozen=True)
class _Look:
    """What one look at an image gave: texts, and where codes stand that could not be read."""

    texts: tuple[str, ...]
    unread: tuple[Box, ...]


def find_codes(image: Image.Image, *, thorough: bool = True) -> list[str]:
    """The texts of the codes in ``image``, of any mode and size; none when nothing can be read.

    One look takes some hundredths of a second; a ``thorough`` search retouches what it cannot read
    and takes up to some seconds when there is nothing to be found.
    What only a retouched picture shows is believed at once when it looks like a code of ours, and
    otherwise as the last resort: the likeliest of what was seen.
    """
    picture = retouch.grey(image)
    first = _look(retouch.stretched(picture))
    if first.texts or not thorough:
        return _distinct(first.texts)
    seen: Counter[str] = Counter()
    for look in _closer_looks(picture, first.unread):
        ours = [text for text in look.texts if _OURS.fullmatch(text)]
        if ours:
            return _distinct(ours)
        seen.update(look.texts)
    return [text for text, _ in seen.most_common(1)]


def codes_in_frame(
    pixels: bytes | bytearray | memoryview, width: int, height: int, stride: int
) -> list[str]:
    """The texts of the codes in one camera frame: 8 bit greys, rows ``stride`` bytes apart.

    One quick look: the next frame comes soon enough.
    """
    view = zxingcpp.ImageView(pixels, width, height, zxingcpp.ImageFormat.Lum, stride, 1)  # type: ignore[arg-type]
    found = zxingcpp.read_barcodes(view, formats=zxingcpp.BarcodeFormat.QRCode)  # type: ignore[arg-type]
    return _distinct([code.text for code in found if code.text])


def _closer_looks(picture: Image.Image, unread: Sequence[Box]) -> Iterator[_Look]:
    """Each step on the whole picture, then on the places where a code was seen but not read."""
    places = list(unread)
    bright = retouch.stretched(picture)
    for step in _STEPS + _STEPS_FOR_SMALL_PARTS:
        whole = _look(seen := step.on(bright))
        places += [_scaled(box, seen, picture) for box in whole.unread]
        yield whole
    for place in _likeliest(places):
        part = retouch.stretched(_cut(picture, place))
        if min(part.size) >= _LEAST_SIDE:
            yield from (_look(step.on(part)) for step in _STEPS)


def _likeliest(places: list[Box]) -> list[Box]:
    """A few places that differ; the larger first, for what is smaller is often a code's part."""
    chosen: list[Box] = []
    for box in sorted(places, key=_side, reverse=True):
        if all(_differ(box, other) for other in chosen):
            chosen.append(box)
    return chosen[:_CLOSEST_LOOKS]


def _side(box: Box) -> int:
    return min(box[2] - box[0], box[3] - box[1])


def _differ(one: Box, other: Box) -> bool:
    return max(abs(a - b) for a, b in zip(one, other, strict=True)) > _side(one) // 5


def _look(image: Image.Image) -> _Look:
    found = zxingcpp.read_barcodes(
        image,
        formats=zxingcpp.BarcodeFormat.QRCode,  # type: ignore[arg-type]
        return_errors=True,
    )
    texts = tuple(code.text for code in found if code.valid and code.text)
    return _Look(texts, tuple(_around(code.position) for code in found if not code.valid))


def _around(position: zxingcpp.Position) -> Box:
    """The box of a code with its quiet zone and a little more."""
    corners = (position.top_left, position.top_right, position.bottom_right, position.bottom_left)
    xs, ys = [corner.x for corner in corners], [corner.y for corner in corners]
    margin = 2 * max(max(xs) - min(xs), max(ys) - min(ys)) // 5
    return min(xs) - margin, min(ys) - margin, max(xs) + margin, max(ys) + margin


def _cut(picture: Image.Image, box: Box) -> Image.Image:
    """The part of the picture in ``box``, as far as the picture goes."""
    left, right = (min(max(0, x), picture.width) for x in (box[0], box[2]))
    top, bottom = (min(max(0, y), picture.height) for y in (box[1], box[3]))
    return picture.crop((left, top, right, bottom))


def _scaled(box: Box, seen: Image.Image, picture: Image.Image) -> Box:
    factor = picture.width / seen.width
    left, top, right, bottom = (round(edge * factor) for edge in box)
    return left, top, right, bottom


def _distinct(texts: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(texts))
