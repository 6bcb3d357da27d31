"""What the engine is spared: a galley comes out the same to the byte as without.

But for rows of words, which are not shaped by the engine at all: `test_rows` looks at those.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from anthology.render import galley as galleys
from anthology.render import shaped
from anthology.render.galley import set_galley
from anthology.render.job import Galley, GalleyError, GalleyJob

MakeJob = Callable[..., GalleyJob]

SAMPLES = {
    "words of many kinds": (
        "<p>An <em>emphatic office</em> of <strong>the party</strong>, 1/2 of “affable” fjords; a "
        '<a href="https://example.org/a">link that goes on and on over the end of its line</a> and '
        'its <abbr class="caps">NATO</abbr>, H<sub>2</sub>O, x<sup>2</sup>, é ż ő ﬁ Æ. '
        '<span lang="el">Ελευθερία ἢ θάνατος</span> and <span lang="de">Donaudampfschiff</span>. '
        + "Administrative responsibility could be shared out; conviction could not. " * 9
        + "</p>"
    ),
    "two directions": (
        '<p>She wrote <span lang="he">שלום לכולם (1948) ושלום</span> on the wall. '
        + "Nobody answered for some time, and nobody asked. " * 6
        + "</p>"
    ),
    "a combining mark": f"<p>{'z̈ q̣̇ x̱ and then the words go on. ' * 12}</p>",
    "lines of the engine": (
        f"<h1>{'A heading of several lines, and of long words ' * 4}</h1><p>{'x' * 240} y</p>"
        f'<div class="verse"><p>{"a line of verse<br/>" * 3}</p></div><table><tr><td>one two</td>'
        f'<td style="text-align: center">{"three four " * 20}</td></tr></table>'
        '<p style="text-align: right">soft\u00adhyphens\u00adare\u00adtaken\u00adout of words</p>'
    ),
    "blocks": (
        '<blockquote><p>Quoted words, set in. Quoted words, set in.</p></blockquote><ol start="4">'
        '<li value="4">one</li><li><p>two, which is longer than its line: ' + "words " * 40
    )
    + '</p></li></ol><section class="index"><p>one, 1</p><p>two, 2</p><p>three, 3</p></section>',
    "styles of their own": (
        '<p id="one" style=" text-indent: 2em">one</p><p id="two" style="/* none */">two</p>'
        '<p id="three" style=";">three</p><p id="four" style="margin-left: 1em">four</p>'
    ),
    "columns": '<section class="index" id="index"><h1 id="top">Index</h1><ul class="entries">'
    + "".join(
        f'<li class="part" id="n{n}"><p><q lang="{"de" if n % 7 else "fr"}">Text</q> '
        f'<em id="m{n}">{n}</em>, <a href="#n{n - n % 5 + 1}">{"seven " * (n % 9)}</a></p></li>'
        for n in range(1, 300)
    )
    + "</ul></section>",
    "columns under headings": '<section class="index">'
    + "".join(f"<h1>{k}</h1>{'<p>one, 1</p>' * (23 * k % 13)}" for k in range(1, 20))
    + "</section>",
    "columns with more than lines": '<section class="index">'
    + "".join(
        f'<p id="p{n}">{"words " * (n % 9)}<b style="float: left">'
        f'side {n}</b> and <i style="position: absolute">{n}</i></p>'
        for n in range(1, 200)
    )
    + "</section>",
}
MARGINS = (
    '@page { @bottom-center { content: ""; border-top: 1pt solid } } p { outline: 1pt solid black }'
)


@contextmanager
def nothing() -> Iterator[None]:
    yield


SPARED = (
    *("layouts_kept", "settled_once", "glyphs_in_rows", "plain_values", "styles_shared"),
    "columns_filled_once",
)


@pytest.fixture(autouse=True)
def no_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shaped, "row_of", lambda *_: None)


def unspared(job: GalleyJob, monkeypatch: pytest.MonkeyPatch) -> Galley:
    for name in ("spared", "shaped_once", *SPARED):
        monkeypatch.setattr(galleys, name, nothing)
    return set_galley(job)


@pytest.mark.parametrize("body", SAMPLES.values(), ids=SAMPLES.keys())
def test_a_galley_is_the_same_without(
    body: str, job: MakeJob, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = set_galley(job(body))
    assert made == unspared(job(body), monkeypatch)


def test_a_galley_full_of_notes_is_the_same_without(
    lossy: str, job: MakeJob, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert set_galley(job(lossy)) == unspared(job(lossy), monkeypatch)


def test_what_an_edition_draws_in_margins_is_there(
    job: MakeJob, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain, themed = job(SAMPLES["blocks"]), job(SAMPLES["blocks"], extra=MARGINS)
    made = set_galley(themed)
    assert len(made.pdf) > len(set_galley(plain).pdf)
    assert made == unspared(themed, monkeypatch)


def test_a_galley_does_not_depend_on_what_was_set_before_it(job: MakeJob) -> None:
    first = set_galley(job(SAMPLES["two directions"]))
    set_galley(job(SAMPLES["words of many kinds"]))
    assert set_galley(job(SAMPLES["two directions"])) == first


def test_what_the_engine_says_of_a_sheet_is_said_of_each_galley(job: MakeJob) -> None:
    broken = job("<p>One.</p>", extra="p { nonsense: 1 }")
    for _ in range(2):
        with pytest.raises(GalleyError, match="nonsense"):
            set_galley(broken)
