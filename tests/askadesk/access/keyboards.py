"""Machines with other keyboards, as a scanner in US mode meets them. Written apart from the code."""

from __future__ import annotations

from collections.abc import Callable

from askadesk.access.codes import CodeKeys

KEYS = CodeKeys(
    {"K": b"the secret of a test hub, long", "B": b"an older secret, kept for old"}, "K"
)

_AZERTY_LETTERS = str.maketrans("AQZWaqzw", "QAWZqawz")
_AZERTY_DIGITS = str.maketrans("1234567890", "&é\"'(-è_çà")
_QWERTZ = str.maketrans("YZyz", "ZYzy")


def azerty(code: str) -> str:
    """A French machine: letters swapped, M writes a question mark, digits write signs."""
    return code.translate(_AZERTY_LETTERS).replace("M", "?").translate(_AZERTY_DIGITS)


def azerty_with_capitals(code: str) -> str:
    """A French machine with Caps Lock: small letters, real digits."""
    return code.translate(_AZERTY_LETTERS).replace("M", ",").swapcase()


def qwertz(code: str) -> str:
    """A German machine."""
    return code.translate(_QWERTZ)


def capitals_inverted(code: str) -> str:
    """Caps Lock left on."""
    return code.swapcase()


def unchanged(code: str) -> str:
    """A machine like the scanner's."""
    return code


MACHINES: tuple[Callable[[str], str], ...] = (
    unchanged,
    capitals_inverted,
    azerty,
    azerty_with_capitals,
    qwertz,
)
