"""Accounts of parties: who owes how much, and the account of one party to be read or sent to him."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import Select, case, func, or_, select, type_coerce
from sqlalchemy.orm import Session

from senstosales.books.store import here, today
from senstosales.domain.amounts import ZERO
from senstosales.domain.kinds import VoucherKind, VoucherState
from senstosales.domain.law import state_name
from senstosales.errors import Invalid, NotFound
from senstosales.queries import conditions, office, open_invoices, payments
from senstosales.queries.columns import Column, Filter, Look, Register, Sort, Totals
from senstosales.queries.open_invoices import Band
from senstosales.queries.papers import Letterhead, PartyOnPaper
from senstosales.queries.payments import AccountLine, OpenInvoice
from senstosales.tables.base import Money
from senstosales.tables.cash import Payment, PaymentLine
from senstosales.tables.masters import Party
from senstosales.tables.vouchers import Voucher


@dataclass(frozen=True, slots=True)
class AccountRow:
    """One party of the list, in rupees: billed with notes, settled, and what he owes by now.

    A balance below zero is ours to pay back or to bill. `oldest` is the date of the oldest invoice.
    """

    id: int
    party: str
    gstin: str | None
    opening: Decimal
    billed: Decimal
    settled: Decimal
    balance: Decimal
    last_paid: dt.date | None


def _sum(query: Any) -> Any:
    return type_coerce(func.coalesce(query.correlate(Party).scalar_subquery(), 0), Money)


_billed = _sum(
    select(
        func.sum(
            case(
                (Voucher.kind == VoucherKind.CREDIT_NOTE.value, -Voucher.total), else_=Voucher.total
            )
        )
    ).where(
        Voucher.party_id == Party.id,
        Voucher.business_id == Party.business_id,
        Voucher.state == VoucherState.ISSUED.value,
        Voucher.kind.in_(
            [VoucherKind.INVOICE.value, VoucherKind.DEBIT_NOTE.value, VoucherKind.CREDIT_NOTE.value]
        ),
    )
)
_settled = _sum(
    select(func.sum(PaymentLine.amount))
    .join(Payment, Payment.id == PaymentLine.payment_id)
    .where(Payment.party_id == Party.id)
)
_balance = type_coerce(Party.opening_balance + _billed - _settled, Money)
_SELECTED = {
    "id": Party.id,
    "party": Party.name,
    "gstin": Party.gstin,
    "opening": Party.opening_balance,
    "billed": _billed,
    "settled": _settled,
    "balance": _balance,
    "last_paid": select(func.max(Payment.paid_on))
    .where(Payment.party_id == Party.id)
    .correlate(Party)
    .scalar_subquery(),
}


def _query(session: Session, wanted: Filter) -> Select[Any]:
    query = conditions.labelled(_SELECTED).where(
        Party.business_id == here(session),
        or_(Party.opening_balance != 0, _billed != 0, _settled != 0),
    )
    return conditions.narrow(query, wanted, words_in=(Party.name, Party.gstin), value=_balance)


def page(
    session: Session, wanted: Filter, sort: Sort | None, limit: int, offset: int
) -> Sequence[AccountRow]:
    """A slice of the list of those with an account, who owes most first unless asked otherwise."""
    query = conditions.order(
        _query(session, wanted), sort, _SELECTED, (_balance.desc(), Party.name), Party.id
    )
    return [
        AccountRow(**row) for row in session.execute(query.limit(limit).offset(offset)).mappings()
    ]


def totals(session: Session, wanted: Filter) -> Totals:
    """How many accounts a filter finds, and what they come to."""
    sums = {"billed": _billed, "settled": _settled, "balance": _balance}
    return conditions.totals(session, _query(session, wanted), sums)


REGISTER = Register(
    noun="accounts",
    title="Accounts",
    columns=(
        Column("party", "Party", Look.TEXT, 30),
        Column("billed", "Billed ₹", Look.MONEY, 13, help="Invoices with their notes"),
        Column("settled", "Settled ₹", Look.MONEY, 13, help="Money and deductions"),
        Column("balance", "Balance ₹", Look.MONEY, 13, help="What the party owes us"),
        Column("last_paid", "Last paid", Look.DATE, 12),
        Column("gstin", "GSTIN", Look.NUMBER, 17, shown=False),
        Column("opening", "Opening ₹", Look.MONEY, 14, shown=False),
    ),
    page=page,
    totals=totals,
    watches=frozenset({"vouchers", "payment_lines", "payments", "parties"}),
)


@dataclass(frozen=True, slots=True)
class Statement:
    """The account of one party from day to day, in rupees, with what is open and how old it is.

    `lines` begin with the balance brought forward. `since` and `until` are the days it covers.
    """

    seller: Letterhead
    party: PartyOnPaper
    party_id: int
    since: dt.date
    until: dt.date
    lines: tuple[AccountLine, ...]
    open_invoices: tuple[OpenInvoice, ...]
    bands: tuple[Band, ...]

    @property
    def opening(self) -> Decimal:
        """What was owed before the first day."""
        return self.lines[0].balance

    @property
    def closing(self) -> Decimal:
        """What is owed after the last day."""
        return self.lines[-1].balance

    @property
    def debit(self) -> Decimal:
        """What was added in these days."""
        return sum((line.debit for line in self.lines), ZERO)

    @property
    def credit(self) -> Decimal:
        """What was settled or credited in these days."""
        return sum((line.credit for line in self.lines), ZERO)


def statement(
    session: Session, party_id: int, since: dt.date | None = None, until: dt.date | None = None
) -> Statement:
    """A party's statement of account, from its first entry to today unless days are given.

    Raises `NotFound`, and `Invalid` for days in the wrong order.
    """
    party = session.get(Party, party_id)
    if party is None or party.business_id != here(session) or party.merged_into_id is not None:
        raise NotFound("party", party_id)
    day = today(session)
    last = until or day
    if since is not None and since > last:
        raise Invalid("The first day lies after the last one.", field="since")
    lines = tuple(payments.account(session, party_id, since, last))
    first = since or min(lines[0].day, last)
    return Statement(
        seller=office.letterhead(session),
        party=_on_paper(party),
        party_id=party_id,
        since=first,
        until=last,
        lines=lines,
        # What is open is known for now, and only then does it explain the closing balance.
        open_invoices=tuple(payments.open_invoices(session, party_id)) if last >= day else (),
        bands=open_invoices.bands(session, party_id) if last >= day else (),
    )


def find(session: Session, words: str) -> int:
    """The id of the party that a person means by an id, a name or a part of it, or a GSTIN.

    Raises `NotFound`, and `Invalid` where several fit.
    """
    everybody = select(Party.id, Party.name).where(
        Party.business_id == here(session), Party.is_deleted.is_(False)
    )
    wanted = words.strip()
    exact = session.execute(
        everybody.where(
            or_(
                func.lower(Party.name) == wanted.lower(),
                Party.gstin == wanted.upper(),
                Party.id == (int(wanted) if wanted.isdecimal() and len(wanted) < 10 else 0),
            )
        )
    ).all()
    found = (
        exact
        or session.execute(
            everybody.where(conditions.contains(Party.name, wanted)).order_by(Party.name)
        ).all()
    )
    if not found:
        raise NotFound("party", wanted)
    if len(found) > 1:
        names = "; ".join(f"{name} (id {key})" for key, name in found[:5])
        raise Invalid(
            f"“{wanted}” fits several parties: {names}. Name one by its id.", field="party"
        )
    return int(found[0][0])


def _on_paper(party: Party) -> PartyOnPaper:
    return PartyOnPaper(
        name=party.name,
        designation=party.designation,
        address=party.address,
        gstin=party.gstin,
        state_code=party.state_code,
        state_name=state_name(party.state_code),
        phone=party.phone,
    )
