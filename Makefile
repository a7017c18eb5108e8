# make demo · make test · make test-slow · make check (all that CI runs) · make bench · make docs
# Everything lives in .venv (VENV=folder: elsewhere); Python 3.11 or newer, pip, make and git are all it takes.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
OUT := out
BENCH :=
# The tests start Python several hundred times: it keeps what it has compiled, wherever that is switched off.
export PYTHONDONTWRITEBYTECODE :=

.DEFAULT_GOAL := help
.PHONY: help demo test test-slow check mutants bench docs update clean

# What pip says is shown if it fails: its warnings are mostly about how a machine is configured.
define install
	@echo "Installing $(1) into $(VENV)"
	@said=$$($(BIN)/python -m pip install $(2) 2>&1) || { printf '%s\n' "$$said" >&2; exit 1; }
endef
PYTEST := $(BIN)/python -m pytest -n 2 --dist worksteal --quiet

help:                     ## show this
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

$(VENV)/.pip:
	@$(PYTHON) -m venv $(VENV)
	$(call install,pip,--upgrade "pip>=25.1")
	@touch $@

$(VENV)/.demo: $(VENV)/.pip pyproject.toml
	$(call install,vendorcheck,--editable .)
	@touch $@

$(VENV)/.test: $(VENV)/.demo
	$(call install,what the tests need,--group test)
	@touch $@

$(VENV)/.check: $(VENV)/.test
	$(call install,what the checks need,--group check)
	@touch $@

demo: $(VENV)/.demo         ## assess a vendor from examples/, print the summary, write an HTML report
	@mkdir -p $(OUT)
	@$(BIN)/vendorcheck assess examples/acme.yaml --no-input --as-of 2026-11-22 --format summary
	@$(BIN)/vendorcheck assess examples/acme.yaml --no-input --as-of 2026-11-22 -o $(OUT)/acme.html --force

test: $(VENV)/.test         ## run the tests, all but the slow ones
	@$(PYTEST) -m "not slow"

test-slow: $(VENV)/.test    ## run the slow tests
	@$(PYTEST) -m slow

check: $(VENV)/.check       ## format, lint, types, layers, all tests (most with coverage), fresh schemas and docs
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/vendorcheck validate questionnaires policies crosswalks --strict
	$(BIN)/vendorcheck validate examples
	$(PYTEST) -m "not slow or edge" --cov --cov-report=term-missing:skip-covered
	$(BIN)/coverage report --include='src/vendorcheck/__main__.py,src/vendorcheck/cli/*' --show-missing --fail-under=100
	$(PYTEST) -m "slow and not edge"
	$(BIN)/python docs/generate.py --check

$(VENV)/.mutants: $(VENV)/.test
	$(call install,what breaks the core,--group mutants)
	@touch $@

mutants: $(VENV)/.mutants   ## break the core in 300 places; the tests must notice (about 20 minutes of CPU time)
	@$(BIN)/python tests/mutation/run.py

bench: $(VENV)/.test        ## measure, as ratios within one run; BENCH=--readme writes them into the README
	$(BIN)/python benchmarks/bench.py $(BENCH)

docs: $(VENV)/.demo         ## write schemas and generated docs anew
	$(BIN)/python docs/generate.py

update: $(VENV)/.test       ## rewrite the golden files of the tests; the diff is the review
	$(PYTEST) --update

clean:                    ## remove what the others made
	rm -rf $(VENV) $(OUT) dist
