# Every target sets up what it needs: a virtual environment in .venv, installed from pyproject.toml.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
PEERS := $(VENV)/.peers
SAMPLES := corpus/samples
WORKERS ?= 2

.PHONY: help setup demo test check format golden docs signals lexicon reports fetch fit gate evaluate bench clean

help:
	@echo "make demo      score a sample, compare a pair, write an HTML comparison"
	@echo "make test      run the tests"
	@echo "make check     ruff, mypy --strict, import-linter"
	@echo "make golden    refresh the reporters' golden files"
	@echo "make docs      regenerate docs/signals.md and the parsed tables"
	@echo "make signals   measure every signal and write reports/signals.md"
	@echo "make lexicon   measure every filler phrase and rewrite the tables"
	@echo "make reports   regenerate reports/examples/ from the samples"
	@echo "make fetch     rebuild the corpus from its public sources into data/ (needs the network)"
	@echo "make fit       fit the model, print the cross-validation and write src/slopcheck/model/"
	@echo "make evaluate  score the held-out data and write reports/evaluation.md"
	@echo "make gate      compare the model's figures with training/floors.toml"
	@echo "make bench     measure the speed"

$(STAMP): pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Installing slopcheck and its development tools into $(VENV) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev]'
	@$(BIN)/python -m compileall -q src # where bytecode may not be written later, every start would compile anew
	@touch $(STAMP)

# What slopcheck is measured against; the pip that comes with Python 3.11 cannot resolve it.
$(PEERS): $(STAMP)
	@echo "Installing the tools that slopcheck is compared with ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade pip
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[bench]'
	@touch $(PEERS)

setup: $(STAMP)

demo: $(STAMP)
	@$(BIN)/slopcheck score $(SAMPLES)/farm-school-bell.txt
	@mkdir -p build
	@$(BIN)/slopcheck compare $(SAMPLES)/farm-harbor-ferry.txt $(SAMPLES)/report-harbor-ferry.txt
	@$(BIN)/slopcheck compare $(SAMPLES)/farm-harbor-ferry.txt $(SAMPLES)/report-harbor-ferry.txt \
		--output build/demo.html
	@echo "The comparison, marked up, to open in a browser: $(CURDIR)/build/demo.html"

test: $(STAMP)
	@$(BIN)/python -m pytest -n $(WORKERS)

check: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(STAMP)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

golden: $(STAMP)
	$(BIN)/python -m tests.golden

docs: $(STAMP)
	$(BIN)/python -m training.tables
	$(BIN)/python -m training.docs

signals: $(STAMP)
	$(BIN)/python -m training.signals

lexicon: $(STAMP)
	$(BIN)/python -m training.lexicon

reports: $(STAMP)
	$(BIN)/python -m reports.build

fetch: $(STAMP)
	$(BIN)/python -m training.fetch $(FETCH)

fit: $(STAMP)
	$(BIN)/python -m training.fit

evaluate: $(PEERS)
	$(BIN)/python -m training.evaluate

gate: $(STAMP)
	$(BIN)/python -m training.gate

bench: $(PEERS)
	$(BIN)/python -m benchmarks.speed
	$(BIN)/python -m benchmarks.pages

clean:
	rm -rf build $(VENV)
