"""What an answer at the door says, in the reader's language."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from askadesk.core.i18n import _, day_short, day_spoken, hour, money, ngettext
from askadesk.plans.words import product_name
from askadesk.presence.rows import Alert, Option, Params, ScanCard, Verdict, WayOut
from db.values import Answer, Basis, ExpectedKind, Money


def title(verdict: Verdict) -> str:
    """The answer in two or three words, for the band of the card."""
    if verdict.answer is Answer.ADMITTED:
        return _("Entry recorded")
    if verdict.answer is Answer.CHECKED_OUT:
        return _("Exit recorded")
    if verdict.answer is Answer.ALREADY_IN:
        return _("Already in")
    if verdict.code in ("unknown_code", "unreadable"):
        return _("Code not recognised")
    if verdict.code == "not_in":
        return _("Not in")
    return _("Entry not recorded")


def sentence(card: ScanCard) -> str:
    """The reason in one sentence, with its nearest date or hour on the hub's clock."""
    zone = card.at.tzinfo
    assert isinstance(zone, ZoneInfo)
    return answer(card.verdict, zone)


def answer(verdict: Verdict, zone: ZoneInfo) -> str:
    """The same from a bare verdict and the hub's zone."""
    if verdict.answer is Answer.REFUSED:
        return _refusal(verdict, zone)
    if verdict.answer is Answer.ALREADY_IN:
        since = datetime.fromisoformat(str(verdict.params["since"])).astimezone(zone)
        return _("In since {hour}. Check out, or leave in?").format(hour=hour(since))
    if verdict.answer is Answer.CHECKED_OUT:
        return _checked_out(verdict, zone)
    return _admitted(verdict)


def _checked_out(verdict: Verdict, zone: ZoneInfo) -> str:
    if "over" in verdict.params:
        return _("Stayed {minutes} minutes beyond the half day.").format(
            minutes=verdict.params["over"]
        )
    return _("Out at {hour}. See you soon.").format(hour=hour(verdict.at.astimezone(zone)))


def _admitted(verdict: Verdict) -> str:
    if verdict.code in ("pass", "organisation_pass", "handed_out") and verdict.left is not None:
        return ngettext(
            "Come in: one entry drawn, {left} left.",
            "Come in: one entry drawn, {left} left.",
            max(verdict.left, 0),
        ).format(left=verdict.left)
    said = {
        "membership": _("Come in."),
        "pass_again": _("Come in: today's entry was drawn already."),
        "expected": _("Come in: announced for today."),
        "at_work": _("Come in: at work today."),
        "guest": _("Come in, as a guest."),
        "debt": _("Come in: this entry is to be made up."),
        "override": _("Come in: let in by the reception."),
        "late": _("Entry recorded with its own time."),
    }
    return said.get(verdict.code, _("Come in."))


def _moment(params: Params, zone: ZoneInfo) -> str:
    """``14:00`` when it is today's, else with its day."""
    if "moment" not in params:
        return ""
    local = datetime.fromisoformat(str(params["moment"])).astimezone(zone)
    return _("{day} at {hour}").format(day=day_spoken(local.date()), hour=hour(local))


def _day(params: Params) -> str:
    return day_spoken(date.fromisoformat(str(params["day"]))) if "day" in params else ""


def _refusal(verdict: Verdict, zone: ZoneInfo) -> str:
    params = verdict.params
    day, moment = _day(params), _moment(params, zone)
    dated = _dated(verdict.code, params, day, moment)
    if dated:
        return dated
    plain = {
        "unknown_code": _(
            "This code is not one of ours, or was not read whole. Scan it once more."
        ),
        "unreadable": _("There is no code in this picture. Try a sharper one, or find the name."),
        "revoked": _("This card was stopped. Find the person by name, or issue a new card."),
        "see_reception": _("This person cannot come in for now. A manager knows more."),
        "not_in": _("This person is not in at the moment."),
        "wrong_hub": _("The plan holds at another hub, not here."),
        "not_yet": _("The plan has not begun yet."),
        "expired": _("The plan has ended."),
        "outside_hours": _("The plan does not hold at this hour."),
        "exhausted": _("Nothing is left on the carnet."),
        "no_right": _("There is no plan or carnet on this name."),
        "guest_host_out": _("The host is not in: guests come in with their member."),
        "guest_not_in_plan": _("The host's plan has no guests."),
        "closed": _("The hub is closed."),
    }
    return plain.get(verdict.code, _("This entry is not possible now."))


def _dated(code: str, params: Params, day: str, moment: str) -> str:
    """Sentences that name a day, an hour or a number; empty when there is none to name."""
    if moment and code in ("not_yet", "outside_hours", "closed", "expired"):
        said = {
            "not_yet": _("It begins {moment}."),
            "outside_hours": _("The plan holds again {moment}."),
            "closed": _("The hub is closed; it opens {moment}."),
            "expired": _("It ended {moment}."),
        }
        return said[code].format(moment=moment)
    if code == "exhausted" and "week" in params:
        return _week_used(int(params["week"]), moment, ends="ends" in params)
    if day and code in (
        "not_yet",
        "paused",
        "expired",
        "exhausted",
        "revoked",
        "wrong_day",
        "overdue",
        "archived",
    ):
        said = {
            "not_yet": _("The plan begins {day}."),
            "paused": _("The plan is paused; it holds again from {day}."),
            "expired": _("The plan ended {day}."),
            "exhausted": _("The carnet was finished {day}."),
            "revoked": _("This card was stopped {day}."),
            "wrong_day": _("Announced for {day}, not for today."),
            "overdue": _("A payment has been due since {day}."),
            "archived": _("In the archive since {day}. Bring them back, then scan again."),
        }
        return said[code].format(day=day)
    return _announced(code, params, day) or _counted(code, params)


def _announced(code: str, params: Params, day: str) -> str:
    """Of an announcement that was called off, is not paid, or is for another hub."""
    if "title" not in params:
        return ""
    title = params["title"] or _("The visit")
    if code == "wrong_hub":
        said = _("Announced at another hub for {day}.") if day else _("Announced at another hub.")
        return said.format(day=day)
    if code == "expected_cancelled" and day:
        return _("“{title}” was called off: it was for {day}.").format(title=title, day=day)
    if code == "expected_cancelled":
        return _("“{title}” was called off.").format(title=title)
    return _("“{title}” is not paid yet.").format(title=title)


def _week_used(days: int, moment: str, *, ends: bool) -> str:
    if not moment and not ends:
        return ngettext(
            "This week's day is used, and no opening is known yet for the next one.",
            "This week's {count} days are used, and no opening is known yet for the next one.",
            days,
        ).format(count=days)
    if not moment:
        return ngettext(
            "This week's day is used, and the plan ends before the next one.",
            "This week's {count} days are used, and the plan ends before the next one.",
            days,
        ).format(count=days)
    return ngettext(
        "This week's day is used; the next one is {moment}.",
        "This week's {count} days are used; the next one is {moment}.",
        days,
    ).format(count=days, moment=moment)


def _counted(code: str, params: Params) -> str:
    if code == "team_full":
        return ngettext(
            "The team's seat is taken.",
            "All {count} seats of the team are taken.",
            int(params["seats"]),
        ).format(count=params["seats"])
    if code == "full":
        return _("The hub is full: {count} of {capacity} people are in.").format(**params)
    if code == "guest_limit":
        return _("The plan gives {at_once} guests at once and {month} a month.").format(**params)
    return ""


def alert(found: Alert) -> tuple[str, str]:
    """An alert in two parts: what is said strongly, and the rest."""
    params = found.params
    if found.code == "due":
        amount = money(Money(int(params["cents"]), str(params["currency"])))
        return _("To settle: {amount}").format(amount=amount), str(params["note"])
    if found.code == "low":
        left = int(params["left"])
        strong = ngettext("{left} entry left", "{left} entries left", left).format(left=left)
        if left <= 0:
            strong = _("This was the last entry")
        return strong, _("offer a new carnet")
    if found.code == "ends":
        day = day_short(date.fromisoformat(str(params["day"])))
        return _("Valid until {day}").format(day=day), _("offer to renew")
    if found.code == "overstayed":
        return _("{minutes} minutes beyond the half day").format(**params), ""
    if found.code == "forgotten":
        day = day_spoken(date.fromisoformat(str(params["day"])))
        return _("Not checked out {day}").format(day=day), ""
    if found.code == "barred":
        return _("Not to be let in"), str(params["reason"])
    return _("Birthday today"), _("say happy birthday")


def alert_chip(found: Alert) -> str:
    """The word beside an alert, or nothing."""
    days = int(found.params.get("days", 0))
    if found.code != "due" or days <= 0:
        return ""
    return ngettext("{days} day overdue", "{days} days overdue", days).format(days=days)


def option(offered: Option, _card: ScanCard) -> tuple[str, str]:
    """A way out as its title and what it does."""
    way = offered.way
    if way is WayOut.HAND_OUT_PASS:
        return _("Hand out: {pass_name}").format(pass_name=offered.name), _("Records the entry too")
    if way is WayOut.GUEST and offered.price is not None:
        return _("Let in as a guest, charged"), _("Beyond the plan's number: the host pays")
    said = {
        WayOut.GUEST: (_("Let in as a guest"), _("Of a member who is in")),
        WayOut.DEBT: (_("Let in, to be made up"), _("The next carnet pays for today")),
        WayOut.OVERRIDE: (_("Let in with a reason"), _("Is kept with your name")),
        WayOut.USE_PASS: (_("Use a carnet"), _("Draws one entry from the personal or shared one")),
        WayOut.CHECK_OUT_COLLEAGUE: (_("Check a colleague out"), _("Frees a seat of the team")),
        WayOut.CHECK_OUT: (_("Check out"), ""),
        WayOut.STAY: (_("Leave in"), ""),
        WayOut.MAKE_UP: (_("Draw one more entry"), _("For the time beyond the half day")),
    }
    return said[way]


def detail_of(row: Any) -> str:
    """Beside a name in the list of who is in: what the visit rests on."""
    basis = Basis(row.basis)
    if basis is Basis.GUEST and row.host_given is not None:
        host = f"{row.host_given} {row.host_family}".strip()
        return _("guest of {host}").format(host=host)
    if basis is Basis.AT_WORK:
        return _("at work")
    if basis is Basis.EXPECTED:
        kinds = {
            ExpectedKind.EVENT: _("at an event"),
            ExpectedKind.BOOKING: _("in a room"),
        }
        return row.expected_title or kinds.get(row.expected_kind, _("visiting"))
    if basis is Basis.OVERRIDE:
        return _("let in by the reception")
    return product_name(row) if row.name else ""


def kind_of_entry(basis: Basis) -> str:
    """One word for an entry that rests on no product."""
    said = {
        Basis.GUEST: _("guest"),
        Basis.EXPECTED: _("visiting"),
        Basis.AT_WORK: _("at work"),
        Basis.OVERRIDE: _("let in by the reception"),
    }
    return said.get(basis, "")
