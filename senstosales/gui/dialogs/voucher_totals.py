"""The foot of a paper being written: why this tax, and the figures, live."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from senstosales.domain.amounts import ZERO
from senstosales.domain.kinds import TaxSplit
from senstosales.domain.words import rupees_in_words
from senstosales.gui import cells
from senstosales.gui.panels import FIGURES, figures_of, taxes_of
from senstosales.gui.wording import say
from senstosales.queries.papers import VoucherDetail

_MOST_IN_A_ROW = 6
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
        for name, title in FIGURES:
            self._columns[name] = self._figure(name, title, "figure")
        self._columns["total"] = self._figure("total", "Total", "title")
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(20)
        self._grid.setVerticalSpacing(4)
        right = QVBoxLayout()
        right.setSpacing(2)
        right.addLayout(self._grid)
        right.addWidget(self.words)
        right.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(32)
        row.addLayout(reason, 1)
        row.addLayout(right)
        self.setMinimumHeight(64)  # does not jump when the figures come
        self.set_taxed(taxed=taxed)
        self.show_proposal(None)

    def set_taxed(self, *, taxed: bool) -> None:
        """Whether the paper bears tax, as the figures are called accordingly."""
        self._taxed = taxed
        self._heading.setText(say("Why this tax" if taxed else "Why no tax"))
        self._titles["taxable"].setText(say("Taxable value" if taxed else "Value"))

    def show_proposal(self, paper: VoucherDetail | None) -> None:
        """The figures of this paper; none while they cannot be worked out or there is no line."""
        if paper is None or not (paper.lines or paper.charges):
            for figure in self.figures.values():
                figure.setText(cells.DASH)
            self.words.clear()
            self._arrange(("taxable", "total"))
            return
        self._titles["sgst"].setText(
            say("UTGST" if paper.tax_split is TaxSplit.CGST_UTGST else "SGST")
        )
        values, taxes = figures_of(paper), taxes_of(paper) if self._taxed else ()
        for name, figure in self.figures.items():
            figure.setText(cells.money(values[name]))
        always = ("taxable", "total", *taxes)
        self._arrange([name for name in self.figures if name in always or values[name] != ZERO])
        self.words.setText(rupees_in_words(paper.total))

    def explain(self, sentence: str) -> None:
        """Why this tax, in a sentence."""
        self.why.setText(say(sentence))

    def warn(self, sentence: str) -> None:
        """Something to think of before the paper is issued; nothing hides it."""
        self.caution.setText(say(sentence))
        self.caution.setVisible(bool(sentence))

    @property
    def _titles(self) -> dict[str, QLabel]:
        return {name: column.findChildren(QLabel)[0] for name, column in self._columns.items()}

    def _arrange(self, shown: Sequence[str]) -> None:
        """Show these figures, at the right; in two rows if one would leave the reason no room."""
        for column in self._columns.values():
            self._grid.removeWidget(column)
        wide = len(shown) if len(shown) <= _MOST_IN_A_ROW else -(-len(shown) // 2)
        for place, name in enumerate(reversed(shown)):
            back, left = divmod(place, wide)
            self._grid.addWidget(self._columns[name], 1 - back, wide - left)
        for name, column in self._columns.items():
            column.setVisible(name in shown)

    def _figure(self, name: str, title: str, role: str) -> QWidget:
        column = QWidget(self)
        lines = QVBoxLayout(column)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        above, figure = _label("small"), _label(role)
        above.setText(say(title))
        for label in (above, figure):
            label.setAlignment(_TOP_RIGHT)
            lines.addWidget(label)
        figure.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        figure.setAccessibleName(say(title))
        self.figures[name] = figure
        return column


def _label(role: str) -> QLabel:
    label = QLabel()
    label.setProperty("role", role)
    return label
