"""The papers that go with one dispatch: an invoice, the challan of its goods, and what is made of them."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from senstosales.domain.kinds import VoucherKind
from senstosales.queries import office, voucher_detail
from senstosales.queries.papers import Reference, VoucherDetail


@dataclass(frozen=True, slots=True)
class Dispatch:
    """At least one of the two papers is there; `promise` is the office's own wording of a guarantee."""

    invoice: VoucherDetail | None
    challan: VoucherDetail | None
    promise: str

    @property
    def goods(self) -> VoucherDetail:
        """The paper that the goods travel with."""
        held = self.challan or self.invoice
        assert held is not None
        return held


def of_invoice(session: Session, invoice_id: int) -> Dispatch:
    """An invoice and its challan, if it has one; raises `NotFound`."""
    invoice = voucher_detail.detail(session, invoice_id, VoucherKind.INVOICE)
    return Dispatch(invoice, _linked(session, invoice.challan), _promise(session))


def of_challan(session: Session, challan_id: int) -> Dispatch:
    """A challan and the invoice in force of it, if there is one; raises `NotFound`."""
    challan = voucher_detail.detail(session, challan_id, VoucherKind.CHALLAN)
    return Dispatch(_linked(session, challan.invoice), challan, _promise(session))


def _linked(session: Session, reference: Reference | None) -> VoucherDetail | None:
    if reference is None or reference.id is None:
        return None
    return voucher_detail.detail(session, reference.id)


def _promise(session: Session) -> str:
    return office.setting(session, "certificate_text")
