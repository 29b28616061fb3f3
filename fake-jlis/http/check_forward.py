#!/usr/bin/env python3
"""The world's clock goes forward, and with it that of openssl, nginx and Apache, by libfaketime.

Usage: check_forward.py PROGRAM

In 2027 somebody logs in; the certificate is revoked; after the refresh of OCSP's data, and on the next day by the
lists, nobody is let in with it any more. Prints one line per story and "N stories held", or the first thing wrong.
"""

import sys
import tempfile
from datetime import UTC
from pathlib import Path

from parties import PARTIES, Party, last_words, make_party_certificate
from served import Jlis, Person, check, held, openssl_ocsp, run, stories_held

BEGINS = "2027-06-01T09:04:00+09:00"
BY_OCSP = {name: party for name, party in PARTIES.items() if "OCSP" in name or "ocsp" in name}
BY_LIST = {name: party for name, party in PARTIES.items() if name not in BY_OCSP}


def at_the_worlds_time(jlis: Jlis) -> list[str]:
    """The words under which a program's clock starts where the world's is; the machine's drives both from there."""
    found = sorted(Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"))
    check(bool(found), "libfaketime is not there: install the package faketime")
    now = jlis.now().astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S")
    # Timers count on a clock that nobody moves.
    return ["env", f"LD_PRELOAD={found[0]}", f"FAKETIME=@{now}", "FAKETIME_DONT_FAKE_MONOTONIC=1", "TZ=UTC"]


def fetch_list(jlis: Jlis) -> None:
    jlis.list_as_pem("/crl/authentication/3/full.crl", "full.pem")


def openssl_verifies(jlis: Jlis, who: Person) -> bool:
    done = run(
        *at_the_worlds_time(jlis), "openssl", "verify", "-crl_check", "-CRLfile", jlis.folder / "full.pem", "-CAfile",
        jlis.folder / "anchors.pem", who.certificate,
    )  # fmt: skip
    return done.returncode == 0


def all_let_in(jlis: Jlis, parties: dict[str, Party], who: Person, wanted: bool) -> None:
    for name, party in parties.items():
        let_in = party.lets_in(jlis.folder, who, under=at_the_worlds_time(jlis))
        check(let_in == wanted, f"{name} in 2027, let in: {let_in}{last_words(jlis.folder)}")


def story_of_ocsp(jlis: Jlis, who: Person) -> None:
    def said() -> str:
        return openssl_ocsp(jlis, who, under=at_the_worlds_time(jlis))

    check("Response verify OK" in said() and ": good" in said(), f"openssl ocsp: {said()}")
    all_let_in(jlis, BY_OCSP, who, True)
    jlis.live(who.name, "revoke-authentication")
    check(": good" in said(), f"before the refresh: {said()}")
    all_let_in(jlis, BY_OCSP, who, True)
    held(f"openssl, {', '.join(BY_OCSP)}: good, also in the minutes between revocation and refresh")
    jlis.tick("ocsp-refresh")
    check(": revoked" in said() and "WARNING" not in said(), f"after the refresh: {said()}")
    all_let_in(jlis, BY_OCSP, who, False)
    held(f"openssl, {', '.join(BY_OCSP)}: revoked after the refresh, and nobody is let in")


def story_of_lists(jlis: Jlis, who: Person) -> None:
    fetch_list(jlis)
    check(openssl_verifies(jlis, who), "openssl verify, on the day of the revocation")
    all_let_in(jlis, BY_LIST, who, True)
    held(f"openssl verify, {', '.join(BY_LIST)}: today's list does not know of it yet, whatever OCSP says")
    jlis.tick("crl-publication")
    fetch_list(jlis)
    check(not openssl_verifies(jlis, who), "openssl verify, with the next day's list")
    all_let_in(jlis, BY_LIST, who, False)
    held(f"openssl verify, {', '.join(BY_LIST)}: the next day's list shuts the door")


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="tameshi-forward-") as name:
        folder = Path(name)
        folder.chmod(0o777)  # Apache gives up root
        with Jlis(sys.argv[1], folder, "--persona", "hanako", "--no-card", "--clock", BEGINS) as jlis:
            make_party_certificate(jlis, at_the_worlds_time(jlis))
            jlis.fetch("/ca/authentication.pem", "anchors.pem")
            hanako = Person(jlis, "hanako")
            fetch_list(jlis)
            all_let_in(jlis, BY_LIST, hanako, True)
            story_of_ocsp(jlis, hanako)
            story_of_lists(jlis, hanako)
    return stories_held()


if __name__ == "__main__":
    sys.exit(main())
