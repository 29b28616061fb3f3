"""A card as an object. Signatures and certificates are judged by the cryptography package, which is not ours."""

import pytest
import tameshi
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa

SELECT_JPKI = bytes.fromhex("00A4040C0AD392F000260100000001")
VERIFY_WITHOUT_PIN = bytes.fromhex("00200080")
SELECT_PIN = bytes.fromhex("00A4020C020018")


def test_an_apdu_gives_data_a_status_word_and_its_reason(card: tameshi.Card) -> None:
    response = card.transmit(SELECT_JPKI)
    data, sw = response
    assert (data, sw, response.ok, bytes(response)) == (b"", 0x9000, True, b"\x90\x00")
    assert response.because
    assert response.source.startswith("facts/card.md")


def test_any_bytes_get_an_answer(card: tameshi.Card) -> None:
    assert card.transmit(b"").sw == 0x6700
    assert not card.transmit(b"\xff" * 300).ok


def test_only_bytes_are_a_command(card: tameshi.Card) -> None:
    with pytest.raises(TypeError):
        card.transmit("00A4")  # type: ignore[arg-type]


def test_a_wrong_pin_is_refused_with_the_tries_that_are_left(card: tameshi.Card) -> None:
    with pytest.raises(tameshi.Refused) as refused:
        card.verify("authentication", "9999")
    assert (refused.value.sw, refused.value.tries_left) == (0x63C2, 2)
    assert card.tries_left("authentication-pin") == 2
    assert "9999" not in str(refused.value)


def test_the_third_wrong_pin_blocks(card: tameshi.Card) -> None:
    card.set_tries_left("authentication-pin", 0)
    with pytest.raises(tameshi.Refused) as refused:
        card.verify("authentication")
    assert (refused.value.sw, refused.value.tries_left) == (0x6984, None)


def test_the_card_signs_with_the_key_of_its_certificate(card: tameshi.Card) -> None:
    for key in ("authentication", "signature"):
        certificate = card.certificate(key)
        assert certificate is not None
        public = certificate.x509().public_key()
        assert isinstance(public, rsa.RSAPublicKey)
        public.verify(card.sign(b"I agree.", key), b"I agree.", padding.PKCS1v15(), hashes.SHA256())


def test_the_certificate_that_is_read_is_the_one_that_was_issued(card: tameshi.Card) -> None:
    for which in ("authentication", "signature", "authentication-ca", "signature-ca"):
        issued = card.certificate(which)
        assert issued is not None
        assert card.read_certificate(which) == issued.der
        assert issued.x509().serial_number == issued.serial
        assert issued.x509().not_valid_after_utc == issued.not_after


def test_a_ca_signed_the_certificate(card: tameshi.Card) -> None:
    holder, authority = card.certificate("signature"), card.certificate("signature-ca")
    assert holder is not None
    assert authority is not None
    holder.x509().verify_directly_issued_by(authority.x509())
    assert "FAKE" in authority.x509().subject.rfc4514_string()


def test_power_off_forgets_what_was_selected(card: tameshi.Card) -> None:
    card.transmit(SELECT_JPKI)
    assert card.transmit(SELECT_PIN).ok
    card.power_off()
    card.power_on()
    assert not card.transmit(SELECT_PIN).ok


def test_a_card_that_is_out_is_gone(card: tameshi.Card) -> None:
    card.remove()
    with pytest.raises(tameshi.CardGone):
        card.transmit(SELECT_JPKI)
    card.insert()
    assert card.transmit(SELECT_JPKI).ok


def test_faults_are_armed_by_their_words(card: tameshi.Card) -> None:
    card.arm("wrong-status", operation="VERIFY", status="6F00", nth=1)
    with pytest.raises(tameshi.Refused) as refused:
        card.verify("authentication")
    assert refused.value.sw == 0x6F00
    card.verify("authentication")
    card.arm("pulled during=VERIFY")
    with pytest.raises(tameshi.CardGone):
        card.verify("authentication")


def test_a_slip_in_a_word_names_the_right_one(card: tameshi.Card) -> None:
    with pytest.raises(tameshi.BadInput, match='did you mean "wrong-status"'):
        card.arm("wrong-statu")
    with pytest.raises(ValueError, match='did you mean "hanako"'):
        tameshi.Card("hanaka")


def test_a_python_function_is_a_fault(card: tameshi.Card) -> None:
    heard = []

    @card.distort
    def zeros(command: bytes, response: tameshi.Response) -> tuple[bytes, int] | None:
        heard.append((command, response.sw))
        return (bytes(len(response.data)), 0x6281) if command[1] == 0xB0 else None

    card.transmit(SELECT_JPKI)
    card.transmit(bytes.fromhex("00A4020C020006"))
    response = card.transmit(bytes.fromhex("00B0000020"))
    assert (response.data, response.sw) == (bytes(32), 0x6281)
    assert [sw for _, sw in heard] == [0x9000] * 3
    card.undistort()
    assert card.transmit(bytes.fromhex("00B0000020")).data != bytes(32)


def test_a_fault_that_raises_is_heard_by_who_transmits(card: tameshi.Card) -> None:
    def broken(command: bytes, response: tameshi.Response) -> None:
        raise KeyError(command[1])

    card.distort(broken, "VERIFY")
    with pytest.raises(KeyError):
        card.verify("authentication")


def test_cards_of_one_seed_are_the_same_and_of_two_are_not(keys: str) -> None:
    one, same, other = (tameshi.Card(keys=keys, seed=seed) for seed in (1, 1, 2))
    assert one.certificate("signature") == same.certificate("signature")
    assert one.certificate("signature") != other.certificate("signature")


def test_a_persona_without_a_certificate_has_none(keys: str) -> None:
    under_fifteen = [p for p in tameshi.Persona.ids() if tameshi.Card(p, keys=keys).certificate("signature") is None]
    assert under_fifteen


def test_certificates_deviate_by_name(keys: str) -> None:
    honest, other = tameshi.Card(keys=keys), tameshi.Card(keys=keys, deviation="serial-zero")
    assert honest.certificate("signature") != other.certificate("signature")


def test_no_pin_is_in_what_a_card_shows(card: tameshi.Card) -> None:
    pin = card.persona.pin("signature")
    assert pin == "ABC123"
    assert pin not in repr(card) + repr(card.persona)
    assert not any(pin.encode() in contents for contents in card.files().values())
