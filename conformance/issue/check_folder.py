#!/usr/bin/python3
"""Somebody else's opinion of an issued folder, beside the persona's own YAML file.

Usage: check_folder.py FOLDER PERSONA.yaml

Certificates are read with a DER reader of a few lines and verified by openssl; the card's files, the pictures and the
signatures inside are looked at too. Nothing of the program that made the folder has a say. Prints "checked N" or the
first thing that is wrong.
"""

import calendar
import datetime as dt
import hashlib
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import yaml

VERIFY_CARD = Path(__file__).resolve().parents[2] / "fake-jlis/personalisation/verify_card.py"
JAPAN = dt.timezone(dt.timedelta(hours=9))
ERAS = [("1868-01-25", 1), ("1912-07-30", 2), ("1926-12-25", 3), ("1989-01-08", 4), ("2019-05-01", 5)]
ERA_NAMES = ["unknown", "meiji", "taisho", "showa", "heisei", "reiwa"]
SUBJECT_ALT_NAME = bytes.fromhex("551D11")
OTHER_NAME = bytes.fromhex("2A83088C9B55080505")  # 1.2.392.200149.8.5.5, the last arc follows
POLICIES = {"signature": "8.5.1.1.20", "authentication": "8.5.1.3.30"}
MOBILE_POLICIES = {"signature": "8.5.1.1.40", "authentication": "8.5.1.3.50"}
count = 0


def check(condition: bool, what: str) -> None:
    global count
    if not condition:
        sys.exit(f"wrong: {what}")
    count += 1


def run(*command: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, capture_output=True, text=True, check=False)


# Dates


def moved(day: dt.date, text: str) -> dt.date:
    """A date, or "in 3 months", "1 year 2 months ago", seen from a day."""
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        return dt.date.fromisoformat(text)
    sign = -1 if text.endswith("ago") else 1
    by = {unit: sign * int(n) for n, unit in re.findall(r"(\d+) (year|month|day)", text)}
    month = day.year * 12 + day.month - 1 + 12 * by.get("year", 0) + by.get("month", 0)
    last = calendar.monthrange(month // 12, month % 12 + 1)[1]
    return dt.date(month // 12, month % 12 + 1, min(day.day, last)) + dt.timedelta(days=by.get("day", 0))


def birth_digits(birth: Any, day: dt.date) -> str:
    """EYYYYMMDD (facts/pki.md §1.5, ".4")."""
    if isinstance(birth, dict):
        year, month = int(birth.get("year", 0)), int(birth.get("month", 0))
        return f"{ERA_NAMES.index(birth.get('era', 'unknown'))}{year:04}{month:02}00"
    if birth == "unknown":
        return "0" * 9
    date = moved(day, birth)
    era = max(number for first, number in ERAS if dt.date.fromisoformat(first) <= date)
    return f"{era}{date:%Y%m%d}"


# DER, as much as a certificate needs


def der(data: bytes) -> list[tuple[int, bytes]]:
    out = []
    at = 0
    while at < len(data):
        tag, length, value = data[at], data[at + 1], at + 2
        if length & 0x80:
            value += length & 0x7F
            length = int.from_bytes(data[at + 2 : value], "big")
        check(value + length <= len(data), "a DER value reaches beyond its end")
        out.append((tag, data[value : value + length]))
        at = value + length
    return out


def parts(certificate: bytes) -> list[tuple[int, bytes]]:
    """Of the TBSCertificate."""
    return der(der(der(certificate)[0][1])[0][1])


def extension(certificate: bytes, oid: bytes) -> bytes | None:
    sequence = next(value for tag, value in parts(certificate) if tag == 0xA3)
    for _, entry in der(der(sequence)[0][1]):
        fields = der(entry)
        if fields[0][1] == oid:
            return fields[-1][1]
    return None


def other_names(certificate: bytes) -> list[tuple[int, str]]:
    """(last arc of the OID, text) of each name in subjectAltName."""
    out = []
    names = extension(certificate, SUBJECT_ALT_NAME)
    check(names is not None, "the signature certificate has a subjectAltName")
    for tag, name in der(der(names or b"")[0][1]):
        oid, value = der(name)
        check(tag == 0xA0 and oid[1][:-1] == OTHER_NAME, "a name of the register")
        (kind, text), *rest = der(value[1])
        check(kind == 0x0C and not rest, "a UTF8String")
        out.append((oid[1][-1], text.decode("utf-8")))
    return out


def subject(certificate: bytes) -> list[str]:
    fields = [value for tag, value in parts(certificate) if tag != 0xA0]
    return [der(der(rdn)[0][1])[1][1].decode("utf-8") for _, rdn in der(fields[4])]


# What the folder should hold


class Folder:
    def __init__(self, path: Path, persona: dict[str, Any]) -> None:
        self.path = path
        self.persona = persona
        self.card: dict[str, Any] = persona["card"]
        self.summary = json.loads((path / "summary.json").read_text(encoding="utf-8"))
        self.day = dt.date.fromisoformat(self.summary["day"])
        self.issued = dt.datetime.fromisoformat(self.summary["card"]["issued"])
        self.birth = birth_digits(persona["birth-date"], self.day)
        self.generation = self.summary["card"]["generation"]
        self.has_face = self.generation not in ("mobile", "iphone")

    def read(self, name: str) -> bytes:
        return (self.path / name).read_bytes()

    def held(self) -> set[str]:
        """The certificates that the holder asked for and may have (from 15 on, facts/pki.md §3)."""
        held = set(self.persona.get("certificates", ["signature", "authentication"]))
        year, month, day = int(self.birth[1:5]), int(self.birth[5:7]) or 1, int(self.birth[7:9]) or 1
        on = self.issued.date()
        if year and (on.year - year, on.month, on.day) < (15, month, day):
            held.discard("signature")
        return held


def digits_of(folder: Folder, field: str) -> str:
    marked = {int(at) for at in folder.persona.get("substitutes", {}).get(field, [])}
    return "".join("1" if at in marked else "0" for at in range(1, len(folder.persona[field]) + 1))


def check_files(folder: Folder) -> None:
    listed = {file["name"] for file in folder.summary["files"]}
    there = {str(p.relative_to(folder.path)) for p in folder.path.rglob("*") if p.is_file()}
    check(there == listed | {"summary.json"}, f"the files, {sorted(there ^ listed)}")
    for file in folder.summary["files"]:
        data = folder.read(file["name"])
        check(len(data) == file["size"], f"the size of {file['name']}")
        check(hashlib.sha256(data).hexdigest().upper() == file["sha256"], f"the digest of {file['name']}")
        # 15-bit offsets reach no further (facts/card.md §3.0).
        check(not file["name"].endswith(".bin") or len(data) < 0x8000, f"{file['name']} fits a card")
    total = sum(file["size"] for file in folder.summary["files"] if file["name"].endswith(".bin"))
    check(total < 0x10000, f"{total} bytes fit a card of 64 KiB")


def verify(folder: Folder, ca: str, leaf: str, at: dt.datetime) -> subprocess.CompletedProcess[str]:
    ca_file, leaf_file = folder.path / f"{ca}-ca.pem", folder.path / f"{leaf}.pem"
    return run("openssl", "verify", "-attime", str(int(at.timestamp())), "-CAfile", ca_file, leaf_file)


def check_chain(folder: Folder, kind: str) -> None:
    other = "signature" if kind == "authentication" else "authentication"
    now = dt.datetime.combine(folder.day, dt.time(12), JAPAN)
    end = dt.datetime.fromisoformat(folder.summary["certificates"][kind]["not-after"])
    check(verify(folder, kind, kind, folder.issued).returncode == 0, f"openssl verifies {kind} when it is issued")
    check(verify(folder, other, kind, folder.issued).returncode != 0, f"{kind} is not of the other CA")
    today = verify(folder, kind, kind, now)
    check((today.returncode == 0) == (now < end), f"openssl's opinion of {kind} today, {today.stderr}")
    check(now < end or "certificate has expired" in today.stderr, f"{kind} has expired")
    after = verify(folder, kind, kind, end + dt.timedelta(seconds=1))
    check("certificate has expired" in after.stderr, f"{kind} ends when the summary says")


def check_certificate(folder: Folder, kind: str) -> None:
    check_chain(folder, kind)
    data = folder.read(f"{kind}.der")
    text = run("openssl", "x509", "-in", folder.path / f"{kind}.pem", "-noout", "-text").stdout
    policy = (MOBILE_POLICIES if not folder.has_face else POLICIES)[kind]
    check(f"Policy: 1.2.392.200149.{policy}\n" in text, f"the policy of {kind}")
    algorithm = "ecdsa-with-SHA384" if folder.generation == "next" else "sha256WithRSAEncryption"
    check(text.count(f"Signature Algorithm: {algorithm}\n") == 2, f"the algorithm of {kind}")
    key = "(384 bit)" if folder.generation == "next" else "(2048 bit)"
    check(f"Public-Key: {key}" in text, f"the key of {kind}")
    place = folder.persona["municipality"]
    check(f"OU = {place['prefecture']}, CN = {place['name']} CRLDP" in text, f"the CRL point of {kind}")
    check(place["code"] in subject(data)[-1], f"the municipality in the common name of {kind}")


def check_register_names(folder: Folder) -> None:
    data = folder.read("signature.der")
    persona = folder.persona
    place = persona["municipality"]
    check(subject(data)[:3] == ["JP", place["prefecture"], place["name"]], "the subject of the signature certificate")
    expected = [
        (1, persona["name"]),
        (4, folder.birth),
        (3, persona["sex"]),
        (5, persona["address"]),
        (2, digits_of(folder, "name")),
        (6, digits_of(folder, "address")),
    ]
    check(other_names(data) == expected, f"the names of the register, {other_names(data)}")


def check_certificates(folder: Folder) -> None:
    held = folder.held()
    # Name of the file, its EF, the byte of EF 0008 that tells of it.
    for kind, ef, flag in (("signature", "0001", 0), ("authentication", "000A", 1)):
        there = (folder.path / f"{kind}.der").exists()
        check(there == (kind in held), f"the {kind} certificate, of {held or 'none'}")
        check((folder.path / f"jpki/{ef}.bin").exists() == there, f"jpki/{ef}")
        check((folder.read("jpki/0008.bin")[flag] == 0x8F) == there, "the flags in EF 0008")
        check(folder.read(f"{kind}-ca.der") == folder.read("jpki/0002.bin" if flag == 0 else "jpki/000B.bin"), "the CA")
        if there:
            check(folder.read(f"jpki/{ef}.bin") == folder.read(f"{kind}.der"), f"jpki/{ef} is the certificate")
            check_certificate(folder, kind)
    if "signature" in held:
        check_register_names(folder)
    else:
        check("signature" not in folder.summary["certificates"], "no signature certificate in the summary")


def check_dates(folder: Folder) -> None:
    end = dt.datetime.fromisoformat(folder.summary["card"]["not-after"]).date()
    if "expires" in folder.card:
        check(end == moved(folder.day, folder.card["expires"]), "the card ends on the day that the persona says")
    if "stay-until" in folder.persona:
        check(end == moved(folder.day, folder.persona["stay-until"]), "the card ends with the stay")
    if "issued" in folder.card:
        check(folder.issued.date() == moved(folder.day, folder.card["issued"]), "the day of issue")
    for kind in folder.held():
        not_after = dt.datetime.fromisoformat(folder.summary["certificates"][kind]["not-after"]).date()
        check(not_after <= end, f"{kind} ends no later than the card")


def check_tries(folder: Folder) -> None:
    wanted = folder.card.get("tries-left", {})
    for pin, left in folder.summary["tries-left"].items():
        name = pin.split("/")[1]
        check(name not in wanted or left == int(wanted[name]), f"the tries left of {pin}, {left}")
    check(folder.summary["card"]["state"] == folder.card.get("state", "active"), "the state")


def object_at(data: bytes, tag: str) -> bytes:
    """The value of the data object, whose tag has two bytes, inside a template that has a tag of two bytes too."""
    at = 3 if data[2] < 0x80 else 5
    while at < len(data):
        long = data[at + 2] >= 0x80
        length = int.from_bytes(data[at + 3 : at + 5], "big") if long else data[at + 2]
        value = at + (5 if long else 3)
        if data[at : at + 2].hex().upper() == tag:
            return data[value : value + length]
        at = value + length
    sys.exit(f"wrong: no {tag}")


def check_attributes(folder: Folder) -> None:
    persona = folder.persona
    check(folder.read("input-support/0001.bin")[3:15].decode() == persona["my-number"], "the My Number")
    data = folder.read("input-support/0002.bin")
    sex = persona["sex"] if persona["sex"] in "12" else "9"
    for tag, text in (
        ("DF22", persona["name"]),
        ("DF23", persona["address"]),
        ("DF24", folder.birth[1:]),
        ("DF25", sex),
    ):
        check(object_at(data, tag) == text.encode("utf-8"), f"{tag} in input-support is the persona's")
    check(
        object_at(folder.read("card-face/0001.bin"), "DF11").decode() == folder.birth[1:], "the birth date on the face"
    )


def check_pictures(folder: Folder) -> None:
    face, back = folder.read("card-face/0002.bin"), folder.read("card-face/0005.bin")
    inside = {
        "name.png": object_at(face, "DF25"),
        "address.png": object_at(face, "DF26"),
        "photo.jp2": object_at(face, "DF27"),
        "security-code.png": object_at(face, "DF2A"),
        "my-number.png": object_at(back, "DF41"),
    }
    for name, data in inside.items():
        check(len(data) > 0 and folder.read(name) == data, f"{name} is the card's")
    pngs = [folder.path / name for name in inside if name.endswith(".png")]
    check(run("pngcheck", "-q", *pngs).returncode == 0, "pngcheck takes the pictures")
    opened = folder.path.parent / f"{folder.path.name}.pgm"
    done = run("opj_decompress", "-i", folder.path / "photo.jp2", "-o", opened)
    check(done.returncode == 0 and opened.read_bytes().startswith(b"P5"), "opj_decompress opens the photograph")
    opened.unlink()
    check(2000 < len(inside["photo.jp2"]) < 15000, "the photograph has a size that fits a card")
    done = run(VERIFY_CARD, folder.path, "drawn")
    check(done.returncode == 0, f"the signatures inside: {done.stderr}")


def main() -> None:
    text = Path(sys.argv[2]).read_text(encoding="utf-8")
    folder = Folder(Path(sys.argv[1]), yaml.load(text, Loader=yaml.BaseLoader))
    check(folder.summary["persona"] == folder.persona["id"], "whose folder it is")
    check_files(folder)
    check_certificates(folder)
    check_dates(folder)
    check_tries(folder)
    if folder.has_face:
        check_attributes(folder)
        check_pictures(folder)
    print(f"checked {count}")


if __name__ == "__main__":
    main()
