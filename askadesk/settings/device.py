"""What this computer has chosen for itself: archive, language, look, sounds, camera, printers.

Kept in a TOML file in the platform's own folder, so that a hub with two desks can have two habits.
"""

from __future__ import annotations

import json
import logging
import os
import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from platformdirs import user_config_path

from askadesk.core.errors import DeskError
from askadesk.core.i18n import DEFAULT_LANGUAGE, LANGUAGES, _

_log = logging.getLogger(__name__)
VARIABLE = "ASKADESK_DEVICE_SETTINGS"
LOOKS = ("system", "light", "dark", "contrast")
TEXT_SIZES = (100, 115, 130)
MOTIONS = ("system", "never")
MOST_COPIES, FARTHEST = 20, 100
"""Copies of one page, and how far (tenths of a millimetre) a print may be shifted."""


@dataclass(frozen=True, slots=True)
class Printer:
    """Where one use goes: the system's name of the printer ("" for a file), its tray and paper.

    ``folder`` is where its files go when it is no printer; ``right`` and ``down`` shift what is
    printed, in tenths of a millimetre.
    """

    device: str = ""
    tray: str = ""
    paper: str = ""
    folder: str = ""
    copies: int = 1
    right: int = 0
    down: int = 0


@dataclass(frozen=True, slots=True)
class DeviceSettings:
    """Declared once, with defaults. ``camera`` is the device's id, "" for the first one found;
    ``printers`` go by use ("card", "label", "list"). ``database`` is the archive of this desk, ""
    for the usual place; ``text_size`` a percentage; ``motion`` "system" or "never". The last copy was made
    ``copied_at`` (ISO, with its offset; "" for none) of the archive at ``copied_from``."""

    database: str = ""
    language: str = DEFAULT_LANGUAGE
    look: str = "system"
    text_size: int = 100
    motion: str = "system"
    sounds: bool = True
    camera: str = ""
    scan_by_camera: bool = False
    copied_from: str = ""
    copied_at: str = ""
    printers: Mapping[str, Printer] = field(default_factory=dict)

    def with_printer(self, use: str, printer: Printer) -> DeviceSettings:
        return replace(self, printers={**self.printers, use: printer})


def default_path() -> Path:
    """The file of this computer, or the one that ASKADESK_DEVICE_SETTINGS names."""
    named = os.environ.get(VARIABLE)
    return Path(named) if named else user_config_path("askadesk", appauthor=False) / "desk.toml"


def read_settings(path: Path) -> DeviceSettings:
    """The settings in ``path``; what is missing or not understood keeps its default."""
    try:
        stored = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return DeviceSettings()
    except (OSError, ValueError):
        _log.warning("the settings of this desk could not be read: %s", path, exc_info=True)
        return DeviceSettings()
    known = {one.name: stored[one.name] for one in fields(DeviceSettings) if one.name in stored}
    return _checked(known)


def _checked(known: dict[str, Any]) -> DeviceSettings:
    default = DeviceSettings()
    printers = known.pop("printers", {})
    right = {
        name: value for name, value in known.items() if type(value) is type(getattr(default, name))
    }
    if right.get("language") not in LANGUAGES:
        right.pop("language", None)
    for name, known_values in (("look", LOOKS), ("text_size", TEXT_SIZES), ("motion", MOTIONS)):
        if right.get(name) not in known_values:
            right.pop(name, None)
    kept = {
        use: _printer(one)
        for use, one in (printers.items() if isinstance(printers, dict) else ())
        if isinstance(one, dict)
    }
    return DeviceSettings(**right, printers=kept)


def _printer(stored: dict[str, Any]) -> Printer:
    """A printer as it was stored; what is not understood keeps its default."""
    default = Printer()
    right = {
        part.name: stored[part.name]
        for part in fields(Printer)
        if type(stored.get(part.name)) is type(getattr(default, part.name))
    }
    printer = Printer(**right)
    return replace(
        printer,
        copies=min(MOST_COPIES, max(1, printer.copies)),
        right=min(FARTHEST, max(-FARTHEST, printer.right)),
        down=min(FARTHEST, max(-FARTHEST, printer.down)),
    )


def write_settings(settings: DeviceSettings, path: Path) -> None:
    """Keep ``settings``, whole or not at all. Raises DeskError when the file cannot be written."""
    lines = ["# What this desk has chosen for itself. AskaDesk writes this file."]
    lines += [f"{name} = {json.dumps(value)}" for name, value in _plain(settings)]
    for use, printer in settings.printers.items():
        lines += ["", f"[printers.{use}]"]
        lines += [f"{name} = {json.dumps(value)}" for name, value in asdict(printer).items()]
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        # The address of a shared archive may hold its password: nobody else reads this file.
        part.touch(mode=0o600)
        part.write_text("\n".join(lines) + "\n", encoding="utf-8")
        part.replace(path)
    except OSError as error:
        raise DeskError(
            _("The settings of this desk could not be saved."),
            code="settings_not_saved",
            kept=_("They hold until the program is closed."),
            todo=_("Check that {path} can be written.").format(path=path),
        ) from error


def _plain(settings: DeviceSettings) -> list[tuple[str, Any]]:
    names = [one.name for one in fields(DeviceSettings) if one.name != "printers"]
    return [(name, getattr(settings, name)) for name in names]
