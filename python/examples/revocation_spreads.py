"""How long until all of a city's relying parties know of a revocation: OCSP against lists.

People move at any minute of a day, which revokes their signature certificate. Half of the relying parties ask OCSP
at every visit of theirs, the others fetch the day's list once, each at an hour of its own. Whether J-LIS says "revoked"
is asked of the fake J-LIS itself, as a relying party would ask; how often customers come is OURS.

Usage: revocation_spreads.py [MOVERS [PARTIES [PICTURE.png]]]
"""

import random
import sys

import matplotlib
import tameshi
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.x509 import ocsp

matplotlib.use("Agg")
from matplotlib import pyplot as plt

STEP = 15  # minutes
DAYS = 3
NEW_ADDRESS = "東京都清瀬市架空町９丁目９－９"


def is_revoked_by_ocsp(jlis: tameshi.FakeJlis, question: bytes) -> bool:
    _, _, body = jlis.ask("POST", "/ocsp/signature", question, {"Content-Type": "application/ocsp-request"})
    return ocsp.load_der_ocsp_response(body).certificate_status is ocsp.OCSPCertStatus.REVOKED


def is_on_the_list(jlis: tameshi.FakeJlis, serial: int) -> bool:
    status, _, body = jlis.ask("GET", "/crl/signature/3/full.crl")
    return status == 200 and x509.load_der_x509_crl(body).get_revoked_certificate_by_serial_number(serial) is not None


def question_about(jlis: tameshi.FakeJlis, certificate: tameshi.Certificate) -> bytes:
    for anchor in x509.load_pem_x509_certificates(jlis.anchors()["signature"].encode()):
        try:
            certificate.x509().verify_directly_issued_by(anchor)
        except Exception:  # of another generation
            continue
        asked = ocsp.OCSPRequestBuilder().add_certificate(certificate.x509(), anchor, hashes.SHA1())
        return asked.build().public_bytes(serialization.Encoding.DER)
    raise ValueError("no authority of this J-LIS issued the certificate")


def first_known(mover: int, keys: str | None) -> tuple[float, float, int]:
    """Minutes until OCSP and until the list say so, and the minute of the day of the move."""
    person = tameshi.Persona.invented(mover)
    minute = random.Random(mover).randrange(24 * 60)
    jlis = tameshi.FakeJlis([person], clock="2026-04-01T00:00+09:00", keys=keys)
    certificate = jlis.certificate(person.id, "signature")
    assert certificate is not None
    question = question_about(jlis, certificate)
    jlis.clock.advance(f"{minute} min")
    jlis.apply("move", of=person.id, address=NEW_ADDRESS)
    known: dict[str, float] = {}
    for turn in range(DAYS * 24 * 60 // STEP):
        if "ocsp" not in known and is_revoked_by_ocsp(jlis, question):
            known["ocsp"] = turn * STEP
        if "list" not in known and is_on_the_list(jlis, certificate.serial):
            known["list"] = turn * STEP
        if len(known) == 2:
            break
        jlis.clock.advance(f"{STEP} min")
    return known["ocsp"], known["list"], minute


def delays(movers: int, parties: int, keys: str | None = None) -> dict[str, list[float]]:
    """Hours from the move until each relying party knows, by how it asks."""
    chance = random.Random(parties)
    out: dict[str, list[float]] = {"OCSP at each visit": [], "the day's list": []}
    for mover in range(1, movers + 1):
        by_ocsp, by_list, minute = first_known(mover, keys)
        for _ in range(parties):
            visit = chance.expovariate(1 / (12 * 60))  # a customer comes back twice a day
            out["OCSP at each visit"].append((by_ocsp + visit) / 60)
            fetches = chance.randrange(24 * 60)  # minute of the day at which this one fetches
            out["the day's list"].append((by_list + (fetches - minute - by_list) % (24 * 60)) / 60)
    return out


def draw(found: dict[str, list[float]], picture: str) -> None:
    figure, axes = plt.subplots(figsize=(8, 4.5), layout="constrained")
    for name, hours in found.items():
        axes.ecdf(hours, label=name)
    axes.set_xlabel("hours since the move")
    axes.set_ylabel("share of relying parties that know")
    axes.set_title("How long until they know that a signature certificate is revoked")
    axes.grid(alpha=0.3)
    axes.legend()
    figure.savefig(picture, dpi=120)


def main() -> None:
    movers = int(sys.argv[1]) if len(sys.argv) > 1 else 40
    parties = int(sys.argv[2]) if len(sys.argv) > 2 else 200
    picture = sys.argv[3] if len(sys.argv) > 3 else "revocation_spreads.png"
    found = delays(movers, parties)
    for name, hours in found.items():
        ordered = sorted(hours)
        print(f"{name}: half know after {ordered[len(ordered) // 2]:.1f} h, all after {ordered[-1]:.1f} h")
    draw(found, picture)


if __name__ == "__main__":
    main()
