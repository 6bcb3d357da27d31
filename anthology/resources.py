"""Where the program's own templates and style sheets are: in the wheel, or beside the package."""

from __future__ import annotations

from pathlib import Path

import anthology

_PACKAGE = Path(anthology.__file__).parent


def folder(name: str) -> Path:
    """The folder `templates` or `styles`: inside an installed package, else in the repository."""
    installed = _PACKAGE / name
    return installed if installed.is_dir() else _PACKAGE.parent / name


def style(name: str) -> str:
    """The text of a style sheet."""
    return (folder("styles") / name).read_text(encoding="utf-8")
