# `make demo` and `make test` are all that a newcomer needs; `make help` lists the rest.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
PYTHON ?= python3
BIN := .venv/bin
export PIP_DISABLE_PIP_VERSION_CHECK := 1

help: ## what each target does
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-12s %s\n", $$1, $$2}'

install: .venv/.installed ## the service and the command .venv/bin/rejoinder

demo: install ## build the demo index if there is none, serve it on 127.0.0.1:8787
	$(BIN)/rejoinder demo

.venv/.python:
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Rejoinder needs Python 3.11 or later; set PYTHON=python3.x")'
	$(PYTHON) -m venv .venv
	@touch $@

.venv/.installed: .venv/.python requirements.txt pyproject.toml
	$(BIN)/pip install --quiet --require-hashes -r requirements.txt
	$(BIN)/pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

.venv/.semantic: .venv/.installed requirements-semantic.txt
	$(BIN)/pip install --quiet --require-hashes -r requirements-semantic.txt
	@touch $@

.venv/.depot: .venv/.installed requirements-depot.txt
	$(BIN)/pip install --quiet --require-hashes -r requirements-depot.txt
	@touch $@

.venv/.postgres: .venv/.installed requirements-postgres.txt
	$(BIN)/pip install --quiet --require-hashes -r requirements-postgres.txt
	@touch $@

.venv/.dev: .venv/.installed requirements-dev.txt
	$(BIN)/pip install --quiet --require-hashes -r requirements-dev.txt
	@touch $@

.venv/.bench: .venv/.dev requirements-bench.txt
	$(BIN)/pip install --quiet --require-hashes -r requirements-bench.txt
	@touch $@

extension/node_modules/.installed: extension/package-lock.json
	cd extension && npm ci --no-audit --no-fund
	@touch $@

extension/src/match/snowball.ts: .venv/.installed extension/tools/stemmers.py
	$(BIN)/python extension/tools/stemmers.py

semantic: .venv/.semantic ## what the optional semantic tier needs, beside the service

depot: .venv/.depot ## what a depot in an S3 bucket needs, beside the service

postgres: .venv/.postgres ## what keeping the state in PostgreSQL needs, beside the service

.PHONY: help install semantic depot postgres demo test compiled-clients bucket-tests cluster-tests check lint wheel extension clients browsers bench eval lock clean

browsers: ## Chromium, Firefox, Redis, PostgreSQL, a JDK and Maven for the tests, through the system's packages
	@tests/install-browsers

extension: extension/node_modules/.installed extension/src/match/snowball.ts ## the extension for Chrome and Firefox, in extension/dist, and its two archives
	cd extension && npm run zip

clients: .venv/.installed ## the types of the Python and the TypeScript client, from the OpenAPI document
	$(BIN)/python -m clients.generate

wheel: .venv/.installed extension ## one wheel with the service, the demo and the extension, in dist
	mkdir -p deploy/wheel/rejoinder/extension
	rm -f deploy/wheel/rejoinder/extension/*.zip
	cp extension/rejoinder-*.zip deploy/wheel/rejoinder/extension/
	$(BIN)/hatchling build --target wheel --directory dist

test: .venv/.dev extension/node_modules/.installed extension/src/match/snowball.ts browsers ## every test, real browsers included
	cd extension && npm test
	$(BIN)/pytest -n 2 --dist loadgroup --no-loadscope-reorder --durations 40 -m "not toolchain"

compiled-clients: .venv/.dev ## clients in Go and Java made, compiled and called; needs Go 1.26, Maven and a JDK
	$(BIN)/pytest -m toolchain tests/server/test_generated_clients.py

$(BIN)/versitygw:
	GOBIN="$(CURDIR)/$(BIN)" go install github.com/versity/versitygw/cmd/versitygw@v1.8.0

bucket-tests: .venv/.dev $(BIN)/versitygw ## a depot in a bucket of a real S3 server, which it compiles in two minutes; needs Go 1.26
	$(BIN)/pytest -m toolchain tests/depot

cluster-tests: .venv/.dev browsers ## more failures of a search cluster, and an index in three shards
	$(BIN)/pytest -m toolchain tests/opensearch

check: .venv/.dev extension/node_modules/.installed extension/src/match/snowball.ts ## style and 1,600 quick tests, in a minute
	$(BIN)/ruff check --quiet .
	cd extension && npm test --silent > /dev/null
	$(BIN)/pytest -q -n 2 -m "not slow and not toolchain"

lint: .venv/.dev extension/node_modules/.installed extension/src/match/snowball.ts ## style and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	cd extension && npm run lint
	extension/node_modules/.bin/tsc --noEmit --project clients/typescript

eval: install ## the scores on labelled real data, through the public interface
	$(PYTHON) $${REJOINDER_SHARED:-../shared}/eval/score.py all --rejoinder $(BIN)/rejoinder

lock: .venv/.dev ## pin every dependency anew, with hashes
	$(BIN)/pip install --quiet uv
	pin() { $(BIN)/uv pip compile --quiet --no-header --no-emit-index-url --generate-hashes --universal \
	    --python-version 3.11 pyproject.toml "$$@"; }; \
	pin --group build --output-file requirements.txt; \
	pin --extra semantic --constraint requirements.txt --output-file requirements-semantic.txt; \
	pin --extra depot --constraint requirements.txt --output-file requirements-depot.txt; \
	pin --extra postgres --constraint requirements.txt --output-file requirements-postgres.txt; \
	pin --extra semantic --extra depot --extra postgres --group dev --constraint requirements-semantic.txt \
	    --constraint requirements-depot.txt --constraint requirements-postgres.txt \
	    --output-file requirements-dev.txt; \
	pin --extra semantic --extra depot --extra postgres --group bench --constraint requirements-dev.txt --output-file requirements-bench.txt

clean: ## remove what builds and tests leave behind
	rm -rf extension/dist extension/node_modules .mypy_cache .pytest_cache .ruff_cache .hypothesis tests/artifacts
