"""Credits pay rooms: whole or not at all, out of one pass, and what is given back is there again."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from threading import Barrier
from typing import Any
from uuid import UUID

import pytest

from askadesk.core.errors import DeskError, InputError
from askadesk.plans.rows import TermsFields
from askadesk.rooms.rows import Booked, ExtraLine, Price, SpacePriceRow
from askadesk.rooms.series_rows import NewSeries, Reach
from askadesk.rooms.words import price_words
from db.models import LedgerMovement
from db.values import Answer, BookingStatus, Money, Movement, Role, SpaceKind, Unit
from tests.askadesk.rooms.conftest import Rooms
from tests.hub_of_tests import SINCE, TUESDAY

YEAR_END = date(2026, 12, 31)


class Paying:
    """A room at 20.00 or two credits an hour, and somebody with ten credits."""

    def __init__(self, rooms: Rooms) -> None:
        self.rooms, self.hub, self.desk = rooms, rooms.hub, rooms.desk
        self.po = self.priced(rooms.room(), credits=2)
        self.hub.carnet("crediti", unit=Unit.CREDITS)
        self.someone = rooms.someone
        self.held = self.hub.holds(self.someone, "crediti")

    def priced(self, space: UUID, hour: int | None = 2000, **price: Any) -> UUID:
        row = SpacePriceRow(SINCE, hour=None if hour is None else Money(hour), **price)
        self.rooms.manager.spaces.add_price(space, row)
        return space

    def book(self, starts: str = "10:00", ends: str = "12:00", **more: Any) -> Booked:
        space = more.pop("space", self.po)
        return self.rooms.book(space, starts, ends, **{"use_credits": True, **more})

    def price(self, booked: Booked) -> Price:
        return self.rooms.row(booked).price

    @property
    def left(self) -> int:
        return self.left_of(self.held)

    def left_of(self, held: UUID) -> int:
        return int(self.desk.plans.ledger(held, 1)[0].balance_after)

    @property
    def movements(self) -> list[tuple[Movement, int]]:
        """All movements, the oldest first."""
        return [(one.kind, one.delta) for one in reversed(self.desk.plans.ledger(self.held))]

    def cancel(self, booked: Booked) -> Booked:
        row = self.rooms.row(booked)
        return self.desk.bookings.cancel(row.id, row.version)


@pytest.fixture
def paying(rooms: Rooms) -> Paying:
    return Paying(rooms)


def said(price: Price) -> list[str]:
    return [price_words(one) for one in price.lines]


# --- paying --------------------------------------------------------------------------------------


def test_two_hours_are_paid_with_four_credits_and_the_price_says_so(paying: Paying) -> None:
    price = paying.price(paying.book())

    assert (price.credits, price.paid_from, price.cents) == (4, paying.held, 0)
    assert [one.cents for one in price.lines] == [4000, -4000]
    assert said(price)[1] == "Pagato con 4 crediti, ne restano 6: crediti"
    assert paying.left == 6


def test_without_asking_for_it_money_pays_as_before(paying: Paying) -> None:
    price = paying.price(paying.book(use_credits=False))

    assert (price.credits, price.cents, paying.left) == (0, 4000, 10)


def test_a_begun_credit_counts_whole(paying: Paying) -> None:
    assert paying.price(paying.book("10:00", "11:15")).credits == 3


def test_catering_stays_money(paying: Paying) -> None:
    price = paying.price(paying.book(lines=(ExtraLine("Coffee", 2, 300),)))

    assert (price.credits, price.cents) == (4, 600)


def test_what_a_plan_covers_needs_no_credits_and_credits_bear_no_discount(paying: Paying) -> None:
    paying.hub.holds(paying.someone, paying.hub.plan("rooms", room_minutes=60, room_discount=50))

    price = paying.price(paying.book())

    assert (price.covered, price.credits, price.cents) == (60, 2, 0)


def test_each_desk_of_a_zone_is_paid(paying: Paying) -> None:
    zone = paying.rooms.room("Open space", kind=SpaceKind.DESK_ZONE, desks=4)
    paying.priced(zone, hour=300, credits=1)

    assert paying.price(paying.book(space=zone, desks=3)).credits == 6


def test_a_room_with_a_price_in_credits_alone_is_paid_with_them(paying: Paying) -> None:
    sala = paying.priced(paying.rooms.room("Sala Dora"), hour=None, credits=1)

    assert paying.price(paying.book(space=sala)).credits == 2


def test_the_organisations_credits_pay_what_its_people_book(paying: Paying) -> None:
    giulia = paying.hub.person("Giulia Ferrero", organisation="Aurora")
    firm = paying.desk.organisations.find("Aurora", 1)[0].id
    held = paying.hub.team_holds(firm, "crediti")

    for_her = paying.price(paying.book(person=giulia))
    for_all = paying.price(paying.book("13:00", "14:00", organisation=firm))

    assert (for_her.paid_from, for_all.paid_from) == (held, held)
    assert paying.left_of(held) == 4


def test_the_own_pass_that_expires_first_pays_and_a_fuller_one_where_it_has_too_few(
    paying: Paying,
) -> None:
    soon = paying.hub.holds(paying.someone, "crediti", ends=YEAR_END, units=3, reason="Few")

    one_hour = paying.price(paying.book("10:00", "11:00"))
    two_hours = paying.price(paying.book("12:00", "14:00"))

    assert (one_hour.paid_from, two_hours.paid_from) == (soon, paying.held)


def test_a_pass_that_rests_on_the_day_pays_nothing(paying: Paying) -> None:
    paying.desk.plans.pause("pass", paying.held, TUESDAY, YEAR_END, "Away")

    with pytest.raises(InputError) as refused:
        paying.book()

    assert "ne restano 0" in refused.value.what


# --- what cannot be paid is refused -----------------------------------------------------------------


def test_too_few_credits_refuse_the_whole_and_nothing_is_booked(paying: Paying) -> None:
    with pytest.raises(InputError) as refused:
        paying.book("10:00", "16:00")

    assert (refused.value.field, refused.value.code) == ("use_credits", "credits_short")
    assert refused.value.what == "mar 17 nov: servono 12 crediti, ne restano 10."
    assert (paying.rooms.times(paying.po), paying.left) == ([], 10)


def test_before_it_is_booked_the_price_says_that_credits_are_too_few(paying: Paying) -> None:
    asked = paying.rooms.asked(paying.po, "10:00", "16:00", use_credits=True)

    price = paying.desk.calendar.check(asked).price

    assert said(price)[1] == "Servono 12 crediti, ne restano 10"
    assert (price.credits, price.cents) == (0, 12000)


def test_a_room_that_is_sold_for_money_alone_is_not_paid_with_credits(paying: Paying) -> None:
    dora = paying.priced(paying.rooms.room("Sala Dora"))

    with pytest.raises(InputError, match="non ha un prezzo in crediti"):
        paying.book(space=dora)


def test_a_carnet_of_entries_pays_no_room(paying: Paying) -> None:
    giulia = paying.hub.person("Giulia Ferrero")
    paying.hub.holds(giulia, paying.hub.carnet())

    with pytest.raises(InputError):
        paying.book(person=giulia)

    assert paying.hub.left(giulia) == 10


def test_credits_open_no_door(paying: Paying) -> None:
    verdict = paying.hub.scan(paying.someone)

    assert (verdict.answer, paying.left) == (Answer.REFUSED, 10)


@pytest.mark.parametrize("terms", [{"debt_limit": 2}, {"unit_minutes": 240}, {"guests_at_once": 1}])
def test_a_pass_of_credits_has_nothing_that_belongs_to_entries(
    paying: Paying, terms: dict[str, Any]
) -> None:
    with pytest.raises(InputError):
        paying.hub.carnet("altri", unit=Unit.CREDITS, **terms)


def test_credits_are_never_part_of_a_plan(paying: Paying) -> None:
    with pytest.raises(InputError):
        paying.hub.plan("plan", unit=Unit.CREDITS)


# --- changing, calling off, taking back --------------------------------------------------------------


def test_a_longer_booking_draws_the_difference_and_a_shorter_one_gives_back(paying: Paying) -> None:
    booked = paying.book()
    row = paying.rooms.row(booked)
    paying.desk.bookings.extend(row.id, row.version, 60)
    after_longer = paying.left
    row = paying.rooms.row(booked)
    paying.desk.bookings.extend(row.id, row.version, -120)

    assert (after_longer, paying.left, paying.price(booked).credits) == (4, 8, 2)


def test_a_booking_moved_to_another_hour_draws_nothing_more(paying: Paying) -> None:
    booked = paying.book()
    paying.rooms.move(booked, "14:00", "16:00")

    assert paying.movements == [(Movement.GRANT, 10), (Movement.DRAW, -4)]


def test_a_booking_moved_to_a_dearer_room_draws_more_and_undoing_gives_it_back(
    paying: Paying,
) -> None:
    hall = paying.priced(paying.rooms.room("Sala grande"), credits=5)
    booked = paying.book()
    moved = paying.rooms.move(booked, "14:00", "16:00", hall)
    in_the_hall = paying.left
    paying.desk.bookings.undo(moved.command)

    assert (in_the_hall, paying.left, paying.price(booked).credits) == (0, 6, 4)


def test_a_booking_is_not_made_longer_than_the_credits_last(paying: Paying) -> None:
    booked = paying.book()
    row = paying.rooms.row(booked)

    with pytest.raises(InputError):
        paying.desk.bookings.extend(row.id, row.version, 240)

    assert (paying.left, paying.rooms.times(paying.po)) == (6, ["10:00-12:00"])


def test_paying_otherwise_gives_the_credits_back(paying: Paying) -> None:
    booked = paying.book()
    row = paying.rooms.row(booked)
    asked = paying.rooms.asked(paying.po, "10:00", "12:00", use_credits=False)
    paying.desk.bookings.change(row.id, row.version, asked)

    assert (paying.price(booked).cents, paying.left) == (4000, 10)


def test_a_change_of_the_title_moves_no_credit(paying: Paying) -> None:
    booked = paying.book()
    row = paying.rooms.row(booked)
    asked = paying.rooms.asked(paying.po, "10:00", "12:00", use_credits=True, title="Corso")
    paying.desk.bookings.change(row.id, row.version, asked)

    assert len(paying.movements) == 2


def test_what_is_called_off_gives_its_credits_back_and_restored_draws_them(paying: Paying) -> None:
    booked = paying.book()
    paying.cancel(booked)
    called_off = paying.left
    row = paying.rooms.row(booked)
    paying.desk.bookings.restore(row.id, row.version)

    assert (called_off, paying.left) == (10, 6)


def test_an_option_that_lapses_gives_its_credits_back(paying: Paying) -> None:
    paying.book("15:00", "17:00", hold_until=paying.rooms.at("11:00"))
    held = paying.left
    paying.hub.at("11:01")
    paying.desk.bookings.sweep()

    assert (held, paying.left) == (6, 10)


def test_undo_and_redo_leave_the_balance_as_it_was_each_time(paying: Paying) -> None:
    booked = paying.book()
    undone = paying.desk.bookings.undo(booked.command)
    after_undo = paying.left
    paying.desk.bookings.undo(undone.command)

    assert (after_undo, paying.left) == (10, 6)
    assert paying.movements == [
        (Movement.GRANT, 10),
        (Movement.DRAW, -4),
        (Movement.REVERSE, 4),
        (Movement.DRAW, -4),
    ]


def test_what_was_called_off_does_not_come_back_when_its_credits_are_used(paying: Paying) -> None:
    booked = paying.book("10:00", "14:00")
    called_off = paying.cancel(booked)
    paying.book("15:00", "18:00")

    with pytest.raises(DeskError) as refused:
        paying.desk.bookings.undo(called_off.command)

    assert refused.value.what == "Servono 8 crediti, ne restano 4."
    assert paying.left == 4


def test_a_room_that_is_paid_is_kept_for_whoever_comes_late_and_its_credits_stay_used(
    paying: Paying,
) -> None:
    booked = paying.book()
    paying.hub.at("11:45")
    paying.desk.bookings.sweep()
    late = paying.rooms.row(booked).status
    paying.hub.at("12:01")
    paying.desk.bookings.sweep()

    assert late is BookingStatus.CONFIRMED
    assert paying.rooms.row(booked).status is BookingStatus.NO_SHOW
    assert paying.left == 6


def test_what_a_pass_counts_is_never_changed_by_new_terms(paying: Paying) -> None:
    product = paying.hub.product("crediti")

    with pytest.raises(InputError):
        paying.hub.manager.plans.add_terms(product, TermsFields(units=10), TUESDAY)


# --- a series ------------------------------------------------------------------------------------


def test_every_date_of_a_series_is_paid_in_order(paying: Paying) -> None:
    first = paying.rooms.asked(paying.po, "10:00", "11:00", use_credits=True)
    booked = paying.desk.series.book(NewSeries(first, "FREQ=WEEKLY;COUNT=3"))

    rows = [paying.desk.calendar.booking(one).price for one in booked.bookings]

    assert [dict(one.lines[-1].params)["left"] for one in rows] == [8, 6, 4]
    assert paying.left == 4


def test_a_series_that_credits_do_not_pay_whole_is_refused_with_its_dates(paying: Paying) -> None:
    first = paying.rooms.asked(paying.po, "10:00", "12:00", use_credits=True)

    with pytest.raises(InputError) as refused:
        paying.desk.series.book(NewSeries(first, "FREQ=WEEKLY;COUNT=3"))

    assert refused.value.what == "mar 1 dic: servono 4 crediti, ne restano 2."
    assert paying.left == 10


def test_dates_that_follow_are_paid_otherwise_and_theirs_are_given_back(paying: Paying) -> None:
    first = paying.rooms.asked(paying.po, "10:00", "11:00", use_credits=True)
    booked = paying.desk.series.book(NewSeries(first, "FREQ=WEEKLY;COUNT=3"))
    second = paying.desk.calendar.booking(booked.bookings[1])
    asked = replace(first, starts=second.starts, ends=second.ends, use_credits=False)

    changed = paying.desk.series.change(second.id, second.version, asked, Reach.FOLLOWING)
    after_change = paying.left
    paying.desk.bookings.undo(changed.command)

    assert (after_change, paying.left) == (8, 4)


# --- two at once ---------------------------------------------------------------------------------


def test_two_desks_never_draw_the_same_last_credits(paying: Paying) -> None:
    dora = paying.priced(paying.rooms.room("Sala Dora"), credits=2)
    met = Barrier(2)

    def book(space: UUID) -> Booked | InputError:
        desk = paying.hub._services(replace(paying.desk.bookings._unit.actor, role=Role.MANAGER))
        asked = paying.rooms.asked(space, "10:00", "13:00", use_credits=True)
        met.wait(20)
        try:
            return desk.bookings.book(asked)
        except InputError as error:
            return error

    with ThreadPoolExecutor(2) as desks:
        found = list(desks.map(book, [paying.po, dora]))

    assert sorted(type(one).__name__ for one in found) == ["Booked", "InputError"]
    assert paying.left == 4
    draws = [one for one in paying.hub.rows(LedgerMovement) if one.kind is Movement.DRAW]
    assert [one.delta for one in draws] == [-6]
