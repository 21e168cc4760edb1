"""Make the three sounds of the desk: the same bytes every time.

    python -m tools.make_sounds

*yes* is one short tone, *no* two low ones, *look* a soft rising pair: told apart by shape, not only
by pitch. 22,050 samples a second, 16 bits, one channel.
"""

from __future__ import annotations

import math
import wave
from itertools import chain
from pathlib import Path

from resources import resource

_RATE = 22_050
_FADE = 0.012
_SOUNDS = {
    "yes": ((880.0, 0.14, 0.5),),
    "no": ((233.1, 0.16, 0.6), (0.0, 0.06, 0.0), (196.0, 0.22, 0.6)),
    "look": ((587.3, 0.14, 0.35), (0.0, 0.03, 0.0), (784.0, 0.20, 0.35)),
}
"""For each sound its tones: hertz, seconds, loudness (0 to 1)."""


def _tone(hertz: float, seconds: float, loudness: float) -> list[int]:
    count = round(_RATE * seconds)
    fade = round(_RATE * _FADE)
    samples = []
    for at in range(count):
        edge = min(1.0, at / fade, (count - at) / fade)
        ring = math.sin(2 * math.pi * hertz * at / _RATE)
        ring += 0.2 * math.sin(4 * math.pi * hertz * at / _RATE)
        samples.append(round(26_000 * loudness * edge * ring / 1.2))
    return samples


def make(folder: Path) -> list[Path]:
    """Write the sounds into ``folder``; gives their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    made = []
    for name, tones in _SOUNDS.items():
        path = folder / f"{name}.wav"
        samples = chain.from_iterable(_tone(*tone) for tone in tones)
        with wave.open(str(path), "wb") as out:
            out.setnchannels(1)
            out.setsampwidth(2)
            out.setframerate(_RATE)
            out.writeframes(b"".join(s.to_bytes(2, "little", signed=True) for s in samples))
        made.append(path)
    return made


if __name__ == "__main__":
    make(resource("sounds"))
