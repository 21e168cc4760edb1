"""Plans and carnets that rest, are resumed, are extended: nothing is lost and what stood is kept."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from askadesk.core.errors import InputError, NotFound
from db.models import EndMove, Membership, Pass, Pause
from tests.hub_of_tests import TUESDAY, HubOfTests

END = date(2026, 12, 31)


def day(offset: int) -> date:
    return TUESDAY + timedelta(days=offset)


def membership(hub: HubOfTests, **sale: Any) -> Any:
    return hub.holds(hub.person(), hub.plan(f"flex-{uuid4().hex[:6]}"), **sale)


def ends_of(hub: HubOfTests, right: Any) -> date | None:
    [row] = hub.rows(Membership, Membership.id == right)
    found: date | None = row.ends
    return found


def test_a_pause_moves_the_end_by_as_many_days(hub: HubOfTests) -> None:
    right = membership(hub, ends=END)
    assert hub.desk.plans.last_day_after("membership", right, day(1), day(10)) == date(2027, 1, 10)
    hub.desk.plans.pause("membership", right, day(1), day(10), "Ferie")
    assert ends_of(hub, right) == date(2027, 1, 10)
    [move] = hub.desk.plans.end_moves("membership", right)
    assert (move.stood, move.stands, move.reason) == (END, date(2027, 1, 10), "Ferie")
    assert move.who


def test_a_carnet_rests_like_a_plan(hub: HubOfTests) -> None:
    carnet = hub.holds(hub.person(), hub.carnet(validity_days=30))
    hub.desk.plans.pause("pass", carnet, day(0), day(4), "Influenza")
    [row] = hub.rows(Pass)
    assert row.valid_until == day(29 + 5)


def test_a_plan_without_an_end_rests_and_keeps_having_none(hub: HubOfTests) -> None:
    right = membership(hub)
    pause = hub.desk.plans.pause("membership", right, day(0), day(4), "Ferie")
    assert ends_of(hub, right) is None
    assert hub.desk.plans.resume(pause) is None
    assert hub.rows(EndMove) == []


@pytest.mark.parametrize(
    ("on", "rested", "given_back"),
    [(None, 0, 10), (day(3), 3, 7), (day(9), 9, 1)],
    ids=["before it rested a day", "in its midst", "on its last day"],
)
def test_what_did_not_rest_is_given_back(
    hub: HubOfTests, on: date | None, rested: int, given_back: int
) -> None:
    right = membership(hub, ends=END)
    pause = hub.desk.plans.pause("membership", right, day(0), day(9), "Ferie")
    assert hub.desk.plans.resume(pause, on) == END + timedelta(days=rested)
    moves = hub.desk.plans.end_moves("membership", right)
    assert (moves[0].stood - moves[0].stands).days == given_back
    assert len(hub.desk.plans.pauses("membership", right)) == (1 if rested else 0)
    [row] = hub.rows(Pause)
    assert row.planned == day(9)


def test_a_later_pause_that_the_plan_no_longer_reaches_is_called_off(hub: HubOfTests) -> None:
    right = membership(hub, ends=day(13))
    first = hub.desk.plans.pause("membership", right, day(1), day(10), "Ferie")
    hub.desk.plans.pause("membership", right, day(18), day(22), "Trasloco")
    hub.at("09:00", day(1))
    assert hub.desk.plans.resume(first) == day(13)
    assert ends_of(hub, right) == day(13)
    assert hub.desk.plans.pauses("membership", right) == ()
    moves = hub.desk.plans.end_moves("membership", right)
    assert [(one.reason, (one.stands - one.stood).days) for one in moves] == [
        ("Trasloco", -5),
        ("Ferie", -10),
        ("Trasloco", 5),
        ("Ferie", 10),
    ]


@pytest.mark.parametrize(("on", "last"), [(5, 13 + 5 + 4), (4, 13 + 3)])
def test_a_later_pause_stays_while_the_plan_reaches_its_first_day(
    hub: HubOfTests, on: int, last: int
) -> None:
    right = membership(hub, ends=day(13))
    first = hub.desk.plans.pause("membership", right, day(1), day(10), "Ferie")
    hub.desk.plans.pause("membership", right, day(17), day(21), "Trasloco")
    assert hub.desk.plans.resume(first, day(on)) == day(last)


def test_without_an_end_a_later_pause_stays(hub: HubOfTests) -> None:
    right = membership(hub)
    first = hub.desk.plans.pause("membership", right, day(1), day(10), "Ferie")
    hub.desk.plans.pause("membership", right, day(18), day(22), "Trasloco")
    hub.desk.plans.resume(first, day(1))
    assert [one.reason for one in hub.desk.plans.pauses("membership", right)] == ["Trasloco"]


def test_a_pause_ends_early_only_once(hub: HubOfTests) -> None:
    pause = hub.desk.plans.pause("membership", membership(hub), day(0), day(9), "Ferie")
    hub.desk.plans.resume(pause, day(2))
    with pytest.raises(InputError, match=r".") as refused:
        hub.desk.plans.resume(pause)
    assert refused.value.code == "pause_over"


@pytest.mark.parametrize("on", [day(-1), day(10)], ids=["a day gone by", "after its end"])
def test_a_pause_cannot_end_on(hub: HubOfTests, on: date) -> None:
    pause = hub.desk.plans.pause("membership", membership(hub), day(0), day(9), "Ferie")
    with pytest.raises(InputError) as refused:
        hub.desk.plans.resume(pause, on)
    assert refused.value.field == "on"


@pytest.mark.parametrize(
    ("starts", "ends", "reason", "field"),
    [
        (day(5), day(4), "Ferie", "ends"),
        (day(0), day(400), "Ferie", "ends"),
        (day(-1), day(4), "Ferie", "starts"),
        (day(60), day(70), "Ferie", "starts"),
        (day(1), day(4), "  \u202e ", "reason"),
        (day(1), day(4), "x" * 300, "reason"),
    ],
    ids=["before it begins", "too long", "in the past", "after the end", "no reason", "too wordy"],
)
def test_a_pause_that_cannot_be_is_refused_beside_its_field(
    hub: HubOfTests, starts: date, ends: date, reason: str, field: str
) -> None:
    right = membership(hub, ends=day(40))
    with pytest.raises(InputError) as refused:
        hub.desk.plans.pause("membership", right, starts, ends, reason)
    assert refused.value.field == field
    assert hub.rows(Pause) == []
    assert ends_of(hub, right) == day(40)


def test_no_pause_before_the_plan_itself_begins(hub: HubOfTests) -> None:
    right = membership(hub, starts=day(5))
    with pytest.raises(InputError) as refused:
        hub.desk.plans.pause("membership", right, day(4), day(9), "Ferie")
    assert refused.value.field == "starts"


@pytest.mark.parametrize("starts", [day(-0), day(3), day(9)])
def test_two_pauses_never_share_a_day(hub: HubOfTests, starts: date) -> None:
    right = membership(hub)
    hub.desk.plans.pause("membership", right, day(0), day(9), "Ferie")
    with pytest.raises(InputError) as refused:
        hub.desk.plans.pause("membership", right, starts, day(20), "Ferie")
    assert (refused.value.code, refused.value.field) == ("paused_already", "starts")


def test_a_day_that_was_used_does_not_rest(hub: HubOfTests) -> None:
    member, holder = hub.person(), hub.person()
    right = hub.holds(member, hub.plan())
    carnet = hub.holds(holder, hub.carnet())
    hub.scan(member)
    hub.scan(holder)
    for kind, one in (("membership", right), ("pass", carnet)):
        with pytest.raises(InputError) as refused:
            hub.desk.plans.pause(kind, one, day(0), day(3), "Ferie")
        assert refused.value.field == "starts"
        hub.desk.plans.pause(kind, one, day(1), day(3), "Ferie")


def test_an_extension_keeps_what_stood_before(hub: HubOfTests) -> None:
    right = membership(hub, ends=END)
    hub.desk.plans.extend("membership", right, date(2027, 1, 31), "Lavori in corso")
    assert ends_of(hub, right) == date(2027, 1, 31)
    [move] = hub.desk.plans.end_moves("membership", right)
    assert (move.stood, move.pause) == (END, None)


@pytest.mark.parametrize("until", [END, day(-900), date(2050, 1, 1)])
def test_an_extension_to_a_day_that_cannot_be_is_refused(hub: HubOfTests, until: date) -> None:
    right = membership(hub, ends=END)
    with pytest.raises(InputError) as refused:
        hub.desk.plans.extend("membership", right, until, "Lavori in corso")
    assert refused.value.field == "until"


def test_what_has_no_end_is_not_extended(hub: HubOfTests) -> None:
    with pytest.raises(InputError) as refused:
        hub.desk.plans.extend("membership", membership(hub), END, "Lavori")
    assert refused.value.field == "until"


def test_what_is_not_there_neither_rests_nor_resumes(hub: HubOfTests) -> None:
    with pytest.raises(NotFound):
        hub.desk.plans.pause("pass", hub.ids.new(), day(1), day(2), "Ferie")
    with pytest.raises(NotFound):
        hub.desk.plans.resume(hub.ids.new())


def test_the_same_pause_asked_twice_is_one(hub: HubOfTests) -> None:
    right, command = membership(hub, ends=END), hub.ids.new()
    for _time in range(2):
        hub.desk.plans.pause("membership", right, day(1), day(2), "Ferie", command=command)
    assert ends_of(hub, right) == END + timedelta(days=2)


@settings(
    derandomize=True,
    deadline=None,
    max_examples=20,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    st.lists(
        st.tuples(st.integers(0, 60), st.integers(0, 20), st.none() | st.integers(0, 25)),
        max_size=6,
    )
)
def test_the_end_is_always_what_was_sold_and_the_days_that_rest(
    sqlite_hub: HubOfTests, asked: list[tuple[int, int, int | None]]
) -> None:
    hub = sqlite_hub
    right = membership(hub, ends=END)
    for starts, length, back in asked:
        try:
            pause = hub.desk.plans.pause(
                "membership", right, day(starts), day(starts + length), "Prova"
            )
            if back is not None:
                hub.desk.plans.resume(pause, day(starts + back))
        except InputError:
            continue
    rested = sum(
        (one.ends - one.starts).days + 1 for one in hub.desk.plans.pauses("membership", right)
    )
    assert ends_of(hub, right) == END + timedelta(days=rested)
