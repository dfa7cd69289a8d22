"""What a bill is stated with, and what of it is kept and printed."""

import datetime as dt
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Annotated, Any

from pydantic import AfterValidator, Field
from sqlalchemy.orm import Session

from senstosales.domain import identity
from senstosales.domain.amounts import ZERO
from senstosales.domain.billing import BillStatus
from senstosales.domain.cash import PAYMENT_METHODS
from senstosales.errors import Invalid
from senstosales.queries.billing import TEXTS, TOTALS
from senstosales.queries.papers import PartyOnPaper
from senstosales.services import products
from senstosales.services.billing_figures import StatedTotals
from senstosales.services.drafts import Draft, LongText, Money, Quantity, Text, by_rule, make
from senstosales.services.paper_forms import ParticularsDraft, PartyOnPaperDraft
from senstosales.services.voucher_drafts import GoodsLineDraft, Number
from senstosales.tables.masters import Party, Product
from senstosales.tables.vouchers import VoucherLine


def _method(value: int) -> int:
    if value not in PAYMENT_METHODS:
        raise Invalid("Choose how it was paid.")
    return value


class BillLine(Draft):
    """Goods of a bill: a product of ours, how much of it, rupees for one."""

    product_id: int
    quantity: Quantity
    rate: Money


class BillDraft(Draft):
    """A bill as another program states it, in rupees. Of a bill that is changed only the fields that
    were given count; without lines it keeps those it has.
    """

    number: Number = None
    date: dt.date | None = None
    due_date: dt.date | None = None
    status: BillStatus = BillStatus.DRAFT
    method: Annotated[int | None, AfterValidator(by_rule(_method))] = None
    party_id: int | None = None
    phone: Text = None
    vat_number: Text = None
    address: LongText = None
    notes: LongText = None
    paid: Money = ZERO
    due: Money = ZERO
    total: Money = ZERO
    discount: Money = ZERO
    tax: Money = ZERO
    sub_total: Money = ZERO
    lines: Annotated[tuple[BillLine, ...], Field(max_length=2000)] = ()


def statement(draft: BillDraft) -> dict[str, Any]:
    """What a draft states, to be told back as it was given; JSON-ready."""
    given = draft.model_fields_set
    stated: dict[str, Any] = {
        name: getattr(draft, name) for name in ("method", *TEXTS) if name in given
    }
    stated |= {name: str(getattr(draft, name)) for name in TOTALS if name in given}
    if "status" in given:
        stated["status"] = draft.status.value
    return stated


def totals_of(stated: Mapping[str, Any]) -> StatedTotals:
    """The totals of a kept statement."""
    named = ("sub_total", "discount", "tax", "total")
    return StatedTotals(**{name: Decimal(stated[name]) for name in named if name in stated})


def goods(session: Session, lines: Iterable[BillLine]) -> tuple[GoodsLineDraft, ...]:
    """Lines of goods as they are stated, in the words of their products. Raises `NotFound`."""
    return tuple(_goods(products.get(session, line.product_id), line) for line in lines)


def _goods(product: Product, line: BillLine) -> GoodsLineDraft:
    facts = {
        "description": product.name or product.description or product.material_code or "",
        "quantity": line.quantity,
        "price": line.rate,
        "unit": product.unit or "NOS",
        "hsn": product.hsn,
        "gst_rate": product.gst_rate or ZERO,
        "material_code": product.material_code,
        "product_id": product.id,
    }
    return make(GoodsLineDraft, facts)


def goods_again(lines: Iterable[VoucherLine]) -> tuple[GoodsLineDraft, ...]:
    """The lines that a bill has, unchanged."""
    return tuple(
        make(
            GoodsLineDraft,
            {
                "description": line.description or "",
                "quantity": line.quantity,
                "price": Decimal(line.pricing["price"]),
                "unit": line.unit or "NOS",
                "hsn": line.hsn,
                "gst_rate": line.gst_rate or ZERO,
                "material_code": line.material_code,
                "product_id": line.product_id,
                "article": line.article,
            },
        )
        for line in lines
    )


def unrated(session: Session, lines: Iterable[GoodsLineDraft]) -> frozenset[int]:
    """The places of lines for whose product the office has set no GST rate."""
    found = set()
    for place, line in enumerate(lines):
        product = session.get(Product, line.product_id) if line.product_id else None
        if product is None or product.gst_rate is None:
            found.add(place)
    return frozenset(found)


def buyer(
    party: Party | None, draft: BillDraft, named: PartyOnPaper | None = None
) -> PartyOnPaperDraft:
    """Whom the paper names: the party, or him whom it has `named` until now; telephone, address and
    GSTIN as the draft states them.
    """
    own = _party(party)
    facts = own if named is None else {name: getattr(named, name) for name in own}
    given = draft.model_fields_set
    for name in ("phone", "address"):
        if name in given:
            facts[name] = getattr(draft, name) or own[name]
    if "vat_number" in given:
        gstin = _gstin(draft.vat_number)
        facts["gstin"] = gstin or own["gstin"]
        facts["state_code"] = gstin[:2] if gstin else own["state_code"]
    return make(PartyOnPaperDraft, facts)


def particulars(stated: Mapping[str, Any]) -> ParticularsDraft:
    """What is only printed."""
    return ParticularsDraft(
        notes=stated.get("notes"),
        mode_of_payment=PAYMENT_METHODS.get(stated.get("method") or 0),
    )


def _party(party: Party | None) -> dict[str, Any]:
    if party is None:
        return {"name": "", "address": None, "gstin": None, "state_code": None, "phone": None}
    return {
        "name": party.name,
        "address": party.address,
        "gstin": party.gstin,
        "state_code": party.state_code,
        "phone": party.phone,
    }


def _gstin(text: str | None) -> str | None:
    """A VAT number is printed as the buyer's GSTIN where it is one."""
    try:
        return identity.gstin(text) if text else None
    except Invalid:
        return None
