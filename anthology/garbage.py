"""How often Python looks for objects that hold each other and are held by nothing else.

Texts, boxes and styles make millions of objects and few such rings; a search after every seven
hundred new ones, as Python comes, takes a sixth of the time of a build.
"""

from __future__ import annotations

import gc

_RINGS = 300_000  # objects that may lie about: some 80 MB


def collect_seldom() -> None:
    """Look for garbage seldom from here on, in this process, and not among what is there now."""
    gc.freeze()
    gc.set_threshold(_RINGS)


def collect_now() -> None:
    """Look for garbage of a piece of work that is done, and never again among what it leaves.

    A galley leaves rings by the hundred thousand: found once it is done, their room is there for
    the next one.
    """
    gc.collect()
    gc.freeze()
