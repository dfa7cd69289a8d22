"""Puts what was read beside what the sample `.json` files say, field by field."""

from datetime import date
from decimal import Decimal

from senstosales.domain.amounts import plain
from senstosales.portal.models import OrderPage, ReceiptPage


def said(value):
    """A value in the spelling of the `.json` files: plain numbers, ISO dates."""
    if isinstance(value, Decimal):
        return plain(value)
    return value.isoformat() if isinstance(value, date) else value


def order_as_json(page: OrderPage) -> dict:
    """Everything of an order page under the keys of its `.json`."""
    header = {
        name: said(getattr(page, name))
        for name in type(page).model_fields
        if name
        not in {"kind", "remarks", "items", "price_basis", "gem_contracts", "payment_days",
                "findings", "supplier_name", "supplier_address", "buyer_name"}
    }  # fmt: skip
    header["enquiry_date"] = None
    items = []
    for item in page.items:
        entry = {
            name: said(getattr(item, name))
            for name in type(item).model_fields
            if name not in {"drawing_numbers", "lots"}
        }
        entry["lots"] = [
            {name: said(getattr(lot, name)) for name in type(lot).model_fields} for lot in item.lots
        ]
        items.append(entry)
    basis = page.price_basis
    derived = {
        "gst_inclusive": {"inclusive": True, "exclusive": False, "silent": None}[basis.basis],
        "gst_rate": said(basis.rate),
        "gst_wording": basis.wording,
        "gem_contracts": [
            {"number": contract.number, "date": said(contract.date)}
            for contract in page.gem_contracts
        ],
        "drawing_numbers": {str(i.po_item_no): list(i.drawing_numbers) for i in page.items},
        "payment_days": page.payment_days,
        "supplier_name": page.supplier_name,
        "supplier_address": list(page.supplier_address),
    }
    return {
        "header": header,
        "remarks": page.remarks,
        "items": items,
        "derived": derived,
        "deviations": [finding.model_dump() for finding in page.findings],
    }


def receipt_as_json(page: ReceiptPage) -> list[dict]:
    """The rows of a receipt page under the keys of its `.json`."""
    return [
        {name: said(getattr(row, name)) for name in type(row).model_fields} for row in page.rows
    ]
