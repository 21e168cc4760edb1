"""How a name stands on paper."""

from __future__ import annotations

#: Kana, Chinese characters and Hangul: names in them put the family first, without a space.
_EAST_ASIAN = (
    ("\u3040", "\u30ff"),
    ("\u3400", "\u9fff"),
    ("\uac00", "\ud7a3"),
    ("\U00020000", "\U0003ffff"),
)


def name_lines(given: str, family: str) -> list[str]:
    """The lines of a name: given, then family; Chinese, Japanese and Korean names on one, family first."""
    given, family = given.strip(), family.strip()
    if given and family and all(map(_is_east_asian, given + family)):
        return [family + given]
    return [given, family]


def _is_east_asian(char: str) -> bool:
    return any(first <= char <= last for first, last in _EAST_ASIAN)
