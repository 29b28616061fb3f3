"""GnuTLS: certtool and ocsptool. Neither is told a time but the machine's, so that faketime sets it."""

import re

from asking import Case, Column, Corpus, Said, at_that_time, is_about, issuer_path, quoted, run, version_of
from by_openssl import roots_of


def pem_list(corpus: Corpus, case: Case) -> str | None:
    """certtool wants PEM; what it cannot convert it cannot read."""
    out = case["list"].removesuffix(".crl") + ".pem"
    code, _ = run(["certtool", "--crl-info", "--inder", "--infile", case["list"], "--outfile", out], corpus.folder)
    return out if code == 0 and (corpus.folder / out).exists() else None


def verify(corpus: Corpus, case: Case) -> Said | None:
    """The path, and the list where there is one."""
    by_list = "list" in case and case["revocation"] == "crl"
    if "certificate" not in case or not is_about(case, *(["certificate", "status"] if by_list else ["certificate"])):
        return None
    words = [*at_that_time(case), "certtool", "--verify", "--verify-profile", "medium"]
    words += ["--load-ca-certificate", roots_of(corpus, case), "--infile", case["certificate"]]
    if by_list:
        found = pem_list(corpus, case)
        if found is None:
            return Said(
                False,
                "the list cannot be read",
                quoted(["certtool", "--crl-info", "--inder", "--infile", case["list"]]),
            )
        words += ["--load-crl", found]
    code, text = run(words, corpus.folder)
    told = re.findall(r"Chain verification output: (.*)|(error.*)", text)
    return Said(
        code == 0, " ".join(one for pair in told[-1:] for one in pair)[:120] or text.strip()[-120:], quoted(words)
    )


def ocsp(corpus: Corpus, case: Case) -> Said | None:
    """The first answer, against its issuer; what it says of the certificate is read from what is printed."""
    if "ocsp" not in case or not is_about(case, "status"):
        return None
    words = [*at_that_time(case), "ocsptool", "--verify-response"]
    words += ["--load-trust", issuer_path(corpus, case), "--load-cert", case["certificate"]]
    words += ["--load-response", case["ocsp"][0]["response"]]
    code, text = run(words, corpus.folder)
    statuses = set(re.findall(r"Certificate Status: (\w+)", text))
    told = re.search(r"Verifying OCSP Response: (.*)", text)
    good = code == 0 and told is not None and told.group(1).startswith("Success") and statuses == {"good"}
    return Said(
        good, f"{told.group(1) if told else ' '.join(text.split())[-90:]} {' '.join(sorted(statuses))}", quoted(words)
    )


def columns() -> list[Column]:
    """Both programs."""
    version = version_of(["certtool", "--version"], r"certtool (\S+)")
    return [
        Column("certtool", "gnutls-bin", version, "roots, time, list", verify),
        Column("ocsptool", "gnutls-bin", version, "response, certificate, issuer", ocsp),
    ]
