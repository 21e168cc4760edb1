"""What a form may hold: each field checked and made fit to be kept; what cannot be kept is said."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from stdnum.eu import vat
from stdnum.it import codicefiscale, iva

from askadesk.core.errors import InputError
from askadesk.core.i18n import _
from askadesk.core.texts import lines, one_line, short_enough
from askadesk.people.rows import OrganisationFields, PersonFields
from askadesk.people.rules import checked_email, checked_phone

OLDEST = date(1900, 1, 1)


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
    return short_enough(", ".join(once.values()), field)
