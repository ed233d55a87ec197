# What one does with the project. The logic is in tools/; each target is one line to read.
PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin
# As many at a time as there are cores, four at most; the journeys of a browser share one server, so one worker has them.
TESTS := $(BIN)/pytest -n auto --maxprocesses 4 --dist loadgroup

.PHONY: run setup test check test-postgres test-spark bench format messages pins clean help

help:            ## list the targets
	@grep -hE '^[a-z-]+: .*##|^[a-z-]+: +##' $(MAKEFILE_LIST) | sed 's/:.*## / - /'

run: setup       ## set up what is missing and serve on 127.0.0.1:$(PORT)
	@exec $(BIN)/youcheng serve --port $(PORT)

setup: .venv/runtime.done  ## everything `run` does, without serving
	@$(BIN)/python tools/messages.py compile
	@$(BIN)/youcheng setup

test: .venv/dev.done  ## set up what tests need, then run every test
	@$(BIN)/python tools/messages.py compile
	@$(BIN)/python tools/browser.py
	@$(TESTS)

check: .venv/dev.done  ## exactly what CI does
	@$(BIN)/python tools/check.py
	@$(MAKE) --no-print-directory test

test-postgres: .venv/dev.done  ## the whole suite on a PostgreSQL server of its own
	@$(BIN)/python tools/postgres.py $(TESTS)

test-spark: .venv/dev.done  ## the reads of figures on Spark with two workers, where there is Java
	@$(BIN)/python tools/spark.py

bench: .venv/dev.done  ## print how fast it is on this machine
	@$(BIN)/python tools/bench.py

format: .venv/dev.done  ## format and mend what can be mended by itself
	@$(BIN)/ruff check --fix --quiet . ; $(BIN)/ruff format --quiet .

messages: .venv/dev.done  ## collect the interface texts to translate
	@$(BIN)/python tools/messages.py update

pins: .venv/dev.done  ## compile requirements/*.in again
	@$(BIN)/python tools/pins.py

clean:           ## remove the virtual environment and caches, never data
	@rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .import_linter_cache

.venv/runtime.done .venv/dev.done: .venv/%.done: requirements/%.txt pyproject.toml tools/install.py
	@$(PYTHON) tools/install.py $*
