"""Pages as pictures, and photos made ready for print."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image

from askadesk.documents.card import cards_pdf
from askadesk.documents.photos import UnreadablePhoto, portrait
from askadesk.documents.pictures import page_count, page_png
from tests.askadesk.documents.samples import HUB, card, photo


def opened(data: bytes) -> Image.Image:
    return Image.open(BytesIO(data))


def test_a_page_becomes_a_png_that_knows_its_size_on_paper() -> None:
    png = opened(page_png(cards_pdf([card()], HUB), dpi=300, trimmed=True))
    assert png.format == "PNG"
    assert png.size[0] / 300 * 25.4 == pytest.approx(85.6, abs=0.2)
    assert png.size[1] / 300 * 25.4 == pytest.approx(54, abs=0.2)
    assert round(png.info["dpi"][0]) == 300


def test_a_page_that_is_not_there_is_refused() -> None:
    pdf = cards_pdf([card()], HUB)
    assert page_count(pdf) == 1
    with pytest.raises(IndexError):
        page_png(pdf, 1)


def test_a_photo_is_cut_around_its_middle() -> None:
    wide = Image.new("RGB", (900, 300), "#00FF00")
    wide.paste("#FF0000", (325, 0, 575, 300))
    buffer = BytesIO()
    wide.save(buffer, "PNG")
    made = opened(portrait(buffer.getvalue(), 16, 19.2))
    assert made.size == (189, 227)
    corner = made.getpixel((2, 2))
    assert isinstance(corner, tuple)
    assert corner[0] > 200 > corner[1]


def test_a_photo_taken_sideways_stands_upright() -> None:
    image = Image.new("RGB", (576, 480), "blue")
    image.paste("red", (0, 0, 576, 240))
    exif = image.getexif()
    exif[0x0112] = 8  # turned a quarter to the left: the red half belongs on the left
    buffer = BytesIO()
    image.save(buffer, "JPEG", exif=exif)
    made = opened(portrait(buffer.getvalue(), 16, 19.2))
    left, right = made.getpixel((20, 113)), made.getpixel((169, 113))
    assert isinstance(left, tuple)
    assert isinstance(right, tuple)
    assert left[0] > 200
    assert right[2] > 200


@pytest.mark.parametrize("mode", ["RGBA", "P", "L", "CMYK", "1"])
def test_any_kind_of_picture_will_do(mode: str) -> None:
    buffer = BytesIO()
    kind = "TIFF" if mode == "CMYK" else "PNG"
    Image.new(mode, (300, 300)).save(buffer, kind)
    made = opened(portrait(buffer.getvalue(), 16, 19.2))
    assert (made.format, made.mode) == ("JPEG", "RGB")


def test_what_is_transparent_prints_as_paper() -> None:
    buffer = BytesIO()
    Image.new("RGBA", (300, 300), (0, 0, 0, 0)).save(buffer, "PNG")
    assert opened(portrait(buffer.getvalue(), 16, 19.2)).getpixel((90, 110)) == (255, 255, 255)


@pytest.mark.parametrize("broken", [b"", b"GIF89a", b"\x00" * 5000, photo()[:600]])
def test_a_broken_photo_is_told_apart(broken: bytes) -> None:
    with pytest.raises(UnreadablePhoto):
        portrait(broken, 16, 19.2)
