"""Three sounds that differ: yes, no, look here. Never the only signal.

QtMultimedia is loaded when the first sound is wanted; where there is nothing to hear it with, no
sound object is made at all.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl

from db.values import Answer
from resources import resource
from ui import multimedia

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QSoundEffect


class Sound(StrEnum):
    """What a sound means."""

    YES = "yes"
    NO = "no"
    LOOK = "look"


_FOR = {
    Answer.ADMITTED: Sound.YES,
    Answer.CHECKED_OUT: Sound.YES,
    Answer.ALREADY_IN: Sound.LOOK,
    Answer.REFUSED: Sound.NO,
}


class Sounds(QObject):
    """Plays the sounds of the desk, if ``on`` and if there is something to play them on."""

    def __init__(self, parent: QObject | None = None, *, on: bool = True) -> None:
        super().__init__(parent)
        self.on = on
        self._effects: dict[Sound, QSoundEffect] | None = None

    @property
    def made(self) -> int:
        """How many sound objects exist."""
        return len(self._effects or ())

    def prepare(self) -> None:
        """Make the sounds ahead of the first one: loading what plays them takes a moment."""
        if self.on and self._effects is None:
            self._effects = self._make()

    def play_for(self, answer: Answer) -> None:
        """Play what goes with the answer to a scan."""
        self.play(_FOR[answer])

    def play(self, sound: Sound) -> None:
        """Play ``sound``."""
        if self.on:
            self.let_hear(sound)

    def let_hear(self, sound: Sound) -> None:
        """Play ``sound`` even where the sounds are off: somebody asked to hear it."""
        if self._effects is None:
            self._effects = self._make()
        effect = self._effects.get(sound)
        if effect is not None:
            effect.play()

    def _make(self) -> dict[Sound, QSoundEffect]:
        multimedia.load()
        from PySide6.QtMultimedia import QMediaDevices, QSoundEffect

        if QMediaDevices.defaultAudioOutput().isNull():
            return {}
        effects = {}
        for sound in Sound:
            effect = QSoundEffect(self)
            effect.setSource(QUrl.fromLocalFile(str(resource("sounds", f"{sound.value}.wav"))))
            effect.setVolume(0.6)
            effects[sound] = effect
        return effects
