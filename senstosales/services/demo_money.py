"""The money and the stock of the sample books: payments with deductions, expenses, products."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from senstosales.books.store import Actor, Books
from senstosales.domain.cash import Settlement
from senstosales.domain.catalogue import Move
from senstosales.domain.kinds import VoucherKind
from senstosales.queries import invoices, payments, stock
from senstosales.queries import vouchers as voucher_queries
from senstosales.services import expenses
from senstosales.services import payments as payment_service
from senstosales.services import products as product_service
from senstosales.services.expenses import ExpenseDraft
from senstosales.services.payments import PaymentDraft, PaymentLineDraft
from senstosales.services.products import ProductDraft

_TRANSFER = 3


@dataclass(frozen=True, slots=True)
class Paid:
    """One transfer of the story: the invoices it settles, what was kept back of them in rupees, what
    of an invoice stays open, and money without an invoice.
    """

    day: date
    reference: str
    invoices: tuple[str, ...] = ()
    kept_back: tuple[tuple[str, Settlement, str], ...] = ()
    short: str = "0"
    on_account: str = "0"
    note: str | None = None


PAYMENTS = (
    Paid(date(2023, 5, 4), "SBIN423124004417", ("93",)),
    Paid(date(2023, 11, 21), "SBIN423325011902", ("40", "52"), (("52", Settlement.GST_TDS, "1342.37"),)),
    Paid(date(2024, 1, 30), "SBIN424030007730", ("61",), (("61", Settlement.DAMAGES, "380.25"),), note="Late by two weeks: 1 % of the value"),
    Paid(date(2024, 5, 14), "SBIN424135002218", ("107",)),
    Paid(date(2024, 8, 20), "SBIN424233009154", ("19",)),
    Paid(date(2024, 10, 22), "SBIN424296005561", ("44",)),
    Paid(date(2025, 4, 25), "SBIN425115008846", ("88",), (("88", Settlement.GST_TDS, "2640"), ("88", Settlement.RETENTION, "7788")), short="7544"),
    Paid(date(2025, 7, 18), "SBIN425199003127", on_account="25000", note="The advice has not come yet"),
)  # fmt: skip
MONTHLY = (
    ("Rent", "Shed and office, Plot 7", "18000", True),
    ("Salary", "Wages of four", "62400", True),
    ("Phone", "Two lines and broadband", "1499", True),
)
_WOBBLE = (0, 7, 3, 11, 5, 2, 9, 4, 12, 6, 1, 10, 8, 3, 7, 5)
"""Makes the months unlike each other, the same way every time."""


def fill(books: Books, actor: Actor) -> None:
    """Play it into books in which the sample orders and invoices stand."""
    party_id = books.ask(invoices.detail, _invoice(books, "93")).party_id
    assert party_id is not None
    for paid in PAYMENTS:
        draft = PaymentDraft(
            party_id=party_id,
            paid_on=paid.day,
            method=_TRANSFER,
            reference=paid.reference,
            note=paid.note,
            lines=tuple(_lines(books, paid)),
        )
        payment_service.save(books, actor, draft)
    for expense in _expenses():
        expenses.save(books, actor, expense)
    _products(books, actor)


def _invoice(books: Books, number: str) -> int:
    return books.ask(voucher_queries.find, VoucherKind.INVOICE, number)


def _lines(books: Books, paid: Paid) -> Iterator[PaymentLineDraft]:
    for number in paid.invoices:
        key = _invoice(books, number)
        left = books.ask(payments.open_amount, key) - Decimal(paid.short)
        for of, kind, amount in paid.kept_back:
            if of == number:
                left -= Decimal(amount)
                yield PaymentLineDraft(kind=kind, amount=Decimal(amount), invoice_id=key)
        yield PaymentLineDraft(amount=left, invoice_id=key)
    if Decimal(paid.on_account):
        yield PaymentLineDraft(amount=Decimal(paid.on_account))


def _expenses() -> Iterator[ExpenseDraft]:
    """Sixteen months, up to the last papers of the story."""
    for place, wobble in enumerate(_WOBBLE):
        month = date(2024 + (3 + place) // 12, (3 + place) % 12 + 1, 1)
        for category, said, amount, needed in MONTHLY:
            yield _spent(month, 5, category, said, Decimal(amount), needed=needed)
        power = Decimal(8200) + 410 * wobble
        yield _spent(month, 12, "Utilities", "Electricity, 62 kW connection", power)
        steel = Decimal(31500) + 4750 * ((wobble * 5) % 13)
        yield _spent(month, 9, "Inventory", "Plate and bar stock", steel)
        yield _spent(month, 21, "Transport", "Tempo to the stores", Decimal(3600) + 150 * wobble)
        if place % 2:
            yield _spent(month, 17, "Office Supplies", "Paper, toner, files", Decimal(1840))
        if place % 3 == 0:
            yield _spent(
                month, 26, "Food", "Tea and sweets for visitors", Decimal(960), needed=False
            )
        if place % 5 == 4:
            yield _spent(
                month, 19, "Marketing", "Stall at the vendors' meet", Decimal(6500), needed=False
            )


def _spent(
    month: date, day: int, category: str, said: str, amount: Decimal, *, needed: bool = True
) -> ExpenseDraft:
    return ExpenseDraft(
        amount=amount,
        spent_on=month.replace(day=day),
        category=category,
        description=said,
        is_necessary=needed,
    )


KEPT = (
    ("BP9900140020", "86.50", "120", "40", "A-1"),
    ("TR9900130015", "412.50", "64", "20", "A-4"),
    ("BP9900200013", "57.25", "18", "25", "B-2"),
    ("BP9900150044", "1980", "6", "6", "C-1"),
)
"""Products of the orders that are kept in stock: code, price, what is there, when it is low, shelf."""
OWN = (
    ("SPACER RING, MACHINED", "NPW-SR-40", "8900044710011", "412.50", "85", "30", "A-2"),
    ("COUPLING PIN, CASE HARDENED", "NPW-CP-12", "8900044710028", "96", "240", "100", "A-3"),
    ("TERMINAL BOARD, FRP", "NPW-TB-06", "8900044710035", "735", "9", "15", "B-1"),
)


def _products(books: Books, actor: Actor) -> None:
    for code, price, there, low, shelf in KEPT:
        held = books.ask(stock.by_code, code)
        said = {
            name: getattr(held, name)
            for name in ("name", "material_code", "description", "unit", "hsn", "gst_rate")
        }
        draft = ProductDraft(
            **said, price=Decimal(price), low_stock=Decimal(low), shelf=shelf, category=9,
        )  # fmt: skip
        product_service.save(books, actor, draft, held.id)
        _opening(books, actor, held.id, there)
    for name, code, barcode, price, there, low, shelf in OWN:
        made = product_service.save(
            books,
            actor,
            ProductDraft(
                name=name, material_code=code, barcode=barcode, unit="NOS", hsn="85030090",
                gst_rate=Decimal(18), price=Decimal(price), low_stock=Decimal(low), shelf=shelf,
                category=9,
            ),
        )  # fmt: skip
        _opening(books, actor, made, there)
        made_on, used_on = date(2025, 6, 3), date(2025, 6, 24)
        product_service.move(
            books, actor, made, Move.PURCHASE, Decimal(24), made_on, "Lot 11 of the shop"
        )
        product_service.move(
            books, actor, made, Move.TAKEN, Decimal(10), used_on, "Samples for inspection"
        )


def _opening(books: Books, actor: Actor, product_id: int, there: str) -> None:
    product_service.move(
        books, actor, product_id, Move.OPENING, Decimal(there), date(2025, 4, 1), "Yearly count"
    )
