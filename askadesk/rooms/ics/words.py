"""What is said of calendar files."""

from __future__ import annotations

from askadesk.core.i18n import N_, _, day_long, ngettext, number
from askadesk.rooms.ics.rows import IcsPreview, IcsRow, IcsTaken, Outcome, Trouble
from askadesk.rooms.words import breach_sentence

OUTCOMES = {
    Outcome.NEW: N_("New"),
    Outcome.CHANGED: N_("Changed"),
    Outcome.SAME: N_("Known already"),
    Outcome.CALLED_OFF: N_("Called off"),
    Outcome.CLASHES: N_("Taken"),
    Outcome.CANNOT: N_("Cannot be brought in"),
    Outcome.LEFT_OUT: N_("Left out"),
}
TROUBLES = {
    "unreadable": N_("This event cannot be read."),
    "unreadable_property": N_("What stands at {name} cannot be read."),
    "no_start": N_("It has no start."),
    "no_length": N_("It has no length: neither an end nor a duration."),
    "ends_before": N_("It ends before it begins."),
    "too_long": N_("It lasts longer than the {days} days of a booking."),
    "out_of_reach": N_("The year {year} is out of reach."),
    "unknown_zone": N_(
        "The time zone “{zone}” is not known, and the file does not say what it is."
    ),
    "several_rules": N_("It repeats by several rules at once."),
    "range": N_("It changes a date and all that follow; export the calendar anew."),
    "too_many_dates": N_("It has more dates than a series may have."),
    "overlaps_itself": N_("It is longer than the time until its next date."),
    "no_space": N_("No space is named in it that is here, and none was chosen."),
    "role": N_("Only a manager may book {space}."),
    "free": N_("It takes no time: its calendar shows it as free."),
    "over": N_("It is over."),
    "cancelled": N_("It is called off, and is not here."),
    "no_dates": N_("It has no date."),
}


def outcome_word(outcome: Outcome) -> str:
    return _(OUTCOMES[outcome])


def trouble_sentence(trouble: Trouble) -> str:
    """Why an event cannot be brought in."""
    if trouble.code == "rule":
        # What is wrong with a rule was said where it was read.
        return str(dict(trouble.params)["said"])
    return _(TROUBLES[trouble.code]).format(**dict(trouble.params))


def row_sentence(row: IcsRow) -> str:
    """What bringing an event in would do, besides its outcome."""
    said = []
    if row.trouble is not None:
        said.append(trouble_sentence(row.trouble))
    elif row.taken:
        words = ngettext(
            "{count} of {of} dates is taken.", "{count} of {of} dates are taken.", row.taken
        )
        said.append(words.format(count=number(row.taken), of=number(row.dates)))
    elif row.dates > 1:
        said.append(
            ngettext("{count} date.", "{count} dates.", row.dates).format(count=number(row.dates))
        )
    if row.until is not None:
        words = _("It repeats without end: its dates until {day} are brought in.")
        said.append(words.format(day=day_long(row.until.date())))
    said += [breach_sentence(one) for one in row.breaches]
    return " ".join(said)


def waiting_sentence(preview: IcsPreview, *, skip_taken: bool, leave_out: bool) -> str:
    """What has to be chosen before a calendar can be brought in; "" when nothing is in the way."""
    if not preview.rows:
        return _("There is no event in this calendar.")
    if preview.taken and not skip_taken:
        return _("Some dates are taken: skip them, or choose another space.")
    if preview.impossible and not leave_out:
        return _("Some events cannot be brought in: leave them out, or choose a space for them.")
    if not preview.writes:
        return _("There is nothing to do.")
    return ""


def taken_sentence(done: IcsTaken) -> str:
    """What an import did."""
    made = ngettext("{count} booking was made.", "{count} bookings were made.", done.made)
    changed = ngettext(
        "{count} booking was changed.", "{count} bookings were changed.", done.changed
    )
    off = ngettext("{count} booking was called off.", "{count} bookings were called off.", done.off)
    said = [
        words.format(count=number(count))
        for words, count in ((made, done.made), (changed, done.changed), (off, done.off))
        if count
    ]
    return " ".join(said) or _("There was nothing to do.")
