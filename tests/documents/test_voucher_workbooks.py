"""Vouchers as workbooks, and an order's challan drawn through the doors that know only vouchers."""

import io
from decimal import Decimal
from typing import Any

import openpyxl
import pytest

from senstosales.documents import challan, templates
from senstosales.documents.discounts import taken_off
from senstosales.domain.amounts import ZERO
from senstosales.domain.kinds import Nature, VoucherKind
from senstosales.queries import challans, priced_challans, voucher_detail, vouchers
from tests.documents import reading
from tests.documents import samples as s
from tests.documents import vouchers as v
from tests.playing import bill, send

ORDER = "6639103"
_NAMES = {
    VoucherKind.INVOICE: "Invoice",
    VoucherKind.QUOTATION: "Quotation",
    VoucherKind.DEBIT_NOTE: "Debit note",
    VoucherKind.CREDIT_NOTE: "Credit note",
    VoucherKind.CHALLAN: "Challan",
}


def rows(data: bytes, sheet: str) -> list[list[Any]]:
    page = openpyxl.load_workbook(io.BytesIO(data))[sheet]
    return [[cell.value for cell in row] for row in page.iter_rows()]


@pytest.mark.parametrize("kind", VoucherKind)
def test_a_workbook_holds_lines_charges_and_figures_as_numbers(paper, kind) -> None:
    detail = paper(kind)
    data = templates.xlsx(detail)
    found = rows(data, _NAMES[kind])
    head = next(at for at, row in enumerate(found) if row[0] == "Sl.")
    titles = found[head]
    lines = [dict(zip(titles, row, strict=False)) for row in found[head + 1 : head + 7]]
    for at, (line, row) in enumerate(zip(detail.lines, lines, strict=False), 1):
        assert row["Sl."] == at
        assert row["Description of goods"] == line.description
        assert Decimal(str(row["Quantity"])) == line.quantity
        for title, value in (
            ("Discount", taken_off(line).whole), ("Taxable value", line.taxable),
            ("CGST", line.cgst), ("Cess", line.cess), ("Total", line.total),
        ):  # fmt: skip
            assert Decimal(str(row[title] or 0)) == (value or ZERO), title
    freight = lines[len(detail.lines)]
    assert (freight["Description of goods"], freight["Taxable value"]) == ("Freight to site", 200)
    assert Decimal(str(lines[5]["Taxable value"])) == detail.taxable
    said = {str(row[0]): row[1] for row in found if row[0] is not None and len(row) > 1}
    assert Decimal(str(said["Discount 5 %"])) == -detail.discount
    assert Decimal(str(said["TCS 1 %"])) == Decimal("41.92")
    assert said["Terms"] == f"{len(v.TERMS)}. {v.TERMS[-1]}"
    assert said["Project"] == "Unit 7, turbine hall"
    names = openpyxl.load_workbook(io.BytesIO(data)).sheetnames
    assert ("HSN summary" in names) == (kind is not VoucherKind.QUOTATION)


def test_the_workbook_of_a_bill_of_supply_has_no_tax_columns(keep) -> None:
    found = rows(templates.xlsx(keep(v.draft(nature=Nature.BILL_OF_SUPPLY))), "Invoice")
    titles = next(row for row in found if row[0] == "Sl.")
    assert not {"CGST", "SGST", "GST rate", "Taxable value"} & set(titles)
    assert "BILL OF SUPPLY" in [row[0] for row in found]


def test_the_challan_of_an_order_is_the_stores_own_paper(ordered) -> None:
    sent = send(ordered, ORDER, [(1, 1, "1")])
    invoice = bill(ordered, sent)
    detail = ordered.ask(voucher_detail.detail, sent.id)
    held = ordered.ask(challans.detail, sent.id)
    drawn = templates.pdf(detail, "classic", ("all",), s.PRINTED)
    assert drawn == challan.pdf(held, challan.CHALLAN_COPIES, s.PRINTED)
    assert f"Tax invoice {invoice.number} dated" in reading.text(drawn)
    assert rows(templates.xlsx(detail), "Challan") == rows(challan.xlsx(held), "Challan")


def test_an_orders_challan_with_prices_has_the_full_tax_table(ordered) -> None:
    sent = send(ordered, ORDER, [(1, 1, "1")])
    with ordered.read() as session:
        detail = priced_challans.priced(
            session, vouchers.get(session, VoucherKind.CHALLAN, sent.id)
        )
    text = reading.text(templates.pdf(detail, "classic", ("original",), s.PRINTED))
    for expected in ("DELIVERY CHALLAN", f"Order No. {ORDER}", "HSN/SAC summary", "Final amount"):
        assert expected in text
    assert "not for sale" not in text
