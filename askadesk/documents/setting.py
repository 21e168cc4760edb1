"""Setting text in the room it has: shrink first, then wrap, then elide."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import inf

from askadesk.documents.fonts import Weight
from askadesk.documents.shaping import Line, clean, is_right_to_left, shape

ELLIPSIS = "…"
#: Arabic reaches further down than Latin: its lines stand at least this far apart.
_JOINED_LEADING = 1.36
#: From the middle of a line's height down to the baseline, in ems: half of what a script reaches
#: above the baseline less what it reaches below. Noto Sans says 1.069 and 0.293.
_CENTRE, _JOINED_CENTRE = (1.069 - 0.293) / 2, (0.80 - 0.52) / 2


@dataclass(frozen=True, slots=True)
class Style:
    """How a text is set: ``size`` shrinks down to ``smallest`` (mm); ``leading`` is the distance of
    lines, as a multiple of the size; ``tracking`` in ems."""

    weight: Weight
    size: float
    smallest: float
    leading: float
    tracking: float = 0.0


@dataclass(frozen=True, slots=True)
class Block:
    """Lines set at one ``size`` (mm), ``line_height`` (mm) apart; ``drop`` (mm) leads from the middle
    of a line's height down to its baseline."""

    lines: tuple[Line, ...]
    size: float
    line_height: float
    drop: float

    @property
    def height(self) -> float:
        """From the top of the first line to the bottom of the last, in mm."""
        return len(self.lines) * self.line_height

    @property
    def width(self) -> float:
        """The widest line, in mm."""
        return max((line.width for line in self.lines), default=0.0) * self.size


def fit(parts: Sequence[str], style: Style, width: float, lines: int, height: float = inf) -> Block:
    """Set ``parts``, one a line, in ``width`` × ``height`` mm.

    They shrink together as far as the style allows; if that is not enough they are wrapped into at
    most ``lines`` lines at the smallest size, run together when they must, the last line elided.
    """
    texts = [part for part in map(clean, parts) if part]
    shaped = [shape(text, style.weight, style.tracking) for text in texts]
    widest = max((line.width for line in shaped), default=0.0)
    size = min(style.size, width / widest) if widest else style.size
    if shaped:
        size = min(size, height / (len(shaped) * _leading(shaped, style)))
    if size < style.smallest or len(texts) > lines:
        size = style.smallest
        line_height = size * _leading(shaped, style)
        lines = max(1, min(lines, int(height / line_height))) if height < inf else lines
        shaped = _stacked(texts, style, width / size, lines)
    return _block(shaped, style, size)


def wrap(text: str, style: Style, width: float, lines: int) -> Block:
    """Set ``text`` at full size in at most ``lines`` lines of ``width`` mm, the last one elided.

    A single line shrinks before it is elided."""
    if lines == 1:
        return fit([text], style, width, 1)
    shaped = _wrapped(clean(text), style, width / style.size, lines)
    return _block(shaped, style, style.size)


def _block(lines: Sequence[Line], style: Style, size: float) -> Block:
    centre = _JOINED_CENTRE if _joined(lines) else _CENTRE
    return Block(tuple(lines), size, size * _leading(lines, style), size * centre)


def _leading(lines: Sequence[Line], style: Style) -> float:
    return max(style.leading, _JOINED_LEADING) if _joined(lines) else style.leading


def _joined(lines: Sequence[Line]) -> bool:
    return any(not run.face.spaced for line in lines for run in line.runs)


def _stacked(texts: Sequence[str], style: Style, width: float, lines: int) -> list[Line]:
    """Each of ``texts`` wrapped on lines of its own; all as one text where that takes too many."""
    apart = [line for text in texts for line in _wrapped(text, style, width, lines + 1)]
    return apart if len(apart) <= lines else _wrapped(" ".join(texts), style, width, lines)


def _wrapped(text: str, style: Style, width: float, lines: int) -> list[Line]:
    """``text`` broken at spaces (a word too long: within it) into ``lines`` lines of ``width`` ems."""
    rest, done = text, list[Line]()
    while rest:
        if len(done) == lines - 1:
            return [*done, _elided(rest, style, width)]
        head, rest = _broken(rest, style, width)
        done.append(shape(head, style.weight, style.tracking))
    return done


def _fits(text: str, style: Style, width: float) -> bool:
    return shape(text, style.weight, style.tracking).width <= width + 1e-9


def _broken(text: str, style: Style, width: float) -> tuple[str, str]:
    """The longest beginning of ``text`` that fits ``width`` ems, and what is left."""
    if _fits(text, style, width):
        return text, ""
    ends = [index for index, char in enumerate(text) if char == " "]
    for end in reversed(ends):
        if _fits(text[:end], style, width):
            return text[:end], text[end + 1 :]
    word = text[: ends[0]] if ends else text
    if is_right_to_left(word):  # joined letters cannot be torn apart
        return word, text[len(word) + 1 :]
    return _torn(text, word, style, width)


def _torn(text: str, word: str, style: Style, width: float) -> tuple[str, str]:
    """Break ``text`` inside its first word: with a hyphen where the script has letters and case."""
    for cut in reversed(list(_cuts(word))):
        hyphen = "-" if word[cut - 1].lower() != word[cut - 1].upper() else ""
        if _fits(word[:cut] + hyphen, style, width):
            return word[:cut] + hyphen, text[cut:]
    return text[:1], text[1:]


def _cuts(word: str) -> Iterator[int]:
    """Where ``word`` may be cut: never between a letter and the marks on it."""
    return (i for i in range(1, len(word)) if not unicodedata.combining(word[i]))


def _elided(text: str, style: Style, width: float) -> Line:
    if _fits(text, style, width):
        return shape(text, style.weight, style.tracking)
    for cut in reversed(list(_cuts(text))):
        shorter = text[:cut].rstrip() + ELLIPSIS
        if _fits(shorter, style, width):
            return shape(shorter, style.weight, style.tracking)
    return shape(ELLIPSIS, style.weight, style.tracking)
