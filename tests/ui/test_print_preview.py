"""The preview: the real PDF, trimmed, page after page."""

from __future__ import annotations

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
import zxingcpp
from PIL import Image
from PySide6.QtCore import QBuffer, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from askadesk.core.i18n import language, set_language
from askadesk.documents.card import cards_pdf
from askadesk.documents.label import labels_pdf
from tests.askadesk.documents.samples import CODE, HUB
from tests.askadesk.documents.samples import card as a_card
from tests.askadesk.documents.samples import codes as some_codes
from tests.askadesk.documents.samples import label as a_label
from ui.dialogs.print_preview import PrintPreview
from ui.print_backend import Use


@pytest.fixture
def preview(qtbot: QtBot) -> PrintPreview:
    """Three cards, shown."""
    pdf = cards_pdf([a_card(code=code) for code in some_codes(3)], HUB)
    widget = PrintPreview(pdf, Use.CARD)
    qtbot.addWidget(widget)
    widget.resize(720, 520)
    widget.show()
    return widget


def seen(widget: PrintPreview) -> Image.Image:
    """What the window shows."""
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    picture = widget.grab().toImage().convertToFormat(widget.grab().toImage().Format.Format_RGB888)
    line = bytes(picture.constBits())
    return Image.frombytes(
        "RGB", (picture.width(), picture.height()), line, "raw", "RGB", picture.bytesPerLine()
    )


def code_in(widget: PrintPreview) -> list[str]:
    return [found.text for found in zxingcpp.read_barcodes(seen(widget))]


def test_what_is_shown_is_what_is_printed(preview: PrintPreview) -> None:
    assert preview.page_count == 3
    assert code_in(preview) == some_codes(3)[:1]


def test_pages_turn_by_key_and_stop_at_the_ends(preview: PrintPreview, qtbot: QtBot) -> None:
    preview.setFocus()
    with qtbot.waitSignal(preview.page_changed) as turned:
        QTest.keyClick(preview, Qt.Key.Key_PageDown)
    assert turned.args == [1]
    assert code_in(preview) == some_codes(3)[1:2]
    for _press in range(4):
        QTest.keyClick(preview, Qt.Key.Key_Right)
    assert preview.page == 2
    for _press in range(4):
        QTest.keyClick(preview, Qt.Key.Key_PageUp)
    assert preview.page == 0


def test_the_card_fills_the_room_and_shows_no_bleed(preview: PrintPreview) -> None:
    picture = seen(preview)
    row = [picture.getpixel((x, preview.height() // 2 - 20)) for x in range(preview.width())]
    ink = [x for x, colour in enumerate(row) if colour == (16, 29, 54)]
    width = preview.width() - 48
    assert abs(ink[0] - 24) <= 2
    assert abs(ink[-1] - ink[0] - width * 26.4 / 85.6) <= 3


def test_a_single_page_has_nothing_to_turn(qtbot: QtBot) -> None:
    widget = PrintPreview(labels_pdf([a_label()], HUB), Use.LABEL)
    qtbot.addWidget(widget)
    widget.resize(700, 480)
    widget.show()
    assert not [child for child in widget.findChildren(type(widget._before)) if child.isVisible()]
    assert code_in(widget) == [CODE]


def test_another_document_begins_at_its_first_page(preview: PrintPreview) -> None:
    preview.turn_to(2)
    preview.show_pdf(cards_pdf([a_card()], HUB))
    assert (preview.page, preview.page_count) == (0, 1)
    assert code_in(preview) == [CODE]


def test_it_names_itself_in_the_language_spoken(preview: PrintPreview) -> None:
    view = preview.focusProxy()
    assert view is not None
    before = language()
    try:
        set_language("en")
        QApplication.sendEvent(preview, QEvent(QEvent.Type.LanguageChange))
        assert view.accessibleDescription() == "Page 1 of 3"
        set_language("it")
        QApplication.sendEvent(preview, QEvent(QEvent.Type.LanguageChange))
        assert view.accessibleDescription() == "Pagina 1 di 3"
        assert view.accessibleName() == "Anteprima di stampa"
    finally:
        set_language(before)


def test_what_is_no_pdf_is_refused(qtbot: QtBot) -> None:
    with pytest.raises(ValueError, match="not a PDF"):
        PrintPreview(b"not a PDF at all", Use.CARD)
