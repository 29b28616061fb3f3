#!/usr/bin/env python3
"""Other people's programs against `tameshi serve`: openssl, GnuTLS, curl, nginx and Apache as they come from Debian.

Usage: check_server.py PROGRAM

An authentication certificate logs in over TLS; after its revocation and the refresh it does not; when J-LIS lies or
fails, each program does what it documents. Prints one line per story and "N stories held", or the first thing wrong.
"""

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta, timezone
from functools import partial
from pathlib import Path
from typing import Any

PATIENCE = 30.0  # seconds
JAPAN = timezone(timedelta(hours=9))
ADMIN_TOKEN = "a-token-of-check-server"
count = 0


def check(condition: bool, what: str) -> None:
    if not condition:
        sys.exit(f"wrong: {what}")


def held(story: str) -> None:
    global count
    count += 1
    print(f"ok {story}", flush=True)


def await_that(true: Callable[[], bool], what: str) -> None:
    end = time.monotonic() + PATIENCE
    while not true():
        check(time.monotonic() < end, f"{what} took too long")
        time.sleep(0.02)


def run(*words: str | Path, **more: Any) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(word) for word in words], capture_output=True, text=True, timeout=PATIENCE, check=False, **more
    )


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


class Jlis:
    """A running `tameshi serve`."""

    def __init__(self, program: str, folder: Path, *more: str | Path) -> None:
        self.folder = folder
        token = folder / "token"
        token.write_text(ADMIN_TOKEN + "\n")
        ready = folder / "ready.json"
        log = (folder / "serve.log").open("w")
        self.process = subprocess.Popen(
            [program, "serve", "--port", "0", "--persona", "hanako", "--persona", "taro", "--ready-file", ready,
             "--admin-token-file", token, "--tls-port", "0", "--log", folder / "requests.jsonl", *more],
            stdout=log, stderr=subprocess.STDOUT,
        )  # fmt: skip
        await_that(lambda: ready.exists() or self.process.poll() is not None, "serve")
        check(ready.exists(), (folder / "serve.log").read_text())
        self.ready: dict[str, Any] = json.loads(ready.read_text())
        self.url: str = self.ready["url"]

    def ask(self, method: str, path: str, body: Any = None, token: str = ADMIN_TOKEN) -> tuple[int, bytes]:
        connection = http.client.HTTPConnection(self.url.removeprefix("http://"), timeout=PATIENCE)
        headers = {"Authorization": f"Bearer {token}"}
        if body is not None:
            headers["Content-Type"] = "application/json"
        connection.request(method, path, None if body is None else json.dumps(body), headers)
        answer = connection.getresponse()
        out = answer.status, answer.read()
        connection.close()
        return out

    def order(self, method: str, path: str, body: Any = None) -> Any:
        status, text = self.ask(method, path, body)
        check(200 <= status < 300, f"{method} {path}: {status} {text.decode()}")
        return json.loads(text) if text else None

    def file(self, name: str, text: str | bytes) -> Path:
        path = self.folder / name
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return path

    def fetch(self, path: str, name: str) -> Path:
        status, body = self.ask("GET", path)
        check(status == 200, f"GET {path}: {status}")
        return self.file(name, body)

    def list_as_pem(self, path: str, name: str) -> Path:
        out = self.folder / name
        done = run("openssl", "crl", "-inform", "DER", "-in", self.fetch(path, name + ".der"), "-out", out)
        check(done.returncode == 0, f"openssl crl: {done.stderr}")
        return out

    def set_clock(self, to: datetime, frozen: bool = False) -> None:
        self.order("PUT", "/admin/clock", {"now": to.isoformat(timespec="seconds"), "frozen": frozen})

    def revoke_as_of(self, moment: datetime, who: str) -> None:
        """Strangers look at the machine's clock, so the revocation lies behind it, and the world's clock comes back."""
        self.set_clock(moment, frozen=True)
        self.order("POST", f"/admin/residents/{who}/events", {"event": "revoke-authentication"})
        self.set_clock(datetime.now(JAPAN))

    @contextmanager
    def lying(self, service: str, lie: str, **settings: Any) -> Iterator[None]:
        self.order("POST", f"/admin/lies/{service}", {"lie": lie, "settings": settings})
        yield
        self.order("DELETE", f"/admin/lies/{service}")


class Person:
    """Somebody's authentication credentials as files."""

    def __init__(self, jlis: Jlis, name: str) -> None:
        got = jlis.order("GET", f"/admin/residents/{name}/credentials/card/authentication")
        self.certificate = jlis.file(f"{name}.pem", got["certificate"])
        self.key = jlis.file(f"{name}.key", got["key"])
        self.authority = jlis.file(f"{name}.ca.pem", got["authority"])
        self.ocsp: str = got["ocsp"]


def openssl_ocsp(jlis: Jlis, who: Person, *more: str | Path) -> str:
    done = run(
        "openssl", "ocsp", "-issuer", who.authority, "-cert", who.certificate, "-url", who.ocsp, "-CAfile",
        jlis.folder / "anchors.pem", "-timeout", "5", *more,
    )  # fmt: skip
    return done.stdout + done.stderr


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


class Party:
    """A relying party: a web server that lets in whoever logs in with a certificate."""

    def __init__(self, name: str, command: Callable[[Path, int], list[str]]) -> None:
        self.name, self.command = name, command

    def starts(self, folder: Path) -> tuple[subprocess.Popen[bytes], int]:
        for _ in range(5):  # a free port may be taken before the program gets there
            port = free_port()
            log = (folder / f"{self.name}.out").open("w")
            process = subprocess.Popen(self.command(folder, port), stdout=log, stderr=subprocess.STDOUT)
            await_that(partial(is_up_or_gone, process, port), self.name)
            if process.poll() is None:
                return process, port
        sys.exit(f"wrong: {self.name} does not start: {(folder / f'{self.name}.out').read_text()}")

    def lets_in(self, folder: Path, who: Person) -> bool:
        process, port = self.starts(folder)
        try:
            done = run(
                "curl", "-sk", "--max-time", "20", "-o", "/dev/null", "-w", "%{http_code}", "--cert", who.certificate,
                "--key", who.key, f"https://127.0.0.1:{port}/index.html",
            )  # fmt: skip
            return done.stdout == "200"
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(PATIENCE)


def listens(port: int) -> bool:
    with socket.socket() as one:
        return one.connect_ex(("127.0.0.1", port)) == 0


def is_up_or_gone(process: subprocess.Popen[bytes], port: int) -> bool:
    return process.poll() is not None or listens(port)


NGINX = """
daemon off; master_process off; pid {folder}/nginx.pid; error_log {folder}/nginx-error.log info;
events {{ worker_connections 64; }}
http {{
  access_log off;
  client_body_temp_path {folder}/n1; proxy_temp_path {folder}/n2; fastcgi_temp_path {folder}/n3;
  uwsgi_temp_path {folder}/n4; scgi_temp_path {folder}/n5;
  server {{
    listen 127.0.0.1:{port} ssl;
    ssl_certificate {folder}/party.pem; ssl_certificate_key {folder}/party.key;
    ssl_client_certificate {folder}/anchors.pem; ssl_verify_client on; ssl_verify_depth 2;
    {check}
    location / {{ return 200 "welcome\\n"; }}
  }}
}}
"""

APACHE = """
ServerRoot {folder}
PidFile {folder}/apache.pid
ErrorLog {folder}/apache-error.log
LogLevel info
ServerName localhost
Listen 127.0.0.1:{port}
LoadModule mpm_event_module {modules}/mod_mpm_event.so
LoadModule authz_core_module {modules}/mod_authz_core.so
LoadModule ssl_module {modules}/mod_ssl.so
Mutex file:{folder} default
DocumentRoot {folder}/www
SSLEngine on
SSLCertificateFile {folder}/party.pem
SSLCertificateKeyFile {folder}/party.key
SSLCACertificateFile {folder}/anchors.pem
SSLVerifyClient require
SSLVerifyDepth 2
{check}
"""


def nginx(check_by: str) -> Party:
    def command(folder: Path, port: int) -> list[str]:
        text = NGINX.format(folder=folder, port=port, check=check_by.format(folder=folder))
        (folder / "nginx.conf").write_text(text)
        return ["/usr/sbin/nginx", "-e", f"{folder}/nginx-error.log", "-c", f"{folder}/nginx.conf"]

    return Party("nginx", command)


def apache(check_by: str) -> Party:
    def command(folder: Path, port: int) -> list[str]:
        (folder / "www").mkdir(exist_ok=True)
        (folder / "www/index.html").write_text("welcome\n")
        text = APACHE.format(
            folder=folder, port=port, modules="/usr/lib/apache2/modules", check=check_by.format(folder=folder)
        )
        if os.getuid() == 0:
            text += "User #65534\nGroup #65534\n"
        (folder / "apache.conf").write_text(text)
        return ["/usr/sbin/apache2", "-X", "-f", f"{folder}/apache.conf"]

    return Party("apache", command)


PARTIES = {
    "nginx with ssl_ocsp": nginx("ssl_ocsp leaf;"),
    "nginx with ssl_crl": nginx("ssl_crl {folder}/full.pem;"),
    "Apache with SSLOCSPEnable": apache("SSLOCSPEnable leaf\nSSLOCSPResponseTimeSkew 1200"),
    "Apache with SSLCARevocationFile": apache("SSLCARevocationFile {folder}/full.pem\nSSLCARevocationCheck leaf"),
}

# What a fault on the wire makes of a party that asks OCSP: both close the door when they get no answer.
FAULTS = ["http-503", "empty-body", "captive-portal", "connection-closed", "truncated-body", "redirect"]
LEGAL = ["connection-close", "lower-case-fields"]


def last_words(folder: Path) -> str:
    return "".join("\n" + log.read_text(errors="replace")[-2000:] for log in folder.glob("*-error.log"))


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
    jlis.order("PUT", "/admin/access", {"mode": "none"})


def stories_of_mutual_tls(jlis: Jlis, program: str, good: Person) -> None:
    folder = jlis.folder / "mutual"
    folder.mkdir()
    other = Jlis(program, folder, "--tls-clients", jlis.folder / "anchors.pem")
    try:
        other.order("PUT", "/admin/access", {"mode": "mutual-tls"})
        url = other.ready["tlsUrl"] + "/crl/signature/3/full.crl"
        shown: list[str | Path] = ["--cert", good.certificate, "--key", good.key]
        asks: list[str | Path] = ["curl", "-sk", "-o", "/dev/null", "-w", "%{http_code}"]
        codes = [run(*asks, *shown, url).stdout, run(*asks, url).stdout]
        check(codes == ["200", "403"], f"mutual TLS: {codes}")
        held("curl: a client certificate opens, none does not")
    finally:
        other.process.kill()
        other.process.wait()


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
    jlis.process.send_signal(signal.SIGTERM)
    check(jlis.process.wait(PATIENCE) == 0, "SIGTERM does not end it well")
    held("SIGTERM ends it")


def make_party_certificate(jlis: Jlis) -> None:
    done = run(
        "openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", jlis.folder / "party.key", "-out",
        jlis.folder / "party.pem", "-days", "2", "-subj", "/O=FAKE relying party/CN=localhost",
    )  # fmt: skip
    check(done.returncode == 0, done.stderr)


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="tameshi-serve-") as name:
        folder = Path(name)
        folder.chmod(0o777)  # Apache gives up root
        jlis = Jlis(sys.argv[1], folder)
        try:
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
            stories_of_mutual_tls(jlis, sys.argv[1], hanako)
            stories_of_serving(jlis, sys.argv[1])
        finally:
            jlis.process.kill()
            jlis.process.wait()
    print(f"{count} stories held")
    return 0


if __name__ == "__main__":
    sys.exit(main())
