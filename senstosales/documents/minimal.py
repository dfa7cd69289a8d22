"""The minimal design: what the law asks of an invoice, on as little paper as it can be said."""

from collections.abc import Sequence
from datetime import date

from senstosales.documents import inks, prose
from senstosales.documents.blocks import Block, Line, beside, facts, label_width, paragraph, stack
from senstosales.documents.composition import composed
from senstosales.documents.ending import SIGN_WIDE
from senstosales.documents.flow import Piece, Section, gap
from senstosales.documents.goods import is_priced
from senstosales.documents.goods_columns import (
    description_part,
    discount_parts,
    grid_of,
    gst_part,
    quantity_part,
    rate_part,
    taxable_part,
)
from senstosales.documents.grid import Grid, GridLook
from senstosales.documents.matter import Matter
from senstosales.documents.paper import Paper
from senstosales.documents.parties import party_block, same_party
from senstosales.documents.pen import LEADING, MUTED, TITLE, Pen
from senstosales.documents.stationery import one_line, signature
from senstosales.documents.taxes import tax_columns
from senstosales.documents.totals import totals
from senstosales.documents.typeface import Face, wrap
from senstosales.documents.wording import state
from senstosales.domain.words import rupees_in_words
from senstosales.queries.papers import Letterhead, VoucherDetail

_LOOK = GridLook(boxed=False, ground=None, tight=3.6)
_PROSE = prose.Look(framed=False)
_TOTALS_WIDE = 226.0
_GUTTER = 16.0
_MARK_ROOM = 190.0


def paper(detail: VoucherDetail, matter: Matter, printed_on: date) -> Paper:
    """The paper in this design."""
    return composed(detail, matter, printed_on, head=_head, goods=_goods, end=_end)


def _head(detail: VoucherDetail, matter: Matter, left: float, right: float) -> list[Section]:
    """Who issues it, what it is, to whom, and the numbers that the law asks for."""
    wide = (right - left) / 3
    same = same_party(detail.buyer, detail.consignee)
    named = [(matter.headings[2] if same else matter.headings[0], detail.buyer)]
    if not same:
        named.append((matter.headings[1], detail.consignee))
    before: list[Piece] = []
    blocks: list[tuple[Block, float]] = []
    for heading, who in named:
        share = wide * (2 if same else 1)
        pieces, block = party_block(heading, who, share - _GUTTER, left, right, _PROSE)
        before += pieces
        blocks.append((block, share))
    said = matter.identity
    blocks.append((facts(said, wide, min(label_width(said), wide * 0.5)), wide))
    note = stack(paragraph(matter.note, right - left, Face.SEMIBOLD))
    pieces = [
        _issuer(detail.seller, matter.title, left, right),
        *([_open([(note, right - left)], left)] if note.height else []),
        *before,
        _open(blocks, left),
        gap(4, keep=True),
    ]
    return [Section(pieces)]


def _issuer(seller: Letterhead, title: str, left: float, right: float) -> Piece:
    """Name, address and GSTIN left; the title right, under the copy's mark."""
    room = right - left - _MARK_ROOM
    lines = paragraph(seller.name, room, Face.SEMIBOLD, TITLE, inks.of(seller, "minimal"))
    if seller.address:
        lines += paragraph(one_line(seller.address), room, ink=MUTED)
    gstin = f"GSTIN {seller.gstin}" if seller.gstin else ""
    where = state(seller.state_name, seller.state_code)
    lines += paragraph(" · ".join(filter(None, (gstin, where))), room)
    text = stack(lines)
    titles = wrap(title, Face.SEMIBOLD, TITLE, _MARK_ROOM)
    height = max(text.height, LEADING + 6 + 20 * len(titles))

    def draw(pen: Pen, top: float) -> None:
        text.draw(pen, left, top)
        for at, line in enumerate(titles):
            pen.text(
                line, right, top + LEADING + 4 + 20 * at, Face.SEMIBOLD, TITLE, leading=20, align=1
            )
        pen.lines([(left, top + height + 4, right, top + height + 4)])

    return Piece(height + 6, draw, keep=True, framed=False)


def _goods(detail: VoucherDetail, matter: Matter, left: float, right: float, size: float) -> Grid:
    parts = [description_part(detail, matter.goods, hsn=True), quantity_part()]
    if is_priced(detail):
        parts += [rate_part(detail), *discount_parts(detail)]
        if tax_columns(detail):
            parts.append(gst_part())
        parts.append(taxable_part(detail, "Taxable" if tax_columns(detail) else "Amount"))
    return grid_of(detail, parts, left, right, look=_LOOK, size=size)


def _end(detail: VoucherDetail, matter: Matter, left: float, right: float) -> list[Section]:
    """Words and statements beside the totals, then the signature."""
    words_wide = right - left - _TOTALS_WIDE
    room = words_wide - _GUTTER
    lines: list[Line] = []
    if is_priced(detail):
        lines += paragraph(rupees_in_words(detail.total), room)
    for text in matter.statements:
        lines += paragraph(text, room, ink=MUTED)
    figures = stack([])
    if is_priced(detail):
        figures = totals(detail, matter.total, wide=_TOTALS_WIDE, rates=True, pad=0)
    sign = signature(detail.seller, SIGN_WIDE, 60)
    pieces = [
        gap(6, keep=True),
        _open([(stack(lines), words_wide), (figures, _TOTALS_WIDE)], left),
        gap(6, keep=True),
        _open([(stack([]), right - left - SIGN_WIDE), (sign, SIGN_WIDE)], left, keep=False),
    ]
    return [Section(pieces)]


def _open(blocks: Sequence[tuple[Block, float]], left: float, *, keep: bool = True) -> Piece:
    """Blocks side by side without a frame."""
    return beside(blocks, left, divided=False, framed=False, keep=keep)
