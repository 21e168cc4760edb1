"""Codes in pictures: read when they can be read at all, and a clear sentence when a file cannot."""

from __future__ import annotations

import io
import secrets
import zlib
from pathlib import Path
from random import Random

import pytest
import segno
from PIL import Image, ImageDraw
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from askadesk.access.codes import make_code, new_number
from askadesk.access.finding import codes_in_frame
from askadesk.access.pictures import FORMATS, MAX_PAGES, codes_in, codes_in_file
from askadesk.core.errors import InputError
from askadesk.core.i18n import speaking
from tests.askadesk.access.keyboards import KEYS
from tests.counts import count
from tests.pictures.bad_pictures import FAULTS, draw, each_fault, every_pair, make_bad_pictures


def a_code(seed: int | None = None) -> str:
    source = secrets.token_bytes if seed is None else Random(seed).randbytes
    return make_code(KEYS, new_number(source))


def saved(image: Image.Image, kind: str = "PNG", **how: object) -> bytes:
    """``image`` as the bytes of a file."""
    file = io.BytesIO()
    image.save(file, kind, **how)
    return file.getvalue()


def a_pdf(*pictures: Image.Image, encrypt: StandardEncryption | None = None) -> bytes:
    """A PDF with one picture of 22 mm a page."""
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=(243, 153), encrypt=encrypt)
    for picture in pictures:
        canvas.drawImage(ImageReader(picture), 20, 20, 62, 62)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def refusal(data: bytes) -> InputError:
    """What is said about ``data``."""
    with pytest.raises(InputError) as refused:
        codes_in(data)
    return refused.value


def read(pictures: list[tuple[str, Image.Image]], code: str) -> list[str]:
    """The names of the pictures that say nothing but ``code``."""
    return [name for name, picture in pictures if codes_in(saved(picture)) == [code]]


@pytest.mark.parametrize("seed", range(count(1, 10)))
def test_at_least_22_of_24_bad_pictures_are_read(seed: int) -> None:
    code = a_code(seed)
    pictures = make_bad_pictures(code, seed)
    assert len(pictures) == len(dict(pictures)) == 24
    assert len(read(pictures, code)) >= 22


@pytest.mark.parametrize("fault", FAULTS)
def test_each_fault_alone_is_read(fault: str) -> None:
    code = a_code(5)
    assert read([(fault, dict(each_fault(code, 5))[fault])], code) == [fault]


@pytest.mark.torture
def test_nearly_every_pair_of_faults_is_read() -> None:
    seeds = range(100, 100 + count(2, 25))
    made, seen = 0, 0
    for seed in seeds:
        code = a_code(seed)
        pictures = every_pair(code, seed)
        made, seen = made + len(pictures), seen + len(read(pictures, code))
    assert seen / made >= 0.95, f"{seen} of {made}"


def test_the_same_seed_draws_the_same_pictures() -> None:
    code = a_code()
    first, again = make_bad_pictures(code, 3), make_bad_pictures(code, 3)
    assert [name for name, _ in first] == [name for name, _ in again]
    assert [image.tobytes() for _, image in first] == [image.tobytes() for _, image in again]


@pytest.mark.parametrize("kind", FORMATS)
def test_every_usual_kind_of_picture_is_read(kind: str) -> None:
    code = a_code()
    assert codes_in(saved(draw(code, 6).image, kind)) == [code]


@pytest.mark.parametrize("mode", ["1", "P", "RGB", "RGBA", "LA", "CMYK", "I;16"])
def test_every_kind_of_colour_is_read(mode: str) -> None:
    code = a_code()
    grey = draw(code, 6).image
    if mode == "I;16":
        image = Image.frombytes("I;16", grey.size, b"".join(bytes((0, v)) for v in grey.tobytes()))
    else:
        image = grey.convert(mode)
    assert codes_in(saved(image, "JPEG" if mode == "CMYK" else "PNG")) == [code]


def test_ink_on_a_transparent_ground_is_read_as_on_paper() -> None:
    code = a_code()
    file = io.BytesIO()
    segno.make(code, error="m").save(file, kind="png", scale=6, light=None)
    assert codes_in(file.getvalue()) == [code]


def test_a_small_code_in_a_large_photograph_is_read() -> None:
    code = a_code(1)
    photo = Image.new("RGB", (4608, 3456), (150, 140, 120))
    ImageDraw.Draw(photo).rectangle((400, 400, 2000, 1300), fill=(90, 60, 200))
    photo.paste(dict(every_pair(code, 1))["rotated+blurred"], (2500, 1700))
    assert codes_in(saved(photo, "JPEG", quality=80)) == [code]


def test_several_codes_in_one_picture_are_all_told_and_none_twice() -> None:
    first, second = a_code(), a_code()
    left, right = draw(first, 5).image, draw(second, 5).image
    both = Image.new("L", (left.width * 3, left.height), 255)
    for place, picture in enumerate((left, right, left)):
        both.paste(picture, (place * left.width, 0))
    assert sorted(codes_in(saved(both))) == sorted([first, second])


def test_a_foreign_code_is_told_as_it_is() -> None:
    address = "https://example.org/menu?table=7"
    file = io.BytesIO()
    segno.make(address, error="m").save(file, kind="png", scale=5)
    assert codes_in(file.getvalue()) == [address]


def test_the_pages_of_a_pdf_are_read() -> None:
    codes = [a_code(seed) for seed in range(4)]
    assert codes_in(a_pdf(*(draw(code, 8).image for code in codes))) == codes


def test_a_bad_picture_in_a_pdf_is_searched_thoroughly() -> None:
    code = a_code(2)
    assert codes_in(a_pdf(dict(each_fault(code, 2))["blurred"])) == [code]


@pytest.mark.parametrize(
    "picture",
    [
        Image.new("RGB", (640, 480), "white"),
        Image.new("L", (1, 1)),
        Image.new("L", (3000, 1)),
        Image.effect_noise((300, 200), 90),
    ],
    ids=["white", "one pixel", "a line", "noise"],
)
def test_a_sound_picture_without_a_code_gives_nothing(picture: Image.Image) -> None:
    assert codes_in(saved(picture)) == []


def test_a_pdf_without_a_code_gives_nothing() -> None:
    assert codes_in(a_pdf(Image.new("L", (20, 20), 255))) == []


def _bomb() -> bytes:
    """A PNG of a few kilobytes that says it has 400 million pixels."""
    header = (20_000).to_bytes(4, "big") * 2 + b"\x08\x00\x00\x00\x00"

    def chunk(kind: bytes, data: bytes) -> bytes:
        crc = zlib.crc32(kind + data).to_bytes(4, "big")
        return len(data).to_bytes(4, "big") + kind + data + crc

    rows = zlib.compress(bytes(1000))
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    )


def bad_files() -> dict[str, tuple[bytes, str]]:
    """Files that cannot be read, and the code of what is said about them."""
    sound = draw(a_code(0), 8).image
    password = StandardEncryption("secret", "owner")
    many = a_pdf(*[Image.new("L", (8, 8))] * (MAX_PAGES + 1))
    return {
        "empty": (b"", "empty_file"),
        "ten megabytes": (saved(sound) + bytes(10_000_000), "file_too_large"),
        "huge in pixels": (saved(Image.new("1", (10_000, 8_500))), "file_too_large"),
        "a bomb": (_bomb(), "file_too_large"),
        "binary": (Random(1).randbytes(5_000), "wrong_format"),
        "text": (b"Mario Rossi, socio dal 2019\n" * 50, "wrong_format"),
        "a drawing program's": (saved(sound, "TIFF"), "wrong_format"),
        "truncated png": (saved(sound)[:-400], "unreadable_file"),
        "truncated jpeg": (saved(sound, "JPEG")[:-2_000], "unreadable_file"),
        "truncated pdf": (a_pdf(sound)[:300], "unreadable_file"),
        "locked pdf": (a_pdf(sound, encrypt=password), "file_locked"),
        "a thick pdf": (many, "too_many_pages"),
    }


@pytest.mark.parametrize("name", bad_files())
def test_a_bad_file_gets_one_clear_sentence(name: str) -> None:
    data, code = bad_files()[name]
    refused = refusal(data)
    assert refused.code == code
    for language in ("it", "en"):
        with speaking(language):
            said = refusal(data)
            assert all((said.what, said.kept, said.todo))
            assert len(said.sentence) < 160
    assert "Error" not in refused.sentence


def test_a_file_is_read_from_its_place(tmp_path: Path) -> None:
    code = a_code()
    path = tmp_path / "tessera.png"
    path.write_bytes(saved(draw(code, 6).image))
    assert codes_in_file(path) == [code]


def test_a_missing_file_a_folder_and_a_giant_are_told_apart(tmp_path: Path) -> None:
    giant = tmp_path / "giant.png"
    with giant.open("wb") as file:
        file.truncate(3_000_000_000)
    for path, code in (
        (tmp_path / "nowhere.png", "no_such_file"),
        (tmp_path, "unreadable_file"),
        (giant, "file_too_large"),
    ):
        with pytest.raises(InputError) as refused:
            codes_in_file(path)
        assert refused.value.code == code


def test_damage_anywhere_in_a_file_never_raises_anything_else() -> None:
    random = Random(7)
    sound = draw(a_code(0), 3).image
    files = [saved(sound, kind) for kind in FORMATS] + [a_pdf(sound)]
    for _ in range(count(120, 3_000)):
        data = bytearray(random.choice(files))
        for _ in range(random.randint(1, 12)):
            data[random.randrange(min(len(data), 600))] = random.randrange(256)
        try:
            found = codes_in(bytes(data[: random.randint(1, len(data))]))
        except InputError:
            continue
        assert isinstance(found, list)


def test_a_camera_frame_with_padded_rows_is_read() -> None:
    code = a_code()
    image = draw(code, 4).image
    stride = image.width + 60
    padded = Image.new("L", (stride, image.height))
    padded.paste(image, (0, 0))
    assert codes_in_frame(padded.tobytes(), image.width, image.height, stride) == [code]
    assert codes_in_frame(bytes(stride * 10), stride, 10, stride) == []
