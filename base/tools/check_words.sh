#!/usr/bin/env bash
# Words that may stand in no file of the tree: private keys, paths of somebody's machine, names of real authorities as
# issuers (everything here says FAKE), and marks of work left undone.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
this=base/tools/check_words.sh
status=0

# forbid PATTERN REASON: extended regular expression, with the reason that the message gives.
forbid() {
  local found
  found=$(base/tools/files.sh | grep -vxF "$this" | tr '\n' '\0' | xargs -0 -r grep -nIE -e "$1" --) || return 0
  while IFS= read -r line; do
    echo "${line%%:*}:$(cut -d: -f2 <<<"$line"): $2" >&2
  done <<<"$found"
  status=1
}

forbid '^[[:space:]"]*-----BEGIN ([A-Z]+ )?PRIVATE KEY|PRIVATE KEY-----\\nM' \
  'a private key; the program makes its own and none is kept in the tree'
forbid '(^|[^A-Za-z0-9_.<-])/(work|home)/[a-z]' 'a path of one machine'
forbid 'O ?= ?JPKI *(,|/|$)' 'the issuer name of a real authority; ours say FAKE'
forbid '(^|[^A-Za-z])(TODO|FIXME|XXX)([^A-Za-z]|$)' 'work left undone; do it, or write it into an issue'
exit $status
