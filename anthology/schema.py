"""What an editor's TOML files may hold: one schema a file, every key named and typed.

Only the shape of the files; nothing here reads one.
"""

from __future__ import annotations

import datetime
from typing import Annotated, Literal

import msgspec


class Table(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """A table whose unknown keys are errors and whose keys are-written-so."""


class Font(Table, frozen=True):
    """Typefaces of the edition's own, by their files; `bold` may be left out."""

    roman: str = ""
    italic: str = ""
    bold: str = ""


class Print(Table, frozen=True):
    """How the book is printed.

    `page`: width and height, as "148 mm x 210 mm", instead of the paper's; `measure`: how wide the
    lines are, as "114 mm". Margins follow from both. `font`: typefaces instead of EB Garamond.
    """

    paper: Literal["a5", "half-letter"] = "a5"
    page: str = ""
    measure: str = ""
    font: Font = Font()


class Study(Table, frozen=True):
    """The edition for work on the texts: on which paper."""

    paper: Literal["a4", "letter", "both"] = "both"


class LargePrint(Table, frozen=True):
    """The edition in large type, of this size in points; its paper goes with the reader's.

    `face`: without serifs, as guidance for readers with low vision has it, or as in the reader.
    """

    paper: Literal["a4", "letter"] | None = None
    size: Annotated[
        float, msgspec.Meta(ge=18, le=32, description="large print is 18 to 32 points")
    ] = 18
    face: Literal["sans", "serif"] = "sans"


class Handouts(Table, frozen=True):
    """Each text by itself. `booklet`: write each as a booklet, too."""

    booklet: bool = False


class Booklet(Table, frozen=True):
    """The reader on sheets to fold: on which paper, at most how many sheets in a gathering.

    `sheets` 0: one gathering if a stapler takes it, else as few as it takes. `thickness` of a sheet
    in millimetres.
    """

    paper: Literal["a4", "letter", "both"] = "both"
    sheets: Annotated[
        int, msgspec.Meta(ge=0, le=100, description="a gathering has 1 to 100 sheets; 0: as fits")
    ] = 0
    thickness: Annotated[
        float, msgspec.Meta(ge=0.03, le=1, description="paper is 0.03 to 1 mm thick")
    ] = 0.1


class ForPress(Table, frozen=True):
    """What a printer gets. All measures are millimetres.

    `bleed`: what is printed beyond the edge of the page. `marks`: where to cut is marked.
    `thickness` of a leaf of its paper. `pages`: their number is a multiple of this, with blank ones
    at the end. `icc`: a file in the edition's folder, the profile of the press; `cover_icc`: that
    for the cover, if it is another. `isbn`: of the printed book. `spine`: which way its words run.
    """

    bleed: Annotated[float, msgspec.Meta(ge=0, le=20, description="bleed is 0 to 20 mm")] = 3
    marks: bool = False
    thickness: Annotated[
        float, msgspec.Meta(ge=0.03, le=1, description="paper is 0.03 to 1 mm thick")
    ] = 0.1
    pages: Annotated[
        int, msgspec.Meta(ge=2, le=64, multiple_of=2, description="2, 4, 8 or another even number")
    ] = 2
    icc: str = ""
    cover_icc: str = ""
    isbn: str = ""
    spine: Literal["down", "up"] | None = None


class Variants(Table, frozen=True):
    """How the variants of the printed book are made; each is, without a table too."""

    study: Study = Study()
    large_print: LargePrint = LargePrint()
    handouts: Handouts = Handouts()
    booklet: Booklet = Booklet()
    press: ForPress = ForPress()


class IndexSettings(Table, frozen=True):
    """How the index is made, and what goes with it.

    `organizations`: print an index of them, if names.toml has some. `people`: print a who's who.
    """

    filing: Literal["letter", "word"] = "letter"
    elision: Literal["chicago", "oxford", "full"] = "chicago"
    organizations: bool = True
    people: bool = False


class Check(Table, frozen=True):
    """What `anthology check` is not to advise on: ids of rules."""

    off: tuple[str, ...] = ()


class Consent(Table, frozen=True):
    """A commenter's consent: to which comment (counted from 1), whose, how it is on record."""

    comment: int
    by: str
    recorded: str


_Words = Annotated[str, msgspec.Meta(min_length=1)]
_Tag = Annotated[
    str,
    msgspec.Meta(
        pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$",
        description="use a tag such as en, fr or de-CH",
    ),
]


class Author(Table, frozen=True):
    """Who wrote or translated a text, for the catalogue: the name as printed, and as filed.

    `attributed`: others say so, the text does not.
    """

    name: _Words
    file_as: str = ""
    role: Literal["author", "attributed", "translator"] = "author"


class Series(Table, frozen=True):
    """The series that the book is a part of, and which part: 3, or 98.4."""

    title: _Words
    number: Annotated[
        str, msgspec.Meta(pattern=r"^([0-9]+(\.[0-9]+)*)?$", description="figures: 3, or 98.4")
    ] = ""
    identifier: str = ""


class Accessibility(Table, frozen=True):
    """Who has assessed that the e-book is accessible, and when: which level of which WCAG it meets.

    `report`: the web address of what they found.
    """

    assessed_by: _Words
    date: datetime.date
    wcag: Literal["2.0", "2.1", "2.2"] = "2.2"
    level: Literal["A", "AA", "AAA"] = "AA"
    report: Annotated[
        str, msgspec.Meta(pattern=r"^(https?://\S+)?$", description="write the whole address")
    ] = ""


class TextEntry(Table, frozen=True):
    """One text of the edition: `[[text]]` in edition.toml, in the order of the book.

    `author`: if not whom the byline names; empty, if nobody is to be named in the catalogue.
    """

    slug: str
    number: Annotated[int, msgspec.Meta(ge=1)]
    source: str
    title: str
    byline: str
    supplied: bool = False
    short_title: str = ""
    language: str = ""
    encoding: str = ""
    date: str = ""
    origin: str = ""
    address: str = ""
    author: tuple[Author, ...] | None = None
    comments: Literal["withhold", "print"] = "withhold"
    consent: tuple[Consent, ...] = ()


class EditionFile(Table, frozen=True):
    """The file edition.toml."""

    title: str
    language: str
    identifier: str
    date: datetime.date
    text: tuple[TextEntry, ...]
    subtitle: str = ""
    editor: str = ""
    editor_file_as: str = ""
    publisher: str = ""
    description: str = ""
    subjects: tuple[_Words, ...] = ()
    series: Series | None = None
    edition_statement: str = ""
    notice: str = ""
    accessibility: Accessibility | None = None
    labels: dict[str, str] = {}
    print: Print = Print()
    variants: Variants = Variants()
    index: IndexSettings = IndexSettings()
    check: Check = Check()


class Quoted(Table, frozen=True):
    """A quoted place: `exact`, or everything `from` … `to`; `prefix` and `suffix` stand around.

    `by`: who decided, if not the edition's editor.
    """

    reason: str = ""
    by: str = ""
    exact: str = ""
    prefix: str = ""
    suffix: str = ""
    from_: str = msgspec.field(default="", name="from")
    to: str = ""


class HeadingDecision(Quoted, frozen=True):
    """A paragraph that is a heading; `number` is printed before it."""

    level: Literal[2, 3] = 2
    number: str = ""


class RoleDecision(Quoted, frozen=True, kw_only=True):
    """A paragraph with a part of its own in a letter or a preface."""

    role: Literal["salutation", "signature", "preface"]


class Emendation(Quoted, frozen=True, kw_only=True):
    """Words the editor changes, one row of the ledger each."""

    new: str


class LanguageDecision(Quoted, frozen=True, kw_only=True):
    """Words in the language given (a BCP 47 tag), whatever the program takes them for."""

    language: _Tag


class Query(Quoted, frozen=True):
    """A slip left as it stands, with what may have been meant."""

    perhaps: str = ""


class PictureDecision(Table, frozen=True):
    """A picture, by its name in the source: what it shows, another file for it, or to leave it out.

    `decorative`: it shows nothing that words need say.
    """

    source: str
    alt: str = ""
    file: str = ""
    decorative: bool = False
    omit: bool = False
    reason: str = ""


class DecisionsFile(Table, frozen=True):
    """The file decisions/<slug>.toml: what the text itself does not show."""

    markup: Literal["auto", "none", "asterisks"] = "auto"
    paragraphs: Literal["auto", "lines", "blocks"] = "auto"
    omit: tuple[Quoted, ...] = ()
    withhold: tuple[Quoted, ...] = ()
    abridge: tuple[Quoted, ...] = ()
    quote: tuple[Quoted, ...] = ()
    heading: tuple[HeadingDecision, ...] = ()
    role: tuple[RoleDecision, ...] = ()
    item: tuple[Quoted, ...] = ()
    join: tuple[Quoted, ...] = ()
    split: tuple[Quoted, ...] = ()
    pause: tuple[Quoted, ...] = ()
    emend: tuple[Emendation, ...] = ()
    query: tuple[Query, ...] = ()
    plain: tuple[Quoted, ...] = ()
    sic: tuple[Quoted, ...] = ()
    picture: tuple[PictureDecision, ...] = ()
    language: tuple[LanguageDecision, ...] = ()


class AbbreviationPlace(Table, frozen=True, kw_only=True):
    """A quoted place of a text that holds an abbreviation once."""

    text: str
    exact: str
    prefix: str = ""
    suffix: str = ""


class AbbreviationEntry(Table, frozen=True):
    """One meaning of an abbreviation: where it has it, and where the text does not show it.

    With neither `texts` nor a `place` it has this meaning in every text.
    """

    short: _Words
    full: _Words
    note: str = ""
    texts: tuple[str, ...] = ()
    language: Annotated[str, msgspec.Meta(pattern=r"^([A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*)?$")] = ""
    place: tuple[AbbreviationPlace, ...] = ()
    unresolved: tuple[AbbreviationPlace, ...] = ()


class AbbreviationsFile(Table, frozen=True):
    """The file abbreviations.toml."""

    abbreviation: tuple[AbbreviationEntry, ...] = ()


class NumberedParagraph(Table, frozen=True):
    """One paragraph number once given, with what it was given to."""

    number: Annotated[
        str,
        msgspec.Meta(
            pattern=r"^[0-9]+[a-z]*$", description="figures, then letters if need be: 27, 27a"
        ),
    ]
    begins: str
    digest: str


class NumbersFile(Table, frozen=True):
    """The file numbers/<slug>.toml."""

    paragraph: tuple[NumberedParagraph, ...] = ()


class Variant(Table, frozen=True):
    """A form of a name that counts in these texts only."""

    form: _Words
    texts: Annotated[tuple[str, ...], msgspec.Meta(min_length=1)]


Category = Literal["person", "organization"]


class Person(Table, frozen=True):
    """One heading of the index: a person, or an organization, which has an index of its own.

    `texts` limits all forms, a `variant` one form. `minor`: named in passing only.
    """

    heading: _Words
    variants: tuple[str, ...] = ()
    variant: tuple[Variant, ...] = ()
    texts: tuple[str, ...] = ()
    filing: str = ""
    note: str = ""
    born: str = ""
    died: str = ""
    dates: str = ""
    description: str = ""
    wikidata: Annotated[
        str, msgspec.Meta(pattern=r"^(Q[1-9][0-9]*)?$", description="write a number such as Q33391")
    ] = ""
    viaf: Annotated[
        str, msgspec.Meta(pattern=r"^[0-9]*$", description="write the figures of the number alone")
    ] = ""
    see_also: tuple[str, ...] = ()
    minor: bool = False
    category: Category = "person"

    @property
    def scoped(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Every form with the texts in which it counts; with none, it counts in all."""
        every = ((form, self.texts) for form in self.variants)
        return (*every, *((variant.form, variant.texts) for variant in self.variant))

    def forms(self, text: str) -> tuple[str, ...]:
        """The forms that count in the text of this slug."""
        return tuple(form for form, texts in self.scoped if not texts or text in texts)


class See(Table, frozen=True):
    """A form under which readers may look, and the heading they find there."""

    from_: str = msgspec.field(name="from")
    to: str


class NotAName(Table, frozen=True):
    """A passage in which a form of a name names nobody."""

    quote: str
    texts: tuple[str, ...] = ()
    reason: str = ""


class Candidate(Person, frozen=True):
    """Whom the program proposes: until the editor makes it a person or rejects it, it is nobody."""


class Rejected(Table, frozen=True):
    """What names no person of the index, and is not to be proposed again."""

    variants: tuple[str, ...]
    heading: str = ""
    texts: tuple[str, ...] = ()
    filing: str = ""
    note: str = ""


class NamesFile(Table, frozen=True):
    """The file names.toml."""

    person: tuple[Person, ...] = ()
    candidate: tuple[Candidate, ...] = ()
    rejected: tuple[Rejected, ...] = ()
    see: tuple[See, ...] = ()
    not_a_name: tuple[NotAName, ...] = ()


class Fact(Table, frozen=True):
    """One fact of the fact sheet: of which text, how it may be used, how certain it is."""

    id: Annotated[str, msgspec.Meta(pattern=r"^[A-Z][0-9]+$")]
    use: Literal["print", "optional", "hold", "drop"]
    text: str = ""
    certainty: str = ""


class FactsFile(Table, frozen=True):
    """The file facts.toml."""

    fact: tuple[Fact, ...] = ()


class PrintedPage(Table, frozen=True):
    """Where a page of a printing begins.

    `place` is the id of a piece, a headnote or a body; `after`, how many characters of it, spaces
    not counted, stand on earlier pages; `begins`, the next ones; `paragraph`, the number in which.
    """

    label: str
    place: str
    after: int
    begins: str
    paragraph: str = ""


class PrintedText(Table, frozen=True):
    """The paragraph numbers of one text in a printing."""

    number: int
    slug: str
    paragraph: tuple[NumberedParagraph, ...] = ()


class PrintingFile(Table, frozen=True):
    """The file printings/<n>.toml: what people hold in their hands, written once and kept."""

    number: Annotated[int, msgspec.Meta(ge=1)]
    date: datetime.date
    paper: str
    page: tuple[PrintedPage, ...] = ()
    text: tuple[PrintedText, ...] = ()


Medium = Literal["print", "screen"]
BOTH: tuple[Medium, ...] = ("print", "screen")


class Release(Table, frozen=True):
    """What is to be released: in which media, in how many printed copies (0: not said)."""

    for_: tuple[Medium, ...] = msgspec.field(default=BOTH, name="for")
    copies: Annotated[int, msgspec.Meta(ge=0)] = 0


class Permission(Table, frozen=True):
    """Leave to print a text or show it on screens: by whom, how it is on record, its limits."""

    by: str
    recorded: str
    for_: tuple[Medium, ...] = msgspec.field(default=BOTH, name="for")
    copies: Annotated[int, msgspec.Meta(ge=0)] = 0
    until: datetime.date | None = None
    credit: str = ""


class PassageConsent(Quoted, frozen=True):
    """A passage printed only with somebody's consent; open as long as `recorded` is empty."""

    of: str = ""
    about: str = ""
    recorded: str = ""


class TextRights(Table, frozen=True):
    """What is on record of one text."""

    slug: str
    captured: str = ""
    holder: str = ""
    licence: str = ""
    withdrawn: datetime.date | None = None
    permission: tuple[Permission, ...] = ()
    passage: tuple[PassageConsent, ...] = ()


class RightsFile(Table, frozen=True):
    """The file rights.toml."""

    release: Release = Release()
    text: tuple[TextRights, ...] = ()
