"""Vouchers as other programs ask for them: one by its name, or a page of a list that stands still.

A list goes from the newest to the oldest and goes on after the last paper of the page before, so that
papers made meanwhile move nothing. Each paper comes as it was stated, or whole where it was made here.
"""

import dataclasses
import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, cast

from sqlalchemy import ColumnElement, Select, and_, bindparam, case, or_, select
from sqlalchemy.orm import Session, aliased, selectinload

from senstosales.books.store import here, today
from senstosales.domain.billing import STATED
from senstosales.domain.kinds import VoucherKind, VoucherState
from senstosales.errors import NotFound
from senstosales.queries import conditions, linked, priced_challans, voucher_detail
from senstosales.queries.papers import VoucherDetail
from senstosales.tables.masters import Party
from senstosales.tables.orders import Order
from senstosales.tables.people import User
from senstosales.tables.vouchers import Voucher

_Original = aliased(Voucher, name="original")
_DAY = dt.timedelta(days=1)
_LONGEST_SEARCH = 4000
_FEWEST = 200
"""Papers read at once where `fits` may refuse most of them."""


@dataclass(frozen=True, slots=True)
class StatedVoucher:
    """A voucher for another program. `stated` is what such a program said; else `detail` has it all.

    `is_lapsed` is a quotation of our own that was sent and that nobody answered in time. `is_delivered`
    holds too where an SRV names the challan. `is_bound` means that goods and figures come from an
    order. `reference_uid` names the invoice that a note corrects.
    """

    id: int
    uid: str
    kind: VoucherKind
    number: str
    date: dt.date
    state: VoucherState
    is_lapsed: bool
    is_delivered: bool
    is_bound: bool
    stated: dict[str, Any] | None
    created_at: dt.datetime
    updated_at: dt.datetime
    user_uid: str | None
    reference_uid: str | None
    detail: VoucherDetail | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list is asked for; all of it must hold.

    `since` and `until` narrow by the day in the books, give or take a day: texts with a time zone are
    told apart by `fits`, which sees every paper that is left before it counts. Papers that were
    stated without their `dated_by` are left out.
    """

    states: frozenset[VoucherState] | None = None
    is_delivered: bool | None = None
    search: str = ""
    reference_uid: str = ""
    since: dt.date | None = None
    until: dt.date | None = None
    dated_by: str = ""
    fits: Callable[[StatedVoucher], bool] | None = None


def by_uid(session: Session, kind: VoucherKind, uid: str) -> StatedVoucher:
    """One voucher by the name other programs know it by; raises `NotFound`."""
    return _one(session, kind, Voucher.uid == uid, uid)


def by_id(session: Session, kind: VoucherKind, voucher_id: int) -> StatedVoucher:
    """One voucher by its id in the books; raises `NotFound`."""
    return _one(session, kind, Voucher.id == voucher_id, voucher_id)


def to_change(session: Session, kind: VoucherKind, uid: str) -> StatedVoucher:
    """One voucher with both what was stated of it and its `detail`; raises `NotFound`."""
    row = session.execute(_query(kind).where(Voucher.uid == uid), _asked(session)).first()
    if row is None:
        raise NotFound(kind.label.lower(), uid)
    return dataclasses.replace(_read(*row), detail=_detail(session, row[0], brief=True))


def on_paper(session: Session, kind: VoucherKind, uid: str) -> VoucherDetail:
    """One voucher with all its figures, as it is printed; raises `NotFound`."""
    found = session.execute(_query(kind).where(Voucher.uid == uid), _asked(session)).first()
    if found is None:
        raise NotFound(kind.label.lower(), uid)
    return _detail(session, found[0], brief=False)


def position(session: Session, kind: VoucherKind, uid: str) -> int | None:
    """Where the list goes on after a voucher, even one that is in the bin by now; None if unknown."""
    return session.scalar(
        select(Voucher.id).where(
            Voucher.business_id == here(session), Voucher.kind == kind.value, Voucher.uid == uid
        )
    )


def page(
    session: Session, kind: VoucherKind, wanted: Wanted, limit: int, after: int | None = None
) -> tuple[Sequence[StatedVoucher], bool]:
    """A page of the list after a `position`, and whether more follow."""
    if len(wanted.search) > _LONGEST_SEARCH or "\0" in wanted.search:  # no text has that
        return (), False
    batch = limit + 1 if wanted.fits is None else max(limit + 1, _FEWEST)
    query = _narrowed(session, kind, wanted).order_by(Voucher.id.desc()).limit(batch)
    found: list[tuple[Voucher, StatedVoucher]] = []
    while len(found) <= limit:
        rest = query if after is None else query.where(Voucher.id < after)
        rows = session.execute(rest, _asked(session)).all()
        for row in rows:
            read = _read(*row)
            if wanted.fits is None or wanted.fits(read):
                found.append((row[0], read))
        if len(rows) < batch:
            break
        after = rows[-1][0].id
    more = len(found) > limit
    return _wholes(session, found[:limit]), more


def _one(
    session: Session, kind: VoucherKind, which: ColumnElement[bool], key: object
) -> StatedVoucher:
    row = session.execute(_query(kind).where(which), _asked(session)).first()
    if row is None:
        raise NotFound(kind.label.lower(), key)
    return _whole(session, row[0], _read(*row))


_lapsed = and_(
    Voucher.kind == VoucherKind.QUOTATION.value,
    Voucher.state == VoucherState.SENT.value,
    Voucher.stated.is_(None),
    Voucher.valid_until < bindparam("today"),
)
_state = case((_lapsed, VoucherState.EXPIRED.value), else_=Voucher.state)

_silent = or_(Voucher.stated.is_(None), Voucher.stated[STATED].as_string().is_not(None))
"""Nobody has stated the paper in the words of the vouchers contract: a bill is stated otherwise."""
_delivered = or_(
    Voucher.is_delivered,
    and_(Voucher.order_id.is_not(None), Voucher.id.in_(linked.received_challans())),
)


@cache
def _query(kind: VoucherKind) -> Select[Any]:
    """Vouchers as `_read` takes them, where `_asked` says whose and when. Made once: putting a statement
    together takes longer than asking it.
    """
    delivered = _delivered if kind is VoucherKind.CHALLAN else Voucher.is_delivered
    query = (
        select(Voucher, User.uid, _Original.uid, _state, delivered)
        .outerjoin(User, User.id == Voucher.user_id)
        .outerjoin(_Original, _Original.id == Voucher.reference_id)
        .where(
            Voucher.business_id == bindparam("here"),
            Voucher.kind == kind.value,
            Voucher.state != VoucherState.BINNED.value,
        )
    )
    return cast("Select[Any]", query)


def _asked(session: Session) -> dict[str, Any]:
    return {"here": here(session), "today": today(session)}


def _narrowed(session: Session, kind: VoucherKind, wanted: Wanted) -> Select[Any]:
    query = _query(kind)
    if wanted.states is not None:
        states = sorted(state.value for state in wanted.states)
        query = query.where(_state.in_(states))
    if wanted.is_delivered is not None:
        query = query.where(_delivered if wanted.is_delivered else ~_delivered)
    if wanted.search:
        buyer = Voucher.buyer["name"].as_string()
        query = query.where(
            or_(
                conditions.contains(buyer, wanted.search),
                conditions.contains(Voucher.number, wanted.search),
            )
        )
    if wanted.reference_uid:
        original = position(session, VoucherKind.INVOICE, wanted.reference_uid)
        query = query.where(
            or_(
                Voucher.stated["referenceInvoiceId"].as_string() == wanted.reference_uid,
                and_(_silent, Voucher.reference_id == (original or 0)),
            )
        )
    if wanted.dated_by:
        date = Voucher.stated[wanted.dated_by].as_string()
        query = query.where(or_(_silent, date.is_not(None)))
    if wanted.since is not None:
        query = query.where(Voucher.voucher_date >= wanted.since - _DAY)
    if wanted.until is not None:
        query = query.where(Voucher.voucher_date <= wanted.until + _DAY)
    return query


def _read(
    voucher: Voucher,
    user_uid: str | None,
    reference_uid: str | None,
    state: str,
    delivered: object,
) -> StatedVoucher:
    return StatedVoucher(
        id=voucher.id,
        uid=voucher.uid,
        kind=VoucherKind(voucher.kind),
        number=voucher.number,
        date=voucher.voucher_date,
        state=VoucherState(voucher.state),
        is_lapsed=state != voucher.state,
        is_delivered=bool(delivered),
        is_bound=voucher.order_id is not None,
        stated=None if STATED in (voucher.stated or {}) else voucher.stated,
        created_at=voucher.created_at,
        updated_at=voucher.updated_at or voucher.created_at,
        user_uid=user_uid,
        reference_uid=reference_uid,
    )


def _whole(session: Session, voucher: Voucher, read: StatedVoucher) -> StatedVoucher:
    return _wholes(session, [(voucher, read)])[0]


def _wholes(
    session: Session, found: Sequence[tuple[Voucher, StatedVoucher]]
) -> tuple[StatedVoucher, ...]:
    """With their details where those who made them said nothing, read for all of them at once."""
    ours = [voucher for voucher, read in found if read.stated is None]
    held = _companions(session, ours)
    pricing = priced_challans.Pricing(session, [voucher.id for voucher in ours]) if ours else None
    whole = []
    for voucher, read in found:
        if read.stated is not None or pricing is None:
            whole.append(read)
        elif read.kind is VoucherKind.CHALLAN:
            whole.append(dataclasses.replace(read, detail=pricing.of(voucher, brief=True)))
        else:
            detail = voucher_detail.of(session, voucher, brief=True)
            whole.append(dataclasses.replace(read, detail=detail))
    del held  # until here: a session forgets what nobody holds
    return tuple(whole)


def _companions(session: Session, ours: Sequence[Voucher]) -> Sequence[object]:
    """The rows that details are made of, into the session's memory."""
    if not ours:
        return ()
    ids = [voucher.id for voucher in ours]
    papers = {voucher.challan_id for voucher in ours} | {voucher.reference_id for voucher in ours}
    goods = select(Voucher).where(Voucher.id.in_(ids))
    return [
        session.scalars(
            goods.options(selectinload(Voucher.lines), selectinload(Voucher.charges))
        ).all(),
        session.scalars(select(Voucher).where(Voucher.id.in_(papers - {None}))).all(),
        session.scalars(
            select(Order).where(Order.id.in_({voucher.order_id for voucher in ours} - {None}))
        ).all(),
        session.scalars(
            select(Party).where(Party.id.in_({voucher.party_id for voucher in ours} - {None}))
        ).all(),
    ]


def _detail(session: Session, voucher: Voucher, *, brief: bool) -> VoucherDetail:
    if voucher.kind == VoucherKind.CHALLAN.value:
        return priced_challans.priced(session, voucher, brief=brief)
    return voucher_detail.of(session, voucher, brief=brief)
