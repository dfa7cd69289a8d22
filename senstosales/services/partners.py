"""Customers and suppliers as programs that keep bills enter, change and delete them."""

from typing import Annotated, NoReturn

from pydantic import AfterValidator
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from senstosales.books.store import Actor, Books, here, now
from senstosales.domain.amounts import ZERO, indian
from senstosales.domain.billing import Side
from senstosales.domain.cash import PAYMENT_METHODS
from senstosales.domain.kinds import VoucherKind, VoucherState
from senstosales.errors import Conflict, Invalid, NotFound
from senstosales.queries import merged_parties, payments
from senstosales.services.drafts import Draft, LongText, Money, Name, Text, by_rule
from senstosales.tables.cash import Payment, PaymentLine
from senstosales.tables.masters import Party
from senstosales.tables.orders import Order
from senstosales.tables.vouchers import Voucher


def _method(value: int) -> int:
    if value not in PAYMENT_METHODS:
        raise Invalid("Choose how he usually pays.")
    return value


class PartnerDraft(Draft):
    """A customer or supplier as sent, amounts in rupees; of one that is changed only what was given
    counts.
    """

    name: Name = ""
    email: Text = None
    phone: Text = None
    code: Text = None
    address: LongText = None
    opening_balance: Money = ZERO
    credit_limit: Money = ZERO
    payment_method: Annotated[int | None, AfterValidator(by_rule(_method))] = None
    loyalty_points: int = 0
    referred_by: Text = None
    notes: LongText = None
    is_active: bool = True


class Known(Conflict):
    """The business has this partner already: `party_id`, found `by` his email, phone, code or name."""

    def __init__(self, party_id: int, by: str) -> None:
        super().__init__(f"There is a party with this {by} already.", field=by)
        self.party_id, self.by = party_id, by


class NoSide(Conflict):
    """The party neither buys nor sells: there is nothing of a partner to change."""


_TOLD_APART = {Side.CUSTOMER: ("email", "phone", "code"), Side.SUPPLIER: ("code", "name")}
"""By what partners are told apart when a new one is entered, looked at in this order."""


def enter(books: Books, actor: Actor, side: Side, draft: PartnerDraft) -> int:
    """Add a customer or supplier. Raises `Known`, and `Invalid` without a name."""
    if not draft.name:
        raise Invalid("Give the party a name.", field="name")
    with books.write(actor) as session:
        for by in _TOLD_APART[side]:
            _refuse_known(session, side, by, getattr(draft, by))
        party = Party(
            business_id=here(session),
            is_customer=side is Side.CUSTOMER,
            is_supplier=side is Side.SUPPLIER,
            updated_at=now(session),
            **draft.model_dump(),
        )
        session.add(party)
        session.flush()
        return party.id


def amend(books: Books, actor: Actor, party_id: int, draft: PartnerDraft) -> None:
    """Change what the draft gives of a partner, whoever changes other things of him meanwhile.

    Raises `NotFound`, `NoSide`, and `Known` for a code that another partner of his side has.
    """
    with books.write(actor) as session:
        party = _get(session, party_id)
        if not party.is_customer and not party.is_supplier:
            raise NoSide("No related customer or supplier found")
        given = draft.model_dump(include=draft.model_fields_set)
        if given.get("code") != party.code:
            side = Side.CUSTOMER if party.is_customer else Side.SUPPLIER
            _refuse_known(session, side, "code", given.get("code"))
        for name, value in given.items():
            if getattr(party, name) != value and (value or name != "name"):
                setattr(party, name, value)
        party.updated_at = now(session)


def delete(books: Books, actor: Actor, party_id: int) -> None:
    """Take a party off all lists; papers that name it keep its words.

    Raises `NotFound`, and `Conflict` with the reason where the books lean on it.
    """
    with books.write(actor) as session:
        party = _get(session, party_id)
        _refuse_needed(session, party)
        party.is_deleted = True
        party.updated_at = now(session)


def _get(session: Session, party_id: int) -> Party:
    party = session.get(Party, party_id)
    if party is None or party.business_id != here(session) or party.is_deleted:
        raise NotFound("party", party_id)
    return party


def _refuse_known(session: Session, side: Side, by: str, value: str | None) -> None:
    if not value:
        return
    column = getattr(Party, by)
    same = func.lower(column) == value.lower() if by == "email" else column == value
    known = session.scalar(
        select(Party.id)
        .where(
            Party.business_id == here(session),
            Party.is_deleted.is_(False),
            Party.is_supplier if side is Side.SUPPLIER else Party.is_customer,
            same,
        )
        .order_by(Party.id)
        .limit(1)
    )
    if known is None and by != "name":  # two firms of one name are known to be two by now
        known = _merged(session, side, by, value)
    if known is not None:
        raise Known(known, by)


def _merged(session: Session, side: Side, by: str, value: str) -> int | None:
    """Who stands for a party that had this code, e-mail or phone before it was merged."""
    column = getattr(merged_parties.GONE, by)
    same = func.lower(column) == value.lower() if by == "email" else column == value
    party = merged_parties.survivor(session, same)
    if party is None:
        return None
    return party.id if (party.is_supplier if side is Side.SUPPLIER else party.is_customer) else None


def _refuse_needed(session: Session, party: Party) -> None:
    def refuse(why: str) -> NoReturn:
        raise Conflict(f"{party.name} cannot be deleted: {why}")

    if party.is_default:
        refuse("it is the default buyer. Choose another one in Parties first.")
    order = session.scalar(select(Order.number).where(Order.customer_id == party.id).limit(1))
    if order is not None:
        refuse(f"order {order} is from this party.")
    open_ = session.execute(
        select(Voucher.number, payments.left)
        .where(
            Voucher.business_id == here(session),
            Voucher.kind == VoucherKind.INVOICE.value,
            Voucher.state == VoucherState.ISSUED.value,
            Voucher.party_id == party.id,
            payments.left > 0,
        )
        .limit(1)
    ).first()
    if open_ is not None:
        refuse(f"₹ {indian(open_[1])} of invoice {open_[0]} are open.")
    on_account = session.scalar(
        select(PaymentLine.id)
        .join(Payment, Payment.id == PaymentLine.payment_id)
        .where(Payment.party_id == party.id, PaymentLine.voucher_id.is_(None))
        .limit(1)
    )
    if on_account is not None:
        refuse("it has paid on account.")
