"""A hub with a row in every table, to try the database's promises on."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.db import sample
from tests.hub_of_tests import HubOfTests, quick_engine


@pytest.fixture
def full(hub: HubOfTests) -> HubOfTests:
    """A hub with a row in every table."""
    sample.fill(hub)
    return hub


@pytest.fixture
def full_sqlite(sqlite_hub: HubOfTests) -> HubOfTests:
    """The same on SQLite alone."""
    sample.fill(sqlite_hub)
    return sqlite_hub


@pytest.fixture
def full_postgres(postgres_url: str) -> Iterator[HubOfTests]:
    """The same on PostgreSQL alone."""
    engine = quick_engine(postgres_url)
    hub = HubOfTests(engine)
    sample.fill(hub)
    yield hub
    engine.dispose()
