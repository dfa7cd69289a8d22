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

from senstosales.domain.amounts import ZERO
from senstosales.domain.kinds import Nature, TaxSplit
from senstosales.domain.words import rupees_in_words
from senstosales.gui import cells, icons
from senstosales.gui.palette import Tone
from senstosales.gui.wording import say
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
        self.title = QLabel(say(title))
        self.title.setProperty("role", "heading")
        self.text = QLabel()
        self.text.setWordWrap(True)
        self.text.setTextFormat(Qt.TextFormat.PlainText)
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        words.addWidget(self.title)
        words.addWidget(self.text)
        row.addLayout(words, 1)
        self.title.setVisible(bool(title))  # not before it has a parent: it would be a window
        self.button = QPushButton()
        self.button.setAutoDefault(False)
        self.button.clicked.connect(self._pressed)
        self.button.hide()
        row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignVCenter)
        self.hide()

    def say(self, sentence: str, action: str = "", run: Callable[[], object] | None = None) -> None:
        """Show this sentence; an empty one hides the panel."""
        self.text.setText(say(sentence))
        self._run = run
        self.button.setText(say(action))
        self.button.setVisible(run is not None)
        self.setVisible(bool(sentence))

    def _pressed(self) -> None:
        if self._run is not None:
            self._run()


FIGURES = (
    ("trade_discount", "Discount before tax"),
    ("taxable", "Taxable value"),
    ("cgst", "CGST"),
    ("sgst", "SGST"),
    ("igst", "IGST"),
    ("cess", "Cess"),
    ("reverse", "Tax paid by the buyer"),
    ("tcs", "TCS"),
    ("discount", "Discount"),
    ("round_off", "Round off"),
)
"""What stands above the total of a paper, in this order."""
_ADDED = ("taxable", "cgst", "sgst", "igst", "cess", "tcs")
_SOMETIMES = ("trade_discount", "cess", "reverse", "tcs", "discount", "round_off")


class TotalsBox(QFrame):
    """Taxable value, each tax, what else adds up to the total, and the total in words.

    Figures that are nothing are left out, but for the taxes that apply.
    """

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
        for name, words in FIGURES:
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
        self.show_paper(None)

    def show_paper(self, paper: VoucherDetail | None) -> None:
        """The figures of this paper; None while they cannot be worked out."""
        if paper is None:
            for figure in self.figures.values():
                figure.setText(cells.DASH)
            for name in _SOMETIMES:
                self._show(name, shown=False)
            self.words.clear()
            return
        values = figures_of(paper)
        taxes = taxes_of(paper)
        second = "UTGST" if paper.tax_split is TaxSplit.CGST_UTGST else "SGST"
        self._names["sgst"].setText(second)
        untaxed = paper.nature is Nature.BILL_OF_SUPPLY
        self._names["taxable"].setText(say("Value" if untaxed else "Taxable value"))
        for name, figure in self.figures.items():
            figure.setText(cells.money(values[name]))
            taxed = name in taxes and not untaxed
            always = name in ("taxable", "total") or taxed
            self._show(name, shown=always or bool(values[name]))
        self.words.setText(rupees_in_words(paper.total))

    def _show(self, name: str, *, shown: bool) -> None:
        self._names[name].setVisible(shown)
        self.figures[name].setVisible(shown)

    def _add(self, name: str, words: str, role: str, figure_role: str) -> None:
        label = QLabel(say(words))
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


def taxes_of(paper: VoucherDetail) -> tuple[str, ...]:
    """The taxes that apply, be they nothing."""
    return ("igst",) if paper.tax_split.between_states else ("cgst", "sgst")


def figures_of(paper: VoucherDetail) -> dict[str, Decimal]:
    """What adds up to the total, with its sign; of a discount, what it takes away."""
    found: dict[str, Decimal] = {
        name: getattr(paper, name) for name in (*_ADDED, "round_off", "total")
    }
    found["trade_discount"], found["discount"] = -paper.trade_discount, -paper.discount
    added = sum((found[name] for name in (*_ADDED, "discount", "round_off")), ZERO)
    # On reverse charge the buyer pays the tax to the government: it is shown and not in the total.
    found["reverse"] = paper.total - added if paper.reverse_charge else ZERO
    return found
