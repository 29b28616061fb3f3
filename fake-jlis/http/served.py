"""A running `tameshi serve` for the scripts beside this one, and other people's programs that ask it."""

import http.client
import json
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any, Self

PATIENCE = 30.0  # seconds
JAPAN = timezone(timedelta(hours=9))
ADMIN_TOKEN = "a-token-of-check-server"
count = 0


def check(condition: bool, what: str) -> None:
    if not condition:
        sys.exit(f"wrong: {what}")


def held(story: str) -> None:
    global count
    count += 1
    print(f"ok {story}", flush=True)


def await_that(true: Callable[[], bool], what: str) -> None:
    end = time.monotonic() + PATIENCE
    while not true():
        check(time.monotonic() < end, f"{what} took too long")
        time.sleep(0.02)


def run(*words: str | Path, **more: Any) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(word) for word in words], capture_output=True, text=True, timeout=PATIENCE, check=False, **more
    )


def stories_held() -> int:
    print(f"{count} stories held")
    return 0


class Jlis:
    """A running `tameshi serve`; `under`: the words of a program that starts it."""

    def __init__(self, program: str, folder: Path, *more: str | Path, under: Sequence[str] = ()) -> None:
        self.folder = folder
        token = folder / "token"
        token.write_text(ADMIN_TOKEN + "\n")
        ready = folder / "ready.json"
        log = (folder / "serve.log").open("w")
        self.process = subprocess.Popen(
            [*under, program, "serve", "--port", "0", "--ready-file", ready, "--admin-token-file", token, *more],
            stdout=log, stderr=subprocess.STDOUT,
        )  # fmt: skip
        await_that(lambda: ready.exists() or self.process.poll() is not None, "serve")
        check(ready.exists(), (folder / "serve.log").read_text())
        self.ready: dict[str, Any] = json.loads(ready.read_text())
        self.url: str = self.ready["url"]

    def ask(self, method: str, path: str, body: Any = None, token: str = ADMIN_TOKEN) -> tuple[int, bytes]:
        connection = http.client.HTTPConnection(self.url.removeprefix("http://"), timeout=PATIENCE)
        headers = {"Authorization": f"Bearer {token}"}
        if body is not None:
            headers["Content-Type"] = "application/json"
        connection.request(method, path, None if body is None else json.dumps(body), headers)
        answer = connection.getresponse()
        out = answer.status, answer.read()
        connection.close()
        return out

    def order(self, method: str, path: str, body: Any = None) -> Any:
        status, text = self.ask(method, path, body)
        check(200 <= status < 300, f"{method} {path}: {status} {text.decode()}")
        return json.loads(text) if text else None

    def file(self, name: str, text: str | bytes) -> Path:
        path = self.folder / name
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return path

    def fetch(self, path: str, name: str) -> Path:
        status, body = self.ask("GET", path)
        check(status == 200, f"GET {path}: {status}")
        return self.file(name, body)

    def list_as_pem(self, path: str, name: str) -> Path:
        out = self.folder / name
        done = run("openssl", "crl", "-inform", "DER", "-in", self.fetch(path, name + ".der"), "-out", out)
        check(done.returncode == 0, f"openssl crl: {done.stderr}")
        return out

    def now(self) -> datetime:
        return datetime.fromisoformat(self.order("GET", "/admin/clock")["now"])

    def set_clock(self, to: datetime, frozen: bool = False) -> None:
        self.order("PUT", "/admin/clock", {"now": to.isoformat(timespec="seconds"), "frozen": frozen})

    def revoke_as_of(self, moment: datetime, who: str) -> None:
        """Strangers look at the machine's clock, so the revocation lies behind it, and the world's clock comes back."""
        self.set_clock(moment, frozen=True)
        self.live(who, "revoke-authentication")
        self.set_clock(datetime.now(JAPAN))

    def tick(self, until: str) -> None:
        """On to when what is known changes for those who ask."""
        self.order("POST", "/admin/ticks", {"until": until})

    def live(self, who: str, event: str, **parameters: str) -> Any:
        return self.order("POST", f"/admin/residents/{who}/events", {"event": event, "parameters": parameters})

    @contextmanager
    def lying(self, service: str, lie: str, **settings: Any) -> Iterator[None]:
        self.order("POST", f"/admin/lies/{service}", {"lie": lie, "settings": settings})
        yield
        self.order("DELETE", f"/admin/lies/{service}")

    def stop(self) -> int:
        """By SIGTERM; its exit code."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(PATIENCE)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.process.kill()
        self.process.wait()


class Person:
    """Somebody's authentication credentials as files."""

    def __init__(self, jlis: Jlis, name: str) -> None:
        self.name = name
        got = jlis.order("GET", f"/admin/residents/{name}/credentials/card/authentication")
        self.certificate = jlis.file(f"{name}.pem", got["certificate"])
        self.key = jlis.file(f"{name}.key", got["key"])
        self.authority = jlis.file(f"{name}.ca.pem", got["authority"])
        self.ocsp: str = got["ocsp"]


def openssl_ocsp(jlis: Jlis, who: Person, *more: str | Path, under: Sequence[str] = ()) -> str:
    done = run(
        *under, "openssl", "ocsp", "-issuer", who.authority, "-cert", who.certificate, "-url", who.ocsp, "-CAfile",
        jlis.folder / "anchors.pem", "-timeout", "5", *more,
    )  # fmt: skip
    return done.stdout + done.stderr
