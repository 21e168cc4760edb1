"""The steps of the first run: what each asks, and how it reads the answer."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from askadesk.core.errors import InputError
from askadesk.core.i18n import LANGUAGES, _, number
from askadesk.hubs.rows import NewHub
from askadesk.plans.rules import typed_number
from askadesk.plans.starter import checked_hub, checked_operator
from ui.first_run.frame import OptionCards
from ui.first_run.hours import WeekHours
from ui.widgets.base import Speaking
from ui.widgets.button import Button
from ui.widgets.card import Card, Rule
from ui.widgets.field import Field, line
from ui.widgets.scroll import ScrollColumn
from ui.widgets.text import Text

SHARED = "postgresql://"


class Step(Speaking, ScrollColumn):
    """One question. ``check`` says whether the answer will do, and complains beside its field if not."""

    def __init__(self) -> None:
        super().__init__()
        # The halo of what stands at the edge shows whole; the frame gives the same room back.
        self.set_margins(5, 5, 5, 5)

    def short(self) -> str:
        """What the step is called at the left."""
        raise NotImplementedError

    def title(self) -> str:
        """The question."""
        raise NotImplementedError

    def sentence(self) -> str:
        """What belongs to it."""
        raise NotImplementedError

    def first(self) -> QWidget:
        """What gets the focus."""
        raise NotImplementedError

    def check(self) -> bool:
        """Whether one can go on."""
        return True


class LanguageStep(Step):
    """The language of the desk; it is spoken at once."""

    picked = Signal(str)

    def __init__(self, now: str) -> None:
        super().__init__()
        self._codes = list(LANGUAGES)
        self.cards = OptionCards([""] * len(self._codes), 112)
        self.cards.pick(self._codes.index(now))
        self.cards.picked.connect(self._pick)
        self.column.addWidget(self.cards)
        self.column.addStretch(1)
        self.retranslate()

    def _pick(self, at: int) -> None:
        self.picked.emit(self._codes[at])

    def retranslate(self) -> None:
        sentences = {"it": "Il banco parla italiano.", "en": "The desk speaks English."}
        for card, (code, name) in zip(self.cards.cards, LANGUAGES.items(), strict=True):
            card.say(name, sentences[code])

    def short(self) -> str:
        return _("Language")

    def title(self) -> str:
        return _("Welcome. Which language do we speak?")

    def sentence(self) -> str:
        return _(
            "A few questions and the desk is ready. Everything can be changed later, in Settings."
        )

    def first(self) -> QWidget:
        return self.cards.cards[self.cards.current]


class ArchiveStep(Step):
    """Where the archive is: a file on this computer, or a server that several desks share."""

    file_asked = Signal()

    def __init__(self, database: str) -> None:
        super().__init__()
        self.cards = OptionCards(("hard-drive", "database"), 264)
        shared = database.startswith("postgres")
        self._file, self._server = line(), line(SHARED)
        (self._server if shared else self._file).setText(database)
        self.file, self.server = Field(self._file), Field(self._server)
        self.choose = Button()
        self.choose.clicked.connect(self.file_asked)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.file, 1)
        self._chooser = QVBoxLayout()
        self._chooser.setContentsMargins(0, 24, 0, 0)
        self._chooser.addWidget(self.choose)
        self._chooser.addStretch(1)
        row.addLayout(self._chooser)
        self.column.addWidget(self.cards)
        self.column.addSpacing(16)
        self.column.addLayout(row)
        self.column.addWidget(self.server)
        self.column.addStretch(1)
        self.cards.picked.connect(self._pick)
        self.cards.pick(1 if shared else 0)
        self._pick(self.cards.current)
        self.retranslate()

    @property
    def shared(self) -> bool:
        """Whether the archive lies on a server."""
        return self.cards.current == 1

    @property
    def database(self) -> str:
        """The path or the address."""
        return (self._server if self.shared else self._file).text().strip()

    def take_file(self, path: str) -> None:
        """Take a file that was chosen."""
        self._file.setText(path)
        self.file.forgive()

    def _pick(self, at: int) -> None:
        self.file.setVisible(at == 0)
        self.choose.setVisible(at == 0)
        self.server.setVisible(at == 1)

    def complain(self, sentence: str) -> None:
        """Say why the archive cannot be used."""
        field = self.server if self.shared else self.file
        field.complain(sentence)
        field.control.setFocus()

    def check(self) -> bool:
        # A file would be made under whatever else stands where the address of a server belongs.
        address = self.database.startswith("postgres") and self.database != SHARED
        if address if self.shared else self.database:
            return True
        if self.shared:
            self.complain(_("Write the address of the server: whoever looks after it knows it."))
        else:
            self.complain(_("Write where the file of the archive is to be."))
        return False

    def retranslate(self) -> None:
        self.cards.cards[0].say(
            _("Only on this computer"),
            _("One desk, one place."),
            (
                _("Ready at once, without a network"),
                _("Copied before every update"),
                _("You can change to a shared one later"),
            ),
        )
        self.cards.cards[1].say(
            _("Shared archive"),
            _("Several desks, the office."),
            (
                _("Everybody sees the same presences"),
                _("It needs a PostgreSQL server"),
                _("Whoever looks after it knows the address"),
            ),
        )
        self.file.say(_("File of the archive"))
        self.choose.say(_("Choose"))
        self.server.say(_("Address of the server"))
        self._server.setPlaceholderText("postgresql://aska@server/askadesk")

    def short(self) -> str:
        return _("Archive")

    def title(self) -> str:
        return _("Where do we keep the data?")

    def sentence(self) -> str:
        return _("People, plans and presences lie in one archive. Choose what suits you today.")

    def first(self) -> QWidget:
        return self.cards.cards[self.cards.current]


class HubStep(Step):
    """The hub: its name, where it is, how many it holds, when it is open."""

    def __init__(self) -> None:
        super().__init__()
        self._name, self._address, self._city = line(), line(), line()
        self._capacity = line(number(60))
        self.name, self.address = Field(self._name), Field(self._address)
        self.city, self.capacity = Field(self._city), Field(self._capacity)
        self.hours = WeekHours()
        pair = QHBoxLayout()
        pair.setSpacing(12)
        pair.addWidget(self.city, 2)
        pair.addWidget(self.capacity, 1)
        left = QVBoxLayout()
        left.setSpacing(12)
        left.addWidget(self.name)
        left.addWidget(self.address)
        left.addLayout(pair)
        left.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(32)
        row.addLayout(left, 1)
        row.addWidget(self.hours, 1)
        self.column.addLayout(row, 1)
        self.retranslate()

    def hub(self) -> NewHub:
        """The answer, checked. Raises InputError with the ``field``."""
        return checked_hub(
            NewHub(
                self._name.text(),
                capacity=typed_number(self._capacity.text(), "capacity") or 0,
                address=self._address.text(),
                city=self._city.text(),
                week=self.hours.week(),
            )
        )

    def check(self) -> bool:
        fields = {
            "name": self.name,
            "address": self.address,
            "city": self.city,
            "capacity": self.capacity,
        }
        for field in fields.values():
            field.complain("")
        self.hours.complain("", "")
        try:
            self.hub()
        except InputError as error:
            wrong = fields.get(error.field or "")
            if wrong is None:
                self.hours.complain(error.field or "", error.sentence)
            else:
                wrong.complain(error.sentence)
                wrong.control.setFocus()
            return False
        return True

    def retranslate(self) -> None:
        self.name.say(_("Name of the hub"))
        self.address.say(_("Address"))
        self.city.say(_("City"))
        self.capacity.say(_("People it may hold"))

    def short(self) -> str:
        return _("Hub")

    def title(self) -> str:
        return _("What is your hub called, and when is it open?")

    def sentence(self) -> str:
        return _(
            "The name stands on cards and lists. The number of people is that of your safety plan."
        )

    def first(self) -> QWidget:
        return self._name


class OperatorStep(Step):
    """Who works at the desk."""

    def __init__(self) -> None:
        super().__init__()
        self._name = line()
        self.name = Field(self._name)
        self.name.setFixedWidth(427)
        self.column.addWidget(self.name)
        self.column.addStretch(1)
        self.retranslate()

    def operator(self) -> str:
        """The answer, checked. Raises InputError."""
        return checked_operator(self._name.text())

    def check(self) -> bool:
        try:
            self.operator()
        except InputError as error:
            self.name.complain(error.sentence)
            self._name.setFocus()
            return False
        return True

    def retranslate(self) -> None:
        self.name.say(_("Your name"))

    def short(self) -> str:
        return _("Who is at the desk")

    def title(self) -> str:
        return _("Who is at the desk?")

    def sentence(self) -> str:
        return _("What is done here is noted under this name. A first name is enough.")

    def first(self) -> QWidget:
        return self._name


class ReadyStep(Step):
    """Everything once more, before anything is written."""

    def __init__(self) -> None:
        super().__init__()
        self._rows = [(Text(tone="text3"), Text(wrap=True)) for _row in range(5)]
        card = Card()
        for at, (label, value) in enumerate(self._rows):
            label.setFixedWidth(176)
            row = QHBoxLayout()
            row.setContentsMargins(24, 12, 24, 12)
            row.setSpacing(16)
            row.addWidget(label)
            row.addWidget(value, 1)
            if at:
                card.body.addWidget(Rule())
            card.body.addLayout(row)
        self.column.addWidget(card)
        self.column.addStretch(1)

    def show_answers(self, answers: Sequence[tuple[str, str]]) -> None:
        """Each answer by what was asked."""
        for (label, value), (asked, said) in zip(self._rows, answers, strict=True):
            label.say(asked)
            value.say(said)

    def short(self) -> str:
        return _("All set")

    def title(self) -> str:
        return _("All set. Shall we open?")

    def sentence(self) -> str:
        return _("Nothing has been written yet. Go back to change something, or open the desk.")

    def first(self) -> QWidget:
        return self
