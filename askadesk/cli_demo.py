"""``askadesk demo``: what was made, and which cards to try."""

from __future__ import annotations

from askadesk.cli_output import Output
from askadesk.core.i18n import _, number
from askadesk.demo.build import DemoSummary, Example
from askadesk.demo.stage import Progress

_EVERY = 10


def demo_lines(summary: DemoSummary, place: str, *, is_new: bool) -> list[str]:
    """The demo as text."""
    if is_new:
        first = _("The demo hub {hub} is ready in {place}.")
    else:
        first = _("The demo hub {hub} is already in {place}; nothing was changed.")
    second = _("{people} people, {visits} visits in {days} days, {inside} of {capacity} in.")
    return [
        first.format(hub=summary.hub, place=place),
        second.format(
            people=number(summary.people),
            visits=number(summary.visits),
            days=number(summary.days),
            inside=number(summary.inside),
            capacity=number(summary.capacity),
        ),
        "",
        _("Codes to try, with «askadesk scan CODE»:"),
        *(f"  {one.code}  {one.name}: {about(one)}" for one in summary.examples),
    ]


def about(example: Example) -> str:
    """What a card of the demo is there to show."""
    said = {
        "carnet": _("a carnet, something to settle, a birthday"),
        "any_hour": _("comes in at any hour"),
        "finished": _("the carnet is finished"),
        "team_full": _("the team's seats are taken"),
        "half_day": _("half days"),
        "shared": _("the organisation's carnet"),
        "debt": _("finished, but may be made up"),
        "three_days": _("three days a week"),
        "not_yet": _("the plan begins next week"),
        "expired": _("the plan has ended"),
        "barred": _("may not come in"),
        "lost": _("a card that was lost"),
    }
    return said[example.key]


def progress_of(output: Output) -> Progress:
    """Tells on stderr, now and then, how far the making has come."""

    def progress(done: int, days: int) -> None:
        if done % _EVERY == 0 or done == days:
            said = _("{done} of {days} days").format(done=number(done), days=number(days))
            output.note(said)

    return progress
