"""The marks of the copies of a paper (CGST Rules 48 and 55), and how a person names them."""

from collections.abc import Sequence

from senstosales.domain.kinds import VoucherKind
from senstosales.errors import Invalid
from senstosales.queries.papers import VoucherDetail

INVOICE_COPIES = (
    "ORIGINAL FOR RECIPIENT",
    "DUPLICATE FOR TRANSPORTER",
    "TRIPLICATE FOR SUPPLIER",
)
"""Of goods: Rule 48(1)."""
SERVICE_COPIES = ("ORIGINAL FOR RECIPIENT", "DUPLICATE FOR SUPPLIER")
"""Of services: Rule 48(2)."""
NOTE_COPIES = SERVICE_COPIES
"""Of debit and credit notes: no goods travel with them."""
CHALLAN_COPIES = (
    "ORIGINAL FOR CONSIGNEE",
    "DUPLICATE FOR TRANSPORTER",
    "TRIPLICATE FOR CONSIGNER",
)
"""Rule 55(2)."""
QUOTATION_COPIES = ("",)
"""A quotation bears no mark."""
EXTRA_COPY = "EXTRA COPY"
_WORDS = ("original", "duplicate", "triplicate")
SERVICES = "99"
"""How the accounting codes of services begin."""


def is_service(detail: VoucherDetail) -> bool:
    """Whether all that is supplied are services, by their accounting codes."""
    return bool(detail.lines) and all(
        (line.hsn or "").strip().startswith(SERVICES) for line in detail.lines
    )


def marks(detail: VoucherDetail) -> tuple[str, ...]:
    """The marks that the copies of this paper bear, in their order."""
    if detail.kind is VoucherKind.QUOTATION:
        return QUOTATION_COPIES
    if detail.kind is VoucherKind.CHALLAN:
        return CHALLAN_COPIES
    if detail.kind.is_note:
        return NOTE_COPIES
    return SERVICE_COPIES if is_service(detail) else INVOICE_COPIES


def chosen(wanted: Sequence[str], marks: Sequence[str]) -> list[str]:
    """The marks that words name: original, duplicate, triplicate, all, extra, or a mark in full.

    Several words may stand in one, with commas between. A paper with fewer copies gives its last
    for a later one: the supplier keeps the second of a service invoice. A paper without marks has
    but one copy. Extra copies may be named more than once. Raises `Invalid`.
    """
    if tuple(marks) == QUOTATION_COPIES:
        return list(marks)
    found: list[str] = []
    for said in wanted:
        for piece in said.split(","):
            found += _named(piece.strip(), marks)
    extra = [mark for mark in found if mark == EXTRA_COPY]
    return [*dict.fromkeys(mark for mark in found if mark != EXTRA_COPY), *extra]


def _named(said: str, marks: Sequence[str]) -> Sequence[str]:
    word = said.casefold()
    if word == "all":
        return marks
    if word in ("extra", EXTRA_COPY.casefold()):
        return (EXTRA_COPY,)
    if word in _WORDS:
        return (marks[min(_WORDS.index(word), len(marks) - 1)],)
    known = {*INVOICE_COPIES, *SERVICE_COPIES, *CHALLAN_COPIES}
    if said.upper() in known:
        return (said.upper(),)
    begun = [mark for mark in marks if word and mark.casefold().startswith(word)]
    if not begun:
        raise Invalid(
            f"“{said}” is not a copy. Choose original, duplicate, triplicate, extra or all.",
            field="copies",
        )
    return begun
