"""The page of one person: read, shown, and what is asked of it done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from uuid import UUID

from PySide6.QtCore import Signal

from askadesk.core.changes import Changes
from askadesk.core.errors import DeskError
from askadesk.core.i18n import _
from askadesk.people.rows import (
    CardRow,
    ConsentRow,
    MergedRow,
    MovementRow,
    PersonPage,
    PresenceYear,
    RightRow,
)
from askadesk.presence.rows import FoundPerson
from askadesk.services import Services
from ui.dialogs.bar import BarAsked, BarDialog
from ui.dialogs.consent import ConsentAsked, ConsentDialog
from ui.dialogs.merge import MergeAsked, MergeDialog
from ui.dialogs.movements import MovementsDialog
from ui.dialogs.replace_card import ReplaceCardDialog
from ui.operations.base import Bench, Operations
from ui.operations.forms import Forms
from ui.operations.held_plans import HeldPlanOperations
from ui.operations.places import Places
from ui.pages.person.identity import active_card
from ui.pages.person.page import KEY, OnePersonPage

CONCERNS = (
    "person",
    "organisation",
    "visit",
    "pass",
    "membership",
    "charge",
    "credential",
    "pause",
    "merge",
    "consent",
)
"""The kinds of changes that the page shows."""
ALL_MOVEMENTS = 1_000


@dataclass(frozen=True, slots=True)
class LedgerRead:
    """The movements of one right."""

    right: RightRow
    rows: tuple[MovementRow, ...]


class PersonOperations(Operations):
    """Serves the page: reads it when it is opened and when something in it changed."""

    card_asked = Signal(object)
    edit_asked = Signal(object)
    organisation_opened = Signal(object)
    let_in_asked = Signal(object)
    let_out_asked = Signal(object)

    def __init__(self, bench: Bench, page: OnePersonPage, places: Places) -> None:
        super().__init__(bench)
        self._page, self._places = page, places
        self.forms, self.plans = Forms(bench), HeldPlanOperations(bench)
        self._person: UUID | None = None
        self._opening = self._stale = False
        self._year: int | None = None
        self._merging: MergeDialog | None = None
        self._last_merge: UUID | None = None
        self._undo_for: UUID | None = None
        self._replacing: ReplaceCardDialog | None = None
        self._movements: MovementsDialog | None = None
        self._wire()

    def _wire(self) -> None:
        page = self._page
        page.back_asked.connect(self._places.back)
        page.print_card_asked.connect(self.card_asked)
        page.replace_card_asked.connect(self._ask_card)
        page.edit_asked.connect(self.edit_asked)
        page.organisation_asked.connect(self._organisation)
        page.presence_asked.connect(self._presence)
        page.give_asked.connect(self._give)
        page.right_chosen.connect(self._show_right)
        page.movements_asked.connect(self._ask_movements)
        page.right_action.connect(self.plans.act)
        page.year_asked.connect(self._ask_year)
        page.consent_chosen.connect(self._ask_consent)
        page.undo_merge_asked.connect(self._undo_merge)
        page.action_chosen.connect(self._action)
        self.bench.window.section_changed.connect(self._section_changed)

    # reading -------------------------------------------------------------------------------------

    def open(self, person: object) -> None:
        """Show the page of ``person`` (UUID)."""
        if isinstance(person, UUID) and self.is_open:
            self._person, self._year, self._opening = person, None, True
            self._read()

    def _read(self) -> None:
        if self._person is not None and self.is_open:
            self._stale = False
            call = partial(_read, self.services, self._person, self._year)
            self.bench.runner.run(call, done=self._show, failed=self.refused)

    def _show(self, page: PersonPage) -> None:
        self._person = page.id
        self._page.show_person(page)
        shown = self._page.rights.right
        if shown is not None and shown.id != page.ledger_of:
            self._show_right(shown)
        if self._opening:
            self._opening = False
            self._places.go_in(KEY)

    def changed(self, changes: Changes) -> None:
        """Read again if ``changes`` concern the page that shows; later if it does not show."""
        if self._person is None or not changes.touches(*CONCERNS):
            return
        self._stale = True
        if self.bench.window.shown == KEY:
            self._read()

    def spoken(self) -> None:
        """The language changed: names of products and days are read again."""
        self._stale = True
        if self.bench.window.shown == KEY:
            self._read()

    def _section_changed(self, key: str) -> None:
        if key == KEY and self._stale:
            self._read()

    def _show_right(self, right: RightRow) -> None:
        if right.units is not None:
            call = partial(_ledger, self.services, right)
            self.bench.runner.run(call, done=self._right_read, failed=self.refused)

    def _right_read(self, read: LedgerRead) -> None:
        page = self._page.page
        if page is not None and read.right in page.rights:
            shown = replace(
                page, ledger=read.rows, ledger_of=read.right.id, movements=len(read.rows)
            )
            self._page.show_person(shown)

    def _ask_movements(self, right: RightRow) -> None:
        call = partial(_ledger, self.services, right)
        self.bench.runner.run(call, done=self._show_movements, failed=self.refused)

    def _show_movements(self, read: LedgerRead) -> None:
        self._movements = MovementsDialog(read.right.name, read.rows, read.right.unit)
        self._movements.closed.connect(self.bench.window.ready)
        self._movements.open_over(self.bench.window)

    def _ask_year(self, year: int) -> None:
        if self._person is not None:
            self._year = year
            call = partial(self.services.people.presences, self._person, year)
            self.bench.runner.run(call, done=self._year_read, failed=self.refused)

    def _year_read(self, year: PresenceYear) -> None:
        page = self._page.page
        if page is not None:
            self._page.show_person(replace(page, presences=year))

    # where else ----------------------------------------------------------------------------------

    def _organisation(self, name: str) -> None:
        call = partial(_organisation, self.services, name)
        self.bench.runner.run(call, done=self._organisation_found, failed=self.refused)

    def _organisation_found(self, found: UUID | None) -> None:
        if found is not None:
            self.organisation_opened.emit(found)

    def _presence(self, page: PersonPage) -> None:
        inside = page.inside_since is not None
        (self.let_out_asked if inside else self.let_in_asked).emit(page.id)

    def _give(self, page: PersonPage) -> None:
        self.plans.give(page.name, person=page.id)

    # what is done --------------------------------------------------------------------------------

    def _action(self, key: str, page: PersonPage) -> None:
        people = self.services.people
        done: dict[str, Callable[[], None]] = {
            "bar": partial(self._bar, page),
            "unbar": partial(self._run, partial(people.lift_bar, page.id), self._lifted),
            "archive": partial(self._archive, page),
            "restore": partial(self._run, partial(people.bring_back, page.id), self._restored),
            "merge": partial(self._merge, page),
        }
        done[key]()

    def _run(self, call: Callable[[], object], done: Callable[[object], None]) -> None:
        self.bench.runner.run(call, done=done, failed=self.refused)

    def _bar(self, page: PersonPage) -> None:
        act = partial(_bar, self.services, page.id)
        self._undo_for = page.id
        self.forms.ask(BarDialog(page.name), act, self._barred)

    def _barred(self, _nothing: object) -> None:
        words = _("Not let in from now on")
        self.bench.window.toasts.say(
            words, icon="circle-x", action=_("Undo"), act=self._take_bar_back
        )

    def _take_bar_back(self) -> None:
        if self._undo_for is not None:
            self._run(partial(self.services.people.lift_bar, self._undo_for), self._lifted)

    def _lifted(self, _nothing: object) -> None:
        self.bench.window.toasts.say(_("Let in again from now on"))

    def _archive(self, page: PersonPage) -> None:
        self._undo_for = page.id
        self._run(partial(self.services.people.archive, page.id), self._archived)

    def _archived(self, _nothing: object) -> None:
        self.bench.window.toasts.say(
            _("Archived: no longer in the list"),
            icon="package",
            action=_("Undo"),
            act=self._take_archive_back,
        )

    def _take_archive_back(self) -> None:
        if self._undo_for is not None:
            self._run(partial(self.services.people.bring_back, self._undo_for), self._restored)

    def _restored(self, _nothing: object) -> None:
        self.bench.window.toasts.say(_("Back in the list"))

    # consents and cards --------------------------------------------------------------------------

    def _ask_consent(self, row: ConsentRow) -> None:
        page = self._page.page
        if page is not None and page.archived_at is None:
            act = partial(_consent, self.services, page.id)
            self.forms.ask(ConsentDialog(page.name, row), act, self._consented)

    def _consented(self, _nothing: object) -> None:
        self.bench.window.toasts.say(_("Consent written down"), icon="shield-check")

    def _ask_card(self, page: PersonPage) -> None:
        card = active_card(page)
        if card is None:
            return
        dialog = self._replacing = ReplaceCardDialog(page.name, card)
        dialog.replaced.connect(self._replace_card)
        dialog.stopped.connect(self._stop_card)
        dialog.closed.connect(self.bench.window.ready)
        dialog.open_over(self.bench.window)

    def _replace_card(self, card: CardRow) -> None:
        self._run(partial(self.services.access.replace, card.id), self._card_replaced)

    def _card_replaced(self, _credential: object) -> None:
        self.bench.window.toasts.say(_("The lost card is stopped, a new one is ready"))
        if self._person is not None:
            self.card_asked.emit(self._person)

    def _stop_card(self, card: CardRow) -> None:
        self._run(partial(self.services.access.lose, card.id), self._card_stopped)

    def _card_stopped(self, _nothing: object) -> None:
        self.bench.window.toasts.say(_("The card is stopped"), icon="id-card")

    # merging -------------------------------------------------------------------------------------

    def _merge(self, page: PersonPage) -> None:
        dialog = self._merging = MergeDialog(page)
        dialog.searched.connect(self._search_other)
        dialog.compared.connect(self._read_other)
        self.forms.ask(dialog, partial(_merge, self.services), self._merged)

    def _search_other(self, text: str) -> None:
        call = partial(_search, self.services, text)
        self.bench.runner.run(call, done=self._show_hits, failed=self.refused)

    def _show_hits(self, found: tuple[str, tuple[FoundPerson, ...]]) -> None:
        if self._merging is not None and self._merging.is_open():
            self._merging.show_found(*found)

    def _read_other(self, person: UUID) -> None:
        call = partial(self.services.people.page, person)
        self.bench.runner.run(call, done=self._show_other, failed=self.refused)

    def _show_other(self, page: PersonPage) -> None:
        if self._merging is not None and self._merging.is_open():
            self._merging.show_other(page)

    def _merged(self, done: tuple[UUID, UUID]) -> None:
        self._last_merge, kept = done
        self.bench.window.toasts.say(
            _("The two records are one"), action=_("Undo"), act=self._take_merge_back
        )
        self._person = kept
        self._read()

    def _take_merge_back(self) -> None:
        if self._last_merge is not None:
            self._run(partial(self.services.people.undo_merge, self._last_merge), self._taken_apart)

    def _undo_merge(self, row: MergedRow) -> None:
        self._run(partial(self.services.people.undo_merge, row.merge), self._taken_apart)

    def _taken_apart(self, _nothing: object) -> None:
        self._last_merge = None
        self.bench.window.toasts.say(_("Two records again"), icon="undo-2")

    def refused(self, error: DeskError) -> None:
        """Show why something could not be done; the page stays."""
        self._opening = False
        super().refused(error)


# On the database worker: no Qt below this line.


def _read(services: Services, person: UUID, year: int | None) -> PersonPage:
    page = services.people.page(person)
    if year is None or year == page.presences.year:
        return page
    return replace(page, presences=services.people.presences(page.id, year))


def _ledger(services: Services, right: RightRow) -> LedgerRead:
    hub = services.hub.row()
    rows = services.plans.ledger(right.id, ALL_MOVEMENTS)
    return LedgerRead(
        right,
        tuple(
            MovementRow(
                hub.local(row.at),
                str(row.kind),
                row.delta,
                row.balance_after,
                reason=row.reason or "",
                of_booking=row.booking is not None,
            )
            for row in rows
        ),
    )


def _organisation(services: Services, name: str) -> UUID | None:
    found = services.organisations.find(name, 8)
    same = [one for one in found if one.name == name]
    return same[0].id if same else None


def _bar(services: Services, person: UUID, asked: BarAsked) -> None:
    services.people.bar(person, asked.reason, asked.until)


def _consent(services: Services, person: UUID, asked: ConsentAsked) -> None:
    if asked.given:
        services.people.give_consent(person, asked.kind)
    else:
        services.people.withdraw_consent(person, asked.kind)


def _merge(services: Services, asked: MergeAsked) -> tuple[UUID, UUID]:
    return services.people.merge(asked.keep, asked.gone), asked.keep


def _search(services: Services, text: str) -> tuple[str, tuple[FoundPerson, ...]]:
    return text, services.reading.search(text)
