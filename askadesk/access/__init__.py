"""Codes on cards: how they are made, recognised, typed by scanners and read from pictures."""
