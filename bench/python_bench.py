#!/usr/bin/env python3
"""What Python costs, as lines of JSON like those of bench/: READ BINARY, signatures in two threads,
a journal as a frame.

Usage: .venv/bin/python bench/python_bench.py [--small]     the best of several rounds; --small for a quick look
"""

import json
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import tameshi

KEYS = str(Path(__file__).resolve().parents[1] / "build/test-keys")
SELECT_JPKI = bytes.fromhex("00A4040C0AD392F000260100000001")
SELECT_TOKEN_INFORMATION = bytes.fromhex("00A4020C020006")
READ_BINARY = bytes.fromhex("00B0000020")


def seconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def tell(name: str, ours: float, unit: str, peer: str, peer_value: float, wanted: float) -> None:
    print(json.dumps({"name": name, "ours": round(ours, 2), "unit": unit, "peer": peer,
                      "peer-value": round(peer_value, 2), "wanted": wanted}))  # fmt: skip


def reads_per_second(count: int) -> float:
    card = tameshi.Card(keys=KEYS)
    card.transmit(SELECT_JPKI)
    card.transmit(SELECT_TOKEN_INFORMATION)
    assert len(card.transmit(READ_BINARY).data) == 32
    transmit = card.transmit

    def read() -> None:
        for _ in range(count):
            transmit(READ_BINARY)

    return count / seconds(read)


def signatures_per_second(threads: int, count: int) -> float:
    cards = [tameshi.Card(keys=KEYS, seed=seed) for seed in range(1, threads + 1)]

    def sign(card: tameshi.Card) -> None:
        for _ in range(count):
            card.sign(b"I agree.")

    with ThreadPoolExecutor(threads) as pool:
        return threads * count / seconds(lambda: list(pool.map(sign, cards)))


def events_per_second(events: int, rounds: int) -> float:
    """From a journal's file into a frame of pandas."""
    world = tameshi.World(keys=KEYS)
    card, journal = world.card, world.journal
    card.transmit(SELECT_JPKI)
    card.transmit(SELECT_TOKEN_INFORMATION)
    for _ in range(events):
        card.transmit(READ_BINARY)
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl") as file:
        file.write(journal.lines())
        file.flush()
        del world, card, journal
        return events / min(seconds(lambda: tameshi.Journal.read(file.name).frame()) for _ in range(rounds))


def main() -> None:
    small = "--small" in sys.argv
    rounds = 1 if small else 3
    reads = max(reads_per_second(20_000 if small else 300_000) for _ in range(rounds))
    tell("READ BINARY from Python", reads, "/s", "", 0, 300_000)
    signing = 50 if small else 1500
    one = max(signatures_per_second(1, signing) for _ in range(rounds))
    two = max(signatures_per_second(2, signing) for _ in range(rounds))
    tell("signing from Python, two threads", two, "/s", "one thread", one, 1.8)
    events = 10_000 if small else 1_000_000
    tell(f"a journal's file of {events:,} events into a frame", events_per_second(events, rounds), "/s", "", 0, 333_333)


if __name__ == "__main__":
    main()
