"""Settings of this desk: language, look, sounds, camera. A change shows at once, and is a trial.

F2 keeps it, Esc puts everything back as it was.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from askadesk.core.i18n import LANGUAGES, _
from ui.dialogs.base import Dialog
from ui.theme import Mode
from ui.widgets.button import Button
from ui.widgets.choices import CheckBox
from ui.widgets.field import Select
from ui.widgets.segmented import Segmented
from ui.widgets.text import Text

_LABEL = 136


@dataclass(frozen=True, slots=True)
class DeskSettings:
    """What this desk has chosen. ``camera`` is the device's own id, "" for the first one found;
    ``scan_by_camera`` says whether the camera reads codes at all."""

    language: str = "it"
    look: Mode = Mode.SYSTEM
    sounds: bool = True
    camera: str = ""
    scan_by_camera: bool = False


@dataclass(frozen=True, slots=True)
class Camera:
    """A camera that is plugged in."""

    id: str
    name: str


class SettingsDialog(Dialog):
    """``tried`` carries the ``DeskSettings`` to show now, ``kept`` those to keep."""

    tried = Signal(object)
    kept = Signal(object)

    def __init__(self, now: DeskSettings, cameras: Sequence[Camera]) -> None:
        super().__init__(wide=640, padding=32)
        self._before, self._now = now, now
        self._cameras = tuple(cameras)
        self.language, self.look = Segmented(), Segmented(compact=True)
        self.sounds, self.by_camera, self.camera = CheckBox(), CheckBox(), Select()
        self._labels = [Text(tone="text2") for _row in range(4)]
        rows = ((self.language,), (self.look,), (self.sounds,), (self.by_camera, self.camera))
        for label, controls in zip(self._labels, rows, strict=True):
            self.body.addLayout(_row(label, *controls))
        self.no_camera = Text(tone="text3", wrap=True)
        self.body.addWidget(self.no_camera)
        self.no_camera.setVisible(not cameras)
        self._back = self.add_button(Button(key="Esc"))
        self._keep = self.add_button(Button(kind="accent", key="F2"))
        self._fill()
        self._wire()
        self.retranslate()

    def _wire(self) -> None:
        self.language.picked.connect(self._pick_language)
        self.look.picked.connect(self._pick_look)
        self.sounds.toggled.connect(self._pick_sounds)
        self.by_camera.toggled.connect(self._pick_by_camera)
        self.camera.activated.connect(self._pick_camera)
        self._back.clicked.connect(self.close_down)
        self._keep.clicked.connect(self.accept)

    def _fill(self) -> None:
        self.sounds.setChecked(self._now.sounds)
        self.by_camera.setChecked(self._now.scan_by_camera and bool(self._cameras))
        for part in (self.by_camera, self.camera):
            part.setEnabled(bool(self._cameras))

    def retranslate(self) -> None:
        self.say_heading(_("Settings of this desk"), _("They hold on this computer only."))
        names = (_("Language"), _("Look"), _("Sounds"), _("Camera"))
        for label, name in zip(self._labels, names, strict=True):
            label.say(name)
        self.language.offer(list(LANGUAGES.items()), self._now.language)
        self.look.offer(_looks(), self._now.look.value)
        self.sounds.setText(_("A tone for yes, for no and for look here"))
        self.by_camera.setText(_("Read codes"))
        self.camera.offer([(one.name, one.id) for one in self._cameras], self._now.camera)
        self.camera.setAccessibleName(_("Camera"))
        self.no_camera.say(_("No camera is connected. A reader or a picture does as well."))
        self._back.say(_("Put it back"))
        self._keep.say(_("Keep it"))

    def _pick_language(self, code: str) -> None:
        self._try(replace(self._now, language=code))

    def _pick_look(self, look: str) -> None:
        self._try(replace(self._now, look=Mode(look)))

    def _pick_sounds(self, on: bool) -> None:
        self._try(replace(self._now, sounds=on))

    def _pick_by_camera(self, on: bool) -> None:
        self._try(replace(self._now, scan_by_camera=on))

    def _pick_camera(self) -> None:
        self._try(replace(self._now, camera=str(self.camera.value() or "")))

    def _try(self, wanted: DeskSettings) -> None:
        if wanted != self._now:
            self._now = wanted
            self.tried.emit(wanted)

    def accept(self) -> None:
        kept, self._before = self._now, self._now
        self.close_down()
        self.kept.emit(kept)

    def close_down(self) -> None:
        if self._now != self._before:
            self._try(self._before)
        super().close_down()


def _looks() -> list[tuple[str, str]]:
    return [
        (Mode.SYSTEM.value, _("As the system")),
        (Mode.LIGHT.value, _("Light")),
        (Mode.DARK.value, _("Dark")),
        (Mode.CONTRAST.value, _("High contrast")),
    ]


def _row(label: Text, *controls: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(16)
    label.setMinimumWidth(_LABEL)
    row.addWidget(label)
    for control in controls:
        row.addWidget(control, 1 if isinstance(control, Select) else 0)
    if not any(isinstance(control, Select) for control in controls):
        row.addStretch(1)
    return row
