"""Long notes are cut between words into chunks; no word is lost."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from anthology.document import Emphasis, Mention, NoteRef, Paragraph, Text, plain
from anthology.labels import ENGLISH
from anthology.notes import Note
from anthology.read.markdown import read_markdown
from anthology.render.footnote import CHUNK_WORDS, Footnote, footnotes


def ready(*lengths: int) -> Footnote:
    blocks = tuple(
        Paragraph((Text("word " * (n // 2)), Emphasis((Text(" ".join(["word"] * (n - n // 2))),))))
        for n in lengths
    )
    return footnotes((Note("t1n1", "editor", "1", blocks),), ENGLISH)["t1n1"]


@given(st.lists(st.integers(1, 260), min_size=1, max_size=4))
def test_chunks_hold_all_words_and_none_is_too_long(lengths: list[int]) -> None:
    note = ready(*lengths)
    counts = [[len(plain(p.children).split()) for p in chunk.paragraphs] for chunk in note.chunks]
    assert sum(map(sum, counts)) == sum(lengths)
    assert all(sum(count) <= 1.5 * CHUNK_WORDS + 8 for count in counts)
    assert all(all(count) for count in counts)  # no empty paragraph
    ids = [chunk.id for chunk in note.chunks]
    assert ids == ["t1n1", *(f"t1n1-{n}" for n in range(2, len(ids) + 1))]


def test_a_name_and_a_link_are_never_cut_in_two() -> None:
    name = Mention("Marx", "t1n1m1", (Text("Karl Heinrich Marx"),))
    blocks = (Paragraph((Text("word " * 31), name, Text("’s friend " + " ".join(["word"] * 40)))),)
    note = footnotes((Note("t1n1", "editor", "1", blocks),), ENGLISH)["t1n1"]
    held = [plain(p.children) for chunk in note.chunks for p in chunk.paragraphs]
    assert len(held) == 2
    assert sum("Karl Heinrich Marx’s" in words for words in held) == 1
    assert "".join(held) == plain(blocks[0].children)


def test_a_list_is_set_item_by_item() -> None:
    blocks = read_markdown("Three ways:\n\n1. by rail,\n2. on *foot*.\n\n- or not", "notes/one.md")
    (chunk,) = footnotes((Note("t1n1", "editor", "1", blocks),), ENGLISH)["t1n1"].chunks
    assert [(p.kind, p.marker, plain(p.children)) for p in chunk.paragraphs] == [
        ("", "", "Three ways:"),
        ("item", "1.", "by rail,"),
        ("item", "2.", "on foot."),
        ("item", "–", "or not"),
    ]


def test_a_note_on_a_note_is_nested_in_it() -> None:
    author = Note("t1n-i", "author", "[i]", (Paragraph((Text("So."), NoteRef("t1n1"))),))
    editor = Note("t1n1", "editor", "1", (Paragraph((Text("Not so."),)),))
    found = footnotes((author, editor), ENGLISH)
    assert [n.id for n in found["t1n-i"].hung] == ["t1n1"]
    assert found["t1n1"].nested
    assert not found["t1n-i"].nested
    assert found["t1n-i"].label == "Author’s note [i]"
    assert found["t1n1"].label == "Editor’s note 1"
