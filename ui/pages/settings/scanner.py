"""Scanner and camera, with a try-out: what was read, through which layout, how fast, and is it ours.

While the section is shown every reading ends here: nobody is let in and nothing is recorded.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from askadesk.core.i18n import N_, _, ngettext
from ui import icons, painters
from ui.fonts import Role
from ui.pages.settings.sections import SectionHead, SidePanel
from ui.theme import tokens
from ui.widgets.base import Halo, Speaking
from ui.widgets.card import Card, Rule
from ui.widgets.chip import Chip
from ui.widgets.choices import CheckBox
from ui.widgets.empty import EmptyState
from ui.widgets.field import Field, Select
from ui.widgets.scroll import ScrollColumn
from ui.widgets.text import Text

LAYOUTS = {
    "US": N_("US English"),
    "French": N_("French"),
    "Belgian": N_("Belgian"),
    "German": N_("German"),
    "Swiss": N_("Swiss"),
    "Italian": N_("Italian"),
    "Spanish": N_("Spanish"),
    "British": N_("British"),
    "Czech": N_("Czech"),
    "Hungarian": N_("Hungarian"),
}


@dataclass(frozen=True, slots=True)
class Camera:
    """A camera that is plugged in."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read in the try-out. ``raw`` as it came, ``code`` as it was printed.

    ``layout``: a key of ``LAYOUTS``, "" when nothing had to be put back, None when the code is none of
    ours. ``milliseconds`` is None for what was not typed: a camera, a picture.
    """

    raw: str
    code: str
    layout: str | None
    milliseconds: float | None


def name() -> str:
    """What the section is called."""
    return _("Scanner and camera")


def words() -> list[str]:
    """Its settings."""
    return [_("Try the scanner"), _("Camera"), _("Read codes with the camera")]


class _Fact(QWidget):
    """One line of what was read: its name, 128 wide, and the value."""

    def __init__(self, role: Role = Role.BODY) -> None:
        super().__init__()
        self.label = Text(tone="text3", role=Role.SECOND)
        self.label.setFixedWidth(144)
        self.value = Text(role=role, wrap=True)
        row = QHBoxLayout()
        row.setContentsMargins(16, 12, 16, 12)
        row.setSpacing(12)
        row.addWidget(self.label, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.value, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(Rule())
        column.addLayout(row)

    def say(self, label: str, value: str) -> None:
        """Show them."""
        self.label.say(label)
        self.value.say(value)


class _Result(Speaking, QWidget):
    """What the last reading was; it takes the focus, so that any code ends here."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._reading: Reading | None = None
        self.empty = EmptyState()
        self.chip = Chip(large=True)
        self.title = Text(role=Role.TITLE, wrap=True)
        self.facts = [_Fact(Role.CODE), _Fact(Role.CODE), _Fact(), _Fact()]
        top = QHBoxLayout()
        top.setContentsMargins(16, 16, 16, 16)
        top.setSpacing(16)
        top.addWidget(self.title, 1)
        top.addWidget(self.chip)
        self._found = QWidget()
        found = QVBoxLayout(self._found)
        found.setContentsMargins(0, 0, 0, 0)
        found.setSpacing(0)
        found.addLayout(top)
        for fact in self.facts:
            found.addWidget(fact)
        found.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.addWidget(self.empty, 1)
        column.addWidget(self._found, 1)
        self.retranslate()

    def halo(self) -> Halo:
        """Inside the card's edge."""
        return Halo(QRectF(self.rect()).adjusted(5, 5, -5, -5), 8)

    def show_reading(self, reading: Reading | None) -> None:
        """Show what was read; None for nothing yet."""
        self._reading = reading
        self.retranslate()

    def retranslate(self) -> None:
        self.setAccessibleName(_("Try the scanner"))
        self.empty.say(
            _("Hold a card in front of the reader"),
            _("Here it is only tried: nobody is let in and nothing is recorded."),
        )
        reading = self._reading
        self.empty.setVisible(reading is None)
        self._found.setVisible(reading is not None)
        if reading is not None:
            self._say(reading)

    def _say(self, reading: Reading) -> None:
        if reading.layout is None:
            self.title.say(_("This code is not one of our cards."))
            self.chip.say(_("Not ours"), "warn", "triangle-alert")
        else:
            self.title.say(_("The reader works: this is one of our cards."))
            self.chip.say(_("Valid code"), "ok", "circle-check")
        read, printed, layout, speed = self.facts
        read.say(_("Read"), reading.raw)
        printed.say(_("On the card"), reading.code)
        printed.setVisible(reading.code != reading.raw)
        layout.say(_("Keyboard layout"), _layout_words(reading))
        layout.setVisible(reading.milliseconds is not None)
        speed.say(_("Speed"), _speed_words(reading))
        self.setAccessibleDescription(self.title.text())


def _layout_words(reading: Reading) -> str:
    if reading.layout is None:
        return _("Nobody can tell: no layout makes it one of ours.")
    if not reading.layout:
        return _("It came as it is printed: nothing had to be put back.")
    said = _("It came through {layout} and was put back.")
    return said.format(layout=_(LAYOUTS[reading.layout]))


def _speed_words(reading: Reading) -> str:
    if reading.milliseconds is None:
        return _("Read from a picture: nothing was typed.")
    count, spent = len(reading.raw), max(1, round(reading.milliseconds))
    said = ngettext("{count} character in {spent} ms", "{count} characters in {spent} ms", count)
    return said.format(count=count, spent=spent)


class LivePicture(Speaking, QWidget):
    """What the camera sees, 4 to 3; a drawing as long as there is nothing to see."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture = QImage()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(232)
        self.retranslate()

    def show_picture(self, picture: QImage) -> None:
        """Show this one now; a null image shows the drawing."""
        self._picture = picture
        self.update()

    @property
    def shows(self) -> bool:
        """Whether there is a picture."""
        return not self._picture.isNull()

    def retranslate(self) -> None:
        self.setAccessibleName(_("What the camera sees"))

    def paintEvent(self, event: QPaintEvent) -> None:
        look, rect = tokens(), QRectF(self.rect())
        with painters.painting(self) as painter:
            painters.box(painter, rect, 8, look.sunken)
            if self._picture.isNull():
                middle = rect.center()
                icons.draw(painter, "camera", middle.x() - 24, middle.y() - 24, 48, look.text3)
                return
            path = QPainterPath()
            path.addRoundedRect(rect, 8, 8)
            painter.setClipPath(path)
            size = self._picture.size().scaled(
                rect.size().toSize(), Qt.AspectRatioMode.KeepAspectRatioByExpanding
            )
            left = (rect.width() - size.width()) / 2
            top = (rect.height() - size.height()) / 2
            target = QRectF(left, top, size.width(), size.height())
            painter.drawImage(target, self._picture)


class ScannerSection(Speaking, QWidget):
    """The try-out at the left, the camera in the panel at the right."""

    entered = Signal()
    """The section is shown: readings belong to it, and the camera may be opened."""
    gone = Signal()
    """It is not shown any more."""
    camera_chosen = Signal(str, bool)
    """The camera's id, and whether it reads codes: to be kept."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cameras: tuple[Camera, ...] = ()
        self._why = ""
        self.head, self.result = SectionHead(), _Result()
        self.card = Card()
        self.card.body.addWidget(self.head)
        self.card.body.addWidget(Rule())
        scroll = ScrollColumn()
        scroll.column.addWidget(self.result, 1)
        self.card.body.addWidget(scroll, 1)
        self.panel = SidePanel()
        self.picture = LivePicture()
        self._select = Select()
        self.camera = Field(self._select)
        self.reads = CheckBox()
        self.sentence = Text(tone="text2", wrap=True)
        inside = self.panel.inside
        inside.setContentsMargins(16, 16, 16, 16)
        for part in (self.picture, self.sentence, self.camera, self.reads):
            inside.addWidget(part)
        inside.addStretch(1)
        self.panel.show_footer(False)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.addWidget(self.card, 1)
        self._row.addWidget(self.panel)
        self._select.activated.connect(self._changed)
        self.reads.clicked.connect(self._changed)
        self.set_roomy(False)
        self.retranslate()

    # what there is -------------------------------------------------------------------------------

    def show_reading(self, reading: Reading) -> None:
        """Show what was read."""
        self.result.show_reading(reading)

    def show_cameras(self, cameras: Sequence[Camera], chosen: str, *, reads: bool) -> None:
        """The cameras that are plugged in, which is used, and whether it reads codes."""
        self._cameras = tuple(cameras)
        self._select.offer([(one.name, one.id) for one in cameras], chosen)
        self.reads.setChecked(reads and bool(cameras))
        for part in (self.camera, self.reads):
            part.setVisible(bool(cameras))
        self.show_trouble("")

    def show_trouble(self, why: str) -> None:
        """Why the camera gives no picture; "" when it does."""
        self._why = why
        if why:
            self.picture.show_picture(QImage())
        self._say_camera()

    def camera_id(self) -> str:
        """The camera that is chosen; "" when there is none."""
        return str(self._select.value() or "")

    def _changed(self) -> None:
        self.camera_chosen.emit(self.camera_id(), self.reads.isChecked())

    def _say_camera(self) -> None:
        nothing = _("No camera is connected. A reader or a picture does as well.")
        self.sentence.say(self._why if self._cameras else nothing)
        self.sentence.setVisible(bool(self.sentence.text()))

    # the page ------------------------------------------------------------------------------------

    def set_roomy(self, roomy: bool) -> None:
        """Take the measures of a 1920 or of a 1366 window."""
        self._row.setSpacing(24 if roomy else 16)
        self.panel.setFixedWidth(440 if roomy else 368)
        self.picture.setFixedHeight(288 if roomy else 232)

    def key(self, event: QKeyEvent) -> bool:
        """No key of its own."""
        return False

    def shown(self) -> None:
        """Readings belong to the try-out from now on."""
        self.result.show_reading(None)
        self.result.setFocus(Qt.FocusReason.OtherFocusReason)
        self.entered.emit()

    def left(self) -> None:
        """Readings are for the door again."""
        self.picture.show_picture(QImage())
        self.gone.emit()

    def point_to(self, words_: str) -> None:
        """Give the focus to the setting called so."""
        known = words()
        parts: tuple[QWidget, ...] = (self.result, self._select, self.reads)
        if words_ in known:
            parts[known.index(words_)].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def retranslate(self) -> None:
        self.head.say(name(), _("Scan a card here to see what the reader sends."))
        self.panel.title.say(_("Camera"))
        self.camera.say(_("Camera"))
        self.reads.setText(_("Read codes with the camera"))
        self._say_camera()
