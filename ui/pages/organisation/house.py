"""What is known of an organisation."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from askadesk.core.i18n import _, pgettext
from askadesk.people.rows import OrganisationPage
from ui import icons, painters
from ui.fonts import Role
from ui.pages.person.identity import Fact
from ui.pages.person.measures import COMPACT, Measures
from ui.theme import qcolor, tokens
from ui.widgets.base import Speaking
from ui.widgets.button import Button
from ui.widgets.card import Card, Rule
from ui.widgets.chip import Chip
from ui.widgets.menu_button import MenuButton
from ui.widgets.scroll import ScrollColumn
from ui.widgets.text import Text

_CENTRE = Qt.AlignmentFlag.AlignHCenter


class _Houses(QWidget):
    """The arch of an organisation: sunken, with the icon of a house."""

    def paintEvent(self, event: QPaintEvent) -> None:
        look, rect = tokens(), QRectF(self.rect())
        with painters.painting(self) as painter:
            painter.fillPath(painters.arch_path(rect), qcolor(look.sunken))
            at = rect.center()
            icons.draw(painter, "building-2", at.x() - 20, at.y() - 16, 40, look.text2)


class HouseCard(Speaking, Card):
    """Name, numbers and addresses; what can be done stands below."""

    back_asked = Signal()
    edit_asked = Signal()
    picked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._page: OrganisationPage | None = None
        self.upper = ScrollColumn()
        self.back = Button(size=32, icon="arrow-left", kind="ghost")
        self.menu = MenuButton()
        self.arch = _Houses()
        self.name = Text(role=Role.PAGE, wrap=True, lines=3, elide=True, align=_CENTRE)
        self.chip = Chip(icon="users")
        self.vat = Fact("receipt-text")
        self.phone, self.email = Fact("phone"), Fact("mail")
        self.address, self.note = Fact("map-pin"), Fact("pen-line")
        self.edit = Button()
        self.edit.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._build()
        self.back.clicked.connect(self.back_asked)
        self.edit.clicked.connect(self.edit_asked)
        self.menu.picked.connect(self.picked)
        self.retranslate()
        self.measure(COMPACT)

    def _build(self) -> None:
        head = QWidget()
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self.back, 0, Qt.AlignmentFlag.AlignTop)
        row.addStretch(1)
        row.addWidget(self.arch)
        row.addStretch(1)
        row.addWidget(self.menu, 0, Qt.AlignmentFlag.AlignTop)
        self._head = QVBoxLayout(head)
        self._head.setSpacing(12)
        self._head.addLayout(row)
        self._head.addWidget(self.name)
        self._head.addWidget(self.chip, 0, _CENTRE)
        facts = QWidget()
        self._facts = QVBoxLayout(facts)
        self._facts.setSpacing(0)
        for fact in self.facts():
            self._facts.addWidget(fact)
        for part in (head, Rule(), facts):
            self.upper.column.addWidget(part)
        self.upper.column.addStretch(1)
        self.body.addWidget(self.upper, 1)
        self._foot = QVBoxLayout()
        self._foot.addWidget(self.edit)
        self.body.addLayout(self._foot)

    def facts(self) -> tuple[Fact, ...]:
        """What is known, in its order."""
        return (self.vat, self.phone, self.email, self.address, self.note)

    def measure(self, to: Measures) -> None:
        """Take the measures of the window."""
        self.arch.setFixedSize(*to.arch)
        self.name.wear(to.name)
        self._head.setContentsMargins(to.padding - 4, to.top, to.padding - 4, to.gaps[3])
        for fact in self.facts():
            fact.setFixedHeight(to.fact)
        self._facts.setContentsMargins(to.padding, 8, to.padding, 8)
        self._foot.setContentsMargins(to.padding, 8, to.padding, to.padding)

    def show_organisation(self, page: OrganisationPage) -> None:
        """Show what is known of it."""
        self._page = page
        self.retranslate()

    def retranslate(self) -> None:
        self.back.setAccessibleName(_("Back to the list"))
        self.back.setToolTip(_("Back to the list (Esc)"))
        self.menu.setAccessibleName(_("More actions"))
        self.edit.say(_("Edit"))
        page = self._page
        if page is None:
            return
        self.menu.offer(actions(page))
        fields = page.fields
        self.name.say(fields.name)
        if page.archived_at is not None:
            self.chip.say(_("Archived"), "neutral", "package")
        else:
            self.chip.say(_("Organisation"), "neutral", "building-2")
        said = (
            (_("VAT number"), fields.vat_number),
            (_("Phone"), fields.phone),
            (_("E-mail"), fields.email),
            (_("Address"), fields.address),
            (_("Note"), " ".join(fields.note.split())),
        )
        for fact, (name, words) in zip(self.facts(), said, strict=True):
            fact.say(name, words)


def actions(page: OrganisationPage) -> list[tuple[str, str]]:
    """What the menu of an organisation offers."""
    if page.archived_at is not None:
        return [("restore", _("Bring back into the list"))]
    return [("give", _("Give a plan…")), ("archive", pgettext("verb", "Archive"))]
