"""The command line; ``docs/cli.md`` is its contract.

Every command takes ``--database``, ``--json`` and ``--language``. What it does is a call of the same
services as the desk's; what it answers is a line of JSON or a few lines of text, and an exit code.
Texts for ``--help`` are marked here in English and translated when the language is known.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Annotated, Any

import typer

from askadesk import (
    cli_card,
    cli_ics,
    cli_keeping,
    cli_organisations,
    cli_plan,
    cli_rooms,
    cli_waiting,
)
from askadesk import cli_output as said
from askadesk.cli_call import Call, World, WrongUse
from askadesk.cli_command import AsJson, Database, Language, Pdf, Png, check_language, command
from askadesk.cli_output import Output, language_of
from askadesk.core.errors import DatabaseAway, DeskError
from askadesk.core.files import write_file
from askadesk.core.i18n import N_, _, ngettext, speaking
from askadesk.core.log import LogFile, log_path, logging_to_file

DONE, REFUSED, WRONG_USE, AWAY, BUG, INTERRUPTED = 0, 1, 2, 3, 70, 130
_log = logging.getLogger(__name__)

app = typer.Typer(add_completion=False, rich_markup_mode=None, no_args_is_help=False)
person_app = typer.Typer(rich_markup_mode=None, no_args_is_help=False)
app.add_typer(
    person_app, name="person", help=N_("Add people, find them, show them, make their cards.")
)


# --- one call, from its words to its exit code ---------------------------------------------------


def run(arguments: Sequence[str], world: World) -> int:
    """Carry out one call; returns its exit code. Nothing is raised, and no traceback is shown."""
    with logging_to_file() as log:
        with speaking(language_of(arguments, os.environ)):
            answer = _answer(list(arguments), world, log)
        # Outside of ``speaking``: the window chooses its language by itself, and may change it.
        return answer if isinstance(answer, int) else world.open_desk(*answer)


def _answer(
    arguments: list[str], world: World, log: LogFile
) -> int | tuple[str | None, str | None]:
    """The exit code, or the archive and the language with which to open the desk."""
    output = Output("--json" in arguments)
    try:
        answer: Any = _translated(typer.main.get_command(app)).main(
            arguments, prog_name="askadesk", standalone_mode=False, obj=world
        )
    except DatabaseAway as error:
        output.error(error)
        return AWAY
    except DeskError as error:
        output.error(error)
        return REFUSED
    except (WrongUse, typer.TyperException) as error:
        output.wrong_use(_wrong_use(error))
        return WRONG_USE
    except SystemExit:
        # Whoever was reading has seen enough, and closed the pipe.
        return DONE
    except (KeyboardInterrupt, typer.Abort):
        return INTERRUPTED
    except Exception as error:
        _log.error("a command ended in a bug", exc_info=error)
        output.bug(log_path() if log.could_write else None)
        return BUG
    return DONE if answer is None else answer


def _wrong_use(error: WrongUse | typer.TyperException) -> str:
    if isinstance(error, WrongUse):
        return str(error)
    reason = " ".join(error.format_message().split()).rstrip(".")
    return _("This call is not understood: {reason}.").format(reason=reason)


def _translated(one: Any) -> Any:
    """The command with its help, and that of everything below it, in the reader's language."""
    for text in ("help", "short_help"):
        if getattr(one, text, None):
            setattr(one, text, _(getattr(one, text)))
    for parameter in one.params:
        if getattr(parameter, "help", None):
            parameter.help = _(parameter.help)
    for below in getattr(one, "commands", {}).values():
        _translated(below)
    return one


@app.callback(
    invoke_without_command=True,
    help=N_(
        "The front desk of a hub. Without a command the desk opens; each command does one thing and"
        " ends with 0 when it was done, 1 when it was refused, 2 when the call was wrong, 3 when the"
        " archive is away."
    ),
)
def desk(
    ctx: typer.Context,
    database: Database = None,
    as_json: AsJson = False,
    language: Language = None,
) -> tuple[str | None, str | None] | None:
    """Open the desk when no command was named."""
    check_language(language)
    return None if ctx.invoked_subcommand else (database, language)


# --- coming and going ----------------------------------------------------------------------------


@command(
    app,
    "scan",
    N_(
        "Let people in by their code, or say why not. Each CODE is what a scanner reads, or the path of"
        " a picture or PDF of it. Someone already in stays in, unless --out or --toggle says otherwise."
    ),
    "askadesk scan ASKAB4Q7…",
    "askadesk scan card.png photo.jpg --json",
    "askadesk scan card.png --at 2026-11-17T09:42",
    'askadesk scan card.png --override "Porta la chiave"',
)
def scan(
    call: Call,
    codes: Annotated[
        list[str], typer.Argument(metavar="CODE|IMAGE", help=N_("Codes, pictures, PDFs."))
    ],
    out: Annotated[bool, typer.Option("--out", help=N_("Check out."))] = False,
    toggle: Annotated[
        bool, typer.Option("--toggle", help=N_("Check out who is in, let in who is not."))
    ] = False,
    at: Annotated[
        str | None,
        typer.Option(
            metavar="TIME",
            help=N_(
                "When it happened: 2026-11-17T09:42 or 09:42 on the hub's clock, or with its offset."
            ),
        ),
    ] = None,
    command_id: Annotated[
        str | None,
        typer.Option(
            metavar="UUID",
            help=N_("The command's own number: sent twice, it has one effect and one answer."),
        ),
    ] = None,
    override: Annotated[
        str | None,
        typer.Option(metavar="REASON", help=N_("Let in against a refusal; the reason is kept.")),
    ] = None,
) -> int:
    """Scan codes and pictures one after the other; a line for each."""
    from askadesk.cli_scan import Asked, scan_all

    if out and toggle:
        raise WrongUse(_("--out and --toggle cannot go together."))
    return scan_all(call, codes, Asked(out, toggle, at, command_id, override))


@command(
    app,
    "checkout",
    N_("Check someone out by name, without a card."),
    "askadesk checkout giulia ferrero",
)
def checkout(
    call: Call,
    person: Annotated[
        list[str],
        typer.Argument(metavar="PERSON", help=N_("The person's ID, or text that finds only them.")),
    ],
) -> int:
    """Check a person out."""
    from askadesk.cli_scan import told

    found = call.person(" ".join(person))
    verdict = call.services.presence.check_out(found.id)
    return told(call, verdict)


@command(
    app,
    "present",
    N_("List who is in now; --pdf writes the list to print."),
    "askadesk present",
    "askadesk present --pdf present.pdf",
)
def present(call: Call, pdf: Pdf = None) -> int:
    """List who is in now."""
    from askadesk.cli_people import present_list, present_paper

    today = call.services.reading.today()
    if pdf is not None:
        write_file(pdf, present_paper(call, today))
    call.output.result(*present_list(today, pdf))
    return DONE


# --- people --------------------------------------------------------------------------------------


@command(
    person_app,
    "add",
    N_("Add a person with a card, and with the plans or carnets they start on."),
    "askadesk person add --given Giulia --family Ferrero --plan carnet-10",
)
def person_add(
    call: Call,
    given: Annotated[str, typer.Option(metavar="NAME", help=N_("First name."))] = "",
    family: Annotated[str, typer.Option(metavar="NAME", help=N_("Last name."))] = "",
    email: Annotated[str, typer.Option(metavar="ADDRESS", help=N_("E-mail address."))] = "",
    phone: Annotated[str, typer.Option(metavar="NUMBER", help=N_("Phone number."))] = "",
    org: Annotated[
        str, typer.Option(metavar="NAME", help=N_("Organisation; made when it is new."))
    ] = "",
    role: Annotated[str, typer.Option(metavar="WORDS", help=N_("What they do."))] = "",
    plan: Annotated[
        list[str] | None,
        typer.Option(metavar="CODE", help=N_("Code of a plan or carnet; may be repeated.")),
    ] = None,
) -> int:
    """Add a person and print their ID and code."""
    from askadesk.cli_people import add, person_lines
    from askadesk.people.rows import PersonFields

    fields = PersonFields(given, family, role, email, phone, organisation=org)
    body = add(call, fields, plan or [])
    call.output.result(body, *person_lines(body))
    return DONE


@command(
    person_app,
    "find",
    N_("Find people by any part of name, e-mail, phone or organisation, accents forgiven."),
    "askadesk person find ferr nuvola",
    'askadesk person find ""',
)
def person_find(
    call: Call,
    text: Annotated[
        list[str],
        typer.Argument(metavar="TEXT", help=N_("Any part of a name; nothing lists the first.")),
    ],
    limit: Annotated[
        int, typer.Option(metavar="N", min=1, max=10_000, help=N_("How many at most."))
    ] = 20,
) -> int:
    """One line for each person found."""
    from askadesk.cli_people import found_line

    found = call.services.people.find(" ".join(text), limit)
    for one in found:
        call.output.result(*found_line(one))
    if not found:
        call.output.note(_("Nobody was found."))
    return DONE


@command(
    person_app,
    "show",
    N_("Show a person: where they belong, what they hold, their cards."),
    "askadesk person show giulia ferrero --json",
)
def person_show(
    call: Call,
    person: Annotated[
        list[str],
        typer.Argument(metavar="ID|TEXT", help=N_("The ID, or text that finds only one person.")),
    ],
) -> int:
    """Show one person."""
    from askadesk.cli_people import person_body, person_lines

    body = person_body(call, call.person(" ".join(person)))
    call.output.result(body, *person_lines(body))
    return DONE


@command(
    person_app,
    "card",
    N_("Make the cards of people, as a PDF to print (--pdf) or as pictures (--png)."),
    "askadesk person card ID --pdf card.pdf --png card.png",
)
def person_card(
    call: Call,
    people: Annotated[
        list[str], typer.Argument(metavar="ID", help=N_("IDs, or texts that find one person."))
    ],
    pdf: Pdf = None,
    png: Png = None,
) -> int:
    """Write the cards of people and note that they were printed."""
    from askadesk.cli_people import write_cards

    if pdf is None and png is None:
        raise WrongUse(_("Say where the cards go: --pdf FILE, --png FILE, or both."))
    call.output.result(*write_cards(call, [call.person(one) for one in people], pdf, png))
    return DONE


# --- data in --------------------------------------------------------------------------------------


@command(
    app,
    "import",
    N_(
        "Bring people, organisations, plans and carnets in from a CSV or XLSX file: everything or"
        " nothing. --dry-run says what each row would do and writes nothing."
    ),
    "askadesk import persone.csv --dry-run",
    'askadesk import persone.csv --map "Ingressi=left" --plan "Vecchio carnet=carnet-10"',
    "askadesk import --undo ID",
)
def import_file(
    call: Call,
    file: Annotated[
        Path | None, typer.Argument(metavar="FILE", help=N_("A table as CSV or XLSX."))
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help=N_("Say what each row would do; write nothing."))
    ] = False,
    column: Annotated[
        list[str] | None,
        typer.Option("--map", metavar="HEADING=FIELD", help=N_("What a column holds.")),
    ] = None,
    plan: Annotated[
        list[str] | None,
        typer.Option(metavar="WORDS=CODE", help=N_("Which plan these words mean; empty for none.")),
    ] = None,
    sheet: Annotated[
        str | None, typer.Option(metavar="NAME", help=N_("The sheet of a workbook."))
    ] = None,
    header: Annotated[
        int | None,
        typer.Option(metavar="ROW", min=0, help=N_("The row that names the columns; 0 for none.")),
    ] = None,
    encoding: Annotated[
        str | None, typer.Option(metavar="CODE", help=N_("The encoding, when the guess is wrong."))
    ] = None,
    dates: Annotated[
        str | None,
        typer.Option(metavar="ORDER", help=N_("day-first or month-first, when both are possible.")),
    ] = None,
    duplicates: Annotated[
        str | None,
        typer.Option(
            metavar="CHOICE", help=N_("Rows that may be somebody known: same, new or leave-out.")
        ),
    ] = None,
    leave_out: Annotated[
        bool, typer.Option("--leave-out", help=N_("Leave out rows that have a problem."))
    ] = False,
    undo: Annotated[
        str | None, typer.Option(metavar="ID", help=N_("Take an import back as a whole."))
    ] = None,
) -> int:
    """Import a file, say what it would do, or take an import back."""
    from askadesk.cli_transfer import Wanted, bring_in, take_back

    if (file is None) is (undo is None):
        raise WrongUse(_("Say which FILE to import, or --undo with the number of an import."))
    if undo is not None:
        return take_back(call, undo)
    assert file is not None
    wanted = Wanted(
        sheet, encoding, column or (), plan or (), dates, duplicates, leave_out, dry_run, header
    )
    return bring_in(call, file, wanted)


# --- demo and doctor -----------------------------------------------------------------------------


@command(
    app,
    "demo",
    N_(
        "Make a believable hub in Torino in an empty archive: the same numbers make the same hub. An"
        " archive that holds anything else is left as it is."
    ),
    "askadesk demo --database demo.sqlite",
    "askadesk demo --people 1000 --days 90 --seed 7",
)
def demo(
    call: Call,
    people: Annotated[
        int, typer.Option(metavar="N", min=40, max=200_000, help=N_("How many people."))
    ] = 120,
    days: Annotated[
        int, typer.Option(metavar="N", min=0, max=3_650, help=N_("How many days behind."))
    ] = 60,
    seed: Annotated[int, typer.Option(metavar="N", help=N_("Another seed, another hub."))] = 2026,
) -> int:
    """Make the demo hub, or say that it is there already."""
    from askadesk.cli_demo import demo_lines, progress_of
    from askadesk.demo.build import build_demo, existing_demo

    engine = call.open(create=True).engine
    summary = existing_demo(engine)
    is_new = summary is None
    if summary is None:
        progress = progress_of(call.output) if people * days > 100_000 else None
        now = call.world.clock.now()
        summary = build_demo(
            engine, people=people, days=days, seed=seed, now=now, progress=progress
        )
    body = {"created": is_new, **summary.to_json()}
    call.output.result(body, *demo_lines(summary, call.open().place, is_new=is_new))
    return DONE


@command(
    app,
    "doctor",
    N_(
        "Look at this computer: Python, Qt, the archive, fonts, printers, camera, scanner. Says what"
        " works, what does not, and what to do."
    ),
    "askadesk doctor",
)
def doctor(call: Call) -> int:
    """Look at everything that the desk needs."""
    from askadesk.doctor import State, check_all

    failed = 0
    for look in (partial(check_all, call.database, call.world.clock), call.world.qt_checks):
        for check in look():
            call.output.result(*said.check_line(check))
            failed += check.state is State.FAILS
    if failed:
        told = ngettext("{count} thing does not work.", "{count} things do not work.", failed)
        call.output.note(told.format(count=failed))
    return REFUSED if failed else DONE


cli_plan.register(app, command)
cli_card.register(app, command)
cli_keeping.register(person_app, command)
cli_organisations.register(app, command)
cli_rooms.register(app, command)
cli_waiting.register(app, command)
cli_ics.register(app, command)
