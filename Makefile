# make demo · make test · make check (all that CI runs) · make bench · make docs
# Everything lives in .venv; Python 3.11 or newer, pip, make and git are all it takes.
PYTHON ?= python3
BIN := .venv/bin
OUT := out

.DEFAULT_GOAL := help
.PHONY: help demo test check bench docs update clean

help:                     ## show this
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/'

$(BIN)/pip:
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --upgrade "pip>=25.1"

.venv/.demo: $(BIN)/pip pyproject.toml
	$(BIN)/pip install --quiet --editable .
	@touch $@

.venv/.test: .venv/.demo
	$(BIN)/pip install --quiet --group test
	@touch $@

.venv/.check: .venv/.test
	$(BIN)/pip install --quiet --group check
	@touch $@

demo: .venv/.demo         ## assess a vendor from examples/, print the summary, write an HTML report
	@mkdir -p $(OUT)
	$(BIN)/vendorcheck assess examples/acme.yaml --no-input --as-of 2026-11-22 --format summary
	$(BIN)/vendorcheck assess examples/acme.yaml --no-input --as-of 2026-11-22 -o $(OUT)/acme.html --force

test: .venv/.test         ## run the tests
	$(BIN)/python -m pytest -n 2

check: .venv/.check       ## format, lint, types, layers, coverage, fresh schemas and docs
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/vendorcheck validate questionnaires policies --strict
	$(BIN)/vendorcheck validate examples
	$(BIN)/python -m pytest -n 2 --cov --cov-report=term-missing:skip-covered
	$(BIN)/coverage report --include='src/vendorcheck/__main__.py,src/vendorcheck/cli/*' --show-missing --fail-under=100
	$(BIN)/python docs/generate.py --check

bench: .venv/.test        ## measure, as ratios within one run
	$(BIN)/python benchmarks/bench.py

docs: .venv/.demo         ## write schemas and generated docs anew
	$(BIN)/python docs/generate.py

update: .venv/.test       ## rewrite the golden files of the tests; the diff is the review
	$(BIN)/python -m pytest -n 2 --update

clean:                    ## remove what the others made
	rm -rf .venv $(OUT) dist
