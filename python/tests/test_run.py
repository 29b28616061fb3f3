"""Scenarios played from Python, with files and with functions as subjects."""

from pathlib import Path

import pytest
import tameshi


def careful(operation: tameshi.Operation, card: tameshi.RunCard) -> str | tameshi.Reply:
    """A reader that does what scenarios of PINs ask."""
    key = operation.words["key"]
    try:
        if operation.name == "sign":
            made = card.sign(operation.documents["document"], key, operation.pin or "")
            return tameshi.Reply("done", artefacts={"signature": made})
        if operation.name == "ask-tries-left":
            return tameshi.Reply("done", {"tries-left": card.tries_left(key)})
        card.verify(key, operation.pin or "")
    except tameshi.Refused as refused:
        if refused.sw == 0x6984:
            return "pin-blocked"
        return tameshi.Reply("wrong-pin", {"tries-left": refused.tries_left})
    return "done"


OFFERS = ["verify-pin", "sign", "ask-tries-left"]


def run(scenario: str, subject: tameshi.Subject | str, keys: str) -> tameshi.Run:
    return tameshi.run(scenario, subject, keys=keys).runs[0]


def test_a_careful_function_passes(keys: str) -> None:
    result = run("pin-lockout", tameshi.Subject(careful, offers=OFFERS), keys)
    assert (result.verdict, result.subject) == ("pass", "careful"), result.console(True)


def test_a_careless_function_fails_and_the_checks_say_where(keys: str) -> None:
    def careless(operation: tameshi.Operation, card: tameshi.RunCard) -> str | tameshi.Reply:
        told = careful(operation, card)
        return "done" if operation.name == "verify-pin" else told

    result = run("pin-lockout", tameshi.Subject(careless, offers=OFFERS), keys)
    assert result.verdict == "fail"
    failed = [check for step in result.steps for check in step.checks if check.verdict == "fail"]
    assert (failed[0].expected, failed[0].actual) == ("wrong-pin", "done")
    assert ".yaml:" in failed[0].place


def test_a_function_that_raises_has_crashed_and_its_secrets_stay_secret(keys: str) -> None:
    def broken(operation: tameshi.Operation, card: tameshi.RunCard) -> str:
        raise RuntimeError(f"the PIN was {operation.pin}")

    result = run("sign-document", tameshi.Subject(broken, offers=[*OFFERS, "read-certificate"]), keys)
    assert result.verdict == "fail"
    process = next(event for event in result.journal if event.kind == "process")
    assert "RuntimeError: the PIN was ••••" in process.fields["errors"]
    assert any(event.kind == "secret-seen" for event in result.journal)


def test_what_is_no_reply_is_unclear(keys: str) -> None:
    wrong = tameshi.Subject(lambda operation, card: 7, offers=OFFERS, name="seven")  # type: ignore[arg-type,return-value]
    result = run("pin-lockout", wrong, keys)
    assert result.verdict == "fail"
    assert any(event.fields.get("outcome") == "unclear" for event in result.journal)


def test_a_card_is_good_for_one_operation_only(keys: str) -> None:
    kept = []

    def keeper(operation: tameshi.Operation, card: tameshi.RunCard) -> str | tameshi.Reply:
        kept.append(card)
        return careful(operation, card)

    run("pin-lockout", tameshi.Subject(keeper, offers=OFFERS), keys)
    with pytest.raises(tameshi.CardGone):
        kept[0].transmit(b"")


def test_subjects_skip_what_they_do_not_offer(keys: str) -> None:
    report = tameshi.run("pin-lockout", tameshi.Subject(careful, offers=["verify-pin"]), keys=keys)
    assert report.tally["skip"] == 1
    assert report.passed
    with pytest.raises(tameshi.BadInput, match='did you mean "verify-pin"'):
        tameshi.Subject(careful, offers=["verify-pni"])


def test_a_relying_party_has_a_jlis_and_its_anchors(keys: str) -> None:
    seen: list[tameshi.Operation] = []

    def party(operation: tameshi.Operation, card: tameshi.RunCard) -> str:
        seen.append(operation)
        return "accepted"

    run("log-in", tameshi.Subject(party, offers=["log-in", "open-account"], jlis=True), keys)
    assert seen[0].jlis.startswith("http://127.0.0.1:")
    assert "BEGIN CERTIFICATE" in seen[0].anchors["signature"]
    assert seen[0].holder == "hanako"


def test_a_fault_in_python_is_met_by_every_card_of_a_run(keys: str) -> None:
    def muddle(command: bytes, response: tameshi.Response) -> int | None:
        return 0x6F00 if command[1] == 0x20 else None

    assert tameshi.run("pin-lockout", keys=keys).passed
    assert not tameshi.run("pin-lockout", keys=keys, distort=muddle).passed


def test_a_sweep_has_a_run_for_each_turn(keys: str) -> None:
    swept = [name for name in tameshi.Scenario.names() if "pulled-card" in name]
    report = tameshi.run(swept[0], keys=keys)
    assert [run.turn for run in report.runs] == list(range(1, len(report.runs) + 1))
    assert len(report.runs) > 3


def test_the_same_run_twice_is_the_same_report(keys: str) -> None:
    one, two = (tameshi.run(["pin-lockout", "sign-document"], keys=keys) for _ in range(2))
    assert one.json() == two.json()
    assert one.html() == two.html()


def test_reports_are_written_and_read_back(keys: str, tmp_path: Path) -> None:
    report = tameshi.run("pin-lockout", keys=keys)
    report.write(tmp_path)
    again = tameshi.Report.read(tmp_path / "report.json")
    assert again.json() == report.json()
    assert again.runs[0].journal.lines() == report.runs[0].journal.lines()
    journal = next(path for path in tmp_path.iterdir() if path.suffix == ".jsonl")
    assert len(tameshi.Journal.read(str(journal))) == len(report.runs[0].journal)


def test_every_mistake_of_a_scenario_is_told_with_its_place() -> None:
    with pytest.raises(tameshi.BadInput) as wrong:
        tameshi.Scenario.parse("title: A slip\nsteps:\n  - subject: verify-pni\n  - clock: advanc\n", "slip.yaml")
    assert "slip.yaml:3:" in str(wrong.value)
    assert "slip.yaml:4:" in str(wrong.value)
    with pytest.raises(tameshi.BadInput, match="no such scenario"):
        tameshi.run("pin-lockut")


def test_opensc_passes_in_a_reader_of_its_own(keys: str) -> None:
    result = run("sign-document", "opensc", keys)
    assert result.verdict == "pass", result.console(True)


def test_a_long_journal_is_read_as_it_was_written(world: tameshi.World, tmp_path: Path) -> None:
    for turn in range(20_000):
        world.card.transmit(turn.to_bytes(3, "big"))
    lines = world.journal.lines()
    assert len(lines.encode()) > 4 << 20  # in several pieces
    path = tmp_path / "journal.jsonl"
    path.write_text(lines, encoding="utf-8")
    assert tameshi.Journal.read(str(path)).lines() == lines
    told = lines.splitlines()
    told[15_000] = '{"header":1}'
    path.write_text("\n".join(told), encoding="utf-8")
    assert len(tameshi.Journal.read(str(path))) == len(told) - 1
    told[15_000] = '{"number":-1}'
    path.write_text("\n".join(told), encoding="utf-8")
    with pytest.raises(tameshi.BadInput, match=r"journal\.jsonl:15001: "):
        tameshi.Journal.read(str(path))
