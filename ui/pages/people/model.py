"""The rows of a list far longer than the window: read a page at a time, the latest pages kept.

The model never reads anything itself. It says which page it lacks, shows what comes, and drops the
pages that were looked at longest ago.
"""

from __future__ import annotations

from collections import OrderedDict
from typing import Any
from uuid import UUID

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from askadesk.people.rows import ListedOrganisation, ListedPerson

Index = QModelIndex | QPersistentModelIndex
Listed = ListedPerson | ListedOrganisation
PAGE = 60
"""Rows in a page: somewhat more than a roomy window shows."""
KEPT = 40
"""How many pages stay in memory: 2,400 rows."""
ROW = Qt.ItemDataRole.UserRole
_NOWHERE = QModelIndex()


class PagedRows(QAbstractListModel):
    """``len`` rows, of which the pages near the eye are there.

    A page that is stale is still shown, until its new rows come.
    """

    def __init__(self) -> None:
        super().__init__()
        self._total = 0
        self._pages: OrderedDict[int, tuple[Listed, ...]] = OrderedDict()
        self._stale: set[int] = set()

    # what there is -----------------------------------------------------------------------------

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else self._total

    @property
    def total(self) -> int:
        """How many rows the list has, shown or not."""
        return self._total

    def row(self, at: int) -> Listed | None:
        """The row at ``at``; None while its page is still to come."""
        page = self._pages.get(at // PAGE)
        within = at % PAGE
        return page[within] if page is not None and within < len(page) else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.row(index.row()) if index.isValid() else None
        if row is None:
            return None
        if role == ROW:
            return row
        return row.name if role == Qt.ItemDataRole.DisplayRole else None

    def place_of(self, one: UUID) -> int | None:
        """Where the row called ``one`` stands, if its page is here."""
        for page, rows in self._pages.items():
            for within, row in enumerate(rows):
                if row.id == one:
                    return page * PAGE + within
        return None

    def lacking(self, first: int, last: int) -> list[int]:
        """The pages between two rows that are missing or stale, in order."""
        last = min(last, self._total - 1)
        pages = range(max(0, first) // PAGE, last // PAGE + 1) if last >= 0 else range(0)
        return [page for page in pages if page not in self._pages or page in self._stale]

    # what comes --------------------------------------------------------------------------------

    def start(self) -> None:
        """Forget everything: another question was asked."""
        self.beginResetModel()
        self._total = 0
        self._pages.clear()
        self._stale.clear()
        self.endResetModel()

    def doubt(self) -> None:
        """Something changed: every page is stale, and shown until it is read again."""
        self._stale = set(self._pages)

    def set_total(self, total: int) -> None:
        """Say how many rows there are."""
        if total == self._total:
            return
        if total > self._total:
            self.beginInsertRows(_NOWHERE, self._total, total - 1)
            self._total = total
            self.endInsertRows()
            return
        self.beginRemoveRows(_NOWHERE, total, self._total - 1)
        self._total = total
        for page in [page for page in self._pages if page * PAGE >= total]:
            del self._pages[page]
            self._stale.discard(page)
        self.endRemoveRows()

    def put(self, page: int, rows: tuple[Listed, ...]) -> None:
        """Show ``rows`` as ``page``; a last page that is longer than known lengthens the list."""
        self._pages[page] = rows
        self._pages.move_to_end(page)
        self._stale.discard(page)
        if page * PAGE + len(rows) > self._total:
            self.set_total(page * PAGE + len(rows))
        while len(self._pages) > KEPT:
            dropped, _rows = self._pages.popitem(last=False)
            self._stale.discard(dropped)
        if rows:
            first, last = page * PAGE, min(page * PAGE + len(rows), self._total) - 1
            self.dataChanged.emit(self.index(first), self.index(last))

    def looked_at(self, first: int, last: int) -> None:
        """Keep the pages between two rows longest."""
        for page in range(max(0, first) // PAGE, max(0, last) // PAGE + 1):
            if page in self._pages:
                self._pages.move_to_end(page)
