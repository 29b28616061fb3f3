#!/usr/bin/env python3
"""Gives the reference subjects each bug of mutants.cases.yaml in turn and sees which cases catch it.

Usage: run_mutants.py PROGRAM [--quick] [--only MUTANT]… [--write] [--keys FOLDER]

PROGRAM is that of the preset "mutants". Without --quick all that its topics have is played for each: the table is
printed, and kept in build/mutants.json. --write puts the cases that tell the most of a mutant into mutants.cases.yaml,
and the table of all into docs/mutants.md. With --quick only those cases are played, and each must catch its mutant and
pass without it. A mutant that survives fails, and so does a name that stands in one of file and sources and not in
the other, and a case that catches nothing of which idle.cases.yaml does not say why it is there.
"""

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[2]
TABLE = ROOT / "conformance/suites/mutants.cases.yaml"
IDLE = ROOT / "conformance/suites/idle.cases.yaml"
PAGE = ROOT / "docs/mutants.md"
SUBJECTS = {"reader": "in-process", "relying-party": "platform"}
MOST_NAMED = 3
# Which topics of the suite a bug at that place can show in; without one, all.
LIFE = ["rp.life"]
TOPICS = {
    "": [],
    "certificates": [
        "rp.chain",
        "rp.time",
        "rp.profile",
        "rp.contents",
        "rp.encoding",
        "rp.signature",
        "rp.odd",
        *LIFE,
    ],
    "ocsp": ["rp.ocsp.submit-refused", "rp.ocsp.revoked-stays", *LIFE],
    "lists": ["rp.crl.first-refused", "rp.crl.submit-refused", "rp.crl.revoked-stays", *LIFE],
    "honest": [
        "rp.ocsp.submit-taken",
        "rp.ocsp.revoked-stays-told",
        "rp.crl.submit-taken",
        "rp.crl.revoked-stays-told",
    ],
    "wire": ["rp.wire-ocsp", "rp.wire-crl"],
    "revocation": ["rp.ocsp.revoked-stays", "rp.crl.submit-refused", "rp.ocsp.submit-refused", *LIFE],
    "signatures": ["rp.signatures", "rp.authentication"],
    "customers": ["rp.authentication", "rp.four-info", *LIFE],
}
SWITCH = re.compile(r'mutant\("([a-z0-9-]+)"\)')


@dataclass
class Program:
    path: str
    keys: str  # folder of the pool: a mutant must be caught with any


@dataclass
class Mutant:
    name: str
    suite: str
    says: str
    at: str
    caught_by: list[str]
    caught: dict[str, str] = field(default_factory=dict)  # case → rule
    trouble: str = ""


@dataclass
class Case:
    rule: str
    level: str


def mutants() -> list[Mutant]:
    table = yaml.safe_load(TABLE.read_text(encoding="utf-8"))
    return [
        Mutant(row["mutant"], suite, row["says"], row.get("at", ""), row.get("caught-by", []))
        for suite, rows in table.items()
        for row in rows
    ]


def check_names(all_mutants: list[Mutant]) -> None:
    """Each name stands in the file once, and in the sources at least once."""
    listed = Counter(one.name for one in all_mutants)
    files = subprocess.run(
        [ROOT / "base/tools/files.sh", "*.cpp"], check=True, capture_output=True, text=True
    ).stdout.splitlines()
    used = {name for path in files for name in SWITCH.findall((ROOT / path).read_text(encoding="utf-8"))}
    wrong = [f"{name} stands there {count} times" for name, count in listed.items() if count > 1]
    wrong += [f"{name} has no switch" for name in sorted(set(listed) - used)]
    wrong += [f"{name} is in the sources and not in {TABLE.name}" for name in sorted(used - set(listed))]
    if wrong:
        sys.exit("\n".join(wrong))


def play(program: Program, suite: str, mutant: str, cases: list[str]) -> tuple[dict[str, str], dict[str, Case], str]:
    """The cases that did not pass, by name and rule; all that applied; what went wrong with the program itself."""
    with tempfile.TemporaryDirectory() as folder:
        command: list[str | Path] = [program.path, "conform", "--suite", suite, "--subject", SUBJECTS[suite]]
        command += ["--keys", program.keys]
        command += ["--report", folder] + [word for name in cases for word in ("--case", name)]
        done = subprocess.run(
            command, check=False, capture_output=True, text=True, cwd=ROOT, env={**os.environ, "TAMESHI_MUTANT": mutant}
        )
        report = Path(folder) / "report.json"
        if not report.exists():
            return {}, {}, done.stderr.strip()[-400:] or f"exit {done.returncode}"
        runs = json.loads(report.read_text(encoding="utf-8"))["runs"]
    failed = {run["case"]["id"]: run["case"]["rule"] for run in runs if run["verdict"] in ("fail", "error")}
    known = {
        run["case"]["id"]: Case(run["case"]["rule"], run["case"]["level"]) for run in runs if run["verdict"] != "skip"
    }
    return failed, known, ""


def try_all(program: Program, some: list[Mutant], quick: bool) -> None:
    def try_one(one: Mutant) -> None:
        one.caught, _, one.trouble = play(program, one.suite, one.name, one.caught_by if quick else TOPICS[one.at])
        print(f"{one.name}: {len(one.caught) or one.trouble or 'SURVIVES'}", flush=True)

    with ThreadPoolExecutor(2) as workers:
        list(workers.map(try_one, some))


def healthy(program: Program, some: list[Mutant], quick: bool) -> dict[str, dict[str, Case]]:
    """Without a bug every case passes; by suite, those that there are."""
    out = {}
    for suite in sorted({one.suite for one in some}):
        cases = sorted({name for one in some if one.suite == suite for name in one.caught_by}) if quick else []
        failed, out[suite], trouble = play(program, suite, "", cases)
        if failed or trouble:
            sys.exit(f"{suite} fails without a mutant: {trouble or ', '.join(sorted(failed)[:10])}")
    return out


def first_named(one: Mutant, weight: Counter[str]) -> list[str]:
    """Those that catch the fewest others tell the most of this one."""
    return sorted(one.caught, key=lambda name: (weight[name], name))[:MOST_NAMED]


ROW = re.compile(r"  - \{ mutant: ([a-z0-9-]+),( at: [a-z]+,)? says: (\".*?\")(, caught-by: .*)? \}$")


def write_table(some: list[Mutant]) -> None:
    weight: Counter[str] = Counter(name for one in some for name in one.caught)
    by_name = {one.name: one for one in some}
    lines = []
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        found = ROW.match(line)
        if found and found.group(1) in by_name and (names := first_named(by_name[found.group(1)], weight)):
            name, where, says = found.group(1), found.group(2) or "", found.group(3)
            line = f"  - {{ mutant: {name},{where} says: {says}, caught-by: [{', '.join(names)}] }}"
        lines.append(line)
    TABLE.write_text("\n".join(lines) + "\n", encoding="utf-8")


def write_page(some: list[Mutant], known: dict[str, dict[str, Case]], idle: list[str]) -> None:
    weight: Counter[str] = Counter(name for one in some for name in one.caught)
    out = "# Mutants\n\nBugs that real systems have had, given to our reference subjects one at a time, and the cases "
    out += "of the\n[conformance suites](conformance.md) that catch them. Made by `make mutants`.\n"
    for suite in SUBJECTS:
        those = [one for one in some if one.suite == suite]
        if not those:
            continue
        caught = sum(1 for one in those if one.caught)
        out += f"\n## {suite}\n\n{caught} of {len(those)} caught, by {len(known[suite])} cases.\n\n"
        out += "| mutant | the bug | rules | cases | first of them |\n| --- | --- | --- | --- | --- |\n"
        for one in those:
            rules = sorted(set(one.caught.values()))
            shown = ", ".join(rules[:4]) + (" …" if len(rules) > 4 else "")
            names = ", ".join(f"`{name}`" for name in first_named(one, weight)[:1])
            out += f"| {one.name} | {one.says} | {shown} | {len(one.caught)} | {names} |\n"
    if idle:
        out += "\n## Cases that catch none\n" + "\n".join(idle) + "\n"
    PAGE.write_text(out, encoding="utf-8")


def is_below(name: str, prefix: str) -> bool:
    return name == prefix or name.startswith(prefix + ".")


@dataclass
class Idle:
    told: list[str] = field(default_factory=list)  # Markdown
    wrong: list[str] = field(default_factory=list)


def idle_cases(some: list[Mutant], known: dict[str, dict[str, Case]]) -> Idle:
    """Cases that catch nothing, by the reasons of idle.cases.yaml; those that have none, and reasons of nothing."""
    reasons = yaml.safe_load(IDLE.read_text(encoding="utf-8"))
    out = Idle()
    for suite, cases in known.items():
        busy = {name for one in some if one.suite == suite for name in one.caught}
        idle = sorted(set(cases) - busy)
        out.told += [
            f"\n{suite}: {len(cases) - len(idle)} of {len(cases)} cases catch a mutant. Why the others are there:\n"
        ]
        for row in reasons.get(suite, []):
            about = [name for name in idle if any(is_below(name, prefix) for prefix in row["cases"])]
            idle = [name for name in idle if name not in about]
            out.told.append(f"- {len(about)}: {' '.join(row['because'].split())}")
            if not about:
                out.wrong.append(f"{IDLE.name}: a reason for none: {', '.join(row['cases'])}")
        out.wrong += [f"{name} catches nothing and no reason is given" for name in idle]
    return out


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("program")
    words.add_argument("--quick", action="store_true")
    words.add_argument("--only", action="append", default=[])
    words.add_argument("--write", action="store_true")
    words.add_argument("--keys", default=str(ROOT / "build/keys"))
    asked = words.parse_args()
    every = mutants()
    check_names(every)
    some = [one for one in every if not asked.only or one.name in asked.only or one.suite in asked.only]
    if asked.quick and (unnamed := [one.name for one in some if not one.caught_by]):
        sys.exit(f"no case is named for: {', '.join(unnamed)}; run with --write")
    program = Program(asked.program, asked.keys)
    known = healthy(program, some, asked.quick)
    try_all(program, some, asked.quick)
    if not asked.quick:
        told = [{"mutant": one.name, "suite": one.suite, "caught": one.caught, "trouble": one.trouble} for one in some]
        (ROOT / "build/mutants.json").write_text(json.dumps(told, indent=1), encoding="utf-8")
    # Of some mutants only, most cases have nothing to catch.
    idle = Idle() if asked.quick or asked.only else idle_cases(some, known)
    print("\n".join(idle.told))
    if asked.write:
        write_table(some)
        if not asked.only:
            write_page(some, known, idle.told)
    survivors = [one.name for one in some if not one.caught]
    missed = [
        f"{one.name} by {name}" for one in some for name in one.caught_by if asked.quick and name not in one.caught
    ]
    print(f"{len(some) - len(survivors)} of {len(some)} mutants caught")
    if survivors or missed or idle.wrong:
        sys.exit(
            "\n".join(["survivors: " + ", ".join(survivors), *(f"not caught: {one}" for one in missed), *idle.wrong])
        )


if __name__ == "__main__":
    main()
