"""The language of the windows, switched while they are open."""

from __future__ import annotations

from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QLibraryInfo,
    QLocale,
    QObject,
    QTranslator,
    Signal,
)
from PySide6.QtWidgets import QApplication

from askadesk.core import i18n

_REGIONS = {
    "it": (QLocale.Language.Italian, QLocale.Country.Italy),
    "en": (QLocale.Language.English, QLocale.Country.UnitedKingdom),
}


class Tongue(QObject):
    """Speaks one language in every window, Qt's own words included.

    ``changed`` is emitted after the windows were told (``QEvent.LanguageChange``).
    """

    changed = Signal(str)

    def __init__(self, app: QApplication, code: str = i18n.DEFAULT_LANGUAGE) -> None:
        super().__init__(app)
        self._app = app
        self._translator: QTranslator | None = None
        self._take(code)

    @property
    def code(self) -> str:
        """The language spoken: "it" or "en"."""
        return i18n.language()

    def speak(self, code: str) -> None:
        """Speak ``code`` ("it" or "en") from now on."""
        if code == i18n.language():
            return
        self._take(code)
        QCoreApplication.sendEvent(self._app, QEvent(QEvent.Type.LanguageChange))
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LanguageChange)
        self.changed.emit(i18n.language())

    def _take(self, code: str) -> None:
        i18n.set_language(code)
        spoken = i18n.language()
        QLocale.setDefault(QLocale(*_REGIONS[spoken]))
        if self._translator is not None:
            self._app.removeTranslator(self._translator)
        found = QTranslator(self)
        place = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        self._translator = found if found.load(f"qtbase_{spoken}", place) else None
        if self._translator is not None:
            self._app.installTranslator(self._translator)
