"""Cards at the door: whole, mistyped, forged, lost, forgotten at home."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from askadesk.access.codes import CodeKeys, fingerprint, make_code
from askadesk.core.errors import NotFound
from askadesk.presence.facts import Override
from askadesk.presence.request import ScanRequest
from askadesk.presence.rows import Direction
from db.models import AdmissionAttempt, Command, Visit
from tests.askadesk.presence.saying import said, ways
from tests.hub_of_tests import TUESDAY, HubOfTests


@pytest.fixture
def giulia(hub: HubOfTests) -> UUID:
    """Giulia, a member."""
    return hub.member("Giulia Ferrero")


def mistyped(code: str) -> str:
    """The code with one character of its number changed."""
    return code[:10] + ("7" if code[10] != "7" else "8") + code[11:]


def forged(code: str) -> str:
    """A code of the right shape, proven with another house's key."""
    keys = CodeKeys({code[4]: b"another house's secret"}, code[4])
    return make_code(keys, code[5:21])


def unknown_of_ours(hub: HubOfTests) -> str:
    """A code that our key proves but that was never issued."""
    return make_code(hub.desk.access.keys(), "0" * 16)


@pytest.mark.parametrize(
    "read",
    [
        "HTTPS://EXAMPLE.ORG/TESSERA",
        "BEGIN:VCARD\nFN:Giulia Ferrero\nEND:VCARD",
        "",
        "\x00\x1b[A\r\n",
        "ASKA" + "Z" * 33,
        "A" * 10_000,
        "مرحبا",
        "\ud800",
    ],
    ids=[
        "a web address",
        "a vCard",
        "nothing",
        "control characters",
        "a made-up code",
        "ten thousand characters",
        "letters of another script",
        "half a character",
    ],
)
def test_it_is_refused_as_unknown_and_only_its_fingerprint_is_kept(
    hub: HubOfTests, read: str
) -> None:
    verdict = hub.desk.presence.scan(ScanRequest(code=read))
    assert (*said(verdict), ways(verdict)) == ("refused", "unknown_code", [])
    assert (verdict.person, verdict.visit, verdict.left) == (None, None, None)
    [attempt] = hub.rows(AdmissionAttempt)
    assert (attempt.fingerprint, attempt.person) == (fingerprint(read), None)
    assert hub.rows(Visit) == []


@pytest.mark.parametrize("how", ["cut", "mistyped", "forged"])
def test_a_code_that_is_not_whole_is_refused_before_anything_is_looked_up(
    hub: HubOfTests, giulia: UUID, how: str
) -> None:
    code = hub.code(giulia)
    wrong = {"cut": code[:-1], "mistyped": mistyped(code), "forged": forged(code)}[how]
    assert said(hub.desk.presence.scan(ScanRequest(code=wrong))) == ("refused", "unknown_code")
    assert hub.rows(AdmissionAttempt)[0].person is None


def test_a_code_of_ours_that_was_never_issued_is_unknown(hub: HubOfTests) -> None:
    verdict = hub.desk.presence.scan(ScanRequest(code=unknown_of_ours(hub)))
    assert said(verdict) == ("refused", "unknown_code")


def test_what_was_read_stands_nowhere_in_the_database(hub: HubOfTests) -> None:
    hub.desk.presence.scan(ScanRequest(code="SEGRETO-DI-QUALCUNO"))
    kept = [*hub.rows(AdmissionAttempt), *hub.rows(Command)]
    assert not any("SEGRETO" in str(row) for row in kept)


def test_a_picture_without_a_code_is_unreadable(hub: HubOfTests) -> None:
    verdict = hub.desk.presence.scan(ScanRequest())
    assert said(verdict) == ("refused", "unreadable")
    assert [row.code for row in hub.rows(AdmissionAttempt)] == ["unreadable"]


def test_a_lost_card_is_refused_and_says_since_when(hub: HubOfTests, giulia: UUID) -> None:
    card = hub.desk.access.card_of(giulia)
    hub.desk.access.lose(card.id)
    hub.at("09:00", TUESDAY + timedelta(days=1))
    verdict = hub.desk.presence.scan(ScanRequest(code=card.code))
    assert (*said(verdict), verdict.params) == ("refused", "revoked", {"day": "2026-11-17"})
    assert ways(verdict) == ["override"]
    assert hub.rows(AdmissionAttempt)[0].person == giulia


def test_a_revoked_card_is_refused_and_the_new_one_opens(hub: HubOfTests, giulia: UUID) -> None:
    card = hub.desk.access.card_of(giulia)
    hub.desk.access.replace(card.id)
    assert hub.desk.presence.scan(ScanRequest(code=card.code)).code == "revoked"
    assert said(hub.scan(giulia)) == ("admitted", "membership")


def test_a_card_that_was_printed_again_keeps_its_code(hub: HubOfTests, giulia: UUID) -> None:
    card = hub.desk.access.card_of(giulia)
    hub.desk.access.printed([card.id])
    hub.desk.access.printed([card.id])
    again = hub.desk.access.card_of(giulia)
    assert (again.code, again.prints) == (card.code, 2)


def test_a_stopped_card_moves_nobody_not_even_out(hub: HubOfTests, giulia: UUID) -> None:
    card = hub.desk.access.card_of(giulia)
    hub.by_sight(giulia)
    hub.desk.access.lose(card.id)
    hub.at("11:00")
    for direction in Direction:
        request = ScanRequest(code=card.code, direction=direction)
        assert hub.desk.presence.scan(request).code == "revoked"
    assert hub.rows(Visit)[0].checked_out_at is None
    assert hub.desk.presence.check_out(giulia).answer == "checked_out"


def test_an_operator_may_let_in_the_holder_of_a_stopped_card(hub: HubOfTests, giulia: UUID) -> None:
    card = hub.desk.access.card_of(giulia)
    hub.desk.access.lose(card.id)
    request = ScanRequest(code=card.code, way=Override("la conosco"))
    assert said(hub.desk.presence.scan(request)) == ("admitted", "override")
    [visit] = hub.rows(Visit)
    assert (visit.override_code, visit.override_reason) == ("revoked", "la conosco")


def test_a_short_code_is_good_at_the_desk_only(hub: HubOfTests, giulia: UUID) -> None:
    short = hub.desk.access.card_of(giulia).short
    assert hub.kiosk().presence.scan(ScanRequest(code=short)).code == "unknown_code"
    verdict = hub.desk.presence.scan(ScanRequest(code=f" {short.lower()} "))
    assert said(verdict) == ("admitted", "membership")


def test_without_a_card_a_person_is_found_by_name_and_recorded_by_sight(
    hub: HubOfTests, giulia: UUID
) -> None:
    [found] = hub.desk.reading.search("ferr giul")
    verdict = hub.by_sight(found.id)
    assert said(verdict) == ("admitted", "membership")
    [visit] = hub.rows(Visit)
    assert visit.by_sight
    [attempt] = hub.rows(AdmissionAttempt)
    assert (attempt.fingerprint, attempt.credential, attempt.person) == (None, None, giulia)


def test_an_entry_by_card_is_not_by_sight(hub: HubOfTests, giulia: UUID) -> None:
    hub.scan(giulia)
    assert not hub.rows(Visit)[0].by_sight


def test_namesakes_are_told_apart_by_a_second_detail(hub: HubOfTests) -> None:
    hub.person("Marco Rossi", email="marco@uno.it")
    hub.person("Marco Rossi", phone="011 555 01 02", organisation="Studio Nuvola")
    found = hub.desk.reading.search("marco rossi")
    assert {(one.second, one.organisation) for one in found} == {
        ("marco@uno.it", ""),
        ("011 555 01 02", "Studio Nuvola"),
    }


def test_a_person_who_is_not_in_the_archive_cannot_be_let_in(hub: HubOfTests) -> None:
    with pytest.raises(NotFound):
        hub.by_sight(uuid4())
    assert hub.rows(AdmissionAttempt) == []
