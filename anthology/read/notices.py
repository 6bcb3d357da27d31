"""What sites print by themselves, known by its words: in pages, and in texts copied from pages.

One table for all kinds of file. Decides about one block at a time, and looks at nothing beside it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Omission:
    """Why words are not for the book: the rule, and the reason in plain words.

    `withheld`: they are other people's, and the ledger may not repeat them.
    """

    rule: str
    reason: str
    withheld: bool = False


NAVIGATION = Omission("site-navigation", "links to other pages of the site")
CONTENTS = Omission("contents-list", "contents list whose links lead only to places on the page")
SHARE = Omission("share-bar", "buttons for sharing the page")
COOKIES = Omission("cookie-note", "notice about cookies or privacy")
COMMENTS = Omission("comments-note", "note of the site about comments, not a comment")
ADVERT = Omission("advertisement", "advertisement or appeal of the site")
COUNT = Omission("comments-note", "heading of the site over its readers’ comments")
LABEL = Omission("site-label", "label of the site for a postscript")
EMPTY = Omission("empty-heading", "empty heading of the site")
DATE = Omission("site-date", "date line of the site")

_ANYWHERE = (
    (r"comments? (?:are|is) (?:now )?closed(?: for this (?:post|entry))?", COMMENTS),
    (r"(?:les )?commentaires (?:sont )?ferm[ée]s", COMMENTS),
    (r"kommentare (?:sind )?geschlossen", COMMENTS),
    (r"(?:no|leave a|post a|add a) (?:comments?|reply)(?: yet)?", COMMENTS),
    (
        r"\d+ (?:comments?|responses?|replies)(?: (?:on|to) .{1,200})?|\d+ thoughts? on .{1,200}",
        COUNT,
    ),
    (r"(?:be the first to )?like this:?|like loading\W*|share this:?|partager", SHARE),
    (r"share on (?:facebook|twitter|x|e-?mail).{0,40}|tweet", SHARE),
    (r"(?:share|print|email|partager|imprimer)(?: this)?:", SHARE),
    (
        r"(?:back to|return to|go to)(?: the)? top(?: of (?:the )?page)?|top of (?:the )?page",
        NAVIGATION,
    ),
    (r"skip to (?:main )?content|haut de page|nach oben|retour en haut", NAVIGATION),
    (r"advertisements?", ADVERT),
    (r"(?:we|this (?:site|website)) uses? cookies\b.{0,400}", COOKIES),
    (r"report this ad.{0,40}", ADVERT),
    (r"continue reading(?: the main story)?", NAVIGATION),
)
# Texts copied from a page show in signs what a page shows by its elements.
_NOWHERE = r"[-*•] \[.*\]\(#\)"
_IN_COPIES = (
    (_NOWHERE, CONTENTS),
    (r"[-*•]?\s*[*_]{2,4}", EMPTY),
    (r"(?:share|print|email|like|partager|imprimer)(?: this)?", SHARE),
    (r"P\.-S\.:?", LABEL),
    (r".*\[[^\]]+\]\(#\).*\(Date de rédaction antérieure\b.*", DATE),
)
_NETWORKS = frozenset(
    """facebook twitter whatsapp messenger google pinterest linkedin email reddit tumblr pocket
    telegram vk xing flipboard instagram mastodon bluesky sms tweet share teilen partager envoyer
    imprimer drucken compartir compartilhe""".split()
)
_AROUND_NETWORKS = frozenset(
    "on via by to this article story page link copy print mail e x in with more and or save".split()
)
_LONGEST = 500
_Table = tuple[tuple[re.Pattern[str], Omission], ...]


def _table(rows: tuple[tuple[str, Omission], ...], edge: str) -> _Table:
    flags = re.IGNORECASE | re.DOTALL
    return tuple((re.compile(f"{edge}(?:{p}){edge}", flags), o) for p, o in rows)


_NOTICES = _table(_ANYWHERE, r"\W{0,3}")
_COPIED = _table(_IN_COPIES, "")
_HEADS_CONTENTS = re.compile(r"(?:Sommaire|Contents|Table of contents|Inhalt)\s*:?", re.IGNORECASE)


def notice(words: str) -> Omission | None:
    """Whether the words of a whole block are a notice that sites print by themselves."""
    if len(words) <= 200 and _names_networks(words):
        return SHARE
    return _first(words, _NOTICES)


def _names_networks(words: str) -> bool:
    """Whether all the words are what stands on buttons for sharing; one word alone proves none."""
    said = [word for word in re.findall(r"[^\W_]+", words.lower()) if not word.isdigit()]
    named = sum(word in _NETWORKS for word in said)
    return named > 1 and all(word in _NETWORKS or word in _AROUND_NETWORKS for word in said)


def copied_notice(words: str, following: str = "") -> Omission | None:
    """The same of a block of plain text, its marker included; `following`: the block behind it."""
    if _HEADS_CONTENTS.fullmatch(words) and re.fullmatch(_NOWHERE, following):
        return CONTENTS
    return _first(words, _COPIED) or notice(words)


def _first(words: str, table: _Table) -> Omission | None:
    if len(words) > _LONGEST:
        return None
    return next((omission for pattern, omission in table if pattern.fullmatch(words)), None)
