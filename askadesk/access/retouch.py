"""Bringing out the code in a bad picture: light, grain, focus. Pure functions on greyscale images."""

from __future__ import annotations

from PIL import Image, ImageChops, ImageFilter, ImageMath, ImageOps

_MIDDLE = 128


def grey(image: Image.Image) -> Image.Image:
    """``image`` in 256 greys; what is transparent counts as white paper."""
    if image.mode.startswith(("I", "F")):
        image = _eight_bits(image)
    if image.mode in ("LA", "PA", "RGBA", "RGBa", "La") or "transparency" in image.info:
        image = Image.alpha_composite(Image.new("RGBA", image.size, "white"), image.convert("RGBA"))
    return image.convert("L")


def stretched(image: Image.Image) -> Image.Image:
    """The full range from black to white used; one pixel in a hundred may be beyond either end.

    A small code in a large dim picture may be just those pixels: cut it out first.
    """
    return ImageOps.autocontrast(image, cutoff=1)


def sized(image: Image.Image, side: int) -> Image.Image:
    """``image`` with its longer side ``side`` pixels long."""
    scale = side / max(image.size)
    width, height = (max(1, round(length * scale)) for length in image.size)
    return image.resize((width, height), Image.Resampling.BICUBIC)


def without_specks(image: Image.Image) -> Image.Image:
    """Dead and burnt pixels gone: each pixel is the median of the nine around it."""
    return image.filter(ImageFilter.MedianFilter(3))


def smooth(image: Image.Image, radius: float) -> Image.Image:
    """Grain averaged out over ``radius`` pixels."""
    return image.filter(ImageFilter.GaussianBlur(radius))


def even_light(image: Image.Image, radius: int) -> Image.Image:
    """Shadow and glare taken away: each pixel measured against the ``radius`` pixels around it."""
    around = ImageFilter.BoxBlur(radius)
    mean = image.filter(around)
    deviation = ImageChops.difference(image, mean).filter(around)
    evened: Image.Image = ImageMath.lambda_eval(
        lambda of: of["float"](of["image"] - of["mean"]) * 60 / (of["deviation"] + 3) + _MIDDLE,
        image=image,
        mean=mean,
        deviation=deviation,
    )
    return evened.convert("L")


def sharpened(image: Image.Image, radius: float) -> Image.Image:
    """Edges strongly accentuated."""
    return image.filter(ImageFilter.UnsharpMask(radius, 400, 0))


def refocused(image: Image.Image, radius: float, times: int = 16) -> Image.Image:
    """A blur of ``radius`` pixels undone, by van Cittert's iteration.

    Each round adds what is still missing for the picture, blurred anew, to look like the one given.
    Keeping within black and white is what makes it converge on a code.
    """
    sharp = image
    for _ in range(times):
        blurred = sharp.filter(ImageFilter.GaussianBlur(radius))
        missing = ImageChops.subtract(image, blurred, 1, _MIDDLE)
        sharp = ImageChops.add(sharp, missing, 1, -_MIDDLE)
    return sharp


def _eight_bits(image: Image.Image) -> Image.Image:
    """16 bit greys and the like, brought to 256."""
    wide = image.convert("F")
    low, high = wide.getextrema()
    scale = 255 / max(1.0, float(high) - float(low))  # type: ignore[arg-type]
    return wide.point(lambda value: value * scale - float(low) * scale).convert("L")  # type: ignore[arg-type]
