"""What a finder's chances are: PIN guessing under the card's retry limits.

Many thieves each find the same card and guess until it blocks. Three kinds: one who throws four digits, one who begins
with the PINs that people like (how much they like them is OURS, a Zipf law), one who has looked over a shoulder and
knows two digits. The card itself counts the tries.

Usage: pin_guessing.py [THIEVES [PICTURE.png]]
"""

import itertools
import random
import sys
from collections.abc import Callable, Iterator

import matplotlib
import tameshi

matplotlib.use("Agg")
from matplotlib import pyplot as plt

LIMIT = 3
Thief = Callable[[random.Random, str], Iterator[str]]


def throws(chance: random.Random, pin: str) -> Iterator[str]:
    return (f"{number:04}" for number in chance.sample(range(10_000), LIMIT))


def begins_with_the_likely(chance: random.Random, pin: str) -> Iterator[str]:
    """The owner took the PIN of rank r with a weight of 1/r; the thief tries the ranks in order."""
    rank = chance.choices(range(1, 10_001), weights=[1 / r for r in range(1, 10_001)])[0]
    others = (guess for guess in (f"{number:04}" for number in range(10_000)) if guess != pin)
    for turn in itertools.count(1):
        yield pin if turn == rank else next(others)


def knows_two_digits(chance: random.Random, pin: str) -> Iterator[str]:
    return (pin[:2] + f"{number:02}" for number in chance.sample(range(100), LIMIT))


THIEVES: dict[str, Thief] = {
    "throws four digits": throws,
    "begins with likely PINs": begins_with_the_likely,
    "has seen two digits": knows_two_digits,
}


def gets_in(card: tameshi.Card, guesses: Iterator[str]) -> bool:
    card.set_tries_left("authentication-pin", LIMIT)
    for guess in guesses:
        try:
            card.verify("authentication", guess)
        except tameshi.Refused as refused:
            if not refused.tries_left:
                return False
        else:
            return True
    return False


def odds(thieves: int, keys: str | None = None, seed: int = 1) -> dict[str, float]:
    """By kind of thief, the share of those who got in."""
    card = tameshi.Card(keys=keys)
    pin = card.persona.pin("authentication")
    chance = random.Random(seed)
    return {
        name: sum(gets_in(card, thief(chance, pin)) for _ in range(thieves)) / thieves
        for name, thief in THIEVES.items()
    }


def draw(found: dict[str, float], thieves: int, picture: str) -> None:
    figure, axes = plt.subplots(figsize=(8, 3.2), layout="constrained")
    bars = axes.barh(list(found), [100 * share for share in found.values()], color="#33658a")
    axes.bar_label(bars, fmt="%.2f %%", padding=4)
    axes.margins(x=0.15)
    axes.set_xlabel("finders who get in before the card blocks, per cent")
    axes.set_title(f"{LIMIT} tries, {thieves:,} finders of each kind")
    figure.savefig(picture, dpi=120)


def main() -> None:
    thieves = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    picture = sys.argv[2] if len(sys.argv) > 2 else "pin_guessing.png"
    found = odds(thieves)
    for name, share in found.items():
        print(f"{name}: {share:.4%}")
    draw(found, thieves, picture)


if __name__ == "__main__":
    main()
