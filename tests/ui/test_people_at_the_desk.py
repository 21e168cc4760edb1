"""People at a real window on a real archive: written, put right, merged, given plans, let in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from askadesk.people.rows import ConsentRow, OrganisationFields, PersonPage, Standing
from askadesk.plans.rows import Sale
from db.values import ConsentKind
from tests.ui.living import Archive, LiveDesk
from ui.dialogs.balance import BalanceDialog
from ui.dialogs.bar import BarDialog
from ui.dialogs.changed_meanwhile import ChangedMeanwhileDialog
from ui.dialogs.confirm import ConfirmDialog
from ui.dialogs.consent import ConsentDialog
from ui.dialogs.error import ErrorDialog
from ui.dialogs.give_plan import GivePlanDialog
from ui.dialogs.member import MemberDialog, MemberEndDialog
from ui.dialogs.merge import MergeDialog
from ui.dialogs.movements import MovementsDialog
from ui.dialogs.organisation import OrganisationDialog
from ui.dialogs.pause import ExtendDialog, PauseDialog
from ui.dialogs.person import PersonDialog
from ui.dialogs.printing import PrintDialog
from ui.dialogs.replace_card import ReplaceCardDialog
from ui.pages.organisation import page as organisation_page
from ui.pages.person import page as person_page
from ui.widgets.date_field import written
from ui.widgets.toast import Toast

CONTROL = Qt.KeyboardModifier.ControlModifier
SOON = datetime.now(tz=UTC).date() + timedelta(days=60)
LATER = SOON + timedelta(days=40)


class Reception(LiveDesk):
    """The desk, as someone at the reception uses it for people."""

    def person(self, person: UUID) -> PersonPage:
        """The page of ``person``, once it shows."""
        self.desk.people.one.open(person)
        self.wait_for(lambda: self.window.shown == person_page.KEY and self.now().id == person)
        return self.now()

    def now(self) -> PersonPage:
        """What the page shows."""
        page = self.desk.people.person.page
        assert page is not None
        return page

    @property
    def view(self) -> person_page.OnePersonPage:
        return self.desk.people.person

    def act(self, key: str) -> None:
        """Choose an action of the menu."""
        assert key in dict(self.view.identity.menu.choices)
        self.view.identity.menu.picked.emit(key)

    def form(self) -> PersonDialog:
        return self.dialog(PersonDialog)

    def undo(self) -> None:
        """Press the word on the latest toast."""
        toasts = [one for one in self.window.findChildren(Toast) if one.isVisible()]
        toasts[-1].acted.emit()


@pytest.fixture
def archive(sqlite_url: str) -> Iterator[Archive]:
    made = Archive(sqlite_url)
    yield made
    made.close()


@pytest.fixture
def desk(qtbot: QtBot, qapp: QApplication, archive: Archive, tmp_path: Path) -> Iterator[Reception]:
    live = Reception(qtbot, qapp, archive.database, tmp_path)
    live.open()
    yield live
    live.close()


def here() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def write(field: QWidget, words: str) -> None:
    assert isinstance(field, QLineEdit)
    field.setFocus()
    field.clear()
    QTest.keyClicks(field, words)


# writing someone down --------------------------------------------------------------------------


def test_a_new_person_gets_a_plan_a_card_and_comes_in_all_in_one_flow(
    desk: Reception, archive: Archive
) -> None:
    desk.press(Qt.Key.Key_N, CONTROL)
    form = desk.form()
    assert form.given.control.hasFocus()
    QTest.keyClicks(form.given.control, "Anna")
    desk.press(Qt.Key.Key_Return)
    assert form.family.control.hasFocus()
    QTest.keyClicks(form.family.control, "Verdi")
    plan = form.plan.control
    plan.setCurrentIndex(plan.findData("day"))  # type: ignore[attr-defined]
    form.let_in.click()
    desk.press(Qt.Key.Key_F2)
    printing = desk.dialog(PrintDialog)
    desk.wait_for(lambda: archive.inside() == {"Anna Verdi"})
    printing.close_down()
    (anna,) = archive.services.people.find("Anna Verdi")
    page = archive.services.people.page(anna.id)
    assert [right.name for right in page.rights] == ["Ingresso giornaliero"]
    assert len(page.cards) == 1
    given = {row.kind for row in page.consents if row.given}
    assert given == {ConsentKind.HOUSE_RULES}


def test_a_name_typed_into_the_scan_field_is_not_typed_twice(desk: Reception) -> None:
    desk.write("Anna Maria Verdi", delay=20)
    desk.press(Qt.Key.Key_N, CONTROL)
    form = desk.form()
    assert (form.fields().given, form.fields().family) == ("Anna", "Maria Verdi")
    assert desk.window.top.scan.text() == ""
    desk.press(Qt.Key.Key_Escape)
    assert not form.is_open()


def test_the_plan_looked_at_stays_before_the_eyes_when_something_changes(
    desk: Reception, archive: Archive
) -> None:
    anna = archive.add("Anna", "Verdi", "carnet10")
    archive.services.plans.give(Sale("day", person=anna.id))
    desk.person(anna.id)
    rights = desk.view.rights
    first = rights.right
    rights.after.click()
    second = rights.right
    assert second is not None
    assert second != first
    desk.wait_for(lambda: desk.now().ledger_of == second.id)
    fields = archive.services.people.page(anna.id)
    archive.services.people.change(anna.id, replace(fields.fields, role="Sarta"), fields.version)
    desk.wait_for(lambda: desk.now().fields.role == "Sarta")
    desk.wait_for(lambda: desk.now().ledger_of == second.id)
    assert rights.right is not None
    assert rights.right.id == second.id
    assert len(rights.ledger.rows) == 1


def test_what_is_typed_of_somebody_known_is_said_and_opens_their_page(
    desk: Reception, archive: Archive
) -> None:
    franca = archive.add("Franca", "Bruno")
    desk.desk.people.new()
    form = desk.form()
    QTest.keyClicks(form.given.control, "Franca")
    QTest.keyClicks(form.family.control, "Bruni")
    desk.wait_for(form.alike.isVisible)
    assert form.alike.name.text() == "Franca Bruno"
    form.alike.open.click()
    desk.wait_for(lambda: desk.window.shown == person_page.KEY)
    assert desk.now().id == franca.id
    assert not form.is_open()


def test_only_saving_shows_the_new_page_and_prints_nothing(
    desk: Reception, archive: Archive
) -> None:
    desk.desk.people.new()
    form = desk.form()
    QTest.keyClicks(form.given.control, "Piera")
    form.skills.control.setFocus()
    QTest.keyClicks(here(), "Legatoria")
    desk.press(Qt.Key.Key_Return)
    QTest.keyClicks(here(), "Doratura")
    desk.press(Qt.Key.Key_S, CONTROL)
    desk.wait_for(lambda: desk.window.shown == person_page.KEY)
    assert desk.now().fields.skills == "Legatoria, Doratura"
    assert desk.now().cards == ()
    assert desk.view.identity.yellow is not None


def test_what_cannot_be_kept_is_said_beside_its_field_and_nothing_is_lost(
    desk: Reception, archive: Archive
) -> None:
    desk.desk.people.new()
    form = desk.form()
    QTest.keyClicks(form.given.control, "Piera")
    write(form.email.control, "piera@")
    desk.press(Qt.Key.Key_S, CONTROL)
    desk.wait_for(lambda: not form.email.error.isHidden())
    assert form.fields().given == "Piera"
    assert form.email.control.hasFocus()
    write(form.email.control, "piera@casa.example")
    write(form.born.control, "31/02/1990")
    desk.press(Qt.Key.Key_S, CONTROL)
    assert form.email.error.isHidden()
    assert not form.born.error.isHidden()
    write(form.born.control, "28.2.90")
    desk.press(Qt.Key.Key_S, CONTROL)
    desk.wait_for(lambda: not form.is_open())
    (piera,) = archive.services.people.find("Piera")
    assert piera.fields.born_on == date(1990, 2, 28)


def test_esc_asks_only_when_something_typed_would_be_lost(desk: Reception) -> None:
    desk.desk.people.new()
    form = desk.form()
    desk.press(Qt.Key.Key_Escape)
    assert not form.is_open()
    desk.desk.people.new()
    form = desk.form()
    QTest.keyClicks(form.given.control, "A")
    desk.press(Qt.Key.Key_Escape)
    asked = desk.dialog(ConfirmDialog)
    desk.press(Qt.Key.Key_Return)
    assert not asked.is_open()
    assert form.is_open()
    assert form.fields().given == "A"
    desk.press(Qt.Key.Key_Escape)
    desk.dialog(ConfirmDialog).do.click()
    assert not form.is_open()


def test_two_desks_change_one_person_and_the_second_is_told_and_chooses(
    desk: Reception, archive: Archive
) -> None:
    anna = archive.add("Anna", "Verdi").id
    page = desk.person(anna)
    desk.view.identity.edit.click()
    form = desk.form()
    theirs = replace(page.fields, phone="011 555 01 42", role="Falegname")
    archive.services.people.change(anna, theirs, page.version)
    write(form.phone.control, "347 555 01 42")
    write(form.email.control, "anna@casa.example")
    desk.press(Qt.Key.Key_S, CONTROL)
    choice = desk.dialog(ChangedMeanwhileDialog)
    assert {one.name for one in choice.choices} == {"phone", "role", "email"}
    for one in choice.choices:
        one.which.pick("theirs" if one.name in ("phone", "role") else "mine")
    choice.accept()
    desk.wait_for(lambda: not form.is_open())
    kept = archive.services.people.page(anna).fields
    assert (kept.phone, kept.role) == ("011 555 01 42", "Falegname")
    assert kept.email == "anna@casa.example"


# one person's page -----------------------------------------------------------------------------


def test_the_page_opens_from_the_list_and_esc_goes_back_to_it(
    desk: Reception, archive: Archive
) -> None:
    anna = archive.add("Anna", "Verdi", "carnet10")
    desk.window.go_to("people")
    desk.desk.people.page.person_opened.emit(anna.id)
    desk.wait_for(lambda: desk.window.shown == person_page.KEY)
    assert desk.view.rights.title.text() == "Carnet 10 ingressi"
    desk.press(Qt.Key.Key_Escape)
    assert desk.window.shown == "people"


def test_the_page_follows_what_happens_elsewhere(desk: Reception, archive: Archive) -> None:
    anna = archive.add("Anna", "Verdi", "carnet10")
    desk.person(anna.id)
    archive.let_in(anna)
    desk.wait_for(lambda: desk.now().inside_since is not None)
    assert [row.what for row in desk.now().ledger][:1] == ["draw"]


def test_someone_is_let_in_and_out_from_their_page(desk: Reception, archive: Archive) -> None:
    anna = archive.add("Anna", "Verdi", "flex")
    desk.person(anna.id)
    desk.view.latest.presence.click()
    desk.wait_for(lambda: archive.inside() == {"Anna Verdi"})
    desk.person(anna.id)
    desk.wait_for(lambda: desk.now().inside_since is not None)
    desk.view.latest.presence.click()
    desk.wait_for(lambda: archive.inside() == set())


def test_a_plan_is_given_paused_resumed_extended_and_put_right(
    desk: Reception, archive: Archive
) -> None:
    anna = archive.add("Anna", "Verdi").id
    desk.person(anna)
    desk.view.rights.give.click()
    give = desk.dialog(GivePlanDialog)
    chosen = give.product.control
    chosen.setCurrentIndex(chosen.findData("carnet10"))  # type: ignore[attr-defined]
    write(give.ends.control, written(SOON))
    desk.press(Qt.Key.Key_F2)
    desk.wait_for(lambda: len(desk.now().rights) == 1)
    _pause_and_resume(desk)
    _extend_and_adjust(desk)
    desk.view.rights.everything_asked.emit(desk.view.rights.right)
    assert len(desk.dialog(MovementsDialog).list.rows) == 2


def _pause_and_resume(desk: Reception) -> None:
    rights = desk.view.rights
    rights.menu.picked.emit("pause")
    pause = desk.dialog(PauseDialog)
    desk.press(Qt.Key.Key_F2)
    assert not pause.reason.error.isHidden()
    write(pause.reason.control, "Viaggio")
    desk.press(Qt.Key.Key_F2)
    desk.wait_for(lambda: desk.now().rights[0].standing is Standing.PAUSED)
    rights.menu.picked.emit("resume")
    desk.wait_for(lambda: desk.now().rights[0].standing is not Standing.PAUSED)


def _extend_and_adjust(desk: Reception) -> None:
    rights = desk.view.rights
    rights.menu.picked.emit("extend")
    extend = desk.dialog(ExtendDialog)
    write(extend.until.control, written(LATER))
    write(extend.reason.control, "Regalo")
    desk.press(Qt.Key.Key_F2)
    desk.wait_for(lambda: desk.now().rights[0].until == LATER)
    rights.menu.picked.emit("adjust")
    balance = desk.dialog(BalanceDialog)
    write(balance.left.control, "molti")
    desk.press(Qt.Key.Key_F2)
    assert not balance.left.error.isHidden()
    write(balance.left.control, "8")
    write(balance.reason.control, "Contati male")
    desk.press(Qt.Key.Key_F2)
    desk.wait_for(lambda: desk.now().rights[0].left == 8)


def test_a_person_is_barred_with_a_reason_and_the_toast_takes_it_back(
    desk: Reception, archive: Archive
) -> None:
    anna = archive.add("Anna", "Verdi").id
    desk.person(anna)
    desk.act("bar")
    bar = desk.dialog(BarDialog)
    desk.press(Qt.Key.Key_F2)
    assert not bar.reason.error.isHidden()
    write(bar.reason.control, "Ha rotto un vetro")
    write(bar.until.control, "1/1/2020")
    desk.press(Qt.Key.Key_F2)
    desk.wait_for(lambda: not bar.until.error.isHidden())
    write(bar.until.control, "31/12/2099")
    desk.press(Qt.Key.Key_F2)
    desk.wait_for(lambda: desk.now().bar is not None)
    assert desk.view.identity.chip.words == "Non ammesso"
    desk.undo()
    desk.wait_for(lambda: desk.now().bar is None)


def test_a_person_is_archived_and_brought_back(desk: Reception, archive: Archive) -> None:
    anna = archive.add("Anna", "Verdi").id
    desk.person(anna)
    desk.act("archive")
    desk.wait_for(lambda: desk.now().archived_at is not None)
    assert desk.view.identity.yellow is None
    desk.act("restore")
    desk.wait_for(lambda: desk.now().archived_at is None)


def test_a_consent_is_given_and_taken_back_with_its_day(desk: Reception, archive: Archive) -> None:
    anna = archive.add("Anna", "Verdi").id
    row = next(one for one in desk.person(anna).consents if one.kind is ConsentKind.NEWSLETTER)
    assert row.given is None
    _say_the_other(desk)
    desk.wait_for(lambda: _consent(desk.now()).given is True)
    _say_the_other(desk)
    desk.wait_for(lambda: _consent(desk.now()).given is False)
    assert _consent(desk.now()).at is not None


def _say_the_other(desk: Reception) -> None:
    desk.view.consents.chosen.emit(_consent(desk.now()))
    desk.dialog(ConsentDialog)
    desk.press(Qt.Key.Key_F2)


def _consent(page: PersonPage) -> ConsentRow:
    return next(one for one in page.consents if one.kind is ConsentKind.NEWSLETTER)


def test_a_lost_card_is_stopped_and_replaced_by_a_new_code(
    desk: Reception, archive: Archive
) -> None:
    anna = archive.add("Anna", "Verdi")
    desk.person(anna.id)
    desk.view.identity.replace.click()
    desk.dialog(ReplaceCardDialog)
    desk.press(Qt.Key.Key_F2)
    desk.dialog(PrintDialog).close_down()
    page = archive.services.people.page(anna.id)
    assert sorted(card.status for card in page.cards) == ["active", "lost"]
    active = next(card for card in page.cards if card.status == "active")
    assert active.code != anna.code


def test_two_records_are_seen_side_by_side_merged_and_taken_apart(
    desk: Reception, archive: Archive
) -> None:
    giulia, twin = archive.add("Giulia", "Ferrero", "flex").id, archive.add("Giulia", "Ferero").id
    desk.person(giulia)
    desk.act("merge")
    merge = desk.dialog(MergeDialog)
    QTest.keyClicks(merge.who.edit, "Ferero")
    desk.wait_for(merge.who.hits.isVisible)
    QTest.keyClick(merge.who.edit, Qt.Key.Key_Return)
    desk.wait_for(merge.two.isVisible)
    assert merge.two.name.text() == "Giulia Ferero"
    desk.press(Qt.Key.Key_F2)
    desk.wait_for(lambda: len(desk.now().merged) == 1)
    assert archive.services.people.page(twin).id == giulia
    desk.view.identity.notes.undo.click()
    desk.wait_for(lambda: desk.now().merged == ())
    assert archive.services.people.page(twin).id == twin


def test_a_photo_is_kept_only_with_its_consent(
    desk: Reception, archive: Archive, tmp_path: Path
) -> None:
    from PySide6.QtGui import QImage

    picture = tmp_path / "ritratto.png"
    image = QImage(1600, 1200, QImage.Format.Format_RGB32)
    image.fill(0xFF8800)
    image.save(str(picture))
    anna = archive.add("Anna", "Verdi").id
    desk.person(anna)
    desk.view.identity.edit.click()
    form = desk.form()
    desk.desk.people.form.take_file(str(picture))
    desk.wait_for(form.changed)
    desk.press(Qt.Key.Key_S, CONTROL)
    assert form.consents.missing.isVisible()
    assert form.consents.boxes[ConsentKind.PHOTO].hasFocus()
    desk.press(Qt.Key.Key_Space)
    desk.press(Qt.Key.Key_S, CONTROL)
    desk.wait_for(lambda: not form.is_open() and desk.now().photo is not None)


def test_a_file_that_is_no_picture_is_said_and_nothing_typed_is_lost(
    desk: Reception, tmp_path: Path
) -> None:
    wrong = tmp_path / "lista.jpg"
    wrong.write_text("nomi")
    desk.desk.people.new()
    form = desk.form()
    QTest.keyClicks(form.given.control, "Piera")
    desk.desk.people.form.take_file(str(wrong))
    desk.dialog(ErrorDialog).close_down()
    assert form.is_open()
    assert form.fields().given == "Piera"


def test_an_earlier_year_is_reached_from_the_strip(desk: Reception, archive: Archive) -> None:
    anna = archive.add("Anna", "Verdi").id
    year = desk.person(anna).presences.year
    desk.view.year.year_asked.emit(year - 1)
    desk.wait_for(lambda: desk.now().presences.year == year - 1)


# organisations ---------------------------------------------------------------------------------


def test_an_organisation_gets_members_found_by_name_and_loses_them_on_a_day(
    desk: Reception, archive: Archive
) -> None:
    anna = archive.add("Anna", "Verdi")
    desk.desk.people.house.new()
    form = desk.dialog(OrganisationDialog)
    desk.press(Qt.Key.Key_F2)
    assert not form.fields["name"].error.isHidden()
    QTest.keyClicks(here(), "Bottega")
    desk.press(Qt.Key.Key_F2)
    desk.wait_for(lambda: desk.window.shown == organisation_page.KEY)
    page = desk.desk.people.organisation
    desk.press(Qt.Key.Key_F2)
    add = desk.dialog(MemberDialog)
    QTest.keyClicks(add.who.edit, "Anna")
    desk.wait_for(add.who.hits.isVisible)
    QTest.keyClick(add.who.edit, Qt.Key.Key_Return)
    desk.press(Qt.Key.Key_F2)
    desk.wait_for(lambda: page.page is not None and len(page.page.members) == 1)
    assert page.page is not None
    page.end_member_asked.emit(page.page.members[0])
    desk.dialog(MemberEndDialog)
    desk.press(Qt.Key.Key_F2)
    desk.wait_for(
        lambda: (
            page.page is not None
            and bool(page.page.members)
            and page.page.members[0].until is not None
        )
    )
    page.person_opened.emit(anna.id)
    desk.wait_for(lambda: desk.window.shown == person_page.KEY)
    desk.press(Qt.Key.Key_Escape)
    assert desk.window.shown == organisation_page.KEY


def test_an_organisation_changed_meanwhile_is_chosen_field_by_field(
    desk: Reception, archive: Archive
) -> None:
    house = archive.services.organisations.add("Bottega")
    desk.desk.people.house.open(house)
    desk.wait_for(lambda: desk.window.shown == organisation_page.KEY)
    page = desk.desk.people.organisation.page
    assert page is not None
    desk.desk.people.organisation.house.edit.click()
    form = desk.dialog(OrganisationDialog)
    archive.services.organisations.change(
        house, OrganisationFields("Bottega", phone="011 555 01 42"), page.version
    )
    write(form.fields["phone"].control, "347 555 01 42")
    desk.press(Qt.Key.Key_F2)
    choice = desk.dialog(ChangedMeanwhileDialog)
    choice._mine_all.click()
    desk.press(Qt.Key.Key_F2)
    desk.wait_for(lambda: not form.is_open())
    kept = archive.services.organisations.page(house).fields
    assert kept.phone == "347 555 01 42"


def test_an_archived_person_says_so_and_offers_only_the_way_back(
    desk: Reception, archive: Archive
) -> None:
    anna = archive.add("Anna", "Verdi").id
    archive.services.people.archive(anna)
    desk.person(anna)
    assert [key for key, _words in desk.view.identity.menu.choices] == ["restore"]
    assert desk.view.identity.chip.words == "Archiviata"
