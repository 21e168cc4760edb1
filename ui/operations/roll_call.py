"""The roll call at this desk: it needs nobody. What is ticked is kept here; ``roll_call_post`` sends it.

The list of who is inside is read in quiet times, whenever somebody comes or goes, and held in memory:
F12 shows it at once, also with the archive gone.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QTimer, Signal

from askadesk.access.codes import (
    CODE_LENGTH,
    PREFIX,
    CardNumber,
    CodeKeys,
    fingerprint,
    number_of,
    parse,
)
from askadesk.core.changes import Changes
from askadesk.core.errors import DatabaseAway, DeskError
from askadesk.core.i18n import _
from askadesk.core.ports import Clock, SystemIds
from askadesk.documents.rows import HubFacts, RollCallFacts
from askadesk.rollcall.keeping import Keeper, keeper_for
from askadesk.rollcall.paper import paper_facts, past_facts
from askadesk.rollcall.rows import (
    Board,
    Call,
    Inside,
    Kept,
    Known,
    Listed,
    Step,
    Summary,
    Tick,
    Waiting,
)
from askadesk.rollcall.rules import board, by_code, said_missing, standing
from askadesk.services import Services
from ui.commands import Command
from ui.operations.base import Bench, Operations
from ui.operations.roll_call_post import CallPost

if TYPE_CHECKING:
    from ui.operations.printing import PrintingOperations
    from ui.pages.roll_call.page import CallCover, RollCallPage

CONCERNS = (
    "visit",
    "roll_call",
    "person",
    "expected",
    "credential",
    "organisation",
    "membership",
    "settings",
    "hub",
)
QUIET_MS, TICK_MS = 200, 1_000


_DRILL_KEYS = "Shift F12"


def _name() -> str:
    return _("Emergency roll call")


def _drill_name() -> str:
    return _("Roll call, drill")


class RollCallOperations(Operations):
    """Opens the page, keeps what is ticked, and sends it on."""

    closed = Signal()

    def __init__(
        self,
        bench: Bench,
        printing: Callable[[], PrintingOperations],
        clock: Clock,
        keys: Callable[[], CodeKeys | None],
    ) -> None:
        super().__init__(bench)
        self._printing, self._clock, self._keys = printing, clock, keys
        self._ids = SystemIds()
        self._known: Known | None = None
        self._call: Call | None = None
        self._ticks: dict[UUID, Tick] = {}
        self._mine: list[UUID] = []
        self._told: UUID | None = None
        self._summary: UUID | None = None
        self._reading = self._stale = False
        self._keeper: Keeper | None = None
        self._page: RollCallPage | None = None
        self._cover: CallCover | None = None
        self.post = self._make_post()
        self._quiet = QTimer(self)
        self._quiet.setSingleShot(True)
        self._quiet.setInterval(QUIET_MS)
        self._quiet.timeout.connect(self._read)
        self._second = QTimer(self)
        self._second.setInterval(TICK_MS)
        self._second.timeout.connect(self._show_time)

    def _make_post(self) -> CallPost:
        post = CallPost(self.bench)
        post.changed.connect(self._keep)
        post.sent.connect(self._sent)
        post.away.connect(self._show_offline)
        post.idle.connect(self._look_again)
        return post

    def commands(self) -> tuple[Command, ...]:
        """What the palette and the overlay of keys say of it."""
        return (
            Command("roll_call", _name, "siren", self.open, "F12"),
            Command("roll_call.drill", _drill_name, "siren", self.open_drill, _DRILL_KEYS),
        )

    def get_ready(self) -> None:
        """Load the page that F12 shows: it is not to wait for anything."""
        import_module("ui.pages.roll_call.page")

    def stop(self) -> None:
        """Let no timer run any more: the window closes."""
        self._quiet.stop()
        self._second.stop()
        self.post.stop()

    @property
    def showing(self) -> bool:
        """Whether a call covers the window: then a card that is read ticks its owner."""
        return self._cover is not None

    @property
    def page(self) -> RollCallPage | None:
        """The page that shows."""
        return self._page

    # knowing who is inside -----------------------------------------------------------------------

    def remember(self, database: str) -> None:
        """Keep who is inside beside the archive at ``database``, and begin with what was kept there.

        What was ticked and could not be sent before the desk was closed is sent now."""
        self._keeper = keeper_for(database)
        kept = self._keeper.read(self._clock.now()) if self._keeper is not None else None
        if kept is None or self._known is not None or self.post.waiting:
            return
        self._known = kept.known
        if kept.call is not None and kept.known.call is None:
            self._known = replace(kept.known, call=kept.call)
        self.post.take_up(kept.waiting)

    def _keep(self) -> None:
        if self._keeper is not None and self._known is not None:
            call = self._call
            if call is not None:
                call = replace(call, ticks=tuple(self._ticks.values()))
            self._keeper.write(Kept(self._known, self.post.waiting, call))

    def hear(self, changes: object) -> None:
        """Somebody came or went, here or at another desk."""
        if isinstance(changes, Changes) and changes.touches(*CONCERNS):
            self.refresh()

    def refresh(self) -> None:
        """Read who is inside again, soon."""
        if not self._quiet.isActive():
            self._quiet.start()

    def _read(self) -> None:
        if not self.is_open:
            return
        if self._reading:
            self._stale = True
            return
        self._reading = True
        self.bench.runner.run(
            self.services.roll_call.known,
            done=self._has_read,
            failed=self._could_not_read,
            ended=self._read_ended,
        )

    def _read_ended(self) -> None:
        self._reading = False
        if self._stale:
            self._stale = False
            self.refresh()

    def _has_read(self, known: Known) -> None:
        self._known = known
        self._keep()
        self._show_offline(self.post.is_away)
        theirs = known.call
        if self._call is None:
            self._tell_of(theirs)
        elif theirs is not None and theirs.id == self.post.real(self._call.id):
            self._ticks.update((tick.id, tick) for tick in theirs.ticks)
            drill = self._call.drill if self.post.holds(Step.DRILL) else theirs.drill
            begun = self._call.started_at.astimezone(known.zone)
            self._call = replace(
                self._call, operator=theirs.operator, drill=drill, started_at=begun
            )
            self._show()
        elif self.post.knows(self._call.id) and not self.post.holds(Step.START):
            self._ended_elsewhere()
        else:
            self._show()

    def _could_not_read(self, error: DeskError) -> None:
        if isinstance(error, DatabaseAway):
            self._show_offline(True)
            if self.showing:
                self.post.try_later()
        else:
            self.refused(error)

    def _tell_of(self, call: Call | None) -> None:
        """A call goes on at another desk, or went on when this one was closed."""
        if call is not None and call.id != self._told:
            self._told = call.id
            words = _("A roll call is going on.")
            self.bench.window.toasts.say(
                words, icon="siren", tone="warn", action=_("Open"), act=self.open
            )

    # opening -------------------------------------------------------------------------------------

    def open(self) -> None:
        """F12: everybody who is inside, at once."""
        self._open(drill=False)

    def open_drill(self) -> None:
        """The same as a drill."""
        self._open(drill=True)

    def _open(self, *, drill: bool) -> None:
        if self.showing:
            return
        known = self._known or self._nothing_known()
        self._known = known
        self._ticks, self._mine = {}, []
        if known.call is not None:
            self._call = known.call
            self._told = known.call.id
            self.post.join(known.call.id)
            self._ticks = {tick.id: tick for tick in known.call.ticks}
        else:
            self._begin(known, drill=drill)
        self._cover_all()
        self._read()

    def _nothing_known(self) -> Known:
        now = self._clock.now().astimezone()
        return Known(now, HubFacts(""), now.tzinfo or UTC, "", "")

    def _begin(self, known: Known, *, drill: bool) -> None:
        now, new = self._now(), self._ids.new()
        self._call = Call(new, drill, now, known.operator)
        self._told = new
        self.post.send(Waiting(Step.START, new, now, new, drill=drill))

    def _cover_all(self) -> None:
        from ui.pages.roll_call.page import CallCover, RollCallPage

        page = RollCallPage()
        page.ticked.connect(self._toggle)
        page.stepped.connect(self._step)
        page.entered.connect(self._entered)
        page.undo_asked.connect(self.undo)
        page.print_asked.connect(self.print_list)
        page.drill_asked.connect(self._set_drill)
        page.close_asked.connect(self._ask_close)
        self._page = page
        self._cover = CallCover(self.bench.window, page)
        self._show()
        self._cover.open(page.first())
        self._show_time()
        self._second.start()

    def _now(self) -> datetime:
        zone = self._known.zone if self._known is not None else None
        return self._clock.now().astimezone(zone)

    # showing -------------------------------------------------------------------------------------

    def board(self) -> Board:
        """The call as it stands."""
        return board(self._known.inside if self._known else (), self._ticks.values())

    def _show(self) -> None:
        if self._page is not None and self._known is not None and self._call is not None:
            self._page.show_call(self._known, self._call, self.board())

    def _show_time(self) -> None:
        if self._page is not None:
            self._page.show_time(self._now())

    def _show_offline(self, offline: bool) -> None:
        if self._page is not None:
            self._page.show_offline(offline)

    # ticking -------------------------------------------------------------------------------------

    def scan(self, code: str) -> None:
        """A card was read: its owner is out."""
        card = self._card(code)
        inside = self._known.inside if self._known is not None else ()
        who = by_code(inside, fingerprint(card)) if card is not None else None
        if self._page is None:
            return
        if who is None:
            self._page.say(_("This card belongs to nobody on the list."))
            return
        self._page.clear_field()
        if self._found(who) == who.heads:
            self._page.say(_("{name} is out already.").format(name=who.name))
        else:
            self._page.say("")
            self._tick(who, who.heads)

    def _card(self, code: str) -> CardNumber | None:
        """The number on a card. Without the keys of the archive nothing proves it, but whoever is on the
        list is known by it all the same."""
        keys = self._keys()
        if keys is not None:
            return parse(keys, code)
        text = code.strip().upper()
        whole = len(text) == CODE_LENGTH and text.startswith(PREFIX)
        return number_of(text) if whole else None

    def _entered(self, text: str) -> None:
        """What was typed names nobody to find; it may be a code."""
        if self._card(text) is not None:
            self.scan(text)
        elif self._page is not None:
            self._page.say(_("Nobody to find is called so."))

    def _toggle(self, listed: object) -> None:
        assert isinstance(listed, Listed)
        if listed.missing:
            self._tick(listed.who, listed.who.heads)
        elif listed.who.left_at is None:
            self._take_back(listed.who.visit)
        elif self._page is not None:
            self._page.say(_("{name} has checked out.").format(name=listed.who.name))

    def _step(self, listed: object, heads: int) -> None:
        assert isinstance(listed, Listed)
        if heads > 0:
            self._tick(listed.who, heads)
        else:
            self._take_back(listed.who.visit)

    def _found(self, who: Inside) -> int:
        held = standing(self._ticks.values()).get(who.visit)
        return who.heads if who.left_at is not None else held.heads if held is not None else 0

    def _tick(self, who: Inside, heads: int) -> None:
        if self._call is None:
            return
        now, new = self._now(), self._ids.new()
        self._ticks[new] = Tick(new, who.visit, heads, now)
        self._mine.append(new)
        self.post.send(Waiting(Step.TICK, new, now, self._call.id, visit=who.visit, heads=heads))
        self._show()

    def undo(self) -> None:
        """F9: take back the last tick of this desk."""
        taken = {tick.undoes for tick in self._ticks.values()}
        while self._mine:
            last = self._mine.pop()
            if last not in taken:
                self._undo(last)
                return
        if self._page is not None:
            self._page.say(_("Nothing was ticked here that could be taken back."))

    def _take_back(self, visit: UUID) -> None:
        held = standing(self._ticks.values())
        while visit in held:
            self._undo(held[visit].id)
            held = standing(self._ticks.values())

    def _undo(self, tick: UUID) -> None:
        if self._call is None:
            return
        now, new = self._now(), self._ids.new()
        self._ticks[new] = Tick(new, self._ticks[tick].visit, 0, now, tick)
        self.post.send(Waiting(Step.UNDO, new, now, self._call.id, tick=tick))
        self._show()

    def _set_drill(self, drill: bool) -> None:
        if self._call is not None:
            self._call = replace(self._call, drill=drill)
            self.post.send(
                Waiting(Step.DRILL, self._ids.new(), self._now(), self._call.id, drill=drill)
            )
            self._show()

    def _sent(self, first: Waiting, answer: UUID | None) -> None:
        if first.step is Step.START and answer is not None:
            self._told = answer
        elif first.step is Step.CLOSE:
            self._closed_here(self.post.real(first.call))

    def _look_again(self) -> None:
        """The archive may be back, and nothing waits."""
        if self.showing:
            self._read()

    # paper ---------------------------------------------------------------------------------------

    def print_list(self) -> None:
        """F2: to the printer for lists at once; the preview where none was chosen yet."""
        if self._known is not None and self._call is not None:
            self._printing().roll_call(paper_facts(self._known, self._call, self.board()))

    # closing -------------------------------------------------------------------------------------

    def _ask_close(self) -> None:
        found = self.board()
        missing = [one.who.name for group in found.groups for one in group.waiting]
        from ui.dialogs.confirm import ConfirmDialog

        dialog = ConfirmDialog(
            _("Close the roll call?"),
            said_missing(missing, found.missing),
            verb=_("Close the roll call"),
            safe=_("Go on calling"),
        )
        dialog.confirmed.connect(self._close)
        dialog.open_over(self.bench.window)

    def _close(self) -> None:
        call = self._call
        if call is None:
            return
        self.post.send(Waiting(Step.CLOSE, self._ids.new(), self._now(), call.id))
        self._uncover()

    def _uncover(self) -> None:
        cover, self._cover, self._page = self._cover, None, None
        self._second.stop()
        self._call, self._mine = None, []
        if cover is not None:
            cover.close_down()
        self.bench.window.ready()
        self.closed.emit()

    def _closed_here(self, call: UUID) -> None:
        self._told = call
        self._summary = call
        self.bench.window.toasts.say(
            _("The roll call is closed."), action=_("Open"), act=self.show_summary
        )

    def _ended_elsewhere(self) -> None:
        call = self._call
        self._uncover()
        if call is not None:
            self._closed_here(self.post.real(call.id))

    def show_summary(self) -> None:
        """What the call that ended last found."""
        if self._summary is not None and self.is_open:
            call = partial(self.services.roll_call.summary, self._summary)
            self.bench.runner.run(call, done=self.show_past, failed=self.refused)

    def show_past(self, summary: Summary) -> None:
        """What a call that ended found; it can be printed again."""
        from ui.dialogs.roll_call import SummaryDialog

        dialog = SummaryDialog(summary)
        dialog.print_asked.connect(self._print_past)
        dialog.closed.connect(self.bench.window.ready)
        dialog.open_over(self.bench.window)

    def _print_past(self, summary: Summary) -> None:
        call = partial(_past_facts, self.services, summary)
        self.bench.runner.run(call, done=self._printing().roll_call, failed=self.refused)


def _past_facts(services: Services, summary: Summary) -> RollCallFacts:
    """On the database worker: a call that ended as paper takes it."""
    return past_facts(summary, services.hub.paper())
