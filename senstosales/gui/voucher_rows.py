"""What the detail of a priced paper shows: its lines, charges, tax summary and facts as rows."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from senstosales.domain.amounts import ZERO, plain
from senstosales.domain.gst import CessKind, Discount, DiscountKind, TcsBasis
from senstosales.domain.kinds import Nature, VoucherKind
from senstosales.gui import cells
from senstosales.gui.dialogs import voucher_kinds
from senstosales.gui.wording import say
from senstosales.queries.columns import Column, Look
from senstosales.queries.papers import ChargeLine, HsnLine, PaperLine, PartyOnPaper, VoucherDetail

Fact = tuple[str, str | None]


@dataclass(frozen=True, slots=True)
class LineRow:
    """One line of goods as the table shows it."""

    id: int
    item: int
    description: str
    hsn: str | None
    quantity: Decimal
    unit: str
    rate: Decimal
    discount: Decimal
    gst: str
    taxable: Decimal | None
    tax: Decimal
    cess: Decimal
    total: Decimal | None
    cgst: Decimal | None
    sgst: Decimal | None
    igst: Decimal | None
    lot: int | None
    packets: int | None
    material_code: str | None


@dataclass(frozen=True, slots=True)
class ChargeRow:
    """A charge beside the goods as the table shows it."""

    id: int
    name: str
    hsn: str | None
    amount: Decimal
    gst: str
    basis: str
    taxable: Decimal | None
    tax: Decimal
    total: Decimal | None


@dataclass(frozen=True, slots=True)
class HsnRow:
    """One line of the tax summary as the table shows it."""

    hsn: str
    gst: str
    quantity: Decimal
    unit: str
    taxable: Decimal
    cgst: Decimal
    sgst: Decimal
    igst: Decimal
    tax: Decimal


LINES = (
    Column("item", "Item", Look.COUNT, 4),
    Column("description", "Description", Look.TEXT, 18),
    Column("hsn", "HSN", Look.NUMBER, 9),
    Column("quantity", "Quantity", Look.QUANTITY, 7),
    Column("unit", "Unit", Look.NUMBER, 4),
    Column("rate", "Rate ₹", Look.RATE, 9, help="As agreed; contains GST where that was agreed"),
    Column("discount", "Discount ₹", Look.MONEY, 10),
    Column("taxable", "Taxable ₹", Look.MONEY, 11),
    Column("tax", "Tax ₹", Look.MONEY, 10),
    Column("cess", "Cess ₹", Look.MONEY, 9),
    Column("total", "Total ₹", Look.MONEY, 11),
    Column("gst", "GST", Look.NUMBER, 6, shown=False),
    Column("cgst", "CGST ₹", Look.MONEY, 10, shown=False),
    Column("sgst", "SGST/UTGST ₹", Look.MONEY, 10, shown=False),
    Column("igst", "IGST ₹", Look.MONEY, 10, shown=False),
    Column("lot", "Lot", Look.COUNT, 4, shown=False),
    Column("packets", "Packets", Look.COUNT, 7, shown=False),
    Column("material_code", "Material code", Look.NUMBER, 14, shown=False),
)
ONLY_WHERE_SAID = ("discount", "cess")
"""Columns of lines that are drawn only where some line has one."""
FIRST_TO_GO = ("hsn", "cess", "discount", "tax", "unit")
"""Columns left out where there is no room for all, the least needed first: sums tell of them too."""
CHARGES = (
    Column("name", "Charge", Look.TEXT, 18),
    Column("hsn", "HSN/SAC", Look.NUMBER, 9),
    Column("amount", "Amount ₹", Look.MONEY, 11),
    Column("basis", "GST", Look.NUMBER, 14, own=True),
    Column("taxable", "Taxable ₹", Look.MONEY, 11),
    Column("tax", "Tax ₹", Look.MONEY, 10),
    Column("total", "Total ₹", Look.MONEY, 11),
)
SUMMARY = (
    Column("hsn", "HSN", Look.TEXT, 9),
    Column("gst", "GST", Look.NUMBER, 5),
    Column("quantity", "Quantity", Look.QUANTITY, 8),
    Column("unit", "Unit", Look.NUMBER, 4),
    Column("taxable", "Taxable ₹", Look.MONEY, 11),
    Column("cgst", "CGST ₹", Look.MONEY, 10),
    Column("sgst", "SGST ₹", Look.MONEY, 10),
    Column("igst", "IGST ₹", Look.MONEY, 10),
    Column("tax", "Tax ₹", Look.MONEY, 10),
)


def title(paper: VoucherDetail) -> str:
    """`Invoice 45`, `Credit note CN/26-27/3`: how a paper is called on the screen."""
    name = voucher_kinds.words(paper.kind, paper.nature).name
    return f"{name[:1].upper()}{name[1:]} {paper.number}"


def line(of: PaperLine) -> LineRow:
    return LineRow(
        id=of.id,
        item=of.position + 1 if of.item_no is None else of.item_no,
        description=of.description,
        hsn=of.hsn,
        quantity=of.quantity,
        unit=of.unit,
        rate=of.rate,
        discount=of.discount or ZERO,
        gst=percent(of.gst_rate),
        taxable=of.taxable,
        tax=_tax(of),
        cess=of.cess or ZERO,
        total=of.total,
        cgst=of.cgst,
        sgst=of.sgst,
        igst=of.igst,
        lot=of.lot_no,
        packets=of.packets,
        material_code=of.material_code,
    )


def charge(place: int, of: ChargeLine) -> ChargeRow:
    gst = percent(of.gst_rate)
    return ChargeRow(
        id=place,
        name=of.name,
        hsn=of.hsn,
        amount=of.amount,
        gst=gst,
        basis=f"{gst} included" if of.inclusive else gst,
        taxable=of.taxable,
        tax=_tax(of),
        total=of.total,
    )


def summed(of: HsnLine) -> HsnRow:
    return HsnRow(
        hsn=of.hsn or say("none given"),
        gst=percent(of.gst_rate),
        quantity=of.quantity,
        unit=of.unit,
        taxable=of.taxable,
        cgst=of.cgst,
        sgst=of.sgst,
        igst=of.igst,
        tax=of.tax,
    )


def party(of: PartyOnPaper) -> Iterator[Fact]:
    yield "Name", of.name
    yield "Attention", of.designation
    yield "Address", of.address
    yield "GSTIN", of.gstin or say("not registered")
    yield "State", f"{of.state_name or ''} ({of.state_code})".strip() if of.state_code else None
    yield "Phone", of.phone


def facts(paper: VoucherDetail) -> Iterator[Fact]:
    """What was agreed, named and remarked beside goods and figures."""
    yield from _agreed(paper)
    yield from _named(paper)
    said = paper.particulars
    yield "Dispatched through", said.dispatched_through
    yield "Destination", said.destination
    yield "Transporter", said.transporter
    yield "Vehicle number", said.vehicle_no
    yield "LR number", said.lr_no
    yield "E-way bill", said.eway_bill_no
    yield "Dispatch document", said.dispatch_document_no
    yield "Terms of delivery", said.terms_of_delivery
    yield "Remarks", said.remarks
    for own in said.custom_fields:
        yield own.name, own.value
    for who in said.contacts:
        yield "Whom to ask", ", ".join(part for part in (who.name, who.phone, who.email) if part)
    yield "Entered", cells.moment(paper.created_at) if paper.created_at else None


def words(paper: VoucherDetail) -> Iterator[Fact]:
    """The terms and notes printed below the figures."""
    said = paper.particulars
    terms = [f"{place}. {term}" for place, term in enumerate(said.terms, 1)]
    yield "Terms", "\n".join(terms)
    yield "Notes", said.notes


def discount_words(agreed: Discount | None) -> str:
    """` 5 %`, or nothing where it was agreed in rupees."""
    if agreed is not None and agreed.kind is DiscountKind.PERCENTAGE:
        return f" {plain(agreed.value)} %"
    return ""


def percent(rate: Decimal | None) -> str:
    return "" if rate is None else f"{plain(rate)} %"


def _agreed(paper: VoucherDetail) -> Iterator[Fact]:
    if paper.nature is not Nature.TAX_INVOICE:
        yield "Kind", paper.nature.value.capitalize() if paper.nature else None
    place = paper.place_of_supply
    yield "Place of supply", f"{paper.place_of_supply_name} ({place})" if place else None
    yield "Prices", _basis(paper)
    yield "Cess", _cess(paper)
    if paper.pricing.tcs is not None:
        tcs = paper.pricing.tcs
        basis = "value with GST" if tcs.basis is TcsBasis.FINAL else "taxable value"
        yield "TCS", f"{plain(tcs.percentage)} % of the {basis}"
    yield "Reverse charge", "yes: the buyer pays the tax himself" if paper.reverse_charge else None
    yield "Reason", paper.reason
    yield "Valid until", cells.day(paper.valid_until)
    yield "Pay until", cells.day(paper.due_date)
    yield "Payment terms", paper.particulars.payment_terms
    yield "Payment mode", paper.particulars.mode_of_payment


def _named(paper: VoucherDetail) -> Iterator[Fact]:
    said = paper.particulars
    if paper.kind.is_note and paper.reference is not None:
        yield "For invoice", _dated(paper.reference.number, cells.day(paper.reference.on))
    if paper.order is None:
        yield "Their order", _dated(said.buyers_order_no, cells.day(said.buyers_order_date))
        yield "Challan", said.challan_number
    yield "GeM contract", _dated(said.gemc_number, cells.day(said.gemc_date))
    yield "Our reference", said.our_ref
    yield "Our vendor code", paper.supplier_code
    yield "Department", said.department_no
    yield "SRV", _dated(said.srv_no, cells.day(said.srv_date))
    yield "Inspection by", said.inspection_company
    yield "Certificate", _dated(said.certificate_number, cells.day(said.certificate_date))


def _basis(paper: VoucherDetail) -> str:
    if paper.nature is Nature.BILL_OF_SUPPLY:
        return say("bear no GST")
    if paper.price_inclusive:
        return "include GST"
    some = any(line.pricing is not None and line.pricing.inclusive for line in paper.lines)
    return say("some include GST, others do not" if some else "GST comes on top")


def _cess(paper: VoucherDetail) -> str | None:
    agreed = {line.pricing.cess for line in paper.lines if line.pricing and line.pricing.cess}
    if len(agreed) != 1:
        return "by line" if agreed else None
    (cess,) = agreed
    if cess.kind is CessKind.PERCENTAGE:
        return f"{plain(cess.value)} %"
    return f"{cells.money(cess.value)} for each unit"


def _tax(part: PaperLine | ChargeLine) -> Decimal:
    taxes = (part.cgst, part.sgst, part.igst)
    return sum((tax for tax in taxes if tax is not None), ZERO)


def _dated(number: str | None, day: str) -> str | None:
    return say(f"{number} of {day}") if number and day else number


def named_for(kind: VoucherKind) -> tuple[str, str]:
    """How the two parties are headed."""
    if kind is VoucherKind.QUOTATION:
        return "Quoted to", "Goods go to"
    return ("Noted for" if kind.is_note else "Billed to"), "Goods went to"
