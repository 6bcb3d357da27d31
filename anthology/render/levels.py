"""The level of each sign of a text that runs both ways (Unicode Standard Annex 9), by FriBidi."""

from __future__ import annotations

from weasyprint.text.ffi import ffi, gobject, pango

# Pango has FriBidi behind it, and asks it for no font here. The engine does not declare this call.
ffi.cdef(
    """
    unsigned char *pango_log2vis_get_embedding_levels(const char *text, int length, int *base);
    void g_free(void *memory);
    """
)
_BASES = {0: 0, 1: 1, None: 4}  # PangoDirection: left to right, right to left, by the first letter
_LEFTWARD_BASES = (1, 5)


def levels(text: str, base: int | None) -> tuple[list[int], int]:
    """The level of each code point and of the whole; without `base` the first letter decides."""
    if not text:
        return [], base or 0
    data = text.encode()
    direction = ffi.new("int *", _BASES[base])
    found = pango.pango_log2vis_get_embedding_levels(data, len(data), direction)
    try:
        return list(ffi.buffer(found, len(text))[:]), int(direction[0] in _LEFTWARD_BASES)
    finally:
        gobject.g_free(found)
