"""Every dialog, once with as little in it as there can be and once with the longest data."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta

from PySide6.QtCore import QObject

from askadesk.core.errors import ChangedMeanwhile
from askadesk.core.ports import SystemIds
from askadesk.documents.card import cards_pdf
from askadesk.hubs.rows import Touched, Touches
from askadesk.people.rows import ConsentRow
from askadesk.plans.rows import DatedPrice, DatedTerms, Offer, ProductPage, ProductRow, TermsFields
from askadesk.rollcall.rows import Summary, SummaryLine
from askadesk.transfer.knowledge import Knowledge
from askadesk.transfer.planning import plan_import
from askadesk.transfer.reading import read_bytes
from askadesk.transfer.rows import Choices
from askadesk.transfer.service import silent
from db.values import ConsentKind, Money, ProductKind
from tests.askadesk.documents.samples import HUB
from tests.askadesk.documents.samples import card as a_card
from tests.ui import booking_samples as bookings
from tests.ui import calendar_samples as calendars
from tests.ui import people_samples as people
from tests.ui import samples, waiting_samples
from tests.ui.samples import LONG_HOUSE, LONG_PRODUCT, LONGEST, NOW, an_id
from ui.dialogs.announce import AnnounceDialog
from ui.dialogs.balance import BalanceDialog
from ui.dialogs.bar import BarDialog
from ui.dialogs.base import Dialog
from ui.dialogs.booking import BookingDialog
from ui.dialogs.booking_data import Answer, Question
from ui.dialogs.booking_reach import ReachDialog
from ui.dialogs.call_off import CallOffDialog
from ui.dialogs.changed_meanwhile import ChangedMeanwhileDialog
from ui.dialogs.confirm import ConfirmDialog
from ui.dialogs.consent import ConsentDialog
from ui.dialogs.error import ErrorDialog, Remedy
from ui.dialogs.export_calendar import CalendarExport, ExportCalendarDialog
from ui.dialogs.give_plan import GivePlanDialog
from ui.dialogs.guests import GuestsDialog
from ui.dialogs.import_calendar import ImportCalendarDialog
from ui.dialogs.import_file import ImportDialog
from ui.dialogs.keys import KeysDialog
from ui.dialogs.leave_first_run import LeaveFirstRunDialog
from ui.dialogs.long_work import LongWorkDialog
from ui.dialogs.member import MemberDialog, MemberEndDialog
from ui.dialogs.merge import MergeDialog
from ui.dialogs.movements import MovementsDialog
from ui.dialogs.organisation import OrganisationDialog
from ui.dialogs.pause import ExtendDialog, PauseDialog
from ui.dialogs.person import PersonDialog
from ui.dialogs.photo import PhotoDialog
from ui.dialogs.pick_person import Choice, PickPersonDialog
from ui.dialogs.plan import PlanDialog
from ui.dialogs.printing import Outlet, PrintDialog
from ui.dialogs.reason import ReasonDialog
from ui.dialogs.replace_card import ReplaceCardDialog
from ui.dialogs.roll_call import SummaryDialog
from ui.dialogs.touched import TouchedDialog
from ui.dialogs.waiting import WaitingDialog
from ui.print_backend import PrinterChoice, Use
from ui.tasks import Step

Make = Callable[[], Dialog]
TODAY = NOW.date()
NOBODY = ("Nessuno in sede", "Un ospite entra con qualcuno che è già dentro.")


def _pick(*names: str) -> PickPersonDialog:
    choices = [
        Choice(an_id(one), one, samples.initials(one), LONG_PRODUCT, "09:12", one) for one in names
    ]
    return PickPersonDialog("Di chi è ospite?", "", choices, verb="Fai entrare", nobody=NOBODY)


def _error() -> ErrorDialog:
    kept = f"La presenza di {LONGEST} è registrata."
    todo = "Controlla che il server sia acceso, poi riprova."
    remedy = Remedy("again", "Riprova")
    return ErrorDialog(
        f"{LONG_HOUSE} non è stata salvata.", kept, todo, remedy=remedy, detail="x\n" * 40
    )


def _changed(*differing: str) -> ChangedMeanwhileDialog:
    error = ChangedMeanwhile(
        "Marta R. ha cambiato questa persona un momento fa.",
        theirs=people.fields(),
        by="Marta R.",
        at=NOW,
        differing=differing,
        version=4,
    )
    return ChangedMeanwhileDialog(error, people.fields(long=True))


def _offers() -> list[Offer]:
    return [Offer(an_id("x"), ProductKind.PASS, "carnet10", LONG_PRODUCT, Money(1234500), 10)]


def _working() -> LongWorkDialog:
    dialog = LongWorkDialog(f"Tessere di {LONG_HOUSE}")
    dialog.show_step(Step(99_999, 100_000, LONGEST), 3_599.0)
    return dialog


def _merging() -> MergeDialog:
    dialog = MergeDialog(people.person(long=True))
    dialog.show_other(people.person())
    return dialog


def _known() -> PersonDialog:
    dialog = PersonDialog(people.person(long=True), _offers())
    alike = [people.likeness(long=True), people.likeness("Franca Bruno")]
    dialog.show_alike(dialog.fields(strict=False), alike)
    return dialog


def _booking(*, long: bool) -> BookingDialog:
    """With nothing but an hour; and with a series of which some dates are taken or closed."""
    if not long:
        return BookingDialog(bookings.empty_draft())
    dialog = BookingDialog(bookings.draft(long=True, rule=bookings.WEEKLY))
    dialog.asked.connect(_Answering(dialog).answer)
    return dialog


class _Answering(QObject):
    """Answers what the dialog asks, like an archive."""

    def __init__(self, dialog: BookingDialog) -> None:
        super().__init__(dialog)
        self._dialog = dialog

    def answer(self, question: object) -> None:
        assert isinstance(question, Question)
        self._dialog.show_answer(Answer(question, preview=bookings.series(long=True)))


def _import(rows: int) -> ImportDialog:
    """As after looking into a file: a column nobody knows, a plan that is not offered, wrong days."""
    lines = ["Nome,Cognome,E-mail,Nato il,Carnet,Restano,Segni particolari"]
    for one in range(rows):
        email = f"maximiliana.{one}@{'castelbarco' * 4}.example"
        lines.append(f"{LONGEST},von,{email},31/02/1980,{LONG_PRODUCT},12,{LONG_HOUSE}")
    source = read_bytes(f"{LONGEST}.csv", "\n".join(lines).encode())
    known = Knowledge(TODAY, (0, frozenset()), (), {}, {}, frozenset(), {}, ())
    plan = plan_import(source, Choices(), known, SystemIds(), silent)
    return ImportDialog(plan.preview, _offers())


def _print(*names: str) -> PrintDialog:
    outlets = [Outlet(name, name, (("Vassoio", "1"),), (("A4", "A4"),)) for name in names]
    return PrintDialog(LONGEST, cards_pdf([a_card()], HUB), Use.CARD, outlets, PrinterChoice())


def _product() -> ProductPage:
    terms = TermsFields(units=10, validity_days=90, guests_at_once=2, guest_fee_cents=1500)
    price = DatedPrice(TODAY, Money(12_345_00), "22")
    row = ProductRow(
        an_id("p"), ProductKind.PASS, "carnet10", LONG_PRODUCT, terms, price, None, 58, False, 1
    )
    dated = (DatedTerms(TODAY, terms),)
    return ProductPage(row, LONG_PRODUCT, LONG_PRODUCT, (price,), dated, 58, TODAY)


def _summary(count: int) -> SummaryDialog:
    lines = [
        SummaryLine(an_id("long"), LONGEST, 25, 12, NOW),
        SummaryLine(an_id("Marco"), "Marco Bellino", 1, 0, None),
    ]
    end = NOW + timedelta(minutes=12)
    said = Summary(an_id("call"), True, NOW, end, "Marta R.", "Marta R.", tuple(lines * count))
    return SummaryDialog(said)


def _barred(count: int) -> TouchedDialog:
    booked = Touched("booking", TODAY, LONGEST, LONGEST, NOW, NOW + timedelta(hours=2))
    touches = Touches((booked,) * 2 * count, expected_in_all=2 * count)
    return TouchedDialog(touches, space=LONGEST, barred=count)


def _touched(count: int) -> TouchedDialog:
    visit = Touched("visit", TODAY, LONGEST, LONG_PRODUCT, NOW, NOW + timedelta(hours=2))
    held = Touched("pass", TODAY, LONGEST, LONG_PRODUCT, until=date(2027, 1, 31))
    return TouchedDialog(Touches((visit,) * count, (held,) * count, 40 * count, 50 * count))


def _member_end() -> MemberEndDialog:
    return MemberEndDialog(people.organisation(long=True).members[0], LONG_HOUSE, TODAY)


def _consent(given: bool | None) -> ConsentDialog:
    return ConsentDialog(LONGEST, ConsentRow(ConsentKind.STAIRS_HELP, given, NOW, "1", "it"))


def _confirm() -> ConfirmDialog:
    words = f"{LONGEST} resta nell'elenco."
    return ConfirmDialog(LONG_HOUSE, words, verb="Chiudi l'appello", safe="Continua")


DIALOGS: Mapping[type[Dialog], tuple[Make, Make]] = {
    AnnounceDialog: (lambda: AnnounceDialog(NOW), lambda: AnnounceDialog(NOW)),
    BalanceDialog: (lambda: BalanceDialog("Carnet", 0), lambda: BalanceDialog(LONG_PRODUCT, -12)),
    BarDialog: (lambda: BarDialog("Anna Rossi"), lambda: BarDialog(LONGEST)),
    BookingDialog: (lambda: _booking(long=False), lambda: _booking(long=True)),
    CallOffDialog: (
        lambda: CallOffDialog("Actis CRM", "09:00 – 11:00"),
        lambda: CallOffDialog(LONG_HOUSE, "09:00 – 11:00"),
    ),
    ChangedMeanwhileDialog: (
        lambda: _changed("phone"),
        lambda: _changed("given", "family", "role", "email", "phone", "skills", "note", "seeks"),
    ),
    ConfirmDialog: (_confirm, _confirm),
    ConsentDialog: (lambda: _consent(None), lambda: _consent(True)),
    ErrorDialog: (lambda: ErrorDialog("Non è stata salvata.", "", ""), _error),
    ExportCalendarDialog: (
        lambda: ExportCalendarDialog(()),
        lambda: ExportCalendarDialog(calendars.spaces(), CalendarExport(name=LONGEST)),
    ),
    GivePlanDialog: (
        lambda: GivePlanDialog("Anna Rossi", [], TODAY),
        lambda: GivePlanDialog(LONGEST, _offers(), TODAY),
    ),
    GuestsDialog: (lambda: GuestsDialog("Anna Rossi", 0), lambda: GuestsDialog(LONGEST, 99)),
    KeysDialog: (
        lambda: KeysDialog("Oggi", []),
        lambda: KeysDialog("Impostazioni", [("Maiusc ↓", "estendi la selezione")] * 20),
    ),
    LeaveFirstRunDialog: (LeaveFirstRunDialog, LeaveFirstRunDialog),
    ImportCalendarDialog: (calendars.dialog, lambda: calendars.dialog(long=True)),
    ImportDialog: (lambda: _import(1), lambda: _import(80)),
    PlanDialog: (lambda: PlanDialog(TODAY), lambda: PlanDialog(TODAY, _product())),
    PrintDialog: (_print, lambda: _print("Evolis Primacy 2", LONG_HOUSE)),
    LongWorkDialog: (lambda: LongWorkDialog("Tessere"), _working),
    MemberDialog: (lambda: MemberDialog("Aska", TODAY), lambda: MemberDialog(LONG_HOUSE, TODAY)),
    MemberEndDialog: (_member_end, _member_end),
    MergeDialog: (lambda: MergeDialog(people.person(empty=True)), _merging),
    MovementsDialog: (
        lambda: MovementsDialog("Carnet", ()),
        lambda: MovementsDialog(LONG_PRODUCT, people.ledger(40)),
    ),
    OrganisationDialog: (
        OrganisationDialog,
        lambda: OrganisationDialog(people.organisation(long=True)),
    ),
    PauseDialog: (
        lambda: PauseDialog("Carnet", TODAY, None),
        lambda: PauseDialog(LONG_PRODUCT, TODAY, date(2027, 1, 31)),
    ),
    ExtendDialog: (
        lambda: ExtendDialog("Carnet", TODAY),
        lambda: ExtendDialog(LONG_PRODUCT, date(2027, 1, 31)),
    ),
    PersonDialog: (PersonDialog, _known),
    PhotoDialog: (lambda: PhotoDialog(""), lambda: PhotoDialog(LONGEST)),
    PickPersonDialog: (_pick, lambda: _pick("Amina El Idrissi", LONGEST)),
    ReachDialog: (
        lambda: ReachDialog(bookings.series_row(), "gio 19 nov"),
        lambda: ReachDialog(bookings.series_row(long=True), "gio 19 nov"),
    ),
    ReasonDialog: (
        lambda: ReasonDialog("Dai un ingresso", "", "Fai entrare"),
        lambda: ReasonDialog(
            "Dai un ingresso giornaliero",
            f"A {LONGEST}. Resta come movimento nel registro.",
            "Fai entrare",
            suggestion="Pagato in contanti",
            price=Money(150_000),
        ),
    ),
    ReplaceCardDialog: (
        lambda: ReplaceCardDialog("Anna Rossi", people.cards()[0]),
        lambda: ReplaceCardDialog(LONGEST, people.cards()[0]),
    ),
    WaitingDialog: (
        lambda: WaitingDialog((), TODAY),
        lambda: WaitingDialog(waiting_samples.line(20), TODAY),
    ),
    TouchedDialog: (lambda: _barred(9), lambda: _touched(10)),
    SummaryDialog: (lambda: _summary(0), lambda: _summary(20)),
}
"""Each dialog class with two ways of making it."""
