"""What this computer has chosen: kept whole, read with care, seen by nobody else."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from askadesk.core.opening import default_database, usual_database
from askadesk.settings.device import (
    VARIABLE,
    DeviceSettings,
    Printer,
    read_settings,
    write_settings,
)


def test_everything_comes_back_as_it_was_kept(tmp_path: Path) -> None:
    path = tmp_path / "desk.toml"
    printer = Printer("HP", "Upper", "A4", "/home/marta/carte", 3, 5, -12)
    kept = DeviceSettings(
        database="postgresql://aska:segreto@server/askadesk",
        language="en",
        look="dark",
        text_size=130,
        motion="never",
        sounds=False,
        printers={"list": printer},
    )
    write_settings(kept, path)
    assert read_settings(path) == kept


@pytest.mark.parametrize(
    "line",
    ['look = "pink"', "text_size = 117", 'motion = "wild"', 'sounds = "loud"', 'language = "xx"'],
)
def test_what_is_not_understood_keeps_its_default(tmp_path: Path, line: str) -> None:
    path = tmp_path / "desk.toml"
    path.write_text(line, encoding="utf-8")
    assert read_settings(path) == DeviceSettings()


def test_a_printer_that_was_edited_by_hand_stays_within_reason(tmp_path: Path) -> None:
    path = tmp_path / "desk.toml"
    path.write_text(
        '[printers.card]\ndevice = "Evolis"\ncopies = 4000\nright = -9999\ndown = "far"\n',
        encoding="utf-8",
    )
    assert read_settings(path).printers["card"] == Printer("Evolis", copies=20, right=-100)


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps the user's folder to the user by itself")
def test_nobody_else_reads_the_file(tmp_path: Path) -> None:
    path = tmp_path / "desk.toml"
    write_settings(DeviceSettings(database="postgresql://aska:segreto@server/x"), path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_the_archive_that_was_chosen_is_the_one_of_the_command_line_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "desk.toml"
    monkeypatch.setenv(VARIABLE, str(path))
    assert default_database() == usual_database()
    write_settings(DeviceSettings(database="/srv/aska.sqlite"), path)
    assert default_database() == "/srv/aska.sqlite"
    monkeypatch.setenv("ASKADESK_DATABASE", "/tmp/other.sqlite")
    assert default_database() == "/tmp/other.sqlite"
