"""The words of an EPUB, stream by stream."""

import io
import zipfile
from collections.abc import Callable

import pytest

from anthology.collation.epub import read_epub
from anthology.collation.report import collate
from anthology.collation.streams import Stream, words
from anthology.diagnostic import AnthologyError

Make = Callable[..., bytes]


def read(make_epub: Make, body: str, *keys: str) -> dict[str, str]:
    found = read_epub(make_epub(body), keys)
    return {key: " ".join(stream) for key, stream in found.items()}


def test_inline_elements_do_not_end_a_word_and_blocks_do(make_epub: Make) -> None:
    body = """<div id="t1b"><p>un<em>believ</em>able,</p><p>he<br/>said</p><ul><li>a</li><li>b</li>
    </ul><blockquote>c</blockquote><h2>d</h2></div>"""
    assert read(make_epub, body, "t1b") == {"t1b": "unbelievable, he said a b c d"}


def test_a_keyed_element_inside_another_is_a_stream_of_its_own(make_epub: Make) -> None:
    body = """<section id="t1">Title<div id="t1h"><p>Head.</p></div><div id="t1b"><p>word<a
    class="noteref" href="#t1n1">1</a><aside id="t1n1">A note.</aside>, more</p></div></section>"""
    assert read(make_epub, body, "t1", "t1h", "t1b", "t1n1") == {
        "t1": "Title",
        "t1h": "Head.",
        "t1b": "word, more",
        "t1n1": "A note.",
    }


def test_generated_text_is_left_out(make_epub: Make) -> None:
    body = """<p id="t1p1"><span class="pn">1</span><span class="x gen">2. </span>Wo<span
    xmlns:epub="http://www.idpf.org/2007/ops" epub:type="pagebreak" id="page_7">7</span>rd<a
    class="noteref editor">3</a></p><aside id="t1n3"><a class="note-marker">3</a> Note. <a
    class="backlink">back</a></aside><nav hidden="hidden">12</nav><p class="gen">* * *</p>"""
    assert read(make_epub, body, "t1p1", "t1n3") == {"t1p1": "Word", "t1n3": "Note."}


def test_a_link_that_only_sounds_like_a_marker_is_read(make_epub: Make) -> None:
    body = """<p id="t1b"><a class="external" href="x">link</a> <em class="pn">em</em></p>"""
    assert read(make_epub, body, "t1b") == {"t1b": "link em"}


def test_text_without_a_key_is_not_lost_from_sight(make_epub: Make) -> None:
    body = "<p>Stray</p><p id='t1b'>Text</p>tail"
    assert read(make_epub, body, "t1b") == {"": "Stray tail", "t1b": "Text"}


def test_documents_are_read_in_spine_order(make_epub: Make) -> None:
    found = read_epub(make_epub("<p id='t1b'>second</p>", "<p id='t1b'>first</p>"), ["t1b"])
    assert found == {"t1b": ("first", "second")}


def test_a_key_that_is_nowhere_has_no_entry_and_an_empty_element_has_one(make_epub: Make) -> None:
    assert read_epub(make_epub("<p id='t1b'/>"), ["t1b", "t2b"]) == {"t1b": ()}


def test_a_script_is_no_text(make_epub: Make) -> None:
    assert read(make_epub, "<p id='t1b'>a<script>b</script><style>c</style></p>", "t1b") == {
        "t1b": "a"
    }


def test_the_empty_key_is_never_an_id(make_epub: Make) -> None:
    assert read(make_epub, "<p id='t1b'>un<em id=''>b</em>ear</p>", "t1b", "") == {"t1b": "unbear"}


def test_comments_are_no_text(make_epub: Make) -> None:
    assert read(make_epub, "<p id='t1b'>a<!-- b -->c</p>", "t1b") == {"t1b": "ac"}


def test_a_word_taken_out_of_the_file_makes_the_collation_fail(make_epub: Make) -> None:
    text = "Nothing is lost and nothing slips in."
    expected = [Stream("t1b", words(text))]
    whole = make_epub(f"<div id='t1b'><p>{text}</p></div>")
    short = make_epub(f"<div id='t1b'><p>{text.replace('slips ', '')}</p></div>")
    assert collate("epub", expected, read_epub(whole, ["t1b"])).ok
    (difference,) = collate("epub", expected, read_epub(short, ["t1b"])).differences
    assert (difference.kind, difference.expected, difference.at) == ("missing", ("slips",), 5)


@pytest.mark.parametrize("damage", ["no zip", "no container", "not well-formed"])
def test_a_file_that_cannot_be_read_is_said_to_be_so(make_epub: Make, damage: str) -> None:
    data = {"no zip": b"PK", "no container": empty_zip(), "not well-formed": make_epub("<p>")}
    with pytest.raises(AnthologyError, match=r"finished EPUB: .* cannot be read"):
        read_epub(data[damage], ["t1b"])


def empty_zip() -> bytes:
    file = io.BytesIO()
    zipfile.ZipFile(file, "w").close()
    return file.getvalue()
