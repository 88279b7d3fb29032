# The two commands of the README, and what they are made of.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.PHONY: help demo test bench lint build requirements toolchain carried clean

BENCH_EVENTS ?= 100000
BENCH_FORMAT ?= text
CONFIGURATION ?= release
BIN := .build/$(CONFIGURATION)
# A released program carries the Swift runtime and the C++ library under it: it runs where no toolchain is, and starts
# sooner. The linker takes the library from the first folder that has it.
CARRIED := $(CURDIR)/.build/carried
STATIC := --static-swift-stdlib -Xlinker "-L$(CARRIED)"
LINKING := $(if $(filter release,$(CONFIGURATION)),$(STATIC))

help: ## What can be made
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | column -t -s "$$(printf '\t')"

toolchain:
	@command -v swift >/dev/null || { echo 'examledger needs a Swift 6.3 toolchain: install one from swift.org/install/linux and put its bin folder on PATH.' >&2; exit 69; }
	@swift --version 2>/dev/null | grep -qE 'Swift version (6\.([3-9]|[1-9][0-9])|([7-9]|[1-9][0-9])\.)' || { echo "examledger needs Swift 6.3 or newer; this is: $$(swift --version 2>&1 | head -n 1)" >&2; exit 69; }

requirements: toolchain
	@scripts/install-requirements liblmdb-dev libsodium-dev

# Where the system does not keep it for that, the C++ library is asked for when the program starts.
carried: requirements
	@mkdir -p "$(CARRIED)"
	@library=$$("$$(dirname "$$(command -v swift)")/clang" -print-file-name=libstdc++.a 2>/dev/null || true); \
	if [ -f "$$library" ]; then ln -sf "$$library" "$(CARRIED)/"; fi

build: carried ## The program, in .build/release
	swift build -c $(CONFIGURATION) $(LINKING) --product examledger

demo: build ## A ledger of the example exam day, from its opening to its audit
	@scripts/demo $(BIN)/examledger

test: requirements ## All tests
	@scripts/install-requirements python3
	swift build --build-tests
	swift test --skip-build --disable-xctest

bench: carried ## Speed beside this machine's own limits (BENCH_EVENTS, BENCH_FORMAT=text|json)
	@for product in ledger-bench examledger; do swift build -c release $(STATIC) --product $$product >&2; done
	@.build/release/ledger-bench --events $(BENCH_EVENTS) --format $(BENCH_FORMAT)

lint: toolchain ## The linter, strictly
	swift format lint --strict --recursive --parallel Package.swift Sources Tests Plugins Benchmarks

clean: ## Nothing that was built
	swift package clean
