"""A party's statement of account: what was billed, paid and kept back, with opening and closing balance."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from senstosales.documents.blocks import PAD, Fact, beside, facts, paragraph, row, stack
from senstosales.documents.flow import Piece, Section, gap
from senstosales.documents.grid import Cell, Grid, GridColumn
from senstosales.documents.paper import Paper
from senstosales.documents.parties import parties
from senstosales.documents.pen import A4_SHORT, MARGIN
from senstosales.documents.stationery import closing, letterhead, signature, title
from senstosales.documents.typeface import Face
from senstosales.documents.wording import amount, day
from senstosales.documents.workbooks import Book
from senstosales.domain.amounts import ZERO, indian
from senstosales.domain.words import rupees_in_words
from senstosales.queries.accounts import Statement
from senstosales.queries.columns import Column, Look
from senstosales.queries.papers import Letterhead
from senstosales.queries.payments import AccountLine

NAME = "STATEMENT OF ACCOUNT"
_ACCOUNT = (
    Column("day", "Date", Look.DATE, 13),
    Column("what", "Particulars", Look.TEXT, 28),
    Column("number", "Number", Look.NUMBER, 22),
    Column("debit", "Debit", Look.MONEY, 16),
    Column("credit", "Credit", Look.MONEY, 16),
    Column("balance", "Balance", Look.MONEY, 16),
)
_OPEN = (
    Column("number", "Invoice", Look.NUMBER, 18),
    Column("date", "Date", Look.DATE, 13),
    Column("due_date", "Pay until", Look.DATE, 13),
    Column("days", "Days", Look.COUNT, 8),
    Column("total", "Total", Look.MONEY, 16),
    Column("settled", "Settled", Look.MONEY, 16),
    Column("open", "Open", Look.MONEY, 16),
)


def pdf(statement: Statement, printed_on: date) -> bytes:
    """The statement, A4: account, what is open, where to pay."""
    left, right = MARGIN, A4_SHORT - MARGIN
    seller = statement.seller
    head = [
        letterhead(seller, left, right),
        title(NAME, left, right, f"{day(statement.since)} to {day(statement.until)}"),
        *parties(statement.party, None, _facts(statement), left, right, headings=("To", "", "To")),
    ]
    sections = [Section(head), _account(statement, left, right).section(keep_end=True)]
    sections.append(Section([row(_said(statement), left, right, face=Face.SEMIBOLD)]))
    if statement.open_invoices:
        sections.append(Section([gap(10, keep=True), _heading(statement, left, right)]))
        apart = _apart(statement)
        sections.append(_open(statement, left, right).section(keep_end=bool(apart)))
        if apart:
            sections.append(Section([row(apart, left, right)]))
    sections.append(Section([gap(10, keep=True), _ending(seller, left, right)]))
    sections.append(Section([closing(seller.jurisdiction, left, right)]))
    paper = Paper(
        name=NAME,
        number="",
        dated=None,
        issuer=seller.name,
        sections=sections,
        printed_on=printed_on,
        foot=statement.party.name,
    )
    return paper.pdf()


def xlsx(statement: Statement) -> bytes:
    """The statement as a workbook: the account, and on a second sheet what is open."""
    book = Book(f"Statement of account, {statement.party.name}")
    sheet = book.sheet("Account", _ACCOUNT)
    sheet.title(statement.seller.name)
    sheet.line(f"Statement of account: {statement.party.name}", bold=True)
    sheet.facts(
        [
            ("GSTIN", statement.party.gstin),
            ("From", statement.since),
            ("To", statement.until),
            ("Opening balance", statement.opening),
            ("Closing balance", statement.closing),
        ]
    )
    sheet.blank()
    keys = [column.key for column in _ACCOUNT]
    sheet.table(_ACCOUNT, ([getattr(line, key) for key in keys] for line in statement.lines))
    total = {"what": "Total", "debit": statement.debit, "credit": statement.credit,
             "balance": statement.closing}  # fmt: skip
    sheet.row(_ACCOUNT, [total.get(key) for key in keys], bold=True)
    if statement.open_invoices:
        sheet = book.sheet("Open invoices", _OPEN, frozen_rows=1)
        names = [column.key for column in _OPEN]
        sheet.table(
            _OPEN, ([getattr(each, key) for key in names] for each in statement.open_invoices)
        )
    return book.data()


def _facts(statement: Statement) -> list[Fact]:
    return [
        Fact("Period", f"{day(statement.since)} to {day(statement.until)}"),
        Fact("Opening balance", _sided(statement.opening)),
        Fact("Billed", indian(statement.debit)),
        Fact("Settled", indian(statement.credit)),
        Fact("Closing balance", _sided(statement.closing), strong=True),
    ]


def _account(statement: Statement, left: float, right: float) -> Grid:
    columns = [
        GridColumn("Date"),
        GridColumn("Particulars", stretch=True, least=120),
        GridColumn("Number"),
        GridColumn("Debit ₹", 1),
        GridColumn("Credit ₹", 1),
        GridColumn("Balance ₹", 1),
    ]
    total = [
        Cell("", face=Face.SEMIBOLD),
        Cell("Closing balance", face=Face.SEMIBOLD),
        Cell(""),
        Cell(amount(statement.debit), face=Face.SEMIBOLD),
        Cell(amount(statement.credit), face=Face.SEMIBOLD),
        Cell(_sided(statement.closing), face=Face.SEMIBOLD),
    ]
    lines = [_cells(line, first=at == 0) for at, line in enumerate(statement.lines)]
    return Grid(columns, lines, left, right, total)


def _cells(line: AccountLine, *, first: bool) -> list[Cell]:
    return [
        Cell(day(line.day)),
        Cell("Opening balance" if first else line.what),
        Cell(line.number),
        Cell(amount(line.debit) if line.debit else ""),
        Cell(amount(line.credit) if line.credit else ""),
        Cell(_sided(line.balance)),
    ]


def _said(statement: Statement) -> str:
    """The closing balance in words, and whose it is."""
    owed = statement.closing
    if owed == 0:
        return f"Nothing is owed on {day(statement.until)}."
    whom = "Due to us" if owed > 0 else "Due to you"
    return f"{whom} on {day(statement.until)}: {rupees_in_words(abs(owed))}"


def _heading(statement: Statement, left: float, right: float) -> Piece:
    ages = " · ".join(
        f"{band.name} ₹ {indian(band.amount)}" for band in statement.bands if band.count
    )
    wide = right - left - 2 * PAD
    lines = [
        *paragraph("Invoices not settled", wide, Face.SEMIBOLD),
        *paragraph(f"From the date of the invoice: {ages}", wide),
    ]
    return beside([(stack(lines), right - left)], left, keep=True, pad=3.5)


def _open(statement: Statement, left: float, right: float) -> Grid:
    columns = [
        GridColumn("Invoice", stretch=True, least=80),
        GridColumn("Date"),
        GridColumn("Pay until"),
        GridColumn("Days", 1),
        GridColumn("Total ₹", 1),
        GridColumn("Settled ₹", 1),
        GridColumn("Open ₹", 1),
    ]
    rows = [
        [
            Cell(each.number),
            Cell(day(each.date)),
            Cell(day(each.due_date) if each.due_date else ""),
            Cell(str(each.days)),
            Cell(amount(each.total)),
            Cell(amount(each.settled)),
            Cell(amount(each.open)),
        ]
        for each in statement.open_invoices
    ]
    whole = sum((each.open for each in statement.open_invoices), ZERO)
    bold = Face.SEMIBOLD
    total = [Cell("Total", face=bold), *[Cell("")] * 5, Cell(amount(whole), face=bold)]
    return Grid(columns, rows, left, right, total)


def _apart(statement: Statement) -> str:
    """Why the open invoices do not come to the balance; empty where they do."""
    open_ = sum((each.open for each in statement.open_invoices), ZERO)
    apart = statement.closing - open_
    if apart == 0:
        return ""
    lead = "Less on account, settling no invoice yet" if apart < 0 else "Beside these invoices"
    return f"{lead}: {indian(abs(apart))}. Balance: {_sided(statement.closing)}"


def _ending(seller: Letterhead, left: float, right: float) -> Piece:
    """Where to pay, left; the office's signature, right."""
    half = (right - left) / 2
    pay = facts(list(_bank(seller)), half - 2 * PAD)
    return beside([(pay, half), (signature(seller, half - 2 * PAD), half)], left, divided=True)


def _bank(seller: Letterhead) -> Iterator[Fact]:
    yield Fact("Bank", seller.bank_name or "")
    yield Fact("Account No.", seller.bank_account or "", strong=True)
    yield Fact("IFSC", seller.bank_ifsc or "")
    yield Fact("Branch", seller.bank_branch or "")
    yield Fact("UPI", seller.upi_id or "")


def _sided(balance: Decimal) -> str:
    """A balance as ledgers write it: Dr is owed to us, Cr by us."""
    if balance == 0:
        return indian(balance)
    return f"{indian(abs(balance))} {'Dr' if balance > 0 else 'Cr'}"
