"""Who a row may be: someone of the archive, or of an earlier row."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from rapidfuzz import process
from rapidfuzz.distance import OSA

from askadesk.people.rules import fold
from askadesk.transfer.rows import Column

_FIELDS = (
    Column.GIVEN,
    Column.FAMILY,
    Column.ROLE,
    Column.EMAIL,
    Column.PHONE,
    Column.SKILLS,
    Column.SEEKS,
    Column.LANGUAGES,
    Column.TAX_CODE,
    Column.NOTE,
)
_MOST_COMPARED, _MOST_SIMILAR = 400, 5
_LEAST_LETTERS = 6
_Block = tuple[str, str, str]


@dataclass(slots=True)
class Known:
    """Someone who is known: of the archive (``version`` of their record), or made by row ``row``."""

    id: UUID
    given: str
    family: str
    values: dict[Column, Any]
    row: int = 0
    version: int = 0
    key: str = ""
    email: str = ""
    phone: str = ""
    tax_code: str = ""
    born_on: date | None = None
    folded: tuple[str, str] = ("", "")

    def __post_init__(self) -> None:
        self.folded = fold(self.given), fold(self.family)
        self.key = name_key(*self.folded)
        self.email = str(self.values.get(Column.EMAIL) or "").casefold()
        self.phone = phone_key(str(self.values.get(Column.PHONE) or ""))
        self.tax_code = str(self.values.get(Column.TAX_CODE) or "")
        self.born_on = self.values.get(Column.BORN_ON)

    @property
    def name(self) -> str:
        return f"{self.given} {self.family}".strip()


def known_person(row: Any) -> Known:
    """Someone of the archive."""
    values: dict[Column, Any] = {column: getattr(row, column.value) for column in _FIELDS}
    values[Column.BORN_ON] = row.born_on
    return Known(row.id, row.given, row.family, values, version=row.version)


def name_key(given: str, family: str) -> str:
    """A folded name whatever the order of its words."""
    return " ".join(sorted(f"{given} {family}".split()))


def phone_key(phone: str) -> str:
    """The last nine digits: with or without the country, they are the same phone."""
    digits = re.sub(r"\D", "", phone)
    return digits[-9:] if len(digits) >= 7 else ""


@dataclass(frozen=True, slots=True)
class Match:
    """Someone a row may be. ``certain`` when two things agree and nothing speaks against it."""

    known: Known
    why: tuple[str, ...]
    certain: bool


class People:
    """Everyone known so far, found by e-mail, phone, tax code, name, or a name with a slip in it."""

    def __init__(self, known: Iterable[Known] = ()) -> None:
        self._by: dict[tuple[str, str], list[Known]] = defaultdict(list)
        self._blocks: dict[_Block, tuple[list[Known], list[str]]] = {}
        for one in known:
            self.add(one)

    def add(self, one: Known) -> None:
        """From now on rows may be ``one``."""
        for kind in ("email", "phone", "tax_code"):
            value = getattr(one, kind)
            if value:
                self._by[kind, value].append(one)
        if one.key:
            self._by["name", one.key].append(one)
            for block in _blocks(one):
                near, names = self._blocks.setdefault(block, ([], []))
                if len(near) < _MOST_COMPARED:
                    near.append(one)
                    names.append(one.key)

    def match(self, new: Known) -> Match | None:
        """Whom ``new`` is most like; None when it is nobody known."""
        why: dict[int, list[str]] = {}
        found: dict[int, Known] = {}
        for kind in ("tax_code", "email", "phone"):
            value = getattr(new, kind)
            for one in self._by.get((kind, value), ())[:_MOST_COMPARED] if value else ():
                why.setdefault(id(one), []).append(kind)
                found[id(one)] = one
        for one in self._by.get(("name", new.key), ())[:_MOST_COMPARED] if new.key else ():
            why.setdefault(id(one), []).append("name")
            found[id(one)] = one
        matches = [
            Match(one, tuple(why[at]), _is_certain(why[at]))
            for at, one in found.items()
            if not _speaks_against(new, one, why[at])
        ]
        if not matches:
            return self._similar(new)
        return max(matches, key=lambda match: (match.certain, len(match.why), match.known.row == 0))

    def _similar(self, new: Known) -> Match | None:
        """Someone whose name is one slip away, with nothing that tells the two apart."""
        if len(new.key) < _LEAST_LETTERS:
            return None
        for block in _blocks(new):
            near, names = self._blocks.get(block, ((), ()))
            found = process.extract(
                new.key, names, scorer=OSA.distance, score_cutoff=1, limit=_MOST_SIMILAR
            )
            for _key, _distance, at in found:
                if not _differs(new, near[at], "email", "phone", "tax_code", "born_on"):
                    return Match(near[at], ("similar",), certain=False)
        return None


def _blocks(one: Known) -> tuple[_Block, ...]:
    given, family = one.folded
    return ("f", family, given[:1]), ("g", given, family[:1])


def _is_certain(why: list[str]) -> bool:
    return "name" in why and len(why) > 1


def _differs(new: Known, one: Known, *kinds: str) -> bool:
    """Whether both say something of one of these, and not the same."""
    return any(
        getattr(new, kind) and getattr(one, kind) and getattr(new, kind) != getattr(one, kind)
        for kind in kinds
    )


def _speaks_against(new: Known, one: Known, why: list[str]) -> bool:
    if _differs(new, one, "born_on") or ("tax_code" not in why and _differs(new, one, "tax_code")):
        return True
    if why == ["name"]:
        return _differs(new, one, "email") and _differs(new, one, "phone")
    if why == ["phone"]:
        return _differs(new, one, "email")
    return False
