"""Which spaces the calendar shows: of a kind, for so many, with this and that, free between two times."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from askadesk.core.errors import InputError
from askadesk.core.i18n import _, ngettext, number
from askadesk.plans.rules import wall_time
from askadesk.rooms.rows import FEATURES, Filter
from askadesk.rooms.words import feature_name, group_name
from db.values import SpaceKind, TimeSpan
from ui import fonts
from ui.fonts import Role
from ui.widgets.base import Speaking
from ui.widgets.button import Button
from ui.widgets.field import line
from ui.widgets.text import Text

SEATS = (0, 2, 4, 6, 8, 12, 20, 40)
_WIDE = 72
_MIDNIGHT = time(0)


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked of the spaces. ``free`` holds on whatever day is shown; midnight ends it."""

    kinds: frozenset[SpaceKind] = field(default_factory=frozenset)
    seats: int = 0
    features: frozenset[str] = field(default_factory=frozenset)
    free: tuple[time, time] | None = None

    @property
    def count(self) -> int:
        """How many filters are on."""
        return sum(map(bool, (self.kinds, self.seats, self.features, self.free)))

    def on(self, day: date, zone: ZoneInfo | None) -> Filter:
        """What it asks on a day."""
        span = None
        if self.free is not None and zone is not None:
            first, last = (datetime.combine(day, one, zone) for one in self.free)
            span = TimeSpan(first, last + timedelta(days=self.free[1] == _MIDNIGHT))
        return Filter(self.kinds, self.seats, self.features, span)


class FilterBar(Speaking, QWidget):
    """``changed`` carries the ``Wish`` that holds from now on."""

    changed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.wish = Wish()
        self._kinds: tuple[SpaceKind, ...] = ()
        self.kinds, self.seats, self.features = (Button(size=32) for _one in range(3))
        self.between, self.and_ = Text(tone="text2"), Text(tone="text2")
        self.first, self.last = line(), line()
        self.wrong = Text(role=Role.SECOND, tone="bad")
        self.none = Button(kind="ghost", size=32, icon="x")
        self._lay_out()
        self.kinds.clicked.connect(self._open_kinds)
        self.seats.clicked.connect(self._open_seats)
        self.features.clicked.connect(self._open_features)
        self.none.clicked.connect(self.clear)
        for edit in (self.first, self.last):
            edit.editingFinished.connect(self._typed)
        self.retranslate()

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 8)
        row.setSpacing(8)
        for button in (self.kinds, self.seats, self.features):
            row.addWidget(button)
        row.addSpacing(8)
        for part in (self.between, self.first, self.and_, self.last, self.wrong):
            row.addWidget(part)
        for edit in (self.first, self.last):
            edit.setFixedWidth(_WIDE)
        row.addStretch(1)
        row.addWidget(self.none)
        self.setFixedHeight(48)

    def offer_kinds(self, kinds: Iterable[SpaceKind]) -> None:
        """The kinds of spaces that the hub has."""
        self._kinds = tuple(dict.fromkeys((*self._kinds, *kinds)))

    # choosing ----------------------------------------------------------------------------------

    def ask(self, wish: Wish) -> None:
        """Ask this from now on, and say so."""
        self.wish = wish
        self._say()
        self.changed.emit(wish)

    def clear(self) -> None:
        """Show every space again."""
        for edit in (self.first, self.last):
            edit.clear()
        self.wrong.say("")
        self.ask(Wish())

    def _open_kinds(self) -> None:
        menu = self._menu(self.kinds)
        for kind in self._kinds:
            self._entry(menu, group_name(kind), kind in self.wish.kinds, partial(self._kind, kind))
        self._popup(menu, self.kinds)

    def _kind(self, kind: SpaceKind, _on: bool = False) -> None:
        self.ask(replace(self.wish, kinds=self.wish.kinds ^ {kind}))

    def _open_seats(self) -> None:
        menu = self._menu(self.seats)
        for seats in SEATS:
            on = seats == self.wish.seats
            self._entry(menu, seats_from(seats), on, partial(self._seats, seats))
        self._popup(menu, self.seats)

    def _seats(self, seats: int, _on: bool = False) -> None:
        self.ask(replace(self.wish, seats=seats))

    def _open_features(self) -> None:
        menu = self._menu(self.features)
        for code in FEATURES:
            on = code in self.wish.features
            self._entry(menu, feature_name(code), on, partial(self._feature, code))
        self._popup(menu, self.features)

    def _feature(self, code: str, _on: bool = False) -> None:
        self.ask(replace(self.wish, features=self.wish.features ^ {code}))

    def _typed(self) -> None:
        """Both times, or none: half of it, or what is no time, asks nothing."""
        said = [edit.text().strip() for edit in (self.first, self.last)]
        try:
            self._free(_span_of(*said) if all(said) else None)
            self.wrong.say("")
        except InputError as error:
            self._free(None)
            self.wrong.say(error.what)

    def _free(self, free: tuple[time, time] | None) -> None:
        if free != self.wish.free:
            self.ask(replace(self.wish, free=free))

    # menus and words ---------------------------------------------------------------------------

    def _menu(self, owner: QWidget) -> QMenu:
        menu = QMenu(owner)
        menu.setFont(fonts.font(Role.BODY))
        menu.aboutToHide.connect(menu.deleteLater)
        return menu

    def _entry(self, menu: QMenu, words: str, on: bool, do: partial[None]) -> None:
        action = menu.addAction(words)
        action.setCheckable(True)
        action.setChecked(on)
        action.triggered.connect(do)

    def _popup(self, menu: QMenu, owner: QWidget) -> None:
        menu.popup(owner.mapToGlobal(QPoint(0, owner.height() + 4)))

    def retranslate(self) -> None:
        self.between.say(_("Free from"))
        self.and_.say(_("until"))
        self.first.setAccessibleName(_("Free from"))
        self.last.setAccessibleName(_("Free until"))
        for edit, example in ((self.first, "09:00"), (self.last, "11:00")):
            edit.setPlaceholderText(example)
        self.none.say(_("All spaces"))
        self._say()

    def _say(self) -> None:
        wish = self.wish
        kinds = [group_name(kind) for kind in self._kinds if kind in wish.kinds]
        self.kinds.say(_counted(_("Kind"), kinds), icon="chevron-down")
        self.seats.say(seats_from(wish.seats), icon="chevron-down")
        features = [feature_name(code) for code in FEATURES if code in wish.features]
        self.features.say(_counted(_("Features"), features), icon="chevron-down")
        self.none.setVisible(bool(wish.count))


def _span_of(first: str, last: str) -> tuple[time, time]:
    """Two times; midnight is the end of the day, never its beginning. Raises InputError."""
    starts, ends = wall_time(first, "starts"), wall_time(last, "ends")
    if ends <= starts and ends != _MIDNIGHT:
        raise InputError(_("The end comes after the start."), field="ends")
    return starts, ends


def _counted(words: str, chosen: Sequence[str]) -> str:
    if not chosen:
        return words
    first = chosen[0]
    if len(chosen) == 1:
        return _("{what}: {chosen}").format(what=words, chosen=first)
    return _("{what}: {chosen} +{count}").format(what=words, chosen=first, count=len(chosen) - 1)


def seats_from(seats: int) -> str:
    """``Da 6 posti``."""
    if not seats:
        return _("Any size")
    words = ngettext("From {count} seat", "From {count} seats", seats)
    return words.format(count=number(seats))
