#!/usr/bin/env python3
"""Sends the stories V01… of card.cases.yaml (the vectors of facts/card.md §9) through PC/SC with OpenSC's opensc-tool.

Usage: check_vectors.py PROGRAM. The same stories run in-process in card_test.cpp; here another program speaks to the
card through pcscd and vpcd. opensc-tool refuses to send extended commands to this card, so stories with one go by
pcsc-tools' scriptor. A story ends where it acts on the card (@power-cycle), which neither can. What a story says of
certificates' lengths holds for the test's own files, so there only the status word is compared.
"""

import re
import subprocess
import sys
from pathlib import Path

CASES = Path(__file__).resolve().parent / "card.cases.yaml"
RECEIVED = re.compile(r"^Received \(SW1=0x(..), SW2=0x(..)\):?$")
OPENSC_SAYS = re.compile(r"^(Using reader|Sending:|Received|$)")

# These present the PINs and read the number of the test's own card, not of the persona that the program puts in.
OF_THE_TESTS_CARD = ("V18", "V19", "V20", "V21")

Exchange = tuple[str, str]


def stories() -> dict[str, list[Exchange]]:
    """Name of each V story → its commands and answers up to the first act on the card."""
    out: dict[str, list[Exchange]] = {}
    name, open_story = "", False
    for line in CASES.read_text(encoding="utf-8").splitlines():
        if line.startswith("- name: "):
            name = line.removeprefix("- name: ")
            open_story = name.startswith("V") and not name.startswith(OF_THE_TESTS_CARD)
            if open_story:
                out[name] = []
        elif open_story and line.startswith("    - "):
            text = line.removeprefix("    - ").strip('"')
            if text.startswith("@"):
                open_story = False
                continue
            command, answer = text.split(" > ", 1)
            out[name].append((command.replace(" ", ""), answer.strip()))
    return out


def is_extended(command: str) -> bool:
    return len(command) > 10 and command[8:10] == "00"


def printed_by(program: str, words: list[str], script: str = "") -> list[str]:
    done = subprocess.run(
        [program, "exec", "--", *words], check=False, input=script, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        text=True, errors="replace",
    )  # fmt: skip
    return done.stdout.splitlines()


def by_opensc_tool(program: str, commands: list[str]) -> list[Exchange]:
    out: list[Exchange] = []
    sends = [word for command in commands for word in ("-s", command)]
    for line in printed_by(program, ["opensc-tool", *sends]):
        if match := RECEIVED.match(line):
            out.append((match[1] + match[2], ""))
        elif out and not OPENSC_SAYS.match(line):
            word, data = out[-1]
            out[-1] = (word, data + line[: 16 * 3].replace(" ", ""))
    return out


def by_scriptor(program: str, commands: list[str]) -> list[Exchange]:
    """Answers are "< 90 00 : words", long ones on several lines."""
    text = "\n".join(printed_by(program, ["scriptor"], "\n".join(commands) + "\n"))
    found = re.findall(r"^< ((?:[0-9A-F]{2}\s+)+):", text, re.MULTILINE)
    return [("".join(hexes.split())[-4:], "".join(hexes.split())[:-4]) for hexes in found]


def answers(program: str, commands: list[str]) -> list[Exchange]:
    """Status word and data (hex) of each answer."""
    send = by_scriptor if any(is_extended(command) for command in commands) else by_opensc_tool
    return send(program, commands)


def difference(expected: str, word: str, data: str) -> str | None:
    if expected.startswith("signature"):
        good = word == "9000" and len(data) == 512
        return None if good else f"no signature: {len(data) // 2} bytes, {word}"
    wanted = expected.replace(" ", "")
    if wanted[-4:] != word:
        return f"{word}, not {wanted[-4:]}"
    if wanted.startswith(("(", "3082", "30")) or len(wanted) == 4:
        return None
    return None if data == wanted[:-4] else f"{data}, not {wanted[:-4]}"


def main() -> int:
    program = sys.argv[1]
    failed = 0
    all_stories = stories()
    for name, exchanges in all_stories.items():
        got = answers(program, [command for command, _ in exchanges])
        if len(got) != len(exchanges):
            print(f"{name}: {len(exchanges)} commands, {len(got)} answers", file=sys.stderr)
            failed += 1
            continue
        for (command, expected), (word, data) in zip(exchanges, got, strict=True):
            if problem := difference(expected, word, data):
                print(f"{name}: {command} gave {problem}", file=sys.stderr)
                failed += 1
    print(f"vectors through PC/SC: {len(all_stories)} stories, {failed} differences")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
