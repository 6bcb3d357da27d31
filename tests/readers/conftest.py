"""Two finished e-books, and how the reading systems are called.

`make test-readers` installs them; READERS is the folder of their npm packages. What they show is
left in build/readers, to be looked at.
"""

import io
import json
import os
import shutil
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

ROOT = Path(__file__).parents[2]
HERE = Path(__file__).parent
SHOTS = ROOT / "build" / "readers"
BROWSERS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)


@dataclass(frozen=True)
class Ebook:
    """A finished e-book: the file, its documents in a folder, a folder for pictures of it."""

    file: Path
    folder: Path
    shots: Path


def program(*names: str) -> str:
    """The first of these programs that is on this machine."""
    found = next((path for name in names if (path := shutil.which(name))), None)
    assert found, f"install one of {', '.join(names)}, or call make test-readers"
    return found


def environment() -> dict[str, str]:
    chrome = program(*BROWSERS)
    return {
        **os.environ,
        "READERS": str(Path(os.environ["READERS"]).resolve()),
        "CHROME": chrome,
        "PUPPETEER_EXECUTABLE_PATH": chrome,
        "ACE_TIMEOUT_INITIAL": "60000",
        "QT_QPA_PLATFORM": "offscreen",
        "QTWEBENGINE_CHROMIUM_FLAGS": "--no-sandbox --disable-gpu",
    }


def read_with(script: str, *arguments: Path | str) -> dict[str, Any]:
    """What one of our scripts finds; its last line is JSON."""
    command = ["node", str(HERE / f"{script}.mjs"), *map(str, arguments)]
    made = subprocess.run(
        command, env=environment(), capture_output=True, text=True, timeout=600, check=False
    )
    assert made.returncode == 0, made.stderr
    result: dict[str, Any] = json.loads(made.stdout.splitlines()[-1])
    return result


def make(edition: Path, name: str) -> Ebook:
    out, shots = SHOTS / name / "book", SHOTS / name
    shutil.rmtree(shots, ignore_errors=True)
    command = [sys.executable, "-m", "anthology", "build", str(edition), "--out", str(out)]
    made = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert made.returncode == 0, made.stderr
    with zipfile.ZipFile(out / "anthology.epub") as archive:
        archive.extractall(shots / "unpacked")
    return Ebook(out / "anthology.epub", shots / "unpacked" / "EPUB", shots)


SAMPLE = """\
title = "All Kinds"
subtitle = "Tables, Verse and Other Scripts"
language = "en"
identifier = "urn:uuid:5d6c1c1e-0b57-4a5c-8f3e-0a6b5f7f7a01"
date = 2026-01-02
editor = "Vera Smith"
editor-file-as = "Smith, Vera"
subjects = ["Samples"]

[series]
title = "Samples"
number = "1"

[accessibility]
assessed-by = "The Reading Room"
date = 2026-01-01

[[text]]
number = 1
slug = "one"
source = "texts/one.md"
title = "A Title"
byline = "Rosa Luxemburg"

[[text]]
number = 2
slug = "two"
source = "texts/two.txt"
title = "Ein deutscher Text"
byline = "Unsigned"
language = "de"
"""
ONE = """\
# A Title

Here is what **Rosa Luxemburg** said of the *matter*.[^a]

## A table

| year | members | meetings held in the year |
|---|---|---|
| 1919 | 12 | 3 |
| 1920 | 340 | 51 |

## A picture and a list

![A red door.](door.png)

1. The first point.
2. The second point.
   - A point under it.

> A quotation of some length, which stands apart from the text around it.

## Another script

Before it: שלום עולם, and after it.

זו פסקה בעברית, שנכתבת מימין לשמאל.

The last paragraph of this text.

[^a]: A note of the author.
"""
TWO = "Ein deutscher Text\n\nEs gibt hier nur wenige Sätze in deutscher Sprache.\n\nNoch einer.\n"
NOTES = "> **The last paragraph** of this text.\n\nA note of the editor.\n"
NAMES = '[[person]]\nheading = "Luxemburg, Rosa"\nvariants = ["Rosa Luxemburg"]\n'


def write_sample(root: Path) -> Path:
    picture = io.BytesIO()
    Image.new("RGB", (320, 200), "#993333").save(picture, "PNG")
    written = {
        "edition.toml": SAMPLE,
        "texts/one.md": ONE,
        "texts/two.txt": TWO,
        "notes/one.md": NOTES,
        "names.toml": NAMES,
    }
    for name, words in written.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(words, encoding="utf-8")
    (root / "texts" / "door.png").write_bytes(picture.getvalue())
    return root


@pytest.fixture(scope="session")
def seeds() -> Ebook:
    return make(ROOT / "seeds", "seeds")


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Ebook:
    return make(write_sample(tmp_path_factory.mktemp("sample")), "sample")


@pytest.fixture(scope="session", params=["seeds", "sample"])
def ebook(request: pytest.FixtureRequest) -> Ebook:
    """Each of the two."""
    made: Ebook = request.getfixturevalue(request.param)
    return made
