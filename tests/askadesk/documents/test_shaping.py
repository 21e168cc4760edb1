"""Names on their way to the fonts."""

from __future__ import annotations

import pytest

from askadesk.documents.fonts import Weight
from askadesk.documents.names import name_lines
from askadesk.documents.setting import Style, fit, wrap
from askadesk.documents.shaping import clean, shape, undrawable

STYLE = Style(Weight.SEMIBOLD, 7.2, 4.8, 1.1, tracking=-0.02)


def drawn(text: str) -> str:
    return "".join(run.text for run in shape(text, Weight.REGULAR).runs)


@pytest.mark.parametrize(
    "text",
    [
        "Ștefan Țîrlea",
        "Đukić",
        "李伟",
        "محمد العلي",
        "山田太郎",
        "Nguyễn",
        "Ωμέγα",
        "Ђорђе",
        "رضا می‌خواهم",
    ],
)
def test_the_names_of_this_city_can_all_be_drawn(text: str) -> None:
    assert undrawable(text) == ""


def test_what_no_font_holds_is_named_once_and_in_order() -> None:
    assert undrawable("Anna 김민수 김 🙂") == "김민수🙂"


def test_fancy_letters_fall_back_to_plain_ones() -> None:
    assert clean("𝓖𝓲𝓾𝓵𝓲𝓪") == "Giulia"
    assert undrawable("𝓖𝓲𝓾𝓵𝓲𝓪") == ""


def test_marks_typed_apart_come_together() -> None:
    assert clean("Zoe\u0308 S\u0326tefan") == "Zoë Ștefan"


def test_control_characters_and_direction_tricks_are_not_printed() -> None:
    assert clean("An\x00na\u202e\u200b\nRossi\t ") == "Anna Rossi"


def test_each_script_gets_the_face_that_holds_it() -> None:
    faces = [run.face.name for run in shape("Omar عمر 李", Weight.BOLD).runs]
    assert faces == [
        "NotoSans-Bold",
        "NotoSansArabic-Bold",
        "NotoSans-Bold",
        "DroidSansFallbackFull",
    ]


def test_arabic_is_joined_and_turned_round() -> None:
    assert drawn("محمد") == "\ufeaa\ufee4\ufea4\ufee3"


def test_brackets_around_arabic_open_to_the_right_side() -> None:
    seen = drawn("(علي)")
    assert (seen[0], seen[-1]) == ("(", ")")


def test_what_is_said_beside_an_arabic_name_stays_on_its_right() -> None:
    assert drawn("علي · Riunione").endswith(" · Riunione")


def test_joined_letters_are_never_spaced_apart() -> None:
    line = shape("Ali علي", Weight.BOLD, -0.02)
    assert [run.spacing for run in line.runs] == [-0.02, 0.0]


def test_a_text_keeps_its_size_while_it_has_the_room() -> None:
    assert fit(["Giulia", "Ferrero"], STYLE, 50, 2).size == 7.2


def test_a_long_text_shrinks_all_its_lines_together() -> None:
    block = fit(["Ada", "Castelbarco Rossi"], STYLE, 50, 2)
    assert 4.8 < block.size < 7.2
    assert block.width == pytest.approx(50)
    assert len(block.lines) == 2


def test_a_longer_one_wraps_and_only_the_last_line_is_elided() -> None:
    block = fit(
        ["Maria Vittoria Alessandra", "Castelbarco Pindemonte Rezzonico della Torre"], STYLE, 50, 3
    )
    texts = ["".join(run.text for run in line.runs) for line in block.lines]
    assert block.size == 4.8
    assert len(texts) == 3
    assert [text.endswith("…") for text in texts] == [False, False, True]
    assert block.width <= 50 + 1e-6


def test_given_and_family_name_stay_on_lines_of_their_own_where_they_can() -> None:
    block = fit(["Ada", "Castelbarco Pindemonte"], STYLE, 50, 3)
    texts = ["".join(run.text for run in line.runs) for line in block.lines]
    assert texts == ["Ada", "Castelbarco", "Pindemonte"]


def test_a_word_too_long_for_a_line_is_broken_with_a_hyphen() -> None:
    block = wrap("Donaudampfschifffahrtsgesellschaft", STYLE, 60, 3)
    texts = ["".join(run.text for run in line.runs) for line in block.lines]
    assert texts[0].endswith("-")
    assert "".join(texts).replace("-", "") == "Donaudampfschifffahrtsgesellschaft"


def test_a_chinese_text_is_broken_anywhere_without_a_hyphen() -> None:
    block = wrap("有限责任公司" * 4, STYLE, 60, 3)
    assert len(block.lines) > 1
    assert "".join(run.text for line in block.lines for run in line.runs) == "有限责任公司" * 4


@pytest.mark.parametrize(
    ("given", "family", "lines"),
    [
        ("Giulia", "Ferrero", ["Giulia", "Ferrero"]),
        ("伟", "李", ["李伟"]),
        ("太郎", "山田", ["山田太郎"]),
        ("Wei", "李", ["Wei", "李"]),
        ("", "Gobetti", ["", "Gobetti"]),
    ],
)
def test_names_stand_in_the_order_of_their_language(
    given: str, family: str, lines: list[str]
) -> None:
    assert name_lines(given, family) == lines
