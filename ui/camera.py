"""Codes held in front of a camera.

Frames come from QtMultimedia on the GUI thread and are read on a thread of their own; while one is
being read the others are let go. QtMultimedia is imported when a camera is wanted, not before: it
takes its time, and most desks have a scanner.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QCameraPermission, QCoreApplication, QObject, Qt, QThread, Signal
from PySide6.QtGui import QImage

from askadesk.access.finding import codes_in_frame
from askadesk.core.errors import DeskError
from askadesk.core.i18n import _
from ui import multimedia

if TYPE_CHECKING:
    from PySide6.QtMultimedia import (
        QCamera,
        QCameraDevice,
        QMediaCaptureSession,
        QMediaDevices,
        QVideoFrame,
        QVideoSink,
    )

SAME_CODE_SECONDS = 5.0

_GREYS = QImage.Format.Format_Grayscale8
# Formats in which brightness has a plane of its own, before the colours.
_BRIGHTNESS_FIRST = {
    f"Format_{name}"
    for name in ("NV12", "NV21", "YUV420P", "YUV422P", "YV12", "IMC1", "IMC3", "Y8")
}


class CameraState(StrEnum):
    """What ``CameraReader.state_changed`` says."""

    OFF = "off"
    LOOKING = "looking"
    AWAY = "camera_away"
    REFUSED = "camera_refused"


@dataclass(frozen=True)
class FoundCamera:
    """A camera that is plugged in: ``id`` for the settings, ``name`` for people."""

    id: str
    name: str


def cameras() -> tuple[FoundCamera, ...]:
    """The cameras that are plugged in, in the system's order."""
    multimedia.load()
    from PySide6.QtMultimedia import QMediaDevices

    return tuple(
        FoundCamera(_id_of(device), device.description()) for device in QMediaDevices.videoInputs()
    )


class RecentCodes:
    """Lets a code through once, and again only after five seconds: a card is held for a while."""

    def __init__(self) -> None:
        self._let_through: dict[str, float] = {}

    def is_new(self, code: str, now: float) -> bool:
        """Whether ``code`` is to be told at ``now``, in seconds of any clock that runs forward."""
        self._let_through = {
            seen: at for seen, at in self._let_through.items() if now - at < SAME_CODE_SECONDS
        }
        if code in self._let_through:
            return False
        self._let_through[code] = now
        return True


class CameraReader(QObject):
    """Reads the codes that one camera sees, until it is told to stop.

    ``scanned`` carries the text of a code; ``state_changed`` a ``CameraState``; ``failed`` the
    ``DeskError`` that says why there is no picture. ``stop`` it before letting it go.
    """

    scanned = Signal(str)
    seen = Signal(object)
    """Each frame (``QVideoFrame``), for whoever shows the picture."""
    state_changed = Signal(str)
    failed = Signal(object)
    _frame = Signal(object)

    def __init__(
        self, parent: QObject | None = None, now: Callable[[], float] = time.monotonic
    ) -> None:
        super().__init__(parent)
        self._now = now
        self._recent = RecentCodes()
        self._state = CameraState.OFF
        self._busy = False
        self._thread: QThread | None = None
        self._eye: _Eye | None = None
        self._sink: QVideoSink | None = None
        self._camera: QCamera | None = None
        self._session: QMediaCaptureSession | None = None
        self._devices: QMediaDevices | None = None

    @property
    def state(self) -> CameraState:
        """How things stand."""
        return self._state

    def start(self, camera_id: str | None = None) -> None:
        """Look through the camera with this id; without an id, through the system's first choice.

        The answer comes as ``state_changed``, and as ``failed`` when there is no such camera or the
        system does not let the program use it.
        """
        self.stop()
        application, permission = QCoreApplication.instance(), QCameraPermission()
        if application is None:
            raise RuntimeError("a camera is read by a running application only")
        allowed = application.checkPermission(permission)
        if allowed is Qt.PermissionStatus.Undetermined:
            application.requestPermission(permission, self, lambda _answer: self.start(camera_id))
        elif allowed is Qt.PermissionStatus.Denied:
            self._fail(CameraState.REFUSED, _not_allowed())
        else:
            self._open(camera_id)

    def watch(self, sink: QVideoSink) -> None:
        """Read the frames of ``sink`` from now on, instead of what was read before."""
        self.stop()
        self._sink = sink
        self._eye, self._thread = _Eye(), QThread(self)
        self._thread.setObjectName("camera")
        self._eye.moveToThread(self._thread)
        self._thread.finished.connect(self._eye.deleteLater)
        self._frame.connect(self._eye.look)
        self._eye.looked.connect(self._looked)
        self._thread.start()
        sink.videoFrameChanged.connect(self._see)
        self._turn(CameraState.LOOKING)

    def stop(self) -> None:
        """Let the camera go and end the thread. Harmless when nothing runs."""
        if self._sink is not None:
            self._sink.videoFrameChanged.disconnect(self._see)
            self._sink = None
        self._let_camera_go()
        if self._thread is not None and self._eye is not None:
            self._frame.disconnect(self._eye.look)
            self._thread.quit()
            self._thread.wait()
            self._thread.deleteLater()
        self._thread, self._eye, self._busy = None, None, False
        self._turn(CameraState.OFF)

    def _open(self, camera_id: str | None) -> None:
        multimedia.load()
        from PySide6.QtMultimedia import QCamera, QMediaCaptureSession, QMediaDevices, QVideoSink

        device = _device(camera_id)
        if device is None:
            self._fail(CameraState.AWAY, _no_camera(camera_id))
            return
        sink = QVideoSink(self)
        self.watch(sink)
        self._camera, self._session = QCamera(device, self), QMediaCaptureSession(self)
        self._session.setCamera(self._camera)
        self._session.setVideoSink(sink)
        self._devices = QMediaDevices(self)
        self._devices.videoInputsChanged.connect(self._inputs_changed)
        self._camera.errorOccurred.connect(self._broke)
        self._camera.start()

    def _let_camera_go(self) -> None:
        if self._camera is None or self._session is None or self._devices is None:
            return
        self._camera.errorOccurred.disconnect(self._broke)
        self._camera.stop()
        sink = self._session.videoSink()
        for part in (self._devices, self._session, self._camera, sink):
            part.deleteLater()
        self._camera = self._session = self._devices = None

    def _see(self, frame: QVideoFrame) -> None:
        if frame.isValid():
            self.seen.emit(frame)
        if not self._busy and frame.isValid():
            self._busy = True
            self._frame.emit(frame)

    def _looked(self, codes: tuple[str, ...]) -> None:
        self._busy = False
        if self._sink is None:
            return
        now = self._now()
        for code in codes:
            if self._recent.is_new(code, now):
                self.scanned.emit(code)

    def _inputs_changed(self) -> None:
        if (
            self._camera is not None
            and _device(used := _id_of(self._camera.cameraDevice())) is None
        ):
            self._fail(CameraState.AWAY, _no_camera(used))

    def _broke(self, error: object, reason: str) -> None:
        self._fail(CameraState.REFUSED, _not_usable(reason))

    def _fail(self, state: CameraState, error: DeskError) -> None:
        self.stop()
        self._turn(state)
        self.failed.emit(error)

    def _turn(self, state: CameraState) -> None:
        if state is not self._state:
            self._state = state
            self.state_changed.emit(str(state))


class _Eye(QObject):
    """Reads frames, on the thread that it lives on."""

    looked = Signal(object)

    def look(self, frame: QVideoFrame) -> None:
        """Say what codes are in ``frame``; in any case say that it has been looked at."""
        codes: tuple[str, ...] = ()
        try:
            image = _greys(frame)
            if not image.isNull():
                pixels, stride = image.constBits(), image.bytesPerLine()
                codes = tuple(codes_in_frame(pixels, image.width(), image.height(), stride))
        finally:
            self.looked.emit(codes)


def _greys(frame: QVideoFrame) -> QImage:
    """The frame in 256 greys.

    Frames that lie in memory are read from there: Qt's own conversion would want a graphics context
    on this thread.
    """
    from PySide6.QtMultimedia import QVideoFrame

    if not frame.map(QVideoFrame.MapMode.ReadOnly):
        return frame.toImage().convertToFormat(_GREYS)
    try:
        mapped = _mapped(frame)
    finally:
        frame.unmap()
    return frame.toImage().convertToFormat(_GREYS) if mapped.isNull() else mapped


def _mapped(frame: QVideoFrame) -> QImage:
    """The greys of a frame that is mapped; a null image for a format that only Qt can convert."""
    from PySide6.QtMultimedia import QVideoFrameFormat

    kinds = QVideoFrameFormat.PixelFormat
    kind, size = frame.pixelFormat(), (frame.width(), frame.height())
    plane, stride = memoryview(frame.bits(0)), frame.bytesPerLine(0)
    if kind in (kinds.Format_YUYV, kinds.Format_UYVY):
        first = 0 if kind is kinds.Format_YUYV else 1
        return QImage(bytes(plane)[first::2], *size, stride // 2, _GREYS).copy()
    if kind is kinds.Format_Jpeg:
        return QImage.fromData(bytes(plane)).convertToFormat(_GREYS)
    if kind.name in _BRIGHTNESS_FIRST:
        return QImage(plane, *size, stride, _GREYS).copy()
    known = QVideoFrameFormat.imageFormatFromPixelFormat(kind)
    if known == QImage.Format.Format_Invalid:
        return QImage()
    return QImage(plane, *size, stride, known).convertToFormat(_GREYS)


def _device(camera_id: str | None) -> QCameraDevice | None:
    """The camera with this id, or without one the system's first choice; None when it is away."""
    from PySide6.QtMultimedia import QMediaDevices

    if not camera_id:
        first = QMediaDevices.defaultVideoInput()
        return None if first.isNull() else first
    devices = QMediaDevices.videoInputs()
    return next((device for device in devices if _id_of(device) == camera_id), None)


def _id_of(device: QCameraDevice) -> str:
    return bytes(device.id().data()).decode("utf-8", "replace")


def _no_camera(camera_id: str | None) -> DeskError:
    return DeskError(
        _("The camera chosen in the settings is not there.")
        if camera_id
        else _("There is no camera."),
        code=CameraState.AWAY.value,
        kept=_("The scanner and the field go on working."),
        todo=_("Plug it in, or choose another one in the settings."),
    )


def _not_allowed() -> DeskError:
    return DeskError(
        _("AskaDesk may not use the camera."),
        code=CameraState.REFUSED.value,
        kept=_("The scanner and the field go on working."),
        todo=_("Allow it in the system's privacy settings."),
    )


def _not_usable(reason: str) -> DeskError:
    return DeskError(
        _("The camera gives no picture: {reason}.").format(reason=reason.rstrip(".")),
        code=CameraState.REFUSED.value,
        kept=_("The scanner and the field go on working."),
        todo=_("Close other programs that use it, then choose it again in the settings."),
    )
