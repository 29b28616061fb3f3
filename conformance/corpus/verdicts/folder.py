"""The files of a corpus, as its README.md says."""

import base64
import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from cryptography import x509

Case = dict[str, Any]


@cache
def root_in(path: Path) -> x509.Certificate:
    """A root to trust."""
    return x509.load_pem_x509_certificate(path.read_bytes())


def der_of(pem: str) -> bytes:
    """What the first armour holds, which may be no certificate."""
    inside = pem.split("-----", 4)[2]
    return base64.b64decode("".join(inside.split()))


@dataclass
class Corpus:
    """A folder and its index."""

    folder: Path
    policies: dict[str, list[str]]
    cases: list[Case]

    @classmethod
    def of(cls, folder: Path) -> "Corpus":
        """Reads index.json."""
        index = json.loads((folder / "index.json").read_text(encoding="utf-8"))
        return cls(folder, index["policies"], index["cases"])

    def bytes_of(self, case: Case, name: str) -> bytes | None:
        """A file that the case names; None when it names none."""
        return (self.folder / case[name]).read_bytes() if name in case else None

    def certificate_of(self, case: Case) -> bytes | None:
        """DER of the signer's, or of what stands in its place."""
        text = self.bytes_of(case, "certificate")
        return None if text is None else der_of(text.decode("ascii"))

    def answers_of(self, case: Case) -> list[tuple[bytes, bytes]]:
        """Requests and responses."""
        return [
            ((self.folder / pair["request"]).read_bytes(), (self.folder / pair["response"]).read_bytes())
            for pair in case.get("ocsp", [])
        ]

    def roots_of(self, case: Case) -> list[x509.Certificate]:
        """To be trusted in this case."""
        return [root_in(self.folder / name) for name in case["trusted"]]
