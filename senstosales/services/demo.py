"""Sample books: the bundled pages really imported, and the whole story played on them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from senstosales.books.store import Actor, Books
from senstosales.bundled import resources
from senstosales.domain.kinds import VoucherKind, VoucherState
from senstosales.domain.progress import Progress, Silent
from senstosales.queries import order_detail, orders, parties
from senstosales.queries import vouchers as voucher_queries
from senstosales.queries.columns import Filter
from senstosales.queries.details import ItemLine
from senstosales.services import (
    attachments,
    challans,
    demo_money,
    importing,
    invoices,
    office,
    order_notes,
    voucher_copies,
    vouchers,
)
from senstosales.services import parties as party_service
from senstosales.services.drafts import make
from senstosales.services.paper_forms import ParticularsDraft, PartyOnPaperDraft
from senstosales.services.voucher_drafts import ChargeDraft, GoodsLineDraft, VoucherDraft

ACTOR = Actor("Sample clerk", "demo")


@dataclass(frozen=True, slots=True)
class Dispatch:
    """One consignment of the story: its challan, its invoice (if any), and what it holds."""

    challan: str
    challan_date: date
    order: str
    lines: tuple[tuple[int, int, str], ...]
    invoice: str | None = None
    invoice_date: date | None = None
    page: str | None = None


STORY = (
    Dispatch("44", date(2024, 8, 26), "6649107", ((1, 1, "30"), (4, 1, "12")), "44", date(2024, 8, 26), "srv-blank-received.html"),
    Dispatch("52", date(2023, 9, 20), "5839102", ((1, 1, "300"),), "52", date(2023, 9, 20), "srv-rejection.html"),
    Dispatch("40", date(2023, 8, 25), "1139101", ((1, 1, "120"),), "40", date(2023, 8, 25), "srv-revision.html"),
    Dispatch("61", date(2023, 11, 17), "6639103", ((1, 1, "60"), (2, 1, "6")), "61", date(2023, 11, 17), "srv-simple.html"),
    Dispatch("104", date(2024, 3, 7), "7239106", ((1, 1, "200.5"), (2, 1, "14.08")), "107", date(2024, 3, 8), "srv-tax-invoice-only.html"),
    Dispatch("93", date(2023, 3, 3), "6629110", ((1, 1, "2"), (1, 2, "3")), "93", date(2023, 3, 3)),
    Dispatch("19", date(2024, 5, 31), "5939112", ((1, 1, "500"), (2, 1, "80")), "19", date(2024, 5, 31), "srv-two-pos.html"),
    Dispatch("88", date(2025, 2, 18), "4649105", ((1, 1, "60"), (1, 2, "60")), "88", date(2025, 2, 18)),
    Dispatch("5", date(2025, 5, 6), "4649105", ((1, 3, "60"), (1, 4, "30")), "5", date(2025, 5, 6), "srv-two-srvs.html"),
    Dispatch("6", date(2025, 7, 14), "6659116", ((1, 1, "10"),)),
)  # fmt: skip


def fill(books: Books, progress: Progress | None = None) -> None:
    """Play the story into empty books: first orders, then dispatches, receipts and an amendment."""
    steps = progress or Silent()
    _office(books)
    pages = resources() / "pages"
    first = sorted(page for page in pages.glob("po-*.html") if page.name != "po-amended-1.html")
    importing.import_files(books, ACTOR, first)
    _buyer(books)
    for done, dispatch in enumerate(STORY):
        steps.step(done, len(STORY), f"Challan {dispatch.challan}")
        _send(books, dispatch)
        if dispatch.page:
            importing.import_files(books, ACTOR, [pages / dispatch.page])
    importing.import_files(
        books, ACTOR, [pages / "po-amended-1.html", pages / "srv-unknown-po.html"]
    )
    _replace_rejected(books)
    _quote(books)
    _credit_rejected(books)
    demo_money.fill(books, ACTOR)
    _remember(books)


def _office(books: Books) -> None:
    office.save_office(
        books,
        ACTOR,
        make(
            office.OfficeDraft,
            {
                "name": "NARMADA PRECISION WORKS",
                "business_line": "Precision machined parts and fabrications",
                "address": "Plot 7, Industrial Area\nGovindpura\nBhopal 462023",
                "gstin": "23AAKFN4471M1ZX",
                "udyam": "UDYAM-MP-10-0044710",
                "supplier_code": "S4471",
                "phone": "0755-0000471",
                "email": "office@narmada.example",
                "bank_name": "Sample Bank of India",
                "bank_account": "00000044710001",
                "bank_ifsc": "SBOI0004471",
                "bank_branch": "Govindpura, Bhopal",
                "upi_id": "narmada.works@sample",
            },
        ),
    )
    office.save_settings(books, ACTOR, {"jurisdiction": "Bhopal"})


def _buyer(books: Books) -> None:
    row = books.ask(parties.page, Filter(), None, 1, 0)[0]
    held = books.ask(parties.detail, row.id)
    draft = make(
        party_service.PartyDraft,
        {
            "name": held.name,
            "designation": "The Senior Manager (Stores)",
            "address": "Piplani\nBhopal 462022",
            "gstin": "23AAACS0000B1ZM",
            "is_default": True,
        },
    )
    party_service.save(books, ACTOR, draft, held.id)


def _send(books: Books, dispatch: Dispatch) -> None:
    order_id = books.ask(orders.find, dispatch.order)
    items = {item.item_no: item for item in books.ask(order_detail.detail, order_id).items}
    challan = challans.create(
        books,
        ACTOR,
        challans.ChallanDraft(
            order_id=order_id,
            date=dispatch.challan_date,
            number=dispatch.challan,
            lines=tuple(_lines(items, dispatch)),
            particulars=ParticularsDraft(
                vehicle_no="MP04 GA 4471",
                certificate_number=dispatch.challan,
                certificate_date=dispatch.challan_date,
            ),
        ),
    )
    if dispatch.invoice and dispatch.invoice_date:
        invoices.issue(
            books,
            ACTOR,
            invoices.InvoiceDraft(
                challan_id=challan.id, date=dispatch.invoice_date, number=dispatch.invoice
            ),
        )


def _lines(items: dict[int, ItemLine], dispatch: Dispatch) -> Iterator[challans.ChallanLineDraft]:
    for item_no, lot_no, quantity in dispatch.lines:
        item = items[item_no]
        lot = next(lot for lot in item.lots if lot.lot_no == lot_no)
        yield challans.ChallanLineDraft(
            order_item_id=item.id,
            order_lot_id=lot.id,
            quantity=Decimal(quantity),
            packets=1,
            hsn="85030090",
        )


def _replace_rejected(books: Books) -> None:
    """What srv-rejection.html rejected goes out again, as a challan that says so."""
    order_id = books.ask(orders.find, "5839102")
    item = books.ask(order_detail.detail, order_id).items[0]
    challans.create(
        books,
        ACTOR,
        challans.ChallanDraft(
            order_id=order_id,
            date=date(2023, 12, 4),
            is_replacement=True,
            number="71",
            lines=(challans.ChallanLineDraft(order_item_id=item.id, quantity=item.replaceable),),
        ),
    )


def _quote(books: Books) -> None:
    """A quotation that waits for its answer, and one that is still a draft."""
    buyer = PartyOnPaperDraft(
        name="Satpura Switchgear Limited",
        address="Mandideep\nRaisen 462046",
        gstin="23AAACS0000B1ZM",
        state_code="23",
    )
    shaft = GoodsLineDraft(
        description="SPACER RING, MACHINED, AS PER YOUR DRAWING",
        quantity=Decimal(40),
        price=Decimal("412.50"),
        unit="NOS",
        hsn="85030090",
        gst_rate=Decimal(18),
    )
    sent = VoucherDraft(
        kind=VoucherKind.QUOTATION,
        date=date(2025, 7, 21),
        state=VoucherState.SENT,
        valid_until=date(2025, 9, 19),
        buyer=buyer,
        lines=(shaft,),
        charges=(ChargeDraft(name="Packing and forwarding", amount=Decimal(450), gst_rate=Decimal(18), hsn="996511"),),
        particulars=ParticularsDraft(terms=("Delivery within six weeks of your order.", "Payment within 30 days of receipt.")),
    )  # fmt: skip
    vouchers.create(books, ACTOR, sent)
    draft = sent.model_copy(update={"date": date(2025, 7, 28), "state": VoucherState.DRAFT})
    vouchers.create(books, ACTOR, draft)


def _remember(books: Books) -> None:
    """What was agreed about an order that is under way, and a paper that belongs to it."""
    order_id = books.ask(orders.find, "6659116")
    order_notes.write(
        books,
        ACTOR,
        order_id,
        order_notes.OrderNoteDraft(
            text="The stores take the rest in two lots if the second comes before the month ends. "
            "Tell them two days ahead."
        ),
    )
    certificate = b"Sample of a test certificate.\nHeat 44102: tensile strength as specified.\n"
    attachments.attach(books, ACTOR, order_id, "Test certificate heat 44102.txt", certificate)


def _credit_rejected(books: Books) -> None:
    """What srv-two-pos.html rejected of invoice 19 is credited."""
    invoice = books.ask(voucher_queries.find, VoucherKind.INVOICE, "19")
    note = books.ask(voucher_copies.note_on, VoucherKind.CREDIT_NOTE, invoice)
    rejected = note.lines[1].model_copy(update={"quantity": Decimal(2)})
    vouchers.create(
        books,
        ACTOR,
        note.model_copy(
            update={
                "date": date(2024, 7, 8),
                "lines": (rejected,),
                "reason": "2 pieces rejected by the stores",
            }
        ),
    )
