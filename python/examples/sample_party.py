"""A small relying party over HTTP, there to be put under load: POST /challenges, POST /sessions.

A session wants {"challenge", "certificate", "signature"}, all but the first in base64: who signed the challenge with a
certificate that J-LIS issued and calls good is let in (200), everybody else is not (403). It prints its address. Yours
has a database, times and logs; put it in this one's place.

Usage: sample_party.py JLIS_URL ANCHORS.pem
"""

import base64
import json
import secrets
import sys
import threading
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.x509 import ocsp


class Party:
    def __init__(self, jlis: str, anchors: list[x509.Certificate]) -> None:
        self.jlis = jlis
        self.anchors = anchors
        self.challenges: set[str] = set()
        self.lock = threading.Lock()

    def challenge(self) -> str:
        made = secrets.token_hex(32)
        with self.lock:
            self.challenges.add(made)
        return made

    def refusal(self, asked: dict[str, str]) -> str | None:
        """Why not; None when the session is granted."""
        with self.lock:
            if asked["challenge"] not in self.challenges:
                return "no such challenge"
            self.challenges.remove(asked["challenge"])
        holder = x509.load_der_x509_certificate(base64.b64decode(asked["certificate"]))
        issuer = next(
            (anchor for anchor in self.anchors if anchor.subject == holder.issuer and issued(anchor, holder)), None
        )
        public = holder.public_key()
        if issuer is None or not isinstance(public, rsa.RSAPublicKey):
            return "not of J-LIS"
        try:
            public.verify(
                base64.b64decode(asked["signature"]), asked["challenge"].encode(), padding.PKCS1v15(), hashes.SHA256()
            )
        except InvalidSignature:
            return "not signed by the card"
        return None if self.is_good(holder, issuer) else "revoked"

    def is_good(self, holder: x509.Certificate, issuer: x509.Certificate) -> bool:
        asked = ocsp.OCSPRequestBuilder().add_certificate(holder, issuer, hashes.SHA1()).build()
        wire = asked.public_bytes(serialization.Encoding.DER)
        request = urllib.request.Request(
            self.jlis + "/ocsp/authentication", wire, {"Content-Type": "application/ocsp-request"}
        )
        with urllib.request.urlopen(request, timeout=30) as answer:
            return ocsp.load_der_ocsp_response(answer.read()).certificate_status is ocsp.OCSPCertStatus.GOOD


def issued(anchor: x509.Certificate, holder: x509.Certificate) -> bool:
    try:
        holder.verify_directly_issued_by(anchor)
    except (InvalidSignature, ValueError):
        return False
    return True


def door_of(party: Party) -> type[BaseHTTPRequestHandler]:
    class Door(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        wbufsize = -1  # head and body in one piece, or delayed acknowledgements cost 40 ms

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            if self.path == "/challenges":
                self.tell(200, {"challenge": party.challenge()})
            elif self.path != "/sessions":
                self.tell(404, {})
            elif reason := self.refused(body):
                self.tell(403, {"refused": reason})
            else:
                self.tell(200, {"session": secrets.token_hex(16)})

        def refused(self, body: bytes) -> str | None:
            try:
                return party.refusal(json.loads(body))
            except (KeyError, TypeError, ValueError):
                return "not understood"

        def tell(self, status: int, what: dict[str, str]) -> None:
            text = json.dumps(what).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(text)))
            self.end_headers()
            self.wfile.write(text)

        def log_message(self, format: str, *args: object) -> None:
            return

    return Door


class Server(ThreadingHTTPServer):
    request_queue_size = 1024

    def handle_error(self, request: object, client_address: object) -> None:
        if not isinstance(sys.exception(), ConnectionError):  # a client that is gone is no news
            super().handle_error(request, client_address)  # type: ignore[arg-type]


def main() -> None:
    anchors = x509.load_pem_x509_certificates(Path(sys.argv[2]).read_bytes())
    server = Server(("127.0.0.1", 0), door_of(Party(sys.argv[1], anchors)))
    print(f"http://127.0.0.1:{server.server_port}", flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main()
