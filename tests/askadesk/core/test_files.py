"""A file is written whole or not at all; what is no file is written into, and stays what it is."""

from __future__ import annotations

import os
import select
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from askadesk.core.errors import DeskError
from askadesk.core.files import write_file, writing_file

DATA = b"BEGIN:VCALENDAR\r\n" * 20_000

needs_pipes = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with a name here")


@pytest.fixture
def pipe(tmp_path: Path) -> Path:
    path = tmp_path / "pipe"
    os.mkfifo(path)
    return path


def test_what_stood_there_is_replaced_whole(tmp_path: Path) -> None:
    path = tmp_path / "plan.pdf"
    path.write_bytes(b"old")
    assert write_file(path, DATA) == path
    assert path.read_bytes() == DATA
    assert list(tmp_path.iterdir()) == [path]


def break_off(path: Path) -> None:
    with writing_file(path) as write:
        write(DATA)
        raise ZeroDivisionError


def test_what_breaks_off_leaves_what_stood_there(tmp_path: Path) -> None:
    path = tmp_path / "plan.pdf"
    path.write_bytes(b"old")
    with pytest.raises(ZeroDivisionError):
        break_off(path)
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


@needs_pipes
def test_a_pipe_is_written_into_and_stays_a_pipe(pipe: Path) -> None:
    reading = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    with ThreadPoolExecutor(1) as other, os.fdopen(reading, "rb") as file:
        written = other.submit(write_file, pipe, DATA)
        assert select.select([reading], [], [], 10)[0]
        os.set_blocking(reading, True)
        assert file.read(len(DATA)) == DATA
        written.result(timeout=10)
    assert stat.S_ISFIFO(pipe.stat().st_mode)
    assert list(pipe.parent.iterdir()) == [pipe]


@needs_pipes
def test_a_pipe_that_nobody_reads_is_refused_and_not_waited_for(pipe: Path) -> None:
    with pytest.raises(DeskError) as refused:
        write_file(pipe, DATA)
    assert refused.value.code == "file_unwritable"
    assert stat.S_ISFIFO(pipe.stat().st_mode)


@needs_pipes
def test_a_link_leads_to_what_is_written(tmp_path: Path) -> None:
    folder = tmp_path / "far"
    folder.mkdir()
    link = tmp_path / "plan.pdf"
    link.symlink_to(folder / "plan.pdf")
    write_file(link, DATA)
    assert link.is_symlink()
    assert (folder / "plan.pdf").read_bytes() == DATA
    assert list(folder.iterdir()) == [folder / "plan.pdf"]


@pytest.mark.parametrize("name", ["", ".", "/", "a\0b"])
def test_what_names_no_file_is_refused(name: str) -> None:
    with pytest.raises(DeskError) as refused:
        write_file(Path(name), DATA)
    assert refused.value.code == "file_unwritable"


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(DeskError):
        write_file(tmp_path, DATA)
    assert list(tmp_path.iterdir()) == []
