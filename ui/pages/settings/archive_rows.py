"""The rows of the section Archive: imports that were made, and roll calls that ended."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

from askadesk.core.i18n import _, day_whole, hour, ngettext, number
from askadesk.rollcall.rows import Summary
from askadesk.transfer.rows import Imported
from ui import icons, painters
from ui.fonts import Role
from ui.theme import tokens
from ui.widgets.rows import RowPainter

_HIGH, _INDENT = 52, 34
_RIGHT = Qt.AlignmentFlag.AlignRight


def made_by(done: Imported) -> str:
    """``17 nov 2026, 09:42 · Reception · 30 persone, 12 piani e carnet``."""
    when = _("{day}, {hour}").format(day=day_whole(done.at.date()), hour=hour(done.at))
    return " · ".join(part for part in (when, done.by, how_many(done)) if part)


def how_many(done: Imported) -> str:
    """How many records an import made or filled, kinds of which there are none left out."""
    carnets = done.memberships + done.passes
    parts = (
        (done.people, ngettext("{count} person", "{count} people", done.people)),
        (done.updated, ngettext("{count} filled in", "{count} filled in", done.updated)),
        (
            done.organisations,
            ngettext("{count} organisation", "{count} organisations", done.organisations),
        ),
        (carnets, ngettext("{count} plan or carnet", "{count} plans and carnets", carnets)),
    )
    return ", ".join(words.format(count=number(count)) for count, words in parts if count)


def when_called(call: Summary) -> str:
    """``17 nov 2026, 09:42 – 10:05``."""
    return _("{day}, {start} – {end}").format(
        day=day_whole(call.started_at.date()),
        start=hour(call.started_at),
        end=hour(call.ended_at),
    )


def how_called(call: Summary) -> str:
    """A drill or in earnest, and who called."""
    kind = _("drill") if call.drill else _("in earnest")
    return _("{kind}, called by {name}").format(kind=kind, name=call.started_by)


def found_of(call: Summary) -> str:
    """``12 of 13 found``."""
    if not call.lines:
        return _("nobody was inside")
    return _("{found} of {heads} found").format(found=number(call.found), heads=number(call.heads))


class ImportPainter(RowPainter[Imported]):
    """A file; when, by whom, how many; and whether it was taken back or can be."""

    def height(self, row: Imported) -> int:
        return _HIGH

    def chosen(self, row: Imported) -> bool:
        return row.undone_at is None

    def name(self, row: Imported) -> str:
        return f"{row.name}, {made_by(row)}, {_said_back(row)}"

    def paint(self, painter: QPainter, rect: QRectF, row: Imported) -> None:
        look = tokens()
        back = row.undone_at is not None
        above, below = _two_lines(painter, rect, "file-text")
        colour = look.text3 if back else look.ink
        words = _("taken back") if back else _("Undo")
        wide = painters.text(painter, rect, Role.SECOND, words, colour, _RIGHT)
        icons.draw(painter, "undo-2", rect.right() - wide - 22, rect.center().y() - 8, 16, colour)
        for line in (above, below):
            line.setRight(rect.right() - wide - 38)
        painters.text(painter, above, Role.PRIMARY, row.name, look.text3 if back else look.text)
        painters.text(painter, below, Role.CAPTION, made_by(row), look.text3)


class CallPainter(RowPainter[Summary]):
    """When, drill or not, and how many of how many were found."""

    def height(self, row: Summary) -> int:
        return _HIGH

    def name(self, row: Summary) -> str:
        return f"{when_called(row)}, {how_called(row)}, {found_of(row)}"

    def paint(self, painter: QPainter, rect: QRectF, row: Summary) -> None:
        look = tokens()
        above, below = _two_lines(painter, rect, "siren")
        whole = row.found == row.heads
        colour = look.ok if whole else look.bad
        wide = painters.text(painter, rect, Role.SECOND, found_of(row), colour, _RIGHT)
        sign = "circle-check" if whole else "triangle-alert"
        icons.draw(painter, sign, rect.right() - wide - 22, rect.center().y() - 8, 16, colour)
        for line in (above, below):
            line.setRight(rect.right() - wide - 38)
        painters.text(painter, above, Role.PRIMARY, when_called(row), look.text)
        painters.text(painter, below, Role.CAPTION, how_called(row), look.text3)


def _said_back(row: Imported) -> str:
    return _("taken back") if row.undone_at is not None else _("Take the import back")


def _two_lines(painter: QPainter, rect: QRectF, icon: str) -> tuple[QRectF, QRectF]:
    """Draw the icon at the left; the places of the two lines beside it."""
    middle = rect.center().y()
    icons.draw(painter, icon, rect.left(), middle - 9, 18, tokens().text3)
    left, wide = rect.left() + _INDENT, rect.width() - _INDENT
    return QRectF(left, middle - 19, wide, 20), QRectF(left, middle + 2, wide, 16)
