"""Which Pango shapes the text: the system's own copy, whatever the lock file says."""

from __future__ import annotations

import ctypes
from functools import cache

# As the engine looks for it (weasyprint/text/ffi.py, 70.0): on Linux, macOS and Windows.
_NAMES = ("libpango-1.0.so.0", "libpango-1.0.dylib", "libpango-1.0-0", "pango-1.0")


@cache
def shaper() -> str:
    """Its name and version, asked of the library itself, for the engine takes long to load."""
    for name in _NAMES:
        try:
            return f"pango {ctypes.CDLL(name).pango_version()}"
        except OSError:
            continue
    from weasyprint.text.ffi import pango  # knows more places, and says what is missing

    return f"pango {pango.pango_version()}"
