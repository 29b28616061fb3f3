#!/usr/bin/env python3
"""Judges a folder of `tameshi suite export` with none of its code, and fails where the two do not agree.

Usage: check_corpus.py FOLDER [--show]   (--show prints every case with both verdicts)

The verdicts are those of verdicts/: `cryptography`, pyHanko and signxml, told of JPKI's profiles. Every case of
index.json is judged by all of its files, every testcase of limbo.json by what stands there.
"""

import json
import logging
import sys
import warnings
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from verdicts.folder import Case, Corpus
from verdicts.judge import Refusal, limbo_refusal, refusal


def quiet() -> None:
    """What readers log of crooked files is their verdict already."""
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")


def told(found: Refusal | None) -> str:
    return "accept" if found is None else f"reject ({found[0]}: {found[1]})"


def alike(case: Case, found: Refusal | None) -> bool:
    """Who refuses for want of revocation data has seen nothing of what was wrong before."""
    expected: str = case["expected"]
    if found is None:
        return expected == "accept"
    seen = found[0] != "status" or case["layer"] == "status"
    return expected == "reject" and seen


def check_cases(corpus: Corpus, pool: ProcessPoolExecutor, show: bool) -> list[str]:
    """Those of which the two think differently."""
    judged = list(pool.map(partial(refusal, corpus), corpus.cases, chunksize=20))
    count: Counter[str] = Counter()
    wrong = []
    for case, found in zip(corpus.cases, judged, strict=True):
        line = f"{case['id']}: {case['expected']} ({case.get('refusal', 'nothing')}); here {told(found)}"
        if show:
            print(line)
        if case["expected"] == "either":
            count["may be either"] += 1
        elif not alike(case, found):
            wrong.append(line)
        else:
            count[case["expected"]] += 1
            count["in the same layer"] += found is not None and found[0] == case["layer"]
    alike_in = f"{count['accept']} accepted, {count['reject']} refused ({count['in the same layer']} in the same layer)"
    open_ones = f"{count['may be either']} may be either"
    print(f"index.json: {len(corpus.cases)} cases; alike: {alike_in}; {open_ones}; {len(wrong)} differ")
    return wrong


def check_limbo(corpus: Corpus, pool: ProcessPoolExecutor) -> list[str]:
    testcases: list[Case] = json.loads((corpus.folder / "limbo.json").read_text(encoding="utf-8"))["testcases"]
    judged = pool.map(partial(limbo_refusal, policies=corpus.policies), testcases, chunksize=20)
    wrong = [
        f"limbo.json, {one['id']}: {one['expected_result']}; here {why or 'SUCCESS'}"
        for one, why in zip(testcases, judged, strict=True)
        if (one["expected_result"] == "SUCCESS") != (why is None)
    ]
    print(f"limbo.json: {len(testcases)} testcases; {len(wrong)} differ")
    return wrong


def main() -> int:
    corpus = Corpus.of(Path(sys.argv[1]))
    with ProcessPoolExecutor(initializer=quiet) as pool:
        wrong = check_cases(corpus, pool, "--show" in sys.argv) + check_limbo(corpus, pool)
    print("\n".join(wrong), end="\n" if wrong else "")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
