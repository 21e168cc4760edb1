"""What several migrations do in the same way."""

from contextlib import AbstractContextManager

from alembic import op
from alembic.operations import BatchOperations


def changing(table: str) -> AbstractContextManager[BatchOperations]:
    """Change ``table`` in place on PostgreSQL; make it anew on SQLite, where a column that is only added
    would stand in another order than in a fresh archive."""
    on_sqlite = op.get_context().dialect.name == "sqlite"
    return op.batch_alter_table(table, recreate="always" if on_sqlite else "never")
