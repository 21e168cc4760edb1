"""An archive that cannot be opened, read or written: one clear sentence, nothing lost, and on again."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import event, text

from askadesk.core.errors import DatabaseAway
from askadesk.core.opening import Opened, open_database
from askadesk.core.ports import SystemClock
from db.engine import make_engine
from db.models import Visit
from db.values import Answer
from tests.hub_of_tests import HubOfTests
from tests.postgres import Server, own_server

ROOT = Path(__file__).parents[3]


def refused(database: str | Path, *, create: bool = True) -> DatabaseAway:
    """How opening that database is refused: in whole sentences that say what was kept and what to do."""
    with pytest.raises(DatabaseAway) as refusal:
        open_database(str(database), SystemClock(), create=create)
    return spoken(refusal.value)


def spoken(said: DatabaseAway) -> DatabaseAway:
    for part in (said.what, said.kept, said.todo):
        assert part.strip().endswith((".", "»."))
        assert "Traceback" not in part
        assert "sqlite3" not in part
    return said


def opened(database: str | Path) -> Opened:
    return open_database(str(database), SystemClock())


# --- a place that cannot be written --------------------------------------------------------------


def test_a_path_below_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("una nota")
    said = refused(tmp_path / "file" / "desk.sqlite")
    assert said.code == "database_unwritable"
    assert (tmp_path / "file").read_text() == "una nota"


def test_a_folder_is_not_an_archive(tmp_path: Path) -> None:
    assert refused(tmp_path).code == "database_unwritable"


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="a Linux kernel's own folder")
def test_a_place_where_the_system_lets_nobody_write_is_refused() -> None:
    assert refused("/proc/desk.sqlite").code == "database_unwritable"


@pytest.mark.skipif(not hasattr(os, "getuid") or os.getuid() == 0, reason="root may write anywhere")
def test_a_folder_without_the_permission_to_write_is_refused(tmp_path: Path) -> None:
    opened(tmp_path / "desk.sqlite").engine.dispose()
    tmp_path.chmod(0o500)
    try:
        assert refused(tmp_path / "desk.sqlite").code == "database_unwritable"
    finally:
        tmp_path.chmod(0o700)


def test_a_missing_archive_is_not_made_where_none_is_wanted(tmp_path: Path) -> None:
    said = refused(tmp_path / "desk.sqlite", create=False)
    assert said.code == "database_missing"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "address", ["mysql://server/desk", "nonsense://x", "postgresql://server:porta/desk"]
)
def test_what_is_not_an_address_is_refused(address: str) -> None:
    assert refused(address).code == "database_address"


# --- a file that is not what it says -------------------------------------------------------------


def test_a_file_that_is_no_database_is_refused_and_left_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "desk.sqlite"
    path.write_bytes(b"Buongiorno. " * 5000)
    assert refused(path).code == "database_corrupt"
    assert path.read_bytes() == b"Buongiorno. " * 5000


def test_a_file_cut_in_half_is_refused_and_left_as_it_was(sqlite_url: str) -> None:
    path = Path(sqlite_url.removeprefix("sqlite:///"))
    half = path.read_bytes()[: path.stat().st_size // 2]
    path.write_bytes(half)
    assert refused(path).code == "database_corrupt"
    assert path.read_bytes() == half


def test_a_file_with_a_spoiled_schema_is_refused(sqlite_url: str) -> None:
    path = Path(sqlite_url.removeprefix("sqlite:///"))
    with path.open("r+b") as file:
        file.seek(100)
        file.write(b"\xa5" * 3000)
    assert refused(path).code == "database_corrupt"


def test_pages_spoiled_while_the_desk_is_open_are_said_at_the_next_scan(
    sqlite_hub: HubOfTests,
) -> None:
    giulia = sqlite_hub.member("Giulia Ferrero")
    code = sqlite_hub.code(giulia)
    path = Path(str(sqlite_hub.engine.url.database))
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    sqlite_hub.engine.dispose()
    good = path.read_bytes()
    page = int.from_bytes(good[16:18], "big")
    path.write_bytes(good[: 2 * page] + b"\xa5" * (len(good) - 2 * page))
    with pytest.raises(DatabaseAway) as refusal:
        sqlite_hub.scan(giulia)
    assert spoken(refusal.value).code == "database_corrupt"
    sqlite_hub.engine.dispose()
    for beside in ("-wal", "-shm"):
        Path(f"{path}{beside}").unlink(missing_ok=True)
    path.write_bytes(good)
    assert sqlite_hub.code(giulia) == code
    assert sqlite_hub.scan(giulia).answer is Answer.ADMITTED


def test_an_archive_of_a_newer_program_is_refused(sqlite_hub: HubOfTests) -> None:
    sqlite_hub.execute("UPDATE alembic_version SET version_num = '9999'")
    assert refused(str(sqlite_hub.engine.url.database)).code == "database_newer"


def test_a_file_of_another_program_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "ricette.sqlite"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE recipes (id INTEGER)")
    connection.close()
    assert refused(path).code == "database_foreign"


# --- a disk that is full -------------------------------------------------------------------------


def test_a_full_archive_refuses_the_scan_and_keeps_what_was_answered(
    sqlite_hub: HubOfTests,
) -> None:
    answered, refusal = scan_until_refused(sqlite_hub)
    assert spoken(refusal).code == "disk_full"
    assert [row.id for row in sqlite_hub.rows(Visit)] == answered
    sqlite_hub.engine.dispose()  # as if somebody made room: a new connection knows no limit
    assert sqlite_hub.scan(sqlite_hub.member()).answer is Answer.ADMITTED


def scan_until_refused(hub: HubOfTests) -> tuple[list[UUID], DatabaseAway]:
    """Let people in until the file cannot grow; who was let in, and what was said then."""
    people = [hub.member() for _ in range(60)]
    cards = [hub.code(one) for one in people]
    assert cards

    def limit(connection: Any, _record: Any, _proxy: Any) -> None:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages}")

    event.listen(hub.engine, "checkout", limit)
    answered: list[UUID] = []
    try:
        for person in people:
            verdict = hub.by_sight(person)
            assert verdict.visit is not None
            answered.append(verdict.visit)
    except DatabaseAway as refusal:
        return answered, refusal
    finally:
        event.remove(hub.engine, "checkout", limit)
    raise AssertionError("the file grew beyond its limit")


FULL_DISK = """
import resource, signal, sys
from uuid import UUID
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
from askadesk.core.errors import DatabaseAway
from askadesk.core.opening import open_database
from askadesk.core.ports import SystemClock, SystemIds
from askadesk.hubs.finding import actor_at
from askadesk.presence.request import ScanRequest
from askadesk.services import build_services
from db.values import Source

clock, ids = SystemClock(), SystemIds()
engine = open_database(sys.argv[1], clock).engine
desk = build_services(engine, clock, ids, actor_at(engine, Source.DESK, clock, ids))
limit = int(sys.argv[2])
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
for person in sys.argv[3:]:
    try:
        print(desk.presence.scan(ScanRequest(person=UUID(person), at_work=True)).visit, flush=True)
    except DatabaseAway as refusal:
        print("refused", refusal.code, flush=True)
        break
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
print("again", desk.presence.scan(ScanRequest(person=UUID(person), at_work=True)).visit, flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="the limit on a file's size is a Unix one")
def test_a_disk_without_room_for_one_more_byte_is_said_and_the_desk_goes_on(
    sqlite_hub: HubOfTests,
) -> None:
    people = [sqlite_hub.person() for _ in range(60)]
    path = Path(str(sqlite_hub.engine.url.database))
    sqlite_hub.engine.dispose()
    arguments = [str(path), str(path.stat().st_size + 60_000), *map(str, people)]
    result = subprocess.run(
        [sys.executable, "-c", FULL_DISK, *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
    )
    *answered, refusal, again = result.stdout.splitlines()
    assert refusal == "refused disk_full", result.stdout + result.stderr
    assert result.returncode == 0
    kept = [str(row.id) for row in sqlite_hub.rows(Visit)]
    assert kept == [*answered, again.removeprefix("again ")]
    with sqlite_hub.engine.connect() as connection:
        assert connection.scalar(text("PRAGMA integrity_check")) == "ok"


# --- somebody else holds it ----------------------------------------------------------------------


def test_an_archive_held_by_another_program_is_said_and_free_again_after(
    sqlite_hub: HubOfTests,
) -> None:
    giulia = sqlite_hub.member()

    def impatient(connection: Any, _record: Any, _proxy: Any) -> None:
        connection.execute("PRAGMA busy_timeout = 50")

    event.listen(sqlite_hub.engine, "checkout", impatient)
    holding = sqlite3.connect(str(sqlite_hub.engine.url.database), isolation_level=None)
    holding.execute("BEGIN EXCLUSIVE")
    with pytest.raises(DatabaseAway) as refusal:
        sqlite_hub.by_sight(giulia)
    assert spoken(refusal.value).code == "database_busy"
    holding.execute("ROLLBACK")
    holding.close()
    assert sqlite_hub.by_sight(giulia).answer is Answer.ADMITTED
    assert len(sqlite_hub.rows(Visit)) == 1


# --- a server ------------------------------------------------------------------------------------


def test_a_wrong_password_is_said(wrong_password_url: str) -> None:
    assert refused(wrong_password_url).code == "database_password"


def test_a_role_that_the_server_does_not_know_is_said(postgres_server: Server) -> None:
    url = postgres_server.url("postgres").replace("//postgres:@", "//nobody-here:@")
    assert refused(url).code == "database_password"


def test_an_archive_that_the_server_does_not_have_is_said(postgres_server: Server) -> None:
    assert refused(postgres_server.url("no_such_archive")).code == "database_missing"


def test_a_server_that_is_not_there_is_said() -> None:
    assert refused("postgresql://desk:x@127.0.0.1:1/desk").code == "database_away"


def test_a_server_whose_name_nobody_knows_is_said() -> None:
    assert refused("postgresql://desk:x@no-such-server.invalid/desk").code == "database_away"


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """A server of one's own, to be stopped."""
    with own_server() as own:
        yield own


def test_a_server_gone_in_mid_work_is_said_and_everything_is_there_when_it_comes_back(
    server: Server,
) -> None:
    desk = opened(server.create("desk"))
    hub = HubOfTests(desk.engine)
    giulia, omar = hub.member("Giulia Ferrero"), hub.member("Omar Benali")
    answered = hub.by_sight(giulia)
    server.stop()
    for ask in (lambda: hub.by_sight(omar), hub.desk.reading.today):
        with pytest.raises(DatabaseAway) as refusal:
            ask()
        assert spoken(refusal.value).code == "database_away"
    server.start()
    assert hub.by_sight(omar).answer is Answer.ADMITTED
    first, second = hub.rows(Visit)
    assert (first.id, second.person) == (answered.visit, omar)
    desk.engine.dispose()


def test_the_archive_is_told_by_its_place_and_never_with_its_password(
    server: Server, tmp_path: Path
) -> None:
    local = opened(tmp_path / "desk.sqlite")
    assert (local.is_shared, local.place) == (False, str(tmp_path / "desk.sqlite"))
    local.engine.dispose()
    url = server.create("told").replace("//postgres:@", "//postgres:segreta@")
    shared = opened(url)
    assert shared.is_shared
    assert "segreta" not in shared.place
    shared.engine.dispose()


def test_no_file_is_left_behind_by_a_place_that_was_refused(tmp_path: Path) -> None:
    path = tmp_path / "desk.sqlite"
    path.write_bytes(b"Buongiorno. " * 5000)
    refused(path)
    assert [one.name for one in tmp_path.iterdir()] == ["desk.sqlite"]
    shutil.rmtree(tmp_path)


def test_an_engine_is_made_without_touching_the_database(tmp_path: Path) -> None:
    make_engine(tmp_path / "desk.sqlite").dispose()
    assert list(tmp_path.iterdir()) == []
