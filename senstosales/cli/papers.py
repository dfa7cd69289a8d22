"""`print` and `export`: papers as PDF, documents and lists as workbooks."""

import argparse
import contextlib
from datetime import UTC, datetime
from pathlib import Path

from senstosales.cli.session import day_of, open_chosen, path_of, year_of
from senstosales.domain.kinds import VoucherKind
from senstosales.errors import Invalid

LISTS = (
    "orders", "challans", "invoices", "srvs", "quotations", "notes", "parties", "deviations",
    "payments", "open-invoices", "accounts", "products", "expenses", "schedule",
)  # fmt: skip
_REGISTERS = {"srvs": "receipts", "notes": "tax_notes", "open-invoices": "open_invoices"}
PAPERS = tuple(kind.value.replace("_", "-") for kind in VoucherKind)
"""The kinds of paper as a command names them."""
DESIGNLESS = ("certificate", "slip", "statement")
"""Papers that are no vouchers; they have one design only."""
BUNDLE = "bundle"
"""All papers of one dispatch."""


def kind_of(noun: str) -> VoucherKind:
    """The kind that a command names, such as `debit-note`."""
    return VoucherKind(noun.replace("-", "_"))


def run_print(options: argparse.Namespace) -> int:
    from senstosales.documents import certificate, dispatch, packing_slip, statement, templates
    from senstosales.queries import accounts, challans, office, voucher_detail, vouchers
    from senstosales.queries import dispatch as dispatches

    today = datetime.now(UTC).astimezone().date()
    if options.template and options.noun in DESIGNLESS:
        raise Invalid(f"A {options.noun} has only one design.")
    if (options.since or options.until) and options.noun != "statement":
        raise Invalid("Only a statement is made for days: leave out --from and --to.")
    if options.parts and options.noun != BUNDLE:
        raise Invalid("Only a bundle has parts: leave out --parts.")
    books = open_chosen(options)
    try:
        if options.noun == "statement":
            party = books.ask(accounts.find, options.number)
            since, until = (text and day_of(text) for text in (options.since, options.until))
            data = statement.pdf(books.ask(accounts.statement, party, since, until), today)
        elif options.noun == "certificate":
            found = books.ask(vouchers.find, VoucherKind.CHALLAN, options.number, year_of(options))
            text = books.ask(office.setting, "certificate_text")
            data = certificate.pdf(books.ask(challans.detail, found), today, text)
        elif options.noun == "slip":
            kind = VoucherKind.CHALLAN
            found = books.ask(vouchers.find, kind, options.number, year_of(options))
            data = packing_slip.pdf(books.ask(voucher_detail.detail, found, kind), today)
        elif options.noun == BUNDLE:
            found = books.ask(vouchers.find, VoucherKind.INVOICE, options.number, year_of(options))
            held = books.ask(dispatches.of_invoice, found)
            wanted = dispatch.named(held, options.parts, options.copies)
            data = dispatch.pdf(held, wanted, options.template or templates.CLASSIC, today)
        else:
            kind = kind_of(options.noun)
            found = books.ask(vouchers.find, kind, options.number, year_of(options))
            detail = books.ask(voucher_detail.detail, found, kind)
            template = options.template or templates.TEMPLATES[kind][0]
            data = templates.pdf(detail, template, options.copies, today)
    finally:
        books.close()
    _write(options.output, data, path_of(options))
    return 0


def run_export(options: argparse.Namespace) -> int:
    from senstosales.documents import certificate, order, templates, workbooks
    from senstosales.queries import (
        challans,
        filters,
        listing,
        order_detail,
        orders,
        voucher_detail,
        vouchers,
    )

    books = open_chosen(options)
    try:
        noun, number, year = options.noun, options.number, year_of(options)
        if noun == "register":
            noun, number = number or "", None
            if noun not in LISTS:
                raise Invalid(f"Name a list after “register”: {', '.join(LISTS)}.")
        if noun in LISTS:
            if number is not None:
                raise Invalid(f"“{noun}” exports the whole list; narrow it with --filter.")
            register = listing.registers()[_REGISTERS.get(noun, noun)]
            today = datetime.now(UTC).astimezone().date()
            wanted = filters.parse(options.filter, today, register.statuses)
            with books.read() as session:
                rows = listing.all_rows(session, register, wanted)
                data = workbooks.register(register.title, register.columns, rows, None)
        elif number is None:
            raise Invalid(f"Name the {noun} to export.")
        elif noun == "order":
            found = books.ask(orders.find, number, year)
            data = order.xlsx(books.ask(order_detail.detail, found))
        elif noun == "certificate":
            found = books.ask(vouchers.find, VoucherKind.CHALLAN, number, year)
            data = certificate.xlsx(books.ask(challans.detail, found))
        else:
            kind = kind_of(noun)
            found = books.ask(vouchers.find, kind, number, year)
            data = templates.xlsx(books.ask(voucher_detail.detail, found, kind))
    finally:
        books.close()
    _write(options.output, data, path_of(options))
    return 0


def _write(path: Path, data: bytes, books: Path) -> None:
    from senstosales.documents.whole_file import write_whole

    # What cannot be looked at cannot be written either, and that is told.
    with contextlib.suppress(OSError):
        if path.exists() and path.samefile(books):
            raise Invalid("A paper cannot be written over the books themselves. Name another file.")
    write_whole(path, data)
    print(path)
