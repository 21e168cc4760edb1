"""The words of a row: what is left of a plan, when someone was last here, what is due."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from askadesk.core.i18n import (
    _,
    day_long,
    day_short,
    day_weekday,
    hour,
    language,
    money,
    ngettext,
    number,
)
from askadesk.people.rows import ListedOrganisation, ListedPerson, PlanBrief, Standing

SOON_DAYS = 7


@dataclass(frozen=True, slots=True)
class Left:
    """What is left of a plan, in words; ``tone`` and ``icon`` when it needs attention."""

    words: str
    tone: str = ""
    icon: str = ""


def left_of(plan: PlanBrief, today: date) -> Left:
    """What the second line says of ``plan``."""
    return _left_of(plan, today, language())


# Asked for every row of every frame; finding the form of a date takes longer than painting it.
@lru_cache(4_096)
def _left_of(plan: PlanBrief, today: date, _spoken: str) -> Left:
    if plan.standing is Standing.ENDED or (plan.units and plan.left == 0):
        return _ended(plan)
    if plan.standing is Standing.PAUSED:
        return Left(_("paused"), "text2", "timer")
    if plan.standing is Standing.TO_COME:
        return Left(_("not begun yet"), "text2", "clock")
    if plan.seats is not None:
        return _seats(plan)
    if plan.standing is Standing.LOW:
        return _low(plan, today)
    return Left(_running(plan))


def _ended(plan: PlanBrief) -> Left:
    if plan.units is not None and plan.left == 0:
        return Left(_("used up"), "bad", "circle-x")
    if plan.until is None:
        return Left(_("ended"), "bad", "circle-x")
    return Left(_("ended on {day}").format(day=day_short(plan.until)), "bad", "circle-x")


def _seats(plan: PlanBrief) -> Left:
    words = _("{taken} of {seats} here now")
    return Left(words.format(taken=plan.seats_taken or 0, seats=plan.seats))


def _low(plan: PlanBrief, today: date) -> Left:
    days = (plan.until - today).days if plan.until is not None else None
    if plan.units is not None or days is None or not 0 <= days <= SOON_DAYS:
        return Left(_running(plan), "warn", "circle-alert")
    return Left(_ends_in(days), "warn", "clock")


def _ends_in(days: int) -> str:
    if days == 0:
        return _("ends today")
    return ngettext("ends in {count} day", "ends in {count} days", days).format(count=days)


def _running(plan: PlanBrief) -> str:
    if plan.units is None:
        if plan.until is None:
            return _("no end date")
        return _("until {day}").format(day=day_short(plan.until))
    count = plan.left or 0
    if plan.until is None:
        return ngettext("{left} left", "{left} left", count).format(left=number(count))
    words = ngettext("{count} left, until {day}", "{count} left, until {day}", count)
    return words.format(count=number(count), day=day_short(plan.until))


def last_visit(person: ListedPerson, today: date) -> str:
    """When ``person`` was last here, or since when they are."""
    if person.inside_since is not None:
        return _("Here since {hour}").format(hour=hour(person.inside_since))
    seen = person.last_visit
    return _("not yet") if seen is None else _seen(seen, today, language())


@lru_cache(4_096)
def _seen(seen: datetime, today: date, _spoken: str) -> str:
    if seen.year != today.year:
        return day_long(seen.date())
    return _("{day}, {hour}").format(day=day_weekday(seen.date()), hour=hour(seen))


def due(row: ListedPerson | ListedOrganisation) -> str:
    """What is to be settled."""
    return money(row.due) if row.due is not None else _("settled")


def alone() -> str:
    """Where someone works who belongs to no organisation."""
    return _("on their own")


def members(organisation: ListedOrganisation) -> str:
    """How many people belong to an organisation."""
    words = ngettext("{count} person", "{count} people", organisation.members)
    return words.format(count=number(organisation.members))


def standing(person: ListedPerson) -> Left | None:
    """What is to be known before anything else: not let in, or archived."""
    if person.barred:
        return Left(_("not let in"), "bad", "circle-x")
    if person.archived:
        return Left(_("archived"), "text2", "package")
    return None


def spoken(person: ListedPerson, today: date) -> str:
    """The row as a screen reader says it, and its tooltip."""
    mark = standing(person)
    parts = [person.name, mark.words if mark else "", person.role, person.organisation]
    if person.plan is not None:
        parts += [person.plan.name, left_of(person.plan, today).words]
    settle = _("to settle: {amount}").format(amount=due(person)) if person.due else ""
    return ", ".join(filter(None, (*parts, last_visit(person, today), settle)))


def spoken_organisation(organisation: ListedOrganisation, today: date) -> str:
    """An organisation's row as a screen reader says it."""
    plan = organisation.plan
    held = [plan.name, left_of(plan, today).words] if plan is not None else []
    return ", ".join(filter(None, (organisation.name, members(organisation), *held)))


def selected(row: str) -> str:
    """A row that is selected, as a screen reader says it."""
    return _("{row}, selected").format(row=row)
