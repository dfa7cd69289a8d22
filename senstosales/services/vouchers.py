"""Papers with lines of their own: free invoices and bills of supply, quotations, notes, free challans.

A paper is worked out by `propose` (nothing stored: for forms and previews) and kept by `create`. What
is issued at the desk is never changed afterwards, only cancelled or followed by a note; another
program may restate its own papers where its contract says so, and the trail tells what they were.
"""

import dataclasses
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from senstosales.books.store import Actor, Books, here, now
from senstosales.domain import law
from senstosales.domain.amounts import half_up, plain
from senstosales.domain.fiscal import FiscalYear
from senstosales.domain.identity import number_key
from senstosales.domain.kinds import DeviationKind, Nature, VoucherKind, VoucherState
from senstosales.errors import Conflict, Invalid, Refused
from senstosales.months import shown
from senstosales.queries import merged_parties, office, vouchers
from senstosales.queries.papers import Letterhead, Pricing, VoucherDetail
from senstosales.services import deviations, numbers, products, receipts
from senstosales.services.challans import Issued, mark_cancelled
from senstosales.services.paper_forms import as_stored, head_as_stored
from senstosales.services.voucher_drafts import VoucherDraft
from senstosales.services.voucher_figures import split_and_place, worked_out
from senstosales.tables.vouchers import Voucher, VoucherCharge, VoucherLine

_UNTAXED = (Nature.BILL_OF_SUPPLY,)


@dataclasses.dataclass(frozen=True, slots=True)
class Restated:
    """A paper as another program states it: its whole text where that is to be given back to the
    letter, the user who sent it, and `follow`: what else becomes of it in the same transaction, which
    tells where the paper does not agree with itself.
    """

    text: Mapping[str, Any] | None
    user_id: int | None = None
    follow: Callable[[Session, Voucher], Iterable[deviations.Found]] | None = None


def propose(session: Session, draft: VoucherDraft) -> VoucherDetail:
    """The paper as it would be kept, nothing stored. Raises `Invalid` for what is missing or wrong."""
    _check(session, draft)
    return _worked_out(session, draft)


def create(
    books: Books, actor: Actor, draft: VoucherDraft, restated: Restated | None = None
) -> Issued:
    """Keep a new paper; its number is the typed one, else the next of its series.

    Raises `Invalid`, and `Conflict` for a number that is taken. With `restated` the number follows
    the contract's rule instead of Rule 46: any text, unique to the letter; what the law would not
    allow becomes a deviation.
    """
    with books.write(actor) as session:
        return keep(session, draft, restated)


def keep(session: Session, draft: VoucherDraft, restated: Restated | None = None) -> Issued:
    """`create` inside a transaction that does more."""
    if restated is None:
        _check(session, draft)
    detail = _worked_out(session, draft)
    voucher = Voucher(business_id=here(session), kind=draft.kind.value)
    _number(session, voucher, draft, restated)
    _fill(session, voucher, draft, detail, restated)
    session.add(voucher)
    session.flush()
    _follow(session, voucher, restated)
    return Issued(voucher.id, voucher.number)


def change(
    books: Books,
    actor: Actor,
    voucher_id: int,
    draft: VoucherDraft,
    *,
    version: int | None = None,
    restated: Restated | None = None,
) -> Issued:
    """Change a draft, or a quotation that nobody has answered; with `restated` any paper that is not
    bound to an order. Raises as `create` does, `Refused` for a paper that is final, and `Conflict`
    when somebody else changed it after `version`.
    """
    with books.write(actor) as session:
        voucher = vouchers.get(session, draft.kind, voucher_id)
        if version is not None and voucher.version != version:
            raise Conflict(
                f"Somebody else has changed {voucher.number} meanwhile. Open it again and repeat "
                "your change."
            )
        if restated is None:
            _refuse_final(voucher)
            _check(session, draft)
        return rework(session, voucher, draft, restated)


def rework(
    session: Session, voucher: Voucher, draft: VoucherDraft, restated: Restated | None = None
) -> Issued:
    """`change` inside a transaction that does more, of a voucher that may be changed."""
    _refuse_bound(voucher, draft)
    detail = _worked_out(session, draft)
    _number(session, voucher, draft, restated)
    if voucher.order_id is None:
        _fill(session, voucher, draft, detail, restated)
    else:
        _fill_said(session, voucher, draft, detail, restated)
    flag_modified(voucher, "created_at")  # moves the version even if only lines have changed
    session.flush()
    _follow(session, voucher, restated)
    if voucher.order_id:
        receipts.recheck_order(session, voucher.order_id)
    return Issued(voucher.id, voucher.number)


def cancel(books: Books, actor: Actor, kind: VoucherKind, voucher_id: int, reason: str) -> None:
    """Cancel a paper that is bound to no order; its number stays used.

    Raises `Refused` for one that is cancelled already, or an invoice that a note corrects.
    """
    with books.write(actor) as session:
        voucher = vouchers.get(session, kind, voucher_id)
        if voucher.state == VoucherState.CANCELLED.value:
            raise Refused(f"{kind.label} {voucher.number} is cancelled already.")
        note = vouchers.note_on(session, voucher_id)
        if note:
            raise Refused(
                f"{note.number} corrects {voucher.number}. Cancel the note first.",
            )
        mark_cancelled(session, voucher, reason)
        products.follow(session, voucher)
        voucher.updated_at = now(session)


def _refuse_final(voucher: Voucher) -> None:
    open_states = {VoucherState.DRAFT.value, VoucherState.SENT.value, VoucherState.EXPIRED.value}
    if voucher.state not in open_states:
        raise Refused(
            f"{VoucherKind(voucher.kind).label} {voucher.number} is final. It can be cancelled, or "
            "put right by a note."
        )


def _refuse_bound(voucher: Voucher, draft: VoucherDraft) -> None:
    """Goods, prices and dates of an order's own papers come from the order and stay so."""
    if voucher.order_id is None:
        return
    held = [(line.description or "", line.quantity, line.rate) for line in voucher.lines]
    wanted = [(line.description, line.quantity, half_up(line.price, 4)) for line in draft.lines]
    if held != wanted or draft.charges or draft.discount or draft.date != voucher.voucher_date:
        raise Conflict(
            f"{VoucherKind(voucher.kind).label} {voucher.number} is made from a purchase order: its "
            "goods, prices and date are changed there."
        )


def _check(session: Session, draft: VoucherDraft) -> None:
    """What the desk must get right before a paper is issued; drafts may be unfinished."""
    numbers.check_date(session, draft.date)
    if draft.state is VoucherState.DRAFT:
        return
    if not draft.buyer.name:
        raise Invalid("Say whom the paper is for.", field="buyer.name")
    if not draft.lines:
        raise Invalid("Enter at least one line.", field="lines")
    if draft.kind.is_note and not (draft.reference_id or draft.reference_number):
        raise Invalid(
            "A note names the invoice that it corrects (CGST Act section 34).",
            field="reference_id",
        )
    on = draft.date
    if draft.reference_id is not None and draft.kind.is_note:
        original = vouchers.get(session, VoucherKind.INVOICE, draft.reference_id)
        on = original.voucher_date  # a note keeps the rate of its invoice
        if original.state != VoucherState.ISSUED.value:
            raise Refused(f"Invoice {original.number} is not in force: it needs no note.")
    allowed = law.gst_rates(on)
    for place, line in enumerate(draft.lines):
        if line.quantity <= 0:
            raise Invalid("Enter a quantity above zero.", field=f"lines.{place}.quantity")
        if line.price < 0:
            raise Invalid("A price cannot be less than zero.", field=f"lines.{place}.price")
        if line.gst_rate not in allowed and draft.nature not in _UNTAXED:
            raise Invalid(
                f"GST of {plain(line.gst_rate)} % was not in force on {shown(on)}.",
                field=f"lines.{place}.gst_rate",
            )


def _worked_out(session: Session, draft: VoucherDraft) -> VoucherDetail:
    seller = _seller(session, draft)
    split, place = split_and_place(draft, seller.state_code)
    if draft.place_needed and not place:
        raise Invalid(
            "Choose the place of supply: it decides which GST applies.", field="place_of_supply"
        )
    return worked_out(
        draft,
        seller,
        split,
        place,
        number=draft.number or office.next_number(session, draft.kind, draft.date),
        reference=vouchers.reference(session, draft.reference_id),
        declaration=office.setting(session, "invoice_declaration"),
    )


def _seller(session: Session, draft: VoucherDraft) -> Letterhead:
    own = office.letterhead(session)
    if draft.seller is None:
        return own
    return dataclasses.replace(
        draft.seller, logo=own.logo, signature=own.signature, stamp=own.stamp, colours=own.colours
    )


def _number(
    session: Session, voucher: Voucher, draft: VoucherDraft, restated: Restated | None
) -> None:
    year = FiscalYear.of(draft.date).start
    if restated is not None:
        number = (draft.number or "").strip()
        if voucher.number != number:
            vouchers.refuse_stated(session, draft.kind, number)
        if voucher.number != number or voucher.fiscal_year != year:
            voucher.number, voucher.fiscal_year = number, year
            voucher.number_key = vouchers.stated_key(session, draft.kind, number, year, voucher.id)
        return
    typed = draft.number
    same_year = voucher.fiscal_year == year
    if voucher.number and same_year and (typed is None or typed == voucher.number):
        return
    if voucher.number and same_year and typed and number_key(typed) == voucher.number_key:
        voucher.number = typed
        return
    voucher.number = numbers.take(session, draft.kind, typed, draft.date)
    voucher.number_key = number_key(voucher.number)
    voucher.fiscal_year = year


def _fill(
    session: Session,
    voucher: Voucher,
    draft: VoucherDraft,
    detail: VoucherDetail,
    restated: Restated | None,
) -> None:
    _fill_said(session, voucher, draft, detail, restated)
    voucher.voucher_date = draft.date
    voucher.nature = draft.nature.value if draft.nature else None
    voucher.party_id = merged_parties.standing(session, draft.party_id)
    voucher.party_name = (detail.buyer.name or None) and detail.buyer.name[:200]
    voucher.seller = head_as_stored(detail.seller)
    voucher.buyer = as_stored(detail.buyer)
    voucher.consignee = as_stored(detail.consignee)
    voucher.reference_id, voucher.reference_number = draft.reference_id, draft.reference_number
    voucher.reason = draft.reason
    voucher.reverse_charge = draft.reverse_charge
    voucher.place_of_supply = detail.place_of_supply or None
    voucher.tax_split, voucher.tax_note = detail.tax_split.value, detail.tax_note
    voucher.pricing = _stored_pricing(detail.pricing)
    for name in ("taxable", "cgst", "sgst", "igst", "cess", "tcs", "round_off", "total"):
        setattr(voucher, name, getattr(detail, name))
    voucher.discount = detail.discount + detail.trade_discount
    _fill_lines(voucher, draft, detail)


def _fill_said(
    session: Session,
    voucher: Voucher,
    draft: VoucherDraft,
    detail: VoucherDetail,
    restated: Restated | None,
) -> None:
    """What may change of any paper, also of one whose goods and figures come from an order."""
    voucher.state = draft.state.value
    if draft.state is not VoucherState.CANCELLED:
        voucher.cancelled_at = voucher.cancelled_reason = None
    elif voucher.cancelled_at is None:
        voucher.cancelled_at = now(session)
        voucher.cancelled_reason = draft.reason or "Stated as cancelled"
    voucher.particulars = as_stored(detail.particulars)
    voucher.is_delivered = draft.is_delivered
    voucher.valid_until, voucher.due_date = draft.valid_until, draft.due_date
    voucher.updated_at = now(session)
    voucher.stated = dict(restated.text) if restated and restated.text is not None else None
    if restated and restated.user_id and voucher.user_id is None:
        voucher.user_id = restated.user_id


def _fill_lines(voucher: Voucher, draft: VoucherDraft, detail: VoucherDetail) -> None:
    goods = [
        {
            "position": line.position,
            "material_code": given.material_code,
            "description": line.description,
            "hsn": line.hsn,
            "unit": line.unit,
            "quantity": line.quantity,
            "rate": line.rate,
            "packets": given.packets,
            "product_id": given.product_id,
            "article": given.article,
            "gst_rate": line.gst_rate,
            "pricing": given.as_priced(),
            "taxable": line.taxable,
            "cgst": line.cgst,
            "sgst": line.sgst,
            "igst": line.igst,
            "cess": line.cess,
            "discount": line.discount,
            "total": line.total,
        }
        for given, line in zip(draft.lines, detail.lines, strict=True)
    ]
    _make(voucher.lines, VoucherLine, goods)
    charges = [
        {"position": position, **dataclasses.asdict(charge)}
        for position, charge in enumerate(detail.charges)
    ]
    _make(voucher.charges, VoucherCharge, charges)


def _make(
    rows: list[Any], table: type[VoucherLine | VoucherCharge], wanted: list[dict[str, Any]]
) -> None:
    """Make the rows what is wanted, each in its place: a line that stays leaves no entry in the trail."""
    for row, facts in zip(rows, wanted, strict=False):
        for name, value in facts.items():
            if getattr(row, name) != value:
                setattr(row, name, value)
    kept = len(rows)
    if kept > len(wanted):
        del rows[len(wanted) :]
    rows.extend(table(**facts) for facts in wanted[kept:])


def _stored_pricing(pricing: Pricing) -> dict[str, Any]:
    """JSON-ready; what is usual is left out."""
    stored: dict[str, Any] = {}
    if pricing.discount:
        stored["discount"] = {
            "kind": pricing.discount.kind.value,
            "value": str(pricing.discount.value),
        }
        stored["discount_basis"] = pricing.discount_basis.value
    if pricing.tcs:
        stored["tcs"] = {
            "percentage": str(pricing.tcs.percentage),
            "basis": pricing.tcs.basis.value,
        }
    if pricing.round_off is not None:
        stored["round_off"] = str(pricing.round_off)
    if pricing.round_to_rupee:
        stored["round_to_rupee"] = True
    if pricing.sez:
        stored["sez"] = True
    return stored


def _follow(session: Session, voucher: Voucher, restated: Restated | None) -> None:
    """What follows from a paper as it now is: moves of stock, deviations of its number and text."""
    products.follow(session, voucher)
    said = restated.follow(session, voucher) if restated and restated.follow else ()
    _note_deviations(session, voucher, list(said), foreign=restated is not None)


def _note_deviations(
    session: Session, voucher: Voucher, found: list[deviations.Found], *, foreign: bool
) -> None:
    """A number that Rule 46 would not allow is kept, and a clerk is told."""
    kind = VoucherKind(voucher.kind)
    what = f"{kind.label} {voucher.number}"[:120]
    reason = numbers.against_the_law(voucher.number)
    if reason and kind is not VoucherKind.QUOTATION and foreign:
        found.append(_found(DeviationKind.NUMBER_RULE, what, voucher.number, reason))
    if voucher.number_key != number_key(voucher.number) and foreign:
        found.append(
            _found(
                DeviationKind.DOC_NUMBER_CONFLICT,
                what,
                voucher.number,
                "Another paper of the year bears the same number but for capital letters; the GST "
                "portal takes them for one.",
            )
        )
    deviations.sync(session, kind.value, voucher.id, found)


def _found(kind: DeviationKind, what: str, number: str, reason: str) -> deviations.Found:
    return deviations.Found(
        kind=kind,
        what=what,
        field="number",
        expected="at most 16 of A–Z, 0–9, “-” and “/”, unlike any other",
        actual=number,
        reason=reason,
        order_number=None,
    )
