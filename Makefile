# AskaDesk: `make run` opens the desk, `make test` tries everything. `make help` tells the rest.

PYTHON ?= python3
VENV := .venv/bin
WORKERS ?= 2
LOCK := uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	--no-emit-find-links --no-header --no-annotate --quiet

.DEFAULT_GOAL := help
.PHONY: help setup setup-tests run test lint types contracts pytest python coverage torture bench screenshots \
	messages bundle lock clean

help: ## what can be made
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 22

python:
	@command -v $(PYTHON) >/dev/null || { \
		echo "AskaDesk needs Python 3.11 to 3.14: sudo apt-get install python3" >&2; exit 1; }

setup: python ## make .venv ready, without opening anything
	@$(PYTHON) -m tools.setup_desk

setup-tests: python ## the same, with what the tests need
	@$(PYTHON) -m tools.setup_desk --tests

run: setup ## set up and open the desk on a demo hub (without a display: card and picture in out/)
	@$(VENV)/python -m tools.run_desk

test: setup-tests lint types contracts pytest ## lint, types, contracts and all tests

lint:
	$(VENV)/ruff check .
	$(VENV)/ruff format --check .

types:
	$(VENV)/mypy

contracts:
	$(VENV)/lint-imports

pytest:
	$(VENV)/python -m pytest -n $(WORKERS) --dist worksteal

coverage: setup-tests ## which branches the tests take
	$(VENV)/python -m pytest -n $(WORKERS) --dist worksteal --cov --cov-report=term

torture: setup-tests ## the hard trials at their full counts
	ASKADESK_TORTURE=1 $(VENV)/python -m pytest -m torture -v -s

bench: setup-tests ## measure; figures in out/bench.json (make bench ONLY="scan desk")
	@$(VENV)/python -m tests.bench $(ONLY)

screenshots: setup-tests ## draw the pictures of README and guide from the demo hub (ONLY=appello: some)
	$(VENV)/python -m tools.screenshots $(ONLY)

messages: setup-tests ## gather the texts, update and compile the Italian catalogue
	$(VENV)/python -m tools.messages

bundle: setup-tests ## one folder with everything in it, and the proof that it scans
	$(VENV)/python -m tools.bundle

lock: ## renew the hashed locks (needs uv)
	$(LOCK) --upgrade pyproject.toml --group build -o requirements.lock
	$(LOCK) --upgrade -c requirements.lock pyproject.toml --group dev -o requirements-dev.lock

clean: ## remove what was made, .venv excepted
	rm -rf out build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .import_linter_cache \
		.hypothesis .coverage .coverage.*
	find . -name __pycache__ -not -path './.venv/*' -prune -exec rm -rf {} +

# The steps of `make test` follow one another, whatever -j says.
.NOTPARALLEL:
