"""Lists of papers that stand by themselves: quotations, and the notes that correct invoices."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import Select, and_, case, func, literal_column, select, type_coerce
from sqlalchemy.orm import Session, aliased

from senstosales.books.store import here, today
from senstosales.domain.kinds import Status, VoucherKind, VoucherState
from senstosales.queries import conditions
from senstosales.queries.columns import Filter, Sort, Totals
from senstosales.tables.base import Money
from senstosales.tables.vouchers import Voucher, VoucherLine


@dataclass(frozen=True, slots=True)
class FreePaperRow:
    """One paper of the list, figures in rupees (of a credit note below zero); `reference` is the invoice
    that a note corrects.
    """

    id: int
    kind: str
    number: str
    date: dt.date
    party: str | None
    party_gstin: str | None
    valid_until: dt.date | None
    reference: str | None
    reason: str | None
    taxable: Decimal | None
    tax: Decimal | None
    total: Decimal | None
    lines: int
    status: Status
    created_at: dt.datetime


_Original = aliased(Voucher, name="original")


def status(day: dt.date) -> Any:
    """The word on a paper in SQL; see `queries.voucher_detail.status_of`."""
    states = {
        VoucherState.DRAFT: Status.DRAFT,
        VoucherState.SENT: Status.SENT,
        VoucherState.ACCEPTED: Status.ACCEPTED,
        VoucherState.REJECTED: Status.DECLINED,
        VoucherState.EXPIRED: Status.EXPIRED,
        VoucherState.CANCELLED: Status.CANCELLED,
    }
    lapsed = and_(Voucher.state == VoucherState.SENT.value, Voucher.valid_until < day)
    return case(
        (lapsed, Status.EXPIRED.value),
        *((Voucher.state == state.value, word.value) for state, word in states.items()),
        else_=Status.ISSUED.value,
    )


def _signed(figure: Any) -> Any:
    """A figure of the paper; a credit note takes away."""
    takes = Voucher.kind == VoucherKind.CREDIT_NOTE.value
    return type_coerce(case((takes, -figure), else_=figure), Money)


def _selected(day: dt.date) -> dict[str, Any]:
    lines = (
        select(func.count(VoucherLine.id))
        .where(VoucherLine.voucher_id == Voucher.id)
        .correlate(Voucher)
        .scalar_subquery()
    )
    return {
        "id": Voucher.id,
        "kind": Voucher.kind,
        "number": Voucher.number,
        "date": Voucher.voucher_date,
        "party": Voucher.party_name,
        "party_gstin": Voucher.buyer["gstin"].as_string(),
        "valid_until": Voucher.valid_until,
        "reference": func.coalesce(_Original.number, Voucher.reference_number),
        "reason": Voucher.reason,
        "taxable": _signed(Voucher.taxable),
        "tax": _signed(Voucher.cgst + Voucher.sgst + Voucher.igst),
        "total": _signed(Voucher.total),
        "lines": lines,
        "status": status(day),
        "created_at": Voucher.created_at,
    }


class FreePapers:
    """The pages and totals of one list, for its `Register`."""

    def __init__(self, *kinds: VoucherKind) -> None:
        self._kinds = [kind.value for kind in kinds]

    def page(
        self, session: Session, wanted: Filter, sort: Sort | None, limit: int, offset: int
    ) -> Sequence[FreePaperRow]:
        """A slice of the list, newest first unless asked otherwise."""
        query = conditions.order(
            self._query(session, wanted),
            sort,
            _selected(today(session)),
            (Voucher.voucher_date.desc(),),
            Voucher.id,
        )
        return [
            FreePaperRow(
                **{
                    **row,
                    "status": Status(row["status"]),
                    "kind": VoucherKind(row["kind"]).label,
                }
            )
            for row in session.execute(query.limit(limit).offset(offset)).mappings()
        ]

    def totals(self, session: Session, wanted: Filter) -> Totals:
        """How many papers a filter finds, and the sums of those in force; credit notes take away."""
        in_force = Voucher.state.not_in([VoucherState.CANCELLED.value, VoucherState.DRAFT.value])
        sums = {
            key: type_coerce(case((in_force, _signed(column)), else_=literal_column("0")), Money)
            for key, column in {"taxable": Voucher.taxable, "total": Voucher.total}.items()
        }
        return conditions.totals(session, self._query(session, wanted), sums)

    def _query(self, session: Session, wanted: Filter) -> Select[Any]:
        query = (
            conditions.labelled(_selected(today(session)))
            .outerjoin(_Original, _Original.id == Voucher.reference_id)
            .where(
                Voucher.business_id == here(session),
                Voucher.kind.in_(self._kinds),
                Voucher.state != VoucherState.BINNED.value,
            )
        )
        return conditions.narrow(
            query,
            wanted,
            words_in=(
                Voucher.number,
                Voucher.party_name,
                func.replace(Voucher.kind, "_", " "),
                _Original.number,
            ),
            status=status(today(session)),
            value=_signed(Voucher.total),
            day=Voucher.voucher_date,
            parent=Voucher.reference_id,
        )
