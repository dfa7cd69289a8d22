"""What challans and invoices have in common when they are read."""

from dataclasses import fields
from datetime import date
from typing import Any

from sqlalchemy import Select, exists, select
from sqlalchemy.orm import Session, aliased

from senstosales.books.store import here
from senstosales.domain.fiscal import FiscalYear
from senstosales.domain.identity import number_key
from senstosales.domain.kinds import VoucherKind, VoucherState
from senstosales.errors import Conflict, NotFound
from senstosales.queries import positions
from senstosales.queries.papers import Letterhead, Particulars, PartyOnPaper, Reference
from senstosales.tables.office import Business
from senstosales.tables.receipts import Receipt, ReceiptLine
from senstosales.tables.vouchers import Voucher

_DATES = frozenset(f.name for f in fields(Particulars) if f.name.endswith("_date"))


def particulars(stored: dict[str, Any]) -> Particulars:
    """The printed particulars from their stored form."""
    facts: dict[str, Any] = {
        key: date.fromisoformat(value) if key in _DATES and value else value
        for key, value in stored.items()
    }
    facts["test_certificates"] = tuple(stored.get("test_certificates") or ())
    return Particulars(**facts)


def letterhead(session: Session, stored: dict[str, Any]) -> Letterhead:
    """The head a voucher was issued under; the logo is the office's present one."""
    business = session.get(Business, here(session))
    return Letterhead(**stored, logo=business.logo if business else None)


def party_on_paper(stored: dict[str, Any]) -> PartyOnPaper:
    """A party as the voucher names it."""
    return PartyOnPaper(**(stored or {"name": ""}))


def reference(session: Session, voucher_id: int | None) -> Reference | None:
    """Number, date and id of a voucher."""
    voucher = session.get(Voucher, voucher_id) if voucher_id else None
    return Reference(voucher.number, voucher.voucher_date, voucher.id) if voucher else None


def get(session: Session, kind: VoucherKind, voucher_id: int) -> Voucher:
    """The voucher of that kind and id in this business; raises `NotFound`."""
    voucher = session.get(Voucher, voucher_id)
    if (
        voucher is None
        or voucher.business_id != here(session)
        or voucher.kind != kind.value
        or voucher.state == VoucherState.BINNED.value
    ):
        raise NotFound(kind.label.lower(), voucher_id)
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


def taken(session: Session, kind: VoucherKind, number: str, day: date) -> bool:
    """True if the number is used in the financial year of that day, even by a cancelled paper."""
    return bool(
        session.scalar(
            select(
                exists().where(
                    Voucher.business_id == here(session),
                    Voucher.kind == kind.value,
                    Voucher.fiscal_year == FiscalYear.of(day).start,
                    Voucher.number_key == number_key(number),
                )
            )
        )
    )


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


Challan = aliased(Voucher, name="challan")


def _names(line: Any, challan: Any) -> Any:
    """A receipt line names the challan: by challan number, else by the number of its invoice."""
    invoice = aliased(Voucher)
    return (
        (line.challan_key == challan.number_key)
        & (line.challan_fiscal_year == challan.fiscal_year)
        & (line.order_id == challan.order_id)
    ) | (
        line.challan_key.is_(None)
        & exists(
            select(invoice.id).where(
                invoice.challan_id == challan.id,
                invoice.state == VoucherState.ISSUED.value,
                invoice.number_key == line.invoice_key,
                invoice.fiscal_year == line.invoice_fiscal_year,
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
    return tuple(
        Reference(number, day, receipt_id)
        for number, day, receipt_id in session.execute(
            select(Receipt.number, Receipt.receipt_date, Receipt.id)
            .where(Receipt.id.in_(receipts_of_challan(challan_id)))
            .order_by(Receipt.receipt_date, Receipt.id)
        )
    )
