"""Reports: the rows are the queries' rows, the workbooks read back, no text becomes a formula."""

import datetime as dt
import io

import pytest
from openpyxl import load_workbook

from senstosales.queries import reports
from tests.api.conftest import refused
from tests.api.fields import has

ALL = {"start_date": "2020-01-01", "end_date": "2026-03-31"}
PERIOD = reports.Period(dt.date(2020, 1, 1), dt.date(2026, 3, 31))
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def cells(answer):
    """All texts and numbers of a downloaded workbook."""
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == XLSX
    assert answer.content.startswith(b"PK")
    book = load_workbook(io.BytesIO(answer.content))
    return book, [
        cell.value
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    ]


def name_of(answer):
    return answer.headers["content-disposition"].partition("filename=")[2].strip('"')


@pytest.mark.parametrize(
    ("path", "model", "query", "file"),
    [
        ("reconciliation", "Reconciliation", reports.reconciliation, "PO_Reconciliation_"),
        ("register/dc", "DCRegister", reports.challan_register, "DC_Register_"),
        ("register/invoice", "InvoiceRegister", reports.invoice_register, "Invoice_Register_"),
        ("pending", "Pending", reports.pending, "Pending_Items"),
    ],
)
def test_a_report_as_rows_in_parts_and_as_a_workbook(story, path, model, query, file):
    rows = story.got(f"/api/reports/{path}", **ALL)
    held = story.books.ask(query, PERIOD)
    assert len(rows) == len(held) > 5
    for row, kept in zip(rows, held, strict=True):
        has(model, row)
        for name, value in row.items():
            if hasattr(kept, name):
                expected = getattr(kept, name)
                plain = expected.isoformat() if isinstance(expected, dt.date) else expected
                assert value == (plain if isinstance(plain, str | int | None) else float(plain)), (
                    name
                )
    assert story.got(f"/api/reports/{path}", **ALL, limit=2, offset=1) == rows[1:3]
    answer = story.get(f"/api/reports/{path}", params=ALL | {"export": "true"})
    assert name_of(answer).startswith(file)
    assert name_of(answer).endswith(".xlsx")
    book, values = cells(answer)
    assert book.sheetnames == ["Report"]
    assert {getattr(kept, next(iter(rows[0]))) for kept in held} <= set(values)


def test_sales_by_month(story):
    rows = story.got("/api/reports/sales", **ALL)
    assert [row["month"] for row in rows] == sorted((row["month"] for row in rows), reverse=True)
    assert sum(row["ordered_value"] for row in rows) == pytest.approx(
        story.got("/api/dashboard/summary")["total_po_value"]
    )
    november = next(row for row in rows if row["month"] == "2023-11")
    assert november["delivered_value"] == story.got("/api/dc/61")["header"]["total_value"]
    cells(story.get("/api/reports/sales", params=ALL | {"export": "true"}))


def test_the_usual_period_is_the_last_thirty_days(story):
    assert story.got("/api/reports/register/dc") == []
    assert story.got("/api/reports/register/dc", end_date="2023-12-01") == story.got(
        "/api/reports/register/dc", start_date="2023-11-01", end_date="2023-12-01"
    )
    answer = story.get("/api/reports/register/po", params={"end_date": "2023-12-01"})
    assert name_of(answer) == "Summary_2023-11-01_to_2023-12-01.xlsx"
    for wrong in ({"start_date": "2024-02-01", "end_date": "2024-01-01"}, {"start_date": "x"},
                  {"end_date": "31/02/2024"}, {"end_date": "0001-01-05"}):  # fmt: skip
        for path in ("sales", "reconciliation", "pending", "register/po", "register/dc"):
            refused(story.get(f"/api/reports/{path}", params=wrong), 400, "VALIDATION_ERROR")


def test_the_order_register_is_a_workbook(story):
    answer = story.get("/api/reports/register/po", params=ALL)
    assert name_of(answer) == "Summary_2020-01-01_to_2026-03-31.xlsx"
    _, values = cells(answer)
    assert {item["po_number"] for item in story.got("/api/po/")} <= set(values)


def test_pending_without_a_period_is_all_that_is_pending(story):
    rows = story.got("/api/reports/pending")
    kpis = story.got("/api/reports/kpis")
    assert len(rows) == kpis["pending_items"] > 20
    assert kpis["uninvoiced_dcs"] == 1
    assert kpis["system_status"] == "healthy"
    for row in rows:
        assert (
            row["pending_qty"] == row["pen_qty"] == pytest.approx(row["ord_qty"] - row["del_qty"])
        )


def test_the_dispatches_of_a_day(story):
    rows = story.got("/api/reports/daily-dispatch", date="2024-08-26")
    for row in rows:
        has("Dispatch", row)
    assert [(row["dc_number"], row["invoice_number"], row["quantity"]) for row in rows] == [
        ("44", "44", 30), ("44", "44", 12),
    ]  # fmt: skip
    assert story.got("/api/reports/daily-dispatch") == []
    _, values = cells(
        story.get("/api/reports/daily-dispatch", params={"date": "2024-08-26", "export": 1})
    )
    assert "44" in values
    refused(story.get("/api/reports/daily-dispatch", params={"date": "x"}), 400)


def test_papers_as_workbooks(story):
    for path, file, number in (
        ("/api/po/6639103/excel", "PO_6639103.xlsx", "6639103"),
        ("/api/dc/61/download", "DC_61.xlsx", "61"),
        ("/api/invoice/107/download", "Invoice_107.xlsx", "107"),
        ("/api/reports/guarantee-certificate?dc_number=61", "GC_61.xlsx", "61"),
    ):
        answer = story.get(path)
        assert name_of(answer) == file
        _, values = cells(answer)
        assert number in values
        assert "NARMADA PRECISION WORKS" in values or path.startswith("/api/po")
    refused(story.get("/api/reports/guarantee-certificate"), 422)
    refused(story.get("/api/reports/guarantee-certificate?dc_number=nope"), 404)


def test_no_text_becomes_a_formula(api):
    evil = '=HYPERLINK("http://evil.example","x")'
    item = {
        "po_item_no": 1, "unit": "NO", "ordered_quantity": 4, "po_rate": 5,
        "material_description": evil, "material_code": "+1+1", "drg_no": "@SUM(1)",
    }  # fmt: skip
    head = {"po_number": "=1+1", "po_date": "2026-03-10", "remarks": "-2+3", "supplier_name": evil}
    made = api.made("/api/po/", {"header": head, "items": [item]})
    line = {"po_item_id": made["items"][0]["id"], "dispatch_qty": 1}
    head = {"dc_number": "F", "dc_date": "2026-03-10", "consignee_name": evil, "remarks": "\t=1"}
    api.made("/api/dc/", {"dc": head | {"vehicle_no": "=2"}, "items": [line]})
    api.made("/api/invoice", {"invoice_number": "F", "invoice_date": "2026-03-10", "dc_number": "F",
                              "buyer_name": evil, "place_of_supply": "23", "remarks": "=3"})  # fmt: skip
    paths = ["/api/po/=1+1/excel", "/api/dc/F/download", "/api/invoice/F/download",
             "/api/reports/register/po", "/api/reports/guarantee-certificate?dc_number=F",
             "/api/reports/daily-dispatch?date=2026-03-10&export=true"]  # fmt: skip
    paths += [f"/api/reports/{name}?export=true" for name in
              ("reconciliation", "pending", "register/dc", "register/invoice")]  # fmt: skip
    for path in paths:
        book, values = cells(api.get(path))
        seen = [
            value
            for value in values
            if isinstance(value, str) and value.lstrip()[:1] in ("=", "+", "@")
        ]
        assert seen, path
        for sheet in book:
            for row in sheet.iter_rows():
                for cell in row:
                    assert cell.data_type != "f", (path, cell.value)
                    if isinstance(cell.value, str) and cell.value[:1] in ("=", "+", "-", "@", "\t"):
                        assert cell.quotePrefix, (path, cell.value)
