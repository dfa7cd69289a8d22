"""The guarantee certificate that goes with a challan."""

from dataclasses import replace
from datetime import date

from senstosales.documents import inks, sheets
from senstosales.documents.blocks import PAD, Fact, beside, paragraph, stack
from senstosales.documents.flow import Section, gap
from senstosales.documents.goods_columns import description_cell
from senstosales.documents.grid import Cell, Grid, GridColumn
from senstosales.documents.paper import Paper, not_in_force
from senstosales.documents.parties import parties
from senstosales.documents.pen import A4_SHORT, HEADING, MARGIN
from senstosales.documents.stationery import letterhead, signature, title
from senstosales.documents.wording import count, dated, referred
from senstosales.queries.papers import ChallanDetail

DEFAULT_TEXT = (
    "We guarantee the goods named above against defects of material and workmanship for 24 months "
    "from the date of delivery. Goods that prove defective within this time, in proper use, will be "
    "repaired or replaced by us free of charge."
)


def pdf(challan: ChallanDetail, printed_on: date, text: str | None = None) -> bytes:
    """The certificate for the goods of a challan; `text` is the office's own promise, if it has one."""
    return paper(challan, printed_on, text).pdf()


def paper(challan: ChallanDetail, printed_on: date, text: str | None = None) -> Paper:
    """The certificate with its parts laid out."""
    left, right = MARGIN, A4_SHORT - MARGIN
    said = challan.particulars
    wide = right - left - 2 * PAD
    promise = stack(paragraph(promised(text), wide, size=HEADING))
    sections = [
        Section(
            [
                letterhead(challan.seller, left, right, ink=inks.of(challan.seller, "classic")),
                title("GUARANTEE CERTIFICATE", left, right),
                *parties(
                    challan.consignee, None, _facts(challan), left, right, headings=("To", "", "To")
                ),
            ]
        ),
        _grid(challan, left, right).section(keep_end=True),
        Section(
            [
                beside([(promise, right - left)], left, keep=True, pad=10),
                gap(14, keep=True),
                beside(
                    [(signature(challan.seller, right - left, 84), right - left)],
                    left,
                    framed=False,
                    divided=False,
                ),
            ]
        ),
    ]
    return Paper(
        name="GUARANTEE CERTIFICATE",
        number=said.certificate_number or "",
        dated=said.certificate_date or challan.date,
        issuer=challan.seller.name,
        sections=sections,
        printed_on=printed_on,
        across=not_in_force(challan.status),
    )


def xlsx(challan: ChallanDetail, text: str | None = None) -> bytes:
    """The certificate as a workbook."""
    units = [unit_on_certificate(line.unit) for line in challan.lines]
    return sheets.certificate(challan, _facts(challan), units, promised(text))


def promised(text: str | None) -> str:
    """The office's own wording, or ours where it has none."""
    return text.strip() if text and text.strip() else DEFAULT_TEXT


def unit_on_certificate(unit: str) -> str:
    """The stores want NO printed as NOS on this paper."""
    return "NOS" if unit.strip().upper().rstrip(".") in {"NO", "NOS"} else unit


def _facts(challan: ChallanDetail) -> list[Fact]:
    said = challan.particulars
    order = referred(challan.order) or dated(said.buyers_order_no, said.buyers_order_date)
    return [
        Fact("Certificate No.", said.certificate_number or "", strong=True),
        Fact("Date", dated(None, said.certificate_date or challan.date), strong=True),
        Fact("Order No.", order),
        Fact("Challan No.", dated(challan.number, challan.date)),
        Fact("Tax invoice", referred(challan.invoice)),
        Fact("GeM contract", dated(said.gemc_number, said.gemc_date)),
        Fact("Our vendor code", challan.supplier_code or ""),
        Fact("Delivered to", said.dispatched_to or ""),
    ]


def _grid(challan: ChallanDetail, left: float, right: float) -> Grid:
    columns = [
        GridColumn("P.O. Sl.", 0.5),
        GridColumn("Description of goods", stretch=True, least=240),
        GridColumn("Quantity", 1),
        GridColumn("Unit", least=40),
    ]
    rows = [
        [
            Cell(str(at if line.item_no is None else line.item_no)),
            description_cell(replace(line, packets=None)),
            Cell(count(line.quantity)),
            Cell(unit_on_certificate(line.unit)),
        ]
        for at, line in enumerate(challan.lines, 1)
    ]
    return Grid(columns, rows, left, right)
