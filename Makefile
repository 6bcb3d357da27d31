# `make` sets up all it needs and makes both books; `make help` lists the rest. Works with GNU make 3.81 and later.
#
# Another edition:       make EDITION=path/to/edition BUILD=build/other
# Another page:          make PAPER=half-letter BUILD=build/letter
# A Python of your own:  make distclean all PYTHON=python3.12

EDITION ?= seeds
PAPER   ?=
BUILD   ?= build
override BUILD := $(patsubst %/,%,$(BUILD))
PYTHON  ?=
VENV    := .venv
EPUB    := $(BUILD)/anthology.epub
PDF     := $(BUILD)/anthology.pdf

# Homebrew on Apple silicon keeps libraries where only its own Python looks for them, and Java off the PATH.
BREW    := $(wildcard /opt/homebrew/lib)
RUN     := $(if $(BREW),DYLD_FALLBACK_LIBRARY_PATH=$(BREW):/usr/local/lib:/usr/lib )$(VENV)/bin/
JAVA    := $(firstword $(wildcard /opt/homebrew/opt/openjdk/bin /usr/local/opt/openjdk/bin))
export PATH := $(if $(JAVA),$(JAVA):)$(PATH)

.PHONY: all epub pdf reader study large-print handouts booklet press variants proof-sheet test test-readers bench check format lock clean distclean help FORCE
all: $(EPUB) $(PDF)  ## set up all it needs and make both books (the default)

epub: FORMAT := --format epub
epub: $(EPUB)  ## make the e-book alone

pdf: $(PDF)  ## make the typeset book, and the e-book if it is out of date

reader: pdf  ## the same: all variants cite its pages

study: $(BUILD)/anthology.study.collation.json  ## a larger page with room for notes, and numbered lines: A4 and Letter

large-print: $(BUILD)/anthology.large-print.collation.json  ## 18-point type, ragged right

handouts: $(BUILD)/anthology.handouts.collation.json  ## each text by itself, with its notes and questions

booklet: $(BUILD)/anthology.booklet.collation.json  ## sheets to print on both sides, fold and staple: A4 and Letter

press: $(BUILD)/anthology.press.collation.json  ## PDF/X-4 for a printer, and the cover; refused while rights are open

variants: study large-print handouts booklet  ## all of these but for press

proof-sheet: $(PDF)  ## draw all pages on contact sheets; with AGAINST=old.pdf, what differs from it
	$(RUN)anthology proof-sheet $(PDF) --grid --frames $(if $(AGAINST),--against $(AGAINST))

test: $(VENV)/.test  ## set up all it needs, then lint, check types and run the tests
	$(RUN)ruff check
	$(RUN)ruff format --check
	$(RUN)mypy
	$(RUN)pytest -n 2 --dist loadfile $(TESTS)

test-readers: $(VENV)/.readers  ## open the e-book in real reading systems and checkers; takes some minutes
	READERS=$(VENV)/readers $(RUN)pytest tests/readers $(TESTS)

bench: $(VENV)/.test  ## measure a cold build, a book of 400,000 words, 5,000 notes and the word spaces; nothing fails
	$(RUN)python tests/bench/cold_build.py
	$(RUN)python tests/bench/big_book.py
	$(RUN)python tests/bench/long_book.py
	$(RUN)python tests/bench/ebook.py
	$(RUN)python tests/bench/names.py
	$(RUN)python tests/bench/index.py
	$(RUN)python tests/bench/many_notes.py
	$(RUN)python tests/bench/word_spaces.py

check: $(VENV)/.run  ## report on the edition without making a book
	$(RUN)anthology check $(EDITION)

format: $(VENV)/.test  ## put the Python code into its one form
	$(RUN)ruff check --fix
	$(RUN)ruff format

lock: $(VENV)/.test  ## renew the two lock files from pyproject.toml
	$(COMPILE) --upgrade --group dev -o requirements-dev.lock
	$(COMPILE) --group build --constraints requirements-dev.lock -o requirements.lock
	$(VENV)/bin/uv pip compile tests/readers/requirements.in $(PINNED) --upgrade -o tests/readers/requirements.lock

clean:  ## remove the books and all else that a build wrote
	rm -rf $(BUILD)

distclean: clean  ## remove the virtual environment and the tools' caches too
	rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache .hypothesis

help:  ## list the targets
	@sed -n 's/^\([a-z-]*\):.*##/\1:/p' $(firstword $(MAKEFILE_LIST)) | awk -F: '{ printf "  make %-13s%s\n", $$1, $$2 }'

# --- The books -------------------------------------------------------------------------------------------
# One run of `anthology build` writes both books, the EPUB first. So the EPUB stands for the run: it alone
# depends on what is read, and the PDF depends on the EPUB. The PDF's recipe finds the book there and no
# older, and does nothing, except when it was removed or when `make epub` renewed the EPUB alone; then both
# are made, for an EPUB made without its PDF lacks the pages. `make pdf` with all out of date is one full run
# too: the EPUB costs little beside the type, and two runs at once (make -j) would write the same files.
#
# What a run read of the edition stands in anthology.d, as with a compiler's -MD: a file changed or removed
# renews the books. A file added is seen by the time of its folder. Without that list, or when the books
# there are of another edition or page, the run is made whatever the times say.

CODE    := $(wildcard anthology/*.py anthology/*/*.py)
LOOKS   := $(wildcard templates templates/* templates/*/* styles styles/* styles/*/*)
FOLDERS := $(wildcard $(EDITION) $(addprefix $(EDITION)/,texts decisions numbers notes headnotes questions styles templates fonts))

-include $(BUILD)/anthology.d $(BUILD)/order.mk
ORDER   := $(strip $(EDITION) $(if $(PAPER),--paper $(PAPER)))
DOUBT   := $(if $(wildcard $(BUILD)/anthology.d),,FORCE)
ifneq ($(ORDER),$(ORDERED))
DOUBT   := FORCE
endif

$(EPUB): $(VENV)/.run $(CODE) $(LOOKS) $(FOLDERS) $(DOUBT)
	$(RUN)anthology build $(ORDER) --out $(BUILD) $(FORMAT)
	@echo 'ORDERED := $(ORDER)' > $(BUILD)/order.mk

$(PDF): $(EPUB)
	@{ test -e $@ && ! test $@ -ot $<; } || { set -x; $(RUN)anthology build $(ORDER) --out $(BUILD); }

# A variant is one file or several, and a report of how they were read back, which stands for them all.
# It depends on the PDF, which is out of date whenever anything is that a variant is made of.

$(BUILD)/anthology.%.collation.json: $(PDF)
	$(RUN)anthology print $* $(ORDER) --out $(BUILD)

# Where the files themselves were removed, the report does not stand for them.
$(BUILD)/anthology.study.collation.json: $(if $(wildcard $(BUILD)/anthology.study-*.pdf),,FORCE)
$(BUILD)/anthology.large-print.collation.json: $(if $(wildcard $(BUILD)/anthology.large-print.pdf),,FORCE)
$(BUILD)/anthology.handouts.collation.json: $(if $(wildcard $(BUILD)/handouts/*.pdf),,FORCE)
$(BUILD)/anthology.booklet.collation.json: $(if $(wildcard $(BUILD)/anthology.booklet-*.pdf),,FORCE)
$(BUILD)/anthology.press.collation.json: $(if $(wildcard $(BUILD)/anthology.press.pdf),,FORCE)

# The books are written whole and renamed into place: a run that is broken off leaves those of yesterday.
.PRECIOUS: $(EPUB) $(PDF)

# --- Set-up ----------------------------------------------------------------------------------------------

# For the tests, all is set up in one go, so that what a machine lacks is said once.
NEED    := run
test format lock: NEED := test

$(VENV)/.run: requirements.lock pyproject.toml tools/setup.sh
	@PYTHON=$(PYTHON) tools/setup.sh $(NEED)
	@touch $@

$(VENV)/.test: requirements-dev.lock $(VENV)/.run
	@PYTHON=$(PYTHON) tools/setup.sh test
	@touch $@

$(VENV)/.readers: tests/readers/package-lock.json tests/readers/requirements.lock $(VENV)/.test
	@PYTHON=$(PYTHON) tools/setup.sh readers
	@touch $@

# Locks are resolved for every Python and system at once, with the hash of every file, and name no index.
PINNED  := --quiet --no-config --universal --python-version 3.11 --only-binary :all: --generate-hashes \
	--no-annotate --custom-compile-command 'make lock'
COMPILE := $(VENV)/bin/uv pip compile pyproject.toml $(PINNED)
