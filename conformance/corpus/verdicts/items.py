"""The four items of a signature certificate's subjectAltName: facts/pki.md §1.5."""

import re
from collections.abc import Iterator
from datetime import date, datetime

import strict_der
from cryptography import x509

ITEMS = "1.2.392.200149.8.5.5."
NAME, NAME_FLAGS, SEX, BIRTH, ADDRESS, ADDRESS_FLAGS = "1", "2", "3", "4", "5", "6"
# Each one's first and last year, Gregorian.
ERAS = {"1": (1868, 1912), "2": (1912, 1926), "3": (1926, 1989), "4": (1989, 2019), "5": (2019, 9999)}
LONGEST = 200
UTF8 = 0x0C


def read(one: x509.Certificate) -> list[tuple[str, str]]:
    """Number and text of each, in their order; ValueError where one is no UTF8String."""
    names = one.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    out = []
    for name in names:
        if isinstance(name, x509.OtherName) and name.type_id.dotted_string.startswith(ITEMS):
            (text,) = strict_der.elements(name.value)
            if text.tag != UTF8:
                raise ValueError("an item is no UTF8String")
            out.append((name.type_id.dotted_string.removeprefix(ITEMS), text.value.decode("utf-8")))
    return out


def wrong_date(text: str, at: datetime) -> Iterator[str]:
    """Era, year, month, day; zeros for what is not known."""
    if not re.fullmatch(r"\d{9}", text):
        yield "the birth date is not nine digits"
        return
    era, year, month, day = text[0], int(text[1:5]), int(text[5:7]), int(text[7:])
    if not (year or month or day):
        return
    if era not in ERAS or not ERAS[era][0] <= year <= ERAS[era][1]:
        yield "the birth date is of another era"
    if month == 0 or day == 0:
        return
    try:
        if date(year, month, day) > at.date():
            yield "the birth date lies ahead"
    except ValueError:
        yield "there is no such day"


def wrong_flags(text: str, flags: str) -> Iterator[str]:
    """One for each character."""
    if not text or len(text) > LONGEST or len(text) != len(flags) or not re.fullmatch("[01]*", flags):
        yield "text and flags do not fit each other"


def wrong(one: x509.Certificate, at: datetime) -> Iterator[str]:
    """What is incomplete or not in its form."""
    found = read(one)
    numbers = [number for number, _ in found]
    if any(numbers.count(number) != 1 for number in "123456"):
        yield "an item is missing or stands twice"
        return
    texts = dict(found)
    yield from wrong_flags(texts[NAME], texts[NAME_FLAGS])
    yield from wrong_flags(texts[ADDRESS], texts[ADDRESS_FLAGS])
    if texts[SEX] not in ("1", "2", "3"):
        yield "the sex is not 1, 2 or 3"
    yield from wrong_date(texts[BIRTH], at)
    if any(ord(c) < 0x20 or 0x202A <= ord(c) <= 0x202E for text in texts.values() for c in text):
        yield "control characters"
