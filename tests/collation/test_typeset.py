"""Text set by the engine, read back: what shaping, division and page breaks do to words."""

import io
import random
from collections.abc import Callable, Iterator, Sequence
from itertools import product

import pikepdf
import pytest
from fontTools.ttLib import TTFont

from anthology.collation.pdf import read_pdf
from anthology.collation.pdfline import may_end
from anthology.collation.report import Report, collate
from anthology.collation.streams import TURN, Stream, words
from anthology.render.divide import line_ends

VOCABULARY = """
international counterrevolutionary organisation difficult office affluent fjord waffle
self-evident twenty-five well\u2010known re\u2010elected party—whatever socialism—and either/or
“The Truth,” ’tis Trotsky’s (sometimes) [sic] VAT AVANT To. Yes? No! then… so… 1917–1924 10,000
understanding revolutionaries; misunderstanding: extraordinarily disproportionate
"""
WORDS = VOCABULARY.split()


def passage(count: int, seed: int) -> str:
    """Words in a settled disorder, with all that is hard for a reader of print."""
    return " ".join(random.Random(seed).choices(WORDS, k=count))


# Markup of a stream, and the text that must be read from it.
CASES = {
    "ligatures": ("office waffle fjord The Th fi ﬁ", "office waffle fjord The Th fi ﬁ"),
    "kerning": ("AVAVA To. VAT LYT’s “A” 1771.", "AVAVA To. VAT LYT’s “A” 1771."),
    "caps": (
        'By <span class="smallcaps">Nato and the UN</span>’s <span class="smallcaps">a</span>b',
        "By Nato and the UN’s ab",
    ),
    "emphasis": ("un<em>believ</em>able f<em>i</em>sh of<em>fi</em>ce", "unbelievable fish office"),
    "spaces": ("<em>a</em> <em>b</em> <em> c</em> d\u00a0e f\u2009g", "a b c d e f g"),
    "links": ('(<a href="https://example.org/">here</a>), and', "(here), and"),
    "breaks": ("one<br/>two—<br/>three", "one two— three"),
    "raised": ("10<sup>th</sup> x<sup>n</sup>y", "10th xny"),
    "accents": ("cafe\u0301 naïve q\u0301 Ελλάδα мир", "café naïve q\u0301 Ελλάδα мир"),
    "unseen": ("zero\u200bwidth \ufeffsoft\u00adly", "zerowidth softly"),
    "soft": ("con\u00adsti\u00adtu\u00adtion\u00adal " * 40, "constitutional " * 40),
    "own": ("well\u2010known " * 40, "well\u2010known " * 40),
    "stops": ("Bibcode:2006PNAS..10319W a.10b, x;1 (2),“3” y.¿Z " * 30,) * 2,
    "dashes": ("word—but then … no pre- and post-war " * 20 + "on—and—" * 12 + "on",) * 2,
    "address": (f"see https://example.org/{'a-long/path.with_all/' * 9}end now",) * 2,
    "long": (passage(900, 1),) * 2,
}
CALL = '<a class="noteref editor" href="#t1n{0}" id="t1n{0}r">{0}</a>'
MARKER = '<a class="note-marker" href="#t1n{0}r">{0}</a>'
NOTE = f'<aside class="note editor" id="t1n{{0}}">{MARKER} {{1}}</aside>'
NOTES = {n: passage(30 + n, n) for n in range(1, 9)}


def text_with_notes() -> str:
    """Notes called after a word, before a comma, in mid-word and after a dash."""
    around = ("word{}", "word{}, then", "mid{}word", "word—{}then", "<em>word</em>{} <em>then</em>")
    return " ".join(
        f"{passage(40, 20 + n)} {around[n % 5].format(CALL.format(n) + NOTE.format(n, note))}"
        for n, note in NOTES.items()
    )


def text_without_notes() -> str:
    around = ("word", "word, then", "midword", "word—then", "word then")
    return " ".join(f"{passage(40, 20 + n)} {around[n % 5]}" for n in NOTES)


EXPECTED = (
    *(Stream(key, words(text)) for key, (_, text) in CASES.items()),
    Stream("noted", words(text_without_notes())),
    *(Stream(f"t1n{n}", words(note)) for n, note in NOTES.items()),
)
KEYS = [stream.key for stream in EXPECTED]


@pytest.fixture(scope="module")
def book(typeset: Callable[[str], bytes]) -> bytes:
    blocks = [f'<p id="{key}">{markup}</p>' for key, (markup, _) in CASES.items()]
    return typeset("".join(blocks) + f'<p id="noted">{text_with_notes()}</p>')


def collated(data: bytes) -> Report:
    reading = read_pdf(data, KEYS)
    return collate("pdf", EXPECTED, reading.streams, reading.outside)


def test_the_book_says_what_it_must(book: bytes) -> None:
    report = collated(book)
    assert report.ok, report.differences
    assert report.words > 1700


def test_two_calls_side_by_side_part_no_word(typeset: Callable[[str], bytes]) -> None:
    calls = [CALL.format(n) + NOTE.format(n, "One.") for n in (1, 2)]
    both = calls[0] + calls[1].replace("<a ", '<a style="margin-left: 0.3em" ', 1)
    data = typeset(f'<p id="noted">An evening{both}, mid{both.replace("t1n", "t2n")}word.</p>')
    read = read_pdf(data, ["noted", *(f"t{t}n{n}" for t in (1, 2) for n in (1, 2))])
    assert read.streams["noted"] == ("An", "evening,", "midword.")


def test_the_book_is_one_that_could_be_misread(book: bytes) -> None:
    with pikepdf.open(io.BytesIO(book)) as pdf:
        assert len(pdf.pages) > 10
    streams = read_pdf(book, KEYS).streams
    assert sum(f"\u2010{TURN}" in word for word in streams["long"]) > 40
    assert any(f"well\u2010{TURN}known" in word for word in streams["own"])
    assert any(f"—{TURN}" in word for word in streams["dashes"])
    assert any(f"pre-{TURN}and" in word for word in streams["dashes"])


def test_the_engine_ends_no_line_where_the_collation_does_not_expect_it() -> None:
    signs = "".join(map(chr, range(0x21, 0x7F))) + "§«»°·¿–—‘’“”„†…′″‹›€™"
    unforeseen = {
        before + after
        for before, after in product(signs, repeat=2)
        if any(line_ends(f"{x}{before}{after}{x}", "en")[len(x) + 1] for x in ("", "x", "1"))
        and not may_end(before, after)
    }
    assert not unforeseen


def test_a_word_taken_out_of_the_page_is_missed(book: bytes) -> None:
    data, word = tampered(book, lambda codes, start, end: codes[:start] + codes[end:])
    (difference,) = collated(data).differences
    assert (difference.kind, " ".join(difference.expected).strip()) == ("missing", word)


def test_a_word_put_on_the_page_twice_is_noticed(book: bytes) -> None:
    data, word = tampered(book, lambda codes, start, end: codes[:end] + codes[start:])
    (difference,) = collated(data).differences
    assert (difference.kind, " ".join(difference.found)) == ("extra", word)


def test_a_paragraph_taken_out_of_the_tree_is_noticed_twice(book: bytes) -> None:
    with pikepdf.open(io.BytesIO(book)) as pdf:
        part = pdf.Root.StructTreeRoot.K[0].K[0]
        part.K = pikepdf.Array([kid for kid in part.K if str(kid.get("/ID")) != "kerning"])
        differences = collated(saved(pdf)).differences
    text = words(CASES["kerning"][1])
    assert [(d.kind, d.key) for d in differences] == [("missing", "kerning"), ("extra", "")]
    assert differences[0].expected == differences[1].found == text


def test_a_glyph_without_outline_is_unreadable(book: bytes) -> None:
    with pikepdf.open(io.BytesIO(book)) as pdf:
        for font in fonts(pdf):
            codes = {text: int(code, 16) for code, text in rows(font)}
            if "j" in codes:
                blank(font, codes["j"])
        differences = collated(saved(pdf)).differences
    assert changed("fjord", "f\ufffdord") in {(d.expected, d.found) for d in differences}


def changed(expected: str, found: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return (expected,), (found,)


def tampered(
    book: bytes, edit: Callable[[list[bytes], int, int], list[bytes]]
) -> tuple[bytes, str]:
    """The book after `edit` of the codes of a word in mid-line, space included; and that word."""
    with pikepdf.open(io.BytesIO(book)) as pdf:
        page = pdf.pages[4]
        texts = {str(name): dict(rows(font)) for name, font in page.resources.Font.items()}
        instructions = list(pikepdf.parse_content_stream(page))
        for at, (font, codes) in shown(instructions):
            text = [texts[font][code.hex()] for code in codes]
            spaces = [index for index, character in enumerate(text) if character == " "]
            if len(spaces) > 3:
                start, end = spaces[1], spaces[2]
                edited = pikepdf.Array([pikepdf.String(b"".join(edit(codes, start, end)))])
                instructions[at] = pikepdf.ContentStreamInstruction(
                    [edited], pikepdf.Operator("TJ")
                )
                page.obj.Contents = pdf.make_stream(pikepdf.unparse_content_stream(instructions))
                return saved(pdf), "".join(text[start:end]).strip()
    raise AssertionError("no line of four words on the page")


def shown(instructions: Sequence[object]) -> Iterator[tuple[int, tuple[str, list[bytes]]]]:
    """Each shown string: which instruction it is, its font, its two-byte codes."""
    font = ""
    for at, instruction in enumerate(instructions):
        assert isinstance(instruction, pikepdf.ContentStreamInstruction)
        if str(instruction.operator) == "Tf":
            font = str(instruction.operands[0])
        elif str(instruction.operator) == "TJ":
            items = instruction.operands[0]
            string = b"".join(bytes(i) for i in items if isinstance(i, pikepdf.String))
            yield at, (font, [string[n : n + 2] for n in range(0, len(string), 2)])


def fonts(pdf: pikepdf.Pdf) -> list[pikepdf.Object]:
    return [font for page in pdf.pages[:1] for font in page.resources.Font.values()]


def rows(font: pikepdf.Object) -> Iterator[tuple[str, str]]:
    """Code, in hexadecimal, and text of each row of a font's ToUnicode map."""
    for row in font.ToUnicode.read_bytes().decode().splitlines():
        if row.startswith("<") and len(row.split()) == 2 and not row.endswith("<ffff>"):
            code, text = row.replace("<", "").replace(">", "").split()
            yield code, bytes.fromhex(text).decode("utf-16-be")


def blank(font: pikepdf.Object, glyph: int) -> None:
    """Take the outline out of a glyph."""
    file = font.DescendantFonts[0].FontDescriptor.FontFile2
    face = TTFont(io.BytesIO(file.read_bytes()))
    name = face.getGlyphName(glyph)
    face["glyf"][name] = type(face["glyf"][name])()
    data = io.BytesIO()
    face.save(data)
    file.write(data.getvalue())


def saved(pdf: pikepdf.Pdf) -> bytes:
    file = io.BytesIO()
    pdf.save(file)
    return file.getvalue()
