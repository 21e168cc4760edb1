"""``askadesk space|book|free|bookings|booking``: their options and what they teach."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

import typer

from askadesk.cli_call import Call
from askadesk.cli_command import Pdf
from askadesk.core.i18n import N_, _

Command = Callable[..., Callable[[Callable[..., int]], Callable[..., int]]]
DONE = 0

Starts = Annotated[
    str,
    typer.Option(
        "--start",
        metavar="TIME",
        help=N_("From when: 2026-11-17T09:30 or 09:30 on the hub's clock, or with its offset."),
    ),
]
Ends = Annotated[str, typer.Option("--end", metavar="TIME", help=N_("Until when, likewise."))]
Spaces = Annotated[
    list[str],
    typer.Option("--space", metavar="SPACE", help=N_("Its name or ID; may be repeated.")),
]
Space = Annotated[str | None, typer.Option("--space", metavar="SPACE", help=N_("Its name or ID."))]
Features = Annotated[
    str, typer.Option(metavar="A,B", help=N_("What it must have: screen, whiteboard, …"))
]
Reason = Annotated[
    str,
    typer.Option(
        metavar="REASON", help=N_("Why a rule of the space is broken; never a double booking.")
    ),
]
Booking = Annotated[str, typer.Argument(metavar="BOOKING", help=N_("The booking's ID."))]
CommandId = Annotated[
    str | None,
    typer.Option(
        metavar="UUID",
        help=N_("The command's own number: sent twice, it has one effect and one answer."),
    ),
]


def register(app: typer.Typer, command: Command) -> None:
    """Add the commands to ``app``; ``command`` is what makes one of a function."""
    _register_spaces(app, command)
    command(
        app,
        "book",
        N_(
            "Book a space for a person or an organisation. When it is taken, the answer names who has it"
            " and what is free instead."
        ),
        'askadesk book --space "Sala Po" --start 2026-11-17T14:00 --end 2026-11-17T15:30'
        ' --for "Giulia Ferrero"',
        'askadesk book --space "Sala Po" --start 14:00 --end 16:00 --for "Giulia Ferrero" --credits',
        'askadesk book --space "Sala Po" --start 14:00 --end 15:30 --title Corso'
        ' --repeat "FREQ=WEEKLY;COUNT=10" --skip-taken --json',
    )(book)
    command(
        app,
        "free",
        N_("List the spaces that are free for all of a time, the smallest that does first."),
        "askadesk free --start 14:00 --end 15:30 --seats 6 --features screen,whiteboard",
    )(free)
    command(
        app,
        "bookings",
        N_(
            "List the bookings of a day or a week, the earliest first; --pdf writes the sheets for the doors,"
            " or the plan of the week."
        ),
        'askadesk bookings --day 2026-11-17 --space "Sala Po"',
        "askadesk bookings --week --pdf settimana.pdf",
    )(bookings)
    group = typer.Typer(rich_markup_mode=None, no_args_is_help=False)
    app.add_typer(group, name="booking", help=N_("Move bookings, call them off."))
    command(
        group,
        "move",
        N_("Move a booking to another time, another space, or both."),
        "askadesk booking move BOOKING --start 16:00 --end 17:00",
    )(move)
    command(
        group,
        "cancel",
        N_("Call a booking off; its time is free at once."),
        'askadesk booking cancel BOOKING --reason "Rinviata"',
    )(cancel)


def _register_spaces(app: typer.Typer, command: Command) -> None:
    group = typer.Typer(rich_markup_mode=None, no_args_is_help=False)
    app.add_typer(group, name="space", help=N_("List the spaces, add to them, take them back."))
    command(
        group,
        "list",
        N_("List the spaces: kind, seats, floor, what they have, what an hour costs."),
        "askadesk space list",
        "askadesk space list --all",
    )(space_list)
    command(
        group,
        "add",
        N_("Add a space. Of a zone of desks say how many, of a joined room its parts."),
        'askadesk space add "Sala Po" --kind meeting_room --seats 8 --features screen --hour 24',
        'askadesk space add "Sala grande" --kind hall --seats 40 --parts "Sala Po,Sala Dora"',
    )(space_add)
    command(
        group,
        "restore",
        N_("Take a space that was put away back into use."),
        'askadesk space restore "Sala Po"',
    )(space_restore)


# --- spaces --------------------------------------------------------------------------------------


def space_list(
    call: Call,
    every: Annotated[bool, typer.Option("--all", help=N_("Those put away as well."))] = False,
) -> int:
    """One line for each space."""
    from askadesk.cli_spaces import listed

    found = listed(call, archived=every)
    for body, line in found:
        call.output.result(body, line)
    if not found:
        call.output.note(_("There is no space."))
    return DONE


def space_add(
    call: Call,
    name: Annotated[str, typer.Argument(metavar="NAME", help=N_("Its name."))],
    kind: Annotated[
        str,
        typer.Option(
            metavar="KIND",
            help=N_("meeting_room, hall, booth, office, workshop, desk_zone, desk or equipment."),
        ),
    ],
    seats: Annotated[int, typer.Option(metavar="N", help=N_("How many it seats."))],
    name_en: Annotated[str, typer.Option(metavar="NAME", help=N_("Its name in English."))] = "",
    floor: Annotated[str, typer.Option(metavar="WORDS", help=N_("Where in the house."))] = "",
    features: Annotated[
        str, typer.Option(metavar="A,B", help=N_("What it has: screen, whiteboard, …"))
    ] = "",
    setup: Annotated[
        int, typer.Option(metavar="MINUTES", help=N_("To get it ready before a booking."))
    ] = 0,
    cleanup: Annotated[
        int, typer.Option(metavar="MINUTES", help=N_("To tidy up after a booking."))
    ] = 0,
    desks: Annotated[int, typer.Option(metavar="N", help=N_("How many desks a zone has."))] = 1,
    parts: Annotated[
        str, typer.Option(metavar="A,B", help=N_("The rooms that a joined one is made of."))
    ] = "",
    hour: Annotated[
        str, typer.Option(metavar="AMOUNT", help=N_("What an hour costs, VAT included."))
    ] = "",
    half_day: Annotated[
        str, typer.Option(metavar="AMOUNT", help=N_("What half a day costs, VAT included."))
    ] = "",
    day: Annotated[
        str, typer.Option(metavar="AMOUNT", help=N_("What a day costs, VAT included."))
    ] = "",
    credits: Annotated[
        int | None, typer.Option(metavar="N", help=N_("What an hour costs in credits."))
    ] = None,
) -> int:
    """Add a space, and say it as ``space list`` would."""
    from askadesk.cli_spaces import Wanted, add

    wanted = Wanted(
        name=name,
        kind=kind,
        seats=seats,
        name_en=name_en,
        floor=floor,
        features=features,
        setup=setup,
        cleanup=cleanup,
        desks=desks,
        parts=parts,
        prices=(hour, half_day, day),
        credits=credits,
    )
    body, line = add(call, wanted)
    call.output.result(body, line)
    return DONE


def space_restore(
    call: Call,
    name: Annotated[str, typer.Argument(metavar="NAME", help=N_("Its name or ID."))],
) -> int:
    """Take it back, and say it as ``space list`` would."""
    from askadesk.cli_spaces import restore

    body, line = restore(call, name)
    call.output.result(body, line)
    return DONE


# --- bookings ------------------------------------------------------------------------------------


def book(
    call: Call,
    space: Spaces,
    start: Starts,
    end: Ends,
    holder: Annotated[
        str | None,
        typer.Option(
            "--for",
            metavar="PERSON|ORG",
            help=N_("Whose it is: an ID, or text that finds only one. Without it say a --title."),
        ),
    ] = None,
    title: Annotated[str, typer.Option(metavar="WORDS", help=N_("What for."))] = "",
    heads: Annotated[int, typer.Option(metavar="N", help=N_("How many come."))] = 1,
    desks: Annotated[int, typer.Option(metavar="N", help=N_("How many desks of a zone."))] = 1,
    note: Annotated[str, typer.Option(metavar="WORDS", help=N_("A note for the desk."))] = "",
    private: Annotated[
        bool, typer.Option("--private", help=N_("Nobody's name stands in calendars."))
    ] = False,
    repeat: Annotated[
        str | None,
        typer.Option(
            metavar="RRULE",
            help=N_("By which rule it repeats, with an end: FREQ=WEEKLY;COUNT=10."),
        ),
    ] = None,
    skip_taken: Annotated[
        bool, typer.Option("--skip-taken", help=N_("Leave out dates that are taken."))
    ] = False,
    credits: Annotated[
        bool, typer.Option("--credits", help=N_("Pay it with the holder's credits, or not at all."))
    ] = False,
    reason: Reason = "",
    command_id: CommandId = None,
) -> int:
    """Book, or say who is in the way."""
    from askadesk.cli_bookings import Wanted
    from askadesk.cli_bookings import book as carry_out

    wanted = Wanted(
        spaces=tuple(space),
        start=start,
        end=end,
        holder=holder,
        title=title,
        heads=heads,
        desks=desks,
        note=note,
        private=private,
        reason=reason,
        command_id=command_id,
        repeat=repeat,
        skip_taken=skip_taken,
        credits=credits,
    )
    return carry_out(call, wanted)


def free(
    call: Call,
    start: Starts,
    end: Ends,
    seats: Annotated[int, typer.Option(metavar="N", min=1, help=N_("For how many."))] = 1,
    features: Features = "",
    kind: Annotated[
        str | None, typer.Option(metavar="KIND", help=N_("Only of this kind, as meeting_room."))
    ] = None,
) -> int:
    """One line for each space that is free."""
    from askadesk.cli_bookings import free_spaces

    found = free_spaces(call, (start, end), seats, features, kind)
    for body, line in found:
        call.output.result(body, line)
    if not found:
        call.output.note(_("Nothing is free then."))
    return DONE


def bookings(
    call: Call,
    day: Annotated[
        str | None, typer.Option(metavar="DAY", help=N_("2026-11-17; today without it."))
    ] = None,
    week: Annotated[
        bool, typer.Option("--week", help=N_("All of the week in which that day lies."))
    ] = False,
    space: Space = None,
    cancelled: Annotated[
        bool, typer.Option("--cancelled", help=N_("Those called off as well."))
    ] = False,
    pdf: Pdf = None,
) -> int:
    """One line for each booking that begins then; or the paper."""
    from askadesk.cli_bookings import listed, print_bookings

    if pdf is not None:
        print_bookings(call, day, space, week=week, pdf=pdf)
        return DONE
    found = listed(call, day, space, week=week, cancelled=cancelled)
    for body, line in found:
        call.output.result(body, line)
    if not found:
        call.output.note(_("There is no booking then."))
    return DONE


def move(
    call: Call,
    booking: Booking,
    start: Starts,
    end: Ends,
    space: Space = None,
    reason: Reason = "",
    command_id: CommandId = None,
) -> int:
    """Move a booking, or say who is in the way."""
    from askadesk.cli_bookings import move as carry_out

    return carry_out(call, booking, (start, end), space, reason, command_id)


def cancel(
    call: Call,
    booking: Booking,
    reason: Annotated[str, typer.Option(metavar="REASON", help=N_("Why it was called off."))] = "",
    by: Annotated[
        str, typer.Option(metavar="WHO", help=N_("Who called it off: holder, desk or hub."))
    ] = "desk",
    command_id: CommandId = None,
) -> int:
    """Call a booking off."""
    from askadesk.cli_bookings import cancel as carry_out

    return carry_out(call, booking, by, reason, command_id)
