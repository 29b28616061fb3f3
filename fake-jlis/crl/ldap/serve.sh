#!/usr/bin/env bash
# serve.sh FOLDER URL LIST.crl…: loads the lists into a new slapd whose data is kept in FOLDER, and answers at URL
# (ldap://127.0.0.1:PORT, or ldapi:// with a path). Returns once it answers; FOLDER/slapd.pid says whom to end.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
[ $# -ge 3 ] || { echo "usage: serve.sh FOLDER URL LIST.crl…" >&2; exit 2; }
folder=$1 url=$2
shift 2
PATH=$PATH:/usr/sbin
mkdir -p "$folder/data"
sed "s|FOLDER|$folder|" "$here/slapd.conf" >"$folder/slapd.conf"
"$here/../../../.venv/bin/python" "$here/ldif.py" "$@" >"$folder/lists.ldif"
# Loading is writing.
sed '/^readonly/d' "$folder/slapd.conf" >"$folder/load.conf"
slapadd -q -f "$folder/load.conf" -l "$folder/lists.ldif"
slapd -f "$folder/slapd.conf" -h "$url"
# It is in the background before it listens.
for _ in $(seq 200); do
  ldapwhoami -x -H "$url" >/dev/null 2>&1 && exit 0
  sleep 0.05
done
echo "serve.sh: slapd does not answer at $url" >&2
exit 1
