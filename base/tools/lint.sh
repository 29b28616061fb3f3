#!/usr/bin/env bash
# Every check that reads the tree and needs no build, one after the other; all are run even when one fails.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
failed=()
for check in check_format.sh check_arrows.py check_words.sh check_shell.sh check_yaml.sh check_python.sh; do
  "base/tools/$check" || failed+=("$check")
done
[ ${#failed[@]} -eq 0 ] || { echo "lint: failed: ${failed[*]}" >&2; exit 1; }
