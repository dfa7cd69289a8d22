"""What all vouchers have in common when they are read."""

from dataclasses import fields
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, exists, select
from sqlalchemy.orm import Session, aliased

from senstosales.books.store import here
from senstosales.domain.fiscal import FiscalYear
from senstosales.domain.identity import number_key
from senstosales.domain.kinds import VoucherKind, VoucherState
from senstosales.errors import Conflict, NotFound
from senstosales.queries import office, positions
from senstosales.queries.papers import (
    Contact,
    CustomField,
    Letterhead,
    Particulars,
    PartyOnPaper,
    Reference,
)
from senstosales.tables.base import new_uid
from senstosales.tables.office import Business
from senstosales.tables.receipts import Receipt, ReceiptLine
from senstosales.tables.vouchers import Voucher

_DATES = frozenset(
    f.name for f in fields(Particulars) if f.name.endswith("_date") and f.name != "lr_date"
)
PICTURES = ("logo", "signature", "stamp")
"""The office's pictures on its papers."""
_HEAD = frozenset(f.name for f in fields(Letterhead)) - {*PICTURES, "colours"}


def particulars(stored: dict[str, Any]) -> Particulars:
    """The printed particulars from their stored form."""
    facts: dict[str, Any] = {
        key: date.fromisoformat(value) if key in _DATES and value else value
        for key, value in stored.items()
    }
    for key in ("test_certificates", "terms"):
        facts[key] = tuple(stored.get(key) or ())
    facts["contacts"] = tuple(Contact(**each) for each in stored.get("contacts") or ())
    facts["custom_fields"] = tuple(
        CustomField(**each) for each in stored.get("custom_fields") or ()
    )
    return Particulars(**facts)


def letterhead(session: Session, stored: dict[str, Any], *, pictures: bool = True) -> Letterhead:
    """The head a voucher was issued under; pictures and colours are the office's present ones."""
    business = session.get(Business, here(session)) if pictures else None
    facts: dict[str, Any] = {key: value for key, value in stored.items() if key in _HEAD}
    if business is not None:
        facts |= {name: getattr(business, name) for name in PICTURES}
        facts["colours"] = office.colours(session)
    return Letterhead(**facts)


def party_on_paper(stored: dict[str, Any]) -> PartyOnPaper:
    """A party as the voucher names it."""
    return PartyOnPaper(**{"name": "", **(stored or {})})


def by_uid(session: Session, kind: VoucherKind, uid: str) -> Voucher:
    """The voucher of that kind by the name other programs know it by; raises `NotFound`."""
    voucher = session.scalar(
        select(Voucher).where(
            Voucher.business_id == here(session),
            Voucher.kind == kind.value,
            Voucher.uid == uid,
            Voucher.state != VoucherState.BINNED.value,
        )
    )
    if voucher is None:
        raise NotFound(kind.label.lower(), uid)
    return voucher


def reference(session: Session, voucher_id: int | None) -> Reference | None:
    """Number, date and id of a voucher."""
    voucher = session.get(Voucher, voucher_id) if voucher_id else None
    if voucher is None or voucher.business_id != here(session):
        return None
    return Reference(voucher.number, voucher.voucher_date, voucher.id)


def get(session: Session, kind: VoucherKind | None, voucher_id: int) -> Voucher:
    """The voucher of that kind (None: of any) and id in this business; raises `NotFound`."""
    voucher = session.get(Voucher, voucher_id)
    if (
        voucher is None
        or voucher.business_id != here(session)
        or (kind is not None and voucher.kind != kind.value)
        or voucher.state == VoucherState.BINNED.value
    ):
        raise NotFound(kind.label.lower() if kind else "paper", voucher_id)
    return voucher


def find(session: Session, kind: VoucherKind, number: str, year: int | None = None) -> int:
    """The id of the voucher with this number, the newest if several years have it.

    Raises `NotFound`. A live voucher goes before a cancelled one.
    """
    query = select(Voucher.id).where(
        Voucher.business_id == here(session),
        Voucher.kind == kind.value,
        Voucher.number_key == number_key(number),
    )
    if year is not None:
        query = query.where(Voucher.fiscal_year == year)
    found = session.scalar(
        query.order_by(Voucher.state.desc(), Voucher.voucher_date.desc(), Voucher.id.desc()).limit(
            1
        )
    )
    if found is None:
        raise NotFound(kind.label.lower(), number)
    return found


def taken_by(session: Session, kind: VoucherKind, number: str, day: date) -> Reference | None:
    """The paper that has the number in the financial year of that day, be it cancelled."""
    wanted = {
        "here": here(session),
        "kind": kind.value,
        "year": FiscalYear.of(day).start,
        "number": number_key(number),
    }
    return reference(session, session.scalar(_numbered(), wanted))


@cache
def _numbered() -> Select[int]:
    """Made once: putting a statement together takes longer than asking it."""
    return select(Voucher.id).where(
        Voucher.business_id == bindparam("here"),
        Voucher.kind == bindparam("kind"),
        Voucher.fiscal_year == bindparam("year"),
        Voucher.number_key == bindparam("number"),
    )


def taken(session: Session, kind: VoucherKind, number: str, day: date) -> bool:
    """True if the number is used in the financial year of that day, even by a cancelled paper."""
    return taken_by(session, kind, number, day) is not None


def refuse_taken(session: Session, kind: VoucherKind, number: str, day: date) -> None:
    """Raise `Conflict` if the number is used in that financial year."""
    if taken(session, kind, number, day):
        year = FiscalYear.of(day).label
        raise Conflict(
            f"{kind.label} {number} exists already in {year}. Choose another number.",
            field="number",
            number=number,
            financial_year=year,
        )


def refuse_stated(session: Session, kind: VoucherKind, number: str) -> None:
    """Raise `Conflict` if a paper of this kind bears this very number, in whatever year.

    The rule of a contract whose numbers are unique to the letter and know no financial year.
    """
    held = session.scalar(
        select(Voucher.id)
        .where(
            Voucher.business_id == here(session),
            Voucher.kind == kind.value,
            Voucher.number == number,
            Voucher.state != VoucherState.BINNED.value,
        )
        .limit(1)
    )
    if held is not None:
        raise Conflict(f"{kind.label} {number} exists already.", field="number", number=number)


def stated_key(
    session: Session, kind: VoucherKind, number: str, year: int, voucher_id: int | None
) -> str:
    """The key of a number that another program gave: itself in capitals, with a tail where a twin
    that differs only in capitals bears that key already.
    """
    key = number_key(number)
    twin = session.scalar(
        select(Voucher.id).where(
            Voucher.business_id == here(session),
            Voucher.kind == kind.value,
            Voucher.fiscal_year == year,
            Voucher.number_key == key,
            Voucher.id != (voucher_id or 0),
        )
    )
    return key if twin is None else f"{key}~{new_uid()[:8]}"


def note_on(session: Session, voucher_id: int) -> Reference | None:
    """A live note that corrects this invoice."""
    found = session.scalar(
        select(Voucher.id)
        .where(
            Voucher.reference_id == voucher_id,
            Voucher.kind.in_([kind.value for kind in VoucherKind if kind.is_note]),
            Voucher.state == VoucherState.ISSUED.value,
            Voucher.business_id == here(session),
        )
        .limit(1)
    )
    return reference(session, found)


Challan = aliased(Voucher, name="challan")
_Billed = aliased(Voucher, name="invoice_of_named_challan")


def _names(line: Any, challan: Any) -> Any:
    """A receipt line names the challan: by challan number, else by the number of its invoice."""
    return (
        (line.challan_key == challan.number_key)
        & (line.challan_fiscal_year == challan.fiscal_year)
        & (line.order_id == challan.order_id)
    ) | (
        ~positions.names_own_challan(line)
        & exists(
            select(_Billed.id).where(
                _Billed.challan_id == challan.id,
                _Billed.state == VoucherState.ISSUED.value,
                _Billed.number_key == line.invoice_key,
                _Billed.fiscal_year == line.invoice_fiscal_year,
                line.order_id == challan.order_id,
            )
        )
    )


def receipts_of_challan(challan_id: Any) -> Select[Any]:
    """Ids of the receipts whose counting lines name this live challan, each once."""
    return (
        select(ReceiptLine.receipt_id)
        .join(Challan, _names(ReceiptLine, Challan))
        .where(
            Challan.id == challan_id,
            Challan.kind == VoucherKind.CHALLAN.value,
            Challan.state == VoucherState.ISSUED.value,
            positions.counts,
        )
        .distinct()
    )


def receipt_references(session: Session, challan_id: int | None) -> tuple[Reference, ...]:
    """The SRVs that name a challan, oldest first."""
    if challan_id is None:
        return ()
    found = session.execute(_receipts_of_challan(), {"challan": challan_id})
    return tuple(Reference(number, day, receipt_id) for number, day, receipt_id in found)


@cache
def _receipts_of_challan() -> Select[str, date, int]:
    return (
        select(Receipt.number, Receipt.receipt_date, Receipt.id)
        .where(Receipt.id.in_(receipts_of_challan(bindparam("challan"))))
        .order_by(Receipt.receipt_date, Receipt.id)
    )
