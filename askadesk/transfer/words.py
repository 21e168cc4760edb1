"""Everything an import says of its columns and rows, in the reader's language."""

from __future__ import annotations

from askadesk.core.i18n import _, day_long, ngettext, number, pgettext
from askadesk.transfer.rows import (
    Column,
    Decision,
    Holding,
    Imported,
    Likely,
    Outcome,
    PlannedRow,
    Preview,
    Trouble,
    Used,
)


def column_word(column: Column) -> str:
    """What a column holds, as a person chooses it."""
    return {
        Column.NAME: _("First and last name"),
        Column.GIVEN: _("Given name"),
        Column.FAMILY: _("Family name"),
        Column.EMAIL: _("E-mail"),
        Column.PHONE: _("Phone"),
        Column.ORGANISATION: _("Organisation"),
        Column.ROLE: _("Role"),
        Column.BORN_ON: _("Date of birth"),
        Column.TAX_CODE: _("Tax code"),
        Column.SKILLS: _("Offers"),
        Column.SEEKS: _("Seeks"),
        Column.LANGUAGES: _("Languages"),
        Column.NOTE: _("Notes"),
        Column.PLAN: _("Plan or carnet"),
        Column.LEFT: _("What is left"),
        Column.STARTS: pgettext("column", "Begins"),
        Column.ENDS: pgettext("column", "Ends"),
        Column.VAT_NUMBER: _("VAT number"),
        Column.ADDRESS: _("Address"),
    }[column]


def outcome_word(outcome: Outcome) -> str:
    """What a row will do, in a word or two."""
    return {
        Outcome.NEW: pgettext("import", "New"),
        Outcome.UPDATE: pgettext("import", "Filled in"),
        Outcome.SAME: pgettext("import", "Already there"),
        Outcome.CHOOSE: pgettext("import", "To choose"),
        Outcome.CANNOT: pgettext("import", "To put right"),
        Outcome.LEFT_OUT: pgettext("import", "Left out"),
    }[outcome]


def why_words(why: tuple[str, ...]) -> str:
    """Why somebody may be meant."""
    said = {
        "email": _("same e-mail"),
        "phone": _("same phone"),
        "tax_code": _("same tax code"),
        "name": _("same name"),
        "similar": _("similar name"),
    }
    return ", ".join(said[one] for one in why)


def likely_sentence(likely: Likely) -> str:
    """Who a row may be."""
    if likely.row:
        return _("It may be {name} of row {row}: {why}.").format(
            name=likely.name, row=likely.row, why=why_words(likely.why)
        )
    return _("It may be {name}, who is in the archive: {why}.").format(
        name=likely.name, why=why_words(likely.why)
    )


def holding_words(holding: Holding) -> str:
    """What somebody gets: the plan, what is left of it, until when."""
    if holding.left is None:
        said = holding.name
    else:
        left = ngettext("{plan}, {left} left", "{plan}, {left} left", holding.left)
        said = left.format(plan=holding.name, left=number(holding.left))
    if holding.ends is None:
        return said
    return _("{plan}, until {day}").format(plan=said, day=day_long(holding.ends))


def row_sentence(row: PlannedRow) -> str:
    """What the row will do, or what stands in its way."""
    if row.trouble is not None:
        return trouble_sentence(row.trouble)
    if row.outcome is Outcome.CHOOSE and row.likely is not None:
        return likely_sentence(row.likely)
    if row.outcome is Outcome.LEFT_OUT:
        return _("Stays out, as you chose.")
    if row.outcome is Outcome.SAME:
        return _same_sentence(row)
    parts: list[str] = []
    if row.outcome is Outcome.NEW:
        parts.append(_("New organisation.") if row.is_organisation else _("New person."))
    if row.filled and row.outcome is Outcome.UPDATE:
        fields = ", ".join(column_word(one).lower() for one in row.filled)
        parts.append(_("Fills what is empty: {fields}.").format(fields=fields))
    if row.holding is not None:
        parts.append(_("Gets {plan}.").format(plan=holding_words(row.holding)))
    return " ".join(parts)


def _same_sentence(row: PlannedRow) -> str:
    if row.likely is not None and row.likely.row:
        return _("The same as row {row}; nothing to add.").format(row=row.likely.row)
    return _("Already in the archive; nothing to add.")


# --- troubles ------------------------------------------------------------------------------------


def trouble_sentence(trouble: Trouble) -> str:
    """Why a row cannot be taken, and what to do."""
    said = _TROUBLES[trouble.code]()
    return said.format(
        heading=trouble.heading or _("without a name"), value=trouble.value, more=trouble.more
    )


def _no_name() -> str:
    return _("There is no name: write a given or family name, or an organisation.")


def _email() -> str:
    return _("“{value}” in “{heading}” is no e-mail address: put it right, or empty it.")


def _phone() -> str:
    return _("“{value}” in “{heading}” is no phone number: put it right, or empty it.")


def _tax_code() -> str:
    return _("“{value}” in “{heading}” is no tax code: put it right, or empty it.")


def _too_long() -> str:
    return _("“{value}” in “{heading}” is longer than {more} characters: shorten it.")


def _left() -> str:
    return _("“{value}” in “{heading}” is no whole number: write how many are left, such as 7.")


def _day() -> str:
    return _("“{value}” in “{heading}” is no date: write it as 31/12/2026.")


def _day_order() -> str:
    return _(
        "“{value}” in “{heading}” can be read in two ways: say what comes first, day or month."
    )


def _no_such_day() -> str:
    return _("“{value}” in “{heading}” is not in the calendar: put the date right.")


def _born() -> str:
    return _("“{value}” in “{heading}” cannot be a date of birth: put it right, or empty it.")


def _far() -> str:
    return _("“{value}” in “{heading}” is too far away: put the year right.")


def _ends() -> str:
    return _("The plan would end on {value}, before it begins: put one of the dates right.")


def _plan() -> str:
    return _("No plan is called “{value}”: choose one of yours beside its name ({more}).")


def _left_of_what() -> str:
    return _("{value} are left, but of which plan or carnet? Write it in its column.")


def _joined() -> str:
    return _("What is left stands in cells joined over several rows: write it in each row.")


def _below() -> str:
    return _("{value} left is below what this carnet allows: put the number right.")


_TROUBLES = {
    "no_name": _no_name,
    "email": _email,
    "phone": _phone,
    "tax_code": _tax_code,
    "too_long": _too_long,
    "left": _left,
    "day": _day,
    "day_order": _day_order,
    "no_such_day": _no_such_day,
    "born": _born,
    "far": _far,
    "ends": _ends,
    "plan": _plan,
    "left_of_what": _left_of_what,
    "joined": _joined,
    "below": _below,
}


# --- afterwards ----------------------------------------------------------------------------------


def used_sentence(used: Used) -> str:
    """What was used of an import since."""
    said = {
        "visits": _("{name} has come in since."),
        "card": _("{name} has a card."),
        "changed": _("{name} was changed since."),
        "plan": _("{name} has a plan that was given or changed since."),
        "pass": _("{name} has used the carnet."),
        "charge": _("{name} has something to pay."),
        "expected": _("{name} is expected."),
        "member": _("{name} has new members."),
    }
    return said[used.why].format(name=used.name)


def ready_sentence(preview: Preview) -> str:
    """What the import would do in all, or what it waits for."""
    if preview.questions:
        asked = _("First say how the dates in “{heading}” are written.")
        return asked.format(heading=preview.questions[0].heading)
    choose = preview.counts.get(Outcome.CHOOSE, 0)
    if choose:
        said = ngettext(
            "{count} row may be somebody you know: choose.",
            "{count} rows may be somebody you know: choose.",
            choose,
        )
        return said.format(count=number(choose))
    if preview.waiting:
        said = ngettext(
            "{count} row cannot be taken as it is: put it right, or leave it out.",
            "{count} rows cannot be taken as they are: put them right, or leave them out.",
            preview.waiting,
        )
        return said.format(count=number(preview.waiting))
    if not preview.writes:
        return _("There is nothing new in this file.")
    new, filled = (preview.counts.get(one, 0) for one in (Outcome.NEW, Outcome.UPDATE))
    return _("{new} new, {filled} filled in; nothing is overwritten.").format(
        new=number(new), filled=number(filled)
    )


def imported_sentence(done: Imported) -> str:
    """What an import did."""
    people = ngettext("{count} person", "{count} people", done.people)
    carnets = done.memberships + done.passes
    plans = ngettext("{count} plan or carnet", "{count} plans and carnets", carnets)
    return _("Imported from {file}: {people}, {plans}").format(
        file=done.name,
        people=people.format(count=number(done.people)),
        plans=plans.format(count=number(carnets)),
    )


def decision_word(decision: Decision) -> str:
    """A choice for a row that may be somebody known."""
    return {
        Decision.SAME: _("It is the same person"),
        Decision.NEW: _("It is somebody else"),
        Decision.LEAVE_OUT: _("Leave the row out"),
    }[decision]
