#!/usr/bin/env bash
# The wheel is made as a user's pip makes it, and installed twice: into a fresh virtual environment where no compiler is
# to be found, which runs the README's first lines; and into .venv, whose pytest runs the tests.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
out=build/python
rm -rf "$out"
mkdir -p "$out"

# By the compiler's usual name, so that ccache knows what `make build` has compiled.
CXX=${CXX:-c++} .venv/bin/python3 -m pip wheel --quiet --disable-pip-version-check --no-build-isolation --no-deps --wheel-dir "$out" .

.venv/bin/python3 -m venv "$out/fresh"
"$out/fresh/bin/python3" -m pip install --quiet --disable-pip-version-check --no-index "$out"/tameshi-*.whl
(cd "$out" && PATH=$PWD/fresh/bin XDG_CACHE_HOME=$PWD/cache fresh/bin/python3 ../../python/examples/first_lines.py)

.venv/bin/python3 -m pip install --quiet --disable-pip-version-check --no-deps --force-reinstall "$out"/tameshi-*.whl
.venv/bin/python3 -m pytest -q -n 2 "$@"
