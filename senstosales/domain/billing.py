"""The fixed words of programs that keep bills in the books: where a bill stands, who stands where."""

from enum import StrEnum

from senstosales.domain.kinds import VoucherState

STATED = "billing"
"""The name under which a voucher keeps what such a program stated of it."""


class BillStatus(StrEnum):
    """Where a bill stands in the words of the NamastePMS contract: only a draft is not in force."""

    PAID = "Paid"
    UNPAID = "Unpaid"
    PENDING = "Pending"
    DRAFT = "Draft"

    @property
    def state(self) -> VoucherState:
        """What such a bill is in the books."""
        return VoucherState.DRAFT if self is BillStatus.DRAFT else VoucherState.ISSUED


class Side(StrEnum):
    """On which side of the trade a party stands, for clients that know one side of each."""

    CUSTOMER = "Customer"
    SUPPLIER = "Supplier"
