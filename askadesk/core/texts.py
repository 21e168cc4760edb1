"""Texts that people type: made visible, of one line or of several, and no longer than there is room for."""

from __future__ import annotations

import re
import unicodedata

from askadesk.core.errors import InputError
from askadesk.core.i18n import _

LONGEST_LINE, LONGEST_NOTE, LONGEST_REASON = 200, 4000, 400
LIMITS = {"email": 254, "phone": 40, "languages": 100, "note": LONGEST_NOTE}
# Signs that are not seen but turn the text around them, or hide in it.
_HIDDEN = re.compile("[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]")


def one_line(text: str, field: str) -> str:
    """A text of one line: composed, without control characters, hidden signs or double spaces."""
    return short_enough(" ".join(_visible(text, "").split()), field)


def lines(text: str, field: str, limit: int | None = None) -> str:
    """A text of several lines, cleaned in the same way."""
    plain = _visible(text.replace("\r\n", "\n").replace("\r", "\n"), "\n\t")
    return short_enough(
        "\n".join(line.rstrip() for line in plain.split("\n")).strip(), field, limit
    )


def checked_reason(text: str, field: str = "reason") -> str:
    """A reason: one line that is not empty."""
    plain = one_line_within(text, field, LONGEST_REASON)
    if not plain:
        raise InputError(_("A reason is needed."), field=field, code="reason_missing")
    return plain


def one_line_within(text: str, field: str, limit: int) -> str:
    """``one_line`` with a limit of its own."""
    return short_enough(visible_line(text), field, limit)


def visible_line(text: str) -> str:
    """The same, however long it is."""
    return " ".join(_visible(text, "").split())


def _visible(text: str, kept: str) -> str:
    """``text`` composed, with a space for every sign that cannot be printed and is not ``kept``."""
    plain = unicodedata.normalize("NFC", _HIDDEN.sub("", text))
    return "".join(char if char.isprintable() or char in kept else " " for char in plain)


def short_enough(text: str, field: str, limit: int | None = None) -> str:
    """``text``, unless it is longer than ``limit`` or than the field holds. Raises InputError."""
    most = LIMITS.get(field, LONGEST_LINE) if limit is None else limit
    if len(text) > most:
        raise InputError(
            _("This is longer than {limit} characters.").format(limit=most),
            field=field,
            code="too_long",
            todo=_("Shorten it.")
            if field == "note"
            else _("Shorten it, or put the rest into the notes."),
        )
    return text
