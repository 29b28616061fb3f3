"""The stubs say what the module has: mypy's stubtest, but for what pybind11's classes are made of."""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

# pybind11's metaclass is no business of a user's, and classes that cannot be made have an __init__ that says so.
OF_PYBIND11 = re.compile(
    r"error: tameshi\._core\.\w+ is inconsistent, metaclass differs"
    r'|error: tameshi\._core\.\w+\.__init__ is inconsistent, stub does not have \*args parameter "args"'
)


def test_stubs_match_the_module() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "mypy.stubtest", "tameshi._core", "--concise", "--ignore-disjoint-bases"],
        cwd=ROOT / "python/tests", capture_output=True, text=True, check=False,
    )  # fmt: skip
    told = done.stdout + done.stderr
    lines = [line for line in told.splitlines() if line.startswith("tameshi") or "error" in line]
    assert "not checking stubs" not in told, told
    assert [line for line in lines if not OF_PYBIND11.search("error: " + line)] == []
