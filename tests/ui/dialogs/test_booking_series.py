"""The booking dialog where it repeats: the rhythm, its dates, each with its own way out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from askadesk.core.errors import InputError
from askadesk.core.i18n import speaking
from askadesk.rooms.repeating import Choice, Every, rule_of
from askadesk.rooms.rows import Price, PriceLine
from askadesk.rooms.series_rows import Instead, Reach
from tests.ui import booking_samples as samples
from tests.ui.conftest import Desk
from tests.ui.dialogs.booking_hands import (
    asked,
    here,
    of_series,
    opened,
    pick,
    price,
    told,
    write,
)
from ui.dialogs.booking_data import Answer
from ui.dialogs.booking_dates import GIVE_UP, SKIP
from ui.dialogs.booking_fields import edit_of
from ui.dialogs.booking_price import series_lines
from ui.dialogs.booking_reach import ReachDialog
from ui.dialogs.booking_repeat import DAY, MONTH, NEVER, OTHER, WEEK, RepeatFields

LAST_THURSDAY = samples.at("12:30", date(2026, 11, 26)).replace(tzinfo=None)


# what repeats ------------------------------------------------------------------------------------


def rule(fields: RepeatFields) -> str:
    return fields.rule()


@pytest.fixture
def repeat(desk: Desk) -> RepeatFields:
    fields = RepeatFields(LAST_THURSDAY)
    fields.setParent(desk.window)
    fields.show()
    return fields


def test_nothing_repeats_until_it_is_asked_for(repeat: RepeatFields) -> None:
    assert repeat.rule() == ""
    assert not repeat.repeats
    pick(repeat.rhythm.control, WEEK)
    assert repeat.rule() == "FREQ=WEEKLY;BYDAY=TH;COUNT=10"
    pick(repeat.rhythm.control, NEVER)
    assert repeat.rule() == ""


def test_a_week_has_days_and_its_own_day_is_always_one_of_them(repeat: RepeatFields) -> None:
    pick(repeat.rhythm.control, WEEK)
    repeat.toggles[0].click()
    repeat.toggles[3].click()
    assert repeat.rule() == "FREQ=WEEKLY;BYDAY=MO,TH;COUNT=10"
    repeat.show_start(LAST_THURSDAY + timedelta(days=1))
    assert repeat.rule() == "FREQ=WEEKLY;BYDAY=MO,FR;COUNT=10"


@pytest.mark.parametrize(
    ("key", "at", "every"),
    [
        (DAY, 0, Choice(Every.DAY)),
        (MONTH, 0, Choice(Every.MONTH_DAY)),
        (MONTH, 1, Choice(Every.MONTH_WEEKDAY)),
        (MONTH, 2, Choice(Every.MONTH_LAST_WEEKDAY)),
        (OTHER, 0, Choice(Every.WEEK, 2)),
        (OTHER, 1, Choice(Every.YEAR)),
    ],
)
def test_the_rhythms_are_those_that_make_sense_on_that_day(
    repeat: RepeatFields, key: str, at: int, every: Choice
) -> None:
    pick(repeat.rhythm.control, key)
    repeat.which.setCurrentIndex(at)
    write(repeat.end.count, "3")
    start = LAST_THURSDAY
    assert repeat.rule() == rule_of(replace(every, count=3), start)


def test_it_ends_after_some_times_or_on_a_day(repeat: RepeatFields) -> None:
    pick(repeat.rhythm.control, DAY)
    QTest.keyClick(repeat.end.count, Qt.Key.Key_Up)
    assert repeat.rule() == "FREQ=DAILY;COUNT=11"
    repeat.end.swap.click()
    with pytest.raises(InputError) as said:
        repeat.rule()
    assert said.value.field == "rule"
    write(repeat.end.until, "31/12/2026")
    assert repeat.rule() == "FREQ=DAILY;UNTIL=20261231"
    repeat.end.swap.click()
    write(repeat.end.count, "0")
    with pytest.raises(InputError):
        repeat.rule()


@pytest.mark.parametrize(
    ("rule", "key"),
    [
        ("FREQ=DAILY;COUNT=4", DAY),
        ("FREQ=WEEKLY;BYDAY=MO,TH;UNTIL=20261231", WEEK),
        ("FREQ=MONTHLY;BYDAY=-1TH;COUNT=3", MONTH),
        ("FREQ=WEEKLY;INTERVAL=3;BYDAY=TH;COUNT=5", OTHER),
        ("FREQ=YEARLY;COUNT=2", OTHER),
        ("FREQ=MONTHLY;BYDAY=MO,TH;BYSETPOS=2;COUNT=4", OTHER),
    ],
)
def test_a_rule_is_shown_and_given_back_as_it_was(desk: Desk, rule: str, key: str) -> None:
    fields = RepeatFields(LAST_THURSDAY, rule, of_series=True)
    assert fields.rhythm.control.current == key  # type: ignore[attr-defined]
    assert fields.rule() == rule
    fields.deleteLater()


# the dates of a series ---------------------------------------------------------------------------


def test_a_series_says_how_many_dates_are_fine_and_who_is_in_the_way(desk: Desk) -> None:
    dialog = of_series(desk)
    series = dialog.series
    assert series.line.words.text() == "7 date vanno bene, 3 no"
    assert [row.words() for row in series.rows if row.open] == [
        "Geoide Studio alle 12:00",
        "aperta 09:00–13:00",
        "chiusa",
    ]
    assert series.rows[2].choice._keys == [SKIP, "0", "1"]
    assert dialog._outcome.text() == "Saranno 10 prenotazioni: 7 in Sala Dora, 3 spostate"
    assert dialog.do.text() == "Prenota 10 date"
    assert dialog.explanation.text() == "Sportello lavoro, ogni giovedì, 10 volte"
    dialog.finish()


def test_each_choice_is_for_all_and_each_date_has_its_own(qtbot: QtBot, desk: Desk) -> None:
    dialog = of_series(desk)
    series = dialog.series
    series.tiles[SKIP].click()
    assert series.outcome().total == 7
    assert dialog.do.text() == "Prenota 7 date"
    pick(series.rows[2].choice, "1")
    assert dialog._outcome.text() == "Saranno 8 prenotazioni: 7 in Sala Dora, 1 spostata, 2 saltate"
    third, rest = series.rows[2].date, [series.rows[at].date.wall for at in (5, 6)]
    written = told(qtbot, dialog)
    dora = Instead(third.wall, False, samples.id_of("Dora"), third.proposals[1].starts)
    assert written.instead == (dora, *(Instead(wall) for wall in rest))
    assert written.rule == samples.WEEKLY
    dialog.finish()


def test_what_is_left_out_is_not_paid_for(desk: Desk) -> None:
    dialog = of_series(desk)
    assert [one.text() for one in dialog.price.words][-1] == "10 date × 69,60\u00a0€"
    assert dialog.price.total.text() == "696,00\u00a0€"
    dialog.series.tiles[SKIP].click()
    price(dialog)
    assert dialog.price.total.text() == "487,20\u00a0€"
    dialog.series.tiles[GIVE_UP].click()
    assert not dialog.price.isVisible()
    dialog.finish()


def test_dates_at_other_prices_are_told_apart_and_a_plan_pays_its_part() -> None:
    dear, cheap = samples.price(), Price((PriceLine("discount", 500, (("percent", 1),)),), 500)
    covered = PriceLine("covered", -2200, (("minutes", 60),))
    paid = Price((*dear.lines, covered), dear.cents - 2200)
    with speaking("it"):
        lines = series_lines((dear, paid, cheap), "EUR")
    assert lines == [
        ("2 date × 69,60\u00a0€", 13920),
        ("1 data × 5,00\u00a0€", 500),
        ("1 h comprese nel piano", -2200),
    ]
    assert sum(cents for _words, cents in lines) == dear.cents + paid.cents + cheap.cents


def test_a_choice_stays_when_something_else_is_typed(desk: Desk) -> None:
    dialog = of_series(desk)
    pick(dialog.series.rows[2].choice, SKIP)
    write(dialog.fields.heads.control, "7")
    rows = dialog.series.rows
    dialog.show_answer(Answer(asked(dialog), preview=samples.series()))
    assert dialog.series.rows == rows
    write(dialog.repeat.end.count, "11")
    dialog.show_answer(Answer(asked(dialog), preview=samples.series(11)))
    assert dialog.series.rows[2].choice.current == SKIP
    assert dialog.series.rows[5].choice.current == "0"
    dialog.finish()


def test_nothing_is_booked_whose_dates_nobody_saw(desk: Desk) -> None:
    dialog = of_series(desk)
    heard: list[object] = []
    dialog.saved.connect(heard.append)
    write(dialog.repeat.end.count, "5")
    QTest.keyClick(here(), Qt.Key.Key_F2)
    assert heard == []
    question = asked(dialog)
    dialog.show_answer(Answer(question, preview=samples.series(5)))
    assert len(heard) == 1
    dialog.again()
    write(dialog.repeat.end.count, "12")
    QTest.keyClick(here(), Qt.Key.Key_F2)
    dialog.show_answer(Answer(asked(dialog), preview=samples.series(12)))
    assert len(heard) == 1
    dialog.finish()


def test_giving_up_books_nothing(desk: Desk) -> None:
    dialog = of_series(desk)
    heard: list[object] = []
    dialog.saved.connect(heard.append)
    dialog.series.tiles[GIVE_UP].click()
    assert dialog.do.text() == "Rinuncia alla serie"
    assert dialog._outcome.text() == "Non si prenota nulla: si rinuncia alla serie."
    QTest.keyClick(here(), Qt.Key.Key_F2)
    assert not dialog.is_open()
    assert heard == []


def test_a_reason_gets_past_closed_days_but_past_nobody(desk: Desk) -> None:
    dialog = of_series(desk)
    assert dialog.reason.isVisible()
    write(dialog.reason.control, "Lo apre Marta")
    assert [row.open for row in dialog.series.rows].count(True) == 1
    assert dialog.series.line.words.text() == "9 date vanno bene, 1 no"
    assert dialog.series.rows[2].open
    dialog.finish()


def test_a_series_without_trouble_needs_no_choice(desk: Desk) -> None:
    dialog = opened(desk, samples.draft(rule=samples.WEEKLY))
    dialog.show_answer(Answer(asked(dialog), preview=samples.series(5)))
    assert not dialog.series.tiles[SKIP].isVisible()
    assert dialog.series.line.words.text() == "Tutte e 5 le date sono libere"
    assert dialog.do.text() == "Prenota 5 date"
    dialog.finish()


def test_five_hundred_dates_are_shown_quickly(desk: Desk) -> None:
    dialog = opened(desk, samples.draft(rule=samples.WEEKLY))
    dialog.show_answer(Answer(asked(dialog), preview=samples.series(520)))
    desk.settle()
    assert len(dialog.series.rows) == 520
    assert dialog.right.verticalScrollBar().maximum() > 500 * 34
    dialog.finish()


def test_every_date_can_be_left_out_but_not_all_of_them(desk: Desk) -> None:
    dialog = opened(desk, samples.draft(rule=samples.WEEKLY))
    preview = samples.series(1)
    taken = replace(preview.dates[0], clashes=(samples.clash(),))
    dialog.show_answer(Answer(asked(dialog), preview=replace(preview, dates=(taken,))))
    assert dialog._outcome.text() == "Non resterebbe nulla da prenotare."
    dialog.accept()
    assert dialog.repeat.rhythm.error.isVisible()
    assert dialog.do.isEnabled()
    dialog.finish()


# which dates -------------------------------------------------------------------------------------


def test_how_far_a_change_goes_is_asked_with_the_smallest_first(qtbot: QtBot, desk: Desk) -> None:
    dialog = ReachDialog(samples.series_row(), "gio 19 nov")
    dialog.open_over(desk.window)
    assert dialog.tiles[Reach.ONE].hasFocus()
    assert dialog.tiles[Reach.ALL].about == "10 date in tutto"
    dialog.tiles[Reach.FOLLOWING].click()
    with qtbot.waitSignal(dialog.chosen) as said:
        QTest.keyClick(here(), Qt.Key.Key_F2)
    assert said.args == [Reach.FOLLOWING]


def test_a_booking_that_ends_on_another_day_says_so(desk: Desk) -> None:
    draft = samples.draft()
    ends = draft.new.ends + timedelta(days=1)
    dialog = opened(desk, replace(draft, new=replace(draft.new, ends=ends)))
    assert dialog.fields.ends.label.text() == "Alle, 20 nov"
    assert dialog.fields.read().ends == ends
    assert edit_of(dialog.fields.day).text() == "19/11/2026"
    dialog.finish()
