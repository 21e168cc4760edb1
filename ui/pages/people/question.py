"""What the list is asked: people or organisations, the words typed, filters, order."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from askadesk.core.i18n import _, pgettext
from askadesk.people.rows import PeopleFilter, PeopleQuery, PeopleSort

CHIPS = (
    PeopleFilter.INSIDE,
    PeopleFilter.SUBSCRIBED,
    PeopleFilter.CARNET,
    PeopleFilter.TO_RENEW,
)
"""The filters that have a chip of their own; the rest stand under "More filters"."""
MORE = (
    PeopleFilter.DUE,
    PeopleFilter.WITHOUT_CARD,
    PeopleFilter.BARRED,
    PeopleFilter.ARCHIVED,
)


@dataclass(frozen=True, slots=True)
class Question:
    """One state of the filters. Organisations are a list of their own: no filter narrows them."""

    query: PeopleQuery = field(default_factory=PeopleQuery)
    organisations: bool = False

    @property
    def narrowed(self) -> bool:
        """Whether a filter is on."""
        return bool(self.query.filters) or self.organisations

    def with_text(self, text: str) -> Question:
        """The same with other words."""
        return replace(self, query=replace(self.query, text=text.strip()))

    def turned(self, one: PeopleFilter) -> Question:
        """The same with ``one`` on instead of off, or off instead of on."""
        query = replace(self.query, filters=self.query.filters ^ {one})
        return Question(query)

    def sorted_by(self, sort: PeopleSort, *, turn: bool = True) -> Question:
        """The same in the order of ``sort``; asked for again, the other way round."""
        again = turn and sort is self.query.sort
        down = not self.query.descending if again else sort in _LARGEST_FIRST
        return replace(self, query=replace(self.query, sort=sort, descending=down))

    def widened(self) -> Question:
        """The same words and order, without any filter."""
        return Question(replace(self.query, filters=frozenset()))


_LARGEST_FIRST = (PeopleSort.LAST_VISIT, PeopleSort.DUE)


def filter_name(one: PeopleFilter) -> str:
    """What a filter is called on its chip."""
    return {
        PeopleFilter.INSIDE: pgettext("filter", "Here now"),
        PeopleFilter.SUBSCRIBED: pgettext("filter", "Members"),
        PeopleFilter.CARNET: pgettext("filter", "Carnets"),
        PeopleFilter.TO_RENEW: pgettext("filter", "To renew"),
        PeopleFilter.DUE: pgettext("filter", "To settle"),
        PeopleFilter.WITHOUT_CARD: pgettext("filter", "Without a card"),
        PeopleFilter.BARRED: pgettext("filter", "Not let in"),
        PeopleFilter.ARCHIVED: pgettext("filter", "Archived"),
    }[one]


def sort_name(one: PeopleSort) -> str:
    """What an order is called: the heading of its column."""
    return {
        PeopleSort.NAME: _("Person"),
        PeopleSort.ORGANISATION: _("Organisation"),
        PeopleSort.LAST_VISIT: _("Last visit"),
        PeopleSort.DUE: _("To settle"),
    }[one]


def nobody_with(text: str, filters: frozenset[PeopleFilter]) -> str:
    """The title of an empty result for ``text`` behind ``filters``."""
    if len(filters) != 1:
        return _("Nobody with “{text}” behind these filters").format(text=text)
    sentences = {
        PeopleFilter.INSIDE: _("Nobody with “{text}” among those here now"),
        PeopleFilter.SUBSCRIBED: _("Nobody with “{text}” among the members"),
        PeopleFilter.CARNET: _("Nobody with “{text}” among those with a carnet"),
        PeopleFilter.TO_RENEW: _("Nobody with “{text}” among those to renew"),
        PeopleFilter.DUE: _("Nobody with “{text}” among those who have something to settle"),
        PeopleFilter.WITHOUT_CARD: _("Nobody with “{text}” among those without a card"),
        PeopleFilter.BARRED: _("Nobody with “{text}” among those not let in"),
        PeopleFilter.ARCHIVED: _("Nobody with “{text}” in the archive"),
    }
    return sentences[next(iter(filters))].format(text=text)
