"""The classic design: everything in one frame, figures in boxes, each tax of each line."""

from datetime import date

from senstosales.documents import inks, prose
from senstosales.documents.blocks import PAD, Block, Line, beside, paragraph, row, stack
from senstosales.documents.composition import composed
from senstosales.documents.ending import bank_and_signature
from senstosales.documents.flow import Piece, Section, gap
from senstosales.documents.goods import goods_grid, is_priced
from senstosales.documents.grid import Grid
from senstosales.documents.matter import Matter, standard_terms, terms_of
from senstosales.documents.paper import Paper
from senstosales.documents.parties import parties
from senstosales.documents.pen import MUTED
from senstosales.documents.stationery import closing, letterhead, title
from senstosales.documents.taxes import tax_columns, tax_grid
from senstosales.documents.totals import WIDE, totals
from senstosales.documents.typeface import Face
from senstosales.domain.words import rupees_in_words
from senstosales.queries.papers import VoucherDetail, summarise_hsn

_FEW_SUMMARY_LINES = 8


def paper(detail: VoucherDetail, matter: Matter, printed_on: date) -> Paper:
    """The paper in this design."""
    return composed(detail, matter, printed_on, head=_head, goods=_goods, end=_end)


def _head(detail: VoucherDetail, matter: Matter, left: float, right: float) -> list[Section]:
    """Letterhead, title, parties with numbers and terms beside them, contacts."""
    pieces = [
        letterhead(detail.seller, left, right, ink=inks.of(detail.seller, "classic")),
        title(matter.title, left, right, matter.note),
        *parties(
            detail.buyer,
            detail.consignee,
            [*matter.identity, *matter.references, *matter.contacts],
            left,
            right,
            headings=matter.headings,
            third=detail.particulars.dispatch_from,
        ),
    ]
    return [Section(pieces)]


def _goods(detail: VoucherDetail, matter: Matter, left: float, right: float, size: float) -> Grid:
    return goods_grid(detail, left, right, heading=matter.goods, size=size)


def _end(detail: VoucherDetail, matter: Matter, left: float, right: float) -> list[Section]:
    figures = _figures(detail, matter, left, right)
    return [*figures, Section(_words(detail, matter, left, right))]


def _figures(detail: VoucherDetail, matter: Matter, left: float, right: float) -> list[Section]:
    """Words and totals, and the tax summary where the paper has one."""
    if not is_priced(detail):
        return []
    if not matter.summary or not tax_columns(detail):
        alone = not (matter.declaration or terms_of(detail, matter))
        return [Section([_words_and_totals(detail, matter, left, right, keep=alone)])]
    lines = detail.hsn_summary or summarise_hsn(detail.lines, detail.charges)
    few = len(lines) <= _FEW_SUMMARY_LINES
    return [
        Section([_words_and_totals(detail, matter, left, right), gap(8)]),
        tax_grid(detail, lines, left, right).section(keep_end=True, keep_all=few),
    ]


def _words_and_totals(
    detail: VoucherDetail, matter: Matter, left: float, right: float, *, keep: bool = False
) -> Piece:
    words_wide = right - left - WIDE
    room = words_wide - 2 * PAD
    lines = [Line(matter.words, ink=MUTED)]
    lines += paragraph(rupees_in_words(detail.total), room, Face.SEMIBOLD)
    if matter.tax_words and tax_columns(detail):
        lines.append(Line("Tax in words", ink=MUTED))
        for text in tax_in_words(detail):
            lines += paragraph(text, room)
    for text in matter.statements:
        lines += paragraph(text, room)
    figures: Block = totals(detail, matter.total, after=matter.after_total)
    return beside([(stack(lines), words_wide), (figures, WIDE)], left, keep=keep)


def tax_in_words(detail: VoucherDetail) -> list[str]:
    """Each head by itself, as the buyers' accounts offices ask; equal heads in one sentence."""
    heads = [(column.name, column.of(detail)) for column in tax_columns(detail)]
    if len(heads) == 2 and heads[0][1] == heads[1][1]:
        return [f"{heads[0][0]} and {heads[1][0]}, each: {rupees_in_words(heads[0][1])}"]
    return [f"{name}: {rupees_in_words(value)}" for name, value in heads]


def _words(detail: VoucherDetail, matter: Matter, left: float, right: float) -> list[Piece]:
    """Statements, notes, terms, bank and signature; the last lines stay with the signature."""
    pieces: list[Piece] = []
    if not is_priced(detail):
        for text in matter.statements:
            pieces.append(row(text, left, right, keep=True))
    if matter.declaration:
        pieces.append(row(f"Declaration: {matter.declaration}", left, right, keep=True))
    terms = terms_of(detail, matter)
    pieces += prose.note("Notes", detail.particulars.notes or "", left, right)
    pieces += prose.terms("Terms", terms, left, right)
    pieces = prose.bound(pieces)
    pieces += bank_and_signature(detail, matter, left, right)
    place = None if standard_terms(detail, matter) else detail.seller.jurisdiction
    pieces.append(closing(place, left, right))
    return pieces
