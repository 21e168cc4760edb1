"""Python 3.11 and the constants that PySide6 6.12 gives back without counting them.

From Python 3.12 on ``None``, ``True``, ``False`` and ``NotImplemented`` live for ever and C code may
return them without taking a reference. The PySide6 6.12 wheels do so on 3.11 too, where every call
that returns nothing takes one reference of ``None`` away: after some thousand calls the interpreter
stops with "none_dealloc: deallocating None". Giving those four constants more references than any
run can use up makes them last here as well.
"""

from __future__ import annotations

import ctypes
import sys

_PLENTY = 1 << (8 * ctypes.sizeof(ctypes.c_ssize_t) - 4)


def make_constants_last() -> None:
    """Give the four constants references enough; nothing to do from Python 3.12 on."""
    if sys.version_info >= (3, 12) or sys.implementation.name != "cpython":
        return
    for constant in (None, True, False, NotImplemented):
        if sys.getrefcount(constant) < _PLENTY // 2:
            ctypes.c_ssize_t.from_address(id(constant)).value += _PLENTY
