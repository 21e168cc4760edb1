"""What people agreed to, under which notice, and their portraits."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

from sqlalchemy import insert

from askadesk.core.errors import DeskError, InputError
from askadesk.core.i18n import LANGUAGES, _, language
from askadesk.core.texts import lines, one_line_within
from askadesk.core.unit_of_work import UnitOfWork, Work
from askadesk.hubs.finding import hub_day
from askadesk.people.editing import kept_person, say, today_of
from askadesk.people.rows import NoticeRow
from db.base import table_of
from db.models import Notice
from db.queries import consents as query
from db.values import ConsentKind

FIRST_VERSION = "1"
LONGEST_VERSION, LONGEST_NOTICE = 20, 20_000
LARGEST_PHOTO = 2_000_000
PICTURES = ("image/jpeg", "image/png", "image/webp")
notices = table_of(Notice)


class Consenting:
    """Commands and questions about consents, notices and portraits."""

    _unit: UnitOfWork

    def notices(self) -> tuple[NoticeRow, ...]:
        """The notices that hold today, for each kind and language that has one."""
        with self._unit.ask() as connection:
            rows = query.current_notices(connection, hub_day(connection, self._unit))
        return tuple(
            NoticeRow(row.kind, row.version, row.language, row.text, row.valid_from) for row in rows
        )

    def set_notice(
        self,
        kind: ConsentKind,
        language: str,
        version: str,
        text: str,
        *,
        valid_from: date | None = None,
        command: UUID | None = None,
    ) -> None:
        """Write a new version of a notice, to be shown from a day (today) on; earlier ones stay.

        Raises InputError that names the field.
        """
        row = _notice(kind, language, version, text, valid_from)
        say(self._unit, "people.set_notice", row, partial(_set_notice, row), command)

    def give_consent(
        self,
        person: UUID,
        kind: ConsentKind,
        *,
        notice_version: str | None = None,
        language: str | None = None,
        command: UUID | None = None,
    ) -> None:
        """Write down that a person agreed, under the notice they were shown (today's when not said)."""
        self._consent(person, kind, True, notice_version, language, command)

    def withdraw_consent(
        self, person: UUID, kind: ConsentKind, *, command: UUID | None = None
    ) -> None:
        """Write down that a person took their word back, or said no. A portrait is hidden at once."""
        self._consent(person, kind, False, None, None, command)

    def _consent(
        self,
        person: UUID,
        kind: ConsentKind,
        given: bool,
        version: str | None,
        language: str | None,
        command: UUID | None,
    ) -> None:
        arguments = {
            "person": person,
            "kind": kind,
            "given": given,
            "version": version,
            "language": language,
        }
        body = partial(_consent, person, kind, given, version, spoken(language))
        say(self._unit, "people.consent", arguments, body, command)

    def set_photo(
        self,
        person: UUID,
        image: bytes,
        media_type: str,
        *,
        consent: bool = False,
        command: UUID | None = None,
    ) -> None:
        """Keep a person's portrait, in place of an earlier one. ``consent`` writes down that they agree
        to it, with today's notice.

        Raises InputError, and DeskError ``consent_missing`` (way out ``consent``) where nobody said yes.
        """
        _check_photo(image, media_type)
        arguments = {"person": person, "bytes": len(image), "consent": consent}
        body = partial(_set_photo, person, image, media_type, consent, spoken(None))
        say(self._unit, "people.set_photo", arguments, body, command)

    def remove_photo(self, person: UUID, *, command: UUID | None = None) -> None:
        """Throw a person's portrait away, for good; their consent stays as it was."""
        body = partial(_remove_photo, person)
        say(self._unit, "people.remove_photo", {"person": person}, body, command)


def spoken(chosen: str | None) -> str:
    """The language in which a notice was shown: the one said, or the reader's."""
    return chosen if chosen in LANGUAGES else language()


def write_consents(
    work: Work,
    person: UUID,
    kinds: Iterable[ConsentKind],
    language: str,
    version: str | None = None,
    *,
    given: bool = True,
) -> None:
    """Write a person's word on each of ``kinds``, inside a command; under today's notice when no
    ``version`` is said."""
    asked = tuple(kinds)
    if not asked:
        return
    today = query.versions(work.connection, today_of(work), language) if version is None else {}
    query.add_consents(
        work.connection,
        [
            {
                "id": work.ids.new(),
                "person": person,
                "kind": kind,
                "given": given,
                "notice_version": version or today.get(kind, FIRST_VERSION),
                "language": language,
                "at": work.now,
                "command": work.command,
            }
            for kind in asked
        ],
    )


def _consent(
    person: UUID,
    kind: ConsentKind,
    given: bool,
    version: str | None,
    language: str,
    work: Work,
) -> None:
    kept: UUID = kept_person(work, person).id
    write_consents(work, kept, (kind,), language, version, given=given)
    work.changed("person", kept)


# --- notices -------------------------------------------------------------------------------------


def _notice(
    kind: ConsentKind, language: str, version: str, text: str, valid_from: date | None
) -> dict[str, Any]:
    plain = one_line_within(version, "version", LONGEST_VERSION)
    words = lines(text, "text", LONGEST_NOTICE)
    if language not in LANGUAGES:
        raise InputError(_("The languages are it and en."), field="language")
    if not plain:
        raise InputError(_("A notice needs a version."), field="version")
    if not words:
        raise InputError(_("A notice needs a text."), field="text")
    return {
        "kind": kind,
        "language": language,
        "version": plain,
        "text": words,
        "valid_from": valid_from,
    }


def _set_notice(row: dict[str, Any], work: Work) -> None:
    if query.has_notice(work.connection, row["kind"], row["language"], row["version"]):
        raise InputError(
            _("There is a notice of this version already."),
            field="version",
            code="version_taken",
            todo=_("A new text needs a new version."),
        )
    new = work.ids.new()
    values = {**row, "id": new, "valid_from": row["valid_from"] or today_of(work)}
    work.connection.execute(insert(notices), values)
    work.changed("notice", new)


# --- portraits -----------------------------------------------------------------------------------


def _check_photo(image: bytes, media_type: str) -> None:
    if media_type not in PICTURES or not image:
        raise InputError(
            _("This file is not a picture that can be used."),
            field="photo",
            code="wrong_format",
            todo=_("JPEG, PNG and WebP pictures are fine."),
        )
    if len(image) > LARGEST_PHOTO:
        raise InputError(
            _("This picture is larger than 2 MB."),
            field="photo",
            code="too_large",
            todo=_("Take a smaller one."),
        )


def _set_photo(
    person: UUID, image: bytes, media_type: str, consent: bool, language: str, work: Work
) -> None:
    kept: UUID = kept_person(work, person).id
    if consent:
        write_consents(work, kept, (ConsentKind.PHOTO,), language)
    elif not query.agreed(work.connection, kept, ConsentKind.PHOTO):
        raise DeskError(
            _("Nobody has agreed to this portrait yet."),
            code="consent_missing",
            kept=_("The picture was not kept."),
            todo=_("Ask for the consent to portraits, then try again."),
            way_out="consent",
        )
    query.put_photo(work.connection, kept, image, media_type, work.now)
    work.changed("person", kept)


def _remove_photo(person: UUID, work: Work) -> None:
    kept: UUID = kept_person(work, person).id
    query.drop_photos(work.connection, kept)
    work.changed("person", kept)
