"""Bad pictures of a code: what a shaky hand, a poor camera and a worn card make of it.

The code is drawn by a library that the desk does not use. ``make_bad_pictures`` gives 24: each fault
alone, then pairs of faults; ``every_pair`` gives all pairs. The same code and seed give the same
pictures.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from itertools import combinations
from random import Random

import numpy as np
import segno
from PIL import Image, ImageDraw, ImageFilter

NamedPicture = tuple[str, Image.Image]

PICTURES = 24
_PAPER, _INK, _DESK = 245, 20, 170
_QUIET, _MARGIN = 4, 6
_MODULES = 25


@dataclass(frozen=True)
class Shot:
    """A greyscale picture in the making, and how many pixels wide a module of its code is."""

    image: Image.Image
    module: float

    def with_(self, image: Image.Image) -> Shot:
        """The same shot with another picture."""
        return replace(self, image=image)


Fault = Callable[[Shot, Random], Shot]


def draw(code: str, module: int) -> Shot:
    """A clean print of ``code`` on white paper that lies on a grey desk."""
    matrix = np.array([list(row) for row in segno.make(code, error="m", boost_error=False).matrix])
    paper = np.where(np.pad(matrix, _QUIET) == 1, _INK, _PAPER).astype(np.uint8)
    on_desk = np.pad(paper, _MARGIN, constant_values=_DESK)
    return Shot(Image.fromarray(np.kron(on_desk, np.ones((module, module), np.uint8))), module)


def covered(shot: Shot, random: Random) -> Shot:
    """A thumb or a sticker over the corner that has no finder pattern: 5 to 6 modules wide."""
    image = shot.image.copy()
    end = (_MARGIN + _QUIET + _MODULES + 1) * shot.module
    size = round(random.uniform(6, 7) * shot.module)
    box = (end - size, end - size, end, end)
    ImageDraw.Draw(image).rectangle(box, fill=random.choice((40, 120, 200)))
    return shot.with_(image)


def perspective(shot: Shot, random: Random) -> Shot:
    """Taken from the side: each corner is up to 15 % of the picture away from its place."""
    width, height = shot.image.size
    corners = ((0, 0), (0, height), (width, height), (width, 0))
    inwards = ((-1, -1), (-1, 1), (1, 1), (1, -1))
    moved = [
        (x + dx * width * random.uniform(0, 0.15), y + dy * height * random.uniform(0, 0.15))
        for (x, y), (dx, dy) in zip(corners, inwards, strict=True)
    ]
    quad = tuple(value for corner in moved for value in corner)
    seen = shot.image.transform(
        shot.image.size, Image.Transform.QUAD, quad, Image.Resampling.BICUBIC, fillcolor=_DESK
    )
    farther = width / (max(x for x, _ in moved) - min(x for x, _ in moved))
    return Shot(seen, shot.module * farther)


def rotated(shot: Shot, random: Random) -> Shot:
    """Held at any angle."""
    angle = random.uniform(5, 355)
    return shot.with_(
        shot.image.rotate(angle, Image.Resampling.BICUBIC, expand=True, fillcolor=_DESK)
    )


def blurred(shot: Shot, random: Random) -> Shot:
    """Out of focus by half a module or a little more."""
    radius = shot.module * random.uniform(0.45, 0.7)
    return shot.with_(shot.image.filter(ImageFilter.GaussianBlur(radius)))


def dark(shot: Shot, random: Random) -> Shot:
    """Hardly any light: black is black, and white is hardly brighter."""
    white, black = random.uniform(25, 60), random.uniform(2, 10)
    return shot.with_(shot.image.point(lambda value: black + value / 255 * (white - black)))


def glare(shot: Shot, random: Random) -> Shot:
    """A lamp on the lacquer: a white spot of two or three modules that fades out over the code."""
    pixels = np.asarray(shot.image, np.float64)
    height, width = pixels.shape
    x, y = (random.uniform(0.35, 0.65) * size for size in (width, height))
    spread = shot.module * random.uniform(4, 7)
    down, right = np.mgrid[0:height, 0:width]
    spot = np.exp(-((right - x) ** 2 + (down - y) ** 2) / (2 * spread**2))
    return shot.with_(_picture(pixels + 240 * spot))


def noisy(shot: Shot, random: Random) -> Shot:
    """A grainy sensor, with dead and burnt pixels."""
    source = np.random.default_rng(random.getrandbits(32))
    pixels = np.asarray(shot.image, np.float64)
    light = max(1.0, float(pixels.max() - pixels.min()))
    pixels = pixels + source.normal(0, light * random.uniform(0.1, 0.18), pixels.shape)
    dead = source.random(pixels.shape)
    pixels[dead < 0.01] = pixels.min()
    pixels[dead > 0.99] = pixels.max()
    return shot.with_(_picture(pixels))


def inverted(shot: Shot, random: Random) -> Shot:
    """Light on dark, as on a screen in its night colours."""
    return shot.with_(shot.image.point(lambda value: 255 - value))


def small(shot: Shot, random: Random) -> Shot:
    """3 pixels a module: the shot is drawn so from the start."""
    return shot


# In the order in which they happen: on the paper, on the way to the lens, in the camera.
FAULTS: dict[str, Fault] = {
    "small": small,
    "covered": covered,
    "inverted": inverted,
    "perspective": perspective,
    "rotated": rotated,
    "glare": glare,
    "dark": dark,
    "blurred": blurred,
    "noisy": noisy,
}


def bad_picture(code: str, faults: Iterable[str], random: Random) -> Image.Image:
    """One picture of ``code`` with these faults together."""
    wanted = set(faults)
    shot = draw(code, 3 if "small" in wanted else random.randint(6, 10))
    for name, fault in FAULTS.items():
        if name in wanted:
            shot = fault(shot, random)
    return shot.image


def each_fault(code: str, seed: int) -> list[NamedPicture]:
    """One picture for each fault alone."""
    return _pictures(code, [(name,) for name in FAULTS], seed)


def every_pair(code: str, seed: int) -> list[NamedPicture]:
    """One picture for each two faults together."""
    return _pictures(code, list(combinations(FAULTS, 2)), seed)


def make_bad_pictures(code: str, seed: int) -> list[NamedPicture]:
    """24 pictures: each fault alone, and as many pairs, dealt by ``seed``."""
    pairs = every_pair(code, seed)
    chosen = Random(seed).sample(range(len(pairs)), PICTURES - len(FAULTS))
    return each_fault(code, seed) + [pairs[place] for place in sorted(chosen)]


def _pictures(code: str, faults: list[tuple[str, ...]], seed: int) -> list[NamedPicture]:
    return [
        ("+".join(names), bad_picture(code, names, Random(f"{seed} {code} {names}")))
        for names in faults
    ]


def _picture(pixels: np.ndarray) -> Image.Image:
    return Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))
