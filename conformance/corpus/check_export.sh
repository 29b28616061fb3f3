#!/usr/bin/env bash
# check_export.sh PROGRAM: the corpus is exported and read back by a stranger, who comes to the same verdicts; the same
# keys give the same bytes; a verdict that is changed is noticed. The corpus stays in build/corpus.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
program=$1
out=build/corpus
check=(.venv/bin/python conformance/corpus/check_corpus.py)

rm -rf "$out" "$out"-again "$out"-limbo.json
mkdir -p build
"$program" suite export --out "$out"
"${check[@]}" "$out"

# A part of it once more, and in one file.
"$program" suite export --case rp.signatures --case rp.crl --out "$out-again"
for folder in "$out"/cases/rp.signatures.* "$out"/cases/rp.crl.*; do
  diff -r "$folder" "$out-again/cases/${folder##*/}"
done
"$program" suite export --case rp.chain --format limbo --out "$out-limbo.json"
.venv/bin/python - "$out-limbo.json" "$out/limbo.json" <<'END'
import json, sys
part, whole = (json.load(open(path, encoding="utf-8"))["testcases"] for path in sys.argv[1:])
ids = {case["id"] for case in part}
assert part and [case for case in whole if case["id"] in ids] == part, "the one file is not a part of the other"
END

# It is not written over another one.
if "$program" suite export --case rp.chain --out "$out-again" 2>"$out-full.txt"; then
  echo "a folder that is not empty was taken"
  exit 1
fi
grep -q "name a new one, or empty it" "$out-full.txt"

# The stranger can say no: one verdict of each file is turned round.
sed -i '0,/"expected": "reject"/s//"expected": "accept"/' "$out-again/index.json"
sed -i '0,/"expected_result": "FAILURE"/s//"expected_result": "SUCCESS"/' "$out-again/limbo.json"
if "${check[@]}" "$out-again" >"$out-turned.txt"; then
  echo "verdicts that were turned round are not noticed"
  exit 1
fi
[ "$(grep -c ' 1 differ$' "$out-turned.txt")" = 2 ]
rm -rf "$out-again"
