"""Nuovo piano: every term of a plan or carnet in plain words. The same dialog changes one that is there."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from askadesk.core.errors import InputError
from askadesk.core.i18n import _, pgettext
from askadesk.hubs.rules import checked_spans
from askadesk.plans import words
from askadesk.plans.rows import NewProduct, ProductNews, ProductPage, TermsFields, WeekWindow
from askadesk.plans.rules import typed_cents, typed_number
from db.values import ProductKind, Unit
from ui.dialogs.wide import WideDialog
from ui.pages.settings.plan_panel import offer_validity, offer_vat
from ui.pages.settings.week_editor import WeekEditor
from ui.widgets.button import Button
from ui.widgets.date_field import DateField
from ui.widgets.field import Field, Select, line
from ui.widgets.segmented import Segmented
from ui.widgets.text import Text

OPEN, SOME, ALWAYS = "open", "some", "always"
NUMBERS = ("guests_at_once", "guests_a_month", "debt_limit", "grace_days")
_COVERS = (None, 120, 180, 240, 300, 360)


class PlanDialog(WideDialog):
    """``added`` carries a ``NewProduct``; of one that is there, ``changed`` carries its ``ProductNews``.

    It stays open until ``finish``; ``complain`` shows why beside the field, and nothing typed is lost.
    """

    added = Signal(object)
    changed = Signal(object)

    def __init__(self, today: date, page: ProductPage | None = None) -> None:
        super().__init__(high=688, left=560)
        self._page, self._today = page, today
        self.kind = Segmented()
        self.lines = {
            name: Field(line())
            for name in (
                "name",
                "name_en",
                "price",
                "units",
                "seats",
                "guests_at_once",
                "guests_a_month",
                "guest_fee_cents",
                "debt_limit",
                "grace_days",
                "room_minutes",
                "room_discount",
            )
        }
        self._vat, self._good, self._covers, self._days = Select(), Select(), Select(), Select()
        self._from = DateField(today)
        self.lines |= {
            "vat": Field(self._vat),
            "validity_days": Field(self._good),
            "unit_minutes": Field(self._covers),
            "days_a_week": Field(self._days),
            "valid_from": Field(self._from),
        }
        self.when, self.week = Segmented(compact=True), WeekEditor(label=88)
        self.when_label, self.when_note = Text(tone="text2"), Text(tone="text3", wrap=True)
        self._lay_out()
        self._leave = self.add_button(Button(key="Esc"))
        self._do = self.add_button(Button(kind="accent", icon="check", key="F2"))
        self._wire()
        self._fill()
        self.retranslate()

    def _lay_out(self) -> None:
        column = self.left.column
        column.setSpacing(8)
        column.addWidget(self.kind, 0, Qt.AlignmentFlag.AlignLeft)
        for names in (
            ("name", "name_en"),
            ("price", "vat", "valid_from"),
            ("units", "unit_minutes", "seats", "days_a_week", "validity_days"),
            ("guests_at_once", "guests_a_month", "guest_fee_cents"),
            ("room_minutes", "room_discount"),
            ("debt_limit", "grace_days"),
        ):
            row = QHBoxLayout()
            row.setSpacing(12)
            for one in names:
                row.addWidget(self.lines[one], 1, Qt.AlignmentFlag.AlignTop)
            column.addLayout(row)
        column.addStretch(1)
        right = self.right.column
        right.setSpacing(12)
        right.addWidget(self.when_label)
        right.addWidget(self.when, 0, Qt.AlignmentFlag.AlignLeft)
        right.addWidget(self.when_note)
        right.addWidget(self.week)
        right.addStretch(1)

    def _wire(self) -> None:
        self._leave.clicked.connect(self.close_down)
        self._do.clicked.connect(self.accept)
        self.kind.picked.connect(self._kind_picked)
        self.when.picked.connect(self._settle)

    # what there is -------------------------------------------------------------------------------

    @property
    def _of_credits(self) -> bool:
        """Whether it counts credits, which pay rooms."""
        if self._page is not None:
            return self._page.row.terms.unit is Unit.CREDITS
        return self.kind.current == Unit.CREDITS.value

    @property
    def _is_pass(self) -> bool:
        if self._page is not None:
            return self._page.row.kind is ProductKind.PASS
        return self.kind.current != ProductKind.MEMBERSHIP.value

    def _fill(self) -> None:
        page = self._page
        terms = page.row.terms if page is not None else TermsFields(units=10, validity_days=90)
        if page is not None:
            self._type("name", page.name)
            self._type("name_en", page.name_en)
        for name in ("units", "seats", *NUMBERS):
            value = getattr(terms, name)
            self._type(name, "" if not value else str(value))
        for name, value in (
            ("room_minutes", hours_of(terms)),
            ("room_discount", terms.room_discount),
        ):
            self._type(name, "" if not value else str(value))
        if terms.guest_fee_cents is not None:
            cents = terms.guest_fee_cents
            self._type("guest_fee_cents", f"{cents // 100},{cents % 100:02d}")
        self._offer(terms)
        self.week.show_week(_week(terms.windows))
        self._when = ALWAYS if terms.around_the_clock else SOME if terms.windows else OPEN
        offer_vat(self._vat, "22")

    def _offer(self, terms: TermsFields) -> None:
        """Choices in words, each with the value that is on."""
        offer_validity(self._good, terms.validity_days)
        covers = [*_COVERS]
        if terms.unit_minutes not in covers:
            covers.append(terms.unit_minutes)
        self._covers.offer([(words.covers(one), one) for one in covers], terms.unit_minutes)
        days: list[int | None] = [None, *range(1, 7)]
        self._days.offer([(words.days_a_week(one), one) for one in days], terms.days_a_week)

    def _type(self, name: str, value: str) -> None:
        _line(self.lines[name]).setText(value)

    def _kind_picked(self, _kind: str) -> None:
        """A carnet runs out, a membership goes on, unless somebody says otherwise."""
        usual = 365 if self._of_credits else 90
        offer_validity(self._good, usual if self._is_pass else None)
        self._settle()

    def _settle(self) -> None:
        """Show what belongs to the kind, and the hours where some are chosen."""
        is_new = self._page is None
        self.kind.setVisible(is_new)
        for name in ("price", "vat"):
            self.lines[name].setVisible(is_new)
        credits = self._of_credits
        self.lines["units"].setVisible(self._is_pass)
        self.lines["units"].say(_("Credits") if credits else _("Entries"))
        for name in ("unit_minutes", "debt_limit"):
            self.lines[name].setVisible(self._is_pass and not credits)
        for name in ("guests_at_once", "guests_a_month", "guest_fee_cents", "grace_days"):
            self.lines[name].setVisible(not credits)
        for part in (self.when_label, self.when):
            part.setVisible(not credits)
        for name in ("seats", "days_a_week", "room_minutes", "room_discount"):
            self.lines[name].setVisible(not self._is_pass)
        self.week.setVisible(self.when.current == SOME and not credits)
        notes = {
            OPEN: _("It holds whenever the hub is open."),
            SOME: _("It holds at these hours; on a day left empty it does not hold."),
            ALWAYS: _("It opens the door at any hour, on closed days too."),
        }
        of_credits = _("Credits pay rooms that have a price in credits. They open no door.")
        self.when_note.say(of_credits if credits else notes[self.when.current or OPEN])

    def first(self) -> QWidget:
        return self.lines["name"].control

    # answering -----------------------------------------------------------------------------------

    def accept(self) -> None:
        """Say what was written, or what cannot be read."""
        try:
            terms = self._terms()
            if self._page is None:
                self._emit_new(terms)
            else:
                self._emit_news(self._page, terms)
        except InputError as error:
            self.complain(error)

    def _emit_new(self, terms: TermsFields) -> None:
        cents = typed_cents(self._typed("price"))
        if not self._typed("name").strip():
            raise InputError(_("A plan needs a name."), field="name")
        if cents is None:
            raise InputError(
                _("What does it cost?"), field="price", todo=_("Write 0 if it is free.")
            )
        kind = ProductKind.PASS if self._is_pass else ProductKind.MEMBERSHIP
        given = {one: getattr(terms, one) for one in TermsFields.__dataclass_fields__}
        new = NewProduct(
            kind,
            "",
            self._typed("name"),
            cents,
            self._day(),
            self._typed("name_en"),
            vat=str(self._vat.value()),
            **given,
        )
        self._do.setEnabled(False)
        self.added.emit(new)

    def _emit_news(self, page: ProductPage, terms: TermsFields) -> None:
        names = self._typed("name"), self._typed("name_en")
        renamed = names != (page.name, page.name_en)
        news = ProductNews(
            self._day(),
            terms=terms if terms != page.row.terms else None,
            name=names[0] if renamed else None,
            name_en=names[1],
            version=page.row.version,
        )
        if news.terms is None and news.name is None:
            self.close_down()
            return
        self._do.setEnabled(False)
        self.changed.emit(news)

    def _day(self) -> date:
        day = self._from.day("valid_from")
        if day is None:
            raise InputError(_("From which day?"), field="valid_from")
        return day

    def _typed(self, name: str) -> str:
        return _line(self.lines[name]).text()

    def _terms(self) -> TermsFields:
        if self._of_credits:
            return TermsFields(
                Unit.CREDITS,
                typed_number(self._typed("units"), "units"),
                validity_days=_whole(self._good),
            )
        numbers = {name: typed_number(self._typed(name), name) or 0 for name in NUMBERS}
        return TermsFields(
            units=typed_number(self._typed("units"), "units") if self._is_pass else None,
            unit_minutes=_whole(self._covers) if self._is_pass else None,
            validity_days=_whole(self._good),
            days_a_week=None if self._is_pass else _whole(self._days),
            seats=None if self._is_pass else typed_number(self._typed("seats"), "seats"),
            around_the_clock=self.when.current == ALWAYS,
            windows=self._windows() if self.when.current == SOME else None,
            guest_fee_cents=typed_cents(self._typed("guest_fee_cents"), "guest_fee_cents"),
            guests_at_once=numbers["guests_at_once"],
            guests_a_month=numbers["guests_a_month"],
            debt_limit=numbers["debt_limit"] if self._is_pass else 0,
            grace_days=numbers["grace_days"],
            room_minutes=0 if self._is_pass else self._room_minutes(),
            room_discount=0 if self._is_pass else self._number("room_discount"),
        )

    def _number(self, name: str) -> int:
        return typed_number(self._typed(name), name) or 0

    def _room_minutes(self) -> int:
        """The hours that were typed; what was kept to the minute stays so while it is left alone."""
        hours, page = self._number("room_minutes"), self._page
        kept = page.row.terms if page is not None else TermsFields()
        return kept.room_minutes if hours == hours_of(kept) else hours * 60

    def _windows(self) -> tuple[WeekWindow, ...]:
        """Days with the same hours go together, as they are said."""
        found: dict[tuple[str, str], list[int]] = {}
        for day, spans in self.week.week():
            for span in checked_spans(spans, f"week.{day}"):
                found.setdefault(span, []).append(int(day))
        return tuple((tuple(days), start, end) for (start, end), days in found.items())

    def complain(self, error: InputError) -> None:
        """Show ``error`` beside its field; what was typed stays."""
        self._do.setEnabled(True)
        day = self.week.complain(error)
        field = self.lines.get(error.field or "")
        if day is not None:
            day.setFocus(Qt.FocusReason.OtherFocusReason)
        elif field is not None and field.isVisibleTo(self):
            field.complain(error.sentence)
            field.control.setFocus(Qt.FocusReason.OtherFocusReason)
        elif error.field == "windows":
            self.when_note.say(error.sentence, "bad")
        else:
            self.lines["name"].complain(error.sentence)

    def again(self) -> None:
        """It could not be saved for another reason: everything may be tried once more."""
        self._do.setEnabled(True)

    def finish(self) -> None:
        """It is saved."""
        self.close_down()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = Qt.KeyboardModifier.ControlModifier
        if event.key() == Qt.Key.Key_S and event.modifiers() == control:
            self.accept()
            return
        super().keyPressEvent(event)

    def retranslate(self) -> None:
        super().retranslate()
        if self._page is None:
            self.say_heading(
                _("New plan"), _("Everything can be changed later; what was sold stays as it was.")
            )
            self._do.say(_("Add the plan"))
        else:
            said = _("What is sold from that day on gets the new terms; the rest keeps its own.")
            self.say_heading(self._page.row.name, said)
            self._do.say(_("Save"))
        self._leave.say(_("Leave it"))
        kinds = [
            (ProductKind.PASS.value, _("Entry or carnet")),
            (ProductKind.MEMBERSHIP.value, _("Membership")),
            (Unit.CREDITS.value, _("Credits for rooms")),
        ]
        self.kind.offer(kinds, self.kind.current or ProductKind.PASS.value)
        self._say_when()
        for name, label in _labels().items():
            self.lines[name].say(label)
        terms = TermsFields(
            unit_minutes=_whole(self._covers),
            validity_days=_whole(self._good),
            days_a_week=_whole(self._days),
        )
        self._offer(terms)
        self._settle()

    def _say_when(self) -> None:
        self.when_label.say(_("When does it hold?"))
        choices = [
            (OPEN, _("Opening hours")),
            (SOME, _("Some hours")),
            (ALWAYS, _("Day and night")),
        ]
        self.when.offer(choices, self.when.current or self._when)


def hours_of(terms: TermsFields) -> int:
    """The whole hours of rooms that are part of a plan."""
    return terms.room_minutes // 60


def _labels() -> dict[str, str]:
    return {
        "name": _("Name"),
        "name_en": _("Name in English"),
        "price": _("Price, VAT included"),
        "vat": _("VAT"),
        "valid_from": pgettext("day", "From"),
        "units": _("Entries"),
        "unit_minutes": _("One entry covers"),
        "validity_days": _("Good for"),
        "seats": _("People at once"),
        "days_a_week": _("Days a week"),
        "guests_at_once": _("Guests at once"),
        "guests_a_month": _("Guests a month"),
        "guest_fee_cents": _("Each further guest"),
        "debt_limit": _("Entries below zero"),
        "grace_days": _("Days a late payment may wait"),
        "room_minutes": _("Hours of rooms a month"),
        "room_discount": _("Off the price of rooms, %"),
    }


def _line(field: Field) -> QLineEdit:
    control = field.control
    assert isinstance(control, QLineEdit)
    return control


def _whole(select: Select) -> int | None:
    value = select.value()
    return value if isinstance(value, int) else None


def _week(
    windows: tuple[WeekWindow, ...] | None,
) -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    """The windows day by day."""
    found: dict[str, list[tuple[str, str]]] = {str(day): [] for day in range(7)}
    for days, start, end in windows or ():
        for day in days:
            found[str(day)].append((start, end))
    return tuple((day, tuple(sorted(spans))) for day, spans in found.items())
