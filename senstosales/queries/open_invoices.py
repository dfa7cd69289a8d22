"""Invoices that are not settled: the list behind ageing, and how old what is open is."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import Select, type_coerce
from sqlalchemy.orm import Session

from senstosales.books.store import here, today
from senstosales.domain.kinds import Status, VoucherKind, VoucherState
from senstosales.queries import conditions, payments
from senstosales.queries.columns import Column, Filter, Look, Register, Sort, Totals
from senstosales.queries.invoices import invoice_status
from senstosales.tables.base import Money
from senstosales.tables.vouchers import Voucher


@dataclass(frozen=True, slots=True)
class OpenRow:
    """One invoice that is not settled, in rupees; `total` with its notes, `days` since its date."""

    id: int
    number: str
    date: dt.date
    party: str | None
    party_id: int | None
    due_date: dt.date | None
    days: int
    total: Decimal
    settled: Decimal
    open: Decimal
    status: Status


def _columns(session: Session) -> dict[str, Any]:
    return {
        "id": Voucher.id,
        "number": Voucher.number,
        "date": Voucher.voucher_date,
        "party": Voucher.party_name,
        "party_id": Voucher.party_id,
        "due_date": Voucher.due_date,
        "total": type_coerce(Voucher.total + payments.noted, Money),
        "settled": payments.settled,
        "open": payments.left,
        "status": invoice_status(today(session)),
    }


def _query(session: Session, wanted: Filter) -> Select[Any]:
    columns = _columns(session)
    query = conditions.labelled(columns).where(
        Voucher.business_id == here(session),
        Voucher.kind == VoucherKind.INVOICE.value,
        Voucher.state == VoucherState.ISSUED.value,
        payments.left > 0,
    )
    return conditions.narrow(
        query,
        wanted,
        words_in=(Voucher.number, Voucher.party_name),
        status=columns["status"],
        value=columns["open"],
        day=Voucher.voucher_date,
        parent=Voucher.party_id,
    )


def page(
    session: Session, wanted: Filter, sort: Sort | None, limit: int, offset: int
) -> Sequence[OpenRow]:
    """A slice of the list, oldest first unless asked otherwise."""
    columns, day = _columns(session), today(session)
    if sort is not None and sort.key == "days":
        sort = Sort("date", not sort.descending)
    query = _query(session, wanted)
    if sort is None:
        query = query.order_by(Voucher.voucher_date, Voucher.id)
    else:
        query = conditions.order(query, sort, columns, (), Voucher.id)
    return [
        OpenRow(**{**row, "status": Status(row["status"]), "days": (day - row["date"]).days})
        for row in session.execute(query.limit(limit).offset(offset)).mappings()
    ]


def totals(session: Session, wanted: Filter) -> Totals:
    """How many open invoices a filter finds, and what is open of them."""
    columns = _columns(session)
    sums = {key: columns[key] for key in ("total", "settled", "open")}
    return conditions.totals(session, _query(session, wanted), sums)


REGISTER = Register(
    noun="open_invoices",
    title="Open invoices",
    columns=(
        Column("number", "Invoice", Look.NUMBER, 12),
        Column("date", "Date", Look.DATE, 12),
        Column("party", "Buyer", Look.TEXT, 30),
        Column("due_date", "Pay until", Look.DATE, 12),
        Column("days", "Days", Look.COUNT, 6, help="Since the date of the invoice"),
        Column("total", "Total ₹", Look.MONEY, 15, help="With what notes added or credited"),
        Column("settled", "Settled ₹", Look.MONEY, 14, help="Money and deductions"),
        Column("open", "Open ₹", Look.MONEY, 15),
        Column("status", "Status", Look.STATUS, 12),
    ),
    page=page,
    totals=totals,
    statuses=(Status.OVERDUE, Status.PART_PAID, Status.ISSUED),
    watches=frozenset({"vouchers", "payment_lines"}),
)


def overdue(session: Session) -> int:
    """How many invoices should have been paid by now."""
    return totals(session, Filter(statuses=frozenset({Status.OVERDUE}))).count


@dataclass(frozen=True, slots=True)
class Band:
    """One band of ageing: how many invoices are that old and what is open of them, in rupees.

    `since` and `until` are the invoice dates it holds; None where it has no end.
    """

    name: str
    amount: Decimal
    count: int
    since: dt.date | None
    until: dt.date | None


def bands(session: Session, party_id: int | None = None) -> tuple[Band, ...]:
    """What is open by age, youngest first."""
    day = today(session)
    found = payments.ageing(payments.open_invoices(session, party_id))
    return tuple(
        Band(
            name,
            amount,
            count,
            None if last is None else day - dt.timedelta(days=last),
            day - dt.timedelta(days=first),
        )
        for (name, amount, count), (first, last) in zip(found, payments.AGES, strict=True)
    )
