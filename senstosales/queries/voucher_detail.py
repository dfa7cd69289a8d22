"""One voucher whole, whatever its kind: goods, charges, figures, parties, and what it leans on."""

import datetime as dt
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from senstosales.books.store import today
from senstosales.domain.amounts import ZERO
from senstosales.domain.fiscal import FiscalYear
from senstosales.domain.gst import (
    Cess,
    CessKind,
    Discount,
    DiscountBasis,
    DiscountKind,
    Tcs,
    TcsBasis,
)
from senstosales.domain.kinds import Nature, Status, TaxSplit, VoucherKind, VoucherState
from senstosales.domain.law import state_name
from senstosales.queries import linked, office, order_detail, vouchers
from senstosales.queries.details import ItemLine
from senstosales.queries.papers import (
    ChargeLine,
    LinePricing,
    PaperLine,
    Pricing,
    Reference,
    VoucherDetail,
    summarise_hsn,
)
from senstosales.tables.orders import Order
from senstosales.tables.vouchers import Voucher, VoucherLine

PAYMENT_DAYS = 45
"""Days to pay from acceptance where an order says nothing: MSMED Act s. 15."""

_STATUS = {
    VoucherState.DRAFT: Status.DRAFT,
    VoucherState.ISSUED: Status.ISSUED,
    VoucherState.SENT: Status.SENT,
    VoucherState.ACCEPTED: Status.ACCEPTED,
    VoucherState.REJECTED: Status.DECLINED,
    VoucherState.EXPIRED: Status.EXPIRED,
    VoucherState.CANCELLED: Status.CANCELLED,
}


def status_of(voucher: Voucher, day: dt.date) -> Status:
    """The word on a voucher; a quotation that was sent and not answered expires by its date."""
    status = _STATUS[VoucherState(voucher.state)]
    if status is Status.SENT and voucher.valid_until and voucher.valid_until < day:
        return Status.EXPIRED
    return status


def detail(session: Session, voucher_id: int, kind: VoucherKind | None = None) -> VoucherDetail:
    """One voucher of this business, of that kind if one is named; raises `NotFound`."""
    return of(session, vouchers.get(session, kind, voucher_id))


def of(session: Session, voucher: Voucher, *, brief: bool = False) -> VoucherDetail:
    """A voucher whole. In `brief`, for many at once, it is left out how far its order has come since,
    what has been received, and what is only printed: pictures and declaration.
    """
    order = session.get(Order, voucher.order_id) if voucher.order_id else None
    lines = lines_of(session, voucher, brief=brief)
    charges = tuple(_charge(charge) for charge in voucher.charges)
    pricing = pricing_of(voucher.pricing)
    place = voucher.place_of_supply or ""
    reference = vouchers.reference(session, voucher.reference_id)
    if reference is None and voucher.reference_number:
        reference = Reference(voucher.reference_number)
    return VoucherDetail(
        id=voucher.id,
        version=voucher.version,
        number=voucher.number,
        date=voucher.voucher_date,
        fiscal_year=FiscalYear(voucher.fiscal_year).label,
        status=status_of(voucher, today(session)),
        seller=vouchers.letterhead(session, voucher.seller, pictures=not brief),
        buyer=vouchers.party_on_paper(voucher.buyer),
        consignee=vouchers.party_on_paper(voucher.consignee),
        order=Reference(order.number, order.order_date, order.id) if order else None,
        challan=vouchers.reference(session, voucher.challan_id),
        lines=lines,
        particulars=vouchers.particulars(voucher.particulars),
        tax_split=TaxSplit(voucher.tax_split) if voucher.tax_split else TaxSplit.IGST,
        tax_note=voucher.tax_note or "",
        price_inclusive=voucher.price_inclusive,
        place_of_supply=place,
        place_of_supply_name=state_name(place) or "",
        taxable=voucher.taxable or ZERO,
        cgst=voucher.cgst or ZERO,
        sgst=voucher.sgst or ZERO,
        igst=voucher.igst or ZERO,
        round_off=voucher.round_off or ZERO,
        total=voucher.total or ZERO,
        receipts=vouchers.receipt_references(session, voucher.challan_id) if not brief else (),
        overdue=not brief
        and overdue(
            _accepted_on(session, voucher), order.payment_days if order else None, today(session)
        ),
        cancelled_reason=voucher.cancelled_reason,
        created_at=voucher.created_at,
        supplier_code=order.supplier_code if order else None,
        declaration="" if brief else office.setting(session, "invoice_declaration"),
        hsn_summary=summarise_hsn(lines, charges),
        kind=VoucherKind(voucher.kind),
        nature=Nature(voucher.nature) if voucher.nature else None,
        uid=voucher.uid,
        charges=charges,
        cess=voucher.cess or ZERO,
        tcs=voucher.tcs or ZERO,
        discount=(voucher.discount or ZERO) if _after_tax(pricing) else ZERO,
        trade_discount=ZERO if _after_tax(pricing) else (voucher.discount or ZERO),
        pricing=pricing,
        reverse_charge=voucher.reverse_charge,
        reference=reference,
        reason=voucher.reason,
        valid_until=voucher.valid_until,
        due_date=voucher.due_date,
        is_delivered=voucher.is_delivered,
        updated_at=voucher.updated_at or voucher.created_at,
        party_id=voucher.party_id,
        invoice=None if brief else _invoice_of(session, voucher),
        is_replacement=voucher.is_replacement,
    )


def _invoice_of(session: Session, voucher: Voucher) -> Reference | None:
    """The invoice in force of a challan's goods."""
    if voucher.kind != VoucherKind.CHALLAN.value:
        return None
    found = session.scalar(
        select(Voucher.id).where(
            Voucher.challan_id == voucher.id, Voucher.state == VoucherState.ISSUED.value
        )
    )
    return vouchers.reference(session, found)


def _after_tax(pricing: Pricing) -> bool:
    return pricing.discount_basis is DiscountBasis.AFTER_TAX


def _charge(charge: Any) -> ChargeLine:
    return ChargeLine(
        name=charge.name,
        amount=charge.amount,
        gst_rate=charge.gst_rate,
        hsn=charge.hsn,
        inclusive=charge.inclusive,
        taxable=charge.taxable,
        cgst=charge.cgst,
        sgst=charge.sgst,
        igst=charge.igst,
        total=charge.total,
    )


def _discount(stored: dict[str, Any] | None) -> Discount | None:
    return Discount(DiscountKind(stored["kind"]), Decimal(stored["value"])) if stored else None


def pricing_of(stored: dict[str, Any]) -> Pricing:
    """What was agreed over all lines, from its stored form."""
    tcs = stored.get("tcs")
    round_off = stored.get("round_off")
    return Pricing(
        discount=_discount(stored.get("discount")),
        discount_basis=DiscountBasis(stored.get("discount_basis", DiscountBasis.AFTER_TAX)),
        tcs=Tcs(Decimal(tcs["percentage"]), TcsBasis(tcs["basis"])) if tcs else None,
        round_off=None if round_off is None else Decimal(round_off),
        round_to_rupee=bool(stored.get("round_to_rupee")),
        sez=bool(stored.get("sez")),
    )


def _line_pricing(line: VoucherLine) -> LinePricing | None:
    stored = line.pricing
    if not stored:
        return None
    cess = stored.get("cess")
    return LinePricing(
        price=Decimal(stored["price"]),
        inclusive=bool(stored.get("inclusive")),
        discount=_discount(stored.get("discount")),
        cess=Cess(CessKind(cess["kind"]), Decimal(cess["value"])) if cess else None,
        item_key=stored.get("item_key"),
    )


def overdue(accepted_on: dt.date | None, payment_days: int | None, day: dt.date) -> bool:
    """True once an invoice should have been paid: its days run from acceptance of the goods."""
    if accepted_on is None:
        return False
    return accepted_on + dt.timedelta(days=payment_days or PAYMENT_DAYS) < day


def _accepted_on(session: Session, voucher: Voucher) -> dt.date | None:
    if voucher.challan_id is None or voucher.state != VoucherState.ISSUED.value:
        return None
    return linked.supply_of_challans(session, [voucher.challan_id])[voucher.challan_id].accepted_on


def by_uid(session: Session, kind: VoucherKind, uid: str) -> VoucherDetail:
    """One voucher by the name other programs know it by; raises `NotFound`."""
    return detail(session, vouchers.by_uid(session, kind, uid).id, kind)


def lines_of(session: Session, voucher: Voucher, *, brief: bool = False) -> tuple[PaperLine, ...]:
    """The lines of a voucher, with where their order items stand now."""
    items: dict[int, ItemLine] = {}
    if voucher.order_id and not brief:
        items = {
            item.id: item
            for item in order_detail.item_lines(session, [voucher.order_id])[voucher.order_id]
        }
    lines = []
    for line in voucher.lines:
        item = items.get(line.order_item_id or 0)
        lot = (
            next((lot for lot in item.lots if lot.id == line.order_lot_id), None) if item else None
        )
        lines.append(
            PaperLine(
                id=line.id,
                position=line.position,
                description=line.description or "",
                quantity=line.quantity,
                unit=line.unit or "",
                rate=line.rate,
                item_no=line.item_no,
                lot_no=line.lot_no,
                material_code=line.material_code,
                drawing=line.drawing,
                hsn=line.hsn,
                packets=line.packets,
                gst_rate=line.gst_rate,
                taxable=line.taxable,
                cgst=line.cgst,
                sgst=line.sgst,
                igst=line.igst,
                total=line.total,
                discount=line.discount,
                cess=line.cess,
                pricing=_line_pricing(line),
                product_id=line.product_id,
                order_item_id=line.order_item_id,
                order_lot_id=line.order_lot_id,
                lot_quantity=lot.quantity if lot else None,
                lot_dispatched=lot.delivered if lot else None,
                item_quantity=item.quantity if item else None,
                item_dispatched=item.delivered if item else None,
                item_received=item.received if item else None,
            )
        )
    return tuple(lines)
