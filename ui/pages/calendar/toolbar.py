"""The line above the calendar: which day it is, on to others, what the colours mean, how much shows."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMenu,
    QWidget,
    QWidgetAction,
)

from askadesk.core.i18n import _, day_long, day_spoken, month_year, pgettext
from ui.fonts import Role
from ui.pages.calendar.legend import Legend
from ui.pages.calendar.measures import COMPACT, CalendarMeasures
from ui.widgets.base import Speaking
from ui.widgets.button import Button
from ui.widgets.day_picker import DayPicker
from ui.widgets.menu_button import MenuButton
from ui.widgets.segmented import Segmented
from ui.widgets.text import Text

DAY, WEEK, MONTH, LIST = "day", "week", "month", "list"
IMPORT, EXPORT, DOORS, PLAN = "import", "export", "doors", "plan"
"""What files and paper there are: the keys of ``more_asked``."""


class CalendarToolbar(Speaking, QWidget):
    """``day_chosen`` carries the day (date) to show, ``mode_chosen`` how much of it (``day``, ``week``,
    ``month``, ``list``), ``more_asked`` what is wanted of files and paper; ``filters_asked`` and ``new_asked``
    say what was asked."""

    day_chosen = Signal(object)
    mode_chosen = Signal(str)
    more_asked = Signal(str)
    filters_asked = Signal()
    new_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.day: date | None = None
        self.chosen: date | None = None
        self.today_: date | None = None
        self.modes: tuple[str, ...] = (DAY,)
        self.title = Text(role=Role.PAGE)
        self.before, self.after = Button(icon="chevron-left", size=32), Button(size=32)
        self.after.say("", icon="chevron-right")
        self.today = Button(size=32)
        self.pick = Button(icon="calendar-days", size=32)
        self.filters = Button(icon="sliders-horizontal", size=32)
        self.more = MenuButton()
        self.legend, self.mode = Legend(), Segmented()
        self.new = Button(kind="ink", icon="plus", key="Ctrl N")
        self._lay_out()
        self._wire()
        self.retranslate()

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self.title)
        row.addSpacing(12)
        for button in (self.before, self.today, self.after):
            row.addWidget(button)
        row.addSpacing(4)
        row.addWidget(self.pick)
        row.addWidget(self.filters)
        row.addWidget(self.more)
        row.addSpacing(12)
        row.addWidget(self.legend, 1)
        row.addSpacing(12)
        row.addWidget(self.mode)
        row.addSpacing(8)
        row.addWidget(self.new)

    def _wire(self) -> None:
        self.before.clicked.connect(self.go_before)
        self.after.clicked.connect(self.go_after)
        self.today.clicked.connect(self.go_today)
        self.pick.clicked.connect(self.open_days)
        self.filters.clicked.connect(self.filters_asked)
        self.more.picked.connect(self.more_asked)
        self.mode.picked.connect(self.mode_chosen)
        self.new.clicked.connect(self.new_asked)

    def measure(self, to: CalendarMeasures) -> None:
        """Take the measures of the window."""
        self.setFixedHeight(to.toolbar)
        self.mode.set_padding(8 if to is COMPACT else 12)

    # which day ---------------------------------------------------------------------------------

    def show_day(self, day: date, today: date, mode: str = DAY, chosen: date | None = None) -> None:
        """Show which day, week or month it is; ``chosen`` is the day that is chosen in it."""
        self.day, self.today_, self.chosen = day, today, chosen or day
        self.mode.pick(mode)
        self._say_title()

    def show_legend(self, shown: bool) -> None:
        """What the colours mean, where they are shown."""
        self.legend.speak(shown)

    def _say_title(self) -> None:
        if self.day is None:
            return
        words = title_of(self.day, self.today_, self.mode.current or DAY)
        self.title.say(words[:1].upper() + words[1:])
        self.today.setEnabled(self.chosen != self.today_)

    def go_before(self) -> None:
        """The day, week or month before."""
        self._step(-1)

    def go_after(self) -> None:
        """The day, week or month after."""
        self._step(1)

    def go_today(self) -> None:
        """Today."""
        if self.today_ is not None:
            self.day_chosen.emit(self.today_)

    def _step(self, by: int) -> None:
        mode = self.mode.current or DAY
        # In a month a day of its neighbours may be chosen; the pages turn the month that shows.
        day = self.day if mode == MONTH else self.chosen
        if day is not None:
            self.day_chosen.emit(stepped(day, mode, by, self.today_))

    def open_days(self) -> None:
        """A month to choose a day from."""
        if self.chosen is None or self.today_ is None:
            return
        menu = QMenu(self)
        days = DayPicker(self.chosen, self.today_, menu)
        action = QWidgetAction(menu)
        action.setDefaultWidget(days)
        menu.addAction(action)
        days.chosen.connect(menu.close)
        days.chosen.connect(self.day_chosen)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.pick.mapToGlobal(QPoint(0, self.pick.height() + 4)))
        days.setFocus()

    def offer_modes(self, modes: tuple[str, ...], on: str) -> None:
        """Offer the ways of looking at it that there are."""
        self.modes = modes
        names = {DAY: _("Day"), WEEK: _("Week"), MONTH: _("Month"), LIST: pgettext("view", "List")}
        self.mode.offer([(key, names[key]) for key in modes], on)
        self.mode.setVisible(len(modes) > 1)

    def show_filtered(self, count: int) -> None:
        """How many filters are on."""
        words = _("Filters ({count})").format(count=count) if count else _("Filters")
        self.filters.say(str(count) if count else "")
        self.filters.setAccessibleName(words)
        self.filters.setToolTip(words)

    def retranslate(self) -> None:
        self.before.setAccessibleName(_("Back"))
        self.before.setToolTip(_("Back"))
        self.after.setAccessibleName(_("Forward"))
        self.after.setToolTip(_("Forward"))
        self.today.say(_("Today"))
        self.pick.setAccessibleName(_("Choose a day"))
        self.pick.setToolTip(_("Choose a day"))
        self.more.setAccessibleName(_("Import, export, print"))
        self.more.setToolTip(_("Import, export, print"))
        self.more.offer(
            (
                (IMPORT, _("Import a calendar…")),
                (EXPORT, _("Export…")),
                (DOORS, _("Print the door sheets…")),
                (PLAN, _("Print the week plan…")),
            )
        )
        self.new.say(_("Book"))
        self.offer_modes(self.modes, self.mode.current or DAY)
        self.show_filtered(int(self.filters.text() or 0))
        self._say_title()


def stepped(day: date, mode: str, by: int, today: date | None = None) -> date:
    """The day before or after, the same day of the week, the first of the month; today in its own month."""
    if mode == MONTH:
        months = day.year * 12 + day.month - 1 + by
        first = date(months // 12, months % 12 + 1, 1)
        return today if today is not None and today.replace(day=1) == first else first
    return day + timedelta(days=by * (7 if mode in (WEEK, LIST) else 1))


def title_of(day: date, today: date | None, mode: str) -> str:
    """``martedì 17 novembre``; the year where it is another one."""
    if mode == MONTH:
        return month_year(day)
    if mode in (WEEK, LIST):
        monday = day - timedelta(days=day.weekday())
        return _("Week of {day}").format(day=day_long(monday))
    if today is not None and day.year != today.year:
        return day_long(day)
    return day_spoken(day)
