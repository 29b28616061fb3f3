"""Whether a certificate has the form of RFC 5280 §4.1, where `cryptography` is lenient: a walk over its elements."""

from strict_der import Element, NotDerError, elements

from . import strict_list

EXTENSIONS = 0xA3
LONGEST_SERIAL = 20
KEY_USAGE, POLICIES = "2.5.29.15", "2.5.29.32"


def check_name(name: Element) -> None:
    """§4.1.2.4: a part of a name has something in it, and a person has one."""
    parts = name.parts()
    if not parts or not all(part.parts() for part in parts):
        raise NotDerError("a name that is empty, or has an empty part")


def check_extension(oid: str, value: Element) -> None:
    """X.690 §11.2.2: named bits without zeros at the end; §4.2.1.4: a policy once."""
    if oid == KEY_USAGE:
        unused, last = value.value[0], value.value[-1]
        if len(value.value) > 1 and not last >> unused & 1:
            raise NotDerError("a keyUsage with zeros at its end")
    if oid == POLICIES:
        named = [policy.parts()[0].value for policy in value.parts()]
        if len(named) != len(set(named)):
            raise NotDerError("a policy stands twice")


def check(der: bytes) -> None:
    """The fields in their order, and one algorithm inside and outside (§4.1.1.2)."""
    (whole,) = elements(der)
    body, outside, _ = whole.parts()
    _, serial, inside, issuer, _, subject, _, *rest = body.parts()
    if len(serial.value) > LONGEST_SERIAL:
        raise NotDerError("a serial number of more than 20 octets")
    if inside.parts()[0].oid() != outside.parts()[0].oid():
        raise NotDerError("two algorithms")
    check_name(issuer)
    check_name(subject)
    for part in rest:
        if part.tag == EXTENSIONS:
            for oid, _, value in strict_list.extensions(part.parts()[0]):
                check_extension(oid, value)
