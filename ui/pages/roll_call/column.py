"""One column of the roll call: places as cards, everyone to be found, painted."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPainterPath
from PySide6.QtWidgets import QAbstractItemView

from askadesk.core.i18n import _, ngettext, number
from askadesk.rollcall.rows import Listed
from askadesk.rollcall.rules import said_detail, said_place
from ui import fonts, icons, painters
from ui.fonts import Role
from ui.pages.roll_call.rows import Kind, Line
from ui.theme import qcolor, tokens
from ui.widgets.rows import RowPainter, RowsView

_RIGHT = Qt.AlignmentFlag.AlignRight
_BOX, _STEP = 30, 32
_PAD = 16


class LinePainter(RowPainter[Line]):
    """Cards made of lines: 44, 45 and 36 high, boxes of 30 with a 2 px edge."""

    padding = 0
    ruled = False
    view: RowsView[Line] | None = None

    def height(self, row: Line) -> int:
        return row.high

    def chosen(self, row: Line) -> bool:
        return row.kind not in (Kind.HEADER, Kind.GAP) or _opens(row)

    def name(self, row: Line) -> str:
        if row.kind in (Kind.HEADER, Kind.GAP):
            return ", ".join((said_place(row.group.place), said_share(row)))
        if row.kind is Kind.FOUND:
            return ", ".join((said_out(row), _("Hide") if row.shown else _("Show")))
        assert row.listed is not None
        who = row.listed.who
        state = _("out") if row.kind is Kind.OUT else _("to find")
        helped = _("Help on the stairs") if who.stairs_help else ""
        heads = said_heads(row.listed) if who.heads > 1 else ""
        return ", ".join(filter(None, (who.name, said_detail(who), heads, helped, state)))

    def paint(self, painter: QPainter, rect: QRectF, row: Line) -> None:
        whole = rect.adjusted(0, -1, 0, 0)
        if row.kind is Kind.GAP:
            painter.fillRect(whole, qcolor(tokens().canvas))
            return
        _paint_card(painter, whole, row)
        inside = whole.adjusted(_PAD, 0, -_PAD, 0)
        if row.kind is Kind.HEADER:
            _paint_header(painter, inside, row)
        elif row.kind is Kind.FOUND:
            _paint_found(painter, inside, row)
        elif row.listed is not None:
            _paint_person(painter, inside, row.listed, out=row.kind is Kind.OUT)
        if self._has_focus(row):
            _paint_focus(painter, whole)

    def _has_focus(self, row: Line) -> bool:
        view = self.view
        if view is None or not view.hasFocus() or not view.currentIndex().isValid():
            return False
        return view.rows[view.currentIndex().row()] is row


def _opens(row: Line) -> bool:
    """A place of which everybody is out can be opened by its head."""
    return row.kind is Kind.HEADER and row.last


def said_share(row: Line) -> str:
    """How many of how many, or that all are out."""
    group = row.group
    if group.found == group.heads:
        return ngettext("{count} out", "all {count} out", group.heads).format(
            count=number(group.heads)
        )
    return _("{done} of {of}").format(done=number(group.found), of=number(group.heads))


def said_out(row: Line) -> str:
    """How many are out already."""
    out = sum(one.found for one in row.group.done)
    return ngettext("{count} out already", "{count} out already", out).format(count=number(out))


def said_heads(listed: Listed) -> str:
    """``12 of 25``."""
    return _("{done} of {of}").format(done=number(listed.found), of=number(listed.who.heads))


# --- painting ------------------------------------------------------------------------------------


def _paint_card(painter: QPainter, rect: QRectF, row: Line) -> None:
    """The part of a card's ground and edge that lies behind one line."""
    look = tokens()
    first = row.kind is Kind.HEADER
    grown = rect.adjusted(0.5, 0.5 if first else -20, -0.5, -0.5 if row.last else 20)
    path = QPainterPath()
    path.addRoundedRect(grown, 12, 12)
    painter.save()
    painter.setClipRect(rect)
    painter.fillRect(rect, qcolor(look.canvas))
    painter.setPen(painters.pen(look.line))
    painter.setBrush(qcolor(look.surface))
    painter.drawPath(path)
    painter.restore()
    if not first:
        painters.rule(painter, rect.left() + 1, rect.top(), rect.width() - 2)


def _paint_header(painter: QPainter, rect: QRectF, row: Line) -> None:
    look, share = tokens(), said_share(row)
    done = row.group.found == row.group.heads
    role = Role.TITLE if done else Role.HEADING
    wide = painters.text(painter, rect, role, share, look.ok if done else look.text, _RIGHT)
    right = rect.right() - wide
    if done:
        right -= 28
        icons.draw(painter, "circle-check", right, rect.center().y() - 10, 20, look.ok)
    room = QRectF(rect.left(), rect.top(), right - rect.left() - 12, rect.height())
    painters.text(painter, room, Role.HEADING, said_place(row.group.place), look.text)


def _paint_found(painter: QPainter, rect: QRectF, row: Line) -> None:
    look = tokens()
    icons.draw(painter, "circle-check", rect.left(), rect.center().y() - 9, 18, look.ok)
    link = _("Hide") if row.shown else _("Show")
    wide = painters.text(painter, rect, Role.SECOND_STRONG, link, look.link, _RIGHT)
    painters.text(
        painter, rect.adjusted(30, 0, -wide - 12, 0), Role.PRIMARY, said_out(row), look.ok
    )


def _paint_person(painter: QPainter, rect: QRectF, one: Listed, *, out: bool) -> None:
    look, middle, who = tokens(), rect.center().y(), one.who
    box = QRectF(rect.left(), middle - _BOX / 2, _BOX, _BOX)
    painters.box(painter, box, 7, look.surface, look.ok if out else look.text, 2)
    if out:
        icons.draw(painter, "check", box.left() + 5, box.top() + 5, 20, look.ok, 2.5)
    rest = rect.adjusted(_BOX + 12, 0, 0, 0)
    if who.heads > 1 and not out:
        rest.setRight(_paint_stepper(painter, rest, one) - 12)
    if who.stairs_help and not out:
        rest.setRight(_paint_help(painter, rest, who.name) - 12)
    colour = look.text2 if out else look.text
    wide = painters.text(painter, rest, Role.CALL_NAME, who.name, colour)
    beside = rest.adjusted(wide + 12, 0, 0, 0)
    if beside.width() > 24:
        painters.text(painter, beside, Role.BODY, said_detail(who), look.text2, _RIGHT)


def _paint_help(painter: QPainter, rect: QRectF, name: str) -> float:
    """The chip at the right, only its sign where the name leaves no room for words; gives its left."""
    words = _("Help on the stairs")
    wide = painters.chip_width(words, "accessibility", large=True)
    if wide + 12 + fonts.width(Role.CALL_NAME, name) > rect.width():
        words, wide = "", 40.0
    chip = QRectF(rect.right() - wide, rect.center().y() - 16, wide, 32)
    painters.chip(painter, chip, words, "warn", "accessibility", large=True)
    return chip.left()


def _paint_stepper(painter: QPainter, rect: QRectF, one: Listed) -> float:
    """− 12 of 25 +; gives its left edge."""
    look, middle = tokens(), rect.center().y()
    zone = stepper_zone(rect)
    painters.box(painter, zone, 8, look.surface, look.line_strong)
    for icon, x in (("minus", zone.left() + 8), ("plus", zone.right() - 24)):
        icons.draw(painter, icon, x, middle - 8, 16, look.text2)
    inside = zone.adjusted(_STEP, 0, -_STEP, 0)
    centre = Qt.AlignmentFlag.AlignHCenter
    painters.text(painter, inside, Role.STRONG, said_heads(one), look.text, centre)
    return zone.left()


def stepper_zone(rect: QRectF) -> QRectF:
    """Where − and + stand: 144 × 32 at the right of ``rect``."""
    return QRectF(rect.right() - 144, rect.center().y() - 16, 144, 32)


def _paint_focus(painter: QPainter, rect: QRectF) -> None:
    look = tokens()
    painters.box(painter, rect.adjusted(0, 1, 0, 0), 2, "", look.ink, 2)
    painters.box(painter, rect.adjusted(2, 3, -2, -2), 2, "", look.accent, 3)


# --- the view ------------------------------------------------------------------------------------


class CallColumn(RowsView[Line]):
    """``ticked`` carries the ``Listed`` to tick or to take back, ``stepped`` it and how many heads are
    out now, ``opened`` the place whose list of those out is wanted or not; ``left`` asks for the
    column beside (−1 or 1)."""

    ticked = Signal(object)
    stepped = Signal(object, int)
    opened = Signal(object)
    left = Signal(int)

    def __init__(self) -> None:
        painter = LinePainter()
        super().__init__(painter)
        painter.view = self
        self._at = QPointF(-1, -1)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.chosen.connect(self._act)

    def _count_hidden(self) -> None:
        """The column scrolls; nobody asks how many lie below, and counting takes its time."""

    def current(self) -> Line | None:
        """The line that the keyboard is on."""
        index = self.currentIndex()
        return self.rows[index.row()] if index.isValid() else None

    def go_to_person(self) -> bool:
        """Stand on the nearest person that is to be found; False when there is none."""
        rows, here = self.rows, max(0, self.currentIndex().row())
        order = [*range(here, len(rows)), *range(here - 1, -1, -1)]
        at = next((one for one in order if rows[one].kind is Kind.PERSON), None)
        if at is not None:
            self.setCurrentIndex(self.model().index(at, 0))
        return at is not None

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._at = event.position()
        super().mouseReleaseEvent(event)

    def _act(self, row: object) -> None:
        assert isinstance(row, Line)
        at, self._at = self._at, QPointF(-1, -1)
        if row.kind in (Kind.FOUND, Kind.HEADER):
            self.opened.emit(row.group.place)
        elif row.listed is not None and not self._step_at(row, at):
            self.ticked.emit(row.listed)

    def _step_at(self, row: Line, at: QPointF) -> bool:
        """Whether a click went to − or + rather than to the box."""
        one = row.listed
        if one is None or one.who.heads == 1 or row.kind is Kind.OUT or at.x() < 0:
            return False
        line = QRectF(self.visualRect(self.currentIndex())).adjusted(_PAD, 0, -_PAD, 0)
        zone = stepper_zone(line)
        if not zone.contains(at):
            return False
        self._step(row, -1 if at.x() < zone.center().x() else 1)
        return True

    def _step(self, row: Line, by: int) -> None:
        one = row.listed
        if one is not None and 0 <= one.found + by <= one.who.heads:
            self.stepped.emit(one, one.found + by)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row, key = self.current(), event.key()
        if key == Qt.Key.Key_Space and row is not None:
            self._act(row)
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Minus) and row is not None:
            self._step(row, 1 if key == Qt.Key.Key_Plus else -1)
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.left.emit(-1 if key == Qt.Key.Key_Left else 1)
        else:
            super().keyPressEvent(event)
