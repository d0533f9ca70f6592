# Everything runs in the project's own .venv, made on first use.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

.PHONY: help run test check fix bench clean

help:  ## Tell what there is
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

$(BIN)/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "xev-tui needs Python 3.11 or newer: make PYTHON=python3.11")'
	$(PYTHON) -m venv $(VENV)

$(STAMP): pyproject.toml constraints.txt | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[test]'
	@touch $@

run: $(STAMP)  ## Start the program on the shipped facts
	$(BIN)/xev-tui

test: $(STAMP)  ## Run all tests
	$(BIN)/python -m pytest -q -n auto

check: $(STAMP)  ## Lint, types, formatting, and the facts themselves
	$(BIN)/ruff check tui tests
	$(BIN)/ruff format --check tui tests
	$(BIN)/mypy
	$(BIN)/xev-tui check facts.yaml

fix: $(STAMP)  ## Format and mend what can be mended by itself
	$(BIN)/ruff check --fix tui tests
	$(BIN)/ruff format tui tests

clean:  ## Remove the environment and all caches
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis build dist *.egg-info

findings: $(STAMP)  ## Pin what the checks find on the shipped facts
	$(BIN)/python -m tests.checks.test_shipped
