"""Plans and carnets of one holder: given, paused, resumed, extended, put right."""

from __future__ import annotations

from datetime import date
from functools import partial
from uuid import UUID

from askadesk.core.i18n import _
from askadesk.people.rows import Pause, RightRow
from askadesk.plans.rows import Offer, Sale
from askadesk.services import Services
from ui.dialogs.balance import BalanceAsked, BalanceDialog
from ui.dialogs.give_plan import GivePlanDialog, PlanAsked
from ui.dialogs.pause import ExtendDialog, ExtensionAsked, PauseAsked, PauseDialog
from ui.operations.base import Bench, Operations
from ui.operations.forms import Forms


class HeldPlanOperations(Operations):
    """Opens the form for each, and says when it was done."""

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench)
        self.forms = Forms(bench)
        self._name = ""
        self._holder: tuple[UUID | None, UUID | None] = (None, None)
        self._right: RightRow | None = None

    # giving --------------------------------------------------------------------------------------

    def give(
        self, name: str, *, person: UUID | None = None, organisation: UUID | None = None
    ) -> None:
        """Ask which plan ``person`` or ``organisation``, called ``name``, is to get."""
        self._name, self._holder = name, (person, organisation)
        call = partial(_offers, self.services)
        self.bench.runner.run(call, done=self._ask_plan, failed=self.refused)

    def _ask_plan(self, offered: tuple[tuple[Offer, ...], date]) -> None:
        dialog = GivePlanDialog(self._name, *offered)
        self.forms.ask(dialog, partial(_give, self.services, *self._holder), self._given)

    def _given(self, _right: object) -> None:
        self.bench.window.toasts.say(_("The plan is given"), icon="ticket")

    # changing ------------------------------------------------------------------------------------

    def act(self, key: str, right: object) -> None:
        """Do ``key`` (``pause``, ``resume``, ``extend``, ``adjust``) with ``right`` (a ``RightRow``)."""
        assert isinstance(right, RightRow)
        self._right = right
        if key == "adjust":
            dialog = BalanceDialog(right.name, right.left or 0, right.unit)
            self.forms.ask(dialog, partial(_adjust, self.services, right), self._put_right)
        elif key == "extend" and right.until is not None:
            extend = ExtendDialog(right.name, right.until)
            self.forms.ask(extend, partial(_extend, self.services, right), self._extended)
        elif key == "resume":
            call = partial(_resume, self.services, right)
            self.bench.runner.run(call, done=self._resumed, failed=self.refused)
        elif key == "pause":
            call_today = partial(_today, self.services)
            self.bench.runner.run(call_today, done=self._ask_pause, failed=self.refused)

    def _ask_pause(self, today: date) -> None:
        right = self._right
        if right is not None:
            starts = max(today, right.starts)
            dialog = PauseDialog(right.name, starts, right.until)
            self.forms.ask(dialog, partial(_pause, self.services, right), self._paused)

    def _paused(self, _pause: object) -> None:
        self.bench.window.toasts.say(_("The pause is written down"), icon="clock")

    def _resumed(self, _end: object) -> None:
        self.bench.window.toasts.say(_("The plan holds again"))

    def _extended(self, _nothing: object) -> None:
        self.bench.window.toasts.say(_("The plan holds longer"))

    def _put_right(self, _left: object) -> None:
        self.bench.window.toasts.say(_("The balance is put right"))


# On the database worker: no Qt below this line.


def _today(services: Services) -> date:
    return services.reading.now().date()


def _offers(services: Services) -> tuple[tuple[Offer, ...], date]:
    return services.plans.offers(), _today(services)


def _give(
    services: Services, person: UUID | None, organisation: UUID | None, asked: PlanAsked
) -> UUID:
    sale = Sale(
        asked.product,
        person=person,
        organisation=organisation,
        starts=asked.starts,
        ends=asked.ends,
    )
    return services.plans.give(sale)


def _kind(right: RightRow) -> str:
    return "pass" if right.units is not None else "membership"


def _pause(services: Services, right: RightRow, asked: PauseAsked) -> UUID:
    return services.plans.pause(_kind(right), right.id, asked.starts, asked.ends, asked.reason)


def _resume(services: Services, right: RightRow) -> date | None:
    """End the pause of today, else take the next one away before it begins."""
    running = services.plans.resting_today(_kind(right), right.id)
    pause: Pause | None = running or right.coming_pause(_today(services))
    return services.plans.resume(pause.id) if pause is not None else right.until


def _extend(services: Services, right: RightRow, asked: ExtensionAsked) -> None:
    services.plans.extend(_kind(right), right.id, asked.until, asked.reason)


def _adjust(services: Services, right: RightRow, asked: BalanceAsked) -> int:
    return services.plans.adjust(right.id, asked.delta, asked.reason)
