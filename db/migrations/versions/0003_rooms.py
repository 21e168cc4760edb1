"""Spaces, bookings and what they occupy; who is expected for one; what a plan has of rooms."""

import sqlalchemy as sa
from alembic import op

from db.migrations.changing import changing
from db.types import Identity, UTCDateTime

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _spaces()
    _bookings()
    _of_bookings()
    _occupancy()
    _waiting()
    _expected()
    _ledger()
    _terms()


def _spaces() -> None:
    op.create_table(
        "spaces",
        sa.Column("id", Identity(), nullable=False),
        sa.Column("hub", Identity(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("name_en", sa.String(length=200), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "meeting_room",
                "hall",
                "booth",
                "office",
                "workshop",
                "desk_zone",
                "desk",
                "equipment",
                name="spacekind",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.Column("floor", sa.String(length=80), nullable=False),
        sa.Column("features", sa.JSON(), nullable=False),
        sa.Column("setup", sa.Integer(), nullable=False),
        sa.Column("cleanup", sa.Integer(), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("least", sa.Integer(), nullable=False),
        sa.Column("most", sa.Integer(), nullable=True),
        sa.Column("notice_minutes", sa.Integer(), nullable=False),
        sa.Column("ahead_days", sa.Integer(), nullable=True),
        sa.Column("grace", sa.Integer(), nullable=False),
        sa.Column("week", sa.JSON(), nullable=True),
        sa.Column("plans", sa.JSON(), nullable=True),
        sa.Column(
            "role",
            sa.Enum(
                "receptionist",
                "manager",
                name="role",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("archived_at", UTCDateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("ahead_days IS NULL OR ahead_days > 0", name=op.f("ck_spaces_ahead")),
        sa.CheckConstraint("most IS NULL OR most >= least", name=op.f("ck_spaces_lengths")),
        sa.CheckConstraint("notice_minutes >= 0", name=op.f("ck_spaces_notice")),
        sa.CheckConstraint("seats > 0", name=op.f("ck_spaces_seats")),
        sa.CheckConstraint(
            "setup >= 0 AND cleanup >= 0 AND grace >= 0", name=op.f("ck_spaces_buffers")
        ),
        sa.CheckConstraint("step > 0 AND least > 0", name=op.f("ck_spaces_step")),
        sa.ForeignKeyConstraint(["hub"], ["hubs.id"], name=op.f("fk_spaces_hub_hubs")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_spaces")),
    )
    op.create_index("ix_spaces_hub_position", "spaces", ["hub", "position"], unique=False)
    op.create_table(
        "space_units",
        sa.Column("space", Identity(), nullable=False),
        sa.Column("unit", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("own", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["space"], ["spaces.id"], name=op.f("fk_space_units_space_spaces")),
        sa.PrimaryKeyConstraint("space", "unit", name=op.f("pk_space_units")),
    )
    op.create_index(
        "uq_space_units_own",
        "space_units",
        ["unit"],
        unique=True,
        sqlite_where=sa.text("own"),
        postgresql_where=sa.text("own"),
    )
    op.create_table(
        "space_parts",
        sa.Column("space", Identity(), nullable=False),
        sa.Column("part", Identity(), nullable=False),
        sa.ForeignKeyConstraint(["part"], ["spaces.id"], name=op.f("fk_space_parts_part_spaces")),
        sa.ForeignKeyConstraint(["space"], ["spaces.id"], name=op.f("fk_space_parts_space_spaces")),
        sa.PrimaryKeyConstraint("space", "part", name=op.f("pk_space_parts")),
    )
    op.create_table(
        "space_closures",
        sa.Column("id", Identity(), nullable=False),
        sa.Column("space", Identity(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("opens", sa.Time(), nullable=True),
        sa.Column("closes", sa.Time(), nullable=True),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("archived_at", UTCDateTime(), nullable=True),
        sa.CheckConstraint(
            "(opens IS NULL) = (closes IS NULL)", name=op.f("ck_space_closures_hours")
        ),
        sa.CheckConstraint("last_day >= first_day", name=op.f("ck_space_closures_days")),
        sa.ForeignKeyConstraint(
            ["space"], ["spaces.id"], name=op.f("fk_space_closures_space_spaces")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_space_closures")),
    )
    op.create_index(
        "ix_space_closures_space_last_day", "space_closures", ["space", "last_day"], unique=False
    )
    op.create_table(
        "space_prices",
        sa.Column("id", Identity(), nullable=False),
        sa.Column("space", Identity(), nullable=False),
        sa.Column("product", Identity(), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("hour_cents", sa.Integer(), nullable=True),
        sa.Column("half_day_cents", sa.Integer(), nullable=True),
        sa.Column("day_cents", sa.Integer(), nullable=True),
        sa.Column("credits", sa.Integer(), nullable=True),
        sa.Column("vat", sa.String(length=8), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("command", Identity(), nullable=False),
        sa.CheckConstraint(
            "coalesce(hour_cents, 0) >= 0 AND coalesce(half_day_cents, 0) >= 0"
            " AND coalesce(day_cents, 0) >= 0 AND coalesce(credits, 0) >= 0",
            name=op.f("ck_space_prices_cents"),
        ),
        sa.ForeignKeyConstraint(
            ["product"], ["products.id"], name=op.f("fk_space_prices_product_products")
        ),
        sa.ForeignKeyConstraint(
            ["space"], ["spaces.id"], name=op.f("fk_space_prices_space_spaces")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_space_prices")),
        sa.UniqueConstraint(
            "space", "product", "valid_from", name=op.f("uq_space_prices_space_product_valid_from")
        ),
    )
    op.create_index(
        "uq_space_prices_everybody",
        "space_prices",
        ["space", "valid_from"],
        unique=True,
        sqlite_where=sa.text("product IS NULL"),
        postgresql_where=sa.text("product IS NULL"),
    )


def _bookings() -> None:
    op.create_table(
        "booking_series",
        sa.Column("id", Identity(), nullable=False),
        sa.Column("hub", Identity(), nullable=False),
        sa.Column("rule", sa.String(length=400), nullable=False),
        sa.Column("start", sa.String(length=19), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("skipped", sa.JSON(), nullable=False),
        sa.Column("extra", sa.JSON(), nullable=False),
        sa.Column("follows", Identity(), nullable=True),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("command", Identity(), nullable=False),
        sa.ForeignKeyConstraint(
            ["follows"],
            ["booking_series.id"],
            name=op.f("fk_booking_series_follows_booking_series"),
        ),
        sa.ForeignKeyConstraint(["hub"], ["hubs.id"], name=op.f("fk_booking_series_hub_hubs")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_booking_series")),
    )
    op.create_table(
        "bookings",
        sa.Column("id", Identity(), nullable=False),
        sa.Column("hub", Identity(), nullable=False),
        sa.Column("series", Identity(), nullable=True),
        sa.Column("wall", sa.String(length=19), nullable=True),
        sa.Column(
            "status",
            sa.Enum(
                "hold",
                "confirmed",
                "in_use",
                "done",
                "no_show",
                "cancelled",
                name="bookingstatus",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("starts", UTCDateTime(), nullable=False),
        sa.Column("ends", UTCDateTime(), nullable=False),
        sa.Column("person", Identity(), nullable=True),
        sa.Column("organisation", Identity(), nullable=True),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("note", sa.String(length=400), nullable=False),
        sa.Column("private", sa.Boolean(), nullable=False),
        sa.Column("heads", sa.Integer(), nullable=False),
        sa.Column("lines", sa.JSON(), nullable=False),
        sa.Column("price", sa.JSON(), nullable=False),
        sa.Column("cents", sa.Integer(), nullable=False),
        sa.Column("covered", sa.Integer(), nullable=False),
        sa.Column("credits", sa.Integer(), nullable=False),
        sa.Column("paid_from", Identity(), nullable=True),
        sa.Column("expires_at", UTCDateTime(), nullable=True),
        sa.Column("checked_in_at", UTCDateTime(), nullable=True),
        sa.Column("released_at", UTCDateTime(), nullable=True),
        sa.Column("cancelled_at", UTCDateTime(), nullable=True),
        sa.Column(
            "cancelled_by",
            sa.Enum(
                "holder",
                "desk",
                "hub",
                "time",
                name="calledoffby",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=True,
        ),
        sa.Column("reason", sa.String(length=400), nullable=False),
        sa.Column("uid", sa.String(length=255), nullable=True),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("command", Identity(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(status = 'cancelled') = (cancelled_at IS NOT NULL)",
            name=op.f("ck_bookings_cancelled"),
        ),
        sa.CheckConstraint(
            "(status = 'cancelled') = (cancelled_by IS NOT NULL)",
            name=op.f("ck_bookings_cancelled_by"),
        ),
        sa.CheckConstraint(
            "(status = 'hold') = (expires_at IS NOT NULL)", name=op.f("ck_bookings_hold")
        ),
        sa.CheckConstraint(
            "(status = 'no_show') = (released_at IS NOT NULL)", name=op.f("ck_bookings_no_show")
        ),
        sa.CheckConstraint(
            "person IS NOT NULL OR organisation IS NOT NULL OR title <> ''",
            name=op.f("ck_bookings_who"),
        ),
        sa.CheckConstraint(
            "status <> 'in_use' OR checked_in_at IS NOT NULL", name=op.f("ck_bookings_in_use")
        ),
        sa.CheckConstraint("(series IS NULL) = (wall IS NULL)", name=op.f("ck_bookings_series")),
        sa.CheckConstraint("ends > starts", name=op.f("ck_bookings_span")),
        sa.CheckConstraint("heads > 0", name=op.f("ck_bookings_heads")),
        sa.ForeignKeyConstraint(["hub"], ["hubs.id"], name=op.f("fk_bookings_hub_hubs")),
        sa.ForeignKeyConstraint(
            ["organisation"],
            ["organisations.id"],
            name=op.f("fk_bookings_organisation_organisations"),
        ),
        sa.ForeignKeyConstraint(
            ["paid_from"], ["passes.id"], name=op.f("fk_bookings_paid_from_passes")
        ),
        sa.ForeignKeyConstraint(["person"], ["people.id"], name=op.f("fk_bookings_person_people")),
        sa.ForeignKeyConstraint(
            ["series"], ["booking_series.id"], name=op.f("fk_bookings_series_booking_series")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bookings")),
    )
    op.create_index(
        "ix_bookings_due",
        "bookings",
        ["hub", "starts", "ends"],
        unique=False,
        sqlite_where=sa.text("status = 'confirmed'"),
        postgresql_where=sa.text("status = 'confirmed'"),
    )
    op.create_index(
        "ix_bookings_held",
        "bookings",
        ["hub", "expires_at"],
        unique=False,
        sqlite_where=sa.text("status = 'hold'"),
        postgresql_where=sa.text("status = 'hold'"),
    )
    op.create_index("ix_bookings_hub_starts", "bookings", ["hub", "starts"], unique=False)
    op.create_index(op.f("ix_bookings_organisation"), "bookings", ["organisation"], unique=False)
    op.create_index(op.f("ix_bookings_person"), "bookings", ["person"], unique=False)
    op.create_index("ix_bookings_series_wall", "bookings", ["series", "wall"], unique=False)
    op.create_index(
        "ix_bookings_uid",
        "bookings",
        ["uid"],
        unique=False,
        sqlite_where=sa.text("uid IS NOT NULL"),
        postgresql_where=sa.text("uid IS NOT NULL"),
    )


def _of_bookings() -> None:
    op.create_table(
        "booking_spaces",
        sa.Column("booking", Identity(), nullable=False),
        sa.Column("space", Identity(), nullable=False),
        sa.Column("setup", sa.Integer(), nullable=False),
        sa.Column("cleanup", sa.Integer(), nullable=False),
        sa.Column("desks", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "setup >= 0 AND cleanup >= 0 AND desks > 0", name=op.f("ck_booking_spaces_buffers")
        ),
        sa.ForeignKeyConstraint(
            ["booking"], ["bookings.id"], name=op.f("fk_booking_spaces_booking_bookings")
        ),
        sa.ForeignKeyConstraint(
            ["space"], ["spaces.id"], name=op.f("fk_booking_spaces_space_spaces")
        ),
        sa.PrimaryKeyConstraint("booking", "space", name=op.f("pk_booking_spaces")),
    )
    op.create_index("ix_booking_spaces_space", "booking_spaces", ["space"], unique=False)
    op.create_table(
        "booking_people",
        sa.Column("booking", Identity(), nullable=False),
        sa.Column("person", Identity(), nullable=False),
        sa.ForeignKeyConstraint(
            ["booking"], ["bookings.id"], name=op.f("fk_booking_people_booking_bookings")
        ),
        sa.ForeignKeyConstraint(
            ["person"], ["people.id"], name=op.f("fk_booking_people_person_people")
        ),
        sa.PrimaryKeyConstraint("booking", "person", name=op.f("pk_booking_people")),
    )
    op.create_index(op.f("ix_booking_people_person"), "booking_people", ["person"], unique=False)
    op.create_table(
        "booking_changes",
        sa.Column("id", Identity(), nullable=False),
        sa.Column("booking", Identity(), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("before", sa.JSON(), nullable=True),
        sa.Column("after", sa.JSON(), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("command", Identity(), nullable=False),
        sa.ForeignKeyConstraint(
            ["booking"], ["bookings.id"], name=op.f("fk_booking_changes_booking_bookings")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_booking_changes")),
    )
    op.create_index(
        op.f("ix_booking_changes_booking"), "booking_changes", ["booking"], unique=False
    )
    op.create_index("ix_booking_changes_command", "booking_changes", ["command"], unique=False)


def _occupancy() -> None:
    op.create_table(
        "occupancy",
        sa.Column("unit", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("starts", UTCDateTime(), nullable=False),
        sa.Column("ends", UTCDateTime(), nullable=False),
        sa.Column("booking", Identity(), nullable=False),
        sa.Column("space", Identity(), nullable=False),
        sa.CheckConstraint("ends > starts", name=op.f("ck_occupancy_span")),
        sa.ForeignKeyConstraint(
            ["booking"], ["bookings.id"], name=op.f("fk_occupancy_booking_bookings")
        ),
        sa.ForeignKeyConstraint(["space"], ["spaces.id"], name=op.f("fk_occupancy_space_spaces")),
        sa.PrimaryKeyConstraint("unit", "starts", name=op.f("pk_occupancy")),
    )
    op.create_index(op.f("ix_occupancy_booking"), "occupancy", ["booking"], unique=False)
    if op.get_context().dialect.name == "postgresql":
        op.execute(
            "ALTER TABLE occupancy ADD CONSTRAINT occupancy_apart EXCLUDE USING gist"
            " (int4range(unit, unit, '[]') WITH &&, tstzrange(starts, ends, '[)') WITH &&)"
            " DEFERRABLE INITIALLY DEFERRED"
        )


def _waiting() -> None:
    op.create_table(
        "waiting",
        sa.Column("id", Identity(), nullable=False),
        sa.Column("hub", Identity(), nullable=False),
        sa.Column("space", Identity(), nullable=False),
        sa.Column("starts", UTCDateTime(), nullable=False),
        sa.Column("ends", UTCDateTime(), nullable=False),
        sa.Column("person", Identity(), nullable=True),
        sa.Column("organisation", Identity(), nullable=True),
        sa.Column("heads", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "waiting",
                "offered",
                "taken",
                "given_up",
                name="waitstatus",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("offered_until", UTCDateTime(), nullable=True),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("command", Identity(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(status = 'offered') = (offered_until IS NOT NULL)", name=op.f("ck_waiting_offered")
        ),
        sa.CheckConstraint("ends > starts", name=op.f("ck_waiting_span")),
        sa.CheckConstraint(
            "person IS NOT NULL OR organisation IS NOT NULL", name=op.f("ck_waiting_who")
        ),
        sa.ForeignKeyConstraint(["hub"], ["hubs.id"], name=op.f("fk_waiting_hub_hubs")),
        sa.ForeignKeyConstraint(
            ["organisation"],
            ["organisations.id"],
            name=op.f("fk_waiting_organisation_organisations"),
        ),
        sa.ForeignKeyConstraint(["person"], ["people.id"], name=op.f("fk_waiting_person_people")),
        sa.ForeignKeyConstraint(["space"], ["spaces.id"], name=op.f("fk_waiting_space_spaces")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_waiting")),
    )
    op.create_index(op.f("ix_waiting_organisation"), "waiting", ["organisation"], unique=False)
    op.create_index(op.f("ix_waiting_person"), "waiting", ["person"], unique=False)
    op.create_index(
        "ix_waiting_space_starts",
        "waiting",
        ["space", "starts"],
        unique=False,
        sqlite_where=sa.text("status IN ('waiting', 'offered')"),
        postgresql_where=sa.text("status IN ('waiting', 'offered')"),
    )


def _expected() -> None:
    """Who comes for a booking."""
    with changing("expected") as table:
        table.add_column(sa.Column("booking", Identity(), nullable=True))
        table.create_foreign_key(
            op.f("fk_expected_booking_bookings"), "bookings", ["booking"], ["id"]
        )
    op.create_index(op.f("ix_expected_booking"), "expected", ["booking"])


def _ledger() -> None:
    """A unit is drawn for a visit or for a booking."""
    with changing("ledger") as table:
        table.add_column(sa.Column("booking", Identity(), nullable=True))
        table.create_foreign_key(
            op.f("fk_ledger_booking_bookings"), "bookings", ["booking"], ["id"]
        )
        table.drop_constraint(op.f("ck_ledger_draw"), type_="check")
        table.create_check_constraint(op.f("ck_ledger_draw"), "kind <> 'draw' OR delta < 0")
        table.create_check_constraint(
            op.f("ck_ledger_drawn"),
            "kind <> 'draw' OR visit IS NOT NULL OR booking IS NOT NULL",
        )
    drawn = sa.text("booking IS NOT NULL")
    op.create_index(
        "ix_ledger_booking", "ledger", ["booking"], sqlite_where=drawn, postgresql_where=drawn
    )


def _terms() -> None:
    """What a plan has of rooms: minutes each month, and so much percent off."""
    with changing("product_terms") as table:
        for name in ("room_minutes", "room_discount"):
            table.add_column(sa.Column(name, sa.Integer(), server_default="0", nullable=False))
        table.create_check_constraint(
            op.f("ck_product_terms_rooms"),
            "room_minutes >= 0 AND room_discount >= 0 AND room_discount <= 100",
        )
