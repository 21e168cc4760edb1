"""The list of people: read a page at a time, away from the window and from the scans.

There is never more than one page under way: while the list is scrolled fast, the pages that flew by
are not read at all. An answer is sent with the question that it answers.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from uuid import UUID

from askadesk.core.changes import Changes
from askadesk.people.rows import ListCounts, ListedOrganisation, ListedPerson
from askadesk.services import Services
from ui.operations.base import Bench, Operations
from ui.pages.people.model import PAGE
from ui.pages.people.page import SECTION, PeoplePage
from ui.pages.people.question import Question
from ui.tasks import Work

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
)
"""The kinds of changes that a row of the list shows."""


@dataclass(frozen=True, slots=True)
class PageRead:
    """One page of rows, and the question that it belongs to."""

    question: Question
    page: int
    rows: tuple[ListedPerson, ...] | tuple[ListedOrganisation, ...]


@dataclass(frozen=True, slots=True)
class Counted:
    """How many rows a question has."""

    question: Question
    counts: ListCounts


@dataclass(frozen=True, slots=True)
class Everyone:
    """Everybody whom a question finds."""

    question: Question
    people: tuple[UUID, ...]


class PeopleListOperations(Operations):
    """Serves the Persone page: what it wants to know is read, and what was read is shown."""

    def __init__(self, bench: Bench, page: PeoplePage) -> None:
        super().__init__(bench)
        self._page = page
        self._stale = False
        self._question: Question | None = None
        self._wanted: list[int] = []
        self._reading: tuple[Question, int] | None = None
        self._counting: Question | None = None
        self._recount = False
        self._uncounted: Question | None = None
        page.asked.connect(self.ask)
        page.recount_wanted.connect(self.count)
        page.pages_wanted.connect(self.want)
        page.everyone_asked.connect(self.everyone)
        bench.window.section_changed.connect(self._section_changed)

    # when ----------------------------------------------------------------------------------------

    def _section_changed(self, key: str) -> None:
        """The first time that the page shows, and when something changed while it did not."""
        if key != SECTION.key or not self.is_open:
            return
        if self._question is None:
            self._page.start()
        elif self._stale:
            self._refresh()

    def changed(self, changes: Changes) -> None:
        """Read again what shows, if ``changes`` concern it; later, if the page does not show."""
        if self._question is None or not changes.touches(*CONCERNS):
            return
        if self.bench.window.shown == SECTION.key:
            self._refresh()
        else:
            self._stale = True

    def _refresh(self) -> None:
        self._stale = False
        self._page.refresh()

    # reading -------------------------------------------------------------------------------------

    def ask(self, question: Question) -> None:
        """Read the first page of ``question``; once it shows, count it."""
        if self.is_open:
            self._question = self._uncounted = question
            self._wanted = [0]
            self._read_next()

    def count(self, question: Question) -> None:
        """Count ``question``; while a count is under way, once more after it."""
        if not self.is_open:
            return
        self._question = question
        if self._counting is not None:
            self._recount = True
            return
        self._counting, self._recount = question, False
        call = partial(_count, self.services, question)
        self.bench.runner.start(
            call, done=self._counted, failed=self.refused, ended=self._count_ended
        )

    def want(self, pages: list[int]) -> None:
        """Read ``pages`` of the question that is asked now, instead of those wanted before."""
        if self._question is not None and self.is_open:
            reading = self._reading
            self._wanted = [page for page in pages if (self._question, page) != reading]
            self._read_next()

    def everyone(self) -> None:
        """Read who all of the question is."""
        if self._question is not None and self.is_open:
            call = partial(_everyone, self.services, self._question)
            self.bench.runner.start(call, done=self._everyone, failed=self.refused)

    def _everyone(self, everyone: Everyone) -> None:
        self._page.show_everyone(everyone.question, everyone.people)

    def _read_next(self) -> None:
        if self._reading is not None or not self._wanted or self._question is None:
            return
        page = self._wanted.pop(0)
        self._reading = self._question, page
        call = partial(_page, self.services, self._question, page)
        self.bench.runner.start(call, done=self._read, failed=self.refused, ended=self._read_ended)

    def _read(self, read: PageRead) -> None:
        if read.page:
            self._page.show_page(read.question, read.page, read.rows)
        else:
            self._page.show_first(read.question, read.rows)
        if read.question == self._uncounted:
            # Counting takes longer than reading a page, and the rows are what is looked at.
            self._uncounted = None
            self.count(read.question)

    def _read_ended(self) -> None:
        self._reading = None
        self._read_next()

    def _counted(self, counted: Counted) -> None:
        self._page.show_counts(counted.question, counted.counts)

    def _count_ended(self) -> None:
        self._counting = None
        if self._recount and self._question is not None:
            self.count(self._question)


# In the pool, on a connection of its own: no widgets below this line.


def _page(services: Services, question: Question, page: int, _work: Work) -> PageRead:
    first = page * PAGE
    if question.organisations:
        houses = services.listing.organisations(question.query.text, first, PAGE)
        return PageRead(question, page, houses)
    return PageRead(question, page, services.listing.page(question.query, first, PAGE))


def _count(services: Services, question: Question, _work: Work) -> Counted:
    counts = services.listing.counts(question.query)
    if question.organisations:
        # Few enough to be counted by reading them: only their names are searched.
        found = services.listing.organisations(question.query.text, 0, counts.organisations or 1)
        counts = replace(counts, total=len(found))
    return Counted(question, counts)


def _everyone(services: Services, question: Question, _work: Work) -> Everyone:
    return Everyone(question, services.listing.ids(question.query))
