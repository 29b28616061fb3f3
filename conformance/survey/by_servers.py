"""TLS servers that ask for the customer's certificate.

Each deviation of the corpus is on a card, with which somebody logs in; and to those that ask J-LIS, it lies. Played by
`tameshi conform` with a suite that is made here from the corpus.
"""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml
from asking import Case, Column, Corpus, Said, run, version_of

KINDS = ("chain", "time", "profile", "encoding", "signature")
GIVEN = {"clock": "2026-04-01T09:00:00+09:00", "card": {"of": "hanako"}}


def is_certificate(case: Case) -> bool:
    """Of a deviating authentication certificate."""
    _, topic, kind = str(case["case"]).split(".")[:3]
    certain = case["expected"] != "either"
    return certain and (
        (topic in KINDS and kind == "authentication") or (topic == "odd" and kind == "authentication-odd")
    )


def is_answer(case: Case) -> bool:
    """Of a responder's lie."""
    return str(case["case"]).startswith(("rp.ocsp.log-in-refused.", "rp.ocsp.log-in-taken."))


def newest(cases: list[Case]) -> dict[str, Case]:
    """Of a case's several verifications the one that is about it: the last that is refused, or the last."""
    out: dict[str, Case] = {}
    for case in cases:
        name = case["case"]
        if name not in out or case["expected"] == "reject" or out[name]["expected"] != "reject":
            out[name] = case
    return out


def scenario(case: Case) -> dict[str, object]:
    """A log-in with it."""
    end = str(case["case"]).rsplit(".", 1)[-1]
    wanted = "accepted" if case["expected"] == "accept" else "rejected"
    log_in = {"subject": "log-in", "with": {"pin": "right"}, "expect": {"outcome": wanted}}
    lies = is_answer(case)
    steps = [{"j-lis": "lie", "with": {"ocsp": end}}, log_in] if lies else [log_in]
    given = GIVEN if lies else {**GIVEN, "certificate": end}
    known = {
        "title": case["title"],
        "case": "tls." + case["case"],
        "rule": case["rule"],
        "level": "must",
        "why": "as there",
    }
    return {**known, "given": given, "steps": steps}


def make_suite(corpus: Corpus, with_answers: bool) -> tuple[Path, dict[str, Case]]:
    """A folder of scenarios, and the corpus's cases by their names."""
    wanted = [case for case in corpus.cases if is_certificate(case) or (with_answers and is_answer(case))]
    cases = newest(wanted)
    folder = (corpus.folder / "joined" / ("tls-asking" if with_answers else "tls")).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    for name, case in cases.items():
        text = yaml.safe_dump(scenario(case), allow_unicode=True, sort_keys=False)
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return folder, {"tls." + name: case for name, case in cases.items()}


def outcome_of(one: dict[str, Any]) -> str:
    """Of the log-in; "unclear" where no TLS client sends such a certificate."""
    checks = [check for step in one["steps"] for check in step["checks"] if check["question"] == "outcome"]
    return str(checks[-1]["actual"]) if checks else one["verdict"]


def asker(tameshi: Path, subject: str, with_answers: bool) -> Callable[[Corpus], dict[str, Said]]:
    """Plays the suite with a subject of ours."""

    def ask(corpus: Corpus) -> dict[str, Said]:
        suite, cases = make_suite(corpus, with_answers)
        report = corpus.folder / "joined" / f"report-{subject}"
        words = [
            str(tameshi),
            "conform",
            "--suite",
            str(suite),
            "--subject",
            subject,
            "--report",
            str(report.resolve()),
        ]
        run(words, corpus.folder, patience=1200)
        runs = json.loads((report / "report.json").read_text(encoding="utf-8"))["runs"]
        out = {}
        for one in runs:
            name = one["case"]["id"]
            outcome = outcome_of(one)
            if outcome in ("accepted", "rejected"):
                typed = f"tameshi conform --suite joined/{suite.name} --subject {subject} --case {name}"
                out[cases[name]["id"]] = Said(outcome == "accepted", outcome, typed)
        return out

    return ask


def columns(tameshi: Path) -> list[Column]:
    """Three."""
    versions = {
        "nginx": version_of(["sh", "-c", "PATH=$PATH:/usr/sbin nginx -v"], r"nginx/(\S+)"),
        "apache": version_of(["sh", "-c", "PATH=$PATH:/usr/sbin apache2 -v"], r"Apache/(\S+)"),
        "haproxy": version_of(["sh", "-c", "PATH=$PATH:/usr/sbin haproxy -v"], r"version (\S+)"),
    }
    asks = {"nginx": True, "apache": True, "haproxy": False}
    told = {True: "roots; asks our responder", False: "roots"}
    packages = {"nginx": "nginx-light", "apache": "apache2", "haproxy": "haproxy"}
    return [
        Column(name, packages[name], version, told[asks[name]], ask_all=asker(tameshi, name, asks[name]))
        for name, version in versions.items()
    ]
