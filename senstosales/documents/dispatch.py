"""The papers of one dispatch as one job: invoice and challan in their copies, guarantee certificate,
packing slip.

Copies are named `part:mark`, such as `challan:DUPLICATE FOR TRANSPORTER`; of the papers that bear no mark
`slip:` stands once for each copy.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from senstosales.documents import certificate, challan, copies, packing_slip, templates
from senstosales.documents.copies import EXTRA_COPY
from senstosales.documents.paper import Run, joined
from senstosales.errors import Invalid
from senstosales.queries.dispatch import Dispatch

INVOICE, CHALLAN, CERTIFICATE, SLIP = PARTS = ("invoice", "challan", "certificate", "slip")
"""In the order in which they are printed."""
_TITLES = {
    INVOICE: "Invoice",
    CHALLAN: "Delivery challan",
    CERTIFICATE: "Guarantee certificate",
    SLIP: "Packing slip",
}


@dataclass(frozen=True, slots=True)
class Part:
    """One paper of the dispatch and the marks it may bear; one without marks is had in any number."""

    key: str
    title: str
    marks: tuple[str, ...] = ("",)

    @property
    def names(self) -> tuple[str, ...]:
        """What its copies are called within the whole."""
        return tuple(f"{self.key}:{mark}" for mark in self.marks)


def parts(held: Dispatch) -> tuple[Part, ...]:
    """The papers this dispatch has: no certificate without an order, no slip where nothing is packed."""
    found = []
    if held.invoice is not None:
        marks = (*copies.marks(held.invoice), EXTRA_COPY)
        found.append(Part(INVOICE, _TITLES[INVOICE], marks))
    if held.challan is not None:
        found.append(Part(CHALLAN, _TITLES[CHALLAN], copies.marks(held.challan)))
        if held.challan.order is not None:
            found.append(Part(CERTIFICATE, _TITLES[CERTIFICATE]))
    if not copies.is_service(held.goods):
        found.append(Part(SLIP, _TITLES[SLIP]))
    return tuple(found)


def usual(held: Dispatch) -> tuple[str, ...]:
    """Every copy that the law asks for, and one of each other paper."""
    return tuple(
        name for part in parts(held) for name in part.names if not name.endswith(f":{EXTRA_COPY}")
    )


def named(held: Dispatch, wanted: Sequence[str], words: Sequence[str]) -> tuple[str, ...]:
    """The copies that a person names: of these parts, and of their marked papers these copies.

    Raises `Invalid` for a part that this dispatch does not have, and as `copies.chosen` does.
    """
    found: list[str] = []
    offered = parts(held)
    for key in wanted:
        if key not in (part.key for part in offered):
            have = ", ".join(part.key for part in offered)
            raise Invalid(f"This dispatch has no {key}, only {have}.", field="parts")
    for part in offered:
        if wanted and part.key not in wanted:
            continue
        marks = [mark for mark in part.marks if mark != EXTRA_COPY]
        found += (f"{part.key}:{mark}" for mark in copies.chosen(words, marks))
    return tuple(found)


def runs(held: Dispatch, wanted: Sequence[str], design: str, printed_on: date) -> Iterator[Run]:
    """The papers whose copies are wanted, in the order of `PARTS`; the invoice in that design."""
    for part in parts(held):
        marks = [name.partition(":")[2] for name in wanted if name.startswith(f"{part.key}:")]
        if marks:
            yield _run(held, part.key, marks, design, printed_on)


def pdf(held: Dispatch, wanted: Sequence[str], design: str, printed_on: date) -> bytes:
    """The papers as one PDF; the pages of each are counted by themselves. Raises `Invalid` for none."""
    return joined(runs(held, wanted, design, printed_on), title(held))


def title(held: Dispatch) -> str:
    """`Dispatch papers of invoice 45`."""
    if held.invoice is not None:
        return f"Dispatch papers of invoice {held.invoice.number}"
    return f"Dispatch papers of challan {held.goods.number}"


def _run(held: Dispatch, key: str, marks: Sequence[str], design: str, printed_on: date) -> Run:
    if key == SLIP:
        return Run(packing_slip.paper(held.goods, printed_on), marks)
    if key == INVOICE:
        assert held.invoice is not None
        return templates.run(held.invoice, design, marks, printed_on)
    assert held.challan is not None
    if key == CERTIFICATE:
        paper = certificate.paper(challan.of(held.challan), printed_on, held.promise)
        return Run(paper, marks)
    return templates.run(held.challan, templates.CLASSIC, marks, printed_on)
