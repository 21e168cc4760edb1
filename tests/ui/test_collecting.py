"""Closed windows are thrown away on the window's thread, whichever thread makes the next object."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from ui.collecting import Collector


class Pair(QObject):
    """Two that point at each other; tells on which thread it went."""

    went: list[int]

    def __init__(self, went: list[int]) -> None:
        super().__init__()
        self.other, self.went = self, went

    def __del__(self) -> None:
        self.went.append(threading.get_ident())


@pytest.fixture
def collector(qapp: QApplication) -> Iterator[Collector]:
    made = Collector(qapp)
    yield made
    made.stop()
    made.deleteLater()


def make_much() -> None:
    kept = [[one] for one in range(5_000)]
    assert kept


def test_another_thread_throws_nothing_away(collector: Collector) -> None:
    went: list[int] = []
    Pair(went)
    other = threading.Thread(target=make_much)
    other.start()
    other.join()
    assert went == []
    kept = [[one] for one in range(5_000)]
    collector.collect()
    assert went == [threading.get_ident()]
    assert kept


def test_it_is_left_to_python_again_in_the_end(qapp: QApplication) -> None:
    made = Collector(qapp)
    assert not gc.isenabled()
    made.stop()
    assert gc.isenabled()
    made.deleteLater()
