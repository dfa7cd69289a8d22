"""The printed challan and guarantee certificate, read back."""

import io
from dataclasses import replace

import openpyxl
import pytest

from senstosales.documents import certificate, challan
from senstosales.domain.kinds import Status
from senstosales.queries.papers import ChallanDetail, Particulars
from tests.documents import reading
from tests.documents import samples as s

ONE = challan.CHALLAN_COPIES[:1]


@pytest.mark.parametrize(
    "detail",
    [s.challan(), s.challan(s.lines(40)), s.challan(s.crores())],
    ids=["one line", "forty lines", "crores"],
)
def test_every_fact_is_on_the_challan(detail: ChallanDetail) -> None:
    said = reading.squeezed(reading.text(challan.pdf(detail, ONE, s.PRINTED)))
    facts = s.FULL
    for expected in (
        "DELIVERY CHALLAN",
        detail.number,
        *(s.SELLER.name, s.SELLER.gstin, s.BUYER.designation, s.BUYER.name, s.BUYER.gstin),
        "6629110 dated 07-Dec-2025",
        "No. 2 dated 12-Jan-2026",
        "GC/25-26/0142 dated 05-Mar-2026",
        "NPW/25-26/0142 dated 05-Mar-2026",
        "511600012345610 dated 02-Dec-2025",
        *(facts.report, *facts.test_certificates, facts.vehicle_no, facts.lr_no),
        *(facts.transporter, facts.eway_bill_no, facts.destination, facts.dispatched_to),
        *(facts.our_ref, facts.remarks, facts.inspection_company, facts.terms_of_delivery),
        challan.amount(detail.value),
        "Received the goods in good condition",
        f"For {s.SELLER.name}",
        "E. & O. E.",
    ):
        assert reading.squeezed(str(expected)) in said, expected
    for line in detail.lines:
        assert reading.squeezed(line.description) in said


def test_marks_stand_on_every_page_of_their_copy() -> None:
    pages = reading.pages(challan.pdf(s.challan(s.lines(40)), challan.CHALLAN_COPIES, s.PRINTED))
    run = len(pages) // 3
    assert run > 1
    for index, page in enumerate(pages):
        assert challan.CHALLAN_COPIES[index // run] in page
        assert f"Page {index % run + 1} of {run}" in page


def test_replacement_and_cancellation_are_said_clearly() -> None:
    detail = s.challan(
        is_replacement=True, status=Status.CANCELLED, cancelled_reason="Lorry broke down"
    )
    said = reading.text(challan.pdf(detail, ONE, s.PRINTED))
    assert challan.REPLACEMENT in said
    assert "Cancelled: Lorry broke down" in said
    assert "CANCELLED" in said


def test_columns_appear_only_where_some_line_needs_them() -> None:
    line = replace(s.lines(1)[0], lot_no=None, hsn=None)
    bare = s.challan((line,), particulars=Particulars(), invoice=None)
    said = reading.text(challan.pdf(bare, ONE, s.PRINTED))
    for word in ("HSN", "Lot", "Packets", "Carriage", "Sent with", "Taxable", "None"):
        assert word not in said
    taxed = s.challan((s.priced(s.lines(1)[0], s.TaxSplit.IGST, inclusive=False),))
    assert "Taxable value" in reading.text(challan.pdf(taxed, ONE, s.PRINTED))


def test_the_certificate_guarantees_these_goods() -> None:
    said = reading.text(certificate.pdf(s.challan(), s.PRINTED, None))
    for expected in (
        "GUARANTEE CERTIFICATE",
        "GC/25-26/0142",
        "6629110 dated 07-Dec-2025",
        "DC/25-26/0138 dated 05-Mar-2026",
        "5 NOS",
        "24 months from the date of delivery",
        f"For {s.SELLER.name}",
    ):
        assert expected in said, expected


def test_the_office_may_word_its_own_guarantee() -> None:
    own = "Guaranteed for 18 months from dispatch."
    said = reading.text(certificate.pdf(s.challan(), s.PRINTED, own))
    assert own in said
    assert "24 months" not in said


@pytest.mark.parametrize(
    ("unit", "printed"), [("NO", "NOS"), ("No.", "NOS"), ("NOS", "NOS"), ("KG", "KG"), ("ST", "ST")]
)
def test_units_on_the_certificate(unit: str, printed: str) -> None:
    assert certificate.unit_on_certificate(unit) == printed


@pytest.mark.parametrize("count", [1, 10, 18, 19, 20, 21, 22, 40])
def test_guarantee_and_signature_stay_with_goods(count: int) -> None:
    pages = reading.pages(certificate.pdf(s.challan(s.lines(count)), s.PRINTED, None))
    assert "Mat. code" in pages[-1]
    assert "Authorised signatory" in pages[-1]
    assert "We guarantee" in pages[-1]


def test_workbooks_of_challan_and_certificate() -> None:
    detail = s.challan(s.lines(3), is_replacement=True)
    made = {
        "Challan": challan.xlsx(detail),
        "Certificate": certificate.xlsx(detail, "Two years."),
    }
    for name, data in made.items():
        page = openpyxl.load_workbook(io.BytesIO(data))[name]
        values = [cell.value for row in page.iter_rows() for cell in row if cell.value is not None]
        for line in detail.lines:
            assert line.description in values
            assert int(line.quantity) in values
    assert "NOS" in values
    assert "Two years." in values


def test_labels_and_values_never_overlap() -> None:
    bare = s.challan(particulars=Particulars(), invoice=None, supplier_code=None)
    said = reading.text(challan.pdf(bare, ONE, s.PRINTED))
    assert "Value of goods ₹ 61,950.00" in said
