"""The words of a PDF, by its structure tree and by where the pieces stand.

Pieces are drawn by hand: every character is 5 pt wide, so "word" at x = 10 ends at 30.
"""

import io
from collections.abc import Callable

import pikepdf
import pytest

from anthology.collation.pdf import read_pdf
from anthology.collation.pdftext import page_runs
from anthology.collation.streams import TURN, Outside
from anthology.diagnostic import AnthologyError

Draw = Callable[..., bytes]


def read(data: bytes, *keys: str) -> dict[str, str]:
    return {key: " ".join(found) for key, found in read_pdf(data, keys).streams.items()}


def line(draw: Draw, *kids: object) -> str:
    """What one paragraph with these kids says."""
    return read(draw(["P", "t1b", *kids], pages=2), "t1b")["t1b"]


def test_pieces_that_touch_are_one_word(draw: Draw) -> None:
    assert line(draw, ("un", 10, 50), ["Span", "", ("bear", 20, 50)], ("able", 40, 50)) == (
        "unbearable"
    )


def test_an_undrawn_space_between_pieces_is_seen(draw: Draw) -> None:
    assert line(draw, ["Em", "", ("one", 10, 50)], ["Em", "", ("two", 28, 50)]) == "one two"


def test_a_space_drawn_at_the_end_of_a_piece_is_one_space(draw: Draw) -> None:
    assert line(draw, ("one ", 10, 50), ("two", 30, 50), (" three", 45, 50)) == "one two three"


def test_pieces_that_touch_at_either_side_are_one_word(draw: Draw) -> None:
    """Where words run to the left, the next piece may stand before the last one."""
    assert line(draw, ("(", 0, 50), ("bc", 20, 50), ("a", 15, 50), (")", 30, 50)) == "( bca)"


def test_raised_and_lowered_letters_go_on_with_the_word(draw: Draw) -> None:
    assert line(draw, ("H", 10, 50), ("2", 15, 47), ("O", 20, 50), ("th", 25, 53)) == "H2Oth"


def test_a_new_line_parts_words(draw: Draw) -> None:
    assert line(draw, ("one", 10, 50), ("two", 10, 38), ("three", 25, 26)) == "one two three"


def test_a_new_page_parts_words(draw: Draw) -> None:
    assert line(draw, ("one", 10, 50), ("two", 25, 50, 1)) == "one two"


@pytest.mark.parametrize(
    ("first", "second", "found"),
    [
        ("incom\u2010", "patible", f"incom\u2010{TURN}patible"),
        ("self-", "evident", f"self-{TURN}evident"),
        ("word—", "but", f"word—{TURN}but"),
        ("he", "—and", f"he{TURN}—and"),
        ("R.C.P.", "(B.)", f"R.C.P.{TURN}(B.)"),
        ("party", "(B.)", "party (B.)"),
        ("he", "…and", "he …and"),
        ("2006PNAS..", "10319W", f"2006PNAS..{TURN}10319W"),
        ("(1),", "“17”", f"(1),{TURN}“17”"),
        ("(2006).", "In", "(2006). In"),
        ("either/", "or", f"either/{TURN}or"),
        ("http://a.", "org", f"http://a.{TURN}org"),
        ("See www.x.org", "/a", f"See www.x.org{TURN}/a"),
        ("0123456789" * 4, "0123", "0123456789" * 4 + f"{TURN}0123"),
        ("- ", "item", "- item"),
        ("end.", "Next", "end. Next"),
        ("end,”", "he", "end,” he"),
    ],
)
def test_line_ends(draw: Draw, first: str, second: str, found: str) -> None:
    assert line(draw, (first, 10, 50), (second, 10, 38)) == found


def test_a_divided_word_goes_on_on_the_next_page(draw: Draw) -> None:
    assert (
        line(draw, ("incom\u2010", 10, 10), ("patible", 10, 90, 1)) == f"incom\u2010{TURN}patible"
    )


def test_a_hyphen_in_mid_line_is_the_texts_own(draw: Draw) -> None:
    assert line(draw, ("well\u2010", 10, 50), ["Em", "", ("known", 35, 50)]) == "well\u2010known"


def test_note_calls_and_numbers_take_room_but_are_no_words(draw: Draw) -> None:
    call = ["Reference", "t1n3r", ["Link", "", ("3", 30, 53)]]
    assert line(draw, ["Lbl", "", ("2. ", 0, 50)], ("word", 10, 50), call, (",", 35, 50)) == "word,"
    assert line(draw, ("word", 10, 50), call, ["Em", "", ("next", 38, 50)]) == "word next"


def test_a_reference_that_calls_no_note_is_read(draw: Draw) -> None:
    locators = [
        ["Reference", "", ["Link", "", (page, x, 50)]] for page, x in (("7", 45), ("9", 60))
    ]
    found = line(draw, ("Trotsky, ", 0, 50), locators[0], (", ", 50, 50), locators[1])
    assert found == "Trotsky, 7, 9"


def test_generated_text_in_mid_line_parts_nothing(draw: Draw) -> None:
    ornament = ["Lbl", "", ("[…]", 30, 50)]
    assert line(draw, ("word", 10, 50), ornament, (",", 45, 50)) == "word,"


def test_a_key_met_again_goes_on_with_new_words(draw: Draw) -> None:
    data = draw(["Span", "t1b", ("a", 10, 50)], ["Span", "t1b", ("b", 15, 50)])
    assert read(data, "t1b") == {"t1b": "a b"}


def test_the_empty_key_is_never_an_id(draw: Draw) -> None:
    data = draw(["P", "t1b", ("un", 10, 50), ["Span", "", ("bear", 20, 50)]])
    assert read(data, "t1b", "") == {"t1b": "unbear"}


def test_a_keyed_element_is_a_stream_of_its_own(draw: Draw) -> None:
    call = ["Reference", "t1n3r", ["Link", "", ("3", 30, 53)]]
    note = [
        "Note",
        "t1n3",
        ["Lbl", "", ("3", 10, 10)],
        (" A note", 15, 10),
        ["P", "", ("m", 50, 10)],
    ]
    data = draw(["Sect", "t1", ["P", "", ("word", 10, 50), call, note, (", on", 35, 50)]])
    assert read(data, "t1", "t1n3") == {"t1": "word, on", "t1n3": "A note m"}


def test_a_keyed_element_is_read_wherever_it_stands(draw: Draw) -> None:
    call = ["Reference", "t1n3r", ("3", 30, 53), ["Note", "t1n3", ("A note", 10, 10)]]
    assert read(draw(["P", "t1b", ("word", 10, 50), call]), "t1b", "t1n3") == {
        "t1b": "word",
        "t1n3": "A note",
    }


def test_blocks_part_words_and_inline_elements_do_not(draw: Draw) -> None:
    kids = [["P", "", ("a", 10, 50)], ["P", "", ("b", 15, 50)], ["Span", "", ("c", 20, 50)]]
    assert read(draw(["Div", "t1b", *kids]), "t1b") == {"t1b": "a b c"}
    assert read(draw(["Div", "t1b", *kids[1:], ["Link", "", ("d", 25, 50)]]), "t1b") == {
        "t1b": "b cd"
    }


def test_words_follow_the_tree_and_not_the_page(draw: Draw) -> None:
    data = draw(["P", "t2b", ("second", 10, 50)], ["P", "t1b", ("later", 10, 20), ("up", 10, 80)])
    assert read(data, "t1b", "t2b") == {"t1b": "later up", "t2b": "second"}


def test_all_other_text_is_returned_without_a_key(draw: Draw) -> None:
    loose = [("", "untagged", 10, 20), ("/Span <</MCID 90>> BDC", "orphan", 10, 8)]
    data = draw(["P", "t1b", ("text", 10, 50)], ["P", "t1p9", ("stray", 10, 35)], loose=loose)
    assert read(data, "t1b") == {"t1b": "text", "": "stray untagged orphan"}


def test_text_that_the_tree_names_twice_is_there_twice(draw: Draw) -> None:
    with pikepdf.open(stream(draw(["P", "t1b", ("text", 10, 50)]))) as pdf:
        paragraph = pdf.Root.StructTreeRoot.K[0]
        paragraph.K.append(paragraph.K[0])
        assert read(saved(pdf), "t1b") == {"t1b": "text text"}


@pytest.mark.parametrize("mark", ["/Artifact BMC", "/Artifact <</Type /Pagination>> BDC"])
def test_artifacts_are_no_stream(draw: Draw, mark: str) -> None:
    data = draw(["P", "t1b", ("text", 10, 50)], loose=[(mark, "23", 10, 8)])
    assert read(data, "t1b") == {"t1b": "text"}


def test_what_is_marked_inside_an_artifact_is_one(draw: Draw) -> None:
    mark = "/Artifact BMC /Span <</MCID 0>> BDC EMC /Span <</MCID 0>> BDC"
    data = draw(["P", "t1b", ("text", 10, 50)], loose=[(mark, "23", 10, 8)])
    assert read(data, "t1b") == {"t1b": "text"}


def test_a_document_without_a_tree_has_text_without_a_key(draw: Draw) -> None:
    with pikepdf.open(stream(draw(["P", "t1b", ("text", 10, 50)]))) as pdf:
        del pdf.Root.StructTreeRoot
        assert read(saved(pdf), "t1b") == {"": "text"}


@pytest.mark.parametrize(
    ("x", "y", "inside"),
    [
        (10, 50, True),
        (-6, 50, False),
        (180, 50, True),
        (181, 50, False),
        (10, 4, True),
        (10, 1, False),
        (10, 95, False),
        (10, 300, False),
        (10, -20, False),
    ],
)
def test_text_must_lie_on_its_page(draw: Draw, x: int, y: int, inside: bool) -> None:
    data = draw(["P", "t1b", ("on", 10, 50), ("text", x, y, 1)], pages=2)
    assert read_pdf(data, ["t1b"]).outside == (() if inside else (Outside(2, "text"),))


def test_a_folio_must_lie_on_its_page_too(draw: Draw) -> None:
    data = draw(["P", "t1b", ("on", 10, 50)], loose=[("/Artifact BMC", "23", 10, -20)])
    assert read_pdf(data, ["t1b"]).outside == (Outside(1, "23"),)


@pytest.mark.parametrize("box", ["/CropBox", "/TrimBox"])
def test_what_is_cut_off_lies_outside(draw: Draw, box: str) -> None:
    with pikepdf.open(stream(draw(["P", "t1b", ("text", 10, 50)]))) as pdf:
        pdf.pages[0].obj[box] = pikepdf.Array([20, 0, 200, 100])
        assert read_pdf(saved(pdf), ["t1b"]).outside == (Outside(1, "text"),)


def test_text_in_a_form_belongs_to_the_mark_of_its_caller(draw: Draw) -> None:
    data = draw(["P", "t1b", ("a", 10, 50)])
    with pikepdf.open(stream(data)) as pdf:
        page = pdf.pages[0]
        form = pdf.make_stream(b"BT /F 10 Tf 15 -50 Td <01> Tj ET")
        form.Type, form.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
        form.Matrix = pikepdf.Array([1, 0, 0, 1, 0, 100])
        page.obj.Resources.XObject = pikepdf.Dictionary(X=form)
        marked = page.obj.Contents.read_bytes().replace(b"ET EMC", b"ET q /X Do Q EMC")
        page.obj.Contents = pdf.make_stream(marked)
        assert read(saved(pdf), "t1b") == {"t1b": "aa"}


@pytest.mark.parametrize(
    ("content", "runs"),
    [
        ("10 50 Td [<01> 100 <02>] TJ", [("wo", 10, 19, 50, 10)]),
        ("10 50 Td [(\\001) -100 (\\002)] TJ", [("wo", 10, 21, 50, 10)]),
        ("10 50 Td <01> Tj <02> Tj", [("w", 10, 15, 50, 10), ("o", 15, 20, 50, 10)]),
        ("10 50 Td 5 -7 Td <01> Tj", [("w", 15, 20, 43, 10)]),
        ("10 50 Td 0 -7 TD T* <01> Tj", [("w", 10, 15, 36, 10)]),
        ("10 50 Td 12 TL <01> Tj <02> '", [("w", 10, 15, 50, 10), ("o", 10, 15, 38, 10)]),
        ('10 50 Td 12 TL 9 2 <0120> "', [("w\ufffd", 10, 33, 38, 10)]),
        ("2 Tc 9 Tw 10 50 Td <012002> Tj", [("w\ufffdo", 10, 40, 50, 10)]),
        ("50 Tz 10 50 Td <0102> Tj", [("wo", 10, 15, 50, 10)]),
        ("10 50 Td 3 Ts <01> Tj", [("w", 10, 15, 53, 10)]),
        ("2 0 0 2 10 50 Tm <01> Tj", [("w", 10, 20, 50, 20)]),
        ("q 1 0 0 -1 0 100 cm 1 0 0 -1 10 50 Tm /F 8 Tf <01> Tj Q", [("w", 10, 14, 50, 8)]),
        ("q 5 0 0 5 0 0 cm 4 Tr Q 10 50 Td <01> Tj", [("w", 10, 15, 50, 10)]),
        ("3 Tr 10 50 Td <01> Tj", []),
        ("/Span <</MCID 4>> BDC 3 Tr <01> Tj EMC Q EMC 0 Tr <01> Tj", [("w", 5, 10, 0, 10)]),
    ],
)
def test_where_text_stands(
    draw: Draw, content: str, runs: list[tuple[str, int, int, int, int]]
) -> None:
    with pikepdf.open(stream(draw(["P", "t1b", ("word ", 10, 50)]))) as pdf:
        page = pdf.pages[0]
        page.obj.Contents = pdf.make_stream(f"BT /F 10 Tf {content} ET".encode())
        found = page_runs(page, {})
    assert [(r.text, *map(round, (r.x0, r.x1, r.y, r.size))) for r in found] == runs


def test_marks_of_a_page_may_be_named_in_its_resources(draw: Draw) -> None:
    with pikepdf.open(stream(draw(["P", "t1b", ("text", 10, 50)]))) as pdf:
        page = pdf.pages[0].obj
        named = page.Contents.read_bytes().replace(b"<</MCID 0>>", b"/M0")
        page.Contents = pdf.make_stream(named)
        page.Resources.Properties = pikepdf.Dictionary(M0=pikepdf.Dictionary(MCID=0))
        assert read(saved(pdf), "t1b") == {"t1b": "text"}


def test_a_file_that_is_no_pdf_is_said_to_be_so() -> None:
    with pytest.raises(AnthologyError, match=r"finished PDF: .* cannot be read"):
        read_pdf(b"%PDF", ["t1b"])


def stream(data: bytes) -> io.BytesIO:
    return io.BytesIO(data)


def saved(pdf: pikepdf.Pdf) -> bytes:
    file = io.BytesIO()
    pdf.save(file)
    return file.getvalue()
