#!/usr/bin/env python3
"""Two strict readers judge OCSP replies, pkilint (RFC 6960) and python-cryptography; neither shares code with us.

Usage: judge_replies.py FOLDER...   every *.der in it

Prints one line per reply: its name and, for each reader, "ok" or why it does not take the reply for a good one.
"""

import sys
import warnings
from pathlib import Path

from cryptography.utils import CryptographyDeprecationWarning
from cryptography.x509 import ocsp as reader
from pkilint import loader, pkix
from pkilint.pkix import extension, name, ocsp
from pkilint.validation import ValidationFindingSeverity

LINTER = ocsp.create_pkix_ocsp_response_validator_container(
    [
        ocsp.create_response_decoder(),
        pkix.create_attribute_decoder(name.ATTRIBUTE_TYPE_MAPPINGS),
        pkix.create_extension_decoder(extension.EXTENSION_MAPPINGS),
    ],
    [],
)
LOADER = loader.RFC6960OCSPResponseDocumentLoader()


def by_pkilint(body: bytes) -> str:
    try:
        results = LINTER.validate(LOADER.load_der_document(body, "reply").root)
    except ValueError as error:
        return f"cannot load: {error}"
    findings = [
        found.finding.code
        for result in results
        for found in result.finding_descriptions
        if found.finding.severity <= ValidationFindingSeverity.WARNING
    ]
    return ", ".join(sorted(set(findings))) or "ok"


def by_cryptography(body: bytes) -> str:
    try:
        reply = reader.load_der_ocsp_response(body)
        if reply.response_status != reader.OCSPResponseStatus.SUCCESSFUL:
            return reply.response_status.name
        parts = [reply.produced_at_utc, reply.certificates, reply.extensions, reply.signature_algorithm_oid]
        answers = list(reply.responses)
        for answer in answers:
            parts += [answer.serial_number, answer.this_update_utc, answer.next_update_utc, answer.hash_algorithm]
            parts += [answer.revocation_time_utc, answer.revocation_reason]
        good = all(answer.certificate_status == reader.OCSPCertStatus.GOOD for answer in answers)
        return "ok" if good and answers and parts else "not good"
    except Exception as error:  # whatever a reader throws at a crooked reply is its refusal
        return f"{type(error).__name__}: {error}"


def one_line(text: str) -> str:
    return " ".join(text.split())


def main() -> int:
    warnings.simplefilter("ignore", CryptographyDeprecationWarning)
    for folder in sys.argv[1:]:
        for file in sorted(Path(folder).glob("*.der")):
            body = file.read_bytes()
            print(f"{file.stem}\t{one_line(by_pkilint(body))}\t{one_line(by_cryptography(body))}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
