"""Where the goods go and how: the consignee, and what is printed about transport."""

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from senstosales.errors import Problem
from senstosales.gui.desk import Desk
from senstosales.gui.detail import Section
from senstosales.gui.dialogs.voucher_party import PartyFields
from senstosales.gui.fields import CheckField, MultilineField, TextField
from senstosales.gui.forms import Form
from senstosales.services.paper_forms import ParticularsDraft
from senstosales.services.voucher_drafts import VoucherDraft

_VEHICLE = (
    ("vehicle_no", "Vehicle", 40),
    ("transporter", "Transporter", 200),
    ("transporter_id", "Transporter ID", 60),
    ("lr_no", "LR number", 60),
    ("lr_date", "LR date", 60),
    ("eway_bill_no", "E-way bill", 40),
)
_WAY = (
    ("mode_of_transport", "Mode", 60),
    ("dispatched_through", "Dispatched through", 200),
    ("destination", "Destination", 200),
    ("distance", "Distance", 40),
    ("date_of_supply", "Date of supply", 60),
    ("terms_of_delivery", "Terms of delivery", 200),
)
_CONSIGNEE = (
    ("name", "Name"),
    ("designation", "Attention"),
    ("address", "Address"),
    ("gstin", "GSTIN"),
    ("state_code", "State"),
    ("phone", "Phone"),
)


class VoucherCarriage(QWidget):
    """Three columns: the consignee, the vehicle, the way."""

    changed = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.consignee = PartyFields(desk, self)
        self.same = CheckField("To the party above")
        self.to, self.vehicle, self.way = Form(), Form(), Form()
        self.to.add("same", "", self.same)
        for name, label in _CONSIGNEE:
            self.to.add(f"consignee.{name}", label, self.consignee.fields[name])
        for form, names in ((self.vehicle, _VEHICLE), (self.way, _WAY)):
            for name, label, longest in names:
                form.add(name, label, TextField(longest=longest))
        self.way.add("dispatch_from", "Sent from", MultilineField(lines=2))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(32)
        for title, form in (
            ("Goods go to", self.to),
            ("Vehicle", self.vehicle),
            ("Way", self.way),
        ):
            row.addWidget(Section(title, form), 1, Qt.AlignmentFlag.AlignTop)
            form.changed.connect(self.changed)
        self.same.changed.connect(self._show_consignee)
        self.same.set_value(True)

    def fill(self, draft: VoucherDraft) -> None:
        """Show what the draft says."""
        self.same.set_value(draft.consignee is None)
        if draft.consignee is not None:
            self.consignee.fill(draft.consignee)
        self.start(draft.particulars)

    def start(self, said: ParticularsDraft) -> None:
        """Show the particulars of carriage."""
        for form, names in ((self.vehicle, _VEHICLE), (self.way, _WAY)):
            form.set_values({name: getattr(said, name) for name, _, _ in names})
        self.way.set_values({"dispatch_from": said.dispatch_from})

    def read(self) -> tuple[dict[str, Any], dict[str, Any], list[Problem]]:
        """The consignee by a draft's name, the particulars, and what is not understood."""
        consignee, problems = self.to.read()
        particulars: dict[str, Any] = {}
        for form in (self.vehicle, self.way):
            values, wrong = form.read()
            particulars |= values
            problems += wrong
        if consignee.pop("same"):
            return {}, particulars, [each for each in problems if "consignee" not in each.field]
        goes_to = {key.removeprefix("consignee."): value for key, value in consignee.items()}
        if not goes_to.get("name"):
            problems.append(Problem("consignee.name", "Say where the goods go."))
        return {"consignee": goes_to | {"name": goes_to.get("name") or ""}}, particulars, problems

    @property
    def filled(self) -> bool:
        """Whether anything is said here."""
        consignee, particulars, problems = self.read()
        return bool(consignee or problems or any(particulars.values()))

    def show_problems(self, problems: list[Problem], *, focus: bool) -> list[Problem]:
        """Say what is wrong beside the fields; problems about others are handed back."""
        rest = problems
        for form in (self.to, self.vehicle, self.way):
            mine = [each for each in rest if each.field.removeprefix("particulars.") in form.fields]
            bare = [
                Problem(each.field.removeprefix("particulars."), each.sentence) for each in mine
            ]
            form.show_problems(bare, focus=focus)
            rest = [each for each in rest if each not in mine]
        return rest

    def clear_problems(self) -> None:
        for form in (self.to, self.vehicle, self.way):
            form.clear_problems()

    def _show_consignee(self) -> None:
        for name, _ in _CONSIGNEE:
            self.to.set_shown(f"consignee.{name}", not self.same.value())
