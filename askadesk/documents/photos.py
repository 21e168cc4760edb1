"""Portraits made ready for paper: cut to the frame, at the printer's resolution."""

from __future__ import annotations

from io import BytesIO

from PIL import Image, ImageOps, UnidentifiedImageError

DPI = 300
#: Steps of JPEG quality: a busy photo goes down them until it is small enough.
_QUALITIES = (82, 70, 58)
_ENOUGH_BYTES = 7_500
#: More than any camera makes: a file that claims more is not a portrait.
_MOST_PIXELS = 80_000_000


class UnreadablePhoto(Exception):
    """The stored photo is not a picture that can be read."""


def portrait(photo: bytes, width: float, height: float) -> bytes:
    """``photo`` upright, cut to ``width`` × ``height`` mm around its middle, as a JPEG of 300 dpi.

    Raises ``UnreadablePhoto``."""
    size = round(width / 25.4 * DPI), round(height / 25.4 * DPI)
    try:
        picture = _opened(photo, size)
    except (
        UnidentifiedImageError,
        OSError,
        ValueError,
        SyntaxError,
        Image.DecompressionBombError,
    ) as error:
        raise UnreadablePhoto(str(error)) from error
    return _small_enough(ImageOps.fit(picture, size, Image.Resampling.BILINEAR))


def _opened(photo: bytes, size: tuple[int, int]) -> Image.Image:
    picture = Image.open(BytesIO(photo))
    if picture.width * picture.height > _MOST_PIXELS:
        raise ValueError(f"{picture.width} × {picture.height} pixels")
    picture.draft("RGB", size)
    turned = ImageOps.exif_transpose(picture)
    if turned.mode in ("RGBA", "LA", "PA", "P"):
        layer = turned.convert("RGBA")
        paper = Image.new("RGBA", layer.size, "white")
        turned = Image.alpha_composite(paper, layer)
    return turned.convert("RGB")


def _small_enough(picture: Image.Image) -> bytes:
    data = b""
    for quality in _QUALITIES:
        buffer = BytesIO()
        picture.save(buffer, "JPEG", quality=quality)
        data = buffer.getvalue()
        if len(data) <= _ENOUGH_BYTES:
            break
    return data
