"""What goes into the booking dialog and what comes out of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from askadesk.core.errors import InputError
from askadesk.rooms.rows import BookingRow, Checked, NewBooking, SpaceRow
from askadesk.rooms.series_rows import Instead, Reach, SeriesPreview


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds a booking: a person, or an organisation."""

    name: str
    person: UUID | None = None
    organisation: UUID | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """What the dialog begins with. ``now`` is on the hub's clock.

    ``row`` is the booking that is being changed, None for a new one; ``reach`` how far the change of a
    booking of a series goes, and ``rule`` that series' rule.
    """

    now: datetime
    spaces: tuple[SpaceRow, ...]
    new: NewBooking
    holder: Holder | None = None
    names: tuple[tuple[UUID, str], ...] = ()
    row: BookingRow | None = None
    reach: Reach | None = None
    rule: str = ""
    rule_words: str = ""
    currency: str = "EUR"

    @property
    def of_series(self) -> bool:
        """Whether more than one date of a series is being changed."""
        return self.reach in (Reach.FOLLOWING, Reach.ALL)


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked while one types: what would come of ``new``, once or by ``rule``; with ``instead``, what a
    series costs after the choices that were made for its dates."""

    new: NewBooking
    rule: str = ""
    instead: tuple[Instead, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to a question: one of the two, or what cannot be understood. ``credits`` are left that may pay
    it; none where it has no price in credits."""

    question: Question
    checked: Checked | None = None
    preview: SeriesPreview | None = None
    error: InputError | None = None
    credits: int = 0


@dataclass(frozen=True, slots=True)
class BookingWritten:
    """What is to be booked. ``rule`` is "" for a single one; ``instead`` what becomes of dates that cannot be
    had as asked."""

    new: NewBooking
    rule: str = ""
    instead: tuple[Instead, ...] = ()
    version: int = 0
