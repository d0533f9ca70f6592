# Everything runs in the project's own .venv, made on first use.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PROGRAM := $(VENV)/.program
TOOLS := $(VENV)/.tools
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt
CODE := tui tests scripts
# What pytest makes of the tests is kept in __pycache__: making it takes every worker some seconds.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help run test bench soak nightly check audit fix readme docs findings pictures web-test shell-test package-test versions-test snapshots goldens clean

help:  ## List the targets
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

$(BIN)/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "xev-tui needs Python 3.11 or newer: make PYTHON=python3.11")'
	$(PYTHON) -m venv $(VENV)

$(PROGRAM): pyproject.toml constraints.txt | $(BIN)/python
	$(INSTALL) --editable '.[xlsx]'
	@touch $@

$(TOOLS): pyproject.toml constraints.txt | $(BIN)/python
	$(INSTALL) --editable '.[test,web]'
	@touch $@ $(PROGRAM)

run: $(PROGRAM)  ## Start the program on the shipped facts
	$(BIN)/xev-tui

test: $(TOOLS)  ## Run all tests except those below, 3 minutes
	$(BIN)/python -m pytest -q -n auto --dist worksteal

bench: $(TOOLS)  ## Measure speed and size against references, 10 minutes; BENCH=--json
	@$(BIN)/python -m tests.bench $(BENCH)

soak: $(TOOLS)  ## Send four facts files 20,000 random events each with five seeds; SOAK=events seeds
	$(BIN)/python -m tests.bad_days.soak $(SOAK)

nightly: soak  ## The soak, the long tests (LibreOffice must be installed), and 10,000 damaged facts
	$(BIN)/python -m pytest -q -n auto --dist worksteal -m nightly
	$(BIN)/python -m tests.bad_days.test_mutants 10000

check: $(TOOLS)  ## Lint, types, formatting, directions of imports, and the facts themselves
	$(BIN)/ruff check $(CODE)
	$(BIN)/ruff format --check $(CODE)
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/xev-tui check facts.yaml

audit: | $(BIN)/python  ## Check every version in constraints.txt for known security advisories
	$(BIN)/python -m venv $(VENV)/audit
	$(VENV)/audit/bin/python -m pip install --quiet --disable-pip-version-check pip-audit
	$(VENV)/audit/bin/pip-audit --strict --no-deps --disable-pip --requirement constraints.txt

fix: $(TOOLS)  ## Format, and fix what can be fixed automatically
	$(BIN)/ruff check --fix $(CODE)
	$(BIN)/ruff format $(CODE)

readme: $(TOOLS)  ## Bring the keys and the output in README.md and docs/ up to date
	$(BIN)/python -m scripts.readme

docs: $(TOOLS)  ## Bring docs/facts-file.md and the manual page up to date
	$(BIN)/python -m scripts.facts_file
	$(BIN)/python -m scripts.man_page

snapshots: $(TOOLS)  ## Renew the kept colours; look at the difference before you commit it
	$(BIN)/python -m pytest -q tests/app/test_snapshots.py --snapshot-update

goldens: $(TOOLS)  ## Renew what the program printed and drew, and read the difference; GOLDENS="show_models"
	$(BIN)/python -m tests.goldens $(GOLDENS)

findings: $(TOOLS)  ## Pin what the checks find on the shipped facts, after a change of them
	$(BIN)/python -m tests.checks.test_shipped

pictures: $(TOOLS)  ## Redraw the pictures of the README
	$(BIN)/python -m scripts.pictures

web-test: $(TOOLS)  ## Open the program in Chromium, which must be installed
	$(BIN)/python -m pytest -q -m browser

shell-test: $(TOOLS)  ## Complete words in bash, zsh and fish, and run the pipelines of the pages
	$(BIN)/python -m pytest -q -m shells

package-test: $(TOOLS)  ## Install wheel and sdist into fresh environments and run them
	$(BIN)/python -m pytest -q -m package

versions-test:  ## Run the tests with the lowest and the newest versions allowed
	PYTHON=$(PYTHON) scripts/versions.sh lowest
	PYTHON=$(PYTHON) scripts/versions.sh newest

clean:  ## Remove the environment and all caches
	rm -rf $(VENV) .mypy_cache .ruff_cache .import_linter_cache .pytest_cache .hypothesis build dist *.egg-info
