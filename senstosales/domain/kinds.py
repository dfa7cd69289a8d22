"""The fixed words of the trade: kinds of paper, states they can be in, bases of a price."""

from enum import StrEnum


class VoucherKind(StrEnum):
    """A paper of ours that bears a number from a series."""

    CHALLAN = "challan"
    INVOICE = "invoice"
    QUOTATION = "quotation"
    DEBIT_NOTE = "debit_note"
    CREDIT_NOTE = "credit_note"

    @property
    def label(self) -> str:
        return "Tax invoice" if self is VoucherKind.INVOICE else self._plain

    @property
    def _plain(self) -> str:
        words = "Delivery challan" if self is VoucherKind.CHALLAN else self.value.replace("_", " ")
        return words.capitalize()

    @property
    def is_note(self) -> bool:
        """True for debit and credit notes, which correct an invoice (CGST Act s. 34)."""
        return self in (VoucherKind.DEBIT_NOTE, VoucherKind.CREDIT_NOTE)


class Nature(StrEnum):
    """What a voucher is for, where its kind leaves that open.

    An invoice is a tax invoice (Rule 46) or a bill of supply (Rule 49). A challan without an order
    moves goods otherwise than by way of supply (Rule 55).
    """

    TAX_INVOICE = "tax invoice"
    BILL_OF_SUPPLY = "bill of supply"
    JOB_WORK = "job work"
    RETURNABLE = "returnable"
    APPROVAL = "on approval"
    OTHER = "other than supply"


class VoucherState(StrEnum):
    """What is stored about a voucher's life; everything else about it is derived.

    Only an issued voucher counts in registers and sums. A quotation is a draft, then sent, then what
    the customer made of it.
    """

    DRAFT = "draft"
    ISSUED = "issued"
    SENT = "sent"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    EXPIRED = "expired"
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
    SENT = "Sent"
    ACCEPTED = "Accepted"
    DECLINED = "Declined"
    EXPIRED = "Expired"
    DELIVERED = "Delivered"
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
    LOW = "Low stock"
    REVIEW = "Review"
    DUE_SOON = "Due in 7 days"
    DUE_LATER = "Due later"
    NO_DATE = "No date"
    INVITED = "Invited"
    DISABLED = "Disabled"
    ELSEWHERE = "Other business"
    REVOKED = "Revoked"
    MADE = "Made"
    CHANGED = "Changed"
    REMOVED = "Removed"
    PRINTED = "Printed"
    SAVED = "Saved"
    REFUSED = "Refused"
    WAITING = "Waiting"
    FAILED = "Failed"


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
    NUMBER_RULE = "NUMBER_RULE"


class ImportOutcome(StrEnum):
    """What became of one page that was handed to the import."""

    NEW = "new"
    AMENDED = "amended"
    UNCHANGED = "unchanged"
    OLDER = "kept as history"
    REFUSED = "refused"
