"""A small strict reader of JPKI certificates, by facts/pki.md §1.4 and §1.5 and X.690; for tests only.

It shares no code with the program and looks at one certificate alone: no chain, no clock. Findings are words.
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "base/testing"))
from strict_der import Element, NotDerError, elements

JPKI = "1.2.392.200149.8.5"
POLICIES = {"signature": JPKI + ".1.1.20", "authentication": JPKI + ".1.3.30"}
NAMES = {
    "2.5.29.15": "keyUsage",
    "2.5.29.37": "extendedKeyUsage",
    "2.5.29.32": "certificatePolicies",
    "2.5.29.17": "subjectAltName",
    "2.5.29.18": "issuerAltName",
    "2.5.29.31": "cRLDistributionPoints",
    "1.3.6.1.5.5.7.1.1": "authorityInfoAccess",
    "2.5.29.35": "authorityKeyIdentifier",
    "2.5.29.14": "subjectKeyIdentifier",
}
COMMON = {"keyUsage", "certificatePolicies", "issuerAltName", "cRLDistributionPoints", "authorityInfoAccess"}
EXPECTED = {
    "signature": COMMON | {"subjectAltName", "authorityKeyIdentifier", "subjectKeyIdentifier"},
    "authentication": COMMON | {"extendedKeyUsage", "authorityKeyIdentifier", "subjectKeyIdentifier"},
}
CRITICAL = {"keyUsage", "certificatePolicies"}
KEY_USAGE = {"signature": "030206C0", "authentication": "03020780"}
CLIENT_AUTH = "300A06082B06010505070302"
RSA_SHA256 = "1.2.840.113549.1.1.11"
RSA_KEY = "1.2.840.113549.1.1.1"
# Eras of the birth date: first and last year, Gregorian.
ERAS = {"1": (1868, 1912), "2": (1912, 1926), "3": (1926, 1989), "4": (1989, 2019), "5": (2019, 2099)}


def one(data: bytes, tag: int, what: str) -> Element:
    found = list(elements(data))
    if len(found) != 1 or found[0].tag != tag:
        raise NotDerError(f"{what} is not one element")
    return found[0]


def check_integer(element: Element, what: str) -> Iterator[str]:
    value = element.value
    if element.tag != 0x02 or not value:
        raise NotDerError(f"{what} is no INTEGER")
    if len(value) > 1 and ((value[0] == 0 and value[1] < 0x80) or (value[0] == 0xFF and value[1] >= 0x80)):
        raise NotDerError(f"{what} is padded")
    if value[0] >= 0x80 or value == b"\0":
        yield f"{what} is not positive"


def check_time(element: Element) -> Iterator[str]:
    if element.tag != 0x17 or not re.fullmatch(rb"\d{12}Z", element.value):
        yield "a time is no UTCTime of RFC 5280"
    elif element.value[6:13] != b"145959Z":
        yield "the end is not the last second of a day in Japan"


def check_algorithm(element: Element, what: str) -> Iterator[str]:
    if element.parts()[0].oid() != RSA_SHA256:
        yield f"{what} is not sha256WithRSAEncryption"
    elif element.value[-2:] != b"\x05\0" or len(element.parts()) != 2:
        yield f"{what} has parameters other than NULL"


def check_name(element: Element, what: str) -> Iterator[str]:
    for rdn in element.parts():
        pair = rdn.parts()[0] if rdn.value else None
        if rdn.tag != 0x31 or pair is None:
            raise NotDerError(f"an empty part of the {what}")
        kind, value = pair.parts()
        if kind.oid() == "2.5.4.6" and (value.tag != 0x13 or value.value != b"JP"):
            yield f"the country of the {what} is not JP"
        if kind.oid() != "2.5.4.6" and value.tag != 0x0C:
            yield f"a part of the {what} is no UTF8String"
    if not element.value:
        yield f"the {what} is empty"


def check_subject(element: Element, kind: str) -> Iterator[str]:
    yield from check_name(element, "subject")
    values = [rdn.parts()[0].parts() for rdn in element.parts() if rdn.value]
    names = [value.value.decode() for oid, value in values if oid.oid() == "2.5.4.3"]
    shape = r"\d{19}\d{8}[0-9A-Z]" if kind == "signature" else r"[0-9A-Z]{14}\d{8}[A-Z]"
    if len(names) != 1 or not re.fullmatch(shape, names[0]):
        yield "the common name has another shape"


def check_key(element: Element) -> Iterator[str]:
    algorithm, bits = element.parts()
    if algorithm.parts()[0].oid() != RSA_KEY:
        yield "the key is no RSA key"
        return
    modulus, exponent = one(bits.value[1:], 0x30, "the key").parts()
    if len(modulus.value) != 257:
        yield "the key has not 2048 bits"
    if exponent.value != b"\x01\0\x01":
        yield "the exponent is not 65537"


def check_policies(value: bytes, kind: str) -> Iterator[str]:
    policies = [information.parts()[0].oid() for information in one(value, 0x30, "certificatePolicies").parts()]
    if policies != [POLICIES[kind]]:
        yield "the policy is another"


def check_authority_key(value: bytes) -> Iterator[str]:
    parts = one(value, 0x30, "authorityKeyIdentifier").parts()
    if [part.tag for part in parts] != [0x80, 0xA1, 0x82]:
        yield "the authorityKeyIdentifier has other parts"


def check_responder(value: bytes, kind: str) -> Iterator[str]:
    expected = "sign" if kind == "signature" else "auth"
    if f"http://ocsp{expected}norm.fake-jlis.invalid".encode() not in value:
        yield "the responder's address is another"


def check_lists(value: bytes) -> Iterator[str]:
    if b"CRL Distribution Points" not in value or b"Tokyo-to" not in value:
        yield "the list's address is another"


def check_date(text: str) -> Iterator[str]:
    if not re.fullmatch(r"\d{9}", text):
        yield "the birth date is not nine digits"
        return
    era, year, month, day = text[0], int(text[1:5]), int(text[5:7]), int(text[7:])
    if (year, month, day) == (0, 0, 0) or month == 0 or day == 0:
        yield "the birth date is not wholly known"
        return
    if era not in ERAS or not ERAS[era][0] <= year <= ERAS[era][1]:
        yield "the birth date is of another era"
    days = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    if not 1 <= month <= 12 or day > days[month - 1] or year > 2026:
        yield "the birth date does not exist or lies ahead"


def check_flags(text: str, flags: str, what: str) -> Iterator[str]:
    if not text:
        yield f"the {what} is empty"
    if len(text) != len(flags) or not re.fullmatch("[01]*", flags):
        yield f"the flags of the {what} do not fit it"
    if "1" in flags:
        yield f"the {what} has substitutes"


def check_texts(items: dict[str, str]) -> Iterator[str]:
    yield from check_flags(items["1"], items["2"], "name")
    yield from check_flags(items["5"], items["6"], "address")
    yield from check_date(items["4"])
    if not re.fullmatch("[123]", items["3"]):
        yield "the sex is not 1, 2 or 3"
    if items["3"] == "3":
        yield "the sex is not known"
    if len(items["5"]) > 200:
        yield "the address is too long"
    if "\u3000" not in items["1"]:
        yield "the name has no U+3000"
    if any(ord(c) < 0x20 or 0x202A <= ord(c) <= 0x202E for c in items["1"]):
        yield "the name has control characters"
    if any(ord(c) > 0xFFFF for c in items["1"]):
        yield "the name has characters beyond the basic plane"


def items_of(value: bytes) -> list[tuple[str, Element]]:
    out = []
    for name in one(value, 0x30, "subjectAltName").parts():
        oid, content = name.parts()
        out.append((oid.oid().removeprefix(JPKI + ".5."), content.parts()[0]))
    return out


def check_items(value: bytes) -> Iterator[str]:
    items = items_of(value)
    order = [number for number, _ in items]
    if order[:6] != ["1", "4", "3", "5", "2", "6"]:
        yield "an item is missing" if set("123456") - set(order) else "the items stand in another order"
    if len(order) != len(set(order)):
        yield "an item stands twice"
    if set(order) - set("123456"):
        yield "an unknown item"
    if any(element.tag != 0x0C for _, element in items):
        yield "an item is no UTF8String"
        return
    try:
        texts = {number: element.text() for number, element in items}
    except UnicodeDecodeError:
        yield "an item is not UTF-8"
        return
    if set("123456") <= set(texts):
        yield from check_texts(texts)


def check_value(name: str, value: bytes, kind: str) -> Iterator[str]:
    if name == "keyUsage" and value.hex().upper() != KEY_USAGE[kind]:
        yield "the keyUsage is another"
    if name == "extendedKeyUsage" and value.hex().upper() != CLIENT_AUTH:
        yield "the extendedKeyUsage is another"
    if name == "certificatePolicies":
        yield from check_policies(value, kind)
    if name == "authorityKeyIdentifier":
        yield from check_authority_key(value)
    if name == "authorityInfoAccess":
        yield from check_responder(value, kind)
    if name == "cRLDistributionPoints":
        yield from check_lists(value)
    if name == "subjectAltName" and kind == "signature":
        yield from check_items(value)


def check_extension(element: Element, kind: str, seen: list[str]) -> Iterator[str]:
    parts = element.parts()
    flags = [part for part in parts if part.tag == 0x01]
    if any(flag.value != b"\xff" for flag in flags):
        raise NotDerError("a critical flag is not FF")
    if parts[-1].tag != 0x04:
        raise NotDerError("an extension has no OCTET STRING")
    name = NAMES.get(parts[0].oid(), parts[0].oid())
    if name in seen:
        yield f"{name} stands twice"
    seen.append(name)
    if bool(flags) != (name in CRITICAL):
        yield f"{name} is {'' if flags else 'not '}critical"
    list(elements(parts[-1].value))
    yield from check_value(name, parts[-1].value, kind)


def check_extensions(element: Element, kind: str) -> Iterator[str]:
    seen: list[str] = []
    for extension in one(element.value, 0x30, "the extensions").parts():
        yield from check_extension(extension, kind, seen)
    for name in sorted(EXPECTED[kind] - set(seen)):
        yield f"{name} is missing"
    for name in sorted(set(seen) - EXPECTED[kind]):
        yield f"{name} does not belong here"


def check_identifiers(extensions: Element) -> Iterator[str]:
    values = {e.parts()[0].oid(): e.parts()[-1].value for e in one(extensions.value, 0x30, "the extensions").parts()}
    own, authority = values.get("2.5.29.14", b""), values.get("2.5.29.35", b"")
    if len(own) == 22 and own[2:] in authority:
        yield "the key is the authority's"


def check_certificate(der: bytes, kind: str) -> Iterator[str]:
    whole = one(der, 0x30, "the certificate").parts()
    if [part.tag for part in whole] != [0x30, 0x30, 0x03]:
        raise NotDerError("the certificate has other parts")
    tbs = whole[0].parts()
    if not tbs or tbs[0].tag != 0xA0 or tbs[0].value != b"\x02\x01\x02":
        yield "the version is not 3"
        return
    if len(tbs) != 8 or tbs[7].tag != 0xA3:
        yield "the certificate has other fields"
        return
    yield from check_integer(tbs[1], "the serial number")
    if len(tbs[1].value) != 4:
        yield "the serial number has not 4 octets"
    yield from check_algorithm(tbs[2], "the algorithm inside")
    yield from check_algorithm(whole[1], "the algorithm outside")
    if tbs[2].whole != whole[1].whole:
        yield "the algorithms differ"
    yield from check_name(tbs[3], "issuer")
    yield from check_time(tbs[4].parts()[1])
    yield from check_subject(tbs[5], kind)
    yield from check_key(tbs[6])
    yield from check_extensions(tbs[7], kind)
    yield from check_identifiers(tbs[7])
    if whole[2].value[0] != 0 or len(whole[2].value) != 257:
        yield "the signature has not 256 octets"


def findings(der: bytes, kind: str) -> list[str]:
    """What is not as an honest certificate of this kind is; nothing when all is."""
    found: list[str] = []
    try:
        found.extend(check_certificate(der, kind))
    except (NotDerError, IndexError, ValueError) as error:
        found.append(f"not DER: {error}")
    return found
