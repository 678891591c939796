# `make` prints what there is. Everything happens inside .venv; nothing else on the machine is touched.
SHELL := /bin/sh
.SHELLFLAGS := -ec
.DEFAULT_GOAL := help

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
FLASK  := $(BIN)/flask --app wsgi

.PHONY: help
help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

$(VENV)/.complete: requirements-dev.lock
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Repocat needs Python 3.11 or newer; try: make PYTHON=python3.11")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	touch $@

.PHONY: setup
setup: $(VENV)/.complete ## Create .venv with everything that running and testing need

.PHONY: run
run: setup ## Run Repocat (web and worker) on http://127.0.0.1:5000/; PORT= and HOST= choose another address
	@export REPOCAT_PUBLIC_SUBMISSIONS="$${REPOCAT_PUBLIC_SUBMISSIONS-$$(grep -qs '^REPOCAT_PUBLIC_SUBMISSIONS=.' .env || echo 1)}"; exec $(FLASK) up

.PHONY: test
test: setup ## Run all tests but those in a browser, with coverage; ARGS= goes to pytest
	$(BIN)/pytest -m 'not browser and not faults' --cov --cov-report=term $(ARGS)

.PHONY: test-browser
test-browser: setup ## Run the tests in Chromium (Debian: apt install chromium; CHROMIUM= names another program)
	$(BIN)/pytest -m browser $(ARGS)

.PHONY: faults
faults: setup ## Kill, stop, pause and starve every part while it works; takes some ten minutes
	$(BIN)/pytest -m faults $(ARGS)

.PHONY: fuzz
fuzz: setup ## Scan mutated files and double hostile inputs; ARGS= names folders, archives or bare repositories
	$(BIN)/python -m bench.fuzz $(ARGS)

.PHONY: lint
lint: setup ## Check style, types and who may import whom
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

.PHONY: format
format: setup ## Format the code and mend what can be mended by machine
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

.PHONY: art-check
art-check: setup ## Run every gate of the pictures: variety, legibility, places, frames, renderers, cost; ARGS= names gates
	$(BIN)/python -m bench.art $(ARGS)

.PHONY: contact-sheet
contact-sheet: setup ## Draw every trait at every level, breeds, homes and random repositories into docs/img/sheets/
	$(BIN)/python -m bench.art.sheets docs/img/sheets $(ARGS)

.PHONY: bench
bench: setup ## Measure the gallery at 100,000 generations beside the floor; writes bench/results/
	$(BIN)/python -m bench.gallery

.PHONY: bench-pictures
bench-pictures: setup ## Measure stored pictures and 304s beside a bare WSGI program; writes bench/results/
	$(BIN)/python -m bench.pictures

.PHONY: validity
validity: setup ## Check what the score is worth on real histories (clones 2 GB into instance/validity, or REPOSITORIES=)
	$(BIN)/python -m bench.validity $(ARGS)

.venv-oracle/.complete: requirements-oracle.txt
	$(PYTHON) -m venv .venv-oracle
	.venv-oracle/bin/pip install --quiet --disable-pip-version-check -r requirements-oracle.txt
	touch $@

.PHONY: oracle
oracle: .venv-oracle/.complete ## Compare functions with tree-sitter and lines with scc on real packages (downloads 200 MB once, asks for the indexes); ARGS=--help
	failed=0; for module in bench.oracle bench.oracle.lines; do .venv-oracle/bin/python -m $$module $(ARGS) || failed=1; done; exit $$failed

.venv-bench/.complete: requirements-bench.txt
	$(PYTHON) -m venv .venv-bench
	.venv-bench/bin/pip install --quiet --disable-pip-version-check -r requirements-bench.txt
	touch $@

.PHONY: bench-engine
bench-engine: setup .venv-bench/.complete ## Measure the analysis beside lizard, scc, jscpd and cloc on packages (asks for the indexes) or on REPOSITORIES=; ARGS=--help
	$(BIN)/python -m bench.engine $(ARGS)

.PHONY: lock
lock: setup ## Write the lock files anew from requirements*.txt
	$(PYTHON) -m venv $(VENV)/lock && $(VENV)/lock/bin/pip install --quiet pip-tools==7.6.2
	for name in requirements requirements-dev; do \
	  $(VENV)/lock/bin/pip-compile --quiet --generate-hashes --no-strip-extras --allow-unsafe --no-header \
	    --no-emit-index-url --no-emit-find-links --output-file $$name.lock $$name.txt; \
	done

.PHONY: clean
clean: ## Remove .venv and caches; instance/ (your data) stays
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .coverage
	find . -name __pycache__ -prune -exec rm -rf {} +
