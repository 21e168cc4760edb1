"""``askadesk card``: cards of some or of all members, on pages or on sheets, whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from askadesk import cli_card
from askadesk.documents.pictures import page_count
from tests.askadesk.command_line import CommandLine
from tests.askadesk.documents.reading import codes
from tests.hub_of_tests import HubOfTests


@pytest.fixture
def members(hub: HubOfTests) -> list[str]:
    """Eleven members, and somebody who is none."""
    hub.person("Fuori Casa")
    return [hub.code(hub.member(f"Persona {number:02}")) for number in range(11)]


def test_all_members_stand_on_sheets_by_name(
    ask: CommandLine, hub: HubOfTests, members: list[str], tmp_path: Path
) -> None:
    pdf = tmp_path / "sheets.pdf"
    body = ask.json("card", "--all-members", "--sheet", "--pdf", str(pdf)).line
    assert [one["code"] for one in body["cards"]] == members
    assert (body["pdf"], body["pages"]) == (str(pdf), 2)
    assert sorted(codes(pdf.read_bytes(), 0)) == sorted(members[:10])
    assert codes(pdf.read_bytes(), 1) == members[10:]


def test_prints_are_noted(
    ask: CommandLine, hub: HubOfTests, members: list[str], tmp_path: Path
) -> None:
    ask("card", "--all-members", "--pdf", str(tmp_path / "cards.pdf"))
    assert len(members) == page_count((tmp_path / "cards.pdf").read_bytes())
    found = ask.json("person", "show", "persona 03").line
    assert [one["prints"] for one in found["credentials"]] == [1]


def test_some_people_can_be_named(
    ask: CommandLine, hub: HubOfTests, members: list[str], tmp_path: Path
) -> None:
    pdf = tmp_path / "two.pdf"
    said = ask("card", "persona 03", "fuori", "--pdf", str(pdf))
    assert (said.code, said.out.strip()) == (0, str(pdf))
    assert page_count(pdf.read_bytes()) == 2


def test_nobody_or_everybody_and_somebody_is_a_wrong_call(
    ask: CommandLine, hub: HubOfTests, tmp_path: Path
) -> None:
    pdf = str(tmp_path / "cards.pdf")
    assert ask.json("card", "--pdf", pdf).line["error"] == "wrong_use"
    assert ask.json("card", "ada", "--all-members", "--pdf", pdf).line["error"] == "wrong_use"
    assert ask.json("card", "--all-members", "--pdf", pdf).line["error"] == "not_found"
    assert not Path(pdf).exists()


def test_long_work_says_on_stderr_how_far_it_is(
    ask: CommandLine,
    hub: HubOfTests,
    members: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(cli_card, "_QUIET_SECONDS", 0.0)
    said = ask.json("card", "--all-members", "--pdf", str(tmp_path / "cards.pdf"))
    assert said.line["pages"] == 11
    assert "5 of 11" in said.err
    assert "11 of 11" in said.err


@pytest.mark.parametrize("moment", ["draw", "write"])
def test_an_interrupted_call_leaves_no_file_and_notes_no_print(
    ask_sqlite: CommandLine,
    sqlite_hub: HubOfTests,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    moment: str,
) -> None:
    person = sqlite_hub.member("Elena Cravero")

    def interrupt(*_told: object) -> bool:
        raise KeyboardInterrupt

    if moment == "draw":
        monkeypatch.setattr(cli_card._Telling, "second_half", interrupt)
    else:
        monkeypatch.setattr(Path, "replace", interrupt)
    said = ask_sqlite("card", "--all-members", "--sheet", "--pdf", str(tmp_path / "cards.pdf"))
    assert said.code == 130
    assert not [one.name for one in tmp_path.iterdir() if "cards" in one.name]
    assert sqlite_hub.desk.access.card_of(person).prints == 0
