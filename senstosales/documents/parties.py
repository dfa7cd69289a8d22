"""Who and what stands at the top of a paper: parties left, numbers and terms flowing beside them."""

from collections.abc import Sequence
from dataclasses import replace

from senstosales.documents import prose
from senstosales.documents.blocks import (
    PAD,
    Block,
    Fact,
    beside,
    facts,
    label_width,
    paragraph,
    stack,
)
from senstosales.documents.flow import Piece
from senstosales.documents.pen import LEADING, MUTED
from senstosales.documents.stationery import party
from senstosales.queries.papers import PartyOnPaper

LEFT_PART = 0.47  # references are wider than addresses
_MOST_LINES = 4
_MOST_AT_ONCE = 40
_FEW = 2  # facts that are not worth a row of their own
_AT_LEAST = 4  # facts that always stand beside the first party
_TALLEST = 40 * LEADING  # of a party; a longer address runs on over pages


def parties(
    first: PartyOnPaper,
    second: PartyOnPaper | None,
    said: Sequence[Fact],
    left: float,
    right: float,
    *,
    headings: tuple[str, str, str],
    third: str | None = None,
) -> list[Piece]:
    """Rows of two columns: each party with as many facts beside it as fit, the rest in two columns.

    `headings` name the first party, the second, and one party that is both; `third` is where the
    goods leave from.
    """
    wide = (right - left) * LEFT_PART, (right - left) * (1 - LEFT_PART)
    left_room, room = wide[0] - 2 * PAD, wide[1] - 2 * PAD
    shown = [fact for fact in said if fact.value]
    column = label_width(shown)
    waiting = [fact for fact in shown if not _is_long(fact, room, column)]
    same = second is None or same_party(first, second)
    named = [(headings[2] if same else headings[0], first)]
    if second is not None and not same:
        named.append((headings[1], second))
    pieces: list[Piece] = []
    blocks: list[Block] = []
    for heading, who in named:
        before, block = party_block(heading, who, left_room, left, right)
        pieces += before
        blocks.append(block)
    if third:
        before, block = departure(third, left_room, left, right)
        pieces += before
        blocks.append(block)
    for number, block in enumerate(blocks):
        least = _AT_LEAST if number == 0 else 0
        taken = _that_fit(waiting, room, column, block.height, least)
        if number == len(blocks) - 1 and len(waiting) - len(taken) <= _FEW:
            taken = waiting
        waiting = waiting[len(taken) :]
        pieces.append(beside([(block, wide[0]), (facts(taken, room, column), wide[1])], left))
    long = [fact for fact in shown if _is_long(fact, room, column)]
    return [*pieces, *_in_columns(waiting, left, right, column), *_alone(long, left, right, column)]


def party_block(
    heading: str,
    who: PartyOnPaper,
    room: float,
    left: float,
    right: float,
    look: prose.Look | None = None,
) -> tuple[list[Piece], Block]:
    """A party as a block; an address that no block could hold runs across the paper before it."""
    block = party(heading, who, room)
    if block.height <= _TALLEST:
        return [], block
    before = prose.note(f"{heading}: {who.name}", who.address or "", left, right, look)
    return before, party(heading, replace(who, address=None), room)


def fact_columns(
    said: Sequence[Fact], left: float, right: float, look: prose.Look | None = None
) -> list[Piece]:
    """Facts by themselves, in two columns; long ones across both."""
    shown = [fact for fact in said if fact.value]
    column = label_width(shown)
    room = (right - left) * (1 - LEFT_PART) - 2 * PAD
    long = [fact for fact in shown if _is_long(fact, room, column)]
    short = [fact for fact in shown if fact not in long]
    return [
        *_in_columns(short, left, right, column, framed=look is None or look.framed),
        *_alone(long, left, right, column, look),
    ]


def _in_columns(
    said: Sequence[Fact], left: float, right: float, column: float, *, framed: bool = True
) -> list[Piece]:
    """Facts in two columns of about the same height, so many at a time that a page can hold them."""
    wide = (right - left) * LEFT_PART, (right - left) * (1 - LEFT_PART)
    rooms = wide[0] - 2 * PAD, wide[1] - 2 * PAD
    pieces = []
    for at in range(0, len(said), _MOST_AT_ONCE):
        part = said[at : at + _MOST_AT_ONCE]
        cut = _balanced(part, rooms[0], column)
        lower = [
            (facts(part[:cut], rooms[0], column), wide[0]),
            (facts(part[cut:], rooms[1], column), wide[1]),
        ]
        pieces.append(beside(lower, left, framed=framed, divided=framed))
    return pieces


def _alone(
    said: Sequence[Fact],
    left: float,
    right: float,
    column: float,
    look: prose.Look | None = None,
) -> list[Piece]:
    """Long facts, each across the paper; they may go on over pages."""
    return [piece for fact in said for piece in prose.fact(fact, left, right, column, look)]


def departure(
    address: str, room: float, left: float, right: float, look: prose.Look | None = None
) -> tuple[list[Piece], Block]:
    """Where the goods leave from, if not from the office; see `party_block`."""
    block = stack([*paragraph("Dispatched from", room, ink=MUTED), *paragraph(address, room)])
    if block.height <= _TALLEST:
        return [], block
    return prose.note("Dispatched from", address, left, right, look), stack([])


def _is_long(fact: Fact, room: float, column: float) -> bool:
    """Whether a fact would be a narrow tower of text; such a one gets the whole width."""
    return facts([fact], room, column).height > _MOST_LINES * LEADING


def same_party(one: PartyOnPaper, other: PartyOnPaper) -> bool:
    def essence(who: PartyOnPaper) -> tuple[str, ...]:
        return tuple(
            " ".join((text or "").split()).casefold()
            for text in (who.name, who.address, who.gstin, who.designation)
        )

    return essence(one) == essence(other)


def _that_fit(
    waiting: Sequence[Fact], room: float, column: float, height: float, least: int
) -> Sequence[Fact]:
    fits = 0
    used = 0.0
    for fact in waiting:
        used += facts([fact], room, column).height
        if used > height + LEADING and fits >= least:
            break
        fits += 1
    return waiting[:fits]


def _balanced(waiting: Sequence[Fact], room: float, column: float) -> int:
    """Where to cut the facts so that two columns come out about equally tall."""
    heights = [facts([fact], room, column).height for fact in waiting]
    return min(
        range(1, len(waiting) + 1),
        key=lambda cut: (max(sum(heights[:cut]), sum(heights[cut:])), cut),
    )
