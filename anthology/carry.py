"""A file handed in → the pictures beside it that its text shows, to go with it into the edition.

Reads only below the folder of that file, and takes only what is a picture by its bytes. Writes
nothing; what is not found is told when the edition is read.
"""

from __future__ import annotations

from pathlib import Path

from anthology.beside import find_beside, read_file
from anthology.picture import PictureError, read_picture
from anthology.read.reading import Reading


def carried(path: Path, reading: Reading) -> dict[str, bytes]:
    """The pictures by their paths from the folder of the file, as the text has them."""
    inside = dict(reading.pictures)
    names = dict.fromkeys(chunk.value for chunk in reading.chunks if chunk.kind == "figure")
    found: dict[str, bytes] = {}
    for name in names:
        if name not in inside:
            try:
                inner, file = find_beside(path.parent, "", name)
                data = read_file(file)
                read_picture(data)
            except PictureError:
                continue  # the edition says which picture is missing, and why
            found[inner] = data
    return found
