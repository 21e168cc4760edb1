"""Language and look of this desk. Every change shows at once and is a trial of 30 seconds.

F2 keeps it. Esc, the end of the time and leaving the section put everything back as it was.
"""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from askadesk.core.i18n import LANGUAGES, _, ngettext, pgettext
from askadesk.settings.device import TEXT_SIZES
from ui.fonts import Role
from ui.pages.settings.look_parts import LookPreview, ThemeTiles
from ui.pages.settings.sections import SectionHead, SidePanel, Tinted, is_plain
from ui.preferences import LookChoice
from ui.sounds import Sound
from ui.theme import Mode
from ui.widgets.base import Speaking
from ui.widgets.button import Button
from ui.widgets.card import Card, Rule
from ui.widgets.choices import CheckBox
from ui.widgets.scroll import ScrollColumn
from ui.widgets.segmented import Segmented
from ui.widgets.text import Text

TRIAL_SECONDS = 30


def name() -> str:
    """What the section is called."""
    return _("Language and look")


def words() -> list[str]:
    """Its settings, in the order in which they stand."""
    return [_("Look"), _("Language"), _("Text size"), _("Motion"), _("Sounds of the desk")]


class _Row(QWidget):
    """One setting, 56 high: its name, what it means, its control at the right."""

    def __init__(self, control: QWidget) -> None:
        super().__init__()
        self.control = control
        self.title = Text(role=Role.PRIMARY)
        self.caption = Text(role=Role.CAPTION, tone="text3")
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch(1)
        words.addWidget(self.title)
        words.addWidget(self.caption)
        words.addStretch(1)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addLayout(words, 1)
        row.addWidget(control)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(Rule())
        column.addLayout(row, 1)
        self.setFixedHeight(56)

    def say(self, title: str, caption: str) -> None:
        """The setting's name and meaning; the control is called like it."""
        self.title.say(title)
        self.caption.say(caption)
        self.control.setAccessibleName(title)


class _Sounds(Speaking, QWidget):
    """The three sounds to hear, and whether they are on."""

    asked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.on = CheckBox()
        self.buttons = {
            Sound.YES: Button(size=32, icon="circle-check"),
            Sound.NO: Button(size=32, icon="circle-x"),
            Sound.LOOK: Button(size=32, icon="eye"),
        }
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for button in self.buttons.values():
            button.clicked.connect(self._clicked)
            row.addWidget(button)
        row.addSpacing(8)
        row.addWidget(self.on)
        self.setFocusProxy(self.on)
        self.retranslate()

    def _clicked(self) -> None:
        sender = self.sender()
        for sound, button in self.buttons.items():
            if button is sender:
                self.asked.emit(sound)

    def retranslate(self) -> None:
        names = (_("Yes"), _("No"), pgettext("sound", "Look here"))
        heard = (_("Hear the sound for yes"), _("Hear the sound for no"), _("Hear “look here”"))
        for button, words, spoken in zip(self.buttons.values(), names, heard, strict=True):
            button.say(words)
            button.setAccessibleName(spoken)
        self.on.setAccessibleName(_("Sounds of the desk"))


class _TrialBar(Tinted):
    """64 high: what is tried, how long it stays, and the two ways out."""

    def __init__(self) -> None:
        super().__init__("ink_50", round_below=True)
        self.setFixedHeight(64)
        self.title = Text(role=Role.STRONG)
        self.rest = Text(role=Role.SECOND, tone="text2")
        self.back = Button(key="Esc")
        self.keep = Button(kind="accent", icon="check", key="F2")
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch(1)
        words.addWidget(self.title)
        words.addWidget(self.rest)
        words.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(12)
        row.addLayout(words, 1)
        row.addWidget(self.back)
        row.addWidget(self.keep)


class LookSection(Speaking, QWidget):
    """Aspect tiles, rows of settings, the trial bar; a preview 320 wide at the right."""

    tried = Signal(object)
    """A ``LookChoice`` to show now, without keeping it."""
    kept = Signal(object)
    """The ``LookChoice`` to keep."""
    sound_asked = Signal(object)
    """A ``Sound`` to be heard."""

    def __init__(self, now: LookChoice, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._before = self._now = now
        self._left_seconds = 0
        self._timer = QTimer(self)
        self._timer.setInterval(1_000)
        self._timer.timeout.connect(self.tick)
        self.tiles = ThemeTiles()
        self.language, self.text_size = Segmented(), Segmented()
        self.motion, self.sounds = Segmented(), _Sounds()
        controls = (self.language, self.text_size, self.motion, self.sounds)
        self._rows = [_Row(control) for control in controls]
        self.head, self._look = SectionHead(), Text(role=Role.SECOND, tone="text2")
        self.bar, self.preview = _TrialBar(), LookPreview()
        self.panel = SidePanel(320)
        self._lay_out()
        self._wire()
        self.retranslate()
        self._settle()

    def _lay_out(self) -> None:
        scroll = ScrollColumn()
        inside = scroll.column
        scroll.set_margins(16, 0, 16, 8)
        inside.addSpacing(12)
        inside.addWidget(self._look)
        inside.addSpacing(4)
        inside.addWidget(self.tiles)
        inside.addSpacing(16)
        for row in self._rows:
            inside.addWidget(row)
        inside.addStretch(1)
        self.card = Card()
        self.card.body.addWidget(self.head)
        self.card.body.addWidget(scroll, 1)
        self._rule = Rule()
        self.card.body.addWidget(self._rule)
        self.card.body.addWidget(self.bar)
        self.panel.inside.addWidget(self.preview, 1)
        self.panel.show_footer(False)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.addWidget(self.card, 1)
        self._row.addWidget(self.panel)
        self.set_roomy(False)

    def _wire(self) -> None:
        self.tiles.picked.connect(self._pick_look)
        self.language.picked.connect(self._pick_language)
        self.text_size.picked.connect(self._pick_size)
        self.motion.picked.connect(self._pick_motion)
        self.sounds.on.toggled.connect(self._pick_sounds)
        self.sounds.asked.connect(self.sound_asked)
        self.bar.back.clicked.connect(self.put_back)
        self.bar.keep.clicked.connect(self.keep)

    # what is on ----------------------------------------------------------------------------------

    def show_choice(self, now: LookChoice) -> None:
        """Show what was kept."""
        self._before = self._now = now
        self._settle()

    @property
    def trying(self) -> bool:
        """Whether something is only tried."""
        return self._now != self._before

    def _pick_look(self, mode: str) -> None:
        self._try(replace(self._now, look=Mode(mode)))

    def _pick_language(self, code: str) -> None:
        self._try(replace(self._now, language=code))

    def _pick_size(self, percent: str) -> None:
        self._try(replace(self._now, text_size=int(percent)))

    def _pick_motion(self, motion: str) -> None:
        self._try(replace(self._now, motion=motion))

    def _pick_sounds(self, on: bool) -> None:
        self._try(replace(self._now, sounds=on))

    def _try(self, wanted: LookChoice) -> None:
        if wanted == self._now:
            return
        self._now = wanted
        self._left_seconds = TRIAL_SECONDS
        self.tried.emit(wanted)
        self._settle()

    def _settle(self) -> None:
        """Show the choice that holds now, and the bar when it is a trial."""
        now = self._now
        self.tiles.pick(now.look.value)
        self.language.pick(now.language)
        self.text_size.pick(str(now.text_size))
        self.motion.pick(now.motion)
        self.sounds.on.blockSignals(True)
        self.sounds.on.setChecked(now.sounds)
        self.sounds.on.blockSignals(False)
        for part in (self.bar, self._rule):
            part.setVisible(self.trying)
        if self.trying and not self._timer.isActive():
            self._timer.start()
        elif not self.trying:
            self._timer.stop()
        self._say_trial()

    # the trial -----------------------------------------------------------------------------------

    def tick(self) -> None:
        """A second has gone."""
        self._left_seconds -= 1
        if self._left_seconds <= 0:
            self.put_back()
        else:
            self._say_trial()

    def keep(self) -> None:
        """Let it stay."""
        if self.trying:
            self._before = self._now
            self._settle()
            self.kept.emit(self._now)

    def put_back(self) -> None:
        """As it was before."""
        if self.trying:
            self._now = self._before
            self.tried.emit(self._before)
            self._settle()

    def _say_trial(self) -> None:
        self.bar.title.say(_("On trial: {what}").format(what=self._tried_words()))
        said = ngettext(
            "goes back as it was in {count} second",
            "goes back as it was in {count} seconds",
            self._left_seconds,
        )
        self.bar.rest.say(said.format(count=self._left_seconds))
        self.panel.title.say(_("Preview at {percent}%").format(percent=self._now.text_size))
        self.preview.update()

    def _tried_words(self) -> str:
        """What differs, named by its value when it is one thing only."""
        now, before = self._now, self._before
        different = [
            (now.language != before.language, LANGUAGES[now.language]),
            (now.look != before.look, dict(looks())[now.look.value].lower()),
            (now.text_size != before.text_size, _("text at {percent}%")),
            (now.motion != before.motion, _("motion")),
            (now.sounds != before.sounds, _("sounds")),
        ]
        named = [words for differs, words in different if differs]
        said = named[0] if len(named) == 1 else _("several things")
        return said.format(percent=now.text_size)

    # the page ------------------------------------------------------------------------------------

    def set_roomy(self, roomy: bool) -> None:
        """Take the measures of a 1920 or of a 1366 window."""
        self._row.setSpacing(24 if roomy else 16)
        self.panel.setFixedWidth(400 if roomy else 320)

    def key(self, event: QKeyEvent) -> bool:
        """F2 keeps what is tried, Esc puts it back."""
        if not self.trying:
            return False
        if is_plain(event, Qt.Key.Key_F2):
            self.keep()
            return True
        if is_plain(event, Qt.Key.Key_Escape):
            self.put_back()
            return True
        return False

    def shown(self) -> None:
        """Nothing to read: the settings of the desk are at hand."""

    def left(self) -> None:
        """A trial ends with the section."""
        self.put_back()

    def point_to(self, words_: str) -> None:
        """Give the focus to the setting called so."""
        known = words()
        if words_ in known:
            controls = (self.tiles, self.language, self.text_size, self.motion, self.sounds)
            _focus(controls[known.index(words_)])

    def retranslate(self) -> None:
        self.head.say(name(), _("On this desk only. Each change is a trial until you keep it."))
        captions = (
            _("holds at once, for what is printed too"),
            _("grows where there is room"),
            _("messages fade in"),
            _("three that differ, never the only sign"),
        )
        look, *others = words()
        self._look.say(look)
        for row, title, caption in zip(self._rows, others, captions, strict=True):
            row.say(title, caption)
        self.tiles.offer(looks(), self._now.look.value)
        self.language.offer(list(LANGUAGES.items()), self._now.language)
        sizes = [(str(one), _("{percent}%").format(percent=one)) for one in TEXT_SIZES]
        self.text_size.offer(sizes, str(self._now.text_size))
        self.motion.offer([("system", _("As the system")), ("never", _("Never"))], self._now.motion)
        self.bar.back.say(_("Put it back"))
        self.bar.keep.say(_("Keep it"))
        self._say_trial()


def looks() -> list[tuple[str, str]]:
    """The themes by key and name, in the order of their tiles."""
    return [
        (Mode.LIGHT.value, _("Light")),
        (Mode.DARK.value, _("Dark")),
        (Mode.CONTRAST.value, _("High contrast")),
        (Mode.SYSTEM.value, _("As the system")),
    ]


def _focus(control: QWidget) -> None:
    inside = [one for one in (control, *control.findChildren(QWidget)) if one.isVisible()]
    by_tab = [one for one in inside if one.focusPolicy() & Qt.FocusPolicy.TabFocus]
    target = control.focusProxy() or next(iter(by_tab), control)
    target.setFocus(Qt.FocusReason.ShortcutFocusReason)
