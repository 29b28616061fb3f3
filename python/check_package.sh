#!/usr/bin/env bash
# The wheel is installed twice: into a fresh virtual environment where no compiler is to be found, which runs the README's
# first lines; and into .venv, whose pytest runs the tests.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
out=build/python
python/install.sh

.venv/bin/python3 -m venv "$out/fresh"
"$out/fresh/bin/python3" -m pip install --quiet --disable-pip-version-check --no-index "$out"/tameshi-*.whl
(cd "$out" && PATH=$PWD/fresh/bin XDG_CACHE_HOME=$PWD/cache fresh/bin/python3 ../../python/examples/first_lines.py)

.venv/bin/python3 -m pytest -q -n 2 "$@"
