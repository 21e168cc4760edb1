"""The Oggi page: what it shows for each answer, and what it asks for."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from askadesk.core.i18n import set_language
from askadesk.presence.rows import Option, ScanCard, WayOut
from db.values import ExpectedKind, ExpectedStatus
from tests.ui import samples
from tests.ui.conftest import Desk
from tests.ui.samples import NOW, at, expected
from ui.pages.today import phrases
from ui.pages.today.expected import lines_of
from ui.pages.today.scan_card import keys_for
from ui.theme import DARK, LIGHT, Mode, Theme


def show(desk: Desk, card: ScanCard | None) -> None:
    desk.page.show_card(card)
    desk.settle()


@pytest.mark.parametrize(
    ("card", "tone", "title"),
    [
        (samples.admitted(), "ok", "Ingresso registrato"),
        (samples.already_in(), "warn", "Già in sede"),
        (samples.checked_out(), "neutral", "Uscita registrata"),
        (samples.refused(), "bad", "Ingresso non registrato"),
    ],
    ids=lambda one: one if isinstance(one, str) else "",
)
def test_the_band_says_the_answer_with_tone_and_word(
    desk: Desk, card: ScanCard, tone: str, title: str
) -> None:
    show(desk, card)
    assert desk.page.scan_card.band.tone == tone
    assert desk.page.scan_card.band.title.text() == title
    assert desk.page.scan_card.band.time.text() == "09:42"


def test_what_is_left_stands_in_figures_pips_and_words(desk: Desk) -> None:
    show(desk, samples.admitted())
    block = desk.page.scan_card.entitlement
    assert block.number.text() == "6"
    assert block.unit.text() == "ingressi\nrimasti"
    assert block.used.text() == "4 usati su 10"
    assert block.until.text() == "valido fino al 31 gen"


def test_the_last_entries_turn_amber(desk: Desk, theme: Theme) -> None:
    for left, tone in ((6, "text"), (2, "warn"), (0, "warn")):
        show(desk, samples.admitted(left=left))
        assert desk.page.scan_card.entitlement.number._tone == tone


def test_a_membership_is_said_in_words_without_a_number(desk: Desk) -> None:
    show(desk, samples.member())
    block = desk.page.scan_card.entitlement
    assert not block.number.isVisible()
    assert block.basis.text() == "Abbonamento attivo"


def test_no_more_alerts_than_there_is_room_for(desk: Desk) -> None:
    show(desk, samples.admitted())
    assert [row.isVisible() for row in desk.page.scan_card.alerts] == [True] * 3 + [False] * 2
    desk.window.resize(1920, 1080)
    show(desk, samples.admitted())
    assert sum(row.isVisible() for row in desk.page.scan_card.alerts) == 4


def test_a_refusal_offers_only_the_ways_that_are_possible(desk: Desk) -> None:
    show(desk, samples.refused(2))
    card = desk.page.scan_card
    assert [row.option.way for row in card.options if row.option] == [
        WayOut.HAND_OUT_PASS,
        WayOut.DEBT,
    ]
    assert card.hint.text() == "Può entrare lo stesso: scegli come."
    show(desk, samples.refused(0))
    assert not any(row.isVisible() for row in card.options)
    assert not card.hint.isVisible()


@pytest.mark.parametrize(
    ("ways", "keys"),
    [
        ([WayOut.HAND_OUT_PASS], ["F2"]),
        ([WayOut.GUEST, WayOut.OVERRIDE], ["F2", "F6"]),
        ([WayOut.HAND_OUT_PASS, WayOut.GUEST, WayOut.OVERRIDE], ["F2", "F8", "F6"]),
        (
            [WayOut.HAND_OUT_PASS, WayOut.USE_PASS, WayOut.DEBT, WayOut.GUEST],
            ["F2", "F6", "F7", "F8"],
        ),
        (
            [WayOut.HAND_OUT_PASS, WayOut.USE_PASS, WayOut.DEBT, WayOut.OVERRIDE],
            ["F2", "F6", "F7", "F8"],
        ),
    ],
)
def test_f8_is_always_the_guest_and_f2_the_first_way(ways: list[WayOut], keys: list[str]) -> None:
    assert keys_for(tuple(map(Option, ways))) == keys


def test_no_two_ways_share_a_key() -> None:
    keys = [key for key in keys_for(samples.refused(6).options) if key]
    assert len(keys) == len(set(keys))


def test_there_is_one_yellow_button_and_it_is_f2(desk: Desk) -> None:
    for card in samples.CARDS.values():
        show(desk, card)
        shown = desk.page.scan_card
        yellow = [row for row in shown.options if row.isVisible() and row.key == "F2"]
        yellow += [shown.foot.main] if shown.foot.main.isVisible() else []  # type: ignore[list-item]
        assert len(yellow) <= 1


def test_an_unknown_code_shows_nobody_and_says_what_to_do(desk: Desk) -> None:
    show(desk, samples.unknown())
    card = desk.page.scan_card
    assert not card.hero.name.isVisible()
    assert card.hero.unknown.text()
    assert card.hint.text() == "Scrivi un nome qui sopra per trovare la persona."


def test_before_the_first_scan_the_card_says_that_it_waits(desk: Desk) -> None:
    show(desk, None)
    assert desk.page.scan_card.empty.isVisible()
    assert desk.page.scan_card.empty.title.text() == "In attesa della prima scansione"


def test_the_empty_day_is_whole(desk: Desk) -> None:
    desk.page.show_today(samples.day(empty=True))
    show(desk, None)
    assert desk.page.expected.empty.isVisible()
    assert desk.page.present.empty.isVisible()
    assert not desk.page.present.guests.isVisible()


def test_a_guest_is_asked_for_the_visit_of_the_card(qtbot: QtBot, desk: Desk) -> None:
    show(desk, samples.admitted())
    with qtbot.waitSignal(desk.page.guests_asked) as told:
        desk.page.scan_card.foot.guests.click()
    assert told.args == [samples.admitted().verdict.visit]


def test_a_click_on_a_row_chooses_it(qtbot: QtBot, desk: Desk) -> None:
    rows = desk.page.expected.list
    spot = rows.visualRect(rows.model().index(1, 0)).center()
    with qtbot.waitSignal(desk.page.expected_chosen) as told:
        QTest.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert told.args[0].name == "Paolo Ghione"


def test_the_filter_offers_only_kinds_that_exist(qtbot: QtBot, desk: Desk) -> None:
    card = desk.page.expected
    assert card.filter._keys == ["all", "booking", "visit", "event"]
    card.filter.pick("event")
    card._filtered()
    assert [line.row.title for line in card.list.rows if line.row] == ["Corso, lezione 3"]
    visits = [row for row in samples.day().expected if row.kind is ExpectedKind.VISIT]
    card.show_expected(visits, NOW)
    assert not card.filter.isVisible()


def test_the_line_of_now_stands_between_what_was_and_what_comes() -> None:
    rows = [expected("A", 9, 0), expected("B", 9, 42), expected("C", 9, 43)]
    said = [line.row.name if line.row else "now" for line in lines_of(rows, NOW)]
    assert said == ["A", "B", "now", "C"]


def test_time_goes_on_without_reading_the_day_again(desk: Desk) -> None:
    desk.page.tick(NOW + timedelta(minutes=20))
    rows = desk.page.expected.list.rows
    said = [line.row.name if line.row else "now" for line in rows]
    assert said[said.index("now") - 1] == "Beatrice Valperga"


@pytest.mark.parametrize(
    ("row", "words", "tone"),
    [
        (expected("A", 9, 0, arrived=at(9, 5)), "In sede 09:05", "ok"),
        (expected("A", 9, 0, arrived=at(9, 5), left=at(9, 30)), "Uscita 09:30", "neutral"),
        (expected("A", 10, 0, status=ExpectedStatus.CANCELLED), "Disdetta", "neutral"),
        (expected("A", 10, 0, status=ExpectedStatus.UNPAID), "Da saldare", "warn"),
        (expected("A", 9, 30), "Ritardo 12 min", "warn"),
        (expected("A", 8, 30), "Ritardo 1 h 12", "warn"),
        (expected("A", 7, 0), "Non in sede", "neutral"),
        (expected("A", 10, 0), "Tra 18 min", "ink"),
        (expected("A", 10, 42), "Tra 60 min", "ink"),
        (expected("A", 10, 43), "Confermata", "neutral"),
    ],
)
def test_each_announcement_says_how_it_stands(row: object, words: str, tone: str) -> None:
    state = phrases.expected_state(row, NOW)  # type: ignore[arg-type]
    assert (state.words, state.tone) == (words, tone)


@pytest.mark.parametrize(
    ("count", "italian", "english"),
    [
        (1, "1ª presenza", "1st visit"),
        (12, "12ª presenza", "12th visit"),
        (42, "42ª presenza", "42nd visit"),
    ],
)
def test_visits_are_counted_in_words_of_each_language(
    count: int, italian: str, english: str
) -> None:
    assert phrases.ordinal_presence(count) == italian
    set_language("en")
    assert phrases.ordinal_presence(count) == english


def test_a_far_day_is_named_with_its_year() -> None:
    assert phrases.until(at(9, 0).date() + timedelta(days=75), NOW.date()) == "31 gen"
    assert "2027" in phrases.until(at(9, 0).date() + timedelta(days=310), NOW.date())


def test_the_newest_card_replaces_the_one_before_at_once(desk: Desk, theme: Theme) -> None:
    """No motion: the very next picture shows the new answer."""
    for mode, look in ((Mode.LIGHT, LIGHT), (Mode.DARK, DARK)):
        theme.wear(mode)
        show(desk, samples.admitted())
        desk.page.show_card(samples.refused())
        picture = desk.page.scan_card.band.grab().toImage()
        assert picture.pixelColor(220, 4).name() == look.bad_bg.lower()


def test_the_present_list_names_guests_and_counts_heads(desk: Desk) -> None:
    rows = samples.present(2)
    rows = (replace(rows[0], head_count=3), rows[1])
    desk.page.present.show_present(rows, bodies=4, guests=2)
    desk.settle()
    assert desk.page.present.header.count.text() == "4"
    assert desk.page.present.guests.words == "2 ospiti"
    said = desk.page.present.list.model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "con 2 ospiti" in said
    assert not desk.page.present.everyone.isVisible()
