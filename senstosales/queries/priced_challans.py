"""An order's challan with prices and taxes: those of its invoice, else those its invoice would bear.

The challan itself bears none: it names goods. Whoever reads it as a voucher like others wants the
rates of the order with it, the GST that is due on them, and whether they contain it.
"""

import dataclasses
from collections.abc import Sequence
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from senstosales.domain import gst, law
from senstosales.domain.kinds import PriceBasis, TaxSplit, VoucherState
from senstosales.queries import voucher_detail
from senstosales.queries.papers import PaperLine, VoucherDetail, summarise_hsn
from senstosales.queries.rates import UsualRates
from senstosales.tables.masters import Party
from senstosales.tables.orders import Order
from senstosales.tables.vouchers import Voucher

_FIGURES = ("gst_rate", "rate", "hsn", "taxable", "cgst", "sgst", "igst", "total")


def priced(session: Session, challan: Voucher, *, brief: bool = False) -> VoucherDetail:
    """A challan as a voucher with figures; one that has its own is given as it is."""
    return Pricing(session, [challan.id]).of(challan, brief=brief)


class Pricing:
    """Prices several challans of a session; see `priced`."""

    def __init__(self, session: Session, challan_ids: Sequence[int]) -> None:
        self._session = session
        self._rates = UsualRates(session)
        invoices = session.scalars(
            select(Voucher)
            .where(Voucher.challan_id.in_(challan_ids), Voucher.state == VoucherState.ISSUED.value)
            .options(selectinload(Voucher.lines), selectinload(Voucher.charges))
        )
        self._invoices = {invoice.challan_id: invoice for invoice in invoices}

    def of(self, challan: Voucher, *, brief: bool = False) -> VoucherDetail:
        """One of them, with figures."""
        session = self._session
        bare = voucher_detail.of(session, challan, brief=brief)
        order = session.get(Order, challan.order_id) if challan.order_id else None
        if order is None:
            return bare
        invoice = self._invoices.get(challan.id)
        if invoice is not None:
            return _as_invoiced(bare, voucher_detail.of(session, invoice, brief=True))
        return _as_ordered(session, self._rates, bare, challan, order)


def _as_invoiced(bare: VoucherDetail, invoice: VoucherDetail) -> VoucherDetail:
    billed = {line.position: line for line in invoice.lines}
    lines = tuple(
        dataclasses.replace(
            line, **{name: getattr(billed[line.position], name) for name in _FIGURES}
        )
        if line.position in billed
        else line
        for line in bare.lines
    )
    same = (
        "tax_split", "tax_note", "price_inclusive", "place_of_supply", "place_of_supply_name",
        "taxable", "cgst", "sgst", "igst", "round_off", "total",
    )  # fmt: skip
    return dataclasses.replace(
        bare,
        lines=lines,
        hsn_summary=summarise_hsn(lines),
        **{name: getattr(invoice, name) for name in same},
    )


def _as_ordered(
    session: Session, usual: UsualRates, bare: VoucherDetail, challan: Voucher, order: Order
) -> VoucherDetail:
    inclusive = order.price_basis == PriceBasis.INCLUSIVE
    place = _place(session, bare, challan)
    split = TaxSplit.IGST
    if place and bare.seller.state_code:
        split = gst.split_for(bare.seller.state_code, place)
    rates = [
        usual.of(order, line.material_code, line.product_id)
        if line.gst_rate is None
        else line.gst_rate
        for line in bare.lines
    ]
    taxed = gst.tax_document(
        [
            gst.TaxableLine(line.quantity, line.rate, rate, inclusive)
            for line, rate in zip(bare.lines, rates, strict=True)
        ],
        split,
    )
    lines = tuple(
        _taxed(line, rate, figures)
        for line, rate, figures in zip(bare.lines, rates, taxed.lines, strict=True)
    )
    return dataclasses.replace(
        bare,
        lines=lines,
        tax_split=split,
        price_inclusive=inclusive,
        place_of_supply=place,
        place_of_supply_name=law.state_name(place) or "",
        taxable=taxed.taxable,
        cgst=taxed.cgst,
        sgst=taxed.sgst,
        igst=taxed.igst,
        total=taxed.total,
        hsn_summary=summarise_hsn(lines),
    )


def _taxed(line: PaperLine, rate: Decimal, figures: gst.TaxedLine) -> PaperLine:
    return dataclasses.replace(
        line,
        gst_rate=rate,
        taxable=figures.taxable,
        cgst=figures.cgst,
        sgst=figures.sgst,
        igst=figures.igst,
        total=figures.total,
    )


def _place(session: Session, bare: VoucherDetail, challan: Voucher) -> str:
    """Where the invoice would say the supply ends: the party's usual place, else its state."""
    party = session.get(Party, challan.party_id) if challan.party_id else None
    place = (party.place_of_supply if party else None) or bare.buyer.state_code
    place = place or (bare.buyer.gstin or "")[:2]
    return place if place in law.states() else ""
