"""Reads a stores receipt page ("SRV DETAILS") into a `ReceiptPage`.

One table, one row for each SRV item; a page may hold several SRVs and several orders. Columns are
found by their header texts, and every one of the 22 must be there: one header misread would shift
figures silently.
"""

from collections.abc import Iterable, Mapping

from senstosales.domain import amounts
from senstosales.domain.amounts import plain
from senstosales.domain.fiscal import FiscalYear
from senstosales.errors import BadPage
from senstosales.portal import cells
from senstosales.portal.html import Row, Sheet, label
from senstosales.portal.models import Finding, ReceiptPage, ReceiptPageRow

_LABELS = (
    "DIV",
    "PO NO",
    "PO ITM",
    "SUB ITM",
    "PMIR NO",
    "SRV NO",
    "SRV ITM",
    "REV NO",
    "SRV DATE",
    "CHALLAN NO",
    "CHALLAN DATE",
    "TAX INV",
    "TAX INV DT",
    "FINANCE DT",
    "CNOTE NO",
    "CNOTE DATE",
    "UNIT",
    "ORDER QTY",
    "CHALLAN QTY",
    "RECVD QTY",
    "ACCEPTED QTY",
    "REJ QTY",
)
_HEADER = frozenset(("PO NO", "PO ITM", "SRV NO", "SRV ITM", "SRV DATE"))
"""What makes a row the header of a receipts table."""


def _header(row: Row) -> list[str] | None:
    if len(row) < len(_HEADER):
        return None
    names = [label(cell.text) for cell in row]
    return names if _HEADER.issubset(names) else None


def is_receipt(sheet: Sheet) -> bool:
    """Whether the page has the header row of an SRV table."""
    return any(_header(row) for row in sheet.rows)


def read_receipt(sheet: Sheet) -> ReceiptPage:
    """All rows of the page, or `BadPage`: a table that is cut off is never half read."""
    if not sheet.whole:
        raise BadPage(
            "The page is cut off: the table of receipts does not end. "
            "Save the page again from the portal."
        )
    rows: list[ReceiptPageRow] = []
    columns: list[str] = []
    for row in sheet.rows:
        header = _header(row)
        if header is not None:
            columns = _checked(header)
        elif columns and any(cell.text for cell in row):
            if len(row) != len(columns):
                raise BadPage(
                    f"Row {len(rows) + 1} of the receipts has {len(row)} cells where "
                    f"{len(columns)} belong. Save the page again from the portal."
                )
            rows.append(_row(dict(zip(columns, [cell.text for cell in row], strict=True)), rows))
    if not rows:
        raise BadPage("The page lists no receipts (SRV) yet, so there is nothing to import.")
    return ReceiptPage(rows=tuple(rows), findings=tuple(_check(rows)))


def _checked(header: list[str]) -> list[str]:
    for name in _LABELS:
        if header.count(name) != 1:
            state = "is missing" if name not in header else "stands twice"
            raise BadPage(f"The column {name} of the table of receipts {state}.")
    return header


def _row(texts: Mapping[str, str], before: list[ReceiptPageRow]) -> ReceiptPageRow:
    row_place = f"in row {len(before) + 1}"
    srv_number = _number(texts["SRV NO"], "SRV number", row_place)
    srv_item_no = cells.whole(texts["SRV ITM"], "SRV item number", row_place)
    place = f"of SRV {srv_number} item {srv_item_no}"
    return ReceiptPageRow(
        div=cells.printed(texts["DIV"]),
        po_number=_number(texts["PO NO"], "order number", place),
        po_item_no=cells.whole(texts["PO ITM"], "order item number", place),
        sub_item=cells.printed(texts["SUB ITM"]),
        pmir_no=cells.printed(texts["PMIR NO"]),
        srv_number=srv_number,
        srv_item_no=srv_item_no,
        rev_no=cells.whole(texts["REV NO"] or "0", "revision number", place),
        srv_date=cells.required_date(texts["SRV DATE"], "SRV date", place),
        challan_no=cells.printed(texts["CHALLAN NO"]),
        challan_date=cells.optional_date(texts["CHALLAN DATE"], "challan date", place),
        invoice_no=cells.printed(texts["TAX INV"]),
        invoice_date=cells.optional_date(texts["TAX INV DT"], "tax invoice date", place),
        finance_date=cells.optional_date(texts["FINANCE DT"], "finance date", place),
        cnote_no=cells.printed(texts["CNOTE NO"]),
        cnote_date=cells.optional_date(texts["CNOTE DATE"], "consignment note date", place),
        unit=cells.printed(texts["UNIT"]),
        ord_qty=cells.optional_number(
            amounts.quantity, texts["ORDER QTY"], "ordered quantity", place
        ),
        challan_qty=cells.optional_number(
            amounts.quantity, texts["CHALLAN QTY"], "challan quantity", place
        ),
        rcd_qty=cells.optional_number(
            amounts.quantity, texts["RECVD QTY"], "received quantity", place
        ),
        accepted_qty=cells.optional_number(
            amounts.quantity, texts["ACCEPTED QTY"], "accepted quantity", place
        ),
        rej_qty=cells.optional_number(
            amounts.quantity, texts["REJ QTY"], "rejected quantity", place
        ),
    )


def _number(text: str, name: str, place: str) -> str:
    """A number that is a name: kept as printed, with its leading zeros."""
    if not text:
        raise BadPage(f"The {name} {place} is blank.")
    if not (text.isascii() and text.isdecimal() and len(text) <= 10):
        raise BadPage(f"The {name} “{cells.shown(text)}” {place} is not a number.")
    return text


def _check(rows: Iterable[ReceiptPageRow]) -> Iterable[Finding]:
    """What was received must have been accepted or rejected, once both are printed."""
    for row in rows:
        if row.rcd_qty is None or row.accepted_qty is None or row.rej_qty is None:
            continue
        decided = row.accepted_qty + row.rej_qty
        if decided != row.rcd_qty:
            year = FiscalYear.of(row.srv_date)
            yield Finding(
                what=f"SRV {row.srv_number} of {year} item {row.srv_item_no}",
                field="rcd_qty",
                expected=plain(decided),
                actual=plain(row.rcd_qty),
                reason="received quantity is not accepted + rejected "
                f"({plain(row.accepted_qty)} + {plain(row.rej_qty)})",
            )
