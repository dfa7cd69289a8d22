"""What is done with documents: made, read, changed, deleted, drawn up as PDF."""

from collections.abc import Sequence
from typing import Any

from fastapi import Request

from senstosales.api.contracts.vouchers import answers, drafts, files, whole
from senstosales.api.contracts.vouchers.families import INVOICES, Family
from senstosales.api.contracts.vouchers.rules import Issue, Json, judge
from senstosales.api.identity import Seat
from senstosales.books.store import Reading, today
from senstosales.domain.kinds import VoucherKind, VoucherState
from senstosales.errors import NotFound
from senstosales.queries import stated_vouchers, vouchers
from senstosales.queries.stated_vouchers import StatedVoucher
from senstosales.services import bin as bin_
from senstosales.services import restating
from senstosales.services import vouchers as service
from senstosales.services.voucher_drafts import VoucherDraft
from senstosales.services.vouchers import Restated

_COPIES = ("original", "duplicate", "triplicate")


def create(seat: Seat, family: Family, body: Any) -> Json:
    """Keep a new document. Raises `answers.Said`, and as `services.vouchers.create` does."""
    document, issues = judge(family.create, body)
    if issues:
        raise answers.not_valid(issues)
    document = _without_ids(family, document)
    with seat.books.read() as session:
        reference = _reference(session, document)
        day = today(session)
    draft = drafts.new(family, document, day, reference)
    issued = service.create(seat.books, seat.actor, draft, Restated(document, seat.user_id))
    return _answer(seat, family, seat.books.ask(stated_vouchers.by_id, family.kind, issued.id))


def read(seat: Seat, family: Family, uid: str) -> Json:
    """One document. Raises `NotFound`."""
    return _answer(seat, family, seat.books.ask(stated_vouchers.by_uid, family.kind, uid))


def update(seat: Seat, family: Family, uid: str, body: Any) -> Json:
    """Change some of a document. Raises `answers.Said`, `NotFound`, and as `restating` does."""
    changes, issues = judge(family.update, body)
    if issues and not _is_its_own_number(seat, family, uid, changes, issues):
        raise answers.not_valid(issues)
    changes = _without_ids(family, changes)

    def revise(session: Reading, held: StatedVoucher) -> tuple[VoucherDraft, Restated]:
        if family is INVOICES and held.state is VoucherState.CANCELLED:
            raise answers.frozen()
        before = {**whole.stated(family, held), "status": whole.status(family, held)}
        after = {**before, **changes}
        draft = drafts.changed(family, before, after, held, _reference(session, after))
        return draft, Restated(after, seat.user_id)

    issued = restating.restate(seat.books, seat.actor, family.kind, uid, revise)
    return _answer(seat, family, seat.books.ask(stated_vouchers.by_id, family.kind, issued.id))


def delete(seat: Seat, family: Family, uid: str) -> None:
    """Put a document into the bin. Raises `NotFound`, and `Conflict` where the books lean on it."""
    with seat.books.read() as session:
        voucher_id = vouchers.by_uid(session, family.kind, uid).id
    bin_.bin_voucher(seat.books, seat.actor, family.kind, voucher_id)


def draw(request: Request, seat: Seat, family: Family, uid: str, body: Any) -> Json:
    """Draw a document up as PDF. Raises `answers.Said` and `NotFound`."""
    asked: Json = body if isinstance(body, dict) else {}
    template = asked.get("templateId")
    if not isinstance(template, str) or template not in family.templates:
        raise answers.bad_template(family.templates)
    wanted = asked.get("copyType")
    copy = wanted if isinstance(wanted, str) and wanted in _COPIES else _COPIES[0]
    paper = files.Paper(seat.books.business_id, family.kind.value, uid, template, copy)
    _, detail = files.draw(seat.books, paper, afresh=True)
    told = {
        "pdfUrl": f"{request.base_url}{files.link(seat.books, paper, detail.number)}",
        family.id_key: uid,
        "templateId": template,
    }
    return {**told, "copyType": copy} if "copyType" in asked else told


def _answer(seat: Seat, family: Family, held: StatedVoucher) -> Json:
    return {family.one: whole.answered(family, held, seat.business_uid, seat.user_uid)}


def _is_its_own_number(
    seat: Seat, family: Family, uid: str, changes: Json, issues: Sequence[Issue]
) -> bool:
    """Whether all that is wrong is the number that the paper bears: of the desk, so without prefix.

    A client that sends the whole document back has not changed it.
    """
    if [issue["path"] for issue in issues] != [[family.number]]:
        return False
    try:
        held = seat.books.ask(stated_vouchers.by_uid, family.kind, uid)
    except NotFound:
        return False
    return bool(held.number == changes[family.number])


def _without_ids(family: Family, document: Json) -> Json:
    """Ids are ours to give: what a client sends of them is not read."""
    return {key: value for key, value in document.items() if key not in ("id", family.id_key)}


def _reference(session: Reading, document: Json) -> int | None:
    """The invoice in the books that a debit note names."""
    uid = document.get("referenceInvoiceId")
    return stated_vouchers.position(session, VoucherKind.INVOICE, uid) if uid else None
