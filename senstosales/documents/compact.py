"""The compact design of a quotation: small print, one line to an article, many to a page."""

from dataclasses import replace
from datetime import date

from senstosales.documents import inks, prose
from senstosales.documents.blocks import PAD, Line, beside, paragraph, stack
from senstosales.documents.composition import composed
from senstosales.documents.ending import SIGN_WIDE, bank
from senstosales.documents.flow import Piece, Section
from senstosales.documents.goods import is_priced
from senstosales.documents.goods_columns import (
    Part,
    description_part,
    discount_parts,
    grid_of,
    gst_part,
    hsn_part,
    in_one_line,
    number_part,
    rate_part,
    taxable_part,
    unit_of,
)
from senstosales.documents.grid import Cell, Grid, GridColumn, GridLook
from senstosales.documents.matter import Matter, standard_terms, terms_of
from senstosales.documents.paper import Paper
from senstosales.documents.parties import parties
from senstosales.documents.pen import MUTED, TITLE, Pen
from senstosales.documents.stationery import closing, one_line, signature
from senstosales.documents.taxes import tax_columns
from senstosales.documents.totals import WIDE, totals
from senstosales.documents.typeface import Face
from senstosales.documents.wording import count
from senstosales.domain.words import rupees_in_words
from senstosales.queries.papers import Letterhead, VoucherDetail

_SMALL = 7.5
_LOOK = GridLook(tight=1.3)
_PROSE = prose.Look(size=_SMALL)
_TITLE_ROOM = 130.0


def paper(detail: VoucherDetail, matter: Matter, printed_on: date) -> Paper:
    """The paper in this design."""
    return composed(detail, matter, printed_on, head=_head, goods=_goods, end=_end)


def _head(detail: VoucherDetail, matter: Matter, left: float, right: float) -> list[Section]:
    """The office and the title in one row, then the parties as in the classic design."""
    said = [*matter.identity, *matter.references, *matter.contacts]
    pieces = [
        _issuer(detail.seller, matter.title, left, right),
        *parties(
            detail.buyer,
            detail.consignee,
            said,
            left,
            right,
            headings=matter.headings,
            third=detail.particulars.dispatch_from,
        ),
    ]
    if matter.note:
        note = stack(paragraph(matter.note, right - left - 2 * PAD, Face.SEMIBOLD))
        pieces.insert(1, beside([(note, right - left)], left, keep=True))
    return [Section(pieces)]


def _issuer(seller: Letterhead, title: str, left: float, right: float) -> Piece:
    """Name, address and registrations in small print; the title right."""
    room = right - left - _TITLE_ROOM
    lines = paragraph(seller.name, room, Face.BOLD, 12, inks.of(seller, "compact"))
    registered = (("GSTIN", seller.gstin), ("Phone", seller.phone), ("Email", seller.email))
    reach = " · ".join(f"{label}\u00a0{value}" for label, value in registered if value)
    for text in (one_line(seller.address or ""), reach):
        lines += [replace(line, leading=10.0) for line in paragraph(text, room, size=_SMALL)]
    text_block = stack(lines)

    def draw(pen: Pen, top: float) -> None:
        text_block.draw(pen, left, top)
        pen.text(title, right, top, Face.SEMIBOLD, TITLE, leading=18, align=1)

    return Piece(text_block.height + 4, draw, keep=True, framed=False)


def _goods(detail: VoucherDetail, matter: Matter, left: float, right: float, size: float) -> Grid:
    """One line to an article: its codes behind the description, its unit in a column."""
    columns = [number_part(detail), in_one_line(description_part(detail, matter.goods))]
    if any(line.hsn for line in detail.lines):
        columns.append(hsn_part())
    columns += [
        Part(GridColumn("Qty", 1), lambda _at, line: Cell(count(line.quantity))),
        Part(GridColumn("Unit"), lambda _at, line: Cell(unit_of(line))),
    ]
    if is_priced(detail):
        columns += [in_one_line(part) for part in (rate_part(detail), *discount_parts(detail))]
        if tax_columns(detail):
            columns.append(in_one_line(gst_part()))
        columns.append(taxable_part(detail, "Amount"))
    return grid_of(detail, columns, left, right, look=_LOOK, size=min(size, _SMALL))


def _end(detail: VoucherDetail, matter: Matter, left: float, right: float) -> list[Section]:
    """Words beside totals, notes and terms in small print, bank and signature."""
    words_wide = right - left - WIDE
    room = words_wide - 2 * PAD
    lines: list[Line] = []
    if is_priced(detail):
        lines.append(Line(matter.words, ink=MUTED))
        lines += paragraph(rupees_in_words(detail.total), room, Face.SEMIBOLD)
    for text in matter.statements:
        lines += paragraph(text, room)
    figures = totals(detail, matter.total, rates=True) if is_priced(detail) else stack([])
    terms = terms_of(detail, matter)
    words = prose.bound(
        [
            *prose.note("Notes", detail.particulars.notes or "", left, right, _PROSE),
            *prose.terms("Terms", terms, left, right, _PROSE),
        ]
    )
    pieces: list[Piece] = []
    if lines:
        row = [(stack(lines), words_wide), (figures, WIDE)]
        pieces.append(beside(row, left, keep=not words))
    place = None if standard_terms(detail, matter) else detail.seller.jurisdiction
    account = bank(detail.seller, right - left - SIGN_WIDE - 2 * PAD, scan=False)
    sign = signature(detail.seller, SIGN_WIDE - 2 * PAD, 52)
    pieces += [
        *words,
        beside(
            [(account, right - left - SIGN_WIDE), (sign, SIGN_WIDE)], left, keep=True, divided=False
        ),
        closing(place, left, right),
    ]
    return [Section(pieces)]
