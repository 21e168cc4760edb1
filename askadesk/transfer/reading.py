"""A file becomes rows: workbooks through calamine, text in whatever encoding and with whatever delimiter.

What a file is, is seen by its first bytes and not by its name. Formulas give the value that was stored
with them; nothing is evaluated, and in a text file a cell that begins with ``=`` is plain text.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Callable, Iterable
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError

from askadesk.core.errors import InputError
from askadesk.core.i18n import _, number
from askadesk.transfer.rows import Cell, Source
from askadesk.transfer.text import read_text

MOST_BYTES = 200_000_000
MOST_UNPACKED = 1_500_000_000
MOST_ROWS = 200_000
MOST_COLUMNS = 256
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCKED = "EncryptedPackage".encode("utf-16-le")
# Files that people hand over by mistake, under a name that ends in .csv or .xlsx.
_OTHERS = (
    (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF", b"II*\x00", b"MM\x00*"),
    (
        b"%PDF",
        b"{\\rtf",
        b"Rar!",
        b"7z\xbc\xaf",
        b"\x1f\x8b",
        b"SQLite format 3",
        b"\x7fELF",
        b"MZ",
    ),
)

Told = Callable[[int, int], None]


def read_file(path: Path, sheet: str | None = None, encoding: str | None = None) -> Source:
    """Read the table in ``path``: its first sheet with anything in it, or ``sheet``; in ``encoding``, or in
    the one it is found to have. Raises InputError when there is no table to be had."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise _too_much(_("This file is larger than {size} MB.").format(size=200))
        data = path.read_bytes()
    except OSError as error:
        raise InputError(
            _("The file {file} cannot be read.").format(file=path.name),
            code="file_unreadable",
            todo=_("Look whether it is still there and whether you may open it."),
        ) from error
    return read_bytes(path.name, data, sheet, encoding)


def read_bytes(
    name: str, data: bytes, sheet: str | None = None, encoding: str | None = None
) -> Source:
    """The same for a file that is in memory."""
    digest = hashlib.sha256(data).hexdigest()[:32]
    if not data.strip(b'\x00\xff\xfe\xef\xbb\xbf \t\r\n;,|"'):
        raise _empty(name)
    if data.startswith((_ZIP, _OLE)):
        return _workbook(name, data, sheet, digest)
    if data.startswith(_OTHERS[0]):
        raise _no_table(_("This is a picture, not a table."))
    if data.startswith(_OTHERS[1]):
        raise _no_table(_("This file holds something else than a table."))
    found = read_text(data, encoding, most=MOST_ROWS + 1)
    return _source(
        name,
        digest,
        found.rows,
        list(range(1, len(found.rows) + 1)),
        encoding=found.encoding,
        delimiter=found.delimiter,
    )


def _source(
    name: str, digest: str, rows: Iterable[tuple[Cell, ...]], numbers: list[int], **more: Any
) -> Source:
    """Rows without the empty ones, as wide as the widest; their numbers stay those of the file."""
    kept = [(at, row) for at, row in zip(numbers, rows, strict=True) if any(map(_says, row))]
    if not kept:
        raise _empty(name)
    if len(kept) > MOST_ROWS:
        many = _("This table has more than {count} rows.").format(count=number(MOST_ROWS))
        raise _too_much(many)
    wide = max(_width(row) for _at, row in kept)
    if wide > MOST_COLUMNS:
        many = _("This table has more than {count} columns.").format(count=MOST_COLUMNS)
        raise _too_much(many)
    level = tuple(row[:wide] + (None,) * (wide - len(row)) for _at, row in kept)
    return Source(name, level, tuple(at for at, _row in kept), digest, **more)


def _says(cell: Cell) -> bool:
    return cell is not None and (not isinstance(cell, str) or bool(cell.strip()))


def _width(row: tuple[Cell, ...]) -> int:
    return max(at + 1 for at, cell in enumerate(row) if _says(cell))


# --- workbooks -----------------------------------------------------------------------------------


def _workbook(name: str, data: bytes, asked: str | None, digest: str) -> Source:
    if data.startswith(_ZIP):
        _check_archive(data)
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            shown = tuple(one.name for one in book.sheets_metadata)
            for sheet in [asked] if asked in shown else list(shown):
                found = book.get_sheet_by_name(str(sheet))
                if found.end is not None:
                    return _sheet(name, digest, found, shown)
    except CalamineError as error:
        if isinstance(error, PasswordError) or _LOCKED in data:
            raise _locked() from error
        raise _damaged() from error
    raise _empty(name)


def _check_archive(data: bytes) -> None:
    """A workbook is a packed folder: whole, and not absurdly large once unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            large = sum(one.file_size for one in packed.infolist())
    except zipfile.BadZipFile as error:
        raise _damaged() from error
    if large > MOST_UNPACKED:
        raise _too_much(_("This file is larger than {size} MB.").format(size=1500))


def _sheet(name: str, digest: str, sheet: CalamineSheet, sheets: tuple[str, ...]) -> Source:
    end = sheet.end or (0, 0)
    if end[0] >= 4 * MOST_ROWS:
        many = _("This table has more than {count} rows.").format(count=number(MOST_ROWS))
        raise _too_much(many)
    rows = [tuple(map(_cell, row)) for row in sheet.to_python(skip_empty_area=False)]
    joined = _spread(rows, sheet.merged_cell_ranges or [])
    numbers = list(range(1, len(rows) + 1))
    return _source(
        name, digest, rows, numbers, sheets=sheets, sheet=sheet.name, joined=frozenset(joined)
    )


def _spread(rows: list[tuple[Cell, ...]], ranges: list[Any]) -> set[tuple[int, int]]:
    """Give the value of cells joined downwards to each of their rows; says which cells these are."""
    joined: set[tuple[int, int]] = set()
    for (top, left), (bottom, _right) in ranges:
        if bottom <= top or top >= len(rows) or left >= len(rows[top]):
            continue
        value = rows[top][left]
        for at in range(top, min(bottom + 1, len(rows))):
            row = rows[at]
            rows[at] = (*row[:left], value, *row[left + 1 :])
            joined.add((at + 1, left))
    return joined


def _cell(value: Any) -> Cell:
    if value == "":
        return None
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, datetime) and value.time() == time():
        return value.date()
    if isinstance(value, time | timedelta):
        return str(value)
    cell: Cell = value
    return cell


# --- what cannot be read -------------------------------------------------------------------------


def _empty(name: str) -> InputError:
    return InputError(
        _("There is nothing in {file}.").format(file=name),
        code="file_empty",
        todo=_("Look whether it was saved, or choose another file."),
    )


def _locked() -> InputError:
    return _no_table(
        _("This file asks for a password."),
        _("Open it, save it without the password, then bring it here again."),
    )


def _damaged() -> InputError:
    return _no_table(
        _("This workbook is damaged or was cut off."),
        _("Open it where it was made and save it again, or save it as CSV."),
    )


def _no_table(what: str, todo: str = "") -> InputError:
    advice = todo or _("Choose a CSV or XLSX file.")
    return InputError(what, code="file_no_table", todo=advice)


def _too_much(what: str) -> InputError:
    return InputError(
        what, code="file_too_large", todo=_("Split it, and bring the parts in one after the other.")
    )
