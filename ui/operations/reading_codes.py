"""Codes from pictures and from the camera."""

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


def holds_picture(data: QMimeData | None) -> bool:
    """Whether ``data`` is a picture, or files on this computer."""
    return data is not None and (data.hasImage() or any(url.isLocalFile() for url in data.urls()))


def _pictures(data: QMimeData) -> list[Callable[[], list[str]]]:
    """How to read the codes of each picture; a file is opened where that is done."""
    from askadesk.access.pictures import codes_in_file

    files = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    if files:
        return [partial(codes_in_file, path) for path in files]
    image = data.imageData()
    return [partial(_codes_of, image)] if isinstance(image, QImage) else []


def _codes_of(image: QImage) -> list[str]:
    from askadesk.access.pictures import codes_in

    return codes_in(_png(image))


def _png(image: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())


def _codes(services: Services, read: Callable[[], list[str]], _work: Work) -> str | None:
    """In the pool: the first code of ours in a picture, else the first of any kind."""
    found = read()
    keys = services.access.keys()
    ours = [code for code in found if recover(keys, code) is not None]
    return next(iter((*ours, *found)), None)
