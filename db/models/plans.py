"""What can be held: products with dated terms and prices, memberships, passes, the ledger, pauses,
charges."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Key, Moment, Name, to
from db.types import Identity, code_of
from db.values import Movement, ProductKind, Unit

ONE_HOLDER = "(holder_person IS NULL) <> (holder_organisation IS NULL)"
ONE_RIGHT = "(membership IS NULL) <> (pass IS NULL)"
STANDING = "archived_at IS NULL"
LEFT = f"{STANDING} AND balance > 0"
OWED = "settled_at IS NULL AND cancelled_at IS NULL"


class Product(Base):
    """A plan or a pass as the hub offers it. ``name_en`` only where the hub wrote it."""

    __tablename__ = "products"

    id: Mapped[Key]
    kind: Mapped[ProductKind] = mapped_column(code_of(ProductKind))
    code: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[Name]
    name_en: Mapped[Name] = mapped_column(String(200), default="")
    created_at: Mapped[Moment]
    archived_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(Integer, default=1)

    __mapper_args__ = {"version_id_col": version}


class ProductTerms(Base):
    """What a product gives from a day on. What was sold keeps pointing at the terms it was sold with.

    ``windows`` lists when it holds, in the hub's wall time: [[[0, 1, 2], "14:00", "20:00"], …] (None =
    whenever the hub is open). ``units`` and ``unit_minutes`` belong to passes: a unit without minutes
    covers the hub's day. ``days_a_week`` and ``seats`` belong to memberships, as do ``room_minutes``, which are
    part of them each month, and ``room_discount``, the percent that comes off the rest.
    """

    __tablename__ = "product_terms"
    __table_args__ = (
        UniqueConstraint("product", "valid_from"),
        CheckConstraint("debt_limit >= 0 AND grace_days >= 0", name="limits"),
        CheckConstraint("units IS NULL OR units > 0", name="units"),
        CheckConstraint("seats IS NULL OR seats > 0", name="seats"),
        CheckConstraint(
            "room_minutes >= 0 AND room_discount >= 0 AND room_discount <= 100", name="rooms"
        ),
    )

    id: Mapped[Key]
    product: Mapped[UUID] = to("products.id")
    valid_from: Mapped[date]
    unit: Mapped[Unit] = mapped_column(code_of(Unit), default=Unit.VISITS)
    units: Mapped[int | None]
    unit_minutes: Mapped[int | None]
    validity_days: Mapped[int | None]
    days_a_week: Mapped[int | None]
    seats: Mapped[int | None]
    around_the_clock: Mapped[bool] = mapped_column(default=False)
    windows: Mapped[list[Any] | None]
    grace_days: Mapped[int] = mapped_column(Integer, default=0)
    debt_limit: Mapped[int] = mapped_column(Integer, default=0)
    guests_at_once: Mapped[int] = mapped_column(Integer, default=0)
    guests_a_month: Mapped[int] = mapped_column(Integer, default=0)
    guest_fee_cents: Mapped[int | None]
    room_minutes: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    room_discount: Mapped[int] = mapped_column(Integer, default=0, server_default="0")


class ProductPrice(Base):
    """A product's gross price from a day on. ``vat`` is a rate in percent ("22", "10", "5", "4") or, for
    what bears none, its nature ("N2.2"). Rows are only added."""

    __tablename__ = "product_prices"
    __table_args__ = (
        UniqueConstraint("product", "valid_from"),
        CheckConstraint("cents >= 0", name="cents"),
    )

    id: Mapped[Key]
    product: Mapped[UUID] = to("products.id")
    valid_from: Mapped[date]
    cents: Mapped[int] = mapped_column(Integer)
    currency: Mapped[str] = mapped_column(String(3))
    vat: Mapped[str] = mapped_column(String(8), default="22", server_default="22")


class Membership(Base):
    """A recurring right of a person or an organisation, from a day to a day (that day included)."""

    __tablename__ = "memberships"
    __table_args__ = (
        CheckConstraint(ONE_HOLDER, name="one_holder"),
        CheckConstraint("ends IS NULL OR ends >= starts", name="days"),
        Index(
            "ix_memberships_held",
            "holder_person",
            "holder_organisation",
            "starts",
            "ends",
            sqlite_where=text(STANDING),
            postgresql_where=text(STANDING),
        ),
    )

    id: Mapped[Key]
    product: Mapped[UUID] = to("products.id")
    terms: Mapped[UUID] = to("product_terms.id")
    holder_person: Mapped[UUID | None] = to("people.id", index=True)
    holder_organisation: Mapped[UUID | None] = to("organisations.id", index=True)
    starts: Mapped[date]
    ends: Mapped[date | None]
    created_at: Mapped[Moment]
    command: Mapped[UUID]
    archived_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(Integer, default=1)

    __mapper_args__ = {"version_id_col": version}


class MembershipHub(Base):
    """A hub where a membership holds."""

    __tablename__ = "membership_hubs"

    membership: Mapped[UUID] = to("memberships.id", primary_key=True)
    hub: Mapped[UUID] = to("hubs.id", primary_key=True)


class Pass(Base):
    """A right that is used up. ``balance``, ``movements`` and ``drawn_on``, the day of the last draw, are
    moved by the ledger alone."""

    __tablename__ = "passes"
    __table_args__ = (
        CheckConstraint(ONE_HOLDER, name="one_holder"),
        CheckConstraint("balance >= lowest", name="not_below_limit"),
        CheckConstraint("lowest <= 0", name="lowest"),
        CheckConstraint("valid_until IS NULL OR valid_until >= valid_from", name="days"),
        # A list reads what is left on a hundred thousand passes, most of them used up long ago.
        Index(
            "ix_passes_left",
            "holder_person",
            "holder_organisation",
            "terms",
            "valid_from",
            "valid_until",
            "balance",
            sqlite_where=text(LEFT),
            postgresql_where=text(LEFT),
        ),
    )

    id: Mapped[Key]
    product: Mapped[UUID] = to("products.id")
    terms: Mapped[UUID] = to("product_terms.id")
    holder_person: Mapped[UUID | None] = to("people.id", index=True)
    holder_organisation: Mapped[UUID | None] = to("organisations.id", index=True)
    valid_from: Mapped[date]
    valid_until: Mapped[date | None]
    balance: Mapped[int] = mapped_column(Integer, default=0)
    lowest: Mapped[int] = mapped_column(Integer, default=0)
    movements: Mapped[int] = mapped_column(Integer, default=0)
    created_at: Mapped[Moment]
    command: Mapped[UUID]
    archived_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(Integer, default=1)
    drawn_on: Mapped[date | None]

    __mapper_args__ = {"version_id_col": version}


class PassHub(Base):
    """A hub where a pass holds."""

    __tablename__ = "pass_hubs"

    pass_: Mapped[UUID] = mapped_column("pass", Identity, ForeignKey("passes.id"), primary_key=True)
    hub: Mapped[UUID] = to("hubs.id", primary_key=True)


class LedgerMovement(Base):
    """One movement of a pass. Rows are only added; the n-th movement of a pass has ``seq`` n.

    ``day`` is the hub's day and ``person`` who used the unit, for draws, which a ``visit`` or a ``booking``
    made; ``reverses`` is the movement that this one takes back.
    """

    __tablename__ = "ledger"
    __table_args__ = (
        UniqueConstraint("pass", "seq"),
        Index("ix_ledger_person_day", "person", "day"),
        Index(
            "uq_ledger_visit_draw",
            "visit",
            unique=True,
            sqlite_where=text("kind = 'draw' AND NOT extra"),
            postgresql_where=text("kind = 'draw' AND NOT extra"),
        ),
        Index(
            "uq_ledger_reverses",
            "reverses",
            unique=True,
            sqlite_where=text("reverses IS NOT NULL"),
            postgresql_where=text("reverses IS NOT NULL"),
        ),
        CheckConstraint("delta <> 0", name="delta"),
        CheckConstraint("kind <> 'draw' OR delta < 0", name="draw"),
        CheckConstraint("kind <> 'draw' OR visit IS NOT NULL OR booking IS NOT NULL", name="drawn"),
        Index(
            "ix_ledger_booking",
            "booking",
            sqlite_where=text("booking IS NOT NULL"),
            postgresql_where=text("booking IS NOT NULL"),
        ),
        CheckConstraint("(kind = 'reverse') = (reverses IS NOT NULL)", name="reverse"),
    )

    id: Mapped[Key]
    pass_: Mapped[UUID] = mapped_column("pass", Identity, ForeignKey("passes.id"))
    seq: Mapped[int] = mapped_column(Integer)
    kind: Mapped[Movement] = mapped_column(code_of(Movement))
    delta: Mapped[int] = mapped_column(Integer)
    balance_after: Mapped[int] = mapped_column(Integer)
    at: Mapped[Moment]
    day: Mapped[date | None]
    person: Mapped[UUID | None] = to("people.id")
    visit: Mapped[UUID | None]
    booking: Mapped[UUID | None] = to("bookings.id")
    extra: Mapped[bool] = mapped_column(default=False)
    reverses: Mapped[UUID | None]
    reason: Mapped[str] = mapped_column(String(400), default="")
    command: Mapped[UUID]


class Charge(Base):
    """Money owed: by a payer (person or organisation), for a beneficiary, due on a day."""

    __tablename__ = "charges"
    __table_args__ = (
        CheckConstraint("(payer_person IS NULL) <> (payer_organisation IS NULL)", name="one_payer"),
        CheckConstraint("cents > 0", name="cents"),
        Index(
            "ix_charges_owed",
            "payer_person",
            "cents",
            sqlite_where=text(OWED),
            postgresql_where=text(OWED),
        ),
    )

    id: Mapped[Key]
    hub: Mapped[UUID] = to("hubs.id")
    payer_person: Mapped[UUID | None] = to("people.id", index=True)
    payer_organisation: Mapped[UUID | None] = to("organisations.id", index=True)
    beneficiary: Mapped[UUID | None] = to("people.id")
    cents: Mapped[int] = mapped_column(Integer)
    currency: Mapped[str] = mapped_column(String(3))
    due_on: Mapped[date]
    source: Mapped[str] = mapped_column(String(40))
    reference: Mapped[UUID | None] = mapped_column(Identity, index=True)
    note: Mapped[str] = mapped_column(String(400), default="")
    created_at: Mapped[Moment]
    command: Mapped[UUID]
    settled_at: Mapped[datetime | None]
    cancelled_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(Integer, default=1)

    __mapper_args__ = {"version_id_col": version}


class Pause(Base):
    """Days on which a membership or a pass rests, first and last included; its end moves by as many.

    ``planned`` is the last day that was meant at first. ``ends`` is the last day that truly rests: it
    lies before ``starts`` when the pause was called off before it began. Rows are never deleted.
    """

    __tablename__ = "pauses"
    __table_args__ = (
        CheckConstraint(ONE_RIGHT, name="one_right"),
        CheckConstraint("planned >= starts", name="days"),
        CheckConstraint("ends <= planned", name="given_back"),
        CheckConstraint("(ended_at IS NULL) = (ended_by IS NULL)", name="ended"),
    )

    id: Mapped[Key]
    membership: Mapped[UUID | None] = to("memberships.id", index=True)
    pass_: Mapped[UUID | None] = mapped_column(
        "pass", Identity, ForeignKey("passes.id"), index=True
    )
    starts: Mapped[date]
    planned: Mapped[date]
    ends: Mapped[date]
    reason: Mapped[str] = mapped_column(String(400))
    at: Mapped[Moment]
    command: Mapped[UUID]
    ended_at: Mapped[datetime | None]
    ended_by: Mapped[UUID | None]


class EndMove(Base):
    """The last day of a membership or a pass was moved: what stood before, what stands now, and why.

    ``pause`` is the pause that moved it, when one did. Rows are only added; the command says who.
    """

    __tablename__ = "end_moves"
    __table_args__ = (
        CheckConstraint(ONE_RIGHT, name="one_right"),
        CheckConstraint("stood <> stands", name="moves"),
    )

    id: Mapped[Key]
    membership: Mapped[UUID | None] = to("memberships.id", index=True)
    pass_: Mapped[UUID | None] = mapped_column(
        "pass", Identity, ForeignKey("passes.id"), index=True
    )
    pause: Mapped[UUID | None] = to("pauses.id")
    stood: Mapped[date]
    stands: Mapped[date]
    reason: Mapped[str] = mapped_column(String(400))
    at: Mapped[Moment]
    command: Mapped[UUID]
