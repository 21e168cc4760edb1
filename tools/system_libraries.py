"""The system libraries that Qt leans on under Linux, and getting them.

Qt's own wheels bring nearly everything; what is listed here is what their files name as needed and
do not bring (read off the ELF headers of the modules and plugins that AskaDesk loads). Standard
library only, for any Python 3: this runs before anything is installed.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
from collections import OrderedDict

QT = OrderedDict(
    [
        ("libEGL.so.1", "libegl1"),
        ("libGL.so.1", "libgl1"),
        ("libX11.so.6", "libx11-6"),
        ("libbrotlidec.so.1", "libbrotli1"),
        ("libdbus-1.so.3", "libdbus-1-3"),
        ("libfontconfig.so.1", "libfontconfig1"),
        ("libfreetype.so.6", "libfreetype6"),
        ("libgthread-2.0.so.0", "libglib2.0-0"),
        ("libgssapi_krb5.so.2", "libgssapi-krb5-2"),
        ("libpulse.so.0", "libpulse0"),
        ("libxkbcommon.so.0", "libxkbcommon0"),
        ("libz.so.1", "zlib1g"),
        ("libzstd.so.1", "libzstd1"),
    ]
)
WINDOWS_ON_X11 = OrderedDict(
    [
        ("libX11-xcb.so.1", "libx11-xcb1"),
        ("libxcb-cursor.so.0", "libxcb-cursor0"),
        ("libxcb-glx.so.0", "libxcb-glx0"),
        ("libxcb-icccm.so.4", "libxcb-icccm4"),
        ("libxcb-image.so.0", "libxcb-image0"),
        ("libxcb-keysyms.so.1", "libxcb-keysyms1"),
        ("libxcb-randr.so.0", "libxcb-randr0"),
        ("libxcb-render-util.so.0", "libxcb-render-util0"),
        ("libxcb-render.so.0", "libxcb-render0"),
        ("libxcb-shape.so.0", "libxcb-shape0"),
        ("libxcb-shm.so.0", "libxcb-shm0"),
        ("libxcb-sync.so.1", "libxcb-sync1"),
        ("libxcb-util.so.1", "libxcb-util1"),
        ("libxcb-xfixes.so.0", "libxcb-xfixes0"),
        ("libxcb-xkb.so.1", "libxcb-xkb1"),
        ("libxcb.so.1", "libxcb1"),
        ("libxkbcommon-x11.so.0", "libxkbcommon-x11-0"),
    ]
)
# Without these the desk opens all the same, but not on Wayland, or it finds no camera or printer.
HELPFUL = OrderedDict(
    [
        ("libwayland-client.so.0", "libwayland-client0"),
        ("libwayland-cursor.so.0", "libwayland-cursor0"),
        ("libwayland-egl.so.1", "libwayland-egl1"),
        ("libcups.so.2", "libcups2"),
        ("libXext.so.6", "libxext6"),
        ("libXrandr.so.2", "libxrandr2"),
        ("libbz2.so.1", "libbz2-1.0"),
        ("libdrm.so.2", "libdrm2"),
    ]
)


def missing(libraries: dict[str, str]) -> dict[str, str]:
    """Those of ``libraries`` (file name to Debian package) that this system cannot load."""
    if not sys.platform.startswith("linux"):
        return {}
    return OrderedDict((name, libraries[name]) for name in libraries if not _loads(name))


def _loads(name: str) -> bool:
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def apt_command() -> list[str] | None:
    """How to call apt-get so that it may install, None where that is not to be had.

    That is as root, or through a sudo that asks for no password.
    """
    if shutil.which("apt-get") is None:
        return None
    if os.geteuid() == 0:
        return ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]
    sudo = shutil.which("sudo")
    if sudo is None or subprocess.run([sudo, "-n", "true"], capture_output=True).returncode:
        return None
    return [sudo, "-n", "env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]


def install(packages: list[str]) -> bool:
    """Install Debian packages where this account may; whether they are all there afterwards."""
    apt = apt_command()
    if apt is None:
        return False
    wait = ["-o", "DPkg::Lock::Timeout=120", "-q"]
    # Lists may be missing on a fresh machine and old on another; without the network the
    # installation below says what is wrong.
    subprocess.run([*apt, *wait, "update"], stdout=subprocess.DEVNULL)
    command = [*apt, *wait, "install", "-y", "--no-install-recommends", *packages]
    return subprocess.run(command, stdout=subprocess.DEVNULL).returncode == 0


def by_hand(packages: list[str], files: list[str]) -> str:
    """What a person has to do to get ``packages``, in the words of their system."""
    if shutil.which("apt-get") is not None:
        return f"  sudo apt-get install {' '.join(packages)}"
    return f"  the packages of your system that hold {', '.join(files)}"
