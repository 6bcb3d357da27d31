"""A cold build of both books, beside one plain WeasyPrint run over the same content.

    .venv/bin/python tests/bench/cold_build.py [EDITION] [--runs N]

Each run is a process of its own, alternately ours and the plain one, so that both meet the same
machine; printed are the medians, their difference and their ratio. Ours is everything: reading,
editing, both books, page map, index, collation. The plain run sets the same markup with the same
style sheets as one document, as WeasyPrint comes, without tags, page numbers or checks.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
PLAIN = """
import sys
import weasyprint
from anthology.render.fetcher import FontFetcher
from weasyprint.text.fonts import FontConfiguration
config = FontConfiguration()
html = weasyprint.HTML(filename=sys.argv[1], url_fetcher=FontFetcher(), encoding="utf-8")
sheets = [weasyprint.CSS(string=open(name, encoding="utf-8").read(), font_config=config,
                         url_fetcher=FontFetcher()) for name in sys.argv[3:]]
html.render(stylesheets=sheets, font_config=config).write_pdf(sys.argv[2])
"""


def timed(*command: str | Path) -> float:
    # Both find their modules compiled, as they are on a reader's machine after the first run.
    kept = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    words = [str(part) for part in command]
    start = time.perf_counter()
    subprocess.run(words, cwd=ROOT, check=True, capture_output=True, env=kept)
    return time.perf_counter() - start


def one_document(edition: Path, folder: Path) -> Path:
    """The markup of all galleys as one HTML file; block notes become spans, as HTML wants them."""
    from anthology.build import Order, prepare, shop_of
    from anthology.render.printed import print_book

    jobs: list[bytes] = []
    read, book, _ = prepare(edition)
    shop = shop_of(Order(edition, folder), read)
    fill = shop.press.set

    def keep(template: str, **context: object) -> bytes:
        jobs.append(fill(template, **context))
        return jobs[-1]

    shop.press.set = keep  # type: ignore[method-assign]
    print_book(book, shop)
    bodies = [
        job.decode().partition("<body")[2].partition(">")[2].partition("</body>")[0] for job in jobs
    ]
    text = "".join(bodies).replace("<aside", "<span").replace("</aside>", "</span>")
    page = folder / "plain.html"
    page.write_text(
        f'<html lang="en"><title>plain</title><body class="print text">{text}</body></html>',
        encoding="utf-8",
    )
    return page


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("edition", type=Path, nargs="?", default=ROOT / "seeds")
    parser.add_argument("--runs", type=int, default=3)
    given = parser.parse_args()
    ours, plain = [], []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        page = one_document(given.edition, folder)
        styles = [ROOT / "styles" / sheet for sheet in ("print.css", "paper-a5.css")]
        for run in range(given.runs):
            out = folder / f"out{run}"
            ours.append(
                timed(sys.executable, "-m", "anthology", "build", given.edition, "--out", out)
            )
            plain.append(timed(sys.executable, "-c", PLAIN, page, folder / "plain.pdf", *styles))
    a, b = statistics.median(ours), statistics.median(plain)
    print(f"cold build of both books {a:.1f} s; plain WeasyPrint {b:.1f} s; {given.runs} runs")
    print(f"difference {a - b:+.1f} s, ratio {a / b:.2f}")


if __name__ == "__main__":
    main()
