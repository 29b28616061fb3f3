#!/usr/bin/env python3
"""Who may include whom: the README of a room says it in its `Uses:` line, and third-party headers have one home each.

Also that nothing but the rooms' folders stands at the top of the tree. Prints file:line for every breach.
"""

import fnmatch
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TOP_FOLDERS = set(
    "base simulator fake-jlis conformance scenarios fixtures reports python bench docs .ci .github".split()
)
TESTS = ["*_test.cpp", "*/test_*.hpp", "*_bench.cpp", "base/testing/*"]

# The header, and the files that are its home. Heavy headers cost every file that sees them; handles leak.
HOMES: list[tuple[str, list[str]]] = [
    ("yaml-cpp/*", ["base/yaml_reader.cpp"]),
    ("nlohmann/*", ["*_json.cpp", "*_json.hpp", *TESTS]),
    ("libxml/*", ["base/xml_reader.cpp", "fake-jlis/documents/xml_tree.cpp"]),
    ("sqlite3.h", ["fake-jlis/registry/sqlite_database.cpp", "bench/*"]),
    ("curl/*", ["base/http_client.cpp"]),
    ("jose/*", ["fake-jlis/platform/jwe.cpp", *TESTS]),
    ("zip.h", ["conformance/bundle/archive.cpp"]),
    ("openssl/*", ["base/openssl*", "base/bytes.cpp", *TESTS]),
    ("*winscard.h", ["simulator/transport/*", "bench/*"]),
    ("PCSC/*", ["simulator/transport/*"]),
    ("CLI/*", ["conformance/cli/*"]),
    ("pybind11/*", ["python/*"]),
    ("Python.h", ["python/*"]),
    ("boost/*", [*(f"fake-jlis/http/{name}" for name in ("request_reader.cpp", "server.cpp", "session.hpp")), *TESTS]),
]

INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')


def files(*patterns: str) -> list[str]:
    script = ROOT / "base/tools/files.sh"
    done = subprocess.run([script, *patterns], check=True, capture_output=True, text=True)
    return done.stdout.splitlines()


def rooms() -> dict[str, set[str]]:
    """Each room with the rooms that its `Uses:` line names. The build takes its link edges from the same line."""
    out = {}
    for readme in files("*/README.md"):
        line = re.search(r"^Uses:.*$", (ROOT / readme).read_text(encoding="utf-8"), re.MULTILINE)
        if line:
            out[str(Path(readme).parent)] = set(re.findall(r"`([a-z0-9/-]+)`", line.group()))
    return out


def room_of(path: str, known: dict[str, set[str]]) -> str | None:
    return next((str(p) for p in Path(path).parents if str(p) in known), None)


def includes(path: str) -> Iterator[tuple[int, bool, str]]:
    for number, line in enumerate((ROOT / path).read_text(encoding="utf-8").splitlines(), 1):
        if match := INCLUDE.match(line):
            yield number, match.group(1) == '"', match.group(2)


def breach_of_home(path: str, header: str) -> str | None:
    for pattern, homes in HOMES:
        if fnmatch.fnmatch(header, pattern) and not any(fnmatch.fnmatch(path, home) for home in homes):
            return f"<{header}> belongs only in {', '.join(homes)}"
    return None


def breach_of_arrow(path: str, header: str, known: dict[str, set[str]]) -> str | None:
    here, there = room_of(path, known), room_of(header, known)
    if there is None:
        return f'"{header}" is in no room; write the full path from the root'
    tests_may = {"base"} if any(fnmatch.fnmatch(path, test) for test in TESTS) else set()
    if here is None or there == here or there in known[here] | tests_may:
        return None
    return f'{here} may not use {there}; {here}/README.md says "Uses:" {", ".join(sorted(known[here])) or "nothing"}'


def breaches(known: dict[str, set[str]]) -> Iterator[str]:
    for path in files("*.cpp", "*.hpp"):
        if room_of(path, known) is None:
            yield f"{path}:1: is in no room: a folder above it needs a README.md with a `Uses:` line"
        for line, ours, header in includes(path):
            breach = breach_of_arrow(path, header, known) if ours else breach_of_home(path, header)
            if breach:
                yield f"{path}:{line}: {breach}"
    for room, uses in known.items():
        for other in sorted(uses - known.keys()):
            yield f"{room}/README.md:1: `Uses:` names {other}, which is no room"
    for folder in sorted({path.split("/")[0] for path in files() if "/" in path} - TOP_FOLDERS):
        yield f"{folder}:1: no such folder is planned at the top; see TOP_FOLDERS in base/tools/check_arrows.py"


def main() -> int:
    found = list(breaches(rooms()))
    for breach in found:
        print(breach, file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
