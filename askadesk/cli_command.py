"""What every command of the command line has in common: its three options, and how one is made."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Annotated, Any

import typer

from askadesk.cli_call import Call, WrongUse
from askadesk.cli_output import Output
from askadesk.core.i18n import LANGUAGES, N_, _

Database = Annotated[
    str | None,
    typer.Option(
        "--database",
        metavar="URL",
        help=N_(
            "The archive: the path of a file, or postgresql://name:password@server/archive."
            " Without it ASKADESK_DATABASE, else the file in your own data folder."
        ),
    ),
]
AsJson = Annotated[
    bool, typer.Option("--json", help=N_("Answer in JSON, one object a line (docs/cli.md)."))
]
Language = Annotated[
    str | None,
    typer.Option("--language", metavar="it|en", help=N_("The language of the answers.")),
]
Pdf = Annotated[Path | None, typer.Option("--pdf", metavar="FILE", help=N_("Write a PDF."))]
Png = Annotated[
    Path | None,
    typer.Option("--png", metavar="FILE", help=N_("Write a picture; one each when several.")),
]


def command(
    group: typer.Typer, name: str, teaches: str, *examples: str
) -> Callable[[Callable[..., int]], Callable[..., int]]:
    """Add a command to ``group``: a function of the ``Call`` and of its own parameters.

    The three options that every command takes are added to its signature.
    """

    def added(body: Callable[..., int]) -> Callable[..., int]:
        @wraps(body)
        def called(
            ctx: typer.Context,
            database: str | None,
            as_json: bool,
            language: str | None,
            **own: Any,
        ) -> int:
            check_language(language)
            world, before = ctx.find_root().obj, ctx.find_root().params
            output = Output(as_json or before["as_json"])
            call = Call(world, database or before["database"], output)
            try:
                return body(call, **own)
            finally:
                call.close()

        called.__signature__ = _with_common_options(body)  # type: ignore[attr-defined]
        epilog = "\b\n" + "\n".join(examples)
        group.command(name, help=teaches, epilog=epilog)(called)
        return called

    return added


def _with_common_options(body: Callable[..., int]) -> inspect.Signature:
    keyword = inspect.Parameter.KEYWORD_ONLY
    own = list(inspect.signature(body, eval_str=True).parameters.values())[1:]
    return inspect.Signature(
        [
            inspect.Parameter("ctx", keyword, annotation=typer.Context),
            *(one.replace(kind=keyword) for one in own),
            inspect.Parameter("database", keyword, default=None, annotation=Database),
            inspect.Parameter("as_json", keyword, default=False, annotation=AsJson),
            inspect.Parameter("language", keyword, default=None, annotation=Language),
        ]
    )


def check_language(language: str | None) -> None:
    """Raise ``WrongUse`` for a language that is not spoken."""
    if language is not None and language not in LANGUAGES:
        raise WrongUse(_("The languages are it and en."))
