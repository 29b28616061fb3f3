"""docs/survey.md and docs/survey-cases.md."""

from collections import Counter, defaultdict
from collections.abc import Iterable

from asking import Case, Column, Corpus
from explaining import Row, agrees, explanation

GROUPS = {
    "certificate": "certificates that must be refused",
    "status": "revocation that must be seen",
    "document": "documents that must be refused",
    "": "what must be accepted",
}
STANCES = {
    "bug": "Against what a verifier must do",
    "lenient": "Takes what issuers must not make",
    "strict": "Refuses what may be taken",
    "not-told": "A question of JPKI that it was not asked",
    "not-its-task": "By its documentation",
}
HEAD = """\
# What the programs of the world make of it

Made by `make survey`: the [corpus](corpus.md), shown to programs that were there before us, each asked what it can be
asked. That most of them differ somewhere is no shame: they know no JPKI. It is a list of what a relying party has to do
itself when it builds upon one of them. Every difference has its reason below, with a source; `make survey` fails on one
that has none. Case by case: [survey-cases.md](survey-cases.md).

## Who was asked
"""
WHY = """\
## Why they differ

The commands are run in the corpus's folder (`build/survey/corpus` after `make survey`) and need none of our code, but
for the TLS servers, which somebody with a card must visit.
"""
CASES = """\
# Every case and every program

Made by `make survey`. ✓: thinks as the corpus; a number: why not, in [survey.md](survey.md); nothing: it cannot be
asked. The second column is why the corpus refuses; empty: it accepts. What may be either is not here.
"""
Marks = dict[tuple[str, str], str]  # case and program


def marks_of(corpus: Corpus, columns: list[Column], rows: list[Row]) -> Marks:
    """✓ thinks alike, a number: explained so, ✗ not explained; nothing: it cannot be asked."""
    out = {}
    for case in corpus.cases:
        for column in columns:
            said = column.answers.get(case["id"])
            if said and case["expected"] != "either":
                row = None if agrees(case, said) else explanation(rows, column.name, case)
                out[case["id"], column.name] = "✓" if agrees(case, said) else str(row.number) if row else "✗"
    return out


def table(head: Iterable[str], lines: Iterable[Iterable[str]]) -> list[str]:
    """Markdown."""
    names = list(head)
    return [f"| {' | '.join(names)} |", f"|{' --- |' * len(names)}", *(f"| {' | '.join(line)} |" for line in lines), ""]


def programs(columns: list[Column]) -> list[str]:
    """Who was asked."""
    lines = []
    for one in columns:
        known = one.version or f"not installed (package {one.package})"
        lines.append([one.name, known, one.how, str(len(one.answers)) if one.version else ""])
    return table(["program", "version", "told", "cases"], lines)


def summary(corpus: Corpus, columns: list[Column], marks: Marks) -> list[str]:
    """Alike of those asked, by group."""
    lines = []
    for one in columns:
        count: dict[str, Counter[bool]] = defaultdict(Counter)
        for case in corpus.cases:
            mark = marks.get((case["id"], one.name))
            if mark:
                count[case.get("layer", "")][mark == "✓"] += 1
        cells = [f"{count[group][True]} of {count[group].total()}" if group in count else "" for group in GROUPS]
        lines.append([one.name, *cells])
    return table(["program", *GROUPS.values()], lines)


def explained(corpus: Corpus, columns: list[Column], rows: list[Row], marks: Marks) -> list[str]:
    """Each row with how often it was needed, and a command for one program of each."""
    by_name = {one.name: one for one in columns}
    cases = {case["id"]: case for case in corpus.cases}
    used: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for (case, program), mark in marks.items():
        if mark.isdigit():
            used[int(mark)].append((case, program))
    out: list[str] = []
    for stance, title in STANCES.items():
        those = [row for row in rows if row.stance == stance and used[row.number]]
        out += [f"### {title}", ""] if those else []
        for row in those:
            count = Counter(program for _, program in used[row.number])
            told = ", ".join(f"{program} ({number})" for program, number in count.items())
            out += [f"**{row.number}.** {row.because} *{row.source}.* {told}.", ""]
            case, program = next((one for one in used[row.number] if by_name[one[1]].answers[one[0]].command), ("", ""))
            if case:
                said = by_name[program].answers[case]
                out += [f"{cases[case]['title']} {program}: {said.words or 'accepted'}", ""]
                out += ["```sh no-test", said.command, "```", ""]
    return out


def page(corpus: Corpus, columns: list[Column], rows: list[Row], marks: Marks, readers: list[str]) -> str:
    """docs/survey.md."""
    many = [*programs(columns), "## How many think alike", "", *summary(corpus, columns, marks)]
    text = "\n".join([HEAD, *many, WHY, *explained(corpus, columns, rows, marks), *readers])
    return text.rstrip("\n") + "\n"


def line_of(case: Case, columns: list[Column], marks: Marks) -> list[str]:
    """One case."""
    return [f"`{case['id']}`", case.get("refusal", ""), *(marks.get((case["id"], one.name), "") for one in columns)]


def case_page(corpus: Corpus, columns: list[Column], marks: Marks) -> str:
    """docs/survey-cases.md."""
    certain = [case for case in corpus.cases if case["expected"] != "either"]
    lines = [line_of(case, columns, marks) for case in certain]
    asked = [line for line in lines if any(line[2:])]
    return "\n".join([CASES, *table(["case", "refused as", *(one.name for one in columns)], asked)])
