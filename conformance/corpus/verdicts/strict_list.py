"""Whether a revocation list has the form of RFC 5280 §5, where `cryptography` is lenient: a walk over its elements."""

import strict_der
from strict_der import Element, NotDerError

SEQUENCE, EXTENSIONS = 0x30, 0xA0
LONGEST_NUMBER = 20
NUMBER, KEY_IDENTIFIER, POINT = "2.5.29.20", "2.5.29.35", "2.5.29.28"
REASON, INVALID_SINCE = "2.5.29.21", "2.5.29.24"
REMOVE_FROM_LIST = 8
CRITICAL = {NUMBER: False, KEY_IDENTIFIER: False, POINT: True}


def check_time(element: Element) -> None:
    """§5.1.2.4: UTCTime through 2049."""
    if element.tag == strict_der.GENERALIZED_TIME and element.value[:4] < b"2050":
        raise NotDerError("a GeneralizedTime before 2050")


def extensions(element: Element) -> list[tuple[str, bool, Element]]:
    """OID, whether critical, and the one element inside."""
    out = []
    for one in element.parts():
        parts = one.parts()
        (value,) = strict_der.elements(parts[-1].value)
        strict_der.check(parts[-1].value)
        out.append((parts[0].oid(), len(parts) == 3, value))
    if not out:
        raise NotDerError("extensions that are none")
    return out


def check_integer(element: Element, lowest: int) -> None:
    """At most twenty octets, §5.2.3 and §4.1.2.2."""
    if len(element.value) > LONGEST_NUMBER or int.from_bytes(element.value, signed=True) < lowest:
        raise NotDerError("a number that is too small or too long")


def check_entry(element: Element) -> tuple[bytes, bytes]:
    """Its serial number, and the rest."""
    serial, date, *rest = element.parts()
    check_integer(serial, lowest=1)
    check_time(date)
    for oid, critical, value in extensions(rest[0]) if rest else []:
        if critical:
            raise NotDerError("an entry with a critical extension")
        if oid == REASON and value.value == bytes([REMOVE_FROM_LIST]):
            raise NotDerError("removeFromCRL in a full list")
    return serial.value, element.whole


def invalid_since(element: Element) -> bytes | None:
    """invalidityDate of an entry."""
    rest = element.parts()[2:]
    found = [value.value for oid, _, value in extensions(rest[0]) if oid == INVALID_SINCE] if rest else []
    return found[0] if found else None


def check_entries(element: Element, now: bytes) -> None:
    """§5.1.2.6: absent when there is none; no two of one certificate that differ."""
    known: dict[bytes, bytes] = {}
    for one in element.parts():
        serial, whole = check_entry(one)
        if known.setdefault(serial, whole) != whole:
            raise NotDerError("two entries that contradict each other")
        if (invalid_since(one) or now) > now:
            raise NotDerError("invalid from a time to come")
    if not known:
        raise NotDerError("entries that are none")


def check(der: bytes, now: bytes) -> None:
    """`now`: as a GeneralizedTime is written."""
    (whole,) = strict_der.elements(der)
    body, _, signature = whole.parts()
    if signature.value[0] != 0:
        raise NotDerError("a signature with unused bits")
    parts = body.parts()
    if parts[-1].tag != EXTENSIONS or parts[0].tag != strict_der.INTEGER or parts[0].value != b"\x01":
        raise NotDerError("no list of version 2 with extensions")
    times = [part for part in parts if part.tag in (strict_der.UTC_TIME, strict_der.GENERALIZED_TIME)]
    for time in times:
        check_time(time)
    if parts[-2].tag == SEQUENCE:
        check_entries(parts[-2], now)
    for oid, critical, value in extensions(parts[-1].parts()[0]):
        if CRITICAL.get(oid, critical) != critical:
            raise NotDerError("an extension is critical that may not be, or the other way round")
        if oid == NUMBER:
            check_integer(value, lowest=0)
