#!/usr/bin/env bash
# Shell scripts by shellcheck.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
base/tools/files.sh '*.sh' .ci/run | xargs -r shellcheck
