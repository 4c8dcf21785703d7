# brief: the PDF and the Word file of this workspace, in out/.   test: everything that the tests need, then the tests.
# lint: style and types.   bench: how quick it is.   faults: how many planted faults are found.   Each sets up what it needs, once.

PYTHON ?= python3
BIN := .venv/bin
.DEFAULT_GOAL := brief
.PHONY: brief test lint bench faults clean

brief: .venv/brief.ready
	@$(BIN)/briefing build

test: .venv/test.ready
	@$(BIN)/pytest -n logical

lint: .venv/dev.ready
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy

bench: .venv/test.ready
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c requirements.lock pypandoc_binary typst docxtpl
	@$(BIN)/python -m benchmarks.peers --write docs/benchmarks.md
	@$(BIN)/python -m benchmarks.jobs --append docs/benchmarks.md
	@$(BIN)/python -m benchmarks.large
	@$(BIN)/python -m benchmarks.pulling

faults: .venv/brief.ready
	@$(BIN)/python -m benchmarks.mutations

.venv/brief.ready: requirements.lock pyproject.toml
	@PYTHON=$(PYTHON) .ci/setup brief
	@$(BIN)/briefing schema
	@touch $@

.venv/dev.ready: .venv/brief.ready
	@.ci/setup dev
	@touch $@

.venv/test.ready: .venv/dev.ready tests/package.json .ci/setup
	@.ci/setup test
	@touch $@

clean:
	rm -rf .venv .briefing tests/node_modules out/*.pdf out/*.docx
