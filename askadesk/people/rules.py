"""Names as people write them: initials, folded forms, what a field may hold."""

from __future__ import annotations

import re
import unicodedata

from askadesk.core.errors import InputError
from askadesk.core.i18n import _
from db.folding import fold as fold
from db.folding import sort_key as sort_key

_MARKS = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]")
LONGEST = {"email": 254, "phone": 40}
LONGEST_NAME = 200
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


def initials(given: str, family: str) -> str:
    """Two letters for the portrait; the first characters where there are no letters."""
    first = _first_of(given)
    return (first + _first_of(family)) or "?"


def initials_of(name: str) -> str:
    """Two letters for a name in one piece: of its first and last word."""
    words = name.split()
    return initials(words[0], words[-1] if len(words) > 1 else "") if words else "?"


def _first_of(name: str) -> str:
    stripped = name.strip()
    return stripped[0].upper() if stripped else ""


def full_name(given: str, family: str) -> str:
    return f"{given} {family}".strip()


def checked_name(text: str, field: str) -> str:
    """A name as it is kept: one line, composed, without control characters or hidden direction marks."""
    plain = unicodedata.normalize("NFC", _MARKS.sub("", text))
    plain = " ".join("".join(c if c.isprintable() else " " for c in plain).split())
    if len(plain) > LONGEST_NAME:
        raise InputError(
            _("This name is longer than {limit} characters.").format(limit=LONGEST_NAME),
            field=field,
            todo=_("Shorten it, or put the rest into the notes."),
        )
    return plain


def checked_email(text: str) -> str:
    """An e-mail address, or nothing."""
    plain = checked_name(text, "email")
    if plain and (len(plain) > LONGEST["email"] or not _EMAIL.fullmatch(plain)):
        raise InputError(
            _("This e-mail address does not look complete."),
            field="email",
            todo=_("It looks like name@place.it; leave it empty if you do not know it."),
        )
    return plain


def checked_phone(text: str) -> str:
    """A phone number as it was written, or nothing."""
    plain = checked_name(text, "phone")
    digits = re.sub(r"\D", "", plain)
    if plain and (not 5 <= len(digits) <= 15 or re.search(r"[^\d\s+().\-/]", plain)):
        raise InputError(
            _("This phone number does not look right."),
            field="phone",
            todo=_(
                "Digits, spaces and a leading + are fine; leave it empty if you do not know it."
            ),
        )
    return plain
