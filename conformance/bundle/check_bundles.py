#!/usr/bin/env python3
"""A stranger's opinion of bundles: check_bundles.py TAMESHI.

A bundle that `tameshi run` made is read by Python's zipfile and Info-ZIP's unzip, its hashes are added up by hashlib,
its signature is verified by openssl; then it is changed, and `tameshi verify` must refuse. A run that is stopped by
Ctrl-C, by kill -9 or by a full disk and goes on must give the same reports as one that was not, and so must a second
run of everything.
"""

import getpass
import hashlib
import io
import json
import os
import select
import signal
import socket
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path

PROGRAM = str(Path(sys.argv[1]).resolve())
ROOT = Path(__file__).resolve().parents[2]
SUITE = ["pin-lockout", "pulled-card-while-signing"]


def run(*words: object, expect: int = 0) -> str:
    done = subprocess.run([str(w) for w in words], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == expect, f"{words}: {done.returncode}\n{done.stdout}{done.stderr}"
    return done.stdout


def make_certifier(folder: Path) -> tuple[Path, Path, Path]:
    ca, key, certificate = folder / "ca.pem", folder / "key.pem", folder / "certifier.pem"
    ca_key, request = folder / "ca-key.pem", folder / "request.pem"
    new = ("openssl", "req", "-newkey", "rsa:2048", "-nodes")
    run(*new, "-x509", "-subj", "/CN=FAKE CA of certifiers", "-keyout", ca_key, "-out", ca, "-days", 30)
    run(*new, "-subj", "/CN=FAKE Certifier", "-keyout", key, "-out", request)
    run("openssl", "x509", "-req", "-in", request, "-CA", ca, "-CAkey", ca_key, "-set_serial", 7, "-days", 30,
        "-out", certificate)  # fmt: skip
    return ca, key, certificate


def check_files(bundle: Path, ca: Path, folder: Path) -> None:
    run("unzip", "-tqq", bundle)
    with zipfile.ZipFile(bundle) as archive:
        assert archive.testzip() is None
        assert all(entry.date_time == (1980, 1, 1, 0, 0, 0) for entry in archive.infolist())
        contents = {entry.filename: archive.read(entry) for entry in archive.infolist()}
    manifest = json.loads(contents["manifest.json"])
    listed = {file["name"]: file for file in manifest["files"]}
    assert set(contents) == set(listed) | {"manifest.json", "manifest.p7s"}, sorted(contents)
    for name, file in listed.items():
        assert file["size"] == len(contents[name]) and file["sha256"] == hashlib.sha256(contents[name]).hexdigest(), (
            name
        )
    for name in ("manifest.json", "manifest.p7s"):
        (folder / name).write_bytes(contents[name])
    run("openssl", "cms", "-verify", "-binary", "-inform", "DER", "-in", folder / "manifest.p7s",
        "-content", folder / "manifest.json", "-CAfile", ca, "-purpose", "any", "-out", "/dev/null")  # fmt: skip
    report = json.loads(contents["report/report.json"])
    for source, (name, text) in zip(
        report["sources"], [item for item in contents.items() if item[0].startswith("suite/")], strict=True
    ):
        assert source["sha256"] == hashlib.sha256(text).hexdigest(), name
        assert text == (ROOT / source["path"]).read_bytes(), name
    check_nothing_of_this_machine(contents)


def check_nothing_of_this_machine(contents: dict[str, bytes]) -> None:
    user = getpass.getuser()
    secrets = [socket.gethostname(), str(Path.home()), str(ROOT), tempfile.gettempdir() + "/", f"/home/{user}"]
    for name, text in contents.items():
        found = [secret for secret in secrets if len(secret) > 2 and secret.encode() in text]
        assert not found, f"{name} tells {found}"


def repacked(bundle: Path, compression: int) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(bundle) as before, zipfile.ZipFile(out, "w", compression) as after:
        for name in before.namelist():
            after.writestr(name, before.read(name))
    return out.getvalue()


def check_changes(bundle: Path, ca: Path, folder: Path) -> None:
    whole = bundle.read_bytes()
    changed = folder / "changed.zip"
    variants = {f"byte {at}": whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :]
                for at in range(0, len(whole), max(1, len(whole) // 40))}  # fmt: skip
    variants |= {"last byte": whole[:-1] + bytes([whole[-1] ^ 1]), "half": whole[: len(whole) // 2], "nothing": b" "}
    variants |= {
        "deflated": repacked(bundle, zipfile.ZIP_DEFLATED),
        "packed anew": repacked(bundle, zipfile.ZIP_STORED),
    }
    for name, data in variants.items():
        changed.write_bytes(data)
        said = run(PROGRAM, "verify", changed, "--trust", ca, expect=1)
        assert said.splitlines()[-1] == f"{changed}: refused" and "\n✗ " in "\n" + said, f"{name}: {said}"


def check_bundle(folder: Path) -> None:
    ca, key, certificate = make_certifier(folder)
    first, again, unsigned = (folder / name for name in ("first.zip", "again.zip", "unsigned.zip"))
    played = (PROGRAM, "run", *SUITE, "--report", folder / "report", "--bundle")
    run(*played, first, "--sign-key", key, "--sign-certificate", certificate)
    run(*played, again, "--sign-key", key, "--sign-certificate", certificate)
    run(*played, unsigned)
    check_files(first, ca, folder)
    with zipfile.ZipFile(first) as a, zipfile.ZipFile(again) as b:
        assert [n for n in a.namelist() if a.read(n) != b.read(n)] in ([], ["manifest.p7s"])
    said = run(PROGRAM, "verify", first, "--trust", ca)
    assert "CN=FAKE Certifier" in said and said.endswith("accepted\n"), said
    run(PROGRAM, "verify", unsigned)
    run(PROGRAM, "verify", unsigned, "--trust", ca, expect=1)
    run(PROGRAM, "verify", first, "--trust", certificate)  # the certificate itself may be what is trusted
    run(PROGRAM, "verify", first, "--trust", ca, "--at", "2001-01-01", expect=1)
    run(PROGRAM, "verify", folder / "none.zip", expect=2)
    run(PROGRAM, "verify", first, "--trust", key, expect=2)
    run(PROGRAM, "diff", folder / "report", first)
    check_changes(first, ca, folder)


def check_resume(folder: Path) -> None:
    command = [PROGRAM, "run", *SUITE, "--report"]
    run(*command, folder / "whole")
    # Pipes: who reads them sees each run as it ends, and stops the program after the second.
    stopped = subprocess.Popen([*command, str(folder / "parts")], cwd=ROOT, stdout=subprocess.PIPE,
                               stderr=subprocess.PIPE, text=True)  # fmt: skip
    assert stopped.stdout is not None and stopped.stderr is not None
    for _ in range(2):
        stopped.stdout.readline()
    stopped.send_signal(signal.SIGINT)
    _, errors = stopped.communicate(timeout=120)
    assert stopped.returncode == 2 and f"go on with: tameshi run --resume {folder / 'parts'}" in errors, errors
    report = json.loads((folder / "parts/report.json").read_text(encoding="utf-8"))
    assert report["unfinished"] and 2 <= len(report["runs"]) < 7, len(report["runs"])
    run(PROGRAM, "run", "--resume", folder / "parts")
    same_reports(folder / "whole", folder / "parts")
    # One that is whole has nothing left to play.
    run(PROGRAM, "run", "--resume", folder / "parts")
    run(PROGRAM, "run", "pin-lockout", "--resume", folder / "parts", expect=2)


def same_reports(a: Path, b: Path) -> None:
    names = sorted(file.name for file in a.iterdir())
    assert names == sorted(file.name for file in b.iterdir()), names
    for name in names:
        assert (a / name).read_bytes() == (b / name).read_bytes(), name


def check_twice(folder: Path) -> None:
    """One seed, one key pool: every scenario with our reader and our operator gives the same bytes."""
    for name in ("once", "twice"):
        run(PROGRAM, "run", "scenarios", "--subject", "in-process", "--subject", "platform", "--report", folder / name)
    same_reports(folder / "once", folder / "twice")


def processes_of(folder: Path) -> list[str]:
    """The command lines that name the folder, of processes that still run."""
    out = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            words = (process / "environ").read_bytes() + (process / "cmdline").read_bytes()
            if str(folder).encode() in words:
                out.append((process / "cmdline").read_text())
        except OSError:
            continue  # it has ended, or is somebody else's
    return out


def check_killed(folder: Path) -> None:
    """kill -9 with pcscd and a program at work: what had ended is kept, nothing goes on."""
    command = [PROGRAM, "run", *SUITE, "--subject", "opensc", "--report"]
    run(*command, folder / "whole-opensc")
    mark = folder / "processes of this run"
    mark.mkdir()
    killed = subprocess.Popen([*command, str(folder / "killed")], cwd=ROOT, stdout=subprocess.PIPE, text=True,
                              env={**os.environ, "TMPDIR": str(mark)})  # fmt: skip
    assert killed.stdout is not None
    for _ in range(2):
        killed.stdout.readline()
    killed.kill()
    killed.wait(timeout=60)
    kept = (folder / "killed/unfinished.jsonl").read_text(encoding="utf-8")
    assert kept.count("\n") >= 3, kept[:200]  # a head and the two runs
    until = time.monotonic() + 60
    while left := processes_of(mark):
        assert time.monotonic() < until, left
        select.select([], [], [], 0.05)
    run(PROGRAM, "run", "--resume", folder / "killed")
    same_reports(folder / "whole-opensc", folder / "killed")


def check_full_disk(folder: Path) -> None:
    """No file may grow beyond 40 KiB: the same to a program as a disk that is full."""
    limited = 'trap "" XFSZ; ulimit -f 40; exec "$@"'
    parts = folder / "no room"
    done = subprocess.run(["bash", "-c", limited, "bash", PROGRAM, "run", *SUITE, "--report", str(parts)], cwd=ROOT,
                          capture_output=True, text=True, check=False)  # fmt: skip
    assert done.returncode == 2 and "make room on that disk" in done.stderr, done.stderr
    assert f"--resume '{parts}'" in done.stderr, done.stderr
    run(PROGRAM, "run", "--resume", parts)
    same_reports(folder / "whole", parts)


def main() -> int:
    with tempfile.TemporaryDirectory() as name:
        check_bundle(Path(name))
        check_resume(Path(name))
        check_twice(Path(name))
        check_full_disk(Path(name))
        check_killed(Path(name))
    print("bundles: fine")
    return 0


if __name__ == "__main__":
    sys.exit(main())
