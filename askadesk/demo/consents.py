"""What the demo's people agreed to when they came for the first time."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from askadesk.demo.stage import Stage
from db.models import Consent
from db.values import ConsentKind

NOTICE = "1"
# How many of ten people were asked, and how many of ten agreed.
_ASKED = {
    ConsentKind.INTRODUCTIONS: (6, 5),
    ConsentKind.EVENT_PHOTOS: (5, 3),
    ConsentKind.NEWSLETTER: (5, 4),
}


def agree(stage: Stage, person: UUID, at: datetime, *, skills: bool) -> None:
    """The house rules are agreed to by all; the rest goes by the person's own number, so that the same
    demo comes out again."""
    _say(stage, person, ConsentKind.HOUSE_RULES, at, given=True)
    if skills:
        _say(stage, person, ConsentKind.SKILLS_ON_CARD, at, given=True)
    for place, (kind, (asked, agreed)) in enumerate(_ASKED.items()):
        digit = person.int // 10 ** (7 + place) % 10
        if digit < asked:
            _say(stage, person, kind, at, given=digit < agreed)


def _say(stage: Stage, person: UUID, kind: ConsentKind, at: datetime, *, given: bool) -> None:
    stage.add(
        Consent,
        {
            "id": stage.ids.at(at),
            "person": person,
            "kind": kind,
            "given": given,
            "notice_version": NOTICE,
            "language": "it",
            "at": at,
            "command": stage.command,
        },
    )
