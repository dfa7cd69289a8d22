"""Writes sample papers of many shapes to a folder, to be looked at: python -m tests.documents.gallery DIR."""

import sys
from dataclasses import replace
from pathlib import Path

from senstosales.documents import certificate, challan, invoice, registers
from senstosales.domain.kinds import Status, TaxSplit
from senstosales.queries.columns import Totals
from tests.documents import samples as s


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)

    def write(name: str, data: bytes) -> None:
        (folder / f"{name}.pdf").write_bytes(data)

    one = invoice.INVOICE_COPIES[:1]
    write("invoice-1", invoice.pdf(s.invoice(), invoice.INVOICE_COPIES, s.PRINTED))
    full = s.invoice(inclusive=True, particulars=s.FULL, consignee=s.CONSIGNEE)
    write("invoice-full", invoice.pdf(full, one, s.PRINTED))
    for count in (2, 12, 60, 300):
        write(f"invoice-{count}", invoice.pdf(s.invoice(s.lines(count)), one, s.PRINTED))
    far = s.invoice(s.lines(3), split=TaxSplit.IGST, inclusive=True)
    write("invoice-igst", invoice.pdf(far, one, s.PRINTED))
    write("invoice-crores", invoice.pdf(s.invoice(s.crores()), one, s.PRINTED))
    write("invoice-mixed", invoice.pdf(s.invoice(s.mixed()), one, s.PRINTED))
    bare = replace(s.SELLER, logo=None, upi_id=None, business_line=None, udyam=None)
    void = s.invoice(seller=bare, status=Status.CANCELLED, cancelled_reason="Wrong order named")
    write("invoice-cancelled", invoice.pdf(void, one, s.PRINTED))

    grand = replace(
        s.SELLER,
        name="Shree Vindhyachal Electro-Mechanical Fabricators and Engineers Private Limited",
        address="Plot No. 114-A, Phase II, Multi-Product Special Industrial Area,\nVillage Acharpura",
        email="accounts.and.dispatch.department@vindhyachal-fabricators.example",
        jurisdiction="Subject to the courts of Bhopal, Madhya Pradesh, having jurisdiction",
    )
    hindi = replace(s.BUYER, name="भारत हेवी इलेक्ट्रिकल्स लिमिटेड", address="पिपलानी,\nभोपाल 462022")
    strange = s.invoice(
        s.lines(4),
        seller=grand,
        buyer=hindi,
        consignee=s.CONSIGNEE,
        particulars=replace(s.FULL, remarks=s.LONG, payment_terms=s.LONG[:150]),
    )
    write("invoice-extreme", invoice.pdf(strange, one, s.PRINTED))
    write("invoice-no-lines", invoice.pdf(s.invoice(()), one, s.PRINTED))

    mark = challan.CHALLAN_COPIES[:1]
    write("challan-1", challan.pdf(s.challan(), challan.CHALLAN_COPIES, s.PRINTED))
    plain = s.challan(particulars=replace(s.FULL, remarks=None), is_replacement=True)
    write("challan-replacement", challan.pdf(plain, mark, s.PRINTED))
    bare_challan = s.challan(
        particulars=s.Particulars(), invoice=None, seller=bare, amend_no=0, supplier_code=None
    )
    write("challan-bare", challan.pdf(bare_challan, mark, s.PRINTED))
    for count in (12, 60, 300):
        write(f"challan-{count}", challan.pdf(s.challan(s.lines(count)), mark, s.PRINTED))
    write("certificate-1", certificate.pdf(s.challan(), s.PRINTED, None))
    write("certificate-30", certificate.pdf(s.challan(s.lines(30)), s.PRINTED, None))

    rows = [s.register_row(number) for number in range(1, 81)]
    totals = Totals(80, {"value": sum((row.value for row in rows), s.Decimal(0))})
    write(
        "register",
        registers.pdf(
            "Invoice register",
            s.REGISTER,
            rows,
            totals,
            "01-Apr-2025 to 31-Mar-2026",
            s.PRINTED,
            s.SELLER,
        ),
    )
    write("register-empty", registers.pdf("Challans", s.REGISTER, [], None, None, s.PRINTED, bare))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
