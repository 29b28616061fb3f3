"""Programs that look at one kind of document: poppler's pdfsig, xmlsec1."""

import re

from asking import Case, Column, Corpus, Said, at_utc, is_about, quoted, run, version_of
from by_nss import database


def pdfsig(corpus: Corpus, case: Case) -> Said | None:
    """Every signature valid, and the last one over all of it."""
    if case["format"] != "pdf" or not is_about(case, "document"):
        return None
    words = ["pdfsig", "-nssdir", f"sql:{database(corpus, case)}", case["document"]]
    _, text = run(words, corpus.folder)
    found = re.findall(r"Signature Validation: (.*)", text)
    good = bool(found) and all(one == "Signature is Valid." for one in found) and "Total document signed" in text
    return Said(
        good, "; ".join(re.findall(r"(?:Validation: |  - )(.*(?:Signature|document).*)", text))[:120], quoted(words)
    )


def xmlsec(corpus: Corpus, case: Case) -> Said | None:
    """Signature and path."""
    if case["format"] != "xml" or not is_about(case, "document"):
        return None
    words = ["xmlsec1", "--verify", "--enabled-key-data", "x509"]
    words += [word for root in case["trusted"] for word in ("--trusted-pem", root)]
    words += ["--verification-time", at_utc(case, "%Y-%m-%d %H:%M:%S"), case["document"]]
    code, text = run(words, corpus.folder)
    return Said(code == 0, " ".join(text.split())[:100], quoted(words))


def columns() -> list[Column]:
    """Both programs."""
    return [
        Column("pdfsig", "poppler-utils", version_of(["pdfsig", "-v"], r"pdfsig version (\S+)"), "roots", pdfsig),
        Column("xmlsec1", "xmlsec1", version_of(["xmlsec1", "--version"], r"xmlsec1 (\S+)"), "roots and time", xmlsec),
    ]
