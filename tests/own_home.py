"""A run of the tests has a home of its own: it leaves no settings, logs or sockets in yours."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

import pytest

_FOLDER = "ASKADESK_TEST_HOME"
_PLACES = {
    "XDG_CONFIG_HOME": "config",
    "XDG_DATA_HOME": "data",
    "XDG_STATE_HOME": "state",
    "XDG_CACHE_HOME": "cache",
    "XDG_RUNTIME_DIR": "runtime",
    # Without a place of its own the sound server's library makes one in the temporary folder.
    "PULSE_RUNTIME_PATH": "pulse",
}


def pytest_configure(config: pytest.Config) -> None:
    """Move in; the workers of xdist inherit the environment."""
    if hasattr(config, "workerinput"):
        return
    home = Path(tempfile.mkdtemp(prefix="askadesk-home-"))
    os.environ[_FOLDER] = str(home)
    for variable, name in _PLACES.items():
        place = home / name
        place.mkdir(mode=0o700)
        os.environ[variable] = str(place)
    for variable in ("ASKADESK_DATABASE", "ASKADESK_DEVICE_SETTINGS"):
        os.environ.pop(variable, None)


def pytest_unconfigure(config: pytest.Config) -> None:
    """Move out."""
    if not hasattr(config, "workerinput") and _FOLDER in os.environ:
        shutil.rmtree(os.environ.pop(_FOLDER), ignore_errors=True)
