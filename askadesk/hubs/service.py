"""The hub at which one works: asked for, and changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from askadesk.core.unit_of_work import UnitOfWork
from askadesk.hubs.changing import Changing
from askadesk.hubs.finding import hub_of, operators
from askadesk.hubs.rows import HubRow

if TYPE_CHECKING:
    from askadesk.documents.rows import HubFacts


class HubService(Changing):
    """The hub at which the actor works: what it is, and how it is changed."""

    def __init__(self, unit: UnitOfWork) -> None:
        self._unit = unit

    def row(self) -> HubRow:
        with self._unit.ask() as connection:
            return hub_of(connection, self._unit.actor.hub)

    def paper(self) -> HubFacts:
        """The hub as paper names it."""
        row = self.row()
        from askadesk.documents.rows import HubFacts

        return HubFacts(row.name, row.address, row.city, row.phone)

    def operator_name(self) -> str:
        """The name of who works at the desk."""
        with self._unit.ask() as connection:
            statement = select(operators.c.name).where(operators.c.id == self._unit.actor.operator)
            name: str = connection.scalar(statement) or ""
        return name
