"""Which elements of a page belong to a site and not to a text: menus, share bars, forms.

Knows elements by their tag, role and names; what a site says in words, `notices` knows. Decides
about one element at a time; how much of a page a rule may take, `content` says.
"""

from __future__ import annotations

import re
from functools import lru_cache

from anthology.read.nodes import Node
from anthology.read.notices import ADVERT, COMMENTS, CONTENTS, COOKIES, NAVIGATION, SHARE, Omission

OUTSIDE = Omission("outside-content", "stands outside the text on its page")
HEADER = Omission("site-header", "head of the site")
FOOTER = Omission("site-footer", "foot of the site")
RELATED = Omission("related-posts", "list of other pages of the site")
FORM = Omission("form", "form to fill in")
PINGBACK = Omission("pingback", "automatic message that another site links here")
EDIT = Omission("edit-link", "link for editors of the site")
FILING = Omission("post-filing", "categories and tags of the site")
ANCHOR = Omission("heading-anchor", "link of a heading to itself")
BACK = Omission("note-backlink", "link from a note back to its place")
NOTES_HEADING = Omission("notes-heading", "heading of the notes, which have their own place")
LINE_NUMBER = Omission("line-number", "number of a line of verse, in the margin of its page")
REPLY = Omission("reply-link", "link for answering a comment")
INTERFACE = Omission("page-interface", "buttons and messages of the scripts of the page")
READERS = Omission(
    "comments-unread", "readers’ comments, which could not be told apart", withheld=True
)

_TAGS = {
    "nav": NAVIGATION,
    "form": FORM,
    "button": FORM,
    "select": FORM,
    "textarea": FORM,
}
_ROLES = {
    "navigation": NAVIGATION,
    "search": FORM,
    "menu": NAVIGATION,
    "menubar": NAVIGATION,
    "toolbar": NAVIGATION,
    "alertdialog": COOKIES,
    "button": INTERFACE,
    "dialog": INTERFACE,
    "menuitem": INTERFACE,
    "slider": INTERFACE,
    "status": INTERFACE,
    "tooltip": INTERFACE,
    "doc-toc": CONTENTS,
}
_OUTER_TAGS = {"footer": FOOTER, "header": HEADER, "aside": OUTSIDE}
_OUTER_ROLES = {"contentinfo": FOOTER, "banner": HEADER, "complementary": OUTSIDE}


def _names(pattern: str, omission: Omission) -> tuple[re.Pattern[str], Omission]:
    return re.compile(rf"(?:{pattern})\Z"), omission


# Whole names of classes and ids, as the common systems use them; parts of names prove nothing.
_NAMES = (
    _names(
        r"(?:site|main|primary|secondary|top|global|post|posts|page|sub)?-?_?(?:nav|navigation"
        r"|navbar|menu)s?(?:-links|-bar)?|bread-?crumbs?|skip-?link|skiplinks?|screen-reader-text"
        r"|pagination|pager|page-links|noprint|mw-jump-link|mw-indicators|navbox|catlinks|hatnote"
        r"|back-?to-?top|nav-(?:previous|next|above|below|single)|prev-?next|printfooter"
        r"|menu-.*-container|langs?-?switcher|menu_lang|formulaire_menu_lang",
        NAVIGATION,
    ),
    _names(
        r"share|sharing|share-?(?:bar|buttons?|links?|this|post|icons?|box)|social(?:-?(?:share"
        r"|sharing|media|links|icons|buttons|bar))?|sharedaddy|sd-sharing(?:-enabled)?"
        r"|sd-block|addtoany.*|addthis.*|jp-post-flair|post-?share|entry-share|like-button"
        r"|jetpack-likes-widget-wrapper|sd-like|print-?link|spip_surligne_conditionnel|email-link",
        SHARE,
    ),
    _names(
        r"related(?:-?(?:posts?|articles?|stories|content|links))?|jp-relatedposts|yarpp.*"
        r"|recent-posts|read-?(?:more|next)|more-stories|recommended|see-?also-links|crp_related",
        RELATED,
    ),
    _names(
        r"cookies?-?(?:law|banner|bar|notice|consent|info|note|message).*|eucookielaw.*|gdpr.*"
        r"|consent(?:-.*)?|privacy-notice|onetrust.*",
        COOKIES,
    ),
    _names(
        r"respond|comment-respond|comment-?form|commentform|search-?form|searchbox"
        r"|newsletter(?:-.*)?|subscribe(?:-.*)?|signup(?:-.*)?|subscription.*|formulaire_.*",
        FORM,
    ),
    _names(r"nocomments|no-comments|comments-closed|comment-navigation|comment-policy", COMMENTS),
    _names(r"pingback|trackback|pings?|pinglist|trackbacks", PINGBACK),
    _names(r"mw-editsection|edit-link|post-edit-link|comment-edit-link|edit-post-link", EDIT),
    _names(
        r"cat-links|tags?-links|post-?tags|entry-tags|post-?categories|post-labels|taglist"
        r"|tag-cloud|entry-utility|postmetadata|filed-under|entry-meta-footer",
        FILING,
    ),
    _names(
        r"ads?|advert|advertisement|adsbygoogle|ad-?(?:slot|unit|container|banner)|sponsored"
        r"|promo|donate|donation|paywall|wpcnt|wordads.*|pub|publicite",
        ADVERT,
    ),
    _names(r"anchorjs-link|headerlink|header-anchor|anchor-link|heading-anchor", ANCHOR),
    _names(r"comment-reply-link|reply|comment-reply|reply-link", REPLY),
    _names(r"sr-only|visually-?hidden|u-visually-hidden", INTERFACE),
)
_CONCEALED = frozenset({"hidden", "hide", "is-hidden", "u-hidden", "d-none"})
# Parts of names prove less: they hold for what is short, or shows little that runs on.
_PARTS = (
    (frozenset("share sharing sharetools socialshare addthis social".split()), SHARE),
    (
        frozenset(
            """related recirc recirculation recommended recommendations recommendation trending
            popular readmore""".split()
        ),
        RELATED,
    ),
    (
        frozenset(
            """ad ads advert adverts advertisement advertising sponsor sponsored sponsors taboola
            trc outbrain teads zergnet dfp promo promos promoted""".split()
        ),
        ADVERT,
    ),
    (frozenset("newsletter subscribe subscription signup".split()), FORM),
    (frozenset("cookie cookies gdpr consent".split()), COOKIES),
    (frozenset("tooltip vjs yvp jwplayer modal lightbox overlay volume".split()), INTERFACE),
)
_READERS = re.compile(
    r"(?:all|user|post|article|page|readers?|site)?-?_?comments?(?:[-_](?:area|box|list|section"
    r"|thread|threads|wrap|wrapper|container|block|stream|inner|content))?|disqus_thread|disqus"
    r"|commentaires|kommentare|comentarios"
)
_OUTER_NAMES = (
    _names(
        r"side-?bar(?:-.*)?|widget(?:-?area|s)?|secondary|rail|column-?(?:side|right|left)",
        OUTSIDE,
    ),
    _names(r"(?:site|page|global)?-?_?foot(?:er)?(?:-.*)?|colophon|pied|bottom|updat", FOOTER),
    _names(
        r"(?:site|page|global)-?_?header|masthead|banner|entete|branding|site-?(?:title|name"
        r"|branding|description)|logo|top-?bar",
        HEADER,
    ),
)
_RELATED_TITLE = re.compile(
    r"\W*(?:(?:you (?:may|might) (?:also )?(?:like|be interested in)|more (?:from|on|in|about|to)\b"
    r".{0,60}|read more|related(?: (?:articles?|posts?|stories|coverage|news|content|links))?"
    r"|most (?:popular|read|viewed|shared)|recommended(?: for you)?|trending(?: now)?"
    r"|popular (?:posts|articles|now)|latest (?:news|posts|stories)|recent posts"
    r"|à lire aussi|sur le même (?:sujet|thème)|lire aussi|mehr zum thema|lesen sie auch"
    r"|auch interessant|más (?:noticias|información)|leia (?:mais|também)|související))\W*",
    re.IGNORECASE,
)
_NOTES_TITLE = re.compile(
    r"(?:the )?(?:end|foot)?-?notes?(?: and references)?|references|notes? de (?:bas de page|l['’]"
    r"auteur)|références|anmerkungen|fu(?:ß|ss)noten|einzelnachweise|notas"
    r"|note(?: a piè di pagina)?|примечания|سرنوشت|هوامش|הערות",
    re.IGNORECASE,
)


def furniture(node: Node, *, outer: bool) -> Omission | None:
    """Whether an element is furniture by what it is called.

    `outer`: it stands outside the text; there a `header`, a `footer`, an `aside` is the site's.
    """
    found = _TAGS.get(node.tag)
    for role in node.types():
        found = found or _ROLES.get(role) or (_OUTER_ROLES.get(role) if outer else None)
    if found is None and outer:
        found = _OUTER_TAGS.get(node.tag)
    return found or _named(node, outer)


def _named(node: Node, outer: bool) -> Omission | None:
    if node.tag in {"", "html", "body", "main", "h1", "em", "i", "b", "strong"}:
        return None
    found = (_by_token(token, outer) for token in node.tokens())
    return next((omission for omission in found if omission is not None), None)


@lru_cache(maxsize=4096)
def _by_token(token: str, outer: bool) -> Omission | None:
    tables = _NAMES + _OUTER_NAMES if outer else _NAMES
    return next((omission for pattern, omission in tables if pattern.match(token)), None)


def readers(node: Node) -> bool:
    """Whether an element is called the place of readers' comments."""
    return node.tag in {"div", "section", "aside", "ol", "ul"} and called_readers(node)


def called_readers(node: Node) -> bool:
    """Whether a name of an element is one that places of readers' comments have."""
    return any(_READERS.fullmatch(token) for token in node.tokens())


def related_title(words: str) -> bool:
    """Whether a heading says only that links to other pages follow."""
    return len(words) <= 80 and _RELATED_TITLE.fullmatch(words) is not None


def slightly(node: Node) -> Omission | None:
    """Whether parts of the names of an element speak for furniture: weaker than `furniture`."""
    if node.tag in {"", "html", "body", "main", "article", "h1", "p", "em", "i", "b", "strong"}:
        return None
    tokens = node.tokens()
    if not tokens:
        return None
    if not _CONCEALED.isdisjoint(tokens):
        return INTERFACE
    parts = {part for token in tokens for part in re.split("[^a-z]+", token)}
    return next((omission for names, omission in _PARTS if names & parts), None)


def notes_title(words: str) -> bool:
    """Whether a heading says only that notes follow."""
    return _NOTES_TITLE.fullmatch(words.strip(" :.\xa0")) is not None
