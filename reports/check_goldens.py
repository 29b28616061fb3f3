#!/usr/bin/env python3
"""A second opinion on reports/golden/, by parsers that are not ours.

JUnit is read by expat, report.json is checked by jsonschema where that is installed, each line of the journal is
JSON, and the pages are walked with Python's HTML parser: every tag closed, every header cell with its scope, nothing
loaded from elsewhere.
"""

import json
import sys
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

try:
    import jsonschema
except ImportError:
    jsonschema = None

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
    if jsonschema is None:
        return
    schema = json.loads((ROOM / "report.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    for error in jsonschema.Draft202012Validator(schema).iter_errors(report):
        yield f"{error.json_path}: {error.message}"


def journal_mistakes(path: Path) -> Iterator[str]:
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not {"run", "number"} & json.loads(line).keys():
            yield f"line {number}: neither a run's header nor an event"


CHECKS = {
    "report.html": page_mistakes,
    "junit.xml": junit_mistakes,
    "report.json": json_mistakes,
    "journal.jsonl": journal_mistakes,
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
    if jsonschema is None:
        print("jsonschema is not installed: report.json was only parsed", file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
