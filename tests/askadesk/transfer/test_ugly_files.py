"""Files as they come: the right rows, or one clear sentence; nothing half done."""

from __future__ import annotations

import codecs
import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from askadesk.core.errors import InputError
from askadesk.core.i18n import speaking
from askadesk.transfer.reading import read_bytes, read_file
from askadesk.transfer.rows import Column, DateOrder
from db.models import Person
from tests.askadesk.transfer.bringing_in import (
    CANNOT,
    CHOOSE,
    NEW,
    SAME,
    brought_in,
    left_of,
    looked_at,
    names,
    outcomes,
    row,
    said,
)
from tests.askadesk.transfer.files import Formula, csv_bytes, protected_workbook, workbook
from tests.hub_of_tests import HubOfTests


@pytest.fixture
def desk(sqlite_hub: HubOfTests) -> Iterator[HubOfTests]:
    sqlite_hub.carnet("carnet-10")
    sqlite_hub.plan("flex")
    with speaking("en"):
        yield sqlite_hub


TWO = ("Niccolò;D'Amico;nico@esempio.it;carnet-10;7", "Zoé;Müller;zoe@esempio.it;;")


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "latin-1", "cp1252", "utf-16", "utf-16-le", "utf-16-be", "utf-32"],
)
def test_letters_are_read_in_whatever_encoding(desk: HubOfTests, encoding: str) -> None:
    plan = looked_at(desk, csv_bytes(*TWO, encoding=encoding))
    assert names(plan) == ["Niccolò D'Amico", "Zoé Müller"]
    assert left_of(plan) == [7, None]


def test_a_utf_16_file_of_a_mac_with_its_mark_the_other_way_round(desk: HubOfTests) -> None:
    data = codecs.BOM_UTF16_BE + csv_bytes(*TWO, encoding="utf-16-be")
    assert names(looked_at(desk, data)) == ["Niccolò D'Amico", "Zoé Müller"]


def test_the_euro_and_the_curly_quotes_of_windows_are_kept(desk: HubOfTests) -> None:
    data = csv_bytes("Ada;Rossi;;;", encoding="cp1252", header="Nome;Cognome;Note;Piano;Residuo\n")
    data = data.replace(b"Ada;Rossi;", b"Ada;Rossi;deve 5 \x80 \x93subito\x94")
    plan = looked_at(desk, data)
    person = plan.deeds[0].person
    assert person is not None
    assert person.values[Column.NOTE] == "deve 5 € “subito”"


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_any_delimiter_is_found(desk: HubOfTests, delimiter: str) -> None:
    data = csv_bytes(*TWO).replace(b";", delimiter.encode())
    assert names(looked_at(desk, data)) == ["Niccolò D'Amico", "Zoé Müller"]


def test_the_first_line_may_say_the_delimiter(desk: HubOfTests) -> None:
    assert names(looked_at(desk, b"sep=;\r\n" + csv_bytes(*TWO))) == [
        "Niccolò D'Amico",
        "Zoé Müller",
    ]


def test_quoted_line_breaks_and_delimiters_belong_to_the_cell(desk: HubOfTests) -> None:
    header = "Nome;Cognome;Note;Piano;Residuo\r\n"
    data = csv_bytes(
        '"Ada";"Rossi";"prima riga\r\nseconda; con ""virgolette""";carnet-10;3',
        "Ivo;Bo;;;",
        header=header,
    )
    plan = looked_at(desk, data)
    assert [one.number for one in plan.preview.rows] == [2, 3]
    person = plan.deeds[0].person
    assert person is not None
    assert person.values[Column.NOTE] == 'prima riga\nseconda; con "virgolette"'


def test_the_31st_of_february_is_said_with_its_row(desk: HubOfTests) -> None:
    header = "Nome;Cognome;Piano;Residuo;Scadenza\n"
    plan = looked_at(desk, csv_bytes("Ada;Rossi;carnet-10;3;31/02/2027", header=header))
    assert outcomes(plan) == [CANNOT]
    assert said(plan, 2) == "“31/02/2027” in “Scadenza” is not in the calendar: put the date right."


def test_two_people_with_one_tax_code_are_asked_about(desk: HubOfTests) -> None:
    header = "Nome;Cognome;Codice fiscale\n"
    plan = looked_at(
        desk,
        csv_bytes("Ada;Rossi;RCCMNL83S18D969H", "Bea;Neri;RCCMNL83S18D969H", header=header),
    )
    assert outcomes(plan) == [NEW, CHOOSE]
    assert said(plan, 3) == "It may be Ada Rossi of row 2: same tax code."


def test_the_same_row_twice_is_one_person(desk: HubOfTests) -> None:
    plan = looked_at(desk, csv_bytes(TWO[0], TWO[0]))
    assert outcomes(plan) == [NEW, SAME]
    assert said(plan, 3) == "The same as row 2; nothing to add."


def test_a_formula_gives_the_value_stored_with_it_and_in_text_it_is_text(desk: HubOfTests) -> None:
    book = workbook(
        {
            "Soci": [
                ["Nome", "Cognome", "Residuo", "Piano"],
                ["Ada", Formula('UPPER("rossi")', "ROSSI"), Formula("3+4", 7), "carnet-10"],
            ]
        }
    )
    plan = looked_at(desk, book)
    assert (names(plan), left_of(plan)) == (["Ada ROSSI"], [7])
    plan = looked_at(desk, csv_bytes("=1+1;@SUM(A1);;;"))
    assert names(plan) == ["=1+1 @SUM(A1)"]


def test_cells_joined_downwards_count_for_each_row_but_not_for_what_is_left(
    desk: HubOfTests,
) -> None:
    rows: list[list[Any]] = [
        ["Organizzazione", "Nome", "Cognome", "Piano", "Residuo"],
        ["Studio Ponte", "Ada", "Rossi", "carnet-10", 7],
        [None, "Bea", "Neri", "carnet-10", None],
        [None, "Ivo", "Bo", None, None],
    ]
    plan = looked_at(desk, workbook({"Soci": rows}, merges=["A2:A4"]))
    assert [one.detail for one in plan.preview.rows] == ["Studio Ponte"] * 3
    plan = looked_at(desk, workbook({"Soci": rows}, merges=["A2:A4", "E2:E3"]))
    assert outcomes(plan) == [CANNOT, CANNOT, NEW]
    assert "joined over several rows" in said(plan, 3)


def test_days_of_a_workbook_are_days_and_so_are_their_bare_numbers(desk: HubOfTests) -> None:
    rows: list[list[Any]] = [
        ["Nome", "Cognome", "Data di nascita", "Piano", "Scadenza"],
        ["Ada", "Rossi", date(1980, 2, 29), "carnet-10", 46387],
    ]
    plan = looked_at(desk, workbook({"Soci": rows}))
    holding, person = plan.deeds[0].holding, plan.deeds[0].person
    assert holding is not None
    assert person is not None
    assert (holding.ends, person.values[Column.BORN_ON]) == (date(2026, 12, 31), date(1980, 2, 29))


def test_percent_signs_are_letters_in_names_and_no_number_of_entries(desk: HubOfTests) -> None:
    plan = looked_at(desk, csv_bytes("100% Ada;Ro%ssi;;;", "Ivo;Bo;;carnet-10;50%"))
    assert (names(plan)[0], outcomes(plan)) == ("100% Ada Ro%ssi", [NEW, CANNOT])
    assert said(plan, 3).startswith("“50%” in “Residuo” is no whole number")


def test_without_a_header_columns_are_known_by_what_stands_in_them(desk: HubOfTests) -> None:
    data = csv_bytes("Ada;Rossi;ada@esempio.it;333 1234567", "Ivo;Bo;ivo@esempio.it;", header="")
    plan = looked_at(desk, data)
    found = {one.index: one.column for one in plan.preview.headings}
    assert plan.preview.header == 0
    assert (found[2], found[3]) == (Column.EMAIL, Column.PHONE)
    plan = looked_at(desk, data, columns={0: Column.GIVEN, 1: Column.FAMILY})
    assert names(plan) == ["Ada Rossi", "Ivo Bo"]


def test_a_title_above_the_header_and_a_header_repeated_are_no_people(desk: HubOfTests) -> None:
    header = "Elenco soci 2026;;;;\n;;;;\nNome;Cognome;E-mail;Piano;Residuo\n"
    data = csv_bytes(TWO[0], "Nome;Cognome;E-mail;Piano;Residuo", ";;;;", TWO[1], header=header)
    plan = looked_at(desk, data)
    assert plan.preview.header == 3
    assert names(plan) == ["Niccolò D'Amico", "Zoé Müller"]
    assert plan.preview.repeated_headers == 1
    assert [one.number for one in plan.preview.rows] == [4, 7]


def test_a_header_alone_has_nothing_to_import(desk: HubOfTests) -> None:
    plan = looked_at(desk, csv_bytes())
    assert plan.preview.rows == ()
    assert not plan.preview.ready


@pytest.mark.parametrize("data", [b"", b"\n\n  \r\n", codecs.BOM_UTF8, b";;;\n;;\n", b"\xff\xfe"])
def test_an_empty_file_says_so(data: bytes) -> None:
    with speaking("en"), pytest.raises(InputError, match=r"There is nothing in persone\.csv"):
        read_bytes("persone.csv", data)


def picture() -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (40, 40), "red").save(made, "PNG")
    return made.getvalue()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (picture(), "This is a picture, not a table. Choose a CSV or XLSX file."),
        (b"%PDF-1.7\n%\xe2\xe3", "This file holds something else than a table."),
        (bytes(range(1, 256)) * 40, "This file holds something else than a table."),
        (protected_workbook(), "This file asks for a password. Open it, save it without"),
        (workbook({"A": [["Nome"], ["Ada"]]})[:-200], "This workbook is damaged or was cut off."),
        (b"PK\x03\x04" + b"x" * 90, "This workbook is damaged or was cut off."),
        (b'Nome;Note\nAda;"' + b"x" * 150_000, "A quotation mark in this file is opened"),
    ],
    ids=["picture", "pdf", "noise", "password", "cut off", "no workbook", "open quote"],
)
def test_what_is_no_table_is_said_in_one_sentence(data: bytes, words: str) -> None:
    with speaking("en"), pytest.raises(InputError) as said_no:
        read_bytes("persone.csv", data)
    assert said_no.value.sentence.startswith(words)


def test_a_file_that_is_not_there_any_more_is_said(tmp_path: Path) -> None:
    with speaking("en"), pytest.raises(InputError, match="cannot be read"):
        read_file(tmp_path / "persone.csv")


def test_nul_bytes_and_direction_marks_are_left_away(desk: HubOfTests) -> None:
    data = csv_bytes("A\x00da;\u202eRossi\u200f;\ufeffada@esempio.it;;", "\u200bIvo;B\x07o;;;")
    assert names(looked_at(desk, data)) == ["Ada Rossi", "Ivo B o"]


def test_of_several_sheets_the_first_with_anything_is_read_or_the_one_asked_for() -> None:
    book = workbook({"Vuoto": [], "Soci": [["Nome"], ["Ada"]], "Amici": [["Nome"], ["Bea"]]})
    source = read_bytes("libro.xlsx", book)
    assert (source.sheet, source.sheets) == ("Soci", ("Vuoto", "Soci", "Amici"))
    assert read_bytes("libro.xlsx", book, "Amici").rows[1] == ("Bea",)


# --- days ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "written",
    [
        "31/12/2026",
        "2026-12-31",
        "31.12.26",
        "31-12-2026",
        "31 dicembre 2026",
        "31 Dec 2026",
        "12/31/2026",
        "20261231",
        "2026-12-31T00:00:00",
        "46387",
        "December 31, 2026",
    ],
)
def test_a_day_is_read_however_it_is_written(desk: HubOfTests, written: str) -> None:
    header = "Nome;Cognome;Piano;Residuo;Scadenza\n"
    plan = looked_at(desk, csv_bytes(f"Ada;Rossi;carnet-10;3;{written}", header=header))
    holding = plan.deeds[0].holding
    assert holding is not None
    assert holding.ends == date(2026, 12, 31)


def test_a_column_that_contradicts_itself_is_asked_about(desk: HubOfTests) -> None:
    header = "Nome;Cognome;Piano;Residuo;Scadenza\n"
    data = csv_bytes(
        "Ada;Rossi;carnet-10;3;31/12/2026",
        "Ivo;Bo;carnet-10;3;12/31/2026",
        "Bea;Neri;carnet-10;3;2026-12-31",
        header=header,
    )
    plan = looked_at(desk, data)
    assert outcomes(plan) == [CANNOT, CANNOT, NEW]
    assert [one.heading for one in plan.preview.questions] == ["Scadenza"]
    plan = looked_at(desk, data, orders={4: DateOrder.DAY_FIRST})
    assert outcomes(plan) == [NEW, CANNOT, NEW]


def test_month_first_is_believed_for_the_whole_column_when_one_row_proves_it(
    desk: HubOfTests,
) -> None:
    header = "Nome;Cognome;Data di nascita\n"
    data = csv_bytes("Ada;Rossi;03/04/1990", "Ivo;Bo;12/31/1985", header=header)
    plan = looked_at(desk, data)
    person = plan.deeds[0].person
    assert person is not None
    assert person.values[Column.BORN_ON] == date(1990, 3, 4)


@pytest.mark.parametrize("born", ["17/03/1880", "01/01/2031", "31/13/1990", "ieri", "0"])
def test_a_day_on_which_nobody_was_born_is_said(desk: HubOfTests, born: str) -> None:
    plan = looked_at(desk, csv_bytes(f"Ada;Rossi;{born}", header="Nome;Cognome;Data di nascita\n"))
    assert outcomes(plan) == [CANNOT]
    assert f"“{born}” in “Data di nascita”" in said(plan, 2)


# --- nothing half done ---------------------------------------------------------------------------


def test_a_file_with_one_wrong_row_waits_and_writes_nothing(desk: HubOfTests) -> None:
    data = csv_bytes(*TWO, "Ivo;Bo;no-mail;;")
    with pytest.raises(InputError, match="1 row cannot be taken as it is"):
        brought_in(desk, data)
    assert desk.rows(Person) == []
    done = brought_in(desk, data, leave_out=True)
    assert (done.people, done.left_out) == (2, 1)


def test_every_problem_has_a_sentence_with_the_column_in_it(desk: HubOfTests) -> None:
    header = "Nome;Cognome;E-mail;Telefono;Piano;Residuo;Inizio;Scadenza;Codice fiscale\n"
    wrong = {
        ";;;;;;;;": "",
        "Ada;Rossi;ada(at)x;;;;;;": "E-mail",
        "Ada;Rossi;;12;;;;;": "Telefono",
        "Ada;Rossi;;;oro;;;;": "oro",
        "Ada;Rossi;;;;7;;;": "7 are left",
        "Ada;Rossi;;;carnet-10;-1;;;": "-1",
        "Ada;Rossi;;;carnet-10;7,5;;;": "Residuo",
        "Ada;Rossi;;;flex;;31/12/2026;01/12/2026;": "before it begins",
        "Ada;Rossi;;;flex;;31/12/1926;;": "Inizio",
        "Ada;Rossi;;;;;;;RCCMNL83S18D969X": "Codice fiscale",
        "A" * 201 + ";Rossi;;;;;;;": "Nome",
        ";;solo@esempio.it;;;;;;": "no name",
    }
    for line, words in wrong.items():
        plan = looked_at(desk, csv_bytes("Bea;Neri;;;;;;;", line, header=header))
        if words:
            assert outcomes(plan) == [NEW, CANNOT], line
            assert words in said(plan, 3), line
            assert row(plan, 3).trouble is not None
