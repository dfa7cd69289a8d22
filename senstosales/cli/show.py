"""`show`: documents as JSON, in the shapes of the SenstoSales contract."""

import argparse
from typing import TYPE_CHECKING, Any

from senstosales.cli.session import open_chosen, print_json, year_of
from senstosales.errors import Invalid

if TYPE_CHECKING:
    from pydantic import BaseModel


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
    from senstosales.api.contracts.senstosales import (
        challan_wire,
        invoice_wire,
        order_wire,
        receipt_wire,
    )
    from senstosales.queries import challans, receipts

    body: BaseModel
    if noun == "order":
        body = order_wire.po_of(session, item)
    elif noun == "challan":
        body = challan_wire.dc_detail(challans.detail(session, item))
    elif noun == "invoice":
        body = invoice_wire.invoice_of(session, item)
    else:
        body = receipt_wire.srv_detail(receipts.detail(session, item))
    return body.model_dump(mode="json")
