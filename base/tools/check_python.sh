#!/usr/bin/env bash
# Python by ruff and mypy (pyproject.toml), from .venv.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
mapfile -t files < <(base/tools/files.sh '*.py')
[ ${#files[@]} -gt 0 ] || exit 0
.venv/bin/ruff check --quiet "${files[@]}"
.venv/bin/ruff format --quiet --check "${files[@]}" || { echo "check_python: run \`make format\`" >&2; exit 1; }
.venv/bin/mypy --no-error-summary "${files[@]}"
