"""``askadesk space``: the spaces as JSON and as lines, added, taken back; which space a text means."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from askadesk.cli_call import Call, uuid_of
from askadesk.cli_output import Ambiguous, Json
from askadesk.core.errors import InputError, NotFound
from askadesk.core.i18n import _, money
from askadesk.core.i18n import listed as in_words
from askadesk.people.rules import fold
from askadesk.plans.rules import typed_cents
from askadesk.rooms import words
from askadesk.rooms.facts import space_name
from askadesk.rooms.rows import SpaceFields, SpacePriceRow, SpaceRow
from db.values import Money, SpaceKind


@dataclass(frozen=True, slots=True)
class Wanted:
    """What ``space add`` was told, as it was typed. ``prices`` are the hour's, the half day's, the day's."""

    name: str
    kind: str
    seats: int
    name_en: str = ""
    floor: str = ""
    features: str = ""
    setup: int = 0
    cleanup: int = 0
    desks: int = 1
    parts: str = ""
    prices: tuple[str, str, str] = ("", "", "")
    credits: int | None = None


def listed(call: Call, *, archived: bool) -> list[tuple[Json, str]]:
    """Each space as its JSON and its line."""
    spaces = call.services.spaces.spaces(archived)
    today = call.services.calendar.day(call.hub.local(call.world.clock.now()).date())
    hourly = {row.space.id: row.price_hour for row in today.rows}
    names = {one.id: space_name(one.fields) for one in call.services.spaces.spaces(archived=True)}
    return [_told(one, hourly.get(one.id), names) for one in spaces]


def add(call: Call, wanted: Wanted) -> tuple[Json, str]:
    """Add a space and what it costs. Raises InputError, before anything is written."""
    cents = [typed_cents(text) for text in wanted.prices]
    parts = [space_of(call, one).id for one in _split(wanted.parts)]
    fields = SpaceFields(
        wanted.name,
        kind_of(wanted.kind),
        wanted.seats,
        floor=wanted.floor,
        name_en=wanted.name_en,
        features=features_of(wanted.features),
        setup=wanted.setup,
        cleanup=wanted.cleanup,
    )
    price = _price(call, cents, wanted.credits)
    made = call.services.spaces.add(fields, desks=wanted.desks, parts=parts, price=price)
    return next(one for one in listed(call, archived=False) if one[0]["id"] == str(made))


def _price(call: Call, cents: Sequence[int | None], credits: int | None) -> SpacePriceRow | None:
    """What the space costs from today on; None where nothing was said of it."""
    if credits is None and all(one is None for one in cents):
        return None
    today = call.hub.local(call.world.clock.now()).date()
    hour, half_day, day = (None if one is None else Money(one, call.hub.currency) for one in cents)
    return SpacePriceRow(today, hour=hour, half_day=half_day, day=day, credits=credits)


def restore(call: Call, text: str) -> tuple[Json, str]:
    """Take the space that ``text`` means, among those put away, back into use. Raises as ``space_of``."""
    row = space_of(call, text, away=True)
    call.services.spaces.restore(row.id, row.version)
    return next(one for one in listed(call, archived=False) if one[0]["id"] == str(row.id))


def kind_of(said: str) -> SpaceKind:
    """The kind called so. Raises InputError."""
    plain = said.strip().replace("-", "_")
    if plain not in list(SpaceKind):
        raise InputError(
            _("There is no such kind of space."),
            field="kind",
            todo=_("Choose among: {kinds}.").format(kinds=", ".join(SpaceKind)),
        )
    return SpaceKind(plain)


def features_of(said: str) -> tuple[str, ...]:
    """The codes in ``screen,whiteboard``."""
    return tuple(one.replace("-", "_") for one in _split(said))


def _split(said: str) -> list[str]:
    return [one.strip() for one in said.split(",") if one.strip()]


def space_of(call: Call, text: str, *, away: bool = False) -> SpaceRow:
    """The one space of that ID, of that name in either language, or found by a part of it: among those in
    use, or among those put ``away``.

    Raises NotFound when there is none, Ambiguous when there are several.
    """
    spaces = [one for one in call.services.spaces.spaces(archived=away) if one.archived is away]
    identity, wanted = uuid_of(text), fold(text)
    exact = [
        one
        for one in spaces
        if one.id == identity or wanted in (fold(one.name), fold(one.fields.name_en))
    ]
    found = exact or [
        one for one in spaces if wanted and wanted in fold(f"{one.name} {one.fields.name_en}")
    ]
    if not found:
        raise _unknown(text, spaces, away=away)
    if len(found) > 1:
        raise Ambiguous(
            _("Several spaces match “{text}”.").format(text=text[:60]),
            [_candidate(one) for one in found],
            todo=_("Say more of the name, or give the ID."),
        )
    return found[0]


def _unknown(text: str, spaces: Sequence[SpaceRow], *, away: bool) -> NotFound:
    words_ = _("There is no space called “{text}”.")
    if away:
        words_ = _("No space called “{text}” is put away.")
    names = in_words([one.name for one in spaces]) or "–"
    return NotFound(
        words_.format(text=text[:60]),
        code="unknown_space",
        todo=_("There are: {names}.").format(names=names),
    )


def _candidate(one: SpaceRow) -> Json:
    detail = " · ".join(filter(None, (words.kind_name(one.kind), one.fields.floor)))
    return {"id": str(one.id), "name": one.name, "detail": detail}


def _told(space: SpaceRow, hour: Money | None, names: dict[UUID, str]) -> tuple[Json, str]:
    fields = space.fields
    body: Json = {
        "id": str(space.id),
        "name": fields.name,
        "name_en": fields.name_en,
        "kind": space.kind.value,
        "seats": fields.seats,
        "desks": space.units if space.kind is SpaceKind.DESK_ZONE else None,
        "floor": fields.floor,
        "features": list(fields.features),
        "setup": fields.setup,
        "cleanup": fields.cleanup,
        "parts": [names[one] for one in space.parts if one in names],
        "hour_cents": None if hour is None else hour.cents,
        "archived": space.archived,
    }
    each = "" if hour is None else _("{price} an hour").format(price=money(hour))
    has = words.features_words(fields.features)
    said = (
        names[space.id],
        words.kind_name(space.kind),
        words.seats_words(fields.seats),
        fields.floor,
        has,
        each,
    )
    away = _("put away") if space.archived else ""
    return body, "  ".join(filter(None, (*said, away)))
