"""The statement of account, read back as the party's own programs would."""

import io
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from functools import partial

import openpyxl
import pytest

from senstosales.books.store import Books
from senstosales.documents import statement as paper
from senstosales.domain.cash import Settlement
from senstosales.errors import Invalid, NotFound
from senstosales.queries import accounts
from senstosales.services import parties, payments, vouchers
from tests.documents import reading
from tests.playing import ACTOR
from tests.services.test_vouchers import DAY, draft, line

PRINTED = date(2026, 3, 16)


@pytest.fixture
def party(books: Books) -> int:
    made = parties.PartyDraft(name="Satpura Tools", gstin="23AAACS0000B1ZM", address="Mandideep")
    return parties.save(books, ACTOR, made)


@pytest.fixture
def account(books: Books, party: int) -> int:
    """An invoice of ₹ 2,36,000.00 three days before DAY, and of ₹ 236.00 on DAY, paid in part."""
    bill = partial(vouchers.create, books, ACTOR)
    large = line(quantity="1", price="200000")
    first = bill(draft(party_id=party, date=DAY - timedelta(days=3), lines=(large,))).id
    bill(draft(party_id=party))
    part = payments.PaymentLineDraft
    lines = (
        part(amount=Decimal("100000.50"), invoice_id=first),
        part(kind=Settlement.GST_TDS, amount=Decimal(4000), invoice_id=first),
    )
    paid = payments.PaymentDraft(party_id=party, paid_on=DAY, lines=lines, reference="UTR 91")
    payments.save(books, ACTOR, paid)
    return party


def test_it_tells_every_entry_with_its_balance(books: Books, account: int) -> None:
    said = reading.text(paper.pdf(books.ask(accounts.statement, account), PRINTED))
    for words in (
        "STATEMENT OF ACCOUNT",
        "NARMADA PRECISION WORKS",
        "Satpura Tools",
        "GSTIN 23AAACS0000B1ZM",
        "Opening balance 0.00",
        "2,36,000.00 2,36,000.00 Dr",
        "UTR 91",
        "1,00,000.50",
        "GST-TDS",
        "Closing balance 1,32,235.50 Dr",
        "Rupees One Lakh Thirty-Two Thousand Two Hundred and Thirty-Five and Paise Fifty Only",
        "Invoices not settled",
        "Page 1 of 1",
        "Printed on 16-Mar-2026",
    ):
        assert words in said, words
    order = [said.rindex(word) for word in ("2,36,000.00 Dr", "2,36,236.00 Dr", "1,32,235.50 Dr")]
    assert order == sorted(order)


def test_what_lies_before_the_first_day_is_the_opening_balance(books: Books, account: int) -> None:
    found = books.ask(accounts.statement, account, DAY, DAY + timedelta(days=1))
    assert (found.opening, found.closing) == (Decimal(236000), Decimal("132235.50"))
    assert (found.debit, found.credit) == (Decimal(236), Decimal("104000.50"))
    said = reading.text(paper.pdf(found, PRINTED))
    assert "05-Mar-2026 to 06-Mar-2026" in said
    assert "Opening balance 2,36,000.00 Dr" in said
    assert "Invoices not settled" not in said, "what was open on a past day is not known"


def test_many_entries_run_over_pages_that_say_so(books: Books, account: int) -> None:
    found = books.ask(accounts.statement, account)
    many = replace(found, lines=(*found.lines, *found.lines[1:] * 40))
    pages = reading.pages(paper.pdf(many, PRINTED))
    assert len(pages) > 2
    for number, page in enumerate(pages, 1):
        assert f"Page {number} of {len(pages)}" in page
        assert "Satpura Tools" in page
    assert all("Particulars" in page for page in pages[:-1])
    assert f"Continued on page 2 · Page 1 of {len(pages)}" in pages[0]
    assert "Statement of account, continued" in pages[1]


def test_a_balance_in_the_partys_favour_and_an_empty_account(books: Books, party: int) -> None:
    nothing = reading.text(paper.pdf(books.ask(accounts.statement, party), PRINTED))
    assert "Nothing is owed on 16-Mar-2026." in nothing
    advance = payments.PaymentLineDraft(amount=Decimal(500))
    paid = payments.PaymentDraft(party_id=party, paid_on=DAY, lines=(advance,))
    payments.save(books, ACTOR, paid)
    said = reading.text(paper.pdf(books.ask(accounts.statement, party), PRINTED))
    assert "500.00 Cr" in said
    assert "Due to you on 16-Mar-2026: Rupees Five Hundred Only" in said


def test_money_on_account_explains_why_the_open_invoices_are_more(
    books: Books, account: int
) -> None:
    line = payments.PaymentLineDraft(amount=Decimal(500))
    paid = payments.PaymentDraft(party_id=account, paid_on=DAY, lines=(line,))
    payments.save(books, ACTOR, paid)
    said = reading.text(paper.pdf(books.ask(accounts.statement, account), PRINTED))
    assert "settling no invoice yet: 500.00. Balance: 1,31,735.50 Dr" in said


def test_the_same_statement_gives_the_same_bytes_and_embeds_its_fonts(
    books: Books, account: int
) -> None:
    found = books.ask(accounts.statement, account)
    data = paper.pdf(found, PRINTED)
    assert data == paper.pdf(found, PRINTED)
    assert all("Inter" in name for name in reading.fonts(data) if "+" in name)


def test_the_workbook_holds_the_same_figures_as_numbers(books: Books, account: int) -> None:
    book = openpyxl.load_workbook(io.BytesIO(paper.xlsx(books.ask(accounts.statement, account))))
    rows = [list(row) for row in book["Account"].iter_rows(values_only=True)]
    assert [row[5] for row in rows if row[1] in ("Received", "GST-TDS")] == [136235.5, 132235.5]
    total = next(row for row in rows if row[1] == "Total")
    assert total[3:6] == [236236, 104000.5, 132235.5]
    held = [row[6] for row in book["Open invoices"].iter_rows(min_row=2, values_only=True)]
    assert held == [131999.5, 236]


def test_days_in_the_wrong_order_and_nobody(books: Books, party: int) -> None:
    with pytest.raises(Invalid) as error:
        books.ask(accounts.statement, party, DAY, DAY - timedelta(days=1))
    assert error.value.field == "since"
    with pytest.raises(NotFound):
        books.ask(accounts.statement, 99)


@pytest.mark.parametrize("words", ["satpura tools", "23aaacs0000b1zm", "Satp", "1"])
def test_a_party_is_found_by_id_name_or_gstin(books: Books, party: int, words: str) -> None:
    assert books.ask(accounts.find, words) == party


def test_two_that_fit_are_told_apart_by_id(books: Books, party: int) -> None:
    parties.save(books, ACTOR, parties.PartyDraft(name="Satpura Switchgear"))
    with pytest.raises(Invalid) as error:
        books.ask(accounts.find, "satpura")
    assert "Satpura Switchgear (id 2); Satpura Tools (id 1)" in error.value.sentence
    with pytest.raises(NotFound):
        books.ask(accounts.find, "narmada")
