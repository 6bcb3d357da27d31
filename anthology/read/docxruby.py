"""Words of a DOCX with their reading above them (ruby), put into the line: the reading in brackets.

Changes runs in place; drops no word.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy

from lxml import etree

from anthology.read.docxpackage import W


def open_ruby(root: etree._Element) -> list[str]:
    """Put every reading behind its words (ECMA-376, 17.3.3.25); return the words that had one."""
    found = []
    for run in [r for r in root.iter(W + "r") if r.find(W + "ruby") is not None]:
        found += ["".join(t.text or "" for t in b.iter(W + "t")) for b in run.iter(W + "rubyBase")]
        for part in _parts(run):
            run.addprevious(part)
        parent = run.getparent()
        if parent is not None:
            parent.remove(run)
    return found


def _parts(run: etree._Element) -> Iterator[etree._Element]:
    """Runs in the place of one: what stands beside the ruby in it, the base, the reading."""
    look = run.find(W + "rPr")
    for child in list(run):
        if child is look:
            continue
        if child.tag != W + "ruby":
            yield _run(look, child)
            continue
        yield from _runs(child, "rubyBase")
        yield _run(look, _text("("))
        yield from _runs(child, "rt")
        yield _run(look, _text(")"))


def _runs(ruby: etree._Element, name: str) -> list[etree._Element]:
    holder = ruby.find(W + name)
    return [] if holder is None else list(holder.iter(W + "r"))


def _run(look: etree._Element | None, child: etree._Element) -> etree._Element:
    run = etree.Element(W + "r")
    if look is not None:
        run.append(deepcopy(look))
    run.append(child)
    return run


def _text(words: str) -> etree._Element:
    text = etree.Element(W + "t")
    text.text = words
    return text
