"""Parts of the dialog that writes a person: who it may already be, and the consents."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from askadesk.core.i18n import LANGUAGES, _, day_whole, language
from askadesk.people.rows import Likeness
from db.values import ConsentKind
from ui import icons, painters
from ui.fonts import Role
from ui.pages.person import phrases
from ui.theme import tokens
from ui.widgets.base import Speaking
from ui.widgets.button import Button
from ui.widgets.chip import Chip
from ui.widgets.choices import CheckBox
from ui.widgets.portrait import Avatar
from ui.widgets.text import Text

ORDER = (
    ConsentKind.HOUSE_RULES,
    ConsentKind.INTRODUCTIONS,
    ConsentKind.AGE,
    ConsentKind.EVENT_PHOTOS,
    ConsentKind.NEWSLETTER,
    ConsentKind.PHOTO,
    ConsentKind.DIRECTORY,
    ConsentKind.SKILLS_ON_CARD,
    ConsentKind.STAIRS_HELP,
)
"""The order in which they are asked: what matters most first."""


class AlikeCard(Speaking, QWidget):
    """Someone who may be the person being written. It never blocks and never merges.

    ``opened`` carries the person (UUID) whose page is wanted.
    """

    opened = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._found: tuple[Likeness, ...] = ()
        self._not: set[UUID] = set()
        self.title = Text(role=Role.STRONG, tone="warn")
        self.avatar = Avatar(40)
        self.name = Text(role=Role.STRONG, elide=True)
        self.about = Text(role=Role.CAPTION, tone="text3", elide=True)
        self._chips = [Chip(elide=False) for _one in range(3)]
        self.open = Button(size=32)
        self.other = Button(kind="ghost", size=32)
        self.open.clicked.connect(self._open)
        self.other.clicked.connect(self._set_aside)
        self._build()
        self.hide()
        self.retranslate()

    def _build(self) -> None:
        head = QWidget()
        head.setFixedHeight(40)
        row = QHBoxLayout(head)
        row.setContentsMargins(42, 0, 16, 0)
        row.addWidget(self.title)
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(self.name)
        names.addWidget(self.about)
        who = QHBoxLayout()
        who.setSpacing(12)
        who.addWidget(self.avatar)
        who.addLayout(names, 1)
        why, do = QHBoxLayout(), QHBoxLayout()
        for line, parts in ((why, self._chips), (do, (self.open, self.other))):
            line.setSpacing(8)
            for part in parts:
                line.addWidget(part)
            line.addStretch(1)
        below = QVBoxLayout()
        below.setContentsMargins(16, 12, 16, 12)
        below.setSpacing(8)
        for lines in (who, why):
            below.addLayout(lines)
        below.addSpacing(4)
        below.addLayout(do)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(head)
        column.addLayout(below)

    def retranslate(self) -> None:
        self.title.say(_("You may know them already"))
        self.open.say(_("It is them, open the page"))
        self.other.say(_("Not them"))
        self._show_first()

    def show_alike(self, found: Sequence[Likeness]) -> None:
        """Show the likeliest of ``found`` who was not put aside; hidden with none."""
        self._found = tuple(found)
        self._show_first()

    @property
    def shown(self) -> Likeness | None:
        """Who is shown."""
        left = (one for one in self._found if one.person.id not in self._not)
        return next(left, None)

    def _show_first(self) -> None:
        one = self.shown
        self.setVisible(one is not None)
        if one is None:
            return
        person = one.person
        self.avatar.show_person(person.initials)
        self.name.say(person.name)
        seen = person.last_visit
        last = _("last here {day}").format(day=day_whole(seen.date())) if seen else ""
        about = " · ".join(filter(None, (person.role or person.organisation, last)))
        self.about.say(about)
        said = [_why(code) for code in one.why][: len(self._chips)]
        for chip, words in zip(self._chips, [*said, None, None, None], strict=False):
            chip.setVisible(words is not None)
            if words is not None:
                chip.say(*words)
        self.setAccessibleName(", ".join((self.title.text(), person.name, about)))

    def _open(self) -> None:
        if self.shown is not None:
            self.opened.emit(self.shown.person.id)

    def _set_aside(self) -> None:
        if self.shown is not None:
            self._not.add(self.shown.person.id)
            self._show_first()

    def paintEvent(self, event: QPaintEvent) -> None:
        look, rect = tokens(), QRectF(self.rect())
        with painters.painting(self) as painter:
            painters.box(painter, rect, 10, look.surface, look.warn_line)
            painter.save()
            painter.setClipRect(QRectF(1, 1, rect.width() - 2, 40))
            painters.box(painter, rect.adjusted(1, 1, -1, -1), 9, look.warn_bg)
            painter.restore()
            icons.draw(painter, "users", 17, 12, 18, look.warn)


def _why(code: str) -> tuple[str, str, str]:
    """Words, tone and icon of a reason: what is the same is stronger than what is similar."""
    return {
        "phone": (_("Same phone"), "warn", "phone"),
        "email": (_("Same e-mail"), "warn", "mail"),
        "born_on": (_("Same birthday"), "warn", "cake"),
        "tax_code": (_("Same tax code"), "warn", "receipt-text"),
    }.get(code, (_("Similar name"), "neutral", ""))


class ConsentBox(CheckBox):
    """44 high: title and what it means, the box at the left; the whole row is the box."""

    def __init__(self, kind: ConsentKind, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.kind = kind
        self.setFixedHeight(44)

    def say(self) -> None:
        """Say title and meaning in the language spoken now."""
        title, meaning = phrases.consent_title(self.kind), phrases.consent_meaning(self.kind)
        self.setAccessibleName(f"{title}, {meaning}")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        with painters.painting(self) as painter:
            painters.rule(painter, 0, 0, self.width())
            self._words(painter)

    def _words(self, painter: QPainter) -> None:
        look, wide = tokens(), self.width() - 30
        title = QRectF(30, 4, wide, 18)
        meaning = QRectF(30, 22, wide, 16)
        painters.text(painter, title, Role.PRIMARY, phrases.consent_title(self.kind), look.text)
        words = phrases.consent_meaning(self.kind)
        painters.text(painter, meaning, Role.CAPTION, words, look.text3)


class ConsentRows(Speaking, QWidget):
    """What someone agrees to: all off but the house rules, with the notice that was shown."""

    def __init__(self, notice: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._notice = notice
        self.title = Text(role=Role.TITLE)
        self.notice = Text(role=Role.CAPTION, tone="text3")
        self.how = Text(role=Role.SECOND, tone="text2", wrap=True)
        self.missing = Text(role=Role.SECOND, tone="bad", wrap=True)
        self.missing.hide()
        self.boxes = {kind: ConsentBox(kind) for kind in ORDER}
        self.boxes[ConsentKind.PHOTO].toggled.connect(self.missing.hide)
        head = QHBoxLayout()
        head.addWidget(self.title)
        head.addStretch(1)
        head.addWidget(self.notice)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addSpacing(4)
        column.addWidget(self.how)
        column.addWidget(self.missing)
        column.addSpacing(8)
        for box in self.boxes.values():
            column.addWidget(box)
        self.boxes[ConsentKind.HOUSE_RULES].setChecked(True)
        self.retranslate()

    def retranslate(self) -> None:
        self.title.say(_("Consents"))
        said = LANGUAGES[language()].lower()
        words = _("Notice {version}, {language}").format(version=self._notice, language=said)
        self.notice.say(words)
        self.how.say(_("Only the first is needed to come in. Ask, then tick what they agree to."))
        for box in self.boxes.values():
            box.say()

    def ask_portrait(self) -> None:
        """Say that a portrait needs its consent; the box gets the focus."""
        self.missing.say(
            _("Ask for the consent to portraits, then tick it: without it the photo is not kept.")
        )
        self.missing.show()
        self.boxes[ConsentKind.PHOTO].setFocus()

    def tick(self, given: Iterable[ConsentKind]) -> None:
        """Show these as given and the others not."""
        on = set(given)
        for kind, box in self.boxes.items():
            box.setChecked(kind in on)

    def given(self) -> Mapping[ConsentKind, bool]:
        """Which are ticked."""
        return {kind: box.isChecked() for kind, box in self.boxes.items()}
