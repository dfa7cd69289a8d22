"""Books in which every list has something, shared by the tests that only read."""

import shutil
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from senstosales.books.store import Books, open_books
from senstosales.domain.cash import Settlement
from senstosales.domain.kinds import VoucherKind, VoucherState
from senstosales.queries import invoices, vouchers
from senstosales.services import expenses, payments
from senstosales.services import vouchers as voucher_service
from senstosales.services.voucher_copies import note_on
from tests.clock import Clock
from tests.playing import ACTOR, import_pages, play, send


@pytest.fixture(scope="session")
def story_file(ordered_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("story") / "books.sqlite3"
    shutil.copyfile(ordered_file, path)
    opened = open_books(path, clock=Clock())
    for name in ("srv-rejection", "srv-simple", "srv-two-srvs", "srv-tax-invoice-only", "srv-unknown-po",
                 "srv-blank-received"):  # fmt: skip
        play(opened, name)
    import_pages(opened, "bad-inconsistent")
    send(opened, "1139101", [(1, 1, "20")], number="T-1")
    invoice = opened.ask(vouchers.find, VoucherKind.INVOICE, "52")
    credit = opened.ask(note_on, VoucherKind.CREDIT_NOTE, invoice)
    voucher_service.create(opened, ACTOR, credit.model_copy(update={"reason": "Rejected"}))
    quotation = credit.model_copy(
        update={"kind": VoucherKind.QUOTATION, "state": VoucherState.SENT, "reference_id": None}
    )
    voucher_service.create(opened, ACTOR, quotation)
    _money(opened, opened.ask(vouchers.find, VoucherKind.INVOICE, "61"))
    opened.close()
    return path


def _money(books: Books, invoice: int) -> None:
    """Two payments, one of them with a deduction, and two expenses."""
    party = books.ask(invoices.detail, invoice).party_id
    part = payments.PaymentLineDraft
    for day, lines in (
        (date(2023, 12, 1), (part(amount=Decimal(500)),)),
        (
            date(2024, 1, 5),
            (
                part(amount=Decimal("1000.50"), invoice_id=invoice),
                part(kind=Settlement.GST_TDS, amount=Decimal(20), invoice_id=invoice),
            ),
        ),
    ):
        drafted = payments.PaymentDraft(party_id=party, paid_on=day, lines=lines, method=3)
        payments.save(books, ACTOR, drafted)
    for day, category, needed in ((1, "Rent", True), (9, "Food", False)):
        spent = expenses.ExpenseDraft(
            amount=Decimal(700), spent_on=date(2024, 2, day), category=category, is_necessary=needed
        )
        expenses.save(books, ACTOR, spent)


@pytest.fixture(scope="module")
def story(story_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Books]:
    path = tmp_path_factory.mktemp("copy") / "books.sqlite3"
    shutil.copyfile(story_file, path)
    opened = open_books(path, clock=Clock())
    yield opened
    opened.close()
