"""A day that may be left empty, typed the way people write it."""

from __future__ import annotations

import re
from datetime import date, timedelta

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from askadesk.core.errors import InputError
from askadesk.core.i18n import _
from askadesk.core.reach import FIRST_DAY, LAST_DAY, day_within_reach
from ui import fonts
from ui.fonts import Role
from ui.widgets.field import UNCUT

_PARTS = re.compile(r"(\d{1,4})[\s./-]+(\d{1,2})[\s./-]+(\d{1,4})")
_TOGETHER = re.compile(r"(\d{2})(\d{2})(\d{4})")

_STEPS = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}


def written(day: date | None) -> str:
    """``17/11/2026``, or nothing."""
    return f"{day:%d/%m/}{day.year:04d}" if day is not None else ""


def read_day(typed: str, field: str) -> date | None:
    """The day in ``typed`` (17/11/2026, 17.11.26, 2026-11-17, 17112026); None for nothing typed.

    A year of two digits is the nearest one that is not past this century's end. Raises InputError
    that names ``field`` where there is no such day.
    """
    plain = typed.strip()
    if not plain:
        return None
    found = _PARTS.fullmatch(plain) or _TOGETHER.fullmatch(plain)
    if found is None:
        raise _unclear(field)
    first, second, third = found.groups()
    year, month, day = (first, second, third) if len(first) == 4 else (third, second, first)
    if len(year) not in (2, 4):
        raise _unclear(field)
    try:
        read = date(_whole(int(year)) if len(year) == 2 else int(year), int(month), int(day))
    except ValueError as error:
        raise InputError(
            _("There is no such day."),
            field=field,
            todo=_("Write day, month and year, such as 17/11/1992."),
        ) from error
    return day_within_reach(read, field)


def _whole(short: int) -> int:
    return 2000 + short if short < 50 else 1900 + short


def _unclear(field: str) -> InputError:
    return InputError(
        _("This is not a day yet."),
        field=field,
        todo=_("Write day, month and year, such as 17/11/1992."),
    )


class DateField(QLineEdit):
    """A line of 40 for a day. Up and Down move it by a day once there is one."""

    def __init__(self, day: date | None = None, parent: QWidget | None = None) -> None:
        super().__init__(written(day), parent)
        self.setFont(fonts.font(Role.BODY))
        self.setFixedHeight(40)
        self.setMaxLength(UNCUT)

    def day(self, field: str) -> date | None:
        """The day that stands in it. Raises InputError that names ``field``."""
        return read_day(self.text(), field)

    def show_day(self, day: date | None) -> None:
        """Show ``day``, or nothing."""
        self.setText(written(day))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None or not self.text().strip():
            super().keyPressEvent(event)
            return
        try:
            now = self.day("")
        except InputError:
            return
        if now is not None:
            self.show_day(min(max(now + timedelta(days=step), FIRST_DAY), LAST_DAY))
            self.textEdited.emit(self.text())
