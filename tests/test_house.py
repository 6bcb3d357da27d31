"""House rules that no linter knows: the order of modules, what is shipped, locked and licensed."""

import ast
import hashlib
import re
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from fnmatch import fnmatchcase
from graphlib import TopologicalSorter
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())

# A module imports only from those above it. Modules under one pattern (`read.*`) may import each
# other, but not in a circle.
ORDER = """
    garbage whole kept span diagnostic direction document citation translations labels tomlfaults
    tomlfile mixed languagetag decode schema variant profile pressprofiles isbn likeness selector
    ledger ledgerlabels reasons
    bare picture beside
    read.*
    gallery resources typefaces paper theme ownfaces edition decisions effects
    lists looks evidence_* evidence propose comments settle hang elide shape structure
    language_words language foreign typography_* typography slips_* slips
    naming_* naming queries numbering leaks notes names filing namecheck elision index locators
    people rights sources textnote
    references abbreviations meanings abbreviationlist matter aids
    creators booktext editing book nominate namedrafts
    pagelist indexprint printing
    passages ledgerplan ledgersays sidebyside facts lint_* unfaced wordcheck textcheck lint check
    linebreak gathering
    render.signs render.frames render.job render.elements render.layoutmap render.levels render.bidi
    render.roles render.tags render.audit
    render.fonts render.fetcher render.sheets render.shelf render.shaper render.turn render.linemap
    render.divide render.words render.widths render.rows
    render.shaped render.spared render.settled render.styled render.alike render.columns
    render.glyphs
    render.pieces render.footnote render.markup render.shop render.filled
    render.hang render.paragraph render.lines render.fit render.proof
    render.feather render.pageends render.lastpage render.notearea render.again
    render.prepare render.workers render.ready render.galley render.setting render.styles
    render.pages
    render.faces render.xmp render.catalog
    render.join render.marginalia render.stamp render.save render.makeup render.setter
    render.printed render.bare render.impose render.booklet
    render.press render.cover render.outline render.coverdraw render.presscover render.pressbook
    render.handout render.access render.metadata render.navigation render.ebooktext render.epub
    collation.* ebookcheck.* nameexport show ledgerpage output pagesource
    pagemap typeset pagepicture proofsheet pagediff proofrun begin build freezing printrun carry
    desk cli __main__
""".split()


# --- The order of the modules ---------------------------------------------------------------------


def name_of(path: Path) -> str:
    """`anthology/read/plain.py` is `read.plain`; the package itself is ``."""
    parts = path.relative_to(ROOT / "anthology").with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {name_of(path): path for path in sorted((ROOT / "anthology").rglob("*.py"))}
PACKAGES = {name for name, path in MODULES.items() if path.name == "__init__.py"}


def imported(path: Path, *, at_once: bool = False) -> Iterator[str]:
    """Every dotted name that a module imports, wherever in the file; `from a import b` is `a.b`.

    `at_once`: only what is imported with it, not what a function imports when it is called.
    """
    tree = ast.parse(path.read_bytes())
    for node in tree.body if at_once else ast.walk(tree):
        match node:
            case ast.Import(names=names):
                yield from (alias.name for alias in names)
            case ast.ImportFrom(module=str(module), names=names):
                yield from (f"{module}.{alias.name}" for alias in names)
            case _:
                pass


def ours(path: Path, *, at_once: bool = False) -> set[str]:
    """The modules of ours that a module imports: of each name the longest part that is one."""
    found = set()
    for name in imported(path, at_once=at_once):
        package, *parts = name.split(".")
        if package == "anthology":
            heads = (".".join(parts[:length]) for length in range(len(parts), 0, -1))
            found.add(next((head for head in heads if head in MODULES), ""))
    return found - {""}


def place(module: str) -> int:
    return next(i for i, pattern in enumerate(ORDER) if fnmatchcase(module, pattern))


def test_every_module_has_its_place_and_every_place_its_module() -> None:
    modules = MODULES.keys() - PACKAGES
    assert [m for m in modules if not any(fnmatchcase(m, pattern) for pattern in ORDER)] == []
    assert [p for p in ORDER if not any(fnmatchcase(m, p) for m in modules)] == []


def test_a_module_imports_only_from_those_above_it() -> None:
    graph = {module: ours(MODULES[module]) for module in MODULES.keys() - PACKAGES}
    assert [
        f"{module} imports {other}"
        for module, others in graph.items()
        for other in others
        if other in PACKAGES or place(other) > place(module)
    ] == []
    TopologicalSorter(graph).prepare()  # raises CycleError


ENGINE = {"weasyprint", "pydyf", "fontTools", "cssselect2", "pikepdf", "pypdfium2", "pyphen"}
"""What sets type, reads PDF and draws pages: slower to load than an e-book is to make."""


@pytest.mark.parametrize("start", ["cli", "build", "desk", "show"])
def test_the_engine_of_print_is_loaded_only_to_set_type(start: str) -> None:
    """The e-book, `check` and the editor's first moves do without it."""
    loaded, new = set[str](), {start}
    while new:
        loaded |= new
        new = {o for m in new for o in ours(MODULES[m], at_once=True)} - loaded
    names = {module: imported(MODULES[module], at_once=True) for module in loaded}
    found = {m: ENGINE & {name.partition(".")[0] for name in names[m]} for m in loaded}
    assert {module: engines for module, engines in found.items() if engines} == {}


def test_packages_import_nothing() -> None:
    assert [name for name in PACKAGES if list(imported(MODULES[name]))] == []


def test_what_is_imported_is_required() -> None:
    """Nothing is used that is installed only because something else needs it."""
    required = {re.split("[<>=]", line)[0] for line in PROJECT["project"]["dependencies"]}
    homes = packages_distributions()
    outside = {name.partition(".")[0] for path in MODULES.values() for name in imported(path)}
    outside -= {*sys.stdlib_module_names, "anthology"}
    normal = {name: {home.lower().replace("_", "-") for home in homes[name]} for name in outside}
    assert {name: homes for name, homes in normal.items() if not homes & required} == {}


# --- What is shipped ------------------------------------------------------------------------------


@pytest.mark.slow
def test_the_wheel_holds_templates_and_styles_and_no_texts(tmp_path: Path) -> None:
    command = "wheel . --quiet --no-deps --no-index --no-build-isolation --wheel-dir".split()
    subprocess.run([sys.executable, "-m", "pip", *command, tmp_path], cwd=ROOT, check=True)
    [wheel] = tmp_path.glob("anthology-*.whl")
    with zipfile.ZipFile(wheel) as archive:
        shipped = {name for name in archive.namelist() if ".dist-info/" not in name}
    folders = ("anthology", "templates", "styles")
    files = [p.relative_to(ROOT) for f in folders for p in (ROOT / f).rglob("*") if p.is_file()]
    expected = {f if f.parts[0] == "anthology" else Path("anthology", f) for f in files}
    assert shipped == {f.as_posix() for f in expected if "__pycache__" not in f.parts}


def tracked() -> list[Path]:
    """The files that are in git, or would be after `git add --all`."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    return [ROOT / name for name in listed.split("\0") if name and (ROOT / name).is_file()]


# Each pattern is written so that it does not find itself.
PLACES = re.compile(
    r"(?<![\w./])/(work|farm|root|home|tmp|opt/pypi|opt/wheels)/|"  # folders of one machine
    r"--(extra-)?index-url|--find-link[s]|pypi[.]org|pythonhosted[.]org|registry[.]npmjs|/simpl[e]/|"
    r"localhost:\d|\b10[.]\d+[.]\d+[.]\d+\b|\b192[.]168[.]"
)


def test_no_file_names_a_package_index_a_host_or_a_folder_of_one_machine() -> None:
    found = []
    for path in tracked():
        name = path.relative_to(ROOT)
        if name.parts[:2] == ("seeds", "texts"):
            continue  # as received
        lines = path.read_bytes().decode("utf-8", errors="replace").splitlines()
        found += [f"{name}:{i}" for i, line in enumerate(lines, 1) if PLACES.search(line)]
    assert found == []


# --- What is locked -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "lock", ["requirements.lock", "requirements-dev.lock", "tests/readers/requirements.lock"]
)
def test_a_lock_pins_each_requirement_with_hashes_and_names_no_index(lock: str) -> None:
    text = (ROOT / lock).read_text().replace("\\\n", " ")
    lines = [line for line in text.splitlines() if not line.lstrip().startswith("#")]
    pinned = re.compile(r"[a-z0-9-]+==[\w.]+( ; [^#]+?)?( +--hash=sha256:[0-9a-f]{64})+")
    assert [line for line in lines if not pinned.fullmatch(line)] == []
    assert not re.search("https?:|file:|index", text)


def test_the_locks_agree_and_hold_what_the_project_requires() -> None:
    run, dev = (
        set(re.findall(r"^[a-z0-9-]+==\S+", (ROOT / name).read_text(), re.MULTILINE))
        for name in ("requirements.lock", "requirements-dev.lock")
    )
    assert run < dev
    locked = {line.partition("==")[0] for line in run}
    wanted = PROJECT["project"]["dependencies"] + PROJECT["dependency-groups"]["build"]
    assert {re.split("[<>=]", line)[0] for line in wanted} <= locked


# --- What is licensed -----------------------------------------------------------------------------


def test_the_licence_is_the_whole_agpl_with_the_texts_excluded() -> None:
    notice, title, _ = (ROOT / "LICENSE").read_text().partition(" " * 20 + "GNU AFFERO")
    licence = (ROOT / "LICENSE").read_bytes()[len(notice.encode()) :]
    official = "0d96a4ff68ad6d4b6f1f30f713b18d5184912ba8dd389f86aa7710db079abcb0"
    assert title
    assert hashlib.sha256(licence).hexdigest() == official
    assert "AGPL-3.0-or-later" in notice
    assert "The texts are expressly excluded." in notice


SOURCES = {
    "000_3a6a5e5d3ec1878a.txt": "1f7463106cada94152491a63752dff0c94a4853d0ac428a3ec7a9c2c1c97d709",
    "001_b15812251e18187d.txt": "8df12ecbdf1bfcee84f1ea2c455b85050a2854860d61b6f8a7893b6455998d6d",
    "002_ab93730800a1f7fc.txt": "593b38c03d4b36857c21599c1d2602570550743c55b885e53985df0fc31b9ff4",
    "003_2ea9f8d1844c2a3a.txt": "a3ab03b9cf72ba828210c47ceceea08a76fd147cbacb8f77eca6bd2253e0f542",
    "004_b672df40804ae13c.txt": "44826aec7d8f3b9f47d1aeb07cc1cd98901c9dcbc05edaa5a4a1b5d948813070",
}


def test_the_sources_are_as_they_were_received() -> None:
    texts = sorted((ROOT / "seeds" / "texts").iterdir())
    assert {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in texts} == SOURCES


# --- What is documented ---------------------------------------------------------------------------


def test_each_limit_of_an_engine_is_documented_with_its_test() -> None:
    documented = set(re.findall(r"`(test_\w+)`", (ROOT / "docs" / "engines.md").read_text()))
    tests = {
        node.name
        for path in (ROOT / "tests" / "engines").glob("test_*.py")
        for node in ast.parse(path.read_bytes()).body
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    }
    assert documented == tests
