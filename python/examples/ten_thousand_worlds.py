"""Ten thousand worlds on Dask: at which command does which fault lead a reader astray?

In each world another person's card misbehaves once, at one command of a reader that reads a certificate and signs a
contract, and that starts once more when the card was gone or silent. It did well, or it gave up and said so, or it
handed over a wrong signature or certificate and said nothing, which the cryptography package finds out.

Usage: ten_thousand_worlds.py [--worlds N] [--cluster ADDRESS] [--keys FOLDER] [--picture PICTURE.png]

Without --cluster it runs on this machine's processors. With the address of a Dask scheduler (tcp://10.0.0.1:8786) it
runs there, where the package tameshi is installed for all workers: `dask scheduler`, `dask worker ADDRESS`.
"""

import argparse
import itertools
import os
from collections import Counter
from collections.abc import Iterator

import matplotlib
import tameshi
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from distributed import Client, LocalCluster, as_completed

matplotlib.use("Agg")
from matplotlib import pyplot as plt

FAULTS: dict[str, dict[str, str]] = {
    "pulled": {"during": "any"},
    "reset": {},
    "no-answer": {},
    "wrong-status": {"status": "6F00"},
    "truncated-answer": {"length": "8"},
    "bit-flipped": {},
}
COMMANDS = 15  # of the reader, when all is well
OUTCOMES = ("did well", "gave up and said so", "was wrong and said nothing")
BATCH = 40
CONTRACT = b"I agree."

World = tuple[str, int, int]  # fault, the command at which it strikes, whose card
Told = Counter[tuple[str, int, str]]


def worlds(count: int) -> Iterator[World]:
    """Every fault at every command on the first person's card, then on the second's, and so on."""
    all_of_them = ((f, nth, who) for who in itertools.count(1) for nth in range(1, COMMANDS + 1) for f in FAULTS)
    return itertools.islice(all_of_them, count)


def attempt(card: tameshi.Card) -> tuple[bytes, bytes]:
    return card.read_certificate("authentication"), card.sign(CONTRACT)


def read_and_sign(card: tameshi.Card) -> tuple[bytes, bytes]:
    """The reader."""
    try:
        return attempt(card)
    except (tameshi.CardGone, tameshi.NoAnswer):
        card.insert()
        card.power_off()
        card.power_on()
        return attempt(card)


def outcome(world: World, keys: str | None) -> str:
    fault, nth, who = world
    card = tameshi.Card(tameshi.Persona.invented(who), keys=keys)
    issued = card.certificate("authentication")
    assert issued is not None
    card.arm(fault, nth=nth, **FAULTS[fault])
    try:
        certificate, signature = read_and_sign(card)
    except tameshi.CardError:
        return OUTCOMES[1]
    public = issued.x509().public_key()
    assert isinstance(public, rsa.RSAPublicKey)
    try:
        public.verify(signature, CONTRACT, padding.PKCS1v15(), hashes.SHA256())
    except InvalidSignature:
        return OUTCOMES[2]
    return OUTCOMES[0] if certificate == issued.der else OUTCOMES[2]


def batch(some: list[World], keys: str | None) -> Told:
    return Counter((world[0], world[1], outcome(world, keys)) for world in some)


def sweep(client: Client, count: int, keys: str | None) -> Told:
    all_of_them = list(worlds(count))
    batches = [all_of_them[first : first + BATCH] for first in range(0, count, BATCH)]
    told: Told = Counter()
    for future in as_completed(client.map(batch, batches, keys=keys)):
        told += future.result()
    return told


def share(told: Told, fault: str, nth: int, which: str) -> float:
    all_of_them = sum(told[fault, nth, any_outcome] for any_outcome in OUTCOMES)
    return told[fault, nth, which] / all_of_them if all_of_them else 0.0


def draw(told: Told, picture: str) -> None:
    figure, axes = plt.subplots(len(OUTCOMES), 1, figsize=(9, 7), layout="constrained", sharex=True)
    for axis, which in zip(axes, OUTCOMES, strict=True):
        rows = [[share(told, fault, nth, which) for nth in range(1, COMMANDS + 1)] for fault in FAULTS]
        image = axis.imshow(
            rows, vmin=0, vmax=1, cmap="cividis", aspect="auto", extent=(0.5, COMMANDS + 0.5, len(FAULTS), 0)
        )
        axis.set_yticks([row + 0.5 for row in range(len(FAULTS))], FAULTS)
        axis.set_title("the reader " + which)
    axes[-1].set_xticks(range(1, COMMANDS + 1))
    axes[-1].set_xlabel("the command at which the fault strikes")
    figure.colorbar(image, ax=axes, label="share of the worlds")
    figure.suptitle(f"{sum(told.values()):,} worlds")
    figure.savefig(picture, dpi=120)


def main() -> None:
    words = argparse.ArgumentParser()
    words.add_argument("--worlds", type=int, default=10_000)
    words.add_argument("--cluster")
    words.add_argument("--keys")
    words.add_argument("--picture", default="ten_thousand_worlds.png")
    given = words.parse_args()
    if given.cluster:
        with Client(given.cluster) as client:
            told = sweep(client, given.worlds, given.keys)
    else:
        processors = os.cpu_count() or 1
        with (
            LocalCluster(n_workers=processors, threads_per_worker=1, dashboard_address=None) as cluster,
            Client(cluster) as client,
        ):
            told = sweep(client, given.worlds, given.keys)
    for which in OUTCOMES:
        print(f"{which}: {sum(count for (_, _, found), count in told.items() if found == which)}")
    draw(told, given.picture)


if __name__ == "__main__":
    main()
