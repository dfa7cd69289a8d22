"""An order as a workbook: the portal's own columns, and what has become of them."""

from collections.abc import Iterator, Sequence

from senstosales.documents.wording import dated, referred
from senstosales.documents.workbooks import Book
from senstosales.queries.columns import Column, Look
from senstosales.queries.details import ItemLine, LotLine, OrderDetail

ITEMS = (
    # The thirteen columns of the portal's own table, under its own titles.
    Column("item_no", "PO ITM", Look.TEXT, 18),
    Column("material_code", "MATERIAL CODE", Look.NUMBER, 17),
    Column("material_category", "MTRL CAT", Look.NUMBER, 10),
    Column("unit", "UNIT", Look.NUMBER, 7),
    Column("rate", "PO RATE", Look.RATE, 14),
    Column("quantity", "ORD QTY", Look.QUANTITY, 11),
    Column("portal_received", "RCD QTY", Look.QUANTITY, 11),
    Column("item_value", "ITEM VALUE", Look.MONEY, 16),
    Column("lot_no", "LOT NO", Look.COUNT, 8),
    Column("lot_quantity", "DELY QTY", Look.QUANTITY, 11),
    Column("due_date", "DELY DATE", Look.DATE, 13),
    Column("entry_allow", "ENTRY ALLOW DATE", Look.DATE, 18),
    Column("dest_code", "DEST CODE", Look.NUMBER, 11),
    # What has become of them.
    Column("description", "Description", Look.TEXT, 60),
    Column("drawings", "Drawings", Look.NUMBER, 20),
    Column("hsn", "HSN", Look.NUMBER, 10),
    Column("dispatched", "Dispatched", Look.QUANTITY, 12),
    Column("received", "Received", Look.QUANTITY, 12),
    Column("accepted", "Accepted", Look.QUANTITY, 12),
    Column("rejected", "Rejected", Look.QUANTITY, 12),
    Column("balance", "Balance", Look.QUANTITY, 12),
    Column("status", "Status", Look.STATUS, 16),
)
LOTS = (
    Column("item_no", "Item", Look.COUNT, 8),
    Column("lot_no", "Lot", Look.COUNT, 8),
    Column("quantity", "Quantity", Look.QUANTITY, 12),
    Column("unit", "Unit", Look.NUMBER, 8),
    Column("due_date", "Due", Look.DATE, 13),
    Column("entry_allow_date", "Entry allowed", Look.DATE, 14),
    Column("entry_allow_text", "Entry remark", Look.TEXT, 18),
    Column("dest_code", "Destination", Look.NUMBER, 12),
    Column("dispatched", "Dispatched", Look.QUANTITY, 12),
    Column("override", "Set by hand", Look.QUANTITY, 12),
    Column("override_reason", "Why", Look.TEXT, 24),
    Column("received", "Received", Look.QUANTITY, 12),
    Column("accepted", "Accepted", Look.QUANTITY, 12),
    Column("rejected", "Rejected", Look.QUANTITY, 12),
    Column("balance", "Balance", Look.QUANTITY, 12),
    Column("cancelled", "Cancelled", Look.TEXT, 10),
    Column("challans", "Challans", Look.TEXT, 40),
)
DEVIATIONS = (
    Column("kind", "Kind", Look.NUMBER, 22),
    Column("what", "Where", Look.TEXT, 22),
    Column("field", "Field", Look.TEXT, 16),
    Column("expected", "Expected", Look.TEXT, 18),
    Column("actual", "Found", Look.TEXT, 18),
    Column("reason", "Reason", Look.TEXT, 60),
    Column("status", "Status", Look.STATUS, 14),
    Column("acknowledged_by", "Acknowledged by", Look.TEXT, 18),
    Column("note", "Note", Look.TEXT, 40),
)
VERSIONS = (
    Column("amend_no", "Amendment", Look.COUNT, 12),
    Column("imported_at", "Imported", Look.MOMENT, 19),
    Column("file_name", "File", Look.TEXT, 28),
    Column("applied", "Applied", Look.TEXT, 10),
    Column("what", "Changed", Look.TEXT, 20),
    Column("field", "Field", Look.TEXT, 20),
    Column("before", "Before", Look.TEXT, 36),
    Column("after", "After", Look.TEXT, 36),
)
_REMARKS = (Column("remarks", "Remarks", Look.TEXT, 120),)


def xlsx(detail: OrderDetail) -> bytes:
    """The order with its items, lots, remarks, deviations and versions, each on its own sheet."""
    book = Book(f"Order {detail.number}")
    sheet = book.sheet("Order", ITEMS)
    sheet.title(f"Purchase order {dated(detail.number, detail.date)}")
    sheet.blank()
    sheet.facts(_header(detail))
    sheet.blank()
    sheet.table(ITEMS, _item_rows(detail))

    lots = book.sheet("Lots", LOTS, frozen_rows=1)
    lots.table(LOTS, (_lot_row(item, lot) for item in detail.items for lot in item.lots))

    remarks = book.sheet("Remarks", _REMARKS)
    for paragraph in (detail.remarks or "").splitlines():
        remarks.line(paragraph, wrap=True)
    remarks.blank()
    remarks.line(f"Price basis: {detail.price_wording}", wrap=True)
    for contract in detail.contracts:
        remarks.line(f"GeM contract {dated(contract.number, contract.on)}", wrap=True)

    deviations = book.sheet("Deviations", DEVIATIONS, frozen_rows=1)
    keys = [column.key for column in DEVIATIONS]
    deviations.table(
        DEVIATIONS, ([getattr(line, key) for key in keys] for line in detail.deviations)
    )

    versions = book.sheet("Versions", VERSIONS, frozen_rows=1)
    versions.table(VERSIONS, _version_rows(detail))
    return book.data()


def _header(detail: OrderDetail) -> list[tuple[str, object]]:
    """Every field of the order's head; those that say nothing are left out."""
    return [
        ("Customer", detail.customer),
        ("Order No.", detail.number),
        ("Order date", detail.date),
        ("Financial year", detail.fiscal_year),
        ("Status", str(detail.status)),
        ("Portal status", detail.portal_status),
        ("Amendment", str(detail.amend_no)),
        ("Due", detail.due_date),
        ("Order value", detail.order_value),
        ("Net value", detail.net_value),
        ("Total value", detail.total_value),
        ("FOB value", detail.fob_value),
        ("Exchange rate", detail.ex_rate),
        ("Currency", detail.currency),
        ("Price basis", detail.price_wording),
        ("Payment terms", detail.payment_terms),
        ("Payment days", None if detail.payment_days is None else str(detail.payment_days)),
        ("Department", detail.department_no),
        ("Order type", detail.order_type),
        ("Enquiry No.", detail.enquiry_no),
        ("Quotation", detail.quotation_ref),
        ("Quotation date", detail.quotation_date),
        ("Rate contract", detail.rc_no),
        ("Inspection by", detail.inspection_by),
        ("Supplier code", detail.supplier_code),
        ("Supplier", detail.supplier_name or detail.supplier),
        ("Supplier address", ", ".join(detail.supplier_address)),
        ("Issued by", detail.issuer_name),
        ("Designation", detail.issuer_designation),
        ("Issuer's phone", detail.issuer_phone),
        ("Buyer", detail.buyer_name),
        ("Buyer's TIN", detail.buyer_tin_no),
        ("Buyer's ECC", detail.buyer_ecc_no),
        ("Buyer's MPCT", detail.buyer_mpct_no),
        ("Buyer's phone", detail.buyer_phone),
        ("Buyer's fax", detail.buyer_fax),
        ("Buyer's website", detail.buyer_website),
        ("GeM contracts", "; ".join(dated(line.number, line.on) for line in detail.contracts)),
        ("Challans", "; ".join(map(referred, detail.challans))),
        ("Invoices", "; ".join(map(referred, detail.invoices))),
        ("SRVs", "; ".join(map(referred, detail.receipts))),
    ]


def _item_rows(detail: OrderDetail) -> Iterator[Sequence[object]]:
    """One row per lot, as on the portal.

    Quantity, received and value of an item stand on its first row only, so that a column can be added
    up; what was dispatched and received is the lot's own.
    """
    for item in detail.items:
        for index, lot in enumerate(item.lots or (None,)):
            first = index == 0
            state: ItemLine | LotLine = lot or item
            yield (
                item.item_no,
                item.material_code,
                item.material_category,
                item.unit,
                item.rate,
                item.quantity if first else None,
                item.portal_received if first else None,
                item.item_value if first else None,
                lot.lot_no if lot else None,
                lot.quantity if lot else None,
                lot.due_date if lot else None,
                (lot.entry_allow_date or lot.entry_allow_text) if lot else None,
                lot.dest_code if lot else None,
                item.description,
                ", ".join(item.drawing_numbers) or None,
                item.hsn,
                state.delivered,
                state.received,
                state.accepted,
                state.rejected,
                state.pending,
                str(item.status),
            )


def _lot_row(item: ItemLine, lot: LotLine) -> Sequence[object]:
    return (
        item.item_no,
        lot.lot_no,
        lot.quantity,
        item.unit,
        lot.due_date,
        lot.entry_allow_date,
        lot.entry_allow_text,
        lot.dest_code,
        lot.dispatched,
        lot.override,
        lot.override_reason,
        lot.received,
        lot.accepted,
        lot.rejected,
        lot.pending,
        "Yes" if lot.is_cancelled else None,
        "; ".join(map(referred, lot.challans)) or None,
    )


def _version_rows(detail: OrderDetail) -> Iterator[Sequence[object]]:
    """One row for each change; a page that changed nothing has one row too."""
    for version in detail.versions:
        for change in version.changes or ({},):
            yield (
                version.amend_no,
                version.imported_at,
                version.file_name,
                "Yes" if version.applied else "Kept as history",
                *(_said(change.get(key)) for key in ("what", "field", "before", "after")),
            )


def _said(value: object) -> str | None:
    return None if value is None else str(value)
