"""What is asked at the door and cannot be is refused in a sentence, on each engine, and nothing of it stays."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from askadesk.core.errors import InputError, NotFound
from askadesk.plans.rows import Sale
from askadesk.presence.facts import AsGuest, HandOutPass
from askadesk.presence.request import ScanRequest
from askadesk.visitors.service import Announcement
from db.models import AdmissionAttempt, Charge, Expected, Person, Visit, VisitCorrection
from db.values import Answer
from tests.askadesk.presence.saying import said
from tests.hub_of_tests import HubOfTests

NOBODY = UUID("0197c6a0-5f5e-7b1a-9c5f-6d1f0a3b2c4d")
BEGINNING = datetime(1, 1, 1, 0, 30, tzinfo=UTC)
END = datetime(9999, 12, 31, 23, 30, tzinfo=UTC)


# --- codes ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", ["ABCDEFG\udcff", "ABCDEFG\0", "ABCDEF\ud800G", "ÀBCDEFGH"])
def test_what_no_short_code_can_be_is_a_wrong_code_like_any_other(
    hub: HubOfTests, code: str
) -> None:
    assert said(hub.desk.presence.scan(ScanRequest(code))) == ("refused", "unknown_code")
    [kept] = hub.rows(AdmissionAttempt)
    assert (kept.answer, kept.code) == (Answer.REFUSED, "unknown_code")


# --- what is taken back or shown again ------------------------------------------------------------


def test_only_a_scan_is_undone_or_shown_again(hub: HubOfTests) -> None:
    giulia, ids, desk = (
        hub.member("Giulia Ferrero", guests_at_once=2, guests_a_month=4),
        hub.ids,
        hub.desk,
    )
    entry, undone, brought, given = hub.scan(giulia), ids.new(), ids.new(), ids.new()
    assert entry.visit is not None
    assert entry.command is not None
    desk.presence.set_guests(entry.visit, 1, command=brought)
    desk.plans.give(Sale(hub.carnet(), person=giulia), command=given)
    desk.presence.undo(entry.command, command=undone)
    for other in (undone, brought, given, NOBODY):
        with pytest.raises(NotFound) as refusal:
            desk.presence.undo(other)
        assert refusal.value.code == "nothing_to_undo"
        assert desk.reading.recall(other) is None
    assert desk.reading.recall(entry.command) is not None


# --- moments and prices --------------------------------------------------------------------------


@pytest.mark.parametrize("at", [BEGINNING, END], ids=["year 1", "year 9999"])
def test_a_visit_is_not_put_where_time_begins_or_ends(hub: HubOfTests, at: datetime) -> None:
    visit = hub.scan(hub.member()).visit
    assert visit is not None
    correct = hub.desk.presence.correct
    for came, left, field in ((at, None, "came"), (hub.moment("08:30"), at, "left")):
        with pytest.raises(InputError) as refusal:
            correct(visit, came, left, "Errore")
        assert refusal.value.field == field
    assert hub.rows(VisitCorrection) == []


@pytest.mark.parametrize("cents", [-1, 10_000_001, 3 * 10**9])
def test_a_pass_is_not_handed_out_at_a_price_that_cannot_be(hub: HubOfTests, cents: int) -> None:
    davide = hub.person("Davide Musso")
    way = HandOutPass(hub.product(hub.carnet()), "Prova", cents)
    with pytest.raises(InputError) as refusal:
        hub.by_sight(davide, way=way)
    assert refusal.value.field == "price"
    assert hub.rows(Charge) == hub.rows(Visit) == []
    assert said(hub.by_sight(davide, way=replace(way, cents=1500))) == ("admitted", "handed_out")


def test_nobody_is_the_guest_of_who_is_not_there(hub: HubOfTests) -> None:
    with pytest.raises(NotFound):
        hub.by_sight(hub.person(), way=AsGuest(NOBODY))
    assert hub.rows(Visit) == []


# --- who is announced ----------------------------------------------------------------------------


def _announced(hub: HubOfTests) -> Announcement:
    return Announcement(hub.moment("10:00"), hub.moment("11:00"), given="Anna", family="Rossi")


@pytest.mark.parametrize("who", ["person", "host"])
def test_who_is_not_there_is_not_announced_and_announces_nobody(hub: HubOfTests, who: str) -> None:
    before = len(hub.rows(Person))
    odd = (
        replace(_announced(hub), person=NOBODY)
        if who == "person"
        else replace(_announced(hub), host=NOBODY)
    )
    with pytest.raises(NotFound) as refusal:
        hub.desk.visitors.announce(odd)
    assert refusal.value.code == "unknown_person"
    assert hub.rows(Expected) == []
    assert len(hub.rows(Person)) == before


@pytest.mark.parametrize(
    ("starts", "ends", "field"),
    [
        (BEGINNING, BEGINNING + timedelta(hours=1), "starts"),
        (END - timedelta(hours=1), END, "starts"),
        (END - timedelta(hours=1), datetime.max.replace(tzinfo=UTC), "starts"),
        (None, datetime.max.replace(tzinfo=UTC), "ends"),
    ],
    ids=["year 1", "year 9999", "the last moment", "until the last moment"],
)
def test_nobody_is_announced_where_time_begins_or_ends(
    hub: HubOfTests, starts: datetime | None, ends: datetime, field: str
) -> None:
    new = _announced(hub)
    with pytest.raises(InputError) as refusal:
        hub.desk.visitors.announce(replace(new, starts=starts or new.starts, ends=ends))
    assert refusal.value.field == field
    assert hub.rows(Expected) == []


def test_a_visitors_two_names_are_no_longer_than_one_line_holds(hub: HubOfTests) -> None:
    new = replace(_announced(hub), given="a" * 100, family="b" * 100)
    with pytest.raises(InputError) as refusal:
        hub.desk.visitors.announce(new)
    assert refusal.value.field == "family"
    assert hub.rows(Expected) == []
    hub.desk.visitors.announce(replace(new, family="b" * 99))
    assert len(hub.rows(Expected)[0].name) == 200
