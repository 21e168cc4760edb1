"""A hub that brings files in: plans on offer, one line for a preview, one for the import."""

from __future__ import annotations

from typing import Any

from askadesk.transfer.planning import Plan
from askadesk.transfer.reading import read_bytes
from askadesk.transfer.rows import Choices, Imported, Outcome, PlannedRow
from askadesk.transfer.service import TransferService
from askadesk.transfer.words import row_sentence
from tests.hub_of_tests import HubOfTests


def transfer(hub: HubOfTests) -> TransferService:
    return hub.manager.transfer


def looked_at(hub: HubOfTests, data: bytes, name: str = "persone.csv", **choices: Any) -> Plan:
    """What importing ``data`` would do."""
    source = read_bytes(name, data)
    service = transfer(hub)
    return service.preview(source, Choices(**choices), service.knowledge())


def brought_in(hub: HubOfTests, data: bytes, **choices: Any) -> Imported:
    """Import ``data``."""
    return transfer(hub).carry_out(looked_at(hub, data, **choices))


def outcomes(plan: Plan) -> list[str]:
    return [row.outcome.value for row in plan.preview.rows]


def names(plan: Plan) -> list[str]:
    return [row.name for row in plan.preview.rows]


def said(plan: Plan, number: int) -> str:
    """What is said of the row with that number."""
    return row_sentence(row(plan, number))


def row(plan: Plan, number: int) -> PlannedRow:
    return next(one for one in plan.preview.rows if one.number == number)


def left_of(plan: Plan) -> list[int | None]:
    return [one.holding.left if one.holding else None for one in plan.preview.rows]


NEW, CHOOSE, CANNOT = Outcome.NEW.value, Outcome.CHOOSE.value, Outcome.CANNOT.value
SAME, UPDATE, LEFT_OUT = Outcome.SAME.value, Outcome.UPDATE.value, Outcome.LEFT_OUT.value
