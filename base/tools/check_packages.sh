#!/usr/bin/env bash
# What `cmake --install` and `cpack` make is used as a stranger would: a C++ project outside the tree is built with the
# installed CMake package, and the Debian packages are installed into a clean Debian 12 and serve an ordinary user there.
# The clean Debian comes from the mirror that this machine's apt uses. Where nobody may change roots, the package is
# unpacked and runs with this machine's libraries instead, and the last line says so. No container engine is needed: the
# Dockerfile is read by hadolint, compose.yaml and the workflow by their schemas.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
out=$PWD/build/packages
plain=(env -i PATH=/usr/bin:/bin HOME="$out/home")  # nothing of this machine's settings
mkdir -p "$out"
rm -rf "${out:?}"/{prefix,example,deb,home,unpacked}

fail() { echo "check_packages: $1" >&2; exit 1; }
# is WANTED GIVEN WHAT
is() { [ "$1" = "$2" ] || fail "$3 is \"$2\", not \"$1\""; }
has() { [[ $2 == *"$1"* ]] || fail "$3 does not have \"$1\": $2"; }

lints() {
  .venv/bin/hadolint Dockerfile
  .venv/bin/check-jsonschema --builtin-schema vendor.compose-spec compose.yaml >"$out/lint.log" || fail "$(cat "$out/lint.log")"
  .venv/bin/check-jsonschema --builtin-schema vendor.github-workflows docs/examples/github/*.yaml >"$out/lint.log" || fail "$(cat "$out/lint.log")"
}

installs() {
  cmake --install build/release --prefix "$out/prefix" >"$out/install.log"
  ! grep -rlF "$PWD" "$out/prefix/lib/cmake" || fail "the CMake package names the folder that it was built in"
  is "$version" "$("$out/prefix/bin/tameshi" --version)" "the installed program's version"
  has "$out/home/.cache/tameshi/keys" "$("${plain[@]}" "$out/prefix/bin/tameshi" keys --count 8)" "the installed program's key pool"
}

builds_the_example() {
  cmake -S docs/examples/cmake -B "$out/example" -G Ninja -DCMAKE_PREFIX_PATH="$out/prefix" >"$out/example.log"
  cmake --build "$out/example" >>"$out/example.log" || fail "the example does not build, see $out/example.log"
  is "9000: the application is there" "$("${plain[@]}" "$out/example/hello_card")" "what the example says"
}

packs() {
  (cd build/release && cpack -B "$out/deb") >"$out/cpack.log" 2>&1 || fail "cpack failed, see $out/cpack.log"
  deb=$(echo "$out"/deb/tameshi_*.deb)
  has "/usr/bin/tameshi" "$(dpkg-deb -c "$deb")" "the Debian package"
  has "libssl3" "$(dpkg-deb -f "$deb" Depends)" "its list of what it depends on"
  has "/usr/lib/cmake/Tameshi/TameshiConfig.cmake" "$(dpkg-deb -c "$out"/deb/libtameshi-dev_*.deb)" "the package libtameshi-dev"
}

as_root() { if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo -n "$@"; fi; }
may_change_roots() { as_root unshare --mount --pid --fork chroot / true 2>/dev/null && command -v debootstrap >/dev/null; }

# Where this machine's apt has Debian 12 from; empty: debootstrap knows one itself.
mirror() {
  # shellcheck disable=SC2016  # apt's own words
  apt-get indextargets --format '$(SITE) $(RELEASE) $(COMPONENT)' 'Created-By: Packages' |
    awk '$2 == "bookworm" && $3 == "main" { print $1; exit }'
}

# A minimal Debian 12, made once and kept as an archive.
clean_debian() {
  local kept=$out/bookworm.tar
  as_root rm -rf "$out/root"
  if [ ! -f "$kept" ]; then
    # shellcheck disable=SC2046  # one word or none
    as_root debootstrap --variant=minbase bookworm "$out/root" $(mirror) >"$out/debootstrap.log" || fail "debootstrap failed, see $out/debootstrap.log"
    as_root tar -C "$out/root" -cf "$kept.new" .
    as_root mv "$kept.new" "$kept"
  else
    mkdir "$out/root"
    as_root tar -C "$out/root" -xf "$kept"
  fi
}

# inside COMMAND: in the clean Debian, whose root takes the place of this machine's: a plain chroot may not make the
# namespaces of a private PC/SC.
inside() { as_root unshare --mount --pid --fork sh -euc "$enter" sh "$out/root" "$1"; }
# shellcheck disable=SC2016  # the inner shell's own words
enter='mount --bind "$1" "$1"
  mount -t proc proc "$1/proc"
  mount --rbind /dev "$1/dev"
  cd "$1"
  pivot_root . mnt
  umount -l mnt
  exec env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 DEBIAN_FRONTEND=noninteractive sh -euc "$2"'

runs_in_a_clean_debian() {
  clean_debian
  as_root cp -L /etc/resolv.conf "$out/root/etc/resolv.conf"
  as_root cp "$deb" "$out/root/tmp/tameshi.deb"
  inside 'apt-get -q update && apt-get -q -y install /tmp/tameshi.deb && useradd -m tester' >"$out/apt.log" 2>&1 ||
    fail "the package does not install into a clean Debian, see $out/apt.log"
  has "${version%% (*}" "$(inside 'tameshi --version')" "the version in a clean Debian"
  has "jpki" "$(inside 'su -l tester -c "tameshi exec -- opensc-tool -n"' 2>&1)" "what OpenSC says in a clean Debian"
  has "2 passed, 0 failed" "$(inside 'su -l tester -c "tameshi run sign-document --subject in-process --subject opensc"' 2>&1)" "a run in a clean Debian"
  has "rsa2048" "$(inside 'su -l tester -c "ls .cache/tameshi/keys"')" "the key pool in a clean Debian"
  as_root cp -r docs/examples/cmake "$out"/deb/libtameshi-dev_*.deb "$out/root/tmp"
  inside 'cd /tmp && apt-get -q -y install --no-install-recommends cmake g++ make ./libtameshi-dev_*.deb && cmake -S cmake -B example && cmake --build example' >"$out/dev.log" 2>&1 ||
    fail "the example does not build in a clean Debian with libtameshi-dev, see $out/dev.log"
  is "9000: the application is there" "$(inside 'su -l tester -c /tmp/example/hello_card')" "what the example says in a clean Debian"
  as_root rm -rf "$out/root"
  echo "check_packages: the Debian packages install and run in a clean Debian 12"
}

runs_unpacked() {
  dpkg-deb -x "$deb" "$out/unpacked"
  has "1 passed, 0 failed" "$("${plain[@]}" "$out/unpacked/usr/bin/tameshi" run sign-document --subject in-process)" "a run of the unpacked program"
  echo "check_packages: NOT TRIED in a clean Debian: nobody may change roots here, or debootstrap is missing; unpacked, it runs with this machine's libraries"
}

version=$(build/bin/tameshi --version)
lints
installs
builds_the_example
packs
if may_change_roots; then runs_in_a_clean_debian; else runs_unpacked; fi
