"""The tree of a page: what lxml does not know about HTML is put right."""

from anthology.read.dom import parse, tree_of


def test_nothing_is_lost_behind_an_element_that_holds_nothing() -> None:
    page = (
        "<h1>Element<wbr>.scroll<wbr>Into<wbr>View()</h1><picture><source srcset=a.webp>"
        "<img src=a.png alt=A></picture><p>a<keygen>b"
    )
    tree = tree_of(parse(page))
    assert tree.words() == "Element.scrollIntoView() ab"
    assert [node.get("src") for node in tree.walk() if node.tag == "img"] == ["a.png"]
