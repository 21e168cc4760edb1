"""QR codes as a few filled rectangles: vectors, no picture.

The matrix comes from ``qrcode``. Its own search for the best mask builds the code eight times; here
it is built once, since a mask and the data are added without carry (over GF(2)), and the eight
candidates are judged by the penalties of ISO/IEC 18004, 7.8.3, on whole matrices held in integers.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache, reduce
from operator import and_

import qrcode
from qrcode.constants import ERROR_CORRECT_M

_MASKS = range(8)
_FINDER_LIKE = ("10111010000", "00001011101")

_RUN = re.compile("1+")

Rect = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class QrCode:
    """``size`` modules a side; ``rects`` (x, y, width, height) in modules from the top left corner
    cover the dark ones, neighbours joined."""

    size: int
    rects: tuple[Rect, ...]


@dataclass(frozen=True, slots=True)
class _Matrix:
    """All modules as bits of one integer, once by rows and once by columns, one light column of
    padding after each so that nothing runs over an edge."""

    rows: int
    columns: int

    def __xor__(self, other: _Matrix) -> _Matrix:
        return _Matrix(self.rows ^ other.rows, self.columns ^ other.columns)


@lru_cache(maxsize=4096)
def qr_code(text: str) -> QrCode:
    """The smallest code of level M that holds ``text``; capitals and digits take the compact mode."""
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=0)
    code.add_data(text, optimize=0)
    version = code.version
    code.makeImpl(False, 0)
    size, plain = code.modules_count, _packed(code.modules)
    valid = _valid(size)
    candidates = (plain ^ change for change in _changes(version))
    best = min(candidates, key=lambda matrix: _penalty(matrix, size, valid))
    return QrCode(size, _rectangles(best.rows, size))


@cache
def _changes(version: int) -> tuple[_Matrix, ...]:
    """What turns a code of ``version`` with mask 0 into the same code with each of the masks."""
    empty = qrcode.QRCode(version=version, error_correction=ERROR_CORRECT_M, border=0)
    empty.data_cache = [0]
    packed = []
    for mask in _MASKS:
        empty.makeImpl(False, mask)
        packed.append(_packed(empty.modules))
    return tuple(packed[0] ^ one for one in packed)


def _packed(modules: list[list[bool | None]]) -> _Matrix:
    def bits(lines: list[list[bool | None]]) -> int:
        return int(
            "".join("".join("1" if dark else "0" for dark in line) + "0" for line in lines), 2
        )

    return _Matrix(bits(modules), bits([list(column) for column in zip(*modules, strict=True)]))


@cache
def _valid(size: int) -> int:
    return int(("1" * size + "0") * size, 2)


def _penalty(matrix: _Matrix, size: int, valid: int) -> int:
    lines = sum(_line_penalty(bits, bits ^ valid) for bits in (matrix.rows, matrix.columns))
    squares = sum(_squares(plane, size + 1) for plane in (matrix.rows, matrix.rows ^ valid))
    share = matrix.rows.bit_count() * 100 / size**2
    return lines + 3 * squares + 10 * int(abs(share - 50) / 5)


def _line_penalty(dark: int, light: int) -> int:
    points = 0
    for plane in (dark, light):
        fives = plane & plane >> 1 & plane >> 2 & plane >> 3 & plane >> 4
        points += fives.bit_count() + 2 * (fives & ~(fives >> 1)).bit_count()
    for pattern in _FINDER_LIKE:
        planes = ((dark if bit == "1" else light) >> at for at, bit in enumerate(pattern))
        points += 40 * reduce(and_, planes).bit_count()
    return points


def _squares(plane: int, stride: int) -> int:
    pairs = plane & plane >> 1
    return (pairs & pairs >> stride).bit_count()


def _rectangles(rows: int, size: int) -> tuple[Rect, ...]:
    """The dark runs of each row; a run that repeats on the rows below grows downwards instead."""
    stride = size + 1
    drawn = f"{rows:0{size * stride}b}"
    done: list[Rect] = []
    growing: dict[tuple[int, int], int] = {}
    for y in range(size + 1):
        line = drawn[y * stride : y * stride + size]
        runs = [run.span() for run in _RUN.finditer(line)]
        for start, end in [run for run in growing if run not in runs]:
            top = growing.pop((start, end))
            done.append((start, top, end - start, y - top))
        for run in runs:
            growing.setdefault(run, y)
    return tuple(done)
