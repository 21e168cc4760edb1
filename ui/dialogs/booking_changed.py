"""Two at one booking: what differs, in words."""

from __future__ import annotations

from dataclasses import fields
from datetime import datetime
from uuid import UUID

from askadesk.core.i18n import _, day_weekday, hour, listed, pgettext
from askadesk.rooms.rows import ExtraLine, NewBooking, Taking
from ui.dialogs.booking_data import Draft, Holder
from ui.dialogs.changed_meanwhile import Words, shown

_NEVER_CHOSEN = {"reason", "uid"}


def differing(theirs: NewBooking, mine: NewBooking) -> tuple[str, ...]:
    """The fields in which the two differ and of which one can choose."""
    names = (one.name for one in fields(NewBooking) if one.name not in _NEVER_CHOSEN)
    return tuple(name for name in names if getattr(theirs, name) != getattr(mine, name))


class BookingWords(Words):
    """``drafts`` know the names of spaces and people on either side; ``chosen`` is whom this desk chose."""

    def __init__(self, mine: Draft, theirs: Draft, chosen: Holder | None) -> None:
        drafts = (mine, theirs)
        self._spaces = {one.id: one.name for draft in drafts for one in draft.spaces}
        self._names = {person: name for draft in drafts for person, name in draft.names}
        for holder in (mine.holder, theirs.holder, chosen):
            if holder is not None:
                self._names |= _named(holder)
        for draft in drafts:
            if draft.row is not None and draft.row.person is not None:
                self._names.setdefault(draft.row.person, draft.row.contact or draft.row.holder)

    def label(self, name: str) -> str:
        return {
            "spaces": _("Space"),
            "starts": _("From"),
            "ends": _("Until"),
            "person": _("Person"),
            "organisation": _("Organisation"),
            "title": _("Title"),
            "note": _("Note for the desk"),
            "heads": _("People"),
            "people": _("Who comes"),
            "lines": pgettext("booking", "Catering and the like"),
            "private": pgettext("booking", "Private"),
            "hold_until": _("The option lasts until"),
            "use_credits": _("Paid with credits"),
        }.get(name, name)

    def value(self, name: str, value: object) -> str:
        if isinstance(value, datetime):
            return _("{day}, {hour}").format(day=day_weekday(value.date()), hour=hour(value))
        if isinstance(value, bool):
            return _("yes") if value else _("no")
        if isinstance(value, UUID):
            return self._names.get(value, _("somebody"))
        if isinstance(value, tuple) and value:
            return listed([self._one(each) for each in value])
        return shown(value)

    def _one(self, value: object) -> str:
        if isinstance(value, Taking):
            return self._spaces.get(value.space, _("another space"))
        if isinstance(value, ExtraLine):
            return _("{quantity} × {words}").format(quantity=value.quantity, words=value.words)
        return self._names.get(value, _("somebody")) if isinstance(value, UUID) else str(value)


def _named(holder: Holder) -> dict[UUID, str]:
    chosen = holder.organisation or holder.person
    return {chosen: holder.name} if chosen is not None else {}
