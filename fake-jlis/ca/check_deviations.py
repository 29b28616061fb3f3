#!/usr/bin/env python3
"""Strangers' opinions of our certificates: openssl, certtool and pkilint, and a strict reader of our own.

Honest certificates must pass all of them; of each deviation every tool that its row names must say what the row says.
Usage: check_deviations.py TAMESHI [--show]   (--show prints what every tool says of every deviation)
"""

import base64
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import strict_reader
from pkilint import loader, validation
from pkilint.pkix import certificate, extension, name

CLOCK = "2026-04-01T09:00:00+09:00"
POLICIES = {
    "signature": "1.2.392.200149.8.5.1.1.20",
    "signature-mobile": "1.2.392.200149.8.5.1.1.40",
    "signature-next": "1.2.392.200149.8.5.1.1.20",
    "authentication": "1.2.392.200149.8.5.1.3.30",
    "authentication-mobile": "1.2.392.200149.8.5.1.3.50",
    "authentication-next": "1.2.392.200149.8.5.1.3.30",
}
PURPOSES = {"signature": "smimesign", "authentication": "sslclient"}
TOOLS = ("openssl", "pkilint", "certtool", "reader")
# Of pkilint's severities; a NOTICE is that J-LIS's policies point to a practice statement (facts/pki.md §1.4 (3)).
SEVERE = ("WARNING", "ERROR", "FATAL")

Entry = dict[str, Any]


def linter() -> validation.ValidatorContainer:
    return certificate.create_pkix_certificate_validator_container(
        certificate.create_decoding_validators(name.ATTRIBUTE_TYPE_MAPPINGS, extension.EXTENSION_MAPPINGS),
        [
            certificate.create_issuer_validator_container([]),
            certificate.create_validity_validator_container(),
            certificate.create_subject_validator_container([]),
            certificate.create_extensions_validator_container([]),
            certificate.create_spki_validator_container([]),
        ],
    )


def lint(validator: validation.ValidatorContainer, file: Path) -> list[str]:
    """What pkilint finds, as "ERROR pkix.name_empty", in the order of its codes."""
    try:
        root = loader.RFC5280CertificateDocumentLoader().load_der_document(file.read_bytes(), file.name).root
        results = validator.validate(root)
    except Exception as error:  # whatever it throws at wrong bytes is its opinion
        return [f"FATAL {type(error).__name__}"]
    found = [one.finding for result in results for one in result.finding_descriptions]
    return sorted({f"{one.severity.name} {one.code}" for one in found if one.severity.name in SEVERE})


def run(*command: str) -> str:
    done = subprocess.run(command, capture_output=True, text=True, errors="replace", timeout=60, check=False)
    return done.stdout + done.stderr


def armoured(der: bytes) -> str:
    return f"-----BEGIN CERTIFICATE-----\n{base64.encodebytes(der).decode()}-----END CERTIFICATE-----\n"


class Opinions:
    """What each tool says of one certificate of the folder: "OK", or what is wrong."""

    def __init__(self, folder: Path, index: Entry) -> None:
        self.folder = folder
        self.seconds = str(index["seconds"])
        self.validator = linter()
        for kind in PURPOSES:
            roots = [folder / file for file in index["trusted"] if kind in file]
            (folder / f"roots-{kind}.pem").write_text("".join(root.read_text() for root in roots))

    def openssl(self, entry: Entry) -> str:
        kind = entry["kind"]
        pem = self.folder / "one.pem"
        pem.write_text(armoured((self.folder / entry["file"]).read_bytes()))
        words = ["-attime", self.seconds, "-CAfile", str(self.folder / f"roots-{kind}.pem"), "-no-CApath"]
        words += ["-x509_strict", "-auth_level", "2", "-purpose", PURPOSES[kind]]
        words += ["-policy_check", "-explicit_policy", "-policy", POLICIES[entry.get("profile") or kind]]
        if "issuer" in entry:
            words += ["-untrusted", str(self.folder / entry["issuer"])]
        said = run("openssl", "verify", *words, str(pem))
        return "OK" if said.strip() == f"{pem}: OK" else " | ".join(said.splitlines())

    def certtool(self, entry: Entry) -> str:
        said = run("certtool", "--inder", "--certificate-info", "--infile", str(self.folder / entry["file"]))
        return "OK" if "Public Key ID" in said and "rror" not in said else " ".join(said.split())

    def pkilint(self, entry: Entry) -> str:
        return ", ".join(lint(self.validator, self.folder / entry["file"])) or "OK"

    def reader(self, entry: Entry) -> str:
        der = (self.folder / entry["file"]).read_bytes()
        return "; ".join(strict_reader.findings(der, entry["kind"])) or "OK"


def is_as_said(expected: str, said: str) -> bool:
    return said == "OK" if expected == "OK" else expected in said


def wrong_of_honest(entry: Entry, opinions: Opinions) -> Iterator[str]:
    # The reader knows the card of today only.
    for tool in TOOLS[:3] if "profile" in entry else TOOLS:
        said = getattr(opinions, tool)(entry)
        if said != "OK":
            yield f"{entry['file']}, an honest one: {tool} says: {said}"


def wrong_of_deviant(entry: Entry, opinions: Opinions) -> Iterator[str]:
    for tool, expected in entry["seen-by"].items():
        said = getattr(opinions, tool)(entry)
        if not is_as_said(expected, said):
            yield f"{entry['file']}: {tool} should say {expected}, but says: {said}"
    caught = any(expected != "OK" for expected in entry["seen-by"].values())
    if entry["expected"] == "reject" and not caught and "no-tool" not in entry:
        yield f"{entry['file']} is to be refused, and no tool refuses it"


def wrong_of_root(file: Path, opinions: Opinions) -> Iterator[str]:
    der = base64.b64decode("".join(file.read_text().splitlines()[1:-1]))
    (opinions.folder / "root.der").write_bytes(der)
    said = lint(opinions.validator, opinions.folder / "root.der")
    if said:
        yield f"{file.name}: pkilint says: {', '.join(said)}"


def show(entry: Entry, opinions: Opinions) -> None:
    print(entry.get("deviation", "honest"), entry["kind"], entry["expected"])
    for tool in TOOLS:
        print(f"  {tool}: {getattr(opinions, tool)(entry)}")


def check(index: Entry, opinions: Opinions) -> list[str]:
    wrong: list[str] = []
    for file in index["trusted"]:
        wrong.extend(wrong_of_root(opinions.folder / file, opinions))
    for entry in index["certificates"]:
        judge = wrong_of_deviant if "deviation" in entry else wrong_of_honest
        wrong.extend(judge(entry, opinions))
        if "--show" in sys.argv:
            show(entry, opinions)
    return wrong


def main() -> int:
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        program = Path(sys.argv[1]).resolve()
        subprocess.run([program, "deviations", "--out", folder, "--clock", CLOCK], check=True, capture_output=True)
        index = json.loads((folder / "index.json").read_text())
        wrong = check(index, Opinions(folder, index))
    for line in wrong:
        print(f"check_deviations: {line}", file=sys.stderr)
    print(f"{len(index['certificates'])} certificates looked at, {len(wrong)} not as their rows say")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
