"""The openssl command: verify, ocsp, cms, dgst."""

import re
from pathlib import Path

from asking import Case, Column, Corpus, Said, at_that_time, is_about, issuer_path, quoted, run, seconds, version_of

PURPOSES = {"signature": "smimesign", "authentication": "sslclient"}


def joined(corpus: Corpus, paths: list[str], name: str) -> str:
    """A file of several certificates, below the corpus."""
    out = corpus.folder / "joined" / name
    out.parent.mkdir(exist_ok=True)
    if not out.exists():
        out.write_text("".join((corpus.folder / path).read_text(encoding="ascii") for path in paths), encoding="ascii")
    return str(out.relative_to(corpus.folder))


def roots_of(corpus: Corpus, case: Case) -> str:
    """The roots of a kind as one file."""
    return joined(corpus, case["trusted"], f"{case['kind']}-roots.pem")


def verify(corpus: Corpus, case: Case, told: list[str]) -> Said | None:
    """The path, and the list where there is one."""
    by_list = "list" in case and case["revocation"] == "crl"
    layers = ["certificate", "status"] if by_list else ["certificate"]
    if "certificate" not in case or not is_about(case, *layers):
        return None
    words = ["openssl", "verify", "-x509_strict", "-attime", seconds(case), "-trusted", roots_of(corpus, case), *told]
    if by_list:
        words += ["-crl_check", "-CRLfile", case["list"]]
    words.append(case["certificate"])
    code, text = run(words, corpus.folder)
    wrong = re.search(r"error \d+ at .*?: ?(.*)|((?:Unable|Could not|unable).*)", text)
    return Said(
        code == 0, next((one for one in wrong.groups() if one), "") if wrong else text.strip()[:80], quoted(words)
    )


def verify_told(corpus: Corpus, case: Case) -> Said | None:
    """With our policies and a purpose."""
    told = [word for policy in corpus.policies[case["kind"]] for word in ("-policy", policy)]
    return verify(corpus, case, ["-policy_check", "-explicit_policy", *told, "-purpose", PURPOSES[case["kind"]]])


def ocsp(corpus: Corpus, case: Case) -> Said | None:
    """The first answer, twice: about the certificate, and against the request for its nonce. It does one at a time."""
    if "ocsp" not in case or not is_about(case, "status"):
        return None
    pair, root = case["ocsp"][0], issuer_path(corpus, case)
    begin = [
        *at_that_time(case),
        "openssl",
        "ocsp",
        "-respin",
        pair["response"],
        "-CAfile",
        root,
    ]
    begin += ["-verify_other", root]
    about = [*begin, "-issuer", root, "-cert", case["certificate"], "-no_nonce", "-status_age", "86400"]
    to_request = [*begin, "-reqin", pair["request"]]
    code, text = run(about, corpus.folder)
    good = f"{case['certificate']}: good" in text and "Response verify OK" in text and "WARNING" not in text
    if not good:
        return Said(False, " ".join(text.replace(case["certificate"], "it").split())[:120], quoted(about))
    code, text = run(to_request, corpus.folder)
    return Said(code == 0 and "WARNING" not in text, " ".join(text.split())[:120], quoted(to_request))


def cms(corpus: Corpus, case: Case) -> Said | None:
    """Signature, attributes and path."""
    if case["format"] not in ("cms", "cms-detached") or not is_about(case, "document"):
        return None
    words = ["openssl", "cms", "-verify", "-inform", "DER", "-binary", "-out", "/dev/null", "-attime", seconds(case)]
    words += ["-CAfile", roots_of(corpus, case), "-purpose", "any"]
    if case["format"] == "cms":
        words += ["-in", case["document"]]
    else:
        words += ["-in", case["signature"], "-content", case["document"]]
    code, text = run(words, corpus.folder)
    return Said(code == 0, " ".join(text.split())[:120], quoted(words))


def dgst(corpus: Corpus, case: Case) -> Said | None:
    """A bare signature by the certificate's key."""
    if (
        case["format"] != "raw" or case["layer"] != "document"
        if case["expected"] == "reject"
        else case["format"] != "raw"
    ):
        return None
    key = joined_key(corpus, case)
    if key is None or not is_about(case, "document"):
        return None
    words = ["openssl", "dgst", "-sha256", "-verify", key, "-signature", case["signature"], case["document"]]
    code, text = run(words, corpus.folder)
    return Said(code == 0, " ".join(text.split())[:120], quoted(words))


def joined_key(corpus: Corpus, case: Case) -> str | None:
    """The public key as a file."""
    out = Path(case["certificate"]).parent / "key.pem"
    code, text = run(["openssl", "x509", "-in", case["certificate"], "-noout", "-pubkey"], corpus.folder)
    if code != 0:
        return None
    (corpus.folder / out).write_text(text, encoding="ascii")
    return str(out)


def columns() -> list[Column]:
    """Every way of asking it."""
    version = version_of(["openssl", "version"], r"OpenSSL (\S+)")
    return [
        Column("openssl verify", "openssl", version, "roots, time, list; -x509_strict", lambda a, b: verify(a, b, [])),
        Column("openssl verify, told", "openssl", version, "the same, the policies and a purpose", verify_told),
        Column("openssl ocsp", "openssl", version, "request, response, certificate, issuer; an age of a day", ocsp),
        Column("openssl cms", "openssl", version, "roots and time", cms),
        Column("openssl dgst", "openssl", version, "the certificate's key", dgst),
    ]
