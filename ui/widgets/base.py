"""What our widgets have in common: a new language reaches them, and the focus halo knows their edge."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRectF
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    _Widget = QWidget
else:
    _Widget = object


class Speaking(_Widget):
    """A mixin, named before the Qt class: calls ``retranslate`` when the language changes.

    ``retranslate`` says every fixed text of the widget anew; it is also the way in which they are
    said first, so call it at the end of ``__init__``.
    """

    def retranslate(self) -> None:
        """Say all fixed texts in the language spoken now."""

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)


@dataclass(frozen=True, slots=True)
class Halo:
    """The focus ring of a widget: around ``rect`` (in the widget's own coordinates), ``gap`` away.

    ``role`` names the token of its colour.
    """

    rect: QRectF
    radius: float
    gap: float = 0
    width: float = 3
    role: str = "accent"
