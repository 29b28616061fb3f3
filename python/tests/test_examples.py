"""The experiments, in a small size, each with its picture."""

import base64
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
import requests
import tameshi
from distributed import LocalCluster

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
PNG = b"\x89PNG\r\n\x1a\n"


def run(keys: str, folder: Path, *command: str) -> str:
    """With the tests' key pool where a user's would be."""
    (folder / "tameshi").mkdir()
    (folder / "tameshi/keys").symlink_to(keys)
    done = subprocess.run(
        [sys.executable, EXAMPLES / command[0], *command[1:]],
        env={"PATH": "/usr/bin:/bin", "XDG_CACHE_HOME": str(folder), "MPLCONFIGDIR": str(folder)},
        cwd=folder, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_pin_guessing(keys: str, tmp_path: Path) -> None:
    told = run(keys, tmp_path, "pin_guessing.py", "2000", "odds.png")
    odds = {name: float(share.rstrip("%")) for name, share in (line.split(": ") for line in told.splitlines())}
    # 3 of 10,000; 3 of 100; by Zipf's law (1 + 1/2 + 1/3) / (ln 10,000 + 0.577).
    assert odds["throws four digits"] == pytest.approx(0.03, abs=0.15)
    assert odds["has seen two digits"] == pytest.approx(3, abs=1.2)
    assert odds["begins with likely PINs"] == pytest.approx(18.7, abs=3)
    assert (tmp_path / "odds.png").read_bytes().startswith(PNG)


def test_revocation_spreads(keys: str, tmp_path: Path) -> None:
    told = run(keys, tmp_path, "revocation_spreads.py", "2", "20", "known.png").splitlines()
    halves = [float(line.split("after ")[1].split(" h")[0]) for line in told]
    assert halves[0] < halves[1]
    assert (tmp_path / "known.png").read_bytes().startswith(PNG)


def test_revocations_a_year(keys: str, tmp_path: Path) -> None:
    told = run(keys, tmp_path, "revocations_a_year.py", "400", "1", "lists.png").splitlines()
    a_year, listed = (float(line.split(": ")[1].split()[0]) for line in told[:2])
    # docs/nation.md: some 40 moves, 12 losses, 11 deaths, 15 issues and every fifth certificate's renewal.
    assert 60 < a_year < 250
    assert listed > 0
    assert (tmp_path / "lists.png").read_bytes().startswith(PNG)


def test_ten_thousand_worlds_on_this_machine(keys: str, tmp_path: Path) -> None:
    told = run(keys, tmp_path, "ten_thousand_worlds.py", "--worlds", "90", "--picture", "worlds.png")
    found = dict(line.rsplit(": ", 1) for line in told.splitlines())
    # 15 commands. At each a status is told, at 13 a reset; nobody tells of a bit in the 8 pieces of a certificate, nor
    # of what happens to the signature.
    assert found == {"did well": "52", "gave up and said so": "28", "was wrong and said nothing": "10"}
    assert (tmp_path / "worlds.png").read_bytes().startswith(PNG)


def test_ten_thousand_worlds_on_a_cluster_by_its_address(keys: str, tmp_path: Path) -> None:
    with LocalCluster(n_workers=1, threads_per_worker=1, dashboard_address=None) as cluster:
        where = cluster.scheduler_address
        told = run(keys, tmp_path, "ten_thousand_worlds.py", "--worlds", "6", "--cluster", where, "--keys", keys)
    assert told.splitlines()[0] == "did well: 5"


def test_signing_users(keys: str, tmp_path: Path) -> None:
    locust = [sys.executable, "-m", "locust", "--headless", "--only-summary", "--users", "5", "--spawn-rate", "5"]
    done = subprocess.run(
        [*locust, "--run-time", "2s", "-f", EXAMPLES / "signing_users.py", "--people", "5", "--keys", keys],
        cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip
    told = done.stdout + done.stderr
    assert done.returncode == 0, told
    assert re.search(r"POST +/sessions +[1-9]\d* +0\(0.00%\)", told), told
    assert (tmp_path / "signing_users.png").read_bytes().startswith(PNG)


def test_the_sample_party_lets_in_only_whose_card_is_good(keys: str, tmp_path: Path) -> None:
    world = tameshi.World("hanako", keys=keys)
    (tmp_path / "anchors.pem").write_text(world.jlis.anchors()["authentication"])
    command = [sys.executable, str(EXAMPLES / "sample_party.py"), world.jlis.url, str(tmp_path / "anchors.pem")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as party:
        assert party.stdout is not None
        url = party.stdout.readline().strip()

        def log_in(signs: str) -> tuple[int, str]:
            challenge = requests.post(url + "/challenges", timeout=30).json()["challenge"]
            what = {
                "certificate": world.card.read_certificate("authentication"),
                "signature": world.card.sign(signs.encode() or challenge.encode()),
            }
            body = {"challenge": challenge, **{name: base64.b64encode(value).decode() for name, value in what.items()}}
            answer = requests.post(url + "/sessions", json=body, timeout=30)
            return answer.status_code, answer.json().get("refused", "")

        try:
            assert log_in("") == (200, "")
            assert log_in("something else") == (403, "not signed by the card")
            assert requests.post(url + "/sessions", data=b"?", timeout=30).json() == {"refused": "not understood"}
            world.apply("lose-card")
            world.clock.advance("15 min")
            assert log_in("") == (403, "revoked")
        finally:
            party.terminate()


def test_async_party(keys: str, tmp_path: Path) -> None:
    told = run(keys, tmp_path, "async_party.py", "7")
    assert told == "4 of 7 customers are let in; who lost the card stays outside\n"


def test_the_benchmark_tells_its_rows() -> None:
    bench = EXAMPLES.parents[1] / "bench/python_bench.py"
    done = subprocess.run([sys.executable, bench, "--small"], capture_output=True, text=True, check=True)
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert [row["ours"] > 0 for row in rows] == [True] * 3
