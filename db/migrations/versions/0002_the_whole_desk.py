"""What the whole desk needs: fields of people, merges, search, pauses, imports, roll calls."""

from contextlib import AbstractContextManager

import sqlalchemy as sa
from alembic import op
from alembic.operations import BatchOperations

from db.types import Identity, UTCDateTime

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

CONSENTS = (
    "house_rules",
    "introductions",
    "age",
    "event_photos",
    "stairs_help",
    "photo",
    "directory",
    "skills_on_card",
    "newsletter",
)

ONE_RIGHT = "(membership IS NULL) <> (pass IS NULL)"


def upgrade() -> None:
    _people()
    _consents()
    _prices()
    _merges()
    _pauses()


def _changing(table: str) -> AbstractContextManager[BatchOperations]:
    """Change ``table`` in place on PostgreSQL; make it anew on SQLite, where a column that is only added
    would stand in another order than in a fresh archive."""
    on_sqlite = op.get_context().dialect.name == "sqlite"
    return op.batch_alter_table(table, recreate="always" if on_sqlite else "never")


def _people() -> None:
    with _changing("people") as table:
        for column, length in (("seeks", 200), ("languages", 100), ("tax_code", 16)):
            table.add_column(_words(column, sa.String(length)))
    with _changing("organisations") as table:
        table.add_column(_words("phone", sa.String(40)))
        table.add_column(_words("address", sa.String(200)))
        table.add_column(_words("note", sa.Text()))


def _words(name: str, kind: sa.types.TypeEngine[str]) -> sa.Column[str]:
    return sa.Column(name, kind, nullable=False, server_default="")


def _consents() -> None:
    """More kinds of consent: the CHECK that lists them is made anew."""
    rule = f"kind IN ({', '.join(repr(code) for code in CONSENTS)})"
    for table in ("consents", "notices"):
        with _changing(table) as batch:
            batch.drop_constraint(op.f(f"ck_{table}_consentkind"), type_="check")
            batch.create_check_constraint(op.f(f"ck_{table}_consentkind"), rule)


def _prices() -> None:
    with _changing("product_prices") as table:
        table.add_column(sa.Column("vat", sa.String(8), nullable=False, server_default="22"))


def _merges() -> None:
    op.create_table(
        "merges",
        sa.Column("id", Identity(), nullable=False),
        sa.Column("kept", Identity(), nullable=False),
        sa.Column("gone", Identity(), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("command", Identity(), nullable=False),
        sa.Column("moved", sa.JSON(), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("undone_at", UTCDateTime(), nullable=True),
        sa.Column("undone_by", Identity(), nullable=True),
        sa.CheckConstraint("kept <> gone", name=op.f("ck_merges_two")),
        sa.CheckConstraint(
            "(undone_at IS NULL) = (undone_by IS NULL)", name=op.f("ck_merges_undone")
        ),
        sa.ForeignKeyConstraint(["gone"], ["people.id"], name=op.f("fk_merges_gone_people")),
        sa.ForeignKeyConstraint(["kept"], ["people.id"], name=op.f("fk_merges_kept_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_merges")),
    )
    op.create_index(op.f("ix_merges_kept"), "merges", ["kept"], unique=False)
    op.create_index(
        "uq_merges_gone_standing",
        "merges",
        ["gone"],
        unique=True,
        sqlite_where=sa.text("undone_at IS NULL"),
        postgresql_where=sa.text("undone_at IS NULL"),
    )


def _pauses() -> None:
    """Pauses of memberships and passes, and every move of their last day."""
    op.create_table(
        "pauses",
        sa.Column("id", Identity(), nullable=False),
        sa.Column("membership", Identity(), nullable=True),
        sa.Column("pass", Identity(), nullable=True),
        sa.Column("starts", sa.Date(), nullable=False),
        sa.Column("planned", sa.Date(), nullable=False),
        sa.Column("ends", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(400), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("command", Identity(), nullable=False),
        sa.Column("ended_at", UTCDateTime(), nullable=True),
        sa.Column("ended_by", Identity(), nullable=True),
        sa.CheckConstraint(ONE_RIGHT, name=op.f("ck_pauses_one_right")),
        sa.CheckConstraint("planned >= starts", name=op.f("ck_pauses_days")),
        sa.CheckConstraint("ends <= planned", name=op.f("ck_pauses_given_back")),
        sa.CheckConstraint("(ended_at IS NULL) = (ended_by IS NULL)", name=op.f("ck_pauses_ended")),
        *_rights("pauses"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pauses")),
    )
    op.create_table(
        "end_moves",
        sa.Column("id", Identity(), nullable=False),
        sa.Column("membership", Identity(), nullable=True),
        sa.Column("pass", Identity(), nullable=True),
        sa.Column("pause", Identity(), nullable=True),
        sa.Column("stood", sa.Date(), nullable=False),
        sa.Column("stands", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(400), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("command", Identity(), nullable=False),
        sa.CheckConstraint(ONE_RIGHT, name=op.f("ck_end_moves_one_right")),
        sa.CheckConstraint("stood <> stands", name=op.f("ck_end_moves_moves")),
        *_rights("end_moves"),
        sa.ForeignKeyConstraint(["pause"], ["pauses.id"], name=op.f("fk_end_moves_pause_pauses")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_end_moves")),
    )
    for table in ("pauses", "end_moves"):
        for column in ("membership", "pass"):
            op.create_index(op.f(f"ix_{table}_{column}"), table, [column], unique=False)


def _rights(table: str) -> list[sa.ForeignKeyConstraint]:
    return [
        sa.ForeignKeyConstraint(
            ["membership"], ["memberships.id"], name=op.f(f"fk_{table}_membership_memberships")
        ),
        sa.ForeignKeyConstraint(["pass"], ["passes.id"], name=op.f(f"fk_{table}_pass_passes")),
    ]
