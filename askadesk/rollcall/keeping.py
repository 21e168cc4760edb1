"""What a desk writes down beside a shared archive, so that a roll call survives a restart without it.

One small file in the platform's own data folder, readable by its owner only: who is inside, where to
look for them, whether they need help on the stairs, and what was ticked and not sent yet. No address,
no telephone, no code (cards are known by fingerprints). It is replaced whenever somebody comes or
goes, and after a day it is thrown away. Beside an archive in a file nothing is written: whoever can
read this file can read that one.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import types
import typing
from dataclasses import fields, is_dataclass
from datetime import datetime, timedelta, tzinfo
from enum import Enum
from pathlib import Path
from typing import Any, Union
from uuid import UUID
from zoneinfo import ZoneInfo

from platformdirs import user_data_path

from askadesk.rollcall.rows import Kept

_log = logging.getLogger(__name__)
_WORTH = timedelta(hours=24)


def keeper_for(database: str) -> Keeper | None:
    """The keeper beside the archive at ``database``; None where the archive is a file of this computer."""
    if not database.startswith("postgres"):
        return None
    name = hashlib.sha256(database.encode()).hexdigest()[:16]
    return Keeper(user_data_path("askadesk", appauthor=False) / f"inside-{name}.json")


class Keeper:
    """Reads and writes one file. A disk that is full stops nobody's roll call: the log says so."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def write(self, kept: Kept) -> None:
        """Keep ``kept`` instead of what was kept before, whole or not at all."""
        part = self._path.with_suffix(".part")
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            part.unlink(missing_ok=True)
            mine = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(mine, "w", encoding="utf-8") as file:
                json.dump(_plain(kept), file, ensure_ascii=False)
            part.replace(self._path)
        except OSError:
            _log.warning("who is inside could not be kept: %s", self._path, exc_info=True)

    def read(self, now: datetime) -> Kept | None:
        """What was kept, unless it is older than a day: then it is thrown away."""
        try:
            kept: Kept = _row(Kept, json.loads(self._path.read_text(encoding="utf-8")))
            if now - kept.known.read_at < _WORTH or kept.waiting:
                return kept
            self._path.unlink(missing_ok=True)
        except FileNotFoundError:
            return None
        except (OSError, ValueError, KeyError, TypeError):
            _log.warning("who was inside could not be read: %s", self._path, exc_info=True)
        return None


# --- rows as JSON --------------------------------------------------------------------------------


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return {one.name: _plain(getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    return str(value) if isinstance(value, UUID | tzinfo) else value


def _made(kind: Any, value: Any) -> Any:
    """``value`` as ``kind``: a row, a tuple of rows, or something plain."""
    if value is None or kind in (str, int, bool):
        return value
    if typing.get_origin(kind) in (Union, types.UnionType):
        (some,) = (one for one in typing.get_args(kind) if one is not type(None))
        return _made(some, value)
    if typing.get_origin(kind) is tuple:
        return tuple(_made(typing.get_args(kind)[0], one) for one in value)
    if is_dataclass(kind):
        return _row(kind, value)
    if kind is datetime:
        return datetime.fromisoformat(value)
    return ZoneInfo(value) if kind is tzinfo else kind(value)


def _row(kind: Any, stored: Any) -> Any:
    if not isinstance(stored, dict):
        raise TypeError(f"{kind.__name__} is kept as an object")
    hints = typing.get_type_hints(kind)
    known = {one.name for one in fields(kind)} & stored.keys()
    return kind(**{name: _made(hints[name], stored[name]) for name in known})
