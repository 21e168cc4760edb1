"""Every page and dialog class of the desk, found by walking its packages."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from types import ModuleType

from PySide6.QtWidgets import QWidget

import ui.dialogs
import ui.pages
from ui.dialogs.base import Dialog
from ui.dialogs.form import FormDialog
from ui.dialogs.wide import WideDialog
from ui.dialogs.writing import WritingDialog

BASES = {Dialog, FormDialog, WideDialog, WritingDialog}


def classes() -> set[type[QWidget]]:
    """Every page and dialog class of the program, found by walking its packages."""
    found = set()
    for package in (ui.pages, ui.dialogs):
        for module in _modules(package):
            found |= {one for one in vars(module).values() if _is_screen(one, module)}
    return found


def _modules(package: ModuleType) -> list[ModuleType]:
    walked = pkgutil.walk_packages(package.__path__, f"{package.__name__}.")
    return [importlib.import_module(one.name) for one in walked]


def _is_screen(found: object, module: ModuleType) -> bool:
    if not inspect.isclass(found) or found.__module__ != module.__name__ or found in BASES:
        return False
    is_page = issubclass(found, QWidget) and found.__name__.endswith("Page")
    return issubclass(found, Dialog) or is_page
