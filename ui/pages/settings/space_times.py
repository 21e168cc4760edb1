"""The panel of who may book a space, and when: its own hours, how far ahead, with which plans."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from askadesk.core.errors import InputError
from askadesk.core.i18n import _
from askadesk.hubs.rows import Week
from askadesk.plans.rules import typed_number
from askadesk.rooms.rows import SpaceFields, SpaceRow
from db.values import Role as Rank
from ui import painters
from ui.fonts import Role
from ui.pages.settings.sections import SidePanel
from ui.pages.settings.week_editor import WeekEditor
from ui.widgets.base import Speaking
from ui.widgets.button import Button
from ui.widgets.card import Rule
from ui.widgets.choices import CheckBox
from ui.widgets.field import Field, Select, line
from ui.widgets.scroll import ScrollColumn
from ui.widgets.text import Text

NUMBERS = ("notice_minutes", "ahead_days")
_PLAN = 276
"""How wide the name of a plan may be."""
Plans = tuple[tuple[UUID, str], ...]


def labels() -> dict[str, str]:
    """What each part is called."""
    return {
        "week": _("Its own opening hours"),
        "notice_minutes": _("Notice, minutes"),
        "ahead_days": _("How far ahead, days"),
        "plans": _("Only with one of these plans"),
        "role": _("Who at the desk may book it"),
    }


class SpaceTimesPanel(Speaking, SidePanel):
    """``save_asked`` carries the space as it was read and a ``SpaceFields``. What is typed stays, also when
    another desk changes the space: only what nobody touched here takes what stands there now."""

    save_asked = Signal(object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(368, parent)
        self.row: SpaceRow | None = None
        self._hub: Week = ()
        self._plans: Plans = ()
        self.hours, self.own = Text(role=Role.TITLE), CheckBox()
        self.as_hub, self.hint = (Text(tone="text2", wrap=True), Text(tone="text3", wrap=True))
        self.week = WeekEditor(label=88)
        self.fields = {one: Field(line()) for one in NUMBERS}
        self.who, self.limited = Text(role=Role.TITLE), CheckBox()
        self.everybody = Text(tone="text2", wrap=True)
        self.no_plan = Text(role=Role.SECOND, tone="bad", wrap=True)
        self.plans: dict[UUID, CheckBox] = {}
        self._role = Select()
        self.fields["role"] = Field(self._role)
        self.save = Button(kind="accent", icon="check", key="F2")
        self._lay_out()
        self.own.toggled.connect(self._settle)
        self.limited.toggled.connect(self._settle)
        self.save.clicked.connect(self.ask_save)
        self.no_plan.hide()
        self.retranslate()

    def _lay_out(self) -> None:
        scroll = ScrollColumn()
        scroll.set_margins(16, 12, 16, 12)
        column = scroll.column
        column.setSpacing(8)
        for part in (self.hours, self.own, self.as_hub, self.hint, self.week):
            column.addWidget(part)
        numbers = QHBoxLayout()
        numbers.setSpacing(12)
        for one in NUMBERS:
            numbers.addWidget(self.fields[one], 1, Qt.AlignmentFlag.AlignTop)
        column.addLayout(numbers)
        column.addWidget(Rule())
        self._boxes = QVBoxLayout()
        self._boxes.setContentsMargins(26, 0, 0, 0)
        self._boxes.setSpacing(0)
        for part in (self.who, self.limited, self.everybody):
            column.addWidget(part)
        column.addLayout(self._boxes)
        column.addWidget(self.no_plan)
        column.addWidget(self.fields["role"])
        column.addStretch(1)
        self.inside.setSpacing(0)
        self.inside.addWidget(scroll, 1)
        self.footer.addWidget(self.save)
        self.footer.addStretch(1)

    # what there is -------------------------------------------------------------------------------

    def show_space(self, row: SpaceRow, hub: Week, plans: Plans) -> None:
        """Show a space, with the hub's hours and the plans that may be asked for."""
        before, hours, self.row, self._hub = self.row, self._hub, row, hub
        self._offer_plans(plans)
        if before is None or before.id != row.id:
            self.forget()
        else:
            self._take_over(before.fields, row.fields, hours)
        self._settle()

    def forget(self) -> None:
        """What was typed is of another space: show this one as it is."""
        if self.row is None:
            return
        fields = self.row.fields
        self.own.setChecked(fields.week is not None)
        self.week.show_week(fields.week or self._hub)
        self.limited.setChecked(fields.plans is not None)
        for plan, box in self.plans.items():
            box.setChecked(plan in (fields.plans or ()))
        self._offer_ranks(fields.role)
        for name in NUMBERS:
            self._line(name).setText(_shown(fields, name))
            self.fields[name].complain("")
        self.no_plan.hide()

    def _take_over(self, before: SpaceFields, now: SpaceFields, hours: Week) -> None:
        _follow(self.own, before.week is not None, now.week is not None)
        self.week.take_over(before.week or hours, now.week or self._hub)
        _follow(self.limited, before.plans is not None, now.plans is not None)
        for plan, box in self.plans.items():
            _follow(box, plan in (before.plans or ()), plan in (now.plans or ()))
        if self._rank() is before.role:
            self._offer_ranks(now.role)
        for name in NUMBERS:
            if self._line(name).text() == _shown(before, name):
                self._line(name).setText(_shown(now, name))

    def _offer_plans(self, plans: Plans) -> None:
        if plans == self._plans:
            return
        ticked = {plan for plan, box in self.plans.items() if box.isChecked()}
        for box in self.plans.values():
            self._boxes.removeWidget(box)
            box.hide()
            box.deleteLater()
        self._plans, self.plans = plans, {}
        for plan, words in plans:
            box = CheckBox(painters.elided(Role.BODY, words, _PLAN))
            box.setAccessibleName(words)
            box.setToolTip(words)
            box.setChecked(plan in ticked)
            box.toggled.connect(self.no_plan.hide)
            self.plans[plan] = box
            self._boxes.addWidget(box)

    def _offer_ranks(self, on: Rank) -> None:
        choices: list[tuple[str, object]] = [
            (_("Everybody"), Rank.RECEPTIONIST),
            (_("Managers only"), Rank.MANAGER),
        ]
        self._role.offer(choices, on)

    def _rank(self) -> Rank:
        """Who is on; Qt gives the code back as plain text."""
        value = self._role.value()
        return Rank(str(value)) if value else Rank.RECEPTIONIST

    def _settle(self) -> None:
        """Hours and plans show where the space has its own."""
        for part in (self.week, self.hint):
            part.setVisible(self.own.isChecked())
        self.as_hub.setVisible(not self.own.isChecked())
        self.everybody.setVisible(not self.limited.isChecked())
        for box in self.plans.values():
            box.setVisible(self.limited.isChecked())
        if not self.limited.isChecked():
            self.no_plan.hide()

    def _line(self, name: str) -> QLineEdit:
        control = self.fields[name].control
        assert isinstance(control, QLineEdit)
        return control

    # what is typed -------------------------------------------------------------------------------

    def ask_save(self) -> None:
        """Ask to save what was typed; what cannot be read is said beside its field."""
        if self.row is None:
            return
        try:
            self.save_asked.emit(self.row, self._read(self.row.fields))
        except InputError as error:
            self.complain(error)

    def _read(self, before: SpaceFields) -> SpaceFields:
        return replace(
            before,
            week=self.week.week() if self.own.isChecked() else None,
            notice_minutes=typed_number(self._line("notice_minutes").text(), "notice_minutes") or 0,
            ahead_days=typed_number(self._line("ahead_days").text(), "ahead_days"),
            plans=self._ticked() if self.limited.isChecked() else None,
            role=self._rank(),
        )

    def _ticked(self) -> tuple[UUID, ...]:
        found = tuple(plan for plan, box in self.plans.items() if box.isChecked())
        if not found:
            raise InputError(_("Choose at least one plan, or let everybody book."), field="plans")
        return found

    def saved(self) -> None:
        """What was typed is kept now: it is shown as it was kept."""
        self.row = None

    def complain(self, error: InputError) -> None:
        """Show ``error`` beside its field; the focus goes there."""
        day, reason = self.week.complain(error), Qt.FocusReason.OtherFocusReason
        if day is not None:
            day.setFocus(reason)
        elif error.field == "plans":
            self.no_plan.say(error.sentence)
            self.no_plan.show()
            self.limited.setFocus(reason)
        else:
            field = self.fields.get(error.field or "", self.fields["notice_minutes"])
            field.complain(error.sentence)
            field.control.setFocus(reason)

    def point_to(self, name: str) -> None:
        """Give the focus to the part called so (a key of ``labels``)."""
        boxes: dict[str, QWidget] = {"week": self.own, "plans": self.limited}
        part = boxes[name] if name in boxes else self.fields[name].control
        part.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def retranslate(self) -> None:
        self.title.say(_("Who and when"))
        said = labels()
        for name, field in self.fields.items():
            field.say(said[name])
        self.own.setText(said["week"])
        self.limited.setText(said["plans"])
        self._line("ahead_days").setPlaceholderText(_("no limit"))
        self.hours.say(_("Opening hours"))
        self.as_hub.say(_("It is open when the hub is."))
        self.hint.say(
            _(
                "Such as 09:00 – 13:00, 14:30 – 20:00. Empty is closed, 00:00 – 24:00 is day and night."
            )
        )
        self.who.say(_("Who may book it"))
        self.everybody.say(_("Everybody may, with a plan or without."))
        self.save.say(_("Save"))
        self._offer_ranks(self._rank())
        self._settle()


def _follow(box: CheckBox, before: bool, now: bool) -> None:
    """A box that nobody touched here takes what holds now."""
    if box.isChecked() == before:
        box.setChecked(now)


def _shown(fields: SpaceFields, name: str) -> str:
    """A number as its line shows it."""
    value = getattr(fields, name)
    return "" if value is None else str(value)
