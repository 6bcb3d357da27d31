"""Small faults of grammar and setting that a pattern can tell from right words.

One row of the table is one rule. Each is narrow: it would rather miss a slip than doubt a sentence
that stands right. Knows no word list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Pattern:
    """A rule: its name, a slip it finds and what that should perhaps be, how it finds it.

    `needles`: one of them stands in every text that the pattern can match, so that the others need
    not be searched; `words`, if any: the same of whole words. `perhaps` is a template for
    `re.Match.expand`.
    """

    rule: str
    example: str
    corrected: str
    needles: tuple[str, ...]
    search: re.Pattern[str]
    perhaps: str
    words: frozenset[str] = frozenset()

    def matches(self, text: str, words: Set[str]) -> Iterator[re.Match[str]]:
        """Every slip of this kind, in order. `words`: those of the text, as `words_of` has them."""
        if self.words and self.words.isdisjoint(words):
            return iter(())
        for needle in self.needles:
            if needle in text:
                return self.search.finditer(text)
        return iter(())


_WORD = re.compile(r"[^\W\d_]+")


def words_of(text: str) -> list[str]:
    """The words of a text in order, letters only."""
    return _WORD.findall(text)


def patterns(language: str) -> tuple[Pattern, ...]:
    """The rules for a language, by its primary subtag; none for one without rules."""
    return _TABLES.get(language, ())


def _row(
    rule: str, example: str, needles: str, pattern: str, perhaps: str, words: str = ""
) -> Pattern:
    wrong, _, right = example.partition(" → ")
    found, asked = re.compile(pattern), frozenset(words.split())
    return Pattern(rule, wrong, right, tuple(needles.split("|")), found, perhaps, asked)


_NOT_INDEFINITE = "is|are|in|or|and|as|at|on|of|it|if|i|also|am|an|a|e|o|la|un|al"
_ARTICLE_BEFORE = r"(?<![\w’'-])"

_ENGLISH = (
    _row(
        "article-an",
        "in an formal discussion → in a formal discussion",
        " an |An ",
        rf"{_ARTICLE_BEFORE}([Aa])n(?= [bcdfgjklmnpqrstvwyz][aeiouyrlhw][a-z])",
        r"\1",
        "an An",
    ),
    _row(
        "article-a",
        "make a interesting point → make an interesting point",
        " a a| a e| a i| a o",
        rf"(?<=[\w,] )a(?= (?!(?:{_NOT_INDEFINITE})\b)(?:[ai]|o(?!n[ce])|e(?!u|w))[a-z]{{2,}})",
        "an",
    ),
    _row(
        "two-determiners",
        "follow my the evidence → follow the evidence",
        " the | a | an ",
        r"\b(?:my|your|our|their|his|its) (the|an?)(?= [a-z])",
        r"\1",
        "my your our their his its",
    ),
    _row(
        "verb-twice",
        "There is never is a right way → There is never a right way",
        "is |are |was |were ",
        r"\b([Tt]here) (is|are|was|were) (never|not|no|always|only|also|still|now) \2\b",
        r"\1 \2 \3",
        "there There",
    ),
    _row(
        "be-for-me",
        "became clear to be that → became clear to me that",
        " to be that",
        r"\b(clear|obvious|evident|apparent|plain|known|important|strange) to be that\b",
        r"\1 to me that",
    ),
    _row(
        "missing-subject",
        "not sure how ended up there → not sure how I ended up there",
        "how |why |where |when ",
        r"\b(sure|know|knew|see|saw|understand|remember|explain|wonder|wondered) "
        r"(how|why|where|when) (ended|turned|came|went|got|wound) (up|out|in|to|there|here)\b",
        r"\1 \2 I \3 \4",
        "ended turned came went got wound",
    ),
    _row(
        "missing-article",
        "Here is thing. → Here is the thing.",
        "is |’s ",
        r"\b(Here|This|That)( is|’s) (thing|fact|truth|point|question|problem|reason)"
        r"(?=[.:,] |[.:]$)",
        r"\1\2 the \3",
        "thing fact truth point question problem reason",
    ),
    _row(
        "missing-of",
        "the degeneration the Trotskyite Fourth International, → "
        "the degeneration of the Trotskyite Fourth International,",
        "ion the |ment the |ism the |ship the ",
        r"\b([Tt]he \w+(?:[st]ion|ment|ism|ship)) the(?= [A-Z]\w+(?: [A-Z]\w+)*[,.;])",
        r"\1 of the",
    ),
    _row(
        "missing-noun",
        "Trotsky’s theory of permanent that you → Trotsky’s theory of permanent […] that you",
        " that| which",
        r"\b(theory|law|question|problem|idea|notion|concept|doctrine|policy) of "
        r"((?!(?:oppo|compo|conti|expo|propo)nent\b)\w+(?:nent|ical|ious|eous|ible)) "
        r"(that|which)\b",
        r"\1 of \2 […] \3",
        "theory law question problem idea notion concept doctrine policy",
    ),
    _row(
        "like-for-likes",
        "crises at the like of Citigroup → crises at the likes of Citigroup",
        " the like of ",
        r"\b(at|with|for|to|by|from|against|of) the like of\b",
        r"\1 the likes of",
    ),
    _row(
        "lead-for-led",
        "ready to be lead, → ready to be led,",
        "be lead|been lead|being lead",
        r"\b(be|been|being) lead\b(?=[,.;:)]| by\b| to\b| into\b| astray\b)",
        r"\1 led",
    ),
    _row(
        "that-for-than",
        "Rather that Gramsci’s army, → Rather than Gramsci’s army,",
        "Rather that ",
        r"\bRather that(?= \w+’s\b| [a-z]+ing\b| the\b| an?\b)",
        "Rather than",
    ),
    _row(
        "then-for-than",
        "better then the rest → better than the rest",
        " then ",
        r"\b(better|worse|rather|other|greater|fewer|larger|smaller|stronger|weaker|easier|harder)"
        r" then(?= (?:the|a|an|it|in|to|any|all|his|her|their|our|my|this|that|those|these)\b)",
        r"\1 than",
        "then",
    ),
    _row(
        "following-for-followed",
        "the EC voting, following by the CC → the EC voting, followed by the CC",
        "following by ",
        r"\bfollowing by(?= (?:the|an?)\b| [A-Z])",
        "followed by",
    ),
    _row(
        "verb-number",
        "when a struggle heat up → when a struggle heats up",
        " up| down| out| off",
        r"\b(when|whenever|if|as|once|until|before|where) (an? "
        r"(?!(?:few|lot|number|dozen|hundred|thousand|couple|people|bit)\b)\w*[^\Ws]) "
        r"(heat|cool|break|come|grow|start|open|turn|pick|speed|slow|fizzle|die) "
        r"(up|down|out|off)\b(?!-)",
        r"\1 \2 \3s \4",
        "heat cool break come grow start open turn pick speed slow fizzle die",
    ),
    _row(
        "i-for-in",
        "practice I this regard → practice in this regard",
        " I th",
        r"(?<=[a-z] )I(?= (?:this|the|these|those) (?!morning|week|year|day|time|evening)[a-z]+\b)",
        "in",
    ),
    _row(
        "its-for-it-is",
        "stronger than its ever been → stronger than it’s ever been",
        "ts ever |ts been |ts not |ts a |ts an |ts the ",
        r"\b([Ii])ts(?= (?:ever|been|not|a|an|the) )",
        r"\1t’s",
        "its Its",
    ),
    _row(
        "of-for-have",
        "they should of known → they should have known",
        "ld of |st of |ht of ",
        r"\b(should|could|would|must|might) of(?= (?!course\b)[a-z])",
        r"\1 have",
    ),
    _row(
        "space-missing",
        "new radical workers’centers → new radical workers’ centers",
        "s’|s'",
        r"\b([a-z]{2,}s[’'])([a-z]{4,})\b",
        r"\1 \2",
    ),
    _row(
        "name-misspelt",
        "Rosa Luxembourg → Rosa Luxemburg",
        "Luxembourg",
        r"\bRosa Luxembourg\b",
        "Rosa Luxemburg",
    ),
)

_ANY_LANGUAGE = (
    _row(
        "space-missing",
        "(London: Pluto Press), p.19. → (London: Pluto Press), p. 19.",
        "p.|ol.|o.",
        r"\b(pp?|[Vv]ol|[Nn]o)\.(?=\d)",
        r"\1. ",
        "p pp Vol vol No no",
    ),
    _row(
        "space-in-word",
        "to operate like mini- vanguard parties → to operate like mini-vanguard parties",
        "- ",
        r"(?<![\w-])([a-z]{2,})- (?!(?:and|or|to|nor|but|as|through|versus|vs|et|ou|à|und|oder|bis|"
        r"sowie|wie)\b)([a-z]{2,})\b",
        r"\1-\2",
    ),
    _row(
        "space-before",
        "in its early years ; → in its early years;",
        " ;| ,| :| ?| !| .",
        r"(?<=[\w”’)\]])[ \u00a0]([,;?!]|[:.](?![.)\w]))(?=\s|[”’)]|$)(?![ \u00a0]?\.)",
        r"\1",
    ),
)

_FRENCH = (
    _row(
        "elision",
        "demander si il vient → demander s’il vient",
        "i il",
        r"\b([Ss])i (ils?)\b",
        r"\1’\2",
        "il ils",
    ),
    _row(
        "article-contracted",
        "la mort de le parti → la mort du parti",
        " de le | à le ",
        r"\b(?:de le)(?= [a-zà-ÿ]+(?:isme|ment|ti|at|age|eur)\b)",
        "du",
    ),
)
_TABLES = {
    "en": (*_ENGLISH, *_ANY_LANGUAGE),
    "de": _ANY_LANGUAGE,
    "fr": (*_FRENCH, *_ANY_LANGUAGE[:-1]),
}
