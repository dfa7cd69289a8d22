"""Papers of every kind, kept once in real books of the samples' office."""

import shutil
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

from senstosales.books.store import Books, open_books
from senstosales.queries.papers import VoucherDetail
from senstosales.services.voucher_drafts import VoucherDraft
from tests.clock import Clock
from tests.documents import vouchers as v

Keep = Callable[[VoucherDraft], VoucherDetail]


@pytest.fixture(scope="package")
def shop(new_books_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Books]:
    """Books of the office that issues the samples, shared by the tests of its papers."""
    path = tmp_path_factory.mktemp("shop") / "books.sqlite3"
    shutil.copyfile(new_books_file, path)
    books = open_books(path, clock=Clock())
    v.set_up(books)
    yield books
    books.close()


@pytest.fixture(scope="package")
def keep(shop: Books) -> Keep:
    """Keeps a draft in those books and gives the paper as read back."""
    return lambda draft: v.kept(shop, draft)


@pytest.fixture(scope="package")
def paper(shop: Books) -> Callable[..., VoucherDetail]:
    """`paper(kind, count)`: a plain paper of so many lines; `paper(kind)`: one with everything."""

    @cache
    def kept(kind: v.VoucherKind, count: int | None = None) -> VoucherDetail:
        return v.kept(shop, v.rich(kind) if count is None else v.draft(kind, count))

    return kept
