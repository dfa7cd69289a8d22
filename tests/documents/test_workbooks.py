"""Workbooks, read back: numbers as numbers, nothing a spreadsheet would run."""

import io
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from senstosales.documents import order, registers, workbooks
from senstosales.domain.kinds import PriceBasis, Status
from senstosales.queries.columns import Column, Look, Totals
from senstosales.queries.details import (
    ContractLine,
    DeviationLine,
    ItemLine,
    LotLine,
    OrderDetail,
    VersionLine,
)
from senstosales.queries.papers import Reference
from tests.documents import reading
from tests.documents import samples as s

ROWS = [s.register_row(number) for number in range(1, 8)]


def opened(data: bytes) -> Worksheet:
    page = openpyxl.load_workbook(io.BytesIO(data)).active
    assert isinstance(page, Worksheet)
    return page


def test_a_register_has_head_filter_types_and_formats() -> None:
    page = opened(workbooks.register("Invoices", s.REGISTER, ROWS, "All of 2025-26"))
    assert page["A1"].value == "Invoices"
    assert page["A2"].value == "All of 2025-26"
    assert [cell.value for cell in page[4]] == [column.title for column in s.REGISTER]
    assert page.freeze_panes == "A5"
    assert page.auto_filter.ref == "A4:J11"
    assert page.column_dimensions["C"].width == 36
    number, on, _, order_no, quantity, rate, value, done, status, at = page[5]
    assert number.value == "NPW/25-26/0001"
    assert on.is_date
    assert on.value.date() == date(2025, 5, 2)
    assert order_no.data_type == "s"
    assert quantity.value == 0.5
    assert Decimal(str(rate.value)) == Decimal("1234.5678")
    assert Decimal(str(value.value)) == ROWS[0].value
    assert (
        value.number_format == r"[>=10000000]##\,##\,##\,##0.00;[>=100000]##\,##\,##0.00;##,##0.00"
    )
    assert done.number_format == '0"%"'
    assert status.value == "Part dispatched"
    assert at.value == datetime(2026, 3, 6, 2, 0)


@dataclass(frozen=True)
class Said:
    id: int
    text: str


@given(
    st.text(max_size=60) | st.builds(str.__add__, st.sampled_from("=+-@\t\r"), st.text(max_size=30))
)
def test_no_text_becomes_a_formula(text: str) -> None:
    cell = opened(workbooks.register("R", (Column("text", "T"),), [Said(1, text)]))["A5"]
    kept = workbooks.storable(text)
    assert cell.data_type != "f"
    assert (cell.value or "").replace("\r\n", "\n").replace("\r", "\n") == kept.replace(
        "\r\n", "\n"
    ).replace("\r", "\n")
    if kept.startswith(("=", "+", "-", "@", "\t", "\r")):
        assert cell.data_type == "s"
        assert cell.quotePrefix


def test_control_characters_and_endless_texts_are_cut() -> None:
    assert workbooks.storable("a\x00b\x1fc\ud800d\uffffe") == "abcde"
    assert len(workbooks.storable("x" * 40_000)) == 32_767


@pytest.mark.parametrize("title", ["Orders: 2025/26 [all]", "x" * 40, "***"])
def test_any_title_makes_a_sheet(title: str) -> None:
    assert opened(workbooks.register(title, s.REGISTER, []))["A1"].value == title


def test_a_printed_register_has_every_row_and_the_totals() -> None:
    rows = [s.register_row(number) for number in range(1, 61)]
    whole = sum((row.value for row in rows), Decimal(0))
    data = registers.pdf(
        "Invoice register",
        s.REGISTER,
        rows,
        Totals(60, {"value": whole}),
        "April 2025 to March 2026",
        s.PRINTED,
        s.SELLER,
    )
    pages = reading.pages(data)
    said = " ".join(pages)
    assert len(pages) > 1
    for row in rows:
        assert row.number in said
        assert registers.written(row.value, Look.MONEY) in said
    assert registers.written(whole, Look.MONEY) in said
    assert "Total of 60" in said
    assert "April 2025 to March 2026" in pages[0]
    assert all("Invoice No." in page for page in pages)


@pytest.mark.parametrize("count", [1, 3, 18, 30])
def test_a_printed_register_fits_any_number_of_columns(count: int) -> None:
    columns = [
        Column("value", f"Value {index}", Look.MONEY if index % 2 else Look.TEXT)
        for index in range(count)
    ]
    data = registers.pdf("Wide", columns, ROWS, None, None, s.PRINTED, s.SELLER)
    assert "Value 0" in reading.text(data)


def test_an_empty_register_says_so() -> None:
    data = registers.pdf("Challans", s.REGISTER, [], None, None, s.PRINTED, s.SELLER)
    assert "Nothing to list" in reading.text(data)


def _lot(number: int, dispatched: str) -> LotLine:
    return LotLine(
        id=number,
        lot_no=number,
        quantity=Decimal(10),
        due_date=date(2026, 4, number),
        entry_allow_date=None,
        entry_allow_text="SHORT CLOSED",
        dest_code="217",
        dispatched=Decimal(dispatched),
        override=None,
        override_reason=None,
        received=Decimal(2),
        accepted=Decimal(2),
        rejected=Decimal(0),
        is_cancelled=False,
        challans=(Reference("DC/1", date(2026, 3, 5)),),
    )


def _order() -> OrderDetail:
    lots = (_lot(1, "4"), _lot(2, "0"))
    item = ItemLine(
        id=1,
        item_no=1,
        material_code="AM9900180016",
        material_category="228200",
        unit="NO",
        rate=Decimal("12390.5000"),
        quantity=Decimal(20),
        item_value=Decimal("247810.00"),
        description="=AIR BAFFLE",
        drawing_numbers=("14459100017",),
        hsn="85030090",
        dispatched=Decimal(4),
        delivered=Decimal(4),
        received=Decimal(4),
        accepted=Decimal(4),
        rejected=Decimal(0),
        replaced=Decimal(0),
        portal_received=Decimal(4),
        is_cancelled=False,
        status=Status.PART_DISPATCHED,
        lots=lots,
    )
    change = {"what": "item 1", "field": "quantity", "before": "10", "after": "20"}
    known: dict[str, object] = {
        "id": 1,
        "version": 1,
        "number": "6629110",
        "date": date(2025, 12, 7),
        "fiscal_year": "2025-26",
        "status": Status.PART_DISPATCHED,
        "customer": "BHEL, Bhopal",
        "customer_id": 1,
        "amend_no": 1,
        "supplier_address": ("PLOT 7", "BHOPAL"),
        "order_value": Decimal("247810.00"),
        "remarks": "1. PRICE INCLUSIVE OF GST.\n2. EARLY DELIVERY ACCEPTABLE.",
        "price_basis": PriceBasis.INCLUSIVE,
        "price_wording": "inclusive of GST 18 %",
        "created_at": datetime(2026, 3, 5, tzinfo=UTC),
        "contracts": (ContractLine("511600012345610", date(2025, 12, 2)),),
        "items": (item,),
        "versions": (
            VersionLine(1, 1, datetime(2026, 3, 5, tzinfo=UTC), "a.html", 1, True, (change,)),
            VersionLine(2, 0, datetime(2026, 3, 4, tzinfo=UTC), None, 2, False, ()),
        ),
        "challans": (Reference("DC/1", date(2026, 3, 5)),),
        "invoices": (),
        "receipts": (),
        "deviations": (
            DeviationLine(1, "QTY_MISMATCH", "item 1", None, "20", "19", "Lots", Status.TO_CHECK),
        ),
    }
    names = OrderDetail.__dataclass_fields__
    return OrderDetail(**{name: known.get(name) for name in names})  # type: ignore[arg-type]


def test_an_order_has_its_sheets_and_the_portals_columns() -> None:
    book = openpyxl.load_workbook(io.BytesIO(order.xlsx(_order())))
    assert book.sheetnames == ["Order", "Lots", "Remarks", "Deviations", "Versions"]
    rows = [[cell.value for cell in row] for row in book["Order"].iter_rows()]
    head = next(index for index, row in enumerate(rows) if row[0] == "PO ITM")
    titles = rows[head]
    first, second = (dict(zip(titles, row, strict=True)) for row in rows[head + 1 : head + 3])
    assert titles[:13] == [column.title for column in order.ITEMS[:13]]
    assert (first["ORD QTY"], second["ORD QTY"]) == (20, None)
    assert (first["DELY QTY"], second["DELY QTY"]) == (10, 10)
    assert (first["Dispatched"], second["Dispatched"]) == (4, 0)
    assert (first["Balance"], second["Balance"]) == (6, 10)
    assert first["PO RATE"] == 12390.5
    assert first["ENTRY ALLOW DATE"] == "SHORT CLOSED"
    assert first["Description"] == "=AIR BAFFLE"
    assert ["Order value", 247810] in [row[:2] for row in rows]
    remarks = [row[0].value for row in book["Remarks"].iter_rows()]
    assert "2. EARLY DELIVERY ACCEPTABLE." in remarks
    assert book["Versions"].max_row == 3
    assert book["Versions"]["G2"].value == "10"
    assert book["Deviations"]["A2"].value == "QTY_MISMATCH"
    assert book["Lots"]["Q2"].value == "DC/1 dated 05-Mar-2026"
