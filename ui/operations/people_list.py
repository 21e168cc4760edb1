"""The list of people: read a page at a time, away from the window and from the scans.

There is never more than one page under way: while the list is scrolled fast, the pages that flew by
are not read at all. An answer is sent with the question that it answers.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from uuid import UUID

from PySide6.QtCore import Signal

from askadesk.people.rows import ListCounts, ListedOrganisation, ListedPerson
from askadesk.services import Services
from ui.operations.base import Bench, Operations
from ui.pages.people.model import PAGE
from ui.pages.people.question import Question
from ui.tasks import Work


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
    """Signals carry what was read; the desk gives it to the page."""

    first_read = Signal(object)
    page_read = Signal(object)
    counted = Signal(object)
    everyone_read = Signal(object)

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench)
        self._question: Question | None = None
        self._wanted: list[int] = []
        self._reading: tuple[Question, int] | None = None
        self._counting: Question | None = None
        self._recount = False

    @property
    def asked(self) -> bool:
        """Whether the list was asked for at all: until then nothing is read."""
        return self._question is not None

    def ask(self, question: Question) -> None:
        """Read the first page of ``question``, and count it."""
        if self.is_open:
            self._question = question
            self._wanted = [0]
            self._read_next()
            self.count(question)

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
            self._wanted = [page for page in pages if (self._question, page) != self._reading]
            self._read_next()

    def everyone(self) -> None:
        """Read who all of the question is."""
        if self._question is not None and self.is_open:
            call = partial(_everyone, self.services, self._question)
            self.bench.runner.start(call, done=self._everyone, failed=self.refused)

    def _everyone(self, everyone: Everyone) -> None:
        self.everyone_read.emit(everyone)

    def _read_next(self) -> None:
        if self._reading is not None or not self._wanted or self._question is None:
            return
        page = self._wanted.pop(0)
        self._reading = self._question, page
        call = partial(_page, self.services, self._question, page)
        self.bench.runner.start(call, done=self._read, failed=self.refused, ended=self._read_ended)

    def _read(self, read: PageRead) -> None:
        self._reading = None
        (self.page_read if read.page else self.first_read).emit(read)

    def _read_ended(self) -> None:
        self._reading = None
        self._read_next()

    def _counted(self, counted: Counted) -> None:
        self.counted.emit(counted)

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
