"""The databases that the tests themselves stand on."""

from __future__ import annotations

import pytest
from sqlalchemy import inspect, text
from sqlalchemy.exc import OperationalError

from db.engine import make_engine
from db.upgrade import HEAD
from tests.postgres import own_server


def test_each_test_gets_an_upgraded_database_on_both_engines(database_url: str) -> None:
    engine = make_engine(database_url)
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT version_num FROM alembic_version")) == HEAD
        assert "visits" in inspect(connection).get_table_names()
    engine.dispose()


def test_a_blank_database_holds_no_table(blank_database_url: str) -> None:
    engine = make_engine(blank_database_url)
    with engine.connect() as connection:
        assert inspect(connection).get_table_names() == []
    engine.dispose()


def test_the_postgresql_of_the_tests_is_number_18_and_keeps_what_it_commits(
    blank_postgres_url: str,
) -> None:
    engine = make_engine(blank_postgres_url)
    with engine.connect() as connection:
        assert str(connection.scalar(text("SHOW server_version"))).startswith("18")
        assert connection.scalar(text("SHOW fsync")) == "on"
        assert connection.scalar(text("SHOW synchronous_commit")) == "on"
    engine.dispose()


def test_a_wrong_password_is_refused(wrong_password_url: str) -> None:
    engine = make_engine(wrong_password_url)
    with pytest.raises(OperationalError, match="password authentication failed"):
        engine.connect()
    engine.dispose()


def test_a_server_of_ones_own_can_go_away_and_come_back() -> None:
    with own_server() as server:
        engine = make_engine(server.create("hub"))
        with engine.connect() as connection:
            connection.execute(text("CREATE TABLE kept (n int)"))
            connection.commit()
        engine.dispose()
        server.stop()
        with pytest.raises(OperationalError):
            engine.connect()
        server.start()
        with engine.connect() as connection:
            assert inspect(connection).get_table_names() == ["kept"]
        engine.dispose()
        folder = server.folder
    assert not folder.exists()
