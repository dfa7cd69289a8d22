"""Two parties that are one: whatever points at the one points at the other afterwards.

Issued papers keep the name, address and GSTIN they were issued with; only whose account they stand in
changes. The merged party stays as deleted and names the one that stands for it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from senstosales.books.store import Actor, Books, now
from senstosales.domain.party_names import pan_of
from senstosales.errors import Conflict, Invalid, Refused
from senstosales.queries import merged_parties
from senstosales.queries.merged_parties import Moving
from senstosales.tables.cash import Payment
from senstosales.tables.masters import Party, PartyRegistration
from senstosales.tables.orders import Order
from senstosales.tables.receipts import Receipt
from senstosales.tables.vouchers import Voucher

_LEARNED = (
    "designation", "address", "shipping_address", "gstin", "state_code", "place_of_supply",
    "department_no", "supplier_code", "phone", "email", "area", "second_phone",
    "payment_method", "referred_by",
)  # fmt: skip
"""What the party that stays takes over where it knows nothing of its own. The code of another program
leads to it by the merged party; as its own, that program would write the old name over it.
"""
_POINTERS: tuple[tuple[Any, str], ...] = (
    (Order, "customer_id"),
    (Voucher, "party_id"),
    (Receipt, "customer_id"),
    (Payment, "party_id"),
)


@dataclass(frozen=True, slots=True)
class Merge:
    """What a merge would do, or why it cannot be done. `both_gstins` when the party that goes has
    another GSTIN, which has to be kept as a registration of the one that stays.
    """

    stays: int
    stays_name: str
    goes: int
    goes_name: str
    moving: Moving
    both_gstins: tuple[str, str] | None
    trouble: str


def preview(session: Session, stays_id: int, goes_id: int) -> Merge:
    """What would move, nothing changed; raises `NotFound`. What must not be merged is said in `trouble`."""
    stays, goes = (merged_parties.get(session, key) for key in (stays_id, goes_id))
    trouble = ""
    try:
        _refuse(session, stays, goes, keep_gstin=True)
    except (Conflict, Invalid, Refused) as error:
        trouble = error.sentence
    both = (stays.gstin, goes.gstin) if stays.gstin and goes.gstin else None
    if both and both[0] == both[1]:
        both = None
    return Merge(
        stays.id,
        stays.name,
        goes.id,
        goes.name,
        merged_parties.moving(session, goes_id),
        both,
        trouble,
    )


def merge(
    books: Books,
    actor: Actor,
    *,
    stays_id: int,
    goes_id: int,
    keep_gstin: bool = False,
    versions: tuple[int, int] | None = None,
) -> Moving:
    """Let everything of the party that goes belong to the one that stays; tells what has moved.

    `keep_gstin` keeps another GSTIN as a registration. `versions` are those at which the two were read
    (stays, goes). Raises `NotFound`, `Invalid` for a party with itself, `Refused` for two GSTINs that are
    not to be kept or are of different PANs, and `Conflict` where both have a paper of the same number or
    one of them was changed meanwhile.
    """
    with books.write(actor) as session:
        stays, goes = (merged_parties.get(session, key) for key in (stays_id, goes_id))
        if versions is not None and versions != (stays.version, goes.version):
            raise Conflict(
                "Somebody else has changed one of these parties meanwhile. Look at both again "
                "before you merge them."
            )
        _refuse(session, stays, goes, keep_gstin=keep_gstin)
        moved = merged_parties.moving(session, goes_id)
        for table, column in _POINTERS:
            for row in session.scalars(select(table).where(getattr(table, column) == goes.id)):
                setattr(row, column, stays.id)
        for earlier in session.scalars(select(Party).where(Party.merged_into_id == goes.id)):
            earlier.merged_into_id = stays.id
        _keep_registrations(session, stays, goes)
        _learn(stays, goes)
        goes.is_deleted = True
        goes.is_default = False
        goes.merged_into_id = stays.id
        stays.updated_at = goes.updated_at = now(session)
        return moved


def _refuse(session: Session, stays: Party, goes: Party, *, keep_gstin: bool) -> None:
    if stays.id == goes.id:
        raise Invalid("Choose two different parties.", field="goes_id")
    if stays.gstin and goes.gstin and stays.gstin != goes.gstin:
        if pan_of(stays.gstin) != pan_of(goes.gstin):
            raise Refused(
                f"{stays.name} ({stays.gstin}) and {goes.name} ({goes.gstin}) have different PANs, so "
                "they are two taxpayers and cannot be one party.",
                field="goes_id",
            )
        if not keep_gstin:
            raise Refused(
                f"{goes.name} has another GSTIN, {goes.gstin}. Keep it as a registration of "
                f"{stays.name}, or leave them two parties.",
                field="keep_gstin",
            )
    for gstin in _gstins(session, goes):
        if stays.gstin and pan_of(gstin) != pan_of(stays.gstin):
            raise Refused(
                f"The GSTIN {gstin} of {goes.name} has another PAN than {stays.name}, so they are two "
                "taxpayers and cannot be one party.",
                field="goes_id",
            )
    for table, noun in ((Order, "an order"), (Receipt, "an SRV")):
        number = _in_both(session, table, stays.id, goes.id)
        if number is not None:
            raise Conflict(
                f"Both parties have {noun} {number} of the same year. One of the two has to get another "
                "number, or go, before they can be merged.",
                field="goes_id",
            )


def _gstins(session: Session, party: Party) -> Sequence[str]:
    return session.scalars(
        select(PartyRegistration.gstin).where(PartyRegistration.party_id == party.id)
    ).all()


def _in_both(session: Session, table: Any, stays_id: int, goes_id: int) -> str | None:
    """A number that both have in the same financial year."""
    other = aliased(table)
    number: str | None = session.scalar(
        select(table.number)
        .join(other, (other.number == table.number) & (other.fiscal_year == table.fiscal_year))
        .where(table.customer_id == stays_id, other.customer_id == goes_id)
        .limit(1)
    )
    return number


def _keep_registrations(session: Session, stays: Party, goes: Party) -> None:
    """All GSTINs of both, each once; the one of the party that stays remains its first."""
    known = {stays.gstin, *_gstins(session, stays)}
    moving = session.scalars(
        select(PartyRegistration).where(PartyRegistration.party_id == goes.id)
    ).all()
    for held in moving:
        if held.gstin in known:
            session.delete(held)
        else:
            held.party_id = stays.id
        known.add(held.gstin)
    if stays.gstin and goes.gstin and goes.gstin not in known:
        session.add(
            PartyRegistration(
                party_id=stays.id,
                gstin=goes.gstin,
                label=goes.department_no or goes.name[:200],
                address=goes.address,
            )
        )


def _learn(stays: Party, goes: Party) -> None:
    """What is added up, what is filled in, and what holds of one holds of both."""
    stays.opening_balance += goes.opening_balance
    goes.opening_balance -= goes.opening_balance
    stays.loyalty_points += goes.loyalty_points
    if not stays.address and goes.address_parts is not None:
        stays.address_parts = goes.address_parts
    for name in _LEARNED:
        if not getattr(stays, name) and getattr(goes, name):
            setattr(stays, name, getattr(goes, name))
    if not stays.credit_limit:
        stays.credit_limit = goes.credit_limit
    if goes.notes and goes.notes != stays.notes:
        stays.notes = "\n".join(filter(None, (stays.notes, goes.notes)))
    for name in ("is_customer", "is_supplier", "is_default", "is_active"):
        setattr(stays, name, getattr(stays, name) or getattr(goes, name))
