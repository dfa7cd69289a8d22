"""The challan with figures: of goods that move without an order (CGST Rule 55), or of an order's, priced."""

from dataclasses import dataclass

from senstosales.documents import sheets
from senstosales.documents.blocks import Fact
from senstosales.documents.challan import REPLACEMENT
from senstosales.documents.matter import (
    Matter,
    cancelled_note,
    carriage,
    own_fields,
    place_of_supply,
    pricing_statements,
    references,
)
from senstosales.documents.wording import dated, free_day, referred
from senstosales.domain.kinds import Nature
from senstosales.queries.papers import VoucherDetail


@dataclass(frozen=True, slots=True)
class _Movement:
    """Why goods move: what stands under the title, how to call the day they are back, and the law."""

    under: str
    back: str
    law: str


_MOVEMENTS = {
    Nature.JOB_WORK: _Movement(
        "For job work – not a supply, not for sale",
        "To be back by",
        "The goods stay the property of the consigner and are to come back after job work, inputs "
        "within one year and capital goods within three (CGST Act section 143).",
    ),
    Nature.RETURNABLE: _Movement(
        "Returnable goods – not a supply, not for sale",
        "To be back by",
        "The goods stay the property of the consigner and are to be returned.",
    ),
    Nature.APPROVAL: _Movement(
        "On approval – for sale or return, not yet a supply",
        "To be decided by",
        "If the goods are approved an invoice follows, at the latest six months after they were "
        "sent (CGST Act section 31(7)).",
    ),
    Nature.OTHER: _Movement(
        "Movement other than by way of supply – not for sale",
        "To be back by",
        "The goods move otherwise than by way of supply (CGST Rule 55(1)(c)).",
    ),
}
_PROVISIONAL = (
    "Where the exact quantity is not known at dispatch, the quantity stated is provisional."
)


def xlsx(detail: VoucherDetail) -> bytes:
    """The challan as a workbook, its figures as numbers."""
    return sheets.voucher(detail, matter(detail), "Challan")


def matter(detail: VoucherDetail) -> Matter:
    """What a challan with figures says."""
    said = detail.particulars
    movement = _MOVEMENTS.get(detail.nature) if detail.nature else None
    under = movement.under if movement else ""
    replaced = REPLACEMENT if detail.is_replacement else ""
    law = [movement.law, _PROVISIONAL] if movement else []
    return Matter(
        title="DELIVERY CHALLAN",
        note="\n".join(filter(None, (under, replaced, cancelled_note(detail)))),
        headings=("Consignee", "Deliver to", "Consignee"),
        identity=[
            Fact("Challan No.", detail.number, strong=True),
            Fact("Challan date", dated(None, detail.date), strong=True),
            Fact("Moved for", detail.nature.value.capitalize() if detail.nature else ""),
            Fact(movement.back if movement else "To be back by", dated(None, detail.due_date)),
            Fact("Place of supply", place_of_supply(detail)),
            Fact("Date of supply", free_day(said.date_of_supply)),
        ],
        references=[
            *references(detail),
            Fact("Reason", detail.reason or ""),
            *carriage(said),
            Fact("Inspection by", said.inspection_company or ""),
            Fact("Tax invoice", referred(detail.invoice)),
            Fact("Guarantee cert.", dated(said.certificate_number, said.certificate_date)),
            Fact("Dimension report", said.report or ""),
            Fact("Test certificates", "\n".join(said.test_certificates)),
            *own_fields(said),
            Fact("Remarks", said.remarks or ""),
        ],
        total="Final amount",
        words="Value of goods in words",
        statements=[*law, *pricing_statements(detail)],
        received=True,
        foot="Computer-generated challan",
    )
