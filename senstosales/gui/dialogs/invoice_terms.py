"""References and terms of an invoice being made: everything that is only printed."""

from collections.abc import Iterable
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from senstosales.errors import Problem
from senstosales.gui.forms import DateField, Field, Form, MultilineField, TextField
from senstosales.queries.papers import Particulars

Kind = type[TextField] | type[DateField]

_REFERENCES: tuple[tuple[str, str, Kind], ...] = (
    ("gemc_number", "GeM contract", TextField),
    ("gemc_date", "GeM contract date", DateField),
    ("our_ref", "Our reference", TextField),
    ("department_no", "Department", TextField),
    ("srv_no", "SRV number", TextField),
    ("srv_date", "SRV date", DateField),
    ("inspection_company", "Inspection by", TextField),
    ("payment_terms", "Payment terms", TextField),
    ("mode_of_payment", "Payment mode", TextField),
)
_CARRIAGE: tuple[tuple[str, str, Kind], ...] = (
    ("dispatched_through", "Dispatched through", TextField),
    ("destination", "Destination", TextField),
    ("transporter", "Transporter", TextField),
    ("vehicle_no", "Vehicle number", TextField),
    ("lr_no", "LR number", TextField),
    ("eway_bill_no", "E-way bill", TextField),
    ("dispatch_document_no", "Dispatch document", TextField),
    ("terms_of_delivery", "Terms of delivery", TextField),
)


class InvoiceTerms(QWidget):
    """Two columns of fields, filled with what the order and the challan say until the clerk differs."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.left, self.right = Form(), Form()
        for form, fields in ((self.left, _REFERENCES), (self.right, _CARRIAGE)):
            for name, label, kind in fields:
                form.add(name, label, kind())
        self.right.add("remarks", "Remarks", MultilineField(lines=2))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(32)
        for form in (self.left, self.right):
            row.addWidget(form, 1, Qt.AlignmentFlag.AlignTop)
        self._worked: dict[str, Any] = {}
        self._said: set[str] = set()
        self._filling = False
        for name, field in self.fields.items():
            field.changed.connect(partial(self._typed, name))

    @property
    def fields(self) -> dict[str, Field]:
        return self.left.fields | self.right.fields

    @property
    def touched(self) -> bool:
        """Whether the clerk has said anything here."""
        return bool(self._said)

    @property
    def touched_in(self) -> frozenset[str]:
        """The fields in which the clerk has said something."""
        return frozenset(self._said)

    def said(self) -> tuple[dict[str, Any], frozenset[str]]:
        """What differs from the proposal, and what shall stay blank. Raises `Invalid`."""
        values = self.left.values() | self.right.values()
        said = {name: values[name] for name in self._said if values[name] is not None}
        return said, frozenset(self._said - set(said))

    def show_proposal(self, proposed: Particulars) -> None:
        """Fill the fields that the clerk has left alone."""
        self._filling = True
        for name, field in self.fields.items():
            value = getattr(proposed, name)
            if name not in self._said and (name not in self._worked or value != self._worked[name]):
                field.set_value(value)
                if isinstance(field, TextField):
                    # A long text is read from its beginning.
                    field.box.setCursorPosition(0)
                    field.box.setToolTip(field.box.text())
                self._worked[name] = value
        self._filling = False

    def show_problems(self, problems: Iterable[Problem]) -> tuple[Problem, ...]:
        """Say what is wrong beside the fields; problems about others are handed back."""
        rest = []
        for problem in problems:
            field = self.fields.get(problem.field.removeprefix("particulars."))
            if field is None:
                rest.append(problem)
            else:
                field.set_error(problem.sentence)
        return tuple(rest)

    def _typed(self, name: str) -> None:
        if not self._filling:
            self._said.add(name)
            self.changed.emit()
