"""The delivery challan on paper, after CGST Rule 55 and the habits of the buyer's stores."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from senstosales.documents import copies, inks, prose, sheets
from senstosales.documents.blocks import (
    PAD,
    Fact,
    Line,
    below,
    beside,
    facts,
    label_width,
    paragraph,
    row,
    stack,
)
from senstosales.documents.copies import CHALLAN_COPIES
from senstosales.documents.flow import Piece, Section
from senstosales.documents.goods_columns import description_cell, quantities_by_unit
from senstosales.documents.grid import Cell, Grid, GridColumn
from senstosales.documents.matter import carriage, own_fields
from senstosales.documents.paper import Paper, not_in_force
from senstosales.documents.parties import LEFT_PART, parties
from senstosales.documents.pen import A4_SHORT, MARGIN
from senstosales.documents.stationery import closing, letterhead, received, signature, title
from senstosales.documents.typeface import Face
from senstosales.documents.wording import amount, count, dated, percent, referred
from senstosales.domain.kinds import Status
from senstosales.domain.words import rupees_in_words
from senstosales.queries.papers import ChallanDetail, VoucherDetail

REPLACEMENT = "Replacement for rejected goods"


def pdf(detail: ChallanDetail, wanted: Sequence[str], printed_on: date) -> bytes:
    """The challan as one PDF, a run of pages for each copy, in their order."""
    return paper(detail, printed_on).pdf(copies.chosen(wanted, CHALLAN_COPIES))


def paper(detail: ChallanDetail, printed_on: date) -> Paper:
    """The challan with its parts laid out."""
    cancelled = detail.status is Status.CANCELLED
    left, right = MARGIN, A4_SHORT - MARGIN
    notes = [REPLACEMENT] if detail.is_replacement else []
    if cancelled and detail.cancelled_reason:
        notes.append(f"Cancelled: {detail.cancelled_reason}")
    sections = [
        Section(
            [
                letterhead(detail.seller, left, right, ink=inks.of(detail.seller, "classic")),
                title("DELIVERY CHALLAN", left, right, "\n".join(notes)),
                *parties(
                    detail.consignee,
                    None,
                    _facts(detail),
                    left,
                    right,
                    headings=("Consignee", "", "Consignee"),
                    third=detail.particulars.dispatch_from,
                ),
            ]
        ),
        _grid(detail, left, right).section(keep_end=True),
        Section(_end(detail, left, right)),
    ]
    return Paper(
        name="DELIVERY CHALLAN",
        number=detail.number,
        dated=detail.date,
        issuer=detail.seller.name,
        sections=sections,
        printed_on=printed_on,
        foot="Computer-generated challan",
        across=not_in_force(detail.status),
    )


def of(detail: VoucherDetail) -> ChallanDetail:
    """An order's challan from the read model that all kinds of voucher share."""
    return ChallanDetail(
        id=detail.id,
        version=detail.version,
        number=detail.number,
        date=detail.date,
        fiscal_year=detail.fiscal_year,
        status=detail.status,
        seller=detail.seller,
        consignee=detail.consignee,
        order=detail.order,
        amend_no=detail.particulars.amendment_no,
        lines=detail.lines,
        particulars=detail.particulars,
        value=detail.total,
        is_replacement=detail.is_replacement,
        invoice=detail.invoice,
        cancelled_reason=detail.cancelled_reason,
        supplier_code=detail.supplier_code,
    )


def xlsx(detail: ChallanDetail) -> bytes:
    """The challan as a workbook, its figures as numbers."""
    said = [*_facts(detail), *_papers(detail), *carriage(detail.particulars)]
    said.append(Fact("Remarks", detail.particulars.remarks or ""))
    return sheets.challan(detail, said, REPLACEMENT if detail.is_replacement else "")


def _facts(detail: ChallanDetail) -> list[Fact]:
    """Numbers that stand beside the consignee."""
    said = detail.particulars
    amended = dated(
        f"No. {detail.amend_no}" if detail.amend_no else None,
        said.amendment_date,
    )
    return [
        Fact("Challan No.", detail.number, strong=True),
        Fact("Challan date", dated(None, detail.date), strong=True),
        Fact(
            "Your order No.",
            referred(detail.order) or dated(said.buyers_order_no, said.buyers_order_date),
        ),
        Fact("Amendment", amended),
        Fact("Our reference", said.our_ref or ""),
        Fact("Our vendor code", detail.supplier_code or ""),
        Fact("Delivered to", said.dispatched_to or ""),
        Fact("Department", said.department_no or ""),
        Fact("Destination", said.destination or ""),
        Fact("GeM contract", dated(said.gemc_number, said.gemc_date)),
        Fact("SRV", dated(said.srv_no, said.srv_date)),
        *own_fields(said),
    ]


def _grid(detail: ChallanDetail, left: float, right: float) -> Grid:
    """The goods; HSN, lot, packets and tax have a column only where some line has them."""
    lines = detail.lines
    has_hsn = any(line.hsn for line in lines)
    has_lot = any(line.lot_no is not None for line in lines)
    has_packets = any(line.packets for line in lines)
    has_tax = any(line.taxable is not None for line in lines)
    columns = [
        GridColumn("P.O. Sl.", 0.5),
        GridColumn("Description of goods", stretch=True, least=240),
    ]
    columns += [GridColumn("HSN")] if has_hsn else []
    columns += [GridColumn("Lot", 0.5)] if has_lot else []
    columns += [GridColumn("Packets", 1)] if has_packets else []
    columns += [GridColumn("Quantity", 1), GridColumn("Unit", least=40)]
    if has_tax:
        columns += [GridColumn("Taxable value\u00a0₹", 1), GridColumn("GST rate", 1)]
    rows = []
    for at, line in enumerate(lines, 1):
        cells = [
            Cell(str(at if line.item_no is None else line.item_no)),
            description_cell(replace(line, lot_no=None, packets=None)),
        ]
        cells += [Cell(line.hsn or "")] if has_hsn else []
        cells += [Cell("" if line.lot_no is None else str(line.lot_no))] if has_lot else []
        cells += [Cell(str(line.packets) if line.packets else "")] if has_packets else []
        cells += [Cell(count(line.quantity)), Cell(line.unit)]
        if has_tax:
            rate = "" if line.gst_rate is None else percent(line.gst_rate)
            cells += [Cell(amount(line.taxable)), Cell(rate)]
        rows.append(cells)
    if len(rows) < 2:
        return Grid(columns, rows, left, right)
    bold = Face.SEMIBOLD
    packets = str(sum(line.packets or 0 for line in lines))
    total = [Cell(packets if column.title == "Packets" else "", face=bold) for column in columns]
    total[1] = Cell(f"Total {quantities_by_unit(lines)}", face=bold)
    return Grid(columns, rows, left, right, total)


def _end(detail: ChallanDetail, left: float, right: float) -> list[Piece]:
    """Value, papers sent along, carriage, signatures: they stay together."""
    said = detail.particulars
    wide = (right - left) * LEFT_PART, (right - left) * (1 - LEFT_PART)
    papers, carried = _papers(detail), carriage(said)
    value = [Fact("Value of goods", f"₹ {amount(detail.value)}", strong=True)]
    column = label_width([*value, *papers, *carried])
    blocks = [
        (
            below(
                stack([Line(heading, Face.SEMIBOLD)]),
                facts(items, part - 2 * PAD, column),
            ),
            part,
        )
        for heading, items, part in zip(
            ("Carriage", "Sent with the goods"), (carried, papers), wide, strict=True
        )
        if any(item.value for item in items)
    ]
    words = stack(paragraph(rupees_in_words(detail.value), wide[1] - 2 * PAD))
    pieces = [
        beside(
            [(facts(value, wide[0] - 2 * PAD, column), wide[0]), (words, wide[1])],
            left,
            keep=True,
            divided=False,
        )
    ]
    if blocks:
        pieces.append(beside(blocks, left, keep=True))
    if said.remarks:
        pieces.append(row(f"Remarks: {said.remarks}", left, right, keep=True))
    pieces += prose.note("Notes", said.notes or "", left, right)
    pieces += prose.terms("Terms", said.terms, left, right)
    pieces = prose.bound(pieces)
    pieces.append(
        beside(
            [(received(76), wide[0]), (signature(detail.seller, wide[1] - 2 * PAD, 76), wide[1])],
            left,
            keep=True,
        )
    )
    pieces.append(closing(detail.seller.jurisdiction, left, right))
    return pieces


def _papers(detail: ChallanDetail) -> list[Fact]:
    """What is sent along with the goods on paper."""
    said = detail.particulars
    return [
        Fact("Tax invoice", referred(detail.invoice)),
        Fact("Guarantee cert.", dated(said.certificate_number, said.certificate_date)),
        Fact("Dimension report", said.report or ""),
        Fact("Test certificates", "\n".join(said.test_certificates)),
        Fact("Inspection by", said.inspection_company or ""),
    ]
