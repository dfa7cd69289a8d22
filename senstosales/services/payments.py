"""Payments of customers: money received against invoices, and what they kept back."""

import datetime as dt
from collections import defaultdict
from decimal import Decimal
from typing import Annotated

from pydantic import Field
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from senstosales.books.store import Actor, Books, here, today
from senstosales.domain.amounts import ZERO, indian, money
from senstosales.domain.cash import PAYMENT_METHODS, Settlement
from senstosales.domain.kinds import VoucherKind, VoucherState
from senstosales.errors import Conflict, Invalid, NotFound, Problem, Refused
from senstosales.queries import payments, vouchers
from senstosales.services.drafts import Draft, LongText, Money, Text
from senstosales.tables.cash import Payment, PaymentLine
from senstosales.tables.masters import Party


class PaymentLineDraft(Draft):
    """A part of a payment, in rupees; without an invoice it stands on the party's account."""

    kind: Settlement = Settlement.MONEY
    amount: Money
    invoice_id: int | None = None


class PaymentDraft(Draft):
    """A payment as entered; `method` is one of `domain.cash.PAYMENT_METHODS`."""

    party_id: int
    paid_on: dt.date
    lines: Annotated[tuple[PaymentLineDraft, ...], Field(max_length=500)]
    method: int | None = None
    reference: Text = None
    note: LongText = None


def save(
    books: Books,
    actor: Actor,
    draft: PaymentDraft,
    payment_id: int | None = None,
    version: int | None = None,
    *,
    user_id: int | None = None,
) -> int:
    """Enter a payment, or correct the one with `payment_id` as it was read at `version`.

    An invoice to somebody who was no party belongs to the party that pays it from now on, so that
    his account holds both. Raises `Invalid` with the line in `field` when an invoice would be paid
    more than is open or is billed to another party, and `NotFound`, `Conflict`.
    """
    with books.write(actor) as session:
        return keep(session, draft, payment_id, version, user_id=user_id)


def keep(
    session: Session,
    draft: PaymentDraft,
    payment_id: int | None = None,
    version: int | None = None,
    *,
    user_id: int | None = None,
) -> int:
    """`save` inside a transaction that does more."""
    party = session.get(Party, draft.party_id)
    if party is None or party.business_id != here(session) or party.is_deleted:
        raise NotFound("party", draft.party_id)
    if draft.paid_on > today(session) + dt.timedelta(days=31):
        raise Invalid("The day of payment lies more than a month ahead.", field="paid_on")
    if draft.method is not None and draft.method not in PAYMENT_METHODS:
        raise Invalid("Choose how it was paid.", field="method")
    if payment_id is None:
        payment = Payment(business_id=here(session), user_id=user_id)
    else:
        payment = get(session, payment_id)
        if version is not None and payment.version != version:
            raise Conflict(
                "Somebody else has changed this payment meanwhile. Open it again and repeat your "
                "change."
            )
        payment.lines.clear()
        session.flush()
    _check_lines(session, draft)
    payment.party_id, payment.paid_on, payment.method = draft.party_id, draft.paid_on, draft.method
    payment.reference, payment.note = draft.reference, draft.note
    for position, line in enumerate(draft.lines):
        payment.lines.append(
            PaymentLine(
                position=position,
                voucher_id=line.invoice_id,
                kind=line.kind.value,
                amount=line.amount,
            )
        )
    session.add(payment)
    if payment_id is not None:
        flag_modified(payment, "created_at")  # moves the version even if only lines have changed
    session.flush()
    return payment.id


def delete(books: Books, actor: Actor, payment_id: int) -> None:
    """Remove a payment that was entered by mistake; the audit trail keeps it. Raises `NotFound`."""
    with books.write(actor) as session:
        session.delete(get(session, payment_id))


def get(session: Session, payment_id: int) -> Payment:
    """The payment of that id in this business; raises `NotFound`."""
    payment = session.get(Payment, payment_id)
    if payment is None or payment.business_id != here(session):
        raise NotFound("payment", payment_id)
    return payment


def _check_lines(session: Session, draft: PaymentDraft) -> None:
    if not draft.lines:
        raise Invalid("Enter at least one amount.", field="lines")
    problems = []
    asked: defaultdict[int, Decimal] = defaultdict(Decimal)
    for place, line in enumerate(draft.lines):
        field = f"lines.{place}.amount"
        if line.amount <= 0:
            problems.append(Problem(field, "Enter an amount above zero."))
            continue
        if line.invoice_id is None:
            if line.kind is not Settlement.MONEY:
                problems.append(Problem(field, "A deduction belongs to an invoice. Choose it."))
            continue
        invoice = vouchers.get(session, VoucherKind.INVOICE, line.invoice_id)
        if invoice.state != VoucherState.ISSUED.value:
            raise Refused(f"Invoice {invoice.number} is not in force and cannot be paid.")
        if invoice.party_id is None:
            invoice.party_id = draft.party_id
        elif invoice.party_id != draft.party_id:
            said = f"Invoice {invoice.number} is billed to {invoice.party_name or 'another party'}."
            problems.append(Problem(field, f"{said} Enter the payment under that party."))
            continue
        asked[invoice.id] += line.amount
        left = payments.open_amount(session, invoice.id)
        if asked[invoice.id] > left:
            problems.append(
                Problem(
                    field,
                    f"Invoice {invoice.number} has only ₹ {indian(max(left, ZERO))} open.",
                )
            )
    if problems:
        raise Invalid(problems[0].sentence, field=problems[0].field, problems=problems)
    money(sum((line.amount for line in draft.lines), ZERO))
