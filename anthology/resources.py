"""Where the program's own templates and style sheets are: in the wheel, or beside the package."""

from __future__ import annotations

from pathlib import Path

import anthology
from anthology.diagnostic import Diagnostic, EditionError, Place

_PACKAGE = Path(anthology.__file__).parent


def folder(name: str) -> Path:
    """The folder `templates` or `styles`: inside an installed package, else in the repository."""
    installed = _PACKAGE / name
    return installed if installed.is_dir() else _PACKAGE.parent / name


def style(name: str) -> str:
    """The text of a style sheet. Raises EditionError `style-broken` where it cannot be read."""
    try:
        return (folder("styles") / name).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise EditionError(
            Diagnostic("style-broken", str(error), Place(f"styles/{name}"), "save it as UTF-8")
        ) from error
