"""A virtual Individual Number card (マイナンバーカード) and a fake J-LIS, for tests and experiments.

    >>> import tameshi
    >>> world = tameshi.World("hanako")
    >>> data, sw = world.card.transmit(bytes.fromhex("00A4040C0AD392F000260100000001"))
    >>> f"{sw:04X}"
    '9000'

Nothing here is real: issuers say FAKE, people are invented. Card is a card by itself, World one with a fake J-LIS, a
clock and a journal around it, FakeJlis a J-LIS for many people; run() plays Scenarios with Subjects and gives a
Report. What goes wrong is a tameshi.Error.
"""

from tameshi._core import (
    Card,
    Certificate,
    Check,
    Clock,
    Event,
    FakeJlis,
    Finished,
    Happened,
    Journal,
    Nation,
    Operation,
    Persona,
    Reader,
    Reply,
    Report,
    Response,
    Run,
    RunCard,
    Scenario,
    Step,
    Subject,
    World,
    __version__,
    run,
)
from tameshi.errors import BadInput, CardError, CardGone, Error, NoAnswer, Refused, Trouble

__all__ = [
    "BadInput",
    "Card",
    "CardError",
    "CardGone",
    "Certificate",
    "Check",
    "Clock",
    "Error",
    "Event",
    "FakeJlis",
    "Finished",
    "Happened",
    "Journal",
    "Nation",
    "NoAnswer",
    "Operation",
    "Persona",
    "Reader",
    "Refused",
    "Reply",
    "Report",
    "Response",
    "Run",
    "RunCard",
    "Scenario",
    "Step",
    "Subject",
    "Trouble",
    "World",
    "__version__",
    "run",
]
