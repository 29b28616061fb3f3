"""One verdict of a whole case: the certificate, then the document, then whether it is revoked."""

from datetime import datetime

from cryptography import x509

from . import answers, certificates, documents, lists
from .folder import Case, Corpus, der_of

KIND_OF_USAGE = {"contentCommitment": "signature", "digitalSignature": "authentication"}
Refusal = tuple[str, str]  # layer and words


def status(corpus: Corpus, case: Case, one: x509.Certificate, root: x509.Certificate) -> str | None:
    """What J-LIS's answers say of it."""
    at = datetime.fromisoformat(case["at"])
    if case["revocation"] == "ocsp":
        pairs = corpus.answers_of(case)
        return answers.refusal(pairs, one.serial_number, root, at) if pairs else "nobody was asked"
    found = corpus.bytes_of(case, "list")
    if found is None:
        return "there is no list"
    return lists.refusal(found, corpus.bytes_of(case, "list-before"), one, root, at)


def refusal(corpus: Corpus, case: Case) -> Refusal | None:
    """Where and why it is refused; None when it is taken."""
    der = corpus.certificate_of(case)
    if der is None:
        return "document", "nobody's certificate"
    at, kind, roots = datetime.fromisoformat(case["at"]), case["kind"], corpus.roots_of(case)
    if why := certificates.refusal(der, kind, roots, corpus.policies[kind], at):
        return "certificate", why
    one = x509.load_der_x509_certificate(der)
    document, signature = corpus.bytes_of(case, "document"), corpus.bytes_of(case, "signature")
    if why := documents.refusal(case["format"], document or b"", signature or b"", one):
        return "document", why
    root = certificates.issuer_of(one, roots)
    assert isinstance(root, x509.Certificate)  # certificates.refusal has found it
    why = status(corpus, case, one, root)
    return ("status", why) if why else None


def limbo_refusal(testcase: Case, policies: dict[str, list[str]]) -> str | None:
    """The same of one testcase of limbo.json."""
    at = datetime.fromisoformat(testcase["validation_time"])
    kind = KIND_OF_USAGE[testcase["key_usage"][0]]
    roots = [x509.load_pem_x509_certificate(pem.encode()) for pem in testcase["trusted_certs"]]
    der = der_of(testcase["peer_certificate"])
    if why := certificates.refusal(der, kind, roots, policies[kind], at):
        return why
    one = x509.load_der_x509_certificate(der)
    root = certificates.issuer_of(one, roots)
    assert isinstance(root, x509.Certificate)
    found = [lists.refusal(der_of(pem), None, one, root, at) for pem in testcase["crls"]]
    return next((why for why in found if why), None)
