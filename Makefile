# Égide: `make help` says what each target does.
SHELL := /bin/bash
PORT ?= 8000
EGIDE_DATA ?= $(CURDIR)/var
export EGIDE_DATA PORT
PY := .venv/bin/python

.PHONY: help setup demo demo-reset run test drills fix check bench backup restore lock

help:  ## Show this list
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

setup:  ## Install what the product needs (python3-venv and libmagic1 by apt when root)
	@bin/setup run

demo: setup  ## Start the demo service on PORT, data in EGIDE_DATA; Ctrl-C stops it
	@DJANGO_SETTINGS_MODULE=config.settings.demo $(PY) bin/demo.py

demo-reset:  ## Forget the data of the demo
	@bin/demo-reset

run: setup  ## The demo for whoever writes code: the server starts again when a file changes
	@DJANGO_SETTINGS_MODULE=config.settings.demo $(PY) bin/demo.py --reload

test:  ## Install what is missing and run everything, on SQLite and on PostgreSQL
	@bin/setup dev
	@bin/test

# R1 and R1b, R2 to R4, R2b, R6, R8 (root), R9, R10, R13, R16, the worker between two offers.
DRILLS := $(addprefix tests/,attacks/test_races.py attacks/test_killed_worker.py attacks/test_drill_one_slot.py \
	attacks/test_drill_long_walk.py attacks/test_mail_server_down.py attacks/test_clocks.py planning/test_openings.py \
	attacks/test_killed_offers.py attacks/test_drill_invoice_run.py attacks/test_drill_full_disk.py \
	attacks/test_drill_hostile_files.py attacks/test_drill_money_twice.py \
	attacks/test_drill_invoice_papers.py)
FIGURES := $(CURDIR)/var/epreuves.txt

drills:  ## The races and the killed workers again, longer, on SQLite then PostgreSQL (this machine only)
	@bin/setup dev
	@mkdir -p $(dir $(FIGURES)) && : > $(FIGURES)
	EGIDE_FIGURES=$(FIGURES) EGIDE_DRILLS=long $(PY) -m pytest -q $(DRILLS)
	EGIDE_FIGURES=$(FIGURES) EGIDE_DRILLS=long $(PY) bin/with_postgres.py $(PY) -m pytest -q $(DRILLS)
	@cat $(FIGURES)

fix:  ## Format and mend what ruff can mend, and the no-break spaces of French
	@bin/setup dev
	.venv/bin/ruff check --fix . ; .venv/bin/ruff format .
	$(PY) -m tests.unbroken

check:  ## Lint, types, missing migrations, deployment checks
	@bin/setup dev
	@bin/check

bench:  ## Measure each page on a PostgreSQL of 1,000 then 500,000 employees; write docs/performance.md
	@bin/setup run
	@$(PY) bin/with_postgres.py --durable $(PY) -m bench $(BENCH)

backup:  ## Save database, files and keys of EGIDE_DATA into sauvegardes/
	@$(PY) bin/backup.py save

restore:  ## Restore FILE=… into an empty EGIDE_DATA
	@$(PY) bin/backup.py restore "$(FILE)"

lock:  ## Compute the locks anew (needs uv)
	uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header -q -o requirements.lock
	uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header -q -o requirements-dev.lock
