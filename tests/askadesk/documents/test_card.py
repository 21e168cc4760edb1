"""The member card, read back from its PDF."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
from io import BytesIO
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from askadesk.core.i18n import speaking
from askadesk.documents.card import Stopped, cards_pdf
from askadesk.documents.pictures import page_count, page_png
from tests.askadesk.documents.reading import Page, codes, picture, plain, read
from tests.askadesk.documents.samples import CODE, HUB, NAMES, card, photo
from tests.askadesk.documents.samples import codes as some_codes

INK, LIT = (16, 29, 54), (255, 199, 44)
LONG = "Wolfeschlegelsteinhausenbergerdorffwelchevoralternwarengewissenhaft"


def front(**facts: object) -> bytes:
    return cards_pdf([card(**facts)], HUB)  # type: ignore[arg-type]


def assert_inside(page: Page) -> None:
    outside = [letter for letter in page.letters if not letter.box.inside(85.6, 54)]
    assert not outside


def test_the_code_on_a_card_reads_as_the_code_it_was_given() -> None:
    wanted = some_codes(12)
    pdf = cards_pdf([card(code=code) for code in wanted], HUB)
    assert [codes(pdf, page) for page in range(12)] == [[code] for code in wanted]


def test_the_code_still_reads_at_the_resolution_of_a_poor_printer() -> None:
    assert codes(front(), dpi=150) == [CODE]


@pytest.mark.parametrize(("first", "last", "shown"), NAMES, ids=[name for *_, name in NAMES])
def test_a_name_is_drawn_in_its_own_script_with_embedded_fonts(
    first: str, last: str, shown: str
) -> None:
    page = read(front(given=first, family=last, role="", organisation="", skills=()))
    drawn = plain("".join(letter.char for letter in page.letters if letter.box.left > 30))
    assert sorted(drawn) == sorted(plain(shown))
    assert all(font.embedded for font in page.fonts)
    assert all(letter.box.width > 0.1 and letter.box.height > 0.1 for letter in page.letters)


@pytest.mark.parametrize(("first", "last", "shown"), NAMES, ids=[name for *_, name in NAMES])
def test_a_name_leaves_its_own_ink_on_the_card(first: str, last: str, shown: str) -> None:
    def name_of(one: str, two: str) -> Image.Image:
        pdf = front(given=one, family=two, role="", organisation="", skills=())
        return picture(pdf).crop((305, 40, 820, 280))

    assert name_of(first, last) != name_of("\ue000" * len(first), "\ue000" * len(last))
    dark = sum(name_of(first, last).convert("L").histogram()[:128])
    assert dark > 500


def test_a_chinese_name_puts_the_family_first_on_one_line() -> None:
    page = read(front(given="伟", family="李", initials="", role="", organisation="", skills=()))
    name = [letter for letter in page.letters if letter.char in "李伟"]
    assert [letter.char for letter in sorted(name, key=lambda letter: letter.box.left)] == [
        "李",
        "伟",
    ]
    assert abs(name[0].box.top - name[1].box.top) < 1.5


def test_arabic_letters_join_and_run_from_right_to_left() -> None:
    page = read(front(given="محمد", family="", role="", organisation="", initials="", skills=()))
    name = sorted(
        (letter for letter in page.letters if letter.box.left > 30),
        key=lambda letter: -letter.box.right,
    )
    assert plain("".join(letter.char for letter in name)) == "محمد"
    gaps = [right.box.left - left.box.right for right, left in pairwise(name)]
    assert all(gap < 0.05 for gap in gaps)


def test_no_font_but_ours_is_in_the_file() -> None:
    pdf = cards_pdf([card(one, two) for one, two, _shown in NAMES], HUB, back=True)
    assert b"Helvetica" not in pdf
    assert all(font.embedded for number in range(18) for font in read(pdf, number).fonts)


@pytest.mark.parametrize(
    "facts",
    [
        {"given": LONG, "family": LONG},
        {"given": "محمد " * 12, "family": "العلي " * 12},
        {"given": "李" * 60, "family": "王" * 60},
        {"given": "Maria Vittoria Alessandra", "family": "Castelbarco Pindemonte Rezzonico"},
        {"given": "", "family": ""},
        {"given": "\u0301\u0327\u0301", "family": "a" + "\u0301" * 40},
        {"role": LONG * 2, "organisation": "Consorzio per lo sviluppo delle competenze " * 3},
        {"role": "", "organisation": ""},
        {"skills": (LONG, LONG), "initials": "WWWWW"},
        {"given": "uno\ndue\tt\x00re", "family": "\u202eoirartnoc"},
    ],
)
def test_nothing_is_printed_outside_the_trim_and_the_code_stays_readable(
    facts: dict[str, object],
) -> None:
    pdf = front(**facts)
    page = read(pdf)
    assert_inside(page)
    quiet = [
        letter for letter in page.letters if letter.box.right > 60 and letter.box.bottom > 28.4
    ]
    assert not quiet
    assert codes(pdf) == [CODE]


@settings(max_examples=40, deadline=None, derandomize=True)
@given(st.text(max_size=60), st.text(max_size=60), st.text(max_size=90), st.text(max_size=90))
def test_whatever_was_typed_lies_inside_the_trim(
    first: str, last: str, role: str, organisation: str
) -> None:
    pdf = front(given=first, family=last, role=role, organisation=organisation)
    assert_inside(read(pdf))


def test_a_long_name_shrinks_before_it_is_cut() -> None:
    def tallest(first: str) -> float:
        page = read(front(given=first, family="", initials="", skills=()))
        return max(letter.box.height for letter in page.letters if letter.box.left > 30)

    assert tallest("Alessandra") > tallest("Maria Alessandra Vittoria") > 3.0
    assert plain("…") in read(front(given=LONG * 2)).text
    assert plain("…") not in read(front(given="Maria Alessandra Vittoria")).text


def test_the_measures_are_those_of_the_design() -> None:
    pdf = front()
    page = read(pdf)
    assert (round(page.width, 2), round(page.height, 2)) == (85.6, 54.0)
    assert page.has(-1, -1, 27.4, 56)  # ink panel with its bleed
    assert page.has(5.2, 13.6, 16, 19.2)  # portrait arch
    assert page.has(61.6, 30, 20, 20)  # code: 4 mm from the right and from below
    assert page.has(4, 4, 5.04, 5.6)  # mark
    assert any(shape.colour == LIT and shape.box.near(9.86, 42, 6.69, 13) for shape in page.shapes)
    name = [letter for letter in page.letters if letter.box.left > 30 and letter.box.bottom < 13]
    assert min(letter.box.left for letter in name) == pytest.approx(31.2, abs=0.8)
    assert max(letter.box.height for letter in name) == pytest.approx(7.2 * 0.74, abs=0.3)


def test_the_code_has_a_quiet_zone_of_at_least_two_modules() -> None:
    around = picture(front()).crop((600, 284, 832, 516))
    inner = Image.new("RGB", (202, 202), "white")
    around.paste(inner, (15, 15))
    assert around.getextrema() == ((255, 255),) * 3


def test_the_panel_bleeds_over_the_trim_on_three_sides() -> None:
    whole = Image.open(BytesIO(page_png(front(), dpi=254))).convert("RGB")
    assert whole.size == (877, 561)  # 87.6 × 56 mm, begun pixels counted
    assert [whole.getpixel(spot) for spot in ((2, 280), (100, 2))] == [INK, INK]
    assert whole.getpixel((273, 280)) == INK
    assert whole.getpixel((276, 280)) == (255, 255, 255)


def test_a_photo_fills_the_arch_and_only_the_arch() -> None:
    seen = picture(front(photo=photo()))
    red = seen.getpixel((132, 240))
    assert isinstance(red, tuple)
    assert red[0] > 150 > red[1]
    assert seen.getpixel((54, 138)) == INK
    assert seen.getpixel((210, 138)) == INK


def test_a_photo_is_stored_at_the_resolution_of_print_and_no_more() -> None:
    pdf = front(photo=photo(size=(4000, 3000)))
    assert read(pdf).image_sizes == ((189, 227),)
    assert len(pdf) < 60_000


@pytest.mark.parametrize("broken", [b"", b"not a picture", photo()[:400]])
def test_a_broken_photo_gives_initials_and_a_line_in_the_log(
    broken: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        page = read(front(photo=broken))
    assert "GF" in page.text
    assert "cannot be read" in caplog.text


def test_skills_are_printed_only_when_they_are_given() -> None:
    with speaking("it"):
        assert "Parlamidiserigrafiaerilegatura" in read(front()).text
        assert "Parlamidiserigrafia" in read(front(skills=("serigrafia",))).text
        assert "Parlami" not in read(front(skills=())).text


def test_the_card_speaks_the_language_of_the_hub() -> None:
    with speaking("en"):
        assert "Talktomeaboutserigrafiaandrilegatura" in read(front()).text


def test_the_back_says_where_to_bring_it() -> None:
    with speaking("it"):
        pdf = cards_pdf([card(), card()], HUB, back=True)
    assert page_count(pdf) == 4
    assert "riportalainAska,viaBologna220,Torino,oppurechiama0115550100" in read(pdf, 1).text
    assert_inside(read(pdf, 3))


def test_many_cards_tell_how_far_they_are_and_can_be_stopped() -> None:
    told: list[tuple[int, int]] = []

    def watch(done: int, total: int) -> bool:
        told.append((done, total))
        return done < 3

    with pytest.raises(Stopped) as stopped:
        cards_pdf([card()] * 5, HUB, progress=watch)
    assert told == [(1, 5), (2, 5), (3, 5)]
    assert stopped.value.kept


def test_a_hundred_cards_share_their_fonts_and_static_parts() -> None:
    one = len(cards_pdf([card()], HUB))
    hundred = cards_pdf([card(code=code) for code in some_codes(100)], HUB)
    assert page_count(hundred) == 100
    assert len(hundred) < one + 99 * 2_000


def test_a_reprint_is_the_same_to_the_last_byte() -> None:
    program = (
        "import sys, hashlib; from tests.askadesk.documents.samples import *;"
        "from askadesk.documents.card import cards_pdf;"
        "cards = [card(a, b, photo=photo()) for a, b, _ in NAMES];"
        "print(hashlib.sha256(cards_pdf(cards, HUB, back=True)).hexdigest())"
    )
    prints = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(prints) == 1
