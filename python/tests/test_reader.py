"""PC/SC, by programs that know nothing of us."""

import tameshi


def test_opensc_reads_the_name_of_the_card(card: tameshi.Card) -> None:
    with tameshi.Reader() as reader:
        reader.insert(card)
        done = reader.run(["opensc-tool", "-n"])
    assert (done.exit_code, done.output) == (0, b"jpki\n")


def test_readers_stand_side_by_side_and_know_nothing_of_each_other(keys: str) -> None:
    readers = [tameshi.Reader() for _ in range(2)]
    readers[0].insert(tameshi.Card(keys=keys))
    assert readers[0].run(["opensc-tool", "-n"]).exit_code == 0
    assert readers[1].run(["opensc-tool", "-n"]).exit_code != 0


def test_a_card_in_a_reader_writes_the_journal_of_its_world(world: tameshi.World) -> None:
    with tameshi.Reader() as reader:
        reader.insert(world.card)
        reader.run(["pkcs11-tool", "--login", "--pin", "9999", "-O"])
    assert world.card.tries_left("authentication-pin") == 2
    assert "9999" not in world.journal.lines()


def test_a_fault_in_python_does_not_end_the_reader(card: tameshi.Card) -> None:
    def muddle(command: bytes, response: tameshi.Response) -> int:
        return 0x6A82

    card.distort(muddle, "SELECT")
    with tameshi.Reader() as reader:
        reader.insert(card)
        assert reader.run(["pkcs15-tool", "--list-certificates"]).exit_code != 0
        card.undistort()
        assert reader.run(["pkcs15-tool", "--list-certificates"]).exit_code == 0


def test_a_program_that_does_not_end_is_ended() -> None:
    assert tameshi.Reader().run(["sleep", "60"], timeout="200 ms").timed_out
