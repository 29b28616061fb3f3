"""Which row of explained.yaml says why a program thinks otherwise."""

from dataclasses import dataclass, field
from fnmatch import fnmatch
from pathlib import Path

import yaml
from asking import Case, Said

STANCES = ("not-told", "lenient", "strict", "not-its-task", "bug")


@dataclass
class Row:
    """One explanation."""

    number: int
    because: str
    stance: str
    source: str
    programs: list[str]
    refusals: list[str]
    cases: list[str] = field(default_factory=lambda: ["*"])

    def fits(self, program: str, case: Case) -> bool:
        """Whether it is about this disagreement."""
        end = str(case["case"]).rsplit(".", 1)[-1]
        refusal: str = case.get("refusal", "accepted")
        known = program in self.programs and refusal in self.refusals
        return known and any(fnmatch(end, pattern) for pattern in self.cases)


def rows(path: Path) -> list[Row]:
    """All of them, numbered from 1. KeyError and ValueError name a slip in the file."""
    found = yaml.safe_load(path.read_text(encoding="utf-8"))["explained"]
    out = [Row(number, **row) for number, row in enumerate(found, 1)]
    for row in out:
        if row.stance not in STANCES:
            raise ValueError(f"{path}: row {row.number}: no stance {row.stance}")
    return out


def agrees(case: Case, said: Said) -> bool:
    """Program and corpus."""
    expected: str = case["expected"]
    return said.accepts == (expected == "accept")


def explanation(all_rows: list[Row], program: str, case: Case) -> Row | None:
    """The first that fits."""
    return next((row for row in all_rows if row.fits(program, case)), None)
