"""Anything at all in every field of the settings and of the first run: taken as it can be kept, or a
sentence beside that field, with what was typed still there and nothing written."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from askadesk.core.i18n import set_language
from askadesk.core.opening import look_at
from tests.bad_input import BAD_TEXTS
from tests.ui.living import Archive, LiveDesk
from tests.ui.test_bad_input import paste, standing
from tests.ui.test_first_run import FirstDesk
from ui.dialogs.announce import AnnounceDialog
from ui.first_run.steps import Step
from ui.pages.settings.hub import NUMBERS, TEXTS, HubSection
from ui.pages.settings.plan_panel import PlanPanel
from ui.widgets.date_field import written
from ui.widgets.field import Field

BACKWARDS = "18:00 – 09:00"
TEXTS_TO_TRY = (*BAD_TEXTS.values(), "", BACKWARDS)
PRICES = ("-5,00", "0,001", "1e9", "12,34,56", "1.000.000.000,00")


@pytest.fixture
def archive(sqlite_url: str) -> Iterator[Archive]:
    made = Archive(sqlite_url)
    yield made
    made.close()


@pytest.fixture
def desk(qtbot: QtBot, qapp: QApplication, archive: Archive, tmp_path: Path) -> Iterator[LiveDesk]:
    live = LiveDesk(qtbot, qapp, archive.database, tmp_path).open()
    live.window.go_to("settings")
    yield live
    live.close()


def edit_of(field: Field) -> QLineEdit:
    assert isinstance(field.control, QLineEdit)
    return field.control


def put(field: Field, text: str) -> str:
    """Paste ``text`` where ``field`` stands; what can be read there then."""
    edit = edit_of(field)
    paste(edit, text)
    stood = standing(edit)
    assert len(stood) >= len(text.replace("\r\n", "\n").strip()) // 2
    if len(text) >= 10_000:
        assert len(stood) >= len(text)
    return stood


def it_is_said(field: Field, others: list[Field], stood: str) -> None:
    """A whole sentence beside ``field`` and nowhere else; what was typed stands there still."""
    assert field.error.isVisible(), (field.label.text(), stood[:40])
    assert field.error.text().strip().endswith((".", "?"))
    assert standing(edit_of(field)) == stood
    assert edit_of(field).hasFocus()
    wrong = [one.label.text() for one in others if one is not field and one.error.isVisible()]
    assert not wrong, (field.label.text(), stood[:40])


# Sede ---------------------------------------------------------------------------------------------


def hub_section(desk: LiveDesk) -> HubSection:
    desk.desk.settings.page.go_to("hub")
    section = desk.desk.settings.hub.section
    desk.wait_for(lambda: section._line("name").text() == "Aska")
    return section


def hub_fields(section: HubSection) -> list[Field]:
    return [*section.fields.values(), *(day.field for day in section.week.days)]


def is_answered(desk: LiveDesk, section: HubSection) -> bool:
    said = any(one.error.isVisible() for one in hub_fields(section))
    return said or (not section._touched and section._page is not None)


def test_every_field_of_the_hub(desk: LiveDesk, archive: Archive) -> None:
    section, service = hub_section(desk), archive.services.hub
    for name in (*TEXTS, *NUMBERS):
        field = section.fields[name]
        for text in TEXTS_TO_TRY:
            before = service.page()
            stood = put(field, text)
            desk.press(Qt.Key.Key_F2)
            desk.wait_for(lambda: is_answered(desk, section))
            assert not desk.window.dialog_open()
            after = service.page()
            if section._touched:
                it_is_said(field, hub_fields(section), stood)
                assert after == before
            else:
                assert edit_of(field).text() == str(getattr(after.fields, name))
        good = "011 5550100" if name == "phone" else "12"
        put(field, good)
        desk.press(Qt.Key.Key_F2)
        desk.wait_for(lambda: is_answered(desk, section))
        assert str(getattr(service.page().fields, name)) == good


def test_the_hours_of_a_day(desk: LiveDesk, archive: Archive) -> None:
    section = hub_section(desk)
    service, field = archive.services.hub, section.week.days[2].field
    for text in TEXTS_TO_TRY:
        before = service.page()
        stood = put(field, text)
        desk.press(Qt.Key.Key_F2)
        desk.wait_for(lambda: is_answered(desk, section))
        if section._touched:
            it_is_said(field, hub_fields(section), stood)
            assert service.page() == before
        else:
            assert not stood.strip()
            assert dict(service.page().fields.week)["2"] == ()
    put(field, "9-13")
    desk.press(Qt.Key.Key_F2)
    desk.wait_for(lambda: dict(service.page().fields.week)["2"] == (("09:00", "13:00"),))


def test_every_field_of_a_closed_day(desk: LiveDesk, archive: Archive) -> None:
    section = hub_section(desk)
    panel, service = section.closures, archive.services.hub
    fields = [panel.first, panel.last, panel.hours, panel.reason]
    for field in fields:
        for text in TEXTS_TO_TRY:
            before = service.page().closures
            panel.forget()
            put(panel.first, "25/12/2031")
            stood = put(field, text)
            panel.add.click()
            desk.wait_for(lambda: any(one.error.isVisible() for one in fields) or is_empty(fields))
            assert not desk.window.dialog_open()
            after = service.page().closures
            if is_empty(fields) and len(after) > len(before):
                desk.wait_for(lambda: len(panel._rows) == len(service.page().closures))
                service.remove_closure(after[0].id)
                continue
            it_is_said(field, fields, stood)
            assert after == before


def is_empty(fields: list[Field]) -> bool:
    """What is taken leaves the form empty."""
    return not any(edit_of(one).text() or one.error.isVisible() for one in fields)


# Piani --------------------------------------------------------------------------------------------


def test_every_field_of_a_new_price(desk: LiveDesk, archive: Archive) -> None:
    desk.desk.settings.page.go_to("plans")
    section = desk.desk.settings.plans.section
    desk.wait_for(lambda: section.product is not None)
    panel, service = section.panel, archive.services.plans
    fields = [panel.price, panel.valid_from, panel.count, panel.good, panel.vat]
    product = section.product
    assert product is not None
    for field in fields[:3]:
        for at, text in enumerate((*TEXTS_TO_TRY, *PRICES, "01/01/2020")):
            before = service.product(product)
            panel.forget()
            put(panel.price, "128")
            put(panel.valid_from, written(date(2031 + fields.index(field), 2, 1 + at % 28)))
            stood = put(field, text)
            desk.press(Qt.Key.Key_F2)
            desk.wait_for(lambda: is_priced(panel, fields))
            assert not desk.window.dialog_open()
            after = service.product(product)
            if after == before:
                it_is_said(field, fields, stood)
            elif field is panel.price:
                assert (stood, after.prices[-1].price.cents) == ("١٢٣", 12300)
            else:
                assert field is panel.count
                assert not stood.strip()
    panel.forget()
    put(panel.price, "131,50")
    put(panel.valid_from, written(date(2034, 1, 1)))
    desk.press(Qt.Key.Key_F2)
    desk.wait_for(lambda: any(one.price.cents == 13150 for one in service.product(product).prices))


def is_priced(panel: PlanPanel, fields: list[Field]) -> bool:
    return any(one.error.isVisible() for one in fields) or not panel._price.text()


# the first run ------------------------------------------------------------------------------------


@pytest.fixture
def first(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[FirstDesk]:
    live = LiveDesk(qtbot, qapp, str(tmp_path / "new" / "aska.sqlite"), tmp_path)
    yield FirstDesk(live)
    live.close()
    set_language("it")


def tried(first: FirstDesk, step: Step, edit: QLineEdit, is_said: Callable[[], bool]) -> None:
    """Each text in ``edit``, the other answers as they were."""
    good = edit.text()
    for text in TEXTS_TO_TRY:
        paste(edit, text)
        stood = edit.text()
        first.on()
        if first.wizard.step is step:
            assert is_said(), text[:40]
            assert edit.text() == stood
        else:
            first.wizard.go_back()
            assert first.wizard.step is step
            assert edit.text() == stood
    paste(edit, good)
    first.on()
    assert first.wizard.step is not step
    first.wizard.go_back()


def test_the_first_run(first: FirstDesk, tmp_path: Path) -> None:
    wizard = first.wizard
    first.to_step("hub")
    wizard.hub._name.setText("Aska Torino")
    for field in (wizard.hub.name, wizard.hub.address, wizard.hub.city, wizard.hub.capacity):
        tried(first, wizard.hub, edit_of(field), field.error.isVisible)
    hours = wizard.hub.hours
    for edit in (hours._days[2].start, hours._days[2].end):
        tried(first, wizard.hub, edit, hours.error.isVisible)
    first.to_step("plans")
    row = wizard.plans.rows[2]
    tried(first, wizard.plans, row.price, row.error.isVisible)
    first.to_step("operator")
    wizard.operator._name.setText("Marta")
    tried(first, wizard.operator, wizard.operator._name, wizard.operator.name.error.isVisible)
    assert not (tmp_path / "new").exists()
    first.to_step("ready")
    with first.live.qtbot.waitSignal(first.live.desk.opened, timeout=20_000):
        first.live.press(Qt.Key.Key_F2)
    assert look_at(str(tmp_path / "new" / "aska.sqlite"))


def test_where_the_archive_is(first: FirstDesk, tmp_path: Path) -> None:
    first.to_step("archive")
    step = first.wizard.archive
    step.cards.cards[1].click()
    tried_here(first, step, step._server, step.server)
    step.cards.cards[0].click()
    for name in ("a null byte", "one word of ten thousand", "a lone surrogate", "spaces only"):
        paste(step._file, f"{tmp_path}/{BAD_TEXTS[name]}/aska.sqlite")
        stood = step._file.text()
        first.on()
        if first.wizard.step is step:
            assert step.file.error.isVisible()
        else:
            first.wizard.go_back()
        assert step._file.text() == stood
    assert list(tmp_path.iterdir()) == []


def tried_here(first: FirstDesk, step: Step, edit: QLineEdit, field: Field) -> None:
    """Each text in ``edit``: none of them leads on."""
    for text in TEXTS_TO_TRY:
        paste(edit, text)
        stood = edit.text()
        first.on()
        assert first.wizard.step is step, text[:40]
        assert field.error.isVisible()
        assert edit.text() == stood


# the roll call ------------------------------------------------------------------------------------


def test_the_field_of_the_roll_call_finds_what_it_finds(desk: LiveDesk, archive: Archive) -> None:
    archive.let_in(archive.add("Giulia", "Ferrero", "flex"))
    calling = desk.desk.roll_call
    desk.wait_for(lambda: calling._known is not None and len(calling._known.inside) == 1)
    desk.press(Qt.Key.Key_F12)
    page = calling.page
    assert page is not None
    for text in TEXTS_TO_TRY:
        line = page.footer.field.line
        paste(line, text)
        assert len(line.text()) >= len(text.replace("\r\n", "\n").strip()) // 2
        desk.press(Qt.Key.Key_Return)
        assert calling.showing
    assert archive.inside() == {"Giulia Ferrero"}
    page.clear_field()
    desk.wait_for(lambda: any(row.listed for column in page.columns for row in column.rows))


# a visit ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["day", "starts", "ends"])
def test_a_day_and_hours_of_a_visit(desk: LiveDesk, name: str) -> None:
    desk.window.resize(1280, 720)
    desk.window.go_to("today")
    for text in (*TEXTS_TO_TRY, "01/01/2020", "24:30"):
        if not desk.window.dialog_open():
            desk.page.announce_asked.emit()
        dialog = desk.dialog(AnnounceDialog)
        paste(edit_of(dialog.given), "Paolo")
        edit_of(dialog.day).setText("25/12/2031")
        edit_of(dialog.starts).setText("10:00")
        edit_of(dialog.ends).setText("11:00")
        field: Field = getattr(dialog, name)
        stood = put(field, text)
        dialog.accept()
        it_is_said(field, [dialog.day, dialog.starts, dialog.ends], stood)
        desk.wait_for(partial(is_whole, field))
    put(field, {"day": "26/12/2031", "starts": "9", "ends": "23.45"}[name])
    desk.press(Qt.Key.Key_F2)
    desk.wait_for(lambda: not dialog.is_open())


def is_whole(field: Field) -> bool:
    """Whether all lines of the sentence are to be seen."""
    return field.error.height() >= field.error.heightForWidth(field.error.width())
