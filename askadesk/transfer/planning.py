"""What an import would do, row by row: nothing is written, everything is decided."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from askadesk.core.ports import Ids
from askadesk.people.rules import fold
from askadesk.transfer.columns import date_orders, header_of, headings_of
from askadesk.transfer.drafts import Draft, Reader
from askadesk.transfer.knowledge import Knowledge, KnownOrganisation, Offered
from askadesk.transfer.matching import Known, Match, People
from askadesk.transfer.reading import Told
from askadesk.transfer.rows import (
    Cell,
    Choices,
    Column,
    Decision,
    Heading,
    Holding,
    Likely,
    Outcome,
    PlannedRow,
    Preview,
    Question,
    Source,
    UnknownPlan,
)
from askadesk.transfer.values import folded_cell, text_of

_TOLD_EVERY = 500


@dataclass(slots=True)
class Deed:
    """What one row writes: someone or an organisation, made or filled; a membership of an organisation; a
    plan or carnet."""

    number: int
    person: Known | None = None
    makes_person: bool = False
    organisation: KnownOrganisation | None = None
    makes_organisation: bool = False
    joins: bool = False
    filled: dict[Column, Any] = field(default_factory=dict)
    holding: Holding | None = None
    offered: Offered | None = None

    @property
    def writes(self) -> bool:
        """Whether it changes anything."""
        made = self.makes_person or self.makes_organisation or self.joins
        return made or bool(self.filled) or self.holding is not None


@dataclass(frozen=True, slots=True)
class Plan:
    """A preview, and what is to be written for it once it is agreed to."""

    preview: Preview
    deeds: tuple[Deed, ...]
    knowledge: Knowledge


def plan_import(source: Source, choices: Choices, known: Knowledge, ids: Ids, told: Told) -> Plan:
    """Decide what each row does. ``told`` hears how far it is, and may stop it by raising."""
    header = header_of(source, choices)
    headings = headings_of(source, header, choices)
    orders, unsettled = date_orders(source, header, headings, choices)
    reader = Reader(headings, orders, choices, known, source.joined)
    planner = _Planner(choices, known, ids)
    rows: list[PlannedRow] = []
    below = _below(source, header)
    for at, (number, row) in enumerate(below[0]):
        if at % _TOLD_EVERY == 0:
            told(at, len(below[0]))
        rows.append(planner.row(reader.draft(number, row)))
    preview = Preview(
        source,
        choices,
        header,
        headings,
        tuple(rows),
        Counter(row.outcome for row in rows),
        orders,
        _questions(headings, unsettled),
        tuple(
            UnknownPlan(words, folded, count)
            for folded, (words, count) in reader.unknown_plans.items()
        ),
        below[1],
    )
    return Plan(preview, tuple(deed for deed in planner.deeds if deed.writes), known)


def _below(source: Source, header: int) -> tuple[list[tuple[int, tuple[Cell, ...]]], int]:
    """The rows that are data, and how often the header was repeated among them."""
    pairs = [(at, row) for at, row in zip(source.numbers, source.rows, strict=True) if at > header]
    if not header:
        return pairs, 0
    named = source.rows[source.numbers.index(header)]
    words = [folded_cell(cell) for cell in named]
    first = next((at for at, word in enumerate(words) if word), 0)
    data = [
        (at, row)
        for at, row in pairs
        if text_of(row[first]) != text_of(named[first]) or list(map(folded_cell, row)) != words
    ]
    return data, len(pairs) - len(data)


def _questions(headings: Sequence[Heading], unsettled: list[int]) -> tuple[Question, ...]:
    return tuple(
        Question(one.index, one.words, one.examples[0] if one.examples else "")
        for one in headings
        if one.index in unsettled
    )


class _Planner:
    """Goes through the drafts in their order, and remembers whom they made."""

    def __init__(self, choices: Choices, known: Knowledge, ids: Ids) -> None:
        self._choices, self._known, self._ids = choices, known, ids
        self._people = People(known.people)
        self._organisations = dict(known.organisations)
        self._held: set[tuple[UUID, UUID]] = set(known.held)
        self._brought: set[tuple[UUID, Holding]] = set()
        self._joined: set[tuple[UUID, UUID]] = set()
        self._filled: dict[UUID, dict[Column, Any]] = {}
        self.deeds: list[Deed] = []

    def row(self, draft: Draft) -> PlannedRow:
        """What the row does."""
        decided = self._choices.decisions.get(draft.number)
        if decided is Decision.LEAVE_OUT:
            return self._said(draft, Outcome.LEFT_OUT, decided=decided)
        if draft.trouble is not None:
            return self._said(draft, Outcome.CANNOT)
        if draft.is_organisation:
            return self._organisation_row(draft)
        new = Known(self._ids.new(), draft.given, draft.family, draft.values, row=draft.number)
        match = self._people.match(new)
        if match is None:
            return self._new_person(draft, new)
        likely = _likely(match)
        if match.certain and decided is None:
            return self._same_person(draft, match.known, likely)
        return self._decided(draft, new, match, likely, decided)

    def _decided(
        self, draft: Draft, new: Known, match: Match, likely: Likely, decided: Decision | None
    ) -> PlannedRow:
        decision = decided or self._choices.for_all
        if decision is Decision.NEW:
            return self._new_person(draft, new, likely, decision)
        if decision is Decision.SAME:
            return self._same_person(draft, match.known, likely, decision)
        if decision is Decision.LEAVE_OUT:
            return self._said(draft, Outcome.LEFT_OUT, likely=likely, decided=decision)
        return self._said(draft, Outcome.CHOOSE, likely=likely)

    # people --------------------------------------------------------------------------------------

    def _new_person(
        self,
        draft: Draft,
        new: Known,
        likely: Likely | None = None,
        decided: Decision | None = None,
    ) -> PlannedRow:
        self._people.add(new)
        deed = Deed(draft.number, new, makes_person=True)
        self._join(deed, draft)
        self._hold(deed, draft, new.id)
        self.deeds.append(deed)
        return self._said(draft, Outcome.NEW, likely=likely, decided=decided, holding=deed.holding)

    def _same_person(
        self, draft: Draft, known: Known, likely: Likely, decided: Decision | None = None
    ) -> PlannedRow:
        deed = Deed(draft.number, known)
        deed.filled = self._empty_ones(known.id, known.values, draft.values, _OF_PEOPLE)
        self._join(deed, draft)
        self._hold(deed, draft, known.id)
        self.deeds.append(deed)
        outcome = Outcome.UPDATE if deed.writes else Outcome.SAME
        filled = (*deed.filled, *((Column.ORGANISATION,) if deed.joins else ()))
        return self._said(
            draft, outcome, likely=likely, decided=decided, filled=filled, holding=deed.holding
        )

    def _empty_ones(
        self,
        who: UUID,
        before: Mapping[Column, Any],
        said: Mapping[Column, Any],
        columns: frozenset[Column],
    ) -> dict[Column, Any]:
        """What the row says of fields that are empty, in the archive and after the rows above."""
        filled = self._filled.setdefault(who, {})
        found = {
            column: value
            for column, value in said.items()
            if column in columns and not before.get(column) and column not in filled
        }
        filled.update(found)
        return found

    def _join(self, deed: Deed, draft: Draft) -> None:
        """Join the organisation that the row names, unless the person belongs to one already."""
        if not draft.organisation or deed.person is None:
            return
        person = deed.person.id
        if self._known.belongs.get(person):
            return
        organisation, is_new = self._organisation(draft.organisation, draft.number)
        if (person, organisation.id) not in self._joined:
            self._joined.add((person, organisation.id))
            deed.organisation, deed.makes_organisation, deed.joins = organisation, is_new, True

    def _hold(self, deed: Deed, draft: Draft, holder: UUID) -> None:
        """Hold what the row brings, unless the archive says that it is held already."""
        holding, offered = draft.holding, draft.offered
        if holding is None or offered is None:
            return
        if (holder, offered.product) in self._held or (holder, holding) in self._brought:
            return
        self._brought.add((holder, holding))
        deed.holding, deed.offered = holding, offered

    # organisations -------------------------------------------------------------------------------

    def _organisation(self, name: str, row: int) -> tuple[KnownOrganisation, bool]:
        folded = fold(name)
        found = self._organisations.get(folded)
        if found is not None:
            return found, False
        new = self._organisations[folded] = KnownOrganisation(self._ids.new(), name, {}, row=row)
        return new, True

    def _organisation_row(self, draft: Draft) -> PlannedRow:
        known, is_new = self._organisation(draft.organisation, draft.number)
        deed = Deed(draft.number, organisation=known, makes_organisation=is_new)
        deed.filled = self._empty_ones(known.id, known.values, draft.values, _OF_ORGANISATIONS)
        self._hold(deed, draft, known.id)
        self.deeds.append(deed)
        outcome = Outcome.NEW if is_new else Outcome.UPDATE if deed.writes else Outcome.SAME
        filled = () if is_new else tuple(deed.filled)
        return self._said(draft, outcome, filled=filled, holding=deed.holding)

    # saying it -----------------------------------------------------------------------------------

    def _said(self, draft: Draft, outcome: Outcome, **more: Any) -> PlannedRow:
        detail = draft.organisation if not draft.is_organisation else ""
        return PlannedRow(
            draft.number,
            outcome,
            draft.name,
            detail or str(draft.values.get(Column.EMAIL, "")),
            draft.is_organisation,
            trouble=draft.trouble if outcome is Outcome.CANNOT else None,
            **more,
        )


_OF_PEOPLE = frozenset(
    (
        Column.ROLE,
        Column.EMAIL,
        Column.PHONE,
        Column.BORN_ON,
        Column.TAX_CODE,
        Column.SKILLS,
        Column.SEEKS,
        Column.LANGUAGES,
        Column.NOTE,
    )
)
_OF_ORGANISATIONS = frozenset(
    (Column.VAT_NUMBER, Column.EMAIL, Column.PHONE, Column.ADDRESS, Column.NOTE)
)


def _likely(match: Match) -> Likely:
    known = match.known
    detail = known.values.get(Column.EMAIL) or known.values.get(Column.PHONE) or ""
    person = known.id if known.row == 0 else None
    return Likely(known.name, match.why, person, known.row, str(detail))
