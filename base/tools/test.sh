#!/usr/bin/env bash
# All of `make test`, step by step. Each step's output is kept in build/test-logs and shown when the step fails; the
# first failure ends the run. The last line of a good run is the sum of the test cases: "123 passed, 0 failed".
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
logs=build/test-logs
mkdir -p "$logs"
table=()

configured() { [ -f "build/$1/build.ninja" ] || cmake --preset "$1"; }
build() { configured "$1" && cmake --build --preset "$1"; }
tests() { ctest --preset "$1" -V; }

# "12 3": test cases passed and failed, as the rooms' own reports in a log say.
counted() {
  sed -nE 's/.* ([0-9]+) test cases? out of [0-9]+ (passed|failed)$/\1 \2/p' "$1" |
    awk '{ n[$2] += $1 } END { print n["passed"] + 0, n["failed"] + 0 }'
}

stop() {
  tail -n 80 "$2"
  if [ "$1" = "release tests" ] || [ "$1" = "sanitizer tests" ]; then
    read -r passed failed < <(counted "$2")
    echo "$passed passed, $failed failed"
  fi
  echo "make test stopped at \"$1\"; all of its output is in $2"
  exit 1
}

# step NAME COMMAND…
step() {
  local name=$1 log begun=$SECONDS
  shift
  log=$logs/${name// /-}.log
  echo "-- $name"
  "$@" >"$log" 2>&1 </dev/null || stop "$name" "$log"
  table+=("$(printf '%-16s %4d s' "$name" $((SECONDS - begun)))")
}

step lint base/tools/lint.sh
step "release build" build release
step "release tests" tests release
step generated base/tools/check_generated.sh
step schema .venv/bin/python conformance/scenario/check_schema.py
step keys build/bin/tameshi keys
step "report page" .venv/bin/python reports/check_page.py
step python python/check_package.sh
step packages base/tools/check_packages.sh
step docs base/tools/check_docs.py
step deviations .venv/bin/python fake-jlis/ca/check_deviations.py build/bin/tameshi
step vectors simulator/card/check_vectors.py build/bin/tameshi
step documents .venv/bin/python fake-jlis/documents/check_documents.py build/bin/tameshi
step servers fake-jlis/http/check_server.py build/bin/tameshi
step "servers in 2027" fake-jlis/http/check_forward.py build/bin/tameshi
step "served card" fake-jlis/http/check_card.py build/bin/tameshi
step subjects conformance/subjects/check_subjects.py build/bin/tameshi
step four-info fake-jlis/http/check_four_info.py build/bin/tameshi
step platform .venv/bin/python fake-jlis/platform/check_platform.py build/bin/tameshi
step reports .venv/bin/python reports/check_goldens.py
step suites conformance/suites/check_suites.sh build/bin/tameshi
step corpus conformance/corpus/check_export.sh build/bin/tameshi
step "mutants build" build mutants
step mutants .venv/bin/python conformance/suites/run_mutants.py build/mutants/bin/tameshi --quick
step bundles conformance/bundle/check_bundles.py build/bin/tameshi
step "sanitizer build" build asan
step "sanitizer tests" tests asan
step tidy base/tools/check_tidy.py
step fuzz base/tools/fuzz.sh 10

echo
printf '%s\n' "${table[@]}" "$(printf '%-16s %4d s' "all of it" $SECONDS)"
echo
read -r passed failed < <(counted "$logs/release-tests.log")
[ "$passed" -gt 0 ] || { echo "make test stopped: no test case was counted"; exit 1; }
echo "$passed passed, $failed failed"
