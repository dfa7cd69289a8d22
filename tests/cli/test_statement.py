"""A party's statement of account, and lists of money and stock, on the command line."""

from datetime import date
from decimal import Decimal

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from senstosales.books.store import open_books
from senstosales.services import expenses, parties, payments
from tests.clock import Clock
from tests.playing import ACTOR

DAY = date(2026, 3, 10)


@pytest.fixture
def party(path) -> int:
    books = open_books(path, clock=Clock())
    made = parties.save(books, ACTOR, parties.PartyDraft(name="Satpura Tools"))
    line = payments.PaymentLineDraft(amount=Decimal(750))
    payments.save(
        books,
        ACTOR,
        payments.PaymentDraft(party_id=made, paid_on=DAY, lines=(line,), reference="U9"),
    )
    spent = expenses.ExpenseDraft(amount=Decimal(99), spent_on=DAY, category="Phone")
    expenses.save(books, ACTOR, spent)
    books.close()
    return made


def text(file) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(file).pages).split())


def test_a_statement_is_printed_for_days(here, path, party, tmp_path):
    file, at = tmp_path / "s.pdf", ("--books", path)
    told = here("print", "statement", "satpura", "-o", file, "--to", "2026-03-31", *at)
    assert (told.code, told.err, told.out) == (0, "", f"{file}\n")
    assert "STATEMENT OF ACCOUNT 10-Mar-2026 to 31-Mar-2026" in text(file)
    assert "U9" in text(file)
    later = here(
        "print",
        "statement",
        str(party),
        "--from",
        "11/3/2026",
        "--to",
        "12/3/2026",
        "-o",
        file,
        *at,
    )
    assert later.code == 0
    assert "Opening balance 750.00 Cr" in text(file)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("statement", "nobody"), "There is no party nobody in the books."),
        (("statement", "satpura", "--template", "modern"), "A statement has only one design."),
        (
            ("statement", "satpura", "--from", "2026-04-01", "--to", "2026-03-01"),
            "The first day lies",
        ),
        (("statement", "satpura", "--from", "soon"), "“soon” is not a date."),
        (("invoice", "1", "--from", "2026-04-01"), "Only a statement is made for days"),
    ],
)
def test_what_is_wrong_is_one_sentence(here, path, party, tmp_path, words, sentence):
    told = here("print", *words, "-o", tmp_path / "s.pdf", "--books", path)
    assert told.code == 2
    assert told.sentence.startswith(sentence)
    assert not (tmp_path / "s.pdf").exists()


@pytest.mark.parametrize(
    ("noun", "held"),
    [("payments", "U9"), ("accounts", "Satpura Tools"), ("expenses", "Phone"), ("products", None),
     ("open-invoices", None)],
)  # fmt: skip
def test_lists_are_exported(here, path, party, tmp_path, noun, held):
    file = tmp_path / "list.xlsx"
    assert here("export", noun, "-o", file, "--books", path).code == 0
    said = {str(cell.value) for row in load_workbook(file).active.iter_rows() for cell in row}
    assert held is None or held in said
