"""What a form may hold: whatever is typed, a sentence names its field, or it is kept as it was meant."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from askadesk.core.errors import InputError
from askadesk.core.texts import LIMITS, LONGEST_LINE, checked_reason
from askadesk.people.fields import checked_organisation, checked_person
from askadesk.people.rows import OrganisationFields, PersonFields
from tests.hub_of_tests import TUESDAY, HubOfTests

ANNA = PersonFields("Anna", "Neri")
NUVOLA = OrganisationFields("Studio Nuvola")
TEXTS = [one.name for one in fields(PersonFields) if one.name != "born_on"]
FREE = [one for one in TEXTS if one not in ("email", "phone", "tax_code")]


def refused(fields_: PersonFields) -> InputError:
    with pytest.raises(InputError) as error:
        checked_person(fields_, TUESDAY)
    return error.value


def with_one(name: str, value: Any) -> PersonFields:
    return replace(ANNA, **{name: value})


@pytest.mark.parametrize("field", TEXTS)
def test_what_is_too_long_is_said_beside_its_field(field: str) -> None:
    error = refused(with_one(field, "a" * (LIMITS.get(field, LONGEST_LINE) + 1)))
    assert (error.field, error.code) == (field, "too_long")


@pytest.mark.parametrize("field", [one.name for one in fields(OrganisationFields)])
def test_so_it_is_for_an_organisation(field: str) -> None:
    with pytest.raises(InputError) as error:
        checked_organisation(replace(NUVOLA, **{field: "9" * 5000}))
    assert error.value.field == field


@pytest.mark.parametrize("field", FREE)
@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("uno\x00due", "uno due"),
        ("uno\x1b[31mdue", "uno [31mdue"),
        ("\u202euno due\u202c", "uno due"),
        ("uno\u200f due\u2066", "uno due"),
        ("  uno \t due ", "uno due"),
        ("Nicolo\u0300", "Nicolò"),
        ("uno \U0001f33b", "uno \U0001f33b"),
        ("محمد", "محمد"),
    ],
)
def test_signs_that_nobody_sees_are_left_out_and_emoji_stay(
    field: str, typed: str, kept: str
) -> None:
    value = getattr(checked_person(with_one(field, typed), TUESDAY), field)
    assert value.replace("\t", " ").replace("  ", " ").replace("  ", " ") == kept


def test_a_note_keeps_its_lines() -> None:
    noted = checked_person(with_one("note", "uno\r\ndue \rtre\n\n"), TUESDAY)
    assert noted.note == "uno\ndue\ntre"


def test_skills_come_once_each() -> None:
    person = checked_person(with_one("skills", " Grafica,grafica ,, Stampa,Grafica"), TUESDAY)
    assert person.skills == "Grafica, Stampa"


@pytest.mark.parametrize("name", ["", "  ", "\u200f\u202e", "\x00\x07"])
def test_a_person_needs_a_name_that_can_be_seen(name: str) -> None:
    error = refused(PersonFields(name, name))
    assert (error.field, error.code) == ("given", "name_missing")


@pytest.mark.parametrize(
    ("day", "code"),
    [
        (date(1899, 12, 31), "too_early"),
        (date(1, 1, 1), "too_early"),
        (TUESDAY + timedelta(days=1), "too_late"),
        (date(9999, 12, 31), "too_late"),
    ],
)
def test_a_day_of_birth_lies_between_1900_and_today(day: date, code: str) -> None:
    error = refused(with_one("born_on", day))
    assert (error.field, error.code) == ("born_on", code)
    assert checked_person(with_one("born_on", date(1900, 1, 1)), TUESDAY).born_on is not None


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("rccmnl83s18d969h", "RCCMNL83S18D969H"),
        (" RCCMNL83S18D969H ", "RCCMNL83S18D969H"),
        ("", ""),
    ],
)
def test_a_tax_code_that_adds_up_is_kept(typed: str, kept: str) -> None:
    assert checked_person(with_one("tax_code", typed), TUESDAY).tax_code == kept


@pytest.mark.parametrize(
    "typed", ["RCCMNL83S18D969I", "RCCMNL", "00743110157", "\U0001f33b", "à" * 16]
)
def test_a_tax_code_that_does_not_add_up_is_said(typed: str) -> None:
    assert refused(with_one("tax_code", typed)).field == "tax_code"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("00743110157", "00743110157"),
        ("it 00743110157", "IT00743110157"),
        ("CHE-123.456.788", "CHE123456788"),
        ("", ""),
    ],
)
def test_a_vat_number_that_adds_up_is_kept(typed: str, kept: str) -> None:
    assert checked_organisation(replace(NUVOLA, vat_number=typed)).vat_number == kept


@pytest.mark.parametrize(
    "typed", ["00743110158", "IT1", "123", "DE00000000", "partita iva", "٣" * 11]
)
def test_a_vat_number_that_does_not_add_up_is_said(typed: str) -> None:
    with pytest.raises(InputError) as error:
        checked_organisation(replace(NUVOLA, vat_number=typed))
    assert error.value.field == "vat_number"


@pytest.mark.parametrize("field", ["email", "phone"])
@pytest.mark.parametrize(
    "typed", ["senza senso", "a@b", "12", "\U0001f33b", "@", "+39 abc 1234567"]
)
def test_an_address_or_number_that_leads_nowhere_is_said(field: str, typed: str) -> None:
    assert refused(with_one(field, typed)).field == field


def test_a_reason_is_needed_and_is_short() -> None:
    for typed, code in (
        ("", "reason_missing"),
        (" \u200f", "reason_missing"),
        ("a" * 401, "too_long"),
    ):
        with pytest.raises(InputError) as error:
            checked_reason(typed)
        assert (error.value.field, error.value.code) == ("reason", code)


anything = st.text(max_size=300)


@given(
    st.builds(
        PersonFields,
        **dict.fromkeys(TEXTS, anything),
        born_on=st.one_of(st.none(), st.dates()),
    )
)
def test_whatever_is_typed_is_kept_clean_or_its_field_is_named(typed: PersonFields) -> None:
    try:
        kept = checked_person(typed, TUESDAY)
    except InputError as error:
        named = error.field
        kept = ANNA
    else:
        named = "given"
    assert named in {*TEXTS, "born_on"}
    assert checked_person(kept, TUESDAY) == kept
    for name in TEXTS:
        text = getattr(kept, name)
        assert len(text) <= LIMITS.get(name, LONGEST_LINE)
        assert all(char.isprintable() or char in "\n\t" for char in text)


UGLY = "\u202e\x00 Ànna \U0001f33b \t\ud800 'DROP; 李"


def test_the_database_keeps_what_the_fields_let_through(hub: HubOfTests) -> None:
    typed = PersonFields(UGLY, UGLY, UGLY, skills=UGLY, note=UGLY, organisation=UGLY, seeks=UGLY)
    person = hub.person("Vuota")
    hub.desk.people.change(person, typed, 1)
    assert hub.desk.people.page(person).fields.given == "Ànna \U0001f33b 'DROP; 李"
