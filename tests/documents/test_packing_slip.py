"""The packing slip, read back."""

from dataclasses import replace

import pytest

from senstosales.documents import packing_slip
from senstosales.documents.challan import REPLACEMENT
from senstosales.domain.kinds import Status, VoucherKind
from senstosales.queries.papers import Particulars, Reference, VoucherDetail
from tests.documents import reading
from tests.documents import samples as s


def challan(count: int = 1, *, packets: bool = True, **more: object) -> VoucherDetail:
    """An order's challan of so many lines, of 1 to 4 packets each."""
    held = s.invoice(
        s.lines(count),
        particulars=s.FULL,
        kind=VoucherKind.CHALLAN,
        number="DC/25-26/0138",
        challan=None,
        invoice=Reference("NPW/25-26/0142", s.date(2026, 3, 5)),
        consignee=s.CONSIGNEE,
        **more,
    )
    if not packets:
        return held
    goods = tuple(replace(line, packets=1 + line.position % 4) for line in held.lines)
    return replace(held, lines=goods)


@pytest.mark.parametrize("count", [1, 30, 300])
def test_every_line_is_on_the_slip_with_its_packets_and_no_price_is(count: int) -> None:
    detail = challan(count)
    pages = reading.pages(packing_slip.pdf(detail, s.PRINTED))
    said = reading.squeezed(" ".join(pages))
    facts = s.FULL
    for expected in (
        *("PACKING SLIP", detail.number, s.CONSIGNEE.name, s.CONSIGNEE.designation),
        "NPW/25-26/0142 dated 05-Mar-2026",
        "6629110 dated 07-Dec-2025",
        "511600012345610 dated 02-Dec-2025",
        *(facts.vehicle_no, facts.lr_no, facts.transporter, facts.dispatched_to, facts.remarks),
        *("Gross kg", "Net kg", "Marks on every packet", "Packed by", "Checked by"),
    ):
        assert reading.squeezed(str(expected)) in said, expected
    packets = 0
    for line in detail.lines:
        first, packets = packets + 1, packets + (line.packets or 0)
        shown = str(first) if first == packets else f"{first}–{packets}"
        assert reading.squeezed(line.description) in said
        if line.description != s.LONG:  # which runs across the row
            assert reading.squeezed(f"{shown}{line.item_no}1{line.description}") in said
    assert f"______of{packets}" in said
    assert "₹" not in said
    for figure in (detail.lines[0].rate, detail.total, detail.taxable):
        assert f"{figure:,.2f}" not in said
    assert f"Page {len(pages)} of {len(pages)}" in pages[-1]
    assert all("Gross kg" in page for page in pages)
    assert "Checked by" in pages[-1]
    assert "Mat. code" in pages[-1]


def test_what_is_not_known_of_packets_is_left_to_be_filled_in() -> None:
    goods = s.lines(4)
    known = (replace(goods[0], packets=2), goods[1], *(replace(line, packets=3) for line in goods))
    assert list(packing_slip.packet_numbers(known)) == ["1–2", "", "", "", "", ""]
    said = reading.text(packing_slip.pdf(replace(challan(4), lines=known), s.PRINTED))
    assert "______ of ______" in said


def test_one_packet_has_one_number() -> None:
    goods = [replace(line, packets=1) for line in s.lines(3)]
    assert list(packing_slip.packet_numbers(goods)) == ["1", "2", "3"]


def test_an_invoice_without_challan_has_its_own_slip() -> None:
    detail = s.invoice(particulars=Particulars(), order=None, challan=None, supplier_code=None)
    line = replace(detail.lines[0], item_no=None, lot_no=None)
    said = reading.text(packing_slip.pdf(replace(detail, lines=(line,)), s.PRINTED))
    assert "Invoice No. NPW/25-26/0142" in said
    for word in ("Challan", "P.O.", "Lot", "None"):
        assert word not in said


def test_a_slip_says_when_its_challan_counts_for_nothing() -> None:
    void = challan(status=Status.CANCELLED, cancelled_reason="Lorry broke down")
    said = reading.text(packing_slip.pdf(void, s.PRINTED))
    assert "CANCELLED" in said
    assert "Cancelled: Lorry broke down" in said
    assert REPLACEMENT in reading.text(packing_slip.pdf(challan(is_replacement=True), s.PRINTED))


def test_several_copies_and_the_same_bytes_each_time() -> None:
    first, second = (packing_slip.pdf(challan(), s.PRINTED, 3) for _ in range(2))
    assert first == second
    assert len(reading.pages(first)) == 3
