# The commands of the project. `make demo` and `make test` need Python 3.11+ and make, nothing else.

# The newest usable Python; set PYTHON=/path/to/python3 to choose yourself.
PYTHON ?= $(shell for name in python3.14 python3.13 python3.12 python3.11 python3; do \
	$$name -c 'import sys, venv; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 14))' \
	2>/dev/null && { echo $$name; break; }; done)
BIN := .venv/bin
INSTALLED := .venv/installed-$(shell cksum requirements.lock | cut -d' ' -f1)
CONTAINS = find templates -name '*.html' -print0 | xargs -0 -r

# The machine's own pip settings (extra indexes, local wheels) must not change what is installed.
unexport PIP_FIND_LINKS PIP_EXTRA_INDEX_URL

.PHONY: demo test check checks bench stop setup lock format
.DEFAULT_GOAL := demo

demo: setup ## everything, until Ctrl-C
	@exec $(BIN)/python -m masam.embedded demo

test: setup ## the whole test suite
	@$(BIN)/python -m masam.embedded run test $(BIN)/python -m pytest -n 3 $(ARGS)

check: setup ## format, lint, types, import order, migrations, translations, templates
	@$(BIN)/python -m masam.embedded run test $(MAKE) --no-print-directory checks

checks: export DJANGO_SETTINGS_MODULE = masam.settings.test
checks:
	$(BIN)/ruff format --check --quiet .
	$(BIN)/ruff check --quiet .
	$(BIN)/lint-imports --no-logo
	$(BIN)/mypy
	$(BIN)/python manage.py check
	$(BIN)/python manage.py makemigrations --check --dry-run
	$(BIN)/python manage.py messages --check
	$(CONTAINS) $(BIN)/djade --check --target-version 5.2
	$(CONTAINS) $(BIN)/djhtml --check --tabwidth 2

format: setup ## put right what `check` would refuse about form
	$(BIN)/ruff check --fix --quiet . || true
	$(BIN)/ruff format --quiet .
	$(CONTAINS) $(BIN)/djade --target-version 5.2 || true
	$(CONTAINS) $(BIN)/djhtml --tabwidth 2

bench: setup ## the benchmark; one JSON object per line; ARGS="--issues 10000"
	@$(BIN)/python -m masam.embedded run test $(BIN)/python -m tests.bench $(ARGS)

stop: ## stop the demo and the embedded servers that a killed run left behind
	@if [ -x $(BIN)/python ]; then exec $(BIN)/python -m masam.embedded down; fi

setup: $(INSTALLED) ## the virtual environment with the locked dependencies

$(INSTALLED): requirements.lock
	@test -n "$(PYTHON)" || { echo "MASAM needs Python 3.11 to 3.14; none was found. Debian: apt-get install python3 python3-venv"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -c 'import ensurepip' 2>/dev/null || \
		{ echo "This Python cannot make a virtual environment. As root: apt-get install -y python3-venv"; exit 1; }
	@test -x $(BIN)/python && $(BIN)/python -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv --clear .venv
	@echo "Installing the locked dependencies ..."
	@# uv is five times faster; where it cannot (a network with its own authority), pip does the same.
	@sed -n '/^uv==/,/[^\\]$$/p' requirements.lock > .venv/uv.lock
	@{ $(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r .venv/uv.lock && \
		$(BIN)/uv pip install -q --no-config --system-certs --python $(BIN)/python --require-hashes -r requirements.lock; } || \
		{ echo "uv could not; installing with pip (about a minute) ..."; \
		$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements.lock; }
	@rm -f .venv/installed-*
	@touch $@

lock: ## resolve requirements.in again, from PyPI only
	$(BIN)/uv pip compile --no-config --default-index https://pypi.org/simple --universal \
		--python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links \
		--no-annotate --no-header --quiet -o requirements.lock requirements.in
