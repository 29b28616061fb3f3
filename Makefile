# What people do here, by one word each. Every target installs what it needs first (Debian 12) and does nothing,
# quickly, when there is nothing to do. The work itself is in CMakePresets.json and base/tools/.
.DEFAULT_GOAL := help
.PHONY: help demo build keys test lint format bench mutants survey nation fuzz clean install-build install-run install-check install-bench install-survey

FUZZ_SECONDS ?= 600
DEMO := read-certificates sign-document pin-lockout

help:  ## This list
	@sed -nE 's/^([a-z]+):[^#]*## (.*)/make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 16

demo: build keys install-run  ## Build, play three scenarios against our own reader and OpenSC, draw the report
	build/bin/tameshi run $(DEMO:%=scenarios/%.yaml) --subject in-process --subject opensc --report build/demo-report --verbose
	@echo "the report: $(CURDIR)/build/demo-report/report.html"

build: install-build  ## The program, build/bin/tameshi
	@[ -f build/release/build.ninja ] || cmake --preset release
	@cmake --build --preset release --target tameshi

keys: build  ## The pool of RSA keys, made once
	@build/bin/tameshi keys

test: install-build install-run install-check  ## Everything that CI does: build, tests, checks, sanitizers, fuzzing, docs
	@base/tools/test.sh

lint: install-check  ## The checks that need no build
	@base/tools/lint.sh

format: install-check  ## Write C++ and Python as the checks want them
	@base/tools/files.sh '*.cpp' '*.hpp' | xargs -r clang-format -i
	@base/tools/files.sh '*.py' | xargs -r .venv/bin/ruff format --quiet

bench: build install-run install-check install-bench  ## Measure, beside a peer or a limit in the same run
	@cmake --build --preset release --target benches
	@python/install.sh
	@bench/report.py build/release/bench

mutants: install-build install-run install-check  ## Give the reference subjects each known bug, and see which cases catch it
	@[ -f build/mutants/build.ninja ] || cmake --preset mutants
	@cmake --build --preset mutants
	@.venv/bin/python conformance/suites/run_mutants.py build/mutants/bin/tameshi --write

survey: build keys install-run install-check install-survey  ## What the programs of the world make of the corpus (docs/survey.md)
	@.venv/bin/python conformance/survey/survey.py build/bin/tameshi --write

nation: install-build  ## Ten thousand people live for twelve years, and are watched
	@[ -f build/release/build.ninja ] || cmake --preset release
	@cmake --build --preset release --target nation_bench
	@build/release/bench/nation_bench

fuzz: install-build install-check  ## Fuzz for long (FUZZ_SECONDS=600 per target)
	@base/tools/fuzz.sh $(FUZZ_SECONDS)

clean:  ## Remove all that was built; the key pool and the fuzz corpus go with it
	rm -rf build

install-build install-run install-check install-bench install-survey: install-%:
	@base/tools/install.sh $*
