# The doors of the project. `make help` lists them.
OUT ?= out
KAKANAI = .venv/bin/kakanai

.DEFAULT_GOAL := help
.PHONY: help setup demo run screens test soak fuzz check format bench clean

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 10

setup: ## install what is missing (Debian packages, .venv); the others call it
	@tools/setup

demo: setup ## one whole visit by itself; PDFs, pictures and visit.json in OUT (default: out)
	@$(KAKANAI) demo --out "$(OUT)"

run: setup ## the lobby in a window to try, with a software card and a virtual printer beside it
	@$(KAKANAI) try

screens: setup ## every screen in every language as a picture in OUT
	@$(KAKANAI) screens --out "$(OUT)"

test: setup ## all tests, on real pcscd, IPP, SQLite and PostgreSQL
	@tools/test

soak: setup ## the long proofs: eight kiosks with a thousand numbers each, the queue against a model in 100,000 steps
	@.venv/bin/pytest -m soak --durations=0 tests

fuzz: setup ## ten minutes of any bytes against the TLV parser (where atheris has a package)
	@mkdir -p out/fuzz && PYTHONPATH=. .venv/bin/python tests/fuzz/fuzz_tlv.py -max_total_time=600 out/fuzz

check: setup ## format, lint, types and the direction of imports
	@.venv/bin/ruff format --check .
	@.venv/bin/ruff check .
	@.venv/bin/mypy
	@.venv/bin/lint-imports
	@$(KAKANAI) check

format: setup ## put the code into its form
	@.venv/bin/ruff format .
	@.venv/bin/ruff check --fix .

bench: setup ## measure beside peers
	@$(KAKANAI) bench

clean: ## remove what was made
	rm -rf .venv out .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
