"""What the find box finds, and the pieces of its text that it is found by.

A word is found by how it begins; a word with a figure in it (a number, a code, a drawing) also by any
three characters of it in a row with a figure among them. Pieces have only a few lengths: a longer word
is looked up by its first piece, with a figure also by its last, and then compared with the text.
"""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date
from enum import IntEnum
from functools import lru_cache


class Findable(IntEnum):
    """A kind of thing that is found. The numbers stand in the books and never change."""

    ORDER = 1
    CHALLAN = 2
    INVOICE = 3
    QUOTATION = 4
    DEBIT_NOTE = 5
    CREDIT_NOTE = 6
    RECEIPT = 7
    PAYMENT = 8
    PARTY = 9
    PRODUCT = 10
    EXPENSE = 11


_SHORT = (1, 2)
_LONG = tuple(range(3, 13))
_FIGURED = (3, 5, 8)
"""How long pieces are: short ones only where a word begins, those of a word with a figure in it fewer."""
_NO_TEXT = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_BEGINNING = re.compile(r"(?<![^\W_])[^\W_]")
_CHANGE = re.compile(r"(?<=\d)[^\W\d_]|(?<=[^\W\d_])\d")
_FIGURE = re.compile(r"\d")
_SIGNS = {
    code: 0xE000 + code for code in range(0x21, 0x7F) if not chr(code).isalnum()
}  # private characters: the index takes only letters and figures of ASCII for parts of a piece

_KIND_BITS, _DAY_BITS, _SLOT_BITS = 4, 16, 10
_LAST_DAY = 65_000
PLACE_BITS = _DAY_BITS + _SLOT_BITS
"""How many bits of a place tell things of one kind from each other; those above name kind and business."""
_PLACES = 1 << PLACE_BITS
SLOTS = 1 << _SLOT_BITS
"""How many things of one kind have their place on one day; what is more stands on the days after."""


def fold(text: str) -> str:
    """The text as it is compared: without regard to case, width and spaces, in any script."""
    plain = unicodedata.normalize("NFKC", _NO_TEXT.sub(" ", text)).casefold()
    return " ".join(_NO_TEXT.sub(" ", unicodedata.normalize("NFKC", plain)).split())


def words_of(parts: Iterable[str | None]) -> str:
    """All that is said in these parts, folded, each word once."""
    return " ".join(dict.fromkeys(fold(" ".join(part for part in parts if part)).split()))


def sought(typed: str) -> list[str]:
    """The words to be found, of what somebody typed; signs alone are none, and a single letter is one
    only by itself: the next is about to be typed.
    """
    words = [word for word in fold(typed).split() if any(map(str.isalnum, word))]
    if any(len(word) > 1 or word.isdigit() for word in words):
        words = [word for word in words if len(word) > 1 or word.isdigit()]
    return list(dict.fromkeys(words))


def pieces(text: str) -> str:
    """All pieces of a folded text, once each, as the index takes them."""
    found: dict[str, None] = {}
    for word in text.split():
        for piece in _pieces_of(word):
            found[piece] = None
    return " ".join(found)


@lru_cache(maxsize=20_000)
def _pieces_of(word: str) -> tuple[str, ...]:
    begun = {0, *(match.start() for match in _BEGINNING.finditer(word))}
    found = {word[at : at + length] for at in begun for length in _SHORT}
    begun.update(match.start() for match in _CHANGE.finditer(word))
    for length in _LONG:
        starts = begun
        if length in _FIGURED and _FIGURE.search(word):
            starts = set(range(len(word)))
        for at in starts:
            piece = word[at : at + length]
            if len(piece) == length and (length in _FIGURED or not _FIGURE.search(piece)):
                found.add(piece)
    return tuple(piece.translate(_SIGNS) for piece in found)


def looked_up(word: str) -> tuple[list[str], bool]:
    """The pieces by which a folded word is looked up, and whether the text must be compared too."""
    if len(word) <= _SHORT[-1]:
        return [word.translate(_SIGNS)], False
    figured = bool(_FIGURE.search(word))
    length = max(each for each in (_FIGURED if figured else _LONG) if each <= len(word))
    found = [word[:length]]
    if length < len(word) and figured:
        found.append(word[-length:])
    return [piece.translate(_SIGNS) for piece in found], length < len(word)


def day_number(day: date | None) -> int:
    """The day as a number that grows with it; 0 for what has none."""
    if day is None:
        return 0
    return min(max(day.toordinal() - date(1970, 1, 1).toordinal(), 0), _LAST_DAY)


def first_place(business_id: int, kind: Findable) -> int:
    """The lowest place of a kind in a business."""
    return (business_id << _KIND_BITS | kind) << PLACE_BITS


def last_place(business_id: int, kind: Findable) -> int:
    """The highest place of a kind in a business."""
    return first_place(business_id, kind) + _PLACES - 1


def places_of_day(business_id: int, kind: Findable, day: int) -> int:
    """The lowest of the `SLOTS` places of a day. The newest day has the lowest: an index is read from
    below, and what is read first is found first.
    """
    return first_place(business_id, kind) + ((1 << _DAY_BITS) - 1 - day) * (1 << _SLOT_BITS)


def undated_place(business_id: int, kind: Findable, noun_id: int) -> int:
    """The place of something without a day: the newest stands lowest."""
    return last_place(business_id, kind) - noun_id % _PLACES
