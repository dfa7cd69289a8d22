"""`print` and `export`: papers as PDF, documents and lists as workbooks."""

import argparse
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from senstosales.cli.session import open_chosen, path_of, year_of
from senstosales.domain.kinds import VoucherKind
from senstosales.errors import Invalid

LISTS = ("orders", "challans", "invoices", "srvs", "parties", "deviations")


def _copies(wanted: Sequence[str], marks: Sequence[str]) -> list[str]:
    chosen: list[str] = []
    for word in wanted:
        for piece in word.split(","):
            name = piece.strip().lower()
            if name == "all":
                chosen += marks
            elif name == "extra":
                chosen.append("EXTRA COPY")
            else:
                found = [mark for mark in marks if name and mark.lower().startswith(name)]
                if not found:
                    raise Invalid(
                        f"“{piece}” is not a copy. Choose original, duplicate, triplicate, extra or all."
                    )
                chosen += found
    return list(dict.fromkeys(chosen))


def run_print(options: argparse.Namespace) -> int:
    from senstosales.documents import certificate, challan, invoice
    from senstosales.queries import challans, invoices, office, vouchers

    today = datetime.now(UTC).astimezone().date()
    books = open_chosen(options)
    try:
        if options.noun == "invoice":
            marks = _copies(options.copies, invoice.INVOICE_COPIES)
            found = books.ask(vouchers.find, VoucherKind.INVOICE, options.number, year_of(options))
            data = invoice.pdf(books.ask(invoices.detail, found), marks, today)
        else:
            found = books.ask(vouchers.find, VoucherKind.CHALLAN, options.number, year_of(options))
            detail = books.ask(challans.detail, found)
            if options.noun == "certificate":
                text = books.ask(office.setting, "certificate_text")
                data = certificate.pdf(detail, today, text)
            else:
                data = challan.pdf(detail, _copies(options.copies, challan.CHALLAN_COPIES), today)
    finally:
        books.close()
    _write(options.output, data, path_of(options))
    return 0


def run_export(options: argparse.Namespace) -> int:
    from senstosales.documents import certificate, challan, invoice, order, workbooks
    from senstosales.queries import (
        challans,
        filters,
        invoices,
        listing,
        order_detail,
        orders,
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
            register = listing.registers()[noun.replace("srvs", "receipts")]
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
        elif noun == "invoice":
            found = books.ask(vouchers.find, VoucherKind.INVOICE, number, year)
            data = invoice.xlsx(books.ask(invoices.detail, found))
        else:
            found = books.ask(vouchers.find, VoucherKind.CHALLAN, number, year)
            detail = books.ask(challans.detail, found)
            data = (certificate if noun == "certificate" else challan).xlsx(detail)
    finally:
        books.close()
    _write(options.output, data, path_of(options))
    return 0


def _write(path: Path, data: bytes, books: Path) -> None:
    try:
        if path.exists() and path.samefile(books):
            raise Invalid("A paper cannot be written over the books themselves. Name another file.")
        path.write_bytes(data)
    except OSError as error:
        raise Invalid(f"{path} cannot be written: {error.strerror}.") from error
    print(path)
