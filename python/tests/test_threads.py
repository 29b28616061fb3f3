"""The interpreter's lock is free while something takes time, and nothing is kept that nobody has."""

import gc
import resource
import threading
import weakref
from concurrent.futures import ThreadPoolExecutor

import tameshi


def test_threads_share_a_card_and_take_turns(card: tameshi.Card) -> None:
    def sign(number: int) -> bytes:
        return card.sign(b"%d" % number)

    with ThreadPoolExecutor(4) as threads:
        together = list(threads.map(sign, range(40)))
    assert together == [sign(number) for number in range(40)]


def test_python_goes_on_while_a_fault_waits(card: tameshi.Card) -> None:
    card.arm("late-answer", by="1 s", operation="VERIFY")
    waiting = threading.Thread(target=card.verify, args=("authentication",))
    waiting.start()
    turns = 0
    while waiting.is_alive() and turns < 10_000:
        turns += 1
    assert turns == 10_000
    waiting.join()


def test_functions_of_python_may_use_another_card_meanwhile(keys: str, card: tameshi.Card) -> None:
    other = tameshi.Card(keys=keys)
    card.distort(lambda command, response: other.transmit(command).sw)
    with ThreadPoolExecutor(4) as threads:
        assert set(threads.map(lambda _: card.transmit(bytes.fromhex("00A4040C0AD392F000260100000001")).sw, range(200)))


def test_cards_and_worlds_that_nobody_has_are_gone(keys: str) -> None:
    def made(count: int) -> int:
        for _ in range(count):
            tameshi.Card(keys=keys).transmit(b"\x00\xa4\x04\x0c")
        gc.collect()
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    made(2_000)
    before = made(2_000)
    assert made(10_000) - before < 8_000  # kilobytes; a card is some 30 kB


def test_a_function_goes_with_its_card(keys: str) -> None:
    class Fault:
        def __call__(self, command: bytes, response: tameshi.Response) -> None:
            return None

    fault = Fault()
    there = weakref.ref(fault)
    card = tameshi.Card(keys=keys)
    card.distort(fault)
    del fault
    assert there() is not None
    del card
    assert there() is None
