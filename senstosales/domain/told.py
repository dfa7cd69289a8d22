"""Sentences with names in them: what people have entered is kept apart from the words of the program.

A party may be called “Open”, and a note “Cancelled”: whoever puts a sentence into another language must know
which words are ours. Names are marked by the two signs with which Unicode sets a run of text apart.
"""

import re
from typing import Self

BEGIN, _END = "\N{FIRST STRONG ISOLATE}", "\N{POP DIRECTIONAL ISOLATE}"
MARKED = re.compile(f"{BEGIN}([^{_END}]*){_END}")
"""A name in a sentence, with what it says as its only group."""


def named(entered: object) -> str:
    """What people have entered, marked to stand in a sentence that is said; nothing stays nothing."""
    text = str(entered)
    return f"{BEGIN}{unmarked(text)}{_END}" if text else ""


def unmarked(text: str) -> str:
    """The sentence as it is read."""
    return text.replace(BEGIN, "").replace(_END, "")


class Told(str):  # noqa: SLOT000 - a text can have none
    """A sentence as it is read, which still knows its pieces, each to be said by itself, and their names."""

    pieces: tuple[str, ...]

    def __new__(cls, *pieces: str) -> Self:
        """Of pieces in which names are marked."""
        made = super().__new__(cls, unmarked("".join(pieces)))
        made.pieces = pieces
        return made

    @property
    def marked(self) -> str:
        """With its names marked, to stand in a longer sentence."""
        return "".join(self.pieces)
