"""Taking back what was done to a paper: drafts, challans and quotations, never an issued invoice."""

from functools import partial
from typing import Any

from sqlalchemy.orm import Session

from senstosales.books.store import Actor, Books
from senstosales.domain.kinds import Nature, VoucherKind, VoucherState
from senstosales.errors import Refused
from senstosales.queries import voucher_detail
from senstosales.queries import vouchers as queries
from senstosales.services import bin as bin_service
from senstosales.services import challans, vouchers
from senstosales.services.drafts import make
from senstosales.services.past_change import PastChange, RowStory, replaced, rewind
from senstosales.services.undoing_plan import Passed, Plan, planned, refuse_since
from senstosales.services.voucher_copies import draft_of, particulars_draft, party_draft
from senstosales.services.voucher_drafts import VoucherDraft
from senstosales.tables.vouchers import Voucher, VoucherCharge, VoucherLine

REASON = "Undone right after it was made"
_NAMES = {
    VoucherKind.CHALLAN: "challan",
    VoucherKind.INVOICE: "invoice",
    VoucherKind.QUOTATION: "quotation",
    VoucherKind.DEBIT_NOTE: "debit note",
    VoucherKind.CREDIT_NOTE: "credit note",
}
_FINAL = (
    "An issued {name} is never undone: the buyer may hold it, and the law wants every number "
    "accounted for (CGST Rules 46 and 56). It can be cancelled with a reason; its number stays used."
)


def voucher(session: Session, change: PastChange, passed: Passed) -> Plan | None:
    """A paper made, changed, or moved from one state to another."""
    keys = change.wholes("vouchers")
    papers = [story.row_id for story in change.of("vouchers")] or list(keys)
    if len(papers) > 1:
        return Plan(
            f"{len(papers)} papers changed",
            refusal="Several papers were made or changed at once. Open them one by one: drafts can be "
            "thrown away, challans and invoices cancelled.",
        )
    held = session.get_one(Voucher, papers[0])
    story = change.story("vouchers", held.id)
    if story is not None and story.action == "add":
        return _made(session, change, held, passed)
    if story is not None and "state" in story.after:
        return _moved(session, change, held, story, passed)
    return _edited(session, change, held, passed)


def _made(session: Session, change: PastChange, held: Voucher, passed: Passed) -> Plan:
    kind, words = VoucherKind(held.kind), title(held)
    story = change.story("vouchers", held.id)
    if story is not None and story.after["state"] == VoucherState.DRAFT.value:
        what = f"draft of {words} made"
        return planned(what, partial(_discarded, session, change, held, passed, what))
    if kind in (VoucherKind.CHALLAN, VoucherKind.QUOTATION):
        what = f"{words} made"
        return planned(what, partial(_cancelled, session, change, held, passed, what))
    return _never(held, f"{words} issued")


def _moved(
    session: Session, change: PastChange, held: Voucher, story: RowStory, passed: Passed
) -> Plan:
    kind, words = VoucherKind(held.kind), title(held)
    match story.before["state"], story.after["state"]:
        case VoucherState.DRAFT, VoucherState.BINNED:
            what = f"draft of {words} thrown away"
            return planned(what, partial(_out_of_bin, session, change, held, passed, what))
        case VoucherState.BINNED, VoucherState.DRAFT:
            what = f"draft of {words} put back"
            return planned(what, partial(_discarded, session, change, held, passed, what))
        case VoucherState.DRAFT, VoucherState.ISSUED if kind is VoucherKind.CHALLAN:
            what = f"{words} made"
            return planned(what, partial(_cancelled, session, change, held, passed, what))
        case VoucherState.DRAFT, VoucherState.ISSUED:
            return _never(held, f"{words} issued")
        case VoucherState.DRAFT, VoucherState.SENT:
            what = f"{words} marked as sent"
            return planned(what, partial(_put_back, session, change, held, passed, what))
        case _, VoucherState.CANCELLED:
            return Plan(
                f"{words} cancelled",
                refusal=f"{_capital(words)} stays cancelled: its number is used and the audit trail "
                "tells of both. Make another one.",
            )
        case _, VoucherState.ACCEPTED | VoucherState.REJECTED:
            return Plan(
                f"answer to {words}",
                refusal=f"The customer's answer to {words} is kept. Enter another answer in "
                "Quotations if it was a slip.",
            )
        case _:
            return Plan(
                f"{words} changed", refusal=f"{_capital(words)} is put right in its own tab."
            )


def _edited(session: Session, change: PastChange, held: Voucher, passed: Passed) -> Plan:
    words = title(held)
    story = change.story("vouchers", held.id)
    if story is not None and story.after.keys() & {"is_delivered"}:
        return Plan(
            f"{words} marked as delivered",
            refusal=f"That the goods of {words} have arrived is kept.",
        )
    what = f"{words} changed"
    return planned(what, partial(_put_back, session, change, held, passed, what))


def _discarded(
    session: Session, change: PastChange, held: Voucher, passed: Passed, what: str
) -> Plan:
    refuse_since(session, change, "vouchers", held.id, passed)
    if held.state != VoucherState.DRAFT.value:
        raise Refused(f"{_capital(title(held))} is no draft any more.")
    run = partial(_discard, VoucherKind(held.kind), held.id)
    return Plan(what, run, f"The draft of {title(held)} lies in the bin; its number is free again.")


def _discard(kind: VoucherKind, key: int, books: Books, actor: Actor) -> None:
    bin_service.discard_draft(books, actor, kind, key)


def _out_of_bin(
    session: Session, change: PastChange, held: Voucher, passed: Passed, what: str
) -> Plan:
    refuse_since(session, change, "vouchers", held.id, passed)
    return Plan(what, partial(_take_out, held.id), f"The draft of {title(held)} is back.")


def _take_out(key: int, books: Books, actor: Actor) -> None:
    bin_service.put_back(books, actor, key)


def _cancelled(
    session: Session, change: PastChange, held: Voucher, passed: Passed, what: str
) -> Plan:
    kind, words = VoucherKind(held.kind), title(held)
    if kind is VoucherKind.CHALLAN:
        challans.changeable(session, held.id)
    elif held.state != VoucherState.SENT.value:
        raise Refused(f"{_capital(words)} has been answered or cancelled since.")
    refuse_since(session, change, "vouchers", held.id, passed)
    goods = " Its goods count as not sent." if held.order_id is not None else ""
    return Plan(
        what,
        partial(_cancel, kind, held.id, held.order_id is not None),
        f"{_capital(words)} is cancelled; its number stays used.",
        effect=f"{_capital(words)} has its number already, so it is cancelled and kept: the number "
        f"stays used.{goods}",
    )


def _cancel(kind: VoucherKind, key: int, of_order: bool, books: Books, actor: Actor) -> None:
    if kind is VoucherKind.CHALLAN and of_order:
        challans.cancel(books, actor, key, REASON)
    else:
        vouchers.cancel(books, actor, kind, key, REASON)


def _put_back(
    session: Session, change: PastChange, held: Voucher, passed: Passed, what: str
) -> Plan:
    """The paper as it was before the change, saved as its form would save it."""
    kind, words = VoucherKind(held.kind), title(held)
    of_order = kind is VoucherKind.CHALLAN and held.order_id is not None
    if of_order:
        challans.changeable(session, held.id)
    elif held.state not in (VoucherState.DRAFT.value, VoucherState.SENT.value):
        raise Refused(f"{_capital(words)} is final and was not changed by a form of the desk.")
    refuse_since(session, change, "vouchers", held.id, passed)
    version, story = held.version, change.story("vouchers", held.id)
    lines = replaced(held.lines, change.of("voucher_lines"), VoucherLine, wholly=of_order)
    charges = replaced(held.charges, change.of("voucher_charges"), VoucherCharge, wholly=False)
    if story is not None:
        rewind(held, story)
    held.lines, held.charges = lines, charges
    done = f"{_capital(title(held))} is as it was before."
    if of_order:
        draft: Any = _challan_draft(held)
        return Plan(what, partial(_save_challan, held.id, draft, version), done)
    draft = draft_of(voucher_detail.of(session, held, brief=True))
    draft = draft.model_copy(update={"state": VoucherState(held.state)})
    return Plan(what, partial(_save_paper, held.id, draft, version), done)


def _challan_draft(held: Voucher) -> challans.ChallanDraft:
    names = ("order_item_id", "order_lot_id", "quantity", "packets", "hsn", "gst_rate")
    return make(
        challans.ChallanDraft,
        {
            "order_id": held.order_id,
            "date": held.voucher_date,
            "number": held.number,
            "is_replacement": held.is_replacement,
            "consignee": party_draft(queries.party_on_paper(held.consignee)),
            "particulars": particulars_draft(queries.particulars(held.particulars)),
            "lines": [{name: getattr(line, name) for name in names} for line in held.lines],
        },
    )


def _save_challan(
    key: int, draft: challans.ChallanDraft, version: int, books: Books, actor: Actor
) -> None:
    challans.update(books, actor, key, draft, version)


def _save_paper(key: int, draft: VoucherDraft, version: int, books: Books, actor: Actor) -> None:
    vouchers.change(books, actor, key, draft, version=version)


def _never(held: Voucher, what: str) -> Plan:
    kind = VoucherKind(held.kind)
    name = _name(held)
    return Plan(what, refusal=_FINAL.format(name=name), final=(kind, held.id))


def title(held: Voucher) -> str:
    """How a paper is called within a sentence: `challan 45`."""
    return f"{_name(held)} {held.number}"


def _name(held: Voucher) -> str:
    if held.nature == Nature.BILL_OF_SUPPLY.value:
        return Nature.BILL_OF_SUPPLY.value
    return _NAMES[VoucherKind(held.kind)]


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
