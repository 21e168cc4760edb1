"""For every test: no display is needed, and each begins with the program speaking Italian."""

from __future__ import annotations

import gc
import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from collections.abc import Iterator
from itertools import count

import pytest
from hypothesis import settings

import ui  # noqa: F401  on Python 3.11 the constants last longer with it: before Qt is used
from askadesk.core import i18n

# Machines are shared and noisy: how long an example took says nothing about the desk.
settings.register_profile("desk", deadline=None)
settings.load_profile("desk")
_FREEZE_AFTER = 40
_finished = count(1)


@pytest.fixture(autouse=True)
def _italian() -> Iterator[None]:
    """The language of the program is one for the process: no test leaves it changed."""
    i18n.set_language(i18n.DEFAULT_LANGUAGE)
    yield
    i18n.set_language(i18n.DEFAULT_LANGUAGE)


def pytest_runtest_logfinish() -> None:
    """What stays from test to test (modules, texts, plans of statements) is not looked at again by each
    collection: towards the end of a long run that took longer than the tests."""
    if next(_finished) % _FREEZE_AFTER == 0:
        gc.collect()
        gc.freeze()
