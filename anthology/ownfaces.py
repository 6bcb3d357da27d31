"""The typefaces that an edition names for print: read, looked at, refused where they cannot serve.

Whether the editor may use a face is between the editor and its maker; what the file itself forbids
is held. Sets nothing.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath
from struct import error as struct_error

from anthology.diagnostic import Diagnostic, EditionError, Place
from anthology.schema import EditionFile
from anthology.tomlfile import line_near
from anthology.typefaces import BOLD, ITALIC, ROMAN, OwnFaces

Read = Callable[[str, Place, str], bytes]
"""A file of the edition by its name; where it was asked for; what to do if it is not there."""
_NEEDED = [*map(chr, range(0x20, 0x7F)), *"–—‘’“”…"]
# OpenType, OS/2, fsType: who may embed the face, and how.
_RESTRICTED, _LICENCE, _WHOLE_ONLY, _BITMAPS_ONLY = 0x2, 0xF, 0x100, 0x200


class FaceError(Exception):
    """A file cannot print a book: the rule, why, and what to do."""

    def __init__(self, rule: str, message: str, hint: str) -> None:
        super().__init__(message)
        self.rule, self.message, self.hint = rule, message, hint


def read_faces(file: EditionFile, name: str, toml: str, read: Read) -> OwnFaces:
    """The faces that edition.toml (`name` and its text) has; bold may be that of a variable roman.

    Raises EditionError for a file outside the edition, and for one that is no face or may not be
    embedded.
    """
    asked = file.print.font
    if not (asked.roman or asked.italic or asked.bold):
        return ()
    found = {}
    for key, ours, path in (("roman", ROMAN, asked.roman), ("italic", ITALIC, asked.italic),
                            ("bold", BOLD, asked.bold or asked.roman)):  # fmt: skip
        place = Place(name, line_near(toml, "print", "font", key))
        if not path:
            message = f"an edition with a typeface of its own has a roman and an italic: no {key}"
            hint = f'add {key} = "fonts/….ttf" to [print.font]'
            raise EditionError(Diagnostic("font-missing", message, place, hint))
        found[ours] = _face(path, place, key, read)
    return tuple(sorted(found.items()))


def _face(path: str, place: Place, key: str, read: Read) -> bytes:
    pure = PurePosixPath(path)
    if pure.is_absolute() or ".." in pure.parts:
        message, hint = f"“{path}” is outside the edition", "copy the typeface into its folder"
        raise EditionError(Diagnostic("font-outside", message, place, hint))
    data = read(path, place, f"correct `{key}`, or put the file there")
    try:
        for error in faults(data):
            raise error
    except FaceError as error:
        message = f"“{path}” {error.message}"
        raise EditionError(Diagnostic(error.rule, message, place, error.hint)) from error
    return data


def faults(data: bytes) -> Iterator[FaceError]:
    """What keeps a file from printing a book."""
    from fontTools.ttLib import TTFont, TTLibError  # few editions bring faces of their own

    try:
        font = TTFont(io.BytesIO(data))
        signs, tables = font.getBestCmap() or {}, set(font.keys())
        allowed = font["OS/2"].fsType
    # What fontTools raises for a broken table is whatever that table's reader runs into.
    except (TTLibError, LookupError, ValueError, TypeError, AssertionError, OSError,
            AttributeError, ArithmeticError, struct_error):  # fmt: skip
        yield FaceError("font-broken", "is no typeface, or a broken one", "give a .ttf file")
        return
    if "glyf" not in tables:
        message = "has PostScript outlines (CFF); print embeds TrueType outlines alone"
        yield FaceError("font-outlines", message, "give the TrueType version of the typeface")
    if allowed & _LICENCE == _RESTRICTED or allowed & (_WHOLE_ONLY | _BITMAPS_ONLY):
        message = f"forbids to be embedded in part, as a PDF does (its fsType is {allowed})"
        yield FaceError("font-forbidden", message, "ask its maker for one that may be")
    missing = [sign for sign in _NEEDED if ord(sign) not in signs]
    if missing:
        named = " ".join(missing[:8]) + (" …" if missing[8:] else "")
        hint = "give a typeface for running text in Latin letters"
        yield FaceError("font-signs", f"lacks signs that every book needs: {named}", hint)
