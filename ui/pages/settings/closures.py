"""The panel of closed days: those that are written, and a form for more."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from askadesk.core.errors import InputError
from askadesk.core.i18n import _, day_whole
from askadesk.hubs.rows import ClosureRow, NewClosure
from askadesk.plans.rules import typed_spans
from askadesk.plans.words import hours
from ui.fonts import Role
from ui.pages.settings.sections import SidePanel
from ui.widgets.base import Speaking
from ui.widgets.button import Button
from ui.widgets.card import Rule
from ui.widgets.date_field import DateField
from ui.widgets.field import Field, line
from ui.widgets.scroll import ScrollColumn
from ui.widgets.text import Text


class _Row(Speaking, QWidget):
    """One closure: its days and hours, its reason, and a button that takes it away."""

    removed = Signal(object)

    def __init__(self, row: ClosureRow) -> None:
        super().__init__()
        self._row = row
        self.days, self.reason = Text(role=Role.PRIMARY), Text(role=Role.SECOND, tone="text3")
        self.remove = Button(kind="ghost", icon="x", size=32)
        said = QVBoxLayout()
        said.setSpacing(0)
        said.addWidget(self.days)
        said.addWidget(self.reason)
        inside = QHBoxLayout(self)
        inside.setContentsMargins(0, 6, 0, 6)
        inside.setSpacing(8)
        inside.addLayout(said, 1)
        inside.addWidget(self.remove)
        self.remove.clicked.connect(self._remove)
        self.retranslate()

    def _remove(self) -> None:
        self.removed.emit(self._row.id)

    def retranslate(self) -> None:
        closure = self._row.closure
        self.days.say(days_of(closure))
        self.reason.say(about(closure))
        self.remove.setAccessibleName(_("Open again: {days}").format(days=days_of(closure)))
        self.remove.setToolTip(_("Open again"))


def days_of(closure: NewClosure) -> str:
    """``25 dic 2026``, or from when to when."""
    if closure.first == closure.last:
        return day_whole(closure.first)
    return _("{first} – {last}").format(
        first=day_whole(closure.first), last=day_whole(closure.last)
    )


def about(closure: NewClosure) -> str:
    """Closed, or its hours; and the reason."""
    open_ = hours(closure.opens, closure.closes) if closure.opens else _("closed")
    if not closure.reason:
        return open_
    return _("{hours}, {what}").format(hours=open_, what=closure.reason)


class ClosuresPanel(Speaking, SidePanel):
    """``add_asked`` carries a ``NewClosure``, ``remove_asked`` its id. What is typed stays until ``forget``."""

    add_asked = Signal(object)
    remove_asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(368, parent)
        self._rows: list[_Row] = []
        self._shown: tuple[ClosureRow, ...] = ()
        self.none = Text(tone="text2", wrap=True)
        self.first, self.last = Field(DateField()), Field(DateField())
        self.hours, self.reason = Field(line()), Field(line())
        self.add = Button(icon="calendar-off")
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        scroll = ScrollColumn()
        scroll.set_margins(16, 12, 16, 12)
        column = scroll.column
        column.setSpacing(8)
        column.addLayout(self._list)
        column.addWidget(self.none)
        column.addWidget(Rule())
        days = QHBoxLayout()
        days.setSpacing(12)
        for field in (self.first, self.last):
            days.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
        column.addLayout(days)
        column.addWidget(self.hours)
        column.addWidget(self.reason)
        column.addStretch(1)
        self.inside.setSpacing(0)
        self.inside.addWidget(scroll, 1)
        self.footer.addWidget(self.add)
        self.footer.addStretch(1)
        self.add.clicked.connect(self.ask_add)
        self.retranslate()

    def show_closures(self, closures: Sequence[ClosureRow]) -> None:
        """The closures from today on."""
        if tuple(closures) == self._shown and self._rows:
            return
        self._shown = tuple(closures)
        for row in self._rows:
            self._list.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows = [_Row(one) for one in closures]
        for row in self._rows:
            row.removed.connect(self.remove_asked)
            self._list.addWidget(row)
        self.none.setVisible(not self._rows)

    def ask_add(self) -> None:
        """Say what was written, or what cannot be read."""
        try:
            self.add_asked.emit(self._written())
        except InputError as error:
            self.complain(error)

    def _written(self) -> NewClosure:
        first, last = _date(self.first).day("first"), _date(self.last).day("last")
        if first is None:
            raise InputError(_("From which day?"), field="first")
        spans = typed_spans(_line(self.hours).text(), "opens")
        if len(spans) > 1:
            raise InputError(_("One span of hours fits here."), field="opens")
        opens, closes = spans[0] if spans else ("", "")
        return NewClosure(first, last or first, _line(self.reason).text(), opens, closes)

    def complain(self, error: InputError) -> None:
        """Show ``error`` beside its field."""
        fields = {"last": self.last, "opens": self.hours, "reason": self.reason}
        field = fields.get(error.field or "", self.first)
        field.complain(error.sentence)
        field.control.setFocus(Qt.FocusReason.OtherFocusReason)

    def forget(self) -> None:
        """What was typed is saved."""
        for field in (self.first, self.last, self.hours, self.reason):
            _line(field).clear()
            field.complain("")

    def retranslate(self) -> None:
        self.title.say(_("Closed days"))
        self.none.say(_("No closed day is written. Holidays go here, and days with other hours."))
        self.first.say(_("First day"))
        self.last.say(_("Last day"))
        self.hours.say(_("Open all the same, from – until"))
        _line(self.hours).setPlaceholderText(_("closed all day"))
        self.reason.say(_("Why"))
        self.add.say(_("Add these days"))


def _line(field: Field) -> QLineEdit:
    control = field.control
    assert isinstance(control, QLineEdit)
    return control


def _date(field: Field) -> DateField:
    control = field.control
    assert isinstance(control, DateField)
    return control
