#!/usr/bin/env python3
"""clang-tidy over every file that the build compiles; a file that passed is not looked at again.

Most of clang-tidy's time goes into the headers, so up to BATCH files with the same compiler flags are put into one
text and looked at together; files whose names collide there are looked at apart. Tests are left out: they are half of
the time, and what is wrong with one shows when it runs.

A file is known by what clang-tidy saw of it: its own text, the text of each of our headers that its last compilation
read, .clang-tidy, the compile command and clang-tidy's version. Usage: check_tidy.py [BUILD_FOLDER].

The Python module is compiled in a folder of its own (build/wheel-…), by python/check_package.sh.
"""

import bisect
import hashlib
import json
import re
import shlex
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PASSED = ROOT / "build/tidy-passed"
TOGETHER = ROOT / "build/tidy-together"
BATCH = 8


@dataclass(frozen=True)
class Unit:
    """A file to be looked at, the flags it is compiled with, and the mark of its having passed."""

    flags: tuple[str, ...]
    file: Path
    mark: str


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


def flags_and_object(command: str) -> tuple[tuple[str, ...], str]:
    """The flags without compiler, input and output, and the object file."""
    words = shlex.split(command)
    output = words.index("-o")
    start = next(i for i, word in enumerate(words) if word.startswith("-"))
    kept = [word for i, word in enumerate(words[start:output], start) if word != "-c"]
    return tuple(kept), words[output + 1]


def fingerprint(flags: tuple[str, ...], read: list[Path], common: bytes) -> str:
    digest = hashlib.sha256(common + "\0".join(flags).encode())
    for path in sorted(set(read)):
        digest.update(str(path).encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def unchecked(build: Path, below: Path = ROOT) -> list[Unit]:
    """The files below some folder that have not passed as they are."""
    version = subprocess.run(["clang-tidy", "--version"], check=True, capture_output=True).stdout
    common = version + (ROOT / ".clang-tidy").read_bytes()
    deps = dependencies(build)
    out = {}
    for entry in json.loads((build / "compile_commands.json").read_text()):
        file = Path(entry["file"])
        if not file.is_relative_to(below) or file.is_relative_to(ROOT / "build") or not file.exists():
            continue
        if file.stem.endswith("_test"):
            continue
        flags, output = flags_and_object(entry["command"])
        mark = fingerprint(flags, [file, *deps.get(output, [])], common)
        if not (PASSED / mark).exists():
            out[file] = Unit(flags, file, mark)
    return sorted(out.values(), key=lambda unit: (unit.flags, unit.file))


def batches(units: list[Unit]) -> list[list[Unit]]:
    out = []
    for _, group in groupby(units, key=lambda unit: unit.flags):
        alike = list(group)
        out += [alike[i : i + BATCH] for i in range(0, len(alike), BATCH)]
    return out


class Together:
    """Several files as one text, and the way back from its lines to theirs."""

    def __init__(self, units: list[Unit]) -> None:
        texts = [unit.file.read_text().rstrip("\n") + "\n" for unit in units]
        self.units = units
        self.first_lines = [1]
        for text in texts:
            self.first_lines.append(self.first_lines[-1] + text.count("\n"))
        self.path = TOGETHER / (hashlib.sha256("".join(unit.mark for unit in units).encode()).hexdigest()[:16] + ".cpp")
        self.path.write_text("".join(texts))

    def named(self, output: str) -> str:
        def real(match: re.Match[str]) -> str:
            index = min(bisect.bisect_right(self.first_lines, int(match[1])), len(self.units)) - 1
            return f"{self.units[index].file.relative_to(ROOT)}:{int(match[1]) - self.first_lines[index] + 1}"

        return re.sub(re.escape(str(self.path)) + r":(\d+)", real, output)


def compiles(text: Together) -> bool:
    command = ["clang++", *text.units[0].flags, "-w", "-fsyntax-only", str(text.path)]
    return subprocess.run(command, capture_output=True, check=False, cwd=ROOT).returncode == 0


def findings(units: list[Unit]) -> str:
    """What clang-tidy says of these files; nothing, and they are marked as passed, when it is content."""
    text = Together(units)
    if len(units) > 1 and not compiles(text):
        half = len(units) // 2
        return findings(units[:half]) + findings(units[half:])
    command = ["clang-tidy", "--quiet", str(text.path), "--", *units[0].flags]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    if done.returncode != 0:
        return text.named(done.stdout) or done.stderr
    for unit in units:
        (PASSED / unit.mark).touch()
    return ""


def main() -> int:
    names = sys.argv[1:] or ["build/asan", "build/release"]
    build = next((ROOT / name for name in names if (ROOT / name / "compile_commands.json").exists()), None)
    if build is None:
        print("check_tidy: nothing is configured yet; run `make build` first", file=sys.stderr)
        return 1
    PASSED.mkdir(parents=True, exist_ok=True)
    TOGETHER.mkdir(parents=True, exist_ok=True)
    todo = unchecked(build)
    wheels = sorted(ROOT.glob("build/wheel-*/compile_commands.json"), key=lambda path: path.stat().st_mtime)
    for wheel in wheels[-1:]:
        todo += unchecked(wheel.parent, ROOT / "python")
    with ThreadPoolExecutor(max_workers=2) as pool:
        said = [text for text in pool.map(findings, batches(todo)) if text]
    print("\n".join(said), end="", file=sys.stderr)
    print(f"check_tidy: {len(todo)} files looked at, {len(said) or 'no'} groups of them with findings")
    return 1 if said else 0


if __name__ == "__main__":
    sys.exit(main())
