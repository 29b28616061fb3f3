#!/usr/bin/env python3
"""Runs the commands that the documentation shows, and compares what they print.

Every ```console or ```sh block of README*.md, docs/*.md and conformance/cli/cases/*.md is run from the root with
build/bin on the PATH, unless `no-test` stands behind the language. Lines that begin with "$ " are commands, joined
over a trailing backslash; the lines below one are what it prints: "..." alone stands for any lines, inside a line for
any text, and no lines at all for whatever comes. A command must succeed, or fail where `fails` stands behind the
language. An sh block without "$ " is one script.
"""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 300  # seconds for one command


@dataclass
class Step:
    place: str
    command: str
    fails: bool
    prints: list[str] = field(default_factory=list)


def steps_of_block(file: str, start: int, language: str, fails: bool, lines: list[str]) -> list[Step]:
    if language == "sh" and not any(line.startswith("$ ") for line in lines):
        return [Step(f"{file}:{start}", "\n".join(lines), fails)]
    out: list[Step] = []
    continued = False
    for number, line in enumerate(lines, start):
        if continued:
            out[-1].command += "\n" + line
        elif line.startswith("$ "):
            out.append(Step(f"{file}:{number}", line[2:], fails))
        elif out:
            out[-1].prints.append(line)
            continue
        continued = line.endswith("\\")
    return out


def steps(file: str) -> Iterator[Step]:
    block: list[str] = []
    info: list[str] | None = None
    for number, line in enumerate((ROOT / file).read_text(encoding="utf-8").splitlines(), 1):
        if not line.startswith("```"):
            block.append(line)
        elif info is None:
            info, block = line[3:].split() or [""], []
        else:
            if info[0] in ("console", "sh") and "no-test" not in info:
                yield from steps_of_block(file, number - len(block), info[0], "fails" in info, block)
            info = None


def pattern(lines: list[str]) -> str:
    out = ""
    for line in lines:
        if line.strip() == "...":
            out += r"(?:.*\n)*?"
        else:
            out += ".*".join(re.escape(part) for part in line.split("...")) + r"\n"
    return out


def problem_of(step: Step) -> str | None:
    env = {**os.environ, "PATH": f"{ROOT / 'build/bin'}:{os.environ['PATH']}"}
    try:
        done = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", step.command],
            cwd=ROOT, env=env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            timeout=PATIENCE, text=True, errors="replace", check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return f"has not ended after {PATIENCE} s"
    printed = "".join(line.rstrip() + "\n" for line in done.stdout.splitlines())
    if (done.returncode != 0) != step.fails:
        return f"ended with exit code {done.returncode} and printed:\n{printed}"
    expected = [line.rstrip() for line in step.prints]
    while expected and not expected[-1]:
        expected.pop()
    if expected and not re.fullmatch(pattern(expected), printed):
        return f"printed something else:\n{printed}--- the documentation says:\n" + "\n".join(expected)
    return None


def documents() -> list[str]:
    found = [*ROOT.glob("README*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("conformance/cli/cases/*.md")]
    return sorted(str(path.relative_to(ROOT)) for path in found)


def main() -> int:
    ran = failed = 0
    for file in sys.argv[1:] or documents():
        for step in steps(file):
            ran += 1
            if problem := problem_of(step):
                failed += 1
                print(f"{step.place}: `{step.command}` {problem}", file=sys.stderr)
    print(f"check_docs: {ran} commands, {failed} not as documented")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
