"""The edition's own style sheets and templates: read, checked, and put before or behind ours.

`styles/NAME.css` takes the place of ours by that name, `styles/NAME.add.css` goes behind it;
`templates/NAME` takes the place of a template. Knows no engine, and reads these two folders only.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import tinycss2

from anthology.decode import decode
from anthology.diagnostic import Diagnostic, EditionError, Place, Severity
from anthology.paper import Page
from anthology.resources import folder, style
from anthology.typefaces import PACKAGED

STYLES, TEMPLATES = "styles", "templates"
PAPER = "own"
"""The paper of the page that edition.toml gives the measures of: paper-own.css."""
_ADDED = ".add.css"
_FONT = "font:"
_NOT_PRINTED = frozenset({"epub.css", "ledger.css"})
"""Sheets that reading systems and browsers read; typefaces of print are none of theirs."""
# Functions of CSS that fetch what they name.
_FETCHING = frozenset({"url", "src", "image", "image-set", "-webkit-image-set", "cross-fade"})


@dataclass(frozen=True, slots=True)
class Theme:
    """What an edition has of its own: style sheets and templates by name.

    `styles` also holds what is made of settings. `files`: all that was read. `unused`: files that
    nothing asks for, each with the name that was meant, if one is near.
    """

    styles: Mapping[str, str] = field(default_factory=dict)
    templates: Mapping[str, tuple[str, Path]] = field(default_factory=dict)
    files: tuple[Path, ...] = ()
    unused: tuple[tuple[str, str], ...] = ()

    def sheet(self, name: str) -> tuple[str, ...]:
        """A style sheet, the edition's or ours, and what the edition adds to it."""
        own, added = self.styles.get(name), self.styles.get(_addition(name))
        return (style(name) if own is None else own, *((added,) if added else ()))

    def style(self, name: str) -> str:
        """The same in one."""
        return "\n".join(self.sheet(name))

    @property
    def printed(self) -> Mapping[str, str]:
        """The edition's own sheets that the engine of print reads."""
        return {name: css for name, css in self.styles.items() if _base(name) not in _NOT_PRINTED}


PLAIN = Theme()
"""An edition without anything of its own."""


def read_theme(root: Path) -> Theme:
    """Read both folders of an edition.

    Raises EditionError for a file that cannot be read or is outside the edition, and for a style
    sheet that is broken or would fetch something.
    """
    known = {STYLES: _sheets_known(), TEMPLATES: _names(TEMPLATES)}
    found = {kind: dict(_files(root, kind)) for kind in known}
    read = {
        kind: {name: _text(path, f"{kind}/{name}") for name, path in files.items() if name in names}
        for (kind, files), names in zip(found.items(), known.values(), strict=True)
    }
    faults = [fault for name, css in read[STYLES].items() for fault in _faults(name, css)]
    if faults:
        raise EditionError(*faults)
    unused = tuple(
        (f"{kind}/{name}", _near(name, known[kind]))
        for kind, files in found.items()
        for name in files
        if name not in known[kind]
    )
    return Theme(
        read[STYLES],
        {name: (text, found[TEMPLATES][name]) for name, text in read[TEMPLATES].items()},
        tuple(found[kind][name] for kind, files in read.items() for name in files),
        unused,
    )


def with_page(theme: Theme, page: Page) -> Theme:
    """The theme with the sheet of the edition's own page; one in `styles/` prevails."""
    return replace(theme, styles={f"paper-{PAPER}.css": page.css(), **theme.styles})


def unused(theme: Theme) -> Iterator[Diagnostic]:
    """A warning for each file that nothing asks for."""
    for name, near in theme.unused:
        folder_name = name.partition("/")[0]
        hint = f"did you mean {folder_name}/{near}?" if near else "docs/theming.md lists the names"
        message = "no book asks for a file of this name, so it changes nothing"
        yield Diagnostic("theme-unused", message, Place(name), hint, Severity.WARNING)


def _names(kind: str) -> frozenset[str]:
    return frozenset(path.name for path in folder(kind).iterdir() if path.is_file())


def _sheets_known() -> frozenset[str]:
    ours = _names(STYLES) | {f"paper-{PAPER}.css"}
    return ours | {_addition(name) for name in ours}


def _addition(name: str) -> str:
    return f"{name.removesuffix('.css')}{_ADDED}"


def _base(name: str) -> str:
    return f"{name.removesuffix(_ADDED)}.css" if name.endswith(_ADDED) else name


def _near(name: str, known: Iterable[str]) -> str:
    return next(iter(get_close_matches(name, sorted(known), 1)), "")


def _files(root: Path, kind: str) -> Iterator[tuple[str, Path]]:
    """The files of a folder, by their names in it; hidden ones are a system's or an editor's."""
    for path in sorted((root / kind).rglob("*")):
        name = path.relative_to(root / kind).as_posix()
        if path.is_file() and not any(part.startswith(".") for part in name.split("/")):
            if not path.resolve().is_relative_to(root.resolve()):
                hint = "copy the file into the folder"
                message = "this leads to a file outside the edition"
                place = Place(f"{kind}/{name}")
                raise EditionError(Diagnostic("theme-outside", message, place, hint))
            yield name, path


def _text(path: Path, name: str) -> str:
    try:
        return decode(path.read_bytes(), name, "utf-8")
    except OSError as error:
        message = f"cannot be read: {error.strerror or error}"
        hint = "make the file readable"
        raise EditionError(Diagnostic("theme-unreadable", message, Place(name), hint)) from error


# --- What a style sheet may not say ---


def _faults(name: str, css: str) -> Iterator[Diagnostic]:
    place = f"{STYLES}/{name}"
    for node in _walk(tinycss2.parse_stylesheet(css, skip_comments=True)):
        at = Place(place, node.source_line, node.source_column)
        if node.type == "error":
            yield Diagnostic("style-broken", node.message, at, "correct the style sheet")
        elif node.type == "at-rule" and node.lower_at_keyword == "import":
            hint = f"write it here, or into {STYLES}/{_addition(_base(name))}, which goes behind"
            message = "@import fetches a file, and nothing is fetched"
            yield Diagnostic("style-import", message, at, hint)
        elif (address := _address(node)) is not None:
            yield from _address_faults(name, address, at)
    if line := _unclosed(css):
        message = "something that begins here is never closed"
        hint = "close the comment, quotation mark or bracket"
        yield Diagnostic("style-broken", message, Place(place, line), hint)


def _address_faults(name: str, address: str, at: Place) -> Iterator[Diagnostic]:
    if _base(name) in _NOT_PRINTED:
        message = f"“{address}” would be fetched, and a book holds all that it needs"
        yield Diagnostic("style-url", message, at, "take it out: this sheet names no files")
    elif not address.startswith(_FONT):
        message = f"“{address}” would be fetched, and nothing is"
        hint = "a style sheet of print may name our typefaces only: url(font:EBGaramond.ttf)"
        yield Diagnostic("style-url", message, at, hint)
    elif address.removeprefix(_FONT) not in PACKAGED:
        near = _near(address.removeprefix(_FONT), PACKAGED) or next(iter(PACKAGED))
        message = f"there is no typeface “{address.removeprefix(_FONT)}”"
        yield Diagnostic("style-url", message, at, f"did you mean {_FONT}{near}?")


def _address(node: Any) -> str | None:
    """What a token would have fetched, if it is one that does."""
    if node.type == "url":
        return str(node.value)
    if node.type == "function" and node.lower_name in _FETCHING:
        said = (str(inner.value) for inner in node.arguments if inner.type == "string")
        return next(said, "" if node.lower_name == "url" else None)
    return None


def _walk(nodes: Iterable[Any]) -> Iterator[Any]:
    """Every token, those in blocks and functions among them."""
    for node in nodes:
        yield node
        for part in ("prelude", "content", "arguments"):
            yield from _walk(getattr(node, part, None) or ())


_END = "anthology-end"


def _unclosed(css: str) -> int:
    """The line of the rule or comment that takes in all that may follow; 0 for none."""
    rules = tinycss2.parse_stylesheet(f"{css}\n{_END}{{}}", skip_comments=True)
    last = rules[-1]
    if last.type == "qualified-rule" and tinycss2.serialize(last.prelude).strip() == _END:
        return 0
    return int(tinycss2.parse_stylesheet(css, skip_whitespace=True)[-1].source_line)
