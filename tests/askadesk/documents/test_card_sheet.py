"""Ten cards on an A4 sheet, read back from its PDF."""

from __future__ import annotations

import pytest

from askadesk.documents.card import Stopped, cards_pdf
from askadesk.documents.card_sheet import CARD, corner, sheets_pdf
from askadesk.documents.pictures import page_count, page_png
from tests.askadesk.documents.reading import Shape, codes, picture, read
from tests.askadesk.documents.samples import HUB, card, photo
from tests.askadesk.documents.samples import codes as some_codes


def sheets(count: int) -> bytes:
    return sheets_pdf([card(code=code) for code in some_codes(count)], HUB)


@pytest.mark.parametrize(("cards", "pages"), [(1, 1), (10, 1), (11, 2), (25, 3)])
def test_ten_cards_stand_on_a_sheet(cards: int, pages: int) -> None:
    assert page_count(sheets(cards)) == pages


def test_every_code_on_a_sheet_reads() -> None:
    wanted = some_codes(12)
    pdf = sheets_pdf([card(code=code) for code in wanted], HUB)
    assert sorted(codes(pdf, 0)) == sorted(wanted[:10])
    assert sorted(codes(pdf, 1)) == sorted(wanted[10:])


def marks(pdf: bytes) -> list[Shape]:
    thin = (one for one in read(pdf).shapes if min(one.box.width, one.box.height) < 0.2)
    return [one for one in thin if max(one.box.width, one.box.height) < 6]


def test_marks_point_at_every_cut_and_stay_outside_of_the_cards() -> None:
    found = marks(sheets(10))
    upright = {round(one.box.left + one.box.width / 2, 1) for one in found if one.box.height > 1}
    level = {round(one.box.top + one.box.height / 2, 1) for one in found if one.box.width > 1}
    assert len(found) == 2 * (4 + 10)
    assert upright == {round(x, 1) for at in (0, 1) for x in edges(corner(at)[0], CARD.width)}
    assert level == {round(y, 1) for at in range(0, 10, 2) for y in edges(corner(at)[1], 54.0)}
    for mark in found:
        for place in range(10):
            left, top = corner(place)
            across = mark.box.right > left - 1 and mark.box.left < left + CARD.width + 1
            assert not (across and mark.box.bottom > top - 1 and mark.box.top < top + 55)


def edges(first: float, long: float) -> tuple[float, float]:
    return first, first + long


def test_the_whole_sheet_lies_on_the_paper_and_cards_lie_apart_by_their_bleeds() -> None:
    assert corner(0)[0] >= 1
    assert corner(9)[0] + CARD.width + 1 <= 210
    assert corner(9)[1] + CARD.height + 1 <= 297
    assert corner(1)[0] - corner(0)[0] == pytest.approx(87.6)
    assert corner(2)[1] - corner(0)[1] == pytest.approx(56.0)


def test_a_card_on_a_sheet_looks_like_the_card_alone() -> None:
    alone = picture(cards_pdf([card()], HUB), dpi=127)
    sheet = picture(sheets_pdf([card(code="A" * 37), card()], HUB), dpi=127)
    left, top = (round(mm * 5) for mm in corner(1))
    cut = sheet.crop((left, top, left + alone.width, top + alone.height))
    differ = sum(
        abs(a - b) > 96
        for a, b in zip(alone.convert("L").tobytes(), cut.convert("L").tobytes(), strict=True)
    )
    assert differ < 0.02 * alone.width * alone.height


def test_the_bleed_of_the_panel_is_printed() -> None:
    sheet = picture(sheets(1), dpi=254)
    left, top = corner(0)
    assert sheet.getpixel((round(left * 10) - 5, round(top * 10) + 200)) == (16, 29, 54)
    assert sheet.getpixel((round(left * 10) + 50, round(top * 10) - 5)) == (16, 29, 54)


def test_photos_go_on_sheets_too_and_the_same_cards_make_the_same_bytes() -> None:
    people = [card(photo=photo()), card()]
    assert sheets_pdf(people, HUB) == sheets_pdf(people, HUB)
    assert page_png(sheets_pdf(people, HUB), 0, 50)


def test_it_stops_when_it_is_told_to() -> None:
    seen: list[tuple[int, int]] = []

    def stop(done: int, total: int) -> bool:
        seen.append((done, total))
        return done < 3

    with pytest.raises(Stopped):
        sheets_pdf([card()] * 30, HUB, progress=stop)
    assert seen == [(1, 30), (2, 30), (3, 30)]
