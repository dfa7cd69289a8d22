"""Opens a form again with what was typed into it and not saved."""

from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from senstosales.domain.kinds import VoucherKind
from senstosales.gui.autosave import Again
from senstosales.gui.desk import Desk
from senstosales.gui.unfinished import Unfinished


def open_form(desk: Desk, held: Unfinished, parent: QWidget) -> None:
    """Open its form; where that cannot be, the reason is said and it stays in the drawer."""
    if held.noun == "voucher":
        _open_voucher(desk, held, parent)
        return
    if desk.drawer is not None:
        desk.drawer.taken(held.id, out=True)
    again = _again(desk, held, parent)
    desk.jobs.read(
        again.work,
        partial(_opened, desk, held, again),
        partial(_not_opened, desk, held),
        owner=parent,
    )


def _again(desk: Desk, held: Unfinished, parent: QWidget) -> Again:
    from senstosales.gui.dialogs import (
        challan_form,
        expense_form,
        invoice_form,
        party_form,
        payment_form,
        product_form,
    )

    match held.noun:
        case "challan":
            return challan_form.again(desk, held, parent)
        case "invoice":
            return invoice_form.again(desk, held, parent)
        case "payment":
            return payment_form.again(desk, held, parent, partial(desk.open, "payments"))
        case "party":
            return party_form.again(desk, held, parent, partial(desk.open, "parties"))
        case "product":
            return product_form.again(desk, held, parent, partial(desk.open, "products"))
        case "expense":
            return expense_form.again(desk, held, parent, partial(desk.open, "expenses"))
        case noun:
            raise ValueError(noun)


def _open_voucher(desk: Desk, held: Unfinished, parent: QWidget) -> None:
    from senstosales.gui.dialogs import voucher_keeping
    from senstosales.gui.dialogs.voucher_form import VoucherForm

    form = VoucherForm(desk, **voucher_keeping.beginning(held.start), kept=held, parent=parent)
    form.saved.connect(partial(_show_paper, desk, form.kind, parent))
    form.open()
    if desk.drawer is not None:
        desk.drawer.changed.emit()


def _show_paper(desk: Desk, kind: VoucherKind, parent: QWidget, issued: Any) -> None:
    from senstosales.gui.dialogs import papers

    papers.show_issued(desk, kind, issued.id, parent)


def _opened(desk: Desk, held: Unfinished, again: Again, read: Any) -> None:
    again.show(read)
    if desk.drawer is not None:
        desk.drawer.taken(held.id, out=False)


def _not_opened(desk: Desk, held: Unfinished, error: BaseException) -> None:
    desk.messages.failure(error)
    if desk.drawer is not None:
        desk.drawer.taken(held.id, out=False)
