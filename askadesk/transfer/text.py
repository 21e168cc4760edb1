"""Tables written as text: which encoding, which delimiter, where a record ends."""

from __future__ import annotations

import codecs
import csv
import io
from collections import Counter
from dataclasses import dataclass
from itertools import islice

from askadesk.core.errors import InputError
from askadesk.core.i18n import _

ENCODINGS = ("utf-8", "cp1252", "cp1250", "mac-roman", "utf-16")
"""What a person may choose among when the guess shows the wrong letters."""

DELIMITERS = (",", ";", "\t", "|")
_SAMPLE_ROWS, _SAMPLE_CHARS = 200, 200_000
_LONGEST_CELL = 100_000
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


@dataclass(frozen=True, slots=True)
class TextTable:
    """The records of a text, and what it was found to be written in."""

    rows: list[tuple[str, ...]]
    encoding: str
    delimiter: str


def read_text(data: bytes, encoding: str | None = None, *, most: int) -> TextTable:
    """The first ``most`` records. Raises InputError for a text that is no table."""
    found = encoding or encoding_of(data)
    text = decoded(data, found)
    if _is_noise(text):
        raise InputError(
            _("This file holds something else than a table."),
            code="file_no_table",
            todo=_("Choose a CSV or XLSX file."),
        )
    text = text.replace("\x00", "")
    delimiter, text = delimiter_of(text)
    csv.field_size_limit(_LONGEST_CELL)
    try:
        rows = [tuple(row) for row in islice(_records(text, delimiter), most)]
    except csv.Error as error:
        raise InputError(
            _("A quotation mark in this file is opened and never closed."),
            code="file_quotes",
            todo=_("Open it where it was made and save it again, or save it as XLSX."),
        ) from error
    return TextTable(rows, found, delimiter)


def encoding_of(data: bytes) -> str:
    """The encoding a file says it has, or the first that fits: UTF-16 where every other byte is empty,
    UTF-8 where it is valid, else that of Windows in the west, in which any byte means something."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return name
    even, odd = data[:4000:2].count(0), data[1:4000:2].count(0)
    if max(even, odd) > len(data[:4000]) / 5:
        return "utf-16-be" if even > odd else "utf-16-le"
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        # A file that was cut in the midst of a letter is UTF-8 all the same.
        return "utf-8" if error.start >= len(data) - 3 and error.start > 0 else "cp1252"
    return "utf-8"


def decoded(data: bytes, encoding: str) -> str:
    """The text; what does not fit shows as a mark rather than stopping the reading."""
    if encoding == "cp1252":
        # Five bytes have no letter there; they do in Latin-1, as invisible signs.
        return data.decode("cp1252", errors="cp1252_or_latin1")
    return data.decode(encoding, errors="replace")


def _as_latin1(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeDecodeError)
    return error.object[error.start : error.end].decode("latin-1"), error.end


codecs.register_error("cp1252_or_latin1", _as_latin1)


def _is_noise(text: str) -> bool:
    """Whether this is no text at all: full of control characters, or of letters that did not fit."""
    sample = text[:20_000]
    odd = sum(1 for char in sample if (char < " " and char not in "\t\r\n\x00") or char == "\ufffd")
    return odd > max(3, len(sample) // 20)


def delimiter_of(text: str) -> tuple[str, str]:
    """What stands between two cells, and the text without a first line that only says so (``sep=;``)."""
    first, _break, rest = text.partition("\n")
    if first.strip().lower().startswith("sep=") and len(first.strip()) == len("sep=;"):
        return first.strip()[-1], rest
    sample = text[:_SAMPLE_CHARS]
    return max(DELIMITERS, key=lambda one: _evenness(sample, one)), text


def _evenness(sample: str, delimiter: str) -> tuple[float, int]:
    """How evenly a delimiter cuts the text: the share of records with the commonest number of cells,
    more cells winning where that is the same; 0 where it cuts nothing."""
    try:
        rows = list(islice(_records(sample, delimiter), _SAMPLE_ROWS))
    except csv.Error:
        return 0.0, 0
    widths = Counter(len(row) for row in rows if any(cell.strip() for cell in row))
    cut = [(count, width) for width, count in widths.items() if width > 1]
    if not cut:
        return 0.0, 0
    count, width = max(cut)
    return round(count / sum(widths.values()), 1), width


def _records(text: str, delimiter: str) -> csv._reader:  # type: ignore[name-defined]
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, skipinitialspace=True)
