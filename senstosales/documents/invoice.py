"""The tax invoice on paper: everything CGST Rule 46 asks for, and what the buyer's desk looks for."""

from collections.abc import Sequence
from datetime import date

from senstosales.documents import sheets, upi
from senstosales.documents.blocks import (
    PAD,
    Block,
    Fact,
    Line,
    below,
    beside,
    facts,
    paragraph,
    row,
    stack,
)
from senstosales.documents.flow import Piece, Section, gap
from senstosales.documents.goods import goods_grid, is_landscape, tax_columns, tax_grid
from senstosales.documents.paper import Paper
from senstosales.documents.parties import parties
from senstosales.documents.pen import A4_LONG, A4_SHORT, HEADING, LEADING, MARGIN, MUTED, Pen
from senstosales.documents.stationery import closing, letterhead, signature, title
from senstosales.documents.typeface import Face
from senstosales.documents.wording import amount, dated, referred, state
from senstosales.domain.kinds import Status
from senstosales.domain.words import rupees_in_words
from senstosales.queries.papers import VoucherDetail, summarise_hsn

INVOICE_COPIES = (
    "ORIGINAL FOR RECIPIENT",
    "DUPLICATE FOR TRANSPORTER",
    "TRIPLICATE FOR SUPPLIER",
)
EXTRA_COPY = "EXTRA COPY"
DECLARATION = (
    "The particulars above are true and correct; the amounts are the price actually charged."
)
INCLUSIVE_NOTE = "Rates include GST as per the order; taxable value is worked back."
_TOTALS_WIDE = 200.0
_FEW_SUMMARY_LINES = 8


def pdf(detail: VoucherDetail, copies: Sequence[str], printed_on: date) -> bytes:
    """The invoice as one PDF, a run of pages for each mark in `copies`, in their order."""
    cancelled = detail.status is Status.CANCELLED
    landscape = is_landscape(detail)
    left, right = MARGIN, (A4_LONG if landscape else A4_SHORT) - MARGIN
    note = f"Cancelled: {detail.cancelled_reason}" if cancelled and detail.cancelled_reason else ""
    sections = [
        Section(
            [
                letterhead(detail.seller, left, right),
                title("TAX INVOICE", left, right, note),
                *parties(
                    detail.buyer,
                    detail.consignee,
                    _facts(detail),
                    left,
                    right,
                    headings=("Buyer (bill to)", "Consignee (ship to)", "Buyer and consignee"),
                ),
            ]
        ),
        goods_grid(detail, left, right).section(keep_end=True),
        Section([_words_and_totals(detail, left, right), gap(8)]),
        *_end(detail, left, right),
    ]
    paper = Paper(
        name="TAX INVOICE",
        number=detail.number,
        dated=detail.date,
        issuer=detail.seller.name,
        sections=sections,
        printed_on=printed_on,
        foot="Computer-generated invoice",
        landscape=landscape,
        cancelled=cancelled,
    )
    return paper.pdf(copies)


def xlsx(detail: VoucherDetail) -> bytes:
    """The invoice as a workbook, its figures as numbers."""
    return sheets.invoice(detail, _facts(detail))


def _facts(detail: VoucherDetail) -> list[Fact]:
    """Numbers and terms in the order in which the buyer's desk checks them."""
    said = detail.particulars
    order = referred(detail.order) or dated(said.buyers_order_no, said.buyers_order_date)
    receipts = ", ".join(referred(receipt) for receipt in detail.receipts)
    return [
        Fact("Invoice No.", detail.number, strong=True),
        Fact("Invoice date", dated(None, detail.date), strong=True),
        Fact("Place of supply", state(detail.place_of_supply_name, detail.place_of_supply)),
        Fact("Reverse charge", "No"),
        Fact("Order No.", order),
        Fact("Challan No.", referred(detail.challan)),
        Fact("GeM contract", dated(said.gemc_number, said.gemc_date)),
        Fact("Our vendor code", detail.supplier_code or ""),
        Fact("Our reference", said.our_ref or ""),
        Fact("Payment terms", said.payment_terms or ""),
        Fact("Payment mode", said.mode_of_payment or ""),
        Fact("SRV", dated(said.srv_no, said.srv_date) or receipts),
        Fact("Department", said.department_no or ""),
        Fact("Dispatched via", said.dispatched_through or ""),
        Fact("Dispatch doc.", said.dispatch_document_no or ""),
        Fact("Transporter", said.transporter or ""),
        Fact("Transport", said.mode_of_transport or ""),
        Fact("Vehicle No.", said.vehicle_no or ""),
        Fact("LR No.", said.lr_no or ""),
        Fact("E-way bill No.", said.eway_bill_no or ""),
        Fact("Destination", said.destination or ""),
        Fact("Delivery terms", said.terms_of_delivery or ""),
        Fact("Inspection by", said.inspection_company or ""),
        Fact("Guarantee cert.", dated(said.certificate_number, said.certificate_date)),
        Fact("Remarks", said.remarks or ""),
    ]


def _words_and_totals(detail: VoucherDetail, left: float, right: float) -> Piece:
    words_wide = right - left - _TOTALS_WIDE
    room = words_wide - 2 * PAD
    lines = [Line("Invoice value in words", grey=MUTED)]
    lines += paragraph(rupees_in_words(detail.total), room, Face.SEMIBOLD)
    lines.append(Line("Tax in words", grey=MUTED))
    for text in _tax_in_words(detail):
        lines += paragraph(text, room)
    if detail.price_inclusive:
        lines += paragraph(INCLUSIVE_NOTE, room)
    return beside([(stack(lines), words_wide), (_totals(detail), _TOTALS_WIDE)], left)


def _tax_in_words(detail: VoucherDetail) -> list[str]:
    """Each head by itself, as the buyers' accounts offices ask; equal heads in one sentence."""
    heads = [(column.name, column.of(detail)) for column in tax_columns(detail)]
    if len(heads) == 2 and heads[0][1] == heads[1][1]:
        return [f"{heads[0][0]} and {heads[1][0]}, each: {rupees_in_words(heads[0][1])}"]
    return [f"{name}: {rupees_in_words(value)}" for name, value in heads]


def _totals(detail: VoucherDetail) -> Block:
    figures = [("Taxable value", amount(detail.taxable))]
    figures += [(column.name, amount(column.of(detail))) for column in tax_columns(detail)]
    if detail.round_off:
        figures.append(("Round-off", amount(detail.round_off)))
    end = _TOTALS_WIDE - 2 * PAD
    height = len(figures) * LEADING + 22

    def draw(pen: Pen, x: float, top: float) -> None:
        for label, figure in figures:
            pen.text(label, x, top, grey=MUTED)
            pen.text(figure, x + end, top, align=1)
            top += LEADING
        pen.lines([(x, top + 3, x + end, top + 3)])
        pen.text("Total", x, top + 6, Face.SEMIBOLD, HEADING)
        pen.text(f"₹ {amount(detail.total)}", x + end, top + 6, Face.SEMIBOLD, HEADING, align=1)

    return Block(height, draw)


def _end(detail: VoucherDetail, left: float, right: float) -> list[Section]:
    """Tax summary, declaration, bank, signature: kept together so that none stands alone."""
    lines = detail.hsn_summary or summarise_hsn(detail.lines)
    summary = tax_grid(detail, lines, left, right)
    together = len(lines) <= _FEW_SUMMARY_LINES
    return [
        summary.section(keep_end=True, keep_all=together),
        Section(
            [
                row(f"Declaration: {detail.declaration or DECLARATION}", left, right, keep=True),
                _bank_and_signature(detail, left, right),
                closing(detail.seller.jurisdiction, left, right),
            ]
        ),
    ]


def _bank_and_signature(detail: VoucherDetail, left: float, right: float) -> Piece:
    seller = detail.seller
    sign_wide = 200.0
    wide = right - left - sign_wide
    blocks: list[tuple[Block, float]] = []
    scannable = bool(seller.upi_id) and detail.status is not Status.CANCELLED
    if seller.upi_id and scannable:
        text = upi.link(seller.upi_id, seller.name, detail.number, detail.total)
        side = upi.QR_SIDE + 2 * PAD
        blocks.append((upi.code(text), side))
        wide -= side
    bank = [
        Fact("Bank", seller.bank_name or ""),
        Fact("Account No.", seller.bank_account or "", strong=True),
        Fact("IFSC", seller.bank_ifsc or "", strong=True),
        Fact("Branch", seller.bank_branch or ""),
        Fact("UPI", seller.upi_id or ""),
    ]
    heading = "Pay to this account, or scan to pay by UPI" if scannable else "Pay to this account"
    known = any(fact.value for fact in bank)
    block = below(
        stack([Line(heading, Face.SEMIBOLD)] if known else []), facts(bank, wide - 2 * PAD)
    )
    blocks += [(block, wide), (signature(seller, sign_wide - 2 * PAD, 72), sign_wide)]
    return beside(blocks, left, keep=True, divided=False)
