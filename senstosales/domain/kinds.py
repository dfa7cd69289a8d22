"""The fixed words of the trade: kinds of paper, states they can be in, bases of a price."""

from enum import StrEnum


class VoucherKind(StrEnum):
    """A paper of ours that bears a number from a series."""

    CHALLAN = "challan"
    INVOICE = "invoice"

    @property
    def label(self) -> str:
        return {"challan": "Delivery challan", "invoice": "Tax invoice"}[self.value]


class VoucherState(StrEnum):
    """What is stored about a voucher's life; everything else about it is derived."""

    ISSUED = "issued"
    CANCELLED = "cancelled"
    BINNED = "binned"


class Status(StrEnum):
    """A word a clerk sees on an order, item or voucher. Derived, never stored.

    Orders (the buyer's rule): Closed when all that was ordered is received or the buyer closed the
    order himself; Dispatched when all has left; Part dispatched; Open; Cancelled.
    """

    OPEN = "Open"
    PART_DISPATCHED = "Part dispatched"
    DISPATCHED = "Dispatched"
    CLOSED = "Closed"
    CANCELLED = "Cancelled"
    DRAFT = "Draft"
    ISSUED = "Issued"
    INVOICED = "Invoiced"
    NOT_INVOICED = "Not invoiced"
    REPLACEMENT = "Replacement"
    PART_PAID = "Part paid"
    PAID = "Paid"
    OVERDUE = "Overdue"
    RECEIVED = "Received"
    REJECTIONS = "Rejections"
    UNLINKED = "Not linked"
    TO_CHECK = "To check"
    ACKNOWLEDGED = "Acknowledged"
    SETTLED = "Settled"
    ACTIVE = "Active"
    INACTIVE = "Not in use"


class PriceBasis(StrEnum):
    """Whether the rates of an order already contain GST, as its remarks say."""

    INCLUSIVE = "inclusive"
    EXCLUSIVE = "exclusive"
    SILENT = "silent"


class TaxSplit(StrEnum):
    """Which taxes a supply bears (IGST Act sections 7 and 8).

    Zero-rated is a supply between states without tax: export, or to a special economic zone, under
    a letter of undertaking (section 16).
    """

    CGST_SGST = "CGST + SGST"
    CGST_UTGST = "CGST + UTGST"
    IGST = "IGST"
    ZERO_RATED = "zero-rated"

    @property
    def between_states(self) -> bool:
        """True where IGST applies, be it at nil; else CGST with SGST or UTGST."""
        return self in (TaxSplit.IGST, TaxSplit.ZERO_RATED)


class DeviationKind(StrEnum):
    """In what way something stated by the buyer does not agree with itself or with our books."""

    QTY_MISMATCH = "QTY_MISMATCH"
    VALUE_MISMATCH = "VALUE_MISMATCH"
    DOC_NUMBER_CONFLICT = "DOC_NUMBER_CONFLICT"
    FY_COLLISION = "FY_COLLISION"
    UNKNOWN_ORDER = "UNKNOWN_ORDER"
    UNKNOWN_ITEM = "UNKNOWN_ITEM"
    UNKNOWN_DISPATCH = "UNKNOWN_DISPATCH"


class ImportOutcome(StrEnum):
    """What became of one page that was handed to the import."""

    NEW = "new"
    AMENDED = "amended"
    UNCHANGED = "unchanged"
    OLDER = "kept as history"
    REFUSED = "refused"
