"""NSS: vfychain over databases that certutil and crlutil make."""

import re
import shutil
from threading import Lock

from asking import Case, Column, Corpus, Said, at_utc, is_about, quoted, run, version_of

# vfychain's own numbers: an SSL client, a signer of mail.
USAGES = {"signature": "4", "authentication": "0"}
making = Lock()


def database(corpus: Corpus, case: Case) -> str:
    """With the roots of the kind, trusted."""
    name = f"joined/nss-{case['kind']}"
    with making:
        if not (corpus.folder / name).exists():
            (corpus.folder / name).mkdir(parents=True)
            run(["certutil", "-N", "-d", f"sql:{name}", "--empty-password"], corpus.folder)
            for root in case["trusted"]:
                add = [
                    "certutil",
                    "-A",
                    "-d",
                    f"sql:{name}",
                    "-n",
                    root.split("/")[1],
                    "-t",
                    "CT,C,C",
                    "-a",
                    "-i",
                    root,
                ]
                run(add, corpus.folder)
    return name


def with_list(corpus: Corpus, case: Case) -> tuple[str, str]:
    """The same with a list in it, and what crlutil said of it."""
    name = f"{case['list']}.nss"
    shutil.copytree(corpus.folder / database(corpus, case), corpus.folder / name, dirs_exist_ok=True)
    code, text = run(["crlutil", "-I", "-d", f"sql:{name}", "-i", case["list"], "-B"], corpus.folder)
    return name, "" if code == 0 else " ".join(text.split())


def verify(corpus: Corpus, case: Case) -> Said | None:
    """The path, and the list where there is one."""
    by_list = "list" in case and case["revocation"] == "crl"
    if "certificate" not in case or not is_about(case, *(["certificate", "status"] if by_list else ["certificate"])):
        return None
    name, wrong = with_list(corpus, case) if by_list else (database(corpus, case), "")
    if wrong:
        shutil.rmtree(corpus.folder / name)
        words = ["crlutil", "-I", "-d", f"sql:{database(corpus, case)}", "-i", case["list"]]
        return Said(False, wrong[:120], quoted(words))
    words = ["vfychain", "-d", f"sql:{name}", "-b", at_utc(case, "%y%m%d%H%MZ"), "-u", USAGES[case["kind"]]]
    words += ["-pp", "-a", case["certificate"]]
    _, text = run(words, corpus.folder)
    if by_list:
        shutil.rmtree(corpus.folder / name)
    told = re.search(r"(?:ERROR|FAILED|PROBLEM)\S* ?-?\d*:?\s*(.*)", text)
    return Said("Chain is good!" in text, (told.group(0) if told else " ".join(text.split()))[:120], quoted(words))


def columns() -> list[Column]:
    """One."""
    version = version_of(["dpkg-query", "-W", "-f", "${Version}", "libnss3-tools"], r"^(?:\d+:)?([^-]+)")
    return [Column("vfychain", "libnss3-tools", version, "roots, time, usage, list", verify)]
