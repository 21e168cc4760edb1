"""The ways out of an answer that need a question first: whose guest, why, how many."""

from __future__ import annotations

from uuid import UUID

from askadesk.core.i18n import _, hour
from askadesk.presence import words
from askadesk.presence.facts import (
    AsGuest,
    CheckOutColleague,
    HandOutPass,
    OnDebt,
    Override,
    UsePass,
)
from askadesk.presence.rows import Option, PersonBrief, PresentRow, ScanCard, WayOut
from db.values import Answer
from ui.dialogs.guests import GuestsDialog
from ui.dialogs.pick_person import Choice, PickPersonDialog
from ui.dialogs.reason import Reason, ReasonDialog
from ui.operations.base import Bench, Operations
from ui.operations.presence import PresenceOperations

_TOASTS = {
    Answer.ADMITTED: ("circle-check", "ok"),
    Answer.CHECKED_OUT: ("log-out", "ok"),
    Answer.ALREADY_IN: ("circle-alert", "warn"),
    Answer.REFUSED: ("circle-x", "bad"),
}


class Ways(Operations):
    """Opens the dialog that a way out needs, then takes it; the others are taken at once."""

    def __init__(self, bench: Bench, presence: PresenceOperations) -> None:
        super().__init__(bench)
        self._presence = presence
        self._option: Option | None = None
        self._visit: UUID | None = None
        self._wants_host = False
        self._asks_everyone = False

    def take(self, option: object, card: ScanCard | None) -> None:
        """Take ``option`` for whoever is on ``card``."""
        if not isinstance(option, Option) or card is None:
            return
        self._option = option
        at_once = {
            WayOut.CHECK_OUT: self._presence.check_out,
            WayOut.DEBT: self._on_debt,
            WayOut.USE_PASS: self._use_pass,
        }
        if option.way in at_once:
            at_once[option.way]()
        elif option.way is WayOut.MAKE_UP and card.verdict.visit is not None:
            self._presence.make_up(card.verdict.visit)
        elif option.way is WayOut.GUEST:
            self._wants_host = True
            self._presence.read_everyone()
        elif option.way is WayOut.CHECK_OUT_COLLEAGUE:
            self._ask_colleague(card)
        elif option.way in (WayOut.HAND_OUT_PASS, WayOut.OVERRIDE):
            self._ask_reason(option, card)

    def _on_debt(self) -> None:
        self._presence.take_way(OnDebt())

    def _use_pass(self) -> None:
        self._presence.take_way(UsePass())

    # why -----------------------------------------------------------------------------------------

    def _ask_reason(self, option: Option, card: ScanCard) -> None:
        name = card.person.name if card.person is not None else ""
        if option.way is WayOut.HAND_OUT_PASS:
            dialog = ReasonDialog(
                words.option(option, card)[0],
                _("For {name}. The price becomes an amount to settle.").format(name=name),
                _("Hand out and let in"),
                suggestion=_("At the desk"),
                price=option.price,
            )
        else:
            dialog = ReasonDialog(
                _("Let {name} in all the same?").format(name=name),
                _("The reason stays in the register, with your name."),
                _("Let in"),
            )
        dialog.given.connect(self._reason_given)
        dialog.closed.connect(self.bench.window.ready)
        dialog.open_over(self.bench.window)

    def _reason_given(self, reason: object) -> None:
        option = self._option
        if not isinstance(reason, Reason) or option is None:
            return
        if option.way is WayOut.HAND_OUT_PASS and option.product is not None:
            cents = reason.price.cents if reason.price is not None else 0
            self._presence.take_way(HandOutPass(option.product, reason.words, cents))
        else:
            self._presence.take_way(Override(reason.words))

    # who -----------------------------------------------------------------------------------------

    def show_everyone(self, rows: object) -> None:
        """Everyone who is in: to choose a host among them, or to look."""
        assert isinstance(rows, tuple)
        hosts, self._wants_host = self._wants_host, False
        if hosts:
            self._pick(
                _("Whose guest?"),
                _("Guests come in with a member who is in."),
                _("Let in as a guest"),
                [row for row in rows if not row.is_guest],
            )
        else:
            self._pick(_("In now"), _("Choose someone to see the card."), _("Show"), list(rows))
        self._asks_everyone = not hosts

    def _pick(self, title: str, explanation: str, verb: str, rows: list[PresentRow]) -> None:
        choices = [
            Choice(row.person, row.name, row.initials, row.detail, hour(row.since), row)
            for row in rows
        ]
        nobody = (_("Nobody is in now."), _("Members who come in appear here."))
        dialog = PickPersonDialog(title, explanation, choices, verb=verb, nobody=nobody)
        dialog.picked.connect(self._picked)
        dialog.closed.connect(self.bench.window.ready)
        dialog.open_over(self.bench.window)

    def _picked(self, row: object) -> None:
        if isinstance(row, PersonBrief):
            self._presence.take_way(CheckOutColleague(row.id))
        elif isinstance(row, PresentRow) and self._asks_everyone:
            self._presence.let_in(row.person)
        elif isinstance(row, PresentRow):
            charged = self._option is not None and self._option.price is not None
            self._presence.take_way(AsGuest(row.person, "host" if charged else None))

    def _ask_colleague(self, card: ScanCard) -> None:
        choices = [Choice(one.id, one.name, one.initials, row=one) for one in card.colleagues]
        dialog = PickPersonDialog(
            _("Who leaves?"),
            _("Their seat becomes free."),
            choices,
            verb=_("Check out and let in"),
            nobody=(_("No colleague is in now."), ""),
        )
        dialog.picked.connect(self._picked)
        dialog.closed.connect(self.bench.window.ready)
        dialog.open_over(self.bench.window)

    # how many ------------------------------------------------------------------------------------

    def ask_guests(self, visit: UUID, card: ScanCard) -> None:
        """Ask how many came along with whoever is on ``card``."""
        self._visit = visit
        name = card.person.name if card.person is not None else ""
        dialog = GuestsDialog(name, card.head_count - 1)
        dialog.chosen.connect(self._guests_chosen)
        dialog.closed.connect(self.bench.window.ready)
        dialog.open_over(self.bench.window)

    def _guests_chosen(self, guests: int) -> None:
        if self._visit is not None:
            self._presence.set_guests(self._visit, guests)

    def tell(self, card: ScanCard) -> None:
        """Say an answer in short while a dialog covers the card."""
        icon, tone = _TOASTS[card.verdict.answer]
        name = card.person.name if card.person is not None else ""
        said = words.title(card.verdict)
        text = _("{answer}: {name}").format(answer=said, name=name) if name else said
        self.bench.window.toasts.say(text, icon=icon, tone=tone)
