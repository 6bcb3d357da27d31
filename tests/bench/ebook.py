"""The e-book of 100 texts (400,000 words): seconds of one processor and the most memory.

    .venv/bin/python tests/bench/ebook.py [--texts N]

Measured is the whole call, from the sources to the finished file read back: in an empty folder, and
again after one word was changed there. Where pandoc is installed, its EPUB of the same texts is
measured beside it.
"""

import argparse
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from long_book import make_edition  # type: ignore[import-not-found]  # beside this script


def measured(*command: str | Path) -> tuple[float, float]:
    """Seconds of the processor and megabytes that a command takes, in a process of its own."""
    script = (
        "import resource, subprocess, sys\n"
        "subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL)\n"
        "used = resource.getrusage(resource.RUSAGE_CHILDREN)\n"
        "print(used.ru_utime + used.ru_stime, used.ru_maxrss)\n"
    )
    run = [sys.executable, "-c", script, *map(str, command)]
    made = subprocess.run(run, check=True, capture_output=True, text=True).stdout.split()
    unit = 1024 if sys.platform != "darwin" else 1024 * 1024
    return float(made[0]), float(made[1]) / unit


def markdown(edition: Path) -> str:
    """The same texts as one file, each under a heading."""
    paths = sorted((edition / "texts").iterdir(), key=lambda path: int(path.stem))
    return "".join(f"# Text {p.stem}\n\n{p.read_text(encoding='utf-8')}\n\n" for p in paths)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--texts", type=int, default=100)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        make_edition(folder / "edition", given.texts)
        ours = ("-m", "anthology", "build", folder / "edition", "--out", folder / "out")
        seconds, memory = measured(sys.executable, *ours, "--format", "epub")
        print(f"e-book of {given.texts} texts: {seconds:.1f} s, {memory:.0f} MB")
        text = folder / "edition" / "texts" / "1.txt"
        words = text.read_text(encoding="utf-8")
        text.write_text(words.replace(" ", " and ", 1), encoding="utf-8")
        seconds, memory = measured(sys.executable, *ours, "--format", "epub")
        print(f"the same after one word was changed: {seconds:.1f} s, {memory:.0f} MB")
        if not (pandoc := shutil.which("pandoc")):
            print("pandoc is not installed: nothing to compare with")
            return
        (folder / "all.md").write_text(markdown(folder / "edition"), encoding="utf-8")
        theirs = ("-f", "markdown", "-t", "epub3", "--metadata", "title=Long")
        seconds, memory = measured(pandoc, *theirs, "-o", folder / "p.epub", folder / "all.md")
        print(f"pandoc, of the same texts: {seconds:.1f} s, {memory:.0f} MB")


if __name__ == "__main__":
    main()
