"""A paper, order or payment looked at beside the form one types in, without leaving the form."""

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from senstosales.domain.kinds import VoucherKind
from senstosales.gui.desk import Desk
from senstosales.gui.dialog import Dialog
from senstosales.gui.wording import say

_KINDS = {
    "invoices": VoucherKind.INVOICE,
    "quotations": VoucherKind.QUOTATION,
    "tax_notes": None,
}


class PaperBeside(Dialog):
    """`PaperBeside(desk, "challans", id, form).open()`; what it links to is looked at the same way."""

    def __init__(self, desk: Desk, noun: str, key: int, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(say("In the books"))
        self._desk = replace(desk, navigate=self._look_at)
        self.view = _view(self._desk, noun)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.view, 1)
        foot = QWidget()
        foot.setProperty("role", "foot")
        foot.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(foot)
        row.setContentsMargins(24, 12, 24, 12)
        row.addStretch(1)
        back = QPushButton(say("Back to the form"))
        back.setDefault(True)
        back.clicked.connect(self.accept)
        row.addWidget(back)
        column.addWidget(foot)
        room = parent.window().size()
        self.resize(min(860, max(560, room.width() - 120)), min(720, max(420, room.height() - 80)))
        self.view.gone.connect(self.reject)
        (self.view.show_order if noun == "orders" else self.view.show_paper)(key)
        back.setFocus()

    def _look_at(self, noun: str, key: int) -> None:
        if noun in (*_KINDS, "challans", "payments", "orders"):
            PaperBeside(self._desk, noun, key, self).open()


def _view(desk: Desk, noun: str) -> Any:
    """The detail that its tab shows."""
    if noun == "challans":
        from senstosales.gui.challan_view import ChallanView

        return ChallanView(desk)
    if noun == "payments":
        from senstosales.gui.payment_view import PaymentView

        return PaymentView(desk)
    if noun == "orders":
        from senstosales.gui.order_view import OrderView

        return OrderView(desk)
    from senstosales.gui.voucher_view import VoucherView

    return VoucherView(desk, _KINDS[noun])
