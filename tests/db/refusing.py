"""Plain SQL that the database refuses, and the name of the promise by which it does."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import update
from sqlalchemy.exc import DBAPIError

from askadesk.core.database_errors import constraint_of
from db.engine import writing
from db.models import Base
from db.values import Movement
from tests.db import sample
from tests.hub_of_tests import HubOfTests


def refused(hub: HubOfTests, statement: str, **values: Any) -> str:
    """The promise that ``statement`` would break."""
    with pytest.raises(DBAPIError) as broken:
        hub.execute(statement, **values)
    return constraint_of(broken.value)


def refused_row(hub: HubOfTests, name: str, row: dict[str, Any], verb: str = "") -> str:
    """The promise that inserting ``row`` would break."""
    with pytest.raises(DBAPIError) as broken:
        sample.put(hub, name, row, verb)
    return constraint_of(broken.value)


def refused_change(hub: HubOfTests, name: str, key: Any, verb: str = "", **values: Any) -> str:
    """The promise that changing the row with that key would break."""
    statement = update(sample.table(name)).where(sample.key_of(name) == key).values(**values)
    with pytest.raises(DBAPIError) as broken, writing(hub.engine) as connection:
        connection.execute(statement.prefix_with(verb) if verb else statement)
    return constraint_of(broken.value)


def model_of(name: str) -> Any:
    return next(
        one.class_ for one in Base.registry.mappers if one.local_table is sample.table(name)
    )


def movement(hub: HubOfTests, **change: Any) -> dict[str, Any]:
    """The next movement of a pass that holds nine: one unit put right."""
    held = next(one for one in hub.rows(model_of("passes")) if one.balance == 9)
    row = sample.first(hub, "ledger", kind=Movement.GRANT)
    fits = {
        "id": hub.ids.new(),
        "pass": held.id,
        "seq": held.movements + 1,
        "kind": Movement.ADJUST,
        "delta": -1,
        "balance_after": 8,
    }
    return row | fits | change
