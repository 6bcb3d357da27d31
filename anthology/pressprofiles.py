"""The colour profiles that an edition names for its printer, read and looked at.

Knows no book; the reading itself is handed in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import PurePosixPath

from anthology.diagnostic import Diagnostic, EditionError, Place
from anthology.profile import Profile, ProfileError, press_profile
from anthology.schema import EditionFile
from anthology.tomlfile import line_near

Read = Callable[[str, Place, str], bytes]
"""A file of the edition by its name; where it was asked for; what to do if it is not there."""


def press_profiles(
    file: EditionFile, name: str, toml: str, read: Read
) -> Iterator[tuple[str, Profile]]:
    """Each with the name that edition.toml (`name` and its text) has for it.

    Raises EditionError for a file outside the edition, and for one that is no such profile.
    """
    press = file.variants.press
    for key, asked in (("icc", press.icc), ("cover-icc", press.cover_icc)):
        path = PurePosixPath(asked)
        place = Place(name, line_near(toml, "variants", "press", key))
        if path.is_absolute() or ".." in path.parts:
            message, hint = f"“{asked}” is outside the edition", "copy the profile into its folder"
            raise EditionError(Diagnostic("icc-outside", message, place, hint))
        if asked:
            data = read(asked, place, f"correct `{key}`, or put the file there")
            yield asked, _looked_at(data, asked, place)


def _looked_at(data: bytes, asked: str, place: Place) -> Profile:
    try:
        return press_profile(data, PurePosixPath(asked).stem)
    except ProfileError as error:
        hint = "ask the printer for the ICC profile of the press and paper"
        problem = Diagnostic("icc-unusable", f"“{asked}” {error}", place, hint)
        raise EditionError(problem) from error
