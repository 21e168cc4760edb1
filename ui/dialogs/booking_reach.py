"""How far the change of one date of a series goes."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QWidget

from askadesk.core.i18n import _, ngettext, number
from askadesk.rooms.series_rows import Reach, SeriesRow
from ui.dialogs.base import Dialog
from ui.widgets.button import Button
from ui.widgets.option_tile import OptionTiles

_ICONS: dict[str, str] = {
    Reach.ONE: "calendar-check",
    Reach.FOLLOWING: "skip-forward",
    Reach.ALL: "repeat",
}


class ReachDialog(Dialog):
    """``chosen`` carries a ``Reach``. The smallest is on at first."""

    chosen = Signal(object)

    def __init__(self, series: SeriesRow, day: str) -> None:
        super().__init__(wide=480)
        self._series, self._day = series, day
        self._options = OptionTiles(_ICONS, Reach.ONE, QBoxLayout.Direction.TopToBottom)
        self.tiles = self._options.tiles
        self.body.addWidget(self._options)
        self._leave = self.add_button(Button(key="Esc"))
        self._do = self.add_button(Button(kind="accent", key="F2"))
        self._leave.clicked.connect(self.close_down)
        self._do.clicked.connect(self.accept)
        self.retranslate()

    def retranslate(self) -> None:
        series = self._series
        self.say_heading(_("Which dates does it concern?"), series.words)
        ahead = ngettext("{count} date to come", "{count} dates to come", series.ahead)
        total = ngettext("{count} date in all", "{count} dates in all", series.total)
        said = {
            Reach.ONE: (_("Only this one"), self._day),
            Reach.FOLLOWING: (
                _("This one and those after it"),
                ahead.format(count=number(series.ahead)),
            ),
            Reach.ALL: (_("All of them"), total.format(count=number(series.total))),
        }
        for reach, words in said.items():
            self.tiles[reach].say(*words)
        self._leave.say(_("Leave it"))
        self._do.say(_("Go on"))

    def first(self) -> QWidget:
        return self.tiles[Reach.ONE]

    def accept(self) -> None:
        reach = Reach(self._options.current)
        self.close_down()
        self.chosen.emit(reach)
