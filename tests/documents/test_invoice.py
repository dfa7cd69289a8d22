"""The printed tax invoice, read back: everything Rule 46 asks for is on it."""

import io
from dataclasses import replace
from decimal import Decimal

import openpyxl
import pypdf
import pytest

from senstosales.documents import invoice
from senstosales.documents.wording import amount, unit_rate
from senstosales.domain.kinds import Status, TaxSplit
from senstosales.domain.words import rupees_in_words
from senstosales.errors import Invalid
from senstosales.queries.papers import Particulars, VoucherDetail
from tests.documents import reading
from tests.documents import samples as s

ONE = invoice.INVOICE_COPIES[:1]
SHAPES = {
    "one line": s.invoice(),
    "no round-off": s.invoice(s.lines(2), round_off=False),
    "inclusive": s.invoice(inclusive=True, particulars=s.FULL, consignee=s.CONSIGNEE),
    "inter-state": s.invoice(s.lines(3), split=TaxSplit.IGST, inclusive=True),
    "union territory": s.invoice(s.lines(3), split=TaxSplit.CGST_UTGST),
    "mixed rates": s.invoice(s.mixed()),
    "crores": s.invoice(s.crores()),
    "sixty lines": s.invoice(s.lines(60)),
}


@pytest.mark.parametrize("detail", SHAPES.values(), ids=SHAPES)
def test_every_text_and_figure_is_on_the_paper(detail: VoucherDetail) -> None:
    data = invoice.pdf(detail, ONE, s.PRINTED)
    said = reading.text(data)
    squeezed = reading.squeezed(said)
    seller, buyer = detail.seller, detail.buyer
    for expected in (
        "TAX INVOICE",
        detail.number,
        "05-Mar-2026",
        *(seller.name, seller.address, seller.gstin, seller.pan, seller.udyam),
        *(seller.bank_account, seller.bank_ifsc, seller.upi_id),
        *(buyer.name, buyer.address, buyer.gstin),
        *(detail.consignee.name, detail.consignee.address),
        f"{detail.place_of_supply_name} ({detail.place_of_supply})",
        "Reverse charge",
        "6629110 dated 07-Dec-2025",
        "DC/25-26/0138 dated 05-Mar-2026",
        rupees_in_words(detail.total),
        f"₹ {amount(detail.total)}",
        *(amount(detail.taxable), amount(detail.cgst), amount(detail.sgst), amount(detail.igst)),
        "Authorised signatory",
        f"For {seller.name}",
        "Subject to Bhopal jurisdiction",
        "E. & O. E.",
        invoice.DECLARATION,
    ):
        if expected in {"0.00", None}:
            continue
        assert reading.squeezed(str(expected)) in squeezed, expected
    for line in detail.lines:
        assert reading.squeezed(line.description) in squeezed or "ि" in line.description
        for figure in (line.taxable, line.cgst, line.sgst, line.igst, line.total):
            if figure:
                assert amount(figure) in said
        assert unit_rate(line.rate) in said
        assert line.hsn in said
        assert f"Mat. code {line.material_code}" in said
    assert ("Round-off" in said) == bool(detail.round_off)
    assert (invoice.INCLUSIVE_NOTE in said) == detail.price_inclusive
    for row in detail.hsn_summary:
        assert amount(row.tax) in said


@pytest.mark.parametrize(
    ("split", "there", "absent"),
    [
        (TaxSplit.CGST_SGST, ("CGST 9 %", "SGST 9 %"), ("IGST", "UTGST")),
        (TaxSplit.CGST_UTGST, ("CGST 9 %", "UTGST 9 %"), ("IGST", "SGST")),
        (TaxSplit.IGST, ("IGST 18 %",), ("CGST", "SGST", "UTGST")),
    ],
)
def test_only_the_taxes_of_the_split_are_printed(
    split: TaxSplit, there: tuple[str, ...], absent: tuple[str, ...]
) -> None:
    said = reading.text(invoice.pdf(s.invoice(split=split), ONE, s.PRINTED))
    assert all(word in said for word in there)
    assert not any(word in said for word in absent)


def test_each_copy_is_a_run_of_pages_with_its_own_mark_and_count() -> None:
    marks = (*invoice.INVOICE_COPIES, invoice.EXTRA_COPY)
    pages = reading.pages(invoice.pdf(s.invoice(s.lines(30)), marks, s.PRINTED))
    run = len(pages) // len(marks)
    assert run > 1
    assert len(pages) == run * len(marks)
    for index, page in enumerate(pages):
        number = index % run + 1
        assert marks[index // run] in page
        assert not any(mark in page for mark in marks if mark != marks[index // run])
        assert f"Page {number} of {run}" in page
        assert (f"Continued on page {number + 1}" in page) == (number < run)
        assert "Printed on 06-Mar-2026" in page
        assert (", continued" in page) == (number > 1)


@pytest.mark.parametrize("count", [1, 2, 3, 5, 7, 12, 60, 300])
def test_goods_break_over_pages_without_loss_and_never_leave_a_head_or_total_alone(
    count: int,
) -> None:
    detail = s.invoice(s.lines(count))
    pages = reading.pages(invoice.pdf(detail, ONE, s.PRINTED))
    seen = [page.count("Mat. code") for page in pages]
    assert sum(seen) == count
    for page, lines in zip(pages, seen, strict=True):
        assert ("Description of goods" in page) == (lines > 0)
        if "Invoice value in words" in page:
            assert lines > 0
        if "Authorised signatory" in page:
            assert "HSN/SAC summary" in page


def test_a_description_taller_than_a_page_is_cut_rather_than_lost() -> None:
    words = [f"W{number:04d}" for number in range(2500)]
    line = replace(s.lines(1)[0], description=" ".join(words))
    pages = reading.pages(invoice.pdf(s.invoice((line,)), ONE, s.PRINTED))
    said = " ".join(pages)
    assert len(pages) > 1
    assert all(word in said for word in words)


def test_a_cancelled_invoice_says_so_on_every_page() -> None:
    void = s.invoice(s.lines(30), status=Status.CANCELLED, cancelled_reason="Wrong order was named")
    pages = reading.pages(invoice.pdf(void, ONE, s.PRINTED))
    assert all("CANCELLED" in page for page in pages)
    assert "Cancelled: Wrong order was named" in pages[0]
    assert "scan to pay" not in " ".join(pages)
    assert "CANCELLED" not in reading.text(invoice.pdf(s.invoice(), ONE, s.PRINTED))


def test_the_same_invoice_gives_the_same_bytes_and_names_itself() -> None:
    first, second = (invoice.pdf(s.invoice(), invoice.INVOICE_COPIES, s.PRINTED) for _ in range(2))
    assert first == second
    said = pypdf.PdfReader(io.BytesIO(first)).metadata
    assert said is not None
    assert "NPW/25-26/0142" in (said.title or "")
    assert said.author == s.SELLER.name


def test_wide_figures_turn_the_page_to_landscape() -> None:
    def wide(detail: VoucherDetail) -> bool:
        box = pypdf.PdfReader(io.BytesIO(invoice.pdf(detail, ONE, s.PRINTED))).pages[0].mediabox
        assert {round(box.width), round(box.height)} == {595, 842}
        return bool(box.width > box.height)

    assert not wide(s.invoice())
    assert wide(s.invoice(s.crores()))


def test_a_bare_invoice_prints_nothing_empty() -> None:
    seller = replace(
        s.SELLER,
        **dict.fromkeys(
            (
                "logo",
                "upi_id",
                "bank_name",
                "bank_account",
                "bank_ifsc",
                "bank_branch",
                "jurisdiction",
            )
        ),
    )
    detail = s.invoice(seller=seller, order=None, challan=None, particulars=Particulars())
    said = reading.text(invoice.pdf(detail, ONE, s.PRINTED))
    for label in ("Order No.", "Challan No.", "Bank", "UPI", "None", "to  jurisdiction", "GeM"):
        assert label not in said
    assert "courts at the supplier’s place of business" in said


@pytest.mark.parametrize("logo", [b"", b"no picture", b"\x89PNG\r\n\x1a\nbroken"])
def test_a_logo_that_is_no_picture_does_not_stop_the_paper(logo: bytes) -> None:
    detail = s.invoice(seller=replace(s.SELLER, logo=logo))
    assert "TAX INVOICE" in reading.text(invoice.pdf(detail, ONE, s.PRINTED))


def test_no_copy_is_refused() -> None:
    with pytest.raises(Invalid):
        invoice.pdf(s.invoice(), (), s.PRINTED)


def test_the_workbook_holds_numbers_dates_and_the_summary() -> None:
    detail = s.invoice(s.mixed())
    book = openpyxl.load_workbook(io.BytesIO(invoice.xlsx(detail)))
    assert book.sheetnames == ["Invoice", "HSN summary"]
    cells = [cell for row in book["Invoice"].iter_rows() for cell in row if cell.value is not None]
    numbers = [Decimal(str(cell.value)) for cell in cells if cell.data_type == "n"]
    for line in detail.lines:
        assert {line.taxable, line.cgst, line.total, line.quantity} <= set(numbers)
        assert line.description in [cell.value for cell in cells]
    assert detail.total in numbers
    assert "NPW/25-26/0142" in [cell.value for cell in cells]
    assert book["HSN summary"].max_row == 1 + len(detail.hsn_summary)
