"""The code as vectors, compared with the library that lays it out."""

from __future__ import annotations

import pytest
import qrcode
import zxingcpp
from PIL import Image, ImageDraw

from askadesk.documents.qr import QrCode, qr_code
from tests.askadesk.documents.samples import CODE, codes


def cells(code: QrCode) -> list[list[bool]]:
    """The matrix that the rectangles paint; each cell at most once."""
    grid = [[False] * code.size for _row in range(code.size)]
    for left, top, width, height in code.rects:
        for y in range(top, top + height):
            for x in range(left, left + width):
                assert not grid[y][x]
                grid[y][x] = True
    return grid


def masked(text: str, mask: int) -> list[list[bool]]:
    code = qrcode.QRCode(
        error_correction=qrcode.constants.ERROR_CORRECT_M, border=0, mask_pattern=mask
    )
    code.add_data(text, optimize=0)
    code.make(fit=True)
    return [[bool(cell) for cell in row] for row in code.modules]


def test_a_card_code_is_a_version_2_code() -> None:
    assert qr_code(CODE).size == 25


@pytest.mark.parametrize("text", [*codes(8), "A", "https://example.org/visita?x=1", "é" * 90])
def test_the_rectangles_are_the_librarys_matrix_under_one_of_its_masks(text: str) -> None:
    assert cells(qr_code(text)) in [masked(text, mask) for mask in range(8)]


def test_the_mask_is_as_good_as_the_one_the_library_would_choose() -> None:
    for text in codes(10, seed=3):
        points = [qrcode.util.lost_point(masked(text, mask)) for mask in range(8)]
        chosen = qrcode.util.lost_point(cells(qr_code(text)))
        assert chosen <= min(points) * 1.25


def test_neighbours_are_joined() -> None:
    code = qr_code(CODE)
    dark = sum(map(sum, cells(code)))
    assert len(code.rects) < dark / 2
    assert (0, 0, 7, 1) in code.rects


def test_any_reader_reads_it() -> None:
    for text in codes(20, seed=11):
        code = qr_code(text)
        seen = Image.new("L", ((code.size + 4) * 8,) * 2, 255)
        pen = ImageDraw.Draw(seen)
        for x, y, width, height in code.rects:
            corner = ((x + 2) * 8, (y + 2) * 8)
            pen.rectangle((*corner, corner[0] + width * 8 - 1, corner[1] + height * 8 - 1), fill=0)
        found = zxingcpp.read_barcodes(seen)
        assert [code.text for code in found] == [text]
        assert found[0].ec_level == "M"
