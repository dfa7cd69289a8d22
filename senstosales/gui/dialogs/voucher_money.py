"""What is agreed beside the lines: charges, a discount over all, TCS, rounding, special tax cases."""

from collections.abc import Sequence
from decimal import Decimal
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from senstosales.domain.amounts import ZERO
from senstosales.domain.gst import DiscountBasis, Tcs, TcsBasis
from senstosales.errors import Problem
from senstosales.gui.detail import Section
from senstosales.gui.dialogs import voucher_entry
from senstosales.gui.dialogs.invoice_lines import check_hsn
from senstosales.gui.dialogs.voucher_entry import DiscountField
from senstosales.gui.fields import CheckField, ChoiceField, MoneyField, PercentField
from senstosales.gui.forms import Form
from senstosales.gui.grid_model import GridColumn, Row
from senstosales.gui.line_grid import LineGrid
from senstosales.gui.wording import say
from senstosales.queries.columns import Look
from senstosales.queries.papers import ChargeLine
from senstosales.services.voucher_drafts import VoucherDraft

_BASES = (
    (DiscountBasis.BEFORE_TAX, "Before tax"),
    (DiscountBasis.AFTER_TAX, "After tax"),
)
_TCS_BASES = (
    (TcsBasis.TAXABLE, "The taxable value"),
    (TcsBasis.FINAL, "The value with GST"),
)
_TAXES = ("gst_rate", "inclusive", "total")
_HINT = "Freight, packing, insurance: what the buyer pays beside the goods."


def _columns() -> tuple[GridColumn, ...]:
    column = partial(GridColumn, editable=True)
    return (
        column("name", "Charge", width=12, stretch=True),
        column("amount", "Amount ₹", Look.MONEY, 9),
        column(
            "gst_rate", "GST", Look.PERCENT, 5, writes=voucher_entry.percent_words, names=("gst %",)
        ),
        column("inclusive", "Incl. GST", Look.NUMBER, 6, tick=True, passed=True),
        column(
            "hsn",
            "SAC",
            Look.NUMBER,
            7,
            passed=True,
            check=check_hsn,
            reads=voucher_entry.code,
            writes=str,
        ),
        GridColumn("total", "Total ₹", Look.MONEY, 9),
    )


class VoucherMoney(QWidget):
    """A small grid of charges and two columns of fields; `read()` gives them by a draft's names."""

    changed = Signal()

    def __init__(self, *, taxed: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._taxed, self._usual_rate = taxed, ZERO
        self.charges = LineGrid(
            _columns(), new_row=self._fresh, spare=True, name="charges", hint=_HINT
        )
        self.charges.table.setAccessibleName(say("Charges"))
        self.charges.table.verticalHeader().hide()
        self.charges.setMinimumHeight(100)
        self.agreed, self.cases = self._agreed(), self._cases()
        self._show_what_matters()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(32)
        row.addWidget(Section("Charges beside the goods", self.charges), 6)
        for words, form in (("Discount and TCS", self.agreed), ("Rounding and tax", self.cases)):
            row.addWidget(Section(words, form), 4, Qt.AlignmentFlag.AlignTop)
            form.changed.connect(self.changed)
        self.charges.changed.connect(self.changed)
        self.charges.set_rows([])

    def start(self, usual_rate: Decimal, *, round_to_rupee: bool) -> None:
        """The GST that charges usually bear, in percent, and whether totals are usually rounded."""
        self._usual_rate = usual_rate if self._taxed else ZERO
        self.charges.set_rows([])
        self.agreed.set_values(
            {"discount_basis": DiscountBasis.BEFORE_TAX, "tcs_basis": TcsBasis.TAXABLE}
        )
        self.cases.set_values({"round_to_rupee": round_to_rupee})

    def set_taxed(self, *, taxed: bool) -> None:
        """Whether the paper bears tax: what is about tax is of no use on one that does not."""
        self._taxed = taxed
        self._show_what_matters()

    def fill(self, draft: VoucherDraft) -> None:
        """Show what the draft says."""
        self.charges.set_rows(charge.model_dump() for charge in draft.charges)
        said: dict[str, Any] = {"discount": draft.discount}
        if draft.discount is not None:
            said["discount_basis"] = draft.discount_basis
        if draft.tcs is not None:
            said |= {"tcs": draft.tcs.percentage, "tcs_basis": draft.tcs.basis}
        self.agreed.set_values(said)
        names = ("round_to_rupee", "round_off", "reverse_charge", "sez", "under_lut")
        self.cases.set_values({name: getattr(draft, name) for name in names})
        self._show_what_matters(round_off=draft.round_off is not None)

    def read(self) -> tuple[dict[str, Any], list[Problem]]:
        """By the names of a draft; and what is not understood."""
        found, problems = self.cases.read()
        agreed, wrong = self.agreed.read()
        problems += wrong
        share, basis = agreed.pop("tcs", None), agreed.pop("tcs_basis", None)
        found |= agreed
        found["discount_basis"] = found.get("discount_basis") or DiscountBasis.BEFORE_TAX
        found["tcs"] = Tcs(share, basis or TcsBasis.TAXABLE) if share else None
        if found.get("round_to_rupee"):
            found["round_off"] = None
        charges = []
        for place, charge in enumerate(self.charges.peek()):
            if self.charges.blank(charge):
                continue
            if not charge["name"]:
                problems.append(Problem(f"charges.{place}.name", "Say what is charged."))
            if charge["amount"] is None and (place, "amount") not in self.charges.model.errors:
                problems.append(Problem(f"charges.{place}.amount", "Enter an amount."))
            entry = {key: charge[key] for key in ("name", "amount", "hsn", "inclusive")}
            charges.append(entry | {"gst_rate": charge["gst_rate"] or ZERO})
        errors = self.charges.model.errors
        problems += (Problem(f"charges.{row}.{key}", said) for (row, key), said in errors.items())
        found["charges"] = charges
        return found, problems

    @property
    def filled(self) -> bool:
        """Whether anything beyond the usual is said here."""
        found, problems = self.read()
        rare = ("charges", "discount", "tcs", "reverse_charge", "sez", "under_lut", "round_off")
        return bool(problems) or any(found.get(name) for name in rare)

    def show_figures(self, charges: Sequence[ChargeLine]) -> None:
        """What was worked out for the charges that are named, in their order."""
        rows = [row for row in self.charges.model.rows if not self.charges.blank(row)]
        for row, charge in zip(rows, charges, strict=False):
            row["total"] = charge.total
        self.charges.clear_problems()

    def show_problems(self, problems: list[Problem], *, focus: bool) -> list[Problem]:
        """Say what is wrong beside the entries; problems about others are handed back."""
        rest = list(self.charges.show_problems(problems))
        for form in (self.agreed, self.cases):
            mine = [problem for problem in rest if problem.field.split(".")[0] in form.fields]
            form.show_problems(mine, focus=focus)
            rest = [problem for problem in rest if problem not in mine]
        return rest

    def clear_problems(self) -> None:
        self.charges.clear_problems()
        for form in (self.agreed, self.cases):
            form.clear_problems()

    def _agreed(self) -> Form:
        form = Form()
        form.add("discount", "Discount", DiscountField())
        form.add("discount_basis", "Taken off", ChoiceField(_BASES, own=True))
        form.add("tcs", "TCS", PercentField())
        form.add("tcs_basis", "TCS on", ChoiceField(_TCS_BASES, own=True))
        return form

    def _cases(self) -> Form:
        form = Form()
        form.add("round_to_rupee", "Total", CheckField("Rounded to the rupee"))
        form.add("round_off", "Round off", MoneyField(negative=True))
        form.add("reverse_charge", "Reverse charge", CheckField("The buyer pays the tax himself"))
        form.add("sez", "SEZ", CheckField("Buyer in a special economic zone"))
        form.add("under_lut", "LUT", CheckField("No tax: letter of undertaking"))
        return form

    def _show_what_matters(self, *, round_off: bool = False) -> None:
        for name in ("discount_basis", "tcs", "tcs_basis"):
            self.agreed.set_shown(name, self._taxed)
        for name in ("reverse_charge", "sez", "under_lut"):
            self.cases.set_shown(name, self._taxed)
        self.cases.set_shown("round_off", round_off)
        for place, column in enumerate(self.charges.model.columns):
            if column.key in _TAXES:
                self.charges.table.setColumnHidden(place, not self._taxed)
        self.charges.table.fit()

    def _fresh(self) -> Row:
        return {
            "name": None,
            "amount": None,
            "gst_rate": self._usual_rate,
            "inclusive": False,
            "hsn": None,
            "total": None,
        }
