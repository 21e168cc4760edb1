"""Nuova persona and Modifica: what is written of a person, their consents, and perhaps a first plan."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCompleter,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from askadesk.core.errors import InputError
from askadesk.core.i18n import _, money
from askadesk.people.rows import Likeness, PersonFields, PersonPage
from askadesk.people.rules import initials
from askadesk.plans.rows import Offer
from db.values import ConsentKind
from ui.dialogs.person_parts import AlikeCard, ConsentRows
from ui.dialogs.writing import WritingDialog
from ui.fonts import Role
from ui.widgets.button import Button
from ui.widgets.card import Rule
from ui.widgets.chip_field import ChipField
from ui.widgets.choices import CheckBox
from ui.widgets.date_field import DateField, written
from ui.widgets.field import Field, Select, line, note
from ui.widgets.icon_line import IconLine
from ui.widgets.mark import Mark
from ui.widgets.photo_picker import PhotoPicker
from ui.widgets.text import Text

NOTICE = "1"
"""The version of the privacy notice that is shown."""


@dataclass(frozen=True, slots=True)
class PersonWritten:
    """What was written. ``person`` and ``version`` are None and 0 for someone new; ``consents`` holds
    only what is to change; ``plan`` is the code of a product, "" for none."""

    fields: PersonFields
    person: UUID | None = None
    version: int = 0
    consents: Mapping[ConsentKind, bool] = field(default_factory=dict)
    notice: str = NOTICE
    photo: bytes | None = None
    plan: str = ""
    let_in: bool = False
    print_card: bool = False


class PersonDialog(WritingDialog):
    """``saved`` carries a ``PersonWritten``; the dialog stays open until ``finish``.

    ``alike_asked`` carries the ``PersonFields`` typed so far, answer with ``show_alike``;
    ``organisation_searched`` a text, answer with ``show_organisations``. ``person_opened`` carries who
    turned out to be known already. Esc asks before anything typed would be lost.
    """

    saved = Signal(object)
    alike_asked = Signal(object)
    organisation_searched = Signal(str)
    person_opened = Signal(object)
    photo_file_asked = Signal()
    photo_camera_asked = Signal()

    def __init__(
        self,
        page: PersonPage | None = None,
        offers: Sequence[Offer] = (),
        *,
        name: str = "",
        notice: str = NOTICE,
    ) -> None:
        super().__init__()
        self._page, self._offers, self._notice = page, tuple(offers), notice
        self._version = page.version if page is not None else 0
        self._photo: bytes | None = None
        self.pause.timeout.connect(self._ask_alike)
        self._make()
        self._build_left()
        self._build_right()
        self._build_footer()
        self._wire()
        self.show_fields(page.fields if page is not None else _of_name(name))
        self.consents.tick(_given(page) if page is not None else [ConsentKind.HOUSE_RULES])
        self._start = self._state()
        self.retranslate()

    def _make(self) -> None:
        self.picker = PhotoPicker()
        self.given, self.family = Field(line()), Field(line())
        self.phone, self.email = Field(IconLine("phone")), Field(IconLine("mail"))
        self.organisation = Field(IconLine("building-2"))
        self.role = Field(line())
        self.born, self.tax_code = Field(DateField()), Field(line())
        self.skills, self.seeks = Field(ChipField("ink")), Field(ChipField("outline"))
        self.languages, self.note = Field(line()), Field(note(lines=2))
        self.alike = AlikeCard()
        self.consents = ConsentRows(self._notice)
        self.plan, self.let_in = Field(Select()), CheckBox()
        self._names: QStringListModel = QStringListModel(self)
        self.completer = QCompleter(self._names, self)
        self.completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self.completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        _edit(self.organisation).setCompleter(self.completer)

    def _build_left(self) -> None:
        column = self.left.column
        column.setSpacing(8)
        names = QHBoxLayout()
        names.setSpacing(12)
        for one in (self.given, self.family):
            names.addWidget(one, 1, Qt.AlignmentFlag.AlignBottom)
        # The camera button reaches 4 px below the arch, as far as a field keeps free for its sentence.
        first = QHBoxLayout()
        first.setSpacing(8)
        first.addWidget(self.picker)
        first.addLayout(names, 1)
        column.addLayout(first)
        pairs = (
            (self.phone, self.email),
            (self.organisation, self.role),
            (self.born, self.tax_code),
        )
        for pair in pairs:
            column.addLayout(_beside(pair))
        column.addSpacing(4)
        column.addWidget(Rule())
        column.addSpacing(4)
        for wide in (self.skills, self.seeks, self.languages, self.note):
            column.addWidget(wide)
        column.addStretch(1)

    def _build_right(self) -> None:
        column = self.right.column
        column.setSpacing(16)
        column.addWidget(self.alike)
        if self._offers:
            column.addWidget(self.plan)
            column.addWidget(self.let_in)
        column.addWidget(self.consents)
        column.addStretch(1)

    def _build_footer(self) -> None:
        self._promise = Text(role=Role.SECOND, tone="text2")
        self.aside.addWidget(Mark("shield-check", 18, "ink"))
        self.aside.addWidget(self._promise)
        self._leave = self.add_button(Button(kind="ghost", key="Esc"))
        self._save = self.add_button(Button(key="Ctrl S"))
        self._print = self.add_button(Button(kind="accent", icon="printer", key="F2"))

    def _wire(self) -> None:
        self._leave.clicked.connect(self.close_down)
        self._save.clicked.connect(self._save_only)
        self._print.clicked.connect(self.accept)
        self.picker.file_asked.connect(self.photo_file_asked)
        self.picker.camera_asked.connect(self.photo_camera_asked)
        self.alike.opened.connect(self._open_known)
        _edit(self.organisation).textEdited.connect(self.organisation_searched)
        for one in (self.given, self.family, self.phone, self.email, self.born, self.tax_code):
            _edit(one).textEdited.connect(self._typed)
        for chips in (self.skills, self.seeks):
            chips.control.edited.connect(chips.forgive)  # type: ignore[attr-defined]
        self._note_edit().textChanged.connect(self.note.forgive)
        self.plan.control.currentIndexChanged.connect(self._plan_changed)  # type: ignore[attr-defined]

    def _note_edit(self) -> QPlainTextEdit:
        control = self.note.control
        assert isinstance(control, QPlainTextEdit)
        return control

    def fields_by_name(self) -> dict[str, Field]:
        """The fields by the name that a service calls them."""
        return {
            "given": self.given,
            "family": self.family,
            "phone": self.phone,
            "email": self.email,
            "organisation": self.organisation,
            "role": self.role,
            "born_on": self.born,
            "tax_code": self.tax_code,
            "skills": self.skills,
            "seeks": self.seeks,
            "languages": self.languages,
            "note": self.note,
            "plan": self.plan,
        }

    # words -------------------------------------------------------------------------------------

    def retranslate(self) -> None:
        super().retranslate()
        title = _("New person") if self._page is None else _("Edit person")
        self.say_heading(
            title, _("First and last name are enough. The rest can be added when it is needed.")
        )
        for name, one in self.fields_by_name().items():
            one.say(field_label(name))
        for one, hint in self._hints():
            _edit(one).setPlaceholderText(hint)
        skills, seeks = self.skills.control, self.seeks.control
        assert isinstance(skills, ChipField)
        assert isinstance(seeks, ChipField)
        skills.say_hint(_("add one, Enter confirms"))
        seeks.say_hint(_("add one"))
        self.let_in.setText(_("Let them in now"))
        self._promise.say(_("Each consent keeps its date and can be taken back."))
        self._leave.say(_("Leave it"))
        self._save.say(_("Save"))
        self._print.say(_("Save and print card"))
        self._offer_plans()

    def _hints(self) -> tuple[tuple[Field, str], ...]:
        return (
            (self.phone, _("optional")),
            (self.email, _("optional")),
            (self.organisation, _("Search or add")),
            (self.born, _("dd/mm/yyyy, optional")),
            (self.tax_code, _("only for a receipt")),
            (self.languages, _("such as Italian, French")),
        )

    def _offer_plans(self) -> None:
        control = self.plan.control
        assert isinstance(control, Select)
        on = control.value() if control.count() else ""
        offered: list[tuple[str, object]] = [(_("No plan for now"), "")]
        for one in self._offers:
            price = money(one.price) if one.price is not None else ""
            words = _("{plan}, {price}").format(plan=one.name, price=price) if price else one.name
            offered.append((words, one.code))
        control.offer(offered, on)

    # what stands in it -------------------------------------------------------------------------

    def first(self) -> QWidget:
        return self.given.control

    def show_fields(self, fields: PersonFields) -> None:
        """Put these into the fields."""
        lines = {
            self.given: fields.given,
            self.family: fields.family,
            self.phone: fields.phone,
            self.email: fields.email,
            self.organisation: fields.organisation,
            self.role: fields.role,
            self.born: written(fields.born_on),
            self.tax_code: fields.tax_code,
            self.languages: fields.languages,
        }
        for one, words in lines.items():
            _edit(one).setText(words)
        for chips, words in ((self.skills, fields.skills), (self.seeks, fields.seeks)):
            chips.control.set_text(words)  # type: ignore[attr-defined]
        self._note_edit().setPlainText(fields.note)
        self._show_portrait()

    def take(self, fields: PersonFields, version: int) -> None:
        """Show what was chosen after somebody else's change, to be saved as ``version``."""
        self.show_fields(fields)
        self._version = version

    def fields(self, *, strict: bool = True) -> PersonFields:
        """What stands in the fields. Raises InputError for a day that is none, unless not ``strict``."""
        try:
            born = self.born.control.day("born_on")  # type: ignore[attr-defined]
        except InputError:
            if strict:
                raise
            born = None
        return PersonFields(
            given=_text(self.given),
            family=_text(self.family),
            role=_text(self.role),
            email=_text(self.email),
            phone=_text(self.phone),
            skills=self.skills.control.text(),  # type: ignore[attr-defined]
            note=self._note_edit().toPlainText().strip(),
            born_on=born,
            organisation=_text(self.organisation),
            seeks=self.seeks.control.text(),  # type: ignore[attr-defined]
            languages=_text(self.languages),
            tax_code=_text(self.tax_code),
        )

    def _state(self) -> tuple[object, ...]:
        """All that would be lost."""
        given = tuple(self.consents.given().items())
        return (self.fields(strict=False), _text(self.born), self._photo, given, self._plan())

    def _plan(self) -> str:
        control = self.plan.control
        assert isinstance(control, Select)
        return str(control.value() or "")

    def changed(self) -> bool:
        """Whether something was written that is not kept yet."""
        return self._state() != self._start

    # while typing ------------------------------------------------------------------------------

    def _typed(self) -> None:
        self._show_portrait()
        self.pause.start()

    def _show_portrait(self) -> None:
        photo = self._photo or (self._page.photo if self._page is not None else None)
        self.picker.show_person(initials(_text(self.given), _text(self.family)), photo)

    def show_photo(self, photo: bytes) -> None:
        """Show a photo that was chosen or taken; it is kept with the rest."""
        self._photo = photo
        self._show_portrait()

    def _ask_alike(self) -> None:
        self.alike_asked.emit(self.fields(strict=False))

    def show_alike(self, fields: PersonFields, found: Sequence[Likeness]) -> None:
        """Show who fits ``fields``, unless something else is typed by now."""
        if fields == self.fields(strict=False):
            self.alike.show_alike(found)

    def show_organisations(self, text: str, names: Iterable[str]) -> None:
        """Offer the names found for ``text``."""
        edit = _edit(self.organisation)
        if text != edit.text() or not edit.hasFocus():
            return
        found = [name for name in names if name != text]
        self._names.setStringList(found)
        if found and text.strip():
            self.completer.complete()

    def _open_known(self, person: object) -> None:
        self._go()
        self.person_opened.emit(person)

    def _plan_changed(self) -> None:
        self.plan.forgive()

    # answering ---------------------------------------------------------------------------------

    def accept(self) -> None:
        self._answer(print_card=True)

    def _save_only(self) -> None:
        self._answer(print_card=False)

    def _answer(self, *, print_card: bool) -> None:
        for one in self.fields_by_name().values():
            one.forgive()
        try:
            fields = self.fields()
        except InputError as error:
            self.complain(error)
            return
        if not fields.given and not fields.family:
            self.complain(InputError(_("A first or a last name is needed."), field="given"))
            return
        if self._photo is not None and not self.consents.given()[ConsentKind.PHOTO]:
            self.consents.ask_portrait()
            return
        self._busy(True)
        self.saved.emit(self._written(fields, print_card=print_card))

    def _written(self, fields: PersonFields, *, print_card: bool) -> PersonWritten:
        before = _given(self._page) if self._page is not None else set()
        ticked = self.consents.given().items()
        return PersonWritten(
            fields=fields,
            person=self._page.id if self._page is not None else None,
            version=self._version,
            consents={kind: on for kind, on in ticked if on != (kind in before)},
            notice=self._notice,
            photo=self._photo,
            plan=self._plan(),
            let_in=bool(self._offers) and self.let_in.isChecked(),
            print_card=print_card,
        )

    def _busy(self, busy: bool) -> None:
        for button in (self._save, self._print):
            button.setEnabled(not busy)

    def complain(self, error: InputError) -> None:
        """Say beside the field what to change; the field gets the focus."""
        found = self.fields_by_name().get(error.field or "", self.given)
        found.complain(" ".join(filter(None, (error.what, error.todo))))
        found.control.setFocus()
        self._busy(False)

    def again(self) -> None:
        """It was not saved, for a reason that no field can mend; what was typed stays."""
        self._busy(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        held = event.modifiers() == Qt.KeyboardModifier.ControlModifier
        if held and event.key() == Qt.Key.Key_S:
            self._save_only()
            return
        super().keyPressEvent(event)


def field_label(name: str) -> str:
    """What a field of a person or an organisation is called."""
    return {
        "given": _("Given name"),
        "family": _("Family name"),
        "phone": _("Phone"),
        "email": _("E-mail"),
        "organisation": _("Organisation"),
        "role": _("What they do"),
        "born_on": _("Birthday"),
        "tax_code": _("Tax code"),
        "skills": _("Offers"),
        "seeks": _("Looks for"),
        "languages": _("Languages"),
        "note": _("Note"),
        "plan": _("Plan"),
        "name": _("Name"),
        "vat_number": _("VAT number"),
        "address": _("Address"),
    }.get(name, name)


def _of_name(name: str) -> PersonFields:
    given, _space, family = name.strip().partition(" ")
    return PersonFields(given.strip(), family.strip())


def _given(page: PersonPage) -> set[ConsentKind]:
    return {row.kind for row in page.consents if row.given}


def _edit(one: Field) -> QLineEdit:
    control = one.control
    assert isinstance(control, QLineEdit)
    return control


def _text(one: Field) -> str:
    return _edit(one).text().strip()


def _beside(fields: Iterable[QWidget]) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(12)
    for one in fields:
        row.addWidget(one, 1, Qt.AlignmentFlag.AlignTop)
    return row
