#!/usr/bin/env python3
"""A second opinion on reports/golden/, by parsers that are not ours.

JUnit is read by expat, report.json is checked by jsonschema, TAP is read by tap.py (with PyYAML for its diagnostics),
annotations are taken apart as GitHub's runner does, each line of the journal is JSON, and the pages are walked with
Python's HTML parser: every tag closed, every header cell with its scope, nothing loaded from elsewhere.
"""

import json
import re
import sys
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import jsonschema
from tap.parser import Parser  # type: ignore[import-untyped]

ROOM = Path(__file__).parent
VOID = {"meta", "rect", "input"}


class Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.mistakes: list[str] = []
        self.tags: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        values = dict(attrs)
        if tag == "th" and "scope" not in values:
            self.mistakes.append(f"line {self.getpos()[0]}: a header cell without scope")
        for name in ("src", "href"):
            if not (values.get(name) or "#").startswith(("#", "data:")):
                self.mistakes.append(f"line {self.getpos()[0]}: {name} leads elsewhere: {values[name]}")
        if any(name.startswith("on") or name == "style" for name in values):
            self.mistakes.append(f"line {self.getpos()[0]}: an attribute that the policy forbids")
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID:
            self.mistakes.append(f"line {self.getpos()[0]}: HTML does not know <{tag}/>")

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.mistakes.append(f"line {self.getpos()[0]}: </{tag}> closes nothing")


def page_mistakes(path: Path) -> Iterator[str]:
    page = Page()
    page.feed(path.read_text(encoding="utf-8"))
    page.close()
    yield from page.mistakes
    yield from (f"<{tag}> is never closed" for tag in page.open)
    yield from (f"there is no <{tag}>" for tag in ("header", "main", "footer", "h1") if tag not in page.tags)


def junit_mistakes(path: Path) -> Iterator[str]:
    root = ElementTree.parse(path).getroot()
    for attribute, element in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        if int(root.get(attribute, -1)) != len(root.findall(f".//testcase/{element}")):
            yield f"{attribute} is not the number of <{element}>"


def json_mistakes(path: Path) -> Iterator[str]:
    report = json.loads(path.read_text(encoding="utf-8"))
    schema = json.loads((ROOM.parent / "docs/schema/report.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    for error in jsonschema.Draft202012Validator(schema).iter_errors(report):
        yield f"{error.json_path}: {error.message}"


def journal_mistakes(path: Path) -> Iterator[str]:
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not {"run", "number"} & json.loads(line).keys():
            yield f"line {number}: neither a run's header nor an event"


def runs_beside(path: Path) -> list[dict[str, str]]:
    beside = path.with_name(path.name.split(".")[0] + ".report.json")
    runs: list[dict[str, str]] = json.loads(beside.read_text(encoding="utf-8"))["runs"]
    return runs


def tap_mistakes(path: Path) -> Iterator[str]:
    runs = runs_beside(path)
    lines = list(Parser().parse_text(path.read_text(encoding="utf-8")))
    points = [line for line in lines if line.category == "test"]
    yield from (f"tap.py does not know: {line}" for line in lines if line.category == "unknown")
    yield from (f"{line.category}: {line.errors}" for line in lines if getattr(line, "errors", None))
    if [line.version for line in lines if line.category == "version"] != [14]:
        yield "not TAP version 14"
    if [line.expected_tests for line in lines if line.category == "plan"] != [len(runs)] or len(points) != len(runs):
        yield "the plan is not the number of runs"
    for point, run in zip(points, runs, strict=False):
        said = {"pass": (True, False, False), "skip": (True, True, False), "waived": (False, False, True)}
        if (point.ok, point.skip, point.todo) != said.get(run["verdict"], (False, False, False)):
            yield f"point {point.number} does not say {run['verdict']}"
        if point.yaml_block is None or point.yaml_block["verdict"] != run["verdict"]:
            yield f"point {point.number} has no diagnostics, or others'"
        elif point.yaml_block["scenario"] != run["scenario"]:
            yield f"point {point.number} names another scenario"


# actions/runner, ActionCommand.cs: "::name key=value,key=value::message".
ANNOTATION = re.compile(r"::(error|warning|notice) ([^:]*)::(.*)")


def annotation_mistakes(path: Path) -> Iterator[str]:
    runs = [run for run in runs_beside(path) if run["verdict"] != "pass"]
    lines = path.read_text(encoding="utf-8").splitlines()
    if len(lines) != len(runs):
        yield f"{len(lines)} annotations for {len(runs)} runs"
    levels = {"fail": "error", "error": "error", "waived": "warning", "skip": "notice"}
    for number, (line, run) in enumerate(zip(lines, runs, strict=False), 1):
        match = ANNOTATION.fullmatch(line)
        if match is None or match.group(1) != levels[run["verdict"]] or not match.group(3):
            yield f"line {number}: no annotation of {run['verdict']}"
            continue
        keys = [pair.partition("=")[0] for pair in match.group(2).split(",")]
        if keys != ["file", "line", "col", "title"]:
            yield f"line {number}: the keys are {keys}"


CHECKS = {
    "report.html": page_mistakes,
    "junit.xml": junit_mistakes,
    "report.json": json_mistakes,
    "journal.jsonl": journal_mistakes,
    "report.tap": tap_mistakes,
    "github.txt": annotation_mistakes,
}


def main() -> int:
    found = 0
    for ending, check in CHECKS.items():
        paths = sorted(ROOM.glob(f"golden/*.{ending}"))
        if not paths:
            print(f"there is no golden of {ending}", file=sys.stderr)
            found += 1
        for path in paths:
            for mistake in check(path):
                print(f"{path.relative_to(ROOM.parent)}: {mistake}", file=sys.stderr)
                found += 1
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
