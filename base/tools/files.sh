#!/usr/bin/env bash
# files.sh PATTERN…: the files of this tree that git knows or would add, by git's patterns ('*.cpp').
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
# The tree may belong to somebody else, as in a container that mounts it.
git -c safe.directory='*' ls-files --cached --others --exclude-standard -- "$@" | while IFS= read -r file; do
  if [ -f "$file" ]; then echo "$file"; fi
done
