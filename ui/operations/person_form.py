"""Nuova persona and Modifica: the dialog, what it asks while one types, and the saving."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog

from askadesk.core.errors import ChangedMeanwhile, DeskError, InputError
from askadesk.core.i18n import _, language
from askadesk.people.rows import Likeness, PersonFields, PersonPage
from askadesk.people.service import NewPerson
from askadesk.plans.rows import Offer
from askadesk.services import Services
from db.values import ConsentKind
from ui.dialogs.changed_meanwhile import ChangedMeanwhileDialog
from ui.dialogs.person import NOTICE, PersonDialog, PersonWritten
from ui.dialogs.photo import PhotoDialog
from ui.operations.base import Bench, Operations
from ui.tasks import Work
from ui.widgets.photo_picker import read_photo


@dataclass(frozen=True, slots=True)
class Saved:
    """Who was saved, and what is to happen next."""

    person: UUID
    name: str
    is_new: bool
    let_in: bool
    print_card: bool


@dataclass(frozen=True, slots=True)
class Prepared:
    """What the dialog shows beside the person: what can be given, and the notice that holds."""

    offers: tuple[Offer, ...]
    notice: str


class PersonFormOperations(Operations):
    """One dialog at a time. Signals carry the person (UUID) and say what comes after it."""

    card_asked = Signal(object)
    let_in_asked = Signal(object)
    person_opened = Signal(object)

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench)
        self._dialog: PersonDialog | None = None
        self._choosing: ChangedMeanwhileDialog | None = None
        self._photo: PhotoDialog | None = None
        self._page: PersonPage | None = None
        self._latest: PersonWritten | None = None
        self._name = ""

    @property
    def dialog(self) -> PersonDialog | None:
        """The dialog that is open."""
        return self._dialog

    # opening -------------------------------------------------------------------------------------

    def new(self, name: str = "") -> None:
        """Ask for someone new; ``name`` is what was typed so far."""
        if self.is_open and self._dialog is None:
            self._page, self._name = None, name
            self._prepare()

    def edit(self, page: object) -> None:
        """Put the data of ``page`` (a ``PersonPage``) right."""
        if isinstance(page, PersonPage) and self.is_open and self._dialog is None:
            self._page, self._name = page, ""
            self._prepare()

    def _prepare(self) -> None:
        call = partial(_prepared, self.services, self._page is None)
        self.bench.runner.run(call, done=self._open, failed=self.refused)

    def _open(self, prepared: Prepared) -> None:
        if self._dialog is not None:
            return
        dialog = PersonDialog(self._page, prepared.offers, name=self._name, notice=prepared.notice)
        self._dialog = dialog
        dialog.saved.connect(self._save)
        dialog.alike_asked.connect(self._ask_alike)
        dialog.organisation_searched.connect(self._search_organisation)
        dialog.person_opened.connect(self.person_opened)
        dialog.photo_file_asked.connect(self._ask_file)
        dialog.photo_camera_asked.connect(self._ask_camera)
        dialog.closed.connect(self._closed)
        dialog.open_over(self.bench.window)

    def _closed(self) -> None:
        self._dialog = None
        self.bench.window.ready()

    # while typing --------------------------------------------------------------------------------

    def _ask_alike(self, fields: PersonFields) -> None:
        but_not = self._page.id if self._page is not None else None
        call = partial(_alike, self.services, fields, but_not)
        self.bench.runner.run(call, done=self._show_alike, failed=self.refused)

    def _show_alike(self, found: tuple[PersonFields, tuple[Likeness, ...]]) -> None:
        if self._dialog is not None:
            self._dialog.show_alike(*found)

    def _search_organisation(self, text: str) -> None:
        call = partial(_organisations, self.services, text)
        self.bench.runner.run(call, done=self._show_organisations, failed=self.refused)

    def _show_organisations(self, found: tuple[str, tuple[str, ...]]) -> None:
        if self._dialog is not None:
            self._dialog.show_organisations(*found)

    # photos --------------------------------------------------------------------------------------

    def _ask_file(self) -> None:
        ask = QFileDialog(
            self.bench.window, _("Portrait"), "", _("Pictures (*.jpg *.jpeg *.png *.webp)")
        )
        ask.setFileMode(QFileDialog.FileMode.ExistingFile)
        ask.fileSelected.connect(self.take_file)
        ask.finished.connect(ask.deleteLater)
        ask.open()

    def take_file(self, path: str) -> None:
        """Show the picture at ``path`` as the portrait."""
        self.bench.runner.start(partial(_photo, path), done=self._show_photo, failed=self.refused)

    def _ask_camera(self) -> None:
        name = self._page.name if self._page is not None else ""
        self._photo = PhotoDialog(name)
        self._photo.taken.connect(self._show_photo)
        self._photo.open_over(self.bench.window)
        self._photo.start()

    def _show_photo(self, photo: bytes) -> None:
        if self._dialog is not None:
            self._dialog.show_photo(photo)

    # saving --------------------------------------------------------------------------------------

    def _save(self, written: PersonWritten) -> None:
        self._latest = written
        call = partial(_save, self.services, written)
        self.bench.runner.run(call, done=self._saved, failed=self._not_saved)

    def _saved(self, saved: Saved) -> None:
        if self._dialog is not None:
            self._dialog.finish()
        words = _("{name} is in the list") if saved.is_new else _("Saved: {name}")
        self.bench.window.toasts.say(words.format(name=saved.name), icon="user-check")
        if saved.let_in:
            self.let_in_asked.emit(saved.person)
        elif saved.is_new:
            self.person_opened.emit(saved.person)
        if saved.print_card:
            self.card_asked.emit(saved.person)

    def _not_saved(self, error: DeskError) -> None:
        dialog = self._dialog
        if dialog is None:
            self.refused(error)
        elif isinstance(error, InputError):
            dialog.complain(error)
        elif isinstance(error, ChangedMeanwhile) and error.version and error.theirs is not None:
            dialog.again()
            self._choose(error)
        else:
            dialog.again()
            self.refused(error)

    def _choose(self, error: ChangedMeanwhile) -> None:
        assert self._latest is not None
        mine = self._latest.fields
        if not error.differing:
            # Both wrote the same: there is nothing to choose.
            self._chosen(mine, error.version or 0)
            return
        self._choosing = ChangedMeanwhileDialog(error, mine)
        self._choosing.chosen.connect(self._chosen)
        self._choosing.open_over(self.bench.window)

    def _chosen(self, fields: object, version: int) -> None:
        if self._latest is not None and isinstance(fields, PersonFields):
            if self._dialog is not None:
                self._dialog.take(fields, version)
            self._save(replace(self._latest, fields=fields, version=version))


# On the database worker: no Qt below this line.


def _prepared(services: Services, is_new: bool) -> Prepared:
    spoken = [one for one in services.people.notices() if one.language == language()]
    rules = [one.version for one in spoken if one.kind is ConsentKind.HOUSE_RULES]
    return Prepared(services.plans.offers() if is_new else (), rules[0] if rules else NOTICE)


def _alike(
    services: Services, fields: PersonFields, but_not: UUID | None
) -> tuple[PersonFields, tuple[Likeness, ...]]:
    return fields, services.search.alike(fields, 3, but_not)


def _organisations(services: Services, text: str) -> tuple[str, tuple[str, ...]]:
    return text, tuple(one.name for one in services.organisations.find(text, 6))


def _photo(path: str, _work: Work) -> bytes:
    return read_photo(path)


def _save(services: Services, written: PersonWritten) -> Saved:
    fields, person = written.fields, written.person
    if person is None:
        person = _add(services, written)
    else:
        services.people.change(person, fields, written.version)
        _say_consents(services, person, written)
    if written.photo is not None:
        services.people.set_photo(person, written.photo, "image/jpeg")
    name = f"{fields.given} {fields.family}".strip()
    return Saved(person, name, written.person is None, written.let_in, written.print_card)


def _add(services: Services, written: PersonWritten) -> UUID:
    """Write someone new; with a plan or a card, all of it in one transaction."""
    given = tuple(kind for kind, on in written.consents.items() if on)
    new = NewPerson(written.fields, given, language())
    if written.plan or written.print_card:
        return services.people.walk_in(new, written.plan or None).person
    return services.people.add(new)


def _say_consents(services: Services, person: UUID, written: PersonWritten) -> None:
    for kind, given in written.consents.items():
        assert isinstance(kind, ConsentKind)
        if given:
            services.people.give_consent(person, kind)
        else:
            services.people.withdraw_consent(person, kind)
