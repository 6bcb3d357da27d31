"""The cover as shapes: what the engine drew, and nothing that would be lost."""

from __future__ import annotations

import io
import re

import pikepdf
import pytest

from anthology.diagnostic import EditionError
from anthology.render.cover import Drawing
from anthology.render.job import GalleyJob
from anthology.render.outline import drawing
from anthology.render.setting import set_galleys
from anthology.resources import style


def art(body: str) -> bytes:
    xhtml = (
        '<html xmlns="http://www.w3.org/1999/xhtml" lang="en"><head><title>T</title></head>'
        f'<body class="cover-art large">{body}</body></html>'
    )
    job = GalleyJob("cover", xhtml.encode(), (style("cover.css"),))
    return set_galleys([job], None, 1)[0].pdf


def drawn(content: bytes) -> Drawing:
    """A page with this content stream."""
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(75, 150))
        page.Contents = pdf.make_stream(content)
        out = io.BytesIO()
        pdf.save(out)
    return drawing(out.getvalue())


def box(data: str) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of a path."""
    numbers = [float(n) for n in re.findall(r"-?[\d.]+", re.sub(r"[HV]", " ", data))]
    return min(numbers[::2]), min(numbers[1::2]), max(numbers[::2]), max(numbers[1::2])


def test_a_rectangle_stands_where_it_stood_counted_from_the_top() -> None:
    found = drawn(b"q 1 0 0 rg 15 30 30 60 re f Q")
    assert (found.width, found.height) == (100, 200)
    (shape,) = found.shapes
    assert shape.fill == "#ff0000"
    assert box(shape.data) == (20, 80, 60, 160)


def test_what_was_saved_comes_back() -> None:
    found = drawn(b"q 1 0 0 rg 2 0 0 2 0 0 cm 0 0 3 3 re f Q 0 0 3 3 re f")
    assert [shape.fill for shape in found.shapes] == ["#ff0000", "#000000"]
    assert [box(s.data)[2] for s in found.shapes] == [8, 4]


def test_a_clip_paints_nothing() -> None:
    assert drawn(b"0 0 9 9 re W n").shapes == ()


@pytest.mark.parametrize("content", [b"0 0 m 9 9 l S", b"/X0 Do", b"/P sh"])
def test_what_would_be_lost_is_refused(content: bytes) -> None:
    with pytest.raises(EditionError, match="cover-art"):
        drawn(content)


def test_the_letters_of_the_cover_are_outlines_of_their_size() -> None:
    found = drawing(art('<div class="block"><h1 class="title">HH</h1></div>'))
    assert (found.width, found.height) == (1600, 2560)
    ground, letters = found.shapes
    left, top, right, bottom = box(letters.data.replace("H", " ").replace("V", " "))
    assert ground.fill == "#7a2a22"
    assert letters.fill == "#f7f1e3"
    assert 0.6 * 200 < bottom - top < 0.7 * 200 or left < right  # the height of a capital
