"""Reading saved pages of real sites: what is kept, against what people say the text is.

    .venv/bin/python tests/bench/real_pages.py FOLDER [--worst N] [--limit SECONDS]

FOLDER holds a folder a page, as the tests of mozilla/readability do: `source.html`, `expected.html`
(the text as a good extractor finds it) and `expected-metadata.json`. The pages belong to their
sites and are not in this project. Printed are faults, seconds a megabyte, and of the words of
`expected.html` how many are kept (recall) and how many of the kept are wanted (precision).
"""

import argparse
import json
import re
import signal
import statistics
import time
import traceback
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from bs4 import BeautifulSoup

from anthology.diagnostic import EditionError
from anthology.ledger import Ledger, tile
from anthology.read.html import read_html
from anthology.read.reading import Hints, Reading

_WORD = re.compile("[\u3040-\u30ff\u3400-\u9fff]|[^\\W_\u3040-\u30ff\u3400-\u9fff]+")
_BEHIND = re.compile(r"\s+(?:[|–—-]|::)\s+|\s*_")
_BY = re.compile(r"\s*(?:by|par|von|por)\b", re.IGNORECASE)


@dataclass(slots=True)
class Page:
    """One page, read: `fault` is a traceback, a refusal or a broken law; hints: right or not."""

    name: str
    size: int
    seconds: float = 0.0
    recall: float = 0.0
    precision: float = 0.0
    fault: str = ""
    left: dict[str, int] = field(default_factory=dict)
    hints: dict[str, bool] = field(default_factory=dict)


def main() -> None:
    """Read the pages of a folder and print the figures."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--worst", type=int, default=25)
    parser.add_argument("--limit", type=int, default=60, help="seconds a page may take")
    args = parser.parse_args()
    pages = [measure(f, args.limit) for f in sorted(args.folder.iterdir()) if f.is_dir()]
    report(pages, args.worst)


def measure(folder: Path, limit: int) -> Page:
    """Read one page, in bounded time."""
    data = (folder / "source.html").read_bytes()
    page = Page(folder.name, len(data))
    signal.signal(signal.SIGALRM, _late)
    signal.alarm(limit)
    start = time.process_time()
    try:
        reading = read_html(data, folder.name)
        page.seconds = time.process_time() - start
        _judge(page, reading, folder)
    except EditionError as error:
        page.fault = error.diagnostics[0].rule
    except Exception:  # noqa: BLE001 - whatever it is, it is a fault to report
        page.fault = traceback.format_exc()
    finally:
        signal.alarm(0)
    page.seconds = page.seconds or time.process_time() - start
    return page


def _late(*_: object) -> None:
    raise TimeoutError


def _judge(page: Page, reading: Reading, folder: Path) -> None:
    spans = [chunk.span for chunk in reading.chunks]
    problems = tile(reading.source, spans, Ledger().joined(reading.rows))
    page.fault = str(problems[0]) if problems else ""
    text = (chunk.span for chunk in reading.chunks if not chunk.thread)  # comments are not printed
    kept = words(" ".join(reading.source.cut(span) for span in text))
    wanted = words(visible((folder / "expected.html").read_text(encoding="utf-8")))
    both = (kept & wanted).total()
    page.recall = both / wanted.total() if wanted else 1.0
    page.precision = both / kept.total() if kept else 1.0
    for row in reading.rows:
        page.left[row.rule] = page.left.get(row.rule, 0) + len(row.old.split())
    told = json.loads((folder / "expected-metadata.json").read_text(encoding="utf-8"))
    page.hints = dict(_hints(reading.hints, told))


def visible(markup: str) -> str:
    """The words of an expected page."""
    return str(BeautifulSoup(markup, "lxml").get_text(" "))


def words(text: str) -> Counter[str]:
    """How often each word stands in a text; case counts for nothing."""
    return Counter(_WORD.findall(text.lower()))


def _hints(hints: Hints, told: dict[str, str | None]) -> list[tuple[str, bool]]:
    pairs = [
        ("title", _titled(hints.title, told.get("title") or "")),
        ("byline", _same(hints.author, _BY.sub("", told.get("byline") or "", count=1))),
        ("lang", hints.language.lower() == (told.get("lang") or "").lower()),
        ("date", bool(hints.date) and (told.get("publishedTime") or "").startswith(hints.date)),
    ]
    keys = {"date": "publishedTime"}
    return [(name, right) for name, right in pairs if told.get(keys.get(name, name))]


def _titled(said: str, told: str) -> bool:
    """Whether a title is right; the name of the site may be taken off its end."""
    heads = [told[: found.start()] for found in _BEHIND.finditer(told)]
    return any(_same(said, head) for head in (told, *heads[-2:]))


def _same(one: str, other: str) -> bool:
    return _WORD.findall(one.lower()) == _WORD.findall(other.lower())


def report(pages: list[Page], worst: int) -> None:
    """Print the figures, the worst pages last."""
    for page in (p for p in pages if p.fault):
        print(f"FAULT {page.name}: {page.fault}")
    read = [p for p in pages if not p.fault]
    for what in ("recall", "precision"):
        values = sorted(getattr(p, what) for p in read)
        low = sum(v < 0.9 for v in values)
        print(
            f"{what:10} mean {statistics.mean(values):.4f}  median {statistics.median(values):.4f}"
            f"  least {values[0]:.3f}  pages under .9: {low}"
        )
    for name in ("title", "byline", "lang", "date"):
        said = [p.hints[name] for p in read if name in p.hints]
        print(f"{name:10} {sum(said)} of {len(said)}")
    size, seconds = sum(p.size for p in pages), sum(p.seconds for p in pages)
    print(
        f"{len(pages)} pages, {size / 1e6:.1f} MB, {seconds:.1f} s, {seconds / size * 1e6:.2f} s/MB"
    )
    slow = max(pages, key=lambda p: p.seconds)
    print(f"slowest: {slow.name}, {slow.seconds:.1f} s, {slow.seconds / slow.size * 1e6:.1f} s/MB")
    read.sort(key=lambda p: 2 * p.recall * p.precision / (p.recall + p.precision + 1e-9))
    for page in read[:worst]:
        left = ", ".join(f"{rule} {n}" for rule, n in sorted(page.left.items()))
        print(f"{page.name:30} R {page.recall:.3f} P {page.precision:.3f}  {left}")


if __name__ == "__main__":
    main()
