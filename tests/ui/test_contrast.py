"""Every text can be read: at least 4.5 to 1, from the tokens themselves."""

from __future__ import annotations

import pytest

from ui.theme import CONTRAST, DARK, LIGHT, Tokens

TEXTS = [
    ("text", "canvas"),
    ("text", "surface"),
    ("text", "sunken"),
    ("text2", "canvas"),
    ("text2", "surface"),
    ("text2", "sunken"),
    ("text3", "surface"),
    ("text3", "canvas"),
    ("text3", "sunken"),
    ("ink", "surface"),
    ("ink", "ink_100"),
    ("ink", "ink_50"),
    ("ink_on", "ink"),
    ("ink_on", "ink_hover"),
    ("link", "surface"),
    ("accent_on", "accent"),
    ("accent_on", "accent_hover"),
    ("accent_on", "accent_press"),
    ("ok", "ok_bg"),
    ("warn", "warn_bg"),
    ("bad", "bad_bg"),
    ("warn", "surface"),
    ("bad", "surface"),
    ("nav_text", "nav"),
    ("nav_on", "nav_hi"),
    ("nav_on", "nav"),
    ("accent", "nav"),
]


def luminance(colour: str) -> float:
    def channel(at: int) -> float:
        share = int(colour[at : at + 2], 16) / 255
        return share / 12.92 if share <= 0.03928 else ((share + 0.055) / 1.055) ** 2.4

    return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5)


def contrast(one: str, other: str) -> float:
    """By the definition of WCAG 2."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("look", [LIGHT, DARK, CONTRAST], ids=["light", "dark", "high contrast"])
def test_every_text_can_be_read_on_its_ground(look: Tokens) -> None:
    weak = {
        (text, ground): round(contrast(getattr(look, text), getattr(look, ground)), 2)
        for text, ground in TEXTS
        if contrast(getattr(look, text), getattr(look, ground)) < 4.5
    }
    assert weak == {}


@pytest.mark.parametrize("look", [LIGHT, DARK, CONTRAST], ids=["light", "dark", "high contrast"])
def test_initials_can_be_read_on_every_tint(look: Tokens) -> None:
    assert all(contrast(look.avatar_text, tint) >= 4.5 for tint in look.avatar)


@pytest.mark.parametrize("look", [LIGHT, DARK, CONTRAST], ids=["light", "dark", "high contrast"])
def test_the_edge_of_a_field_stands_out(look: Tokens) -> None:
    assert contrast(look.line_strong, look.surface) >= 3


def test_the_measured_figures_of_the_design_hold() -> None:
    assert round(contrast(LIGHT.text, LIGHT.canvas), 1) == 14.6
    assert round(contrast(LIGHT.accent_on, LIGHT.accent), 1) == 10.3
