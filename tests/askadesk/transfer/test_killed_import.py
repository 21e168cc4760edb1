"""An import that is killed in the midst of its transaction leaves nothing, and holds nobody up."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

from askadesk.core.i18n import speaking
from db.models import (
    Import,
    ImportRow,
    LedgerMovement,
    Membership,
    Organisation,
    Pass,
    Person,
)
from tests.askadesk.transfer.bringing_in import brought_in
from tests.askadesk.transfer.files import csv_bytes
from tests.counts import count
from tests.hub_of_tests import HubOfTests

HEADER = "Nome;Cognome;E-mail;Organizzazione;Piano;Residuo\n"
ROWS = count(400, 20_000)
MADE = (Person, Organisation, Membership, Pass, LedgerMovement, Import, ImportRow)


def file_of(rows: int) -> bytes:
    lines = (
        f"Nome{at};Cognome{at};p{at}@esempio.it;Studio {at % 9};"
        + ("carnet-10;7" if at % 2 else ";")
        for at in range(rows)
    )
    return csv_bytes(*lines, header=HEADER)


def kill_in_the_midst(url: str, file: Path) -> None:
    """Begin an import in a process, and kill it once half of its rows were sent."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.askadesk.transfer.import_process", url, str(file)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    assert [process.stdout.readline().strip() for _line in range(2)] == ["ready", "writing"]
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdin.close()
    process.stdout.close()


def test_a_killed_import_leaves_nothing_and_the_file_comes_in_after_it(
    hub: HubOfTests, database_url: str, tmp_path: Path
) -> None:
    hub.carnet("carnet-10")
    before = {model: len(hub.rows(model)) for model in MADE}
    file = tmp_path / "persone.csv"
    file.write_bytes(file_of(ROWS))
    kill_in_the_midst(database_url, file)
    after = {model: len(hub.rows(model)) for model in MADE}
    assert after == before
    with speaking("en"):
        done = brought_in(hub, file.read_bytes())
    assert (done.people, done.organisations, done.passes) == (ROWS, 9, ROWS // 2)
