"""Relying parties that nobody here wrote: nginx and Apache as they come from Debian, asking OCSP or reading lists."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from served import PATIENCE, Jlis, Person, await_that, check, run


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


class Party:
    """A relying party: a web server that lets in whoever logs in with a certificate."""

    def __init__(self, name: str, command: Callable[[Path, int], list[str]]) -> None:
        self.name, self.command = name, command

    def starts(self, folder: Path, under: Sequence[str]) -> tuple[subprocess.Popen[bytes], int]:
        for _ in range(5):  # a free port may be taken before the program gets there
            port = free_port()
            log = (folder / f"{self.name}.out").open("w")
            process = subprocess.Popen([*under, *self.command(folder, port)], stdout=log, stderr=subprocess.STDOUT)
            await_that(partial(is_up_or_gone, process, port), self.name)
            if process.poll() is None:
                return process, port
        sys.exit(f"wrong: {self.name} does not start: {(folder / f'{self.name}.out').read_text()}")

    def lets_in(self, folder: Path, who: Person, under: Sequence[str] = ()) -> bool:
        """Whether who logs in is let in; `under`: the words of a program that starts the party."""
        process, port = self.starts(folder, under)
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


def make_party_certificate(jlis: Jlis, under: Sequence[str] = ()) -> None:
    done = run(
        *under, "openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", jlis.folder / "party.key",
        "-out", jlis.folder / "party.pem", "-days", "2", "-subj", "/O=FAKE relying party/CN=localhost",
    )  # fmt: skip
    check(done.returncode == 0, done.stderr)


def last_words(folder: Path) -> str:
    return "".join("\n" + log.read_text(errors="replace")[-2000:] for log in folder.glob("*-error.log"))
