"""The panel of one space: all that a form holds of it. A new one is written in the same place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QWidget

from askadesk.core.errors import InputError
from askadesk.core.i18n import _
from askadesk.plans.rules import typed_number
from askadesk.rooms.rows import FEATURES, SpaceFields, SpaceRow
from askadesk.rooms.words import KINDS, feature_name, kind_name
from db.values import SpaceKind
from ui import painters
from ui.fonts import Role
from ui.pages.settings.sections import SidePanel
from ui.widgets.base import Speaking
from ui.widgets.button import Button
from ui.widgets.choices import CheckBox
from ui.widgets.empty import EmptyState
from ui.widgets.field import Field, Select, line
from ui.widgets.scroll import ScrollColumn
from ui.widgets.text import Text

TEXTS = ("name", "name_en", "floor")
NEEDED = ("seats", "setup", "cleanup", "step", "least", "grace")
_PART = 270
"""How wide the name of a room may be that another one is made of."""
PAIRS = (
    ("name", "name_en"),
    ("kind", "seats"),
    ("floor", "desks"),
    ("setup", "cleanup"),
    ("step", "least"),
    ("most", "grace"),
)


def labels() -> dict[str, str]:
    """What each field is called."""
    return {
        "name": _("Name"),
        "name_en": _("Name in English"),
        "kind": _("Kind"),
        "seats": _("Seats"),
        "floor": _("Floor"),
        "desks": _("Desks in the zone"),
        "setup": _("Set-up, minutes"),
        "cleanup": _("Tidying up, minutes"),
        "step": _("In steps of, minutes"),
        "least": _("At least, minutes"),
        "most": _("At most, minutes"),
        "grace": _("Waits for people, minutes"),
    }


class SpacePanel(Speaking, SidePanel):
    """``save_asked`` carries a ``SpaceFields``, ``add_asked`` that, the desks and the parts of a new space.
    Nothing typed is lost until ``forget``."""

    save_asked = Signal(object, object)
    add_asked = Signal(object, int, object)
    archive_asked = Signal(object)
    restore_asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(368, parent)
        self.row: SpaceRow | None = None
        self.is_new = self._is_saved = False
        self._rooms: tuple[SpaceRow, ...] = ()
        self._kind = Select()
        names = [one for pair in PAIRS for one in pair if one != "kind"]
        self.fields = {one: Field(line()) for one in names}
        self.fields["kind"] = Field(self._kind)
        self.features_label = Text(role=Role.SECOND_MEDIUM, tone="text2")
        self.features = {code: CheckBox() for code in FEATURES}
        self.parts_label = Text(role=Role.SECOND_MEDIUM, tone="text2", wrap=True)
        self.parts: dict[UUID, CheckBox] = {}
        self.save = Button(kind="accent", icon="check", key="F2")
        self.archive = Button()
        self.restore = Button(kind="accent", icon="door-open", key="F2")
        self.away = Text(tone="text2", wrap=True)
        self.column, self.empty = ScrollColumn(), EmptyState()
        self._lay_out()
        self._wire()
        self.retranslate()
        self.show_space(None)

    def _lay_out(self) -> None:
        column = self.column.column
        self.column.set_margins(16, 14, 16, 12)
        column.setSpacing(8)
        column.addWidget(self.away)
        for pair in PAIRS:
            row = QHBoxLayout()
            row.setSpacing(12)
            for one in pair:
                row.addWidget(self.fields[one], 1, Qt.AlignmentFlag.AlignTop)
            column.addLayout(row)
        column.addWidget(self.features_label)
        grid = QGridLayout()
        grid.setVerticalSpacing(4)
        for at, box in enumerate(self.features.values()):
            grid.addWidget(box, at // 2, at % 2)
        column.addLayout(grid)
        column.addWidget(self.parts_label)
        self._parts = QGridLayout()
        self._parts.setVerticalSpacing(4)
        column.addLayout(self._parts)
        column.addStretch(1)
        self.inside.setSpacing(0)
        self.inside.addWidget(self.column, 1)
        self.inside.addWidget(self.empty, 1)
        self.footer.addWidget(self.save)
        self.footer.addWidget(self.restore)
        self.footer.addStretch(1)
        self.footer.addWidget(self.archive)

    def _wire(self) -> None:
        self.save.clicked.connect(self.ask_save)
        self.archive.clicked.connect(self._ask_archive)
        self.restore.clicked.connect(self._ask_restore)
        self._kind.activated.connect(self._settle)

    def edit(self, name: str) -> QLineEdit:
        """The line of a field."""
        control = self.fields[name].control
        assert isinstance(control, QLineEdit)
        return control

    @property
    def kind(self) -> SpaceKind:
        """The kind that is on; Qt gives the code back as plain text."""
        value = self._kind.value()
        return SpaceKind(str(value)) if value else SpaceKind.MEETING_ROOM

    # what there is -------------------------------------------------------------------------------

    def show_space(self, row: SpaceRow | None) -> None:
        """Show a space. What is typed and not saved stays, also when another desk changed the space
        meanwhile: only what nobody touched here takes what stands there now."""
        if self.is_new and row is not None and not self._is_blank():
            return
        before, self.row = self.row, row
        if row is None or before is None or row.id != before.id or self._is_saved:
            self.is_new = False
            self.forget()
        elif row.version != before.version:
            self._take_over(before.fields, row.fields)
        self._is_saved = False
        self._settle()

    def saved(self) -> None:
        """What was typed is kept now: it is shown as it was kept."""
        self._is_saved = True

    def _take_over(self, before: SpaceFields, now: SpaceFields) -> None:
        for name in (*TEXTS, *NEEDED, "most"):
            line = self.edit(name)
            if line.text() == _shown(getattr(before, name)):
                line.setText(_shown(getattr(now, name)))
        if self.kind is before.kind:
            self._offer_kinds(now.kind)
        for code, box in self.features.items():
            if box.isChecked() == (code in before.features):
                box.setChecked(code in now.features)

    def _is_blank(self) -> bool:
        return not self.edit("name").text().strip()

    def start_new(self, rooms: Sequence[SpaceRow]) -> None:
        """An empty form; a joined room can be made of ``rooms``."""
        self.row, self.is_new, self._rooms = None, True, tuple(rooms)
        self._offer_parts()
        self.forget()
        self._settle()
        self.edit("name").setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _offer_parts(self) -> None:
        for box in self.parts.values():
            self._parts.removeWidget(box)
            box.hide()
            box.deleteLater()
        self.parts = {}
        rooms = [one for one in self._rooms if one.units == 1 and not one.parts]
        for at, one in enumerate(rooms):
            box = CheckBox(painters.elided(Role.BODY, one.name, _PART))
            box.setAccessibleName(one.name)
            box.setToolTip(one.name)
            self.parts[one.id] = box
            self._parts.addWidget(box, at, 0)

    def forget(self) -> None:
        """What was typed is saved, or is of another space: show the space as it is."""
        fields = self.row.fields if self.row else SpaceFields("", SpaceKind.MEETING_ROOM, 8)
        for name in (*TEXTS, *NEEDED, "most"):
            self.edit(name).setText(_shown(getattr(fields, name)))
        if self.row is None:
            self.edit("seats").clear()
        self.edit("desks").setText("" if self.row is None else str(self.row.units))
        self._offer_kinds(fields.kind)
        for code, box in self.features.items():
            box.setChecked(code in fields.features)
        for part in self.parts.values():
            part.setChecked(False)
        for field in self.fields.values():
            field.complain("")

    def _offer_kinds(self, on: SpaceKind) -> None:
        zone = self.row is not None and self.row.kind is SpaceKind.DESK_ZONE
        kinds = [one for one in KINDS if self.row is None or (one is SpaceKind.DESK_ZONE) == zone]
        self._kind.offer([(kind_name(one), one) for one in kinds], on)

    def _settle(self) -> None:
        """What belongs together shows: desks of a zone, parts of a new room."""
        shown = self.row is not None or self.is_new
        self.column.setVisible(shown)
        self.empty.setVisible(not shown)
        self.show_footer(shown)
        self.title.say(_("New space") if self.is_new else self.row.name if self.row else "")
        zone = self.kind is SpaceKind.DESK_ZONE
        self.fields["desks"].setVisible(zone)
        joined = self.is_new and not zone and len(self.parts) > 1
        for part in (self.parts_label, *self.parts.values()):
            part.setVisible(joined)
        self._settle_use()
        self.save.say(_("Add the space") if self.is_new else _("Save"))

    def _settle_use(self) -> None:
        """What is put away can only be taken back as it was."""
        away = self.is_away
        for part in (self.away, self.restore):
            part.setVisible(away)
        self.save.setVisible(not away)
        self.archive.setVisible(self.row is not None and not away)
        for name, field in self.fields.items():
            field.control.setEnabled(not away and (name != "desks" or self.is_new))
        for box in self.features.values():
            box.setEnabled(not away)

    @property
    def is_away(self) -> bool:
        """Whether the space that shows was put away."""
        return self.row is not None and self.row.archived

    # what is typed -------------------------------------------------------------------------------

    def _read(self) -> SpaceFields:
        kind = self.kind
        before = self.row.fields if self.row is not None else SpaceFields("", kind, 1)
        given: dict[str, Any] = {name: self.edit(name).text() for name in TEXTS}
        given |= {name: self._number(name) for name in NEEDED}
        features = tuple(code for code, box in self.features.items() if box.isChecked())
        most = typed_number(self.edit("most").text(), "most")
        return replace(before, **given, kind=kind, most=most, features=features)

    def _number(self, name: str) -> int:
        found = typed_number(self.edit(name).text(), name)
        if found is None:
            raise InputError(_("A number belongs here."), field=name)
        return found

    def ask_save(self) -> None:
        """Ask to save what was typed; what cannot be read is said beside its field. What was put away is taken
        back as it was."""
        if self.is_away:
            self._ask_restore()
            return
        for field in self.fields.values():
            field.forgive()
        try:
            fields = self._read()
            desks = typed_number(self.edit("desks").text(), "desks") or 1
        except InputError as error:
            self.complain(error)
            return
        if self.is_new:
            parts = tuple(id for id, box in self.parts.items() if self._is_part(box))
            self.add_asked.emit(fields, desks, parts)
        elif self.row is not None:
            self.save_asked.emit(self.row, fields)

    def _is_part(self, box: CheckBox) -> bool:
        return box.isChecked() and not box.isHidden()

    def complain(self, error: InputError) -> None:
        """Show ``error`` beside its field; the focus goes there."""
        field = self.fields.get(error.field or "", self.fields["name"])
        field.complain(error.sentence)
        field.control.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ask_archive(self) -> None:
        if self.row is not None:
            self.archive_asked.emit(self.row)

    def _ask_restore(self) -> None:
        if self.row is not None:
            self.restore_asked.emit(self.row)

    def retranslate(self) -> None:
        for name, words in labels().items():
            self.fields[name].say(words)
        self.edit("most").setPlaceholderText(_("no limit"))
        self.features_label.say(_("What it has"))
        self.parts_label.say(_("Made of these rooms, which are taken when it is booked"))
        for code, box in self.features.items():
            box.setText(feature_name(code))
        self.archive.say(_("Put away"))
        self.restore.say(_("Take back into use"))
        self.away.say(_("It is put away: it is not in the calendar and cannot be booked."))
        self.empty.say(
            _("No space is chosen"), _("Choose one at the left, or write a new one with Ctrl N.")
        )
        self._offer_kinds(self.kind)
        self._settle()


def _shown(value: str | int | None) -> str:
    """A value of a space as its line shows it."""
    return "" if value is None else str(value)
