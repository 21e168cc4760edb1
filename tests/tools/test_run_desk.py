"""``make run`` on a machine without a display does the desk's main job all the same."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from PIL import Image

from tools import command_line, run_desk


def test_without_a_display_a_card_is_printed_read_and_let_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "ASKADESK_DATABASE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(run_desk, "ROOT", tmp_path)
    monkeypatch.setattr(run_desk, "OUT", tmp_path / "out")
    monkeypatch.setattr("sys.platform", "linux")

    assert run_desk.main() == 0

    out = tmp_path / "out"
    assert (out / "card.pdf").read_bytes().startswith(b"%PDF")
    with Image.open(out / "desk.png") as desk:
        assert desk.size == (1366, 768)
        assert len(desk.convert("RGB").getcolors(2**24) or ()) > 100
    with sqlite3.connect(out / "demo.sqlite") as archive:
        attempts = archive.execute(
            "SELECT count(*) FROM admission_attempts WHERE answer = 'admitted'"
        ).fetchone()
    archive.close()
    assert attempts[0] >= 1
    said = capsys.readouterr().out
    assert "out/card.pdf" in said
    assert "To open the window" in said
    assert "Per aprire la finestra" in said


def test_a_command_that_cannot_reach_its_archive_says_so(tmp_path: Path) -> None:
    nowhere = tmp_path / "a-file" / "demo.sqlite"
    nowhere.parent.write_text("not a folder")
    line = command_line.CommandLine(run_desk.ASKADESK, nowhere)
    with pytest.raises(command_line.CommandFailedError, match="demo"):
        line.ask("demo")
