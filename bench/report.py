#!/usr/bin/env python3
"""Runs every benchmark, writes build/bench.json and the table in docs/performance.md.

Usage: bench/report.py FOLDER_OF_BENCHMARKS     the compiled ones; those in Python (bench/*_bench.py) run in .venv

Each benchmark prints one JSON object per line: name, ours, unit, peer, peer-value, wanted (the least ratio, or the
least rate where there is no peer).
"""

import json
import platform
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
BEGIN = "<!-- table: make bench -->"
END = "<!-- end of table -->"

Row = dict[str, Any]


def measure(folder: Path) -> list[Row]:
    rows: list[Row] = []
    compiled = [[program] for program in sorted(folder.glob("*_bench"))]
    scripts = [[ROOT / ".venv/bin/python", script] for script in sorted((ROOT / "bench").glob("*_bench.py"))]
    for command in compiled + scripts:
        print(f"running {command[-1].name}", flush=True)
        output = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
        rows += [json.loads(line) for line in output.splitlines()]
    return rows


def ratio(row: Row) -> float | None:
    return row["ours"] / row["peer-value"] if row["peer-value"] else None


def reached(row: Row) -> bool:
    value = ratio(row)
    return bool((row["ours"] if value is None else value) >= row["wanted"])


def number(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.2f}"


def table(rows: list[Row]) -> list[str]:
    lines = ["| what | ours | measured beside | its figure | ratio | wanted |", "| --- | --- | --- | --- | --- | --- |"]
    for row in rows:
        value = ratio(row)
        lines.append(
            f"| {row['name']} | {number(row['ours'])}{row['unit']} | {row['peer'] or '–'} "
            f"| {number(row['peer-value']) + row['unit'] if row['peer-value'] else '–'} "
            f"| {'–' if value is None else f'{value:.2f}'} "
            f"| {number(row['wanted'])}{'' if value is not None else row['unit']} |"
        )
    return lines


def rewrite(document: Path, lines: list[str]) -> None:
    text = document.read_text(encoding="utf-8")
    before, rest = text.split(BEGIN)
    after = rest.split(END)[1]
    document.write_text(f"{before}{BEGIN}\n\n" + "\n".join(lines) + f"\n\n{END}{after}", encoding="utf-8")


def main() -> int:
    rows = measure(Path(sys.argv[1]))
    (ROOT / "build/bench.json").write_text(
        json.dumps({"machine": platform.machine(), "rows": rows}, indent=2) + "\n", encoding="utf-8"
    )
    lines = table(rows)
    rewrite(ROOT / "docs/performance.md", lines)
    print("\n".join(lines))
    for row in rows:
        if not reached(row):
            print(f"below what is wanted: {row['name']}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
