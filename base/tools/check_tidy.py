#!/usr/bin/env python3
"""clang-tidy over every file that the build compiles, two at a time; a file that passed is not looked at again.

Tests are left out: they are half of the time, and what is wrong with one shows when it runs.

A file is known by what clang-tidy saw of it: its own text, the text of each of our headers that its last compilation
read, .clang-tidy, the compile command and clang-tidy's version. Usage: check_tidy.py [BUILD_FOLDER].
"""

import hashlib
import json
import shlex
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PASSED = ROOT / "build/tidy-passed"


def dependencies(build: Path) -> dict[str, list[Path]]:
    """Object file to the files of ours it was compiled from, as Ninja recorded them."""
    out: dict[str, list[Path]] = {}
    current: list[Path] = []
    log = subprocess.run(["ninja", "-C", build, "-t", "deps"], check=True, capture_output=True, text=True).stdout
    for line in log.splitlines():
        if line.startswith("    "):
            path = (build / line.strip()).resolve()
            if path.is_relative_to(ROOT) and path.exists():
                current.append(path)
        elif ": #deps" in line:
            current = out.setdefault(line.split(": #deps")[0], [])
    return out


def object_of(command: str) -> str:
    words = shlex.split(command)
    return words[words.index("-o") + 1]


def fingerprint(command: str, read: list[Path], common: bytes) -> str:
    digest = hashlib.sha256(common + command.encode())
    for path in sorted(set(read)):
        digest.update(str(path).encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def unchecked(build: Path) -> list[tuple[str, str]]:
    """The files that have not passed as they are, each with its fingerprint."""
    version = subprocess.run(["clang-tidy", "--version"], check=True, capture_output=True).stdout
    common = version + (ROOT / ".clang-tidy").read_bytes()
    deps = dependencies(build)
    out = {}
    for entry in json.loads((build / "compile_commands.json").read_text()):
        file = Path(entry["file"])
        if not file.is_relative_to(ROOT) or file.is_relative_to(ROOT / "build") or not file.exists():
            continue
        if file.stem.endswith("_test"):
            continue
        mark = fingerprint(entry["command"], [file, *deps.get(object_of(entry["command"]), [])], common)
        if not (PASSED / mark).exists():
            out[str(file)] = mark
    return sorted(out.items())


def passes(build: Path, file: str, mark: str) -> bool:
    done = subprocess.run(["clang-tidy", "--quiet", "-p", build, file], capture_output=True, text=True, check=False)
    if done.returncode == 0:
        (PASSED / mark).touch()
        return True
    print(done.stdout, file=sys.stderr, flush=True)
    return False


def main() -> int:
    names = sys.argv[1:] or ["build/asan", "build/release"]
    build = next((ROOT / name for name in names if (ROOT / name / "compile_commands.json").exists()), None)
    if build is None:
        print("check_tidy: nothing is configured yet; run `make build` first", file=sys.stderr)
        return 1
    PASSED.mkdir(parents=True, exist_ok=True)
    todo = unchecked(build)
    with ThreadPoolExecutor(max_workers=2) as pool:
        passed = list(pool.map(lambda item: passes(build, *item), todo))
    print(f"check_tidy: {len(todo)} files looked at, {passed.count(False)} with findings")
    return 0 if all(passed) else 1


if __name__ == "__main__":
    sys.exit(main())
