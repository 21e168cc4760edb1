"""The portrait in a form: the arch, and a button at its foot that changes it."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt, Signal
from PySide6.QtGui import QImage, QImageReader, QImageWriter
from PySide6.QtWidgets import QSizePolicy, QWidget

from askadesk.core.errors import InputError
from askadesk.core.i18n import _
from ui.widgets.base import Speaking
from ui.widgets.menu_button import MenuButton
from ui.widgets.portrait import ArchPortrait

LONGEST_SIDE = 800
"""A portrait is kept at most this large: enough for the largest arch on paper."""
_MOST_MEGABYTES = 400


class PhotoPicker(Speaking, QWidget):
    """``file_asked`` or ``camera_asked`` when a photo is to come from there; show it with
    ``show_person``."""

    file_asked = Signal()
    camera_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.portrait = ArchPortrait(self)
        self.button = MenuButton(icon="camera", parent=self)
        self.button.picked.connect(self._picked)
        self.setFocusProxy(self.button)
        self.setFixedSize(88, 100)
        self.button.setGeometry(56, 68, 32, 32)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.retranslate()

    def sizeHint(self) -> QSize:
        return QSize(88, 100)

    def retranslate(self) -> None:
        self.button.setAccessibleName(_("Portrait"))
        self.button.setToolTip(_("Portrait"))
        self.button.offer([("camera", _("Take a photo")), ("file", _("Choose a picture…"))])

    def show_person(self, initials: str, photo: bytes | None) -> None:
        """Show the photo, or the initials."""
        if initials == "?" and not photo:
            self.portrait.show_icon("user")
        else:
            self.portrait.show_person(initials, photo)

    def _picked(self, key: str) -> None:
        if key == "file":
            self.file_asked.emit()
        else:
            self.camera_asked.emit()


def read_photo(path: str) -> bytes:
    """The picture at ``path`` as a JPEG fit to be kept. Raises InputError when it is none."""
    reader = QImageReader(path)
    reader.setAutoTransform(True)
    reader.setAllocationLimit(_MOST_MEGABYTES)
    size = reader.size()
    if size.isValid() and max(size.width(), size.height()) > LONGEST_SIDE:
        reader.setScaledSize(size.scaled(LONGEST_SIDE, LONGEST_SIDE, _KEEP))
    image = reader.read()
    if image.isNull():
        raise InputError(
            _("This file is not a picture that can be read."),
            field="photo",
            todo=_("Choose a JPEG or PNG."),
        )
    return as_jpeg(image)


def as_jpeg(image: QImage) -> bytes:
    """``image`` as a JPEG, no side longer than what is kept."""
    if max(image.width(), image.height()) > LONGEST_SIDE:
        smooth = Qt.TransformationMode.SmoothTransformation
        image = image.scaled(LONGEST_SIDE, LONGEST_SIDE, _KEEP, smooth)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(buffer, QByteArray(b"JPEG"))
    writer.setQuality(88)
    writer.write(image.convertToFormat(QImage.Format.Format_RGB32))
    return bytes(buffer.data().data())


_KEEP = Qt.AspectRatioMode.KeepAspectRatio
