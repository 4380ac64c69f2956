# `make` alone lists what there is to make.
PYTHON ?= python3
VENV := .venv/bin
LOCK := $(VENV)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" \
	$(if $(UPGRADE),--upgrade) pyproject.toml

.DEFAULT_GOAL := help
.PHONY: help run test test-fast check elasticsearch format messages lock bench bench-relevance bench-search bench-evidence screenshots clean development

help: ## List these targets
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1|\2/p' $(MAKEFILE_LIST) | \
		while IFS='|' read -r target text; do printf '%-18s %s\n' "$$target" "$$text"; done

run: ## Run the site on http://127.0.0.1:8000 (PORT=8001; DEV=1 reloads on change)
	@$(PYTHON) -m scripts.run

test: ## Install what the tests need, run the checks and all tests
	@$(PYTHON) -m scripts.run_tests

test-fast: ## Run the tests that are done within a minute, on SQLite
	@$(PYTHON) -m scripts.run_tests fast

check: development ## Check formatting, types, layers, templates, migrations, translations, settings
	@$(VENV)/python -m scripts.check

format: development ## Format code and templates, and mend what the linter can
	@$(VENV)/ruff check --quiet --fix-only .
	@$(VENV)/ruff format .
	@-$(VENV)/djlint --reformat --quiet templates

messages: development ## Gather the texts of the interface into locale/nl (needs gettext)
	@$(VENV)/python -m scripts.messages

lock: development ## Write the locks from pyproject.toml (UPGRADE=1 takes newer versions)
	$(LOCK) --output-file requirements.txt
	$(LOCK) --group dev --constraint requirements.txt --output-file requirements-dev.txt

elasticsearch: development ## Start a search cluster to try things on (NODES=3)
	@$(VENV)/python -m tests.cluster

bench: development ## Measure pages at 100, 10,000 and 100,000 cases
	@$(VENV)/python -m benchmarks.run

bench-relevance: development ## Measure how well each engine answers the judged queries
	@$(VENV)/python -m benchmarks.relevance

bench-search: development ## Measure the search cluster beside stock at 10,000 and 100,000 cases
	@$(VENV)/python -m benchmarks.search

bench-evidence: development ## Measure filtering, pooling and exports of 100,000 findings
	@$(VENV)/python -m benchmarks.evidence

screenshots: development ## Take the README's pictures from a running site (make run)
	@$(VENV)/python -m scripts.screenshots

clean: ## Remove .venv and caches; var/, with database and uploads, stays
	rm -rf .venv .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis test-results
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

development:
	@$(PYTHON) -c "from scripts.virtual_environment import DEVELOPMENT_LOCK, ensure; ensure(DEVELOPMENT_LOCK)"
