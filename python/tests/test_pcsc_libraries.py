"""Python's own card libraries, unmodified, meet the virtual card: pyscard, and PyKCS11 through OpenSC."""

import json
import sys
from pathlib import Path
from typing import Any

import pytest
import tameshi
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa

CLIENTS = Path(__file__).parent / "clients"


def told(reader: tameshi.Reader, client: str, *arguments: str) -> Any:
    """What the client found, run as a program of its own: the private PC/SC is its environment's, not ours."""
    done = reader.run([sys.executable, str(CLIENTS / client), *arguments])
    assert done.exit_code == 0, done.errors.decode()
    return json.loads(done.output)


def test_pyscard_transmits(pcsc_reader: tameshi.Reader, card: tameshi.Card) -> None:
    found = told(pcsc_reader, "by_pyscard.py")
    assert found["readers"][0] == pcsc_reader.name
    assert bytes.fromhex(found["atr"]) == card.atr
    assert found["words"] == ["9000", "9000", "63C2"]
    assert card.tries_left("authentication-pin") == 2


@pytest.mark.fault("pulled", during="VERIFY")
def test_pyscard_is_told_that_the_card_is_gone(pcsc_reader: tameshi.Reader) -> None:
    done = pcsc_reader.run([sys.executable, str(CLIENTS / "by_pyscard.py")])
    assert done.exit_code != 0
    assert b"smartcard.Exceptions.CardConnectionException" in done.errors


def test_pykcs11_signs(pcsc_reader: tameshi.Reader, card: tameshi.Card) -> None:
    found = told(pcsc_reader, "by_pykcs11.py", card.persona.pin("authentication"))
    assert found["label"].startswith("JPKI")
    holder = x509.load_der_x509_certificate(bytes.fromhex(found["certificate"]))
    issued = card.certificate("authentication")
    assert issued is not None
    assert holder.serial_number == issued.serial
    public = holder.public_key()
    assert isinstance(public, rsa.RSAPublicKey)
    public.verify(bytes.fromhex(found["signature"]), b"I agree.", padding.PKCS1v15(), hashes.SHA256())


def test_pykcs11_is_told_of_a_wrong_pin(pcsc_reader: tameshi.Reader, card: tameshi.Card) -> None:
    done = pcsc_reader.run([sys.executable, str(CLIENTS / "by_pykcs11.py"), "9999"])
    assert b"CKR_PIN_INCORRECT" in done.errors
    assert card.tries_left("authentication-pin") == 2
