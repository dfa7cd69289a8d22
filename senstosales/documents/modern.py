"""The modern design: a band of the office's colour, no boxes, taxes summed by rate."""

from collections.abc import Sequence
from datetime import date

from senstosales.documents import inks, prose
from senstosales.documents.blocks import (
    Block,
    Fact,
    Line,
    below,
    beside,
    facts,
    label_width,
    paragraph,
    stack,
)
from senstosales.documents.composition import composed
from senstosales.documents.ending import SIGN_WIDE, bank, pay_code
from senstosales.documents.flow import Piece, Section, gap
from senstosales.documents.goods import is_priced
from senstosales.documents.goods_columns import (
    description_part,
    discount_parts,
    grid_of,
    gst_part,
    number_part,
    quantity_part,
    rate_part,
    taxable_part,
    total_part,
)
from senstosales.documents.grid import Grid, GridLook
from senstosales.documents.matter import Matter, standard_terms, terms_of
from senstosales.documents.paper import Paper
from senstosales.documents.parties import departure, fact_columns, party_block, same_party
from senstosales.documents.pen import (
    ACCENT,
    HEADING,
    LEADING,
    MUTED,
    TITLE,
    Ink,
    Pen,
)
from senstosales.documents.stationery import closing, letterhead, signature
from senstosales.documents.taxes import tax_columns
from senstosales.documents.totals import totals
from senstosales.documents.typeface import Face, clean
from senstosales.documents.upi import QR_SIDE
from senstosales.documents.wording import day
from senstosales.domain.words import rupees_in_words
from senstosales.queries.papers import VoucherDetail

_BAND = 34.0
_TOTALS_WIDE = 226.0
_GUTTER = 16.0


def paper(detail: VoucherDetail, matter: Matter, printed_on: date) -> Paper:
    """The paper in this design."""
    return composed(detail, matter, printed_on, head=_head, goods=_goods, end=_end)


def _head(detail: VoucherDetail, matter: Matter, left: float, right: float) -> list[Section]:
    """Letterhead, band, parties and numbers in columns, further references below them."""
    note = stack(paragraph(matter.note, right - left, Face.SEMIBOLD))
    said = matter.identity[2:]  # number and date stand in the band
    before, blocks = _columns(detail, matter, said, left, right)
    pieces = [
        letterhead(detail.seller, left, right, ink=_ink(detail), ruled=False),
        _band(matter.title, detail, left, right),
        *([_open([(note, right - left)], left)] if note.height else []),
        *before,
        *blocks,
        *fact_columns([*matter.references, *matter.contacts], left, right, _prose(detail)),
        gap(6, keep=True),
    ]
    return [Section(pieces)]


def _ink(detail: VoucherDetail) -> Ink:
    return inks.of(detail.seller, "modern", ACCENT)


def _prose(detail: VoucherDetail) -> prose.Look:
    return prose.Look(framed=False, heading=_ink(detail))


def _band(title: str, detail: VoucherDetail, left: float, right: float) -> Piece:
    """Title left, number and date right, in white on the office's colour."""
    number, dated = clean(detail.number), day(detail.date)

    def draw(pen: Pen, top: float) -> None:
        pen.ground(left, top, right - left, _BAND, _ink(detail))
        pen.text(title, left + 10, top, Face.SEMIBOLD, TITLE, leading=_BAND, ink=1.0)
        x = right - 10
        pen.text(number, x, top + 5, Face.SEMIBOLD, HEADING, ink=1.0, align=1)
        pen.text(dated, x, top + 5 + LEADING, ink=1.0, align=1)

    return Piece(_BAND, draw, keep=True, framed=False)


def _columns(
    detail: VoucherDetail, matter: Matter, said: Sequence[Fact], left: float, right: float
) -> tuple[list[Piece], list[Piece]]:
    """Up to three columns in a row: buyer, consignee, where the goods leave from, numbers."""
    wide = (right - left) / 3
    room = wide - _GUTTER
    same = same_party(detail.buyer, detail.consignee)
    named = [(matter.headings[2] if same else matter.headings[0], detail.buyer)]
    if not same:
        named.append((matter.headings[1], detail.consignee))
    before: list[Piece] = []
    blocks: list[Block] = []
    for heading, who in named:
        share = wide * 2 if same else wide
        pieces, block = party_block(heading, who, share - _GUTTER, left, right, _prose(detail))
        before += pieces
        blocks.append(block)
    numbers = facts(said, wide, min(label_width(said), wide * 0.5))
    if detail.particulars.dispatch_from:
        pieces, block = departure(
            detail.particulars.dispatch_from, room, left, right, _prose(detail)
        )
        before += pieces
        numbers = below(numbers, block, space=8)
    shares = (wide * 2, wide) if same else (wide, wide, wide)
    return before, [_open(list(zip((*blocks, numbers), shares, strict=True)), left)]


def _goods(detail: VoucherDetail, matter: Matter, left: float, right: float, size: float) -> Grid:
    parts = [
        number_part(detail),
        description_part(detail, matter.goods, hsn=True),
        quantity_part(),
    ]
    if is_priced(detail):
        parts += [rate_part(detail), *discount_parts(detail)]
        if tax_columns(detail):
            parts += [taxable_part(detail, "Taxable"), gst_part()]
        parts.append(total_part(detail, "Amount"))
    ink = _ink(detail)
    look = GridLook(boxed=False, ground=None, head=ink, rule=ink, tight=4.4)
    return grid_of(detail, parts, left, right, look=look, size=size)


def _end(detail: VoucherDetail, matter: Matter, left: float, right: float) -> list[Section]:
    """Words beside totals; notes and terms; where to pay beside the signature."""
    words_wide = right - left - _TOTALS_WIDE
    room = words_wide - _GUTTER
    lines: list[Line] = []
    if is_priced(detail):
        lines.append(Line(matter.words, ink=MUTED))
        lines += paragraph(rupees_in_words(detail.total), room, Face.SEMIBOLD)
    for text in filter(None, (*matter.statements, matter.declaration)):
        lines += paragraph(text, room, ink=MUTED)
    figures = stack([])
    if is_priced(detail):
        figures = totals(
            detail,
            matter.total,
            wide=_TOTALS_WIDE,
            after=matter.after_total,
            rates=True,
            pad=0,
            ink=_ink(detail),
        )
    terms = terms_of(detail, matter)
    place = None if standard_terms(detail, matter) else detail.seller.jurisdiction
    words = prose.bound(
        [
            *prose.note("Notes", detail.particulars.notes or "", left, right, _prose(detail)),
            *prose.bullets("Terms", terms, left, right, _prose(detail)),
        ]
    )
    pieces = [
        gap(6, keep=True),
        _open([(stack(lines), words_wide), (figures, _TOTALS_WIDE)], left, keep=not words),
        *words,
        _pay_and_sign(detail, matter, left, right),
        closing(place, left, right),
    ]
    return [Section(pieces)]


def _pay_and_sign(detail: VoucherDetail, matter: Matter, left: float, right: float) -> Piece:
    code = pay_code(detail, matter)
    wide = right - left - SIGN_WIDE
    blocks: list[tuple[Block, float]] = []
    if code:
        blocks.append((code, QR_SIDE + 10))
        wide -= QR_SIDE + 10
    account = bank(detail.seller, wide - _GUTTER, scan=code is not None)
    blocks.append((account if matter.payable else stack([]), wide))
    blocks.append((signature(detail.seller, SIGN_WIDE, 72), SIGN_WIDE))
    return _open(blocks, left)


def _open(blocks: Sequence[tuple[Block, float]], left: float, *, keep: bool = True) -> Piece:
    """Blocks side by side without a frame."""
    return beside(blocks, left, divided=False, framed=False, keep=keep)
