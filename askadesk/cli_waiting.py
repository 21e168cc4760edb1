"""``askadesk waiting``: put somebody in line for a space that is taken, see who waits, take up an offer."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated
from uuid import UUID

import typer

from askadesk.cli_call import Call, WrongUse, command_of, day_of, uuid_of
from askadesk.cli_output import Json, moment
from askadesk.core.i18n import N_, _

if TYPE_CHECKING:
    from askadesk.rooms.waiting_rows import WaitingRow

Command = Callable[..., Callable[[Callable[..., int]], Callable[..., int]]]
Entry = Annotated[
    str, typer.Argument(metavar="WAITING", help=N_("The ID of the place in the line."))
]
CommandId = Annotated[
    str | None,
    typer.Option(
        metavar="UUID",
        help=N_("The command's own number: sent twice, it has one effect and one answer."),
    ),
]
DONE = 0


def register(app: typer.Typer, command: Command) -> None:
    """Add the commands to ``app``; ``command`` is what makes one of a function."""
    group = typer.Typer(rich_markup_mode=None, no_args_is_help=False)
    app.add_typer(
        group, name="waiting", help=N_("Who waits for a space that is taken, and whose turn it is.")
    )
    command(
        group,
        "add",
        N_("Put a person or an organisation in line for a space that is taken."),
        'askadesk waiting add --space "Sala Po" --start 2026-11-17T14:00 --end 2026-11-17T15:00'
        ' --for "Giulia Ferrero"',
    )(waiting_add)
    command(
        group,
        "list",
        N_("List who waits: those whose turn it is first. --day and --space narrow it down."),
        "askadesk waiting list",
        'askadesk waiting list --day 2026-11-17 --space "Sala Po" --json',
    )(waiting_list)
    command(
        group,
        "drop",
        N_("Take somebody out of the line; what was offered to them is offered to the next."),
        "askadesk waiting drop WAITING",
    )(waiting_drop)
    command(
        group,
        "book",
        N_("Book what is offered to somebody."),
        "askadesk waiting book WAITING",
    )(waiting_book)


def waiting_add(
    call: Call,
    space: Annotated[str, typer.Option(metavar="SPACE", help=N_("Its name or ID."))],
    start: Annotated[
        str,
        typer.Option(
            "--start",
            metavar="TIME",
            help=N_("From when: 2026-11-17T09:30 or 09:30 on the hub's clock, or with its offset."),
        ),
    ],
    end: Annotated[str, typer.Option("--end", metavar="TIME", help=N_("Until when, likewise."))],
    holder: Annotated[
        str,
        typer.Option("--for", metavar="PERSON|ORG", help=N_("Who waits: name, text or ID.")),
    ],
    title: Annotated[str, typer.Option(metavar="TEXT", help=N_("What it is for."))] = "",
    heads: Annotated[
        int, typer.Option(metavar="N", help=N_("How many people; in a zone, how many desks."))
    ] = 1,
    note: Annotated[str, typer.Option(metavar="TEXT", help=N_("A note for the desk."))] = "",
    private: Annotated[
        bool, typer.Option("--private", help=N_("Nobody else reads whose it is and what for."))
    ] = False,
    command_id: CommandId = None,
) -> int:
    """Put somebody in line."""
    from askadesk.cli_bookings import holder_of, span_of
    from askadesk.cli_spaces import space_of
    from askadesk.rooms.waiting_rows import NewWaiting

    command = command_of(command_id)
    person, organisation = holder_of(call, holder)
    starts, ends = span_of(call, (start, end))
    of = space_of(call, space).id
    new = NewWaiting(of, starts, ends, person, organisation, title, heads, private, note)
    return _answered(call, "in_line", lambda: call.services.waiting.add(new, command=command))


def waiting_list(
    call: Call,
    day: Annotated[
        str | None, typer.Option(metavar="DATE", help=N_("Only what touches this day."))
    ] = None,
    space: Annotated[
        str | None, typer.Option(metavar="SPACE", help=N_("Only what is for this space."))
    ] = None,
) -> int:
    """A line for each who waits."""
    from askadesk.cli_spaces import space_of

    of = None if space is None else space_of(call, space).id
    waiting = call.services.waiting
    found = waiting.line() if day is None else waiting.on(day_of(day))
    rows = [one for one in found if of in (None, one.space)]
    for row in rows:
        call.output.result(waiting_body(row), _line(row))
    if not rows:
        call.output.note(_("Nobody waits for a space."))
    return DONE


def waiting_drop(call: Call, entry: Entry, command_id: CommandId = None) -> int:
    """Take somebody out of the line."""
    command = command_of(command_id)
    row = call.services.waiting.row(_entry(entry))
    leave = call.services.waiting.leave
    return _answered(call, "left", lambda: leave(row.id, row.version, command=command))


def waiting_book(
    call: Call,
    entry: Entry,
    reason: Annotated[
        str,
        typer.Option(
            metavar="REASON",
            help=N_("Why a rule of the space is broken; never a double booking."),
        ),
    ] = "",
    command_id: CommandId = None,
) -> int:
    """Book what is offered; it answers like ``book``."""
    from askadesk.cli_bookings import answered

    waiting, identity, command = call.services.waiting, _entry(entry), command_of(command_id)
    return answered(call, "booked", lambda: waiting.book(identity, reason=reason, command=command))


def _entry(text: str) -> UUID:
    identity = uuid_of(text)
    if identity is None:
        raise WrongUse(_("“{text}” is no ID of a place in the line.").format(text=text[:60]))
    return identity


def _answered(call: Call, answer: str, carry_out: Callable[[], WaitingRow]) -> int:
    row = carry_out()
    body = {"answer": answer, "code": answer, "message": _line(row), **waiting_body(row)}
    call.output.result(body, _line(row))
    return DONE


def waiting_body(row: WaitingRow) -> Json:
    """A place in the line."""
    return {
        "id": str(row.id),
        "status": row.status.value,
        "place": row.place,
        "space": row.space_name,
        "starts": moment(row.starts),
        "ends": moment(row.ends),
        "who": row.who,
        "title": row.title,
        "heads": row.heads,
        "offered_until": moment(row.until) if row.until is not None else None,
    }


def _line(row: WaitingRow) -> str:
    from askadesk.cli_bookings import times_words
    from askadesk.rooms.words import waiting_words

    parts = (
        times_words(row.starts, row.ends),
        row.space_name,
        row.who,
        row.title,
        waiting_words(row),
        str(row.id),
    )
    return "  ".join(filter(None, parts))
