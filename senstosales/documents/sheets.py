"""The papers as workbooks that a clerk may edit: the same facts and figures, numbers as numbers."""

from collections.abc import Sequence

from senstosales.documents.blocks import Fact
from senstosales.documents.goods import tax_columns
from senstosales.documents.wording import state
from senstosales.documents.workbooks import Book, Sheet
from senstosales.domain.amounts import ZERO
from senstosales.domain.kinds import Status
from senstosales.domain.words import rupees_in_words
from senstosales.queries.columns import Column, Look
from senstosales.queries.papers import (
    ChallanDetail,
    Letterhead,
    PaperLine,
    PartyOnPaper,
    VoucherDetail,
    summarise_hsn,
)

_GOODS = (
    Column("item_no", "P.O. Sl.", Look.TEXT, 18),
    Column("description", "Description of goods", Look.TEXT, 60),
    Column("material_code", "Material code", Look.NUMBER, 17),
    Column("drawing", "Drawing", Look.NUMBER, 18),
    Column("hsn", "HSN", Look.NUMBER, 11),
    Column("lot_no", "Lot", Look.COUNT, 7),
    Column("packets", "Packets", Look.COUNT, 9),
    Column("quantity", "Quantity", Look.QUANTITY, 12),
    Column("unit", "Unit", Look.NUMBER, 8),
)
_CERTIFIED = tuple(column for column in _GOODS if column.key not in {"packets", "hsn"})


def invoice(detail: VoucherDetail, said: Sequence[Fact]) -> bytes:
    """The tax invoice: head, lines, totals; the tax summary on a second sheet."""
    taxes = tax_columns(detail)
    columns = (
        *_GOODS,
        Column("rate", "Rate incl. GST" if detail.price_inclusive else "Rate", Look.RATE, 14),
        Column("taxable", "Taxable value", Look.MONEY, 16),
        Column("gst_rate", "GST rate", Look.PERCENT, 9),
        *(Column(tax.field, tax.name, Look.MONEY, 14) for tax in taxes),
        Column("total", "Total", Look.MONEY, 16),
    )
    book = Book(f"Tax invoice {detail.number}")
    sheet = book.sheet("Invoice", columns)
    _head(sheet, "TAX INVOICE", detail.seller, detail.status, detail.cancelled_reason)
    _party(sheet, "Buyer", detail.buyer)
    _party(sheet, "Consignee", detail.consignee)
    sheet.facts((fact.label, fact.value) for fact in said)
    sheet.blank()
    sheet.table(columns, (_line(line, columns) for line in detail.lines))
    sums: dict[str, object] = {
        "description": "Total",
        "taxable": detail.taxable,
        "total": sum((line.total or ZERO for line in detail.lines), ZERO),
        **{tax.field: tax.of(detail) for tax in taxes},
    }
    sheet.row(columns, [sums.get(column.key) for column in columns], bold=True)
    sheet.blank()
    sheet.facts(
        [
            ("Taxable value", detail.taxable),
            *((tax.name, tax.of(detail)) for tax in taxes),
            ("Round-off", detail.round_off or None),
            ("Total", detail.total),
            ("In words", rupees_in_words(detail.total)),
            ("Tax in words", rupees_in_words(detail.tax)),
            ("Bank", detail.seller.bank_name),
            ("Account No.", detail.seller.bank_account),
            ("IFSC", detail.seller.bank_ifsc),
            ("Branch", detail.seller.bank_branch),
        ]
    )
    _summary(book, detail)
    return book.data()


def _summary(book: Book, detail: VoucherDetail) -> None:
    taxes = tax_columns(detail)
    columns = (
        Column("hsn", "HSN/SAC", Look.NUMBER, 12),
        Column("unit", "Unit", Look.NUMBER, 8),
        Column("quantity", "Quantity", Look.QUANTITY, 12),
        Column("taxable", "Taxable value", Look.MONEY, 16),
        Column("gst_rate", "GST rate", Look.PERCENT, 9),
        *(Column(tax.field, tax.name, Look.MONEY, 14) for tax in taxes),
        Column("tax", "Total tax", Look.MONEY, 14),
    )
    sheet = book.sheet("HSN summary", columns, frozen_rows=1)
    lines = detail.hsn_summary or summarise_hsn(detail.lines)
    sheet.table(columns, ([getattr(line, column.key) for column in columns] for line in lines))


def challan(detail: ChallanDetail, said: Sequence[Fact], note: str) -> bytes:
    """The delivery challan, with all that goes with it."""
    book = Book(f"Delivery challan {detail.number}")
    sheet = book.sheet("Challan", _GOODS)
    _head(sheet, "DELIVERY CHALLAN", detail.seller, detail.status, detail.cancelled_reason)
    sheet.facts([("Note", note)])
    _party(sheet, "Consignee", detail.consignee)
    sheet.facts((fact.label, fact.value) for fact in said)
    sheet.blank()
    sheet.table(_GOODS, (_line(line, _GOODS) for line in detail.lines))
    sheet.blank()
    sheet.facts([("Value of goods", detail.value), ("In words", rupees_in_words(detail.value))])
    return book.data()


def certificate(
    detail: ChallanDetail, said: Sequence[Fact], units: Sequence[str], text: str
) -> bytes:
    """The guarantee certificate; `units` are the words it uses for the units of the lines."""
    book = Book(f"Guarantee certificate {detail.particulars.certificate_number or ''}".strip())
    sheet = book.sheet("Certificate", _CERTIFIED)
    _head(sheet, "GUARANTEE CERTIFICATE", detail.seller, detail.status, detail.cancelled_reason)
    _party(sheet, "To", detail.consignee)
    sheet.facts((fact.label, fact.value) for fact in said)
    sheet.blank()
    rows = []
    for line, unit in zip(detail.lines, units, strict=True):
        *most, _ = _line(line, _CERTIFIED)
        rows.append([*most, unit])
    sheet.table(_CERTIFIED, rows)
    sheet.blank()
    sheet.facts([("Guarantee", text), ("", f"For {detail.seller.name}")])
    return book.data()


def _line(line: PaperLine, columns: Sequence[Column]) -> list[object]:
    values: list[object] = [getattr(line, column.key) for column in columns]
    if line.item_no is None:
        values[0] = line.position
    return values


def _head(sheet: Sheet, title: str, seller: Letterhead, status: Status, reason: str | None) -> None:
    sheet.title(seller.name)
    for text in (seller.business_line, seller.address):
        if text:
            sheet.line(text)
    sheet.line(title, bold=True)
    if status is Status.CANCELLED:
        sheet.line(f"CANCELLED: {reason or 'no reason given'}", bold=True)
    sheet.blank()
    sheet.facts(
        [("Our GSTIN", seller.gstin), ("Our state", state(seller.state_name, seller.state_code))]
    )


def _party(sheet: Sheet, heading: str, who: PartyOnPaper) -> None:
    sheet.facts(
        [
            (heading, who.name),
            ("Attention", who.designation),
            ("Address", who.address),
            ("GSTIN", who.gstin),
            ("State", state(who.state_name, who.state_code)),
        ]
    )
