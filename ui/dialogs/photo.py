"""A portrait taken with the camera, under the arch in which it will be seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QWidget

from askadesk.core.i18n import _
from ui import multimedia, painters
from ui.dialogs.base import Dialog
from ui.fonts import Role
from ui.widgets.button import Button
from ui.widgets.photo_picker import as_jpeg
from ui.widgets.text import Text

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QCamera, QMediaCaptureSession, QVideoFrame, QVideoSink

_ARCH = (250, 300)


class _Mirror(QWidget):
    """The picture as in a mirror, cut to the arch."""

    def __init__(self) -> None:
        super().__init__()
        self._picture: QPixmap | None = None
        self.setFixedSize(QSize(*_ARCH))

    def show_image(self, image: QImage) -> None:
        self._picture = QPixmap.fromImage(image.flipped(Qt.Orientation.Horizontal))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        with painters.painting(self) as painter:
            self._paint(painter)

    def _paint(self, painter: QPainter) -> None:
        icon = "" if self._picture is not None else "camera"
        painters.arch_portrait(painter, QRectF(self.rect()), "", self._picture, icon)


class PhotoDialog(Dialog):
    """``taken`` carries the portrait as JPEG, as the camera saw it (not mirrored).

    ``start`` lets the camera in; without one the dialog says so and what else can be done.
    """

    taken = Signal(object)

    def __init__(self, name: str) -> None:
        super().__init__(wide=440)
        self._name = name
        self._image: QImage | None = None
        self._camera: QCamera | None = None
        self._session: QMediaCaptureSession | None = None
        self._sink: QVideoSink | None = None
        self._away = False
        self.mirror = _Mirror()
        self.state = Text(role=Role.SECOND, tone="text2", wrap=True)
        self.body.addWidget(self.mirror, 0, Qt.AlignmentFlag.AlignHCenter)
        self.body.addWidget(self.state)
        self._leave = self.add_button(Button(key="Esc"))
        self._do = self.add_button(Button(kind="accent", icon="camera", key="F2"))
        self._leave.clicked.connect(self.close_down)
        self._do.clicked.connect(self.accept)
        self._do.setEnabled(False)
        self.retranslate()

    def retranslate(self) -> None:
        self.say_heading(
            _("Portrait of {name}").format(name=self._name) if self._name else _("Portrait"),
            _("Ask first: the portrait is kept only with their consent."),
        )
        self._leave.say(_("Leave it"))
        self._do.say(_("Take it"))
        self._say_state()

    def _say_state(self) -> None:
        if self._away:
            self.state.say(
                _("There is no camera that can be used. A picture can be chosen from a file.")
            )
        elif self._image is None:
            self.state.say(_("The camera is starting."))
        else:
            self.state.say(_("Look into the camera, then take it."))

    def start(self) -> None:
        """Show what the system's first camera sees."""
        multimedia.load()
        from PySide6.QtMultimedia import QCamera, QMediaCaptureSession, QMediaDevices, QVideoSink

        device = QMediaDevices.defaultVideoInput()
        if device.isNull():
            self.no_camera()
            return
        self._sink, self._session = QVideoSink(self), QMediaCaptureSession(self)
        self._camera = QCamera(device, self)
        self._session.setCamera(self._camera)
        self._session.setVideoSink(self._sink)
        self._sink.videoFrameChanged.connect(self._see)
        self._camera.errorOccurred.connect(self.no_camera)
        self._camera.start()

    def no_camera(self, *_why: object) -> None:
        """Say that no camera can be used."""
        self._away = True
        self._say_state()

    def _see(self, frame: QVideoFrame) -> None:
        image = frame.toImage()
        if not image.isNull():
            self.show_image(image)

    def show_image(self, image: QImage) -> None:
        """Show what the camera sees now."""
        self._image = image
        self.mirror.show_image(image)
        self._do.setEnabled(True)
        self._say_state()

    def accept(self) -> None:
        image = self._image
        if image is None:
            return
        self.close_down()
        self.taken.emit(as_jpeg(_upright(image)))

    def close_down(self) -> None:
        if self._camera is not None:
            self._camera.errorOccurred.disconnect(self.no_camera)
            self._camera.stop()
            self._camera = None
        super().close_down()


def _upright(image: QImage) -> QImage:
    """The middle of ``image``, as high as it is, in the proportions of the arch."""
    wide = min(image.width(), round(image.height() * _ARCH[0] / _ARCH[1]))
    return image.copy((image.width() - wide) // 2, 0, wide, image.height())
