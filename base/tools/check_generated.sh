#!/bin/sh
# Are the files under docs/schema and docs/scenario-words.md what the vocabulary gives, docs/life-events.md what life.yaml gives, docs/ocsp.md
# and docs/crl.md what their lies.yaml give, docs/deviations.md what the deviations give, docs/four-info.md and
# docs/platform.md what their reasons.yaml give, docs/documents.md what faults.yaml gives? With --write they are made anew.
# Usage: check_generated.sh [BUILD-FOLDER] [--write]
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
build=$root/build/release
write=
for word in "$@"; do
  case $word in
    --write) write="write" ;;
    *) build=$word ;;
  esac
done
cd "$root"
for room in conformance_scenario fake_jlis_registry fake_jlis_ocsp fake_jlis_crl fake_jlis_ca fake_jlis_four_info \
  fake_jlis_documents fake_jlis_platform conformance_suites; do
  "$build/tameshi_${room}_test" --run_test=generated --color_output=no -- ${write:+"$write"}
done
