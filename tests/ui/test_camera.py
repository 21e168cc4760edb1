"""A card held in front of a camera is read once, off the GUI thread, and the camera is let go."""

from __future__ import annotations

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import secrets
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator

import pytest
from PIL import Image
from PySide6.QtCore import QSize, QThread
from PySide6.QtGui import QImage
from PySide6.QtMultimedia import QVideoFrame, QVideoFrameFormat, QVideoSink
from pytestqt.qtbot import QtBot

from askadesk.access.codes import make_code, new_number
from askadesk.access.finding import codes_in_frame
from askadesk.core.errors import DeskError
from askadesk.core.i18n import speaking
from tests.askadesk.access.keyboards import KEYS
from tests.pictures.bad_pictures import draw
from ui import camera
from ui.camera import SAME_CODE_SECONDS, CameraReader, CameraState, RecentCodes, cameras

PIXELS = QVideoFrameFormat.PixelFormat
PACKED = (PIXELS.Format_YUYV, PIXELS.Format_UYVY)


def a_code() -> str:
    return make_code(KEYS, new_number(secrets.token_bytes))


def picture(code: str) -> Image.Image:
    """What the camera sees: an even width, as cameras have."""
    return draw(code, 4).image


def a_frame(code: str) -> QVideoFrame:
    seen = picture(code)
    data = seen.tobytes()
    grey = QImage(data, seen.width, seen.height, seen.width, QImage.Format.Format_Grayscale8)
    return QVideoFrame(grey.convertToFormat(QImage.Format.Format_RGB32))


def a_raw_frame(code: str, kind: QVideoFrameFormat.PixelFormat) -> QVideoFrame:
    """A frame whose brightness stands in a plane of its own, as most cameras send it."""
    seen = picture(code)
    frame = QVideoFrame(QVideoFrameFormat(QSize(seen.width, seen.height), kind))
    assert frame.map(QVideoFrame.MapMode.WriteOnly)
    plane, stride = memoryview(frame.bits(0)), frame.bytesPerLine(0)
    data, every = seen.tobytes(), 2 if kind in PACKED else 1
    first = int(kind is PIXELS.Format_UYVY)
    for y in range(seen.height):
        row = data[y * seen.width : (y + 1) * seen.width]
        plane[y * stride + first : y * stride + every * seen.width : every] = row
    frame.unmap()
    return frame


class Desk:
    """A camera in front of the desk, and a clock that only moves when it is told to."""

    def __init__(self, bot: QtBot) -> None:
        self.bot, self.now = bot, 100.0
        self.sink = QVideoSink()
        self.reader = CameraReader(now=lambda: self.now)
        self.scans: list[str] = []
        self.states: list[str] = []
        self.errors: list[DeskError] = []
        self.reader.scanned.connect(self.scans.append)
        self.reader.state_changed.connect(self.states.append)
        self.reader.failed.connect(self.errors.append)

    def show(self, frame: QVideoFrame) -> None:
        """Hold a frame in front of the camera until it has been looked at."""
        self.sink.setVideoFrame(frame)
        assert self.reader._busy
        self.bot.waitUntil(lambda: not self.reader._busy)


@pytest.fixture
def desk(qtbot: QtBot) -> Iterator[Desk]:
    desk = Desk(qtbot)
    desk.reader.watch(desk.sink)
    yield desk
    desk.reader.stop()


def test_a_card_held_to_the_camera_is_a_scan(desk: Desk) -> None:
    code = a_code()
    desk.show(a_frame(code))
    assert desk.scans == [code]


@pytest.mark.parametrize(
    "kind", [PIXELS.Format_NV12, PIXELS.Format_YUV420P, PIXELS.Format_Y8, *PACKED]
)
def test_frames_as_cameras_send_them_are_read(
    desk: Desk, kind: QVideoFrameFormat.PixelFormat
) -> None:
    code = a_code()
    desk.show(a_raw_frame(code, kind))
    assert desk.scans == [code]


def test_the_same_card_is_told_again_only_after_five_seconds(desk: Desk) -> None:
    code, other = a_code(), a_code()
    desk.show(a_frame(code))
    desk.now += SAME_CODE_SECONDS - 0.1
    desk.show(a_frame(code))
    desk.show(a_frame(other))
    assert desk.scans == [code, other]
    desk.now += 0.2
    desk.show(a_frame(code))
    assert desk.scans == [code, other, code]


def test_five_seconds_are_counted_from_when_the_code_was_told() -> None:
    recent = RecentCodes()
    heard = [(at, recent.is_new("A", at)) for at in (0.0, 4.0, 4.9, 5.0, 9.9, 10.0)]
    assert [at for at, new in heard if new] == [0.0, 5.0, 10.0]


def test_a_frame_without_a_code_says_nothing(desk: Desk) -> None:
    blank = QImage(320, 240, QImage.Format.Format_RGB32)
    blank.fill(0xFFFFFF)
    desk.show(QVideoFrame(blank))
    assert desk.scans == []


def test_frames_are_read_off_the_gui_thread_and_let_go_while_one_is_read(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads: list[int] = []
    gate = threading.Event()
    real = codes_in_frame

    def slow(pixels: memoryview, width: int, height: int, stride: int) -> list[str]:
        threads.append(threading.get_ident())
        assert gate.wait(5)
        return real(pixels, width, height, stride)

    monkeypatch.setattr(camera, "codes_in_frame", slow)
    first, second = a_code(), a_code()
    desk.sink.setVideoFrame(a_frame(first))
    for _ in range(20):
        desk.sink.setVideoFrame(a_frame(second))
    gate.set()
    desk.bot.waitUntil(lambda: desk.scans == [first])
    assert len(threads) == 1
    assert threads[0] != threading.get_ident()
    desk.show(a_frame(second))
    assert desk.scans == [first, second]


def test_once_stopped_nothing_runs_and_nothing_is_told(desk: Desk) -> None:
    thread = desk.reader._thread
    assert thread is not None
    assert thread.isRunning()
    desk.sink.setVideoFrame(a_frame(a_code()))
    desk.reader.stop()
    assert thread.isFinished()
    desk.sink.setVideoFrame(a_frame(a_code()))
    desk.bot.wait(30)
    assert desk.scans == []
    assert desk.states == [CameraState.LOOKING, CameraState.OFF]
    desk.reader.stop()


def test_it_can_be_started_again(desk: Desk) -> None:
    desk.reader.stop()
    desk.reader.watch(desk.sink)
    code = a_code()
    desk.show(a_frame(code))
    assert desk.scans == [code]


@pytest.mark.parametrize("camera_id", ["a camera that was unplugged", None])
def test_without_a_camera_a_clear_word_is_said(qtbot: QtBot, camera_id: str | None) -> None:
    if camera_id is None and cameras():
        pytest.skip("this machine has a camera")
    desk = Desk(qtbot)
    desk.reader.start(camera_id)
    (error,) = desk.errors
    assert error.code == CameraState.AWAY == desk.reader.state
    assert desk.reader.findChildren(QThread) == []
    for language in ("it", "en"):
        with speaking(language):
            said = camera._no_camera(camera_id)
            assert all((said.what, said.kept, said.todo))


def test_what_the_system_says_about_a_camera_becomes_a_sentence(desk: Desk) -> None:
    desk.reader._broke(1, "Device or resource busy.")
    (error,) = desk.errors
    assert "Device or resource busy" in error.sentence
    assert desk.reader.state is CameraState.REFUSED
    assert desk.reader._thread is None


def test_the_cameras_are_listed_with_id_and_name(monkeypatch: pytest.MonkeyPatch) -> None:
    class Device:
        def __init__(self, name: str) -> None:
            self.name = name

        def id(self) -> object:
            data: Callable[[], bytes] = self.name.lower().encode
            return type("Id", (), {"data": staticmethod(data)})()

        def description(self) -> str:
            return self.name

    devices = [Device("Door"), Device("Desk")]
    monkeypatch.setattr("PySide6.QtMultimedia.QMediaDevices.videoInputs", lambda: devices)
    assert [(one.id, one.name) for one in cameras()] == [("door", "Door"), ("desk", "Desk")]
    chosen = camera._device("desk")
    assert chosen is not None
    assert chosen.description() == "Desk"
    assert camera._device("shed") is None


def test_a_desk_without_a_camera_never_loads_the_multimedia_library() -> None:
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys, ui.camera; print('PySide6.QtMultimedia' in sys.modules)",
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "False"
