"""Parties that were found to be one: who stands for whom, what a merge would move, who may be one."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, func, select
from sqlalchemy.orm import Session, aliased

from senstosales.books.store import here
from senstosales.domain.kinds import VoucherKind
from senstosales.domain.party_names import name_key, phone_key
from senstosales.errors import NotFound
from senstosales.queries import payments
from senstosales.tables.cash import Payment
from senstosales.tables.masters import Party, PartyRegistration
from senstosales.tables.orders import Order
from senstosales.tables.receipts import Receipt
from senstosales.tables.vouchers import Voucher

GONE = aliased(Party, name="gone")
"""The merged party in conditions of `survivor`."""


def survivors(*conditions: ColumnElement[bool]) -> Select[Party]:
    """The statement of `survivor`, asked with the business as `here`."""
    return (
        select(Party)
        .join(GONE, GONE.merged_into_id == Party.id)
        .where(GONE.business_id == bindparam("here"), Party.is_deleted.is_(False), *conditions)
        .order_by(GONE.id.desc())
        .limit(1)
    )


def survivor(session: Session, *conditions: ColumnElement[bool]) -> Party | None:
    """The party that stands for one merged into it which meets the conditions on `GONE`; the newest
    merge counts.
    """
    return session.scalar(survivors(*conditions), {"here": here(session)})


def standing(session: Session, party_id: int | None) -> int | None:
    """Who stands for this party: for one merged meanwhile, as of a form kept from before, the other.

    Raises `NotFound` for a party that is not of this business.
    """
    if party_id is None:
        return None
    named = session.get(Party, party_id)
    if named is None or named.business_id != here(session):
        raise NotFound("party", party_id)
    return named.merged_into_id or party_id


@dataclass(frozen=True, slots=True)
class Moving:
    """What would point at another party after a merge, counted; `balance` in rupees, as accounts say.

    `papers` are vouchers by their kind.
    """

    orders: int
    papers: tuple[tuple[VoucherKind, int], ...]
    receipts: int
    payments: int
    registrations: int
    balance: Decimal

    @property
    def words(self) -> tuple[str, ...]:
        """As a clerk reads it: 12 orders, 30 invoices ..."""
        counted = [
            (self.orders, "order"),
            *((count, _noun(kind)) for kind, count in self.papers),
            (self.receipts, "SRV"),
            (self.payments, "payment"),
            (self.registrations, "further GSTIN"),
        ]
        return tuple(
            f"{count} {noun}" + ("s" if count != 1 else "") for count, noun in counted if count
        )


def _noun(kind: VoucherKind) -> str:
    return kind.label.removeprefix("Delivery ").removeprefix("Tax ").lower()


def moving(session: Session, party_id: int) -> Moving:
    """What stands in the books under this party; raises `NotFound`."""
    get(session, party_id)

    def count(table: Any, column: Any) -> int:
        return (
            session.scalar(select(func.count()).select_from(table).where(column == party_id)) or 0
        )

    counted = session.execute(
        select(Voucher.kind, func.count().label("papers"))
        .where(Voucher.party_id == party_id)
        .group_by(Voucher.kind)
    )
    kinds = {row.kind: int(row.papers) for row in counted}
    return Moving(
        orders=count(Order, Order.customer_id),
        papers=tuple((kind, kinds[kind.value]) for kind in VoucherKind if kind.value in kinds),
        receipts=count(Receipt, Receipt.customer_id),
        payments=count(Payment, Payment.party_id),
        registrations=count(PartyRegistration, PartyRegistration.party_id),
        balance=payments.account(session, party_id)[-1].balance,
    )


def get(session: Session, party_id: int) -> Party:
    """A party of this business that is in use; raises `NotFound`."""
    party = session.get(Party, party_id)
    if party is None or party.business_id != here(session) or party.is_deleted:
        raise NotFound("party", party_id)
    return party


@dataclass(frozen=True, slots=True)
class Likeness:
    """Two parties that may be one; `first` is the older. `why` says what they share."""

    first: int
    first_name: str
    second: int
    second_name: str
    why: tuple[str, ...]


def likely(session: Session, party_id: int | None = None) -> tuple[Likeness, ...]:
    """Pairs that may be one party: who share most first; only those with this party if one is named.

    Parties with the same name but GSTINs of different PANs are different in law and not among them.
    """
    found = session.execute(
        select(Party.id, Party.name, Party.gstin, Party.email, Party.phone, Party.second_phone)
        .where(Party.business_id == here(session), Party.is_deleted.is_(False))
        .order_by(Party.id)
    ).all()
    known = {row.id: row for row in found}
    alike: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for row in found:
        for why, key in _marks(row):
            alike[why, key].append(row.id)
    shared: defaultdict[tuple[int, int], list[str]] = defaultdict(list)
    for (why, _key), ids in alike.items():
        if len(ids) > _CROWD:  # an address of the office itself, typed for everybody, tells nothing
            continue
        for place, first in enumerate(ids):
            for second in ids[place + 1 :]:
                if party_id is None or party_id in (first, second):
                    shared[first, second].append(why)
    pairs = [
        Likeness(first, known[first].name, second, known[second].name, tuple(dict.fromkeys(whys)))
        for (first, second), whys in shared.items()
        if not _apart(known[first].gstin, known[second].gstin)
    ]
    return tuple(sorted(pairs, key=lambda pair: (-len(pair.why), pair.first, pair.second)))


_CROWD = 8
"""More parties than these with the same e-mail or phone share an office, not a name."""


def _marks(row: Any) -> Iterator[tuple[str, str]]:
    marks = [
        ("the same GSTIN", row.gstin or ""),
        ("the same name", name_key(row.name)),
        ("the same e-mail", (row.email or "").casefold()),
    ]
    marks += [
        ("the same phone", key) for key in {phone_key(row.phone), phone_key(row.second_phone)}
    ]
    return ((why, key) for why, key in marks if key)


def _apart(first: str | None, second: str | None) -> bool:
    return bool(first and second and first[2:12] != second[2:12])
