"""Programs that talk to the card: the suite `reader` with each, by PC/SC."""

import json
from collections import Counter, defaultdict
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from asking import run

SUBJECTS = ("opensc", "opensc-pkcs11", "p11tool")


def standing(tameshi: Path, subject: str, out: Path, keep: bool) -> tuple[str, dict[str, Counter[str]]]:
    """Its version, and by rule how many cases passed, failed and did not apply. `keep`: as they did last time."""
    report = out / f"report-{subject}"
    if not (keep and (report / "report.json").exists()):
        words = [str(tameshi), "conform", "--suite", "reader", "--subject", subject, "--report", str(report)]
        run(words, out, patience=1800)
    runs = json.loads((report / "report.json").read_text(encoding="utf-8"))["runs"]
    count: dict[str, Counter[str]] = defaultdict(Counter)
    for one in runs:
        count[one["case"]["rule"]][one["verdict"]] += 1
    version = next((one["subject-version"] for one in runs if one["subject-version"]), "not installed")
    return version, count


def cell(count: Counter[str]) -> str:
    """ "3 of 4", or nothing where the rule does not apply."""
    asked = count.total() - count["skip"]
    return f"{count['pass']} of {asked}" if asked else ""


def section(tameshi: Path, out: Path, keep: bool) -> list[str]:
    """For docs/survey.md."""
    with ThreadPoolExecutor(len(SUBJECTS)) as pool:  # they wait for cards most of the time
        found = dict(
            zip(SUBJECTS, pool.map(lambda subject: standing(tameshi, subject, out, keep), SUBJECTS), strict=True)
        )
    rules = sorted({rule for _, counts in found.values() for rule in counts})
    lines = [
        "## Programs that talk to the card",
        "",
        "The suite `reader` ([requirements.md](requirements.md)) through a private PC/SC; how many cases of each rule",
        "passed. Each failure can be played again: `tameshi conform --suite reader --subject opensc`.",
        "",
        "| rule | " + " | ".join(f"{subject} ({version})" for subject, (version, _) in found.items()) + " |",
        "|" + " --- |" * (len(found) + 1),
    ]
    for rule in rules:
        lines.append(f"| {rule} | " + " | ".join(cell(counts[rule]) for _, counts in found.values()) + " |")
    return [*lines, ""]
