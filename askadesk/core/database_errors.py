"""What a database says when it refuses, in words for the person in front of the screen."""

from __future__ import annotations

import re
from collections.abc import Callable

from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, ProgrammingError

from askadesk.core.errors import DatabaseAway, DeskError
from askadesk.core.i18n import N_, _

RETRIED = ("40P01", "40001")

# Constraint or trigger → what happened, what to do.
PROMISES: dict[str, tuple[str, str, str]] = {
    "uq_visits_open": (
        "already_in",
        N_("This person is already in."),
        N_("Scan again to check out, or leave things as they are."),
    ),
    "ck_passes_not_below_limit": (
        "exhausted",
        N_("Nothing is left on this pass."),
        N_("Hand out a pass, or choose another way in."),
    ),
    "ledger_fits": (
        "changed_meanwhile",
        N_("This pass was used at another desk at the same moment."),
        N_("Scan once more."),
    ),
    "uq_ledger_pass_seq": (
        "changed_meanwhile",
        N_("This pass was used at another desk at the same moment."),
        N_("Scan once more."),
    ),
    "pk_commands": (
        "command_reused",
        N_("This command was already carried out."),
        N_("Look at the latest entries before trying again."),
    ),
    "credential_stays_stopped": (
        "revoked",
        N_("This card was stopped and cannot be used again."),
        N_("Issue a new card."),
    ),
    "uq_roll_calls_open": (
        "roll_call_open",
        N_("A roll call was begun at another desk in this moment."),
        N_("Press F12 once more to join it."),
    ),
    "occupancy_apart": (
        "space_taken",
        N_("This space was taken at another desk in this moment."),
        N_("Choose another time or another space."),
    ),
    "visit_stays_voided": (
        "already_undone",
        N_("This entry was already taken back."),
        N_("Nothing more is needed."),
    ),
}


def is_worth_a_retry(error: DBAPIError) -> bool:
    """Whether the same command may pass now: two commands met (a deadlock, a serialisation failure, the
    same command on two connections), or the connection had died."""
    return (
        error.connection_invalidated or _met_another(error) or constraint_of(error) == "pk_commands"
    )


def _met_another(error: DBAPIError) -> bool:
    return getattr(error.orig, "sqlstate", None) in RETRIED


def spoken(error: DBAPIError) -> DeskError | None:
    """The sentence for ``error``, or None when it is a bug."""
    promise = PROMISES.get(constraint_of(error))
    if promise is not None:
        code, what, todo = promise
        return DeskError(_(what), code=code, kept=_("Nothing was changed."), todo=_(todo))
    return away(error)


def constraint_of(error: DBAPIError) -> str:
    """The name of the constraint or trigger that refused; empty when none did."""
    diagnosis = getattr(error.orig, "diag", None)
    if diagnosis is not None:
        return diagnosis.constraint_name or ""
    message = str(error.orig)
    check = re.match(r"CHECK constraint failed: (.+)", message)
    return check.group(1) if check else message


def away(error: DBAPIError) -> DatabaseAway | None:
    """What a database that cannot be used says of itself; None when it said something else."""
    if _met_another(error):
        return _locked()
    if isinstance(error, IntegrityError | ProgrammingError | DataError):
        return None
    message = str(error.orig).lower()
    for words, said in AWAY:
        if re.search(words, message):
            return said()
    if error.connection_invalidated or getattr(error.orig, "sqlstate", "") in ("57P01", "08006"):
        return _gone()
    return None


def _full() -> DatabaseAway:
    return DatabaseAway(
        _("The disk is full, so this could not be written."),
        code="disk_full",
        kept=_("Everything recorded before is safe."),
        todo=_("Free some space on the disk, then do it again."),
    )


def _corrupt() -> DatabaseAway:
    return DatabaseAway(
        _("The archive file cannot be read: it is damaged or is not an AskaDesk archive."),
        code="database_corrupt",
        kept=_("Nothing was written to it."),
        todo=_("Put it aside and open the latest backup, or choose another file."),
    )


def _locked() -> DatabaseAway:
    return DatabaseAway(
        _("Another program is holding the archive."),
        code="database_busy",
        kept=_("Everything recorded before is safe."),
        todo=_("Close the other program, then do it again."),
    )


def _unwritable() -> DatabaseAway:
    return DatabaseAway(
        _("The archive cannot be opened or written at this place."),
        code="database_unwritable",
        kept=_("Nothing was changed."),
        todo=_("Choose a folder that you may write to, or ask for the permission."),
    )


def _password() -> DatabaseAway:
    return DatabaseAway(
        _("The shared archive did not accept the name or the password."),
        code="database_password",
        kept=_("Nothing was changed."),
        todo=_("Check the name and the password in the archive's address."),
    )


def _no_such() -> DatabaseAway:
    return DatabaseAway(
        _("There is no archive of that name on the server."),
        code="database_missing",
        kept=_("Nothing was changed."),
        todo=_("Check the archive's name, or have it created."),
    )


def _gone() -> DatabaseAway:
    return DatabaseAway(
        _("The shared archive cannot be reached."),
        code="database_away",
        kept=_("Everything recorded before is safe."),
        todo=_("Check the network and the server, then do it again."),
    )


# What SQLite, PostgreSQL and its driver write, and what the desk says.
AWAY: tuple[tuple[str, Callable[[], DatabaseAway]], ...] = (
    ("disk is full|no space left|disk i/o error|file too large", _full),
    ("not a database|disk image is malformed|malformed database schema", _corrupt),
    ("database (table )?is locked", _locked),
    ("unable to open database|readonly database|read-only", _unwritable),
    (
        "password authentication|no password supplied|no pg_hba.conf entry|role .* does not exist",
        _password,
    ),
    ('database ".*" does not exist', _no_such),
    (
        "connection refused|could not connect|connection (failed|is bad|to server)|server closed"
        "|timeout|timed out|could not translate|failed to resolve|terminating connection|connection is lost"
        "|connection is closed|connection reset|shutting down|starting up|consuming input failed",
        _gone,
    ),
)
