"""Bytes → a picture that both books can show; or why there is none.

Trusts no name and no declared kind: the bytes must be those of a PNG, JPEG, GIF or WebP that can be
read to its end, within bounds. SVG is refused: it is a page of its own, with scripts and addresses.
Never reads a file.
"""

from __future__ import annotations

import hashlib
import io
import struct
import threading
import warnings
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from PIL import Image, ImageFile, ImageOps, UnidentifiedImageError

from anthology.bare import bare_jpeg, bare_png

SCHEME = "picture:"
"""Before the name of a picture, where the engine of print asks for it."""
MOST = 32 * 2**20
"""Bytes of a picture; a photograph straight from a good camera has a third of it."""
PIXELS = 60_000_000
"""Of a picture when it is unpacked: more than a page is printed with at 1200 dots an inch."""
_EDGE = 16_384  # pixels; e-book readers show no longer ones
_FORMATS = ("PNG", "JPEG", "GIF", "WEBP")
# What Pillow raises over damaged bytes.
_BROKEN = (
    OSError, SyntaxError, ValueError, EOFError, LookupError, TypeError, OverflowError, MemoryError,
    struct.error, zlib.error, Image.DecompressionBombError, Image.DecompressionBombWarning,
)  # fmt: skip
_ORIENTATION = 0x0112  # a tag of EXIF


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as both books hold it; `name` is made from its bytes, measures are pixels."""

    name: str
    media_type: str
    data: bytes
    width: int
    height: int

    @property
    def size(self) -> str:
        """Its measures as one word: 640×480."""
        return f"{self.width}×{self.height}"

    @property
    def spacer(self) -> bool:
        """Whether it is too small to show anything: a counter of visits, a piece of white."""
        return min(self.width, self.height) <= 2


class PictureError(Exception):
    """A picture cannot be shown; `rule`, `message` and `hint` are those of its diagnostic."""

    def __init__(self, rule: str, message: str, hint: str) -> None:
        """`message` goes on from “the picture …”."""
        super().__init__(message)
        self.rule = rule
        self.message = message
        self.hint = hint


def read_picture(data: bytes) -> Picture:
    """The picture that bytes hold: PNG or JPEG bit for bit, all else turned into one of these.

    What the file says besides (places, names, times) is in neither.

    Of a picture that moves, the first frame. Raises PictureError `picture-refused`.
    """
    head = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith(b"<") and (b"<svg" in head or b":svg" in head):
        raise _refused("is SVG, which is not read", "save it as PNG, and name that file")
    if len(data) > MOST:
        raise _refused(f"has more than {MOST // 2**20} MB", "save it smaller, and name that file")
    try:
        with _strict(), Image.open(io.BytesIO(data), formats=_FORMATS) as image:
            _bounded(image)
            image.load()
            made, kind = _settled(image, data)
            width, height = _size(image)
    except UnidentifiedImageError as error:
        message = "is neither PNG, JPEG, GIF nor WebP" if data else "is empty"
        raise _refused(message, "save it as one of these, and name that file") from error
    except _BROKEN as error:
        raise _refused(f"is broken ({error})", "get another copy, and name that file") from error
    name = f"images/{hashlib.sha256(made).hexdigest()[:16]}.{'jpg' if kind == 'jpeg' else kind}"
    return Picture(name, f"image/{kind}", made, width, height)


def _refused(message: str, hint: str) -> PictureError:
    return PictureError("picture-refused", message, hint)


_LOCK = threading.Lock()


@contextmanager
def _strict() -> Iterator[None]:
    """Let truncated bytes be an error: the engine of print tells Pillow to overlook them."""
    with _LOCK, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        lenient, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False
        try:
            yield
        finally:
            ImageFile.LOAD_TRUNCATED_IMAGES = lenient


def _bounded(image: Image.Image) -> None:
    if image.width * image.height > PIXELS or max(image.size) > _EDGE:
        message = f"unpacks to {image.width} × {image.height} pixels"
        raise _refused(message, "save it smaller, and name that file")


def _turned(image: Image.Image) -> bool:
    """Whether it says that it must be turned before it is shown (EXIF 2.32, Orientation)."""
    return image.getexif().get(_ORIENTATION, 1) in range(2, 9)


def _size(image: Image.Image) -> tuple[int, int]:
    sideways = image.getexif().get(_ORIENTATION, 1) in range(5, 9)
    return (image.height, image.width) if sideways else (image.width, image.height)


def _settled(image: Image.Image, data: bytes) -> tuple[bytes, str]:
    """Bytes that every reading system and the engine of print show alike, and their kind."""
    moves = getattr(image, "n_frames", 1) > 1
    if image.format in {"JPEG", "MPO"}:
        if image.format == "JPEG" and image.mode in {"L", "RGB"} and not _turned(image):
            return bare_jpeg(data), "jpeg"
        return _saved(image, "JPEG", image.mode if image.mode in {"L", "RGB"} else "RGB"), "jpeg"
    plain = image.mode in {"1", "L", "LA", "P", "RGB", "RGBA"}
    if image.format == "PNG" and plain and not moves and not _turned(image):
        return bare_png(data), "png"
    return _saved(image, "PNG", image.mode if plain else ""), "png"


def _saved(image: Image.Image, kind: str, mode: str) -> bytes:
    """The picture written anew, upright, without what its file says besides."""
    upright = ImageOps.exif_transpose(image)
    if not mode and image.mode.startswith("I"):
        upright, mode = upright.convert("I").point(lambda value: value * (1 / 256)), "L"
    upright = upright.convert(mode or "RGBA")
    transparency = upright.info.get("transparency")
    upright.info = {} if transparency is None else {"transparency": transparency}
    out = io.BytesIO()
    upright.save(out, kind, **({"quality": 92} if kind == "JPEG" else {}))
    return out.getvalue()
