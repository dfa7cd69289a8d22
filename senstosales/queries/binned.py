"""Drafts of papers that lie in the bin: thrown away, and still in the books."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from senstosales.books.store import here
from senstosales.domain.kinds import Nature, VoucherKind, VoucherState
from senstosales.errors import NotFound
from senstosales.queries import row_history
from senstosales.queries.row_history import RowChange
from senstosales.tables.vouchers import Voucher

_NOUN = "vouchers"
_MOST = 500


@dataclass(frozen=True, slots=True)
class BinnedDraft:
    """A draft somebody threw away; `total` in rupees."""

    id: int
    kind: VoucherKind
    nature: Nature | None
    number: str
    date: dt.date
    party: str | None
    total: Decimal | None
    thrown_at: dt.datetime
    thrown_by: str


def drafts(session: Session) -> Sequence[BinnedDraft]:
    """All drafts in the bin of this business, the last one thrown away first."""
    binned = {
        voucher.id: voucher
        for voucher in session.scalars(
            select(Voucher)
            .where(
                Voucher.business_id == here(session),
                Voucher.state == VoucherState.BINNED.value,
            )
            .order_by(Voucher.id.desc())
            .limit(_MOST)
        )
    }
    thrown = {
        change.row_id: change
        for change in row_history.history(session, _NOUN, list(binned))
        if _bins(change)
    }
    found = [_draft(binned[key], change) for key, change in thrown.items() if _was_draft(change)]
    return sorted(found, key=lambda draft: (draft.thrown_at, draft.id), reverse=True)


def get(session: Session, voucher_id: int) -> Voucher:
    """A draft that lies in the bin of this business; raises `NotFound` for any other paper."""
    voucher = session.get(Voucher, voucher_id)
    if (
        voucher is None
        or voucher.business_id != here(session)
        or voucher.state != VoucherState.BINNED.value
    ):
        raise NotFound("draft in the bin", voucher_id)
    thrown = [each for each in row_history.history(session, _NOUN, [voucher_id]) if _bins(each)]
    if not thrown or not _was_draft(thrown[-1]):
        raise NotFound("draft in the bin", voucher_id)
    return voucher


def _draft(voucher: Voucher, thrown: RowChange) -> BinnedDraft:
    return BinnedDraft(
        id=voucher.id,
        kind=VoucherKind(voucher.kind),
        nature=Nature(voucher.nature) if voucher.nature else None,
        number=voucher.number,
        date=voucher.voucher_date,
        party=voucher.party_name,
        total=voucher.total,
        thrown_at=thrown.at,
        thrown_by=thrown.actor,
    )


def _bins(change: RowChange) -> bool:
    return change.after.get("state") == VoucherState.BINNED.value


def _was_draft(change: RowChange) -> bool:
    return change.before.get("state") == VoucherState.DRAFT.value
