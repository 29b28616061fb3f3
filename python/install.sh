#!/usr/bin/env bash
# The wheel, made as a user's pip makes it, into build/python, and from there into .venv.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
out=build/python
rm -rf "$out"
mkdir -p "$out"

# By the compiler's usual name, so that ccache knows what `make build` has compiled.
CXX=${CXX:-c++} .venv/bin/python3 -m pip wheel --quiet --disable-pip-version-check --no-build-isolation --no-deps --wheel-dir "$out" .
.venv/bin/python3 -m pip install --quiet --disable-pip-version-check --no-deps --force-reinstall "$out"/tameshi-*.whl
