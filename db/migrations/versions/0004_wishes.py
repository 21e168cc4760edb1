"""Who waits for a space keeps what a booking of theirs would keep: whether it is private, and the note."""

import sqlalchemy as sa

from db.migrations.changing import changing

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with changing("waiting") as table:
        table.add_column(
            sa.Column("private", sa.Boolean(), nullable=False, server_default=sa.false())
        )
        table.add_column(
            sa.Column("note", sa.String(length=400), nullable=False, server_default="")
        )
