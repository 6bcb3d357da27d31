"""An edition's own style sheets, templates and page: what prevails, what its editor is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from anthology.book import Book
from anthology.build import prepare
from anthology.diagnostic import EditionError
from anthology.indexprint import IndexPrint
from anthology.labels import ENGLISH
from anthology.paper import own_page, page_faults
from anthology.render.markup import Medium, all_notes, press_of
from anthology.render.pieces import contents
from anthology.resources import style
from anthology.schema import Print

if TYPE_CHECKING:
    from tests.core.conftest import Desk


def faults(desk: Desk) -> list[str]:
    """What stops the edition from being read, as the editor sees it, without hints."""
    with pytest.raises(EditionError) as caught:
        desk.edition()
    return [str(d).split("\n")[0] for d in caught.value.diagnostics]


@pytest.fixture
def small(desk: Desk) -> Desk:
    desk.text("Some words.\n")
    return desk


# --- Style sheets ---


def test_a_sheet_of_the_edition_takes_the_place_of_ours(small: Desk) -> None:
    small.write("styles/print.css", "p { color: black }")
    theme = small.edition().theme
    assert theme.sheet("print.css") == ("p { color: black }",)
    assert theme.sheet("epub.css") == (style("epub.css"),)


def test_a_sheet_is_added_behind_ours(small: Desk) -> None:
    small.write("styles/print.add.css", "p { color: black }")
    assert small.edition().theme.sheet("print.css") == (style("print.css"), "p { color: black }")


def test_what_was_read_is_named_for_make(small: Desk) -> None:
    small.write("styles/print.add.css", "p { color: black }")
    small.write("templates/block.j2", "")
    names = {path.relative_to(small.root).as_posix() for path in small.edition().files}
    assert {"styles/print.add.css", "templates/block.j2"} <= names


@pytest.mark.parametrize(
    ("name", "css", "said"),
    [
        ("print.add.css", "p {\n  color: red\n", "print.add.css:1: style-broken: something"),
        ("epub.css", "\n/* no end", "epub.css:2: style-broken: something that begins"),
        ("epub.css", "p { color: red }\n}", "epub.css:2:1: style-broken: "),
        ("print.css", '\n@import "x.css";', "print.css:2:1: style-import: @import fetches"),
        ("print.css", "p{}\nq{background: url(x.png)}", "print.css:2:15: style-url: “x.png”"),
        ("print.css", 'q{background: url("/etc/x")}', "print.css:1:15: style-url: “/etc/x”"),
        ("print.css", "@font-face{src:url(font:No.ttf)}", "style-url: there is no typeface “No"),
        ("epub.css", "@font-face{src:url(font:EBGaramond.ttf)}", "style-url: “font:EBGaramond.t"),
        ("epub.css", 'q{background:image-set("https://a.b/c")}', "style-url: “https://a.b/c”"),
        ("cover.css", "q{background:url(file:///etc/x)}", "style-url: “file:///etc/x” would"),
    ],
)
def test_what_a_sheet_may_not_say(small: Desk, name: str, css: str, said: str) -> None:
    small.write(f"styles/{name}", css)
    (fault, *_) = faults(small)
    assert fault.startswith(f"styles/{name}:")
    assert said in fault


def test_a_sheet_of_print_may_name_our_typefaces(small: Desk) -> None:
    css = '@font-face { font-family: "B"; src: url("font:EBGaramond-Bold.ttf") }'
    small.write("styles/print.add.css", css)
    assert prepare(small.root)[2] == ()


def test_what_the_engine_does_not_know_is_told_with_its_line(small: Desk) -> None:
    small.write(
        "styles/print.add.css", "p { color: black }\nh1 {\n  colour: red;\n}\nq:foo { top: 0 }"
    )
    small.write("styles/epub.add.css", "p { -epub-hyphens: auto }")
    told = [str(d).split("\n")[0] for d in prepare(small.root)[2]]
    assert told == [
        "styles/print.add.css:3:3: style-unknown: Ignored `colour: red`, unknown property.",
        "styles/print.add.css:5: style-unknown: Invalid or unsupported selector, 'q:foo '",
    ]


def test_a_sheet_that_is_not_utf_8_is_refused(small: Desk) -> None:
    small.write("styles/print.css", b"p { content: '\xff' }")
    assert faults(small)[0].startswith("styles/print.css")


# --- Names ---


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("styles/prnt.css", "did you mean styles/print.css?"),
        ("styles/print.extra.css", "did you mean styles/print.add.css?"),
        ("styles/parts/print.css", "did you mean styles/print.css?"),
        ("templates/blocks.j2", "did you mean templates/block.j2?"),
        ("templates/0123456789", "docs/theming.md lists the names"),
    ],
)
def test_a_file_that_no_book_asks_for(small: Desk, name: str, hint: str) -> None:
    small.write(name, "")
    (found,) = prepare(small.root)[2]
    assert (found.rule, found.place.file, found.hint) == ("theme-unused", name, hint)


def test_what_a_system_hides_is_no_concern_of_ours(small: Desk) -> None:
    small.write("styles/.DS_Store", b"\xff")
    small.write("templates/.block.j2.swp", b"\xff")
    assert prepare(small.root)[2] == ()


def test_a_file_outside_the_edition_is_refused(small: Desk) -> None:
    outside = small.root.parent / f"{small.root.name}.css"
    outside.write_text("p {}")
    (small.root / "styles").mkdir()
    (small.root / "styles" / "print.css").symlink_to(outside)
    assert faults(small) == [
        "styles/print.css: theme-outside: this leads to a file outside the edition"
    ]


# --- Templates ---


def set_contents(desk: Desk, template: str = "print.xhtml.j2") -> str:
    edition = desk.edition()
    book: Book = desk.book()
    medium = Medium("print", all_notes(book, ENGLISH), (), IndexPrint(ENGLISH))
    entries = contents(book, ENGLISH, lambda _: "1")
    made = press_of(edition.theme).set(
        template, book=book, labels=ENGLISH, medium=medium, title="", galley="contents",
        entries=entries,
    )  # fmt: skip
    return made.decode()


PIECES = """\
{%- import "anthology/pieces.j2" as ours with context -%}
{%- macro contents(entries) %}<div class="mine">{{ ours.contents(entries) }}</div>{% endmacro -%}
"""


def test_ours_give_the_same_in_the_sandbox(small: Desk) -> None:
    before = set_contents(small)
    small.write("templates/cover.xhtml.j2", "<html/>")
    assert set_contents(small) == before


def test_a_template_of_the_edition_takes_the_place_of_ours_and_may_use_it(small: Desk) -> None:
    before = set_contents(small)
    small.write("templates/pieces.j2", PIECES)
    after = set_contents(small)
    assert after != before
    assert after.replace('<div class="mine">', "").replace("</div>", "") == before


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("\n{% if %}", "templates/pieces.j2:2: template-broken: "),
        ("\n\n{{ nothing }}", "templates/pieces.j2:3: template-broken: 'nothing' is undefined"),
        ('\n{% include "/etc/passwd" %}', "no template “/etc/passwd”"),
        ('\n{% include "../edition.toml" %}', "no template “../edition.toml”"),
        ("\n{{ ''.__class__.__mro__ }}", "templates/pieces.j2:2: template-broken: access to "),
        ("{% macro contents(e) %}<p>{% endmacro %}", "template-broken: what it makes is not"),
        ("{% macro contents(e) %}&nbsp;{% endmacro %}", "near “&nbsp;"),
    ],
)
def test_a_broken_template_is_told_with_file_and_line(small: Desk, words: str, said: str) -> None:
    small.write("templates/pieces.j2", words)
    with pytest.raises(EditionError) as caught:
        set_contents(small)
    assert said in str(caught.value)
    assert "templates/pieces.j2" in str(caught.value)


# --- The page ---


def test_an_edition_without_measures_has_one_of_our_pages() -> None:
    assert own_page(Print()) is None


@pytest.mark.parametrize(
    ("page", "measure", "found"),
    [
        ("148 mm x 210 mm", "114 mm", (148, 210, 114)),
        ("148 x 210 mm", "", (148, 210, 114)),
        ("14.8cm × 21cm", "114mm", (148, 210, 114)),
        ("5.5 in x 8.5 in", "", (139.7, 215.9, 107.607)),
        ("", "100 mm", (148, 210, 100)),
        ("288 x 432 pt", "", (101.6, 152.4, 78.259)),
    ],
)
def test_measures_are_read_in_several_units(
    page: str, measure: str, found: tuple[float, float, float]
) -> None:
    own = own_page(Print(page=page, measure=measure))
    assert own
    assert (own.width, own.height, round(own.measure, 3)) == found


def test_the_page_of_a5_comes_out_as_ours_is() -> None:
    own = own_page(Print(page="148 mm x 210 mm", measure="114 mm"))
    assert own
    assert own.lines == 34
    assert "margin-left: 18.000mm; margin-right: 16.000mm" in own.css()


@pytest.mark.parametrize(
    ("page", "measure", "said"),
    [
        ("large", "", "page-form: “large” is no size of a page"),
        ("148 x 210", "", "page-form: “148 x 210” is no size of a page"),
        ("148 mm", "", "page-form"),
        ("-148 x 210 mm", "", "page-form"),
        ("14 x 21 mm", "", "page-size: no book can be made of pages of 14 × 21 mm"),
        ("1480 x 2100 mm", "", "page-size"),
        ("210 x 99 mm", "", "page-size"),
        ("", "wide", "measure-form: “wide” is no length"),
        ("", "114", "measure-form"),
        ("", "39 mm", "measure-size: lines of 39 mm hold too few words"),
        ("", "149 mm", "measure-size: lines of 149 mm are wider than the page, which has 148 mm"),
        ("", "130 mm", "measure-size: lines of 130 mm leave no margins on a page of 148 mm"),
    ],
)
def test_impossible_pages(desk: Desk, page: str, measure: str, said: str) -> None:
    settings = Print(page=page, measure=measure)
    assert own_page(settings) is None
    (fault,) = page_faults(settings)
    assert f"{fault.rule}: {fault.message}".startswith(said)
    desk.text("Some words.\n")
    toml = (desk.root / "edition.toml").read_text()
    key, value = ("page", page) if page else ("measure", measure)
    desk.write("edition.toml", f'{toml}\n[print]\n{key} = "{value}"\n')
    line = toml.count("\n") + 3
    assert faults(desk)[0].startswith(f"edition.toml:{line}: {said.split(':', maxsplit=1)[0]}")
