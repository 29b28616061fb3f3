"""The pytest plugin, as a test team has it: in a folder of its own, by pytest itself."""

import pytest

SCENARIO = """
title: A wrong PIN is told
given: {{ clock: "2026-04-01T09:00:00+09:00" }}
steps:
  - subject: verify-pin
    with: {{ key: authentication, pin: wrong }}
    expect: {{ outcome: {outcome} }}
"""


@pytest.fixture
def team(pytester: pytest.Pytester, keys: str) -> pytest.Pytester:
    pytester.makeini(f"[pytest]\ntameshi_keys = {keys}\n")
    return pytester


def test_each_test_has_a_world_of_its_own(team: pytest.Pytester) -> None:
    team.makepyfile(
        """
        import pytest, tameshi

        @pytest.mark.parametrize("turn", range(2))
        def test_tries(card, turn):
            with pytest.raises(tameshi.Refused):
                card.verify("authentication", "9999")
            assert card.tries_left("authentication-pin") == 2

        def test_all_is_one_world(world, card, fake_jlis):
            assert fake_jlis.residents == ["hanako"]
            world.apply("revoke")
            assert card.persona.id == "hanako"
        """
    )
    team.runpytest_subprocess().assert_outcomes(passed=3)


def test_markers_say_whose_world_it_is_and_what_fails_in_it(team: pytest.Pytester) -> None:
    team.makepyfile(
        """
        import pytest, tameshi

        @pytest.mark.persona("taro")
        @pytest.mark.world(clock="2027-01-01", seed=7)
        def test_who_and_when(world, card):
            assert (card.persona.id, world.clock.now.year) == ("taro", 2027)

        @pytest.mark.fault("pulled", during="VERIFY")
        def test_what_fails(card):
            with pytest.raises(tameshi.CardGone):
                card.verify("authentication")
        """
    )
    team.runpytest_subprocess("--strict-markers").assert_outcomes(passed=2)


def test_a_failure_shows_the_decoded_exchange_without_the_pin(team: pytest.Pytester) -> None:
    team.makepyfile(
        """
        def test_moved(world, card):
            card.verify("authentication")
            world.apply("move", address="東京都清瀬市架空町９丁目９－９")
            assert False
        """
    )
    result = team.runpytest_subprocess()
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(
        ["*exchanges with the card*", "*VERIFY jpki/authentication-pin, 4 bytes", "*00 20 00 80 04 [*][*] *", "*move*"]
    )


def test_scenario_files_are_tests(team: pytest.Pytester) -> None:
    for name, outcome in (("right", "wrong-pin"), ("wrong", "done")):
        (team.path / f"{name}.scenario.yaml").write_text(SCENARIO.format(outcome=outcome), encoding="utf-8")
    result = team.runpytest_subprocess()
    result.assert_outcomes(passed=1, failed=1)
    result.stdout.fnmatch_lines(["*Expected*done*", "*Actual*wrong-pin*", "*VERIFY jpki/authentication-pin*"])


def test_a_conftest_puts_a_function_in_the_place_of_the_subject(team: pytest.Pytester) -> None:
    (team.path / "one.scenario.yaml").write_text(SCENARIO.format(outcome="done"), encoding="utf-8")
    team.makeconftest(
        """
        import tameshi

        def pytest_tameshi_subject(config):
            return tameshi.Subject(lambda operation, card: "done", offers=["verify-pin"], name="careless")
        """
    )
    team.runpytest_subprocess().assert_outcomes(passed=1)


def test_a_slip_in_a_scenario_is_told_with_its_place(team: pytest.Pytester) -> None:
    (team.path / "slip.scenario.yaml").write_text("title: A slip\nsteps:\n  - subject: verify-pni\n", encoding="utf-8")
    result = team.runpytest_subprocess()
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(['*slip.scenario.yaml:3:*did you mean "verify-pin"*'])


def test_readers_are_private_under_xdist(team: pytest.Pytester) -> None:
    team.makepyfile(
        """
        import pytest

        @pytest.mark.parametrize("turn", range(4))
        def test_opensc(pcsc_reader, card, turn):
            wrong = pcsc_reader.run(["pkcs11-tool", "--login", "--pin", "9999", "-O"])
            assert wrong.exit_code != 0
            assert card.tries_left("authentication-pin") == 2
        """
    )
    team.runpytest_subprocess("-n", "2").assert_outcomes(passed=4)
