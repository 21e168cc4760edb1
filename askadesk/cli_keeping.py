"""``askadesk person merge|bar|archive``: two records made one, who is not let in, who is put away."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any
from uuid import UUID

import typer

from askadesk.cli_call import Call, WrongUse, day_of, uuid_of
from askadesk.cli_output import Json, moment
from askadesk.core.i18n import N_, _, day_short, hour

Command = Callable[..., Callable[[Callable[..., int]], Callable[..., int]]]
DONE = 0
Person = Annotated[
    list[str],
    typer.Argument(metavar="PERSON", help=N_("The person's ID, or text that finds only them.")),
]


def register(group: typer.Typer, command: Command) -> None:
    """Add the commands to ``group``; ``command`` is what makes one of a function."""
    command(
        group,
        "merge",
        N_(
            "Let the record GONE become part of KEPT: nothing is lost, and --undo takes it back on the"
            " same day."
        ),
        "askadesk person merge KEPT GONE",
        "askadesk person merge --undo MERGE",
    )(merge)
    command(
        group,
        "bar",
        N_("Let a person in no longer, for a reason; --lift lets them in again."),
        'askadesk person bar PERSON --reason "Ha rotto una porta" --until 2026-12-31',
        "askadesk person bar PERSON --lift",
    )(bar)
    command(
        group,
        "archive",
        N_(
            "Put a person away: no list shows them, no card of theirs lets them in; --back returns them."
        ),
        "askadesk person archive PERSON",
        "askadesk person archive PERSON --back",
    )(archive)


def merge(
    call: Call,
    people: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="KEPT GONE", help=N_("Two people: their IDs, or texts that find only one.")
        ),
    ] = None,
    undo: Annotated[
        str | None,
        typer.Option("--undo", metavar="MERGE", help=N_("Take this merge back.")),
    ] = None,
) -> int:
    """Merge two records, or take a merge back."""
    if undo is not None:
        return _undo(call, undo, people or [])
    if people is None or len(people) != 2:
        raise WrongUse(_("Name two people: the one to keep, then the one that becomes part of it."))
    kept, gone = (call.person(one) for one in people)
    made = call.services.people.merge(kept.id, gone.id)
    page = call.services.people.page(kept.id)
    until = next(one.undo_until for one in page.merged if one.merge == made)
    body: Json = {
        "merge": str(made),
        "kept": {"id": str(kept.id), "name": kept.name},
        "gone": {"id": str(gone.id), "name": gone.name},
        "undo_until": moment(until),
    }
    said = _(
        "{gone} is now part of {kept}. Until {hour} «person merge --undo {merge}» takes it back."
    )
    line = said.format(gone=gone.name, kept=kept.name, hour=hour(until), merge=made)
    call.output.result(body, line)
    return DONE


def _undo(call: Call, undo: str, people: list[str]) -> int:
    merged = uuid_of(undo)
    if merged is None or people:
        raise WrongUse(_("--undo takes the ID of a merge, and nothing else."))
    call.services.people.undo_merge(merged)
    call.output.result({"merge": str(merged), "undone": True}, _("The merge was taken back."))
    return DONE


def bar(
    call: Call,
    person: Person,
    reason: Annotated[str, typer.Option(metavar="REASON", help=N_("Why; for managers."))] = "",
    until: Annotated[
        str | None, typer.Option(metavar="DAY", help=N_("The last day of it: 2026-12-31."))
    ] = None,
    lift: Annotated[bool, typer.Option("--lift", help=N_("Let them in again."))] = False,
) -> int:
    """Bar a person, or lift it."""
    if lift and (reason or until is not None):
        raise WrongUse(_("--lift takes no reason and no day."))
    found = call.person(" ".join(person))
    last = day_of(until) if until is not None else None
    if lift:
        call.services.people.lift_bar(found.id)
    else:
        call.services.people.bar(found.id, reason, last)
    body = _kept(call, found.id)
    said = (
        _("{name} may come in again.")
        if lift
        else _("{name} is not let in until {day}.")
        if until
        else _("{name} is not let in.")
    )
    day = day_short(last) if last is not None else ""
    call.output.result(body, said.format(name=body["name"], day=day))
    return DONE


def archive(
    call: Call,
    person: Person,
    back: Annotated[bool, typer.Option("--back", help=N_("Bring them back."))] = False,
) -> int:
    """Put a person away, or bring them back."""
    found = call.person(" ".join(person), archived=back)
    if back:
        call.services.people.bring_back(found.id)
    else:
        call.services.people.archive(found.id)
    body = _kept(call, found.id)
    said = _("{name} is back.") if back else _("{name} is in the archive.")
    call.output.result(body, said.format(name=body["name"]))
    return DONE


def _kept(call: Call, person: UUID) -> Json:
    page = call.services.people.page(person)
    barred: dict[str, Any] | None = None
    if page.bar is not None:
        until = page.bar.until
        barred = {
            "since": moment(page.bar.since),
            "until": until.isoformat() if until is not None else None,
            "reason": page.bar.reason,
        }
    return {
        "id": str(page.id),
        "name": page.name,
        "barred": barred,
        "archived_at": moment(page.archived_at) if page.archived_at is not None else None,
    }
