"""Closed books: what is dated on or before the day that an owner chose is not made, changed or removed.

Returns are filed and accounts audited by figures of a period; afterwards its papers stay as they are. The rule
stands here, where every write of every service passes, inside its transaction. What the buyer says (pages,
orders, SRVs) is his word and comes in whatever its date; quotations bind no period, and drafts are not in force.
"""

from collections.abc import Sequence
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import Connection, Select, bindparam, event, inspect, select
from sqlalchemy.orm import Mapper, Session, object_session

from senstosales.domain.kinds import VoucherKind, VoucherState
from senstosales.errors import Closed
from senstosales.tables.cash import Expense, Payment, PaymentLine
from senstosales.tables.masters import StockMove
from senstosales.tables.office import Setting
from senstosales.tables.vouchers import Voucher, VoucherCharge, VoucherLine

SETTING = "closed_until"
"""The name of the setting: a day as 2026-03-31, or empty while the books are open."""
_FREE_STATES = frozenset({VoucherState.DRAFT.value, VoucherState.BINNED.value})
_FREE_COLUMNS = frozenset(
    {"id", "version", "created_at", "updated_at", "user_id", "party_id", "is_delivered"}
)
"""What may be learned of a paper later: which account it stands in, and that its goods have arrived."""
_DAYS: dict[Any, tuple[str, ...]] = {
    Voucher: ("voucher_date", "kind", "state", "number"),
    Payment: ("paid_on",),
    Expense: ("spent_on",),
    StockMove: ("moved_on",),
}
"""What says where a row stands in the books, the day first."""
_WORDS: dict[Any, tuple[str, str]] = {
    Payment: ("a payment", "paid_on"),
    Expense: ("an expense", "spent_on"),
    StockMove: ("an entry of the stock", "day"),
}
"""What it is, and the entry of a form that holds its day."""
_PART_OF: dict[Any, tuple[Any, str]] = {
    VoucherLine: (Voucher, "voucher_id"),
    VoucherCharge: (Voucher, "voucher_id"),
    PaymentLine: (Payment, "payment_id"),
}


def closed_until(session: Session) -> date | None:
    """The last day of the closed books of this business; None while all is open."""
    return _read(session, session.connection())


def stand_guard() -> None:
    """Look at every row before it is written; called once, where the books are opened."""
    for table in (*_DAYS, *_PART_OF):
        event.listen(table, "before_insert", _inserted)
        event.listen(table, "before_update", _updated)
        event.listen(table, "before_delete", _deleted)


def _read(session: Session, connection: Connection) -> date | None:
    stored = connection.scalar(_setting(), {"here": session.info["business_id"]})
    return date.fromisoformat(stored) if stored else None


@cache
def _setting() -> Select[str]:
    """Made once: putting a statement together takes longer than asking it."""
    return select(Setting.value).where(
        Setting.business_id == bindparam("here"), Setting.key == SETTING
    )


def _inserted(_mapper: Mapper[Any], connection: Connection, row: Any) -> None:
    if type(row) in _PART_OF:
        _refuse_held(connection, row)
    else:
        _refuse_now(connection, row)


def _updated(_mapper: Mapper[Any], connection: Connection, row: Any) -> None:
    state = inspect(row)
    changed = {
        attribute.key
        for attribute in state.mapper.column_attrs
        if state.attrs[attribute.key].history.has_changes()
    }
    if changed - _FREE_COLUMNS:
        _refuse_held(connection, row)
        _refuse_now(connection, row)


def _deleted(_mapper: Mapper[Any], connection: Connection, row: Any) -> None:
    _refuse_held(connection, row)


def _refuse_held(connection: Connection, row: Any) -> None:
    """Raise `Closed` where the row, or what it is part of, stands in the closed books as yet."""
    until = _until(connection, row)
    if until is not None:
        table, key = _PART_OF.get(type(row), (type(row), "id"))
        columns = [getattr(table, name) for name in _DAYS[table]]
        query = select(*columns).where(table.id == getattr(row, key))
        for held in connection.execute(query):
            _refuse(until, table, held, is_settled=True)


def _refuse_now(connection: Connection, row: Any) -> None:
    """Raise `Closed` where the row shall stand in the closed books."""
    until = _until(connection, row)
    if until is not None and type(row) not in _PART_OF:
        facts = [getattr(row, name) for name in _DAYS[type(row)]]
        _refuse(until, type(row), facts, is_settled=False)


def _refuse(until: date, table: Any, facts: Sequence[Any], *, is_settled: bool) -> None:
    day: date = facts[0]
    what, field = _WORDS.get(table, ("", "date"))
    if table is Voucher:
        _, kind, state, number = facts
        if kind == VoucherKind.QUOTATION.value or state in _FREE_STATES:
            return
        named = VoucherKind(kind).label.removeprefix("Delivery ").removeprefix("Tax ")
        what = f"{named.lower()} {number}"
    if day <= until:
        raise Closed(until, day, what, field=field, is_settled=is_settled)


def _until(connection: Connection, row: Any) -> date | None:
    """The last closed day, read once in a transaction."""
    session = object_session(row)
    if session is None or "trail" not in session.info:
        return None
    if SETTING not in session.info:
        session.info[SETTING] = _read(session, connection)
    until: date | None = session.info[SETTING]
    return until
