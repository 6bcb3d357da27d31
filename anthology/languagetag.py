"""Whether a tag names a language (BCP 47), so that readers and screen readers know which.

Knows no names of languages and changes no tag.
"""

from __future__ import annotations

import re

# ISO 639-1. Of three-letter codes, of which there are thousands, the form alone is looked at.
_LANGUAGES = frozenset(
    """
    aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da
    de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz
    ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln
    lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi
    pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti
    tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu
    """.split()
)
# BCP 47, 2.1, in any case: language, script, region, variants, extensions and private use.
_TAG = re.compile(
    r"(?P<language>[a-z]{2,3})(-[a-z]{4})?(-([a-z]{2}|\d{3}))?(-([a-z0-9]{5,8}|\d[a-z0-9]{3}))*"
    r"(-[a-z0-9](-[a-z0-9]{1,8})+)*",
    re.IGNORECASE,
)


def is_language(tag: str) -> bool:
    """Whether a tag has the form of BCP 47 and begins with the code of a language."""
    found = _TAG.fullmatch(tag)
    code = found["language"].lower() if found else ""
    return len(code) == 3 or code in _LANGUAGES
