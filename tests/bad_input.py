"""What people, scanners and clipboards put into fields, and no field must fall over."""

from __future__ import annotations

BAD_TEXTS = {
    "ten thousand characters": "lungo " * 1666 + "fine",
    "one word of ten thousand": "x" * 10_000,
    "a null byte": "An\x00na",
    "control characters": "An\x1b[31mna\x07\x7f\x85",
    "line breaks and tabs": "An\nna\r\nRos\tsi",
    "turned around": "\u202eanna\u202c",
    "isolated": "\u2066An\u2069na",
    "zero width": "An\u200bna\u200d\ufeff",
    "a family": "👨‍👩‍👧‍👦 🇮🇹 🏴\U000e0067\U000e0062\U000e007f",
    "a lone surrogate": "An\ud83dna",
    "the other surrogate": "\udc00",
    "stacked accents": "Z" + "\u0301" * 60,
    "spaces only": " \u00a0\u2003 ",
    "letters": "abc",
    "below zero": "-5",
    "a huge number": "99999999999",
    "three decimals": "12,345",
    "no such day": "31/02/2026",
    "before 1900": "31/12/1899",
    "the last day there is": "31/12/9999",
    "the first day there is": "01/01/0001",
    "no such hour": "25:00",
    "no such span": "25:00 – 26:00",
    "wildcards": "%_'\";--",
    "digits of elsewhere": "١٢٣",
}
