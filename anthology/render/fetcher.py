"""What the engine of print is handed when it asks for an address: our typefaces, a job's pictures.

Never fetches anything from a network or a folder; all else is refused.
"""

from __future__ import annotations

from collections.abc import Iterable

from weasyprint.urls import URLFetcher, URLFetcherResponse

from anthology.picture import SCHEME
from anthology.render.fonts import SCHEME as FONT
from anthology.render.fonts import font_bytes


class FontFetcher(URLFetcher):  # type: ignore[misc]  # WeasyPrint ships no types
    """Answers `font:` URLs and refuses all others with an error that stops the setting."""

    def __init__(self) -> None:
        """Make WeasyPrint raise, where it would otherwise only log, what cannot be had."""
        super().__init__(fail_on_errors=True)

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        """Return the font named by `url`; raise `LookupError` for anything else."""
        if not url.startswith(FONT):
            raise LookupError(f"“{url}” is not one of our typefaces, and nothing else is fetched")
        return URLFetcherResponse(url, font_bytes(url.removeprefix(FONT)))


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
