"""The rooms of the Oggi page: read when something was booked and every minute; in and longer with one click."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from askadesk.core.changes import Changes
from askadesk.core.errors import DeskError
from askadesk.core.i18n import _, hour
from askadesk.rooms.rows import Booked, RoomNow
from askadesk.services import Services
from ui.operations.base import Bench, Operations
from ui.operations.taking_back import TakingBack
from ui.pages.today.page import TodayPage

CONCERNS = ("booking", "space", "hub")
"""The kinds of changes that the strip shows."""


@dataclass(frozen=True, slots=True)
class RoomsRead:
    """The rooms, and when they stood so on the hub's clock."""

    rooms: tuple[RoomNow, ...]
    now: datetime


class RoomsStripOperations(Operations):
    """Serves the strip."""

    def __init__(self, bench: Bench, page: TodayPage) -> None:
        super().__init__(bench)
        self._page = page
        self._reading = self._stale = False
        self._minute: datetime | None = None
        self._away = False
        self._said = ""
        self.back = TakingBack(bench)
        self.back.not_taken_back.connect(self._not_taken_back)
        page.rooms.check_in_asked.connect(self._check_in)
        page.rooms.longer_asked.connect(self._longer)

    # reading -------------------------------------------------------------------------------------

    def changed(self, changes: Changes) -> None:
        """Read again if ``changes`` concern what shows."""
        if changes.touches(*CONCERNS):
            self.refresh()

    def tick(self, now: datetime) -> None:
        """A second has passed. Each minute is said anew, and the rooms are read again where something began
        or ended, and on a new day; not again and again while they cannot be read."""
        before, minute = self._minute, now.replace(second=0, microsecond=0)
        if minute == before:
            return
        self._minute = minute
        turned = self._page.rooms.tick(minute)
        new_day = before is None or before.date() != minute.date()
        if (turned or new_day) and not self._away:
            self.refresh()
        self.live_on()

    def live_on(self) -> None:
        """Do what time has done: an option lapsed, nobody came, a booking is over. It is heard of as any
        other change is."""
        if self.is_open and not self._away:
            self.bench.runner.run(self.services.bookings.sweep, failed=self._unread)

    def refresh(self) -> None:
        """Read the rooms again; while a reading is under way, once more after it."""
        if not self.is_open:
            return
        if self._reading:
            self._stale = True
            return
        self._reading, self._stale = True, False
        call = partial(_read, self.services)
        self.bench.runner.run(call, done=self._show, failed=self._unread, ended=self._read_once)

    def _unread(self, error: DeskError) -> None:
        self._away = True
        self.refused(error)

    def _show(self, read: RoomsRead) -> None:
        self._away = False
        self._page.show_rooms(read.rooms, read.now)

    def _read_once(self) -> None:
        self._reading = False
        if self._stale:
            self.refresh()

    # doing ---------------------------------------------------------------------------------------

    def _check_in(self, room: object) -> None:
        """The people of a booking are here."""
        assert isinstance(room, RoomNow)
        if room.current is not None:
            self._said = _("In use from now: {space}").format(space=room.space.name)
            call = partial(self.services.bookings.check_in, room.current.booking)
            self.bench.runner.run(call, done=self._done, failed=self._failed)

    def _longer(self, room: object, minutes: int) -> None:
        """A booking goes on for some minutes."""
        assert isinstance(room, RoomNow)
        block = room.current
        if block is not None:
            ends = hour(block.ends + timedelta(minutes=minutes))
            self._said = _("{space}: now until {hour}").format(space=room.space.name, hour=ends)
            extend = self.services.bookings.extend
            call = partial(extend, block.booking, block.version, minutes)
            self.bench.runner.run(call, done=self._done, failed=self._failed)

    def _done(self, booked: Booked) -> None:
        if booked.bookings:
            self.back.say(self._said, booked, "circle-check")

    def _not_taken_back(self, _refused: object) -> None:
        self.refresh()

    def _failed(self, error: DeskError) -> None:
        """It stays as it is; what stands there may be old."""
        self.refused(error)
        self.refresh()


# On the database worker: no Qt below this line.


def _read(services: Services) -> RoomsRead:
    return RoomsRead(services.calendar.rooms_now(), services.reading.now())
