"""The visitor label, read back from its PDF."""

from __future__ import annotations

import pytest

from askadesk.core.i18n import speaking
from askadesk.documents.label import label_pdf, labels_pdf
from askadesk.documents.pictures import page_count
from askadesk.documents.rows import HubFacts, LabelFacts
from tests.askadesk.documents.reading import codes, picture, plain, read
from tests.askadesk.documents.samples import CODE, HUB, NAMES, label

BLACK, WHITE = (0, 0, 0), (255, 255, 255)
LONG = "Wolfeschlegelsteinhausenbergerdorffwelchevoralternwarengewissenhaft"


def test_the_code_on_a_label_reads_as_the_code_it_was_given() -> None:
    assert codes(label_pdf(label(), HUB)) == [CODE]


def test_it_says_who_with_whom_until_when_and_where_to_leave_it() -> None:
    with speaking("it"):
        text = read(label_pdf(label(), HUB)).text
    for said in (
        "VISITA",
        "BeatriceValperga",
        "PolitecnicodiTorino",
        "ConChiaraNovarese",
        "17novembre2026,finoalle13:00",
        "Inuscita,lasciaquestaetichettainreception",
    ):
        assert said in text
    assert "banco" not in text


def test_it_speaks_english_too() -> None:
    with speaking("en"):
        text = read(label_pdf(label(), HUB)).text
    assert "WithChiaraNovarese" in text
    assert "17November2026,until13:00" in text


def test_a_whole_day_has_no_hour_and_a_visit_without_host_names_nobody() -> None:
    with speaking("it"):
        text = read(label_pdf(label(host="", until=None), HUB)).text
    assert "finoalle" not in text
    assert "Con" not in text


def test_there_is_only_black() -> None:
    pdf = label_pdf(label(), HUB)
    page = read(pdf)
    assert {shape.colour for shape in page.shapes} == {BLACK}
    assert page.text_colours == {BLACK, WHITE}
    red, green, blue = picture(pdf).split()
    assert red == green == blue


def test_the_measures_are_those_of_the_design() -> None:
    page = read(label_pdf(label(), HUB))
    assert (round(page.width, 2), round(page.height, 2)) == (100.0, 62.0)
    assert page.has(72, 14.67, 24, 24)  # code
    assert page.has(4, 42.67, 92, 0.33)  # rule
    assert page.has(4, 3.67, 4.8, 5.33)  # mark
    name = [letter for letter in page.letters if 12 < letter.box.bottom < 24]
    assert max(letter.box.height for letter in name) == pytest.approx(10.33 * 0.74, abs=0.4)
    pill = max(page.shapes, key=lambda shape: (shape.box.right, -shape.box.top))
    assert pill.box.right == pytest.approx(96, abs=0.2)


@pytest.mark.parametrize(("first", "last", "shown"), NAMES, ids=[name for *_, name in NAMES])
def test_a_name_is_drawn_in_its_own_script_with_embedded_fonts(
    first: str, last: str, shown: str
) -> None:
    pdf = label_pdf(label(first, last, organisation="", host=""), HUB)
    page = read(pdf)
    name = [letter.char for letter in page.letters if 11 < letter.box.top < 38]
    assert sorted(plain("".join(name))) == sorted(plain(shown))
    assert all(font.embedded for font in page.fonts)
    assert b"Helvetica" not in pdf


@pytest.mark.parametrize(
    "facts",
    [
        label(LONG, LONG, organisation=LONG * 2, host=LONG * 2),
        label("محمد " * 9, "العلي " * 9, organisation="جامعة " * 20, host="محمد " * 20),
        label("", "", organisation="", host="", code=""),
        label("", "Scuola media Gobetti, classe 3B, con due insegnanti", code=""),
        label("李" * 40, "王" * 40, organisation="公司" * 40),
    ],
)
def test_nothing_is_printed_outside_the_margins_or_into_the_code(facts: LabelFacts) -> None:
    pdf = label_pdf(facts, HubFacts("Associazione per lo sviluppo delle competenze digitali"))
    page = read(pdf)
    outside = [x for x in page.letters if not x.box.inside(96.6, 59) or x.box.left < 3.4]
    assert not outside
    if facts.code:
        assert codes(pdf) == [CODE]
    on_rule = [x for x in page.letters if x.box.top < 42.6 and x.box.bottom > 43.1]
    assert not on_rule


def test_a_group_gets_a_page_for_each_and_the_same_bytes_each_time() -> None:
    group = [label(first, last) for first, last, _shown in NAMES]
    assert page_count(labels_pdf(group, HUB)) == len(NAMES)
    assert labels_pdf(group, HUB) == labels_pdf(group, HUB)
