#!/usr/bin/env python3
"""Subjects that nobody here wrote, as their files in this folder bring them up: servers, PKCS#11 modules, programs.

Usage: check_subjects.py PROGRAM

Prints one line per story and "N stories held", or the first thing wrong.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

PATIENCE = 300  # seconds

LOG_IN = """
title: A customer logs in over TLS with the key in the card, until the card is lost
given: { clock: "2026-04-01T09:04:00+09:00", card: { of: hanako } }
steps:
  - subject: log-in
    with: { pin: right }
    expect: { outcome: accepted, card: { saw: PERFORM SECURITY OPERATION }, ocsp: { answered: good } }
  - subject: log-in
    with: { pin: wrong }
    expect: { outcome: wrong-pin, tries-left: 2 }  # Apache may have asked by then: it has seen the certificate
  - resident: lose-card
  - clock: advance
    with: { by: 15 min }
  - subject: log-in
    with: { pin: right }
    expect: { outcome: rejected, ocsp: { answered: revoked } }
expect: { secrets: never-shown }
"""

IN = """
title: A customer logs in over TLS with the key in the card
given: { clock: "2026-04-01T09:04:00+09:00", card: { of: hanako } }
steps:
  - subject: log-in
    with: { pin: right }
    expect: { outcome: accepted, card: { saw: PERFORM SECURITY OPERATION } }
expect: { secrets: never-shown }
"""

UNREACHABLE = """
title: Nobody is let in while J-LIS does not answer
given: { clock: "2026-04-01T09:04:00+09:00", lies: [{ wire: http-503, endpoint: ocsp }] }
steps:
  - subject: log-in
    with: { pin: right }
    expect: { outcome: rejected, ocsp: { lied: http-503 } }
"""

FORGED = """
title: A certificate that no CA of ours signed is not let in
given: { clock: "2026-04-01T09:04:00+09:00", certificate: rogue-authority-with-copied-key-identifier }
steps:
  - subject: log-in
    with: { pin: right }
    expect: { outcome: rejected }
"""

ONE_PIN = """
title: A PIN is presented
given: { clock: "2026-04-01T09:00:00+09:00" }
steps:
  - subject: verify-pin
    with: { key: authentication, pin: right }
    expect: { outcome: done }
"""

DOCUMENT = """
title: A signed document is taken, until the customer loses the card ({format}, {revocation})
given:
  clock: "2026-04-01T09:04:00+09:00"
  documents: {{ contract: I agree }}
steps:
  - subject: submit-document
    with: {{ document: contract, pin: right, format: {format}, revocation: {revocation} }}
    expect: {{ outcome: accepted }}
  - resident: lose-card
  - clock: advance
    with: {{ by: 24 h }}
  - subject: submit-document
    with: {{ document: contract, pin: right, format: {format}, revocation: {revocation} }}
    expect: {{ outcome: rejected, reason: {reason} }}
"""
REASONS = {"ocsp": "revoked", "crl": "certificate revoked"}

held = 0


def play(program: str, folder: Path, story: str, subject: str, *more: str) -> str:
    path = folder / "story.yaml"
    path.write_text(story)
    done = subprocess.run(
        [program, "run", path, "--subject", subject, "--report", folder / "report", *more],
        capture_output=True, text=True, timeout=PATIENCE, check=False, stdin=subprocess.DEVNULL,
    )  # fmt: skip
    return done.stdout + done.stderr


def passes(program: str, folder: Path, story: str, subject: str, *more: str) -> None:
    global held
    said = play(program, folder, story, subject, *more)
    if "1 passed, 0 failed, 0 skipped" not in said:
        sys.exit(f"wrong: {subject}:\n{said}")
    held += 1
    print(f"ok {subject}: {story.splitlines()[1].removeprefix('title: ')}", flush=True)


def stories_of_devices(program: str, folder: Path) -> None:
    answers = folder / "answers.txt"
    answers.write_text("done # the lamp was green\n")
    passes(program, folder, ONE_PIN, "device", "--answers", str(answers))
    said = play(program, folder, ONE_PIN, "device")
    if "nobody is at a terminal" not in said or "1 skipped" not in said:
        sys.exit(f"wrong: a device without anybody:\n{said}")


def main() -> int:
    program = str(Path(sys.argv[1]).resolve())
    with tempfile.TemporaryDirectory(prefix="tameshi-subjects-") as name:
        folder = Path(name)
        for subject in ("nginx", "apache"):
            for story in (LOG_IN, UNREACHABLE, FORGED):
                passes(program, folder, story, subject)
        for story in (IN, FORGED):  # it asks nobody
            passes(program, folder, story, "haproxy")
        for form in ("raw", "cms"):
            for by, reason in REASONS.items():
                passes(program, folder, DOCUMENT.format(format=form, revocation=by, reason=reason), "openssl")
        for subject in ("opensc-pkcs11", "p11tool"):
            passes(program, folder, ONE_PIN, subject)
        stories_of_devices(program, folder)
    print(f"{held} stories held")
    return 0


if __name__ == "__main__":
    sys.exit(main())
