#!/usr/bin/env python3
"""The platform operator of `tameshi serve` with other people's programs.

Usage: check_platform.py PROGRAM

jwcrypto encrypts certificates as the Keycloak of mynumbercard-idp does, openssl signs what the card would and makes
CMS, openapi-spec-validator reads what the servers say of themselves. Hanako registers, moves, is told to come back with
her new certificate, and does. Prints one line per story and "N stories held", or the first thing wrong.
"""

import base64
import http.client
import json
import random
import sys
import tempfile
import uuid
from pathlib import Path
from typing import Any

from jwcrypto import jwe, jwk
from openapi_spec_validator import OpenAPIV31SpecValidator, validate

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "http"))
from served import PATIENCE, Jlis, check, held, run, stories_held

KEYCLOAK = {"alg": "RSA-OAEP-256", "enc": "A128CBC-HS256", "zip": "DEF"}  # as its code encrypts
DESCRIBED = {"alg": "RSA-OAEP-256", "enc": "A256GCM"}  # as the project's description has it
NONCE = "5f" * 32
TOKEN = "a-token-of-the-operator"
ADDRESS = "東京都清瀬市架空町９"

# Of an operation: the members of certificate, text and signature, and whose key signs.
REGISTER = ("encryptedCertificateForSign", "applicantData", "sign", "signature")
LOG_IN = ("encryptedCertificateForUser", "nonceData", "nonceSign", "authentication")
OPERATIONS = {"registration": REGISTER, "login": LOG_IN, "replacement": REGISTER}


def openssl(*words: str | Path, **more: Any) -> str:
    done = run("openssl", *words, **more)
    check(done.returncode == 0, f"openssl {words[0]}: {done.stderr}")
    return done.stdout


def in_base64(path: Path) -> str:
    return base64.b64encode(path.read_bytes()).decode()


class Credential:
    """A certificate with its key, as files; what is on the card now."""

    def __init__(self, jlis: Jlis, who: str, kind: str) -> None:
        got = jlis.order("GET", f"/admin/residents/{who}/credentials/card/{kind}")
        self.folder = jlis.folder
        self.pem = jlis.file(f"{who}-{kind}.pem", got["certificate"])
        self.key = jlis.file(f"{who}-{kind}.key", got["key"])
        self.certificate = jlis.folder / f"{who}-{kind}.der"
        openssl("x509", "-in", self.pem, "-outform", "DER", "-out", self.certificate)

    def sign(self, text: str) -> str:
        document, signature = self.folder / "signed.txt", self.folder / "signed.sig"
        document.write_text(text)
        openssl("dgst", "-sha256", "-sign", self.key, "-out", signature, document)
        return in_base64(signature)


class Operator:
    """The platform operator, asked over HTTP."""

    def __init__(self, jlis: Jlis) -> None:
        self.jlis = jlis
        self.url: str = jlis.ready["platform"]
        self.public = jwk.JWK(**self.ask("GET", "/key/jwks.json")[1]["keys"][0])

    def ask(self, method: str, path: str, body: Any = None) -> tuple[int, Any]:
        connection = http.client.HTTPConnection(self.url.removeprefix("http://"), timeout=PATIENCE)
        headers = {} if body is None else {"Content-Type": "application/json"}
        connection.request(method, path, None if body is None else json.dumps(body), headers)
        answer = connection.getresponse()
        out = answer.status, json.loads(answer.read())
        connection.close()
        return out

    def decide(self, path: str, body: Any = None, method: str = "POST") -> Any:
        """Of the operator's own interface."""
        status, decision = self.ask(method, "/platform/v1" + path, body)
        check(status in (200, 201), f"{path}: {status} {decision}")
        return decision

    def encrypted(self, plain: bytes, header: dict[str, str], key: jwk.JWK | None = None) -> str:
        token = jwe.JWE(plain, protected=json.dumps(header))
        token.add_recipient(key or self.public)
        out: str = token.serialize(compact=True)
        return out

    def request(self, operation: str, who: Credential, header: dict[str, str] = KEYCLOAK) -> dict[str, Any]:
        """What a Keycloak built with mynumbercard-idp sends."""
        certificate, text, signature, _ = OPERATIONS[operation]
        transaction = {"transactionId": str(uuid.uuid4()), "recipient": "JPKI", "sender": "ID123"}
        return {
            "requestInfo": transaction | {"ts": "2026-06-01 10:06:00.000"},
            certificate: self.encrypted(in_base64(who.certificate).encode(), header),
            text: NONCE,
            signature: who.sign(NONCE),
        }

    def answers(self, operation: str, body: dict[str, Any], status: int, says: str = "") -> Any:
        """In the form that the project describes, with that status; who it says it is."""
        got, answer = self.ask("POST", f"/verify/{operation}", body)
        check(got == status, f"{operation}: {got} in place of {status}: {answer}")
        info = answer["responseInfo"]
        check(info["transactionId"] == body["requestInfo"]["transactionId"], f"{operation}: another transaction")
        check((info["sender"], info["recipient"]) == ("JPKI", "ID123"), f"{operation}: {info}")
        if status == 200:
            check(answer["status"]["status"] == "SUCCESS" and "applicantId" in answer, f"{operation}: {answer}")
            return answer["identityInfo"]
        error = answer["status"]["errorInfo"]
        check(answer["status"]["status"] == "FAILED", f"{operation}: {answer}")
        check(error["reason"].startswith(f"{status} ") and says in error["message"], f"{operation}: {error}")
        return None

    def does(self, operation: str, who: str, status: int, says: str = "", header: dict[str, str] = KEYCLOAK) -> Any:
        kind = OPERATIONS[operation][3]
        return self.answers(operation, self.request(operation, Credential(self.jlis, who, kind), header), status, says)


def stories_of_descriptions(jlis: Jlis, operator: Operator) -> None:
    status, description = operator.ask("GET", "/platform/openapi.json")
    check(status == 200, f"/platform/openapi.json: {status}")
    for one in (description, jlis.order("GET", "/admin/openapi.json"), jlis.order("GET", "/fake/v1/openapi.json")):
        validate(one, cls=OpenAPIV31SpecValidator)
    held("openapi-spec-validator has nothing to say against the three descriptions")
    reasons = operator.decide("/reasons", method="GET")["reasons"]
    names = [row["reason"] for row in reasons]
    check(len(set(names)) == len(names) > 50, f"{len(names)} reasons")
    check(all(row["says"] and row["source"] for row in reasons), "a reason without words or source")
    held("every reason has a name of its own, words and a source")


def stories_of_a_customer(operator: Operator) -> None:
    operator.does("login", "hanako", 404, "customer-unknown")
    known = operator.does("registration", "hanako", 200)
    check(known["name"] == "試験　花子" and known["dateOfBirth"] == "1995-04-10", f"{known}")
    operator.does("registration", "hanako", 409, "customer-registered", DESCRIBED)
    held("hanako registers by A128CBC-HS256 with DEF, once")
    check(operator.does("login", "hanako", 200, header=DESCRIBED) == known, "another person logs in")
    check(operator.does("login", "hanako", 200) == known, "another person logs in")
    operator.does("login", "taro", 404, "customer-unknown")
    held("she logs in by A256GCM without zip and by the other; taro does not")


def stories_of_a_move(jlis: Jlis, operator: Operator) -> None:
    known = operator.does("login", "hanako", 200)
    old = Credential(jlis, "hanako", "signature")
    old_request = operator.request("replacement", old)
    jlis.live("hanako", "move", address=ADDRESS)
    jlis.order("POST", "/admin/clock/advance", {"by": "15 min"})
    operator.does("login", "hanako", 410, "signature-certificate-revoked")
    operator.answers("replacement", old_request, 401, "certificate-revoked")
    held("after her move, a quarter of an hour later, she is asked for a new certificate")
    jlis.live("hanako", "re-issue")
    jlis.order("POST", "/admin/clock/advance", {"by": "15 min"})
    operator.does("replacement", "taro", 404, "customer-unknown")
    renewed = operator.does("replacement", "hanako", 200)
    check(renewed == known | {"address": ADDRESS}, f"{renewed} after {known}")
    check(operator.does("login", "hanako", 200) == renewed, "the log-in tells old items")
    held("the counter's new certificate takes the old one's place: the same person, a new address")


def stories_of_lengths(jlis: Jlis, operator: Operator) -> None:
    """What is no certificate is refused as such, and so was decrypted, whatever its length and compression."""
    whole = operator.request("registration", Credential(jlis, "taro", "signature"))
    plain_cbc = {name: KEYCLOAK[name] for name in ("alg", "enc")}
    for length in range(1500, 1600, 3):
        noise = base64.b64encode(random.Random(length).randbytes(length))
        for header in (KEYCLOAK, plain_cbc, DESCRIBED, DESCRIBED | {"zip": "DEF"}):
            body = whole | {"encryptedCertificateForSign": operator.encrypted(noise, header)}
            operator.answers("registration", body, 401, "certificate-unreadable")
    held("certificates of many lengths are decrypted by both ways, packed and not")


def stories_of_mistakes(jlis: Jlis, operator: Operator) -> None:
    taro, hanako = (Credential(jlis, who, "signature") for who in ("taro", "hanako"))
    whole = operator.request("registration", taro)
    plain = in_base64(taro.certificate).encode()
    stranger = jwk.JWK.generate(kty="RSA", size=2048)
    parts = whole["encryptedCertificateForSign"].split(".")
    wrong = {
        "no JWE": "not.a.jwe",
        "encrypted to another key": operator.encrypted(plain, KEYCLOAK, stranger),
        "RSA-OAEP with SHA-1": operator.encrypted(plain, KEYCLOAK | {"alg": "RSA-OAEP"}),
        "A192GCM": operator.encrypted(plain, DESCRIBED | {"enc": "A192GCM"}),
        "another tag": ".".join([*parts[:4], base64.urlsafe_b64encode(bytes(16)).decode().rstrip("=")]),
        "no certificate in it": operator.encrypted(b"not a certificate", KEYCLOAK),
        "a bomb": operator.encrypted(bytes(30_000_000), KEYCLOAK),
    }
    for what, token in wrong.items():
        got, answer = operator.ask("POST", "/verify/registration", whole | {"encryptedCertificateForSign": token})
        check(got == 400, f"{what}: {got} {answer}")
    operator.answers("registration", {name: whole[name] for name in whole if name != "sign"}, 400, '"sign"')
    held(f"400: {', '.join(wrong)}, a member that is missing")
    signature = bytearray(base64.b64decode(whole["sign"]))
    signature[-1] ^= 1
    operator.answers("registration", whole | {"sign": base64.b64encode(signature).decode()}, 401)
    operator.answers("registration", whole | {"sign": hanako.sign(NONCE)}, 401)
    operator.answers("registration", whole | {"applicantData": "60" * 32}, 401)
    login = operator.request("login", taro)
    operator.answers("login", login, 401, "wrong-kind")
    held("401: a signature that was altered, by another key, over another text; a signature certificate to log in")
    operator.answers("registration", whole, 200)
    with jlis.lying("wire", "http-503", endpoint="ocsp"):
        operator.does("login", "taro", 503, "ocsp-unreachable")
    operator.does("login", "taro", 200)
    held("503 while J-LIS fails, and no longer")


def stories_of_our_own(jlis: Jlis, operator: Operator) -> None:
    card = Credential(jlis, "hanako", "authentication")
    nonce = operator.decide("/challenges")["nonce"]
    certificate, signature = in_base64(card.certificate), card.sign(nonce)
    session = {"nonce": nonce, "signature": signature, "certificate": certificate}
    check(operator.decide("/sessions", session)["reason"] == "customer-unknown", "the bank knows another's customers")
    application = Credential(jlis, "hanako", "signature")
    cms, contract = jlis.folder / "contract.cms", jlis.file("contract.txt", "普通預金口座開設申込書\n")
    openssl(
        "cms", "-sign", "-binary", "-nodetach", "-in", contract, "-md", "sha256", "-signer", application.pem,
        "-inkey", application.key, "-outform", "DER", "-out", cms,
    )  # fmt: skip
    signed = {"format": "cms", "document": in_base64(cms)}
    for method in ("ocsp", "crl"):
        verified = operator.decide("/verifications", signed | {"revocation": method})
        check(verified["result"] == "accepted" and verified["fourItems"]["address"] == ADDRESS, f"{verified}")
    altered = cms.read_bytes().replace("普通".encode(), "当座".encode())
    check(altered != cms.read_bytes(), "nothing was altered")
    refused = operator.decide("/verifications", signed | {"document": base64.b64encode(altered).decode()})
    check(refused["reason"] == "digest-mismatch", f"{refused}")
    held("our own interface verifies CMS of openssl, by OCSP and by list, and no altered one")
    customer = operator.decide("/customers", signed)["customer"]
    check(operator.decide("/sessions", session)["reason"] == "nonce-unknown", "a challenge is good twice")
    nonce = operator.decide("/challenges")["nonce"]
    session |= {"nonce": nonce, "signature": card.sign(nonce)}
    logged_in = operator.decide("/sessions", session)
    check(logged_in["result"] == "accepted" and logged_in["customer"] == customer, f"{logged_in}")
    held("she opens an account with the CMS and logs in with a challenge, which is good once")


def stories_of_j_lis(jlis: Jlis, operator: Operator) -> None:
    asked = jlis.order("GET", "/admin/requests?limit=10000")["requests"]
    doors = {one["endpoint"] for one in asked}
    check({"ocsp", "crl", "four-info"} <= doors, f"J-LIS was asked at {doors}")
    for token, status in (("a-token-of-somebody-else", 503), (TOKEN, 200)):
        jlis.order("PUT", "/admin/access", {"mode": "bearer-token", "platforms": [{"name": "tameshi", "token": token}]})
        operator.does("login", "taro", status, "ocsp-refused")
    held("it asks J-LIS like anybody, who writes it down and may want its token")


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="tameshi-platform-") as name:
        token = Path(name) / "platform-token"
        token.write_text(TOKEN + "\n")
        people = ["--persona", "hanako", "--persona", "taro", "--clock", "2026-06-01T10:00+09:00", "--frozen"]
        with Jlis(sys.argv[1], Path(name), "--no-card", "--platform-token-file", token, *people) as jlis:
            operator = Operator(jlis)
            stories_of_descriptions(jlis, operator)
            stories_of_a_customer(operator)
            stories_of_a_move(jlis, operator)
            stories_of_lengths(jlis, operator)
            stories_of_mistakes(jlis, operator)
            stories_of_our_own(jlis, operator)
            stories_of_j_lis(jlis, operator)
            check(jlis.stop() == 0, "serve does not end well")
    return stories_held()


if __name__ == "__main__":
    sys.exit(main())
