"""What a program was asked and what it said; how programs of other people are run."""

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from cryptography import x509

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "corpus"))
from verdicts.certificates import issuer_of
from verdicts.folder import Case as Case
from verdicts.folder import Corpus as Corpus
from verdicts.folder import der_of as der_of
from verdicts.folder import root_in

PATIENCE = 60  # seconds for one command
WORKERS = 2


@dataclass
class Said:
    """One program's verdict of one case."""

    accepts: bool
    words: str  # its own, one line
    command: str  # without our harness, in the corpus folder; empty: there is no single one


# None: it cannot be asked this.
Asked = Callable[[Corpus, Case], Said | None]


@dataclass
class Column:
    """A program, in one way of asking it."""

    name: str
    package: str  # Debian's, or Python's
    version: str  # empty: it is not installed
    how: str  # what it is told
    ask: Asked | None = None  # case by case
    ask_all: Callable[[Corpus], dict[str, Said]] | None = None  # in one process
    answers: dict[str, Said] = field(default_factory=dict)  # by case

    def fill(self, corpus: Corpus) -> None:
        """Asks everything that it can be asked."""
        if not self.version:
            return
        if self.ask_all:
            self.answers = self.ask_all(corpus)
        if self.ask:
            ask = self.ask
            with ThreadPoolExecutor(WORKERS) as pool:
                said = pool.map(lambda case: ask(corpus, case), corpus.cases)
                self.answers = {case["id"]: one for case, one in zip(corpus.cases, said, strict=True) if one}


def is_about(case: Case, *layers: str) -> bool:
    """Whether the verdict hangs upon these layers alone: it is accepted, or refused in one of them."""
    return bool(case["expected"] == "accept" or (case["expected"] == "reject" and case["layer"] in layers))


# Without the wrapper, whose semaphores of two runs side by side get into each other's way.
FAKETIME = next(iter(sorted(Path("/usr/lib").glob("*/faketime/libfaketime.so.1"))), Path("libfaketime.so.1"))


def at_that_time(case: Case) -> list[str]:
    """What goes before a program that knows no time but the machine's; the clock stands still."""
    return ["env", f"LD_PRELOAD={FAKETIME}", f"FAKETIME={at_utc(case, '%Y-%m-%d %H:%M:%S')}"]


def at_utc(case: Case, shape: str) -> str:
    """The instant of the verification, as strftime has it."""
    return datetime.fromisoformat(case["at"]).astimezone(UTC).strftime(shape)


def issuer_path(corpus: Corpus, case: Case) -> str:
    """The root that issued the certificate; the newest where none did."""
    try:
        found = issuer_of(x509.load_der_x509_certificate(corpus.certificate_of(case) or b""), corpus.roots_of(case))
    except ValueError:
        found = ""
    same = [path for path in case["trusted"] if root_in(corpus.folder / path) == found]
    return str((same or case["trusted"])[-1])


def seconds(case: Case) -> str:
    """The same since 1970."""
    return str(int(datetime.fromisoformat(case["at"]).timestamp()))


def quoted(words: Iterable[str | Path]) -> str:
    """As one types it."""
    return shlex.join(str(word) for word in words)


def run(words: list[str], folder: Path, patience: int = PATIENCE) -> tuple[int, str]:
    """Exit code and everything that it printed; a program that hangs is killed and says so."""
    surroundings = {**os.environ, "LC_ALL": "C.UTF-8", "TZ": "UTC"}
    try:
        done = subprocess.run(
            words,
            check=False,
            cwd=folder,
            capture_output=True,
            timeout=patience,
            env=surroundings,
            stdin=subprocess.DEVNULL,
        )
    except subprocess.TimeoutExpired:
        return 124, f"no answer within {patience} seconds"
    return done.returncode, (done.stdout + done.stderr).decode("utf-8", "replace")


def version_of(words: list[str], pattern: str) -> str:
    """What the program says of itself; empty when it is not there."""
    try:
        _, text = run(words, Path.cwd())
    except FileNotFoundError:
        return ""
    found = re.search(pattern, text)
    return found.group(1) if found else ""
