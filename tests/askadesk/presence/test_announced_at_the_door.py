"""Who is expected: visitors, events, bookings, and people at work."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest

from db.models import LedgerMovement, Visit
from db.values import Basis, ExpectedKind, ExpectedStatus
from tests.askadesk.presence.saying import nearest, said, sentence
from tests.hub_of_tests import TUESDAY, HubOfTests

WEDNESDAY = TUESDAY + timedelta(days=1)
KINDS = [ExpectedKind.VISIT, ExpectedKind.BOOKING, ExpectedKind.EVENT]
NAMES = ["as a visitor", "for a room", "for an event"]


@pytest.fixture
def omar(hub: HubOfTests) -> UUID:
    """Omar, with a carnet that must not be drawn."""
    person = hub.person("Omar Benali")
    hub.holds(person, hub.carnet())
    return person


@pytest.mark.parametrize("kind", KINDS, ids=NAMES)
def test_someone_expected_comes_in_and_no_pass_is_drawn(
    hub: HubOfTests, omar: UUID, kind: ExpectedKind
) -> None:
    announced = hub.announce(omar, "10:00", "12:00", kind)
    hub.at("10:05")
    assert said(hub.scan(omar)) == ("admitted", "expected")
    [visit] = hub.rows(Visit)
    assert (visit.basis, visit.expected) == (Basis.EXPECTED, announced)
    assert len(hub.rows(LedgerMovement)) == 1


@pytest.mark.parametrize(
    ("wall", "code"),
    [("09:29", "pass"), ("09:30", "expected"), ("11:59", "expected"), ("12:00", "pass")],
    ids=[
        "more than half an hour early draws the carnet",
        "half an hour early is early enough",
        "until the end",
        "after the end draws the carnet",
    ],
)
def test_the_span_of_an_announcement(hub: HubOfTests, omar: UUID, wall: str, code: str) -> None:
    hub.announce(omar, "10:00", "12:00")
    hub.at(wall)
    assert hub.scan(omar).code == code


def test_too_early_without_another_right_names_the_hour(hub: HubOfTests) -> None:
    visitor = hub.person()
    hub.announce(visitor, "10:00", "12:00")
    verdict = hub.scan(visitor)
    assert said(verdict) == ("refused", "not_yet")
    assert nearest(verdict) == "Tue 17 09:30"


def test_the_hub_sets_how_early_people_may_come(hub: HubOfTests) -> None:
    visitor = hub.person()
    hub.setting(expected_lead_minutes=60)
    hub.announce(visitor, "10:00", "12:00")
    assert said(hub.scan(visitor)) == ("admitted", "expected")


def test_too_late_without_another_right_says_when_it_ended(hub: HubOfTests) -> None:
    visitor = hub.person()
    hub.announce(visitor, "10:00", "12:00")
    hub.at("12:30")
    verdict = hub.scan(visitor)
    assert said(verdict) == ("refused", "expired")
    assert nearest(verdict) == "Tue 17 12:00"


def test_a_member_enters_on_the_plan_and_counts_as_arrived(hub: HubOfTests) -> None:
    giulia = hub.member()
    announced = hub.announce(giulia, "10:00", "12:00", ExpectedKind.EVENT, title="Aperitivo")
    hub.at("10:05")
    assert said(hub.scan(giulia)) == ("admitted", "membership")
    assert hub.rows(Visit)[0].expected == announced
    [row] = hub.desk.reading.today().expected
    assert row.arrived is not None


def test_outside_the_plan_s_hours_the_event_lets_in(hub: HubOfTests) -> None:
    giulia = hub.member(code="mornings", windows=(((1,), "08:00", "13:00"),))
    hub.announce(giulia, "18:00", "20:00", ExpectedKind.EVENT)
    hub.at("18:00")
    assert said(hub.scan(giulia)) == ("admitted", "expected")


@pytest.mark.parametrize(
    ("status", "code"),
    [
        (ExpectedStatus.CANCELLED, "expected_cancelled"),
        (ExpectedStatus.UNPAID, "expected_unpaid"),
    ],
    ids=["a cancelled registration", "an unpaid registration"],
)
def test_it_is_refused_with_that_reason(hub: HubOfTests, status: ExpectedStatus, code: str) -> None:
    visitor = hub.person()
    hub.announce(visitor, "09:00", "12:00", ExpectedKind.EVENT, status=status, title="Corso")
    verdict = hub.scan(visitor)
    assert (*said(verdict), verdict.params) == ("refused", code, {"title": "Corso"})


def test_a_visit_that_was_called_off_is_refused(hub: HubOfTests) -> None:
    visitor = hub.person()
    hub.desk.visitors.call_off(hub.announce(visitor, "09:00", "12:00"))
    assert said(hub.scan(visitor)) == ("refused", "expected_cancelled")


def test_an_unpaid_course_does_not_stop_a_member(hub: HubOfTests) -> None:
    giulia = hub.member()
    hub.announce(giulia, "09:00", "12:00", ExpectedKind.EVENT, status=ExpectedStatus.UNPAID)
    assert said(hub.scan(giulia)) == ("admitted", "membership")


@pytest.mark.parametrize("days", [-1, 1, 3], ids=["yesterday", "tomorrow", "in three days"])
def test_the_wrong_day_is_refused_naming_the_right_one(hub: HubOfTests, days: int) -> None:
    visitor = hub.person()
    day = TUESDAY + timedelta(days=days)
    hub.announce(visitor, "09:00", "12:00", ExpectedKind.EVENT, day=day, title="Corso")
    verdict = hub.scan(visitor)
    assert said(verdict) == ("refused", "wrong_day")
    assert verdict.params == {"title": "Corso", "day": day.isoformat()}


def test_of_two_wrong_days_the_coming_one_is_named(hub: HubOfTests) -> None:
    visitor = hub.person()
    for days in (-1, 3, 1):
        hub.announce(visitor, "09:00", "12:00", day=TUESDAY + timedelta(days=days))
    assert hub.scan(visitor).params["day"] == "2026-11-18"


def test_the_wrong_hub_is_refused(hub: HubOfTests) -> None:
    visitor = hub.person()
    hub.announce(visitor, "09:00", "12:00", ExpectedKind.EVENT, desk=hub.other_hub())
    assert said(hub.scan(visitor)) == ("refused", "wrong_hub")


def test_who_is_announced_at_another_hub_is_told_of_the_announcement(hub: HubOfTests) -> None:
    milano = hub.other_hub()
    today, later = hub.person(), hub.person()
    hub.announce(today, "09:00", "12:00", desk=milano)
    hub.announce(later, "09:00", "12:00", desk=milano, day=TUESDAY + timedelta(days=7))
    assert sentence(hub.scan(today)) == "Announced at another hub."
    assert sentence(hub.scan(later)) == "Announced at another hub for Tuesday 24 November."


def test_what_was_called_off_for_another_day_says_which(hub: HubOfTests) -> None:
    visitor = hub.person()
    day = TUESDAY + timedelta(days=7)
    hub.desk.visitors.call_off(hub.announce(visitor, "09:00", "12:00", day=day, title="Corso"))
    assert sentence(hub.scan(visitor)) == "“Corso” was called off: it was for Tuesday 24 November."


def test_another_day_s_announcement_that_does_not_stand_here_hides_no_ended_plan(
    hub: HubOfTests,
) -> None:
    giulia = hub.person()
    hub.plan()
    hub.at("09:00", TUESDAY - timedelta(days=7))
    hub.holds(giulia, "flex", ends=TUESDAY - timedelta(days=1))
    hub.at("09:00")
    day = TUESDAY + timedelta(days=7)
    hub.desk.visitors.call_off(hub.announce(giulia, "09:00", "12:00", day=day))
    hub.announce(giulia, "09:00", "12:00", day=day, desk=hub.other_hub())
    assert said(hub.scan(giulia)) == ("refused", "expired")


def test_an_evening_that_runs_past_midnight_lets_in_until_its_end(hub: HubOfTests) -> None:
    visitor = hub.person()
    hub.announce(visitor, "21:00", "01:00", ExpectedKind.EVENT)
    hub.at("00:30", WEDNESDAY)
    assert said(hub.scan(visitor)) == ("admitted", "expected")
    hub.undo(hub.scan(visitor))
    hub.at("01:00", WEDNESDAY)
    assert said(hub.scan(visitor)) == ("refused", "wrong_day")


def test_an_event_just_after_midnight_opens_half_an_hour_before(hub: HubOfTests) -> None:
    visitor = hub.person()
    hub.announce(visitor, "00:10", "02:00", ExpectedKind.EVENT, day=WEDNESDAY)
    hub.at("23:45")
    assert said(hub.scan(visitor)) == ("admitted", "expected")


def test_a_school_class_is_one_visit_of_25(hub: HubOfTests) -> None:
    teacher = hub.person("Ivana Bosso")
    hub.announce(teacher, "09:00", "12:00", head_count=25, title="Classe 3B")
    hub.scan(teacher)
    [visit] = hub.rows(Visit)
    assert visit.head_count == 25
    assert hub.desk.reading.today().bodies == 25


def test_who_comes_with_fewer_is_counted_with_fewer(hub: HubOfTests) -> None:
    teacher = hub.person()
    hub.announce(teacher, "09:00", "12:00", head_count=25)
    hub.scan(teacher, heads=21)
    assert hub.rows(Visit)[0].head_count == 21


def test_a_member_who_brings_a_class_brings_no_guests_of_the_plan(hub: HubOfTests) -> None:
    teacher = hub.member(code="with_guests", guests_at_once=1, guests_a_month=1)
    hub.announce(teacher, "09:00", "12:00", head_count=25)
    verdict = hub.scan(teacher)
    assert (verdict.code, hub.rows(Visit)[0].head_count) == ("membership", 25)
    assert verdict.visit is not None
    assert hub.desk.presence.set_guests(verdict.visit, 25) == 26


# --- at work -------------------------------------------------------------------------------------


def test_someone_announced_at_work_comes_at_any_hour_and_draws_nothing(
    hub: HubOfTests, omar: UUID
) -> None:
    hub.announce(omar, "05:00", "08:00", ExpectedKind.AT_WORK, title="Pulizie")
    hub.at("05:00")
    assert said(hub.scan(omar)) == ("admitted", "at_work")
    assert hub.rows(Visit)[0].basis is Basis.AT_WORK
    assert len(hub.rows(LedgerMovement)) == 1


def test_the_desk_may_say_that_someone_is_at_work(hub: HubOfTests) -> None:
    supplier = hub.person()
    hub.at("06:30")
    assert said(hub.by_sight(supplier, at_work=True)) == ("admitted", "at_work")


def test_someone_at_work_counts_for_safety_and_is_marked(hub: HubOfTests) -> None:
    supplier = hub.person()
    hub.by_sight(supplier, at_work=True, heads=2)
    today = hub.desk.reading.today()
    assert (today.bodies, [row.is_at_work for row in today.present]) == (2, [True])


def test_a_member_who_teaches_today_enters_as_tutor(hub: HubOfTests) -> None:
    tutor = hub.member()
    hub.announce(tutor, "09:00", "12:00", ExpectedKind.AT_WORK, title="Corso di ceramica")
    assert said(hub.scan(tutor)) == ("admitted", "at_work")


def test_before_the_lesson_a_tutor_enters_as_member(hub: HubOfTests) -> None:
    tutor = hub.member()
    hub.announce(tutor, "17:00", "19:00", ExpectedKind.AT_WORK)
    assert said(hub.scan(tutor)) == ("admitted", "membership")


def test_a_kiosk_takes_nobody_s_word_for_being_at_work(hub: HubOfTests) -> None:
    supplier = hub.person()
    assert said(hub.scan(supplier, desk=hub.kiosk(), at_work=True)) == ("refused", "no_right")
