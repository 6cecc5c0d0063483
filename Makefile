# Jieti. `make run` sets everything up and starts it; `make test` proves it. See README.md.

PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
PIP_WHEEL := $(firstword $(wildcard requirements/bootstrap/pip-*.whl))
PIP = python -m pip --disable-pip-version-check --no-input

.PHONY: install install-dev run test test-servers test-compose lint bench messages pin cell-image secrets clean

install: .venv/.installed .venv-cell/.installed  ## both environments and nothing else

define environment
	@test -n "$(PYTHON)" || { echo "Jieti needs Python 3.11 or newer; set PYTHON=/path/to/python3."; exit 1; }
	@echo "==> making $(1) with $(PYTHON)"
	@test -x $(1)/bin/python || $(PYTHON) -m venv --without-pip $(1)
	@$(1)/bin/python -m pip --version >/dev/null 2>&1 || \
		$(1)/bin/python $(PIP_WHEEL)/pip --disable-pip-version-check install --quiet --no-index $(PIP_WHEEL)
endef

.venv/.installed: requirements/platform.txt pyproject.toml $(PIP_WHEEL)
	$(call environment,.venv)
	@echo "==> the platform's packages (about 250 MB)"
	@.venv/bin/$(PIP) install --progress-bar on -r requirements/platform.txt
	@.venv/bin/$(PIP) install --quiet --no-deps -e .
	@touch $@

.venv-cell/.installed: requirements/cell.txt $(PIP_WHEEL)
	$(call environment,.venv-cell)
	@echo "==> the cell's packages: torch is large, this takes a while the first time"
	@.venv-cell/bin/$(PIP) install --progress-bar on -r requirements/cell.txt
	@touch $@

install-dev: install .venv/.installed-dev

.venv/.installed-dev: requirements/dev.txt .venv/.installed
	@.venv/bin/$(PIP) install --progress-bar on -r requirements/dev.txt
	@touch $@

run: install  ## set up and start everything; prints the address
	@exec .venv/bin/python manage.py up $(ARGS)

test: install-dev lint  ## the whole test suite
	.venv/bin/python -m pytest -n 2 --dist loadfile --ignore tests/e2e --ignore tests/compose $(ARGS)
	.venv/bin/python -m pytest -n 2 --dist loadfile tests/e2e

test-servers: install-dev  ## what touches database or broker again, on Postgres and Redis instead of SQLite and Valkey
	.venv/bin/python -m tests.with_servers \
		.venv/bin/python -m pytest -n 2 --dist loadfile tests/jieti tests/faults tests/curriculum/test_tracks.py $(ARGS)
	.venv/bin/python -m tests.with_servers .venv/bin/python -m pytest -n 2 --dist loadfile tests/e2e

test-compose: install-dev  ## compose.yaml on a real Docker Engine, from its images to a verdict
	.venv/bin/python -m pytest tests/compose $(ARGS)

lint: install-dev
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy
	.venv/bin/djlint templates --lint --quiet
	.venv/bin/python manage.py makemigrations --check --dry-run

bench: install-dev  ## the benchmarks: one JSON object a line
	@.venv/bin/python -m bench $(ARGS)

messages: install-dev  ## compile every .po into its .mo
	.venv/bin/python -m tests.messages

cell-image:  ## the image of the cells for the Docker backend; ARGS go to docker build
	docker build --target cell --tag jieti-cell $(ARGS) .

secrets:  ## what compose.yaml needs beside itself: passwords and keys in deploy/private/
	@sh deploy/secrets.sh

pin: install-dev  ## renew the pinned requirements from the .in files
	sh requirements/pin.sh
