#!/usr/bin/env bash
# fuzz.sh SECONDS [TARGET…]: builds the fuzz targets and runs each for so long, two at a time. What a target learns
# stays in build/fuzz-corpus; seeds come from the folder seeds/ beside its source. Any crash, hang or leak fails.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

run_target() {
  local seconds=$1 name=$2 source corpus crashes log
  source=$(base/tools/files.sh "*/$name.cpp")
  corpus=build/fuzz-corpus/$name crashes=build/fuzz-crashes/$name log=build/fuzz-crashes/$name.log
  mkdir -p "$corpus" "$crashes"
  local folders=("$corpus")
  if [ -d "$(dirname "$source")/seeds" ]; then folders+=("$(dirname "$source")/seeds"); fi
  if "build/fuzz/fuzzers/$name" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 \
    -artifact_prefix="$crashes/" -print_final_stats=1 "${folders[@]}" >"$log" 2>&1; then
    echo "$name: $(awk '/number_of_executed_units/ { print $2 }' "$log") inputs in $seconds s"
    return
  fi
  {
    echo "$name failed:"
    grep -aE -A12 'ERROR|SUMMARY|runtime error|Test unit written' "$log" | head -60
    echo "to see it again: build/fuzz/fuzzers/$name $(sed -n 's/.*Test unit written to //p' "$log" | tail -1)"
  } >&2
  return 1
}

if [ "${1:-}" = --one ]; then
  run_target "$2" "$3"
  exit
fi
seconds=${1:?usage: fuzz.sh SECONDS [TARGET…]}
shift
[ -f build/fuzz/build.ninja ] || cmake --preset fuzz >/dev/null
cmake --build --preset fuzz --target fuzzers
if [ $# -eq 0 ]; then mapfile -t targets < <(cd build/fuzz/fuzzers && ls); else targets=("$@"); fi
[ ${#targets[@]} -gt 0 ] || { echo "fuzz: there is no target" >&2; exit 1; }
printf '%s\n' "${targets[@]}" | xargs -P2 -I{} "$0" --one "$seconds" {}
