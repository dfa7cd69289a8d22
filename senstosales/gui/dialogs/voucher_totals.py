"""The foot of a paper being written: why this tax, and the figures, live."""

from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from senstosales.domain.amounts import ZERO
from senstosales.domain.kinds import TaxSplit
from senstosales.domain.words import rupees_in_words
from senstosales.gui import cells
from senstosales.queries.papers import VoucherDetail

_FIGURES = (
    ("trade_discount", "Discount"),
    ("taxable", "Taxable value"),
    ("cgst", "CGST"),
    ("sgst", "SGST"),
    ("igst", "IGST"),
    ("cess", "Cess"),
    ("tcs", "TCS"),
    ("discount", "Discount"),
    ("round_off", "Round off"),
)
_LESS = ("trade_discount", "discount")
_TOP_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop


class TotalsStrip(QFrame):
    """Side by side, so that the lines keep the height: the reason at the left, figures at the right.

    Only figures that are not nothing are shown.
    """

    def __init__(self, *, taxed: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.why = _label("small")
        self.why.setWordWrap(True)
        self.why.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.caution = _label("caution")
        self.caution.setWordWrap(True)
        self.caution.hide()
        self.words = _label("small")
        self.words.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.figures: dict[str, QLabel] = {}
        self._columns: dict[str, QWidget] = {}
        reason = QVBoxLayout()
        reason.setSpacing(2)
        self._heading = _label("heading")
        reason.addWidget(self._heading)
        reason.addWidget(self.why)
        reason.addWidget(self.caution)
        reason.addStretch(1)
        figures = QHBoxLayout()
        figures.setSpacing(20)
        figures.addStretch(1)
        for name, title in _FIGURES:
            figures.addWidget(self._figure(name, title, "figure"))
        figures.addWidget(self._figure("total", "Total", "title"))
        right = QVBoxLayout()
        right.setSpacing(2)
        right.addLayout(figures)
        right.addWidget(self.words)
        right.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(32)
        row.addLayout(reason, 1)
        row.addLayout(right)
        self.set_taxed(taxed=taxed)
        self.show_proposal(None)

    def set_taxed(self, *, taxed: bool) -> None:
        """Whether the paper bears tax, as the figures are called accordingly."""
        self._taxed = taxed
        self._heading.setText("Why this tax" if taxed else "Why no tax")
        self._titles["taxable"].setText("Taxable value" if taxed else "Value")

    def show_proposal(self, paper: VoucherDetail | None) -> None:
        """The figures of this paper; none while they cannot be worked out or there is no line."""
        if paper is None or not (paper.lines or paper.charges):
            for name, figure in self.figures.items():
                figure.setText(cells.DASH)
                self._columns[name].setVisible(name in ("taxable", "total"))
            self.words.clear()
            return
        self._titles["sgst"].setText("UTGST" if paper.tax_split is TaxSplit.CGST_UTGST else "SGST")
        for name, figure in self.figures.items():
            value: Decimal = getattr(paper, name)
            figure.setText(cells.money(-value if name in _LESS else value))
            always = name in ("taxable", "total") or (self._taxed and name in _taxes(paper))
            self._columns[name].setVisible(always or value != ZERO)
        self.words.setText(rupees_in_words(paper.total))

    def explain(self, sentence: str) -> None:
        """Why this tax, in a sentence."""
        self.why.setText(sentence)

    def warn(self, sentence: str) -> None:
        """Something to think of before the paper is issued; nothing hides it."""
        self.caution.setText(sentence)
        self.caution.setVisible(bool(sentence))

    @property
    def _titles(self) -> dict[str, QLabel]:
        return {name: column.findChildren(QLabel)[0] for name, column in self._columns.items()}

    def _figure(self, name: str, title: str, role: str) -> QWidget:
        column = QWidget()
        lines = QVBoxLayout(column)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        above, figure = _label("small"), _label(role)
        above.setText(title)
        for label in (above, figure):
            label.setAlignment(_TOP_RIGHT)
            lines.addWidget(label)
        figure.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        figure.setAccessibleName(title)
        self.figures[name], self._columns[name] = figure, column
        return column


def _taxes(paper: VoucherDetail) -> tuple[str, ...]:
    return ("igst",) if paper.tax_split.between_states else ("cgst", "sgst")


def _label(role: str) -> QLabel:
    label = QLabel()
    label.setProperty("role", role)
    return label
