"""The left of an import: how the file was read, and what each of its columns holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from askadesk.core.i18n import _, ngettext, number
from askadesk.plans.rows import Offer
from askadesk.transfer.rows import DATES, Column, DateOrder, Heading, Preview, UnknownPlan
from askadesk.transfer.words import column_word
from ui.fonts import Role
from ui.widgets.field import Field, Select
from ui.widgets.segmented import Segmented
from ui.widgets.text import Text

_SELECT = 168
_FIRST_ROWS = 12
ENCODINGS = (
    ("utf-8", "UTF-8"),
    ("cp1252", "Windows 1252"),
    ("cp1250", "Windows 1250"),
    ("mac-roman", "Mac"),
    ("utf-16", "UTF-16"),
)


class ColumnRow(QWidget):
    """One column of the file: its words and some values, and what it holds. ``picked`` carries its place
    and the ``Column`` (None: nothing), ``ordered`` its place and the ``DateOrder``."""

    picked = Signal(int, object)
    ordered = Signal(int, object)

    def __init__(self, heading: Heading, order: DateOrder | None, *, asks: bool) -> None:
        super().__init__()
        self._at = heading.index
        words = heading.words or _("Column {number}").format(number=heading.index + 1)
        named = Text(words, Role.PRIMARY, elide=True)
        shown = Text(" · ".join(heading.examples), Role.SECOND, "text3", elide=True)
        self.choice = Select()
        self.choice.setFixedWidth(_SELECT)
        self.choice.setAccessibleName(words)
        offered: list[tuple[str, object]] = [(_("Not used"), "")]
        offered += [(column_word(one), one.value) for one in Column]
        self.choice.offer(offered, heading.column.value if heading.column else "")
        self.choice.activated.connect(self._pick)
        said = QVBoxLayout()
        said.setSpacing(0)
        said.addWidget(named)
        said.addWidget(shown)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addLayout(said, 1)
        row.addWidget(self.choice)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 4)
        column.setSpacing(4)
        column.addLayout(row)
        self.order = Segmented(compact=True)
        self.order.picked.connect(self._order)
        if heading.column in DATES and (asks or any("/" in one for one in heading.examples)):
            self._offer_order(order)
            column.addWidget(self.order, 0, Qt.AlignmentFlag.AlignRight)
        else:
            self.order.setParent(self)
            self.order.hide()

    def _offer_order(self, order: DateOrder | None) -> None:
        choices = [
            (DateOrder.DAY_FIRST.value, _("Day first")),
            (DateOrder.MONTH_FIRST.value, _("Month first")),
        ]
        self.order.offer(choices, order.value if order is not None else "")

    def _pick(self) -> None:
        value = str(self.choice.value() or "")
        self.picked.emit(self._at, Column(value) if value else None)

    def _order(self, key: str) -> None:
        self.ordered.emit(self._at, DateOrder(key))


class PlanRow(QWidget):
    """Words that name no plan on offer, and which one they mean. ``picked`` carries the folded words and
    the code, "" for no plan at all."""

    picked = Signal(str, str)

    def __init__(self, unknown: UnknownPlan, offers: Sequence[Offer], chosen: str | None) -> None:
        super().__init__()
        self._folded = unknown.folded
        rows = ngettext("{count} row", "{count} rows", unknown.rows)
        named = Text(f"“{unknown.words}”", Role.PRIMARY, elide=True)
        count = Text(rows.format(count=number(unknown.rows)), Role.SECOND, "text3")
        self.choice = Select()
        self.choice.setFixedWidth(_SELECT)
        self.choice.setAccessibleName(unknown.words)
        offered: list[tuple[str, object]] = [(_("Which plan?"), None), (_("No plan"), "")]
        offered += [(one.name, one.code) for one in offers]
        self.choice.offer(offered, chosen)
        self.choice.activated.connect(self._pick)
        said = QVBoxLayout()
        said.setSpacing(0)
        said.addWidget(named)
        said.addWidget(count)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 4, 0, 4)
        row.setSpacing(12)
        row.addLayout(said, 1)
        row.addWidget(self.choice)

    def show_chosen(self, chosen: Mapping[str, str]) -> None:
        """Show which plan was chosen, by the folded words; the list keeps the keyboard."""
        at = max(0, self.choice.findData(chosen.get(self._folded)))
        if at != self.choice.currentIndex():
            self.choice.setCurrentIndex(at)

    def _pick(self) -> None:
        code = self.choice.value()
        if code is not None:
            self.picked.emit(self._folded, str(code))


class ReadingPart(QWidget):
    """How the file was read: which sheet, which letters, which row names the columns."""

    sheet_picked = Signal(str)
    encoding_picked = Signal(str)
    header_picked = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.facts = Text(role=Role.SECOND, tone="text2", elide=True)
        self.sheet, self.encoding, self.header = Field(Select()), Field(Select()), Field(Select())
        self._select(self.sheet).activated.connect(self._sheet)
        self._select(self.encoding).activated.connect(self._encoding)
        self._select(self.header).activated.connect(self._header)
        row = QHBoxLayout()
        row.setSpacing(12)
        for field in (self.sheet, self.encoding, self.header):
            row.addWidget(field, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 8)
        column.setSpacing(8)
        column.addWidget(self.facts)
        column.addLayout(row)

    def show_preview(self, preview: Preview) -> None:
        """Show what the file was found to be."""
        source = preview.source
        rows = ngettext("{count} row", "{count} rows", len(preview.rows))
        self.facts.say(f"{source.name} · {rows.format(count=number(len(preview.rows)))}")
        self.sheet.say(_("Sheet"))
        self.encoding.say(_("Letters"))
        self.header.say(_("Names of the columns"))
        self.sheet.setVisible(len(source.sheets) > 1)
        self.encoding.setVisible(bool(source.encoding))
        self._select(self.sheet).offer([(one, one) for one in source.sheets], source.sheet)
        self._offer_encodings(source.encoding)
        offered: list[tuple[str, object]] = [(_("No row"), 0)]
        offered += [(_("Row {row}").format(row=at), at) for at in source.numbers[:_FIRST_ROWS]]
        self._select(self.header).offer(offered, preview.header)

    def _offer_encodings(self, found: str) -> None:
        offered: list[tuple[str, object]] = [(words, code) for code, words in ENCODINGS]
        if found and found not in dict(ENCODINGS):
            offered.insert(0, (found.upper().replace("-SIG", ""), found))
        self._select(self.encoding).offer(offered, found)

    def _sheet(self) -> None:
        self.sheet_picked.emit(str(self._select(self.sheet).value()))

    def _encoding(self) -> None:
        self.encoding_picked.emit(str(self._select(self.encoding).value()))

    def _header(self) -> None:
        value = self._select(self.header).value()
        self.header_picked.emit(value if isinstance(value, int) else 0)

    @staticmethod
    def _select(field: Field) -> Select:
        control = field.control
        assert isinstance(control, Select)
        return control
