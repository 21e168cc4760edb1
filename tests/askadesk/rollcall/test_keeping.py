"""What a desk keeps of who is inside: beside a shared archive, for its owner alone, for a day."""

from __future__ import annotations

import stat
import sys
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from askadesk.documents.rows import HubFacts
from askadesk.rollcall.keeping import Keeper, keeper_for
from askadesk.rollcall.rows import (
    Call,
    Inside,
    Kept,
    Known,
    Place,
    PlaceKind,
    Step,
    Tick,
    Waiting,
)

ROME = ZoneInfo("Europe/Rome")
NINE = datetime(2026, 11, 17, 9, tzinfo=ROME)


def kept(*waiting: Waiting) -> Kept:
    place = Place(PlaceKind.SEAT, "Postazione flessibile")
    inside = Inside(UUID(int=1), UUID(int=2), "Niccolò Đukić", place, NINE, codes=("ab12",))
    ticks = (Tick(UUID(int=5), UUID(int=1), 1, NINE), Tick(UUID(int=6), UUID(int=1), 0, NINE))
    call = Call(UUID(int=9), True, NINE, "Marta", ticks)
    known = Known(NINE, HubFacts("Aska"), ROME, "Marta", "Banco", "cortile", (inside,))
    return Kept(known, waiting, call)


WAITING = Waiting(Step.TICK, UUID(int=7), NINE, UUID(int=9), visit=UUID(int=1), heads=1)


@pytest.fixture
def keeper(tmp_path: Path) -> Keeper:
    return Keeper(tmp_path / "data" / "inside.json")


def test_what_is_kept_comes_back_as_it_was(keeper: Keeper) -> None:
    keeper.write(kept(WAITING))
    assert keeper.read(NINE) == kept(WAITING)


def test_the_latest_replaces_what_was_there(keeper: Keeper) -> None:
    keeper.write(kept(WAITING))
    keeper.write(kept())
    found = keeper.read(NINE)
    assert found is not None
    assert found.waiting == ()


@pytest.mark.skipif(sys.platform == "win32", reason="the folder's own rights hold there")
def test_only_its_owner_can_read_it(keeper: Keeper, tmp_path: Path) -> None:
    keeper.write(kept())
    file = tmp_path / "data" / "inside.json"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [one.name for one in file.parent.iterdir()] == ["inside.json"]


def test_after_a_day_it_is_thrown_away_unless_something_is_still_to_be_sent(
    keeper: Keeper, tmp_path: Path
) -> None:
    keeper.write(kept(WAITING))
    assert keeper.read(NINE + timedelta(days=2)) is not None
    keeper.write(kept())
    assert keeper.read(NINE + timedelta(days=2)) is None
    assert not (tmp_path / "data" / "inside.json").exists()


@pytest.mark.parametrize("written", ["", "{", "[]", '{"known": 3}', "null", "\x00"])
def test_a_broken_file_is_no_list(keeper: Keeper, tmp_path: Path, written: str) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "inside.json").write_text(written)
    assert keeper.read(NINE) is None


def test_a_folder_that_is_forbidden_stops_nobody(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("no folder")
    keeper = Keeper(tmp_path / "data" / "inside.json")
    keeper.write(kept())
    assert keeper.read(NINE) is None
    assert (tmp_path / "data").read_text() == "no folder"


def test_only_a_shared_archive_has_something_kept_beside_it() -> None:
    assert keeper_for("/home/marta/askadesk.sqlite") is None
    one, other = (keeper_for(f"postgresql://desk@server/{name}") for name in ("aska", "aska2"))
    assert one is not None
    assert other is not None
    assert one._path != other._path
