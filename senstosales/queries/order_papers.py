"""What the papers and the money of an order tell its timeline."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from senstosales.books.store import here
from senstosales.domain.amounts import ZERO, indian
from senstosales.domain.cash import PAYMENT_METHODS, Settlement
from senstosales.domain.kinds import VoucherKind, VoucherState
from senstosales.queries import positions, row_history
from senstosales.queries.happenings import Entry, Happening, amount, local_day, plural
from senstosales.tables.cash import Payment, PaymentLine
from senstosales.tables.receipts import Receipt, ReceiptLine
from senstosales.tables.vouchers import Voucher, VoucherLine

_NOUNS = {
    VoucherKind.CHALLAN: ("challans", Happening.CHALLAN),
    VoucherKind.INVOICE: ("invoices", Happening.INVOICE),
    VoucherKind.CREDIT_NOTE: ("tax_notes", Happening.TAX_NOTE),
    VoucherKind.DEBIT_NOTE: ("tax_notes", Happening.TAX_NOTE),
}
_SEEN_LINES = 3


def vouchers(session: Session, order_id: int) -> Iterator[Entry]:
    """Challans and invoices of the order, notes on its invoices, and what was cancelled of them."""
    invoice = aliased(Voucher, name="corrected")
    challan = aliased(Voucher, name="billed")
    of_order = select(Voucher.id).where(Voucher.order_id == order_id)
    rows = session.execute(
        select(Voucher, invoice.number, challan.number)
        .outerjoin(invoice, invoice.id == Voucher.reference_id)
        .outerjoin(challan, challan.id == Voucher.challan_id)
        .where(
            (Voucher.order_id == order_id) | Voucher.reference_id.in_(of_order),
            Voucher.business_id == here(session),
            Voucher.kind.in_([kind.value for kind in _NOUNS]),
            Voucher.state.in_([VoucherState.ISSUED.value, VoucherState.CANCELLED.value]),
        )
    ).all()
    who = row_history.makers(session, "vouchers", [voucher.id for voucher, _, _ in rows])
    gone = [voucher.id for voucher, _, _ in rows if voucher.state == VoucherState.CANCELLED.value]
    cancelled = {
        change.row_id: change.actor
        for change in row_history.history(session, "vouchers", gone)
        if change.after.get("state") == VoucherState.CANCELLED.value
    }
    goods = _goods(session, order_id)
    for voucher, corrects, bills in rows:
        kind = VoucherKind(voucher.kind)
        noun, happening = _NOUNS[kind]
        title = f"{kind.label} {voucher.number}"
        if kind is VoucherKind.CHALLAN:
            said = goods.get(voucher.id, "")
            title = f"Replacement challan {voucher.number}" if voucher.is_replacement else title
        elif kind is VoucherKind.INVOICE:
            said = f"for challan {bills}" if bills else ""
        else:
            said = f"on invoice {corrects}" + (f": {voucher.reason}" if voucher.reason else "")
        is_gone = voucher.state == VoucherState.CANCELLED.value
        yield Entry(
            happening, voucher.voucher_date, voucher.created_at, title, said,
            who.get(voucher.id, ""), noun, voucher.id,
            None if kind is VoucherKind.CHALLAN else voucher.total, is_cancelled=is_gone,
        )  # fmt: skip
        if is_gone:
            at = voucher.cancelled_at or voucher.created_at
            yield Entry(
                Happening.CANCELLED, local_day(at), at, f"{title} cancelled",
                voucher.cancelled_reason or "", cancelled.get(voucher.id, ""), noun, voucher.id,
                timed=True,
            )  # fmt: skip


def _goods(session: Session, order_id: int) -> dict[int, str]:
    """What each challan of an order holds, in a few words."""
    lines: defaultdict[int, list[str]] = defaultdict(list)
    for voucher_id, quantity, unit, item_no, lot_no in session.execute(
        select(
            VoucherLine.voucher_id,
            VoucherLine.quantity,
            VoucherLine.unit,
            VoucherLine.item_no,
            VoucherLine.lot_no,
        )
        .join(Voucher, Voucher.id == VoucherLine.voucher_id)
        .where(Voucher.order_id == order_id, Voucher.kind == VoucherKind.CHALLAN.value)
        .order_by(VoucherLine.voucher_id, VoucherLine.position)
    ):
        lot = f" lot {lot_no}" if lot_no is not None else ""
        of = f" of item {item_no}{lot}" if item_no is not None else ""
        lines[voucher_id].append(f"{amount(quantity, unit)}{of}")
    return {
        key: ", ".join(each[:_SEEN_LINES]) + _more(len(each) - _SEEN_LINES)
        for key, each in lines.items()
    }


def _more(count: int) -> str:
    return f" and {plural(count, 'further line')}" if count > 0 else ""


def receipts(session: Session, order_id: int) -> Iterator[Entry]:
    """The SRVs that name the order, with what they say of its items."""
    rows = session.execute(
        select(
            Receipt.id,
            Receipt.number,
            Receipt.receipt_date,
            Receipt.created_at,
            func.sum(positions.line_received),
            func.sum(ReceiptLine.accepted),
            func.sum(ReceiptLine.rejected),
            func.min(ReceiptLine.unit),
            func.max(ReceiptLine.unit),
        )
        .join(ReceiptLine, ReceiptLine.receipt_id == Receipt.id)
        .where(ReceiptLine.order_id == order_id, positions.counts)
        .group_by(Receipt.id)
    ).all()
    who = row_history.makers(session, "receipts", [row[0] for row in rows])
    for key, number, day, at, received, accepted, rejected, unit, other in rows:
        one = unit if unit == other else None
        said = f"{amount(received, one)} received, {amount(accepted, None)} accepted"
        if rejected:
            said += f", {amount(rejected, None)} rejected"
        kind = Happening.REJECTION if rejected else Happening.RECEIPT
        yield Entry(kind, day, at, f"SRV {number}", said, who.get(key, ""), "receipts", key)


def payments(session: Session, order_id: int) -> Iterator[Entry]:
    """Of a payment only what it settled of this order's invoices."""
    parts: defaultdict[int, dict[str, Any]] = defaultdict(dict)
    for payment, kind, rupees, number in session.execute(
        select(Payment, PaymentLine.kind, PaymentLine.amount, Voucher.number)
        .join(PaymentLine, PaymentLine.payment_id == Payment.id)
        .join(Voucher, Voucher.id == PaymentLine.voucher_id)
        .where(Voucher.order_id == order_id, Payment.business_id == here(session))
        .order_by(Payment.id, PaymentLine.position)
    ):
        part = parts[payment.id]
        part.setdefault("payment", payment)
        part.setdefault("invoices", {})[number] = None
        what = "money" if kind == Settlement.MONEY.value else "kept"
        part[what] = part.get(what, ZERO) + rupees
    who = row_history.makers(session, "payments", list(parts))
    for key, part in parts.items():
        payment, numbers = part["payment"], list(part["invoices"])
        said = f"against invoice{'s' * (len(numbers) > 1)} {', '.join(numbers)}"
        way = PAYMENT_METHODS.get(payment.method or 0, "")
        kept = f"₹ {indian(part['kept'])} kept back" if "kept" in part else ""
        yield Entry(
            Happening.PAYMENT, payment.paid_on, payment.created_at,
            "Payment" if "money" in part else "Kept back by the customer",
            ", ".join(each for each in (said, way, payment.reference, kept) if each),
            who.get(key, ""), "payments", key, part.get("money", part.get("kept")),
        )  # fmt: skip
