"""Hypothesis strategies: APDUs, PINs, personas, certificates.

@given(tameshi.strategies.apdus())
def test_any_command_gets_an_answer(command: bytes) -> None: ...
"""

from __future__ import annotations

import datetime

from hypothesis import strategies as st

import tameshi

__all__ = ["apdus", "certificates", "personas", "pins"]

_INSTRUCTIONS = (0x20, 0x24, 0x2A, 0x2C, 0x82, 0x84, 0x86, 0x88, 0xA4, 0xB0, 0xB2, 0xC0, 0xCA)
_DIGITS = "0123456789"
_CAPITALS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@st.composite
def apdus(draw: st.DrawFn, *, well_formed: bool = False) -> bytes:
    """Command APDUs of all four cases, short and extended (ISO/IEC 7816-3 §12.1); any bytes too unless well_formed."""
    if not well_formed and draw(st.integers(0, 3)) == 0:
        return draw(st.binary(max_size=64))
    head = bytes((0x00, draw(st.sampled_from(_INSTRUCTIONS)), draw(st.integers(0, 255)), draw(st.integers(0, 255))))
    extended = draw(st.booleans())
    data = draw(st.binary(max_size=300 if extended else 255))
    expects = draw(st.booleans())
    if not data:
        return head + (b"" if not expects else b"\x00\x00\x00" if extended else b"\x00")
    if extended:
        return head + b"\x00" + len(data).to_bytes(2, "big") + data + (b"\x00\x00" if expects else b"")
    return head + bytes((len(data),)) + data + (b"\x00" if expects else b"")


def pins(kind: str = "authentication") -> st.SearchStrategy[str]:
    """PINs of the right form: four digits; of "signature" 6 to 16 digits and capitals, both present."""
    if kind != "signature":
        return st.text(_DIGITS, min_size=4, max_size=4)
    mixed = st.text(_DIGITS + _CAPITALS, min_size=6, max_size=16)
    return mixed.filter(lambda pin: bool(set(pin) & set(_DIGITS)) and bool(set(pin) & set(_CAPITALS)))


def personas(*, built_in: bool = True) -> st.SearchStrategy[tameshi.Persona]:
    """Built-in people, and invented ones of every age; those alone without built_in."""
    invented = st.builds(
        tameshi.Persona.invented,
        st.integers(1, 9_999),
        st.dates(datetime.date(1930, 1, 1), datetime.date(2010, 1, 1)),
    )
    if not built_in:
        return invented
    return st.one_of(st.sampled_from(tameshi.Persona.ids()).map(tameshi.Persona), invented)


@st.composite
def certificates(
    draw: st.DrawFn, kind: str = "signature", *, deviation: str = "", keys: str | None = None
) -> tameshi.Certificate:
    """Certificates that the fake J-LIS issues to invented people, who all have one."""
    holder, seed = draw(personas(built_in=False)), draw(st.integers(1, 1000))
    card = tameshi.Card(holder, keys=keys, seed=seed, deviation=deviation)
    certificate = card.certificate(kind)
    assert certificate is not None
    return certificate
