"""A person's page: where it stands, what it says, and what it asks for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from askadesk.people.rows import PersonPage
from tests.ui import people_samples as samples
from tests.ui.conftest import Desk
from tests.ui.looking import cut_words, near, place, tab_stops
from ui.pages.person import phrases
from ui.pages.person.page import KEY, OnePersonPage
from ui.theme import Mode, Theme, tokens
from ui.widgets.button import Button
from ui.widgets.heat_strip import length

MakeDesk = Callable[..., Desk]

COMPACT = {
    "identity": (112, 88, 272, 664),
    "portrait": (200, 109, 96, 116),
    "qr": (129, 527, 114, 114),
    "print": (129, 657, 238, 40),
    "rights": (400, 88, 622, 274),
    "ledger": (401, 217, 620, 144),
    "year": (400, 378, 622, 160),
    "strip": (417, 427, 588, 96),
    "latest": (400, 554, 622, 198),
    "due": (1038, 88, 304, 106),
    "offers": (1038, 210, 304, 162),
    "consents": (1038, 388, 304, 364),
}
ROOMY = {
    "identity": (120, 96, 360, 960),
    "portrait": (232, 125, 136, 164),
    "rights": (504, 96, 920, 382),
    "year": (504, 502, 920, 213),
    "latest": (504, 739, 920, 317),
    "due": (1448, 96, 440, 134),
}


def shown(desk: Desk, page: PersonPage | None = None) -> OnePersonPage:
    """The page, inside the window."""
    view = OnePersonPage()
    desk.window.add_inner(KEY, view, "today")
    desk.window.go_to(KEY)
    view.show_person(page or samples.person())
    desk.settle()
    return view


def parts(view: OnePersonPage) -> dict[str, QWidget]:
    card = view.identity
    return {
        "identity": card,
        "portrait": card.portrait,
        "qr": card.card.preview,
        "print": card.print,
        "rights": view.rights,
        "ledger": view.rights.ledger,
        "year": view.year,
        "strip": view.year.strip,
        "latest": view.latest,
        "due": view.due,
        "offers": view.offers,
        "consents": view.consents,
    }


@pytest.mark.parametrize(
    ("size", "wanted"), [((1366, 768), COMPACT), ((1920, 1080), ROOMY)], ids=["1366", "1920"]
)
@pytest.mark.parametrize("language", ["it", "en"])
def test_the_page_stands_where_the_design_puts_it(
    make_desk: MakeDesk, size: tuple[int, int], wanted: dict[str, tuple[int, ...]], language: str
) -> None:
    desk = make_desk(size, language).open()
    view = shown(desk)
    found = {name: place(parts(view)[name], desk.window) for name in wanted}
    assert {name: found[name] for name in wanted if not near(found[name], wanted[name])} == {}


def pages() -> dict[str, PersonPage]:
    held = (samples.membership(paused=True), samples.carnet(1), samples.carnet(0, key="empty"))
    return {
        "full": samples.person(),
        "empty": samples.person(empty=True),
        "long": samples.person(long=True, barred=True, merged=True, owed=3),
        "archived": samples.person(archived=True, inside=False),
        "several plans": samples.person(rights=held, inside=False),
        "of a team": samples.person(rights=(samples.membership(organisation="Geoide Studio"),)),
        "never printed": samples.person(prints=0),
    }


@pytest.mark.parametrize("language", ["it", "en"])
@pytest.mark.parametrize("size", [(1280, 720), (1366, 768), (1920, 1080)], ids=str)
def test_every_word_is_written_whole(
    make_desk: MakeDesk, size: tuple[int, int], language: str
) -> None:
    desk = make_desk(size, language).open()
    view = shown(desk)
    cut = {}
    for name, page in pages().items():
        view.show_person(page)
        desk.settle()
        cut[name] = cut_words(desk.window)
    assert {name: words for name, words in cut.items() if words} == {}


@pytest.mark.parametrize("mode", [Mode.LIGHT, Mode.DARK, Mode.CONTRAST])
def test_there_is_at_most_one_yellow_button_and_it_answers_to_f2(
    qtbot: QtBot, desk: Desk, theme: Theme, mode: Mode
) -> None:
    theme.wear(mode)
    view = shown(desk)
    for name, page in pages().items():
        view.show_person(page)
        desk.settle()
        yellow = [
            one for one in view.findChildren(Button) if one.kind == "accent" and one.isVisible()
        ]
        assert len(yellow) == (1 if name in ("empty", "never printed") else 0), name
        assert [one.key for one in yellow] in ([], ["F2"])
    view.show_person(samples.person(prints=0))
    with qtbot.waitSignal(view.print_card_asked) as told:
        QTest.keyClick(desk.window, Qt.Key.Key_F2)
    assert told.args == [samples.person().id]


def test_a_card_printed_before_is_printed_again_with_ctrl_p(qtbot: QtBot, desk: Desk) -> None:
    view = shown(desk)
    with qtbot.waitSignal(view.print_card_asked):
        QTest.keyClick(desk.window, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    with qtbot.assertNotEmitted(view.print_card_asked):
        QTest.keyClick(desk.window, Qt.Key.Key_F2)


@pytest.mark.parametrize(
    ("key", "held"),
    [
        (Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier),
    ],
)
def test_esc_and_alt_left_go_back(
    qtbot: QtBot, desk: Desk, key: Qt.Key, held: Qt.KeyboardModifier
) -> None:
    view = shown(desk)
    view.identity.edit.setFocus()
    with qtbot.waitSignal(view.back_asked):
        QTest.keyClick(desk.window, key, held)


def test_tab_reaches_every_control_also_where_the_column_scrolls(make_desk: MakeDesk) -> None:
    desk = make_desk((1280, 720)).open()
    view = shown(desk, pages()["several plans"])
    stops = tab_stops(desk.window.top.scan.line)
    card = view.identity
    wanted: list[QWidget] = [card.back, card.menu, card.replace, card.edit, view.rights.before]
    wanted += [view.rights.menu, view.rights.give, view.year.strip, view.latest.presence]
    assert [one for one in (*wanted, view.consents.list) if one not in stops] == []
    for one in view.findChildren(Button):
        if one.isVisible():
            assert one.text() or one.accessibleName()


# rights ----------------------------------------------------------------------------------------


def test_the_rights_are_gone_through_one_by_one(qtbot: QtBot, desk: Desk) -> None:
    view = shown(desk, pages()["several plans"])
    rights = view.rights
    assert rights.place.text() == "2 di 3"
    with qtbot.waitSignal(rights.chosen) as told:
        rights.after.click()
    assert told.args[0] == rights.right
    assert rights.place.text() == "3 di 3"
    rights.after.click()
    assert rights.title.text() == "Postazione flessibile"


def test_a_carnet_says_what_is_left_in_words_and_not_by_colour_alone(desk: Desk) -> None:
    view = shown(desk, samples.person(rights=(samples.carnet(1),)))
    assert view.rights.standing.words == "Quasi finito"
    assert view.rights.unit.text() == "ingresso\nrimasto"
    view.show_person(samples.person(rights=(samples.carnet(0),)))
    assert view.rights.standing.words == "Finito"
    view.show_person(samples.person(rights=(samples.membership(paused=True),)))
    assert view.rights.standing.words == "In pausa fino al 30 nov"
    assert [key for key, _words in view.rights.menu.choices] == ["resume", "extend"]


def test_the_plan_of_a_team_is_changed_on_its_own_page(desk: Desk) -> None:
    view = shown(desk, pages()["of a team"])
    assert view.rights.menu.choices == ()
    assert "Geoide Studio" in view.rights.title.text()


def test_the_latest_movements_show_and_the_rest_is_one_press_away(qtbot: QtBot, desk: Desk) -> None:
    view = shown(desk)
    assert len(view.rights.ledger.rows) == 4
    with qtbot.waitSignal(view.movements_asked):
        view.rights.everything.click()
    names = [view.rights.painter.name(row) for row in view.rights.ledger.rows]
    assert names[0] == "17 nov 09:42, Ingresso, reception, \u22121, Restano: 6" or "6" in names[0]


# presences -------------------------------------------------------------------------------------


def test_the_strip_shows_sundays_only_where_there_is_one(desk: Desk) -> None:
    view = shown(desk)
    strip = view.year.strip
    high = strip.height()
    view.show_person(replace(samples.person(), presences=samples.year(sundays=True)))
    assert strip.height() == high + 12


def test_today_is_the_accent_and_other_days_are_ink_by_their_hours(desk: Desk) -> None:
    view = shown(desk)
    strip, look = view.year.strip, tokens()
    today = samples.TODAY
    minutes = {today: 10, date(2026, 1, 5): 60, date(2026, 1, 6): 200, date(2026, 1, 7): 500}
    strip.show_year(replace(samples.year(), minutes=minutes))
    days = (today, date(2026, 1, 5), date(2026, 1, 6), date(2026, 1, 7), date(2026, 1, 8))
    wanted = [look.accent, look.ink_200, look.ink_400, look.ink, look.sunken]
    assert [strip.colour(day) for day in days] == wanted
    assert strip.pitch() == 12


def test_a_whole_year_fits_the_strip_however_narrow(make_desk: MakeDesk) -> None:
    desk = make_desk((1280, 720)).open()
    view = shown(desk)
    for year in (2020, 2024, 2025):
        view.show_person(replace(samples.person(), presences=samples.year(year)))
        desk.settle()
        last = view.year.strip.rect_of(date(year, 12, 31))
        assert last.right() <= view.year.strip.width() + 0.5
    assert not view.year.after.isHidden()


def test_arrows_go_from_day_to_day_and_say_it(desk: Desk) -> None:
    view = shown(desk)
    strip = view.year.strip
    strip.setFocus()
    QTest.keyClick(strip, Qt.Key.Key_Left)
    assert strip.day == date(2026, 11, 10)
    assert "10 novembre 2026" in strip.accessibleDescription()
    QTest.keyClick(strip, Qt.Key.Key_Up)
    QTest.keyClick(strip, Qt.Key.Key_Up)
    assert strip.day == date(2026, 11, 7)
    centre = strip.rect_of(date(2026, 11, 5)).center()
    assert strip.day_at(centre) == date(2026, 11, 5)
    assert strip.day_at(QPointF(2, 2)) is None
    QTest.keyClick(strip, Qt.Key.Key_Right)
    QTest.keyClick(strip, Qt.Key.Key_Right)
    assert strip.day == date(2026, 11, 14)


def test_an_earlier_year_is_asked_for_as_far_as_the_person_is_known(
    qtbot: QtBot, desk: Desk
) -> None:
    view = shown(desk)
    with qtbot.waitSignal(view.year_asked) as told:
        view.year.before.click()
    assert told.args == [2025]
    view.show_person(replace(samples.person(), presences=samples.year(2025)))
    assert not view.year.before.isEnabled()
    with qtbot.waitSignal(view.year_asked) as told:
        view.year.after.click()
    assert told.args == [2026]


@pytest.mark.parametrize(
    ("minutes", "words"), [(0, "0 min"), (40, "40 min"), (120, "2 h"), (200, "3 h 20 min")]
)
def test_lengths_are_said_in_hours_and_minutes(desk: Desk, minutes: int, words: str) -> None:
    assert length(minutes) == words


def test_who_is_barred_is_not_offered_to_be_let_in(qtbot: QtBot, desk: Desk) -> None:
    view = shown(desk, samples.person(inside=False))
    with qtbot.waitSignal(view.presence_asked):
        view.latest.presence.click()
    view.show_person(samples.person(inside=False, barred=True))
    assert view.latest.presence.isHidden()
    assert "presence" not in dict(view.identity.menu.choices)
    assert "vetro" in view.identity.notes.why.text()


# the rest --------------------------------------------------------------------------------------


def test_consents_are_told_with_word_and_day_and_a_key_asks_to_change_one(
    qtbot: QtBot, desk: Desk
) -> None:
    view = shown(desk)
    names = [view.consents.painter.name(row) for row in view.consents.list.rows]
    assert names[:2] == ["Regole della casa, Sì, 3 feb 2025", "Presentazioni, Sì, 3 feb 2025"]
    assert any(name.endswith("Da chiedere") for name in names)
    view.consents.list.setFocus()
    with qtbot.waitSignal(view.consent_chosen) as told:
        QTest.keyClick(view.consents.list, Qt.Key.Key_Return)
    assert told.args[0] == samples.person().consents[0]


def test_what_is_due_is_summed_and_listed(desk: Desk) -> None:
    view = shown(desk, samples.person(owed=3))
    assert view.due.amount.text() == "144,00\u00a0€"
    assert view.due.late.words == "Scaduto da 5 giorni"
    assert len(view.due.list.rows) == 3
    view.show_person(samples.person(owed=0))
    assert view.due.amount.isHidden()
    assert view.due.late.isHidden()


def test_a_merge_of_today_can_be_taken_back_from_the_page(qtbot: QtBot, desk: Desk) -> None:
    view = shown(desk, samples.person(merged=True))
    with qtbot.waitSignal(view.undo_merge_asked) as told:
        view.identity.notes.undo.click()
    assert told.args[0].name == "Giulia Ferero"


def test_the_menu_opens_by_keyboard_and_says_what_was_picked(qtbot: QtBot, desk: Desk) -> None:
    view = shown(desk)
    menu = view.identity.menu
    menu.setFocus()
    QTest.keyClick(menu, Qt.Key.Key_Return)
    popup = QApplication.activePopupWidget()
    assert popup is not None
    QTest.keyClick(popup, Qt.Key.Key_Up)
    with qtbot.waitSignal(view.action_chosen) as told:
        QTest.keyClick(popup, Qt.Key.Key_Return)
    assert told.args[0] == "archive"


def test_the_page_speaks_another_language_while_it_shows(desk: Desk) -> None:
    from PySide6.QtCore import QCoreApplication, QEvent

    from askadesk.core.i18n import set_language

    view = shown(desk)
    assert view.due.title.text() == "Da saldare"
    set_language("en")
    app = QApplication.instance()
    assert app is not None
    QCoreApplication.sendEvent(app, QEvent(QEvent.Type.LanguageChange))
    desk.settle()
    assert view.due.title.text() == "To settle"
    assert dict(view.identity.menu.choices)["archive"] == "Archive"
    set_language("it")


def test_the_words_of_a_right_fit_what_it_is(desk: Desk) -> None:
    endless = replace(samples.membership(), until=None)
    assert phrases.figure(endless, samples.TODAY) == ("", "Senza\nscadenza")
    assert phrases.validity(endless) == "acquistato il 1 set 2026 · senza scadenza"
    days, words = phrases.figure(samples.membership(), samples.TODAY)
    assert (days, words) == ("76", "giorni\nrimasti")
