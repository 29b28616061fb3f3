"""How many signature certificates a moving nation revokes a year, for which reasons, and what the lists weigh.

A sample of people lives for some years, day by day, and every quarter the revocation lists are fetched as a relying
party fetches them. What they hold is counted by the cryptography package and scaled to the nation: entries a thousand
people, bytes an entry. How often people move is OURS (docs/nation.md), and so is how long the serial numbers are.

Usage: revocations_a_year.py [PEOPLE [YEARS [PICTURE.png]]]
"""

import datetime
import json
import sys
from collections import Counter
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import matplotlib
import tameshi
from cryptography import x509

matplotlib.use("Agg")
from matplotlib import pyplot as plt

NATION = 120_000_000
MUNICIPALITIES = 1_741
QUARTER = 91  # days
MEBIBYTE = 1 << 20


@dataclass
class Lists:
    """All that is revoked on some day, by the full lists of all generations."""

    day: datetime.date
    people: int
    entries: int = 0
    weight: int = 0  # bytes of the full lists
    reasons: dict[int, str] = field(default_factory=dict)


def fetched(nation: tameshi.Nation, url: str) -> bytes:
    status, _, body = nation.ask("GET", urlsplit(url).path)
    assert status == 200, url
    return body


def reason_of(entry: x509.RevokedCertificate) -> str:
    try:
        return entry.extensions.get_extension_for_class(x509.CRLReason).value.reason.name.replace("_", " ")
    except x509.ExtensionNotFound:
        return "unspecified"


def look(nation: tameshi.Nation) -> Lists:
    out = Lists(nation.today, nation.living)
    _, _, index = nation.ask("GET", "/crl/index.json")
    for row in json.loads(index)["lists"]:
        if row["authority"].startswith("signature/") and row["scope"] == "full":
            der = fetched(nation, row["url"])
            known = x509.load_der_x509_crl(der)
            out.entries += len(known)
            out.weight += len(der)
            out.reasons.update((entry.serial_number, reason_of(entry)) for entry in known)
    return out


def lived(people: int, years: int, keys: str | None = None) -> list[Lists]:
    """What the lists say at each quarter."""
    nation = tameshi.Nation(people, keys=keys)
    out = [look(nation)]
    for _ in range(4 * years):
        nation.live(QUARTER)
        out.append(look(nation))
    assert nation.breaches == []
    return out


def a_year(looks: list[Lists]) -> dict[str, float]:
    """Revocations of signature certificates a year among a thousand people, by reason."""
    ever = {serial: entry for lists in looks for serial, entry in lists.reasons.items()}
    years = (looks[-1].day - looks[0].day).days / 365.25
    thousands = sum(lists.people for lists in looks) / len(looks) / 1000
    counted = Counter(ever.values())
    return {reason: count / years / thousands for reason, count in counted.most_common()}


def bytes_an_entry(looks: list[Lists]) -> float:
    first, last = looks[0], looks[-1]
    return (last.weight - first.weight) / (last.entries - first.entries)


def draw(looks: list[Lists], picture: str) -> None:
    figure, (left, right) = plt.subplots(1, 2, figsize=(11, 4), layout="constrained")
    reasons = a_year(looks)
    bars = left.barh(list(reasons), list(reasons.values()), color="#33658a")
    left.bar_label(bars, fmt="%.1f", padding=4)
    left.margins(x=0.15)
    left.invert_yaxis()
    left.set_xlabel("a year, of a thousand people")
    left.set_title("Signature certificates revoked, by reason")
    days = [(lists.day - looks[0].day).days / 365.25 for lists in looks]
    weights = [lists.entries / lists.people * NATION * bytes_an_entry(looks) / MEBIBYTE for lists in looks]
    right.plot(days, weights, marker="o", color="#b3541e")
    right.set_xlabel("years")
    right.set_ylabel("MiB")
    right.set_title(f"All full lists of a nation of {NATION // 1_000_000} million")
    right.grid(alpha=0.3)
    right.set_ylim(bottom=0)
    figure.savefig(picture, dpi=120)


def main() -> None:
    people = int(sys.argv[1]) if len(sys.argv) > 1 else 3000
    years = int(sys.argv[2]) if len(sys.argv) > 2 else 4
    picture = sys.argv[3] if len(sys.argv) > 3 else "revocations_a_year.png"
    looks = lived(people, years)
    last = looks[-1]
    rate = sum(a_year(looks).values())
    print(f"revoked a year: {rate:.1f} of a thousand people, {rate * NATION / 1e9:.1f} million of the nation")
    share = last.entries / last.people
    print(
        f"on the lists after {years} years: {share * NATION / 1e6:.1f} million, {bytes_an_entry(looks):.0f} bytes each"
    )
    weight = share * NATION * bytes_an_entry(looks) / 1024
    a_part = weight / MUNICIPALITIES
    print(f"they weigh {weight / 1024:,.0f} MiB; one of {MUNICIPALITIES:,} municipalities' {a_part:,.0f} KiB")
    draw(looks, picture)


if __name__ == "__main__":
    main()
