"""What is printed below the figures: terms, notes, references, further facts, whom to ask."""

from dataclasses import asdict
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from senstosales.domain.kinds import VoucherKind
from senstosales.errors import Problem
from senstosales.gui.detail import Section
from senstosales.gui.fields import DateField, MultilineField, TextField
from senstosales.gui.forms import Form
from senstosales.gui.grid_model import GridColumn, Row
from senstosales.gui.line_grid import LineGrid
from senstosales.gui.wording import say
from senstosales.queries.papers import Contact, CustomField
from senstosales.services.paper_forms import ParticularsDraft

_FACTS = (
    GridColumn("name", "Name", width=12, editable=True),
    GridColumn("value", "What is printed beside it", width=16, editable=True, stretch=True),
)
_CONTACTS = (
    GridColumn("name", "Name", width=12, editable=True, stretch=True),
    GridColumn("phone", "Phone", width=12, editable=True),
    GridColumn("email", "E-mail", width=16, editable=True),
)


class VoucherTerms(QWidget):
    """Texts at the left, references in the middle, small grids at the right."""

    changed = Signal()

    def __init__(self, kind: VoucherKind, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.texts, self.references = Form(), Form()
        self.texts.add(
            "terms", "Terms", MultilineField(lines=5, placeholder="One term on each line")
        )
        self.texts.add("notes", "Notes", MultilineField(lines=3))
        self.references.add("payment_terms", "Payment terms", TextField(longest=200))
        self.references.add("our_ref", "Our reference", TextField(longest=200))
        self.their_order = TextField(longest=200)
        self.references.add("buyers_order_no", "Their order", self.their_order)
        self.references.add("buyers_order_date", "Order date", DateField())
        self.references.add("remarks", "Remarks", MultilineField(lines=2))
        self.facts = _grid("facts", _FACTS, "Further facts")
        self.contacts = _grid("contacts", _CONTACTS, "Whom to ask")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(32)
        for title, form in (("Below the figures", self.texts), ("References", self.references)):
            row.addWidget(Section(title, form), 1, Qt.AlignmentFlag.AlignTop)
            form.changed.connect(self.changed)
        right = QVBoxLayout()
        right.setSpacing(12)
        right.addWidget(Section("Further facts", self.facts))
        if kind is VoucherKind.QUOTATION:
            right.addWidget(Section("Whom to ask", self.contacts))
        else:
            self.contacts.setParent(self)
            self.contacts.hide()
        right.addStretch(1)
        row.addLayout(right, 1)
        for grid in (self.facts, self.contacts):
            grid.changed.connect(self.changed)

    def fill(self, said: ParticularsDraft) -> None:
        """Show what the particulars say."""
        names = [*self.texts.fields, *self.references.fields]
        values = {name: getattr(said, name) for name in names} | {
            "terms": "\n".join(said.terms or ())
        }
        self.texts.set_values(values)
        self.references.set_values(values)
        self.facts.set_rows(asdict(each) for each in said.custom_fields or ())
        self.contacts.set_rows(asdict(each) for each in said.contacts or ())

    def read(self) -> tuple[dict[str, Any], list[Problem]]:
        """The particulars, and what is not understood."""
        found, problems = self.texts.read()
        values, wrong = self.references.read()
        found |= values
        problems += wrong
        found["terms"] = tuple(
            line.strip() for line in (found["terms"] or "").splitlines() if line.strip()
        )
        for grid in (self.facts, self.contacts):
            for place, row in enumerate(grid.peek()):
                if not grid.blank(row) and not row["name"]:
                    name = "facts" if grid is self.facts else "contacts"
                    problems.append(Problem(f"{name}.{place}.name", "Give it a name."))
        found["custom_fields"] = tuple(
            CustomField(row["name"] or "", row["value"] or "") for row in _named(self.facts)
        )
        found["contacts"] = tuple(
            Contact(row["name"] or "", row["phone"] or "", row["email"] or "")
            for row in _named(self.contacts)
        )
        return found, problems

    @property
    def filled(self) -> bool:
        """Whether anything is said here beyond the usual payment terms."""
        found, problems = self.read()
        found.pop("payment_terms", None)
        return bool(problems) or any(found.values())

    def show_problems(self, problems: list[Problem], *, focus: bool) -> list[Problem]:
        """Say what is wrong beside the entries; problems about others are handed back."""
        rest = [
            Problem(each.field.removeprefix("particulars."), each.sentence) for each in problems
        ]
        for grid in (self.facts, self.contacts):
            rest = list(grid.show_problems(rest))
        for form in (self.texts, self.references):
            mine = [each for each in rest if each.field.split(".")[0] in form.fields]
            form.show_problems(mine, focus=focus)
            rest = [each for each in rest if each not in mine]
        return rest

    def clear_problems(self) -> None:
        for part in (self.texts, self.references, self.facts, self.contacts):
            part.clear_problems()


def _grid(name: str, columns: tuple[GridColumn, ...], words: str) -> LineGrid:
    def fresh() -> Row:
        return dict.fromkeys(column.key for column in columns)

    grid = LineGrid(columns, new_row=fresh, spare=True, name=name)
    grid.table.setAccessibleName(say(words))
    grid.table.verticalHeader().hide()
    grid.setMinimumHeight(92)
    grid.set_rows([])
    return grid


def _named(grid: LineGrid) -> list[Row]:
    return [row for row in grid.peek() if not grid.blank(row)]
