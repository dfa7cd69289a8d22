"""The papers as workbooks that a clerk may edit: the same facts and figures, numbers as numbers."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from senstosales.documents.blocks import Fact
from senstosales.documents.discounts import all_inclusive, any_discount, taken_off
from senstosales.documents.goods import is_priced
from senstosales.documents.matter import Matter, terms_of
from senstosales.documents.taxes import parts, tax_columns
from senstosales.documents.totals import figures
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


def voucher(detail: VoucherDetail, matter: Matter, name: str) -> bytes:
    """A paper with prices: head, lines, totals; the tax summary on a second sheet. `name` is the first's."""
    taxes = tax_columns(detail)
    columns = _columns(detail)
    book = Book(f"{matter.title.capitalize()} {detail.number}")
    sheet = book.sheet(name, columns)
    _head(sheet, matter.title, detail.seller, detail.status, detail.cancelled_reason)
    for text in matter.note.splitlines():
        if not text.startswith("Cancelled: "):
            sheet.line(text)
    _party(sheet, matter.headings[0], detail.buyer)
    _party(sheet, matter.headings[1], detail.consignee)
    said = [*matter.identity, *matter.references, *matter.contacts]
    sheet.facts((fact.label, fact.value) for fact in said)
    sheet.facts([("Dispatched from", detail.particulars.dispatch_from)])
    sheet.blank()
    sheet.table(columns, _rows(detail, columns))
    sums: dict[str, object] = {
        "description": "Total",
        "off": sum((taken_off(line).whole for line in detail.lines), ZERO),
        "taxable": detail.taxable,
        "cess": detail.cess,
        "total": sum((part.total or ZERO for part in parts(detail)), ZERO),
        **{tax.field: tax.of(detail) for tax in taxes},
    }
    sheet.row(columns, [sums.get(column.key) for column in columns], bold=True)
    sheet.blank()
    if is_priced(detail):
        sheet.facts((figure.label, figure.value) for figure in figures(detail))
        sheet.facts([(matter.total, detail.total), ("In words", rupees_in_words(detail.total))])
    if matter.tax_words and taxes:
        sheet.facts([("Tax in words", rupees_in_words(detail.tax))])
    _words(sheet, detail, matter)
    if matter.summary and taxes:
        _summary(book, detail)
    return book.data()


def _columns(detail: VoucherDetail) -> tuple[Column, ...]:
    taxes = tax_columns(detail)
    first = _GOODS
    if not any(line.item_no is not None for line in detail.lines):
        first = (replace(_GOODS[0], title="Sl."), *_GOODS[1:])
    if not is_priced(detail):
        return first
    return (
        *first,
        Column("rate", "Rate incl. GST" if all_inclusive(detail) else "Rate", Look.RATE, 14),
        *([Column("off", "Discount", Look.MONEY, 14)] if any_discount(detail) else []),
        Column("taxable", "Taxable value" if taxes else "Value", Look.MONEY, 16),
        *([Column("gst_rate", "GST rate", Look.PERCENT, 9)] if taxes else []),
        *(Column(tax.field, tax.name, Look.MONEY, 14) for tax in taxes),
        *([Column("cess", "Cess", Look.MONEY, 14)] if detail.cess else []),
        *([Column("total", "Total", Look.MONEY, 16)] if taxes or detail.cess else []),
    )


def _rows(detail: VoucherDetail, columns: Sequence[Column]) -> Iterator[list[object]]:
    """The goods, then the charges under the same columns."""
    for at, line in enumerate(detail.lines, 1):
        yield [
            taken_off(line).whole
            if column.key == "off"
            else at
            if column.key == "item_no" and line.item_no is None
            else getattr(line, column.key)
            for column in columns
        ]
    for charge in detail.charges:
        yield [
            charge.name if column.key == "description" else getattr(charge, column.key, None)
            for column in columns
        ]


def _words(sheet: Sheet, detail: VoucherDetail, matter: Matter) -> None:
    """Statements, notes, terms, and where to pay."""
    seller = detail.seller
    sheet.facts(("Note", text) for text in matter.statements)
    sheet.facts([("Declaration", matter.declaration), ("Notes", detail.particulars.notes)])
    sheet.facts(("Terms", f"{at}. {text}") for at, text in enumerate(terms_of(detail, matter), 1))
    if matter.payable:
        sheet.facts(
            [
                ("Account name", seller.bank_holder),
                ("Bank", seller.bank_name),
                ("Account No.", seller.bank_account),
                ("IFSC", seller.bank_ifsc),
                ("Branch", seller.bank_branch),
            ]
        )


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
    lines = detail.hsn_summary or summarise_hsn(detail.lines, detail.charges)
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
        values[0] = line.position + 1
    return values


def _head(sheet: Sheet, title: str, seller: Letterhead, status: Status, reason: str | None) -> None:
    sheet.title(seller.name)
    for text in (seller.business_line, seller.address):
        if text:
            sheet.line(text)
    sheet.line(title, bold=True)
    if status is Status.DRAFT:
        sheet.line("DRAFT", bold=True)
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
