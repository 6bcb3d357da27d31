"""Content streams: what is read here must be what qpdf reads."""

from __future__ import annotations

import pikepdf
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from anthology.collation.pdfcontent import Operation, by_qpdf, operations, plain_operations

PDF = pikepdf.new()
PLAIN = [
    b"BT 1 0 0 -1 99.5 .25 Tm /F1 12. Tf [<0041>-24<>0<0042> 5] TJ ET",
    b"/Span\n<</MCID 7>>\nBDC <0102> Tj EMC /Artifact BMC EMC /Span /M0 BDC EMC",
    b"/Artifact<</Type/Pagination>>BDC/P<< /MCID 12/Lang /en >>BDC",
    b"q 1 0 0 1 0 0 cm 0 0 1 rg 10 10 5 5 re f* Q /X1 Do 7 TL T* 3 Tr <01>'",
    b'1 2 <03> " 1 Tc 2 Tw 50 Tz 3 Ts 4 5 Td 6 7 TD',
    b"",
]
OTHERWISE = [
    b"(a) Tj",
    b"[(a\\051) 5 <4a>] TJ",
    b"BT % <01> Tj\n ET",
    b"/A#42 5 Tf",
    b"<0> Tj",
    b"[<0>5<1>] TJ",
    b"/P <</MCID 3 /ActualText (x)>> BDC",
    b"/P <</A [1 2] /MCID 3>> BDC",
    b"BI /W 1 /H 1 /CS /G /BPC 8 ID x EI q",
]


def form(data: bytes) -> pikepdf.Object:
    return PDF.make_stream(data)


def by_the_other(data: bytes) -> list[Operation]:
    return list(by_qpdf(form(data)))


@pytest.mark.parametrize("data", PLAIN)
def test_what_is_written_plainly_is_read_as_qpdf_reads_it(data: bytes) -> None:
    assert plain_operations(data) == by_the_other(data)


@pytest.mark.parametrize("data", OTHERWISE)
def test_what_is_written_otherwise_is_left_to_qpdf(data: bytes) -> None:
    assert plain_operations(data) is None
    assert list(operations(form(data))) == by_the_other(data)


def test_a_name_with_a_space_and_a_string_in_parentheses() -> None:
    assert by_the_other(b"/A#20B 5 Tf [(a) -3 <62>] TJ") == [
        ("Tf", ("A B", 5.0)),
        ("TJ", (b"ab", -3.0)),
    ]


def test_the_streams_of_a_page_are_read_one_after_the_other() -> None:
    page = PDF.add_blank_page(page_size=(100, 100))
    page.obj.Contents = pikepdf.Array([form(b"BT 1 2"), form(b"Td ET")])
    assert list(operations(page)) == list(by_qpdf(page)) == [("BT", ()), ("Td", (1.0, 2.0))]
    page.obj.Contents = pikepdf.Array([form(b"BT 1 (2"), form(b"Td) Tj")])
    assert list(operations(page)) == list(by_qpdf(page))


PIECES = (
    *("q", "Q", "BT", "ET", "T*", "EMC", "rg", "Do", "Tf", "TJ", "Tj", "Td", "BDC", "BMC", "Tc"),
    *("/F", "/Span", "<</MCID 3>>", "<<>>", "<< /MCID 4 /MCID 5 >>", "[", "]", "<", ">", "<41>"),
    *(
        "1",
        "-.5",
        "2.",
        "--1",
        "1.2.3",
        "0",
        " ",
        "\n",
        "true",
        "null",
        "(x)",
        "%",
        "<4>",
        "[<41>2]",
    ),
)


@given(st.lists(st.sampled_from(PIECES), max_size=12).map(" ".join))
@example("/F 1 Tf [ <41> 2 ] TJ")
@example("[ > 41 < ] TJ")
@example("1 2 3 Td")
@example("BT Td ET")
def test_it_never_reads_what_qpdf_reads_otherwise(text: str) -> None:
    data = text.encode()
    found = plain_operations(data)
    if found is not None:
        assert found == by_the_other(data)
