"""Who it is: portrait, name, state, contacts, the card and what can be done."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QSpacerItem, QVBoxLayout, QWidget

from askadesk.core.i18n import _, day_long, day_whole, hour
from askadesk.people.rows import CardRow, MergedRow, PersonPage
from ui import icons, painters
from ui.fonts import Role
from ui.pages.person import phrases
from ui.pages.person.measures import COMPACT, Measures
from ui.theme import tokens
from ui.widgets.base import Speaking
from ui.widgets.button import Button, LinkButton
from ui.widgets.card import Card, Rule
from ui.widgets.chip import Chip
from ui.widgets.menu_button import MenuButton
from ui.widgets.portrait import ArchPortrait
from ui.widgets.qr_preview import QrPreview
from ui.widgets.scroll import ScrollColumn
from ui.widgets.text import Text

_CENTRE = Qt.AlignmentFlag.AlignHCenter


class _Icon(QWidget):
    """An icon of 18 in front of a line."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self.setFixedSize(18, 18)

    def paintEvent(self, event: QPaintEvent) -> None:
        with painters.painting(self) as painter:
            icons.draw(painter, self._name, 0, 0, 18, tokens().text3)


class Fact(QWidget):
    """A contact: an icon and a line of 32, elided; a link where it leads somewhere."""

    followed = Signal()

    def __init__(self, icon: str, *, link: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = Text(elide=True)
        self.link = LinkButton(role=Role.PRIMARY)
        self.link.clicked.connect(self.followed)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(_Icon(icon))
        row.addWidget(self.words, 1)
        row.addWidget(self.link)
        if link:
            row.addStretch(1)
        self.link.setVisible(link)
        self.words.setVisible(not link)
        self.setFixedHeight(32)

    def say(self, name: str, words: str) -> None:
        """Show ``words``, called ``name`` for those who do not see the icon; nothing hides it."""
        room = 196
        self.words.say(words)
        self.link.say(painters.elided(Role.PRIMARY, words, room))
        self.link.setToolTip(words)
        for part in (self.words, self.link):
            part.setAccessibleName(f"{name}: {words}")
        self.setVisible(bool(words))


class _Notes(QWidget):
    """Sentences under the chip: why someone is not let in, what was merged and can be undone."""

    undo_asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.why = Text(role=Role.SECOND, tone="bad", wrap=True, lines=4, align=_CENTRE)
        self.merged = Text(role=Role.SECOND, tone="text2", wrap=True, lines=3, align=_CENTRE)
        self.undo = LinkButton(icon="undo-2")
        self.undo.clicked.connect(self._undo)
        self._row: MergedRow | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.why)
        column.addWidget(self.merged)
        column.addWidget(self.undo, 0, _CENTRE)

    def show_notes(self, page: PersonPage) -> None:
        """Show what is to be said of ``page``; hidden when it is nothing."""
        self._row = page.merged[0] if page.merged else None
        self.why.say(phrases.bar(page.bar) if page.bar is not None else "")
        if self._row is not None:
            words = _("{name} is part of this record. It can be taken apart until {hour}.")
            until = hour(self._row.undo_until)
            self.merged.say(words.format(name=self._row.name, hour=until))
        self.undo.say(_("Take them apart"))
        self.why.setVisible(page.bar is not None)
        for part in (self.merged, self.undo):
            part.setVisible(self._row is not None)
        self.setVisible(page.bar is not None or self._row is not None)

    def _undo(self) -> None:
        if self._row is not None:
            self.undo_asked.emit(self._row)


class _CardBlock(QWidget):
    """The code of the card that is good now, its short form, since when."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.preview = QrPreview()
        self.title = Text(role=Role.STRONG)
        self.short = Text(role=Role.CODE, tone="text2")
        self.since = Text(role=Role.CAPTION, tone="text3", wrap=True, lines=3)
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addStretch(1)
        for part in (self.title, self.short, self.since):
            words.addWidget(part)
        words.addStretch(1)
        self._row = QHBoxLayout(self)
        self._row.setSpacing(16)
        self._row.addWidget(self.preview)
        self._row.addLayout(words, 1)

    def measure(self, to: Measures) -> None:
        """Take the measures of the window."""
        self._row.setContentsMargins(to.padding, to.padding, to.padding, to.padding - 8)
        self.preview.measure(to.qr)

    def show_card(self, card: CardRow | None) -> None:
        """Show ``card``, or that there is none yet."""
        self.preview.show_code(card.code if card is not None else "")
        self.title.say(_("Personal QR") if card is not None else _("No card yet"))
        short = f"{card.short[:4]}-{card.short[4:]}" if card is not None else ""
        self.short.say(short)
        self.short.setVisible(bool(short))
        if card is None:
            self.since.say(_("It is made when you print it."))
        else:
            words = _("valid since {day}").format(day=day_whole(card.issued_at.date()))
            unprinted = _("not printed yet")
            self.since.say(words if card.prints else f"{words}\n{unprinted}")
        name = _("Code of the card: {short}").format(short=short) if short else self.title.text()
        self.preview.setAccessibleName(name)


class IdentityCard(Speaking, Card):
    """Full height. What it holds scrolls in a low window; the buttons below stay."""

    back_asked = Signal()
    print_asked = Signal()
    replace_asked = Signal()
    edit_asked = Signal()
    organisation_asked = Signal()
    undo_merge_asked = Signal(object)
    picked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._page: PersonPage | None = None
        self.upper = ScrollColumn()
        self.body.addWidget(self.upper, 1)
        self.back = Button(size=32, icon="arrow-left", kind="ghost")
        self.menu = MenuButton()
        self.portrait = ArchPortrait()
        self.name = Text(role=Role.PAGE, wrap=True, lines=2, elide=True, align=_CENTRE)
        self.role = Text(tone="text2", elide=True, align=_CENTRE)
        self.chip = Chip()
        self.notes = _Notes()
        self.organisation = Fact("building-2", link=True)
        self.phone, self.email = Fact("phone"), Fact("mail")
        self.born, self.languages = Fact("cake"), Fact("languages")
        self.tax_code, self.note = Fact("receipt-text"), Fact("pen-line")
        self.card = _CardBlock()
        self._build_head()
        self._build_rest()
        self._foot = self._footer()
        self.body.addWidget(self._foot)
        self._wire()
        self.retranslate()
        self.measure(COMPACT)

    def facts(self) -> tuple[Fact, ...]:
        """The contacts in their order."""
        first = (self.organisation, self.phone, self.email, self.born)
        return (*first, self.languages, self.tax_code, self.note)

    def _build_head(self) -> None:
        self._head = QWidget()
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self.back, 0, Qt.AlignmentFlag.AlignTop)
        row.addStretch(1)
        row.addWidget(self.portrait)
        row.addStretch(1)
        row.addWidget(self.menu, 0, Qt.AlignmentFlag.AlignTop)
        self._head_column = QVBoxLayout(self._head)
        self._head_column.setSpacing(0)
        self._head_column.addLayout(row)
        self._gaps = [QSpacerItem(0, 0) for _gap in range(3)]
        for part, gap in zip((self.name, self.role, self.chip), self._gaps, strict=True):
            self._head_column.addItem(gap)
            align = _CENTRE if part is self.chip else Qt.AlignmentFlag(0)
            self._head_column.addWidget(part, 0, align)
        self._head_column.addWidget(self.notes)

    def _build_rest(self) -> None:
        self._facts = QWidget()
        self._fact_column = QVBoxLayout(self._facts)
        self._fact_column.setSpacing(0)
        for fact in self.facts():
            self._fact_column.addWidget(fact)
        column = self.upper.column
        self._card_rule = Rule()
        for part in (self._head, Rule(), self._facts, self._card_rule, self.card):
            column.addWidget(part)
        column.addStretch(1)

    def _footer(self) -> QWidget:
        foot = QWidget()
        self.print = Button(kind="ink", icon="printer", key="Ctrl P")
        self.print_now = Button(kind="accent", icon="printer", key="F2")
        self.replace = Button(padding=0)
        self.edit = Button(padding=0, key="")
        below = QHBoxLayout()
        below.setSpacing(8)
        for button in (self.print, self.print_now, self.replace, self.edit):
            policy = QSizePolicy.Policy.Expanding
            button.setSizePolicy(policy, QSizePolicy.Policy.Fixed)
        below.addWidget(self.replace, 1)
        below.addWidget(self.edit, 1)
        self._foot_column = QVBoxLayout(foot)
        self._foot_column.setSpacing(8)
        self._foot_column.addWidget(self.print_now)
        self._foot_column.addWidget(self.print)
        self._foot_column.addLayout(below)
        return foot

    def _wire(self) -> None:
        self.back.clicked.connect(self.back_asked)
        self.menu.picked.connect(self.picked)
        self.print.clicked.connect(self.print_asked)
        self.print_now.clicked.connect(self.print_asked)
        self.replace.clicked.connect(self.replace_asked)
        self.edit.clicked.connect(self.edit_asked)
        self.organisation.followed.connect(self.organisation_asked)
        self.notes.undo_asked.connect(self.undo_merge_asked)

    def measure(self, to: Measures) -> None:
        """Take the measures of the window."""
        self.portrait.setFixedSize(*to.arch)
        self.name.wear(to.name)
        # The column of the arch stands between two buttons of 32.
        self._head_column.setContentsMargins(to.padding - 4, to.top, to.padding - 4, to.gaps[3])
        for gap, high in zip(self._gaps, to.gaps, strict=False):
            gap.changeSize(0, high)
        for fact in self.facts():
            fact.setFixedHeight(to.fact)
        around = (to.fact - 16) // 2
        self._fact_column.setContentsMargins(to.padding, around, to.padding, around)
        self._foot_column.setContentsMargins(to.padding, 8, to.padding, 6 if to is COMPACT else 24)
        self.card.measure(to)

    # showing -----------------------------------------------------------------------------------

    def show_person(self, page: PersonPage) -> None:
        """Show who ``page`` is."""
        self._page = page
        self.portrait.show_person(page.initials, page.photo)
        self.retranslate()

    def retranslate(self) -> None:
        self.back.setAccessibleName(_("Back to the list"))
        self.back.setToolTip(_("Back to the list (Esc)"))
        self.menu.setAccessibleName(_("More actions"))
        self.menu.setToolTip(_("More actions"))
        for button in (self.print, self.print_now):
            button.say(_("Print card"))
        self.replace.say(_("Replace"))
        self.replace.setToolTip(_("The card was lost: stop it and make a new one."))
        self.edit.say(_("Edit"))
        if self._page is not None:
            self._say(self._page)

    def _say(self, page: PersonPage) -> None:
        fields = page.fields
        self.name.say(page.name)
        self.role.say(fields.role)
        self.role.setVisible(bool(fields.role))
        self._say_state(page)
        self.notes.show_notes(page)
        self.organisation.say(_("Organisation"), fields.organisation)
        self.phone.say(_("Phone"), fields.phone)
        self.email.say(_("E-mail"), fields.email)
        self.born.say(_("Born on"), day_long(fields.born_on) if fields.born_on else "")
        self.languages.say(_("Languages"), fields.languages)
        self.tax_code.say(_("Tax code"), fields.tax_code)
        self.note.say(_("Note"), " ".join(fields.note.split()))
        some = any(not fact.isHidden() for fact in self.facts())
        self._facts.setVisible(some)
        self._card_rule.setVisible(some)
        card = active_card(page)
        self.card.show_card(card)
        never = page.archived_at is None and (card is None or card.prints == 0)
        self.print_now.setVisible(never)
        self.print.setVisible(not never)
        self.print.setEnabled(page.archived_at is None)
        self.replace.setEnabled(card is not None)

    def _say_state(self, page: PersonPage) -> None:
        if page.archived_at is not None:
            self.chip.say(_("Archived"), "neutral", "package")
        elif page.bar is not None:
            self.chip.say(_("Not let in"), "bad", "circle-x")
        elif page.inside_since is not None:
            words = _("Here since {hour}").format(hour=hour(page.inside_since))
            self.chip.say(words, "ok", "circle-check")
        else:
            self.chip.say(_("Not here now"), "neutral", "door-closed")

    @property
    def yellow(self) -> Button | None:
        """The accent button, where there is one."""
        return None if self.print_now.isHidden() else self.print_now


def active_card(page: PersonPage) -> CardRow | None:
    """The card that opens the door now."""
    return next((one for one in page.cards if one.status == "active"), None)
