"""Nuova prenotazione and Modifica: the dialog, what it asks while one types, and the saving."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from uuid import UUID

from PySide6.QtCore import Signal

from askadesk.core.errors import ChangedMeanwhile, DeskError, InputError
from askadesk.core.i18n import _, day_weekday, ngettext
from askadesk.people.rows import OrganisationRow
from askadesk.rooms.errors import RuleBroken, SpaceTaken
from askadesk.rooms.rows import Booked, BookingRow, NewBooking
from askadesk.rooms.series_rows import Reach, SeriesRow
from askadesk.rooms.waiting_rows import WaitingRow
from askadesk.services import Services
from ui.dialogs.booking import BookingDialog
from ui.dialogs.booking_changed import BookingWords, differing
from ui.dialogs.booking_data import Answer, BookingWritten, Draft, Question
from ui.dialogs.booking_reach import ReachDialog
from ui.dialogs.changed_meanwhile import ChangedMeanwhileDialog
from ui.operations.base import Bench, Operations
from ui.operations.booking_work import (
    BookingStart,
    answered,
    draft_of,
    draft_of_new,
    in_line,
    saved,
    series_of,
    soon,
)
from ui.operations.presence import FoundFor
from ui.operations.taking_back import TakingBack

__all__ = ["BookingForm", "BookingStart"]

_MOST_HOUSES = 3


class BookingForm(Operations):
    """One dialog at a time. ``done`` carries the ``Booked`` once it is written."""

    done = Signal(object)
    waited = Signal(object)
    """Somebody was put in line for what is taken: their ``WaitingRow``."""

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench)
        self.back = TakingBack(bench)
        self._dialog: BookingDialog | None = None
        self._reach: ReachDialog | None = None
        self._choosing: ChangedMeanwhileDialog | None = None
        self._draft: Draft | None = None
        self._row: BookingRow | None = None
        self._latest: BookingWritten | None = None
        self._theirs: Draft | None = None

    @property
    def dialog(self) -> BookingDialog | None:
        """The dialog that is open."""
        return self._dialog

    # opening -------------------------------------------------------------------------------------

    def new(self, starting: BookingStart | None = None) -> None:
        """Ask for a new booking; without ``starting`` in the next hour, wherever there is room."""
        if self._free():
            call = partial(draft_of_new, self.services, starting)
            self.bench.runner.run(call, done=self._open, failed=self.refused)

    def new_for(self, person: UUID) -> None:
        """Ask for a new booking of ``person``."""
        if self._free():
            call = partial(_draft_for, self.services, person)
            self.bench.runner.run(call, done=self._open, failed=self.refused)

    def edit(self, row: object) -> None:
        """Change a booking (a ``BookingRow``); of a series it is asked first which dates are meant."""
        if not isinstance(row, BookingRow) or not self._free():
            return
        self._row = row
        if row.series is None:
            self._prepare(None)
        else:
            call = partial(series_of, self.services, row.id)
            self.bench.runner.run(call, done=self._ask_reach, failed=self.refused)

    def _free(self) -> bool:
        """Whether the archive is open and no dialog of ours is."""
        return self.is_open and self._dialog is None and self._reach is None

    def _ask_reach(self, series: SeriesRow | None) -> None:
        if self._row is None or not self._free():
            return
        if series is None:
            self._prepare(None)
            return
        dialog = ReachDialog(series, day_weekday(self._row.starts.date()))
        self._reach = dialog
        dialog.chosen.connect(self._prepare)
        dialog.closed.connect(self._reach_closed)
        dialog.open_over(self.bench.window)

    def _reach_closed(self) -> None:
        self._reach = None
        self.bench.window.ready()

    def _prepare(self, reach: object) -> None:
        assert reach is None or isinstance(reach, Reach)
        assert self._row is not None
        call = partial(draft_of, self.services, self._row.id, reach)
        self.bench.runner.run(call, done=self._open, failed=self.refused)

    def _open(self, draft: Draft) -> None:
        if self._dialog is not None:
            return
        if not draft.spaces:
            words = _("There is no space to book yet. Add the first one in the settings.")
            self.bench.window.toasts.say(words, icon="map-pin")
            return
        dialog = BookingDialog(draft)
        self._dialog, self._draft = dialog, draft
        dialog.saved.connect(self._save)
        dialog.asked.connect(self._ask)
        dialog.waited.connect(self._wait)
        dialog.holder_searched.connect(self._search_holder)
        dialog.guest_searched.connect(self._search_guest)
        dialog.closed.connect(self._closed)
        dialog.open_over(self.bench.window)

    def _closed(self) -> None:
        self._dialog = None
        self.bench.window.ready()

    # while typing --------------------------------------------------------------------------------

    def _ask(self, question: object) -> None:
        assert isinstance(question, Question)
        assert self._draft is not None
        call = partial(_answer, self.services, self._draft, question)
        self.bench.runner.run(call, done=self._show_answer, failed=self.refused)

    def _show_answer(self, answer: Answer) -> None:
        if self._dialog is not None:
            self._dialog.show_answer(answer)

    def _search_holder(self, text: str) -> None:
        call = partial(holders_of, self.services, text)
        self.bench.runner.run(call, done=self._show_holders, failed=self.refused)

    def _show_holders(self, found: tuple[FoundFor, tuple[OrganisationRow, ...]]) -> None:
        people, houses = found
        if self._dialog is not None:
            self._dialog.show_holders(people.text, people.people, houses)

    def _search_guest(self, text: str) -> None:
        call = partial(_people, self.services, text)
        self.bench.runner.run(call, done=self._show_guests, failed=self.refused)

    def _show_guests(self, found: FoundFor) -> None:
        if self._dialog is not None:
            self._dialog.show_guests(found.text, found.people)

    # saving --------------------------------------------------------------------------------------

    def _save(self, written: BookingWritten) -> None:
        assert self._draft is not None
        self._latest = written
        call = partial(saved, self.services, self._draft, written)
        self.bench.runner.run(call, done=self._saved, failed=self._not_saved)

    def _saved(self, booked: Booked) -> None:
        is_new = self._draft is not None and self._draft.row is None
        if self._dialog is not None:
            self._dialog.finish()
        self.back.say(_said(booked, is_new), booked)
        self.done.emit(booked)

    def _not_saved(self, error: DeskError) -> None:
        dialog = self._dialog
        if dialog is None:
            self.refused(error)
        elif isinstance(error, InputError):
            dialog.complain(error)
        elif isinstance(error, RuleBroken):
            dialog.refuse_breaches(error.breaches)
        elif isinstance(error, SpaceTaken):
            # The dialog shows who has it and what is free instead; nothing typed is lost.
            dialog.ask_again()
        elif isinstance(error, ChangedMeanwhile):
            dialog.again()
            self._compare(error)
        else:
            dialog.again()
            self.refused(error)

    def _wait(self, new: object) -> None:
        assert isinstance(new, NewBooking)
        call = partial(in_line, self.services, new)
        self.bench.runner.run(call, done=self._in_line, failed=self._not_in_line)

    def _in_line(self, row: WaitingRow) -> None:
        if self._dialog is not None:
            self._dialog.finish()
        self.waited.emit(row)

    def _not_in_line(self, error: DeskError) -> None:
        if error.code == "free_now" and self._dialog is not None:
            self._dialog.ask_again()
        else:
            self._not_saved(error)

    # two at one booking --------------------------------------------------------------------------

    def _compare(self, error: ChangedMeanwhile) -> None:
        assert self._draft is not None
        assert self._draft.row is not None
        call = partial(_compared, self.services, self._draft.row.id, error)
        self.bench.runner.run(call, done=self._choose, failed=self.refused)

    def _choose(self, found: tuple[ChangedMeanwhile, Draft]) -> None:
        error, theirs = found
        written, dialog = self._latest, self._dialog
        if written is None or dialog is None or theirs.row is None or self._draft is None:
            return
        self._theirs = theirs
        mine, stands = written.new, theirs.new
        error.theirs, error.version = stands, theirs.row.version
        error.differing = differing(stands, mine)
        if not error.differing:
            self._chosen(mine, theirs.row.version)
            return
        words = BookingWords(self._draft, theirs, dialog.fields.holder.holder)
        self._choosing = ChangedMeanwhileDialog(error, mine, words)
        self._choosing.chosen.connect(self._chosen)
        self._choosing.open_over(self.bench.window)

    def _chosen(self, new: object, version: int) -> None:
        written = self._latest
        if written is None or not isinstance(new, NewBooking):
            return
        if self._dialog is not None and self._theirs is not None:
            # Whoever it is for now: theirs, or the one who was chosen here.
            theirs = (self._theirs.new.person, self._theirs.new.organisation)
            same = (new.person, new.organisation) == theirs
            mine = self._dialog.fields.holder.holder
            self._dialog.take(new, self._theirs.holder if same else mine, version)
        self._save(replace(written, new=new, version=version))


def _said(booked: Booked, is_new: bool) -> str:
    count = len(booked.bookings)
    if not is_new:
        return ngettext("The booking is changed", "{count} dates are changed", count).format(
            count=count
        )
    return ngettext("The booking is made", "{count} dates are booked", count).format(count=count)


# On the database worker: no Qt below this line.


def _draft_for(services: Services, person: UUID) -> Draft:
    return draft_of_new(services, soon(services, person))


def _answer(services: Services, draft: Draft, question: Question) -> Answer:
    try:
        return answered(services, draft, question)
    except InputError as error:
        return Answer(question, error=error)


def holders_of(services: Services, text: str) -> tuple[FoundFor, tuple[OrganisationRow, ...]]:
    """Who is called so: people and organisations."""
    houses = services.organisations.find(text, _MOST_HOUSES) if text.strip() else ()
    return _people(services, text), houses


def _people(services: Services, text: str) -> FoundFor:
    return FoundFor(text, services.reading.search(text))


def _compared(
    services: Services, booking: UUID, error: ChangedMeanwhile
) -> tuple[ChangedMeanwhile, Draft]:
    return error, draft_of(services, booking, None)
