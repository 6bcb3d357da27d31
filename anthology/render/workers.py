"""The processes that set type: how they come to be, and how they are made ready ahead.

Knows the engine of print by the names of modules only, so that one who starts them need not load
it, and knows nothing of what they do.
"""

from __future__ import annotations

import sys
from multiprocessing import forkserver, get_context
from multiprocessing.context import BaseContext

_READ = ("anthology.render.galley", "anthology.render.ready")
"""The module that such a process works in, and the one that reads what all of them need."""


def warm_up() -> None:
    """Let the process that all setters of type are forked off be made ready beside other work."""
    if sys.platform == "linux":
        processes()
        forkserver.ensure_running()


def processes() -> BaseContext:
    """Processes forked off one that has read the engine: that takes a second, and only once.

    On macOS, whose frameworks must not be forked once in use, each reads it anew.
    """
    if sys.platform != "linux":
        return get_context("spawn")
    context = get_context("forkserver")
    context.set_forkserver_preload(list(_READ))
    return context
