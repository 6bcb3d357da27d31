"""What the engine of print is handed when it asks for an address: our typefaces, a job's pictures.

Never fetches anything from a network or a folder; all else is refused.
"""

from __future__ import annotations

from collections.abc import Iterable

from weasyprint.urls import URLFetcherResponse

from anthology.picture import SCHEME
from anthology.render.fonts import FontFetcher


class BookFetcher(FontFetcher):
    """Answers `font:` URLs, and `picture:` URLs for the pictures of one galley."""

    def __init__(self, pictures: Iterable[tuple[str, bytes]] = ()) -> None:
        """`pictures` are names and bytes."""
        super().__init__()
        self._pictures = dict(pictures)

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        """Return the picture or font that `url` names; raise `LookupError` for anything else."""
        if not url.startswith(SCHEME):
            return super().fetch(url, headers)
        name = url.removeprefix(SCHEME)
        if name not in self._pictures:
            raise LookupError(f"the picture “{name}” is none of this galley's")
        return URLFetcherResponse(url, self._pictures[name])
