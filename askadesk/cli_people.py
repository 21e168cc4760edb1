"""``askadesk person`` and ``askadesk present``: people as JSON and as lines, on paper and in pictures."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any
from uuid import UUID

from askadesk.cli_call import Call, candidate
from askadesk.cli_output import Json, moment
from askadesk.core.errors import NotFound
from askadesk.core.files import write_file
from askadesk.core.i18n import _, hour, ngettext
from askadesk.people.rows import HeldRow, PersonFields, PersonRow
from askadesk.people.service import NewPerson
from askadesk.plans.rows import Sale
from askadesk.presence.rows import PresentRow, Today
from db.values import CredentialStatus, Unit

Result = tuple[Any, ...]


# --- one person ----------------------------------------------------------------------------------


def add(call: Call, fields: PersonFields, plans: Sequence[str]) -> Json:
    """Add a person, their card and what they hold; what ``person show`` would say of them.

    Raises NotFound for a plan that is not offered, before anything is written; InputError.
    """
    offered = {offer.code for offer in call.services.plans.offers()}
    for code in plans:
        if code not in offered:
            raise NotFound(
                _("There is no plan called “{code}”.").format(code=code),
                code="unknown_plan",
                todo=_("On offer are: {codes}.").format(codes=", ".join(sorted(offered)) or "–"),
            )
    person = call.services.people.add(NewPerson(fields))
    for code in plans:
        call.services.plans.give(Sale(code, person=person))
    call.services.access.card_of(person)
    return person_body(call, call.services.people.show(person))


def person_body(call: Call, person: PersonRow) -> Json:
    """Everything that ``person show`` says."""
    fields, held = person.fields, call.services.plans.held(person.id)
    credentials = call.services.access.codes_of([person.id])
    inside = next((one for one in call.services.reading.present() if one.person == person.id), None)
    return {
        "id": str(person.id),
        "name": person.name,
        "given": fields.given,
        "family": fields.family,
        "role": fields.role,
        "organisation": fields.organisation,
        "email": fields.email,
        "phone": fields.phone,
        "inside_since": moment(inside.since) if inside is not None else None,
        "memberships": [_membership(one) for one in held if one.kind == "membership"],
        "passes": [_pass(one) for one in held if one.kind == "pass"],
        "credentials": [
            {
                "id": str(one.id),
                "code": one.code,
                "short": one.short,
                "kind": one.kind.value,
                "status": one.status.value,
                "issued_at": moment(call.hub.local(one.issued_at)),
                "prints": one.prints,
            }
            for one in credentials
        ],
    }


def _membership(held: HeldRow) -> Json:
    return {
        "id": str(held.id),
        "plan": held.product,
        "name": held.name,
        "organisation": held.organisation,
        "starts": held.starts.isoformat(),
        "ends": held.ends.isoformat() if held.ends is not None else None,
    }


def _pass(held: HeldRow) -> Json:
    return {**_membership(held), "left": held.left, "units": held.units, "unit": held.unit.value}


def person_lines(body: Json) -> list[str]:
    """A person as text."""
    lines = [body["name"], f"  {body['id']}"]
    about = " · ".join(filter(None, (body["role"], body["organisation"])))
    reach = " · ".join(filter(None, (body["email"], body["phone"])))
    lines += [f"  {line}" for line in (about, reach) if line]
    if body["inside_since"]:
        since = body["inside_since"][11:16]
        lines.append("  " + _("In since {hour}.").format(hour=since))
    for held in body["memberships"]:
        lines.append(f"  {held['name']}, " + _dates(held))
    for held in body["passes"]:
        lines.append(f"  {held['name']}, {_left(held)}, " + _dates(held))
    for card in body["credentials"]:
        lines.append(f"  {card['code']}  {status_word(card['status'])}")
    return lines


def _left(held: Json) -> str:
    left = held["left"] or 0
    if held["unit"] == Unit.CREDITS:
        return ngettext("{left} credit left", "{left} credits left", left).format(left=left)
    return ngettext("{left} entry left", "{left} entries left", left).format(left=left)


def _dates(held: Json) -> str:
    if held["ends"] is None:
        return _("from {day}").format(day=held["starts"])
    return _("from {first} to {last}").format(first=held["starts"], last=held["ends"])


def status_word(status: str) -> str:
    """The status of a card, for people."""
    return {
        CredentialStatus.ACTIVE: _("active"),
        CredentialStatus.LOST: _("lost"),
        CredentialStatus.REVOKED: _("stopped"),
    }[CredentialStatus(status)]


def found_line(person: PersonRow) -> Result:
    """A person found: the JSON, and one line."""
    fields = person.fields
    body = {
        "id": str(person.id),
        "name": person.name,
        "role": fields.role,
        "organisation": fields.organisation,
        "email": fields.email,
        "phone": fields.phone,
    }
    short = candidate(person)
    return body, "  ".join(filter(None, (short["id"], short["name"], short["detail"])))


# --- cards ---------------------------------------------------------------------------------------


def write_cards(
    call: Call, people: Sequence[PersonRow], pdf: Path | None, png: Path | None
) -> Result:
    """Write the cards and note the prints; what was written, as JSON and as lines."""
    from askadesk.cli_paper import hub_facts
    from askadesk.documents.card import cards_pdf
    from askadesk.documents.pictures import page_png

    ids = [person.id for person in people]
    facts = call.services.people.card_facts(ids)
    paper = cards_pdf(facts, hub_facts(call))
    written: list[Path] = [write_file(pdf, paper)] if pdf is not None else []
    cards: list[Json] = []
    for page, card in enumerate(facts):
        name = _numbered(png, page, len(facts)) if png is not None else None
        if name is not None:
            written.append(write_file(name, page_png(paper, page, trimmed=True)))
        cards.append(
            {
                "person": {"id": str(card.person_id), "name": people[page].name},
                "code": card.code,
                "png": str(name) if name is not None else None,
            }
        )
    _note_prints(call, ids)
    body = {"cards": cards, "pdf": str(pdf) if pdf is not None else None}
    return body, *(str(path) for path in written)


def _numbered(png: Path, page: int, pages: int) -> Path:
    """``card.png`` for one card; ``card-1.png``, ``card-2.png``… for several."""
    return png if pages == 1 else png.with_stem(f"{png.stem}-{page + 1}")


def _note_prints(call: Call, people: Sequence[UUID]) -> None:
    cards = call.services.access.codes_of(people)
    active = [one.id for one in cards if one.status is CredentialStatus.ACTIVE]
    newest = {one.person: one.id for one in reversed(cards) if one.id in active}
    call.services.access.printed(list(newest.values()))


# --- who is in -----------------------------------------------------------------------------------


def present_list(today: Today, pdf: Path | None) -> Result:
    """Who is in now, as one JSON object and as lines."""
    body: Json = {
        "at": moment(today.now),
        "count": today.bodies,
        "capacity": today.capacity,
        "present": [_present(row) for row in today.present],
        "pdf": str(pdf) if pdf is not None else None,
    }
    head = _("{count} of {capacity} in").format(count=today.bodies, capacity=today.capacity)
    lines = [head]
    for row in today.present:
        heads = f" +{row.head_count - 1}" if row.head_count > 1 else ""
        lines.append(
            f"  {hour(row.since)}  {row.name}{heads}" + (f" · {row.detail}" if row.detail else "")
        )
    if pdf is not None:
        lines.append(str(pdf))
    return body, *lines


def _present(row: PresentRow) -> Json:
    return {
        "person": {"id": str(row.person), "name": row.name},
        "visit": str(row.visit),
        "since": moment(row.since),
        "detail": row.detail,
        "heads": row.head_count,
        "guest": row.is_guest,
        "at_work": row.is_at_work,
    }


def present_paper(call: Call, today: Today) -> bytes:
    """The list of who is in, as a PDF."""
    from askadesk.cli_paper import hub_facts
    from askadesk.documents.present_list import present_pdf
    from askadesk.documents.rows import PresentFacts, PresentLine

    lines = tuple(
        PresentLine(row.name, row.detail, row.since, row.head_count) for row in today.present
    )
    return present_pdf(PresentFacts(hub_facts(call), today.now, lines))
