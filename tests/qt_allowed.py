"""The only Qt messages that a test may pass over: what a machine without devices says about them."""

from __future__ import annotations

import re

ALLOWED = re.compile(
    "|".join(
        (
            r"Couldn't (load|resolve) (pipewire|pulse|VA-API|va)",
            r"Couldn't resolve (pipewire|pulse|va)\b",
            r"PulseAudioService: pa_context_connect\(\) failed",
            r"No QtMultimedia backends found",
            r"Failed to (initialize|create) .*(VAAPI|vaapi|vdpau)",
            r"Using Qt multimedia with FFmpeg version",
            r"ALSA lib",
            r"This plugin does not support (propagateSizeHints\(\)|raise\(\)|grabbing the (keyboard|mouse))",
        )
    )
)
"""The last one is the platform without a screen, which has no window manager to talk to."""


def is_allowed(message: str) -> bool:
    """Whether ``message`` is about a device that is not there."""
    return ALLOWED.search(message) is not None
