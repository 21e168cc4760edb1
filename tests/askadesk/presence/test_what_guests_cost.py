"""Guests without a name beyond the plan's number, and beyond those who were announced: what they cost."""

from __future__ import annotations

import pytest

from askadesk.core.errors import DeskError, InputError
from askadesk.presence.facts import AsGuest
from db.models import Charge, Visit
from db.values import ExpectedKind
from tests.askadesk.presence.guests_of_tests import bring, host
from tests.hub_of_tests import HubOfTests


def owed(hub: HubOfTests) -> int:
    return sum(charge.cents for charge in hub.rows(Charge) if charge.cancelled_at is None)


def test_what_guests_cost_follows_their_number(hub: HubOfTests) -> None:
    visit = hub.scan(host(hub, inside=False)).visit
    assert visit is not None
    for guests, cents in ((6, 3600), (5, 2700), (7, 4500), (2, 0), (0, 0), (4, 1800), (1, 0)):
        hub.desk.presence.set_guests(visit, guests, payer="host")
        assert (guests, owed(hub)) == (guests, cents)


def test_the_same_number_again_costs_nothing_more(hub: HubOfTests) -> None:
    visit = hub.scan(host(hub, inside=False)).visit
    assert visit is not None
    for _again in range(2):
        hub.desk.presence.set_guests(visit, 4, payer="host")
    assert [charge.cents for charge in hub.rows(Charge)] == [1800]


def test_what_is_paid_for_guests_stays_paid_and_counts_for_those_who_come_instead(
    hub: HubOfTests,
) -> None:
    visit = hub.scan(host(hub, inside=False)).visit
    assert visit is not None
    hub.desk.presence.set_guests(visit, 4, payer="host")
    hub.execute("UPDATE charges SET settled_at = created_at")
    for guests, cents in ((2, 1800), (4, 1800), (5, 2700), (3, 1800)):
        hub.desk.presence.set_guests(visit, guests, payer="host")
        assert (guests, owed(hub)) == (guests, cents)


def test_the_rest_of_a_charge_stays_with_whoever_owes_it(hub: HubOfTests) -> None:
    giulia, guest = host(hub, guests_at_once=0), hub.person()
    entry = hub.by_sight(guest, way=AsGuest(giulia, "host"), heads=3)
    assert entry.visit is not None
    hub.desk.presence.set_guests(entry.visit, 0)
    first, rest = hub.rows(Charge)
    assert (first.cancelled_at is not None, rest.cents) == (True, 900)
    assert (rest.payer_person, rest.beneficiary) == (giulia, guest)


def test_those_who_come_with_a_guest_are_guests_of_the_same_host(hub: HubOfTests) -> None:
    giulia = host(hub)
    visit = bring(hub, giulia).visit
    hub.desk.presence.set_guests(visit, 1)
    with pytest.raises(DeskError):
        hub.desk.presence.set_guests(visit, 2)
    hub.desk.presence.set_guests(visit, 2, payer="host")
    assert [(one.payer_person, one.cents) for one in hub.rows(Charge)] == [(giulia, 900)]


def test_only_host_or_guest_can_pay_for_guests_without_a_name(hub: HubOfTests) -> None:
    visit = hub.scan(host(hub, inside=False)).visit
    assert visit is not None
    with pytest.raises(InputError) as refusal:
        hub.desk.presence.set_guests(visit, 4, payer="the city")
    assert (refusal.value.field, hub.rows(Charge)) == ("payer", [])


@pytest.mark.parametrize("kind", [ExpectedKind.BOOKING, ExpectedKind.VISIT])
def test_who_is_announced_today_has_the_plan_s_guests_and_no_more(
    hub: HubOfTests, kind: ExpectedKind
) -> None:
    giulia = host(hub, inside=False, guests_at_once=1)
    hub.announce(giulia, "09:00", "11:00", kind)
    visit = hub.scan(giulia).visit
    assert visit is not None
    assert hub.desk.presence.set_guests(visit, 1) == 2
    with pytest.raises(DeskError) as refusal:
        hub.desk.presence.set_guests(visit, 2)
    assert refusal.value.code == "guest_limit"


def test_who_was_in_before_the_booking_brings_its_people_all_the_same(hub: HubOfTests) -> None:
    giulia = host(hub, inside=False, guests_at_once=1)
    announced = hub.announce(giulia, "11:00", "13:00", ExpectedKind.BOOKING, head_count=4)
    visit = hub.scan(giulia).visit
    assert visit is not None
    with pytest.raises(DeskError):
        hub.desk.presence.set_guests(visit, 3)
    hub.at("10:45")
    assert hub.desk.presence.set_guests(visit, 3) == 4
    assert [one.expected for one in hub.rows(Visit)] == [announced]
    assert bring(hub, giulia).code == "guest"


def test_the_people_of_a_booking_take_the_seats_set_aside_for_them(hub: HubOfTests) -> None:
    giulia = host(hub, inside=False, guests_at_once=9, guests_a_month=9)
    hub.announce(giulia, "09:00", "11:00", ExpectedKind.BOOKING, head_count=4)
    hub.holds_at_most(5)
    visit = hub.scan(giulia, heads=1).visit
    assert visit is not None
    assert hub.desk.presence.set_guests(visit, 3) == 4
    hub.announce(hub.person(), "09:00", "11:00", ExpectedKind.EVENT)
    with pytest.raises(DeskError) as refusal:
        hub.desk.presence.set_guests(visit, 4)
    assert refusal.value.code == "full"


def test_heads_of_the_announcement_itself_are_no_guests_of_the_plan(hub: HubOfTests) -> None:
    giulia = host(hub, inside=False, guests_at_once=1)
    hub.announce(giulia, "09:00", "11:00", ExpectedKind.BOOKING, head_count=4)
    visit = hub.scan(giulia, heads=2).visit
    assert visit is not None
    assert hub.desk.presence.set_guests(visit, 4) == 5
    with pytest.raises(DeskError):
        hub.desk.presence.set_guests(visit, 5)
    hub.desk.presence.set_guests(visit, 5, payer="host")
    assert owed(hub) == 900
    assert bring(hub, giulia).code == "guest_limit"
