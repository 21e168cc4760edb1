"""Icons, fonts, sounds and message catalogues: files only, found by name."""

from pathlib import Path

_ROOT = Path(__file__).parent


def resource(*parts: str) -> Path:
    """The path of a file below ``resources/``, for example ``resource("fonts", "NotoSans-Bold.ttf")``."""
    return _ROOT.joinpath(*parts)
