# make demo · make test: on a fresh Debian machine with Python 3.11 or newer, nothing else needed.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
JOBS   ?= auto

.PHONY: demo test check lint types unit docs bench pictures clean

demo: $(VENV)/.installed
	@scripts/provide.sh demo
	@$(BIN)/disclosure-report demo
	@echo
	@echo "Inputs: $(CURDIR)/inputs   Documents: $(CURDIR)/outputs"

test: $(VENV)/.installed-dev
	@scripts/provide.sh test
	@$(MAKE) --no-print-directory check

check: lint types unit

lint:
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types:
	$(BIN)/mypy

unit:
	$(BIN)/python -m pytest -n $(JOBS)

docs: $(VENV)/.installed
	$(BIN)/python -m disclosure_report.catalog > docs/rules.md

pictures: $(VENV)/.installed-dev
	$(BIN)/python scripts/pictures.py

bench: $(VENV)/.installed-bench
	$(BIN)/python -m benchmarks.readme

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed")'
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || scripts/provide.sh demo
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e .
	@touch $@

$(VENV)/.installed-dev: pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev,parquet,cluster]'
	@touch $@ $(VENV)/.installed

$(VENV)/.installed-bench: $(VENV)/.installed-dev
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[bench]'
	@touch $@

clean:
	rm -rf $(VENV) .tools .mypy_cache .ruff_cache .pytest_cache .hypothesis
