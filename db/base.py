"""The base of every table: names of constraints, identities made by the client."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, MetaData, String, Table, Text
from sqlalchemy.orm import DeclarativeBase, mapped_column

from db.types import Identity, UTCDateTime

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

Key = Annotated[UUID, mapped_column(Identity, primary_key=True)]
Moment = Annotated[datetime, mapped_column(UTCDateTime)]
Name = Annotated[str, mapped_column(String(200))]
Words = Annotated[str, mapped_column(Text)]


class Base(DeclarativeBase):
    """Every table of the desk. Primary keys are UUIDv7, made before the row is sent."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map = {
        UUID: Identity,
        datetime: UTCDateTime,
        dict[str, Any]: JSON,
        list[Any]: JSON,
    }


def to(target: str, *, index: bool = False, primary_key: bool = False) -> Any:
    """A column that refers to ``target`` ("table.column"); nothing cascades, since nothing is deleted."""
    return mapped_column(Identity, ForeignKey(target), index=index, primary_key=primary_key)


def table_of(model: type[Base]) -> Table:
    """The table of a model, for statements that go past the ORM."""
    table = model.__table__
    assert isinstance(table, Table)
    return table
