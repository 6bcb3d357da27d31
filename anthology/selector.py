"""A quoted place in a text → its span: the only search by likeness.

The place is given as in the W3C Web Annotation Data Model (§4.2.4, TextQuoteSelector): the exact
words, and what stands before or after where they alone are not unique. Curly and straight
quotation marks, all dashes, all runs of space compare equal, and asterisks count for nothing.
It never guesses between two candidates.
"""

from __future__ import annotations

from dataclasses import dataclass

from anthology.diagnostic import Diagnostic, EditionError, Place
from anthology.span import Source, Span

_ALIKE = str.maketrans(
    {**dict.fromkeys("‘’‚‛", "'"), **dict.fromkeys("“”„‟", '"'), **dict.fromkeys("‐‑‒–—―−", "-")}
)
_SILENT = ("*", "\u00ad", "\u200b")


@dataclass(frozen=True, slots=True)
class Selector:
    """A quoted place: the words, and what stands before and after them."""

    exact: str
    prefix: str = ""
    suffix: str = ""


@dataclass(frozen=True, slots=True)
class Folded:
    """A source made ready for searching: alike signs made one, and the way back to the source."""

    source: Source
    text: str
    offsets: tuple[int, ...]


def fold(source: Source) -> Folded:
    """Fold a source once; all places in it are then found in the folded text."""
    chars, offsets = _fold(source.text)
    return Folded(source, "".join(chars), tuple(offsets))


def _fold(text: str) -> tuple[list[str], list[int]]:
    chars: list[str] = []
    offsets: list[int] = []
    for offset, char in enumerate(text.translate(_ALIKE)):
        if char in _SILENT or (char.isspace() and chars and chars[-1] == " "):
            continue
        chars.append(" " if char.isspace() else char)
        offsets.append(offset)
    return chars, offsets


def _needle(text: str) -> str:
    return "".join(_fold(text)[0])


def candidates(folded: Folded, selector: Selector) -> tuple[Span, ...]:
    """Every place that fits."""
    exact = _needle(selector.exact).strip()
    prefix, suffix = _needle(selector.prefix).lstrip(), _needle(selector.suffix).rstrip()
    found, at = [], folded.text.find(exact) if exact else -1
    while at >= 0:
        end = at + len(exact)
        if _follows(folded.text, prefix.rstrip(), at) and _stands(
            folded.text, suffix.lstrip(), end
        ):
            found.append(_reach(folded.source, _span(folded, at, end), selector.exact))
        at = folded.text.find(exact, at + 1)
    return tuple(found)


def _follows(text: str, prefix: str, at: int) -> bool:
    """Whether the prefix ends right before a position, with or without a space between."""
    at -= at > 0 and text[at - 1] == " "
    return text.endswith(prefix, 0, at)


def _stands(text: str, suffix: str, at: int) -> bool:
    """Whether the suffix begins right at a position, with or without a space between."""
    at += at < len(text) and text[at] == " "
    return text.startswith(suffix, at)


def _span(folded: Folded, start: int, end: int) -> Span:
    return folded.source.span(folded.offsets[start], folded.offsets[end - 1] + 1)


def _reach(source: Source, span: Span, exact: str) -> Span:
    """Take in the asterisks at the edges that the editor quoted: for the search they are silent."""
    start, end, text = span.start, span.end, source.text
    while exact.strip()[:1] in _SILENT and start and text[start - 1] in _SILENT:
        start -= 1
    blank = text[end : end + 1] == " "
    if exact.strip()[-1:] in _SILENT and text[end + blank : end + blank + 1] in _SILENT:
        end += blank
        while text[end : end + 1] in _SILENT:
            end += 1
    return source.span(start, end)


def find(folded: Folded, selector: Selector, asked: Place, rule: str) -> Span:
    """The one place that fits; `asked` is where the editor wrote the quotation.

    Raises EditionError with `rule`-missing or `rule`-ambiguous, listing candidates by line.
    """
    spans = candidates(folded, selector)
    if len(spans) == 1:
        return spans[0]
    if spans:
        lines = _lines(folded.source, spans)
        raise EditionError(
            Diagnostic(
                f"{rule}-ambiguous",
                f"“{selector.exact}” matches {len(spans)} places in {folded.source.name}",
                asked,
                f"lengthen what stands before or after it ({lines})",
            )
        )
    raise EditionError(
        Diagnostic(
            f"{rule}-missing",
            f"“{selector.exact}” is nowhere in {folded.source.name}"
            + (" with these neighbours" if selector.prefix or selector.suffix else ""),
            asked,
            _nearest(folded, selector),
        )
    )


def _lines(source: Source, spans: tuple[Span, ...], most: int = 8) -> str:
    lines = [str(source.locate(span.start)[0]) for span in spans[:most]]
    more = f" and {len(spans) - most} more" if len(spans) > most else ""
    return f"line{'s' if len(lines) > 1 else ''} {', '.join(lines)}{more}"


def _nearest(folded: Folded, selector: Selector) -> str:
    """A hint: the same words elsewhere, or the longest beginning of them that is found."""
    bare = candidates(folded, Selector(selector.exact))
    if bare:
        return f"the words alone stand in {_lines(folded.source, bare)}: look at the neighbours"
    if not _needle(selector.exact).strip():
        return "asterisks and spaces count for nothing: quote words, too, or give `from` and `to`"
    words = selector.exact.split()
    for count in range(len(words) - 1, 0, -1):
        part = candidates(folded, Selector(" ".join(words[:count])))
        if part:
            start = " ".join(words[:count])
            return f"“{start}” is found in {_lines(folded.source, part)}; it goes on differently"
    return "copy the words from the source, with a few before and after"
