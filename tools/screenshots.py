"""Draw the desk from the demo hub, for the README and the guide: ``make screenshots``.

``make screenshots ONLY=appello`` draws only the pictures whose name begins so.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtWidgets import QApplication

from tools import pictures
from tools.studio import LARGE, SMALL, Demo, Studio
from ui.app import make_application
from ui.theme import Mode

DOCS = Path(__file__).parents[1] / "docs"
TOUR, GUIDE = DOCS / "pictures", DOCS / "guide" / "pictures"


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture of the tour: its name, what is done before, and how the desk looks."""

    name: str
    draw: Callable[[Studio], None]
    language: str = "it"
    mode: Mode = Mode.LIGHT
    size: tuple[int, int] = field(default=SMALL)


TOUR_PICTURES = (
    Picture("oggi-attesa", pictures.nothing),
    Picture("oggi", pictures.admitted),
    Picture("oggi-scuro", pictures.admitted, mode=Mode.DARK),
    Picture("today", pictures.admitted, language="en"),
    Picture("oggi-carnet-finito", pictures.refused),
    Picture("oggi-team-al-completo", pictures.team_full),
    Picture("annuncia-una-visita", pictures.announcing),
    Picture("oggi-1920", pictures.admitted, size=LARGE),
    Picture("calendario", pictures.calendar),
    Picture("calendario-scuro", pictures.calendar, mode=Mode.DARK),
    Picture("calendario-1920", pictures.calendar, size=LARGE),
    Picture("persone", pictures.people),
    Picture("persone-scelte", pictures.selected),
    Picture("persone-nessuno", pictures.nobody),
    Picture("scheda", pictures.page),
    Picture("scheda-1920", pictures.page, size=LARGE),
)


def main(arguments: list[str] | None = None) -> int:
    """Draw them all, or those whose name begins with the word given."""
    only = next(iter(sys.argv[1:] if arguments is None else arguments), "")
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    for folder in (TOUR, GUIDE):
        folder.mkdir(parents=True, exist_ok=True)
    app = make_application()
    app.setCursorFlashTime(0)  # a caret that blinks would make each picture another one
    with _workshop() as folder:
        demo = Demo(folder)
        for one in TOUR_PICTURES:
            if one.name.startswith(only):
                _draw(app, demo, one, TOUR / f"{one.name}.png")
        for language in ("it", "en"):
            for name, draw in pictures.OF_THE_GUIDE.items():
                if name.startswith(only):
                    _draw(
                        app, demo, Picture(name, draw, language), GUIDE / f"{name}-{language}.png"
                    )
    return 0


@contextmanager
def _workshop() -> Iterator[Path]:
    """A folder with the same name each time: the page of the archive shows where it is. What the desk
    keeps for itself goes there too."""
    folder = Path(tempfile.gettempdir()) / "askadesk"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    os.environ["XDG_DATA_HOME"] = str(folder / "data")
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


def _draw(app: QApplication, demo: Demo, one: Picture, path: Path) -> None:
    blank = one.draw in pictures.FROM_NOTHING
    studio = Studio(app, demo, one.language, path.stem, one.size, blank=blank)
    try:
        studio.wear(one.mode)
        one.draw(studio)
        studio.keep(path)
    finally:
        studio.close()


if __name__ == "__main__":
    sys.exit(main())
