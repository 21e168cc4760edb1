"""What a scanner typed with the wrong keyboard layout, put back.

A scanner sends keys, not letters: it presses what on a US keyboard would be the code, and a machine
set to AZERTY writes ``QSKQ`` and ``&é"'`` for ``ASKA`` and ``1234``. Each layout below says what those
keys write, plain and with Shift (which is also what an inverted Caps Lock makes of them); the check
in the code says which layout it was.
"""

from __future__ import annotations

from functools import cache

from askadesk.access.codes import CODE_LENGTH, CardNumber, CodeKeys, clean, number_of

# The keys of a US keyboard that a code, its symbology identifier and its ECI escapes may press.
US_KEYS = "1234567890QWERTYUIOPASDFGHJKLZXCVBNM]\\"

# Layout by layout: what those keys write, plain and with Shift. A blank is a key that writes nothing.
WRITTEN: dict[str, tuple[str, str]] = {
    "US": ("1234567890qwertyuiopasdfghjklzxcvbnm]\\", "!@#$%^&*()QWERTYUIOPASDFGHJKLZXCVBNM}|"),
    "French": ("&é\"'(-è_çàazertyuiopqsdfghjklwxcvbn,$*", "1234567890AZERTYUIOPQSDFGHJKLWXCVBN?£µ"),
    "Belgian": (
        "&é\"'(§è!çàazertyuiopqsdfghjklwxcvbn,$µ",
        "1234567890AZERTYUIOPQSDFGHJKLWXCVBN?*£",
    ),
    "German": ("1234567890qwertzuiopasdfghjklyxcvbnm+#", "!\"§$%&/()=QWERTZUIOPASDFGHJKLYXCVBNM*'"),
    "Swiss": ("1234567890qwertzuiopasdfghjklyxcvbnm¨$", '+"*ç%&/()=QWERTZUIOPASDFGHJKLYXCVBNM!£'),
    "Italian": ("1234567890qwertyuiopasdfghjklzxcvbnm+ù", '!"£$%&/()=QWERTYUIOPASDFGHJKLZXCVBNM*§'),
    "Spanish": ("1234567890qwertyuiopasdfghjklzxcvbnm+ç", '!"·$%&/()=QWERTYUIOPASDFGHJKLZXCVBNM*Ç'),
    "British": ("1234567890qwertyuiopasdfghjklzxcvbnm]#", '!"£$%^&*()QWERTYUIOPASDFGHJKLZXCVBNM}~'),
    "Czech": ("+ěščřžýáíéqwertzuiopasdfghjklyxcvbnm)¨", "1234567890QWERTZUIOPASDFGHJKLYXCVBNM('"),
    "Hungarian": (
        "123456789öqwertzuiopasdfghjklyxcvbnmúű",
        "'\"+!%/=()ÖQWERTZUIOPASDFGHJKLYXCVBNMÚŰ",
    ),
}

_LONGEST_READ = 64


def recover_code(keys: CodeKeys, raw: str) -> str | None:
    """The code as it was printed, whatever layout or Caps Lock made of it, or None.

    The text as it came is tried first.
    """
    found = clean(keys, raw)
    if found is not None or not CODE_LENGTH <= len(raw) <= _LONGEST_READ:
        return found
    text = raw.strip()
    for layout in WRITTEN:
        pressed = text.translate(_back(layout))
        if pressed != text and (found := clean(keys, pressed)) is not None:
            return found
    return None


def layout_of(keys: CodeKeys, raw: str) -> str | None:
    """The layout in ``WRITTEN`` through which ``raw`` is one of our codes: "" when it is one as it
    came, None when it is none at all."""
    if clean(keys, raw) is not None:
        return ""
    if not CODE_LENGTH <= len(raw) <= _LONGEST_READ:
        return None
    text = raw.strip()
    return next((one for one in WRITTEN if clean(keys, text.translate(_back(one)))), None)


def recover(keys: CodeKeys, raw: str) -> CardNumber | None:
    """The number of the card that was read, through any layout, or None when it is not ours."""
    code = recover_code(keys, raw)
    return None if code is None else number_of(code)


@cache
def _back(layout: str) -> dict[int, str]:
    """From what a layout writes to the key that was pressed."""
    plain, shifted = WRITTEN[layout]
    table = {ord(char): key for char, key in zip(shifted, US_KEYS, strict=True)}
    return table | {ord(char): key for char, key in zip(plain, US_KEYS, strict=True)}
