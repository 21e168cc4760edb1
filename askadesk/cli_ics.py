"""``askadesk ics``: the hub's calendar as a file for others, and theirs brought in."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from askadesk.cli_call import Call, WrongUse, command_of
from askadesk.cli_output import Json, moment
from askadesk.core.files import writing_file
from askadesk.core.i18n import N_, _, ngettext, number

if TYPE_CHECKING:
    from askadesk.rooms.ics.rows import IcsPreview, IcsRow, IcsTaken

Command = Callable[..., Callable[[Callable[..., int]], Callable[..., int]]]
DONE, REFUSED = 0, 1


def register(app: typer.Typer, command: Command) -> None:
    """Add the commands to ``app``; ``command`` is what makes one of a function."""
    group = typer.Typer(rich_markup_mode=None, no_args_is_help=False)
    app.add_typer(
        group, name="ics", help=N_("Calendars as files (.ics): write ours, bring in others.")
    )
    command(
        group,
        "export",
        N_(
            "Write the bookings as a calendar: all, those of a space, or those of a person. - writes it to"
            " the standard output."
        ),
        'askadesk ics export sala-po.ics --space "Sala Po"',
        "askadesk ics export - > calendario.ics",
    )(ics_export)
    command(
        group,
        "import",
        N_(
            "Bring the events of a calendar in as bookings: everything or nothing. --dry-run says what each"
            " would do and writes nothing."
        ),
        'askadesk ics import corsi.ics --space "Sala Po" --dry-run',
        'askadesk ics import corsi.ics --space "Sala Po" --for "Studio Nuvola" --skip-taken',
    )(ics_import)


def ics_export(
    call: Call,
    file: Annotated[
        str, typer.Argument(metavar="FILE|-", help=N_("Where to; - is the standard output."))
    ],
    space: Annotated[
        str | None, typer.Option(metavar="SPACE", help=N_("Only what is in this space."))
    ] = None,
    person: Annotated[
        str | None,
        typer.Option(metavar="PERSON", help=N_("Only what a person holds, or is named in.")),
    ] = None,
) -> int:
    """Write a calendar."""
    from askadesk.cli_spaces import space_of

    of = None if space is None else space_of(call, space).id
    whose = None if person is None else call.person(person).id
    export = call.services.calendar_files.export_to
    if file == "-":
        export(sys.stdout.buffer.write, space=of, person=whose)
        sys.stdout.flush()
        return DONE
    path = Path(file)
    with writing_file(path) as write:
        count = export(write, space=of, person=whose)
    said = ngettext("{count} event: {file}", "{count} events: {file}", count)
    line = said.format(count=number(count), file=path)
    call.output.result({"file": str(path), "events": count}, line)
    return DONE


def ics_import(
    call: Call,
    file: Annotated[Path, typer.Argument(metavar="FILE", help=N_("A calendar, as .ics."))],
    space: Annotated[
        str | None,
        typer.Option(metavar="SPACE", help=N_("Where events go that name no space of ours.")),
    ] = None,
    holder: Annotated[
        str | None,
        typer.Option(
            "--for", metavar="PERSON|ORG", help=N_("Whose the bookings are; the hub's without it.")
        ),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help=N_("Say what each event would do; write nothing."))
    ] = False,
    skip_taken: Annotated[
        bool, typer.Option("--skip-taken", help=N_("Leave out dates that are taken."))
    ] = False,
    leave_out: Annotated[
        bool, typer.Option("--leave-out", help=N_("Leave out events that cannot be brought in."))
    ] = False,
    command_id: Annotated[
        str | None,
        typer.Option(
            metavar="UUID",
            help=N_("The command's own number: sent twice, it has one effect and one answer."),
        ),
    ] = None,
) -> int:
    """Bring a calendar in, or say what it would do."""
    from askadesk.cli_bookings import holder_of
    from askadesk.cli_spaces import space_of

    if dry_run and command_id is not None:
        raise WrongUse(_("--dry-run does nothing, and needs no --command-id."))
    command = command_of(command_id)
    of = None if space is None else space_of(call, space).id
    whose = (None, None) if holder is None else holder_of(call, holder)
    files = call.services.calendar_files
    preview = files.read(file, space=of, person=whose[0], organisation=whose[1])
    waits = bool(preview.impossible and not leave_out) or bool(preview.taken and not skip_taken)
    if dry_run or waits:
        _tell(call, preview, everything=dry_run)
        call.output.result(_summary(preview, None), *_summary_lines(preview))
        return REFUSED if waits else DONE
    done = files.take(preview, skip_taken=skip_taken, leave_out=leave_out, command=command)
    call.output.result(_summary(preview, done), *_summary_lines(preview, done))
    return DONE


def _tell(call: Call, preview: IcsPreview, *, everything: bool) -> None:
    """A line for each event, or for those that wait for a choice."""
    from askadesk.rooms.ics.rows import Outcome

    for row in preview.rows:
        if everything or row.outcome in (Outcome.CLASHES, Outcome.CANNOT):
            call.output.result(_body(row), *_lines(row))


def _body(row: IcsRow) -> Json:
    from askadesk.cli_bookings import clash_body
    from askadesk.rooms.ics import words

    return {
        "event": row.number,
        "uid": row.uid,
        "outcome": row.outcome.value,
        "title": "" if row.private else row.title,
        "space": row.space_name,
        "starts": moment(row.starts) if row.starts is not None else None,
        "ends": moment(row.ends) if row.ends is not None else None,
        "dates": row.dates,
        "taken": row.taken,
        "message": words.row_sentence(row),
        "trouble": row.trouble.code if row.trouble is not None else None,
        "clashes": [clash_body(one) for one in row.clashes],
    }


def _lines(row: IcsRow) -> list[str]:
    from askadesk.cli_bookings import clash_line, times_words
    from askadesk.rooms.ics import words
    from askadesk.rooms.words import private_word

    when = "" if row.starts is None or row.ends is None else times_words(row.starts, row.ends)
    title = private_word() if row.private else row.title or "–"
    parts = (
        f"{number(row.number):>5}  {words.outcome_word(row.outcome)}: {title}",
        row.space_name,
        when,
        words.row_sentence(row),
    )
    return ["  ".join(filter(None, parts)), *map(clash_line, row.clashes)]


def _summary(preview: IcsPreview, done: IcsTaken | None) -> Json:
    from askadesk.rooms.ics.rows import Outcome

    return {
        "file": preview.name,
        "events": {one.value: preview.count(one) for one in Outcome},
        "command": str(done.command) if done is not None else None,
        "made": done.made if done is not None else 0,
        "changed": done.changed if done is not None else 0,
        "called_off": done.off if done is not None else 0,
    }


def _summary_lines(preview: IcsPreview, done: IcsTaken | None = None) -> list[str]:
    from askadesk.rooms.ics import words
    from askadesk.rooms.ics.rows import Outcome

    counted = [(words.outcome_word(one).lower(), preview.count(one)) for one in Outcome]
    said = ", ".join(f"{word} {number(count)}" for word, count in counted if count)
    lines = [said or _("There is no event in this calendar.")]
    if done is not None:
        return [words.taken_sentence(done), *lines]
    return lines
