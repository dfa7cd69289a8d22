"""Papers without an order on the command line: printed in their designs, exported, shown."""

import json

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from senstosales.books.store import open_books
from senstosales.domain.kinds import VoucherKind
from senstosales.services import vouchers
from tests.clock import Clock
from tests.documents import vouchers as v
from tests.playing import ACTOR


@pytest.fixture
def numbers(path) -> dict[str, str]:
    """The number of one paper of each kind in the books."""
    books = open_books(path, clock=Clock())
    try:
        return {
            kind.value.replace("_", "-"): vouchers.create(books, ACTOR, v.draft(kind)).number
            for kind in VoucherKind
        }
    finally:
        books.close()


def read(file):
    pages = PdfReader(file).pages
    return len(pages), " ".join(" ".join(page.extract_text() for page in pages).split())


def test_every_kind_is_printed_exported_and_shown_by_its_number(here, path, numbers, tmp_path):
    titles = {
        "challan": "DELIVERY CHALLAN", "invoice": "TAX INVOICE", "quotation": "QUOTATION",
        "debit-note": "DEBIT NOTE", "credit-note": "CREDIT NOTE",
    }  # fmt: skip
    copies = {"challan": 3, "invoice": 3, "quotation": 1, "debit-note": 2, "credit-note": 2}
    at = ("--books", path)
    for noun, number in numbers.items():
        pdf, xlsx = tmp_path / f"{noun}.pdf", tmp_path / f"{noun}.xlsx"
        printed = here("print", noun, number.lower(), "-o", pdf, *at)
        assert (printed.code, printed.err, printed.out) == (0, "", f"{pdf}\n")
        pages, text = read(pdf)
        assert pages == copies[noun]
        assert titles[noun] in text
        assert number in text
        assert here("export", noun, number, "-o", xlsx, *at).code == 0
        assert load_workbook(xlsx).properties.title == f"{titles[noun].capitalize()} {number}"
        if noun not in ("challan", "invoice"):
            (told,) = here("show", noun, number, *at).lines
            assert number in (told.get("quotationNumber"), told.get("invoiceNumber"))
            assert len(told["items"]) == 3
    register = tmp_path / "notes.xlsx"
    assert here("export", "notes", "-o", register, *at).code == 0
    held = [str(cell.value) for row in load_workbook(register).active.iter_rows() for cell in row]
    assert {numbers["debit-note"], numbers["credit-note"]} <= set(held)


def test_a_template_is_chosen_by_name(here, path, numbers, tmp_path):
    at, file = ("--books", path), tmp_path / "x.pdf"
    print_ = ("print", "invoice", numbers["invoice"], "-o", file, "--copies", "duplicate")
    made = {}
    for name in ("classic", "modern", "minimal"):
        assert here(*print_, "--template", name, *at).code == 0
        made[name] = read(file)
    assert all("DUPLICATE FOR TRANSPORTER" in text for _, text in made.values())
    assert len({text for _, text in made.values()}) == 3
    for words, sentence in (
        ((*print_, "--template", "compact"), "no design “compact”"),
        (("print", "certificate", "1", "-o", file, "--template", "modern"), "only one design"),
        (("print", "invoice", numbers["invoice"], "-o", file, "--copies", "fifth"), "not a copy"),
        (("print", "debit-note", "77", "-o", file), "no debit note"),
        (("show", "credit-note", "77"), "no credit"),
    ):
        refused = here(*words, *at)
        assert refused.code == 2
        assert sentence in refused.sentence


def test_what_is_shown_of_a_quotation_makes_the_same_total(here, path, numbers, tmp_path):
    shown = here("show", "quotation", "--all", "--books", path)
    (tmp_path / "q.json").write_text(shown.out, "utf-8")
    computed = json.loads(here("compute", tmp_path / "q.json").out)
    books = open_books(path, clock=Clock())
    try:
        with books.read() as session:
            total = vouchers.propose(session, v.draft(VoucherKind.QUOTATION)).total
    finally:
        books.close()
    assert str(total) in json.dumps(computed)
