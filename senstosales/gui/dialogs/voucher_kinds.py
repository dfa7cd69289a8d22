"""How each kind of paper is spoken of in its form, and what belongs on it."""

from dataclasses import dataclass

from senstosales.domain.kinds import Nature, VoucherKind, VoucherState


@dataclass(frozen=True, slots=True)
class Words:
    """`tab` is where the paper is shown; `final` the state its main button brings about.

    `taxed` is False for papers that bear no tax; `foot` is what should be known before pressing.
    """

    name: str
    tab: str
    party: str
    button: str
    busy: str
    done: str
    foot: str
    final: VoucherState = VoucherState.ISSUED
    taxed: bool = True

    @property
    def number(self) -> str:
        """The name of its number."""
        return f"{self.name.capitalize()} number"


_FINAL = "cannot be changed, only cancelled with a reason"
_WORDS = {
    VoucherKind.INVOICE: Words(
        "invoice",
        "invoices",
        "Buyer",
        "Issue invoice",
        "Issuing…",
        "is issued",
        f"An issued invoice {_FINAL} or put right by a note.",
    ),
    VoucherKind.QUOTATION: Words(
        "quotation",
        "quotations",
        "Customer",
        "Mark as sent",
        "Saving…",
        "is marked as sent",
        "It can be changed until the customer has answered.",
        final=VoucherState.SENT,
    ),
    VoucherKind.DEBIT_NOTE: Words(
        "debit note",
        "tax_notes",
        "Buyer",
        "Issue debit note",
        "Issuing…",
        "is issued",
        "For a price that was too low: the buyer owes more (CGST Act s. 34(3)).",
    ),
    VoucherKind.CREDIT_NOTE: Words(
        "credit note",
        "tax_notes",
        "Buyer",
        "Issue credit note",
        "Issuing…",
        "is issued",
        "For rejected or returned goods or a price too high: the buyer owes less (s. 34(1)).",
    ),
    VoucherKind.CHALLAN: Words(
        "challan",
        "challans",
        "Sent to",
        "Issue challan",
        "Issuing…",
        "is issued",
        f"Moves goods without selling them (Rule 55). Once issued it {_FINAL}.",
        taxed=False,
    ),
}
_BILL = Words(
    "bill of supply",
    "invoices",
    "Buyer",
    "Issue bill",
    "Issuing…",
    "is issued",
    f"Bears no tax (Rule 49). Once issued it {_FINAL}.",
    taxed=False,
)

MOVES = (
    (Nature.JOB_WORK, "Job work: worked on elsewhere"),
    (Nature.RETURNABLE, "Returnable: comes back as it is"),
    (Nature.APPROVAL, "On approval: sold if it pleases"),
    (Nature.OTHER, "Another reason than supply"),
)
"""Why goods move without a sale."""

REASONS = {
    VoucherKind.CREDIT_NOTE: (
        "Goods rejected",
        "Goods returned",
        "Short supply",
        "Price charged too high",
        "Tax charged too high",
    ),
    VoucherKind.DEBIT_NOTE: (
        "Price charged too low",
        "Price variation",
        "Tax charged too low",
        "Quantity billed too low",
    ),
}
"""The usual reasons of a note; another can be typed."""


def words(kind: VoucherKind, nature: Nature | None) -> Words:
    """How the form speaks of this paper."""
    return _BILL if nature is Nature.BILL_OF_SUPPLY else _WORDS[kind]
