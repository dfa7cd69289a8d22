"""`challan` and `invoice`: papers made from what is pending."""

import argparse
import sys
from collections.abc import Iterable, Sequence
from typing import Any

from senstosales.cli.session import actor, day_of, open_chosen, print_json, year_of
from senstosales.cli.show import as_contract
from senstosales.domain.kinds import VoucherKind
from senstosales.errors import Invalid, Refused
from senstosales.months import shown


def run_challan(options: argparse.Namespace) -> int:
    from senstosales.queries import challans as queries
    from senstosales.queries import order_detail, orders
    from senstosales.services import challans
    from senstosales.services.drafts import make

    chosen = [name for name in ("all_pending", "line", "replacement") if getattr(options, name)]
    if "all_pending" in chosen and len(chosen) > 1:
        raise Invalid(f"Say --all-pending or --{chosen[1]}, not both.")
    books = open_chosen(options)
    try:
        order_id = books.ask(orders.find, options.order, year_of(options))
        items = books.ask(order_detail.detail, order_id).items
        if options.line:
            lines: Iterable[Any] = [_typed_line(text, items) for text in options.line]
        elif options.replacement:
            lines = [
                {"order_item_id": item.id, "quantity": item.replaceable}
                for item in items
                if item.replaceable > 0
            ]
        else:
            lines = [line.model_dump() for line in challans.pending_lines(items)]
        if not lines:
            what = "rejected to send again" if options.replacement else "pending"
            raise Refused(f"Order {options.order} has nothing {what}.")
        draft = make(
            challans.ChallanDraft,
            {
                "order_id": order_id,
                "date": day_of(options.date),
                "number": options.number,
                "is_replacement": options.replacement,
                "lines": tuple(lines),
            },
        )
        issued = challans.create(books, actor(), draft)
        if options.json:
            with books.read() as session:
                print_json(as_contract(session, "challan", issued.id))
        else:
            made = books.ask(queries.detail, issued.id)
            print(f"Challan {made.number} of {shown(made.date)} made: {len(made.lines)} lines.")
    finally:
        books.close()
    return 0


def _typed_line(text: str, items: Sequence[Any]) -> dict[str, Any]:
    from senstosales.domain.amounts import quantity

    where, _, amount = text.partition("=")
    item_no, _, lot_no = where.partition(":")
    if not (item_no.isdigit() and (lot_no.isdigit() or not lot_no) and amount):
        raise Invalid(f"“{text}” is not a line such as 1=20 or 1:2=20.")
    item = next((item for item in items if item.item_no == int(item_no)), None)
    if item is None:
        raise Invalid(f"The order has no item {item_no}.")
    lots = [lot for lot in item.lots if not lot_no or lot.lot_no == int(lot_no)]
    if not lots:
        raise Invalid(f"Item {item_no} has no lot {lot_no}.")
    lot_id = lots[0].id if lot_no or len(lots) == 1 else None
    return {"order_item_id": item.id, "order_lot_id": lot_id, "quantity": quantity(amount)}


def run_invoice(options: argparse.Namespace) -> int:
    from senstosales.queries import invoices as queries
    from senstosales.queries import vouchers
    from senstosales.services import invoices
    from senstosales.services.drafts import make

    books = open_chosen(options)
    try:
        challan_id = books.ask(
            vouchers.find, VoucherKind.CHALLAN, options.challan, year_of(options)
        )
        draft = make(
            invoices.InvoiceDraft,
            {"challan_id": challan_id, "date": day_of(options.date), "number": options.number},
        )
        issued = invoices.issue(books, actor(), draft)
        made = books.ask(queries.detail, issued.id)
        if options.json:
            with books.read() as session:
                print_json(as_contract(session, "invoice", issued.id))
        else:
            from senstosales.domain.amounts import indian

            print(f"Invoice {made.number} of {shown(made.date)} made: Rs {indian(made.total)}.")
            print(made.tax_note)
        if not made.seller.gstin:
            print("Your GSTIN is not set: it is missing on this invoice.", file=sys.stderr)
        if bare := sum(not line.hsn for line in made.lines):
            lines = "One line has" if bare == 1 else f"{bare} lines have"
            print(f"{lines} no HSN code, which GST Rule 46 asks for.", file=sys.stderr)
    finally:
        books.close()
    return 0
