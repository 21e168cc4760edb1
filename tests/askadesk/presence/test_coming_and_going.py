"""Coming twice, staying, leaving, arriving late, taking back, putting right."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest

from askadesk.core.errors import CommandReused, DeskError, InputError, NotFound
from askadesk.presence.request import ScanRequest
from askadesk.presence.rows import Direction
from db.models import AdmissionAttempt, Command, LedgerMovement, Visit, VisitCorrection
from db.values import Answer, Leaving, Role
from tests.askadesk.presence.saying import said, ways
from tests.hub_of_tests import ROME, TUESDAY, HubOfTests

WEDNESDAY = TUESDAY + timedelta(days=1)


@pytest.fixture
def giulia(hub: HubOfTests) -> UUID:
    """Giulia, with a carnet of ten."""
    person = hub.person("Giulia Ferrero")
    hub.holds(person, hub.carnet())
    return person


# --- the same code again -------------------------------------------------------------------------


def test_a_double_scan_repeats_the_entry_and_makes_no_second_visit(
    hub: HubOfTests, giulia: UUID
) -> None:
    first = hub.scan(giulia)
    hub.later(seconds=59)
    again = hub.scan(giulia)
    assert (*said(again), again.repeated, again.left) == ("admitted", "pass", True, 9)
    assert (again.visit, again.at) == (first.visit, first.at)
    assert (len(hub.rows(Visit)), hub.left(giulia)) == (1, 9)


def test_a_double_scan_repeats_the_exit(hub: HubOfTests, giulia: UUID) -> None:
    hub.scan(giulia)
    hub.at("12:00")
    hub.goes(giulia)
    hub.later(seconds=30)
    again = hub.scan(giulia)
    assert (*said(again), again.repeated) == ("checked_out", "checked_out", True)
    assert len(hub.rows(Visit)) == 1


def test_after_the_double_scan_window_the_screen_asks(hub: HubOfTests, giulia: UUID) -> None:
    hub.scan(giulia)
    hub.later(seconds=60)
    assert hub.scan(giulia).answer is Answer.ALREADY_IN


def test_the_hub_sets_its_own_double_scan_window(hub: HubOfTests, giulia: UUID) -> None:
    hub.scan(giulia)
    hub.setting(double_scan_seconds=10)
    hub.later(seconds=11)
    assert hub.scan(giulia).answer is Answer.ALREADY_IN


def test_a_double_scan_over_midnight_is_still_one(hub: HubOfTests) -> None:
    member = hub.member(code="full", around_the_clock=True)
    hub.at("23:59:40")
    first = hub.scan(member)
    hub.later(seconds=40)
    again = hub.scan(member)
    assert (again.visit, again.repeated) == (first.visit, True)
    [visit] = hub.rows(Visit)
    assert visit.checked_out_at is None


def test_a_refusal_is_judged_anew_at_once(hub: HubOfTests) -> None:
    davide = hub.person("Davide Musso")
    assert hub.scan(davide).answer is Answer.REFUSED
    hub.holds(davide, hub.carnet())
    hub.later(seconds=5)
    assert said(hub.scan(davide)) == ("admitted", "pass")


def test_an_undone_entry_is_judged_anew_at_once(hub: HubOfTests, giulia: UUID) -> None:
    first = hub.scan(giulia)
    hub.undo(first)
    hub.later(seconds=5)
    second = hub.scan(giulia)
    assert (second.repeated, second.left) == (False, 9)
    assert second.visit != first.visit


def test_a_reader_for_the_way_out_lets_out_at_once(hub: HubOfTests, giulia: UUID) -> None:
    hub.scan(giulia)
    hub.later(seconds=5)
    assert said(hub.goes(giulia)) == ("checked_out", "checked_out")


def test_a_reader_for_the_way_in_lets_in_again_at_once(hub: HubOfTests, giulia: UUID) -> None:
    hub.scan(giulia)
    hub.at("12:00")
    hub.goes(giulia)
    hub.later(seconds=5)
    assert said(hub.scan(giulia, direction=Direction.IN)) == ("admitted", "pass_again")


# --- already in ----------------------------------------------------------------------------------


def test_someone_already_in_is_asked_to_check_out_or_stay(hub: HubOfTests, giulia: UUID) -> None:
    hub.scan(giulia)
    hub.at("11:00")
    verdict = hub.scan(giulia)
    assert (*said(verdict), verdict.left) == ("already_in", "already_in", 9)
    assert ways(verdict) == ["check_out", "stay"]
    since = datetime.fromisoformat(str(verdict.params["since"]))
    assert since.astimezone(ROME).strftime("%H:%M") == "09:00"


def test_in_doubt_the_person_stays_listed(hub: HubOfTests, giulia: UUID) -> None:
    hub.scan(giulia)
    hub.at("11:00")
    hub.scan(giulia)
    assert [row.name for row in hub.desk.reading.present()] == ["Giulia Ferrero"]


def test_a_reader_for_the_way_in_never_lets_out(hub: HubOfTests, giulia: UUID) -> None:
    hub.scan(giulia)
    hub.at("11:00")
    assert hub.scan(giulia, direction=Direction.IN).answer is Answer.ALREADY_IN


def test_a_reader_that_toggles_lets_out(hub: HubOfTests, giulia: UUID) -> None:
    hub.scan(giulia, direction=Direction.TOGGLE)
    hub.at("11:00")
    verdict = hub.scan(giulia, direction=Direction.TOGGLE)
    assert said(verdict) == ("checked_out", "checked_out")
    [visit] = hub.rows(Visit)
    assert (visit.checked_out_at, visit.leaving) == (hub.clock.time, Leaving.SCAN)


def test_checked_out_by_name_is_told_apart_from_checked_out_by_card(
    hub: HubOfTests, giulia: UUID
) -> None:
    hub.scan(giulia)
    hub.at("11:00")
    hub.desk.presence.check_out(giulia)
    assert hub.rows(Visit)[0].leaving is Leaving.DESK


def test_someone_who_is_not_in_cannot_be_checked_out(hub: HubOfTests, giulia: UUID) -> None:
    assert said(hub.goes(giulia)) == ("refused", "not_in")


# --- an earlier day's visit, still open ----------------------------------------------------------


def test_yesterday_s_open_visit_is_closed_first_and_then_judged_anew(
    hub: HubOfTests, giulia: UUID
) -> None:
    hub.scan(giulia)
    hub.at("09:30", WEDNESDAY)
    verdict = hub.scan(giulia)
    assert (*said(verdict), verdict.left) == ("admitted", "pass", 8)
    forgotten, today = hub.rows(Visit)
    assert (forgotten.checked_out_at, forgotten.leaving) == (
        hub.moment("20:00"),
        Leaving.NOT_CHECKED_OUT,
    )
    assert (today.day, today.checked_out_at) == (WEDNESDAY, None)


def test_a_visit_forgotten_after_closing_time_ends_when_it_began(hub: HubOfTests) -> None:
    member = hub.member(code="full", around_the_clock=True)
    hub.at("21:00")
    hub.scan(member)
    hub.at("09:30", WEDNESDAY)
    hub.scan(member)
    assert hub.rows(Visit)[0].checked_out_at == hub.moment("21:00")


def test_a_forgotten_visit_ends_at_that_day_s_own_closing_time(
    hub: HubOfTests, giulia: UUID
) -> None:
    hub.closes(TUESDAY, hours=("09:00", "13:00"))
    hub.scan(giulia)
    hub.at("09:30", WEDNESDAY)
    hub.scan(giulia)
    assert hub.rows(Visit)[0].checked_out_at == hub.moment("13:00")


def test_a_forgotten_visit_is_closed_even_when_the_person_is_refused(hub: HubOfTests) -> None:
    giulia = hub.person()
    hub.holds(giulia, hub.carnet(units=1))
    hub.scan(giulia)
    hub.at("09:30", WEDNESDAY)
    assert said(hub.scan(giulia)) == ("refused", "exhausted")
    assert hub.rows(Visit)[0].leaving is Leaving.NOT_CHECKED_OUT
    assert hub.desk.reading.present() == ()


def test_a_forgotten_body_does_not_fill_the_hub(hub: HubOfTests, giulia: UUID) -> None:
    hub.holds_at_most(1)
    hub.scan(giulia)
    hub.at("09:30", WEDNESDAY)
    assert hub.scan(giulia).answer is Answer.ADMITTED


def test_at_night_everything_forgotten_is_closed(hub: HubOfTests, giulia: UUID) -> None:
    other = hub.member()
    hub.scan(giulia)
    hub.scan(other)
    assert hub.desk.presence.close_forgotten() == 0
    hub.at("00:05", WEDNESDAY)
    assert hub.desk.presence.close_forgotten() == 2
    assert {row.leaving for row in hub.rows(Visit)} == {Leaving.NOT_CHECKED_OUT}
    assert {row.checked_out_at for row in hub.rows(Visit)} == {hub.moment("20:00")}


def test_the_card_tells_that_the_last_visit_was_forgotten(hub: HubOfTests, giulia: UUID) -> None:
    hub.scan(giulia)
    hub.at("09:30", WEDNESDAY)
    card = hub.desk.reading.card(hub.scan(giulia))
    assert [(one.code, one.params) for one in card.alerts] == [("forgotten", {"day": "2026-11-17"})]


# --- an arrival recorded elsewhere ---------------------------------------------------------------


def test_a_late_arrival_before_today_s_visit_widens_it_and_draws_nothing(
    hub: HubOfTests, giulia: UUID
) -> None:
    hub.at("10:00")
    hub.scan(giulia)
    hub.at("11:00")
    verdict = hub.scan(giulia, at=hub.moment("09:15"))
    assert said(verdict) == ("admitted", "late")
    [visit] = hub.rows(Visit)
    assert (visit.checked_in_at, hub.left(giulia)) == (hub.moment("09:15"), 9)
    [correction] = hub.rows(VisitCorrection)
    assert (correction.in_before, correction.in_after, correction.reason) == (
        hub.moment("10:00"),
        hub.moment("09:15"),
        "late",
    )


def test_a_late_arrival_inside_a_closed_visit_changes_nothing(
    hub: HubOfTests, giulia: UUID
) -> None:
    hub.scan(giulia)
    hub.at("12:00")
    hub.goes(giulia)
    hub.at("15:00")
    assert said(hub.scan(giulia, at=hub.moment("10:00"))) == ("admitted", "late")
    [visit] = hub.rows(Visit)
    assert (visit.checked_in_at, visit.checked_out_at) == (
        hub.moment("09:00"),
        hub.moment("12:00"),
    )
    assert hub.rows(VisitCorrection) == []


def test_a_late_arrival_between_two_visits_widens_the_second(hub: HubOfTests, giulia: UUID) -> None:
    for came, went in (("09:00", "10:00"), ("14:00", "15:00")):
        hub.at(came)
        hub.scan(giulia)
        hub.at(went)
        hub.goes(giulia)
    hub.at("16:00")
    hub.scan(giulia, at=hub.moment("12:00"))
    assert [row.checked_in_at for row in hub.rows(Visit)] == [
        hub.moment("09:00"),
        hub.moment("12:00"),
    ]


def test_a_late_arrival_of_a_day_without_a_visit_keeps_its_own_time(
    hub: HubOfTests, giulia: UUID
) -> None:
    hub.at("09:30", WEDNESDAY)
    verdict = hub.scan(giulia, at=hub.moment("10:00"))
    assert (verdict.at, verdict.left) == (hub.moment("10:00"), 9)
    [visit] = hub.rows(Visit)
    assert (visit.day, visit.checked_in_at) == (TUESDAY, hub.moment("10:00"))


def test_a_late_arrival_of_yesterday_is_over_when_today_s_visit_is_open(
    hub: HubOfTests, giulia: UUID
) -> None:
    hub.at("09:30", WEDNESDAY)
    hub.scan(giulia)
    hub.scan(giulia, at=hub.moment("10:00"))
    today, yesterday = hub.rows(Visit)
    assert (today.day, today.checked_out_at) == (WEDNESDAY, None)
    assert (yesterday.day, yesterday.checked_out_at, yesterday.leaving) == (
        TUESDAY,
        hub.moment("20:00"),
        Leaving.NOT_CHECKED_OUT,
    )
    assert hub.left(giulia) == 8


# --- the same command twice ----------------------------------------------------------------------


def test_the_same_command_twice_gives_the_first_answer_and_one_record(
    hub: HubOfTests, giulia: UUID
) -> None:
    request = ScanRequest(code=hub.code(giulia), command=uuid4(), at=hub.clock.time)
    first = hub.desk.presence.scan(request)
    hub.at("12:00")
    hub.goes(giulia)
    again = hub.desk.presence.scan(request)
    assert (again.answer, again.code, again.visit, again.left) == (
        first.answer,
        first.code,
        first.visit,
        first.left,
    )
    assert again.repeated
    assert (len(hub.rows(Visit)), hub.left(giulia)) == (1, 9)


def test_a_refused_command_is_refused_again_even_if_things_changed_since(hub: HubOfTests) -> None:
    davide = hub.person()
    request = ScanRequest(code=hub.code(davide), command=uuid4())
    assert hub.desk.presence.scan(request).code == "no_right"
    hub.holds(davide, hub.carnet())
    assert hub.desk.presence.scan(request).code == "no_right"
    assert hub.rows(Visit) == []


def test_the_same_command_with_other_arguments_is_reused(hub: HubOfTests, giulia: UUID) -> None:
    command = uuid4()
    hub.by_sight(giulia, command=command)
    with pytest.raises(CommandReused) as refusal:
        hub.by_sight(giulia, command=command, direction=Direction.OUT)
    assert refusal.value.code == "command_reused"
    assert hub.rows(Visit)[0].checked_out_at is None


# --- taking back ---------------------------------------------------------------------------------


def test_undoing_an_entry_voids_it_and_gives_the_unit_back(hub: HubOfTests, giulia: UUID) -> None:
    undone = hub.undo(hub.scan(giulia))
    assert (undone.what, undone.person, undone.left) == ("entry", giulia, 10)
    [visit] = hub.rows(Visit)
    assert visit.voided_at == hub.clock.time
    assert [row.delta for row in hub.rows(LedgerMovement)] == [10, -1, 1]


def test_undoing_an_exit_opens_the_visit_again(hub: HubOfTests, giulia: UUID) -> None:
    hub.scan(giulia)
    hub.at("12:00")
    assert hub.undo(hub.goes(giulia)).what == "exit"
    [visit] = hub.rows(Visit)
    assert (visit.checked_out_at, visit.leaving) == (None, None)


def test_an_exit_cannot_be_undone_once_the_person_came_in_again(
    hub: HubOfTests, giulia: UUID
) -> None:
    hub.scan(giulia)
    hub.at("12:00")
    left = hub.goes(giulia)
    hub.at("14:00")
    hub.scan(giulia)
    with pytest.raises(DeskError) as refusal:
        hub.undo(left)
    assert refusal.value.code == "already_in"


def test_an_entry_is_undone_once(hub: HubOfTests, giulia: UUID) -> None:
    verdict = hub.scan(giulia)
    hub.undo(verdict)
    with pytest.raises(NotFound) as refusal:
        hub.undo(verdict)
    assert refusal.value.code == "already_undone"
    assert hub.left(giulia) == 10


def test_there_is_nothing_to_undo_in_a_refusal_or_a_question(hub: HubOfTests, giulia: UUID) -> None:
    refused = hub.scan(hub.person())
    hub.scan(giulia)
    hub.at("11:00")
    asked = hub.scan(giulia)
    late = hub.scan(giulia, at=hub.moment("08:30"))
    for verdict in (refused, asked, late):
        with pytest.raises(NotFound) as refusal:
            hub.undo(verdict)
        assert refusal.value.code == "nothing_to_undo"


def test_undoing_the_same_command_twice_gives_the_first_answer(
    hub: HubOfTests, giulia: UUID
) -> None:
    entry = hub.scan(giulia).command
    assert entry is not None
    command = uuid4()
    first = hub.desk.presence.undo(entry, command=command)
    assert hub.desk.presence.undo(entry, command=command) == first


# --- wrong and forgotten times -------------------------------------------------------------------


def test_a_corrected_time_keeps_the_one_that_stood_there(hub: HubOfTests, giulia: UUID) -> None:
    visit = hub.scan(giulia).visit
    assert visit is not None
    hub.at("18:00")
    came, left = hub.moment("08:30"), hub.moment("17:00")
    hub.desk.presence.correct(visit, came, left, "ha dimenticato la tessera")
    [row] = hub.rows(Visit)
    assert (row.checked_in_at, row.checked_out_at, row.leaving) == (came, left, Leaving.DESK)
    [kept] = hub.rows(VisitCorrection)
    assert (kept.in_before, kept.out_before) == (hub.moment("09:00"), None)
    assert (kept.in_after, kept.out_after, kept.at) == (came, left, hub.clock.time)
    assert kept.reason == "ha dimenticato la tessera"


def test_a_forgotten_exit_gets_its_real_hour(hub: HubOfTests, giulia: UUID) -> None:
    visit = hub.scan(giulia).visit
    assert visit is not None
    hub.at("09:00", WEDNESDAY)
    hub.desk.presence.close_forgotten()
    hub.desk.presence.correct(visit, hub.moment("09:00"), hub.moment("17:40"), "lo dice lei")
    [row] = hub.rows(Visit)
    assert (row.checked_out_at, row.leaving) == (hub.moment("17:40"), Leaving.DESK)


def test_a_correction_may_open_a_visit_again_or_leave_its_exit_alone(
    hub: HubOfTests, giulia: UUID
) -> None:
    visit = hub.scan(giulia).visit
    assert visit is not None
    hub.at("12:00")
    hub.goes(giulia)
    out = hub.clock.time
    hub.later(hours=1)
    hub.desk.presence.correct(visit, hub.moment("08:50"), out, "orologio")
    assert hub.rows(Visit)[0].leaving is Leaving.SCAN
    hub.desk.presence.correct(visit, hub.moment("08:50"), None, "è ancora qui")
    assert (hub.rows(Visit)[0].checked_out_at, hub.rows(Visit)[0].leaving) == (None, None)


@pytest.mark.parametrize(
    ("came", "left", "reason"),
    [
        ("12:00", "11:00", "prova"),
        ("09:00", "10:00", "  "),
        ("09:00", "10:00", "r" * 401),
        ("09:00", "19:00", "prova"),
        ("19:00", None, "prova"),
    ],
    ids=[
        "an exit before the entry",
        "no reason",
        "an endless reason",
        "an exit still to come",
        "an entry still to come",
    ],
)
def test_a_correction_is_refused_with(
    hub: HubOfTests, giulia: UUID, came: str, left: str | None, reason: str
) -> None:
    visit = hub.scan(giulia).visit
    assert visit is not None
    hub.at("18:00")
    with pytest.raises(InputError):
        hub.desk.presence.correct(
            visit, hub.moment(came), hub.moment(left) if left else None, reason
        )
    assert hub.rows(VisitCorrection) == []


def test_a_corrected_entry_stays_on_its_own_day(hub: HubOfTests, giulia: UUID) -> None:
    visit = hub.scan(giulia).visit
    assert visit is not None
    hub.at("18:00", WEDNESDAY)
    with pytest.raises(InputError):
        hub.desk.presence.correct(visit, hub.moment("09:00", WEDNESDAY), None, "prova")


def test_an_undone_entry_cannot_be_corrected(hub: HubOfTests, giulia: UUID) -> None:
    verdict = hub.scan(giulia)
    hub.undo(verdict)
    assert verdict.visit is not None
    with pytest.raises(NotFound):
        hub.desk.presence.correct(verdict.visit, hub.moment("08:30"), None, "prova")


# --- what is kept --------------------------------------------------------------------------------


def test_every_answer_is_kept_with_who_asked_and_when(hub: HubOfTests, giulia: UUID) -> None:
    verdict = hub.scan(giulia)
    hub.at("09:04")
    hub.scan(hub.person())
    admitted, refused = hub.rows(AdmissionAttempt)
    assert (admitted.person, admitted.visit, admitted.code) == (giulia, verdict.visit, "pass")
    assert (refused.at, refused.answer, refused.code) == (
        hub.moment("09:04"),
        Answer.REFUSED,
        "no_right",
    )
    [command] = hub.rows(Command, Command.id == verdict.command)
    assert (command.operator, command.device) == (
        hub.desk.actor.operator,
        hub.desk.actor.device,
    )
    assert hub.desk.actor.role is Role.RECEPTIONIST


def test_the_desk_can_look_up_that_it_said_no_at_nine_four(hub: HubOfTests) -> None:
    davide = hub.person("Davide Musso")
    hub.at("09:04")
    hub.scan(davide)
    [recent] = hub.desk.reading.today().recent
    assert (recent.at.strftime("%H:%M"), recent.name, recent.code) == (
        "09:04",
        "Davide Musso",
        "no_right",
    )
    assert recent.command is not None
    card = hub.desk.reading.recall(recent.command)
    assert card is not None
    assert said(card.verdict) == ("refused", "no_right")
