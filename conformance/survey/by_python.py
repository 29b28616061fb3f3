"""Python's libraries: cryptography's verifier, pyhanko-certvalidator, pyHanko."""

import asyncio
import io
import logging
import warnings
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version

from asking import Case, Column, Corpus, Said, der_of, is_about
from asn1crypto import cms as asn1_cms
from asn1crypto import crl as asn1_crl
from asn1crypto import ocsp as asn1_ocsp
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.x509 import CertificatePolicies
from cryptography.x509.verification import Criticality, ExtensionPolicy, PolicyBuilder, Store
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import (
    async_validate_cms_signature,
    async_validate_detached_cms,
    async_validate_pdf_signature,
)
from pyhanko_certvalidator import CertificateValidator, ValidationContext

USAGES = {"signature": {"digital_signature", "non_repudiation"}, "authentication": {"digital_signature"}}


def tried(ask: object, corpus: Corpus, case: Case) -> Said:
    """Whatever it throws is its no."""
    try:
        words = ask(corpus, case)  # type: ignore[operator]
        return Said(not words, words or "valid", "")
    except Exception as error:
        return Said(False, f"{type(error).__name__}: {error}".replace("\n", " ")[:120], "")


def by_cryptography(corpus: Corpus, case: Case) -> str:
    """The path alone; its own policies are those of the Web and would refuse all of it."""
    leaf = x509.load_der_x509_certificate(corpus.certificate_of(case) or b"")
    of_roots = ExtensionPolicy.webpki_defaults_ca().may_be_present(CertificatePolicies, Criticality.AGNOSTIC, None)
    free = ExtensionPolicy.permit_all().may_be_present(CertificatePolicies, Criticality.AGNOSTIC, None)
    builder = PolicyBuilder().store(Store(corpus.roots_of(case))).time(datetime.fromisoformat(case["at"]))
    builder.extension_policies(ca_policy=of_roots, ee_policy=free).build_client_verifier().verify(leaf, [])
    return ""


def context(corpus: Corpus, case: Case) -> ValidationContext:
    """Roots, time, and what was answered; the certificate must be known to be good."""
    roots = [
        asn1_x509.Certificate.load(der_of((corpus.folder / one).read_text(encoding="ascii"))) for one in case["trusted"]
    ]
    found = corpus.bytes_of(case, "list") if case["revocation"] == "crl" else None
    answers = corpus.answers_of(case)
    return ValidationContext(
        trust_roots=roots,
        moment=datetime.fromisoformat(case["at"]),
        crls=[asn1_crl.CertificateList.load(found, strict=True)] if found else [],
        ocsps=[asn1_ocsp.OCSPResponse.load(answer, strict=True) for _, answer in answers],
        revocation_mode="hard-fail" if found or answers else "soft-fail",
        allow_fetching=False,
    )


def by_certvalidator(corpus: Corpus, case: Case) -> str:
    """The path, list, answer and usage."""
    leaf = asn1_x509.Certificate.load(corpus.certificate_of(case) or b"", strict=True)
    validator = CertificateValidator(leaf, validation_context=context(corpus, case))
    asyncio.run(validator.async_validate_usage(key_usage=USAGES[case["kind"]]))
    return ""


def by_pyhanko(corpus: Corpus, case: Case) -> str:
    """The document and the path."""
    to_trust = context(corpus, case)
    document = corpus.bytes_of(case, "document") or b""
    if case["format"] == "pdf":
        found = PdfFileReader(io.BytesIO(document)).embedded_signatures
        of_pdf = [asyncio.run(async_validate_pdf_signature(one, signer_validation_context=to_trust)) for one in found]
        return "" if of_pdf and all(one.bottom_line for one in of_pdf) else "; ".join(one.summary() for one in of_pdf)
    content = asn1_cms.ContentInfo.load(corpus.bytes_of(case, "signature") or document)["content"]
    if case["format"] == "cms":
        status = asyncio.run(async_validate_cms_signature(content, validation_context=to_trust))
    else:
        work = async_validate_detached_cms(io.BytesIO(document), content, signer_validation_context=to_trust)
        status = asyncio.run(work)
    return "" if status.intact and status.valid and status.trusted else str(status.summary())


def of_library(package: str) -> str:
    """Its version; empty when it is not there."""
    try:
        return version(package)
    except PackageNotFoundError:
        return ""


def quiet() -> None:
    """What they log of crooked files is in their verdict."""
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")


def columns() -> list[Column]:
    """Each library."""
    quiet()

    def paths(corpus: Corpus, case: Case) -> Said | None:
        asked = "certificate" in case and is_about(case, "certificate")
        return tried(by_cryptography, corpus, case) if asked else None

    def statuses(corpus: Corpus, case: Case) -> Said | None:
        asked = "certificate" in case and is_about(case, "certificate", "status")
        return tried(by_certvalidator, corpus, case) if asked else None

    def documents(corpus: Corpus, case: Case) -> Said | None:
        asked = case["format"] in ("cms", "cms-detached", "pdf") and is_about(case, "document")
        return tried(by_pyhanko, corpus, case) if asked else None

    return [
        Column("cryptography", "cryptography", of_library("cryptography"), "roots and time; any extensions", paths),
        Column(
            "certvalidator",
            "pyhanko-certvalidator",
            of_library("pyhanko-certvalidator"),
            "roots, time, list or answer, usage",
            statuses,
        ),
        Column("pyHanko", "pyhanko", of_library("pyhanko"), "roots, time, answer", documents),
    ]
