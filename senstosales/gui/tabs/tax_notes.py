"""The Notes tab: debit and credit notes beside the one that is open."""

from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from senstosales.domain.kinds import VoucherKind
from senstosales.gui import voucher_view
from senstosales.gui.desk import Desk
from senstosales.gui.tab import TabSpec
from senstosales.gui.tables import Empty
from senstosales.gui.voucher_tab import VoucherTab
from senstosales.queries import tax_notes, voucher_trail
from senstosales.queries.ahead import first_of

_KINDS = (VoucherKind.CREDIT_NOTE, VoucherKind.DEBIT_NOTE)


class TaxNotesTab(VoucherTab):
    """What puts an issued invoice right (CGST Act s. 34): the register and the note that is marked."""

    noun = "tax_notes"
    group = "Debit and credit notes"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(
            desk,
            tax_notes.REGISTER,
            None,
            empty=Empty(
                "No debit or credit notes yet",
                "An issued invoice is never changed. A credit note puts it right when goods were "
                "rejected or the price was too high; a debit note when the price was too low. Begin "
                "it here, or at its invoice.",
                "New credit note",
                partial(self._new, VoucherKind.CREDIT_NOTE),
            ),
            split=(624, 742),
            parent=parent,
        )
        self.view.table.leave_out(("reason", "taxable", "reference", "kind"))
        self.credit = self._act(
            "New credit note",
            "Ctrl+N",
            partial(self._new, VoucherKind.CREDIT_NOTE),
            "file-minus-2",
            "Credit note: goods rejected or returned, or a price too high; the buyer owes less",
        )
        self.debit = self._act(
            "New debit note",
            "Ctrl+Shift+N",
            partial(self._new, VoucherKind.DEBIT_NOTE),
            "file-plus-2",
            "Debit note: a price too low; the buyer owes more",
        )
        self._offer(*self._papers, None, *self._fate)
        self.view.add_menu("New", "plus", (self.credit, self.debit))
        self._offer_marked(VoucherKind.CREDIT_NOTE)

    def _new(self, kind: VoucherKind) -> None:
        self._write(kind)


def _unfinished(session: Any) -> int:
    """How many drafts wait to be issued: the number on the tab."""
    return voucher_trail.drafts(session, _KINDS)


SPEC = TabSpec(
    title="Notes",
    icon="file-diff",
    nouns=("tax_notes",),
    factory=TaxNotesTab,
    count=_unfinished,
    watches=frozenset({"vouchers"}),
    about="Debit and credit notes",
    ahead=first_of(tax_notes.REGISTER, voucher_view.read),
)
