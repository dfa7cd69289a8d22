"""Does what the find box offers: opens the form, the preview, or the thing itself."""

from functools import partial

from PySide6.QtWidgets import QWidget

from senstosales.domain.kinds import Nature, VoucherKind
from senstosales.gui import changes_of
from senstosales.gui.desk import Desk
from senstosales.queries.offers import Deed, Offer


def do(desk: Desk, offer: Offer, parent: QWidget) -> None:
    """Do it; of what is not possible, show what stands in the way."""
    if offer.trouble:
        desk.open(offer.noun, offer.shown)
        return
    match offer.deed:
        case Deed.SHOW:
            desk.open(offer.noun, offer.id)
        case Deed.CHANGES:
            desk.open(changes_of.noun_of(offer.noun), offer.id)
        case Deed.CHALLAN | Deed.REPLACEMENT:
            from senstosales.gui.dialogs import challan_form

            again = offer.deed is Deed.REPLACEMENT
            challan_form.open_new(desk, offer.id, parent, replacement=again)
        case Deed.INVOICE:
            from senstosales.gui.dialogs import invoice_form

            invoice_form.open_for_challan(desk, offer.id, parent)
        case Deed.PAYMENT_OF_INVOICE:
            record_payment(desk, parent, invoice_id=offer.id)
        case Deed.PAYMENT_OF_PARTY:
            record_payment(desk, parent, party_id=offer.id)
        case Deed.CREDIT_NOTE:
            write(desk, VoucherKind.CREDIT_NOTE, parent, on_invoice=offer.id)
        case Deed.DEBIT_NOTE:
            write(desk, VoucherKind.DEBIT_NOTE, parent, on_invoice=offer.id)
        case Deed.STATEMENT:
            from senstosales.gui.dialogs import statements

            statements.show_statement(desk, offer.id, parent)
        case Deed.PRINT | Deed.CERTIFICATE | Deed.SLIP | Deed.DISPATCH:
            _print(desk, offer, parent)


def record_payment(
    desk: Desk, parent: QWidget, *, party_id: int | None = None, invoice_id: int | None = None
) -> None:
    """Open the form of a payment; it is shown once it is in the books."""
    from senstosales.gui.dialogs import payment_form

    shown = partial(desk.open, "payments")
    payment_form.open_new(desk, parent, party_id=party_id, invoice_id=invoice_id, saved=shown)


def write(
    desk: Desk,
    kind: VoucherKind,
    parent: QWidget,
    *,
    nature: Nature | None = None,
    on_invoice: int | None = None,
) -> None:
    """Open the form of a new paper, or of a note on an invoice; issued, it is shown as printed."""
    from senstosales.gui.dialogs import papers
    from senstosales.gui.dialogs.voucher_form import VoucherForm
    from senstosales.services.voucher_drafts import VoucherDraft

    start = None
    if on_invoice is not None:
        day = desk.books.clock().astimezone().date()
        start = VoucherDraft(kind=kind, date=day, reference_id=on_invoice)
    form = VoucherForm(desk, kind, nature=nature, start=start, parent=parent)
    form.saved.connect(lambda issued: papers.show_issued(desk, kind, issued.id, parent))
    form.open()


def add(desk: Desk, noun: str, parent: QWidget) -> None:
    """Open the empty form of a party or a product; it is shown once it is in the books."""
    from senstosales.gui.dialogs import party_form, product_form

    open_new = party_form.open_new if noun == "parties" else product_form.open_new
    open_new(desk, parent, partial(desk.open, noun))


def _print(desk: Desk, offer: Offer, parent: QWidget) -> None:
    from senstosales.gui.dialogs import papers

    match offer.deed:
        case Deed.CERTIFICATE:
            papers.show_certificate(desk, offer.id, parent)
        case Deed.SLIP:
            papers.show_slip(desk, offer.id, parent)
        case Deed.DISPATCH:
            papers.show_dispatch(desk, VoucherKind.CHALLAN, offer.id, parent)
        case _:
            assert offer.kind is not None
            papers.show_paper(desk, offer.kind, offer.id, parent)
