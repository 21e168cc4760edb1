"""One consent given or taken back: what it means, and what was said so far."""

from __future__ import annotations

from dataclasses import dataclass

from askadesk.core.i18n import LANGUAGES, _, language
from askadesk.people.rows import ConsentRow
from db.values import ConsentKind
from ui.dialogs.form import FormDialog
from ui.pages.person import phrases
from ui.widgets.chip import Chip


@dataclass(frozen=True, slots=True)
class ConsentAsked:
    """What someone says now."""

    kind: ConsentKind
    given: bool


class ConsentDialog(FormDialog):
    """``answered`` carries a ``ConsentAsked``: the other of what stands."""

    def __init__(self, name: str, row: ConsentRow) -> None:
        super().__init__()
        self._name, self._row = name, row
        self.state = Chip(large=True)
        self.body.addWidget(self.state)
        self.retranslate()

    def retranslate(self) -> None:
        row = self._row
        title = phrases.consent_title(row.kind)
        self.say_heading(
            _("{consent}: {name}").format(consent=title, name=self._name),
            _("{meaning}. Notice shown in {language}; the day is kept.").format(
                meaning=phrases.consent_meaning(row.kind).capitalize(),
                language=LANGUAGES[row.language or language()].lower(),
            ),
        )
        words, icon, tone = phrases.consent_state(row)
        self.state.say(words, "ok" if tone == "ok" else "neutral", icon)
        self.leave.say(_("Leave it"))
        self.do.say(_("They take it back") if row.given else _("They agree"))

    def read(self) -> ConsentAsked:
        return ConsentAsked(self._row.kind, not self._row.given)
