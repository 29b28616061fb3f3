#!/usr/bin/env bash
# check_suites.sh PROGRAM: the reference subjects pass their suites whole, and three shards put together are the report of
# one run, byte for byte. Reports stay in build/suites.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
program=$1
out=build/suites
rm -rf "$out"

# conforms SUITE SUBJECT: with every level's mark at 100.
conforms() {
  "$program" conform --suite "$1" --subject "$2" --report "$out/$1" \
    --pass-mark must=100 --pass-mark should=100 --pass-mark may=100 >"$out-$1.txt" || {
    grep -v '^✓' "$out-$1.txt" | tail -n 60
    exit 1
  }
  tail -n 6 "$out-$1.txt"
}

mkdir -p build
conforms reader in-process
conforms card card
conforms relying-party platform

# Once more as a card of somebody else's in a PC/SC reader, with what it does not survive, too.
cat >"$out/other-card.yaml" <<'END'
subject: other-card
kind: card
pcsc-reader: Tameshi
pins: { authentication: OTHER_PIN, signature: OTHER_PASSWORD, input-support: OTHER_PIN }
operations: [transmit]
END
for only in "" "--only spends-a-try" "--only blocks-pins"; do
  # shellcheck disable=SC2086  # it is two words, or none
  OTHER_PIN=1234 OTHER_PASSWORD=ABC123 "$program" exec -- "$program" conform --suite card \
    --subject "$out/other-card.yaml" --report "$out/other-card" $only >"$out-other-card.txt" 2>&1 || {
    grep -v '^✓' "$out-other-card.txt" | tail -n 60
    exit 1
  }
  tail -n 4 "$out-other-card.txt"
done
if grep -q 31323334 "$out/other-card/report.json"; then
  echo "a PIN stands in the report"
  exit 1
fi

for shard in 1 2 3; do
  "$program" conform --suite reader --subject in-process --shard "$shard/3" --report "$out/shard-$shard" >"$out-shard.txt"
done
"$program" merge "$out"/shard-{2,3,1} --report "$out/merged" >"$out-merged.txt"
"$program" conform --suite reader --subject in-process --report "$out/whole" >"$out-whole.txt"
for file in report.json report.html junit.xml journal.jsonl conformance.json badge.svg; do
  cmp "$out/whole/$file" "$out/merged/$file"
done
echo "three shards are one run"

# What people are given has no bugs to switch on.
if grep -qa 'takes-a-nonce-twice' "$program"; then
  echo "$program has mutants in it"
  exit 1
fi
echo "no mutant is in the program"
