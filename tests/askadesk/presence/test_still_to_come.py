"""Nobody comes or goes at a time that is still to come, whatever the clock of the computer that says so."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from askadesk.core.errors import InputError
from askadesk.presence.request import ScanRequest
from askadesk.presence.rows import Direction
from db.models import AdmissionAttempt, Visit
from db.values import Answer
from tests.askadesk.presence.saying import said
from tests.hub_of_tests import TUESDAY, HubOfTests

WEDNESDAY = TUESDAY + timedelta(days=1)


@pytest.fixture
def giulia(hub: HubOfTests) -> UUID:
    """Giulia, with a carnet of ten."""
    person = hub.person("Giulia Ferrero")
    hub.holds(person, hub.carnet())
    return person


@pytest.mark.parametrize("direction", list(Direction))
def test_nobody_comes_or_goes_at_a_time_that_is_still_to_come(
    hub: HubOfTests, giulia: UUID, direction: Direction
) -> None:
    if direction is Direction.OUT:
        hub.scan(giulia)
    before = hub.rows(Visit)
    for at in (hub.moment("09:00", WEDNESDAY), hub.moment("09:03")):
        with pytest.raises(InputError) as refusal:
            hub.scan(giulia, direction=direction, at=at)
        assert refusal.value.field == "at"
    assert hub.rows(Visit) == before
    assert len(hub.rows(AdmissionAttempt)) == len(before)


def test_a_computer_whose_clock_runs_ahead_a_little_lets_in_now(
    hub: HubOfTests, giulia: UUID
) -> None:
    verdict = hub.scan(giulia, at=hub.moment("09:02"))
    assert (said(verdict), verdict.at) == (("admitted", "pass"), hub.moment("09:00"))
    hub.later(seconds=30)
    assert hub.by_sight(giulia, direction=Direction.OUT).answer is Answer.CHECKED_OUT


def test_a_clock_put_back_does_not_change_what_a_command_was_answered(
    hub: HubOfTests, giulia: UUID
) -> None:
    request = ScanRequest(code=hub.code(giulia), command=uuid4(), at=hub.clock.time)
    first = hub.desk.presence.scan(request)
    hub.at("08:00")
    assert hub.desk.presence.scan(request) == first.again()


@pytest.mark.parametrize("year", [1, 1899, 2200, 9999])
def test_nobody_comes_where_time_cannot_be_counted(
    hub: HubOfTests, giulia: UUID, year: int
) -> None:
    at = datetime(year, 1, 1, 0, 30, tzinfo=UTC)
    for moment in (at, at.replace(month=12, day=31, hour=23)):
        with pytest.raises(InputError) as refusal:
            hub.scan(giulia, at=moment)
        assert refusal.value.field == "at"
    assert hub.rows(AdmissionAttempt) == []
