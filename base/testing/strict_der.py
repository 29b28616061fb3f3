"""Whether bytes are DER all through: X.690 §10 and §11, as far as certificates, lists and answers need it."""

from collections.abc import Iterator
from dataclasses import dataclass

CONSTRUCTED = 0x20
BOOLEAN, INTEGER, BIT_STRING, OCTET_STRING, NULL, OID = range(1, 7)
ENUMERATED, UTC_TIME, GENERALIZED_TIME, SET = 10, 0x17, 0x18, 0x31


class NotDerError(ValueError):
    """The bytes are no DER."""


@dataclass
class Element:
    """One tag, length and value."""

    tag: int
    value: bytes
    whole: bytes

    def parts(self) -> list["Element"]:
        """What stands in it, one after the other."""
        return list(elements(self.value))

    def oid(self) -> str:
        """Dotted."""
        return oid_text(self)

    def text(self) -> str:
        """UTF-8."""
        return self.value.decode("utf-8")


def length_at(data: bytes, at: int) -> tuple[int, int]:
    """The length that is written there, and where the value begins."""
    if at >= len(data):
        raise NotDerError("cut length")
    first = data[at]
    if first < 0x80:
        return first, at + 1
    count = first & 0x7F
    octets = data[at + 1 : at + 1 + count]
    if count == 0 or len(octets) < count:
        raise NotDerError("indefinite or cut length")
    length = int.from_bytes(octets)
    if octets[0] == 0 or length < 0x80:
        raise NotDerError("length not shortest")
    return length, at + 1 + count


def elements(data: bytes) -> Iterator[Element]:
    """The elements that stand one after the other."""
    at = 0
    while at < len(data):
        length, begin = length_at(data, at + 1)
        if begin + length > len(data):
            raise NotDerError("cut element")
        yield Element(data[at], data[begin : begin + length], data[at : begin + length])
        at = begin + length


def oid_text(element: Element) -> str:
    """Dotted; NotDerError for anything else than an OBJECT IDENTIFIER."""
    if element.tag != OID or not element.value or element.value[-1] & 0x80:
        raise NotDerError("no object identifier")
    arcs: list[int] = []
    arc, begins = 0, True
    for octet in element.value:
        if begins and octet == 0x80:
            raise NotDerError("object identifier padded")
        arc = arc << 7 | octet & 0x7F
        begins = not octet & 0x80
        if begins:
            arcs.append(arc)
            arc = 0
    first = min(arcs[0] // 40, 2)
    return ".".join(str(n) for n in [first, arcs[0] - 40 * first, *arcs[1:]])


def check_value(element: Element) -> None:
    """A value of a universal type in its only form."""
    tag, value = element.tag, element.value
    if tag == BOOLEAN and value not in (b"\xff", b"\x00"):
        raise NotDerError("a BOOLEAN is neither FF nor 00")
    if tag in (INTEGER, ENUMERATED):
        padded = len(value) > 1 and (value[0], value[1] >> 7) in ((0, 0), (0xFF, 1))
        if not value or padded:
            raise NotDerError("an INTEGER is empty or padded")
    if tag == NULL and value:
        raise NotDerError("a NULL that has something in it")
    if tag == BIT_STRING and (not value or value[0] > 7 or (len(value) == 1 and value[0])):
        raise NotDerError("a BIT STRING without its count")
    if tag == BIT_STRING and value[0] and value[-1] & ((1 << value[0]) - 1):
        raise NotDerError("unused bits are not zero")
    if tag == OID:
        oid_text(element)


def check(data: bytes, inside: bool = True) -> None:
    """All of it: one element, and those in it, down to the last. `inside`: nothing else may stand behind it."""
    found = list(elements(data))
    if inside and len(found) != 1:
        raise NotDerError("more than one element")
    for element in found:
        if element.tag & 0x1F == 0x1F:
            raise NotDerError("a tag of several octets")
        if not element.tag & CONSTRUCTED:
            check_value(element)
            continue
        check(element.value, inside=False)
        if element.tag == SET:
            whole = [part.whole for part in element.parts()]
            if whole != sorted(whole):
                raise NotDerError("a SET out of order")
