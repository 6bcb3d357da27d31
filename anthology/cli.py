"""The command `anthology`: arguments, progress, printed diagnostics, exit codes. No logic.

Exit codes: 0 all is well; 1 the edition has errors, or a finished book does not hold its words;
2 the program could not start (a wrong call, no edition, a missing library).
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from anthology import __version__
from anthology.diagnostic import (
    AnthologyError,
    Diagnostic,
    Exit,
    Place,
    Severity,
    abridged,
    counted,
)

if TYPE_CHECKING:  # the engines are loaded when they are needed, so that --help is quick
    from anthology.build import Outcome
    from anthology.nameexport import ExportFormat

Made = TypeVar("Made")
EDITION = click.argument(
    "edition", type=click.Path(path_type=Path, file_okay=False), default=Path("seeds")
)
OUT = click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("build"),
    show_default=True,
    help="The folder to write to.",
)
PAPER = click.option(
    "--paper",
    type=click.Choice(["a5", "half-letter"]),
    default=None,
    help="The page of the reader, instead of the one edition.toml names.",
)
WORKERS = click.option(
    "--workers",
    type=click.IntRange(1),
    default=None,
    help="Processes that set type; as many as there are processors, if not given.",
)
VARIANTS = ("study", "large-print", "handouts", "booklet", "press")
EVERY = click.option("--all", "every", is_flag=True, help="Print every message of a rule.")
_MOST = 10
"""How many messages of one rule are printed, so that they do not bury one of another."""
_LIBRARY = "cannot load library"


@click.group(epilog="Exit codes: 0 well; 1 errors in the edition; 2 could not start.")
@click.version_option(__version__, prog_name="anthology")
def main() -> None:
    """Make a scholarly EPUB and a typeset PDF from a folder of texts."""


@main.command()
@EDITION
@OUT
@click.option(
    "--format",
    "formats",
    type=click.Choice(["epub", "pdf"]),
    multiple=True,
    help="Make this book only.",
)
@click.option("--text", "text", default="", metavar="SLUG", help="Make a book of this text only.")
@PAPER
@WORKERS
@EVERY
def build(
    edition: Path,
    out: Path,
    formats: tuple[str, ...],
    text: str,
    paper: str | None,
    workers: int | None,
    every: bool,
) -> None:
    """Make the books of the EDITION (a folder; "seeds", if not given).

    \b
    anthology build                        both books, into build/
    anthology build seeds --format epub    the e-book only
    anthology build seeds --text critique  both books of one text
    """
    with _told(edition, every):
        from anthology.build import Format, Order
        from anthology.build import build as make

        both: tuple[Format, ...] = ("epub", "pdf")
        chosen = tuple(f for f in both if not formats or f in formats)
        order = Order(edition, out, chosen, text, paper or "", workers or 0)
        outcome = _with_progress(lambda say: make(order, say))
    _tell(outcome, edition, every)


@main.command("print")
@click.argument("variant", type=click.Choice(VARIANTS), metavar="VARIANT")
@EDITION
@OUT
@PAPER
@WORKERS
@EVERY
def print_(
    variant: str, edition: Path, out: Path, paper: str | None, workers: int | None, every: bool
) -> None:
    """Make a VARIANT of the printed book: study, large-print, handouts, booklet or press.

    All cite the pages of the reader (anthology.pdf), which is set first, though not written.
    [variants] in edition.toml says how each is made.

    \b
    anthology print study          a page with room for notes, and numbered lines
    anthology print large-print    18-point type, ragged right
    anthology print handouts       each text by itself, with its notes and questions
    anthology print booklet        the reader’s pages on sheets to print, fold and staple
    anthology print press          PDF/X-4 for a printer, and the cover
    """
    with _told(edition, every):
        from anthology.build import Order
        from anthology.printrun import print_variant

        order = Order(edition, out, paper=paper or "", workers=workers or 0)
        outcome = _with_progress(lambda say: print_variant(order, variant, say))
    _tell(outcome, edition, every)


def _tell(outcome: Outcome, edition: Path, every: bool = False) -> None:
    """Say what was made."""
    found = outcome.diagnostics
    _report((d for d in found if every or d.severity is not Severity.INFO), edition, every)
    for path in outcome.files:
        if path.suffix in {".epub", ".pdf"}:
            click.echo(f"{path}: {path.stat().st_size:,} bytes")
            if path in outcome.said:
                click.echo(f"  {outcome.said[path]}")
    for report in outcome.reports:
        click.echo(f"{report.book}: {report.words:,} words in {report.streams} streams, all found")
    if said := counted(found):
        click.echo(f"{said} (anthology check --all lists each)")


@main.command()
@click.argument("number", type=click.IntRange(1))
@EDITION
@OUT
def printing(number: int, edition: Path, out: Path) -> None:
    """Freeze the book as printing NUMBER: what people will hold in their hands stays citable.

    Writes printings/NUMBER.toml in the EDITION, with every paragraph number and the word with which
    each page begins, and makes both books, which say that they are of this printing. Later e-books
    keep its pages until the next printing is frozen; `anthology check` says what has moved since.

    \b
    anthology printing 1
    anthology printing 2 path/to/edition
    """
    with _told(edition):
        from anthology.build import Order
        from anthology.freezing import freeze_printing

        order = Order(edition, out)
        told, outcome = _with_progress(lambda say: freeze_printing(order, number, say))
    _tell(outcome, edition)
    click.echo(told)


@main.command()
@EDITION
@click.option("--release", is_flag=True, help="Fail while anything in rights.toml is open.")
@click.option(
    "--pages", is_flag=True, help="Set type, and say which pages of the last printing moved."
)
@OUT
@EVERY
def check(edition: Path, release: bool, pages: bool, out: Path, every: bool) -> None:
    """Report what is wrong with the EDITION, without making a book.

    \b
    anthology check
    anthology check path/to/edition
    anthology check --release        may it be passed on?
    """
    with _told(edition, every):
        from anthology.build import prepare
        from anthology.rights import open_points

        _, book, found = prepare(edition)
        if release:
            found = (*found, *open_points(book.rights))
        if pages:
            found = (*found, *_moved_pages(edition, out))
    _report(found, edition, every)
    if any(d.severity is Severity.ERROR for d in found):
        raise SystemExit(Exit.EDITION)
    notes = sum(len(text.notes) for text in book.texts)
    click.echo(
        f"no errors (texts: {len(book.texts)}, notes: {notes}, "
        f"index entries: {sum(len(index.entries) for index in book.indexes)})"
    )
    if said := counted(found):
        click.echo(said)


def _moved_pages(edition: Path, out: Path) -> tuple[Diagnostic, ...]:
    from anthology.build import Order
    from anthology.freezing import set_pages
    from anthology.printing import latest, page_moves

    _, book, printed = _with_progress(lambda say: set_pages(Order(edition, out), say))
    last = latest(book.printings)
    return tuple(page_moves(last, printed.pages)) if last else ()


FILES = click.argument(
    "files", nargs=-1, required=True, type=click.Path(path_type=Path, dir_okay=False, exists=True)
)


@main.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@FILES
@click.option("--title", default="", help="The title of the book; the folder's name, if not given.")
@click.option("--language", default="", help="Its language: en, fr, de …")
def new(folder: Path, files: tuple[Path, ...], title: str, language: str) -> None:
    """Make a new edition in FOLDER of FILES: text, Markdown, HTML, MHTML, DOCX or EPUB.

    Copies the files, proposes titles, authors, order and decisions, and writes a commented
    edition.toml and a Makefile; `make` there makes both books.

    \b
    anthology new reader letter.txt essay.html minutes.docx
    """
    with _told(folder):
        from anthology.desk import begin

        for line in begin(folder, files, title, language):
            click.echo(line)


@main.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@FILES
def add(folder: Path, files: tuple[Path, ...]) -> None:
    """Add FILES to the edition in FOLDER.

    \b
    anthology add reader another-letter.txt
    """
    with _told(folder):
        from anthology.desk import add as add_texts

        for line in add_texts(folder, files):
            click.echo(line)


@main.command()
@click.argument("text", metavar="TEXT")
@EDITION
def propose(text: str, edition: Path) -> None:
    """Propose decisions on one TEXT (its slug): the machine's doubtful calls and their evidence.

    Writes decisions/TEXT.toml if there is none yet; otherwise prints what it would write.

    \b
    anthology propose critique
    """
    with _told(edition):
        from anthology.desk import propose as write_proposals

        path, written = write_proposals(edition, text)
        click.echo(f"{path}: written" if path else written, nl=bool(path))


@main.command("proof-sheet")
@click.argument("pdf", type=click.Path(path_type=Path), default=Path("build/anthology.pdf"))
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default=None,
    help="The folder to write to; proof/ beside the PDF, if not given.",
)
@click.option("--grid", is_flag=True, help="Draw the baselines that most lines stand on.")
@click.option("--frames", is_flag=True, help="Draw the type area and the room of the notes.")
@click.option(
    "--against",
    type=click.Path(path_type=Path),
    default=None,
    metavar="OLD",
    help="Compare with this PDF of an earlier build, page by page.",
)
@click.option(
    "--dpi",
    type=click.IntRange(20, 300),
    default=60,
    show_default=True,
    help="How finely pages are drawn.",
)
def proof_sheet(
    pdf: Path, out: Path | None, grid: bool, frames: bool, against: Path | None, dpi: int
) -> None:
    """Draw all pages of a finished PDF on contact sheets (PNG), as they face each other.

    PDF is build/anthology.pdf, if not given; any variant will do. With --against every page is told
    to be the same, changed, moved, new or gone, and each changed spread is drawn with what is
    only in the old book in red, and what is only in the new one in blue.

    \b
    anthology proof-sheet --grid --frames
    anthology proof-sheet build/anthology.study-a4.pdf
    anthology proof-sheet --against yesterday.pdf
    """
    with _told(pdf.parent):
        from anthology.proofrun import ProofOrder, proof

        for line in proof(ProofOrder(pdf, out, grid, frames, against, dpi)):
            click.echo(line)


@main.group()
def names() -> None:
    """The index of names: whom the texts name."""


@names.command("propose")
@EDITION
def propose_names(edition: Path) -> None:
    """Propose persons for the index of names of the EDITION.

    Adds a [[candidate]] to names.toml for each person whom the texts seem to name, with the lines
    that name them. Write [[person]] or [[rejected]] instead: what you decided is not asked again.

    \b
    anthology names propose
    anthology names propose path/to/edition
    """
    with _told(edition):
        from anthology.desk import propose_names as write_candidates

        for line in write_candidates(edition):
            click.echo(line)


@names.command()
@EDITION
@click.option(
    "--format", "how", type=click.Choice(["csv", "json", "tei"]), default="csv", show_default=True
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    default=None,
    help="The file to write; else it is printed.",
)
@click.option(
    "--build",
    "built",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("build"),
    show_default=True,
    help="The folder of the books, for pages, as long as no printing is frozen.",
)
def export(edition: Path, how: ExportFormat, out: Path | None, built: Path) -> None:
    """Print the index of the EDITION for other tools: every heading and every place.

    \b
    anthology names export                                a table
    anthology names export seeds --format tei --out x.xml a TEI listPerson
    """
    with _told(edition):
        from anthology.desk import export as export_index
        from anthology.output import write

        text = export_index(edition, how, built)
        if out:
            write(out, text.encode())
        else:
            click.echo(text, nl=False)


@main.command()
@click.argument(
    "stage",
    type=click.Choice(["source", "chunks", "blocks", "notes", "names", "ledger", "print", "epub"]),
)
@click.argument("text", metavar="TEXT")
@EDITION
def show(stage: str, text: str, edition: Path) -> None:
    """Print what a STAGE makes of one TEXT (its slug) of the EDITION.

    \b
    anthology show blocks critique    the structure, with paragraph numbers
    anthology show ledger critique    every change, with its line in the source
    anthology show epub critique      the XHTML of the e-book
    """
    with _told(edition):
        from anthology.show import show as lines_of

        for line in lines_of(stage, text, edition):
            click.echo(line)


@contextmanager
def _told(edition: Path, every: bool = True) -> Iterator[None]:
    """Turn our errors into messages and exit codes, and a missing library into one of ours."""
    try:
        yield
    except AnthologyError as error:
        _report(error.diagnostics, edition, every)
        raise SystemExit(error.exit_code) from error
    except BrokenPipeError:
        # The reader of our output has seen enough (`anthology show … | head`).
        sys.stderr.close()
        raise SystemExit(Exit.OK) from None
    except OSError as error:
        _report([_no_library(error) if _LIBRARY in str(error) else _no_file(error)], edition)
        raise SystemExit(Exit.SETUP) from error


def _no_file(error: OSError) -> Diagnostic:
    """What the system refused (no room, no right) is no fault of the edition."""
    return Diagnostic(
        "system",
        error.strerror or str(error),
        Place(str(error.filename or "this machine")),
        "make room or give the right to read and write there, then run the command again",
    )


def _no_library(error: OSError) -> Diagnostic:
    return Diagnostic(
        "library-missing",
        str(error).split(":", maxsplit=1)[0],
        Place("WeasyPrint"),
        "install Pango and HarfBuzz-Subset (Debian, Ubuntu: apt-get install libpango-1.0-0 "
        "libpangoft2-1.0-0 libharfbuzz-subset0; Fedora: dnf install pango harfbuzz; "
        "macOS: brew install pango)",
    )


def _report(diagnostics: Iterable[Diagnostic], edition: Path, every: bool = True) -> None:
    """Print diagnostics; a file of the edition is named so that an editor program can open it."""
    shown, more = (tuple(diagnostics), ()) if every else abridged(diagnostics, _MOST)
    for found in shown:
        inside = edition / found.place.file
        place = replace(found.place, file=str(inside)) if inside.is_file() else found.place
        click.echo(str(replace(found, place=place)), err=True)
    for line in more:
        click.echo(f"{line} (--all shows them)", err=True)


def _with_progress(work: Callable[[Callable[[str], None]], Made]) -> Made:
    """Say on a terminal what goes on; be quiet in a pipe."""
    if not sys.stderr.isatty():
        return work(lambda _: None)
    from rich.console import Console  # in a pipe it is not needed

    with Console(stderr=True).status("Starting") as status:
        return work(lambda stage: status.update(f"{stage} …"))
