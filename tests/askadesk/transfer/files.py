"""Files as people hand them over, made by hand: no library of ours writes what ours reads."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from xml.sax.saxutils import escape

HEADER = "Nome;Cognome;E-mail;Piano;Residuo\n"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"


class Formula:
    """A cell with a formula, and the value that was stored with it."""

    def __init__(self, formula: str, stored: Any) -> None:
        self.formula, self.stored = formula, stored


def csv_bytes(*rows: str, encoding: str = "utf-8", header: str = HEADER) -> bytes:
    """A text table with the usual header."""
    return (header + "".join(f"{row}\n" for row in rows)).encode(encoding)


def workbook(sheets: Mapping[str, Sequence[Sequence[Any]]], merges: Sequence[str] = ()) -> bytes:
    """An XLSX with these sheets; ``merges`` ("B2:B4") are joined in the first."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        for path, body in _parts(sheets, merges):
            packed.writestr(path, f'<?xml version="1.0" encoding="UTF-8"?>{body}')
    return made.getvalue()


def _parts(
    sheets: Mapping[str, Sequence[Sequence[Any]]], merges: Sequence[str]
) -> list[tuple[str, str]]:
    many = range(1, len(sheets) + 1)
    overrides = "".join(
        f'<Override PartName="/xl/worksheets/sheet{at}.xml" ContentType="{_KIND}.worksheet+xml"/>'
        for at in many
    )
    types = (
        f'<Types xmlns="{TYPES}"><Default Extension="rels" ContentType='
        '"application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_KIND}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{_KIND}.styles+xml"/>{overrides}</Types>'
    )
    named = "".join(
        f'<sheet name="{escape(name)}" sheetId="{at}" r:id="rId{at}"/>'
        for at, name in enumerate(sheets, 1)
    )
    related = "".join(
        _relation(f"rId{at}", "worksheet", f"worksheets/sheet{at}.xml") for at in many
    )
    related += _relation("rIdS", "styles", "styles.xml")
    top = _relation("rId1", "officeDocument", "xl/workbook.xml")
    parts = [
        ("[Content_Types].xml", types),
        ("_rels/.rels", f'<Relationships xmlns="{RELATIONS}">{top}</Relationships>'),
        (
            "xl/workbook.xml",
            f'<workbook xmlns="{SHEET}" xmlns:r="{OFFICE}"><sheets>{named}</sheets></workbook>',
        ),
        (
            "xl/_rels/workbook.xml.rels",
            f'<Relationships xmlns="{RELATIONS}">{related}</Relationships>',
        ),
        ("xl/styles.xml", _STYLES),
    ]
    for at, rows in enumerate(sheets.values(), 1):
        parts.append((f"xl/worksheets/sheet{at}.xml", _sheet(rows, merges if at == 1 else ())))
    return parts


def _relation(name: str, kind: str, target: str) -> str:
    return f'<Relationship Id="{name}" Type="{OFFICE}/{kind}" Target="{target}"/>'


_STYLES = (
    f'<styleSheet xmlns="{SHEET}"><fonts count="1"><font/></fonts><fills count="1"><fill/></fills>'
    '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
    '<cellXfs count="2"><xf/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>'
)


def _sheet(rows: Sequence[Sequence[Any]], merges: Sequence[str]) -> str:
    body = "".join(
        f'<row r="{at}">{"".join(_cell(chr(65 + i) + str(at), cell) for i, cell in enumerate(row))}</row>'
        for at, row in enumerate(rows, 1)
    )
    joined = "".join(f'<mergeCell ref="{one}"/>' for one in merges)
    merged = f'<mergeCells count="{len(merges)}">{joined}</mergeCells>' if merges else ""
    return f'<worksheet xmlns="{SHEET}"><sheetData>{body}</sheetData>{merged}</worksheet>'


def _cell(place: str, value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, Formula):
        stored, kind = value.stored, "n" if isinstance(value.stored, int) else "str"
        return f'<c r="{place}" t="{kind}"><f>{escape(value.formula)}</f><v>{escape(str(stored))}</v></c>'
    if isinstance(value, date):
        return f'<c r="{place}" s="1"><v>{(value - date(1899, 12, 30)).days}</v></c>'
    if isinstance(value, int | float):
        return f'<c r="{place}"><v>{value}</v></c>'
    return f'<c r="{place}" t="inlineStr"><is><t>{escape(value)}</t></is></c>'


def protected_workbook() -> bytes:
    """What Excel writes when a workbook has a password: an OLE file with one encrypted stream."""
    end, free, fat = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    head += struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    head += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, end, 0, end, 0)
    head += struct.pack("<I", 0) + struct.pack("<I", free) * 108
    chain = [fat, end, *range(3, 10), end, *range(11, 18), end]
    table = struct.pack("<128I", *chain, *[free] * (128 - len(chain)))
    folder = _entry("Root Entry", 5, 1, end, 0)
    folder += _entry("EncryptionInfo", 2, free, 10, 4096, left=2)
    folder += _entry("EncryptedPackage", 2, free, 2, 4096) + _entry("", 0, free, 0, 0)
    return head + table + folder + bytes(4096) + bytes(4096)


def _entry(
    name: str, kind: int, child: int, start: int, size: int, left: int = 0xFFFFFFFF
) -> bytes:
    raw = name.encode("utf-16-le").ljust(64, b"\0")
    length = 2 * len(name) + 2 if name else 0
    tree = struct.pack("<HBBIII", length, kind, 1, left, 0xFFFFFFFF, child)
    return raw + tree + bytes(36) + struct.pack("<IQ", start, size)
