#!/usr/bin/env python3
"""What strangers' programs say of revocation lists: openssl, GnuTLS's certtool, pkilint, and Python's cryptography.

Usage: opinions.py FOLDER. The folder holds ca.pem, victim.pem, good.pem, attime (seconds) and the lists, *.crl; the
list of authorities is called authority.crl. Prints one line per list and program: name, program, verdict, its words.
OpenSSL "takes" a list when the victim is revoked by it and the good certificate is not, is "fooled" when it gets one of
them wrong, and "refuses" it when it says anything else; the others refuse it or "take" it. certtool knows no other time
than the machine's, so that what it says about dates is left out.
"""

import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from pkilint import loader, pkix, report, validation
from pkilint.pkix import crl, extension, name

Verdict = tuple[str, str]

# What certtool says besides its reasons, and of dates.
BARE = ("Verified", "Not verified", "The certificate is")
OF_DATES = re.compile("superseded|future")


def run(*command: str | Path) -> str:
    done = subprocess.run(command, capture_output=True, text=True, errors="replace")
    return done.stdout + done.stderr


def openssl_on(folder: Path, path: Path, certificate: str) -> str:
    out = run(
        *("openssl", "verify", "-attime", (folder / "attime").read_text(), "-crl_check", "-trusted"),
        *(folder / "ca.pem", "-CRLfile", path, folder / certificate),
    )
    if out.endswith("OK\n"):
        return "OK"
    errors = [line for line in out.splitlines() if "error" in line.lower() or "load" in line.lower()]
    return errors[0].split(": ")[-1] if errors else out.strip() or "nothing"


def openssl(folder: Path, path: Path) -> Verdict:
    # verify reads PEM as well; a list comes as DER.
    if run("openssl", "crl", "-inform", "DER", "-noout", "-in", path):
        return "refuses", "not a list in DER"
    victim, good = (openssl_on(folder, path, file) for file in ("victim.pem", "good.pem"))
    said = f"victim: {victim}, good: {good}"
    if victim == "certificate revoked" and good in ("OK", "certificate revoked"):
        return ("takes" if good == "OK" else "fooled"), said
    return ("fooled" if victim == "OK" and good == "OK" else "refuses"), said


def certtool(folder: Path, path: Path) -> Verdict:
    info = run("certtool", "--crl-info", "--inder", "--infile", path)
    if "rror" in info.split("\n-----BEGIN")[0]:
        return "refuses", next(line for line in info.splitlines() if "rror" in line).strip()
    pem = path.with_suffix(".pem")
    pem.write_text(info[info.index("-----BEGIN X509 CRL") :], encoding="utf-8")
    out = run("certtool", "--verify-crl", "--load-ca-certificate", folder / "ca.pem", "--infile", pem)
    said = next((line for line in out.splitlines() if "erification output" in line), "").partition(": ")[2]
    reasons = [part.strip() for part in said.split(". ") if part.strip() and not part.strip().startswith(BARE)]
    wrong = [reason for reason in reasons if not OF_DATES.search(reason)]
    return ("refuses", said) if wrong or (not reasons and not said.startswith("Verified")) else ("takes", said)


def cryptography(folder: Path, path: Path) -> Verdict:
    key = x509.load_pem_x509_certificate((folder / "ca.pem").read_bytes()).public_key()
    assert isinstance(key, RSAPublicKey)
    try:
        one = x509.load_der_x509_crl(path.read_bytes())
        said = [str(one.issuer), str(one.last_update_utc), str(one.next_update_utc), str(len(one.extensions))]
        for entry in one:
            said += [str(entry.serial_number), str(entry.revocation_date_utc), str(len(entry.extensions))]
        return ("takes", said[1]) if one.is_signature_valid(key) else ("refuses", "the signature is not valid")
    except Exception as error:
        return "refuses", f"{type(error).__name__}: {error}".splitlines()[0]


def linter(kind: crl.CertificateRevocationListType) -> validation.ValidatorContainer:
    return crl.create_pkix_crl_validator_container(
        [
            pkix.create_attribute_decoder(name.ATTRIBUTE_TYPE_MAPPINGS),
            pkix.create_extension_decoder(extension.EXTENSION_MAPPINGS),
        ],
        [
            crl.create_issuer_validator_container([]),
            crl.create_validity_validator_container([]),
            crl.create_extensions_validator_container([]),
        ],
    )


def pkilint(path: Path) -> Verdict:
    kinds = crl.CertificateRevocationListType
    kind = kinds.ARL if path.name == "authority.crl" else kinds.CRL
    try:
        document = loader.RFC5280CertificateListDocumentLoader().load_der_document(path.read_bytes(), path.name)
        results = linter(kind).validate(document.root)
    except Exception as error:
        return "refuses", str(error).splitlines()[0]
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # its decoder's, which has no other base
            raise
        return "crashes", str(error).splitlines()[0]
    found = report.ReportGeneratorPlaintext(results, validation.ValidationFindingSeverity.WARNING).generate()
    lines = [line.strip() for line in found.splitlines() if "(" in line and line.startswith("    ")]
    return ("refuses", lines[0]) if lines else ("takes", "")


def main() -> int:
    folder = Path(sys.argv[1])
    lists = sorted(folder.glob("*.crl"))
    with ThreadPoolExecutor(2) as pool:
        by_openssl = pool.map(lambda path: openssl(folder, path), lists)
        by_certtool = pool.map(lambda path: certtool(folder, path), lists)
        for path, one, two in zip(lists, by_openssl, by_certtool, strict=True):
            by_program = {
                "openssl": one,
                "certtool": two,
                "pkilint": pkilint(path),
                "cryptography": cryptography(folder, path),
            }
            for program, (verdict, said) in by_program.items():
                print("\t".join((path.stem, program, verdict, said.replace("\t", " "))))
    return 0


if __name__ == "__main__":
    sys.exit(main())
