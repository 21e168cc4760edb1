"""Before the hub or a space is closed, gets other hours or is for fewer: everybody whom that touches."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from askadesk.core.i18n import _, day_short, day_weekday, hour, ngettext, number
from askadesk.hubs.rows import Touched, Touches
from ui import icons, painters
from ui.dialogs.base import Dialog
from ui.fonts import Role
from ui.theme import tokens
from ui.widgets.button import Button
from ui.widgets.rows import RowPainter, RowsView

_ROW, _MOST_HIGH = 48, 336
_ICONS = {"pass": "ticket", "booking": "door-open", "event": "calendar-days", "at_work": "wrench"}


class TouchedPainter(RowPainter[Touched]):
    """Day, name, and what it is about: 48 high."""

    padding = 8

    def height(self, row: Touched) -> int:
        return _ROW

    def paint(self, painter: QPainter, rect: QRectF, row: Touched) -> None:
        look = tokens()
        day = QRectF(rect.left(), rect.top(), 104, rect.height())
        painters.text(painter, day, Role.SECOND_MEDIUM, day_weekday(row.day), look.text2)
        icon = _ICONS.get(row.kind, "user-check")
        icons.draw(painter, icon, rect.left() + 108, rect.center().y() - 9, 18, look.text2)
        name = QRectF(rect.left() + 138, rect.top() + 4, rect.width() - 138, 20)
        painters.text(painter, name, Role.PRIMARY, row.name, look.text)
        painters.text(painter, name.translated(0, 20), Role.SECOND, about(row), look.text3)

    def name(self, row: Touched) -> str:
        return _("{day}: {name}, {what}").format(
            day=day_weekday(row.day), name=row.name, what=about(row)
        )

    def chosen(self, row: Touched) -> bool:
        return False


def about(row: Touched) -> str:
    """What is touched: an hour for who is expected, the new last day for a pass."""
    if row.until is not None:
        return _("{plan}, then holds until {day}").format(plan=row.what, day=day_short(row.until))
    hours = ""
    if row.starts is not None and row.ends is not None:
        hours = _("{first} – {last}").format(first=hour(row.starts), last=hour(row.ends))
    return _("{hours}, {what}").format(hours=hours, what=row.what) if row.what else hours


class TouchedDialog(Dialog):
    """Lists everybody; ``confirmed`` when the hours are to change all the same. The safe choice is first.

    ``space`` names the one that is to be closed, where it is not the hub; of its bookings so many are
    ``barred``: their holders have no plan for it.
    """

    confirmed = Signal()

    def __init__(self, touches: Touches, space: str = "", barred: int = 0) -> None:
        super().__init__(wide=560)
        self._touches, self._space, self._barred = touches, space, barred
        rows = (*touches.expected, *touches.passes)
        self.view: RowsView[Touched] = RowsView(TouchedPainter())
        self.view.show_rows(rows)
        self.view.setFixedHeight(min(_MOST_HIGH, _ROW * len(rows)))
        self.body.addWidget(self.view)
        self._stay = self.add_button(Button(key="Esc"))
        self.do = self.add_button(Button(kind="danger"))
        self._stay.clicked.connect(self.close_down)
        self.do.clicked.connect(self._confirm)
        self.retranslate()

    def retranslate(self) -> None:
        heading, do = _("Who is touched by these hours"), _("Change the hours all the same")
        if self._barred:
            heading, do = _("Whom this touches"), _("Change it all the same")
        self.say_heading(heading, self._said())
        self.view.setAccessibleName(heading)
        self._stay.say(_("Leave it"))
        self.do.say(do)

    def _said(self) -> str:
        if not self._space:
            return _sentence(self._touches)
        closed = self._touches.expected_in_all - self._barred
        said = [_booked(closed, self._space)] if closed else []
        said += [_kept_out(self._barred, self._space)] if self._barred else []
        return " ".join(said)

    def first(self) -> QWidget:
        return self._stay

    def accept(self) -> None:
        """F2 and Enter keep to the safe side."""
        self.close_down()

    def _confirm(self) -> None:
        self.close_down()
        self.confirmed.emit()


def _sentence(touches: Touches) -> str:
    people, passes = touches.expected_in_all, touches.passes_in_all
    expected = ngettext(
        "{count} announced visit would find the hub closed: tell them, or call it off.",
        "{count} announced visits would find the hub closed: tell them, or call them off.",
        people,
    ).format(count=number(people))
    ending = ngettext(
        "{count} carnet would end on a closed day: it holds until the next open one.",
        "{count} carnets would end on a closed day: they hold until the next open one.",
        passes,
    ).format(count=number(passes))
    if not people:
        return ending
    return _("{visits} {carnets}").format(visits=expected, carnets=ending) if passes else expected


def _booked(count: int, space: str) -> str:
    return ngettext(
        "{count} booking would find {space} closed: move it, or call it off.",
        "{count} bookings would find {space} closed: move them, or call them off.",
        count,
    ).format(count=number(count), space=space)


def _kept_out(count: int, space: str) -> str:
    return ngettext(
        "{count} booking is held by somebody who has no plan for {space}: it stays booked.",
        "{count} bookings are held by people who have no plan for {space}: they stay booked.",
        count,
    ).format(count=number(count), space=space)
