#!/usr/bin/env bash
# YAML by yamllint (.yamllint).
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
base/tools/files.sh '*.yaml' '*.yml' | xargs -r yamllint --strict
