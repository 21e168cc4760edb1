"""`askadesk scan` keeps its contract: one line a code, the right exit code, and nothing lost."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path
from uuid import UUID, uuid4

import pytest
import segno
from PIL import Image

from db.models import AdmissionAttempt, Visit
from tests.askadesk.command_line import SCAN_FIELDS, CommandLine
from tests.hub_of_tests import HubOfTests
from tests.pictures.bad_pictures import make_bad_pictures

VCARD = "BEGIN:VCARD\nVERSION:3.0\nN:Rossi;Ada\nEND:VCARD"


@pytest.fixture
def giulia(hub: HubOfTests) -> UUID:
    """A member with a carnet of ten."""
    hub.carnet()
    person = hub.person("Giulia Ferrero")
    hub.holds(person, "carnet")
    return person


@pytest.fixture
def code(hub: HubOfTests, giulia: UUID) -> str:
    return hub.code(giulia)


def picture(path: Path, text: str) -> str:
    segno.make(text, error="m").save(str(path), scale=6)
    return str(path)


# --- the answer ----------------------------------------------------------------------------------


def test_an_answer_has_every_field_of_the_contract(
    ask: CommandLine, giulia: UUID, code: str
) -> None:
    said = ask.json("scan", code)
    assert said.code == 0
    assert tuple(said.line) == SCAN_FIELDS
    visit = said.line.pop("visit")
    assert str(UUID(visit)) == visit
    assert said.line | {"visit": None} == {
        "answer": "admitted",
        "code": "pass",
        "message": "Come in: one entry drawn, 9 left.",
        "person": {"id": str(giulia), "name": "Giulia Ferrero"},
        "left": 9,
        "ways_out": [],
        "visit": None,
        "at": "2026-11-17T09:42:00+01:00",
    }
    assert said.err == ""


def test_nothing_is_left_to_count_on_a_plan_without_a_limit(
    ask: CommandLine, hub: HubOfTests
) -> None:
    said = ask.json("scan", hub.code(hub.member("Elena Cravero")))
    assert (said.line["code"], said.line["left"]) == ("membership", None)


def test_someone_already_in_stays_in_and_that_is_done(ask: CommandLine, code: str) -> None:
    first = ask.json("scan", code, "--at", "09:00")
    again = ask.json("scan", code)
    assert again.code == 0
    assert again.line["answer"] == "already_in"
    assert again.line["ways_out"] == ["check_out", "stay"]
    assert again.line["visit"] == first.line["visit"]


def test_out_checks_out_and_somebody_who_is_not_in_cannot_leave(
    ask: CommandLine, code: str
) -> None:
    ask("scan", code, "--at", "08:30")
    assert ask.json("scan", code, "--out", "--at", "09:00").line["answer"] == "checked_out"
    gone = ask.json("scan", code, "--out")
    assert (gone.code, gone.line["code"]) == (1, "not_in")


def test_toggle_lets_in_and_out_by_turns(ask: CommandLine, code: str) -> None:
    hours = ("08:00", "08:30", "09:00")
    answers = [ask.json("scan", code, "--toggle", "--at", at).line["answer"] for at in hours]
    assert answers == ["admitted", "checked_out", "admitted"]


def test_several_codes_get_a_line_each_in_their_order_and_one_refusal_makes_it_one(
    ask: CommandLine, hub: HubOfTests, code: str
) -> None:
    other = hub.code(hub.member("Elena Cravero"))
    said = ask.json("scan", code, "nonsense", other)
    assert [line["answer"] for line in said.lines] == ["admitted", "refused", "admitted"]
    assert said.code == 1


def test_a_refusal_tells_its_ways_out(ask: CommandLine, hub: HubOfTests) -> None:
    hub.carnet("day", units=1)
    said = ask.json("scan", hub.code(hub.person("Davide Musso")))
    assert (said.code, said.line["code"], said.line["visit"]) == (1, "no_right", None)
    assert said.line["ways_out"] == ["hand_out_pass", "guest", "override"]


def test_a_reason_lets_somebody_in_against_a_refusal_and_is_kept(
    ask: CommandLine, hub: HubOfTests
) -> None:
    said = ask.json("scan", hub.code(hub.person("Davide Musso")), "--override", "Ha le chiavi")
    assert (said.code, said.line["code"]) == (0, "override")
    assert hub.rows(Visit)[0].override_reason == "Ha le chiavi"


def test_people_read_the_same_answer_in_lines_of_their_language(
    ask: CommandLine, code: str
) -> None:
    first = ask("scan", code, "--at", "08:30").out
    assert first.splitlines()[0] == "Entry recorded · Giulia Ferrero"
    italian = ask("scan", code, language=None).out
    assert italian.splitlines()[0] == "Già in sede · Giulia Ferrero"


# --- when and which command ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("2026-11-17T09:05", "2026-11-17T09:05:00+01:00"),
        ("2026-11-17 09:05:30", "2026-11-17T09:05:30+01:00"),
        ("2026-11-17T08:05Z", "2026-11-17T09:05:00+01:00"),
        ("2026-11-17T10:05+02:00", "2026-11-17T09:05:00+01:00"),
        ("09:05", "2026-11-17T09:05:00+01:00"),
        ("2026-07-01T09:05", "2026-07-01T09:05:00+02:00"),
    ],
)
def test_a_time_without_its_offset_is_the_hubs_own(
    ask_sqlite: CommandLine, sqlite_hub: HubOfTests, given: str, kept: str
) -> None:
    code = sqlite_hub.code(sqlite_hub.member())
    said = ask_sqlite.json("scan", code, "--at", given)
    assert said.line["at"] == kept
    moment = datetime.fromisoformat(kept)
    assert sqlite_hub.rows(AdmissionAttempt)[0].at == moment


@pytest.mark.parametrize("time", ["yesterday", "2026-11-17", "25:00", "2026-02-30T09:00", "", "9"])
def test_what_is_no_time_is_wrong_use(
    ask_sqlite: CommandLine, sqlite_hub: HubOfTests, time: str
) -> None:
    said = ask_sqlite.json("scan", "x", "--at", time)
    assert (said.code, said.line["error"]) == (2, "wrong_use")
    assert sqlite_hub.rows(AdmissionAttempt) == []


@pytest.mark.parametrize("time", ["2030-01-01T10:00", "09:45"])
def test_what_is_still_to_come_is_not_scanned(
    ask: CommandLine, hub: HubOfTests, code: str, time: str
) -> None:
    said = ask.json("scan", code, "--at", time)
    assert (said.code, said.line["answer"]) == (1, "refused")
    assert said.line["message"] == "This time is still to come."
    assert hub.rows(Visit) == hub.rows(AdmissionAttempt) == []


def test_a_command_sent_twice_gives_the_first_answer_and_one_record(
    ask: CommandLine, hub: HubOfTests, code: str
) -> None:
    number = str(uuid4())
    first = ask.json("scan", code, "--command-id", number)
    hub.later(hours=2)
    assert ask.json("scan", code, "--command-id", number).out == first.out
    assert len(hub.rows(Visit)) == 1
    assert len(hub.rows(AdmissionAttempt)) == 1


def test_a_command_number_used_for_something_else_is_refused(
    ask: CommandLine, hub: HubOfTests, code: str
) -> None:
    number = str(uuid4())
    ask("scan", code, "--command-id", number)
    said = ask.json("scan", hub.code(hub.member()), "--command-id", number)
    assert (said.code, said.line["code"]) == (1, "command_reused")
    assert tuple(said.line) == SCAN_FIELDS


@pytest.mark.parametrize(
    "arguments",
    [
        ("a", "b", "--command-id", "0197c6a0-5f5e-7b1a-9c5f-6d1f0a3b2c4d"),
        ("a", "--command-id", "42"),
        ("a", "--out", "--toggle"),
        ("a", "--override", "   "),
        ("a", "--bogus"),
        ("a", "--at"),
        (),
    ],
)
def test_a_call_that_cannot_be_meant_is_wrong_use_and_scans_nothing(
    ask_sqlite: CommandLine, sqlite_hub: HubOfTests, arguments: tuple[str, ...]
) -> None:
    said = ask_sqlite("scan", *arguments)
    assert said.code == 2
    assert said.out == ""
    assert "askadesk --help" in said.err
    assert sqlite_hub.rows(AdmissionAttempt) == []


# --- codes that are not ours ---------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "https://example.org/menu.png",
        VCARD,
        "A" * 10_000,
        "ASKAB" + "0" * 32,
        "\x07\x1b[31m\x9b\u202eASKA",
        "\udcff\udcfe",
        " ",
        "",
        "../../nowhere",
    ],
    ids=["address", "vcard", "10000", "forged", "control", "not text", "blank", "empty", "path"],
)
def test_a_foreign_code_is_refused_with_one_clear_sentence(
    ask_sqlite: CommandLine, sqlite_hub: HubOfTests, text: str
) -> None:
    said = ask_sqlite.json("scan", "--", text)
    assert (said.code, said.line["code"]) == (1, "unknown_code")
    assert said.line["message"].startswith("This code is not one of ours")
    assert said.line["person"] is None
    (kept,) = sqlite_hub.rows(AdmissionAttempt)
    assert kept.code == "unknown_code"
    assert re.fullmatch("[0-9a-f]{16}", kept.fingerprint)


# --- pictures ------------------------------------------------------------------------------------


def test_a_picture_of_the_card_is_as_good_as_the_card(
    ask: CommandLine, code: str, tmp_path: Path
) -> None:
    said = ask.json("scan", picture(tmp_path / "card.png", code))
    assert (said.code, said.line["answer"]) == (0, "admitted")


def test_the_printed_card_scans_from_its_pdf_and_from_its_picture(
    ask: CommandLine, giulia: UUID, tmp_path: Path
) -> None:
    pdf, png = str(tmp_path / "card.pdf"), str(tmp_path / "card.png")
    assert ask("person", "card", str(giulia), "--pdf", pdf, "--png", png).code == 0
    answers = [line["person"]["id"] for line in ask.json("scan", pdf, png).lines]
    assert answers == [str(giulia)] * 2


def test_of_several_codes_in_a_picture_the_first_that_is_ours_counts(
    ask_sqlite: CommandLine, sqlite_hub: HubOfTests, tmp_path: Path
) -> None:
    code = sqlite_hub.code(sqlite_hub.member())
    poster, card = (
        Image.open(picture(tmp_path / name, text)).convert("L")
        for name, text in (("a.png", "https://example.org"), ("b.png", code))
    )
    both = Image.new("L", (poster.width + card.width, max(poster.height, card.height)), 255)
    both.paste(poster, (0, 0))
    both.paste(card, (poster.width, 0))
    both.save(tmp_path / "both.png")
    assert ask_sqlite.json("scan", str(tmp_path / "both.png")).line["answer"] == "admitted"


def test_a_picture_without_a_code_is_unreadable(
    ask: CommandLine, code: str, tmp_path: Path
) -> None:
    Image.new("L", (200, 200), 255).save(tmp_path / "white.png")
    said = ask.json("scan", str(tmp_path / "white.png"))
    assert (said.code, said.line["answer"], said.line["code"]) == (1, "refused", "unreadable")
    assert tuple(said.line) == SCAN_FIELDS


def test_bad_files_are_refused_one_by_one_and_the_next_is_scanned_all_the_same(
    ask_sqlite: CommandLine, sqlite_hub: HubOfTests, tmp_path: Path
) -> None:
    good = picture(tmp_path / "card.png", sqlite_hub.code(sqlite_hub.member()))
    bad = {
        "empty.png": (b"", "empty_file"),
        "large.png": (b"\x89PNG" + b"0" * 10_000_001, "file_too_large"),
        "binary.jpg": (bytes(range(256)) * 40, "wrong_format"),
        "cut.png": (Path(good).read_bytes()[:200], "unreadable_file"),
        "letter.pdf": (b"Caro ospite", "wrong_format"),
        "cut.pdf": (b"%PDF-1.7\n1 0 obj", "unreadable_file"),
    }
    for name, (data, _code) in bad.items():
        (tmp_path / name).write_bytes(data)
    paths = [str(tmp_path / name) for name in bad]
    missing = str(tmp_path / "nothing.png")
    said = ask_sqlite.json("scan", *paths, missing, str(tmp_path), good)
    expected = [code for _data, code in bad.values()]
    codes = [line["code"] for line in said.lines]
    assert codes == [*expected, "no_such_file", "unreadable_file", "membership"]
    assert said.code == 1
    for line in said.lines[:-1]:
        assert tuple(line) == SCAN_FIELDS
        assert line["answer"] == "refused"
        assert line["message"].endswith(".")


def test_at_least_22_of_24_bad_pictures_are_read(
    ask_sqlite: CommandLine, sqlite_hub: HubOfTests, tmp_path: Path
) -> None:
    code = sqlite_hub.code(sqlite_hub.member())
    paths = []
    for name, image in make_bad_pictures(code, seed=24):
        paths.append(str(tmp_path / f"{name}.png"))
        image.save(paths[-1])
    said = ask_sqlite.json("scan", *paths)
    unread = [
        Path(path).stem
        for path, line in zip(paths, said.lines, strict=True)
        if line["answer"] == "refused"
    ]
    assert len(paths) == 24
    assert len(unread) <= 2, unread


@pytest.mark.parametrize("time", ["0001-01-02T10:00", "9999-11-01T10:00", "9999-12-31T23:59"])
def test_a_time_that_cannot_be_counted_is_wrong_use(
    ask_sqlite: CommandLine, sqlite_hub: HubOfTests, time: str
) -> None:
    for code in ("ABCDEFGH", sqlite_hub.code(sqlite_hub.member())):
        said = ask_sqlite.json("scan", code, "--at", time)
        assert (said.code, said.line["error"]) == (2, "wrong_use")
    assert sqlite_hub.rows(AdmissionAttempt) == []


def test_half_a_letter_from_the_shell_is_a_code_like_any_other(
    ask: CommandLine, hub: HubOfTests
) -> None:
    said = ask.json("scan", "ABCDEFG\udcff", "ABCDEFG\0")
    assert (said.code, [line["code"] for line in said.lines]) == (1, ["unknown_code"] * 2)
    assert len(hub.rows(AdmissionAttempt)) == 2
