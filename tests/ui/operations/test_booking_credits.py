"""Paying a room with credits at a real window: offered where they can, said line by line, taken back whole."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from askadesk.people.rows import MovementRow
from askadesk.plans.rows import NewProduct, Sale
from askadesk.rooms.rows import SpacePriceRow
from db.values import Money, ProductKind, Unit
from tests.ui.operations.test_booking_form import Form, Rooms, form, pick, rooms
from ui.dialogs.booking import BookingDialog
from ui.dialogs.booking_repeat import WEEK
from ui.operations.booking_form import BookingStart
from ui.pages.person import page as person_page
from ui.pages.person.phrases import movement

__all__ = ["form", "rooms"]


@pytest.fixture
def held(rooms: Rooms) -> UUID:
    """Ten credits of Marco; Sala Dora costs two an hour, Sala Stura is sold for money alone."""
    services = rooms.services
    price = SpacePriceRow(date(2026, 1, 2), hour=Money(2200), credits=2)
    services.spaces.add_price(rooms.dora, price)
    product = NewProduct(
        ProductKind.PASS,
        "crediti",
        "10 crediti",
        9000,
        date(2026, 1, 1),
        unit=Unit.CREDITS,
        units=10,
    )
    services.plans.add_product(product)
    return services.plans.give(Sale("crediti", person=rooms.marco))


def left(rooms: Rooms, held: UUID) -> int:
    return int(rooms.services.plans.ledger(held, 1)[0].balance_after)


def words(dialog: BookingDialog) -> list[str]:
    return [one.text() for one in dialog.price.words]


def test_a_tick_pays_with_credits_and_undo_gives_them_back(
    form: Form, rooms: Rooms, held: UUID
) -> None:
    dialog = form.new(rooms)
    assert dialog.credits.isVisible()
    assert dialog.credits.tick.text() == "Paga con i crediti (ne restano 10)"
    dialog.credits.tick.click()
    form.looked(dialog)
    assert words(dialog)[-1] == "Pagato con 4 crediti, ne restano 6: 10 crediti"
    assert dialog.price.total.text() == "0,00\u00a0€"

    row = rooms.row(form.save().bookings[0])

    assert (row.price.credits, left(rooms, held)) == (4, 6)
    form.desk.window.toasts.toasts[-1].action.click()
    form.desk.wait_for(lambda: left(rooms, held) == 10)


def test_without_a_tick_money_pays(form: Form, rooms: Rooms, held: UUID) -> None:
    form.new(rooms)

    row = rooms.row(form.save().bookings[0])

    assert (row.price.credits, row.price.cents, left(rooms, held)) == (0, 4400, 10)


def test_no_tick_is_offered_for_a_room_that_is_sold_for_money_alone(
    form: Form, rooms: Rooms, held: UUID
) -> None:
    dialog = form.new(rooms)
    dialog.credits.tick.click()
    dialog.fields._select().pick(rooms.stura)
    form.looked(dialog)
    form.looked(dialog)

    assert not dialog.credits.isVisible()
    assert dialog.price.total.text() == "44,00\u00a0€"
    assert rooms.row(form.save().bookings[0]).price.credits == 0


def test_no_tick_is_offered_to_whoever_has_no_credits(form: Form, rooms: Rooms, held: UUID) -> None:
    giulia = rooms.archive.add("Giulia", "Ferrero").id
    form.form.new(BookingStart(rooms.dora, rooms.at(9), rooms.at(11), giulia))
    dialog = form.looked(form.desk.dialog(BookingDialog))

    assert not dialog.credits.isVisible()
    dialog.finish()


def test_too_few_credits_are_said_beside_the_tick_and_nothing_is_booked(
    form: Form, rooms: Rooms, held: UUID
) -> None:
    dialog = form.new(rooms)
    form.write(dialog.fields.ends.control, "16:00")
    dialog.credits.tick.click()
    form.looked(dialog)
    assert "Servono 14 crediti, ne restano 10" in words(dialog)

    form.refused()

    assert dialog.credits.field.error.isVisible()
    assert (rooms.all(), left(rooms, held)) == ((), 10)
    dialog.credits.tick.click()
    assert not dialog.credits.field.error.isVisible()
    assert rooms.row(form.save().bookings[0]).price.cents == 15400


def test_a_paid_booking_opens_ticked_and_unticked_it_gives_the_credits_back(
    form: Form, rooms: Rooms, held: UUID
) -> None:
    row = rooms.book(use_credits=True)
    dialog = form.edit(row)
    assert dialog.credits.tick.isChecked()
    assert dialog.credits.tick.text() == "Paga con i crediti (ne restano 10)"
    assert not dialog.changed()
    QTest.keyClick(dialog.credits.tick, Qt.Key.Key_Space)
    assert dialog.changed()

    form.save()

    assert (rooms.row(row.id).price.cents, left(rooms, held)) == (4400, 10)


def test_the_dates_of_a_series_say_once_what_they_draw_together(
    form: Form, rooms: Rooms, held: UUID
) -> None:
    dialog = form.new(rooms)
    pick(dialog.repeat.rhythm.control, WEEK)
    form.write(dialog.repeat.end.count, "2")
    dialog.credits.tick.click()
    form.looked(dialog)

    assert words(dialog)[-1] == "Pagato con 8 crediti, ne restano 2: 10 crediti"
    form.save()
    assert left(rooms, held) == 2
    form.desk.window.toasts.toasts[-1].action.click()
    form.desk.wait_for(lambda: left(rooms, held) == 10)


def test_the_persons_page_counts_the_credits_and_says_what_drew_them(
    form: Form, rooms: Rooms, held: UUID
) -> None:
    rooms.book(use_credits=True)
    people = form.desk.desk.people
    people.one.open(rooms.marco)
    form.desk.wait_for(lambda: form.desk.window.shown == person_page.KEY)
    card = people.person.rights

    assert (card.figure.text(), card.unit.text()) == ("6", "crediti\nrimasti")
    assert [movement(one) for one in card.ledger.rows if isinstance(one, MovementRow)] == [
        "Prenotazione, reception",
        "Assegnato, reception",
    ]
