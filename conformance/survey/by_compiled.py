"""Verifiers that a program of some lines stands before: Go's crypto/x509, Java's PKIX. One process for all cases."""

import shutil
from pathlib import Path

from asking import Case, Column, Corpus, Said, is_about, quoted, run, seconds, version_of

HERE = Path(__file__).resolve().parent


def row(corpus: Corpus, case: Case, with_answers: bool) -> list[str]:
    """As verify.go and Verify.java read it."""
    by_list = case["revocation"] == "crl" and "list" in case
    answer = case["ocsp"][0]["response"] if with_answers and "ocsp" in case and not by_list else "-"
    policies = ",".join(corpus.policies[case["kind"]])
    given = [case["list"] if by_list else "-", answer, policies]
    return [case["id"], case["certificate"], ",".join(case["trusted"]), seconds(case), case["kind"], *given]


def can_ask(case: Case, with_answers: bool) -> bool:
    """Path and list, and the answer where the program looks at answers."""
    has_status = (case["revocation"] == "crl" and "list" in case) or (with_answers and "ocsp" in case)
    return "certificate" in case and is_about(case, *(["certificate", "status"] if has_status else ["certificate"]))


def answers_of(corpus: Corpus, program: list[str], name: str, with_answers: bool) -> dict[str, Said]:
    """Asks it once about all rows, and gives for each the command about that row alone."""
    rows = {case["id"]: row(corpus, case, with_answers) for case in corpus.cases if can_ask(case, with_answers)}
    file = corpus.folder / "joined" / f"{name}.tsv"
    file.parent.mkdir(exist_ok=True)
    file.write_text("".join("\t".join(one) + "\n" for one in rows.values()), encoding="utf-8")
    code, text = run([*program, str(file.relative_to(corpus.folder))], corpus.folder)
    if code != 0:
        raise RuntimeError(f"{name} stopped: {text[-500:]}")
    out = {}
    for line in text.splitlines():
        case, verdict, *why = line.split("\t")
        if case in rows:
            out[case] = Said(verdict == "accepts", (why or [""])[0][:120], typed(program, name, case))
    return out


def typed(program: list[str], name: str, case: str) -> str:
    """Its row alone."""
    return f"grep '^{case}[[:space:]]' joined/{name}.tsv > joined/one.tsv && {quoted(program)} joined/one.tsv"


def go_program(corpus: Corpus) -> list[str]:
    """Built from the one file."""
    to = corpus.folder / "joined" / "verify-go"
    to.parent.mkdir(exist_ok=True)
    code, text = run(["go", "build", "-o", str(to), str(HERE / "verify.go")], HERE)
    if code != 0:
        raise RuntimeError(f"go build: {text[-500:]}")
    return ["joined/verify-go"]


def java_program(corpus: Corpus) -> list[str]:
    """Its source is compiled as it starts."""
    shutil.copy(HERE / "Verify.java", corpus.folder / "joined" / "Verify.java")
    return ["java", "joined/Verify.java"]


def columns() -> list[Column]:
    """Both."""
    go, java = version_of(["go", "version"], r"go(\d\S*)"), version_of(["java", "-version"], r'version "(\S+)"')
    return [
        Column(
            "Go crypto/x509", "golang-go", go, "roots, time, usage, list",
            ask_all=lambda corpus: answers_of(corpus, go_program(corpus), "go", with_answers=False),
        ),
        Column(
            "Java PKIX", "default-jdk-headless", java, "roots, time, policies, usage, list or answer",
            ask_all=lambda corpus: answers_of(corpus, java_program(corpus), "java", with_answers=True),
        ),
    ]  # fmt: skip
