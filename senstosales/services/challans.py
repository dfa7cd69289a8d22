"""Delivery challans: made from an order's lots, changed until invoiced or received, cancelled."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from senstosales.books.store import Actor, Books, here, now
from senstosales.domain.amounts import ZERO, indian, money
from senstosales.domain.fiscal import FiscalYear
from senstosales.domain.identity import number_key
from senstosales.domain.kinds import VoucherKind, VoucherState
from senstosales.errors import Conflict, Invalid, NotFound, Problem, Refused
from senstosales.queries import challans, office, order_detail, parties, registrations, vouchers
from senstosales.queries.details import ItemLine, LotLine
from senstosales.queries.papers import Particulars, PartyOnPaper
from senstosales.queries.registrations import Registration
from senstosales.services import masters, numbers, receipts
from senstosales.services.drafts import DocumentNumber, Draft, Hsn, Packets, Percent, Quantity
from senstosales.services.paper_forms import (
    ParticularsDraft,
    PartyOnPaperDraft,
    as_stored,
    head_as_stored,
)
from senstosales.tables.masters import Party
from senstosales.tables.orders import Order
from senstosales.tables.vouchers import Voucher, VoucherLine


class ChallanLineDraft(Draft):
    """One lot (or item) to be sent, in the item's unit."""

    order_item_id: int
    order_lot_id: int | None = None
    quantity: Quantity
    packets: Packets = None
    hsn: Hsn = None
    gst_rate: Percent | None = None


class ChallanDraft(Draft):
    """A challan as entered. Without a number the series gives the next one.

    `is_replacement` sends again what was rejected, and is limited by that instead of by the order.
    Consignee and particulars not given are filled from the order and the parties.
    """

    order_id: int
    date: dt.date
    lines: tuple[ChallanLineDraft, ...]
    number: DocumentNumber = None
    is_replacement: bool = False
    consignee: PartyOnPaperDraft | None = None
    particulars: ParticularsDraft = ParticularsDraft()


@dataclass(frozen=True, slots=True)
class Issued:
    """The paper that was made."""

    id: int
    number: str


def pending_lines(items: tuple[ItemLine, ...]) -> tuple[ChallanLineDraft, ...]:
    """Lines for all that is pending, lot by lot: what a new challan starts with.

    Goods that were sent without naming a lot are pending in none, though their lots are still open.
    """
    lines = []
    for item in items:
        left = item.pending
        for lot in item.lots:
            quantity = min(lot.pending, left)
            if quantity > 0:
                lines.append(
                    ChallanLineDraft(order_item_id=item.id, order_lot_id=lot.id, quantity=quantity)
                )
                left -= quantity
    return tuple(lines)


def create(books: Books, actor: Actor, draft: ChallanDraft) -> Issued:
    """Issue a challan. Raises `Invalid`, `Refused` when more is sent than is pending (with the line
    in `field`), `Conflict` for a number that is taken, `NotFound`.
    """
    with books.write(actor) as session:
        return keep(session, draft)


def keep(session: Session, draft: ChallanDraft) -> Issued:
    """`create` inside a transaction that does more."""
    challan = Voucher(business_id=here(session), kind=VoucherKind.CHALLAN.value)
    _fill(session, challan, draft, typed=draft.number)
    session.add(challan)
    session.flush()
    receipts.recheck_order(session, draft.order_id)
    return Issued(challan.id, challan.number)


def update(
    books: Books, actor: Actor, challan_id: int, draft: ChallanDraft, version: int | None = None
) -> Issued:
    """Change a challan that is neither invoiced nor received; raises as `create` does.

    `version` is what it was read at: somebody else's change in between raises `Conflict`.
    """
    with books.write(actor) as session:
        challan = changeable(session, challan_id)
        if version is not None and challan.version != version:
            raise Conflict(
                f"Somebody else has changed challan {challan.number} meanwhile. Open it again and "
                "repeat your change."
            )
        if draft.order_id != challan.order_id:
            raise Invalid("A challan stays with its order. Cancel it and make another one.")
        same_year = FiscalYear.of(draft.date).start == challan.fiscal_year
        typed = draft.number or (challan.number if not same_year else None)
        unchanged = same_year and (typed is None or number_key(typed) == challan.number_key)
        challan.lines.clear()
        session.flush()
        _fill(session, challan, draft, typed=typed, keep_number=unchanged)
        flag_modified(challan, "created_at")  # moves the version even if only lines have changed
        session.flush()
        receipts.recheck_order(session, draft.order_id)
        return Issued(challan.id, challan.number)


def cancel(books: Books, actor: Actor, challan_id: int, reason: str) -> None:
    """Cancel a challan that is neither invoiced nor received; its number stays used.

    Raises `Refused` or `Invalid` (no reason given).
    """
    with books.write(actor) as session:
        challan = changeable(session, challan_id)
        mark_cancelled(session, challan, reason)
        if challan.order_id:
            receipts.recheck_order(session, challan.order_id)


def mark_delivered(books: Books, actor: Actor, challan_id: int) -> None:
    """Keep that the goods of a challan without an order have arrived.

    Raises `Refused` for a challan of an order (its SRV tells of that), a draft or a cancelled one.
    """
    with books.write(actor) as session:
        challan = vouchers.get(session, VoucherKind.CHALLAN, challan_id)
        if challan.order_id is not None:
            raise Refused(f"The SRV tells when the goods of challan {challan.number} arrived.")
        if challan.state != VoucherState.ISSUED.value:
            raise Refused(f"Challan {challan.number} is not in force.")
        challan.is_delivered = True
        challan.updated_at = now(session)


def mark_cancelled(session: Session, voucher: Voucher, reason: str) -> None:
    """Cancel a voucher: it keeps its number and its figures, and says why."""
    text = reason.strip()
    if not text:
        raise Invalid("Say why it is cancelled; the reason stays with the paper.", field="reason")
    if len(text) > 500:
        raise Invalid("Keep the reason under 500 characters.", field="reason")
    voucher.state = VoucherState.CANCELLED.value
    voucher.cancelled_reason = text
    voucher.cancelled_at = now(session)


def changeable(session: Session, challan_id: int) -> Voucher:
    """The challan if it may still be changed; raises `Conflict` or `Refused` with the reason."""
    held = challans.detail(session, challan_id)
    if held.cancelled_reason is not None:
        raise Refused(f"Challan {held.number} is cancelled.")
    if held.invoice:
        raise Conflict(
            f"Challan {held.number} is on invoice {held.invoice.number}. Cancel the invoice first.",
            invariant="DC-2",
            existing_invoice_number=held.invoice.number,
        )
    if held.receipts:
        raise Conflict(
            f"Challan {held.number} has been received: SRV {held.receipts[0].number} names it."
        )
    return vouchers.get(session, VoucherKind.CHALLAN, challan_id)


def _fill(
    session: Session,
    challan: Voucher,
    draft: ChallanDraft,
    *,
    typed: str | None,
    keep_number: bool = False,
) -> None:
    order = _order(session, draft.order_id)
    numbers.check_date(session, draft.date)
    items = {item.id: item for item in order_detail.item_lines(session, [order.id])[order.id]}
    _check_quantities(draft, items, order.number)
    if not keep_number:
        challan.number = numbers.take(session, VoucherKind.CHALLAN, typed, draft.date)
        challan.number_key = number_key(challan.number)
    challan.fiscal_year = FiscalYear.of(draft.date).start
    challan.voucher_date = draft.date
    challan.state = VoucherState.ISSUED.value
    challan.order_id = order.id
    challan.is_replacement = draft.is_replacement
    challan.stated = None
    buyer = parties.buyer_for(session, order)
    challan.party_id = buyer.id
    registration = registrations.for_order(session, order, buyer)
    consignee = draft.consignee or consignee_for(buyer, registration)
    challan.consignee = as_stored(consignee)
    challan.party_name = consignee.name[:200]
    challan.buyer = as_stored(registrations.under(party_on_paper(buyer), registration))
    challan.seller = head_as_stored(office.letterhead(session))
    given = draft.particulars.model_dump(exclude_none=True)
    challan.particulars = as_stored(Particulars(**(_usual(order, challan) | given)))
    for position, line in enumerate(draft.lines):
        item = items[line.order_item_id]
        lot = _lot(item, line.order_lot_id)
        known = masters.known_hsn(session, item.material_code, item.product_id)
        hsn = line.hsn or item.hsn or known
        if line.hsn:
            masters.remember_hsn(session, item.material_code, line.hsn)
        challan.lines.append(
            VoucherLine(
                position=position,
                order_item_id=item.id,
                order_lot_id=lot.id if lot else None,
                item_no=item.item_no,
                lot_no=lot.lot_no if lot else None,
                material_code=item.material_code,
                description=item.description,
                drawing=", ".join(item.drawing_numbers) or None,
                hsn=hsn,
                unit=item.unit,
                quantity=line.quantity,
                rate=item.rate,
                packets=line.packets,
                product_id=item.product_id,
                gst_rate=line.gst_rate,
            )
        )
    challan.total = money(challans.goods_value(challan.lines))


def _usual(order: Order, challan: Voucher) -> dict[str, Any]:
    """What the paper says unless it is told otherwise; the guarantee certificate bears its number."""
    usual: dict[str, Any] = {
        "department_no": order.department_no,
        "inspection_company": order.inspection_by,
        "our_ref": order.quotation_ref,
        "amendment_no": order.amend_no,
        "certificate_number": challan.number,
        "certificate_date": challan.voucher_date,
    }
    return {key: value for key, value in usual.items() if value not in (None, "")}


def party_on_paper(party: Party, *, delivery: bool = False) -> PartyOnPaper:
    """A party as papers name it today."""
    from senstosales.domain.law import state_name

    return PartyOnPaper(
        name=party.name,
        designation=party.designation,
        address=(party.shipping_address if delivery else None) or party.address,
        gstin=party.gstin,
        state_code=party.state_code,
        state_name=state_name(party.state_code),
        phone=party.phone,
    )


def consignee_for(buyer: Party, registration: Registration | None = None) -> PartyOnPaper:
    """Whom goods go to unless the challan says otherwise: the buyer, at his delivery address, or where
    the registration is that bills them.
    """
    return registrations.under(party_on_paper(buyer, delivery=True), registration)


def usual_consignee(session: Session, order_id: int) -> PartyOnPaper:
    """Whom the goods of an order go to: what a new challan's form starts with. Raises `NotFound`."""
    return _usual_of(session, *_order_and_buyer(session, order_id))


def consignees(
    session: Session, order_id: int
) -> tuple[PartyOnPaper, tuple[tuple[str, PartyOnPaper], ...]]:
    """The usual consignee; and each GSTIN of the buyer in words with whom the goods go to under it, none
    where there is but one. Raises `NotFound`.
    """
    order, buyer = _order_and_buyer(session, order_id)
    possible = tuple(
        (words, consignee_for(buyer, registrations.chosen(session, buyer.id, key)))
        for key, words in registrations.choices(session, buyer.id)
    )
    return _usual_of(session, order, buyer), possible


def _usual_of(session: Session, order: Order, buyer: Party) -> PartyOnPaper:
    return consignee_for(buyer, registrations.for_order(session, order, buyer))


def _order_and_buyer(session: Session, order_id: int) -> tuple[Order, Party]:
    order = _order(session, order_id)
    return order, parties.buyer_for(session, order)


def _order(session: Session, order_id: int) -> Order:
    """The order of that id in this business; raises `NotFound`."""
    order = session.get(Order, order_id)
    if order is None or order.business_id != here(session):
        raise NotFound("order", order_id)
    return order


def _lot(item: ItemLine, lot_id: int | None) -> LotLine | None:
    return next((lot for lot in item.lots if lot.id == lot_id), None) if lot_id else None


def _check_quantities(draft: ChallanDraft, items: dict[int, ItemLine], order_number: str) -> None:
    """No line may send more than is pending of its lot, nor all lines together of an item."""
    if not draft.lines:
        raise Invalid("Enter at least one line with a quantity.", field="lines")
    problems: list[Problem] = []
    facts: dict[str, object] = {}
    sent_of_lot: defaultdict[int, Decimal] = defaultdict(Decimal)
    sent_of_item: defaultdict[int, Decimal] = defaultdict(Decimal)
    for place, line in enumerate(draft.lines):
        field = f"lines.{place}.quantity"
        item = items.get(line.order_item_id)
        if item is None:
            raise NotFound(f"item in order {order_number} with the id", line.order_item_id)
        lot = _lot(item, line.order_lot_id)
        if line.order_lot_id and lot is None:
            raise NotFound(f"lot of item {item.item_no} with the id", line.order_lot_id)
        if line.quantity <= 0:
            raise Invalid("Enter a quantity above zero.", field=field)
        if item.is_cancelled:
            raise Refused(f"Item {item.item_no} of order {order_number} is cancelled.", field=field)
        sent_of_item[item.id] += line.quantity
        if lot is not None:
            sent_of_lot[lot.id] += line.quantity
        if draft.is_replacement:
            left, what = item.replaceable, f"rejected of item {item.item_no}"
            asked, ordered, gone = sent_of_item[item.id], item.rejected, item.replaced
        elif lot is not None and _lot_is_short(lot, item, sent_of_lot, sent_of_item):
            left, what = lot.pending, f"left in lot {lot.lot_no} of item {item.item_no}"
            asked, ordered, gone = sent_of_lot[lot.id], lot.quantity, lot.delivered
        else:
            left, what = item.pending, f"left in item {item.item_no}"
            asked, ordered, gone = sent_of_item[item.id], item.quantity, item.delivered
        if asked > left:
            left_over = f"Only {indian(left, None)} {item.unit} are" if left > 0 else "Nothing is"
            sentence = f"{left_over} {what}; {indian(asked, None)} are too many."
            problems.append(Problem(field, sentence))
            facts = facts or {
                "lot_ordered": ordered,
                "already_dispatched": gone,
                "remaining": max(left, ZERO),
                "invariant": "DC-1",
            }
    if problems:
        raise TooMuch(problems, facts)


def _lot_is_short(
    lot: LotLine, item: ItemLine, of_lot: dict[int, Decimal], of_item: dict[int, Decimal]
) -> bool:
    """True where the lot bounds what may be sent more closely than its item does."""
    return of_lot[lot.id] - lot.pending >= of_item[item.id] - item.pending


class TooMuch(Refused):
    """More would be dispatched than is left; `problems` names each line."""

    def __init__(self, problems: list[Problem], facts: dict[str, object]) -> None:
        super().__init__(problems[0].sentence, field=problems[0].field, **facts)
        self.problems = tuple(problems)
