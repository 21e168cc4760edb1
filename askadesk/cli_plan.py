"""The commands ``askadesk plan list`` and ``askadesk plan add``: their options and what they teach."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

import typer

from askadesk.cli_call import Call
from askadesk.core.i18n import N_, _

Command = Callable[..., Callable[[Callable[..., int]], Callable[..., int]]]
DONE = 0


def register(app: typer.Typer, command: Command) -> None:
    """Add the commands to ``app``; ``command`` is what makes one of a function."""
    group = typer.Typer(rich_markup_mode=None, no_args_is_help=False)
    app.add_typer(group, name="plan", help=N_("List what is on offer, add to it."))
    command(
        group,
        "list",
        N_("List plans and carnets: what they give, what they cost, how many are held."),
        "askadesk plan list",
        "askadesk plan list --retired --json",
    )(plan_list)
    command(
        group,
        "add",
        N_("Add a plan or a carnet, on sale from today. Prices include VAT."),
        'askadesk plan add --kind pass --name "Carnet 20" --units 20 --price 220',
        'askadesk plan add --kind pass --name "10 crediti sale" --credits 10 --price 90',
        'askadesk plan add --kind membership --name Mattine --price 90 --hours "mon-fri 08:00-13:00"',
    )(plan_add)


def plan_list(
    call: Call,
    retired: Annotated[
        bool, typer.Option("--retired", help=N_("Those that are not sold any more."))
    ] = False,
) -> int:
    """One line for each plan."""
    from askadesk.cli_plans import listed

    found = listed(call, retired=retired)
    for body, line in found:
        call.output.result(body, line)
    if not found:
        call.output.note(_("There is no plan."))
    return DONE


def plan_add(
    call: Call,
    kind: Annotated[str, typer.Option(metavar="KIND", help=N_("membership or pass."))],
    name: Annotated[str, typer.Option(metavar="NAME", help=N_("Its name."))],
    price: Annotated[str, typer.Option(metavar="AMOUNT", help=N_("Its price, VAT included."))],
    code: Annotated[
        str, typer.Option(metavar="CODE", help=N_("Its code; made from the name without it."))
    ] = "",
    name_en: Annotated[str, typer.Option(metavar="NAME", help=N_("Its name in English."))] = "",
    vat: Annotated[
        str, typer.Option(metavar="CODE", help=N_("22, 10, 5, 4, or a nature code as N2.2."))
    ] = "22",
    units: Annotated[int | None, typer.Option(metavar="N", help=N_("How many entries."))] = None,
    credits: Annotated[
        int | None, typer.Option(metavar="N", help=N_("How many credits, which pay rooms."))
    ] = None,
    minutes: Annotated[
        int | None, typer.Option(metavar="N", help=N_("What one entry covers, not the day."))
    ] = None,
    days: Annotated[
        int | None, typer.Option(metavar="N", help=N_("For how many days it is good."))
    ] = None,
    days_a_week: Annotated[
        int | None, typer.Option(metavar="N", help=N_("On how many days of a week."))
    ] = None,
    seats: Annotated[
        int | None, typer.Option(metavar="N", help=N_("How many of a team at once."))
    ] = None,
    around_the_clock: Annotated[
        bool, typer.Option("--around-the-clock", help=N_("It holds day and night."))
    ] = False,
    hours: Annotated[
        list[str] | None,
        typer.Option(metavar="HOURS", help=N_("When it holds: “mon-fri 08:00-13:00”; repeatable.")),
    ] = None,
    debt: Annotated[
        int, typer.Option(metavar="N", help=N_("How many entries below zero it may go."))
    ] = 0,
    guests: Annotated[int, typer.Option(metavar="N", help=N_("How many guests at once."))] = 0,
    guests_a_month: Annotated[
        int, typer.Option(metavar="N", help=N_("How many guests a month; four for each at once."))
    ] = 0,
    room_hours: Annotated[
        int, typer.Option(metavar="N", help=N_("How many hours of rooms a month are part of it."))
    ] = 0,
    room_discount: Annotated[
        int,
        typer.Option(metavar="N", help=N_("How much comes off the price of rooms, in percent.")),
    ] = 0,
) -> int:
    """Add a plan, and say it as ``plan list`` would."""
    from askadesk.cli_plans import Wanted, add

    wanted = Wanted(
        kind,
        name,
        price,
        code,
        name_en,
        vat,
        units,
        minutes,
        days,
        days_a_week,
        seats,
        around_the_clock,
        tuple(hours or ()),
        debt,
        guests,
        guests_a_month,
        room_hours,
        room_discount,
        credits,
    )
    body, line = add(call, wanted)
    call.output.result(body, line)
    return DONE
