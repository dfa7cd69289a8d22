"""Quiet panels: a sentence on a tinted ground, and the figures of a paper summed up."""

from collections.abc import Callable
from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from senstosales.domain.kinds import TaxSplit
from senstosales.domain.words import rupees_in_words
from senstosales.gui import cells, icons
from senstosales.gui.palette import Tone
from senstosales.queries.papers import VoucherDetail

_ICONS = {
    Tone.GOOD: "circle-check",
    Tone.INFO: "info",
    Tone.CAUTION: "triangle-alert",
    Tone.BAD: "circle-alert",
    Tone.DONE: "ban",
}


class NoticePanel(QFrame):
    """A heading and a sentence on a tinted ground, perhaps with a button; hidden while it says nothing.

    Only what is wrong has a border round it.
    """

    def __init__(self, tone: Tone, title: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("notice" if tone is Tone.BAD else "calm", tone.value)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._run: Callable[[], object] | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 12, 8)
        row.setSpacing(8)
        picture = QLabel()
        icons.dress(picture, _ICONS[tone], tone.value)
        row.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(2)
        self.title = QLabel(title)
        self.title.setProperty("role", "heading")
        self.title.setVisible(bool(title))
        self.text = QLabel()
        self.text.setWordWrap(True)
        self.text.setTextFormat(Qt.TextFormat.PlainText)
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        words.addWidget(self.title)
        words.addWidget(self.text)
        row.addLayout(words, 1)
        self.button = QPushButton()
        self.button.setAutoDefault(False)
        self.button.clicked.connect(self._pressed)
        self.button.hide()
        row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignVCenter)
        self.hide()

    def say(self, sentence: str, action: str = "", run: Callable[[], object] | None = None) -> None:
        """Show this sentence; an empty one hides the panel."""
        self.text.setText(sentence)
        self._run = run
        self.button.setText(action)
        self.button.setVisible(run is not None)
        self.setVisible(bool(sentence))

    def _pressed(self) -> None:
        if self._run is not None:
            self._run()


class TotalsBox(QFrame):
    """Taxable value, each tax, rounding, the total, and the total in words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel")
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(16, 12, 16, 12)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(1, 1)
        self.figures: dict[str, QLabel] = {}
        self._names: dict[str, QLabel] = {}
        for name, words in (
            ("taxable", "Taxable value"),
            ("cgst", "CGST"),
            ("sgst", "SGST"),
            ("igst", "IGST"),
            ("round_off", "Round off"),
        ):
            self._add(name, words, "muted", "")
        rule = QFrame()
        rule.setProperty("role", "rule")
        rule.setFixedHeight(1)
        self._grid.addWidget(rule, self._grid.rowCount(), 0, 1, 2)
        self._add("total", "Total", "heading", "title")
        self.words = QLabel()
        self.words.setProperty("role", "small")
        self.words.setWordWrap(True)
        self.words.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(self.words, self._grid.rowCount(), 0, 1, 2)
        self.show_invoice(None)

    def show_invoice(self, invoice: VoucherDetail | None) -> None:
        """The figures of this invoice; None while they cannot be worked out."""
        if invoice is None:
            for figure in self.figures.values():
                figure.setText(cells.DASH)
            self.words.clear()
            return
        between_states = invoice.tax_split is TaxSplit.IGST
        second = "UTGST" if invoice.tax_split is TaxSplit.CGST_UTGST else "SGST"
        self._names["sgst"].setText(second)
        for name, shown in (
            ("cgst", not between_states),
            ("sgst", not between_states),
            ("igst", between_states),
            ("round_off", bool(invoice.round_off)),
        ):
            self._names[name].setVisible(shown)
            self.figures[name].setVisible(shown)
        for name, figure in self.figures.items():
            value: Decimal = getattr(invoice, name)
            figure.setText(cells.money(value))
        self.words.setText(rupees_in_words(invoice.total))

    def _add(self, name: str, words: str, role: str, figure_role: str) -> None:
        label = QLabel(words)
        label.setProperty("role", role)
        figure = QLabel()
        if figure_role:
            figure.setProperty("role", figure_role)
        figure.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        figure.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        row = self._grid.rowCount()
        if figure_role:
            # A large figure may need all the width: the longer names above must not narrow it.
            line = QHBoxLayout()
            line.addWidget(label)
            line.addWidget(figure, 1)
            self._grid.addLayout(line, row, 0, 1, 2)
        else:
            self._grid.addWidget(label, row, 0)
            self._grid.addWidget(figure, row, 1)
        self._names[name], self.figures[name] = label, figure
