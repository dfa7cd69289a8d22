"""What may be meant for the marked invoice. Nothing is entered until somebody presses."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from senstosales.domain.cash import Settlement
from senstosales.domain.settling import Deduction
from senstosales.gui import cells, icons
from senstosales.gui.wording import say
from senstosales.queries.settling import InvoiceToSettle


class PaymentOffers(QFrame):
    """`show_invoice(invoice, kept back before)`; `full_wanted()` or `deduction_wanted(Deduction)`."""

    full_wanted = Signal()
    deduction_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("calm", "info")
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 12, 8)
        row.setSpacing(8)
        picture = QLabel()
        icons.dress(picture, "info", "info")
        row.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(2)
        self.title, self.text = QLabel(), QLabel()
        self.title.setProperty("role", "heading")
        self.text.setWordWrap(True)
        self.text.setTextFormat(Qt.TextFormat.PlainText)
        words.addWidget(self.title)
        words.addWidget(self.text)
        words.addStretch(1)
        row.addLayout(words, 1)
        self._buttons = QVBoxLayout()
        self._buttons.setSpacing(4)
        row.addLayout(self._buttons)
        self.full = QPushButton()
        self.full.setAutoDefault(False)
        self.full.clicked.connect(self.full_wanted)
        self._buttons.addWidget(self.full)
        self.deductions: list[QPushButton] = []
        self._buttons.addStretch(1)
        self.hide()

    def show_invoice(
        self, invoice: InvoiceToSettle | None, kept_back: frozenset[Settlement] = frozenset()
    ) -> None:
        """Offer what fits this invoice; None hides the panel."""
        for button in self.deductions:
            button.deleteLater()
        self.deductions.clear()
        self.setVisible(invoice is not None)
        if invoice is None:
            return
        self.title.setText(say(f"Invoice {invoice.number} of {cells.day(invoice.date)}"))
        self.full.setText(say(f"Received in full: {cells.money(invoice.open)}"))
        self.full.setToolTip(say("Enter what is open, less what was kept back, as money received"))
        lines = [_said(offer, before=offer.kind in kept_back) for offer in invoice.offers]
        self.text.setText("\n".join(lines) or say("No deduction by law is to be expected here."))
        for place, offer in enumerate(invoice.offers, 1):
            button = QPushButton(say(f"Enter {offer.kind.label}: {cells.money(offer.amount)}"))
            button.setAutoDefault(False)
            button.setToolTip(say(offer.why))
            button.clicked.connect(partial(self._wanted, offer))
            self._buttons.insertWidget(place, button)
            self.deductions.append(button)

    def _wanted(self, offer: Deduction, _checked: bool = False) -> None:
        self.deduction_wanted.emit(offer)


def _said(offer: Deduction, *, before: bool) -> str:
    again = say(" This party has kept it back before.") if before else ""
    return f"{say(offer.kind.label)}: {say(offer.why)}{again}"
