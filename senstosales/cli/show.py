"""`show`: documents as JSON, in the shapes of the SenstoSales contract; quotations and notes, which it
does not know, in those of the vouchers contract.
"""

import argparse
from typing import TYPE_CHECKING, Any

from senstosales.cli.session import open_chosen, print_json, year_of
from senstosales.domain.kinds import VoucherKind
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
            noun = {"srv": "receipt"}.get(options.noun, options.noun.replace("-", "_"))
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
    elif noun == "receipt":
        body = receipt_wire.srv_detail(receipts.detail(session, item))
    else:
        return _as_voucher(session, VoucherKind(noun), item)
    return body.model_dump(mode="json")


def _as_voucher(session: Any, kind: VoucherKind, item: int) -> dict[str, Any]:
    """What a client of the vouchers contract would state to make it; a credit note as a debit note."""
    from senstosales.api.contracts.vouchers import whole
    from senstosales.api.contracts.vouchers.families import DEBIT_NOTES, QUOTATIONS
    from senstosales.queries import stated_vouchers

    family = QUOTATIONS if kind is VoucherKind.QUOTATION else DEBIT_NOTES
    return whole.stated(family, stated_vouchers.by_id(session, kind, item))
