"""Puts a paper with prices together: upright or across, its parts in a design's own manner."""

from collections.abc import Callable, Sequence
from datetime import date

from senstosales.documents.flow import Section
from senstosales.documents.grid import Grid
from senstosales.documents.matter import Matter
from senstosales.documents.paper import Paper, not_in_force
from senstosales.documents.pen import A4_LONG, A4_SHORT, MARGIN, TEXT
from senstosales.queries.papers import VoucherDetail

_EASY_DESCRIPTION = 130.0  # points; narrower, and the goods are set smaller
_LEAST_DESCRIPTION = 112.0  # narrower even so, and the page turns
_SMALL = 8.0

Goods = Callable[[VoucherDetail, Matter, float, float, float], Grid]
Parts = Callable[[VoucherDetail, Matter, float, float], Sequence[Section]]


def composed(
    detail: VoucherDetail,
    matter: Matter,
    printed_on: date,
    *,
    head: Parts,
    goods: Goods,
    end: Parts,
) -> Paper:
    """The paper with its parts laid out.

    Each part is made for a left and a right edge, the goods for a size of print too; they stay with
    what follows them. Where figures would starve the descriptions the goods are set smaller, and if
    that is not enough the page is turned.
    """
    left, right = MARGIN, A4_SHORT - MARGIN
    grid = goods(detail, matter, left, right, TEXT)
    if grid.stretched < _EASY_DESCRIPTION:
        grid = goods(detail, matter, left, right, _SMALL)
    landscape = grid.stretched < _LEAST_DESCRIPTION
    if landscape:
        right = A4_LONG - MARGIN
        grid = goods(detail, matter, left, right, TEXT)
    return Paper(
        name=matter.title,
        number=detail.number,
        dated=detail.date,
        issuer=detail.seller.name,
        sections=[
            *head(detail, matter, left, right),
            grid.section(keep_end=True),
            *end(detail, matter, left, right),
        ],
        printed_on=printed_on,
        foot=matter.foot,
        landscape=landscape,
        across=not_in_force(detail.status),
    )
