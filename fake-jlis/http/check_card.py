#!/usr/bin/env python3
"""The card beside `tameshi serve`, met from another terminal: OpenSC reads it, openssl asks OCSP.

Usage: check_card.py PROGRAM

Prints one line per story and "N stories held", or the first thing wrong. No story needs root: where root runs them,
they are an ordinary user's.
"""

import os
import shutil
import sys
import tempfile
from datetime import datetime
from pathlib import Path
from typing import Any

from served import JAPAN, Jlis, Person, await_that, check, held, openssl_ocsp, run, stories_held

PEOPLE = ["--persona", "hanako", "--persona", "taro"]
NOBODY = "65534"
MOVE = {"municipality": "14104 Kanagawa-ken Yokohama-shi-Naka-ku", "address": "神奈川県横浜市中区架空９"}


class Reader:
    """The reader of a served card, for other people's programs."""

    def __init__(self, jlis: Jlis, program: str, under: list[str]) -> None:
        self.jlis = jlis
        self.join = [*under, program, "join", "--ready-file", str(jlis.folder / "ready.json"), "--"]

    def run(self, *words: str | Path) -> str:
        done = run(*self.join, *words)
        return done.stdout + done.stderr

    def certificate(self, kind: str, pin: str = "") -> Path:
        """Read by pkcs11-tool, as PEM; the signature certificate wants its password."""
        number, label = ("01", "User Authentication") if kind == "authentication" else ("02", "Digital Signature")
        der, out = self.jlis.folder / f"read-{kind}.der", self.jlis.folder / f"read-{kind}.pem"
        der.unlink(missing_ok=True)
        login = ["--token-label", f"JPKI ({label} PIN)", "--login", "--pin", pin] if pin else []
        said = self.run("pkcs11-tool", *login, "--read-object", "--type", "cert", "--id", number, "-o", der)
        check(der.exists(), f"pkcs11-tool: {said}")
        done = run("openssl", "x509", "-inform", "DER", "-in", der, "-out", out)
        check(done.returncode == 0, done.stderr)
        return out

    def sees_card(self) -> bool:
        """Whether opensc-tool says Yes of the first reader."""
        rows = [line.split() for line in self.run("opensc-tool", "--list-readers").splitlines()]
        return any(row[:2] == ["0", "Yes"] for row in rows)


def shown(jlis: Jlis) -> Any:
    return jlis.order("GET", "/admin/card")


def text_of(certificate: Path) -> str:
    return run("openssl", "x509", "-in", certificate, "-noout", "-subject", "-serial", "-nameopt", "RFC2253").stdout


def story_of_loss(jlis: Jlis, reader: Reader) -> None:
    hanako = Person(jlis, "hanako")
    jlis.fetch("/ca/authentication.pem", "anchors.pem")
    read = reader.certificate("authentication")
    check(text_of(read) == text_of(hanako.certificate), "the card carries another certificate than was issued")
    hanako.certificate = read
    said = openssl_ocsp(jlis, hanako)
    check("Response verify OK" in said and ": good" in said, f"openssl ocsp: {said}")
    held("pkcs11-tool reads the certificate out of the served card, and openssl ocsp says good")
    jlis.live("hanako", "lose-card")
    jlis.tick("ocsp-refresh")
    said = openssl_ocsp(jlis, hanako, "-validity_period", "1200")  # the world is a little ahead of the machine now
    check(": revoked" in said and "certificateHold" in said, f"openssl ocsp: {said}")
    held("the card is lost: its certificate is revoked after the refresh, and still in the card")
    jlis.set_clock(datetime.now(JAPAN))


def story_of_moving(jlis: Jlis, reader: Reader) -> None:
    jlis.order("PUT", "/admin/card", {"of": "taro"})
    old = text_of(reader.certificate("signature", "TAROPASS2026XYZ9"))
    jlis.live("taro", "move-out")
    jlis.live("taro", "move-in", municipality="13221 Tokyo-to Kiyose-shi", address="東京都清瀬市架空町１")
    check(text_of(reader.certificate("signature", "TAROPASS2026XYZ9")) == old, "moving alone changes the card")
    issued = jlis.live("taro", "re-issue")["issued"]
    new = text_of(reader.certificate("signature", "TAROPASS2026XYZ9"))
    check([f"serial={int(one['serial']):08X}" in new for one in issued] == [True], f"not {issued}: {new}")
    check("L=Yokohama-shi-Naka-ku" in old and "L=Kiyose-shi" in new, f"{old}{new}")
    check(issued[0] in shown(jlis)["certificates"], "the admin interface knows nothing of it")
    held("who has moved gets a new certificate at the counter, and the card carries it")
    document, signature = jlis.file("contract.txt", "I agree.\n"), jlis.folder / "contract.sig"
    said = reader.run(
        "pkcs11-tool", "--token-label", "JPKI (Digital Signature PIN)", "--login", "--pin", "TAROPASS2026XYZ9",
        "--sign", "--mechanism", "SHA256-RSA-PKCS", "--id", "02", "--input-file", document, "--output-file", signature,
    )  # fmt: skip
    key = run("openssl", "x509", "-in", jlis.folder / "read-signature.pem", "-noout", "-pubkey").stdout
    public = jlis.file("taro.pub", key)
    done = run("openssl", "dgst", "-sha256", "-verify", public, "-signature", signature, document)
    check("Verified OK" in done.stdout, f"{said}{done.stdout}{done.stderr}")
    held("the card signs with the key of its new certificate")


def story_of_replacing(jlis: Jlis, reader: Reader) -> None:
    reader.run("pkcs15-tool", "--verify-pin", "--auth-id", "01", "--pin", "0000")
    check("Tries left     : 2" in reader.run("pkcs15-tool", "--list-pins"), "a wrong PIN costs nothing")
    before = shown(jlis)["carrier"]
    jlis.live("taro", "replace-card")
    check(shown(jlis)["carrier"] != before, "the card is the old one")
    check("Tries left     : 3" in reader.run("pkcs15-tool", "--list-pins"), "the new card's PIN has lost a try")
    held("a card that is replaced is another one, with PINs of its own")


def story_of_inserting(jlis: Jlis, reader: Reader) -> None:
    check(reader.sees_card(), "no card is in the reader")
    jlis.order("PUT", "/admin/card", {"inserted": False})
    check(not reader.sees_card(), "the card is still in the reader")
    jlis.live("taro", "leak-key")
    jlis.live("taro", "re-issue")
    check(not reader.sees_card(), "the counter has put the card into the reader")
    jlis.order("PUT", "/admin/card", {"of": "hanako", "inserted": True})
    check(reader.sees_card() and shown(jlis)["of"] == "hanako", "the card is not back")
    held("the admin interface takes the card out, puts it back and changes whose it is")


def is_there(process: int) -> bool:
    return Path(f"/proc/{process}").exists()


def story_of_ending(jlis: Jlis, reader: Reader) -> None:
    room = jlis.ready["card"]["room"]
    kept = [int(child) for child in Path(f"/proc/{room}/task/{room}/children").read_text().split()]
    check(len(kept) == 1, f"the room has {len(kept)} children")
    check(jlis.stop() == 0, "SIGTERM does not end it well")
    check(not is_there(room), "the room is still there")
    await_that(lambda: not is_there(kept[0]), "pcscd's end")
    said = reader.run("opensc-tool", "--list-readers")
    check("there is no private PC/SC service; has the program" in said and said.count("\n") == 1, said)
    held("SIGTERM ends the server, its reader and pcscd; who comes later is told so")


def story_of_no_pcscd(program: str, folder: Path, user: list[str]) -> None:
    """Where pcscd is missing, and where namespaces are forbidden."""
    hidden = "mount --bind /dev/null /usr/sbin/pcscd"
    forbidden = "cd /proc/sys/user; echo 0 > max_user_namespaces; echo 0 > max_mnt_namespaces; cd $OLDPWD"
    for number, (what, words) in enumerate({hidden: "pcscd is not installed", forbidden: "namespaces"}.items()):
        here = folder / str(number)
        here.mkdir()
        here.chmod(0o777)
        under = [*user, "unshare", "--user", "--map-root-user", "--mount", "sh", "-c", f'{what}; exec "$@"', "sh"]
        with Jlis(program, here, "--persona", "hanako", under=under) as jlis:
            check(words in jlis.ready["noCard"] and "card" not in jlis.ready, str(jlis.ready))
            line = next(line for line in (here / "serve.log").read_text().splitlines() if "  card  " in line)
            check("none: " in line and words in line, line)
            status, text = jlis.ask("GET", "/admin/card")
            check(status == 404 and words in text.decode(), text.decode())
            check(jlis.ask("GET", "/health")[0] == 200, "J-LIS does not answer")
        done = run(*under, program, "serve", "--port", "0", "--persona", "hanako", "--card", "hanako")
        check(done.returncode == 2 and done.stderr.count("\n") == 1 and words in done.stderr, done.stderr)
    held("without pcscd or namespaces J-LIS is served and says why there is no card; who asked for one is refused")


ALONE = """
for i in "$@"; do
  "$PROGRAM" serve --port 0 --persona hanako --ready-file "$FOLDER/alone$i" > /dev/null &
  until [ -f "$FOLDER/alone$i" ]; do sleep 0.02; done
done
"$PROGRAM" join -- opensc-tool --name
"""


def story_of_the_only_one(program: str, folder: Path, under: list[str]) -> None:
    """In a world of processes of its own there is no other server."""
    apart = ["unshare", "--user", "--map-root-user", "--pid", "--kill-child", "--mount-proc"]
    alone = [*under, *apart, "sh", "-c", ALONE, "sh"]
    environment = {**os.environ, "PROGRAM": program, "FOLDER": str(folder)}
    one = run(*alone, "1", env=environment)
    check(one.stdout == "jpki\n", f"{one.stdout}{one.stderr}")
    two = run(*alone, "2", "3", env=environment)
    check(two.returncode == 2 and two.stderr.count("\n") == 1, two.stderr)
    check("there are several readers; name one: --room" in two.stderr and "serve --port 0" in two.stderr, two.stderr)
    none = run(*alone, env=environment)
    check("start one, or name its --ready-file" in none.stderr, none.stderr)
    held("the only server of a user need not be named, of several one must be")


def place_of(program: Path, folder: Path) -> tuple[str, list[str]]:
    """The program, beside its keys, and the words under which an ordinary user starts it, who may see nothing else."""
    if os.getuid() != 0:
        return str(program), []
    folder.chmod(0o777)
    (folder / "bin").mkdir()
    keys = shutil.copytree(program.parent.parent / "keys", folder / "keys")
    run("chown", "-R", f"{NOBODY}:{NOBODY}", keys)
    copy = shutil.copy(program, folder / "bin" / "tameshi")
    shutil.copy(program.parents[1] / "CACHEDIR.TAG", folder)  # by which it knows that its keys are beside it
    return str(copy), ["setpriv", "--reuid", NOBODY, "--regid", NOBODY, "--clear-groups"]


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="tameshi-card-") as name:
        folder = Path(name)
        program, under = place_of(Path(sys.argv[1]).resolve(), folder)
        with Jlis(program, folder, *PEOPLE, under=under) as jlis:
            reader = Reader(jlis, program, under)
            story_of_loss(jlis, reader)
            story_of_moving(jlis, reader)
            story_of_replacing(jlis, reader)
            story_of_inserting(jlis, reader)
            story_of_ending(jlis, reader)
        story_of_the_only_one(program, folder, under)
        story_of_no_pcscd(program, folder, under)
    return stories_held()


if __name__ == "__main__":
    sys.exit(main())
