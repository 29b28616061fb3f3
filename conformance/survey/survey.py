#!/usr/bin/env python3
"""Shows the corpus to programs that other people wrote, and says where they differ and why.

Usage: survey.py TAMESHI [--only WORD]… [--corpus FOLDER] [--write] [--keep-readers]

TAMESHI exports the corpus into build/survey/corpus, unless --corpus names one. --only takes programs whose names have
the word in them. With --write docs/survey.md and docs/survey-cases.md are made; --keep-readers then takes the last
reports of the programs that talk to the card, which need eight minutes. A difference that no row of
explained.yaml is about fails the run, and is told with the command that shows it.
"""

import argparse
import json
import shutil
import subprocess
import sys
from pathlib import Path

import by_compiled
import by_documents
import by_gnutls
import by_nss
import by_openssl
import by_python
import by_readers
import by_servers
from asking import Column, Corpus
from explaining import Row, agrees, explanation, rows
from page import case_page, marks_of, page

ROOT = Path(__file__).resolve().parents[2]
OUT = ROOT / "build/survey"


def exported(tameshi: Path) -> Path:
    """A fresh corpus."""
    folder = OUT / "corpus"
    shutil.rmtree(folder, ignore_errors=True)
    OUT.mkdir(parents=True, exist_ok=True)
    subprocess.run([tameshi, "suite", "export", "--out", folder], check=True, stdout=subprocess.DEVNULL)
    return folder


def all_columns(tameshi: Path, only: list[str]) -> list[Column]:
    """Those whose names were asked for."""
    modules = (by_openssl, by_gnutls, by_nss, by_compiled, by_python, by_documents)
    columns = [column for module in modules for column in module.columns()] + by_servers.columns(tameshi)
    return [column for column in columns if not only or any(word in column.name for word in only)]


def unexplained(corpus: Corpus, columns: list[Column], all_rows: list[Row]) -> list[str]:
    """Each with its command."""
    out = []
    for column in columns:
        for case in corpus.cases:
            said = column.answers.get(case["id"])
            if case["expected"] == "either" or not said or agrees(case, said):
                continue
            if explanation(all_rows, column.name, case) is None:
                due = f"{case['expected']} ({case.get('refusal', '')})"
                out.append(
                    f"{column.name}, {case['id']}: {due}; it {'accepts' if said.accepts else 'refuses'}: {said.words}"
                )
                out.append(f"    {said.command}")
    return out


def idle_rows(columns: list[Column], all_rows: list[Row], marks: dict[tuple[str, str], str]) -> list[str]:
    """Explanations of what nobody does any more."""
    used = set(marks.values())
    names = {column.name for column in columns}
    return [
        f"row {row.number} explains nothing"
        for row in all_rows
        if str(row.number) not in used and names & set(row.programs)
    ]


def main() -> int:
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("tameshi", type=Path)
    words.add_argument("--only", action="append", default=[])
    words.add_argument("--corpus", type=Path)
    words.add_argument("--write", action="store_true")
    words.add_argument("--keep-readers", action="store_true")
    asked = words.parse_args()
    tameshi = asked.tameshi.resolve()
    all_rows = rows(Path(__file__).with_name("explained.yaml"))
    corpus = Corpus.of(asked.corpus or exported(tameshi))
    columns = all_columns(tameshi, asked.only)
    for column in columns:
        column.fill(corpus)
        print(
            f"{column.name} {column.version or 'is not installed: package ' + column.package}: {len(column.answers)}",
            flush=True,
        )
    marks = marks_of(corpus, columns, all_rows)
    told = [{"case": case, "program": program, "mark": mark} for (case, program), mark in marks.items()]
    OUT.mkdir(parents=True, exist_ok=True)
    (OUT / "survey.json").write_text(json.dumps(told, ensure_ascii=False, indent=1), encoding="utf-8")
    if asked.write:
        readers = by_readers.section(tameshi, OUT, asked.keep_readers)
        (ROOT / "docs/survey.md").write_text(page(corpus, columns, all_rows, marks, readers), encoding="utf-8")
        (ROOT / "docs/survey-cases.md").write_text(case_page(corpus, columns, marks), encoding="utf-8")
    wrong = unexplained(corpus, columns, all_rows) + idle_rows(columns, all_rows, marks)
    print("\n".join(wrong) or "every difference has its reason")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
