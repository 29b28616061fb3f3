#!/usr/bin/env python3
"""A stranger's opinion of the schemas: check_schema.py.

Every scenario and subject file that is built in must be valid by docs/schema for the jsonschema package, as it is
for `tameshi check`; and of the mistakes that `tameshi check` is tested with (scenario_errors.cases.yaml), those that a
schema can see at all, a wrong or missing key, must be seen.
"""

import json
import re
import sys
from pathlib import Path
from typing import Any

import jsonschema
import yaml

ROOT = Path(__file__).resolve().parents[2]


class Loader(yaml.SafeLoader):  # type: ignore[misc]
    """A date stays the text that somebody wrote: JSON has no dates."""


Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in rows if tag != "tag:yaml.org,2002:timestamp"]
    for first, rows in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def validator(name: str) -> jsonschema.Draft202012Validator:
    schema = json.loads((ROOT / "docs/schema" / name).read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def mistakes(check: jsonschema.Draft202012Validator, text: str) -> list[str]:
    value: Any = yaml.load(text, Loader)
    return [f"{'/'.join(map(str, error.path))}: {error.message[:120]}" for error in check.iter_errors(value)]


def check_files() -> int:
    count = 0
    wrong = []
    found_files = [*(ROOT / "scenarios").rglob("*.yaml"), *(ROOT / "conformance/suites").glob("*/**/*.yaml")]
    found_files.sort()
    scenarios = [path for path in found_files if not path.name.endswith(".part.yaml")]
    for name, files in (
        ("scenario.schema.json", scenarios),
        ("subject.schema.json", sorted((ROOT / "conformance/subjects").glob("*.yaml"))),
    ):
        check = validator(name)
        for path in files:
            if path.name.endswith(".cases.yaml"):
                continue
            found = mistakes(check, path.read_text(encoding="utf-8"))
            wrong += [f"{path.relative_to(ROOT)}: {one}" for one in found]
            count += 1
    assert not wrong, "\n".join(wrong)
    return count


def check_mistakes() -> int:
    """Only a key that does not exist, or that must be there: values may need more than a schema to judge."""
    check = validator("scenario.schema.json")
    cases = yaml.load((ROOT / "conformance/scenario/scenario_errors.cases.yaml").read_text(encoding="utf-8"), Loader)
    seen = 0
    for case in cases:
        if not re.search(r'unknown key|"(title|steps)" is missing|must be a (list|map)', case["says"]):
            continue
        try:
            found = mistakes(check, case["text"])
        except yaml.YAMLError:
            continue
        assert found, f"{case['name']}: the schema takes it; tameshi check says {case['says']}"
        seen += 1
    assert seen >= 5, seen
    return seen


def main() -> int:
    print(f"{check_files()} files valid, {check_mistakes()} mistakes seen")
    return 0


if __name__ == "__main__":
    sys.exit(main())
