"""What a form of payment begins with: who may have paid, his open invoices, what he may keep back."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from senstosales.books.store import here, today
from senstosales.domain import settling
from senstosales.domain.amounts import ZERO
from senstosales.domain.cash import Settlement
from senstosales.domain.kinds import VoucherKind, VoucherState
from senstosales.domain.settling import Deduction
from senstosales.queries import payments
from senstosales.queries.payments import PaymentDetail
from senstosales.tables.cash import Payment, PaymentLine
from senstosales.tables.masters import Party
from senstosales.tables.orders import Order
from senstosales.tables.vouchers import Voucher


@dataclass(frozen=True, slots=True)
class InvoiceToSettle:
    """An invoice of the form, in rupees; `open` is what the payment being written may settle of it.

    `offers` are deductions that the law may have made the buyer keep back and that no other payment
    has. `days` run from its date.
    """

    id: int
    number: str
    date: dt.date
    due_date: dt.date | None
    days: int
    total: Decimal
    open: Decimal
    taxable: Decimal
    offers: tuple[Deduction, ...]


@dataclass(frozen=True, slots=True)
class Settling:
    """The invoices of a party that a payment can settle, oldest first; `kept_back` is what he has
    deducted before.
    """

    party_id: int
    invoices: tuple[InvoiceToSettle, ...]
    kept_back: frozenset[Settlement] = field(default_factory=frozenset)


@dataclass(frozen=True, slots=True)
class Beginning:
    """What the form opens with; `payment` is the one being changed, `marked` the invoice meant."""

    parties: tuple[tuple[int, str], ...]
    payment: PaymentDetail | None
    settling: Settling | None
    marked: int | None = None


_READ = (
    "id", "number", "voucher_date", "fiscal_year", "due_date", "total", "taxable", "cgst", "sgst", "igst",
    "reverse_charge", "place_of_supply",
)  # fmt: skip


def beginning(
    session: Session,
    *,
    payment_id: int | None = None,
    party_id: int | None = None,
    invoice_id: int | None = None,
) -> Beginning:
    """Everything the form begins with, seen at one moment; raises `NotFound`."""
    payment = payments.detail(session, payment_id) if payment_id is not None else None
    if payment is not None:
        party_id = payment.party_id
    if party_id is None and invoice_id is not None:
        party_id = session.scalar(select(Voucher.party_id).where(Voucher.id == invoice_id))
    found = None
    if party_id is not None:
        found = of_party(session, party_id, payment_id=payment_id, also=invoice_id)
    return Beginning(payers(session, also=party_id), payment, found, invoice_id)


def payers(session: Session, also: int | None = None) -> tuple[tuple[int, str], ...]:
    """Everybody who may pay, by name, with words that tell namesakes apart.

    A party that was taken off the list is among them only when named by `also`.
    """
    found = session.execute(
        select(Party.id, Party.name, Party.department_no, Party.gstin)
        .where(
            Party.business_id == here(session),
            or_(Party.is_deleted.is_(False), Party.id == (also or 0)),
        )
        .order_by(Party.name, Party.id)
    ).all()
    names = [row.name for row in found]
    choices: dict[str, int] = {}
    for row in found:
        words = row.name
        if names.count(row.name) > 1:
            more = (row.department_no and f"department {row.department_no}", row.gstin)
            words = " · ".join(part for part in (row.name, *more) if part)
        choices[words if words not in choices else f"{words} · no. {row.id}"] = row.id
    return tuple((key, words) for words, key in choices.items())


def of_party(
    session: Session, party_id: int, *, payment_id: int | None = None, also: int | None = None
) -> Settling:
    """What is open of a party's invoices, as if the payment of that id had not been made.

    `also` is an invoice to somebody who is no party: it will belong to this one once it is paid.
    """
    own = _settled_by(session, payment_id)
    query = (
        select(
            *(getattr(Voucher, name) for name in _READ),
            Voucher.seller["state_code"].as_string().label("seller_state"),
            Voucher.buyer["state_code"].as_string().label("buyer_state"),
            payments.left.label("left"),
            payments.noted.label("noted"),
            Order.order_value.label("contract"),
        )
        .outerjoin(Order, Order.id == Voucher.order_id)
        .where(
            Voucher.business_id == here(session),
            Voucher.kind == VoucherKind.INVOICE.value,
            Voucher.state == VoucherState.ISSUED.value,
            or_(
                (Voucher.party_id == party_id) & (payments.left > 0),
                Voucher.id.in_(sorted(own)),
                (Voucher.id == (also or 0)) & Voucher.party_id.is_(None) & (payments.left > 0),
            ),
        )
        .order_by(Voucher.voucher_date, Voucher.id)
    )
    found = session.execute(query).all()
    ids = [invoice.id for invoice in found]
    kept = _kept_back(session, party_id, payment_id, ids)
    before = _bought_before(session, party_id, {invoice.fiscal_year for invoice in found})
    day = today(session)
    invoices = tuple(
        InvoiceToSettle(
            id=invoice.id,
            number=invoice.number,
            date=invoice.voucher_date,
            due_date=invoice.due_date,
            days=(day - invoice.voucher_date).days,
            total=(invoice.total or ZERO) + invoice.noted,
            open=invoice.left + own.get(invoice.id, ZERO),
            taxable=invoice.taxable or ZERO,
            offers=_offers(
                invoice,
                invoice.left + own.get(invoice.id, ZERO),
                before.get(invoice.id, ZERO),
                kept[invoice.id],
            ),
        )
        for invoice in found
    )
    return Settling(party_id, invoices, frozenset().union(*kept.values()) if kept else frozenset())


def _settled_by(session: Session, payment_id: int | None) -> dict[int, Decimal]:
    """What the payment itself settles of each invoice."""
    sums: defaultdict[int, Decimal] = defaultdict(Decimal)
    for voucher_id, amount in session.execute(
        select(PaymentLine.voucher_id, PaymentLine.amount).where(
            PaymentLine.payment_id == (payment_id or 0), PaymentLine.voucher_id.is_not(None)
        )
    ):
        sums[voucher_id or 0] += amount
    return sums


def _kept_back(
    session: Session, party_id: int, payment_id: int | None, invoices: Iterable[int]
) -> defaultdict[int, set[Settlement]]:
    """Kinds of deduction that other payments of the party have made, by invoice."""
    kinds: defaultdict[int, set[Settlement]] = defaultdict(set)
    for voucher_id, kind in session.execute(
        select(PaymentLine.voucher_id, PaymentLine.kind)
        .join(Payment, Payment.id == PaymentLine.payment_id)
        .where(
            Payment.business_id == here(session),
            or_(Payment.party_id == party_id, PaymentLine.voucher_id.in_(list(invoices))),
            Payment.id != (payment_id or 0),
            PaymentLine.kind != Settlement.MONEY.value,
        )
        .distinct()
    ):
        kinds[voucher_id or 0].add(Settlement(kind))
    return kinds


def _bought_before(session: Session, party_id: int, years: Iterable[int]) -> Mapping[int, Decimal]:
    """Taxable value of the party's earlier invoices in the same financial year, by invoice."""
    sums: defaultdict[int, Decimal] = defaultdict(Decimal)
    before: dict[int, Decimal] = {}
    for key, year, taxable in session.execute(
        select(Voucher.id, Voucher.fiscal_year, Voucher.taxable)
        .where(
            Voucher.business_id == here(session),
            Voucher.party_id == party_id,
            Voucher.kind == VoucherKind.INVOICE.value,
            Voucher.state == VoucherState.ISSUED.value,
            Voucher.fiscal_year.in_(sorted(years)),
        )
        .order_by(Voucher.voucher_date, Voucher.id)
    ):
        before[key] = sums[year]
        sums[year] += taxable or ZERO
    return before


def _offers(
    invoice: Any,
    left: Decimal,
    before: Decimal,
    kept: set[Settlement],
) -> tuple[Deduction, ...]:
    taxable, day = invoice.taxable or ZERO, invoice.voucher_date
    seller, buyer, place = invoice.seller_state, invoice.buyer_state, invoice.place_of_supply
    contract = invoice.contract or ZERO
    taxed = not invoice.reverse_charge and any((invoice.cgst, invoice.sgst, invoice.igst))
    offers = (
        settling.gst_tds(
            taxable, contract, day, other_state=bool(buyer) and seller == place and place != buyer
        )
        if taxed
        else None,
        settling.income_tax_tds(taxable, before, day),
    )
    return tuple(
        offer
        for offer in offers
        if offer is not None and offer.kind not in kept and offer.amount <= left
    )
