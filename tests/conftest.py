"""For every test: no display is needed, and each begins with the program speaking Italian."""

from __future__ import annotations

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from collections.abc import Iterator

import pytest

import ui  # noqa: F401  on Python 3.11 the constants last longer with it: before Qt is used
from askadesk.core import i18n


@pytest.fixture(autouse=True)
def _italian() -> Iterator[None]:
    """The language of the program is one for the process: no test leaves it changed."""
    i18n.set_language(i18n.DEFAULT_LANGUAGE)
    yield
    i18n.set_language(i18n.DEFAULT_LANGUAGE)
