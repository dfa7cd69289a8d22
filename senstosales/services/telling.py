"""What listeners outside are told of sent invoices, in the words of the import contract.

It is kept with the books as it was said. Rupees are kept as text, exact; the stream makes numbers of them.
"""

from typing import Any

from sqlalchemy.orm import Session

from senstosales.books.store import here, now
from senstosales.queries.handling import CHANNEL, HandledInvoice, HandledLine
from senstosales.tables.handling import Event


def say(session: Session, data: dict[str, Any]) -> None:
    """Let listeners hear this once the transaction is committed."""
    session.add(Event(business_id=here(session), channel=CHANNEL, at=now(session), data=data))
    session.flush()


def told(held: HandledInvoice) -> dict[str, Any]:
    """A sent invoice, whole, as it stands now."""
    return {
        "id": held.id,
        "invoice_no": held.invoice_no,
        "invoice_date": held.invoice_date.isoformat(),
        "customer": dict(held.customer),
        "status": held.stage.value,
        "priority": held.priority.value,
        "salesman": {
            "id": held.salesman_id,
            "name": held.salesman_name,
            "phone": held.salesman_phone,
        },
        "created_by": held.created_by,
        "items": [_item(line) for line in held.lines],
        "total_amount": str(held.total),
        "remarks": held.remarks,
        "created_at": held.created_at.isoformat(),
        "billing_status": held.billing.value,
        "return_info": _returned(held),
        "picker_info": None,
        "packer_info": None,
        "delivery_info": None,
        "current_handler": None,
    }


def _item(line: HandledLine) -> dict[str, Any]:
    return {
        "id": line.id,
        "name": line.name,
        "item_code": line.item_code,
        "barcode": line.barcode,
        "quantity": line.quantity,
        "mrp": str(line.mrp),
        "company_name": line.company_name,
        "packing": line.packing,
        "shelf_location": line.shelf_location,
        "remarks": line.remarks,
        "batch_no": line.batch_no,
        "expiry_date": line.expiry_date,
    }


def _returned(held: HandledInvoice) -> dict[str, Any] | None:
    if held.returned_at is None:
        return None
    return {
        "id": held.id,
        "return_reason": held.return_reason,
        "returned_by": held.returned_by_id,
        "returned_by_email": held.returned_by_email,
        "returned_by_name": held.returned_by_name,
        "returned_at": held.returned_at.isoformat(),
        "returned_from_section": held.returned_from.value if held.returned_from else None,
        "resolution_notes": held.resolution_notes,
        "resolved_at": held.resolved_at.isoformat() if held.resolved_at else None,
        "resolved_by": held.resolved_by_id,
        "resolved_by_email": held.resolved_by_email,
        "resolved_by_name": held.resolved_by_name,
    }
