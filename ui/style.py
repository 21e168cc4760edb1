"""The style sheet, written from the tokens: what Qt's own widgets need to sit beside ours.

Our own widgets paint themselves (see ``ui.painters``). Here is the dress of those that Qt paints:
text fields, combo boxes, scroll bars, menus, tooltips, tables and the plain buttons of Qt's own
dialogs. ``kind`` and ``tone`` are dynamic properties.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from ui.theme import Tokens


class ButtonDress(NamedTuple):
    """The colours of a button in one state; ``edge`` and ``fill`` may be ``"transparent"``."""

    fill: str
    edge: str
    text: str


def button_dress(look: Tokens, kind: str, state: str) -> ButtonDress:
    """How a button of ``kind`` looks in ``state`` (idle, hover, pressed, disabled)."""
    if state == "disabled":
        return ButtonDress(look.sunken, look.line, look.text3)
    if kind == "accent":
        fill = {"hover": look.accent_hover, "pressed": look.accent_press}.get(state, look.accent)
        return ButtonDress(fill, fill, look.accent_on)
    if kind == "ink":
        fill = {"hover": look.ink_hover, "pressed": look.ink_press}.get(state, look.ink)
        return ButtonDress(fill, fill, look.ink_on)
    return _quiet_dress(look, kind, state)


def _quiet_dress(look: Tokens, kind: str, state: str) -> ButtonDress:
    """Buttons without a filling of their own: secondary, ghost, danger."""
    touched = {"hover": look.ink_50, "pressed": look.ink_100}.get(state)
    if kind == "danger":
        return ButtonDress(look.bad_bg if touched else look.surface, look.bad_line, look.bad)
    if kind == "ghost":
        return ButtonDress(touched or "transparent", "transparent", look.link)
    return ButtonDress(touched or look.surface, look.ink_200, look.ink)


def _buttons(look: Tokens) -> str:
    rules = []
    for kind in ("", "accent", "ink", "ghost", "danger"):
        selector = f'.QPushButton[kind="{kind}"]' if kind else ".QPushButton"
        for state in ("idle", "hover", "pressed", "disabled"):
            dress = button_dress(look, kind, state)
            pseudo = "" if state == "idle" else f":{state}"
            rules.append(
                f"{selector}{pseudo} {{ background: {dress.fill}; color: {dress.text};"
                f" border: 1px solid {dress.edge}; }}"
            )
    return "\n".join(rules)


def sheet(look: Tokens) -> str:
    """The whole style sheet for one set of tokens."""
    return f"""
QWidget {{ color: {look.text}; }}
QDialog, QMessageBox, QFileDialog {{ background: {look.canvas}; }}
.QPushButton {{ border-radius: 8px; padding: 0 16px; min-height: 38px; font-weight: 600; }}
{_buttons(look)}
QLabel[tone="text2"] {{ color: {look.text2}; }}
QLabel[tone="text3"] {{ color: {look.text3}; }}
QLabel[tone="ok"] {{ color: {look.ok}; }}
QLabel[tone="warn"] {{ color: {look.warn}; }}
QLabel[tone="bad"] {{ color: {look.bad}; }}
{_fields(look)}
{_lists(look)}
{_scroll_bars(look)}
QToolTip {{ background: {look.nav}; color: {look.nav_on}; border: 1px solid {look.line};
  padding: 4px 8px; }}
QMenu {{ background: {look.surface}; border: 1px solid {look.line}; padding: 4px; }}
QMenu::item {{ padding: 8px 16px; border-radius: 6px; }}
QMenu::item:selected {{ background: {look.ink_100}; color: {look.ink}; }}
"""


def _fields(look: Tokens) -> str:
    kinds = "QLineEdit", "QPlainTextEdit", "QComboBox", "QAbstractSpinBox"

    def each(suffix: str) -> str:
        return ", ".join(kind + suffix for kind in kinds)

    return f"""
{each("")} {{ background: {look.surface}; color: {look.text}; padding: 0 11px;
  border: 1px solid {look.line_strong}; border-radius: 8px; min-height: 38px;
  selection-background-color: {look.ink}; selection-color: {look.ink_on};
  placeholder-text-color: {look.text3}; }}
QLineEdit[low="true"], QComboBox[low="true"] {{ min-height: 34px; }}
QLineEdit[low="true"]:focus, QComboBox[low="true"]:focus {{ min-height: 32px; }}
QPlainTextEdit {{ padding: 7px 7px; }}
{each(":focus")} {{ border: 2px solid {look.ink}; padding: 0 10px; min-height: 36px; }}
QPlainTextEdit:focus {{ padding: 6px 6px; }}
{each('[tone="bad"]')} {{ border: 2px solid {look.bad}; padding: 0 10px; min-height: 36px; }}
{each(":disabled")} {{ background: {look.sunken}; color: {look.text3};
  border-color: {look.line}; }}
QLineEdit[bare="true"], QLineEdit[bare="true"]:focus {{ background: transparent; border: 0;
  padding: 0; min-height: 24px; }}
QAbstractSpinBox QLineEdit, QAbstractSpinBox QLineEdit:focus {{ background: transparent;
  border: 0; padding: 0; min-height: 20px; }}
QDateEdit::drop-down {{ width: 36px; border: 0; }}
QDateEdit::down-arrow {{ width: 0; height: 0; image: none; }}
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button {{ width: 0; border: 0; }}
QComboBox::drop-down {{ width: 36px; border: 0; }}
QComboBox::down-arrow {{ width: 0; height: 0; }}
QComboBox QAbstractItemView {{ background: {look.surface}; border: 1px solid {look.line};
  padding: 4px; outline: 0; selection-background-color: {look.ink_100};
  selection-color: {look.ink}; }}
"""


def _lists(look: Tokens) -> str:
    return f"""
QListView, QTableView, QTreeView {{ background: {look.surface}; border: 0; outline: 0; }}
QListView[rows="true"] {{ background: transparent; }}
QHeaderView::section {{ background: {look.surface}; color: {look.text3}; border: 0;
  padding: 6px 16px; font-size: 12px; font-weight: 500; }}
"""


def _scroll_bars(look: Tokens) -> str:
    return f"""
QScrollArea, QScrollArea > QWidget > QWidget[bare="true"] {{ background: transparent; border: 0; }}
QScrollBar:vertical {{ background: transparent; width: 8px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: 8px; margin: 0; }}
QScrollBar::handle {{ background: {look.line_strong}; border-radius: 4px; }}
QScrollBar::handle:vertical {{ min-height: 32px; }}
QScrollBar::handle:horizontal {{ min-width: 32px; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
"""
