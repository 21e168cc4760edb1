"""People and a hub to print."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime
from io import BytesIO
from uuid import UUID

from PIL import Image

from askadesk.documents.rows import CardFacts, HubFacts, LabelFacts

HUB = HubFacts("Aska", "via Bologna 220", "Torino", "011 555 01 00")
CODE = "ASKA7K3MPX9QWE2RTYH4VNBC8DFG5JSAZ01TW"

#: Given name, family name, and how the name stands on paper.
NAMES = [
    ("Ștefan", "Țîrlea", "Ștefan Țîrlea"),
    ("Đorđe", "Đukić", "Đorđe Đukić"),
    ("伟", "李", "李伟"),
    ("محمد", "العلي", "محمد العلي"),
    ("太郎", "山田", "山田太郎"),
    ("Nguyễn Thị", "Ánh", "Nguyễn Thị Ánh"),
    ("Георгий", "Ωμέγα", "Георгий Ωμέγα"),
    ("Zoe\u0308", "Łukasiewicz", "Zoë Łukasiewicz"),
    ("Omar عمر", "李 Rossi", "Omar عمر 李 Rossi"),
]


def card(
    given: str = "Giulia",
    family: str = "Ferrero",
    *,
    role: str = "Illustratrice",
    organisation: str = "Studio Nuvola",
    code: str = CODE,
    initials: str = "GF",
    photo: bytes | None = None,
    skills: tuple[str, ...] = ("serigrafia", "rilegatura"),
) -> CardFacts:
    """A card to print."""
    return CardFacts(UUID(int=1), given, family, role, organisation, code, initials, photo, skills)


def label(
    given: str = "Beatrice",
    family: str = "Valperga",
    *,
    organisation: str = "Politecnico di Torino",
    host: str = "Chiara Novarese",
    until: datetime | None = datetime(2026, 11, 17, 13, 0, tzinfo=UTC),
    code: str = CODE,
) -> LabelFacts:
    """A visitor's label to print."""
    return LabelFacts(given, family, organisation, host, date(2026, 11, 17), until, code)


def codes(count: int, seed: int = 7) -> list[str]:
    """That many different codes of the shape that cards carry."""
    dice = random.Random(seed)
    letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
    return ["ASKA" + "".join(dice.choices(letters, k=33)) for _index in range(count)]


def photo(colour: str = "#C02020", size: tuple[int, int] = (480, 576), kind: str = "JPEG") -> bytes:
    """A picture file of one colour."""
    buffer = BytesIO()
    Image.new("RGB", size, colour).save(buffer, kind)
    return buffer.getvalue()
