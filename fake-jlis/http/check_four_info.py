#!/usr/bin/env python3
"""The four-information service of `tameshi serve` with other people's programs: openssl signs, curl is the platform.

Usage: check_four_info.py PROGRAM

A platform with a client certificate hands in a consent, learns of a new address for the old serial as JSON and as CSV,
and finds a withdrawal that nobody told it of. Prints one line per story and "N stories held", or the first thing wrong.
"""

import base64
import csv
import io
import json
import sys
import tempfile
from datetime import datetime
from pathlib import Path
from typing import Any

from served import JAPAN, Jlis, check, held, run, stories_held

CONSENT = """<利用者同意申請情報>
<受付日時>{when}</受付日時><事業者ID>bank</事業者ID>
<サービス><サービスID>account</サービスID><サービス名>普通預金</サービス名>
<同意項目>住所</同意項目></サービス>
</利用者同意申請情報>"""
ADDRESS = "東京都清瀬市架空町９"


def openssl(*words: str | Path) -> str:
    done = run("openssl", *words)
    check(done.returncode == 0, f"openssl {words[0]}: {done.stderr}")
    return done.stdout


class Platform:
    """A platform operator with a client certificate of its own, played by curl."""

    def __init__(self, folder: Path) -> None:
        self.certificate, self.key = folder / "platform.pem", folder / "platform.key"
        self.url = ""
        openssl(
            "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", self.key, "-out", self.certificate, "-days",
            "2", "-subj", "/O=FAKE platform operator",
        )  # fmt: skip

    def register(self, jlis: Jlis) -> None:
        row = {"name": "pf-one", "certificate": self.certificate.read_text(), "providers": ["bank"]}
        jlis.order("PUT", "/admin/access", {"mode": "mutual-tls", "platforms": [row]})
        self.url = jlis.ready["tlsUrl"] + "/fake/v1"

    def ask(self, path: str, body: str | None = None, media: str = "application/json", known: bool = True) -> str:
        shown: list[str | Path] = ["--cert", self.certificate, "--key", self.key] if known else []
        sent: list[str | Path] = [] if body is None else ["-H", f"Content-Type: {media}", "--data-binary", body]
        done = run("curl", "-sk", *shown, *sent, self.url + path)
        check(done.returncode == 0, f"curl {path}: {done.stderr}")
        return done.stdout

    def ask_json(self, path: str, body: Any = None) -> Any:
        return json.loads(self.ask(path, None if body is None else json.dumps(body)))


def signed_consent(jlis: Jlis) -> tuple[dict[str, str], dict[str, str]]:
    """Hanako's consent, signed by openssl, and how her certificate is asked about."""
    got = jlis.order("GET", "/admin/residents/hanako/credentials/card/signature")
    certificate, key = jlis.file("sign.pem", got["certificate"]), jlis.file("sign.key", got["key"])
    issuer = jlis.file("sign.ca.pem", got["authority"])
    xml = jlis.file("consent.xml", CONSENT.format(when=datetime.now(JAPAN).isoformat(timespec="seconds")))
    signature, der = jlis.folder / "consent.sig", jlis.folder / "sign.der"
    openssl("dgst", "-sha256", "-sign", key, "-out", signature, xml)
    openssl("x509", "-in", certificate, "-outform", "DER", "-out", der)
    names = {"application": xml, "signature": signature, "certificate": der}
    body = {"spId": "bank", "serviceId": "account"}
    body |= {name: base64.b64encode(path.read_bytes()).decode() for name, path in names.items()}
    serial = openssl("x509", "-in", certificate, "-noout", "-serial").split("=")[1]
    identifier = openssl("x509", "-in", issuer, "-noout", "-ext", "subjectKeyIdentifier").split()[-1]
    return body, {"issuerSki": identifier.replace(":", ""), "serial": str(int(serial, 16))}


def moves(jlis: Jlis) -> None:
    jlis.order("POST", "/admin/clock/advance", {"by": "1 d"})
    for event in ({"event": "move", "parameters": {"address": ADDRESS}}, {"event": "re-issue"}):
        jlis.order("POST", "/admin/residents/hanako/events", event)
    jlis.order("POST", "/admin/clock/advance", {"by": "15 min"})


def stories(jlis: Jlis, platform: Platform) -> None:
    consent, asked = signed_consent(jlis)
    check("unregistered" in platform.ask("/consents", json.dumps(consent), known=False), "who is no platform")
    given = platform.ask_json("/consents", consent)
    check(given.get("items") == ["address"], f"a consent: {given}")
    check(platform.ask_json("/consents", consent) == given, "the same consent twice")
    held("a platform that curl plays hands in a consent that openssl signed")
    moves(jlis)
    told = platform.ask_json("/latest-info", {"spId": "bank", "serviceId": "account"} | asked)
    check(told["result"] == "UPDATED" and told["items"]["address"]["text"] == ADDRESS, f"{told}")
    lines = f"spId,serviceId,issuerSki,serial\r\nbank,account,{asked['issuerSki']},{asked['serial']}\r\n"
    rows = list(csv.DictReader(io.StringIO(platform.ask("/latest-info:batch", lines, "text/csv"), newline="")))
    check(len(rows) == 1 and rows[0]["address"] == ADDRESS and not rows[0]["name"], f"{rows}")
    held("the new address comes for the old serial, as JSON and as CSV that Python reads")
    links = platform.ask_json("/cert-links:resolve", asked)
    check(len(links["sign"]) == 2 and links["current"]["sign"]["card"]["replaces"] == asked["serial"], f"{links}")
    held("the old serial leads to the new one")
    jlis.order("POST", f"/admin/consents/{given['consentId']}/withdrawal", {"channel": "jpki-mobile"})
    polled = platform.ask_json("/consent-withdrawals?spId=bank&since=0")
    check([one["consentId"] for one in polled["withdrawals"]] == [given["consentId"]], f"{polled}")
    again = platform.ask_json(f"/consent-withdrawals?spId=bank&since={polled['next']}")
    check(again["withdrawals"] == [], f"told twice: {again}")
    held("a withdrawal elsewhere is found by asking, once")


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="tameshi-four-info-") as name:
        folder = Path(name)
        platform = Platform(folder)
        with Jlis(sys.argv[1], folder, "--no-card", "--tls-port", "0", "--tls-clients", platform.certificate) as jlis:
            platform.register(jlis)
            stories(jlis, platform)
    return stories_held()


if __name__ == "__main__":
    sys.exit(main())
