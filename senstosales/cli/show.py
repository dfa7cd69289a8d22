"""`show`: documents as JSON, in the shapes of the SenstoSales contract."""

import argparse
from typing import Any

from senstosales.cli.session import open_chosen, print_json, year_of
from senstosales.errors import Invalid


def run_show(options: argparse.Namespace) -> int:
    from senstosales.queries import listing

    if bool(options.numbers) == options.all:
        raise Invalid(f"Name the {options.noun}s to show, or say --all.")
    books = open_chosen(options)
    try:
        with books.read() as session:
            year = year_of(options)
            noun = {"srv": "receipt"}.get(options.noun, options.noun)
            ids = listing.ids(session, noun, options.numbers or None, year)
            for item in ids:
                print_json(as_contract(session, noun, item))
    finally:
        books.close()
    return 0


def as_contract(session: Any, noun: str, item: int) -> dict[str, Any]:
    from senstosales.api.contracts.senstosales import wire
    from senstosales.queries import challans, invoices, office, order_detail, receipts

    if noun == "order":
        gstin = office.letterhead(session).gstin
        return wire.po_detail(order_detail.detail(session, item), gstin).model_dump(mode="json")
    if noun == "challan":
        return wire.dc_detail(challans.detail(session, item))
    if noun == "invoice":
        detail = invoices.detail(session, item)
        challan = detail.challan.id if detail.challan else None
        linked = [challans.detail(session, challan)] if challan else []
        return wire.invoice_detail(detail, linked)
    return wire.srv_detail(receipts.detail(session, item))
