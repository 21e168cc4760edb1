"""What the whole desk needs: fields of people, merges, search, pauses, imports, roll calls."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from db.folding import sort_key
from db.migrations.changing import changing
from db.queries.words import index_everyone
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
    _roll_calls()
    _imports()
    _search()


def _people() -> None:
    with changing("people") as table:
        for column, length in (("seeks", 200), ("languages", 100), ("tax_code", 16)):
            table.add_column(_words(column, sa.String(length)))
        table.add_column(sa.Column("last_visit", UTCDateTime(), nullable=True))
        for column in ("rights_last", "rights_until"):
            table.add_column(sa.Column(column, sa.Date(), nullable=True))
        table.drop_index("ix_people_family_given")
    with changing("organisations") as table:
        table.add_column(_words("phone", sa.String(40)))
        table.add_column(_words("address", sa.String(200)))
        table.add_column(_words("note", sa.Text()))
    with changing("passes") as table:
        table.add_column(sa.Column("drawn_on", sa.Date(), nullable=True))


def _words(name: str, kind: sa.types.TypeEngine[str]) -> sa.Column[str]:
    return sa.Column(name, kind, nullable=False, server_default="")


def _consents() -> None:
    """More kinds of consent: the CHECK that lists them is made anew."""
    rule = f"kind IN ({', '.join(repr(code) for code in CONSENTS)})"
    for table in ("consents", "notices"):
        with changing(table) as batch:
            batch.drop_constraint(op.f(f"ck_{table}_consentkind"), type_="check")
            batch.create_check_constraint(op.f(f"ck_{table}_consentkind"), rule)


def _prices() -> None:
    with changing("product_prices") as table:
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


def _roll_calls() -> None:
    """Roll calls, their ticks, and what each found when it ended."""
    op.create_table(
        "roll_calls",
        sa.Column("id", Identity(), nullable=False),
        sa.Column("hub", Identity(), nullable=False),
        sa.Column("drill", sa.Boolean(), nullable=False),
        sa.Column("started_at", UTCDateTime(), nullable=False),
        sa.Column("operator", Identity(), nullable=False),
        sa.Column("device", Identity(), nullable=False),
        sa.Column("ended_at", UTCDateTime(), nullable=True),
        sa.Column("ended_by", Identity(), nullable=True),
        sa.Column("command", Identity(), nullable=False),
        sa.CheckConstraint(
            "(ended_at IS NULL) = (ended_by IS NULL)", name=op.f("ck_roll_calls_ended")
        ),
        sa.CheckConstraint(
            "ended_at IS NULL OR ended_at >= started_at", name=op.f("ck_roll_calls_order")
        ),
        *_refer("roll_calls", hub="hubs", operator="operators", device="devices"),
        *_refer("roll_calls", ended_by="operators"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_roll_calls")),
    )
    op.create_index(
        "uq_roll_calls_open",
        "roll_calls",
        ["hub"],
        unique=True,
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_index(
        "ix_roll_calls_hub_started_at", "roll_calls", ["hub", "started_at"], unique=False
    )
    _ticks()
    _roll_call_people()


def _ticks() -> None:
    table = "roll_call_ticks"
    op.create_table(
        table,
        sa.Column("id", Identity(), nullable=False),
        sa.Column("roll_call", Identity(), nullable=False),
        sa.Column("visit", Identity(), nullable=False),
        sa.Column("heads", sa.Integer(), nullable=False),
        sa.Column("undoes", Identity(), nullable=True),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("device", Identity(), nullable=False),
        sa.Column("command", Identity(), nullable=False),
        sa.CheckConstraint(
            "heads >= 0 AND (heads = 0) = (undoes IS NOT NULL)", name=op.f(f"ck_{table}_heads")
        ),
        *_refer(table, roll_call="roll_calls", visit="visits", undoes=table, device="devices"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )
    op.create_index(op.f(f"ix_{table}_roll_call"), table, ["roll_call"], unique=False)
    op.create_index(
        f"uq_{table}_undoes",
        table,
        ["undoes"],
        unique=True,
        sqlite_where=sa.text("undoes IS NOT NULL"),
        postgresql_where=sa.text("undoes IS NOT NULL"),
    )


def _roll_call_people() -> None:
    table = "roll_call_people"
    op.create_table(
        table,
        sa.Column("id", Identity(), nullable=False),
        sa.Column("roll_call", Identity(), nullable=False),
        sa.Column("visit", Identity(), nullable=False),
        sa.Column("person", Identity(), nullable=False),
        sa.Column("heads", sa.Integer(), nullable=False),
        sa.Column("found", sa.Integer(), nullable=False),
        sa.Column("found_at", UTCDateTime(), nullable=True),
        sa.CheckConstraint(
            "heads > 0 AND found >= 0 AND found <= heads", name=op.f(f"ck_{table}_found")
        ),
        sa.CheckConstraint("(found = 0) = (found_at IS NULL)", name=op.f(f"ck_{table}_when")),
        *_refer(table, roll_call="roll_calls", visit="visits", person="people"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint("roll_call", "visit", name=op.f(f"uq_{table}_roll_call_visit")),
    )


def _refer(table: str, **columns: str) -> list[sa.ForeignKeyConstraint]:
    """Foreign keys of ``table``: column and the table it refers to."""
    return [
        sa.ForeignKeyConstraint([column], [f"{to}.id"], name=op.f(f"fk_{table}_{column}_{to}"))
        for column, to in columns.items()
    ]


def _imports() -> None:
    counts = ("people", "updated", "organisations", "memberships", "passes", "left_out")
    op.create_table(
        "imports",
        sa.Column("id", Identity(), nullable=False),
        sa.Column("hub", Identity(), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("digest", sa.String(32), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("command", Identity(), nullable=False),
        *(sa.Column(count, sa.Integer(), nullable=False) for count in counts),
        sa.Column("undone_at", UTCDateTime(), nullable=True),
        sa.Column("undone_by", Identity(), nullable=True),
        sa.CheckConstraint(
            "(undone_at IS NULL) = (undone_by IS NULL)", name=op.f("ck_imports_undone")
        ),
        sa.ForeignKeyConstraint(["hub"], ["hubs.id"], name=op.f("fk_imports_hub_hubs")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_imports")),
    )
    made = (
        ("import", "imports"),
        ("person", "people"),
        ("organisation", "organisations"),
        ("member", "organisation_members"),
        ("membership", "memberships"),
        ("pass", "passes"),
    )
    op.create_table(
        "import_rows",
        sa.Column("id", Identity(), nullable=False),
        sa.Column("import", Identity(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("person", Identity(), nullable=True),
        sa.Column("made_person", sa.Boolean(), nullable=False),
        sa.Column("organisation", Identity(), nullable=True),
        sa.Column("made_organisation", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("member", Identity(), nullable=True),
        sa.Column("membership", Identity(), nullable=True),
        sa.Column("pass", Identity(), nullable=True),
        sa.Column("filled", sa.JSON(), nullable=False),
        sa.CheckConstraint("number > 0", name=op.f("ck_import_rows_number")),
        *(
            sa.ForeignKeyConstraint(
                [column], [f"{table}.id"], name=op.f(f"fk_import_rows_{column}_{table}")
            )
            for column, table in made
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_rows")),
    )
    op.create_index(op.f("ix_import_rows_import"), "import_rows", ["import"], unique=False)


def _search() -> None:
    """Words to find people by, filled for those already there; what the list is sorted by."""
    letters = sa.String(64).with_variant(sa.String(64, collation="C"), "postgresql")
    three = sa.String(3).with_variant(sa.String(3, collation="C"), "postgresql")
    number = sa.BigInteger().with_variant(sa.Integer, "sqlite")
    op.create_table(
        "words",
        sa.Column("id", number, autoincrement=False, nullable=False),
        sa.Column("word", letters, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_words")),
        sa.UniqueConstraint("word", name=op.f("uq_words_word")),
    )
    op.create_table(
        "word_trigrams",
        sa.Column("trigram", three, nullable=False),
        sa.Column("word", number, autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("trigram", "word", name=op.f("pk_word_trigrams")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "word_uses",
        sa.Column("word", number, autoincrement=False, nullable=False),
        sa.Column("ref", Identity(), nullable=False),
        sa.Column("kind", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("word", "ref", name=op.f("pk_word_uses")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_word_uses_ref"), "word_uses", ["ref"], unique=False)
    _people_in_a_list()
    index_everyone(op.get_bind())


def _people_in_a_list() -> None:
    conditions = (
        "archived_at IS NULL AND merged_into IS NULL",
        "archived_at IS NOT NULL",
        "barred_at IS NOT NULL",
    )
    live, archived, barred = (_where(one) for one in conditions)
    op.create_index("ix_people_listed", "people", ["id", "folded"], **live)
    op.create_index("ix_people_listed_name", "people", ["folded", "id"], **live)
    op.create_index("ix_people_listed_visit", "people", ["last_visit", "id"], **live)
    op.create_index("ix_people_renewing", "people", ["rights_until", "rights_last", "id"], **live)
    op.create_index("ix_people_archived_at", "people", ["archived_at"], **archived)
    op.create_index("ix_people_barred_at", "people", ["barred_at"], **barred)
    _lists_of_rights()
    op.execute(
        "UPDATE people SET last_visit = (SELECT max(v.checked_in_at) FROM visits v"
        " WHERE v.person = people.id AND v.voided_at IS NULL)"
    )
    _sums_of_rights()
    _sort_keys()


def _lists_of_rights() -> None:
    """What a list asks of everyone at once is read from an index alone."""
    standing, owed = "archived_at IS NULL", "settled_at IS NULL AND cancelled_at IS NULL"
    left = f"{standing} AND balance > 0"
    holders = ["holder_person", "holder_organisation"]
    days = ["since", "until"]
    valid = ["terms", "valid_from", "valid_until", "balance"]
    cards = _where("status = 'active' AND kind = 'card'")
    op.create_index(
        "ix_memberships_held", "memberships", [*holders, "starts", "ends"], **_where(standing)
    )
    op.create_index("ix_passes_left", "passes", [*holders, *valid], **_where(left))
    op.create_index("ix_charges_owed", "charges", ["payer_person", "cents"], **_where(owed))
    op.create_index("ix_credentials_cards", "credentials", ["person"], **cards)
    op.create_index("ix_organisations_listed", "organisations", ["folded", "id"])
    table = "organisation_members"
    op.drop_index(op.f("ix_organisation_members_organisation"), table)
    op.create_index("ix_organisation_members_whose", table, ["organisation", *days, "person"])
    op.create_index("ix_organisation_members_where", table, ["person", *days, "organisation"])


def _sums_of_rights() -> None:
    """When each carnet was last drawn from, and until when what each person holds lasts."""
    op.execute(
        "UPDATE passes SET drawn_on = (SELECT l.day FROM ledger l WHERE l.pass = passes.id"
        " AND l.kind = 'draw' ORDER BY l.seq DESC LIMIT 1)"
    )
    several = "q.terms IN (SELECT t.id FROM product_terms t WHERE t.units > 1)"
    plans = "FROM memberships m WHERE m.holder_person = people.id AND m.archived_at IS NULL"
    carnets = (
        f"FROM passes q WHERE q.holder_person = people.id AND q.archived_at IS NULL AND {several}"
    )
    never = "'9999-12-31'"
    op.execute(
        f"UPDATE people SET rights_last = (SELECT max(coalesce(r.ends, {never})) FROM"
        f" (SELECT m.ends AS ends {plans} UNION ALL"
        f" SELECT q.valid_until {carnets} AND q.balance > 2) r),"
        f" rights_until = (SELECT max(r.ends) FROM"
        f" (SELECT coalesce(m.ends, {never}) AS ends {plans} UNION ALL"
        f" SELECT CASE WHEN q.balance > 0 THEN coalesce(q.valid_until, {never})"
        f" ELSE q.drawn_on END {carnets}) r)"
    )


def _where(condition: str) -> dict[str, Any]:
    return {"sqlite_where": sa.text(condition), "postgresql_where": sa.text(condition)}


def _sort_keys() -> None:
    """``folded`` was what a search looked into; now a list is sorted by it."""
    connection = op.get_bind()
    people = sa.table(
        "people",
        sa.column("id", Identity()),
        sa.column("given", sa.String()),
        sa.column("family", sa.String()),
        sa.column("folded", sa.Text()),
    )
    rows = connection.execute(sa.select(people.c.id, people.c.given, people.c.family)).all()
    keys = [{"key": row.id, "folded_now": sort_key(row.given, row.family)} for row in rows]
    if keys:
        connection.execute(
            sa.update(people)
            .where(people.c.id == sa.bindparam("key"))
            .values(folded=sa.bindparam("folded_now")),
            keys,
        )
