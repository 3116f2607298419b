# Two cores and a fresh machine are enough for every target. `make help` lists them.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

CACHE    := $(CURDIR)/.cache
GOLANGCI := github.com/golangci/golangci-lint/v2/cmd/golangci-lint@v2.15.0
# What everything stands on; .ci/coverage.awk asks that tests reach 80 % of each.
MEASURED := ./internal/diplo,./internal/text,./internal/gazetteer,./internal/lexicon,./internal/extract,./internal/extract/dates,./internal/extract/llm,./internal/extract/score,./internal/source,./internal/store,./internal/store/sqlite,./internal/ingest,./internal/query
WITH_NEO4J := go run ./internal/neo4jtest/cmd/with-neo4j

.PHONY: help
help: ## this list
	@grep -E '^[a-z0-9-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

.PHONY: demo
demo: ## ingest the bundled dispatches, print who condemned whom, serve
	go run ./cmd/demarche demo

.PHONY: build
build: ## the binary, bin/demarche
	CGO_ENABLED=0 go build -trimpath -o bin/demarche ./cmd/demarche

.PHONY: test
test: lint generate-check unit neo4j-test browser-test notebook-test ## everything; what CI runs

.PHONY: unit
unit: ## unit, conformance (SQLite), command-line and fault tests with the race detector, and coverage
	@mkdir -p $(CACHE)
	go test -race -timeout 15m -coverprofile=$(CACHE)/cover.out -coverpkg=$(MEASURED) ./...
	@awk -f .ci/coverage.awk $(CACHE)/cover.out

.PHONY: neo4j-test
neo4j-test: ## the store suite and the Cypher of the docs on real Neo4j (fetched from Maven Central)
	$(WITH_NEO4J) -- go test -race -tags neo4j -count=1 -timeout 20m ./internal/neo4jtest ./internal/store/neo4j/... ./graph ./docs

.PHONY: browser-test
browser-test: chromium ## the served pages in real Chromium
	go test -count=1 -tags browser ./internal/server/...

.PHONY: notebook-test
notebook-test: build $(CACHE)/notebooks/ready ## run the notebooks against a running server
	$(CACHE)/notebooks/bin/python -m pytest -q notebooks

$(CACHE)/notebooks/ready: notebooks/requirements.txt
	python3 -m venv $(CACHE)/notebooks
	$(CACHE)/notebooks/bin/pip install --quiet --disable-pip-version-check -r notebooks/requirements.txt
	touch $@

.PHONY: chromium
chromium: ## Chromium from Debian, where there is none
	@command -v chromium >/dev/null || { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium fonts-dejavu-core; }

.PHONY: neo4j
neo4j: ## a real Neo4j with Neo4j Browser, in the foreground
	$(WITH_NEO4J)

.PHONY: lint
lint: ## gofmt, vet, golangci-lint
	@test -z "$$(gofmt -l cmd graph internal docs)" || { gofmt -l cmd graph internal docs; echo "run gofmt -w on these files"; exit 1; }
	go run $(GOLANGCI) run --build-tags neo4j,browser ./...

.PHONY: generate
generate: ## write graph/generated and graph/model anew
	go generate ./graph

.PHONY: generate-check
generate-check: ## fail if generated code is not what the schema makes
	go generate ./graph
	@test -z "$$(git status --porcelain graph)" || { git --no-pager diff --stat graph; git status --porcelain graph; echo "commit what make generate wrote"; exit 1; }

.PHONY: golden
golden: ## write the golden answers in graph/testdata anew, by SQLite; Neo4j must reproduce them
	go test -count=1 -run Golden ./graph -update

.PHONY: bench
bench: ## extraction, Apply and who-condemned benchmarks
	go test -run '^$$' -bench . -benchtime 2s ./internal/extract/... ./internal/gazetteer ./internal/syntax ./internal/text ./internal/store/sqlite

.PHONY: bench-corpus
bench-corpus: ## what the extractor says otherwise, and how fast, than at AGAINST=HEAD~1; FILES= a corpus of your own
	go run ./internal/extract/score/cmd/corpus --against $(or $(AGAINST),HEAD~1) $(FILES)

.PHONY: bench-neo4j
bench-neo4j: ## the store benchmarks on real Neo4j
	$(WITH_NEO4J) -tuned -- go test -tags neo4j -run '^$$' -bench . -benchtime 3s ./internal/store/neo4j ./graph

.PHONY: eval-parser
eval-parser: ## score the parser on the *-test.conllu files of DIR=...
	go run ./internal/syntax/cmd/parser eval $(DIR)

.PHONY: fuzz
fuzz: ## every fuzz target for a short while
	@for p in $$(go list ./...); do for f in $$(go test -list '^Fuzz' $$p | grep '^Fuzz' || true); do echo "$$p $$f"; go test -run '^$$' -fuzz "^$$f$$" -fuzztime 20s $$p; done; done
