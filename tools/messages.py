"""Gather the texts that people read, bring the Italian catalogue up to date, compile it.

``python -m tools.messages`` keeps every translation that is still used, drops the others, writes the
new ones in with an empty translation and lists them; it ends with 1 while any is missing. The
catalogue holds no dates and no line numbers, so that it changes only when a text does.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[1]
PO = ROOT / "resources" / "locale" / "it" / "LC_MESSAGES" / "askadesk.po"
MO = PO.with_suffix(".mo")
SOURCES = ("askadesk", "ui")
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "N_": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
}
# Header lines that change by themselves or say nothing.
_LEFT_OUT = (
    "Project-Id",
    "Report-Msgid",
    "POT-Creation",
    "PO-Revision",
    "Last-Translator",
    "Language-Team",
    "Generated-By",
)
_SOME_DAY = datetime(2026, 1, 1, tzinfo=UTC)
_HEADER = "# Italian texts of AskaDesk, sorted by the English sentence."


def gather(root: Path = ROOT) -> Catalog:
    """Every text in the sources, with the files it comes from and no translation."""
    catalog = _empty()
    for folder in SOURCES:
        found = extract_from_dir(root / folder, method_map=[("**.py", "python")], keywords=KEYWORDS)
        for name, _line, text, comments, context in found:
            location = (f"{folder}/{name}", 0)
            catalog.add(text, None, [location], auto_comments=comments, context=context)
    for message in texts(catalog):
        message.locations = sorted(set(message.locations))
    return catalog


def read(path: Path = PO) -> Catalog:
    """The catalogue as it lies in ``path``."""
    with path.open("rb") as file:
        return read_po(file, locale="it")


def update(catalog: Catalog, known: Catalog) -> None:
    """Fill ``catalog`` with the translations that ``known`` has for its texts."""
    for message in texts(catalog):
        old = known.get(message.id, message.context)
        if old is not None and old.string:
            message.string = old.string


def texts(catalog: Catalog) -> Iterator[Message]:
    """The messages of a catalogue, its header left out."""
    return (message for message in catalog if message.id)


def missing(catalog: Catalog) -> list[str]:
    """The English texts that have no Italian, or lack one of its forms."""
    return [
        message.id if isinstance(message.id, str) else message.id[0]
        for message in texts(catalog)
        if not _translated(message)
    ]


def _translated(message: Message) -> bool:
    forms = [message.string] if isinstance(message.string, str) else message.string
    return bool(forms) and all(forms or ())


def as_po(catalog: Catalog) -> str:
    """The catalogue as the text of a .po file."""
    buffer = io.BytesIO()
    write_po(buffer, catalog, width=100, sort_output=True, include_lineno=False)
    lines = buffer.getvalue().decode("utf-8").split("\n")
    return "\n".join(line for line in lines if not line.lstrip('"').startswith(_LEFT_OUT))


def as_mo(catalog: Catalog) -> bytes:
    """The catalogue as gettext reads it."""
    catalog.creation_date = catalog.revision_date = _SOME_DAY
    buffer = io.BytesIO()
    write_mo(buffer, catalog)
    return buffer.getvalue()


def main() -> int:
    """Bring the files up to date and list what has no Italian yet."""
    catalog = gather()
    if PO.exists():
        update(catalog, read())
    PO.parent.mkdir(parents=True, exist_ok=True)
    PO.write_text(as_po(catalog), "utf-8", newline="\n")
    MO.write_bytes(as_mo(read()))
    without = missing(catalog)
    print(f"{len(catalog)} texts, {len(without)} without Italian")
    for text in without:
        print(f"  {text}")
    return int(bool(without))


def _empty() -> Catalog:
    return Catalog(
        locale="it", project="AskaDesk", charset="utf-8", fuzzy=False, header_comment=_HEADER
    )


if __name__ == "__main__":
    sys.exit(main())
