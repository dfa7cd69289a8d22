"""Payments, what is open of each invoice, how old it is, and the account of a party."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import Select, and_, case, func, select, type_coerce
from sqlalchemy.orm import Session, aliased

from senstosales.books.store import here, today
from senstosales.domain.amounts import ZERO
from senstosales.domain.cash import PAYMENT_METHODS, Settlement
from senstosales.domain.kinds import Status, VoucherKind, VoucherState
from senstosales.errors import NotFound
from senstosales.queries import conditions
from senstosales.queries.columns import Column, Filter, Look, Register, Sort, Totals
from senstosales.tables.base import Money
from senstosales.tables.cash import Payment, PaymentLine
from senstosales.tables.masters import Party
from senstosales.tables.vouchers import Voucher


@dataclass(frozen=True, slots=True)
class PaymentRow:
    """One payment of the list, in rupees: what was received, what was kept back, both together.

    `on_account` is what of the money settles no invoice.
    """

    id: int
    date: dt.date
    party: str
    party_id: int
    method: str
    reference: str | None
    invoices: str
    received: Decimal
    deducted: Decimal
    settled: Decimal
    on_account: Decimal


@dataclass(frozen=True, slots=True)
class SettlementLine:
    """A part of a payment, in rupees."""

    kind: Settlement
    amount: Decimal
    invoice_id: int | None
    invoice_number: str | None


@dataclass(frozen=True, slots=True)
class PaymentDetail:
    """One payment, whole."""

    id: int
    version: int
    date: dt.date
    party: str
    party_id: int
    method: int | None
    reference: str | None
    note: str | None
    lines: tuple[SettlementLine, ...]
    created_at: dt.datetime | None = None

    @property
    def received(self) -> Decimal:
        """The money that came, in rupees."""
        return self._sum(line for line in self.lines if line.kind is Settlement.MONEY)

    @property
    def deducted(self) -> Decimal:
        """What was kept back, in rupees."""
        return self._sum(line for line in self.lines if line.kind is not Settlement.MONEY)

    @property
    def on_account(self) -> Decimal:
        """What of the money settles no invoice, in rupees."""
        return self._sum(line for line in self.lines if line.invoice_id is None)

    @staticmethod
    def _sum(lines: Iterable[SettlementLine]) -> Decimal:
        return sum((line.amount for line in lines), ZERO)


@dataclass(frozen=True, slots=True)
class OpenInvoice:
    """An invoice that is not settled, in rupees; `days` from its date to the day asked for."""

    id: int
    number: str
    date: dt.date
    party: str | None
    party_id: int | None
    total: Decimal
    settled: Decimal
    open: Decimal
    due_date: dt.date | None
    days: int


def _lines_sum(condition: Any) -> Any:
    return type_coerce(
        func.coalesce(
            select(func.sum(PaymentLine.amount))
            .where(PaymentLine.payment_id == Payment.id, condition)
            .correlate(Payment)
            .scalar_subquery(),
            0,
        ),
        Money,
    )


_is_money = PaymentLine.kind == Settlement.MONEY.value
_received, _deducted = _lines_sum(_is_money), _lines_sum(~_is_money)
_settled_by_payment = _lines_sum(PaymentLine.id.is_not(None))
_on_account = _lines_sum(PaymentLine.voucher_id.is_(None))
_invoices = (
    select(func.group_concat(Voucher.number.distinct()))
    .join(PaymentLine, PaymentLine.voucher_id == Voucher.id)
    .where(PaymentLine.payment_id == Payment.id)
    .correlate(Payment)
    .scalar_subquery()
)
_SELECTED = {
    "id": Payment.id,
    "date": Payment.paid_on,
    "party": Party.name,
    "party_id": Payment.party_id,
    "method": Payment.method,
    "reference": Payment.reference,
    "invoices": _invoices,
    "received": _received,
    "deducted": _deducted,
    "settled": _settled_by_payment,
    "on_account": _on_account,
}


def _query(session: Session, wanted: Filter) -> Select[Any]:
    query = (
        conditions.labelled(_SELECTED)
        .join(Party, Party.id == Payment.party_id)
        .where(Payment.business_id == here(session))
    )
    return conditions.narrow(
        query,
        wanted,
        words_in=(Party.name, Payment.reference, _invoices),
        value=_received,
        day=Payment.paid_on,
        parent=Payment.party_id,
    )


def page(
    session: Session, wanted: Filter, sort: Sort | None, limit: int, offset: int
) -> Sequence[PaymentRow]:
    """A slice of the list, newest first unless asked otherwise."""
    query = conditions.order(
        _query(session, wanted), sort, _SELECTED, (Payment.paid_on.desc(),), Payment.id
    )
    rows = []
    for found in session.execute(query.limit(limit).offset(offset)).mappings():
        facts = dict(found)
        facts["method"] = PAYMENT_METHODS.get(facts["method"], "")
        facts["invoices"] = (facts["invoices"] or "On account").replace(",", ", ")
        rows.append(PaymentRow(**facts))
    return rows


def totals(session: Session, wanted: Filter) -> Totals:
    """How many payments a filter finds, and what they come to."""
    sums = {"received": _received, "deducted": _deducted, "settled": _settled_by_payment}
    return conditions.totals(session, _query(session, wanted), sums)


REGISTER = Register(
    noun="payments",
    title="Payments",
    columns=(
        Column("date", "Date", Look.DATE, 12),
        Column("party", "From", Look.TEXT, 28),
        Column("invoices", "Invoices", Look.NUMBER, 18, sortable=False, own=True),
        Column("received", "Received ₹", Look.MONEY, 14),
        Column("deducted", "Kept back ₹", Look.MONEY, 13),
        Column("settled", "Together ₹", Look.MONEY, 14),
        Column(
            "on_account", "On account ₹", Look.MONEY, 13, help="Money that settles no invoice yet"
        ),
        Column("method", "Way", Look.TEXT, 13, own=True),
        Column("reference", "Reference", Look.TEXT, 16),
    ),
    page=page,
    totals=totals,
    watches=frozenset({"payments", "payment_lines", "parties"}),
    by_year=True,
)


def detail(session: Session, payment_id: int) -> PaymentDetail:
    """One payment, whole; raises `NotFound`."""
    payment = session.get(Payment, payment_id)
    if payment is None or payment.business_id != here(session):
        raise NotFound("payment", payment_id)
    party = session.get(Party, payment.party_id)
    paid = [line.voucher_id for line in payment.lines if line.voucher_id]
    numbers = {
        voucher.id: voucher.number
        for voucher in session.scalars(select(Voucher).where(Voucher.id.in_(paid)))
    }
    return PaymentDetail(
        id=payment.id,
        version=payment.version,
        date=payment.paid_on,
        party=party.name if party else "",
        party_id=payment.party_id,
        method=payment.method,
        reference=payment.reference,
        note=payment.note,
        lines=tuple(
            SettlementLine(
                Settlement(line.kind),
                line.amount,
                line.voucher_id,
                numbers.get(line.voucher_id or 0),
            )
            for line in payment.lines
        ),
        created_at=payment.created_at,
    )


_Note = aliased(Voucher, name="note")
settled = type_coerce(
    func.coalesce(
        select(func.sum(PaymentLine.amount))
        .where(PaymentLine.voucher_id == Voucher.id)
        .correlate(Voucher)
        .scalar_subquery(),
        0,
    ),
    Money,
)
"""What payments and deductions have settled of an invoice, in SQL."""
noted = type_coerce(
    func.coalesce(
        select(
            func.sum(
                case((_Note.kind == VoucherKind.CREDIT_NOTE.value, -_Note.total), else_=_Note.total)
            )
        )
        .where(
            _Note.reference_id == Voucher.id,
            _Note.state == VoucherState.ISSUED.value,
            _Note.kind.in_([kind.value for kind in VoucherKind if kind.is_note]),
        )
        .correlate(Voucher)
        .scalar_subquery(),
        0,
    ),
    Money,
)
"""What notes have added to an invoice, less what they have credited, in SQL."""
left = type_coerce(Voucher.total + noted - settled, Money)
"""What is open of an invoice, in SQL."""


def payment_status(total: Decimal, open_amount: Decimal) -> Status | None:
    """Paid, part paid, or None while nothing was paid."""
    if open_amount <= 0:
        return Status.PAID
    return Status.PART_PAID if open_amount < total else None


def open_amount(session: Session, invoice_id: int) -> Decimal:
    """What is open of an invoice, in rupees; below zero when it is overpaid."""
    found = session.scalar(select(left).where(Voucher.id == invoice_id))
    return ZERO if found is None else found


def open_invoices(
    session: Session, party_id: int | None = None, day: dt.date | None = None
) -> list[OpenInvoice]:
    """Invoices in force that are not settled, the oldest first: what ageing is made of."""
    on = day or today(session)
    query = (
        select(
            Voucher.id,
            Voucher.number,
            Voucher.voucher_date,
            Voucher.party_name,
            Voucher.party_id,
            type_coerce(Voucher.total + noted, Money),
            settled,
            left,
            Voucher.due_date,
        )
        .where(
            Voucher.business_id == here(session),
            Voucher.kind == VoucherKind.INVOICE.value,
            Voucher.state == VoucherState.ISSUED.value,
            Voucher.voucher_date <= on,
            left > 0,
        )
        .order_by(Voucher.voucher_date, Voucher.id)
    )
    if party_id is not None:
        query = query.where(Voucher.party_id == party_id)
    return [OpenInvoice(*row, days=(on - row[2]).days) for row in session.execute(query)]


AGES = ((0, 30), (31, 45), (46, 60), (61, 90), (91, None))
"""Bands of ageing in days; 45 is the limit of MSMED Act s. 15."""


def ageing(invoices: Sequence[OpenInvoice]) -> list[tuple[str, Decimal, int]]:
    """Open amounts by age: the band's name, rupees, how many invoices."""
    bands = []
    for first, last in AGES:
        inside = [
            each for each in invoices if each.days >= first and (last is None or each.days <= last)
        ]
        name = f"{first}–{last} days" if last is not None else f"Over {first - 1} days"
        bands.append((name, sum((each.open for each in inside), ZERO), len(inside)))
    return bands


@dataclass(frozen=True, slots=True)
class AccountLine:
    """One entry of a party's account, in rupees: what he owes more, what he owes less, the balance."""

    day: dt.date
    what: str
    number: str
    debit: Decimal
    credit: Decimal
    balance: Decimal
    noun: str
    id: int


def account(
    session: Session, party_id: int, since: dt.date | None = None, until: dt.date | None = None
) -> list[AccountLine]:
    """A party's account: opening balance, invoices, notes and payments by day, with the balance.

    What lies before `since` is brought forward in the first line. Raises `NotFound`.
    """
    party = session.get(Party, party_id)
    if party is None or party.business_id != here(session) or party.merged_into_id is not None:
        raise NotFound("party", party_id)
    entries: list[tuple[dt.date, int, str, str, Decimal, Decimal, str, int]] = []
    in_force = and_(
        Voucher.business_id == here(session),
        Voucher.party_id == party_id,
        Voucher.state == VoucherState.ISSUED.value,
    )
    nouns = {
        VoucherKind.INVOICE: "invoices",
        VoucherKind.DEBIT_NOTE: "tax_notes",
        VoucherKind.CREDIT_NOTE: "tax_notes",
    }
    for voucher_id, kind, number, day, total in session.execute(
        select(Voucher.id, Voucher.kind, Voucher.number, Voucher.voucher_date, Voucher.total).where(
            in_force, Voucher.kind.in_([kind.value for kind in nouns])
        )
    ):
        kept = VoucherKind(kind)
        owes = (ZERO, total) if kept is VoucherKind.CREDIT_NOTE else (total, ZERO)
        entries.append((day, 0, kept.label, number, *owes, nouns[kept], voucher_id))
    for payment_id, day, reference, kind, amount in session.execute(
        select(
            Payment.id, Payment.paid_on, Payment.reference, PaymentLine.kind,
            func.sum(PaymentLine.amount),
        )
        .join(PaymentLine, PaymentLine.payment_id == Payment.id)
        .where(Payment.business_id == here(session), Payment.party_id == party_id)
        .group_by(Payment.id, PaymentLine.kind)
    ):  # fmt: skip
        label = Settlement(kind).label
        entries.append((day, 1, label, reference or "", ZERO, amount, "payments", payment_id))
    # Of one payment the money comes first, then each deduction.
    parts = [kind.label for kind in Settlement]
    entries.sort(
        key=lambda entry: (entry[0], entry[1], entry[7], parts.index(entry[2]) if entry[1] else 0)
    )
    balance = party.opening_balance
    lines: list[AccountLine] = []
    for day, _, what, number, debit, credit, noun, key in entries:
        if until is not None and day > until:
            break
        if since is not None and day < since:
            balance += debit - credit
            continue
        if not lines:
            lines.append(_brought(balance, since or day))
        balance += debit - credit
        lines.append(AccountLine(day, what, number, debit, credit, balance, noun, key))
    return lines or [_brought(balance, since or today(session))]


def _brought(balance: Decimal, day: dt.date) -> AccountLine:
    return AccountLine(day, "Brought forward", "", ZERO, ZERO, balance, "", 0)
