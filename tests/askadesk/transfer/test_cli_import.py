"""``askadesk import``: the same as at the desk, for programs and for people."""

from __future__ import annotations

from pathlib import Path

import pytest

from askadesk.demo.build import build_demo
from db.engine import make_engine
from tests.askadesk.command_line import TUESDAY_MORNING, CommandLine
from tests.askadesk.transfer.files import csv_bytes

pytest_plugins = ("tests.askadesk.command_line",)
HEADER = "Nome;Cognome;E-mail;Piano;Residuo\n"


@pytest.fixture
def hub(ask_sqlite: CommandLine) -> CommandLine:
    engine = make_engine(ask_sqlite.database)
    build_demo(engine, people=40, days=0, seed=1, now=TUESDAY_MORNING)
    engine.dispose()
    return ask_sqlite


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "persone.csv"
    path.write_bytes(
        csv_bytes(
            "Wilhelmina;van Zwaanstra;wilma@esempio.it;Carnet 10 ingressi;7",
            "Ivo;Bo;ivo@esempio.it;;",
        )
    )
    return path


def test_a_dry_run_says_what_each_row_would_do_and_writes_nothing(
    hub: CommandLine, file: Path
) -> None:
    said = hub.json("import", str(file), "--dry-run")
    assert said.code == 0
    first, second, summary = said.lines
    assert (first["row"], first["outcome"], first["name"]) == (2, "new", "Wilhelmina van Zwaanstra")
    assert first["message"].startswith("New person. Gets 10-visit carnet, 7 left")
    assert second["message"] == "New person."
    assert summary["columns"]["Residuo"] == "left"
    assert (summary["import"], summary["rows"]["new"]) == (None, 2)
    assert hub.json("person", "find", "zwaanstra").out == ""


def test_a_file_comes_in_and_is_taken_back_by_its_number(hub: CommandLine, file: Path) -> None:
    said = hub.json("import", str(file))
    assert (said.code, said.line["people"], said.line["passes"]) == (0, 2, 1)
    assert hub.json("person", "show", "zwaanstra").line["passes"][0]["left"] == 7
    again = hub.json("import", str(file))
    assert (again.code, again.line["import"], again.line["rows"]["same"]) == (0, None, 2)
    undone = hub.json("import", "--undo", said.line["import"])
    assert undone.line == {"import": said.line["import"], "undone": True, "rows": 2}
    assert hub.json("person", "find", "zwaanstra").out == ""
    assert hub.json("import", "--undo", said.line["import"]).line["error"] == "already_undone"


def test_rows_that_wait_are_told_and_nothing_is_written(hub: CommandLine, file: Path) -> None:
    file.write_bytes(csv_bytes("Ada;Rossi;no-mail;;", "Noor;Berg;;oro;2"))
    said = hub.json("import", str(file))
    assert said.code == 1
    assert [line.get("trouble") for line in said.lines[:-1]] == ["email", "plan"]
    assert said.lines[-1]["error"] == "import_waiting"
    said = hub("import", str(file), "--leave-out", "--plan", "oro=carnet-5")
    assert said.code == 0
    assert "Imported from persone.csv: 1 person, 1 plan or carnet" in said.out


def test_columns_can_be_named_by_hand(hub: CommandLine, file: Path) -> None:
    file.write_bytes(csv_bytes("Ada;Rossi;Sarta", header="Chi;Casata;Arte\n"))
    by_hand = ("--header", "1", "--map", "Chi=given", "--map", "Casata=family", "--map", "3=role")
    assert hub.json("import", str(file), *by_hand).line["people"] == 1
    assert hub.json("person", "show", "ada rossi").line["role"] == "Sarta"


@pytest.mark.parametrize(
    "call",
    [
        ("import",),
        ("import", "FILE", "--undo", "x"),
        ("import", "FILE", "--map", "Nome"),
        ("import", "FILE", "--map", "Colore=given"),
        ("import", "FILE", "--map", "Nome=colour"),
        ("import", "FILE", "--dates", "sideways"),
        ("import", "FILE", "--duplicates", "perhaps"),
        ("import", "FILE", "--encoding", "klingon"),
        ("import", "--undo", "seven"),
    ],
)
def test_a_call_that_cannot_be_understood_says_why(
    hub: CommandLine, file: Path, call: tuple[str, ...]
) -> None:
    said = hub.json(*(str(file) if part == "FILE" else part for part in call))
    assert (said.code, said.line["error"]) == (2, "wrong_use")


def test_a_file_that_is_none_is_refused(hub: CommandLine, tmp_path: Path) -> None:
    said = hub.json("import", str(tmp_path / "nowhere.csv"))
    assert (said.code, said.line["error"]) == (1, "file_unreadable")
