"""A scanner is heard among the keys, a person is not taken for one."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from askadesk.access.codes import make_code, new_number
from askadesk.access.typing_scanner import Scan, TypingScanner
from tests.askadesk.access.keyboards import KEYS, MACHINES, azerty
from tests.askadesk.access.test_codes import numbers

HOUR = 3_600_000.0


@dataclass
class Desk:
    """A desk with one text field: what stands in it, what was scanned, which endings got through."""

    in_field: bool = True
    text: str = ""
    scans: list[str] = field(default_factory=list)
    endings: int = 0
    now: float = HOUR
    ear: TypingScanner = field(default_factory=lambda: TypingScanner(lambda: KEYS))

    def type(self, text: str, gap: float, *, repeated: bool = False) -> Desk:
        """Press the keys of ``text``, ``gap`` milliseconds apart; a newline or tab ends."""
        for char in text:
            self.now += gap
            if char in "\n\t":
                self._end()
            else:
                self._press(char, repeated)
        return self

    def _press(self, char: str, repeated: bool) -> None:
        heard = self.ear.character(char, self.now, in_text_field=self.in_field, repeated=repeated)
        if heard is not None:
            self._scan(heard)
        elif self.in_field:
            self.text += char

    def _end(self) -> None:
        heard = self.ear.ending(self.now)
        self.endings += heard is None
        if isinstance(heard, Scan):
            self._scan(heard)

    def _scan(self, heard: Scan) -> None:
        self.scans.append(heard.text)
        self.text = self.text[: len(self.text) - heard.give_back] if self.in_field else self.text


def a_code() -> str:
    return make_code(KEYS, new_number(secrets.token_bytes))


codes = numbers.map(lambda number: make_code(KEYS, number))
gaps = st.sampled_from([0, 1, 5, 34, 35, 80, 400])
fields = st.booleans()
machines = st.sampled_from(MACHINES)
prefixes = st.sampled_from(["", "]Q1", "]Q3", "\\000026", "]Q2\\000026"])
words = st.text(st.characters(categories=("L", "N", "P", "Zs")), max_size=60)


@given(codes, gaps, fields, machines, st.sampled_from(["", "\n", "\t"]))
def test_a_code_is_a_scan_at_any_speed_in_any_field_however_it_ends(
    code: str, gap: float, in_field: bool, machine: Callable[[str], str], end: str
) -> None:
    desk = Desk(in_field).type(machine(code) + end, gap)
    assert desk.scans == [code]
    assert desk.text == ""
    assert desk.endings == 0


@given(words, codes, prefixes, gaps)
def test_the_field_is_given_back_as_it_was(before: str, code: str, prefix: str, gap: float) -> None:
    desk = Desk().type(before, 120).type(prefix + code + "\n", gap)
    assert desk.scans == [code]
    assert desk.text == before
    desk.type(" and more", 120)
    assert desk.text == before + " and more"


@given(
    st.lists(st.tuples(codes, machines, st.sampled_from(["", "\n", "\t", "\n\n"])), max_size=5),
    gaps,
)
def test_scans_in_a_row_never_glue(
    row: list[tuple[str, Callable[[str], str], str]], gap: float
) -> None:
    desk = Desk(in_field=False)
    for code, machine, end in row:
        desk.type(machine(code) + end, min(gap, 30))
    assert desk.scans == [code for code, _, _ in row]
    assert desk.endings == 0


@given(words, st.integers(35, 600), fields)
def test_a_person_typing_is_never_taken_for_a_scanner(text: str, gap: int, in_field: bool) -> None:
    desk = Desk(in_field).type(text + "\n", gap)
    assert desk.scans == []
    assert desk.endings == 1
    assert desk.text == (text if in_field else "")


@given(words, st.integers(0, 34))
def test_nothing_that_is_typed_into_a_field_is_a_scan_but_a_code(text: str, gap: int) -> None:
    desk = Desk().type(text + "\n", gap)
    assert (desk.scans, desk.text, desk.endings) == ([], text, 1)


@given(
    st.text(st.characters(categories=("L", "N", "P")), min_size=6, max_size=60), st.integers(0, 34)
)
def test_other_quick_bursts_are_scans_outside_text_fields(text: str, gap: int) -> None:
    desk = Desk(in_field=False).type(text + "\n", gap)
    assert (desk.scans, desk.endings) == ([text], 0)


@pytest.mark.parametrize("end", ["\n", "\t"])
def test_five_quick_characters_are_not_a_scan(end: str) -> None:
    desk = Desk(in_field=False).type("12345" + end, 1)
    assert (desk.scans, desk.endings) == ([], 1)


def test_a_slow_enter_after_quick_keys_is_a_persons() -> None:
    desk = Desk(in_field=False).type("1234567", 1).type("\n", 300)
    assert (desk.scans, desk.endings) == ([], 1)


def test_a_burst_that_began_in_a_field_is_that_fields_text() -> None:
    desk = Desk().type("12345", 1)
    desk.in_field = False
    desk.type("6789\n", 1)
    assert (desk.scans, desk.endings) == ([], 1)


def test_a_code_is_heard_even_when_the_focus_moves_in_its_midst() -> None:
    code = a_code()
    desk = Desk().type(code[:20], 1)
    desk.in_field = False
    desk.type(code[20:], 1)
    assert desk.scans == [code]


def test_a_forged_code_is_refused_outside_fields_and_left_inside() -> None:
    code = a_code()
    forged = code[:-1] + ("0" if code[-1] != "0" else "2")
    assert Desk(in_field=False).type(forged + "\n", 1).scans == [forged]
    inside = Desk().type(forged + "\n", 1)
    assert (inside.scans, inside.text, inside.endings) == ([], forged, 1)


@given(words, gaps, fields, codes)
def test_a_bad_code_never_leaves_the_scanner_dead(
    junk: str, gap: float, in_field: bool, code: str
) -> None:
    desk = Desk(in_field).type(junk + code[:-3] + "\n", gap)
    before = desk.text
    desk.scans.clear()
    desk.type(code + "\n", gap)
    assert (desk.scans, desk.text) == ([code], before)


def test_half_a_code_does_not_spoil_the_next() -> None:
    code = a_code()
    assert Desk().type(code[:21] + code, 1).scans == [code]


def test_a_key_held_down_is_not_a_scanner() -> None:
    desk = Desk(in_field=False).type("aaaaaaaaaaaa", 30, repeated=True).type("\n", 30)
    assert (desk.scans, desk.endings) == ([], 1)


def test_another_key_in_between_ends_what_came_before() -> None:
    code = a_code()
    desk = Desk().type(code[:20], 200)
    desk.ear.interrupt()
    desk.type(code[20:], 200)
    assert desk.scans == []


def test_the_scanners_enter_is_swallowed_after_the_code_but_not_a_persons() -> None:
    desk = Desk().type(a_code(), 1).type("\n", 20)
    assert desk.endings == 0
    assert desk.type("\n", 400).endings == 1
    assert Desk().type(a_code(), 1).type("\n", 1500).endings == 1
    assert Desk().type(a_code() + "x\n", 100).endings == 1


def test_a_card_of_several_lines_presses_no_button() -> None:
    desk = Desk(in_field=False).type("BEGIN:VCARD\nN:Li\n\nEND:VCARD\n", 2)
    assert desk.scans == ["BEGIN:VCARD", "END:VCARD"]
    assert desk.endings == 0


def test_ten_thousand_characters_are_one_refused_scan() -> None:
    desk = Desk(in_field=False).type("Z" * 10_000 + "\n", 1)
    assert desk.scans == ["Z" * 10_000]
    code = a_code()
    assert desk.type(azerty(code), 1).scans[1:] == [code]


def test_without_keys_yet_nothing_is_recognised_and_nothing_breaks() -> None:
    desk = Desk(ear=TypingScanner(lambda: None)).type(a_code() + "\n", 1)
    assert (desk.scans, desk.endings) == ([], 1)


def test_a_clock_that_jumps_back_glues_nothing() -> None:
    desk = Desk(in_field=False).type("123456", 1)
    desk.now -= 50_000
    assert desk.type("\n", 1).scans == []
