"""The first tables: hubs, people, cards, plans, presence, commands."""

import sqlalchemy as sa
from alembic import op

from db.types import Identity, UTCDateTime

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "changes",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("ref", Identity(), nullable=False),
        sa.Column("command", Identity(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_changes")),
    )
    op.create_table(
        "code_keys",
        sa.Column("letter", sa.String(length=1), nullable=False),
        sa.Column("secret", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("letter", name=op.f("pk_code_keys")),
    )
    op.create_table(
        "hubs",
        sa.Column("id", Identity(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("time_zone", sa.String(length=64), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=False),
        sa.Column("address", sa.String(length=200), nullable=False),
        sa.Column("city", sa.String(length=100), nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=False),
        sa.Column("week", sa.JSON(), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("archived_at", UTCDateTime(), nullable=True),
        sa.Column("rules", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("capacity > 0", name=op.f("ck_hubs_capacity")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hubs")),
    )
    op.create_table(
        "notices",
        sa.Column("id", Identity(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "house_rules",
                "photo",
                "directory",
                "skills_on_card",
                "newsletter",
                name="consentkind",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("version", sa.String(length=20), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notices")),
        sa.UniqueConstraint(
            "kind", "version", "language", name=op.f("uq_notices_kind_version_language")
        ),
    )
    op.create_table(
        "operators",
        sa.Column("id", Identity(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
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
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("archived_at", UTCDateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_operators")),
    )
    op.create_table(
        "organisations",
        sa.Column("id", Identity(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("vat_number", sa.String(length=20), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("archived_at", UTCDateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("name <> ''", name=op.f("ck_organisations_name")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisations")),
    )
    op.create_table(
        "people",
        sa.Column("id", Identity(), nullable=False),
        sa.Column("given", sa.String(length=200), nullable=False),
        sa.Column("family", sa.String(length=200), nullable=False),
        sa.Column("role", sa.String(length=200), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=False),
        sa.Column("born_on", sa.Date(), nullable=True),
        sa.Column("skills", sa.String(length=200), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.Column("barred_at", UTCDateTime(), nullable=True),
        sa.Column("barred_until", sa.Date(), nullable=True),
        sa.Column("barred_reason", sa.String(length=400), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("archived_at", UTCDateTime(), nullable=True),
        sa.Column("merged_into", Identity(), nullable=True),
        sa.Column("erased_at", UTCDateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "given <> '' OR family <> '' OR erased_at IS NOT NULL", name=op.f("ck_people_name")
        ),
        sa.ForeignKeyConstraint(
            ["merged_into"], ["people.id"], name=op.f("fk_people_merged_into_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_people")),
    )
    op.create_index("ix_people_family_given", "people", ["family", "given"], unique=False)
    op.create_index(op.f("ix_people_merged_into"), "people", ["merged_into"], unique=False)
    op.create_table(
        "products",
        sa.Column("id", Identity(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "membership",
                "pass",
                name="productkind",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("name_en", sa.String(length=200), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("archived_at", UTCDateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_products")),
        sa.UniqueConstraint("code", name=op.f("uq_products_code")),
    )
    op.create_table(
        "charges",
        sa.Column("id", Identity(), nullable=False),
        sa.Column("hub", Identity(), nullable=False),
        sa.Column("payer_person", Identity(), nullable=True),
        sa.Column("payer_organisation", Identity(), nullable=True),
        sa.Column("beneficiary", Identity(), nullable=True),
        sa.Column("cents", sa.Integer(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("source", sa.String(length=40), nullable=False),
        sa.Column("reference", Identity(), nullable=True),
        sa.Column("note", sa.String(length=400), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("command", Identity(), nullable=False),
        sa.Column("settled_at", UTCDateTime(), nullable=True),
        sa.Column("cancelled_at", UTCDateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(payer_person IS NULL) <> (payer_organisation IS NULL)",
            name=op.f("ck_charges_one_payer"),
        ),
        sa.CheckConstraint("cents > 0", name=op.f("ck_charges_cents")),
        sa.ForeignKeyConstraint(
            ["beneficiary"], ["people.id"], name=op.f("fk_charges_beneficiary_people")
        ),
        sa.ForeignKeyConstraint(["hub"], ["hubs.id"], name=op.f("fk_charges_hub_hubs")),
        sa.ForeignKeyConstraint(
            ["payer_organisation"],
            ["organisations.id"],
            name=op.f("fk_charges_payer_organisation_organisations"),
        ),
        sa.ForeignKeyConstraint(
            ["payer_person"], ["people.id"], name=op.f("fk_charges_payer_person_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_charges")),
    )
    op.create_index(
        op.f("ix_charges_payer_organisation"), "charges", ["payer_organisation"], unique=False
    )
    op.create_index(op.f("ix_charges_payer_person"), "charges", ["payer_person"], unique=False)
    op.create_index(op.f("ix_charges_reference"), "charges", ["reference"], unique=False)
    op.create_table(
        "closures",
        sa.Column("id", Identity(), nullable=False),
        sa.Column("hub", Identity(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("opens", sa.Time(), nullable=True),
        sa.Column("closes", sa.Time(), nullable=True),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("archived_at", UTCDateTime(), nullable=True),
        sa.CheckConstraint("(opens IS NULL) = (closes IS NULL)", name=op.f("ck_closures_hours")),
        sa.CheckConstraint("last_day >= first_day", name=op.f("ck_closures_days")),
        sa.ForeignKeyConstraint(["hub"], ["hubs.id"], name=op.f("fk_closures_hub_hubs")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_closures")),
    )
    op.create_index("ix_closures_hub_last_day", "closures", ["hub", "last_day"], unique=False)
    op.create_table(
        "consents",
        sa.Column("id", Identity(), nullable=False),
        sa.Column("person", Identity(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "house_rules",
                "photo",
                "directory",
                "skills_on_card",
                "newsletter",
                name="consentkind",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("given", sa.Boolean(), nullable=False),
        sa.Column("notice_version", sa.String(length=20), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("command", Identity(), nullable=False),
        sa.ForeignKeyConstraint(["person"], ["people.id"], name=op.f("fk_consents_person_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consents")),
    )
    op.create_index(
        "ix_consents_person_kind_at", "consents", ["person", "kind", "at"], unique=False
    )
    op.create_table(
        "credentials",
        sa.Column("id", Identity(), nullable=False),
        sa.Column("person", Identity(), nullable=False),
        sa.Column("key_letter", sa.String(length=1), nullable=False),
        sa.Column("number", sa.String(length=16), nullable=False),
        sa.Column("short", sa.String(length=8), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "card",
                "email",
                "phone",
                name="credentialkind",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column(
            "status",
            sa.Enum(
                "active",
                "lost",
                "revoked",
                name="credentialstatus",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("status_at", UTCDateTime(), nullable=False),
        sa.Column("issued_at", UTCDateTime(), nullable=False),
        sa.Column("prints", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("length(number) = 16", name=op.f("ck_credentials_number")),
        sa.ForeignKeyConstraint(
            ["person"], ["people.id"], name=op.f("fk_credentials_person_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_credentials")),
        sa.UniqueConstraint("number", name=op.f("uq_credentials_number")),
        sa.UniqueConstraint("short", name=op.f("uq_credentials_short")),
    )
    op.create_index(op.f("ix_credentials_person"), "credentials", ["person"], unique=False)
    op.create_table(
        "devices",
        sa.Column("id", Identity(), nullable=False),
        sa.Column("hub", Identity(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "desk",
                "kiosk",
                "terminal",
                name="devicekind",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("archived_at", UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["hub"], ["hubs.id"], name=op.f("fk_devices_hub_hubs")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_devices")),
    )
    op.create_table(
        "expected",
        sa.Column("id", Identity(), nullable=False),
        sa.Column("hub", Identity(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "visit",
                "booking",
                "event",
                "at_work",
                name="expectedkind",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column(
            "status",
            sa.Enum(
                "announced",
                "cancelled",
                "unpaid",
                name="expectedstatus",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("person", Identity(), nullable=True),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("organisation", sa.String(length=200), nullable=False),
        sa.Column("host", Identity(), nullable=True),
        sa.Column("starts", UTCDateTime(), nullable=False),
        sa.Column("ends", UTCDateTime(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("note", sa.String(length=400), nullable=False),
        sa.Column("head_count", sa.Integer(), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("command", Identity(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("person IS NOT NULL OR name <> ''", name=op.f("ck_expected_who")),
        sa.CheckConstraint("ends > starts", name=op.f("ck_expected_span")),
        sa.CheckConstraint("head_count > 0", name=op.f("ck_expected_head_count")),
        sa.ForeignKeyConstraint(["host"], ["people.id"], name=op.f("fk_expected_host_people")),
        sa.ForeignKeyConstraint(["hub"], ["hubs.id"], name=op.f("fk_expected_hub_hubs")),
        sa.ForeignKeyConstraint(["person"], ["people.id"], name=op.f("fk_expected_person_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_expected")),
    )
    op.create_index("ix_expected_hub_day", "expected", ["hub", "day"], unique=False)
    op.create_index("ix_expected_person_day", "expected", ["person", "day"], unique=False)
    op.create_table(
        "organisation_members",
        sa.Column("id", Identity(), nullable=False),
        sa.Column("organisation", Identity(), nullable=False),
        sa.Column("person", Identity(), nullable=False),
        sa.Column("role", sa.String(length=200), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "until IS NULL OR until >= since", name=op.f("ck_organisation_members_days")
        ),
        sa.ForeignKeyConstraint(
            ["organisation"],
            ["organisations.id"],
            name=op.f("fk_organisation_members_organisation_organisations"),
        ),
        sa.ForeignKeyConstraint(
            ["person"], ["people.id"], name=op.f("fk_organisation_members_person_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation_members")),
        sa.UniqueConstraint(
            "person",
            "organisation",
            "since",
            name=op.f("uq_organisation_members_person_organisation_since"),
        ),
    )
    op.create_index(
        op.f("ix_organisation_members_organisation"),
        "organisation_members",
        ["organisation"],
        unique=False,
    )
    op.create_table(
        "photos",
        sa.Column("person", Identity(), nullable=False),
        sa.Column("image", sa.LargeBinary(), nullable=False),
        sa.Column("media_type", sa.String(length=40), nullable=False),
        sa.Column("taken_at", UTCDateTime(), nullable=False),
        sa.CheckConstraint("length(image) <= 2000000", name=op.f("ck_photos_size")),
        sa.ForeignKeyConstraint(["person"], ["people.id"], name=op.f("fk_photos_person_people")),
        sa.PrimaryKeyConstraint("person", name=op.f("pk_photos")),
    )
    op.create_table(
        "product_prices",
        sa.Column("id", Identity(), nullable=False),
        sa.Column("product", Identity(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("cents", sa.Integer(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.CheckConstraint("cents >= 0", name=op.f("ck_product_prices_cents")),
        sa.ForeignKeyConstraint(
            ["product"], ["products.id"], name=op.f("fk_product_prices_product_products")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_product_prices")),
        sa.UniqueConstraint(
            "product", "valid_from", name=op.f("uq_product_prices_product_valid_from")
        ),
    )
    op.create_table(
        "product_terms",
        sa.Column("id", Identity(), nullable=False),
        sa.Column("product", Identity(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column(
            "unit",
            sa.Enum(
                "visits",
                "minutes",
                "credits",
                name="unit",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("units", sa.Integer(), nullable=True),
        sa.Column("unit_minutes", sa.Integer(), nullable=True),
        sa.Column("validity_days", sa.Integer(), nullable=True),
        sa.Column("days_a_week", sa.Integer(), nullable=True),
        sa.Column("seats", sa.Integer(), nullable=True),
        sa.Column("around_the_clock", sa.Boolean(), nullable=False),
        sa.Column("windows", sa.JSON(), nullable=True),
        sa.Column("grace_days", sa.Integer(), nullable=False),
        sa.Column("debt_limit", sa.Integer(), nullable=False),
        sa.Column("guests_at_once", sa.Integer(), nullable=False),
        sa.Column("guests_a_month", sa.Integer(), nullable=False),
        sa.Column("guest_fee_cents", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "debt_limit >= 0 AND grace_days >= 0", name=op.f("ck_product_terms_limits")
        ),
        sa.CheckConstraint("seats IS NULL OR seats > 0", name=op.f("ck_product_terms_seats")),
        sa.CheckConstraint("units IS NULL OR units > 0", name=op.f("ck_product_terms_units")),
        sa.ForeignKeyConstraint(
            ["product"], ["products.id"], name=op.f("fk_product_terms_product_products")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_product_terms")),
        sa.UniqueConstraint(
            "product", "valid_from", name=op.f("uq_product_terms_product_valid_from")
        ),
    )
    op.create_table(
        "settings",
        sa.Column("hub", Identity(), nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("changed_at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["hub"], ["hubs.id"], name=op.f("fk_settings_hub_hubs")),
        sa.PrimaryKeyConstraint("hub", "key", name=op.f("pk_settings")),
    )
    op.create_table(
        "admission_attempts",
        sa.Column("id", Identity(), nullable=False),
        sa.Column("hub", Identity(), nullable=False),
        sa.Column("command", Identity(), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("recorded_at", UTCDateTime(), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=True),
        sa.Column("credential", Identity(), nullable=True),
        sa.Column("person", Identity(), nullable=True),
        sa.Column("visit", Identity(), nullable=True),
        sa.Column(
            "answer",
            sa.Enum(
                "admitted",
                "checked_out",
                "already_in",
                "refused",
                name="answer",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["credential"],
            ["credentials.id"],
            name=op.f("fk_admission_attempts_credential_credentials"),
        ),
        sa.ForeignKeyConstraint(["hub"], ["hubs.id"], name=op.f("fk_admission_attempts_hub_hubs")),
        sa.ForeignKeyConstraint(
            ["person"], ["people.id"], name=op.f("fk_admission_attempts_person_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_admission_attempts")),
    )
    op.create_index(
        "ix_admission_attempts_hub_recorded_at",
        "admission_attempts",
        ["hub", "recorded_at"],
        unique=False,
    )
    op.create_table(
        "commands",
        sa.Column("id", Identity(), nullable=False),
        sa.Column("kind", sa.String(length=60), nullable=False),
        sa.Column("fingerprint", sa.String(length=32), nullable=False),
        sa.Column("hub", Identity(), nullable=False),
        sa.Column("operator", Identity(), nullable=False),
        sa.Column("device", Identity(), nullable=False),
        sa.Column(
            "source",
            sa.Enum(
                "desk",
                "kiosk",
                "command_line",
                "replay",
                name="source",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("recorded_at", UTCDateTime(), nullable=False),
        sa.Column("result", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["device"], ["devices.id"], name=op.f("fk_commands_device_devices")
        ),
        sa.ForeignKeyConstraint(["hub"], ["hubs.id"], name=op.f("fk_commands_hub_hubs")),
        sa.ForeignKeyConstraint(
            ["operator"], ["operators.id"], name=op.f("fk_commands_operator_operators")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_commands")),
    )
    op.create_table(
        "memberships",
        sa.Column("id", Identity(), nullable=False),
        sa.Column("product", Identity(), nullable=False),
        sa.Column("terms", Identity(), nullable=False),
        sa.Column("holder_person", Identity(), nullable=True),
        sa.Column("holder_organisation", Identity(), nullable=True),
        sa.Column("starts", sa.Date(), nullable=False),
        sa.Column("ends", sa.Date(), nullable=True),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("command", Identity(), nullable=False),
        sa.Column("archived_at", UTCDateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(holder_person IS NULL) <> (holder_organisation IS NULL)",
            name=op.f("ck_memberships_one_holder"),
        ),
        sa.CheckConstraint("ends IS NULL OR ends >= starts", name=op.f("ck_memberships_days")),
        sa.ForeignKeyConstraint(
            ["holder_organisation"],
            ["organisations.id"],
            name=op.f("fk_memberships_holder_organisation_organisations"),
        ),
        sa.ForeignKeyConstraint(
            ["holder_person"], ["people.id"], name=op.f("fk_memberships_holder_person_people")
        ),
        sa.ForeignKeyConstraint(
            ["product"], ["products.id"], name=op.f("fk_memberships_product_products")
        ),
        sa.ForeignKeyConstraint(
            ["terms"], ["product_terms.id"], name=op.f("fk_memberships_terms_product_terms")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_memberships")),
    )
    op.create_index(
        op.f("ix_memberships_holder_organisation"),
        "memberships",
        ["holder_organisation"],
        unique=False,
    )
    op.create_index(
        op.f("ix_memberships_holder_person"), "memberships", ["holder_person"], unique=False
    )
    op.create_table(
        "passes",
        sa.Column("id", Identity(), nullable=False),
        sa.Column("product", Identity(), nullable=False),
        sa.Column("terms", Identity(), nullable=False),
        sa.Column("holder_person", Identity(), nullable=True),
        sa.Column("holder_organisation", Identity(), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("balance", sa.Integer(), nullable=False),
        sa.Column("lowest", sa.Integer(), nullable=False),
        sa.Column("movements", sa.Integer(), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("command", Identity(), nullable=False),
        sa.Column("archived_at", UTCDateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(holder_person IS NULL) <> (holder_organisation IS NULL)",
            name=op.f("ck_passes_one_holder"),
        ),
        sa.CheckConstraint("balance >= lowest", name=op.f("ck_passes_not_below_limit")),
        sa.CheckConstraint("lowest <= 0", name=op.f("ck_passes_lowest")),
        sa.CheckConstraint(
            "valid_until IS NULL OR valid_until >= valid_from", name=op.f("ck_passes_days")
        ),
        sa.ForeignKeyConstraint(
            ["holder_organisation"],
            ["organisations.id"],
            name=op.f("fk_passes_holder_organisation_organisations"),
        ),
        sa.ForeignKeyConstraint(
            ["holder_person"], ["people.id"], name=op.f("fk_passes_holder_person_people")
        ),
        sa.ForeignKeyConstraint(
            ["product"], ["products.id"], name=op.f("fk_passes_product_products")
        ),
        sa.ForeignKeyConstraint(
            ["terms"], ["product_terms.id"], name=op.f("fk_passes_terms_product_terms")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_passes")),
    )
    op.create_index(
        op.f("ix_passes_holder_organisation"), "passes", ["holder_organisation"], unique=False
    )
    op.create_index(op.f("ix_passes_holder_person"), "passes", ["holder_person"], unique=False)
    op.create_table(
        "ledger",
        sa.Column("id", Identity(), nullable=False),
        sa.Column("pass", Identity(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "grant",
                "draw",
                "reverse",
                "adjust",
                name="movement",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("delta", sa.Integer(), nullable=False),
        sa.Column("balance_after", sa.Integer(), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("day", sa.Date(), nullable=True),
        sa.Column("person", Identity(), nullable=True),
        sa.Column("visit", Identity(), nullable=True),
        sa.Column("extra", sa.Boolean(), nullable=False),
        sa.Column("reverses", Identity(), nullable=True),
        sa.Column("reason", sa.String(length=400), nullable=False),
        sa.Column("command", Identity(), nullable=False),
        sa.CheckConstraint(
            "(kind = 'reverse') = (reverses IS NOT NULL)", name=op.f("ck_ledger_reverse")
        ),
        sa.CheckConstraint(
            "kind <> 'draw' OR (delta < 0 AND visit IS NOT NULL)", name=op.f("ck_ledger_draw")
        ),
        sa.CheckConstraint("delta <> 0", name=op.f("ck_ledger_delta")),
        sa.ForeignKeyConstraint(["pass"], ["passes.id"], name=op.f("fk_ledger_pass_passes")),
        sa.ForeignKeyConstraint(["person"], ["people.id"], name=op.f("fk_ledger_person_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ledger")),
        sa.UniqueConstraint("pass", "seq", name=op.f("uq_ledger_pass_seq")),
    )
    op.create_index("ix_ledger_person_day", "ledger", ["person", "day"], unique=False)
    op.create_index(
        "uq_ledger_reverses",
        "ledger",
        ["reverses"],
        unique=True,
        sqlite_where=sa.text("reverses IS NOT NULL"),
        postgresql_where=sa.text("reverses IS NOT NULL"),
    )
    op.create_index(
        "uq_ledger_visit_draw",
        "ledger",
        ["visit"],
        unique=True,
        sqlite_where=sa.text("kind = 'draw' AND NOT extra"),
        postgresql_where=sa.text("kind = 'draw' AND NOT extra"),
    )
    op.create_table(
        "membership_hubs",
        sa.Column("membership", Identity(), nullable=False),
        sa.Column("hub", Identity(), nullable=False),
        sa.ForeignKeyConstraint(["hub"], ["hubs.id"], name=op.f("fk_membership_hubs_hub_hubs")),
        sa.ForeignKeyConstraint(
            ["membership"],
            ["memberships.id"],
            name=op.f("fk_membership_hubs_membership_memberships"),
        ),
        sa.PrimaryKeyConstraint("membership", "hub", name=op.f("pk_membership_hubs")),
    )
    op.create_table(
        "pass_hubs",
        sa.Column("pass", Identity(), nullable=False),
        sa.Column("hub", Identity(), nullable=False),
        sa.ForeignKeyConstraint(["hub"], ["hubs.id"], name=op.f("fk_pass_hubs_hub_hubs")),
        sa.ForeignKeyConstraint(["pass"], ["passes.id"], name=op.f("fk_pass_hubs_pass_passes")),
        sa.PrimaryKeyConstraint("pass", "hub", name=op.f("pk_pass_hubs")),
    )
    op.create_table(
        "visits",
        sa.Column("id", Identity(), nullable=False),
        sa.Column("hub", Identity(), nullable=False),
        sa.Column("person", Identity(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("checked_in_at", UTCDateTime(), nullable=False),
        sa.Column("checked_out_at", UTCDateTime(), nullable=True),
        sa.Column(
            "leaving",
            sa.Enum(
                "scan",
                "desk",
                "not_checked_out",
                name="leaving",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=True,
        ),
        sa.Column(
            "basis",
            sa.Enum(
                "membership",
                "pass",
                "guest",
                "expected",
                "at_work",
                "override",
                name="basis",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("membership", Identity(), nullable=True),
        sa.Column("pass", Identity(), nullable=True),
        sa.Column("host", Identity(), nullable=True),
        sa.Column("expected", Identity(), nullable=True),
        sa.Column("head_count", sa.Integer(), nullable=False),
        sa.Column("by_sight", sa.Boolean(), nullable=False),
        sa.Column("override_reason", sa.String(length=400), nullable=True),
        sa.Column("override_code", sa.String(length=40), nullable=True),
        sa.Column("voided_at", UTCDateTime(), nullable=True),
        sa.Column("command", Identity(), nullable=False),
        sa.CheckConstraint("(basis = 'guest') = (host IS NOT NULL)", name=op.f("ck_visits_host")),
        sa.CheckConstraint(
            "(basis = 'membership') = (membership IS NOT NULL)", name=op.f("ck_visits_membership")
        ),
        sa.CheckConstraint("(basis = 'pass') = (pass IS NOT NULL)", name=op.f("ck_visits_pass")),
        sa.CheckConstraint(
            "basis <> 'expected' OR expected IS NOT NULL", name=op.f("ck_visits_expected")
        ),
        sa.CheckConstraint(
            "basis <> 'override' OR override_reason IS NOT NULL", name=op.f("ck_visits_override")
        ),
        sa.CheckConstraint(
            "(checked_out_at IS NULL) = (leaving IS NULL)", name=op.f("ck_visits_left")
        ),
        sa.CheckConstraint(
            "checked_out_at IS NULL OR checked_out_at >= checked_in_at",
            name=op.f("ck_visits_order"),
        ),
        sa.CheckConstraint("head_count > 0", name=op.f("ck_visits_head_count")),
        sa.ForeignKeyConstraint(
            ["expected"], ["expected.id"], name=op.f("fk_visits_expected_expected")
        ),
        sa.ForeignKeyConstraint(["host"], ["people.id"], name=op.f("fk_visits_host_people")),
        sa.ForeignKeyConstraint(["hub"], ["hubs.id"], name=op.f("fk_visits_hub_hubs")),
        sa.ForeignKeyConstraint(
            ["membership"], ["memberships.id"], name=op.f("fk_visits_membership_memberships")
        ),
        sa.ForeignKeyConstraint(["pass"], ["passes.id"], name=op.f("fk_visits_pass_passes")),
        sa.ForeignKeyConstraint(["person"], ["people.id"], name=op.f("fk_visits_person_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visits")),
    )
    op.create_index(
        "ix_visits_host_day",
        "visits",
        ["host", "day"],
        unique=False,
        sqlite_where=sa.text("host IS NOT NULL"),
        postgresql_where=sa.text("host IS NOT NULL"),
    )
    op.create_index(
        "ix_visits_open_heads",
        "visits",
        ["hub", "head_count"],
        unique=False,
        sqlite_where=sa.text("checked_out_at IS NULL AND voided_at IS NULL"),
        postgresql_where=sa.text("checked_out_at IS NULL AND voided_at IS NULL"),
    )
    op.create_index(
        "ix_visits_open_membership",
        "visits",
        ["membership"],
        unique=False,
        sqlite_where=sa.text("checked_out_at IS NULL AND voided_at IS NULL"),
        postgresql_where=sa.text("checked_out_at IS NULL AND voided_at IS NULL"),
    )
    op.create_index("ix_visits_person_day", "visits", ["person", "day"], unique=False)
    op.create_index(
        "uq_visits_open",
        "visits",
        ["hub", "person"],
        unique=True,
        sqlite_where=sa.text("checked_out_at IS NULL AND voided_at IS NULL"),
        postgresql_where=sa.text("checked_out_at IS NULL AND voided_at IS NULL"),
    )
    op.create_table(
        "visit_corrections",
        sa.Column("id", Identity(), nullable=False),
        sa.Column("visit", Identity(), nullable=False),
        sa.Column("in_before", UTCDateTime(), nullable=False),
        sa.Column("out_before", UTCDateTime(), nullable=True),
        sa.Column("in_after", UTCDateTime(), nullable=False),
        sa.Column("out_after", UTCDateTime(), nullable=True),
        sa.Column("reason", sa.String(length=400), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("command", Identity(), nullable=False),
        sa.ForeignKeyConstraint(
            ["visit"], ["visits.id"], name=op.f("fk_visit_corrections_visit_visits")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit_corrections")),
    )
    op.create_index(
        op.f("ix_visit_corrections_visit"), "visit_corrections", ["visit"], unique=False
    )
