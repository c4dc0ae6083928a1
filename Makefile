# Held Over. `make demo` shows the site; `make test` checks everything. Each target does its own setting up.

PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8000
BIN := .venv/bin
MANAGE := $(BIN)/python manage.py
READY := .venv/.ready
STATIC := var/.static
CATALOGUES := $(patsubst %.po,%.mo,$(wildcard programming/locale/*/LC_MESSAGES/django.po))

.DEFAULT_GOAL := help
.PHONY: help setup demo test lint types floors suite bench faults load fuzz format messages lock clean
.DELETE_ON_ERROR:

help: ## list the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

setup: $(READY) $(CATALOGUES) ## make .venv, install what requirements.lock names, compile what other languages say

$(READY): requirements.lock
	@.ci/need venv $(PYTHON)
	@test -x $(BIN)/python || $(PYTHON) -m venv --upgrade-deps .venv 2>/dev/null || $(PYTHON) -m venv .venv
	@echo "Installing what requirements.lock names …"
	@$(BIN)/python -m pip install --require-hashes --requirement requirements.lock --disable-pip-version-check -qq
	@touch $@

$(STATIC): $(READY) $(shell find static programming/static -type f 2>/dev/null)
	@$(MANAGE) collectstatic --no-input --verbosity 0
	@touch $@

%.mo: %.po $(READY)
	@$(BIN)/python -m cinema.messages --compile
	@touch $@

demo: export ALLOWED_HOSTS ?= 127.0.0.1,localhost,$(HOST)
demo: export LOG_LEVEL ?= WARNING
demo: $(STATIC) $(CATALOGUES) ## fill an empty house with the seeds and run the site on http://127.0.0.1:8000/ (PORT=8001 for another port)
	@$(MANAGE) demo
	@echo "Held Over is at http://$(HOST):$(PORT)/ and its staff panel at http://$(HOST):$(PORT)/staff/ (Ctrl-C stops it)"
	@exec $(BIN)/gunicorn cinema.wsgi --bind $(HOST):$(PORT) --threads 4 --no-control-socket --log-level warning

test: lint types floors suite ## check everything: style, types, floors and all tests (DATABASE_URL=postgres://… for PostgreSQL)

lint: $(READY) ## check style and form
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check

types: $(READY) ## check types
	@$(BIN)/mypy

floors: $(READY) ## check that modules import only from lower floors
	@$(BIN)/lint-imports --no-cache

suite: $(READY) $(CATALOGUES) ## run all tests, those in the browser included (ARGS="-k showtimes" for some)
	@.ci/need chromium
	@.ci/need redis
	@$(BIN)/pytest --numprocesses auto --maxprocesses 4 $(ARGS)

bench: $(READY) $(CATALOGUES) ## measure pages, feeds and deeds in houses of 1, 5 and 50 years (YEARS="1 5", QUICK=1); needs 6 GB in var/bench
	@.ci/need wrk
	@$(BIN)/python -m tests.bench --years $(or $(YEARS),1 5 50) $(if $(QUICK),--quick)

faults: $(READY) $(CATALOGUES) ## kill processes and databases at random moments and look what is left (ARGS="--kills 20" for fewer)
	@$(BIN)/python -m tests.faults.run $(ARGS)

load: $(READY) $(CATALOGUES) ## sixty seconds of a crowd while staff publish, move and hold over (ARGS="--seconds 10")
	@$(BIN)/python -m tests.load $(ARGS)

fuzz: $(READY) $(CATALOGUES) ## send 10,000 inputs to every address, form, importer and small language (SEED=7, ARGS="--only forms:123")
	@$(BIN)/python -m tests.fuzz $(if $(SEED),--seed $(SEED)) $(ARGS)

format: $(READY) ## put the code into house style
	@$(BIN)/ruff check --fix-only --quiet
	@$(BIN)/ruff format

messages: $(READY) ## take new strings into programming/locale/ and list what has no words yet
	@$(BIN)/python -m cinema.messages

lock: ## write requirements.lock anew from pyproject.toml (UPGRADE=1 for the newest versions)
	@.ci/need venv $(PYTHON)
	@test -x var/locker/bin/uv || { $(PYTHON) -m venv var/locker && var/locker/bin/pip install --quiet uv; }
	@var/locker/bin/uv pip compile --universal --python-version 3.11 --extra dev --generate-hashes \
		--no-annotate --no-header --no-emit-index-url --no-emit-find-links --quiet $(if $(UPGRADE),--upgrade) \
		--output-file requirements.lock pyproject.toml

clean: ## remove .venv and caches; the data in var/ stays
	@rm -rf .venv var/locker var/static $(STATIC) .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis
