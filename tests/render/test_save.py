"""Bytes of a PDF: no stream ends so that its length can be doubted, and nothing else changes."""

from __future__ import annotations

import io
import zlib
from dataclasses import replace
from random import Random

import page
import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf

from anthology.profile import srgb
from anthology.render.catalog import add_intent, add_metadata
from anthology.render.save import saved
from anthology.render.xmp import ARCHIVED, Metadata

METADATA = Metadata("Streams", (), "en", "urn:x:1", "2026-11-22")
DOUBT = b"\r\nendstream"


def ending_in_a_return(random: Random) -> bytes:
    """Operators that pack into bytes of which the last is a carriage return."""
    while True:
        lines = (f"0 {random.randrange(1000)} l" for _ in range(random.randrange(9, 40)))
        data = "\n".join(["0 0 m", *lines, "S"]).encode()
        if zlib.compress(data).endswith(b"\r"):
            return data


def many_pages(seed: int) -> Pdf:
    random, pdf = Random(seed), Pdf.new()
    for _ in range(20):
        drawn = ending_in_a_return(random)
        contents = pdf.make_stream(zlib.compress(drawn), Filter=Name.FlateDecode)
        box = Array([0, 0, 100, 100])
        size = random.randrange(10**9)  # enough words of no meaning for several streams of objects
        notes = Array([Dictionary(A=size + i) for i in range(30)])
        pdf.pages.append(
            pikepdf.Page(
                pdf.make_indirect(
                    Dictionary(
                        Type=Name.Page,
                        MediaBox=box,
                        Contents=contents,
                        Resources=Dictionary(),
                        PieceInfo=Dictionary(X=notes),
                    )
                )
            )
        )
    add_metadata(pdf, METADATA, ARCHIVED)
    add_intent(pdf, srgb())
    return pdf


def as_pikepdf_writes(pdf: Pdf) -> bytes:
    file = io.BytesIO()
    pdf.save(file, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
    return file.getvalue()


@pytest.mark.parametrize("seed", range(5))
def test_no_stream_ends_in_a_carriage_return(seed: int) -> None:
    pdf = many_pages(seed)
    assert as_pikepdf_writes(pdf).count(DOUBT) >= 20  # the danger is there
    data = saved(pdf)
    assert DOUBT not in data
    assert data == saved(pdf)


def test_a_table_or_stream_of_objects_that_does_is_mended_too() -> None:
    """Such a file is looked for: of the objects' streams, and of the table, one in 256 ends so."""
    kinds = set()
    for seed in range(600):
        pdf = Pdf.new()
        pdf.add_blank_page()
        add_metadata(pdf, replace(METADATA, title="x" * seed), ARCHIVED)
        pdf.Root.PieceInfo = Dictionary(X="x" * seed)
        plain = as_pikepdf_writes(pdf)
        if (at := plain.find(DOUBT)) >= 0:
            kinds.add(plain[plain.rfind(b"/Type ", 0, at) :].split()[1])
            data = saved(pdf)
            assert DOUBT not in data
            with Pdf.open(io.BytesIO(data)) as again:
                assert str(again.Root.PieceInfo.X) == "x" * seed
                assert again.check_pdf_syntax() == []
    assert kinds == {b"/ObjStm", b"/XRef"}


def test_a_table_is_mended_where_the_metadata_have_been_gone_through_before() -> None:
    """Then pikepdf would take a blank at their end away again, each time anew."""
    mended = 0
    for seed in range(600):
        pdf = Pdf.new()
        pdf.add_blank_page()
        add_metadata(pdf, replace(METADATA, title="x" * seed), ARCHIVED)
        with Pdf.open(io.BytesIO(as_pikepdf_writes(pdf))) as read:
            plain = as_pikepdf_writes(read)
            at = plain.find(DOUBT)
            if at >= 0 and plain[plain.rfind(b"/Type ", 0, at) :].startswith(b"/Type /XRef"):
                assert DOUBT not in saved(read)
                mended += 1
    assert mended


def test_what_is_shown_stays_as_it_was() -> None:
    pdf = many_pages(1)
    before = [page.Contents.read_bytes() for page in pdf.pages]
    data = saved(pdf)
    with Pdf.open(io.BytesIO(data)) as again:
        assert [page.Contents.read_bytes().rstrip() for page in again.pages] == before
    assert page.validate_pdf_bytes(data, profile="2b").is_compliant
