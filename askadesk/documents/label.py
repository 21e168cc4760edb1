"""The visitor label: tape 62 mm wide, cut at 100 mm, black only. Measures of DESIGN.md, section 7, in mm.

No phone number and no e-mail address: a label lies about when its visit is over.
"""

from __future__ import annotations

from collections.abc import Iterable

from askadesk.core.i18n import _, day_long, hour
from askadesk.documents.fonts import Weight
from askadesk.documents.names import name_lines
from askadesk.documents.rows import HubFacts, LabelFacts
from askadesk.documents.setting import Style, fit, wrap
from askadesk.documents.sheet import Paper, Sheet

PAPER = Paper(100.0, 62.0)

MARGIN = 4.0
WIDTH = PAPER.width - 2 * MARGIN
MARK = (MARGIN, 3.667, 5.333)
PILL_HEIGHT = 5.333
QR = (72.0, 14.667, 24.0)
#: Left of the QR code and two millimetres of quiet zone.
BESIDE_QR = QR[0] - 2.0 - MARGIN
NAME_TOP, ORGANISATION_TOP, RULE_TOP, LINES_TOP = 12.0, 36.0, 42.667, 45.333
RULE = 0.333
NAME_HEIGHT = 24.1

NAME = Style(Weight.BOLD, 10.333, 7.3, 136 / 124, tracking=-0.02)
ORGANISATION = Style(Weight.REGULAR, 3.667, 3.0, 56 / 44)
HUB = Style(Weight.BOLD, 3.667, 2.6, 1.4)
PILL = Style(Weight.BOLD, 3.0, 2.4, 64 / 36)
BODY = Style(Weight.REGULAR, 2.833, 2.4, 48 / 34)
HOST = Style(Weight.BOLD, 2.833, 2.833, 48 / 34)


def label_pdf(label: LabelFacts, hub: HubFacts) -> bytes:
    """One label. The same facts make the same bytes."""
    return labels_pdf([label], hub)


def labels_pdf(labels: Iterable[LabelFacts], hub: HubFacts) -> bytes:
    """One PDF with a page for each label."""
    sheet = Sheet(PAPER, _("Visitor label"), hub.name)
    for label in labels:
        sheet.colour(None)
        _draw_head(sheet, hub)
        _draw_name(sheet, label)
        sheet.rectangle(MARGIN, RULE_TOP, WIDTH, RULE)
        _draw_lines(sheet, label)
        sheet.end_page()
    return sheet.finish()


def _draw_head(sheet: Sheet, hub: HubFacts) -> None:
    """The mark and the hub's name on the left, what this is on the right."""
    left, top, height = MARK
    sheet.mark(left, top, height, bar=None)
    word = fit([_("VISIT")], PILL, 30, 1)
    width = word.width + 4.667
    sheet.pill(PAPER.width - MARGIN - width, top, width, PILL_HEIGHT)
    name_left = left + height * 0.9 + 1.667
    name = fit([hub.name], HUB, PAPER.width - MARGIN - width - 2 - name_left, 1)
    sheet.block(name, name_left, top + (PILL_HEIGHT - name.height) / 2)
    sheet.grey(1)
    sheet.block(word, PAPER.width - MARGIN - width + 2.333, top + (PILL_HEIGHT - word.height) / 2)
    sheet.colour(None)


def _draw_name(sheet: Sheet, label: LabelFacts) -> None:
    width = BESIDE_QR if label.code else WIDTH
    name = fit(name_lines(label.given, label.family), NAME, width, 3, height=NAME_HEIGHT)
    bottom = sheet.block(name, MARGIN, NAME_TOP)
    organisation = fit([label.organisation], ORGANISATION, width, 1)
    top = bottom + 1.333 if len(name.lines) == 1 else max(bottom + 0.4, ORGANISATION_TOP)
    sheet.block(organisation, MARGIN, min(top, RULE_TOP - organisation.height))
    if label.code:
        sheet.qr(label.code, *QR)


def _draw_lines(sheet: Sheet, label: LabelFacts) -> None:
    """With whom, until when, and where the label goes afterwards."""
    top = LINES_TOP
    if label.host.strip():
        top = _draw_host(sheet, label.host, top)
    day = day_long(label.day)
    if label.until is not None:
        day = _("{day}, until {hour}").format(day=day, hour=hour(label.until))
    for text in (day, _("On your way out, leave this label at reception")):
        top = sheet.block(wrap(text, BODY, WIDTH, 1), MARGIN, top)


def _draw_host(sheet: Sheet, host: str, top: float) -> float:
    """The sentence with the host's name in bold, wherever the language puts it."""
    before, _name, after = _("With {host}").partition("{host}")
    parts = [fit([part], BODY, WIDTH, 1) for part in (before, after)]
    gap = 0.26 * BODY.size
    room = WIDTH - sum(part.width + gap for part in parts if part.lines)
    name = fit([host], HOST, room, 1)
    left, height = MARGIN, BODY.size * BODY.leading
    baseline = top + height / 2 + parts[0].drop
    for part in (parts[0], name, parts[1]):
        for line in part.lines:
            sheet.line(line, left, baseline, part.size)
            left += part.width + gap
    return top + height
