"""Made-up papers of every kind, kept in real books by the use cases of the desk and read back whole."""

import io
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from PIL import Image, ImageDraw

from senstosales.books.store import Books
from senstosales.domain.gst import (
    Cess,
    CessKind,
    Discount,
    DiscountBasis,
    DiscountKind,
    Tcs,
    TcsBasis,
)
from senstosales.domain.kinds import Nature, VoucherKind, VoucherState
from senstosales.queries import voucher_detail
from senstosales.queries.papers import Contact, CustomField, VoucherDetail
from senstosales.services import office, vouchers
from senstosales.services.drafts import make
from senstosales.services.paper_forms import ParticularsDraft, PartyOnPaperDraft
from senstosales.services.voucher_drafts import ChargeDraft, GoodsLineDraft, VoucherDraft
from tests.documents import samples as s
from tests.playing import ACTOR

DAY = date(2026, 3, 5)
D = Decimal


def party(known: s.PartyOnPaper) -> PartyOnPaperDraft:
    return PartyOnPaperDraft(
        name=known.name,
        designation=known.designation,
        address=known.address,
        gstin=known.gstin,
        state_code=known.state_code,
    )


BUYER, CONSIGNEE, FAR = party(s.BUYER), party(s.CONSIGNEE), party(s.FAR_BUYER)
TEN_PERCENT = Discount(DiscountKind.PERCENTAGE, D(10))
FIFTY_OFF = Discount(DiscountKind.FLAT, D(50))
FREIGHT = ChargeDraft(name="Freight to site", amount=D(200), gst_rate=D(18), hsn="996511")
PACKING = ChargeDraft(
    name="Packing and forwarding", amount=D("118"), gst_rate=D(18), inclusive=True
)
TERMS = (
    "Prices hold for the quantities stated.",
    (
        "Goods are at the buyer’s risk from the moment they leave our works; claims for breakage or "
        "shortage must reach us in writing within seven days of receipt, with the transporter’s remark."
    ),
    "Interest of 18 % a year runs on what is paid late.",
)
PARTICULARS = ParticularsDraft(
    vehicle_no="MP04 GA 1234",
    lr_no="55821",
    lr_date="2026-03-04",
    transporter="Vindhya Road Lines",
    transporter_id="23AABCV1234C1Z5",
    mode_of_transport="Road",
    distance="412",
    eway_bill_no="371234567890",
    date_of_supply="2026-03-06",
    dispatch_from="Works II, Plot 31, Sector D\nMandideep 462046, Madhya Pradesh",
    buyers_order_no="PO/4411",
    buyers_order_date=date(2026, 2, 17),
    payment_terms="30 days net",
    notes="Please quote the invoice number with your payment.\nSpare keys travel by courier.",
    terms=TERMS,
    custom_fields=(
        CustomField("Project", "Unit 7, turbine hall"),
        CustomField("Cost centre of the buyer’s project office", "CC-4471/B"),
    ),
    contacts=(
        Contact("Asha Verma", "98260 11223", "asha@narmada-precision.example"),
        Contact("R. K. Dubey", "0755 2580117"),
    ),
)


def stamp() -> bytes:
    image = Image.new("RGBA", (300, 300), (0, 0, 0, 0))
    pen = ImageDraw.Draw(image)
    pen.ellipse((8, 8, 292, 292), outline="#303080", width=10)
    pen.ellipse((60, 60, 240, 240), outline="#303080", width=5)
    return _png(image)


def signature() -> bytes:
    image = Image.new("RGBA", (600, 200), (0, 0, 0, 0))
    pen = ImageDraw.Draw(image)
    points = [(20 + 28 * at, 100 + (70 if at % 2 else -60) * (1 - at / 24)) for at in range(20)]
    pen.line(points, fill="#101040", width=7, joint="curve")
    return _png(image)


def _png(image: Image.Image) -> bytes:
    file = io.BytesIO()
    image.save(file, "PNG")
    return file.getvalue()


def set_up(books: Books) -> None:
    """The office of the samples, with its account and the place of its courts."""
    known = s.SELLER
    names = office.OfficeDraft.model_fields.keys() & known.__dataclass_fields__.keys()
    facts = {name: getattr(known, name) for name in names}
    office.save_office(books, ACTOR, make(office.OfficeDraft, facts))
    office.save_settings(books, ACTOR, {"jurisdiction": "Bhopal"})
    office.save_picture(books, ACTOR, "logo", known.logo)


def lines(count: int, **more: Any) -> tuple[GoodsLineDraft, ...]:
    """Goods of mixed length and unit; the first has a quantity of three decimals."""
    made = []
    for number, known in enumerate(s.lines(count)):
        facts: dict[str, Any] = {
            "description": known.description,
            "quantity": D("12.345") if number == 0 else known.quantity,
            "price": known.rate,
            "unit": known.unit,
            "hsn": known.hsn,
            "gst_rate": D(18),
        }
        made.append(GoodsLineDraft(**(facts | more)))
    return tuple(made)


def draft(kind: VoucherKind = VoucherKind.INVOICE, count: int = 3, **more: Any) -> VoucherDraft:
    """A plain paper of that kind, as the desk would enter it."""
    facts: dict[str, Any] = {"kind": kind, "date": DAY, "buyer": BUYER, "lines": lines(count)}
    if kind is VoucherKind.QUOTATION:
        facts |= {"state": VoucherState.SENT, "valid_until": date(2026, 4, 4)}
    if kind.is_note:
        facts |= {"reference_number": "NPW/25-26/0142", "reason": "Rate raised by amendment 2"}
    if kind is VoucherKind.CHALLAN:
        facts |= {"nature": Nature.JOB_WORK, "due_date": date(2026, 6, 30)}
    return VoucherDraft(**(facts | more))


def kept(books: Books, made: VoucherDraft, **changes: Any) -> VoucherDetail:
    """The paper kept in the books and read back; `changes` are made to what was read."""
    issued = vouchers.create(books, ACTOR, made)
    return replace(books.ask(voucher_detail.detail, issued.id), **changes)


def rich(kind: VoucherKind = VoucherKind.INVOICE, **more: Any) -> VoucherDraft:
    """A paper with everything that a paper may have."""
    goods = (
        *lines(1, discount=TEN_PERCENT, cess=Cess(CessKind.PERCENTAGE, D(1))),
        GoodsLineDraft(
            description="Teak wedge, seasoned",
            quantity=D(5),
            price=D(224),
            unit="KG",
            hsn="44219990",
            gst_rate=D(5),
            discount=FIFTY_OFF,
            cess=Cess(CessKind.PER_UNIT, D(2)),
        ),
        GoodsLineDraft(
            description="परीक्षण हेतु नमूना किट – हिन्दी विवरण",
            quantity=D("0.5"),
            price=D(1180),
            unit="SET",
            hsn="85030090",
            gst_rate=D(18),
            inclusive=True,
            material_code="AM9900180016",
            packets=2,
        ),
    )
    facts: dict[str, Any] = {
        "lines": goods,
        "charges": (FREIGHT, PACKING),
        "discount": Discount(DiscountKind.PERCENTAGE, D(5)),
        "discount_basis": DiscountBasis.AFTER_TAX,
        "tcs": Tcs(D(1), TcsBasis.FINAL),
        "round_to_rupee": True,
        "consignee": CONSIGNEE,
        "due_date": date(2026, 4, 15),
        "particulars": PARTICULARS,
    }
    return draft(kind, **(facts | more))
