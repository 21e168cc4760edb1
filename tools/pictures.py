"""What is done at the desk before each picture is taken."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from PySide6.QtWidgets import QLineEdit

from askadesk.people.rows import PeopleFilter, PersonFields
from askadesk.people.service import NewPerson
from tools.studio import MORNING, Studio
from ui.dialogs.give_plan import GivePlanDialog
from ui.dialogs.import_file import ImportDialog
from ui.dialogs.merge import MergeDialog
from ui.dialogs.pause import PauseDialog
from ui.dialogs.person import PersonDialog
from ui.dialogs.printing import PrintDialog
from ui.dialogs.replace_card import ReplaceCardDialog
from ui.operations import sheets
from ui.pages.settings.look import LookSection
from ui.theme import Mode

REGULAR = "Giulia Ferrero"
FILE = Path(__file__).parents[1] / "docs" / "examples" / "persone.csv"


# today -------------------------------------------------------------------------------------------


def nothing(studio: Studio) -> None:
    """The desk as it waits for the first card."""
    studio.settle()


def admitted(studio: Studio) -> None:
    """A carnet that lets its holder in."""
    studio.scan("carnet")


def refused(studio: Studio) -> None:
    """A carnet that is finished."""
    studio.scan("carnet")
    studio.scan("finished")


def team_full(studio: Studio) -> None:
    """A team whose seats are all taken."""
    studio.scan("carnet")
    studio.scan("team_full")


def announcing(studio: Studio) -> None:
    """A visit that is announced."""
    studio.desk.today.announce_asked.emit()


# rooms -------------------------------------------------------------------------------------------


def calendar(studio: Studio) -> None:
    """The day by spaces."""
    studio.press("Ctrl+2")


def booking(studio: Studio) -> None:
    """A booking for whoever was let in."""
    studio.scan("carnet")
    studio.press("Ctrl+B")


# people ------------------------------------------------------------------------------------------


def people(studio: Studio) -> None:
    """Everybody."""
    studio.press("Ctrl+3")


def selected(studio: Studio) -> None:
    """Twelve of them, selected."""
    people(studio)
    studio.press("Down")
    for _one in range(11):
        studio.press("Shift+Down")


def searched(studio: Studio) -> None:
    """A name with a slip in it."""
    people(studio)
    studio.press("Ctrl+F")
    studio.write("ferero")


def nobody(studio: Studio) -> None:
    """A search that finds nobody behind its filter."""
    people(studio)
    studio.click(studio.desk.people.page.filters.chips[PeopleFilter.TO_RENEW])
    studio.press("Ctrl+F")
    studio.write("elena cravero")


def palette(studio: Studio) -> None:
    """People and commands by name."""
    studio.press("Ctrl+K")
    studio.write("gi")


def page(studio: Studio) -> None:
    """The page of somebody who comes often."""
    people(studio)
    studio.desk.people.one.open(studio.person(REGULAR))


def edited(studio: Studio) -> None:
    """The same person in the dialog."""
    page(studio)
    studio.settle()
    studio.desk.people.person.edit_asked.emit(studio.desk.people.person.page)
    studio.one(PersonDialog)


def known_already(studio: Studio) -> None:
    """Somebody new who may be known."""
    people(studio)
    studio.press("Ctrl+N")
    dialog = studio.one(PersonDialog)
    studio.write("Giulia")
    studio.press("Return")
    studio.write("Ferero")
    studio.settle()
    dialog.repaint()


def given(studio: Studio) -> None:
    """A plan that is given."""
    page(studio)
    studio.settle()
    studio.desk.people.person.give_asked.emit(studio.desk.people.person.page)
    studio.one(GivePlanDialog)


def paused(studio: Studio) -> None:
    """A carnet that is to rest."""
    page(studio)
    studio.settle()
    rights = studio.desk.people.person.rights
    rights.picked.emit("pause", rights.right)
    dialog = studio.one(PauseDialog)
    words = {"it": "In viaggio", "en": "Travelling"}[studio.language]
    for name, said in (("starts", _day(1)), ("ends", _day(14)), ("reason", words)):
        control = dialog.fields[name].control
        assert isinstance(control, QLineEdit)
        control.setFocus()
        control.selectAll()
        studio.write(said)


def _day(later: int) -> str:
    return f"{MORNING + timedelta(days=later):%d/%m/%Y}"


def merged(studio: Studio) -> None:
    """Two records of one person."""
    twin = studio.services.people.add(NewPerson(PersonFields("Giulia", "Ferero")))
    page(studio)
    studio.settle()
    studio.desk.people.person.action_chosen.emit("merge", studio.desk.people.person.page)
    dialog = studio.one(MergeDialog)
    dialog.compared.emit(twin)


def lost(studio: Studio) -> None:
    """A card that was lost."""
    page(studio)
    studio.settle()
    studio.desk.people.person.replace_card_asked.emit(studio.desk.people.person.page)
    studio.one(ReplaceCardDialog)


def cards(studio: Studio) -> None:
    """Twelve cards on sheets."""
    selected(studio)
    studio.press("F2")
    dialog = studio.one(PrintDialog)
    if dialog.layouts.current != sheets.ON_SHEETS:
        dialog.layouts.picked.emit(sheets.ON_SHEETS)
    studio.settle()


def imported(studio: Studio) -> None:
    """A file before it is imported."""
    people(studio)
    studio.desk.people.importing.open_file(str(FILE))
    studio.one(ImportDialog)


# settings and the rest -----------------------------------------------------------------------------


def settings(section: str) -> Callable[[Studio], None]:
    """A section of the settings."""

    def draw(studio: Studio) -> None:
        studio.press("Ctrl+4")
        studio.desk.settings.page.go_to(section)
        studio.settle()

    return draw


def dark_on_trial(studio: Studio) -> None:
    """Another look, with its countdown."""
    settings("look")(studio)
    section = studio.one(LookSection)
    section.tiles.picked.emit(Mode.DARK.value)


def roll_call(studio: Studio) -> None:
    """Everybody inside, two of them out already."""
    studio.press("F12")
    for _one in range(2):
        studio.press("Space")


def first_language(studio: Studio) -> None:
    """The first question of the first run."""
    wizard = studio.desk.first_run.wizard
    assert wizard is not None
    wizard.language_picked.emit(studio.language)


def first_hub(studio: Studio) -> None:
    """The question about the hub."""
    first_language(studio)
    studio.press("F2")
    studio.press("F2")
    studio.write("Aska Torino")


def first_plans(studio: Studio) -> None:
    """The question about the plans."""
    first_hub(studio)
    studio.press("F2")


FROM_NOTHING = (first_language, first_hub, first_plans)
"""What is drawn of a desk whose archive holds nothing."""

OF_THE_GUIDE: dict[str, Callable[[Studio], None]] = {
    "calendario": calendar,
    "prenota": booking,
    "oggi": admitted,
    "no": refused,
    "trova": searched,
    "comandi": palette,
    "modifica": edited,
    "forse": known_already,
    "piano": given,
    "pausa": paused,
    "unisci": merged,
    "tessere": cards,
    "persa": lost,
    "stampanti": settings("printers"),
    "aspetto": dark_on_trial,
    "scanner": settings("scanner"),
    "archivio": settings("archive"),
    "piani": settings("plans"),
    "appello": roll_call,
    "importa": imported,
    "avvio-lingua": first_language,
    "avvio-sede": first_hub,
    "avvio-piani": first_plans,
}
"""Each picture of the guide, in both languages."""
