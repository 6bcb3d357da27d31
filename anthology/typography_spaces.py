"""Spaces, dashes and points by language, and the spaces at which no line may end.

A no-break space that the author set where one belongs is left as it is, wide or narrow.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from anthology.typography_changes import Edit, Rule

NBSP = "\u00a0"
NARROW = "\u202f"
_ANY = "[ \u00a0\u202f]"
_WORD = r"[\w”’“‘»«›‹)\]…%.]"  # what a high sign may follow


def _each(pattern: str, new: str, rule: str, *needles: str) -> Rule:
    """A rule that puts `new` for every match. Texts that hold no needle are not searched."""
    search = re.compile(pattern)

    def found(text: str) -> list[Edit]:
        for needle in needles:
            if needle in text:
                return [Edit(*match.span(), new, rule) for match in search.finditer(text)]
        return []

    return found


def _any_of(*rules: Rule) -> Rule:
    def found(text: str) -> Iterator[Edit]:
        for rule in rules:
            yield from rule(text)

    return found


def _where(sign: str, rule: Rule) -> Rule:
    """The rule, for texts in which a sign is found (a pattern) without which it finds nothing."""
    search = re.compile(sign)
    return lambda text: rule(text) if search.search(text) else ()


# --- Spaces ---------------------------------------------------------------------------------------

ELLIPSIS = _each("(?<=\\.)[ \u00a0]+(?=\\.)", NBSP, "ellipsis-space", ". ", f".{NBSP}")
"""The spaces inside “. . .” must not end a line. Three points close together and “…” stay."""

DOUBLED = _each(f"{_ANY}{{2,}}", " ", "stray-space", "  ", NBSP, NARROW)
_STRAY = "(?<!\\d)(?<!\\.(?=\u00a0\\.))\u00a0(?!\\d)"
STRAY = _any_of(DOUBLED, _each(_STRAY, " ", "stray-space", NBSP))
"""Doubled spaces; hard spaces left over from a page, except beside figures."""

STRAY_FRENCH = _any_of(DOUBLED, _each(f"(?<!«){_STRAY}(?![:;?!»%€–—])", " ", "stray-space", NBSP))
"""As above, and not where French has a hard space."""


def _spaced(signs: str) -> tuple[str, ...]:
    """Each sign after each space."""
    return tuple(f"{space}{sign}" for sign in signs for space in (" ", NBSP, NARROW))


_CLOSED = r"(?:[\s”’“‘»«›‹),.…\[\ufffc]|$)"
_AFTER = r"(?:[\s”’“‘»«›‹\[\ufffc]|$)"
NO_FRENCH_SPACES = _any_of(
    _each(rf"(?<={_WORD}){_ANY}+(?=[?!]+{_CLOSED})", "", "french-space", *_spaced("?!")),
    _each(rf"(?<!\d)(?<={_WORD}){_ANY}+(?=[:;]{_AFTER})", "", "french-space", *_spaced(":;")),
    _each(rf"(?<=\d){_ANY}+(?=[:;](?!\s\d){_AFTER})", "", "french-space", *_spaced(":;")),
)
"""French spaces before high signs are taken out; “3 : 1” and “:)” are something else."""

NO_FRENCH_SPACES_ENGLISH = _where(
    f"[?!:;%](?<={_ANY}[?!:;%])|[«»]",
    _any_of(
        NO_FRENCH_SPACES,
        _each(rf"(?<=\d){_ANY}+(?=%)", "", "french-space", *_spaced("%")),
        _each(rf"(?<=«){_ANY}+(?=\S)|(?<=\S){_ANY}+(?=»)", "", "french-space", "«", "»"),
    ),
)


def _before(signs: str, space: str, then: str = "") -> Callable[[str], Iterator[Edit]]:
    """A plain space before a sign is made hard, and a hard one put in where none stands."""
    end = rf"(?=[\s”’“‘»{then},.…?!\[\ufffc]|$)"
    soft = re.compile(rf"(?<=[^\s«“‘(\[]) (?={signs}{end})")
    none = re.compile(rf"(?<=[\w”’»)\]%…])({signs}){end}")

    def found(text: str) -> Iterator[Edit]:
        for match in soft.finditer(text):
            yield Edit(*match.span(), space, "sign-space")
        for match in none.finditer(text):
            yield Edit(*match.span(), f"{space}{match[1]}", "sign-space")

    return found


FRENCH_SPACES = _any_of(
    _before("[?!]", NARROW, ")"),
    _before(";", NARROW),
    _before(":", NBSP),
    _each("(?<=«) (?=\\S)", NBSP, "sign-space", "«"),
    _each("«(?=[^\\s])", f"«{NBSP}", "sign-space", "«"),
    _each("(?<=\\S) (?=»)", NBSP, "sign-space", "»"),
    _each("(?<=\\S)»", f"{NBSP}»", "sign-space", "»"),
    _each("(?<=\\d) (?=[%€])", NBSP, "sign-space", " %", " €"),
)
"""Hard spaces, as the *Lexique* of the Imprimerie nationale has them: narrow before ; ? ! and wide
before the colon and inside guillemets."""


# --- Dashes ---------------------------------------------------------------------------------------

_SPACED = _each(r"(?:(?<=\s)|^)-(?=\s)", "–", "spaced-dash", "- ", "-\n", f"-{NBSP}")
_PARTED = _each(r"(?<=\s)--(?=\s)", "–", "dash", "--")
_YEARS = _each(r"(?<=\d)--(?=\d)", "–", "dash", "--")
_CLOSE = r"(?<=[\w,.;:!?”’“»)\]…])--(?=[\s\w“‘„«(”’»]|$)"
_THREE = r"(?<![-\s])---(?!-)|(?<=[^\s-]\s)---(?!-)"


def dashes(close: str) -> Rule:
    """A hyphen between spaces is an en dash; two or three hyphens are a dash. `close`: without
    spaces around it."""
    return _any_of(
        _SPACED,
        _PARTED,
        _YEARS,
        _each(_CLOSE, close, "dash", "--"),
        _each(_THREE, close, "dash", "---"),
    )


_RANGE = re.compile(r"(?<![\w.,/–-])(\d{1,4})(-)(\d{1,4})(?![\w/–-]|[.,]\d)")
_BETWEEN = re.compile(r"-(?<=\d-)(?=\d)")


def ranges(text: str) -> Iterator[Edit]:
    """Figures from … to: a rule that holds only where it is asked for."""
    for found in _RANGE.finditer(text) if _BETWEEN.search(text) else ():
        yield Edit(*found.span(2), "–", "range")


# --- Where no line may end ------------------------------------------------------------------------

_FIGURE = r"(?=\d|[ivxlc]+\b|[IVXLC]+\b)"


def _unbroken(*patterns: str) -> Rule:
    """Every plain space in the group of a match becomes hard.

    A pattern best begins with a sign that is seldom met, and looks back at what stands before it:
    one that begins with a choice of words is tried at every letter of a text.
    """
    searches = tuple(re.compile(pattern) for pattern in patterns)

    def found(text: str) -> Iterator[Edit]:
        for search in searches:
            for match in search.finditer(text):
                for place in range(*match.span(1)):
                    if text[place] == " ":
                        yield Edit(place, place + 1, NBSP, "no-break")

    return found


def _behind(words: str, then: str) -> str:
    """The space behind one of these abbreviations, if what follows it is of a kind."""
    ends = "|".join(rf"(?<=\b{word}\. )" for word in words.split())
    return rf"\.( ){then}(?:{ends})"


_NOT_NAMES = (
    "A|All|An|And|As|At|Both|But|By|For|From|He|Her|His|How|I|If|In|It|Its|My|No|Not|Now|Of|On|Or|"
    "Our|She|So|That|The|Then|There|These|They|This|Those|Thus|To|We|What|When|Who|Why|With|You"
)
_CAPITAL = r"[^\W\d_a-zß-ÿ]"
_NAME = rf"(?!(?:{_NOT_NAMES})\b)(?={_CAPITAL}[\w’])"
_INITIAL = rf"\.( )(?<=[\w,(] {_CAPITAL}\. )(?<!I\. ){_NAME}"
_INITIALS = _where(
    rf"\. {_CAPITAL}\. ", _unbroken(rf"(?<![\w.’'])((?:{_CAPITAL}\. ){{2,4}}){_NAME}")
)

UNBROKEN_ENGLISH = _any_of(
    _unbroken(
        _behind(
            "[Pp] [Pp]p [Vv]ol [Vv]ols [Vv] [Vv]v [Nn]o [Nn]os [Cc]h [Cc]hap [Ff]ig [Ff]igs [Ss]ec "
            "[Aa]rt [Pp]t [Bb]k l ll n nn fn ffn c ca",
            _FIGURE,
        ),
        rf"[§¶]( ){_FIGURE}",
        r"( )per cent\b(?<=\d per cent)",
        _behind("Mr Mrs Ms Dr Drs St Prof Rev Hon Gen Col Capt Lt Messrs", "(?=[A-Z])"),
        _INITIAL,
    ),
    _INITIALS,
)
UNBROKEN_FRENCH = _any_of(
    _unbroken(
        _behind("[Pp] [Pp]p [Vv]ol [Tt] [Cc]hap [Ff]ig [Aa]rt [Cc]oll [Nn] [Ll]iv [Ff]ol", _FIGURE),
        rf"(?:§|\b[Nn][°ºᵒ]s?)( ){_FIGURE}",
        r"(?<![\d.,])\d{1,3}((?: \d{3})+)(?![\d])",
        r"\b(?:M|MM|Mmes?|Mlles?|Mᵐᵉ|Mgr|Drs?|Pr|Me|St|Ste)\.?( )(?=[A-ZÉÈ][\w’-])",
        r"\b[IVXLC]+(?:er?|ᵉ|ème|res?|es)?( )(?=siècles?\b)",
        r"^[–—]( )(?=\S)",
        _INITIAL,
    ),
    _INITIALS,
)
UNBROKEN_GERMAN = _any_of(
    _unbroken(
        _behind("S Bd Bde Nr Nrn H Kap Abb Art Abs Anm Sp Jg Ziff Tab Z V", _FIGURE),
        rf"§( ){_FIGURE}",
        r"( )[%€](?<=\d [%€])",
        r"\b((?:(?:[zZ]\. B|[dD]\. h|[uU]\. a|[oO]\. ä|[uU]\. U|i\. d\. R|[sS]\. o|[sS]\. u|"
        r"[vV]\. a|u\. ä|i\. e\. S|m\. E|z\. T|d\. i|n\. Chr|v\. Chr))\.)",
        _behind(
            r"\d \d\d",
            "(?=(?:Januar|Jänner|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|"
            r"Dezember|Jahrhundert)\b)",
        ),
        _behind("Dr Prof Hr Hrn Fr St", "(?=[A-ZÄÖÜ])"),
        r"\w( )(?=…|\.\.\.)",
        _INITIAL,
    ),
    _INITIALS,
)
