"""A thousand people log in at once, each signing with a card of their own: a Locust file.

locust -f signing_users.py --headless --users 1000 --spawn-rate 100 --run-time 60s [--host URL_OF_YOUR_PARTY]

Without --host the sample party beside this file is put under load; yours finds out from J-LIS, whose address is
printed, who is good. Without --headless the test begins when you say so in Locust's page: time to tell it.

On many machines: a key pool in a folder that all of them see (--keys), `--master` on the one where your party is, and
`--worker --master-host IT` on the others. The same keys and people make the same cards everywhere.
The picture is written when the test ends: how many answers came within what time.
"""

import base64
import itertools
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import matplotlib
import tameshi
from locust import HttpUser, constant_pacing, events, task

matplotlib.use("Agg")
from matplotlib import pyplot as plt

SAMPLE_PARTY = Path(__file__).with_name("sample_party.py")


class Town:
    """The world in which the users live, their cards, and the party at whose door they are."""

    def __init__(self) -> None:
        self.world: tameshi.World | None = None
        self.cards: Iterator[tameshi.Card] = iter(())
        self.party: subprocess.Popen[str] | None = None

    def found(self, people: int, keys: str | None) -> None:
        persons = [tameshi.Persona.invented(number) for number in range(1, people + 1)]
        self.world = tameshi.World(persons[0], keys=keys)
        self.cards = itertools.cycle([self.world.card, *map(self.world.card_of, persons[1:])])

    def open_party(self) -> str:
        assert self.world is not None
        with tempfile.NamedTemporaryFile("w", suffix=".pem") as anchors:
            anchors.write(self.world.jlis.anchors()["authentication"])
            anchors.flush()
            command = [sys.executable, str(SAMPLE_PARTY), self.world.jlis.url, anchors.name]
            self.party = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
            assert self.party.stdout is not None
            return self.party.stdout.readline().strip()

    def close(self) -> None:
        if self.party is not None:
            self.party.terminate()
            self.party.wait()


TOWN = Town()


def words(parser: Any) -> None:
    parser.add_argument("--people", type=int, default=1000, help="How many of them there are")
    parser.add_argument("--keys", default=None, help="Folder of the RSA key pool, else the user's")
    parser.add_argument("--picture", default="signing_users.png", help="Where the picture goes")


def begin(environment: Any, **_: object) -> None:
    options = environment.parsed_options
    TOWN.found(options.people, options.keys)
    if options.worker:
        return
    assert TOWN.world is not None
    environment.host = environment.host or TOWN.open_party()
    print(f"J-LIS: {TOWN.world.jlis.url}, the party under load: {environment.host}")


def end(environment: Any, **_: object) -> None:
    if not environment.parsed_options.worker:
        draw(environment.stats, environment.parsed_options.picture)
    TOWN.close()


events.init_command_line_parser.add_listener(words)
events.init.add_listener(begin)
events.quitting.add_listener(end)


class Signer(HttpUser):
    """Logs in once a second, or as quickly as the party answers."""

    wait_time = constant_pacing(1)

    def on_start(self) -> None:
        self.card = next(TOWN.cards)
        self.certificate = base64.b64encode(self.card.read_certificate("authentication")).decode()

    @task
    def log_in(self) -> None:
        challenge = self.client.post("/challenges").json()["challenge"]
        signature = base64.b64encode(self.card.sign(challenge.encode())).decode()
        self.client.post(
            "/sessions", json={"challenge": challenge, "certificate": self.certificate, "signature": signature}
        )


def draw(stats: Any, picture: str) -> None:
    figure, axes = plt.subplots(figsize=(8, 4.5), layout="constrained")
    for entry in stats.entries.values():
        times = sorted(entry.response_times)
        counts = list(itertools.accumulate(entry.response_times[time] for time in times))
        axes.step(times, [count / counts[-1] for count in counts], where="post", label=entry.name)
    axes.set_xscale("symlog")
    axes.set_xlim(left=0)
    axes.set_xlabel("milliseconds")
    axes.set_ylabel("share of answers that came within")
    total = stats.total
    axes.set_title(f"{total.num_requests:,} requests, {total.total_rps:.0f} a second, {total.num_failures:,} failed")
    axes.grid(alpha=0.3)
    axes.legend()
    figure.savefig(picture, dpi=120)
