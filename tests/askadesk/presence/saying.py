"""What a verdict says, short enough to compare."""

from __future__ import annotations

from datetime import datetime

from askadesk.core.i18n import speaking
from askadesk.presence import words
from askadesk.presence.rows import Verdict, WayOut
from tests.hub_of_tests import ROME


def said(verdict: Verdict) -> tuple[str, str]:
    """Answer and reason."""
    return verdict.answer.value, verdict.code


def sentence(verdict: Verdict) -> str:
    """What it says in English."""
    with speaking("en"):
        return words.answer(verdict, ROME)


def nearest(verdict: Verdict) -> str:
    """The moment that the verdict names, on the hub's clock: ``Wed 18 14:00``."""
    moment = datetime.fromisoformat(str(verdict.params["moment"]))
    return moment.astimezone(ROME).strftime("%a %d %H:%M")


def ways(verdict: Verdict) -> list[str]:
    """The ways out by their codes."""
    return [way.value for way in verdict.ways_out]


REFUSED_WAYS = [WayOut.HAND_OUT_PASS.value, WayOut.GUEST.value, WayOut.OVERRIDE.value]
