"""``askadesk org``: organisations added and shown."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated
from uuid import UUID

import typer

from askadesk.cli_call import Call, uuid_of
from askadesk.cli_output import Ambiguous, Json, moment
from askadesk.core.errors import NotFound
from askadesk.core.i18n import N_, _, ngettext
from askadesk.people.rows import MemberRow, OrganisationFields, OrganisationPage, RightRow

Command = Callable[..., Callable[[Callable[..., int]], Callable[..., int]]]
DONE = 0


def register(app: typer.Typer, command: Command) -> None:
    """Add the commands to ``app``; ``command`` is what makes one of a function."""
    group = typer.Typer(rich_markup_mode=None, no_args_is_help=False)
    app.add_typer(group, name="org", help=N_("Add organisations, show them and their members."))
    command(
        group,
        "add",
        N_("Add an organisation."),
        'askadesk org add "Studio Nuvola" --vat-number 00743110157 --email ciao@nuvola.example',
    )(org_add)
    command(
        group,
        "show",
        N_("Show an organisation: its members, its plans, the seats that are taken."),
        "askadesk org show nuvola --json",
    )(org_show)


def org_add(
    call: Call,
    name: Annotated[str, typer.Argument(metavar="NAME", help=N_("Its name."))],
    vat_number: Annotated[str, typer.Option(metavar="NUMBER", help=N_("VAT number."))] = "",
    email: Annotated[str, typer.Option(metavar="ADDRESS", help=N_("E-mail address."))] = "",
    phone: Annotated[str, typer.Option(metavar="NUMBER", help=N_("Phone number."))] = "",
    address: Annotated[str, typer.Option(metavar="WORDS", help=N_("Where it is."))] = "",
) -> int:
    """Add an organisation and show it."""
    fields = OrganisationFields(name, vat_number, email, phone, address)
    made = call.services.organisations.add(fields)
    return _told(call, call.services.organisations.page(made))


def org_show(
    call: Call,
    organisation: Annotated[
        list[str],
        typer.Argument(metavar="ID|TEXT", help=N_("The ID, or text that finds only one.")),
    ],
) -> int:
    """Show one organisation."""
    found = _organisation(call, " ".join(organisation))
    return _told(call, call.services.organisations.page(found))


def _organisation(call: Call, text: str) -> UUID:
    """The one organisation of that ID or found by that text. Raises NotFound and Ambiguous."""
    identity = uuid_of(text)
    if identity is not None:
        return identity
    found = call.services.organisations.find(text, 20) if text.strip() else ()
    exact = [one for one in found if one.name.casefold() == text.strip().casefold()]
    chosen = exact if len(exact) == 1 else found
    if not chosen:
        raise NotFound(_("No organisation was found for “{text}”.").format(text=text[:60]))
    if len(chosen) > 1:
        raise Ambiguous(
            _("Several organisations match “{text}”.").format(text=text[:60]),
            [{"id": str(one.id), "name": one.name, "detail": one.email} for one in chosen],
            todo=_("Say more of the name, or give the ID."),
        )
    return chosen[0].id


def _told(call: Call, page: OrganisationPage) -> int:
    call.output.result(_body(page), *_lines(page))
    return DONE


def _body(page: OrganisationPage) -> Json:
    fields = page.fields
    return {
        "id": str(page.id),
        "name": fields.name,
        "vat_number": fields.vat_number,
        "email": fields.email,
        "phone": fields.phone,
        "address": fields.address,
        "archived_at": moment(page.archived_at) if page.archived_at is not None else None,
        "seats": page.seats,
        "seats_taken": page.seats_taken,
        "members": [_member(one) for one in page.members],
        "rights": [_right(one) for one in page.rights],
    }


def _member(row: MemberRow) -> Json:
    return {
        "person": {"id": str(row.person), "name": row.name},
        "role": row.role,
        "since": row.since.isoformat(),
        "until": row.until.isoformat() if row.until is not None else None,
        "inside_since": moment(row.inside_since) if row.inside_since is not None else None,
    }


def _right(row: RightRow) -> Json:
    return {
        "id": str(row.id),
        "kind": row.kind,
        "name": row.name,
        "standing": row.standing.value,
        "starts": row.starts.isoformat(),
        "ends": row.until.isoformat() if row.until is not None else None,
        "left": row.left,
        "units": row.units,
        "unit": row.unit.value if row.units is not None else None,
    }


def _lines(page: OrganisationPage) -> list[str]:
    fields = page.fields
    reach = " · ".join(filter(None, (fields.vat_number, fields.email, fields.phone)))
    lines = [fields.name, f"  {page.id}"]
    lines += [f"  {line}" for line in (reach, fields.address) if line]
    if page.seats is not None:
        taken = ngettext(
            "{taken} of {count} seat taken", "{taken} of {count} seats taken", page.seats
        )
        lines.append("  " + taken.format(taken=page.seats_taken, count=page.seats))
    lines += [f"  {one.name}" for one in page.rights]
    return [
        *lines,
        *(f"  {one.name}" + (f" · {one.role}" if one.role else "") for one in page.members),
    ]
