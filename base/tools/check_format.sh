#!/usr/bin/env bash
# C++ as clang-format 14 writes it (.clang-format); `make format` puts it right.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
base/tools/files.sh '*.cpp' '*.hpp' | xargs -r clang-format --dry-run -Werror ||
  { echo "check_format: run \`make format\`" >&2; exit 1; }
