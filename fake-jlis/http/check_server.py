#!/usr/bin/env python3
"""Other people's programs against `tameshi serve`: openssl, GnuTLS, curl, nginx and Apache as they come from Debian.

Usage: check_server.py PROGRAM

An authentication certificate logs in over TLS; after its revocation and the refresh it does not; when J-LIS lies or
fails, each program does what it documents. Prints one line per story and "N stories held", or the first thing wrong.
"""

import base64
import json
import os
import shutil
import signal
import sys
import tempfile
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import quote

from parties import PARTIES, last_words, make_party_certificate, nginx
from served import (
    ADMIN_TOKEN,
    JAPAN,
    Jlis,
    Person,
    await_that,
    check,
    held,
    openssl_ocsp,
    run,
    stories_held,
)


def stories_of_openssl(jlis: Jlis, who: Person) -> None:
    said = openssl_ocsp(jlis, who)
    check("Response verify OK" in said and ": good" in said, f"openssl ocsp: {said}")
    held("openssl ocsp: good, and the responder is the CA's delegate")
    index = jlis.order("GET", "/crl/index.json")["lists"]
    parts = [row["url"] for row in index if row["scope"] == "municipality" and row["authority"] == "authentication/3"]
    check(bool(parts), "there is no municipal list")
    lists = [jlis.list_as_pem(url.removeprefix(jlis.url), f"part{i}.pem") for i, url in enumerate(parts)]
    bundle = jlis.file("parts.pem", "".join(part.read_text() for part in lists))
    for name in (bundle, jlis.list_as_pem("/crl/authentication/3/full.crl", "full.pem")):
        done = run(
            "openssl", "verify", "-crl_check", "-extended_crl", "-CRLfile", name, "-CAfile",
            jlis.folder / "anchors.pem", "-purpose", "sslclient", who.certificate,
        )  # fmt: skip
        check(done.returncode == 0, f"openssl verify with {name.name}: {done.stdout}{done.stderr}")
        held(f"openssl verify -crl_check: good by {name.name}")


def stories_of_gnutls(jlis: Jlis, who: Person) -> None:
    done = run(
        "ocsptool", f"--ask={who.ocsp}", "--load-cert", who.certificate, "--load-issuer", who.authority,
        "--load-trust", jlis.folder / "anchors.pem", "--outfile", jlis.folder / "gnutls.der",
    )  # fmt: skip
    said = done.stdout + done.stderr
    check("Certificate Status: good" in said, f"ocsptool: {said}")
    held("ocsptool: good")
    full = jlis.list_as_pem("/crl/authentication/3/full.crl", "gnutls.pem")
    done = run("certtool", "--verify-crl", "--infile", full, "--load-ca-certificate", jlis.folder / "ca3.pem")
    said = done.stdout + done.stderr
    check("Verified" in said and "Not verified" not in said, f"certtool: {said}")
    held("certtool: the list verifies")


# What a fault on the wire makes of a party that asks OCSP: both close the door when they get no answer.
FAULTS = ["http-503", "empty-body", "captive-portal", "connection-closed", "truncated-body", "redirect"]
LEGAL = ["connection-close", "lower-case-fields"]


def stories_of_parties(jlis: Jlis, good: Person, revoked: Person) -> None:
    for name, party in PARTIES.items():
        check(party.lets_in(jlis.folder, good), f"{name} does not let a good certificate in{last_words(jlis.folder)}")
        check(not party.lets_in(jlis.folder, revoked), f"{name} lets a revoked certificate in")
        held(f"{name}: a good certificate logs in, a revoked one does not")


def stories_of_faults(jlis: Jlis, good: Person) -> None:
    for name in ("nginx with ssl_ocsp", "Apache with SSLOCSPEnable"):
        for fault in FAULTS + LEGAL:
            with jlis.lying("wire", fault, endpoint="ocsp"):
                check(PARTIES[name].lets_in(jlis.folder, good) == (fault in LEGAL), f"{name} at {fault}")
        held(f"{name}: closed while the wire fails ({', '.join(FAULTS)}), open for what is odd but legal")


# Lies of the responder, and what openssl ocsp says to each (its own words).
LIES = {
    "try-later": "trylater",
    "unauthorized": "unauthorized",
    "internal-error": "internalerror",
}


def stories_of_lies(jlis: Jlis, good: Person) -> None:
    for lie, words in LIES.items():
        with jlis.lying("ocsp", lie):
            check(words in openssl_ocsp(jlis, good), f"openssl at {lie}: {openssl_ocsp(jlis, good)}")
            for name in ("nginx with ssl_ocsp", "Apache with SSLOCSPEnable"):
                check(not PARTIES[name].lets_in(jlis.folder, good), f"{name} at {lie}")
        held(f"openssl, nginx and Apache at the lie {lie}: closed")


# Lies of the lists, and what openssl verify says to each (its own words).
LIST_LIES = {
    "stale": "CRL has expired",
    "list-of-rogue": "CRL",
}


def stories_of_list_lies(jlis: Jlis, good: Person) -> None:
    for lie, words in LIST_LIES.items():
        with jlis.lying("crl", lie):
            told = jlis.list_as_pem("/crl/authentication/3/full.crl", f"{lie}.pem")
        done = run(
            "openssl", "verify", "-crl_check", "-CRLfile", told, "-CAfile", jlis.folder / "anchors.pem",
            good.certificate,
        )  # fmt: skip
        said = done.stdout + done.stderr
        check(done.returncode != 0 and words in said, f"openssl verify at {lie}: {said}")
        check(not nginx(f"ssl_crl {told};").lets_in(jlis.folder, good), f"nginx at {lie}")
        held(f"openssl verify and nginx at the lie {lie}: closed")


def stories_of_access(jlis: Jlis, good: Person, other: Person) -> None:
    signed: list[str | Path] = ["-signer", good.certificate, "-signkey", good.key]
    jlis.order("PUT", "/admin/access", {"mode": "signed-request", "certificates": [good.certificate.read_text()]})
    check("unauthorized" in openssl_ocsp(jlis, good), "an unsigned request is answered")
    check(": good" in openssl_ocsp(jlis, good, *signed), "a signed request is not answered")
    forged: list[str | Path] = ["-signer", other.certificate, "-signkey", other.key]
    check("unauthorized" in openssl_ocsp(jlis, good, *forged), "a stranger's request is answered")
    held("openssl ocsp -signer: only the registered verifier is answered")
    jlis.order("PUT", "/admin/access", {"mode": "bearer-token", "tokens": ["a-token-of-a-verifier"]})
    check("unauthorized" in openssl_ocsp(jlis, good), "who has no token is answered")
    said = openssl_ocsp(jlis, good, "-header", "Authorization=Bearer a-token-of-a-verifier")
    check(": good" in said, f"with a token: {said}")
    held("openssl ocsp -header: a bearer token opens")
    for network, code in {"192.0.2.0/24": 403, "127.0.0.0/8": 200}.items():
        jlis.order("PUT", "/admin/access", {"mode": "address", "networks": [network]})
        check(jlis.ask("GET", "/crl/authentication/3/full.crl")[0] == code, f"a list for {network}")
        answered = ": good" in openssl_ocsp(jlis, good)
        check(answered == (code == 200), f"OCSP for {network}: {answered}")
    held("openssl ocsp and a list: registered addresses are answered, others are not")
    jlis.order("PUT", "/admin/access", {"mode": "none"})


def stories_of_a_directory(jlis: Jlis, other: Person) -> None:
    """OpenLDAP in front of the lists that are served now."""
    folder = jlis.folder / "ldap"
    folder.mkdir()
    lists = []
    for number, row in enumerate(jlis.order("GET", "/crl/index.json")["lists"]):
        lists.append(folder / f"{number}.crl")
        lists[-1].write_bytes(jlis.ask("GET", row["url"].removeprefix(jlis.url))[1])
    url = f"ldapi://{quote(str(folder / 'socket'), safe='')}"
    here = Path(__file__).resolve().parent
    done = run(here.parent / "crl" / "ldap" / "serve.sh", folder / "slapd", url, *lists)
    check(done.returncode == 0, done.stdout + done.stderr)
    slapd = int((folder / "slapd" / "slapd.pid").read_text())
    try:
        # Where the certificate says that its list is: a name in a directory and no address.
        text = run("openssl", "x509", "-in", other.certificate, "-noout", "-text").stdout
        names = [line.split("DirName:")[1] for line in text.splitlines() if " CRLDP" in line]
        base = ",".join(part.replace(" = ", "=").strip() for part in reversed(names[0].split(", ")))
        done = run(
            "ldapsearch", "-LLL", "-o", "ldif-wrap=no", "-x", "-H", url, "-s", "base", "-b", base,
            "certificateRevocationList",
        )  # fmt: skip
        ders = [line.split(":: ")[1] for line in done.stdout.splitlines() if line.startswith("certificateRevocation")]
        serial = text.split("Serial Number: ")[1].split(" ")[0]
        listed = False
        for number, der in enumerate(ders):
            found = jlis.file(f"found{number}.crl", base64.b64decode(der))
            said = run("openssl", "crl", "-inform", "DER", "-in", found, "-noout", "-text").stdout
            listed = listed or f"Serial Number: {int(serial):08X}" in said
        check(listed, f"{base}: {done.stdout}{done.stderr}")
        held("ldapsearch finds the revoked certificate on the list that its distribution point names")
    finally:
        os.kill(slapd, signal.SIGTERM)
        await_that(lambda: not Path(f"/proc/{slapd}").exists(), "slapd's end")


def stories_of_mutual_tls(jlis: Jlis, program: str, good: Person) -> None:
    folder = jlis.folder / "mutual"
    folder.mkdir()
    with Jlis(program, folder, "--no-card", "--tls-port", "0", "--tls-clients", jlis.folder / "anchors.pem") as other:
        other.order("PUT", "/admin/access", {"mode": "mutual-tls"})
        url = other.ready["tlsUrl"] + "/crl/signature/3/full.crl"
        shown: list[str | Path] = ["--cert", good.certificate, "--key", good.key]
        asks: list[str | Path] = ["curl", "-sk", "-o", "/dev/null", "-w", "%{http_code}"]
        codes = [run(*asks, *shown, url).stdout, run(*asks, url).stdout]
        check(codes == ["200", "403"], f"mutual TLS: {codes}")
        held("curl: a client certificate opens, none does not")


NEXT = """
authority: { line: next }
residents: [hanako, { persona: taro, events: [{ do: revoke-authentication, ago: 2 d }] }]
"""


def stories_of_the_next_card(jlis: Jlis, program: str) -> None:
    """P-384 under a fourth generation; yesterday's revocation is known to OCSP and to today's list."""
    folder = jlis.folder / "next"
    folder.mkdir(mode=0o777)
    (folder / "world.yaml").write_text(NEXT)
    with Jlis(program, folder, "--world", folder / "world.yaml", "--no-card") as other:
        other.fetch("/ca/authentication.pem", "anchors.pem")
        good, revoked = Person(other, "hanako"), Person(other, "taro")
        kind = run("openssl", "x509", "-in", good.certificate, "-noout", "-text").stdout
        check("ASN1 OID: secp384r1" in kind and "ecdsa-with-SHA384" in kind, kind)
        said = openssl_ocsp(other, good)
        check("Response verify OK" in said and ": good" in said, f"openssl ocsp: {said}")
        said = openssl_ocsp(other, revoked)
        check("Response verify OK" in said and ": revoked" in said, f"openssl ocsp: {said}")
        shutil.copy(jlis.folder / "party.pem", folder)
        shutil.copy(jlis.folder / "party.key", folder)
        other.list_as_pem("/crl/authentication/4/full.crl", "full.pem")
        for name, party in PARTIES.items():
            check(party.lets_in(folder, good), f"{name}, next card: a good one stays outside{last_words(folder)}")
            check(not party.lets_in(folder, revoked), f"{name}, next card: a revoked one is let in")
        held(f"openssl ocsp, {', '.join(PARTIES)}: the same for the announced next card, P-384")
        with other.lying("ocsp", "wrong-key"):
            check("Response Verify Failure" in openssl_ocsp(other, good), "a stranger's P-384 signature is taken")
        with other.lying("ocsp", "pss-signature"):
            check("Response verify OK" in openssl_ocsp(other, good), "P-384 signs by RSASSA-PSS")
        visits = other.order("GET", "/admin/requests")["requests"]
        because = [visit["because"] for visit in visits if visit["endpoint"] == "ocsp"][-1]
        check("pss-signature changes nothing: RSASSA-PSS wants an RSA key" in because, because)
        held("a P-384 responder lies too, and says in words why it cannot")


def stories_of_serving(jlis: Jlis, program: str) -> None:
    port = jlis.url.rsplit(":", 1)[1]
    second = run(program, "serve", "--port", port, "--persona", "hanako")
    check(second.returncode == 2 and second.stderr.count("\n") == 1, f"a second serve: {second.stderr}")
    check("the port is in use" in second.stderr, second.stderr)
    held("a second serve on the port says so in one line")
    outside = run(program, "serve", "--port", "0", "--listen", "0.0.0.0")
    check(outside.returncode == 2 and "--admin-token-file" in outside.stderr, outside.stderr)
    held("beyond loopback the admin interface wants a token")
    check(jlis.ask("GET", "/admin/clock", token="another")[0] == 401, "a wrong token is taken")
    done = run("curl", "-sk", jlis.ready["tlsUrl"] + "/health")
    check(done.stdout == "ok\n", f"over TLS: {done.stdout}{done.stderr}")
    held("the same over TLS")
    log = (jlis.folder / "requests.jsonl").read_text()
    check(all(json.loads(line) for line in log.splitlines()), "the log")
    check(ADMIN_TOKEN not in log and "PRIVATE" not in log, "a secret is in the log")
    held("the log is JSON lines without secrets")
    check(jlis.stop() == 0, "SIGTERM does not end it well")
    held("SIGTERM ends it")


def tell_all(jlis: Jlis, program: str) -> None:
    make_party_certificate(jlis)
    jlis.fetch("/ca/authentication.pem", "anchors.pem")
    jlis.fetch("/ca/authentication/3.pem", "ca3.pem")
    hanako, taro = Person(jlis, "hanako"), Person(jlis, "taro")
    stories_of_openssl(jlis, hanako)
    stories_of_gnutls(jlis, hanako)
    jlis.revoke_as_of(datetime.now(JAPAN) - timedelta(days=1, hours=1), "taro")
    said = openssl_ocsp(jlis, taro)
    check(": revoked" in said and "Reason: cessationOfOperation" in said, f"openssl ocsp: {said}")
    held("openssl ocsp: revoked, with the reason")
    jlis.list_as_pem("/crl/authentication/3/full.crl", "full.pem")
    stories_of_parties(jlis, hanako, taro)
    stories_of_faults(jlis, hanako)
    stories_of_lies(jlis, hanako)
    stories_of_list_lies(jlis, hanako)
    stories_of_access(jlis, hanako, taro)
    stories_of_a_directory(jlis, taro)
    stories_of_mutual_tls(jlis, program, hanako)
    stories_of_the_next_card(jlis, program)
    stories_of_serving(jlis, program)


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="tameshi-serve-") as name:
        folder = Path(name)
        folder.chmod(0o777)  # Apache gives up root
        people = ["--persona", "hanako", "--persona", "taro"]
        log = folder / "requests.jsonl"
        with Jlis(sys.argv[1], folder, *people, "--no-card", "--tls-port", "0", "--log", log) as jlis:
            tell_all(jlis, sys.argv[1])
    return stories_held()


if __name__ == "__main__":
    sys.exit(main())
