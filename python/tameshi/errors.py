"""What can go wrong, as a small tree.

Error
├── BadInput       what you gave is wrong (also a ValueError)
├── Trouble        the machine failed us: a port, a disk, a daemon (also a RuntimeError)
└── CardError      the card, or its absence, ended what was asked for
    ├── Refused    it answered with another status word than 9000
    ├── CardGone   it is not in the reader, or left in the middle
    └── NoAnswer   it fell silent
"""

__all__ = ["BadInput", "CardError", "CardGone", "Error", "NoAnswer", "Refused", "Trouble"]


class Error(Exception):
    """Anything that tameshi raises. Its text is one line: where, what, and the cure.

    Attributes:
        what: what was being done, or what is wrong.
        where: ``file:line:column``, ``byte 17 of the APDU``; may be empty.
        cure: the next thing to do; may be empty.
    """

    def __init__(self, what: str, where: str = "", cure: str = "") -> None:
        super().__init__((f"{where}: " if where else "") + what + (f"; {cure}" if cure else ""))
        self.what = what
        self.where = where
        self.cure = cure

    def __reduce__(self) -> tuple[object, ...]:
        return type(self), (self.what, self.where, self.cure)


class BadInput(Error, ValueError):
    """What was given is wrong: a word, a file, a date. Nothing has been done."""


class Trouble(Error, RuntimeError):
    """The environment failed: a port is taken, a disk is full, pcscd is gone."""


class CardError(Error):
    """What was asked of the card did not come about."""


class Refused(CardError):
    """The card answered with another status word than 9000.

    Attributes:
        sw: the status word, ``0x63C2``.
        tries_left: of 63Cx the counter; None for other words.
    """

    def __init__(self, what: str, sw: int) -> None:
        super().__init__(f"{what} ({sw:04X})")
        self.sw = sw
        self.tries_left = sw & 0xF if sw & 0xFFF0 == 0x63C0 else None
        self._asked = what

    def __reduce__(self) -> tuple[object, ...]:
        return type(self), (self._asked, self.sw)


class CardGone(CardError):
    """The card is not in the reader any more, so nobody heard an answer."""


class NoAnswer(CardError):
    """The card fell silent."""
