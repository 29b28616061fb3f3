#!/usr/bin/env bash
# install.sh GROUP…: installs the Debian packages of these groups of packages.txt that are not there yet, and for the
# group "check" the Python tools into .venv. Does nothing, quickly, when all is there.
set -euo pipefail
tools=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

packages_of() {
  for group in "$@"; do
    awk -v group="$group" '$1 == group { print $2 }' "$tools/packages.txt"
  done | sort -u
}

missing_of() {
  # shellcheck disable=SC2016  # dpkg-query's own variables
  comm -23 <(packages_of "$@") \
    <(packages_of "$@" | xargs dpkg-query -W -f '${db:Status-Status} ${Package}\n' 2>/dev/null |
      awk '$1 == "installed" { print $2 }' | sort -u)
}

give_up() {
  echo "install.sh: $1" >&2
  echo "  run: apt-get update && apt-get install -y ${missing[*]}" >&2
  exit 1
}

as_root() {
  if [ "$(id -u)" -eq 0 ]; then
    "$@"
  elif [ -t 0 ]; then
    sudo "$@"
  else
    sudo -n "$@"  # nobody is there to type a password
  fi
}

apt() { as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -o Dpkg::Use-Pty=0 "$@" </dev/null; }

install_packages() {
  command -v apt-get >/dev/null || give_up "these packages are missing and there is no apt-get: ${missing[*]}"
  [ "$(id -u)" -eq 0 ] || command -v sudo >/dev/null || give_up "packages are missing, and this is neither root nor is there sudo"
  echo "installing: ${missing[*]}"
  compgen -G '/var/lib/apt/lists/*_Packages*' >/dev/null || apt update || give_up "apt-get update failed"
  # Lists that are there may be older than the mirror: look again once before giving up.
  apt install -y --no-install-recommends "${missing[@]}" ||
    { apt update && apt install -y --no-install-recommends "${missing[@]}"; } ||
    give_up "apt-get install failed"
}

# Debian's own python3, whatever else is first on the PATH: python3-venv belongs to that one.
install_python_tools() {
  local venv=$tools/../../.venv wanted=$tools/python_packages.txt python=/usr/bin/python3
  cmp -s "$wanted" "$venv/installed.txt" && return
  [ -x "$python" ] || python=python3
  echo "installing into .venv: $(grep -v '^#' "$wanted" | tr '\n' ' ')"
  "$python" -m venv "$venv"
  "$venv/bin/pip" install --quiet --disable-pip-version-check --requirement "$wanted" </dev/null
  cp "$wanted" "$venv/installed.txt"
}

[ $# -gt 0 ] || { echo "usage: install.sh build|run|check|bench…" >&2; exit 2; }
missing=()
if command -v dpkg-query >/dev/null; then
  mapfile -t missing < <(missing_of "$@")
else
  echo "install.sh: not a Debian system; taking for granted: $(packages_of "$@" | tr '\n' ' ')" >&2
fi
[ ${#missing[@]} -eq 0 ] || install_packages
case " $* " in *" check "*) install_python_tools ;; esac
