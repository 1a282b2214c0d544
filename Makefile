# Every target installs what it needs first. PYTHON names another interpreter: make setup PYTHON=python3.12
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.DEFAULT_GOAL := help
.PHONY: help setup report test test-slow bench lab lock clean

help:  ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' Makefile

setup: $(VENV)/.ready  ## Install fzlib and the locked packages into .venv

report: $(VENV)/.ready  ## Write the two example reports into outputs/
	$(BIN)/fz report 2023-05 --data data/fuzhou
	$(BIN)/fz report 2025-07 --data data/shaoyang

test: $(VENV)/.ready  ## Run the quick tests
	$(BIN)/pytest -n auto --dist worksteal

# pytest exits with 5 when it found no test.
test-slow: $(VENV)/.ready  ## Run the tests that need whole notebooks, a browser or an office suite
	@$(BIN)/pytest -m slow -n auto --dist worksteal || { code=$$?; [ $$code -eq 5 ] || exit $$code; \
		echo "WARNING: there is no slow test, so this run has proved nothing."; }

bench: $(VENV)/.ready  ## Measure how long scoring and reports take
	$(BIN)/python -m tests.benchmarks

lab: $(VENV)/.ready  ## Open the notebooks in JupyterLab
	$(BIN)/jupyter lab --notebook-dir=notebooks

# Keeps the pins that still fit; make lock UPGRADE=--upgrade takes the newest.
lock: $(VENV)/.locked  ## Write requirements.lock anew from pyproject.toml
	$(BIN)/uv pip compile pyproject.toml --extra test --extra dev --output-file requirements.lock \
		--universal --python-version 3.11 --fork-strategy fewest \
		--generate-hashes --no-emit-index-url --no-annotate \
		--custom-compile-command "make lock" $(UPGRADE)

clean:  ## Remove .venv, caches and all reports
	rm -rf $(VENV) build dist .pytest_cache .ruff_cache .mypy_cache .coverage .hypothesis
	find . -name .git -prune -o \( -name __pycache__ -o -name .ipynb_checkpoints \) -prune -exec rm -rf {} +
	find outputs -mindepth 1 -maxdepth 1 ! -name README.md -exec rm -rf {} +

$(VENV)/.locked: requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "fzlib needs Python 3.11 or newer; '$(PYTHON)' is $$($(PYTHON) --version 2>&1)." \
		"Name another one: make setup PYTHON=python3.12"; exit 1; }
	@echo "正在把锁定的软件包装进 $(VENV)，约一两分钟，期间没有输出…"
	@echo "(Installing the locked packages into $(VENV); a minute or two without a word.)"
	$(PYTHON) -m venv --clear $(VENV)
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements.lock
	@touch $@

$(VENV)/.ready: $(VENV)/.locked pyproject.toml
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .
	@touch $@
