"""Who and what stands at the top of a paper: parties left, numbers and terms flowing beside them."""

from collections.abc import Sequence

from senstosales.documents.blocks import PAD, Fact, beside, facts, label_width
from senstosales.documents.flow import Piece
from senstosales.documents.pen import LEADING
from senstosales.documents.stationery import party
from senstosales.queries.papers import PartyOnPaper

LEFT_PART = 0.47  # references are wider than addresses
_MOST_LINES = 4
_FEW = 2  # facts that are not worth a row of their own
_AT_LEAST = 4  # facts that always stand beside the first party


def parties(
    first: PartyOnPaper,
    second: PartyOnPaper | None,
    said: Sequence[Fact],
    left: float,
    right: float,
    *,
    headings: tuple[str, str, str],
) -> list[Piece]:
    """Rows of two columns: each party with as many facts beside it as fit, the rest in two columns.

    `headings` name the first party, the second, and one party that is both.
    """
    wide = (right - left) * LEFT_PART, (right - left) * (1 - LEFT_PART)
    left_room, room = wide[0] - 2 * PAD, wide[1] - 2 * PAD
    shown = [fact for fact in said if fact.value]
    column = label_width(shown)
    waiting = [fact for fact in shown if not _is_long(fact, room, column)]
    same = second is None or _same(first, second)
    blocks = [party(headings[2] if same else headings[0], first, left_room)]
    if second is not None and not same:
        blocks.append(party(headings[1], second, left_room))
    pieces = []
    for number, block in enumerate(blocks):
        least = _AT_LEAST if number == 0 else 0
        taken = _that_fit(waiting, room, column, block.height, least)
        if number == len(blocks) - 1 and len(waiting) - len(taken) <= _FEW:
            taken = waiting
        waiting = waiting[len(taken) :]
        pieces.append(beside([(block, wide[0]), (facts(taken, room, column), wide[1])], left))
    if waiting:
        cut = _balanced(waiting, left_room, column)
        lower = [
            (facts(waiting[:cut], left_room, column), wide[0]),
            (facts(waiting[cut:], room, column), wide[1]),
        ]
        pieces.append(beside(lower, left))
    whole = right - left
    for fact in shown:
        if _is_long(fact, room, column):
            pieces.append(beside([(facts([fact], whole - 2 * PAD, column), whole)], left))
    return pieces


def _is_long(fact: Fact, room: float, column: float) -> bool:
    """Whether a fact would be a narrow tower of text; such a one gets the whole width."""
    return facts([fact], room, column).height > _MOST_LINES * LEADING


def _same(one: PartyOnPaper, other: PartyOnPaper) -> bool:
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
