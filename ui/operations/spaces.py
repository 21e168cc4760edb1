"""The spaces in the settings: what the section shows, and what is saved from it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from uuid import UUID

from askadesk.core.changes import Changes
from askadesk.core.errors import DeskError, InputError
from askadesk.core.i18n import _
from askadesk.hubs.rows import NewClosure, Touched, Touches
from askadesk.plans.rows import ProductRow
from askadesk.rooms.rows import BookingRow, SpaceFields, SpacePriceRow, SpaceRow, SpaceTouched
from askadesk.services import Services
from db.values import Money, ProductKind
from ui.dialogs.confirm import ConfirmDialog
from ui.dialogs.touched import TouchedDialog
from ui.operations.base import Bench, Operations
from ui.pages.settings.spaces import SpacePage, SpacesSection

CONCERNS = ("space", "product")


@dataclass(frozen=True, slots=True)
class SpaceShelf:
    """Every space in use, what an hour of each costs everybody today, and those put away."""

    rows: tuple[SpaceRow, ...]
    hours: Mapping[UUID, Money]
    away: tuple[SpaceRow, ...]


class SpaceOperations(Operations):
    """Serves the section: ``section`` is made here and belongs to the settings page."""

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench)
        self.section = SpacesSection()
        self._dialog: TouchedDialog | ConfirmDialog | None = None
        self._of: SpaceRow | None = None
        self._closure: NewClosure | None = None
        self._fields: SpaceFields | None = None
        self._new: UUID | None = None
        section = self.section
        section.asked.connect(self.read)
        section.space_asked.connect(self.read_space)
        section.panel.save_asked.connect(self._save)
        section.panel.add_asked.connect(self._add)
        section.panel.archive_asked.connect(self._ask_archive)
        section.panel.restore_asked.connect(self._restore)
        section.times.save_asked.connect(self._save_times)
        section.prices.add_asked.connect(self._add_price)
        section.closures.add_asked.connect(self._close)
        section.closures.remove_asked.connect(self._reopen)

    # reading -------------------------------------------------------------------------------------

    def changed(self, changes: Changes) -> None:
        """Read again what another window or desk changed, while the section is seen."""
        if changes.touches(*CONCERNS) and self.section.isVisible():
            self.read()

    def read(self) -> None:
        """Read the list."""
        if self.is_open:
            call = partial(_shelf, self.services)
            self.bench.runner.run(call, done=self._read, failed=self.refused)

    def _read(self, shelf: SpaceShelf) -> None:
        wanted, self._new = self._new, None
        self.section.show_spaces(shelf.rows, shelf.hours, wanted, shelf.away)

    def read_space(self, space: object) -> None:
        """Read one space for the panels."""
        if self.is_open and isinstance(space, UUID):
            call = partial(_page, self.services, space)
            self.bench.runner.run(call, done=self.section.show_space, failed=self.refused)

    # the space itself ----------------------------------------------------------------------------

    def _save(self, row: object, fields: object) -> None:
        assert isinstance(row, SpaceRow)
        assert isinstance(fields, SpaceFields)
        call = partial(self.services.spaces.change, row.id, row.version, fields)
        self.bench.runner.run(call, done=self._space_saved, failed=self._not_saved)

    def _space_saved(self, _nothing: object) -> None:
        self.section.panel.saved()
        self._saved(None)

    def _saved(self, _nothing: object) -> None:
        self._tell(_("Saved. What is booked stays as it was booked."), "door-open")

    def _add(self, fields: object, desks: int, parts: object) -> None:
        assert isinstance(fields, SpaceFields)
        assert isinstance(parts, tuple)
        call = partial(self.services.spaces.add, fields, desks=desks, parts=parts)
        self.bench.runner.run(call, done=self._added, failed=self._not_saved)

    def _added(self, space: UUID) -> None:
        self.section.added(space)
        self._new = space
        self._tell(_("The space can be booked."), "door-open")

    def _not_saved(self, error: DeskError) -> None:
        if isinstance(error, InputError) and error.field:
            self.section.complain(error)
        else:
            self.refused(error)

    def _tell(self, words: str, icon: str) -> None:
        self.bench.window.toasts.say(words, icon=icon)
        self.read()

    def _ask_archive(self, row: object) -> None:
        assert isinstance(row, SpaceRow)
        self._of = row
        dialog = ConfirmDialog(
            _("Put {space} away?").format(space=row.name),
            _(
                "It leaves the calendar and cannot be booked any more. What was booked stays written."
            ),
            verb=_("Put away"),
            safe=_("Leave it"),
        )
        dialog.confirmed.connect(self._archive)
        self._open(dialog)

    def _archive(self) -> None:
        if self._of is not None:
            call = partial(self.services.spaces.archive, self._of.id, self._of.version)
            self.bench.runner.run(call, done=self._archived, failed=self.refused)

    def _archived(self, _nothing: object) -> None:
        self._tell(_("The space is put away."), "door-closed")

    def _restore(self, row: object) -> None:
        assert isinstance(row, SpaceRow)
        call = partial(self.services.spaces.restore, row.id, row.version)
        self.bench.runner.run(call, done=self._restored, failed=self.refused)

    def _restored(self, _nothing: object) -> None:
        self._tell(_("The space is back in use."), "door-open")

    def _open(self, dialog: TouchedDialog | ConfirmDialog) -> None:
        self._dialog = dialog
        dialog.closed.connect(self._closed)
        dialog.open_over(self.bench.window)

    def _closed(self) -> None:
        self._dialog = None
        self.bench.window.ready()

    # who and when --------------------------------------------------------------------------------

    def _save_times(self, row: object, fields: object) -> None:
        """Name first every booking that would not fit any more."""
        assert isinstance(row, SpaceRow)
        assert isinstance(fields, SpaceFields)
        self._of, self._fields = row, fields
        call = partial(self.services.spaces.touched_by_fields, row.id, fields)
        self.bench.runner.run(call, done=self._weigh_times, failed=self._not_saved)

    def _weigh_times(self, touched: SpaceTouched) -> None:
        if not touched:
            self._change()
            return
        assert self._of is not None
        rows = (*touched.closed, *touched.barred)
        dialog = TouchedDialog(_touches(rows), self._of.name, barred=len(touched.barred))
        dialog.confirmed.connect(self._change)
        self._open(dialog)

    def _change(self) -> None:
        if self._of is not None and self._fields is not None:
            space, version = self._of.id, self._of.version
            call = partial(self.services.spaces.change, space, version, self._fields)
            self.bench.runner.run(call, done=self._changed, failed=self._not_saved)

    def _changed(self, _nothing: object) -> None:
        self.section.times.saved()
        self._saved(None)

    # prices --------------------------------------------------------------------------------------

    def _add_price(self, price: object) -> None:
        assert isinstance(price, SpacePriceRow)
        space = self.section.space
        if space is not None:
            call = partial(self.services.spaces.add_price, space, price)
            self.bench.runner.run(call, done=self._priced, failed=self._not_saved)

    def _priced(self, _nothing: object) -> None:
        self.section.prices.forget()
        self._tell(_("Saved. What is booked keeps its price."), "tag")

    # closed days ---------------------------------------------------------------------------------

    def _close(self, closure: object) -> None:
        """Name first every booking that would find the space closed."""
        assert isinstance(closure, NewClosure)
        self._of, self._closure = self.section.panel.row, closure
        if self._of is not None:
            call = partial(self.services.spaces.touched_by, self._of.id, closure)
            self.bench.runner.run(call, done=self._weigh, failed=self._not_saved)

    def _weigh(self, touched: tuple[BookingRow, ...]) -> None:
        if not touched:
            self._carry_out()
            return
        assert self._of is not None
        dialog = TouchedDialog(_touches(touched), space=self._of.name)
        dialog.confirmed.connect(self._carry_out)
        self._open(dialog)

    def _carry_out(self) -> None:
        if self._of is not None and self._closure is not None:
            call = partial(self.services.spaces.close, self._of.id, self._closure)
            self.bench.runner.run(call, done=self._shut, failed=self._not_saved)

    def _shut(self, _closure: object) -> None:
        self.section.closures.forget()
        self._tell(_("Written down: it cannot be booked on those days."), "calendar-off")

    def _reopen(self, closure: object) -> None:
        assert isinstance(closure, UUID)
        call = partial(self.services.spaces.reopen, closure)
        self.bench.runner.run(call, done=self._reopened, failed=self.refused)

    def _reopened(self, _nothing: object) -> None:
        self._tell(_("Open again on those days."), "calendar-check")


def _touches(rows: tuple[BookingRow, ...]) -> Touches:
    """The bookings as the dialog lists whom other hours concern."""
    touched = tuple(
        Touched(
            "booking",
            row.starts.date(),
            _("Private") if row.private else row.who or _("Nobody named"),
            ", ".join(row.space_names),
            row.starts,
            row.ends,
        )
        for row in rows
    )
    return Touches(touched, expected_in_all=len(touched))


# On the database worker: no Qt below this line.


def _shelf(services: Services) -> SpaceShelf:
    rows = services.spaces.spaces(archived=True)
    day = services.calendar.day(services.reading.now().date())
    hours = {one.space.id: one.price_hour for one in day.rows if one.price_hour is not None}
    in_use = tuple(one for one in rows if not one.archived)
    return SpaceShelf(in_use, hours, tuple(one for one in rows if one.archived))


def _page(services: Services, space: UUID) -> SpacePage:
    row, plans = services.spaces.space(space), services.plans.products()
    return SpacePage(
        row=row,
        prices=services.spaces.prices(space),
        closures=services.spaces.closures(space),
        plans=tuple((one.id, one.name) for one in plans),
        today=services.reading.now().date(),
        members=_members(services, plans, row.fields.plans or ()),
        week=services.hub.page().fields.week,
    )


def _members(
    services: Services, plans: Sequence[ProductRow], chosen: Sequence[UUID]
) -> tuple[tuple[UUID, str], ...]:
    """The plans a space can be kept for: memberships on offer, and those it is kept for already."""
    found = [one for one in plans if one.kind is ProductKind.MEMBERSHIP]
    if set(chosen) - {one.id for one in found}:
        found += [one for one in services.plans.products(retired=True) if one.id in chosen]
    return tuple((one.id, one.name) for one in found)
