"""The page of an organisation: read, shown, and what is asked of it done."""

from __future__ import annotations

from datetime import date
from functools import partial
from uuid import UUID

from PySide6.QtCore import Signal

from askadesk.core.changes import Changes
from askadesk.core.errors import ChangedMeanwhile, DeskError, InputError
from askadesk.core.i18n import _
from askadesk.people.rows import MemberRow, OrganisationFields, OrganisationPage
from askadesk.presence.rows import FoundPerson
from askadesk.services import Services
from ui.dialogs.changed_meanwhile import ChangedMeanwhileDialog
from ui.dialogs.member import MemberAsked, MemberDialog, MemberEndDialog
from ui.dialogs.organisation import OrganisationDialog
from ui.operations.base import Bench, Operations
from ui.operations.forms import Forms
from ui.operations.held_plans import HeldPlanOperations
from ui.operations.places import Places
from ui.pages.organisation.page import KEY, OneOrganisationPage

CONCERNS = ("organisation", "person", "visit", "membership", "pass", "charge", "pause", "merge")
"""The kinds of changes that the page shows."""


class OrganisationOperations(Operations):
    """Serves the page of an organisation, and the dialog that writes one."""

    person_opened = Signal(object)

    def __init__(self, bench: Bench, page: OneOrganisationPage, places: Places) -> None:
        super().__init__(bench)
        self._page, self._places = page, places
        self.forms, self.plans = Forms(bench), HeldPlanOperations(bench)
        self._organisation: UUID | None = None
        self._today = date.max
        self._opening = self._stale = False
        self._dialog: OrganisationDialog | None = None
        self._member: MemberDialog | None = None
        self._choosing: ChangedMeanwhileDialog | None = None
        self._mine: OrganisationFields | None = None
        page.back_asked.connect(places.back)
        page.edit_asked.connect(self.edit)
        page.person_opened.connect(self.person_opened)
        page.add_member_asked.connect(self._add_member)
        page.end_member_asked.connect(self._end_member)
        page.give_asked.connect(self._give)
        page.right_action.connect(self.plans.act)
        page.action_chosen.connect(self._action)
        bench.window.section_changed.connect(self._section_changed)

    # reading -------------------------------------------------------------------------------------

    def open(self, organisation: object) -> None:
        """Show the page of ``organisation`` (UUID)."""
        if isinstance(organisation, UUID) and self.is_open:
            self._organisation, self._opening = organisation, True
            self._read()

    def _read(self) -> None:
        if self._organisation is not None and self.is_open:
            self._stale = False
            call = partial(_read, self.services, self._organisation)
            self.bench.runner.run(call, done=self._show, failed=self.refused)

    def _show(self, read: tuple[OrganisationPage, date]) -> None:
        page, self._today = read
        self._page.show_organisation(page, self._today)
        if self._opening:
            self._opening = False
            self._places.go_in(KEY)

    def changed(self, changes: Changes) -> None:
        """Read again if ``changes`` concern the page that shows; later if it does not show."""
        if self._organisation is not None and changes.touches(*CONCERNS):
            self.spoken()

    def spoken(self) -> None:
        """What shows is read again, at once or when the page is seen next."""
        self._stale = True
        if self.bench.window.shown == KEY:
            self._read()

    def _section_changed(self, key: str) -> None:
        if key == KEY and self._stale:
            self._read()

    # writing -------------------------------------------------------------------------------------

    def new(self) -> None:
        """Ask for an organisation that is not there yet."""
        if self.is_open:
            self._open_form(OrganisationDialog())

    def edit(self, page: object) -> None:
        """Put the data of ``page`` right."""
        if isinstance(page, OrganisationPage):
            self._open_form(OrganisationDialog(page))

    def _open_form(self, dialog: OrganisationDialog) -> None:
        self._dialog = dialog
        dialog.answered.connect(self._save)
        dialog.closed.connect(self._form_closed)
        dialog.open_over(self.bench.window)

    def _form_closed(self) -> None:
        self._dialog = None
        self.bench.window.ready()

    def _save(self, fields: OrganisationFields) -> None:
        dialog = self._dialog
        if dialog is None:
            return
        self._mine = fields
        known = dialog.page.id if dialog.page is not None else None
        call = partial(_save, self.services, known, fields, dialog.version)
        self.bench.runner.run(call, done=self._saved, failed=self._not_saved)

    def _saved(self, saved: UUID) -> None:
        is_new = self._dialog is not None and self._dialog.page is None
        if self._dialog is not None:
            self._dialog.finish()
        name = self._mine.name if self._mine is not None else ""
        self.bench.window.toasts.say(_("Saved: {name}").format(name=name), icon="building-2")
        if is_new:
            self.open(saved)

    def _not_saved(self, error: DeskError) -> None:
        dialog = self._dialog
        if dialog is None:
            self.refused(error)
        elif isinstance(error, InputError):
            dialog.complain(error)
        elif isinstance(error, ChangedMeanwhile) and error.version and error.differing:
            dialog.again()
            self._choosing = ChangedMeanwhileDialog(error, self._mine)
            self._choosing.chosen.connect(self._chosen)
            self._choosing.open_over(self.bench.window)
        else:
            dialog.again()
            self.refused(error)

    def _chosen(self, fields: object, version: int) -> None:
        if self._dialog is not None and isinstance(fields, OrganisationFields):
            self._dialog.take(fields, version)
            self._save(fields)

    # members and plans ---------------------------------------------------------------------------

    def _add_member(self, page: OrganisationPage) -> None:
        dialog = self._member = MemberDialog(page.fields.name, self._today)
        dialog.searched.connect(self._search)
        self.forms.ask(dialog, partial(_add_member, self.services, page.id), self._added)

    def _search(self, text: str) -> None:
        call = partial(_search, self.services, text)
        self.bench.runner.run(call, done=self._show_found, failed=self.refused)

    def _show_found(self, found: tuple[str, tuple[FoundPerson, ...]]) -> None:
        if self._member is not None and self._member.is_open():
            self._member.show_found(*found)

    def _added(self, _member: object) -> None:
        self.bench.window.toasts.say(_("Added to the organisation"), icon="user-check")

    def _end_member(self, row: MemberRow) -> None:
        page = self._page.page
        if page is not None:
            dialog = MemberEndDialog(row, page.fields.name, self._today)
            self.forms.ask(dialog, partial(_end_member, self.services, row.id), self._ended)

    def _ended(self, _nothing: object) -> None:
        self.bench.window.toasts.say(_("The last day is written down"), icon="user-check")

    def _give(self, page: OrganisationPage) -> None:
        self.plans.give(page.fields.name, organisation=page.id)

    def _action(self, key: str, page: OrganisationPage) -> None:
        if key == "give":
            self._give(page)
        elif key == "archive":
            call = partial(self.services.organisations.archive, page.id)
            self.bench.runner.run(call, done=self._archived, failed=self.refused)
        else:
            self._bring_back()

    def _archived(self, _nothing: object) -> None:
        self.bench.window.toasts.say(
            _("Archived: no longer in the list"),
            icon="package",
            action=_("Undo"),
            act=self._bring_back,
        )

    def _bring_back(self) -> None:
        if self._organisation is not None:
            call = partial(self.services.organisations.bring_back, self._organisation)
            self.bench.runner.run(call, done=self._restored, failed=self.refused)

    def _restored(self, _nothing: object) -> None:
        self.bench.window.toasts.say(_("Back in the list"))


# On the database worker: no Qt below this line.


def _read(services: Services, organisation: UUID) -> tuple[OrganisationPage, date]:
    return services.organisations.page(organisation), services.reading.now().date()


def _save(services: Services, known: UUID | None, fields: OrganisationFields, version: int) -> UUID:
    if known is None:
        return services.organisations.add(fields)
    services.organisations.change(known, fields, version)
    return known


def _search(services: Services, text: str) -> tuple[str, tuple[FoundPerson, ...]]:
    return text, services.reading.search(text)


def _add_member(services: Services, organisation: UUID, asked: MemberAsked) -> UUID:
    return services.organisations.add_member(
        organisation, asked.person, since=asked.since, until=asked.until, role=asked.role
    )


def _end_member(services: Services, member: UUID, until: date) -> None:
    services.organisations.end_member(member, until=until)
