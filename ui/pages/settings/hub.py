"""Sede: what the hub is called, where it is, when it is open, how many it holds, how its door decides."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from askadesk.core.errors import InputError
from askadesk.core.i18n import _, ngettext, number
from askadesk.hubs.rows import HubFields, HubPage
from askadesk.plans.rules import typed_number
from db.values import OverduePolicy
from ui.fonts import Role
from ui.pages.settings.closures import ClosuresPanel
from ui.pages.settings.sections import SectionHead, is_plain
from ui.pages.settings.week_editor import WeekEditor
from ui.widgets.base import Speaking
from ui.widgets.button import Button
from ui.widgets.card import Card, Rule
from ui.widgets.field import Field, Select, line
from ui.widgets.scroll import ScrollColumn
from ui.widgets.text import Text

TEXTS = ("name", "address", "city", "phone", "greeting", "meeting_point")
NUMBERS = ("capacity", "double_scan_seconds", "expected_lead_minutes")


def name() -> str:
    """What the section is called."""
    return _("Hub")


def words() -> list[str]:
    """Its settings."""
    return [*_labels().values(), _("Opening hours"), _("Closed days")]


def _labels() -> dict[str, str]:
    return {
        "name": _("Name of the hub"),
        "address": _("Address"),
        "city": _("City"),
        "phone": _("Phone"),
        "capacity": _("People it may hold"),
        "greeting": _("Greeting"),
        "meeting_point": _("Meeting point in an emergency"),
        "double_scan_seconds": _("Same card again, seconds"),
        "expected_lead_minutes": _("Announced people may come, minutes before"),
        "overdue": _("When a payment is late"),
    }


class HubSection(Speaking, QWidget):
    """``save_asked`` carries ``HubFields`` and the version read. Nothing typed is lost on a refusal."""

    asked = Signal()
    save_asked = Signal(object, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._page: HubPage | None = None
        self._latest: HubPage | None = None
        self._touched = False
        self._overdue = Select()
        self.fields = {one: Field(line()) for one in TEXTS}
        self.fields |= {one: Field(line()) for one in NUMBERS}
        self.fields["overdue"] = Field(self._overdue)
        self.head, self.week = SectionHead(), WeekEditor()
        self.hours, self.hint = Text(role=Role.TITLE), Text(tone="text3", wrap=True)
        self.door, self.crowd = (
            Text(role=Role.TITLE),
            Text(role=Role.SECOND, tone="warn", wrap=True),
        )
        self.save = Button(kind="accent", icon="check", key="F2")
        self.undo = Button()
        self.closures = ClosuresPanel()
        self.scroll_column = ScrollColumn()
        self._lay_out()
        self._wire()
        self.retranslate()
        self.crowd.hide()

    def _lay_out(self) -> None:
        column = self.scroll_column.column
        self.scroll_column.set_margins(16, 12, 16, 16)
        column.setSpacing(8)
        for names in (("name", "capacity"), ("address", "city"), ("phone", "greeting")):
            column.addLayout(self._pair(*names))
            if names[0] == "name":
                column.addWidget(self.crowd)
        column.addLayout(self._pair("meeting_point"))
        column.addSpacing(8)
        for part in (self.hours, self.hint, self.week, Rule(), self.door):
            column.addWidget(part)
        column.addLayout(self._pair("expected_lead_minutes"))
        column.addLayout(self._pair("double_scan_seconds", "overdue"))
        column.addStretch(1)
        foot = QHBoxLayout()
        foot.setContentsMargins(16, 12, 16, 16)
        foot.setSpacing(8)
        foot.addWidget(self.save)
        foot.addWidget(self.undo)
        foot.addStretch(1)
        card = Card()
        card.body.addWidget(self.head)
        card.body.addWidget(Rule())
        card.body.addWidget(self.scroll_column, 1)
        card.body.addWidget(Rule())
        card.body.addLayout(foot)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.addWidget(card, 1)
        self._row.addWidget(self.closures)
        self.set_roomy(False)

    def _pair(self, *names: str) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        for one in names:
            row.addWidget(self.fields[one], 1, Qt.AlignmentFlag.AlignTop)
        return row

    def _wire(self) -> None:
        for one in (*TEXTS, *NUMBERS):
            self._line(one).textEdited.connect(self._edited)
        self._overdue.activated.connect(self._edited)
        self.week.edited.connect(self._edited)
        self.save.clicked.connect(self.ask_save)
        self.undo.clicked.connect(self.forget)

    def _line(self, field: str) -> QLineEdit:
        control = self.fields[field].control
        assert isinstance(control, QLineEdit)
        return control

    # what there is -------------------------------------------------------------------------------

    def show_hub(self, page: HubPage) -> None:
        """Show the hub as it is; what is being typed stays, and is then saved over nothing unseen: the
        version that was read first goes with it."""
        self.closures.show_closures(page.closures)
        self._latest = page
        if self._touched and self._page is not None:
            return
        self.forget()

    def forget(self) -> None:
        """Show what is kept now, not what was typed."""
        page = self._page = self._latest
        self._touched = False
        if page is None:
            return
        for one in (*TEXTS, *NUMBERS):
            self._line(one).setText(str(getattr(page.fields, one)))
            self.fields[one].complain("")
        self._offer(page.fields.overdue)
        self.week.show_week(page.fields.week)
        self._settle()

    def _offer(self, on: OverduePolicy) -> None:
        choices: list[tuple[str, object]] = [
            (_("Let in, and tell the desk"), OverduePolicy.ADMIT),
            (_("Not let in beyond the plan's days"), OverduePolicy.REFUSE),
        ]
        self._overdue.offer(choices, on)

    def _edited(self) -> None:
        self._touched = True
        self._settle()

    def _settle(self) -> None:
        self.undo.setVisible(self._touched)
        self.crowd.hide()
        try:
            capacity = typed_number(self._line("capacity").text(), "capacity")
        except InputError:
            return
        inside = self._page.inside if self._page is not None else 0
        if capacity and inside > capacity:
            said = ngettext(
                "{count} person is in now: nobody else comes in until there are fewer.",
                "{count} people are in now: nobody else comes in until there are fewer.",
                inside,
            )
            self.crowd.say(said.format(count=number(inside)))
            self.crowd.show()

    # what is asked -------------------------------------------------------------------------------

    def ask_save(self) -> None:
        """Ask to save; what cannot be read is said beside its field."""
        if self._page is None:
            return
        try:
            fields = self._written()
        except InputError as error:
            self.complain(error)
            return
        self.save_asked.emit(fields, self._page.version)

    def _written(self) -> HubFields:
        said = {one: self._line(one).text() for one in TEXTS}
        numbers = {one: self._number(one) for one in NUMBERS}
        overdue = self._overdue.value()
        return HubFields(
            name=said["name"],
            capacity=numbers["capacity"],
            week=self.week.week(),
            address=said["address"],
            city=said["city"],
            phone=said["phone"],
            greeting=said["greeting"],
            meeting_point=said["meeting_point"],
            double_scan_seconds=numbers["double_scan_seconds"],
            expected_lead_minutes=numbers["expected_lead_minutes"],
            overdue=OverduePolicy(str(overdue)),
        )

    def _number(self, field: str) -> int:
        value = typed_number(self._line(field).text(), field)
        if value is None:
            raise InputError(_("A number is needed here."), field=field)
        return value

    def complain(self, error: InputError) -> None:
        """Show ``error`` beside its field; what was typed stays."""
        day = self.week.complain(error)
        if day is not None:
            day.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        field = self.fields.get(error.field or "", self.fields["name"])
        field.complain(error.sentence)
        field.control.setFocus(Qt.FocusReason.OtherFocusReason)

    def saved(self) -> None:
        """What was typed is kept now."""
        self._touched = False
        self._page = None

    # the page ------------------------------------------------------------------------------------

    def set_roomy(self, roomy: bool) -> None:
        """Take the measures of a 1920 or of a 1366 window."""
        self._row.setSpacing(24 if roomy else 16)

    def key(self, event: QKeyEvent) -> bool:
        """F2 saves."""
        if is_plain(event, Qt.Key.Key_F2):
            self.ask_save()
            return True
        return False

    def shown(self) -> None:
        """The section came before the eyes: read the hub."""
        self.asked.emit()

    def left(self) -> None:
        """What is typed waits here."""

    def point_to(self, words_: str) -> None:
        """Give the focus to the setting called so."""
        found = next((one for one, label in _labels().items() if label == words_), None)
        reason = Qt.FocusReason.ShortcutFocusReason
        if found is not None:
            self.fields[found].control.setFocus(reason)
        elif words_ == _("Closed days"):
            self.closures.first.control.setFocus(reason)
        else:
            self.week.days[0].line.setFocus(reason)

    def retranslate(self) -> None:
        self.head.say(
            name(), _("What the hub is called, when it is open, and how its door decides.")
        )
        for one, label in _labels().items():
            self.fields[one].say(label)
        self._line("greeting").setPlaceholderText(_("Good to see you"))
        self.hours.say(_("Opening hours"))
        self.hint.say(
            _(
                "Such as 09:00 – 13:00, 14:30 – 20:00. Empty is closed, 00:00 – 24:00 is day and night."
            )
        )
        self.door.say(_("At the door"))
        self.save.say(_("Save"))
        self.undo.say(_("As it was"))
        on = self._overdue.value()
        self._offer(OverduePolicy(str(on)) if on is not None else OverduePolicy.ADMIT)
        self._settle()
