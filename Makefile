# Everything a newcomer, a curator or a developer runs. 'make' alone lists the targets.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
RUN := $(BIN)/casegraph
PEERS := .peers
MAKEFLAGS += --no-print-directory

.PHONY: help demo test lint docs bench bench-full assets peers lock clean

help:
	@grep -E '^[a-z-]+:.*## ' Makefile | sed -E 's/:.*## /\t/' | expand -t 12

# the locks are complete: without --no-deps pip resolves again, and trips over releases newer than them
$(VENV)/.base: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "casegraph needs Python 3.11 or newer; set PYTHON=…")'
	@echo "installing into $(VENV) …"
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.dev: requirements-dev.lock $(VENV)/.base
	@echo "installing what tests need …"
	@$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --require-hashes -r requirements-dev.lock
	@touch $@

demo: $(VENV)/.base ## set up, build the real graph, validate it, answer questions, draw a network
	@$(RUN) build
	@$(RUN) validate --fail-on violation --show warning
	@for question in defendants sentences-by-defendant appeal-outcomes demands campaign-outputs; do \
		printf '\n%s\n' "--- casegraph ask $$question --case ua-126-19"; \
		$(RUN) ask $$question --case ua-126-19; done
	@mkdir -p demo
	@$(RUN) network export co-defendants --case ua-126-19 -o demo/co-defendants.graphml
	@$(RUN) network draw co-defendants --case ua-126-19 -o demo/co-defendants.svg
	@printf '%s\n' "" "The graph is in build/, the network in demo/co-defendants.graphml, its picture in demo/co-defendants.svg." \
		"Try next:" \
		"  $(RUN) ask                           the list of questions" \
		"  $(RUN) ask where-sources-disagree    rival accounts, side by side" \
		"  $(RUN) why ua-126-19:d1-sentence     what a sentence rests on" \
		"  $(RUN) find Koukou                   a person by any spelling" \
		"  $(RUN) new my-cases                  a project of your own"

$(PEERS)/fuseki $(PEERS)/gephi: $(PEERS)/%: tests/peers/%/pom.xml
	@if command -v mvn >/dev/null; then echo "fetching $* …"; mkdir -p $(PEERS); \
		mvn -q -B -f $< dependency:copy-dependencies -DoutputDirectory=$(CURDIR)/$@ && touch $@; fi

$(PEERS)/node_modules: tests/peers/package-lock.json
	@if command -v npm >/dev/null; then echo "fetching Node.js packages …"; mkdir -p $(PEERS); \
		cp tests/peers/package.json tests/peers/package-lock.json tests/peers/.npmrc $(PEERS); \
		npm ci --prefix $(PEERS) --silent --no-audit --no-fund --ignore-scripts && touch $@; fi

ASSETS := src/casegraph/assets

$(ASSETS)/built: $(ASSETS)/package-lock.json $(ASSETS)/list.tsv $(VENV)/.base
	@if command -v npm >/dev/null; then echo "fetching what pages carry inside …"; mkdir -p .assets; \
		cp $(ASSETS)/package.json $(ASSETS)/package-lock.json $(ASSETS)/.npmrc .assets; \
		npm ci --prefix .assets --silent --no-audit --no-fund --ignore-scripts && \
		$(BIN)/python -m casegraph.assets .assets/node_modules && touch $@; \
	else echo "npm is not here: pages of networks will have the picture and the tables only"; fi

assets: $(ASSETS)/built ## fetch the scripts that pages carry inside, by npm, and check their hashes

peers: $(PEERS)/fuseki $(PEERS)/gephi $(PEERS)/node_modules ## fetch what mvn and npm can: other programs that tests run against

test: $(VENV)/.dev assets peers ## run all tests
	@$(BIN)/python -m pytest -n auto --dist loadfile --cov --cov-report=term

lint: $(VENV)/.dev ## check style, types, layers, Turtle, ontology and evidence
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(RUN) fmt --check
	@if [ -n "$$CI" ] || command -v java >/dev/null; then $(RUN) lint --reason; \
		else $(RUN) lint && echo "the reasoner was left out: there is no command java"; fi
	@$(BIN)/python docs/make_reference.py --check
	@$(BIN)/python docs/make_mappings.py --check

docs: $(VENV)/.dev ## write the views of the mappings and the generated pages of docs/, and the ontology as HTML and RDF into build-docs/
	@$(BIN)/python docs/make_mappings.py
	@$(BIN)/python docs/make_reference.py --site build-docs

bench: $(VENV)/.dev ## measure with 1,000 and 10,000 cases, and write bench/RESULTS.md
	@$(BIN)/python bench/questions.py
	@$(BIN)/python bench/scale.py
	@$(BIN)/python bench/network.py
	@$(BIN)/python bench/load.py
	@$(BIN)/python bench/remote.py
	@$(BIN)/python bench/mutation.py

bench-full: $(VENV)/.dev ## validation and builds with 7,300 (a million triples, pySHACL too) and 100,000 cases: hours
	@$(BIN)/python bench/scale.py --cases 7300 100000 --peers 7300 --limit 7200

lock: ## pin all dependencies again
	@$(BIN)/python -m pip install -q uv
	@$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
		--extra build --extra server --extra xlsx pyproject.toml -o requirements.lock
	@$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
		--all-extras -c requirements.lock pyproject.toml -o requirements-dev.lock

clean: ## remove what was built and installed
	rm -rf $(VENV) $(PEERS) .assets $(ASSETS)/built build build-docs demo
