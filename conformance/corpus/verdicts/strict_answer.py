"""The parts of an OCSP answer that `cryptography` does not show or is lenient about: RFC 6960 §4.2.1, RFC 8954 §2.1."""

from strict_der import Element, NotDerError, elements

from . import strict_list

NONCE = "1.3.6.1.5.5.7.48.1.2"
OCTET_STRING, GENERALIZED_TIME = 0x04, 0x18
TAG_1 = 0xA1


def body_of(der: bytes) -> list[Element]:
    """The parts of ResponseData."""
    (answer,) = elements(der)
    (content,) = answer.parts()[1].parts()
    (basic,) = elements(content.parts()[1].value)
    return basic.parts()[0].parts()


def check_single(single: Element) -> None:
    """No critical extension is understood in it."""
    for part in single.parts()[3:]:
        if part.tag == TAG_1 and any(critical for _, critical, _ in strict_list.extensions(part.parts()[0])):
            raise NotDerError("an answer with a critical extension")


def check(der: bytes) -> None:
    """All extensions are DER, critical ones unknown, and the nonce is an OCTET STRING."""
    parts = body_of(der)
    begins = next(number for number, part in enumerate(parts) if part.tag == GENERALIZED_TIME)
    for single in parts[begins + 1].parts():
        check_single(single)
    for part in parts[begins + 2 :]:
        if part.tag != TAG_1:
            raise NotDerError("something else than extensions")
        for oid, critical, value in strict_list.extensions(part.parts()[0]):
            if oid == NONCE and value.tag != OCTET_STRING:
                raise NotDerError("a nonce that is no OCTET STRING")
            if oid != NONCE and critical:
                raise NotDerError("an unknown critical extension")
