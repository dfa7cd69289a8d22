"""Books in which every list has something, shared by the tests that only read."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from senstosales.books.store import Books, open_books
from senstosales.domain.kinds import VoucherKind, VoucherState
from senstosales.queries import vouchers
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
    opened.close()
    return path


@pytest.fixture(scope="module")
def story(story_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Books]:
    path = tmp_path_factory.mktemp("copy") / "books.sqlite3"
    shutil.copyfile(story_file, path)
    opened = open_books(path, clock=Clock())
    yield opened
    opened.close()
