"""What a form may hold: each field checked and made fit to be kept; what cannot be kept is said."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from datetime import date

from stdnum.eu import vat
from stdnum.it import codicefiscale, iva

from askadesk.core.errors import InputError
from askadesk.core.i18n import _
from askadesk.people.rows import OrganisationFields, PersonFields
from askadesk.people.rules import checked_email, checked_phone

OLDEST = date(1900, 1, 1)
LONGEST_LINE, LONGEST_NOTE, LONGEST_REASON = 200, 4000, 400
LIMITS = {"email": 254, "phone": 40, "languages": 100, "note": LONGEST_NOTE}
# Signs that are not seen but turn the text around them, or hide in it.
_HIDDEN = re.compile("[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]")


def checked_person(fields: PersonFields, today: date) -> PersonFields:
    """The fields of a person as they are kept. Raises InputError that names the field."""
    given, family = one_line(fields.given, "given"), one_line(fields.family, "family")
    if not given and not family:
        raise InputError(
            _("A person needs at least a first or a last name."), field="given", code="name_missing"
        )
    return PersonFields(
        given=given,
        family=family,
        role=one_line(fields.role, "role"),
        email=_reached("email", fields.email),
        phone=_reached("phone", fields.phone),
        skills=_listed(fields.skills, "skills"),
        note=lines(fields.note, "note"),
        born_on=checked_birthday(fields.born_on, today),
        organisation=one_line(fields.organisation, "organisation"),
        seeks=_listed(fields.seeks, "seeks"),
        languages=_listed(fields.languages, "languages"),
        tax_code=checked_tax_code(fields.tax_code),
    )


def checked_organisation(fields: OrganisationFields) -> OrganisationFields:
    """The fields of an organisation as they are kept. Raises InputError that names the field."""
    name = one_line(fields.name, "name")
    if not name:
        raise InputError(_("An organisation needs a name."), field="name", code="name_missing")
    return replace(
        fields,
        name=name,
        vat_number=checked_vat_number(fields.vat_number),
        email=_reached("email", fields.email),
        phone=_reached("phone", fields.phone),
        address=one_line(fields.address, "address"),
        note=lines(fields.note, "note"),
    )


def one_line(text: str, field: str) -> str:
    """A text of one line: composed, without control characters, hidden signs or double spaces."""
    return _short_enough(" ".join(_visible(text, "").split()), field)


def lines(text: str, field: str, limit: int | None = None) -> str:
    """A text of several lines, cleaned in the same way."""
    plain = _visible(text.replace("\r\n", "\n").replace("\r", "\n"), "\n\t")
    return _short_enough(
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
    return _short_enough(" ".join(_visible(text, "").split()), field, limit)


def checked_birthday(born_on: date | None, today: date) -> date | None:
    """A day of birth between 1900 and today."""
    if born_on is not None and born_on < OLDEST:
        raise InputError(
            _("This day lies before 1900."),
            field="born_on",
            code="too_early",
            todo=_("Look at the year, or leave it empty if you do not know it."),
        )
    if born_on is not None and born_on > today:
        raise InputError(
            _("This day is still to come."),
            field="born_on",
            code="too_late",
            todo=_("Look at the year, or leave it empty if you do not know it."),
        )
    return born_on


def checked_tax_code(text: str) -> str:
    """An Italian codice fiscale in capitals without spaces, or nothing."""
    plain = re.sub(r"\s", "", one_line(text, "tax_code")).upper()
    if plain and not (len(plain) == 16 and codicefiscale.is_valid(plain)):
        raise InputError(
            _("This tax code (codice fiscale) does not add up."),
            field="tax_code",
            code="wrong_tax_code",
            todo=_("It has 16 letters and digits; leave it empty if you do not know it."),
        )
    return plain


def checked_vat_number(text: str) -> str:
    """A VAT number in capitals without spaces, or nothing. Italian and European ones must add up; one
    from elsewhere begins with its country."""
    plain = re.sub(r"[\s.-]", "", one_line(text, "vat_number")).upper()
    if plain and not _is_vat_number(plain):
        raise InputError(
            _("This VAT number does not add up."),
            field="vat_number",
            code="wrong_vat_number",
            todo=_("An Italian one has 11 digits; leave it empty if you do not know it."),
        )
    return plain


def _is_vat_number(plain: str) -> bool:
    if plain.isdecimal():
        return bool(iva.is_valid(plain))
    country = plain[:2].lower()
    if country in vat.MEMBER_STATES or country == "el":
        return bool(vat.is_valid(plain))
    return bool(re.fullmatch(r"[A-Z]{2}(?=(?:[A-Z]*[0-9]){4})[0-9A-Z]{4,18}", plain))


def _reached(field: str, text: str) -> str:
    """An e-mail address or a phone number, no longer than there is room for."""
    plain = one_line(text, field)
    return checked_email(plain) if field == "email" else checked_phone(plain)


def _listed(text: str, field: str) -> str:
    """Words separated by commas, each once."""
    once: dict[str, str] = {}
    for word in one_line(text, field).split(","):
        if word.strip():
            once.setdefault(word.strip().casefold(), word.strip())
    return _short_enough(", ".join(once.values()), field)


def _visible(text: str, kept: str) -> str:
    """``text`` composed, with a space for every sign that cannot be printed and is not ``kept``."""
    plain = unicodedata.normalize("NFC", _HIDDEN.sub("", text))
    return "".join(char if char.isprintable() or char in kept else " " for char in plain)


def _short_enough(text: str, field: str, limit: int | None = None) -> str:
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
