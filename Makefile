# Everything runs in .venv, which is made when it is missing and brought up to date when a lock changes.
# `make brief` installs what politeia needs to run; `make test` adds what its tests need. Neither needs root.

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:
.PHONY: help brief test check lint lock clean

UV := .venv/bin/uv

help: ## list what can be made
	@sed -n 's/^\([a-z]*\):.*## /  make \1	/p' Makefile | expand -t 16

brief: .venv/.runtime ## write the brief on Kazakhstan's reform of 2022 to out/
	@mkdir -p out
	.venv/bin/politeia brief kazakhstan --reform 2022 -o out/kazakhstan-2022.html -o out/kazakhstan-2022.json

test: .venv/.dev ## run the tests, those in the documents included; print what was skipped and why
	.venv/bin/python -m pytest -q -n 2 -r fEs

check: lint test ## lint, then test: what has to pass before a change is merged

lint: .venv/.dev ## style, types, and the layers that may import each other
	.venv/bin/ruff check
	.venv/bin/ruff format --check
	.venv/bin/mypy
	.venv/bin/lint-imports --no-logo

# Versions that still fit stay as they are; `make lock LOCK=--upgrade` takes the newest.
COMPILE = $(UV) --no-config pip compile --quiet --universal --python-version 3.11 --fork-strategy fewest \
	--generate-hashes --no-emit-index-url --no-emit-find-links --no-header --no-annotate $(LOCK) pyproject.toml

lock: | $(UV) ## pin the dependencies of pyproject.toml anew
	$(COMPILE) --group setup --output-file requirements.lock
	$(COMPILE) --group dev --constraints requirements.lock --output-file requirements-dev.lock

clean: ## remove .venv, out and every cache
	rm -rf .venv out dist .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find src tests -name __pycache__ -type d -prune -exec rm -rf {} +

# Two stamps: going from brief to test adds packages, and going back takes none away.
INSTALL_POLITEIA = $(UV) pip install --quiet --python .venv --no-deps --no-build-isolation --editable .

.venv/.runtime: requirements.lock pyproject.toml | $(UV)
	$(UV) pip install --quiet --python .venv --no-deps --require-hashes --requirements requirements.lock
	$(INSTALL_POLITEIA)
	@touch $@

.venv/.dev: requirements-dev.lock pyproject.toml | $(UV)
	$(UV) pip sync --quiet --python .venv --require-hashes requirements-dev.lock
	$(INSTALL_POLITEIA)
	@touch .venv/.runtime $@

# The first of these that is recent enough; `make PYTHON=python3.13 test` names another.
PYTHON := python3 python3.14 python3.13 python3.12 python3.11

$(UV):
	@for python in $(PYTHON) ""; do \
	    [ -n "$$python" ] || { echo "politeia needs Python 3.11 or later: install the package python3." >&2; exit 1; }; \
	    "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && break; \
	done; \
	"$$python" -c 'import ensurepip, venv' 2>/dev/null || { \
	    "$$python" -c 'import sys; print("politeia needs the venv module of Python: install the package python3-venv" \
	        " (or python{}.{}-venv).".format(*sys.version_info))' >&2; exit 1; }; \
	echo "Setting up .venv; this happens once."; \
	"$$python" -m venv --clear .venv
	@sed -n '/^uv==/,/[^\\]$$/p' requirements.lock > .venv/uv.lock
	.venv/bin/python -m pip install --quiet --disable-pip-version-check \
	    --no-deps --only-binary :all: --require-hashes --requirement .venv/uv.lock
