"""The fake J-LIS is asked by requests and httpx, as relying parties in Python do."""

import base64
import urllib.parse

import httpx
import pytest
import requests
import tameshi
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.x509 import ocsp

OCSP = {"Content-Type": "application/ocsp-request"}


@pytest.fixture
def question(card: tameshi.Card) -> bytes:
    holder, authority = card.certificate("signature"), card.certificate("signature-ca")
    assert holder is not None
    assert authority is not None
    asked = ocsp.OCSPRequestBuilder().add_certificate(holder.x509(), authority.x509(), hashes.SHA1())
    return asked.build().public_bytes(serialization.Encoding.DER)


def status_in(response: bytes) -> ocsp.OCSPCertStatus:
    return ocsp.load_der_ocsp_response(response).certificate_status


def test_requests_asks_ocsp_in_one_session(world: tameshi.World, fake_jlis: tameshi.FakeJlis, question: bytes) -> None:
    with requests.Session() as session:
        url = fake_jlis.url + "/ocsp/signature"
        before = session.post(url, data=question, headers=OCSP, timeout=30)
        world.apply("lose-card")
        world.clock.advance("15 min")
        after = session.post(url, data=question, headers=OCSP, timeout=30)
    assert before.headers["Content-Type"] == "application/ocsp-response"
    assert (status_in(before.content), status_in(after.content)) == (
        ocsp.OCSPCertStatus.GOOD,
        ocsp.OCSPCertStatus.REVOKED,
    )


def test_requests_fetches_the_list_only_when_it_is_another(fake_jlis: tameshi.FakeJlis) -> None:
    url = fake_jlis.url + "/crl/signature/3/full.crl"
    first = requests.get(url, timeout=30)
    first.raise_for_status()
    assert x509.load_der_x509_crl(first.content).next_update_utc is not None
    again = requests.get(url, timeout=30, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_requests_is_told_to_try_later(fake_jlis: tameshi.FakeJlis, question: bytes) -> None:
    fake_jlis.lie("ocsp", "try-later")
    answer = requests.post(fake_jlis.url + "/ocsp/signature", data=question, headers=OCSP, timeout=30)
    assert ocsp.load_der_ocsp_response(answer.content).response_status is ocsp.OCSPResponseStatus.TRY_LATER


def test_httpx_asks_ocsp_by_get(fake_jlis: tameshi.FakeJlis, question: bytes) -> None:
    in_url = urllib.parse.quote(base64.b64encode(question).decode(), safe="")
    with httpx.Client(base_url=fake_jlis.url, timeout=30) as client:
        answer = client.get("/ocsp/signature/" + in_url)
        assert client.get("/health").status_code == 200
    assert status_in(answer.content) is ocsp.OCSPCertStatus.GOOD
