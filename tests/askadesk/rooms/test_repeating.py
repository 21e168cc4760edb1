"""What the dialog offers for repeating, and a rule said in words."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from askadesk.core.i18n import LANGUAGES, speaking
from askadesk.rooms.recurrence import (
    Choice,
    Every,
    checked_rule,
    choice_of,
    choices_at,
    described,
    rule_of,
)
from tests.askadesk.rooms.series import walls, when

THURSDAY = "2026-10-01"


@st.composite
def choices(draw: st.DrawFn, start: datetime) -> Choice:
    """Any state of the dialog that has one end."""
    every = draw(st.sampled_from(Every))
    weekdays = draw(st.frozensets(st.integers(0, 6))) if every is Every.WEEK else frozenset()
    interval = draw(st.integers(1, 12))
    if draw(st.booleans()):
        return Choice(every, interval, weekdays, count=draw(st.integers(1, 520)))
    return Choice(every, interval, weekdays, until=draw(st.dates(start.date(), date(2040, 1, 1))))


@given(st.data())
def test_what_the_dialog_wrote_it_shows_again(data: st.DataObject) -> None:
    start = data.draw(walls)
    choice = data.draw(choices(start))
    assert choice_of(rule_of(choice, start), start) == choice


@given(st.data())
def test_every_choice_has_its_sentence_in_both_languages(data: st.DataObject) -> None:
    start = data.draw(walls)
    rule = rule_of(data.draw(choices(start)), start)
    for language in LANGUAGES:
        with speaking(language):
            assert "{" not in described(rule, start)


@pytest.mark.parametrize(
    ("rule", "every"),
    [
        ("FREQ=MONTHLY;COUNT=3", Every.MONTH_DAY),
        ("FREQ=YEARLY;BYMONTH=10;BYMONTHDAY=1;COUNT=3", Every.YEAR),
        ("FREQ=WEEKLY;WKST=SU;COUNT=3", Every.WEEK),
        ("FREQ=MONTHLY;BYDAY=1TH;COUNT=3", Every.MONTH_WEEKDAY),
    ],
)
def test_a_rule_written_elsewhere_is_shown_where_the_dialog_means_the_same(
    rule: str, every: Every
) -> None:
    choice = choice_of(rule, when(f"{THURSDAY} 09:00"))
    assert choice is not None
    assert (choice.every, choice.count) == (every, 3)


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=WEEKLY;INTERVAL=2;WKST=SU;COUNT=3",
        "FREQ=MONTHLY;BYDAY=2TH;COUNT=3",
        "FREQ=MONTHLY;BYDAY=1TH,3TH;COUNT=3",
        "FREQ=MONTHLY;BYMONTHDAY=2;COUNT=3",
        "FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=1;COUNT=3",
        "FREQ=DAILY;BYHOUR=9,15;COUNT=3",
        "FREQ=YEARLY;BYWEEKNO=20;COUNT=3",
        "FREQ=WEEKLY;UNTIL=20261231T080000Z",
    ],
)
def test_a_rule_beyond_the_dialog_is_not_shown_as_something_simpler(rule: str) -> None:
    assert choice_of(rule, when(f"{THURSDAY} 09:00")) is None


@pytest.mark.parametrize(
    ("until", "last"), [("20261231T090000", "2026-12-31"), ("20261231T085959", "2026-12-30")]
)
def test_a_last_moment_is_shown_as_the_last_day_that_it_leaves(until: str, last: str) -> None:
    choice = choice_of(f"FREQ=DAILY;UNTIL={until}", when(f"{THURSDAY} 09:00"))
    assert choice is not None
    assert choice.until == date.fromisoformat(last)


def test_the_last_friday_is_offered_on_a_last_friday_only() -> None:
    assert Every.MONTH_LAST_WEEKDAY in choices_at(when("2026-10-30 09:00"))
    assert Every.MONTH_LAST_WEEKDAY not in choices_at(when("2026-10-23 09:00"))
    assert Every.MONTH_WEEKDAY in choices_at(when("2026-10-23 09:00"))


SENTENCES = [
    ("FREQ=DAILY;COUNT=5", THURSDAY, "ogni giorno, 5 volte", "every day, 5 times"),
    ("FREQ=DAILY;INTERVAL=3;COUNT=1", THURSDAY, "ogni 3 giorni, 1 volta", "every 3 days, 1 time"),
    ("FREQ=WEEKLY;COUNT=10", THURSDAY, "ogni giovedì, 10 volte", "every Thursday, 10 times"),
    (
        "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,SU;COUNT=4",
        THURSDAY,
        "ogni 2 settimane di lunedì e domenica, 4 volte",
        "every 2 weeks on Monday and Sunday, 4 times",
    ),
    (
        "FREQ=MONTHLY;UNTIL=20271231",
        "2026-10-31",
        "ogni mese il 31, fino al 31 dic 2027",
        "every month on the 31st, until 31 Dec 2027",
    ),
    (
        "FREQ=MONTHLY;COUNT=2",
        "2026-10-08",
        "ogni mese l'8, 2 volte",
        "every month on the 8th, 2 times",
    ),
    (
        "FREQ=MONTHLY;BYDAY=-1FR;COUNT=4",
        "2026-10-30",
        "l'ultimo venerdì del mese, 4 volte",
        "the last Friday of every month, 4 times",
    ),
    (
        "FREQ=MONTHLY;INTERVAL=2;BYDAY=3SU;COUNT=4",
        "2026-10-18",
        "la terza domenica ogni 2 mesi, 4 volte",
        "the third Sunday every 2 months, 4 times",
    ),
    ("FREQ=YEARLY;COUNT=3", THURSDAY, "ogni anno, 1 ott, 3 volte", "every year on 1 Oct, 3 times"),
    (
        "FREQ=WEEKLY;UNTIL=20261231T080000Z",
        THURSDAY,
        "ogni giovedì, fino al 31 dic 2026, 08:00 UTC",
        "every Thursday, until 31 Dec 2026, 08:00 UTC",
    ),
    (
        "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1;COUNT=3",
        THURSDAY,
        "3 date secondo una regola loro, dal 1 ott 2026 al 1 dic 2026",
        "3 dates by their own rule, from 1 Oct 2026 to 1 Dec 2026",
    ),
    ("FREQ=YEARLY;BYDAY=FR;COUNT=1", THURSDAY, "una volta sola, 2 ott 2026", "once, on 2 Oct 2026"),
]


@pytest.mark.parametrize(("rule", "day", "italian", "english"), SENTENCES)
def test_a_rule_is_said_in_the_reader_s_language(
    rule: str, day: str, italian: str, english: str
) -> None:
    start = when(f"{day} 09:00")
    with speaking("it"):
        assert described(checked_rule(rule, start), start) == italian
    with speaking("en"):
        assert described(checked_rule(rule, start), start) == english


def test_a_last_moment_in_utc_is_said_as_a_day_of_the_zone_where_it_is_known() -> None:
    start = when("2026-10-01 00:30")
    with speaking("en"):
        text = described("FREQ=DAILY;UNTIL=20261010T230000Z", start, ZoneInfo("Europe/Rome"))
    assert text == "every day, until 11 Oct 2026"
