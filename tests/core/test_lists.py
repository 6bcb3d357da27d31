"""Items in a row become lists."""

from __future__ import annotations

from anthology.document import Block, Blocks, ListBlock, Paragraph, Text, plain, walk
from anthology.lists import Entry, fold_lists


def entry(shown: str, *, continues: bool = False) -> Entry:
    """`  2. two`, `• dot` or plain words, as an entry."""
    words = shown.strip()
    mark = words.split()[0]
    indent = len(shown) - len(shown.lstrip())
    block = Paragraph((Text(words),))
    if mark == "•":
        return Entry(block, "bullet", "", indent)
    if mark.rstrip(".").isdigit():
        return Entry(block, "number", mark.rstrip("."), indent)
    return Entry(block, continues=continues)


def shape(blocks: Blocks) -> list[object]:
    return [one(block) for block in blocks]


def one(block: Block) -> object:
    if isinstance(block, ListBlock):
        return [shape(item.blocks) for item in block.items]
    assert isinstance(block, Paragraph)
    return plain(block.children)


def test_numbers_that_go_on_make_one_list() -> None:
    assert shape(fold_lists(map(entry, ["a", "1. b", "2. c", "d"]))) == [
        "a",
        [["1. b"], ["2. c"]],
        "d",
    ]


def test_one_begins_another_list() -> None:
    assert shape(fold_lists(map(entry, ["1. a", "2. b", "1. c"]))) == [
        [["1. a"], ["2. b"]],
        [["1. c"]],
    ]


def test_a_list_of_one_number_and_one_again() -> None:
    assert shape(fold_lists(map(entry, ["1. a", "1. b"]))) == [[["1. a"]], [["1. b"]]]


def test_deeper_items_are_nested_and_the_outer_list_goes_on() -> None:
    assert shape(fold_lists(map(entry, ["1. a", "  • b", "  • c", "2. d"]))) == [
        [["1. a", [["• b"], ["• c"]]], ["2. d"]],
    ]


def test_a_continuation_goes_on_the_item_of_the_outer_list() -> None:
    entries = [entry("1. a"), entry("  • b"), entry("c", continues=True), entry("2. d")]
    assert shape(fold_lists(entries)) == [[["1. a", [["• b"]], "c"], ["2. d"]]]


def test_another_kind_of_mark_at_the_same_indent_is_another_list() -> None:
    assert shape(fold_lists(map(entry, ["1. a", "• b"]))) == [[["1. a"]], [["• b"]]]


def test_lists_deeper_than_a_page_has_room_for_are_made_flat() -> None:
    words = [str(i) for i in range(500)]
    blocks = fold_lists(Entry(Paragraph((Text(w),)), "bullet", "", int(w)) for w in words)
    assert [plain(b.children) for b in walk(blocks) if isinstance(b, Paragraph)] == words
    depth, inner = 0, blocks[0]
    while isinstance(inner, ListBlock):
        depth, inner = depth + 1, inner.items[-1].blocks[-1]
    assert depth == 12
