"""Codes from pictures and from the camera, and the settings that belong to reading them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QEvent, QIODevice, QMimeData, QObject, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QImage,
    QKeyEvent,
    QKeySequence,
)

from askadesk.access.layouts import recover
from askadesk.core.errors import DeskError
from askadesk.services import Services
from ui.dialogs.settings import Camera, DeskSettings, SettingsDialog
from ui.operations.base import Bench, Operations
from ui.preferences import Preferences
from ui.tasks import Work

if TYPE_CHECKING:
    from ui.camera import CameraReader


class CodeReading(Operations):
    """``scanned`` carries a code; ``nothing_read`` says that a picture held none."""

    scanned = Signal(str)
    nothing_read = Signal()

    def __init__(self, bench: Bench, preferences: Preferences) -> None:
        super().__init__(bench)
        self._preferences = preferences
        self._camera: CameraReader | None = None
        self._dialog: SettingsDialog | None = None
        window = bench.window
        window.setAcceptDrops(True)
        window.installEventFilter(self)
        window.top.scan.line.installEventFilter(self)
        preferences.changed.connect(self.follow_settings)

    # pictures ------------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Pictures dropped on the window, or pasted where a code is expected."""
        if isinstance(event, QDragEnterEvent) and holds_picture(event.mimeData()):
            event.acceptProposedAction()
            return True
        if isinstance(event, QDropEvent) and event.type() == QEvent.Type.Drop:
            return self.take(event.mimeData())
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            pasted = event.matches(QKeySequence.StandardKey.Paste)
            return pasted and self.take(QGuiApplication.clipboard().mimeData())
        return False

    def take(self, data: QMimeData) -> bool:
        """Read the code in what was dropped or pasted; False when it is no picture."""
        if not self.is_open or not holds_picture(data):
            return False
        for read in _pictures(data):
            call = partial(_codes, self.services, read)
            self.bench.runner.start(call, done=self._read, failed=self.refused)
        return True

    def _read(self, code: str | None) -> None:
        if code is None:
            self.nothing_read.emit()
        else:
            self.scanned.emit(code)

    # the camera ----------------------------------------------------------------------------------

    def follow_settings(self) -> None:
        """Start, change or stop the camera as the settings say."""
        kept = self._preferences.kept
        self.close()
        if not kept.scan_by_camera:
            return
        from ui.camera import CameraReader

        self._camera = CameraReader(self)
        self._camera.scanned.connect(self.scanned)
        self._camera.failed.connect(self._camera_failed)
        self._camera.start(kept.camera)

    def _camera_failed(self, error: object) -> None:
        if isinstance(error, DeskError):
            self.close()
            self.refused(error)

    def close(self) -> None:
        """Stop the camera and its thread."""
        if self._camera is not None:
            self._camera.stop()
            self._camera.deleteLater()
            self._camera = None

    # settings ------------------------------------------------------------------------------------

    def open_settings(self) -> None:
        """Open the settings of this desk."""
        if self._dialog is not None:
            return
        dialog = SettingsDialog(self._preferences.desk_settings(), cameras())
        self._dialog = dialog
        dialog.tried.connect(self._preferences.try_out)
        dialog.kept.connect(self._keep)
        dialog.closed.connect(self._settings_closed)
        dialog.open_over(self.bench.window)

    def _settings_closed(self) -> None:
        self._dialog = None
        self.bench.window.ready()

    def _keep(self, wanted: object) -> None:
        if isinstance(wanted, DeskSettings):
            try:
                self._preferences.keep(wanted)
            except DeskError as error:
                self.refused(error)


def cameras() -> tuple[Camera, ...]:
    """The cameras that are plugged in."""
    from ui.camera import cameras as found

    return tuple(Camera(one.id, one.name) for one in found())


def holds_picture(data: QMimeData | None) -> bool:
    """Whether ``data`` is a picture, or files on this computer."""
    return data is not None and (data.hasImage() or any(url.isLocalFile() for url in data.urls()))


def _pictures(data: QMimeData) -> list[Callable[[], bytes]]:
    """How to get at the bytes of each picture; files are read where they are asked for."""
    files = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    if files:
        return [path.read_bytes for path in files]
    image = data.imageData()
    return [partial(_png, image)] if isinstance(image, QImage) else []


def _png(image: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())


def _codes(services: Services, read: Callable[[], bytes], _work: Work) -> str | None:
    """In the pool: the first code of ours in a picture, else the first of any kind."""
    from askadesk.access.pictures import codes_in

    found = codes_in(_bytes_of(read))
    keys = services.access.keys()
    ours = [code for code in found if recover(keys, code) is not None]
    return next(iter((*ours, *found)), None)


def _bytes_of(read: Callable[[], bytes]) -> bytes:
    from askadesk.core.errors import InputError
    from askadesk.core.i18n import _

    try:
        return read()
    except OSError as error:
        raise InputError(
            _("This picture cannot be opened."),
            code="unreadable_file",
            todo=_("Check that it is still there, or take another one."),
        ) from error
