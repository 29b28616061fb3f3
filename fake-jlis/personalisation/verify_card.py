#!/usr/bin/env python3
"""Somebody else's opinion of a card's files: reads them from a folder and verifies all that is signed inside.

Usage: verify_card.py FOLDER drawn|absent

The folder holds AP/NAME.bin per file, or what its summary.json says, and AUTHORITY.pem (public keys) of the three
authorities. Nothing but Python's own library, openssl, opj_decompress and pngcheck has a say. Prints "verified N" or
the first thing that is wrong.
"""

import hashlib
import json
import subprocess
import sys
import tempfile
from pathlib import Path

Objects = dict[str, bytes]
DIGEST_INFO = bytes.fromhex("3031300D060960864801650304020105000420")
LONG_DIGEST_INFO = bytes.fromhex("3071300D060960864801650304020105000460")
KEY_INFO = bytes.fromhex("30820122300D06092A864886F70D01010105000382010F003082010A0282010100")
count = 0


def check(condition: bool, what: str) -> None:
    global count
    if not condition:
        sys.exit(f"wrong: {what}")
    count += 1


def length_at(data: bytes, at: int) -> tuple[int, int]:
    """The length and where the value begins. Only the forms that the card writes."""
    if data[at] < 0x80:
        return data[at], at + 1
    check(data[at] == 0x82, f"length form {data[at]:02X}")
    length = int.from_bytes(data[at + 1 : at + 3], "big")
    check(length >= 0x80, "a short length in long form")
    return length, at + 3


def objects(data: bytes) -> list[tuple[str, bytes, bytes]]:
    """(tag, value, whole) of each data object with a two-byte tag."""
    out = []
    at = 0
    while at < len(data):
        length, value = length_at(data, at + 2)
        check(value + length <= len(data), "a data object reaches beyond its file")
        out.append((data[at : at + 2].hex().upper(), data[value : value + length], data[at : value + length]))
        at = value + length
    return out


def inside(data: bytes, tag: str, tail: bytes = b"") -> tuple[Objects, Objects]:
    """Values and whole data objects inside the template `tag`, which is followed by `tail` only."""
    length, value = length_at(data, 2)
    check(data[:2].hex().upper() == tag and data[value + length :] == tail, f"the template {tag}")
    parts = objects(data[value : value + length])
    return {t: v for t, v, _ in parts}, {t: w for t, _, w in parts}


def modulus_of(key: bytes) -> bytes:
    check(key[:9] == bytes.fromhex("9003010001") + bytes.fromhex("91820100") and len(key) == 265, "a public key")
    return key[9:]


def recover(modulus: bytes, signature: bytes) -> bytes:
    """What openssl finds inside a PKCS #1 v1.5 signature."""
    with tempfile.TemporaryDirectory() as folder:
        key, sig = Path(folder, "key.der"), Path(folder, "sig")
        key.write_bytes(KEY_INFO + modulus + bytes.fromhex("0203010001"))
        sig.write_bytes(signature)
        command: list[str | Path] = ["openssl", "pkeyutl", "-verifyrecover", "-pubin"]
        command += ["-keyform", "DER", "-inkey", key, "-in", sig]
        done = subprocess.run(command, capture_output=True, check=False)
    check(done.returncode == 0, "openssl takes the signature")
    return done.stdout


def check_signature(modulus: bytes, signed: bytes, signature: bytes, what: str) -> None:
    check(recover(modulus, signature) == DIGEST_INFO + hashlib.sha256(signed).digest(), f"the signature of {what}")


class Card:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.names: dict[str, str] = {}
        summary = folder / "summary.json"
        if summary.exists():
            files = json.loads(summary.read_text(encoding="utf-8"))["files"]
            self.names = {file["holds"]: file["name"] for file in files}

    def file(self, name: str) -> bytes:
        return (self.folder / self.names.get(name, f"{name}.bin")).read_bytes()

    def authority(self, name: str) -> bytes:
        command: list[str | Path] = ["openssl", "pkey", "-pubin", "-in", self.folder / f"{name}.pem", "-outform", "DER"]
        der = subprocess.run(command, capture_output=True, check=True).stdout
        return der[len(KEY_INFO) : len(KEY_INFO) + 256]


def signer(card: Card, certificate: bytes, authority: str) -> bytes:
    """The modulus that a CV certificate certifies."""
    values, _ = inside(certificate, "7F21")
    check(len(certificate) == 568 and list(values) == ["5F4E", "5F37"], "the shape of a CV certificate")
    body = values["5F4E"]
    for key_id in (body[:16], body[16:32]):
        check(key_id[:2] == b"99" and key_id[:7].isdigit() and key_id[7:9] == b"\x08\x05", "a FAKE key identifier")
    check(body[:16] != body[16:32], "two key identifiers")
    check_signature(card.authority(authority), body, values["5F37"], f"{authority}'s certificate")
    return modulus_of(body[32:])


def check_offsets(data: bytes, offsets: bytes, first: int) -> None:
    for number in range(len(offsets) // 2):
        at = int.from_bytes(offsets[2 * number : 2 * number + 2], "big")
        check(data[at : at + 2] == bytes((0xDF, first + number)), f"the offset of DF{first + number:02X}")


def check_input_support(card: Card) -> None:
    key = signer(card, card.file("input-support/signer-certificate"), "input-support-authority")
    number = card.file("input-support/my-number")
    check(len(number) == 17 and number[:3] == b"\xff\x10\x0c" and number[15:] == b"\xff\xff", "the My Number")
    attributes = card.file("input-support/attributes")
    values, whole = inside(attributes, "FF20")
    check(list(values) == ["DF21", "DF22", "DF23", "DF24", "DF25"], "the order of the attributes")
    check_offsets(attributes, values["DF21"], 0x22)
    record, record_whole = inside(card.file("input-support/signature-record"), "FF30")
    check(len(card.file("input-support/signature-record")) == 336, "the size of the signature record")
    check(record["DF31"] == hashlib.sha256(number).digest(), "the digest of the My Number")
    four = b"".join(whole[tag] for tag in ("DF22", "DF23", "DF24", "DF25"))
    check(record["DF32"] == hashlib.sha256(four).digest(), "the digest of the attributes")
    check_signature(key, record_whole["DF31"] + record_whole["DF32"], record["DF33"], "the signature record")
    internal, internal_whole = inside(card.file("input-support/internal-key-certificate"), "FF50")
    modulus_of(internal["DF51"])
    check_signature(key, internal_whole["DF51"], internal["DF52"], "the internal key")
    session = card.file("input-support/session-key-certificate")
    check(session[:4] == bytes.fromhex("A1820109"), "the session key's template")
    modulus_of(session[4:])
    basic = card.file("input-support/basic-information")
    check(len(basic) == 256, "the size of the basic information")
    inside(basic, "FF40", b"\xff" * 92)


def check_card_face(card: Card, drawn: bool) -> None:
    key = signer(card, card.file("card-face/signer-certificate"), "card-face-authority")
    age, age_whole = inside(card.file("card-face/age-record"), "FF10")
    check_signature(key, age_whole["DF11"] + age_whole["DF12"], age["DF13"], "the age record")
    back, back_whole = inside(card.file("card-face/number-image"), "FF40")
    check_signature(key, back_whole["DF41"] + back_whole["DF42"], back["DF43"], "the number image")
    data = card.file("card-face/face")
    face, whole = inside(data, "FF20")
    check(list(face) == [f"DF{tag:02X}" for tag in range(0x21, 0x2B)], "the order of the face")
    check(len(data) < 0x8000, "the face fits 15-bit offsets")
    check_offsets(data, face["DF21"], 0x22)
    check(face["DF24"] == age["DF12"] == back["DF42"], "one card key in three files")
    groups = (("DF22", "DF23", "DF24"), ("DF25", "DF26"), ("DF27",))
    digests = b"".join(hashlib.sha256(b"".join(whole[tag] for tag in group)).digest() for group in groups)
    check(recover(key, face["DF28"]) == LONG_DIGEST_INFO + digests, "the signature of the face")
    check_images(face, back, drawn)
    certificate = card.file("issuer-domain/cv-certificate")
    domain = signer(card, bytes.fromhex("7F21820233") + certificate, "issuer-domain-authority")
    basic, basic_whole = inside(card.file("card-face/basic-information"), "FF30")
    check(basic["DF35"][:16] == card.file("issuer-domain/intermediate-key-id"), "who signs the basic information")
    first_four = b"".join(basic_whole[f"DF3{n}"] for n in range(1, 5))
    check_signature(domain, first_four, basic["DF35"][16:], "the basic information")


def check_png(data: bytes, width: int, height: int, what: str) -> None:
    """Size, one bit of grey; `height` is the least one."""
    check(data[:8] == b"\x89PNG\r\n\x1a\n" and data[24:26] == b"\x01\x00", f"{what} is a 1-bit PNG")
    size = (int.from_bytes(data[16:20], "big"), int.from_bytes(data[20:24], "big"))
    check(size[0] == width and size[1] >= height, f"the size of the {what}, {size}")
    with tempfile.NamedTemporaryFile(suffix=".png") as file:
        Path(file.name).write_bytes(data)
        check(subprocess.run(["pngcheck", "-q", file.name], check=False).returncode == 0, f"pngcheck takes the {what}")


def check_photograph(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        photo, opened = Path(folder, "photo.jp2"), Path(folder, "photo.pgm")
        photo.write_bytes(data)
        command: list[str | Path] = ["opj_decompress", "-i", photo, "-o", opened]
        done = subprocess.run(command, capture_output=True, check=False)
        check(done.returncode == 0, "opj_decompress opens the photograph")
        check(opened.read_bytes().startswith(b"P5"), "the photograph is grey")
    check(2000 < len(data) < 15000, f"the photograph has a size that fits a card, {len(data)}")


def check_images(face: Objects, back: Objects, drawn: bool) -> None:
    images = [face["DF25"], face["DF26"], face["DF27"], face["DF2A"], back["DF41"]]
    check(all(images) if drawn else not any(images), "images are all there or all absent")
    if not drawn:
        return
    check_png(face["DF25"], 360, 40, "name")
    check_png(face["DF26"], 480, 72, "address")
    check_png(face["DF2A"], 24, 12, "security code")
    check_png(back["DF41"], 72, 12, "My Number")
    check(face["DF2A"][20:24] == back["DF41"][20:24] == b"\0\0\0\x0c", "digits are 12 high")
    check_photograph(face["DF27"])


def main() -> None:
    card = Card(Path(sys.argv[1]))
    check_input_support(card)
    check_card_face(card, sys.argv[2] == "drawn")
    print(f"verified {count}")


if __name__ == "__main__":
    main()
